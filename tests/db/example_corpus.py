"""Documents for the tests of `db`: small codes made by hand, and whole ones from the replica's truth.

A stored body is an expression as JSON (`corpus.as_json`), so that these tests need no grammar.
"""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus import as_json
from corpus.catalogue import Catalogue, Publisher
from corpus.effect import Effect
from corpus.provision import Provision
from corpus.snapshots import Sighting, SnapshotStore
from corpus.work import (
    SECTION_43,
    Ask,
    CataloguedVersion,
    Coverage,
    DatedEvent,
    Drop,
    Expression,
    Footnote,
    Reference,
    Repair,
    Reserved,
    Scheme,
    Signatory,
    Statement,
    Work,
)

BASE = "https://codes.example.org"


def grammar(body: bytes, **known: Any) -> Expression:
    """Stands for `parser.document.parse`: reads an expression kept as JSON; raises ValueError for anything else."""
    found = as_json.from_json(json.loads(body))
    assert isinstance(known["snapshot"], str)
    return found


def body(expression: Expression) -> bytes:
    """An expression as a stored body."""
    return json.dumps(as_json.to_json(expression), ensure_ascii=False).encode()


def paragraph(label: str, text: str, *items: str) -> Provision:
    """A numbered paragraph with items (a), (b) …"""
    letters = "abcdefghijklmnopqrstuvwxyz"
    children = tuple(
        Provision("subparagraph", f"{label}({letters[n]})", letters[n], text=item, printed=f"{letters[n]})")
        for n, item in enumerate(items)
    )
    return Provision("paragraph", label, label.partition(" ")[2] or label, text=text, printed=label, children=children)


def measure(label: str, title: str, **groups: tuple[Provision, ...]) -> Provision:
    """A measure whose groups are named by keyword."""
    children = tuple(
        Provision("group", heading=name.replace("_", " "), children=nodes) for name, nodes in groups.items()
    )
    return Provision("measure", label, label.partition(" ")[2], title, printed=label, children=children)


def entry(label: str, title: str, application: str, duties: str) -> Provision:
    """A row of the index of measures."""
    return Provision(
        "index_entry",
        f"Index/{label}",
        label.partition(" ")[2],
        title,
        f"{application}\n{duties}",
        printed=label,
        application=application,
        duties=duties,
    )


def code(day: str, *measures: Provision, index: tuple[Provision, ...] = (), title: str = "Example Code") -> Expression:
    """A small code with an index and one subsection of measures."""
    sections = (
        Provision("section", "Section 3", "3", "Index of recommended measures", children=index, printed="3"),
        Provision(
            "section",
            "Section 4",
            "4",
            "Recommended measures",
            printed="4",
            children=(
                Provision("subsection", "Section 4/C", "C", "Content moderation", children=measures, printed="C"),
            ),
        ),
    )
    when = (DatedEvent("issued", date.fromisoformat(day), f"Issued {day}"),)
    return Expression(title, "code", sections, dates=when, format="html", coverage=Coverage(100, 100, 0))


def crisis(days: int = 90) -> Provision:
    """A measure about crises in our own words."""
    definition = Provision("definition", "Definition/crisis@XYZ C3", text="crisis\na serious threat to public safety")
    return measure(
        "XYZ C3",
        "Answering crises",
        Application=(paragraph("XYZ C3.1", "This measure applies to a provider of a large service."),),
        Key_definitions=(definition,),
        Recommendation=(
            paragraph("XYZ C3.2", "The provider should write a protocol that:", "says who acts;", "says when it ends."),
            paragraph("XYZ C3.3", f"Within {days} days after a crisis the provider should review XYZ C3.2(a)."),
        ),
    )


def moderation(word: str = "review") -> Provision:
    """Another measure, with a word that versions may change."""
    return measure(
        "XYZ C1",
        "Content moderation function",
        Application=(paragraph("XYZ C1.1", "This measure applies to every provider."),),
        Recommendation=(paragraph("XYZ C1.2", f"The provider should {word} content, but should not delete evidence."),),
    )


def small_codes() -> tuple[Expression, Expression]:
    """A code as laid and as issued."""
    index = (entry("XYZ C1", "Content moderation function", "All services", "Section 10(2)"),)
    laid = code("2030-01-10", moderation(), index=index)
    issued = code("2030-03-01", moderation("swiftly review"), index=index)
    force = DatedEvent("in_force", date(2030, 3, 22), "In force: 22 March 2030")
    return laid, replace(issued, dates=(*issued.dates, force))


def instrument() -> Expression:
    """A draft of amendments that inserts XYZ C3."""
    row = entry("XYZ C3", "Answering crises", "Large services", "Section 10(2)")
    effects = (
        Effect("2.1", "entry inserted", "xyz", "Section 3", "appropriate", content=(row,), text="insert the entry"),
        Effect("2.2", "inserted", "xyz", "Section 4/C", "end", content=(crisis(),), text="at the end insert"),
    )
    nodes = (
        Provision(
            "section", "Section 1", "1", "Preamble", printed="1", children=(paragraph("1.1", "Ofcom issues this."),)
        ),
        Provision(
            "section",
            "Section 2",
            "2",
            "Amendments",
            printed="2",
            children=(
                paragraph("2.1", "In Section 3, in the appropriate place, insert–"),
                paragraph("2.2", "In Section 4, in subsection C, at the end insert–"),
            ),
        ),
    )
    return Expression(
        "Draft amendments to the Example Code",
        "amendment",
        nodes,
        status="laid",
        dates=(
            DatedEvent("published", date(2030, 6, 18), "Published 18 June 2030"),
            DatedEvent("in_force", None, "[21 days after issue]"),
        ),
        effects=effects,
        identifiers=(("isbn", "978-0-00-000000-2"),),
        footnotes=(Footnote("1", "A note in our words.", ("1.1",)),),
        references=(Reference("XYZ C3.3", "XYZ C3.2(a)", "XYZ C3.2(a)", "internal"),),
        repairs=(Repair("unclosed_quote", "2.2", "read to the end"),),
        reserved=(Reserved("XYZ C2", "proposed elsewhere"),),
        coverage=Coverage(120, 118, 2, (Drop("print button", "Print page"),)),
        format="govuk-html",
    )


