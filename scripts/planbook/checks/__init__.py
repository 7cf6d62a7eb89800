"""Checks the English against its Chinese.

`numbers`, `form`, `terms`, `meaning`, and `wording` hold the rules, one small function each, and
`rules` gathers them. `units` turns the edition into what rules judge, `waivers` removes declared
exceptions, and `report` shows what is left.
"""
