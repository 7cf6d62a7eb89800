"""English drafts by translation engines. Nothing else uses the network.

`offers` lists the engines. An engine turns one request into one answer; `call` adds deadlines,
repetition, and a rate; `draft` protects terms and numbers and judges what comes back.
"""
