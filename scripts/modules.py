"""Lists the floors of the package, and writes its modules into ARCHITECTURE.md in their order.

Run it as `python scripts/modules.py`. Each line is the first line of a module's docstring; a test
fails while the list differs.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "planbook"
DOCUMENT = ROOT / "ARCHITECTURE.md"
BEGINNING, END = "<!-- modules -->", "<!-- end of modules -->"


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
    "intake.html": "saved pages",
    "intake.text": "plain text and Markdown",
    "intake.word": "Word documents, and archives",
    "intake.pdf": "PDF: from characters to paragraphs and tables",
    "structure": "the outline; no translation",
    "translation": "the outline and its English; no terms",
    "links": "terms, notes, and passages that a sentence names; not how they are shown",
    "checks": "the rules of the English; nothing of pages",
    "statements": "what the edition says about the plan, held to its passages",
    "sources": "every file under source/, as the types of the floors below",
    "begin": "a file of any kind as a text, and what a project for another plan starts with",
    "addresses": "where everything is, below a language's folder",
    # What a reader sees, and its forms.
    "reading": "the plan in one language, each sentence resolved; no page, no book",
    "proposals": "figures as rules read them, which a person confirms",
    "pictures": "drawings of the plan, as SVG",
    "pages": "Markdown; what a page has besides the reading",
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
}
"""The floors of the package from the ground up, each with what it holds or knows of the plan and the
world. A module may use only its own floor and those below; `tests/test_floors.py` reads every import.
"""


def first_line(path: Path) -> str:
    """The first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.partition("\n")[0]


def entries() -> Iterator[str]:
    """A line for each floor, from the ground up; below a folder, one for each of its modules."""
    for floor, knows in FLOORS.items():
        name = floor.replace(".", "/")
        folder = PACKAGE / name
        if not folder.is_dir():
            yield f"- `{name}`: {first_line(folder.with_suffix('.py'))}"
            continue
        yield f"- **`{name}/`**: {knows}."
        for path in sorted(folder.glob("*.py")):
            if path.stem != "__init__":
                yield f"  - `{path.stem}`: {first_line(path)}"


def listed(document: str) -> str:
    """The document with the present list."""
    before, _, rest = document.partition(BEGINNING)
    behind = rest.partition(END)[2]
    lines = "\n".join(entries()).strip()
    return f"{before}{BEGINNING}\n\n{lines}\n\n{END}{behind}"


if __name__ == "__main__":
    DOCUMENT.write_text(listed(DOCUMENT.read_text("utf-8")), "utf-8")
