"""The spiders, as they are, over the saved sites in both states: outcomes, findings, and quiet afterwards."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus.catalogue import load
from corpus.snapshots import SnapshotStore
from crawler.findings import CONTENT, findings
from crawler.run import crawl
from crawler.sample.replica import serve

REPLICA = Path(__file__).resolve().parents[3] / "shared" / "replica"
NOT_IN_REPLICA = {
    "nspcc",
    "molly-rose-foundation",
    "barnardos",
    "internet-watch-foundation",
    "online-safety-act-network",
}
CLOCK = datetime(2026, 6, 18, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Three crawls: June, October, October again; and what the server was asked in each."""
    if not REPLICA.is_dir():
        pytest.skip("../shared is not beside the project")
    catalogue = load()
    sources = [source.id for source in catalogue.sources if source.id not in NOT_IN_REPLICA]
    store = SnapshotStore(tmp_path_factory.mktemp("states") / "snapshots")
    summaries, asked = [], []
    for number, manifest in enumerate(("manifest.json", "manifest-later.json", "manifest-later.json")):
        when = CLOCK + timedelta(days=100 * number)
        with serve(REPLICA, REPLICA / manifest) as replica:
            summaries.append(crawl(sources, store, catalogue, replica=replica.port, clock=lambda when=when: when))
            asked.append(replica)
    return SimpleNamespace(
        store=store, summaries=summaries, asked=asked, expected=json.loads((REPLICA / "EXPECTED.json").read_text())
    )


def outcome(states: SimpleNamespace, run: int, ending: str) -> str:
    """The outcome of the one address that ends like this."""
    found = [s.outcome for s in states.summaries[run].sightings if s.url.endswith(ending)]
    assert len(found) == 1, f"{ending}: {found}"
    return found[0]


def test_every_planned_address_has_one_outcome(states: SimpleNamespace) -> None:
    """Planned minus outcomes is zero in every crawl, and nothing went wrong inside."""
    for summary in states.summaries:
        assert summary.lost == 0
        assert summary.problems == ()
        assert len(summary.planned) == len(summary.sightings) == len({s.url for s in summary.sightings})


def test_documents_of_the_first_state(states: SimpleNamespace) -> None:
    """All pages, content-API answers and PDFs about online safety are found, from feeds and listings."""
    counts = Counter(s.outcome for s in states.summaries[0].sightings)
    assert counts == {"ok": 62, "gone": 4, "blocked": 2}
    pdfs = {s.digest for s in states.summaries[0].sightings if ".pdf" in s.url and s.outcome == "ok"}
    manifest = json.loads((REPLICA / "manifest.json").read_text())
    assert pdfs == {entry["sha256"] for entry in manifest if ".pdf" in entry["url"]}


def test_bodies_are_untouched(states: SimpleNamespace) -> None:
    """Every stored body is byte for byte the file that was served."""
    for summary, manifest in zip(states.summaries, ("manifest.json", "manifest-later.json"), strict=False):
        served = {
            entry["url"]: entry["sha256"] for entry in json.loads((REPLICA / manifest).read_text()) if entry["file"]
        }
        for sighting in summary.sightings:
            if sighting.outcome == "ok" and sighting.url in served:
                assert sighting.digest == served[sighting.url]


def test_blocks_are_never_documents(states: SimpleNamespace) -> None:
    """A challenge is blocked with status 403 and with status 200, before and after the page was readable."""
    assert outcome(states, 0, "statement-detecting-intimate-image-abuse") == "blocked"
    assert outcome(states, 1, "statement-detecting-intimate-image-abuse") == "ok"
    assert outcome(states, 0, "statement-protecting-children-from-harms-online") == "ok"
    assert outcome(states, 1, "statement-protecting-children-from-harms-online") == "blocked"
    assert outcome(states, 1, "information-for-industry/illegal-harms") == "blocked"
    assert all(s.digest is None for summary in states.summaries for s in summary.sightings if s.outcome == "blocked")


