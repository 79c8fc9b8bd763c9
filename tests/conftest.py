"""What every test may use: the shared documents, when they are there, and golden files."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a test never times: on a busy machine nothing of it is slow or fast

PROJECT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` rewrites golden files and fails, so that the difference gets read."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files, then fail")


def pytest_report_header() -> str:
    """Say whether the real documents are there: the tests that read them are skipped when not."""
    found = (PROJECT.parent / "shared").is_dir()
    return "real documents: ../shared is here" if found else "real documents: ../shared is NOT here; its tests skip"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; skips where there is none."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the project")
    return folder


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample corpus shipped with the project."""
    return PROJECT / "corpus" / "sample"


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with a file kept beside its input: `golden(path, text)`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            pytest.fail(f"{path.name} was rewritten; read the difference and run again")
        assert path.is_file(), f"{path} does not exist; run pytest --update-golden"
        assert text == path.read_text("utf-8")

    return compare
