"""Prepares a build: converts the plan once, checks and locks the folders, and lists what was built."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from planbook.addresses import BUILT, PLAN
from planbook.characters import printable
from planbook.description import Description
from planbook.locales import Locale
from planbook.pipeline import Conversion, conversion_of
from planbook.problems import Problems
from planbook.reading.model import Reading
from planbook.reading.read import Passage, passages_of
from planbook.site.parallel import bar, status
from planbook.store import ASSETS, OVERRIDES, locked
from planbook.text.script import to_traditional
from planbook.words import Words, converted

TRADITIONAL = "zh-Hant"


@cache
def edition_of(project: Path) -> Conversion:
    """The conversion that made the pages below `project`/docs. Its problems end the build."""
    try:
        conversion = conversion_of(project)
        assert conversion.readings  # computed here, so that its problems end the build
        return conversion
    except Problems as found:
        raise PluginError(str(found)) from found


@cache
def converter(project: Path) -> Callable[[str], str]:
    """Converts Simplified to Traditional, with the phrases of `source/traditional.txt`."""
    return to_traditional(edition_of(project).sources.phrases).convert


@cache
def passages(project: Path) -> dict[str, Passage]:
    """The passages of the plan by anchor."""
    return {one.anchor: one for one in passages_of(edition_of(project).readings)}


@dataclass(frozen=True)
class Build:
    """A project's site in one language."""

    project: Path
    locale: str

    @property
    def own(self) -> Locale:
        """The language of its text."""
        return "en" if self.locale == "en" else "zh"

    @property
    def reading(self) -> Reading:
        return edition_of(self.project).readings[self.own]

    @property
    def plan(self) -> Description:
        return self.reading.description

    @property
    def convert(self) -> Callable[[str], str]:
        """Writes Chinese in the reader's characters."""
        return converter(self.project) if self.locale == TRADITIONAL else str

    @cached_property
    def words(self) -> Words[str]:
        """The site's own words, as they fit the edition."""
        own = self.reading.words
        return converted(own, self.convert) if self.locale == TRADITIONAL else own

    @property
    def status(self) -> str:
        """When the text was a plan, and how official it is here."""
        return status(self.plan, self.own, self.words)

    @cached_property
    def imprint(self) -> str:
        """The last lines of a printed page: that the plan's period has ended, version and day."""
        joint = "" if self.own == "zh" else " "
        said = f"{self.plan.ended.of(self.own)}{joint}{self.plan.release.of(self.own)}"
        return self.convert(said.strip())

    def bar(self, reference: str) -> str:
        """The bar of the page with this chapter or section."""
        words = build_in(self.project, self.own).words
        return self.convert(bar(self.reading, words, reference))

    def is_translated(self, page: str) -> bool:
        """True for a page of the plan with any English; for the contents, if there is any at all."""
        english = edition_of(self.project).readings["en"]
        return bool(english.standing.shown) if page == PLAN else page in english.own_pages


@cache
def build_in(project: Path, locale: str) -> Build:
    """The same one for each page."""
    return Build(project, locale)


class Compiled(BytecodeCache):
    """The compiled templates: MkDocs makes an environment for each language, of the same ones."""

    def __init__(self) -> None:
        self.buckets: dict[tuple[str, str], Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self.buckets.get((bucket.key, bucket.checksum)):
            bucket.code = kept.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.buckets[bucket.key, bucket.checksum] = bucket


templates = Compiled()


# --- the folders


SHOWN = 3
"""Maximum number of links that a message names."""
HELD: dict[tuple[Path, Path], ExitStack] = {}
"""The locks of this process, by project and site."""


def hold(project: Path, site: Path) -> None:
    """Lock a project and its site until the process ends, so that nothing changes them meanwhile."""
    if (project, site) in HELD:
        return
    held = ExitStack()
    try:
        held.enter_context(locked(project, alone=False))
        site.mkdir(parents=True, exist_ok=True)
        held.enter_context(locked(site))
    except Problems as found:
        raise PluginError(str(found)) from found
    HELD[project, site] = held


@contextmanager
def released() -> Iterator[None]:
    """Release the locks at the end: later steps of this process may need them."""
    try:
        yield
    finally:
        for held in HELD.values():
            held.close()
        HELD.clear()


def refuse_links(*folders: str | None) -> None:
    """Stop before anything outside these folders is published or emptied."""
    found = [link for folder in folders if folder for link in links(Path(folder))]
    if found:
        raise PluginError(
            f"{printable(', '.join(map(str, found[:SHOWN])))}: a symbolic link, or neither a file "
            "nor a folder. The build publishes nothing from elsewhere and empties no other folder: "
            "remove it, or put the file or folder itself there."
        )


def links(folder: Path) -> Iterator[Path]:
    """Everything at or below the folder that is a link, or neither a file nor a folder.

    MkDocs would publish a file that a link leads to, and empty such a folder.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        yield folder
        return
    for place, folders, files in os.walk(folder):
        paths = (Path(place, name) for name in sorted((*folders, *files)))
        yield from (one for one in paths if one.is_symlink() or not (one.is_dir() or one.is_file()))


def add_templates(config: MkDocsConfig) -> None:
    """Let the package's templates come after the project's own, before the theme's."""
    if str(OVERRIDES) not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(OVERRIDES))


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Add the package's assets that the project does not have. `exclude_docs` holds for them too.

    Pictures are of an edition: in a checkout, those beside the package's assets are of another.
    """
    for path in sorted(one for one in ASSETS.rglob("*") if one.is_file() and one.suffix != ".png"):
        name = f"assets/{path.relative_to(ASSETS).as_posix()}"
        if files.get_file_from_path(name) is None:
            files.append(File.generated(config, name, abs_src_path=str(path)))


def write_list(site: Path) -> None:
    """Write the list of the files that the build made, for the offline archive."""
    (site / BUILT).write_text("".join(f"{name}\n" for name in made(site)), "utf-8")


def made(site: Path) -> list[str]:
    """The paths of the built site's files. Hidden files, which no build makes, are left out."""
    files = (one for one in site.rglob("*") if one.is_file() and not one.is_symlink())
    paths = (one.relative_to(site) for one in files)
    visible = (one for one in paths if not any(part.startswith(".") for part in one.parts))
    return sorted(one.as_posix() for one in visible if one.as_posix() != BUILT)
