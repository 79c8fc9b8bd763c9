"""Schedules, Akoma Ntoso and exports of a derived version."""

import csv
import io
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from akn_reading import from_akn
from hypothesis import given, settings
from hypothesis import strategies as st
from small_code import apply, code, instrument, measure

from corpus.as_json import from_json
from corpus.effect import Effect, Part
from corpus.errors import UsageError
from corpus.provision import Mark, Provision, Span
from corpus.work import Expression
from diffs.execute.consolidate import Consolidation, consolidate
from diffs.execute.verify import verify
from diffs.output.akn import NAMESPACE, to_akn
from diffs.output.schedule_kept import kept, schedule_of
from diffs.output.schedule_layout import marked
from diffs.output.schedule_text import render
from diffs.output.version import export

SCHEMA = Path(__file__).resolve().parents[2] / "cases/akn/akomantoso30.xsd"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def done() -> Consolidation:
    """Words changed, a paragraph omitted, a measure inserted, one renumbered, one instruction failed."""
    return apply(
        Effect("2.2", "words substituted", label="XYZ C1.1", old_text="night", new_text="noon"),
        Effect("2.3", "omitted", label="XYZ C1.3"),
        Effect("2.4", "inserted", label="Section 4/C", position="end", content=(measure("XYZ C8", "<b>New</b>"),)),
        Effect("2.5", "renumbered", label="XYZ D1", new_label="XYZ D2"),
        Effect("2.6", "omitted", label="XYZ Z1"),
    )


def accepted(items: tuple, kind: int) -> str:
    """The text of a schedule with only insertions (1) or only omissions (-1) kept."""
    parts = []
    for item in items:
        parts += ["".join(text for mark, text in edits if mark in (0, kind)) for edits in item.edits.values()]
        parts.append(accepted(item.children, kind))
    return "\n".join(part for part in parts if part)


def test_accepting_all_marks_gives_the_derived_version_and_rejecting_the_base() -> None:
    """The schedule loses no word of either version."""
    consolidation = done()
    plain = consolidate(consolidation.expression, [])
    assert accepted(marked(consolidation), 1) == accepted(marked(plain), 1)
    assert accepted(marked(consolidation), -1) == accepted(marked(consolidate(code(), [])), -1)


def test_marks_are_read_back_as_they_were_kept() -> None:
    """What is kept is small, and gives the whole schedule again: changed, inserted and omitted, notes too."""
    for consolidation in (done(), apply(Effect("2.11", "omitted", label="XYZ C1.3", part=Part("footnote")))):
        marks = marked(consolidation)
        written = json.loads(json.dumps(kept(marks)))
        assert schedule_of(written, consolidation.expression.provisions) == marks
    assert kept(marked(consolidate(code(), []))) == {}


def test_every_mark_names_its_instruction() -> None:
    """Nothing is changed, inserted or omitted by nobody, and by the right instruction."""
    found = {}

    def collect(items: tuple) -> None:
        for item in items:
            if item.standing != "kept":
                found[item.node.label] = [ref.instruction for ref in item.by]
            collect(item.children)

    collect(marked(done()))
    assert found == {
        "XYZ C1.1": ["2.2"], "XYZ C1.3": ["2.3"], "XYZ C8": ["2.4"], None: ["2.4"],
        "Index/XYZ D2": ["2.5"], "XYZ D2": ["2.5"], "XYZ D2.1": ["2.5"],
    }  # fmt: skip


def test_an_omitted_footnote_is_marked_by_its_instruction() -> None:
    """Notes have no label; the mark names the instruction all the same."""
    consolidation = apply(Effect("2.11", "omitted", label="XYZ C1.3", part=Part("footnote")))
    (note,) = [item for item in marked(consolidation) if item.standing == "omitted"]
    assert [ref.instruction for ref in note.by] == ["2.11"]


