"""The definition of the image: what it installs is fixed, and nothing else is copied into it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_INSTRUCTIONS = {"FROM", "RUN", "COPY", "USER", "ENV", "VOLUME", "EXPOSE", "ENTRYPOINT", "CMD"}


def locked(name: str) -> dict[str, str]:
    """The packages of a lock with everything said of each, its hashes among it."""
    text = (ROOT / name).read_text("utf-8")
    return {found[1]: found[0] for found in re.finditer(r"^([a-z0-9][\w.-]*)==(?:.*\\\n)*.*$", text, re.MULTILINE)}


def test_the_image_has_the_files_that_were_tried() -> None:
    """Every package of the image is in the lock that the tests run with, in the same version, with the same hashes."""
    image, tried = locked("requirements-image.txt"), locked("requirements.txt")
    assert {"scrapy", "datasette", "mcp", "pyarrow", "setuptools"} <= image.keys()
    for name, entry in image.items():
        assert "--hash=sha256:" in entry, name
        assert set(re.findall(r"sha256:\w+", entry)) == set(re.findall(r"sha256:\w+", tried[name])), name


def test_the_definition_installs_by_hash_only() -> None:
    """Known instructions, nobody's network but for hashed files, not as root, and no archive copied in."""
    text = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert {line.split()[0] for line in lines} == _INSTRUCTIONS
    installs = re.findall(r"pip install [^&]*", text)
    assert all(
        "--require-hashes" in each or ("--no-deps" in each and "--no-build-isolation" in each) for each in installs
    )
    assert [line for line in lines if line.startswith("USER")] == ["USER keeling"]
    assert {".git", ".venv", "data"} <= set((ROOT / ".containerignore").read_text("utf-8").split())
