"""What a crawl found, told from two sightings of one address."""

from corpus.snapshots import Sighting
from crawler.findings import findings

URL = "https://www.example.org/code"


def kinds(before: str, after: str) -> list[str]:
    """The kinds of the findings where a page's inner words became others."""
    bodies = {
        name: f"<!doctype html><title>Code</title><main><h1>Code</h1>{inner}</main>".encode()
        for name, inner in (("a", before), ("b", after))
    }
    first, second = (
        Sighting(URL, "ok", time=f"2026-0{n}-01T00:00:00+00:00", digest=name, source="s", role="document", by="crawl")
        for n, name in enumerate(bodies, 1)
    )
    return [finding.kind for finding in findings([first], [second], bodies.__getitem__)]


def test_an_edit_without_a_new_day_is_silent() -> None:
    """Other words under the same printed day, or under none, or under an older one."""
    for one, other in (("Published: 4 March 2025", "Published: 4 March 2025"), ("", ""), ("Updated: 5 May 2026", "")):
        assert kinds(f"<p>{one}</p><p>Keep it 90 days.</p>", f"<p>{other}</p><p>Keep it 60 days.</p>") == [
            "silent edit"
        ]


def test_an_edit_under_a_new_printed_day_is_not_silent() -> None:
    """A site that gives its days in words only, in one line or with the day in the next."""
    before = "<p>Published: 4 March 2025</p><p>Keep it 90 days.</p>"
    for dated in ("<p>Published: 11 May 2026</p>", "<p>Last updated</p><p>11 May 2026</p>"):
        assert kinds(before, f"{dated}<p>Keep it 60 days.</p>") == ["changed"]


def test_a_new_day_alone_is_no_change() -> None:
    """The words decide."""
    assert kinds("<p>Published: 4 March 2025</p><p>Keep it.</p>", "<p>Published: 11 May 2026</p><p>Keep it.</p>") == []
