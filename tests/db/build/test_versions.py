"""Which work and which version a sighting is."""

from dataclasses import replace

import example_corpus
import pytest

from corpus.catalogue import Catalogue, Publisher
from corpus.snapshots import Sighting
from corpus.work import CataloguedVersion, Work
from db.build.catalogued import identified
from db.build.parse_cache import Facts
from db.build.versions import assemble, document, endings, work_id

PAGE = Sighting(f"{example_corpus.BASE}/draft", "ok", time="2030-07-01T10:00:00+00:00", digest="a" * 64)
DRAFT = Facts("a" * 64, "k", title="Draft", kind="amendment", format="govuk-html", wording="first")


def later(facts: Facts, digest: str, **changes: object) -> Facts:
    """Facts of another body."""
    return replace(facts, digest=digest * 64, **changes)


def seen(sighting: Sighting, facts: Facts, time: str) -> tuple[Sighting, Facts]:
    """The same address at another time."""
    return replace(sighting, time=time, digest=facts.digest), facts


def test_the_address_names_work_and_version() -> None:
    """A document at a catalogued address is the catalogued version, whatever its own dates say."""
    facts = replace(DRAFT, dates=(("published", "2031-01-01", "1 January 2031"),))
    (version,) = assemble([(PAGE, facts)], example_corpus.catalogue())
    assert (version.id, version.status) == ("xyz-draft@2030-06-18", "laid")


def test_wording_that_changes_without_a_date_is_a_version_of_its_own() -> None:
    """A silent edit is named by the day on which it was first seen and never replaces the first text."""
    versions = assemble(
        [
            (PAGE, DRAFT),
            seen(PAGE, later(DRAFT, "b", wording="second"), "2030-10-01T09:00:00+00:00"),
            seen(PAGE, later(DRAFT, "c", wording="second"), "2030-10-05T09:00:00+00:00"),
        ],
        example_corpus.catalogue(),
    )
    assert [v.id for v in versions] == ["xyz-draft@2030-06-18", "xyz-draft@2030-06-18~2030-10-01"]
    assert [v.silent_edit for v in versions] == [False, True]
    assert len(versions[1].renditions) == 2


def test_bytes_that_change_without_the_wording_are_no_version() -> None:
    """Another body with the same words is one more rendition of the same version."""
    versions = assemble(
        [(PAGE, DRAFT), seen(PAGE, later(DRAFT, "b"), "2030-10-01T09:00:00+00:00")], example_corpus.catalogue()
    )
    assert [v.id for v in versions] == ["xyz-draft@2030-06-18"]


def test_a_new_date_in_the_header_makes_a_dated_version() -> None:
    """Wording that changes together with an update the publisher states is a version of that date."""
    changed = later(DRAFT, "b", wording="second", status="issued", dates=(("updated", "2030-09-09", "Updated"),))
    versions = assemble([(PAGE, DRAFT), seen(PAGE, changed, "2030-10-01T09:00:00+00:00")], example_corpus.catalogue())
    assert [(v.id, v.status) for v in versions] == [
        ("xyz-draft@2030-06-18", "laid"),
        ("xyz-draft@2030-09-09", "issued"),
    ]


def test_the_page_is_preferred_to_the_pdf() -> None:
    """Of several renderings of one version the web page is shown, and all are listed."""
    pdf = replace(PAGE, url="https://codes.example.org/draft.pdf", work="xyz-draft", date="2030-06-18")
    versions = assemble(
        [seen(pdf, later(DRAFT, "b", format="pdf", wording="pdf"), PAGE.time), (PAGE, DRAFT)],
        example_corpus.catalogue(),
    )
    (version,) = versions
    assert [r.facts.format for r in version.renditions] == ["govuk-html", "pdf"]


def test_an_edit_of_the_page_does_not_touch_what_the_pdf_says() -> None:
    """A PDF that still has the old words stays a rendition of the old version."""
    pdf = replace(PAGE, url="https://codes.example.org/draft.pdf", work="xyz-draft", date="2030-06-18")
    old = later(DRAFT, "b", format="pdf", wording="pdf")
    day = "2030-10-01T09:00:00+00:00"
    versions = assemble(
        [
            (PAGE, DRAFT),
            seen(pdf, old, PAGE.time),
            seen(PAGE, later(DRAFT, "c", wording="new"), day),
            seen(pdf, old, day),
        ],
        example_corpus.catalogue(),
    )
    assert [len(v.renditions) for v in versions] == [2, 1]


