"""What the tests of the crawler share: small catalogues, archives, and the copy of the sites."""

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore

REPLICA = Path(__file__).resolve().parents[3] / "shared" / "replica"


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# tests have no packages: what they share is loaded by its path, once
small_site, hostile = _module("small_site"), _module("hostile")


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    """An empty archive."""
    return SnapshotStore(tmp_path / "snapshots")


@pytest.fixture
def replica_folder() -> Path:
    """The saved copy of the sites, in two states; it is beside the project, or the test is skipped."""
    if not REPLICA.is_dir():
        pytest.skip("../shared is not beside the project")
    return REPLICA


@pytest.fixture
def statements() -> Callable[..., Catalogue]:
    """A catalogue with one source of statements."""

    def make(urls: Sequence[str], documents: Sequence[str] = (), **options: object) -> Catalogue:
        extra = {"documents": list(documents), **options}
        return Catalogue(sources=(Source("s", "statements", tuple(urls), "", extra),))

    return make
