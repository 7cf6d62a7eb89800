"""What is outside: translation services, and how they are called. Nothing else uses the network.

`offers` lists the engines. An engine only turns one request into one answer; `call` sees to
time and repetition, `draft` to protection and acceptance.
"""