def test_moved_gone_withdrawn(states: SimpleNamespace) -> None:
    """A 301, a redirect item of the content API, a 410 and a withdrawn notice have their own outcomes."""
    moved = [s for s in states.summaries[1].sightings if s.outcome == "moved"]
    assert len(moved) == 2
    assert {s.final_url.rpartition("/")[2] for s in moved} == {
        "explanatory-memorandum-draft-amendments-to-the-illegal-content-codes-of-practice"
    }
    collection = "collections/a-business-guide-for-protecting-children-on-your-online-platform"
    gone = [s for s in states.summaries[1].sightings if s.url.endswith(collection)]
    assert [(s.outcome, s.http_status) for s in gone] == [("gone", 410)] * 2
    guide = "child-online-safety-protecting-children-from-online-sexual-exploitation-and-abuse"
    withdrawn = [s for s in states.summaries[1].sightings if s.url.endswith(guide)]
    assert [s.outcome for s in withdrawn] == ["withdrawn"] * 2
    assert all(s.digest for s in withdrawn)


def test_changed_revision_of_the_same_bytes(states: SimpleNamespace) -> None:
    """Another `v` leads to the same bytes: a new sighting of the same document, no new body, no finding."""
    before = next(s for s in states.summaries[0].sightings if s.url.endswith("v=391890"))
    after = next(s for s in states.summaries[1].sightings if s.url.endswith("v=425260"))
    assert (after.outcome, after.digest) == ("unchanged", before.digest)
    assert not any(s.url.endswith("v=391890") for s in states.summaries[1].sightings)


def test_seven_findings_and_no_eighth(states: SimpleNamespace) -> None:
    """What changed between June and October, and nothing else; what cannot be reached is said apart."""
    found = states.summaries[1].findings
    content = Counter(finding.kind for finding in found if finding.kind in CONTENT)
    assert content == {"changed": 2, "silent edit": 1, "new": 1, "withdrawn": 1, "gone": 1, "moved": 1}
    assert sorted(finding.kind for finding in found if finding.kind not in CONTENT) == ["blocked", "recovered"]
    kinds = {row["url"]: row["kind"] for row in states.expected["between_states"]}
    wanted = {"changed": {"issued", "changed, with a change note"}}
    for finding in found:
        assert kinds[finding.url] in wanted.get(finding.kind, {finding.kind}), finding


def test_the_silent_edit_is_told_from_the_noted_one(states: SimpleNamespace) -> None:
    """The edit without a note keeps the publisher's dates and ours; the issued instrument carries its note."""
    by_kind = {finding.kind: finding for finding in states.summaries[1].findings}
    silent = by_kind["silent edit"]
    assert "90 days" in silent.detail
    assert "60 days" in silent.detail
    assert (silent.published, silent.note) == ("2026-06-18", "")
    assert silent.updated in ("", "2026-06-18")
    assert silent.seen.startswith("2026-09-26")
    issued = next(f for f in states.summaries[1].findings if "30 September 2026" in f.detail and f.kind == "changed")
    assert "9 September 2026" in issued.note


def test_unchanged_third_crawl(states: SimpleNamespace) -> None:
    """With nothing changed: one conditional request for each address with validators, no body, no finding."""
    third, server = states.summaries[2], states.asked[2]
    assert third.bodies == 0
    assert third.findings == ()
    assert not any(s.outcome in ("ok", "provisional") for s in third.sightings)
    asked = Counter(f"{a.host}{a.path}" for a in server.asked if a.path != "/robots.txt")
    assert set(asked.values()) == {1}
    validated = {
        s.url.partition("//")[2] for s in states.summaries[1].sightings if (s.etag or s.last_modified) and s.digest
    }
    conditional = {f"{a.host}{a.path}" for a in server.asked if a.conditional}
    assert conditional >= validated - {""}


def test_first_crawl_has_no_findings(states: SimpleNamespace) -> None:
    """The first look at a source is the beginning of the record, not news."""
    assert states.summaries[0].findings == ()


def test_findings_are_pure(states: SimpleNamespace) -> None:
    """The same sightings give the same findings again."""
    sightings = states.store.sightings()
    second = states.summaries[1].run
    runs = [s.run for s in sightings]
    cut, end = runs.index(second), len(runs) - runs[::-1].index(second)
    assert findings(sightings[:cut], sightings[cut:end], states.store.read) == states.summaries[1].findings


def test_the_archive_is_whole(states: SimpleNamespace) -> None:
    """Three crawls leave an archive without damage."""
    assert states.store.damage() == []
