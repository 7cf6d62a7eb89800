"""Holds the verbs of the command line, one module for each.

`command` carries a verb out for the project below a folder, and returns the exit code; `HELP`,
`DESCRIPTION`, and `add_arguments` describe it.
"""
