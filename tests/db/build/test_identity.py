"""Which work a document is, from the archive to the database: by addresses, hosts, numbers, words; never a title."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lantern_archive import CATALOGUE, CODE, DRAFT, LANTERNS, OFFICE, STATEMENT, Archive

from corpus.catalogue import Catalogue, Publisher, load
from corpus.errors import UnknownWork
from corpus.identifiers import contradicts, isbns, own
from corpus.resemblance import resemblance, sketch
from corpus.snapshots import Sighting
from corpus.work import CataloguedVersion
from db.ask.query import connect
from db.build.catalogued import identified
from db.build.check import check
from db.build.identity import identities
from db.build.parse_cache import Facts
from db.show import show
from db.show import version as stored_version
from db.web.pages.search import search
from db.web.parts.answer import Ask, Redirect


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path)


def test_a_strangers_page_is_never_the_regulators_text(archive: Archive) -> None:
    """A page of another site with a code's title, day and numbering is a document of its own, whatever it says."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    archive.add(CODE.format(day="4 July 2025").replace("should", "need not"), "https://blog.example.net/reprint")
    archive.build()
    assert archive.versions == ["lan@2025-07-04", "lantern-code-of-practice-for-large-towers@2025-07-04"]
    assert archive.rows("select text from provision where version='lan@2025-07-04' and label='LAN C1.2'") == [
        ("The keeper should keep a record of the watch and a list for 12 months.",)
    ]


def test_a_strangers_page_alone_is_not_the_code_either(archive: Archive) -> None:
    """Where the regulator's text was never seen, nothing takes its place; nor does a title that is a code's id."""
    archive.add(CODE.format(day="4 July 2025"), "https://blog.example.net/reprint")
    archive.add(
        "Lan\nPublished 1 December 2026\n1. Duties\n1.1 Keepers need not protect anyone.\n", "https://b.example/l"
    )
    archive.add(DRAFT.format(day="1 May 2026", isbn="", old="a list", new="no list"), "https://b.example/draft")
    found = archive.build().versions
    assert not any(str(version).startswith(("lan@", "lan-amendments@")) for version in found)
    assert archive.rows("select id from versions where status = 'derived'") == []


def test_instruments_with_other_numbers_are_two(archive: Archive) -> None:
    """Two instruments of one title are executed both: the code as amended by both has both changes."""
    archive.add(CODE.format(day="4 July 2025"))
    archive.add(DRAFT.format(day="18 June 2026", isbn="978-1-5286-6625-1", old="a record", new="a written record"))
    archive.add(DRAFT.format(day="9 November 2026", isbn="978-1-5286-7777-1", old="a list", new="a short list"))
    archive.build()
    assert len(archive.versions) == 3
    texts = archive.rows("select text from provision where label = 'LAN C1.2' and version like '%+%+%'")
    assert texts == [("The keeper should keep a written record of the watch and a short list for 12 months.",)]


def test_instruments_of_other_days_are_two_without_any_number(archive: Archive) -> None:
    """An instrument happens once: another day with other words is another instrument."""
    archive.add(
        DRAFT.format(day="9 November 2026", isbn="", old="a list", new="a short list"),
        "https://www.office.example.org/a",
    )
    archive.add(DRAFT.format(day="11 November 2026", isbn="", old="12", new="24"), "https://www.office.example.org/b")
    assert len({str(version).partition("@")[0] for version in archive.build().versions}) == 2


def test_a_title_is_not_cut(archive: Archive) -> None:
    """Two titles that begin with the same sixty characters are two works."""
    title = "Draft amendments (No. 3) to the Lantern Code of Practice of the Office for {} towers"
    for size in ("large", "small"):
        text = DRAFT.format(day="9 November 2026", isbn="", old="a list", new=f"a {size} list").partition("\n")[2]
        archive.add(f"{title.format(size)}\n{text}")
    assert len({str(version).partition("@")[0] for version in archive.build().versions}) == 2


def test_organisations_with_one_title_are_each_their_own(archive: Archive) -> None:
    """Other hosts or other issuers: every word of each is in the database, and none is compared with another."""
    title = "Response to the lantern codes"
    for who, day in (
        ("Alpha Trust", "24 April 2025"),
        ("Beta Foundation", "24 April 2025"),
        ("Gamma Society", "2 May 2025"),
    ):
        text = STATEMENT.format(title=title, day=day, who=who, what=f"of {who} greet")
        archive.add(text, f"https://www.{who.split()[0].lower()}.org.uk/news/response")
    archive.add(STATEMENT.format(title=title, day="3 May 2025", who="Delta League", what="doubt"))
    archive.build()
    assert len({str(version).partition("@")[0] for version in archive.versions}) == 4
    assert archive.summary.comparisons == 0
    assert all(archive.rows(f"select 1 from texts where text like '%{who}%'") for who in ("Alpha", "Beta", "Delta"))


