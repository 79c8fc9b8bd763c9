"""A site published again after a change is, byte for byte, the site made afresh: no page is stale."""

import itertools
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from corpus.errors import ArchiveLocked, WorldError
from corpus.work import CataloguedVersion, Expression, Scheme, Work
from db.ask import decisions, notes
from db.ask.decisions import Decision
from db.ask.notes import Note
from db.build.run import build
from db.schema.metadata import described
from db.serve import made_from, row_digests
from db.serve.leading import LEADS_ON
from db.serve.publish import publish
from db.serve.site_folder import Folder, opened
from tests.db import asked_corpus
from tests.db.example_corpus import BASE, archive, code, measure, paragraph
from tests.db.published_files import Files, as_made, contents

TODAY = "2032-12-01"
DECIDED = Decision("letter/1", "met", "Ada", "2031-08-02", "LMP C1.1(b)", "lmp@2031-08-01")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEELING_TODAY", TODAY)


@dataclass
class State:
    """What a data directory is built from, and how its site is made."""

    documents: dict[str, Expression | bytes]
    works: dict[str, Work]
    decided: bool = True
    noted: bool = True
    url: str = ""
    today: str = TODAY

    def without(self, *names: str) -> "State":
        """The same without some documents."""
        return replace(self, documents={name: each for name, each in self.documents.items() if name not in names})

    def work(self, name: str, **changed: object) -> "State":
        """The same with a work catalogued otherwise."""
        return replace(self, works=self.works | {name: replace(self.works[name], **changed)})  # type: ignore[arg-type]

    def built(self, data: Path) -> Path:
        """The data directory."""
        archive(data, *self.documents.items())
        known = asked_corpus.catalogue()
        build(data, replace(known, works=tuple(self.works.values())), parse=asked_corpus.grammar, parser="test")
        if self.decided:
            decisions.add(data / decisions.FILE, DECIDED)
        if self.noted:
            note = Note(
                "urn:keeling:note:1", "lmp@2031-08-01#LMP C2.1", "counted", "", "", "Ask who.", "Ada", "2031-09-01"
            )
            notes.add(data / notes.FILE, note)
        return data

    def published(self, data: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Publish without a problem."""
        monkeypatch.setenv("KEELING_TODAY", self.today)
        assert publish(data, site, self.url, processes=1).problems == []


def whole() -> State:
    """The lamp code in three versions, three statements, a draft of an instrument, a decision and a note."""
    documents: dict[str, Expression | bytes] = {f"code{n}": each for n, each in enumerate(asked_corpus.versions())}
    texts = (("letter", asked_corpus.LETTER), ("later", asked_corpus.LATER), ("quiet", asked_corpus.QUIET))
    documents |= {name: (text + asked_corpus.SIGNED).encode() for name, text in texts}
    kite = code(
        "2030-03-01", measure("KTE C1", "Strings", Recommendation=(paragraph("KTE C1.1", "As LMP C2.1 says."),))
    )
    documents |= {"draft": asked_corpus.pending(), "kite": replace(kite, title="Kite Code")}
    works = {work.id: work for work in asked_corpus.catalogue().works}
    laid = (CataloguedVersion("2032-11-01", "laid", (f"{BASE}/draft",)),)
    title = asked_corpus.pending().title
    works["lmp-draft"] = Work("lmp-draft", "amendment", title, "example", amends=("lmp",), versions=laid)
    flown = (CataloguedVersion("2030-03-01", "issued", (f"{BASE}/kite",)),)
    works["kite"] = Work("kite", "code", "Kite Code", "example", scheme=Scheme("KTE"), versions=flown)
    return State(documents, works)


def reworded(state: State) -> State:
    """Other words in a paragraph of the first version, which is no longer the text."""
    first = state.documents["code0"]
    assert isinstance(first, Expression)
    sections = code("2031-01-10", measure("LMP C2", "Oil", Recommendation=(paragraph("LMP C2.1", "Oil is pure."),)))
    return replace(state, documents=state.documents | {"code0": replace(first, provisions=sections.provisions)})


A_NEW_VERSION = "a new version of a code"
CHANGES: dict[str, Callable[[State], State]] = {
    A_NEW_VERSION: lambda state: state.without("code2"),
    "an older version found late": lambda state: state.without("code0"),
    "words of an old version read otherwise": reworded,
    "a new statement that names provisions": lambda state: state.without("later"),
    "a new statement that names none, with the same signatories": lambda state: state.without("quiet"),
    "a new instrument": lambda state: state.without("draft"),
    "a work that nobody knew": lambda state: state.without("kite"),
    "a decision": lambda state: replace(state, decided=False),
    "another title in the catalogue": lambda state: state.work("lmp", title="Lantern Code"),
    "another title of a statement": lambda state: state.work("letter", title="A letter on lamps"),
    "the address of the site": lambda state: replace(state, url="https://you.example.org/lamps/"),
    "a day on which a text starts": lambda state: replace(state, today="2032-03-01"),
}


@dataclass
class Kept:
    """The whole corpus built and published once."""

    data: Path
    site: Path
    files: dict[str, bytes] = field(default_factory=dict)


def _kept(state: State, folder: Path) -> Kept:
    with pytest.MonkeyPatch.context() as patch:
        state.published(state.built(folder / "data"), folder / "site", patch)
    return Kept(folder / "data", folder / "site", contents(folder / "site"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The whole corpus, published."""
    return _kept(whole(), tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Kept]:
    """The corpus before a change, published once; a test publishes again into a copy of the site."""
    return cache(lambda change: _kept(CHANGES[change](whole()), tmp_path_factory.mktemp("before")))


@pytest.mark.parametrize("change", CHANGES)
def test_again_is_as_afresh(
    change: str, kept: Kept, before: Callable[[str], Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Published before a change and again after it: the site made afresh, but for when downloads were made, and for
    what is left at addresses of what is made no more.
    """
    stale = before(change)
    site = shutil.copytree(stale.site, tmp_path / "site")
    whole().published(kept.data, site, monkeypatch)
    again = without_gone(contents(site), stale.files, kept.files)
    assert as_made(again, stale.files, kept.files) == as_made(kept.files, kept.files)
    assert stale.files != kept.files


def without_gone(files: Files, before: Files, fresh: Files) -> Files:
    """Files without what is left of what keeling makes no more: pages that say so, and downloads as they were."""
    for name in files.keys() - fresh.keys():
        said = b"keeling makes this no more" in files[name]
        assert said if name.endswith("/index.html") else files[name] == before[name], name
    return {name: body for name, body in files.items() if name in fresh}


def test_a_later_text_leaves_the_words_of_the_older_alone(
    kept: Kept, before: Callable[[str], Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of the text that was the newest keep their own words when a later one is published, and say what is
    now. A page that somebody cut is made whole. An older text is not touched at all.
    """
    site = shutil.copytree(before(A_NEW_VERSION).site, tmp_path / "site")
    place = site / "lmp" / "2031-08-01"
    older = site / "lmp" / "2031-01-10" / "c2-1" / "index.html"
    older.write_bytes(b"whatever it is")
    page, cut = place / "c2-1" / "index.html", place / "c1-1" / "index.html"
    own = page.read_bytes().replace(b"<h1>", b"<h1>As it was: ", 1)
    page.write_bytes(own)
    cut.write_bytes(cut.read_bytes().partition(b'id="history"')[0])
    whole().published(kept.data, site, monkeypatch)
    again = page.read_bytes()
    assert again != own
    assert again.replace(b"<h1>As it was: ", b"<h1>") == kept.files[str(page.relative_to(site))] != again
    assert cut.read_bytes() == kept.files[str(cut.relative_to(site))]
    assert older.read_bytes() == b"whatever it is"


def later(state: State) -> State:
    """A fourth text of the code, with other words in a measure."""
    sections = code(
        "2032-10-01",
        measure("LMP C1", "Lamps", Application=(paragraph("LMP C1.1", "This measure applies to every harbour."),)),
        measure("LMP C3", "Oil and log", Recommendation=(paragraph("LMP C3.1", "Oil is clean and is counted twice."),)),
    )
    third = state.documents["code2"]
    assert isinstance(third, Expression)
    fourth = replace(third, provisions=sections.provisions, dates=sections.dates, title="Lamp Code")
    days = ("2031-01-10", "2031-08-01", "2032-08-01", "2032-10-01")
    found = tuple(CataloguedVersion(day, "issued", (f"{BASE}/code{n}",)) for n, day in enumerate(days))
    found = (replace(found[0], status="laid"), *found[1:])
    return replace(state, documents=state.documents | {"code3": fourth}).work("lmp", versions=found)


def test_the_pages_of_an_old_text_keep_their_bytes(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one more text, no file of a text that was replaced before is written; those that lead to today are.

    The whole text, its provisions in every form, its tables and its findings; what came out is the site made afresh.
    """
    site = tmp_path / "site"
    data = later(whole()).built(tmp_path / "data")
    shutil.copytree(kept.site, site)
    later(whole()).published(data, site, monkeypatch)
    again = contents(site)
    old = ("lmp/2031-01-10", "lmp/2031-08-01", "lint/lmp/2031-08-01", "compare/lmp/2031-01-10...2031-08-01")
    files = [name for name in kept.files if name.startswith(old)]
    assert len(files) > 80
    assert [name for name in files if again[name] != kept.files[name]] == []
    moving = ("lmp/history/c1-1/index.html", "lmp/in-force/c1-1/index.html", "lmp/2032-08-01/c1-1/index.html")
    assert all(again[name] != kept.files[name] for name in moving)
    assert b"2032-10-01/c1-1/index.html" in again["lmp/in-force/c1-1/index.html"]
    later(whole()).published(data, tmp_path / "fresh", monkeypatch)
    fresh = contents(tmp_path / "fresh")
    assert as_made(without_gone(again, kept.files, fresh), kept.files, fresh) == as_made(fresh, fresh)


def test_what_instruments_leave_alone_leads_on(kept: Kept) -> None:
    """Of a computed text only what the instruments touch has a page of its own words; the rest leads to the whole."""
    (folder,) = (each for each in (kept.site / "lmp").glob("2032-08-01+*") if each.is_dir())
    touched, alone = folder / "c3-2", folder / "c3-1"
    assert "by keepers in fog" in (touched / "index.html").read_text("utf-8")
    assert (folder / "c3-2.md").exists()
    page = (alone / "index.html").read_text("utf-8")
    assert "The amendments leave LMP C3.1 as it is." in page
    assert f'href="../../../lmp/{folder.name}/index.html#c3-1"' in page.replace("%2B", "+")
    assert 'href="../../../lmp/2032-08-01/c3-1/index.html"' in page
    assert 'id="c3-1"' in (folder / "index.html").read_text("utf-8")
    assert not (folder / "c3-1.md").exists()
    assert "by keepers in fog" in (folder / "c3" / "index.html").read_text("utf-8")  # something below it is touched


def test_the_address_of_a_comparison_stays(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What compared a text with the one that counted leads on when another counts, text by text; so it does afresh.

    What keeling computed from the text that counted says so and leads on too, as long as its texts are there; its
    downloads stay. Without the instrument all of it is gone.
    """
    third = whole().documents["code2"]
    assert isinstance(third, Expression)
    days = ("2031-01-10", "2031-08-01", "2032-08-01", "2032-10-01")
    found = tuple(CataloguedVersion(day, "issued", (f"{BASE}/code{n}",)) for n, day in enumerate(days))
    after = replace(whole(), documents=whole().documents | {"code3": replace(third, title="Lamp Code, again")})
    data, site = after.work("lmp", versions=found).built(tmp_path / "data"), tmp_path / "site"
    shutil.copytree(kept.site, site)
    after.published(data, site, monkeypatch)
    quoted = {name for name in kept.files if name.startswith("compare/lmp/") and name.endswith("/index.html")}
    assert quoted <= contents(site).keys()
    computed = "2032-08-01+lmp-draft"
    gone = (site / "lmp" / computed / "c3-2" / "index.html").read_text("utf-8")
    assert "keeling makes this no more" in gone
    leads = [unescape(each).removeprefix("../../../") for each in re.findall(r'<a href="([^"]*)"', gone)]
    assert {"lmp/history/c3-2/index.html", f"lmp/{computed}/index.html", "lmp/index.html"} <= set(leads)
    assert all((site / lead).exists() for lead in leads)
    assert f'href="../../lmp/{computed}.docx"' in (site / "lmp" / computed / "index.html").read_text("utf-8")
    assert contents(site)[f"lmp/{computed}.docx"] == kept.files[f"lmp/{computed}.docx"]
    page = (site / "compare" / "lmp" / "2031-01-10...2032-08-01" / "index.html").read_text("utf-8")
    steps = re.findall(r'<li><a href="([^"]*)">', page)
    assert steps == [f"../../../compare/lmp/{one}...{two}/index.html" for one, two in itertools.pairwise(days[:3])]
    assert all((site / step.removeprefix("../../../")).exists() for step in steps)
    after.published(data, tmp_path / "fresh", monkeypatch)
    fresh = contents(tmp_path / "fresh")
    assert as_made(without_gone(contents(site), kept.files, fresh), kept.files, fresh) == as_made(fresh, fresh)
    again = publish(data, site, processes=1)
    assert (again.written, again.removed) == (0, 0)
    after.without("draft").published(after.without("draft").built(tmp_path / "less"), site, monkeypatch)
    assert not any(b"keeling makes this no more" in body for name, body in contents(site).items() if computed in name)


def test_a_note_taken_away(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that somebody removed is on no page, and nothing else of the site is another."""
    data, site = tmp_path / "data", tmp_path / "site"
    shutil.copytree(kept.data, data)
    shutil.copytree(kept.site, site)
    (data / notes.FILE).unlink()
    whole().published(data, site, monkeypatch)
    publish(data, tmp_path / "fresh", processes=1)
    assert contents(site) == contents(tmp_path / "fresh")
    assert not any(b"Ask who." in body for body in contents(site).values())


def test_a_look_that_finds_nothing_writes_no_page(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later day, a later look and another head of the ledger: no page of a work is made or written, and no history is
    read: what is known of each work still holds.
    """
    data, site = tmp_path / "data", tmp_path / "site"
    shutil.copytree(kept.data, data)
    shutil.copytree(kept.site, site)
    with sqlite3.connect(data / "keeling.db") as connection:
        connection.execute("update build_info set value = '2032-12-02' where key = 'looked'")
        connection.execute("update build_info set value = ? where key = 'ledger'", ["f" * 64])
        connection.execute("update snapshots set last_seen = '2032-12-02T00:00:00+00:00'")
    with monkeypatch.context() as patch:
        patch.setattr(made_from, "of_work", lambda _connection, work: pytest.fail(f"the histories of {work} were read"))
        replace(whole(), today="2032-12-03").published(data, site, monkeypatch)
    written = {name.partition("/")[0] for name, body in contents(site).items() if body != kept.files[name]}
    assert not written & {"lmp", "letter", "later", "quiet", "lmp-draft", "compare", "lint"}, written
    said = (site / "ledger.js").read_text("utf-8")
    assert all(words in said for words in ("f" * 64, "3 December 2032", "last looked on 2 December 2032"))


def _many_written(done: list[str], _body: bytes) -> bool:
    return len(done) == 200


def _led_on(done: list[str], body: bytes) -> bool:
    return done[-1].startswith("compare/") and LEADS_ON.encode() in body and "in-force" not in done[-1]


def _never(_done: list[str], _body: bytes) -> bool:
    return False


@pytest.mark.parametrize("ends", [_many_written, _led_on, _never])
def test_a_killed_publishing_is_made_good(
    ends: Callable[[list[str], bytes], bool],
    kept: Kept,
    before: Callable[[str], Kept],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Killed while files are written, while pages lead on or when all is done but the manifest, then the change taken
    back: no page of the half-made site is taken for the old one, and none that was removed for one that is there.
    """
    first = before(A_NEW_VERSION)
    site = shutil.copytree(first.site, tmp_path / "site")
    write, done = Folder.write, list[str]()

    def unnoted(*_: object) -> None:
        raise KeyboardInterrupt

    def killed(folder: Folder, name: str, body: bytes) -> bool:
        found = write(folder, name, body)
        done.append(name)
        if ends(done, body):
            raise KeyboardInterrupt
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "write", killed)
        patch.setattr(Folder, "note", unnoted)
        with pytest.raises(KeyboardInterrupt):
            publish(kept.data, site, processes=1)
    assert contents(site) != first.files
    CHANGES[A_NEW_VERSION](whole()).published(first.data, site, monkeypatch)
    assert as_made(contents(site), first.files, kept.files) == as_made(first.files, first.files)


def test_a_first_publishing_killed_at_once_can_be_repeated(kept: Kept, tmp_path: Path) -> None:
    """What a killed first publishing leaves is a site of keeling's: the next one goes on, and nothing is missing."""
    site = tmp_path / "site"
    with opened(site) as folder:
        folder.note_begun({"/lmp": False})
        folder.write("lmp/index.html", b"cut off")
    assert publish(kept.data, site, processes=1).problems == []
    assert contents(site) == kept.files


def test_two_at_once(kept: Kept, tmp_path: Path) -> None:
    """A second publishing to a folder is refused while the first is at work."""
    with opened(tmp_path / "site"), pytest.raises(ArchiveLocked, match="another process"):
        publish(kept.data, tmp_path / "site", processes=1)


def test_a_build_meanwhile(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database is swapped while pages are made, the site may be of two builds: said, and then made good."""
    data, site = tmp_path / "data", tmp_path / "site"
    shutil.copytree(kept.data, data)
    write = Folder.write

    def swapped(folder: Folder, name: str, body: bytes) -> bool:
        if name == "about/index.html":
            shutil.copy(data / "keeling.db", data / "new")
            (data / "new").replace(data / "keeling.db")
        return write(folder, name, body)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "write", swapped)
        with pytest.raises(WorldError, match="anew"):
            publish(data, site, processes=1)
    assert publish(data, site, processes=1).problems == []
    assert contents(site) == kept.files


def _until(said: Callable[[], bool]) -> bool:
    """Whether something came true within half a minute."""
    for _ in range(300):
        if said():
            return True
        time.sleep(0.1)
    return False


def test_no_process_outlives_a_killed_publishing(kept: Kept, tmp_path: Path) -> None:
    """The processes that make pages end with the one that began them, killed as it was."""
    program = (
        "import sys; from pathlib import Path; from db.serve import site_pages; from db.serve.publish import publish;"
        "site_pages.MANY = 1; publish(Path(sys.argv[1]), Path(sys.argv[2]), processes=2)"
    )
    command = [sys.executable, "-c", program, str(kept.data), str(tmp_path / "site")]
    with subprocess.Popen(command, cwd=Path(__file__).parents[3]) as first:
        children = Path(f"/proc/{first.pid}/task/{first.pid}/children")
        if not children.exists():
            first.kill()
            pytest.skip("the system does not tell which processes a process began")
        assert _until(lambda: len(children.read_text().split()) == 2)
        began = children.read_text().split()
        first.kill()
    assert _until(lambda: not any(map(_runs, began)))


def _runs(process: str) -> bool:
    """Whether a process is there, and not only its name until somebody asks how it ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_every_table_is_in_some_digest() -> None:
    """A table added to the schema belongs to versions, comparisons or works, or only to pages made every time."""
    views = {"provision", "measure", "change", "change_provision", "instruction", "ask", "source_check"}
    known = {*row_digests.OWNERS, *row_digests.JOINED, *row_digests.EVERY_TIME}
    assert {table["name"] for table in described()} - views == known
