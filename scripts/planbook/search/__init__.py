"""What the search in the browser is given: documents, the folding of scripts, pinyin."""