def test_copies_of_one_statement_are_one_work(archive: Archive) -> None:
    """The same words on several sites are renditions of one work; a copy that lost a word is a rendition in doubt."""
    text = STATEMENT.format(title="Joint statement on lanterns", day="24 April 2025", who="Alpha Trust", what="greet")
    archive.add(text, "https://www.alpha.org.uk/statement")
    archive.add(text.replace("Joint statement on lanterns", "What Alpha says"), "https://news.example.org/1")
    archive.add(
        text.replace("every keeper", "no keeper").replace("24 April", "26 April"), "https://other.example.org/1"
    )
    archive.build()
    assert archive.versions == ["joint-statement-on-lanterns@2025-04-24"]
    shown = archive.rows("select url, same_wording from renditions where preferred = 0 order by url")
    assert [row[0] for row in shown] == ["https://news.example.org/1", "https://other.example.org/1"]
    ((doubts,),) = archive.rows("select doubts from versions")
    told = {at: (kind, words) for kind, at, words in json.loads(str(doubts))}
    kind, words = told["https://other.example.org/1"]
    assert kind == "rendition"
    assert "has “no” for “every”" in words


@pytest.mark.parametrize(
    ("old", "new"),
    [("we call on", "we do not call on"), ("are lit", "must be lit"), ("the end of the year", "the end of 2031")],
    ids=["not", "must", "number"],
)
def test_a_copy_that_says_otherwise_is_no_whole_version(archive: Archive, old: str, new: str) -> None:
    """A word of weight that a copy on another site has otherwise: build and check fall short and say the words."""
    text = STATEMENT.format(title="Joint statement on lanterns", day="24 April 2025", who="Alpha Trust", what="greet")
    archive.add(text, "https://www.alpha.org.uk/statement")
    archive.add(text.replace(old, new), "https://other.example.org/1")
    assert archive.build().summary.exit_status == 1
    found = check(archive.data, CATALOGUE)
    assert found.exit_status == 1
    (said,) = found.found["parse"]
    assert "https://other.example.org/1" in said
    assert set(new.split()) - set(old.split()) <= set(re.findall(r"\w+", said))
    assert found.renditions == ()


def test_what_a_copy_adds_around_the_text_is_said_and_no_fault(archive: Archive) -> None:
    """A site's own words below a copy leave the version whole; check shows them all the same."""
    text = STATEMENT.format(title="Joint statement on lanterns", day="24 April 2025", who="Alpha Trust", what="greet")
    archive.add(text, "https://www.alpha.org.uk/statement")
    archive.add(
        text.replace("</main>", "<p>Reprinted by the harbour gazette.</p></main>"), "https://other.example.org/1"
    )
    assert archive.build().summary.exit_status == 0
    found = check(archive.data, CATALOGUE)
    assert (found.exit_status, len(found.renditions)) == (0, 1)
    assert "harbour gazette" in "".join(found.lines())


def test_a_corrected_text_at_a_new_address_is_a_new_version(archive: Archive) -> None:
    """Other words of the same day in the same form are a wording of their own, where no address is known."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/news/code.txt")
    archive.add(
        CODE.format(day="4 July 2025").replace("should keep a lantern", "should not keep a lantern"),
        "https://www.office.example.org/news/code-corrected.txt",
    )
    archive.build()
    assert archive.versions == ["lan@2025-07-04", "lan@2025-07-04~2026-11-20"]
    assert [news[0] for news in archive.rows("select kind from news where kind = 'silent_edit'")] == ["silent_edit"]


@pytest.mark.parametrize("form", ["text", "page"])
@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
def test_a_page_of_the_publisher_displaces_nothing(archive: Archive, form: str, order: int) -> None:
    """Beside the text of the catalogue's address another page of its title and day is at most a rendition in doubt."""
    at, other = "https://www.office.example.org/code.txt", "https://www.office.example.org/news/reprint"
    altered = CODE.format(day="4 July 2025").replace("should keep a lantern", "should not keep a lantern")
    seen = [(CODE.format(day="4 July 2025"), at), *[(text, other) for text in (altered, f"{altered}Read on.\n")]]
    for text, url in seen[::order]:
        archive.add(text if form == "text" or url == at else _page(text), url)
    archive.build()
    assert archive.versions == ["lan@2025-07-04"]
    assert archive.rows("select url from versions") == [(at,)]
    assert archive.summary.exit_status == 1
    said = "".join(why for _, why in archive.summary.shortfalls)
    assert "not" in said.split("than the text shown:", 1)[1].split("”: ", 1)[-1]


def _page(text: str) -> str:
    title, *lines = text.splitlines()
    return f"<html><body><main><h1>{title}</h1>{''.join(f'<p>{line}</p>' for line in lines)}</main></body></html>"


