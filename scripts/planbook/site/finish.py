"""Writes what a site has beside its pages, once all of them exist."""

import json
from collections.abc import Callable
from pathlib import Path

from planbook.addresses import CARDS
from planbook.site.edition import TRADITIONAL, converter, edition_of, kind_and_data
from planbook.site.machines import machine_files
from planbook.site.policy import BASES, known_scripts
from planbook.site.search import search_files


def write_search(project: Path, site: Path) -> None:
    """Write the search's files, in place of the search plugin's index of all languages."""
    converts: dict[str, Callable[[str], str]] = {"zh": str, "en": str}
    converts[TRADITIONAL] = converter(project)
    for name, text in search_files(project, edition_of(project), converts).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    # The i18n plugin calls the search plugin by itself, which writes an index of nothing.
    (site / "search" / "search_index.json").unlink(missing_ok=True)


def write_traditional_cards(project: Path, site: Path) -> None:
    """Write the content of the term cards for the Traditional pages."""
    cards = converter(project)((site / CARDS).read_text("utf-8"))
    (site / TRADITIONAL / CARDS).write_text(cards, "utf-8")


def write_machine_files(project: Path, site: Path, docs: Path, themes: tuple[str, ...]) -> None:
    """Write the files for machines. `themes` are the folders of the templates."""
    nav = json.loads((docs / "nav.json").read_text("utf-8"))
    scripts = {one for base in BASES for one in known_scripts(themes, base)}
    plan = edition_of(project).sources.description
    files = machine_files(site, plan, nav, scripts, kind_and_data(project))
    for name, text in files.items():
        (site / name).write_text(text, "utf-8")
