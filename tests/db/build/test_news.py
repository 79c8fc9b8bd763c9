"""Entries of the feeds: an id for ever, and the moment keeling learned of each."""

import json
import re
from pathlib import Path

from lantern_archive import CODE, LANTERNS, OFFICE, Archive

from corpus.catalogue import Catalogue
from corpus.work import Work


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


STAGED = """Amendments No. {number} to the Lantern Code of Practice for large towers
Issued {day}
1. Commencement
1.1 Paragraph 2.2 comes into force on {day}.
1.2 Paragraph 2.3 comes into force on 1 June 2027.
2. Amendments
2.1 The Lantern Code of Practice for large towers is amended as follows.
2.2 In LAN C1.2, for “{old} months” substitute “{new} months”.
2.3 In paragraph 1.1, for “each tower” substitute “a tower”.
"""


def test_an_instrument_of_the_day_of_its_version_is_executed_on_the_one_before(tmp_path: Path) -> None:
    """It explains the change into that version and accuses no later one; what begins later is told with its day."""
    archive = Archive(tmp_path)
    text = CODE.replace("Published", "Issued")
    archive.add(text.format(day="4 July 2025"), work="lan")
    archive.add(text.format(day="4 December 2025").replace("12 months", "24 months"), work="lan")
    archive.add(text.format(day="4 March 2026").replace("12 months", "36 months"), work="lan")
    amending = []
    for number, day, old, new in ((1, "4 December 2025", 12, 24), (2, "4 March 2026", 24, 36)):
        archive.add(STAGED.format(number=number, day=day, old=old, new=new), work=f"lan-{number}")
        title = f"Amendments No. {number} to the Lantern Code of Practice for large towers"
        amending.append(Work(f"lan-{number}", "amendment", title, "office", amends=("lan",)))
    archive.build(Catalogue((OFFICE,), (LANTERNS, *amending)))
    made = archive.rows("select base_id, applied, not_applied from consolidations order by version_id")
    assert made == [("lan@2025-07-04", 1, 1), ("lan@2025-12-04", 1, 1)]
    assert {row[0] for row in archive.rows("select unexplained from comparisons")} == {0}
    told = "select summary from news where work_id = 'lan' and kind = 'version' and date = '2026-03-04'"
    ((march,),) = archive.rows(told)
    assert "of the instrument of 4 December 2025" not in str(march)
    assert "1.1 by 2.3 of the instrument of 4 March 2026; in force from 1 June 2027" in str(march)
