"""Prepares the folders of a build, and lists what was built.

It locks them, rejects links that lead out of them, and adds what the package ships for every site.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from planbook.addresses import BUILT
from planbook.characters import printable
from planbook.problems import Problems
from planbook.store import ASSETS, OVERRIDES, locked

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
