"""Finds what the package ships for every site: the frame, templates, styles, and scripts.

A wheel carries them below `planbook/theme/`; in a checkout, they are the project's own files.
"""

from pathlib import Path

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "theme"
HOME = SHIPPED if SHIPPED.is_dir() else PACKAGE.parent.parent
FRAME = HOME / "mkdocs.yml"
"""The configuration that every site inherits."""
OVERRIDES = HOME / "overrides"
ASSETS = HOME / "docs" / "assets"
STYLE = HOME / "STYLE.md"
"""The rules for the English, which a chat model is given."""
HOOKS = PACKAGE / "site" / "hooks.py"


def assets_of(project: Path) -> tuple[Path, ...]:
    """The folders of assets of a project; a file of a later one replaces that of an earlier one."""
    return tuple(dict.fromkeys((ASSETS, project / "docs" / "assets")))
