"""The long runs of `benchmarks.endurance`, a few of each; the command runs as many as one likes."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks import endurance


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> endurance.Base:
    """A small generated corpus, built undisturbed."""
    return endurance.prepare(tmp_path_factory.mktemp("endurance"), sample=False)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "times"), [("overlaps", 2), ("kills", 3), ("caches", 3)])
def test_what_is_published_is_whole(base: endurance.Base, tmp_path: Path, name: str, times: int) -> None:
    """Builds that overlap, are killed, or find a changed cache leave the last database or the one there should be."""
    seen = endurance.RUNS[name][0](base, tmp_path, times)
    assert sum(seen.values()) >= times


def test_a_database_that_is_neither_is_found(base: endurance.Base, tmp_path: Path) -> None:
    """The look that the runs take sees a file that differs by one byte."""
    other = tmp_path / "keeling.db"
    other.write_bytes((base.folder / "keeling.db").read_bytes() + b"\\0")
    watch, looks = endurance.Watch(other, {base.gold, base.old}, 1), Counter[str]()

    def done() -> bool:
        looks["looked"] += 1
        return looks["looked"] > 1

    with pytest.raises(AssertionError, match="neither the last database nor the new one"):
        watch.until(done)
