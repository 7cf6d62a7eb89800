"""One search index for each language, cut out of the one that the search plugin makes."""

from __future__ import annotations

import json
from collections.abc import Iterable


def split_index(text: str, prefixes: Iterable[str]) -> dict[str, str]:
    """Index by language folder (`` for the default), locations relative to that folder."""
    whole = json.loads(text)
    split: dict[str, list[dict[str, str]]] = {"": [], **{prefix: [] for prefix in prefixes}}
    for entry in whole["docs"]:
        first, _, rest = entry["location"].partition("/")
        if first in split and first:
            split[first].append({**entry, "location": rest})
        else:
            split[""].append(entry)
    return {
        folder: json.dumps({**whole, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
        for folder, docs in split.items()
    }