def statement() -> Expression:
    """A statement with signatories and asks."""
    said = Statement(
        "open letter",
        "Example Coalition",
        "The Secretary of State",
        (Signatory("Example Charity"), Signatory("A. Person", "Chair", "Example Trust", "person", "Experts")),
        (Ask("1", "Close the gap", "We ask that XYZ C1 applies to every service."),),
    )
    nodes = (
        Provision("heading", heading="Open letter"),
        Provision("text", text="We ask that XYZ C1 applies to every service."),
    )
    return Expression(
        "Open letter on the Example Code",
        "statement",
        nodes,
        statement=said,
        dates=(DatedEvent("published", date(2030, 2, 1), "1 February 2030"),),
        references=(Reference("", "xyz#XYZ C1", "XYZ C1", "external"),),
        format="html",
    )


def catalogue() -> Catalogue:
    """A catalogue of the documents above."""
    versions = (
        CataloguedVersion("2030-01-10", "laid", (f"{BASE}/laid",)),
        CataloguedVersion("2030-03-01", "in_force", (f"{BASE}/issued",)),
    )
    drafts = (CataloguedVersion("2030-06-18", "laid", (f"{BASE}/draft",)),)
    return Catalogue(
        (Publisher("example", "Example Regulator", "Open Government Licence v3.0"),),
        (
            Work("xyz", "code", "Example Code", "example", scheme=Scheme("XYZ"), versions=versions),
            Work(
                "xyz-draft",
                "amendment",
                "Draft amendments to the Example Code",
                "example",
                amends=("xyz",),
                versions=drafts,
                procedure=SECTION_43,
            ),
            Work(
                "letter",
                "statement",
                "Open letter on the Example Code",
                "example",
                licence="Copyright of the authors; invented",
            ),
        ),
    )


def archive(
    data: Path, *documents: tuple[str, Expression | bytes], time: str = "2030-07-01T10:00:00+00:00"
) -> SnapshotStore:
    """Store documents under addresses, as a crawl would."""
    store = SnapshotStore(data / "snapshots")
    with store.writing():
        for address, document in documents:
            content = document if isinstance(document, bytes) else body(document)
            store.add(Sighting(f"{BASE}/{address}", "ok", time=time, http_status=200), content)
    return store


def example(data: Path) -> SnapshotStore:
    """The whole example corpus in one archive."""
    laid, issued = small_codes()
    return archive(
        data,
        ("laid", laid),
        ("issued", issued),
        ("draft", instrument()),
        ("letter", statement()),
        ("broken", b"not json"),
    )


def truth(path: Path) -> Expression:
    """A code of the replica from its truth file: illustrative text, our own words."""
    data = json.loads(path.read_text("utf-8"))
    nodes = []
    for title, content in data["sections"].items():
        match = re.match(r"(\d+) (.*)", title)
        if match is None:
            continue
        number, heading = match.groups()
        nodes.append(
            Provision("section", f"Section {number}", number, heading, printed=number, children=_content(content, data))
        )
    meta = data["meta"]
    when = (DatedEvent("issued", date.fromisoformat(meta["date"]), meta["date_words"]),)
    return Expression(meta["title"], "code", tuple(nodes), dates=when, format="pdf", coverage=Coverage(1, 1, 0))


def _content(content: list[dict[str, Any]], data: dict[str, Any]) -> tuple[Provision, ...]:
    found: list[Provision] = []
    for piece in content:
        if "subsection" in piece:
            label = f"Section 4/{piece['subsection']}"
            inside = tuple(_measure(m) for m in piece["measures"])
            found.append(
                Provision(
                    "subsection",
                    label,
                    piece["subsection"],
                    piece["title"],
                    children=inside,
                    printed=piece["subsection"],
                )
            )
        elif "application" in piece:
            found.append(entry(piece["id"], piece["title"], piece["application"], piece["duties"]))
        else:
            found.append(_paragraph(piece))
    return tuple(found)


def _measure(data: dict[str, Any]) -> Provision:
    groups = tuple(
        Provision("group", heading=part["heading"], children=tuple(_paragraph(p) for p in part["paragraphs"]))
        for part in data["parts"]
    )
    return Provision(
        "measure", data["id"], data["id"].partition(" ")[2], data["title"], printed=data["id"], children=groups
    )


def _paragraph(data: dict[str, Any]) -> Provision:
    items = [item["text"] for item in data["items"] if re.fullmatch(r"[a-z]\)", item["label"])]
    lead = data["text"].partition(" a) ")[0] if items else data["text"]
    return paragraph(data["id"], lead, *items)
