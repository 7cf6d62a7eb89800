"""Checks the English against its Chinese.

`numbers`, `form`, `meaning`, and `wording` hold the rules, one small function each. `kit` makes
what they judge and need; `rules` gathers them, removes waived findings, and reports what is left.
"""
