"""Makes the search's files: each locale's index, the worker, and stubs of Material's index."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from planbook.addresses import SECTORS
from planbook.locales import LOCALES
from planbook.pipeline import Conversion
from planbook.search.chinese import folding
from planbook.search.documents import entries, headings, passages, remarks
from planbook.search.index import Contents, index_scripts

LIBRARY = "minisearch-7.2.0.js"
STUB = json.dumps({"config": {"lang": ["en"], "separator": r"\s+", "pipeline": []}, "docs": []})
"""Stands in for Material's own index; `assets/search/start.js` keeps it from being loaded."""


def search_files(
    project: Path,
    conversion: Conversion,
    converts: Mapping[str, Callable[[str], str]],
) -> dict[str, str]:
    """Content by path below the site. `converts` has each locale's conversion of Chinese text."""
    contents = contents_of(project, conversion)
    files = {
        "assets/search/worker.js": worker(project / "docs" / "assets"),
        "assets/search/folding.js": folding_script(contents),
    }
    for locale, script in index_scripts(contents, converts).items():
        folder = "search/" if locale == "zh" else f"{locale}/search/"
        files[f"{folder}index.js"] = script
        files[f"{folder}search_index.json"] = STUB
        files[f"{folder}search_index.js"] = f"var __index = {STUB}"
    return files


def folding_script(contents: Contents) -> str:
    """For the filters of lists: both strings of `folding`, given to a function of `2-filter.js`."""
    strings = (json.dumps(one, ensure_ascii=False) for one in folding(contents.chinese()))
    return f"planbookFolding({','.join(strings)});\n"


def contents_of(project: Path, conversion: Conversion) -> Contents:
    """Everything that the search can find."""
    docs = project / "docs"
    pages = {
        path.relative_to(docs).as_posix(): path.read_text("utf-8")
        for locale in LOCALES
        for folder in (docs / locale, (docs / locale / SECTORS).parent)
        for path in folder.glob("*.md")
    }
    return Contents(
        headings(conversion.readings),
        tuple(passages(conversion.readings)),
        tuple(entries(conversion.linked)),
        {locale: tuple(remarks(pages, locale)) for locale in LOCALES},
        conversion.sources.pinyin,
    )


def worker(assets: Path) -> str:
    """The worker in one file: the library, then the parts, sorted by name."""
    library = (assets / "vendor" / LIBRARY).read_text("utf-8")
    # A browser's developer tools would look for the map, which the site does not have.
    library = library.partition("//# sourceMappingURL")[0]
    parts = sorted((assets / "search" / "worker").glob("*.js"))
    return "\n".join([library, *(part.read_text("utf-8") for part in parts)])