class _Tags(HTMLParser):
    """Counts tags and checks that they nest."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.ids += [value or "" for name, value in attrs if name == "id"]


def test_html_is_one_page_that_needs_nothing_else() -> None:
    """Text is escaped, ids are unique, no script and no address outside the page."""
    page = str(render(done(), None, "html"))
    tags = _Tags()
    tags.feed(page)
    assert "<b>New" not in page
    assert "&lt;b&gt;New" in page
    assert not {"script", "link", "img", "b"} & set(tags.counts)
    assert len(tags.ids) == len(set(tags.ids))
    assert "http" not in page.replace("http-equiv", "")
    assert "lang=en" in page


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_says_what_it_is(form: str) -> None:
    """Unofficial, from which base and instruments, what failed, whether verified."""
    consolidation = done()
    page = str(render(consolidation, None, form)).replace("\\", "")
    for words in ("Unofficial", "xyz@2025-01-02", "xyz-amendments-1", "4 of 5", "Not verified", "target not found"):
        assert words in page
    checked = str(render(consolidation, verify(consolidation.expression, code()), form))
    assert "provisions agree" in checked


def test_word_file_has_tracked_changes_by_instruction() -> None:
    """Insertions and deletions are revisions whose author is the instruction; the bytes are the same every time."""
    data = render(done(), None, "docx")
    assert isinstance(data, bytes)
    assert data == render(done(), None, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = fromstring(archive.read("word/document.xml"))
    authors = {mark.get(f"{WORD}author") for kind in ("ins", "del") for mark in root.iter(f"{WORD}{kind}")}
    assert authors == {f"xyz-amendments-1, {num}" for num in ("2.2", "2.3", "2.4", "2.5")}
    deleted = "".join(text.text or "" for text in root.iter(f"{WORD}delText"))
    assert "A watch is dull." in deleted
    assert "Unofficial" in "".join(text.text or "" for text in root.iter(f"{WORD}t"))


@pytest.fixture(scope="module")
def schema() -> object:
    """The published schema of Akoma Ntoso 3.0."""
    from lxml import etree

    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def test_akn_is_valid_and_reads_back_to_the_same_tree(schema) -> None:
    """A version, a derived version with its amendments, an instrument, an empty document."""
    from lxml import etree

    consolidation = done()
    amendments = instrument(Effect("2.1", "omitted", work="xyz", label="XYZ C1.1"))
    cases = [(code(), None), (consolidation.expression, consolidation), (amendments, None)]
    for expression, how in cases:
        data = to_akn(expression, how)
        assert schema.validate(etree.fromstring(data)), list(schema.error_log)[:3]
        back = from_akn(data)
        assert back.provisions == expression.provisions
        assert (back.title, back.version, back.status) == (expression.title, expression.version, expression.status)


def test_akn_names_the_amendments_and_is_not_authoritative() -> None:
    """Passive modifications with source and destination; FRBRauthoritative false; the notice."""
    consolidation = done()
    root = fromstring(to_akn(consolidation.expression, consolidation))
    mods = root.findall(f".//{{{NAMESPACE}}}passiveModifications/{{{NAMESPACE}}}textualMod")
    assert [mod.get("type") for mod in mods] == ["substitution", "repeal", "insertion", "renumbering"]
    ids = {element.get("eId") for element in root.iter()}
    targets = [
        t.get("href", "")
        for mod in mods
        if mod.get("type") != "repeal"
        for t in mod.iter(f"{{{NAMESPACE}}}destination")
    ]
    assert {target.removeprefix("#") for target in targets} <= ids
    assert root.find(f".//{{{NAMESPACE}}}FRBRauthoritative").get("value") == "false"
    assert "Unofficial" in "".join(root.itertext())


TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    max_size=20,
)
LINES = st.lists(TEXT, max_size=3).map("\n".join)
LEAVES = st.builds(
    lambda kind, label, heading, text, at: Provision(
        kind, label, heading=heading, text=text, printed="1)", source=Span(1, 2, 3, (0.5, 1.0, 2.0, 3.0)),
        marks=(Mark(min(at, len(text)), "1", "[1]"),) if text else (),
    ),
    st.sampled_from(["section", "measure", "paragraph", "text", "footnote", "row", "definition"]),
    st.sampled_from([None, "XYZ C1", "XYZ C1.1(a)", "Definition/a b@Section 5"]), st.none() | TEXT, LINES,
    st.integers(0, 20),
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(lambda node, below: node.with_children(tuple(below)), LEAVES, st.lists(inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, max_size=3))
def test_akn_round_trip_of_any_tree(schema, nodes: list[Provision]) -> None:
    """Whatever the text, the tree comes back as it was and the file is valid."""
    from lxml import etree

    expression = Expression("Any", "code", tuple(nodes), work="any")
    data = to_akn(expression)
    assert from_akn(data).provisions == expression.provisions
    assert schema.validate(etree.fromstring(data)), list(schema.error_log)[:3]


def test_akn_refuses_what_it_cannot_carry() -> None:
    """A control character is an error, not a loss."""
    with pytest.raises(UsageError, match=r"U\+000B"):
        to_akn(Expression("x", "code", (Provision("text", text="a\vb"),)))


def test_exports_carry_everything_and_say_what_they_are() -> None:
    """JSON reads back; CSV has a row for each node; every form of a derived version is called unofficial."""
    import json

    expression = done().expression
    data = json.loads(export(expression, "json"))
    assert from_json(data).provisions == expression.provisions
    rows = list(csv.DictReader(io.StringIO(str(export(expression, "csv")))))
    assert len(rows) == sum(1 for root in expression.provisions for _ in root.walk())
    assert "Unofficial" in data["notice"]
    assert all("Unofficial" in row["notice"] for row in rows)
    assert "Unofficial" in str(export(expression, "markdown"))
    with zipfile.ZipFile(io.BytesIO(bytes(export(expression, "docx")))) as archive:  # type: ignore[arg-type]
        assert b"Unofficial" in archive.read("word/document.xml")
