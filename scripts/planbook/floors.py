"""Lists the floors of the package from the ground up; each may use only itself and those below.

No import goes up, and none is circular: `tests/test_floors.py` reads them all. ARCHITECTURE.md
lists the modules in this order.
"""

FLOORS: dict[str, str] = {
    # Ground: usable by any part. These know nothing about plans.
    "characters": "characters, and nothing else",
    "problems": "how a run says what is wrong",
    "fields": "what a field of a source may hold",
    "locales": "the languages, and texts in both",
    "words": "what the edition itself says to readers",
    "xml": "how XML and HTML are written",
    "numerals": "how Chinese counts",
    "description": "what the plan is, and what is known of its edition",
    "figures": "the numbers in a text, in either language",
    "base": "what every plan shares: terms, phrases, readings, words",
    "store": "the disk",
    # The plan: from bytes to sentences in two languages.
    "text": "characters of the source and their repair; not what they mean",
    "intake": "files as published, and the text in them; not what it means",
    "structure": "the outline; no translation",
    "translation": "the outline and its English; no terms",
    "links": "terms, notes, and passages that a sentence names; not how they are shown",
    "checks": "the rules of the English; nothing of pages",
    "statements": "what the edition says about the plan, held to its passages",
    "proposals": "figures as rules read them, which a person confirms",
    "sources": "every file under source/, as the types of the floors below",
    "begin": "what a project for another plan starts with",
    "addresses": "where everything is, below a language's folder",
    # What a reader sees, and its forms.
    "reading": "the plan in one language, each sentence resolved; no page, no book",
    "pictures": "drawings of the plan, as SVG",
    "pages": "Markdown; what a page has beside the reading",
    "pipeline": "the stages in their order, each run when it is asked for",
    "laws": "what every edition is held to, on its text and its pages",
    "export": "data files for programs",
    "search": "what can be found",
    "books": "what every book shares: fonts, typesetting, downloads",
    "books.pdf": "the PDFs: the plan, and the two-page brief",
    "books.epub": "the e-books",
    "site": "MkDocs, and the HTML that it makes",
    "drafts": "English from elsewhere: engines, through the network, and other memories",
    # Commands.
    "commands": "one verb each: reads, runs, writes, reports",
    "cli": "the command line",
    "__main__": "`python -m planbook`",
    "floors": "this list",
}
"""Each floor by its module or folder, with what it holds or knows of the plan and the world."""
