"""What all tests share: the real sources, a full run over them, and how hypothesis runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from planbook.pipeline import Conversion, run
from planbook.sources import FILES, Sources, read_sources
from planbook.store import read_files
from planbook.structure.model import Outline
from planbook.text.repair import Repaired

ROOT = Path(__file__).parent.parent

# The same examples in every run: a failure in CI is a failure on every machine.
settings.register_profile(
    "planbook",
    derandomize=True,
    deadline=None,
    max_examples=100,
    # Shrinking a plan of many lines takes minutes; a failing one is readable as it is.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("planbook")


@pytest.fixture(scope="session")
def sources() -> Sources:
    """The real sources, as committed."""
    return read_sources(read_files(ROOT, FILES))


@pytest.fixture(scope="session")
def conversion(sources: Sources) -> Conversion:
    """A full run over the real sources."""
    return run(sources)


@pytest.fixture(scope="session")
def repaired(conversion: Conversion) -> Repaired:
    result: Repaired = conversion.results["repair"]
    return result


@pytest.fixture(scope="session")
def outline(conversion: Conversion) -> Outline:
    result: Outline = conversion.results["parse"]
    return result


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with the real sources and no pages."""
    for name in FILES:
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    return tmp_path
