"""A small corpus, built once, and Datasette's client on it."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import example_corpus

from db.build.run import BuildSummary, build


@pytest.fixture(autouse=True)
def _late_in_2030(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example corpus is of 2030: today is after all of it."""
    monkeypatch.setenv("KEELING_TODAY", "2030-12-01")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildSummary]:
    """The example corpus, built: its data directory and what the build said."""
    data = tmp_path_factory.mktemp("data")
    example_corpus.example(data)
    return data, build(data, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")


@pytest.fixture(scope="session")
def served(built: tuple[Path, BuildSummary]) -> Any:
    """Datasette on the example corpus, set up once as `keeling serve` does; no test changes it."""
    from db.serve.application import datasette

    return datasette(built[0] / "keeling.db")


@pytest.fixture
async def site(served: Any) -> Any:
    """Its client."""
    await served.invoke_startup()
    return served.client
