"""The checks of the English against its Chinese.

`figures` reads the numbers of both languages. `numbers`, `form`, `terms`, `meaning` and
`wording` hold the rules, one small function each; `rules` lists them. `units` makes of
the linked edition what rules judge, `waivers` takes declared exceptions out, `report`
says what is left.
"""
