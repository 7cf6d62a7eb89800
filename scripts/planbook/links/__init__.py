"""Links sentences to terms, passages, and notes: finds them, then resolves which are meant."""
