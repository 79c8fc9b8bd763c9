"""Files that people name: what is wrong with them is said before anything is read."""

from pathlib import Path

import pytest

from corpus.errors import UnreadableInput
from parser.readers import files


def test_a_file_gives_its_bytes(tmp_path: Path) -> None:
    """Untouched, whatever they are."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"\x00\xff words \r\n")
    assert files.file_bytes(path) == b"\x00\xff words \r\n"


@pytest.mark.parametrize(
    ("content", "said"), [(None, "does not exist"), (b" \n", "is empty"), (b"x" * 21, "no document is that long")]
)
def test_what_is_no_document_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, said: str
) -> None:
    """A missing, an empty and an enormous file."""
    monkeypatch.setattr(files, "LARGEST", 20)
    path = tmp_path / "named.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=said):
        files.file_bytes(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """With what to do instead."""
    with pytest.raises(UnreadableInput, match="is a folder; name the files in it"):
        files.file_bytes(tmp_path)