def test_a_claim_of_a_person_wins() -> None:
    """`keeling add --work --date --status` says what a file is."""
    claimed = Sighting(
        "file:x", "ok", time="2030-01-01T00:00:00+00:00", work="xyz", date="2029-05-05", status="consultation"
    )
    (version,) = assemble([(claimed, replace(DRAFT, kind="code"))], example_corpus.catalogue())
    assert (version.id, version.status) == ("xyz@2029-05-05", "consultation")


def test_an_unknown_document_gets_an_id_from_its_title() -> None:
    """A document that the catalogue does not name is kept, under an id made from its title."""
    unknown = Sighting("file:x", "ok", time="2030-01-01T00:00:00+00:00")
    facts = Facts("d" * 64, "k", title="A Note: on “things”", kind="guidance", wording="w")
    (version,) = assemble([(unknown, facts)], example_corpus.catalogue())
    assert (version.id, version.date, version.catalogued) == ("a-note-on-things@undated", "", False)


def test_a_title_without_letters_still_makes_an_id() -> None:
    """A title that leaves nothing for an address is replaced by the document's digest."""
    assert work_id("“…”", "e" * 64) == "document-eeeeeeeeeeee"


def test_a_letterhead_and_a_date_identify_a_letter() -> None:
    """A letter whose title is its publisher's name is the publisher's work of that date, if only one is."""
    letter = Work(
        "letter-1", "statement", "Letter to a minister", "club", versions=(CataloguedVersion("2030-05-17", "issued"),)
    )
    known = Catalogue((Publisher("club", "Example Club"),), (letter,))
    facts = Facts(
        "f" * 64, "k", title="EXAMPLE CLUB", kind="statement", dates=(("stated", "2030-05-17", "17 May 2030"),)
    )
    assert identified(facts, known) == letter
    assert identified(replace(facts, dates=()), known) is None


@pytest.mark.parametrize(
    ("outcome", "role"), [("blocked", ""), ("ok", "landing"), ("ok", "listing"), ("gone", "document")]
)
def test_only_a_good_document_can_be_a_version(outcome: str, role: str) -> None:
    """A failure, a list and a landing page never make a version."""
    assert not document(replace(PAGE, outcome=outcome, role=role))


def test_a_file_that_states_only_its_submission_is_the_version_published_next() -> None:
    """A PDF of a draft that states when it was submitted is a rendition of the version laid after that."""
    pdf = Sighting("https://files.example.org/x.pdf", "ok", time="2030-07-01T10:00:00+00:00", work="xyz-draft")
    facts = replace(DRAFT, format="pdf", dates=(("submitted", "2030-06-12", "12 June 2030"),))
    (version,) = assemble([(pdf, facts)], example_corpus.catalogue())
    assert version.id == "xyz-draft@2030-06-18"


def test_an_undated_text_joins_the_only_dated_version() -> None:
    """A PDF without any date is a rendition of the one dated version of its uncatalogued work."""
    page = Facts(
        "1" * 64, "k", title="A Memorandum", kind="memorandum", wording="a", dates=(("published", "2030-02-02", ""),)
    )
    pdf = replace(page, digest="2" * 64, wording="b", dates=(), format="pdf")
    one, two = (Sighting(f"https://a.example/{n}", "ok", time="2030-03-01T00:00:00+00:00") for n in (1, 2))
    (version,) = assemble([(one, page), (two, pdf)], example_corpus.catalogue())
    assert (version.id, len(version.renditions)) == ("a-memorandum@2030-02-02", 2)


def test_a_draft_that_gets_a_date_of_commencement_was_issued() -> None:
    """An update that fills in when the amendments come into force makes the instrument an issued one."""
    before = replace(DRAFT, status="laid", dates=(("in_force", "", "[open]"),))
    after = later(
        before, "b", wording="new", dates=(("updated", "2030-09-09", ""), ("in_force", "2030-09-30", "on 30 September"))
    )
    versions = assemble([(PAGE, before), seen(PAGE, after, "2030-10-01T09:00:00+00:00")], example_corpus.catalogue())
    assert [v.status for v in versions] == ["laid", "issued"]


def test_a_withdrawn_page_marks_its_version() -> None:
    """What the publisher withdrew is kept and marked, until the page is good again."""
    versions = assemble([(PAGE, DRAFT)], example_corpus.catalogue())
    gone = replace(PAGE, outcome="withdrawn", time="2030-10-01T00:00:00+00:00", digest=None)
    (marked,) = endings(versions, [PAGE, gone])
    assert (marked.status, marked.ending, marked.ended) == ("withdrawn", "withdrawn", "2030-10-01")
    (good,) = endings(versions, [PAGE, gone, replace(PAGE, time="2030-11-01T00:00:00+00:00")])
    assert good.ending == ""
