"""A small code in our own words, and effects on it: what tests of consolidation start from."""

from dataclasses import replace

from corpus.effect import Effect
from corpus.provision import Mark, Provision
from corpus.work import Expression, Footnote
from diffs.execute.consolidate import Consolidation, consolidate


def paragraph(label: str, text: str, *items: str, kind: str = "paragraph") -> Provision:
    """A paragraph; each item begins with its enumerator: `a) words`."""
    children = []
    for item in items:
        mark, _, words = item.partition(" ")
        num = mark.rstrip(")")
        children.append(Provision("subparagraph", f"{label}({num})", num, text=words, printed=mark))
    return Provision(kind, label, label.rsplit(maxsplit=1)[-1], text=text, children=tuple(children), printed=label)  # type: ignore[arg-type]


def measure(label: str, title: str, *paragraphs: Provision) -> Provision:
    """A measure with one group."""
    group = Provision("group", heading="Recommendation", children=paragraphs)
    return Provision("measure", label, label.rsplit(maxsplit=1)[-1], title, children=(group,), printed=label)


def entry(label: str, title: str, application: str = "All services", duties: str = "Section 9") -> Provision:
    """A row of the index."""
    text = f"{application}\n{duties}"
    row = Provision("index_entry", f"Index/{label}", label.rsplit(maxsplit=1)[-1], title, text, printed=label)
    return replace(row, application=application, duties=duties)


def definition(term: str, meaning: str) -> Provision:
    """A definition in the table of Section 5."""
    return Provision("definition", f"Definition/{term}@Section 5", text=f"{term}\n{meaning}")


def code() -> Expression:
    """Two subsections, an index, definitions, a footnote."""
    c1 = measure(
        "XYZ C1",
        "Keeping watch",
        paragraph("XYZ C1.1", "The provider should keep watch at night."),
        paragraph(
            "XYZ C1.2", "The watch should:", "a) begin at dusk;", "b) end at dawn; and", "c) be kept by two people."
        ),
        replace(
            paragraph("XYZ C1.3", "A watch is dull. It should be short. It may be kept in turns."),
            marks=(Mark(16, "1"),),
        ),
        paragraph("XYZ C1.4", "A short watch and a short rest follow XYZ C1.3."),
    )
    c2 = measure("XYZ C2", "Lighting lamps", paragraph("XYZ C2.1", "The provider should light a lamp."))
    d1 = measure("XYZ D1", "Ringing bells", paragraph("XYZ D1.1", "The provider’s bell should ring."))
    subsections = (
        Provision("subsection", "Section 4/C", "C", "Night", children=(c1, c2)),
        Provision("subsection", "Section 4/D", "D", "Day", children=(d1,)),
    )
    index = tuple(entry(node.label or "", node.heading or "") for node in (c1, c2, d1))
    terms = (definition("bell", "A thing that rings."), definition("lamp", "A thing that shines of a kind we know."))
    note = Provision("footnote", num="1", text="Turns are explained elsewhere.", printed="1")
    roots = (
        Provision("text", text="A code made up for tests"),
        Provision("section", "Section 3", "3", "Index of recommended measures", children=index),
        Provision("section", "Section 4", "4", "Recommended measures", children=subsections),
        Provision("section", "Section 5", "5", "Definitions and interpretation", children=terms),
        note,
    )
    footnotes = (Footnote("1", note.text, ("XYZ C1.3",)),)
    return Expression("XYZ Code", "code", roots, work="xyz", version="xyz@2025-01-02", footnotes=footnotes)


def instrument(*effects: Effect, work: str = "xyz-amendments-1") -> Expression:
    """An instrument with these effects."""
    return Expression("Amendments of the XYZ Code", "amendment", (), work=work, effects=effects)


def apply(*effects: Effect) -> Consolidation:
    """The small code after one instrument."""
    return consolidate(code(), [instrument(*effects)])
