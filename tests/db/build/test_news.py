"""Entries of the feeds: an id for ever, and the moment keeling learned of each."""

import json
import re
from pathlib import Path

from lantern_archive import CODE, Archive

from corpus.catalogue import Catalogue


def test_an_entry_keeps_its_id_when_an_earlier_version_is_found(tmp_path: Path) -> None:
    """A version of October found after that of December is new; that of December stays what it was."""
    archive = Archive(tmp_path)
    for day, months in (("4 July 2025", "12"), ("4 December 2025", "24")):
        archive.add(CODE.format(day=day).replace("12 months", f"{months} months"))
    archive.build(Catalogue())
    feed = tmp_path / "feeds" / "all.atom"
    before = re.findall(r"<entry><id>(.*?)</id>.*?<updated>(.*?)</updated>", feed.read_text())
    archive.add(CODE.format(day="4 October 2025").replace("12 months", "18 months"))
    archive.build(Catalogue())
    after = re.findall(r"<entry><id>(.*?)</id>.*?<updated>(.*?)</updated>", feed.read_text())
    assert set(before) < set(after)
    ((new, learned),) = set(after) - set(before)
    assert "2025-10-04" in new
    assert learned == "2026-11-20T10:03:00Z"
    assert f"feed/all</id><updated>{learned}" in feed.read_text()


def test_the_day_of_the_event_is_told_beside_it(tmp_path: Path) -> None:
    """A JSON feed has both: published on the day of the version, modified when keeling learned of it."""
    archive = Archive(tmp_path)
    archive.add(CODE.format(day="4 July 2025"))
    archive.build(Catalogue())
    (entry,) = json.loads((tmp_path / "feeds" / "all.json").read_text())["items"]
    assert (entry["date_published"], entry["date_modified"]) == ("2025-07-04T00:00:00Z", "2026-11-20T10:01:00Z")
