"""Links sentences, terms, and notes: find, resolve, annotate."""
