"""What citations and suggestions need to know of the plan; the script composes them."""

from __future__ import annotations

import json

from planbook.sources import Description


def facts(description: Description) -> str:
    """Titles, short name and addresses as JSON. Who issued the plan is unknown, and not made up."""
    known = {
        "id": description.id,
        "zh": description.title.zh,
        "en": description.title.en,
        "site": description.name.en,
        "siteUrl": description.site_url.rstrip("/"),
        "repoUrl": description.repo_url.rstrip("/"),
    }
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))
