"""The parser's version follows its sources, wherever below parser/ or corpus/ they stand."""

import shutil
from pathlib import Path

import pytest

from corpus.files import source_digest
from parser.version import parser_folders

FOLDERS = parser_folders()


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, ...]:
    """The folders that decide what a document parses to, copied so that they can be touched."""
    return tuple(Path(shutil.copytree(folder, tmp_path / folder.name, ignore=_data)) for folder in FOLDERS)


def _data(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in {"__pycache__", "sample"}]


def test_touching_any_source_changes_the_version(copies: tuple[Path, ...]) -> None:
    """A file changed below parser/ or corpus/, however deep, gives another version: old parses are not served."""
    before = source_digest(copies)
    unseen = []
    for path in (path for folder in copies for path in folder.rglob("*.py")):
        text = path.read_text("utf-8")
        path.write_text(text + "# touched\n", "utf-8")
        unseen += [path.name] if source_digest(copies) == before else []
        path.write_text(text, "utf-8")
    assert unseen == []
    assert source_digest(copies) == before


def test_a_moved_source_changes_the_version(copies: tuple[Path, ...]) -> None:
    """The same text in another folder is another parser."""
    before = source_digest(copies)
    (copies[0] / "readers" / "moved.py").write_bytes((copies[0] / "version.py").read_bytes())
    (copies[0] / "version.py").unlink()
    assert source_digest(copies) != before
