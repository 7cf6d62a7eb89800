"""Drafts English from other memories and with engines; nothing else uses the network.

`recall` finds units in the memory of another edition or program.
`offers` lists the engines, `services` has them, and `engine` calls them with deadlines and retries.
`protect` protects terms and numbers and judges the answers; `draft` stores what is accepted.
"""
