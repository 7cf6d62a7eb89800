"""Drafts English with translation engines; nothing else uses the network.

`offers` lists the engines. An engine turns one request into one answer; `call` adds deadlines,
retries, and a minimum interval; `draft` protects terms and numbers and judges the answers.
"""
