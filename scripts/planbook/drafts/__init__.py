"""Drafts English from other memories and with engines; nothing else uses the network.

`recall` finds units in the memory of another edition or program.
`offers` lists the engines. An engine turns one request into one answer; `draft` adds deadlines,
retries, and a minimum interval; `protect` protects terms and numbers and judges the answers.
"""
