"""Links between sentences, terms and notes: find, resolve, annotate."""