def test_a_rendition_in_another_form_that_differs_is_said(archive: Archive) -> None:
    """A page and a text of one version that differ in a "not": the build falls short and names the words."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    lines = CODE.format(day="4 July 2025").replace("should keep a lantern", "should not keep a lantern").splitlines()
    page = (
        f"<html><body><main><h1>{lines[0]}</h1>{''.join(f'<p>{line}</p>' for line in lines[1:])}</main></body></html>"
    )
    archive.add(page, "https://www.office.example.org/code.html", work="lan", date="2025-07-04")
    archive.build()
    assert archive.versions == ["lan@2025-07-04"]
    assert archive.summary.exit_status == 1
    ((where, why),) = archive.summary.shortfalls
    assert where == "lan@2025-07-04"
    assert "not" in why


@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
def test_a_file_without_an_address_is_no_catalogued_text(archive: Archive, order: int) -> None:
    """It is a document of its own, shown and said; the publisher's text beside it is no edit of it, in either order."""
    altered = CODE.format(day="4 July 2025").replace("should keep a lantern", "need not keep a lantern")
    seen = [(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt"), (altered, "")]
    for text, url in seen[::order]:
        archive.add(text, url)
    archive.build()
    own = "lantern-code-of-practice-for-large-towers@2025-07-04"
    assert archive.versions == ["lan@2025-07-04", own]
    assert archive.rows("select url from versions where id like 'lan@%'") == [
        ("https://www.office.example.org/code.txt",)
    ]
    assert archive.rows("select id from versions where silent_edit") == []
    ((where, why),) = archive.summary.identities
    assert where == own
    assert "calls itself lan and came as a file without an address" in why
    assert any(why in line for line in archive.summary.lines())
    assert why in "".join(check(archive.data, CATALOGUE).lines())
    (doubts,) = archive.rows(f"select doubts from versions where id = '{own}'")
    assert why in str(doubts)


def test_what_calls_itself_a_work_can_be_asked_for_by_its_name(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no text of the work is held the only file that calls itself so is found, and it is said."""
    archive.add(CODE.format(day="4 July 2025"))
    archive.build()
    own = "lantern-code-of-practice-for-large-towers@2025-07-04"
    assert stored_version("lan@2025-07-04", archive.data, CATALOGUE).version == own
    assert f"this is {own}, which calls itself so" in capsys.readouterr().err
    with pytest.raises(UnknownWork):
        stored_version("lan@2025-07-05", archive.data, CATALOGUE)
    archive.add(CODE.format(day="4 July 2025").replace("list", "short list"), "https://www.office.example.org/code.txt")
    archive.build()
    assert stored_version("lan@2025-07-04", archive.data, CATALOGUE).version == "lan@2025-07-04"
    assert capsys.readouterr().err == ""


def test_a_page_of_a_day_that_no_version_has_is_no_text_in_force(archive: Archive) -> None:
    """On its publisher's host too it is of its own; who asks for a number reads the regulator's."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    later = CODE.format(day="9 August 2026").replace("should keep a record", "need not keep a record")
    archive.add(later, "https://www.office.example.org/news/reprint")
    archive.build()
    assert archive.versions == ["lan@2025-07-04", "lantern-code-of-practice-for-large-towers@2026-08-09"]
    assert "calls itself lan" in str(archive.summary.identities)
    for at in (None, "2026-11-20"):
        assert show("LAN C1.2", archive.data, at).version.id == "lan@2025-07-04"
    assert show("LAN C1.2", archive.data).elsewhere == ("lantern-code-of-practice-for-large-towers@2026-08-09",)
    with connect(archive.data / "keeling.db") as pages:
        jump = search(pages, Ask({}, {"q": "LAN C1.2"}, "", "/search"))
    assert jump == Redirect("/lan/2025-07-04/c1-2")


def test_a_file_with_the_words_of_a_catalogued_text_is_a_copy(archive: Archive) -> None:
    """To the letter the same: a rendition, which is never shown in place of the publisher's."""
    for url in ("", "https://www.office.example.org/code.txt"):
        archive.add(CODE.format(day="4 July 2025"), url)
    archive.build()
    assert archive.versions == ["lan@2025-07-04"]
    assert archive.rows("select url from versions") == [("https://www.office.example.org/code.txt",)]


def test_a_person_vouches_for_a_file(archive: Archive) -> None:
    """With `--work` it is the work, whatever its address."""
    archive.add(CODE.format(day="4 July 2025"), work="lan")
    archive.build()
    assert archive.versions == ["lan@2025-07-04"]
    assert archive.summary.identities == ()


@pytest.mark.parametrize("numbered", [True, False], ids=["numbered-file", "published"])
def test_a_file_beside_the_numbered_instrument_is_executed_on_nothing(archive: Archive, numbered: bool) -> None:
    """An instrument of the same title and day without its number is another document; its words change no code."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    june = DRAFT.format(day="18 June 2026", isbn="978-1-5286-6625-1", old="a record", new="a written record")
    archive.add(june, "" if numbered else "https://www.office.example.org/june.txt")
    archive.add(DRAFT.format(day="18 June 2026", isbn="", old="should keep", new="need not keep"))
    archive.build()
    derived = archive.rows("select text from provision where label = 'LAN C1.2' and version like '%+%'")
    assert derived == [("The keeper should keep a written record of the watch and a list for 12 months.",)]
    assert any("executed on nothing" in why for _, why in archive.summary.identities)


@pytest.mark.parametrize(
    ("url", "said", "executed"),
    [
        ("", "on its own word it is executed on lan", True),
        (
            "https://blog.example.net/november",
            "is not its publisher’s: its instructions are executed on nothing",
            False,
        ),
        ("https://www.office.example.org/november", "", True),
    ],
    ids=["file", "stranger", "publisher"],
)
def test_whose_word_an_unknown_instrument_is_executed_on(archive: Archive, url: str, said: str, executed: bool) -> None:
    """An instrument that the catalogue has not: its publisher's is executed, a file is and is said, no stranger's."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    archive.add(DRAFT.format(day="9 November 2026", isbn="", old="a list", new="a short list"), url)
    archive.build()
    assert bool(archive.rows("select id from versions where status = 'derived'")) is executed
    assert said in "".join(why for _, why in archive.summary.identities)


def test_another_number_at_the_address_is_a_doubt(archive: Archive) -> None:
    """Numbers that contradict each other: the version falls short, whoever says what it is."""
    archive.add(
        DRAFT.format(day="18 June 2026", isbn="978-1-5286-7777-1", old="a list", new="no list"), work="lan-amendments"
    )
    assert archive.build().summary.exit_status == 1
    assert "its number is 978-1-5286-7777-1, the catalogue says" in str(archive.summary.shortfalls)


def test_a_number_joins_no_file_to_a_strangers_page(archive: Archive) -> None:
    """Two origins that print one number are two documents unless they are the same to the letter."""
    june = DRAFT.format(day="18 June 2026", isbn="978-1-5286-6625-1", old="a record", new="a written record")
    archive.add(june.replace("a written", "no"), "https://blog.example.net/june")
    archive.add(june)
    archive.build()
    assert len({str(version).partition("@")[0] for version in archive.versions}) == 2


@pytest.mark.parametrize("order", [1, -1])
def test_files_amend_the_code_that_came_as_a_file(archive: Archive, order: int) -> None:
    """A code and its instruments, all of them files: a corpus of their own, and none of it the catalogue's."""
    texts = [
        CODE.format(day="4 July 2025"),
        DRAFT.format(day="18 June 2026", isbn="978-1-5286-6625-1", old="a record", new="a written record"),
        DRAFT.format(day="9 November 2026", isbn="978-1-5286-7777-1", old="a list", new="a short list"),
    ]
    for text in texts[::order]:
        archive.add(text)
    archive.build()
    assert not any(str(version).startswith(("lan@", "lan-amendments@")) for version in archive.versions)
    texts_of = archive.rows("select text from provision where label = 'LAN C1.2' and version like '%+%+%'")
    assert texts_of == [("The keeper should keep a written record of the watch and a short list for 12 months.",)]


def test_another_prefix_is_another_code(archive: Archive) -> None:
    """A code with other labels is no text of the work on its publisher's page, and in doubt at its address."""
    other = CODE.format(day="4 July 2025").replace("LAN C1", "BUO C1")
    archive.add(other, "https://www.office.example.org/news/buoys")
    assert archive.build().versions == ["lantern-code-of-practice-for-large-towers@2025-07-04"]
    assert "has the title of lan and is another text; its measures are labelled BUO" in archive.summary.identities[0][1]
    archive.add(other, "https://www.office.example.org/code.txt")
    archive.build()
    assert archive.summary.exit_status == 1
    assert "1 measures are labelled like BUO C1, not LAN" in str(archive.summary.shortfalls)


def test_two_titles_with_one_number_are_two_works_in_doubt(archive: Archive) -> None:
    """One of them prints a wrong number: neither is a version of the other, and both say so."""
    for size in ("small", "large"):
        text = CODE.format(day="4 July 2025\nISBN 978-1-5286-1111-1").replace("large towers", f"{size} boats")
        archive.add(text.replace("should keep", "should not keep") if size == "small" else text)
    archive.build()
    assert len({str(version).partition("@")[0] for version in archive.versions}) == 2
    assert [why.partition(" is ")[0] for _, why in archive.summary.identities] == ["978-1-5286-1111-1"] * 2


PUBLISHING = "https://www.gov.uk/government/publications/lanterns"
SHARING = Catalogue(
    (OFFICE,),
    (
        replace(
            LANTERNS,
            identifiers=("978-1-5286-1234-1",),
            versions=(CataloguedVersion("2025-07-04", "issued", (f"{PUBLISHING}/code",)),),
        ),
    ),
)
"""A publisher that has its code on a host that many use."""
SAYING = '<meta name="govuk:primary-publishing-organisation" content="{}"><meta name="govuk:schema-name" content="x">'


@pytest.mark.parametrize(
    ("url", "head", "number", "is_own"),
    [
        (f"{PUBLISHING}/code", "", "", False),
        (f"{PUBLISHING}/code?print=1#top", "", "", False),
        (f"{PUBLISHING}/other", "", "", True),
        ("https://www.gov.uk/government/publications/some-other-page", "", "", True),
        (f"{PUBLISHING}/other", "", "ISBN 978-1-5286-1234-1", False),
        (f"{PUBLISHING}/other", SAYING.format("Lantern Office"), "", False),
        (f"{PUBLISHING}/other", SAYING.format("Office of Kites"), "", True),
        ("https://www.office.example.org/anything", "", "", False),
        ("HTTP://WWW.OFFICE.EXAMPLE.ORG/anything", "", "", False),
        ("https://www.office.example.org:8443/anything", "", "", True),
        ("https://www.gov.uk:8443/government/publications/lanterns/code", "", "", True),
        ("https://www.office.example.org.evil.example/anything", "", "", True),
        ("https://www.office.example.org@evil.example/anything", "", "", True),
        ("https://evil.example/www.office.example.org/code.txt", "", "", True),
        ("https://office.example.org/anything", "", "", True),
        ("https://www.offic\u0435.example.org/anything", "", "", True),
        ("https://xn--www-office.example.org/anything", "", "", True),
        ("https://www.office.example.org.github.io/anything", SAYING.format("Lantern Office"), "", True),
        ("https://lantern-office.github.io/code", "", "ISBN 978-1-5286-1234-1", True),
        ("https://web.archive.org/web/2025/https://www.office.example.org/code", "", "ISBN 978-1-5286-1234-1", True),
        ("https://assets.publishing.service.gov.uk/media/abc/code", "", "ISBN 978-1-5286-1234-1", True),
    ],
)
def test_a_host_of_many_speaks_for_nobody(archive: Archive, url: str, head: str, number: str, is_own: bool) -> None:
    """There only a catalogued address, a number, or the site's own word on whose page it is make a text the work's."""
    title, *lines = CODE.format(day=f"4 July 2025\n{number}").splitlines()
    body = "".join(f"<p>{line}</p>" for line in lines)
    archive.add(
        f"<html><head>{head}</head><body><main class='govspeak'><h1>{title}</h1>{body}</main></body></html>", url
    )
    archive.build(SHARING)
    assert any(str(version).startswith("lan@") for version in archive.versions) is not is_own
    said = archive.summary.identities or archive.summary.failures  # what carries credentials is read by nobody
    assert bool(said) is (is_own or not url.startswith(f"{PUBLISHING}/code"))


def test_a_host_of_two_publishers_speaks_for_neither() -> None:
    """What two works of two publishers stand on is no one's, unless a publisher names it as its own."""
    kites = replace(LANTERNS, id="kit", publisher="kites", versions=(CataloguedVersion("2025-01-01", "issued", (AT,)),))
    shared = replace(LANTERNS, versions=(CataloguedVersion("2025-07-04", "issued", (AT.replace("kites", "code"),)),))
    two = Catalogue((replace(OFFICE, hosts=()), Publisher("kites", "Office of Kites")), (shared, kites))
    assert (two.hosts("office"), two.hosts("kites")) == (frozenset(), frozenset())
    named = Catalogue((replace(OFFICE, hosts=("papers.example.org",)), *two.publishers[1:]), two.works)
    assert (named.hosts("office"), named.hosts("kites")) == ({"papers.example.org"}, frozenset())


AT = "https://papers.example.org/kites"


def test_a_redirect_to_another_host_is_no_answer_of_the_address() -> None:
    """A catalogued address that leads to a stranger's page has lost its text."""
    at = "https://www.office.example.org/code.txt"
    facts = Facts("a" * 64, "k", title="Parked", kind="code")
    gone = Sighting(at, "ok", "2026-01-01T00:00:00+00:00", final_url="https://parked.example.net/")
    moved = replace(gone, final_url="https://www.office.example.org/new")
    assert [identities([(each, facts)], CATALOGUE)[0].catalogued for each in (gone, moved)] == [False, True]


MEASURES = "D Lamps\n" + "".join(
    f"LAN D{n} Lamp {n}\nLAN D{n}.1 The keeper should light lamp {n} at dusk.\n" for n in range(1, 9)
)
NOTICE = "Lantern Code of Practice for large towers\nPublished 4 July 2025\nSorry, this page could not be found.\n"


@pytest.mark.parametrize(
    "stand_in",
    [
        f"{NOTICE}4. Recommended measures\nLAN D1 Lamp 1\nLAN D1.1 The keeper should light lamp 1 at dusk.\n",
        f"{NOTICE}{'Here is what others read on boats, bells and buoys this week. ' * 40}",
        f"{NOTICE.replace('4 July 2025', '9 November 2026')}4. Recommended measures\nLAN D2 Lamp 2\nLAN D2.1 Gone.\n",
        "Lantern Code of Practice for large towers\nPlease sign in to read this code.\n",
    ],
    ids=["few", "long", "dated", "wall"],
)
@pytest.mark.parametrize("known", [True, False], ids=["catalogued", "followed"])
def test_a_soft_404_with_the_title_is_no_version(archive: Archive, stand_in: str, known: bool) -> None:
    """At the code's own address: no version, no edit, said by build and check; the text that comes back is the same."""
    at = "https://www.office.example.org/code.txt" if known else "https://www.kites.example.org/code.txt"
    code = CODE.format(day="4 July 2025") + MEASURES
    for text in (code, stand_in, code):
        archive.add(text, at)
    archive.build()
    assert len(archive.versions) == 1
    assert archive.rows("select id from versions where silent_edit") == []
    assert [why.rpartition("; ")[2] for _, why in archive.summary.failures] == ["it is no version"]
    assert len(check(archive.data, CATALOGUE).found["parse"]) == 1


def test_an_edit_is_no_stand_in(archive: Archive) -> None:
    """A code that lost a measure, or was written anew and says when, is a version."""
    at, code = "https://www.office.example.org/news/code.txt", CODE.format(day="4 July 2025") + MEASURES
    archive.add(code, at)
    archive.add(code.replace("LAN D8 Lamp 8\nLAN D8.1 The keeper should light lamp 8 at dusk.\n", ""), at)
    archive.build(Catalogue())
    assert len(archive.versions) == 2
    assert archive.summary.failures == ()


def test_an_undated_text_never_displaces_a_dated_one(archive: Archive) -> None:
    """Without a date and with other words it is a version of its own, and not the latest."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/news/a.txt")
    undated = CODE.replace("Published {day}\n", "").replace("a list for 12", "a list for 24")
    archive.add(undated, "https://www.office.example.org/news/b.txt")
    archive.build(Catalogue())
    assert archive.versions == [f"lantern-code-of-practice-for-large-towers@{day}" for day in ("2025-07-04", "undated")]
    assert archive.rows("select id from versions order by position desc limit 1")[0][0].endswith("2025-07-04")  # type: ignore[attr-defined]


def test_a_page_that_lost_its_date_is_edited_silently(archive: Archive) -> None:
    """The same address without the line that dated it continues its last version."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/news/a.txt")
    archive.add(
        CODE.replace("Published {day}\n", "").replace("12 months", "24 months"),
        "https://www.office.example.org/news/a.txt",
    )
    assert archive.build(Catalogue()).versions[1] == "lantern-code-of-practice-for-large-towers@2025-07-04~2026-11-20"


def test_another_page_at_the_same_address_is_another_document(archive: Archive) -> None:
    """A home page that took the place of a statement is no edit of it."""
    text = STATEMENT.format(title="Joint statement on lanterns", day="24 April 2025", who="Alpha Trust", what="greet")
    archive.add(text, "https://www.alpha.org.uk/statement")
    home = " ".join(
        f"Welcome to page {n} of our new home, where friends find boats, bells and buoys." for n in range(9)
    )
    archive.add(
        f"<html><body><main><h1>Welcome</h1><p>{home}</p></main></body></html>", "https://www.alpha.org.uk/statement"
    )
    assert archive.build().versions == ["joint-statement-on-lanterns@2025-04-24", "welcome@undated"]


def test_a_retitled_page_is_one_work(archive: Archive) -> None:
    """The address decides where most words stayed."""
    for title, day in (("Lanterns: what you can do", "24 April 2025"), ("Lanterns: how to stay lit", "2 May 2025")):
        archive.add(
            STATEMENT.format(title=title, day=day, who="Alpha Trust", what="greet"), "https://www.alpha.org.uk/s"
        )
    assert [str(v).partition("@")[0] for v in archive.build().versions] == ["lanterns-what-you-can-do"] * 2


def test_numbers_of_one_scheme_contradict_each_other() -> None:
    """Another ISBN is another document, beside a common one too; one that prints fewer says nothing against it."""
    one = (("isbn", "978-1-5286-0000-1"), ("isbn_2", "978-1-5286-0000-2"))
    assert contradicts(one, (("isbn", "978-1-5286-0000-3"),))
    assert contradicts(one, (("isbn", "978-1-5286-0000-1"), ("isbn_2", "978-1-5286-0000-3")))
    assert not contradicts(one, (("isbn", "9781528600002"),))
    assert not contradicts(one, (("e_number", "E01234567"),))
    assert not contradicts(one, ())


CATALOGUED = (("isbn", "978-1-5286-6625-1"), ("e_number", "E03629527"))
TITLE = "Draft amendments to the  protection of Children Code of Practice for user-to-user services"


@pytest.mark.parametrize(
    ("title", "numbers", "day", "work"),
    [
        (TITLE, CATALOGUED, "", "pcu-amendments-2026-06"),
        (TITLE, CATALOGUED[1:], "", "pcu-amendments-2026-06"),
        ("", CATALOGUED, "", "pcu-amendments-2026-06"),
        ("Ofcom", CATALOGUED, "2026-06-18", "pcu-amendments-2026-06"),
        ("What the June draft asks", CATALOGUED, "2026-06-18", None),
        (TITLE, (*CATALOGUED, ("isbn_2", "978-1-5286-7777-1")), "2026-06-18", None),
        (TITLE, (("isbn", "978-1-5286-7777-1"),), "2026-06-18", None),
        (TITLE, (("isbn", "978-1-5286-7777-1"), *CATALOGUED[1:]), "2026-06-18", None),
        (f"{TITLE}: a briefing", CATALOGUED, "2026-11-09", None),
    ],
    ids=[
        "all",
        "one",
        "untitled",
        "letterhead",
        "other-title",
        "two-isbns",
        "other-isbn",
        "other-isbn-same-e",
        "longer",
    ],
)
def test_a_number_decides_unless_the_document_says_otherwise(
    title: str, numbers: tuple[tuple[str, str], ...], day: str, work: str | None
) -> None:
    """A catalogued number names the work, but not under another title nor beside another number of its scheme."""
    dates = (("published", day, day),) if day else ()
    found = identified(Facts("a" * 64, "k", title=title, kind="amendment", identifiers=numbers, dates=dates), load())
    assert (found.id if found else None) == work


@pytest.mark.parametrize(
    ("line", "is_own"),
    [
        ("ISBN: 978-1-5286-6625-1 (print)", True),
        ("978-1-5286-6625-1", True),
        ("HC 1025 ISBN: 978-1-5286-6625-1", True),
        ("© Crown copyright 2026. ISBN 978-1-5286-6625-1", True),
        (
            "Please send enquiries about this paper to the office at the address given there\nISBN 978-1-5286-6625-1",
            True,
        ),
        ("Presented to the harbour master ISBN 978-1-5286-6625-1 E01234567 05/31", True),
        ("We wrote about ISBN 978-1-5286-6625-1", False),
        ("A note on ISBN 978-1-5286-6625-1", False),
        ("The paper with ISBN 978-1-5286-6625-1 was laid", False),
        ("This replaces ISBN 978-1-5286-6625-1.", False),
        ("Replaces:\nISBN 978-1-5286-6625-1", False),
        ("See also\n978-1-5286-6625-1 (web)", False),
    ],
)
def test_a_sentence_about_a_number_is_no_imprint(line: str, is_own: bool) -> None:
    """Numbers of the document stand alone, or with what an imprint prints; in a sentence they are another's."""
    assert bool(isbns(own(line.split("\n")))) is is_own


def test_a_file_that_prints_another_documents_number_is_its_own_work(archive: Archive) -> None:
    """With a number of its own and one of a known instrument in a sentence, a file joins it in no way."""
    archive.add(DRAFT.format(day="18 June 2026", isbn="978-1-5286-6625-1", old="a record", new="a written record"))
    text = DRAFT.format(day="18 June 2026", isbn="978-1-5286-7777-1", old="a list", new="no list")
    archive.add(text.replace("2. Amend", "1.2 We wrote about ISBN 978-1-5286-6625-1 in June.\n2. Amend"))
    archive.build()
    assert len({version.partition("@")[0] for version in archive.versions}) == 2


def test_two_numbers_of_two_works_identify_neither() -> None:
    """A page that lists several instruments is none of them."""
    catalogue = load()
    both = (("isbn", "978-1-5286-6625-1"), ("isbn_2", "978-1-5286-6521-6"))
    facts = Facts("a" * 64, "k", title="Online Safety Act: draft amendments", kind="amendment", identifiers=both)
    assert identified(facts, catalogue) is None


def test_a_moved_address_is_the_same_place() -> None:
    """What moved for good is one work at both addresses, whatever its title became."""
    text = " ".join(f"word{n}" for n in range(60))
    one = Facts("a" * 64, "k", title="A memorandum", wording="x", sketch=sketch(text))
    two = Facts("b" * 64, "k", title="Another name", wording="y", sketch=sketch(f"{text} and more"))
    seen = [
        (Sighting("https://a.example/old", "ok", "2026-01-01T00:00:00+00:00"), one),
        (Sighting("https://a.example/new", "ok", "2026-02-01T00:00:00+00:00"), two),
    ]
    assert len({named.work.id for named in identities(seen, Catalogue(), {"a.example/old": "a.example/new"})}) == 1
    assert len({named.work.id for named in identities(seen, Catalogue())}) == 2


def test_resemblance_is_the_share_of_equal_runs() -> None:
    """Equal texts 1, unlike texts 0, and nearly so for one word of many."""
    text = " ".join(f"word{n}" for n in range(400))
    assert resemblance(sketch(text), sketch(text.upper())) == 1
    assert resemblance(sketch(text), sketch(" ".join(f"other{n}" for n in range(400)))) == 0
    assert 0.9 < resemblance(sketch(text), sketch(text.replace("word200", "wordless"))) < 1


@pytest.mark.parametrize(("day", "is_doubted"), [("1 January 2031", True), ("20 November 2026", False)])
def test_a_day_to_come_is_a_doubt(archive: Archive, day: str, is_doubted: bool) -> None:
    """A text seen in November 2026 was not published in 2031: the version's page says so."""
    archive.add(CODE.format(day=day), "https://www.office.example.org/code-2")
    archive.build()
    (doubts,) = archive.rows("select doubts from versions")
    assert ("2031-01-01 is after the day on which the text was seen" in str(doubts)) is is_doubted


def test_an_undated_text_is_no_earlier_version(archive: Archive) -> None:
    """What was seen after the day of a dated text is not known to be before it: neither is compared with the other."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/news/a.txt")
    undated = CODE.replace("Published {day}\n", "").replace("a list for 12", "a list for 24")
    archive.add(undated, "https://www.office.example.org/news/b.txt")
    assert archive.build(Catalogue()).summary.comparisons == 0
    assert archive.rows("select count(*) from versions where previous_id is not null") == [(0,)]


def test_an_undated_text_seen_before_a_dated_one_is_the_earlier(archive: Archive) -> None:
    """A text seen in November and one of December are two versions in order."""
    archive.add(CODE.replace("Published {day}\n", ""), "https://www.office.example.org/news/a.txt")
    later = CODE.format(day="4 December 2026").replace("a list for 12", "a list for 24")
    archive.add(later, "https://www.office.example.org/news/b.txt")
    assert archive.build(Catalogue()).summary.comparisons == 1


def test_an_undated_text_of_a_catalogued_work_displaces_nothing(archive: Archive) -> None:
    """With other words than the only version there is it is no newer wording of it; alone it is that version."""
    undated = CODE.replace("Published {day}\n", "").replace("a list for 12", "a list for 24")
    archive.add(undated, "https://www.office.example.org/news/b.txt")
    assert archive.build().versions == ["lan@2025-07-04"]
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    assert archive.build().versions == ["lan@2025-07-04", "lan@undated"]
    assert archive.rows("select id from versions order by position desc limit 1") == [("lan@2025-07-04",)]
    assert archive.summary.comparisons == 0


PHRASES = (
    "We thank the office for its work on the lanterns of the coast and for the time it took to hear from all of us. "
)
OWN = (
    "We run nine towers in the north and ask for oil in every one of them before the winter storms begin to blow.",
    "Our members are the families of fishers, and they need to hear at once when a lantern of the harbour is out.",
)


def test_two_responses_with_set_phrases_are_two(archive: Archive) -> None:
    """One title, one day, one host and some sentences in common: two addresses hold two responses, and no edit."""
    for number, own_words in enumerate(OWN):
        body = f"<h1>Response to the lantern code</h1><p>Published 2 May 2025</p><p>{PHRASES}</p><p>{own_words}</p>"
        archive.add(f"<html><body><main>{body}</main></body></html>", f"https://www.alpha.org.uk/responses/{number}")
    archive.build()
    assert len({str(version).partition("@")[0] for version in archive.versions}) == 2
    assert archive.rows("select id from versions where silent_edit") == []


def test_a_page_written_anew_under_another_title_is_one_work(archive: Archive) -> None:
    """The address and the first day that it states stay: no word need be left of the text."""
    page = (
        "<html><body><main><h1>{}</h1><p>Published 2 May 2025</p><p>Last updated {}</p><p>{}</p></main></body></html>"
    )
    at = "https://www.alpha.org.uk/guide"
    archive.add(page.format("Lanterns: what you can do", "2 May 2025", PHRASES), at)
    archive.add(page.format("How to stay lit", "9 September 2025", OWN[1]), at)
    archive.build()
    assert len(archive.versions) == 2
    assert {str(version).partition("@")[0] for version in archive.versions} == {"lanterns-what-you-can-do"}
