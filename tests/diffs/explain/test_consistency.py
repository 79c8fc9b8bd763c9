"""Where a text does not agree with itself: each planted fault is found, a sound text has none."""

import random
from dataclasses import replace

import pytest

from corpus.provision import Provision
from corpus.work import Expression, Reference, Repair, Reserved
from diffs.explain.consistency import findings, left_behind, reached

NUMBERS = range(1, 9)


def paragraph(label: str, text: str) -> Provision:
    """A numbered paragraph."""
    return Provision("paragraph", label, label.rpartition(" ")[2], text=text)


def measure(number: int, services: str) -> Provision:
    """A measure with its Application paragraph and two of its own."""
    label = f"LMP C{number}"
    said = Provision(
        "group", heading="Application", children=(paragraph(f"{label}.1", f"For {services}, see Section 4."),)
    )
    own = Provision(
        "group", heading="Recommendation", children=tuple(paragraph(f"{label}.{n}", "Trim it.") for n in (2, 3))
    )
    return Provision("measure", label, f"C{number}", f"Lamp {number}", children=(said, own))


def services(number: int) -> str:
    """Different services for each measure."""
    kinds = (
        "every harbour",
        "a large harbour",
        "a large or multi-risk harbour",
        "a harbour with more than 700,000 ships",
    )
    return kinds[number % 4]


def code(
    measures: tuple[Provision, ...], entries: tuple[Provision, ...], terms: tuple[Provision, ...] = ()
) -> Expression:
    """A small code: index, measures, definitions; C9 is set aside; each measure refers to the one before."""
    terms = terms or (Provision("definition", "Definition/lamp@Section 5", text="lamp\nwhat gives light"),)
    sections = (
        Provision("section", "Section 3", "3", "Index", children=entries),
        Provision("section", "Section 4", "4", "Measures", children=measures),
        Provision("section", "Section 5", "5", "Terms", children=terms),
    )
    refs = tuple(
        Reference(f"LMP C{n}.3", f"LMP C{n - 1}.2", f"paragraph C{n - 1}.2", "internal") for n in NUMBERS if n > 1
    )
    return Expression("Lamp Code", "code", sections, references=refs, reserved=(Reserved("LMP C9", "set aside"),))


def entry(number: int, title: str = "", says: str = "") -> Provision:
    """A row of the index."""
    text = f"{says or services(number)}\nSection 12(2)"
    return Provision("index_entry", f"Index/LMP C{number}", f"C{number}", title or f"Lamp {number}", text)


def sound() -> Expression:
    """A code that agrees with itself."""
    return code(tuple(measure(n, services(n)) for n in NUMBERS), tuple(map(entry, NUMBERS)))


def test_a_sound_code_has_no_findings() -> None:
    """Numbers of sections in rows, references to other texts and to what is there are none."""
    text = sound()
    assert findings(text) == ()
    other = Reference("LMP C1.2", "xyz#XYZ C1", "XYZ C1", "external")
    assert findings(replace(text, references=(*text.references, other))) == ()


def planted(kind: str, chance: random.Random) -> tuple[Expression, str]:
    """A code with one fault of a kind at a random place, and where it is."""
    n = chance.choice(list(NUMBERS)[1:])
    measures = [measure(m, services(m)) for m in NUMBERS]
    entries = [entry(m) for m in NUMBERS]
    terms: tuple[Provision, ...] = ()
    more: tuple[Reference, ...] = ()
    at = f"LMP C{n}"
    if kind == "number_twice":
        measures.append(measure(n, services(n)))
        at = f"LMP C{n}"
    elif kind == "term_twice":
        terms = tuple(
            Provision("definition", "Definition/lamp@Section 5", text=f"lamp\n{m}") for m in ("a light", "a dark")
        )
        at = "Definition/lamp@Section 5"
    elif kind == "index_without_measure":
        del measures[n - 1]
        at = f"Index/LMP C{n}"
    elif kind == "measure_without_index":
        del entries[n - 1]
    elif kind == "index_title":
        entries[n - 1] = entry(n, "Fog")
        at = f"Index/LMP C{n}"
    elif kind == "index_application":
        entries[n - 1] = entry(
            n, says="a harbour at medium risk" if chance.random() < 0.5 else "a harbour with more than 7,000,000 ships"
        )
        at = f"Index/LMP C{n}"
    else:
        target = "LMP C9" if kind == "reference_reserved" else f"LMP C{n}.{chance.randint(4, 9)}"
        at = f"LMP C{chance.choice(list(NUMBERS))}.2"
        more = (Reference(at, target, f"paragraph {target}", "internal"),)
    text = code(tuple(measures), tuple(entries), terms)
    return replace(text, references=(*text.references, *more)), at


@pytest.mark.parametrize(
    "kind",
    ["number_twice", "term_twice", "index_without_measure", "measure_without_index", "index_title", "index_application",
     "reference_missing", "reference_reserved"],
)  # fmt: skip
def test_every_planted_fault_is_found(kind: str) -> None:
    """At each of forty random places, of its kind and where it is."""
    chance = random.Random(kind)
    for _ in range(40):
        text, at = planted(kind, chance)
        assert (kind, at) in [(each.kind, each.at) for each in findings(text)]


def test_a_reference_left_to_a_number_that_another_has_now() -> None:
    """C2.2 is C2.3 now and C3.3 still says C2.2; a reference that was made anew is none."""
    before = sound()
    found = left_behind(before, before, [("LMP C2.2", "LMP C2.3")])
    assert [(each.kind, each.at, each.other) for each in found] == [("reference_renumbered", "LMP C3.3", "LMP C2.3")]
    made = replace(before, references=(Reference("LMP C8.2", "LMP C2.2", "paragraph C2.2", "internal"),))
    assert left_behind(before, made, [("LMP C2.2", "LMP C2.3")]) == ()


def test_an_item_that_its_paragraph_has_not() -> None:
    """C1.2 stands and has no (d), nor any item."""
    text = replace(sound(), provisions=sound().provisions[1:])
    cites = replace(text, references=(Reference("LMP C3.2", "LMP C1.2(d)", "paragraph C1.2(d)", "internal"),))
    assert [each.kind for each in findings(cites)] == ["reference_missing"]


def test_a_row_may_leave_out_what_is_spared_by_its_size() -> None:
    """ "other than a small quay" says nothing of the size of the harbours that the measure is for."""
    entries = tuple(map(entry, NUMBERS))
    measures = [measure(n, services(n)) for n in NUMBERS]
    measures[0] = measure(1, f"{services(1)}, other than a small quay")
    assert findings(code(tuple(measures), entries)) == ()


def test_conditions_of_a_longer_series_are_another_texts() -> None:
    """Without an index a number of the same prefix may be another document's; one the version before had is not."""
    text = replace(sound(), provisions=sound().provisions[1:])
    cites = replace(text, references=(Reference("LMP C1.2", "LMP C77", "C77", "internal"),))
    assert findings(cites) == ()
    former = replace(text, provisions=(*text.provisions, measure(77, "every harbour")))
    assert [each.kind for each in findings(cites, former)] == ["reference_missing"]


def test_a_measure_behind_the_last_and_an_annex_that_is_not_there() -> None:
    """A text with every measure from the first on has no other; it cites annexes as its own where it has the first."""
    text = replace(sound(), provisions=sound().provisions[1:], reserved=())
    for target in ("LMP C10", "Annex 4", "Appendix B"):
        cites = replace(text, references=(Reference("LMP C1.2", target, target, "internal"),))
        assert [each.kind for each in findings(cites)] == ["reference_missing"]
    first = (*text.provisions[0].children[:2], *text.provisions[0].children[3:])
    part = replace(text, provisions=(replace(text.provisions[0], children=first), *text.provisions[1:]))
    cites = replace(part, references=(Reference("LMP C1.2", "LMP C10", "C10", "internal"),))
    assert findings(cites) == ()


def test_what_the_parser_met_twice() -> None:
    """A number printed again, and a term defined again in other words; in the same words it is none."""
    again = Provision("text", text="lamp\na dark")
    same = Provision("text", text="lamp\nwhat gives light")
    repair = Repair("repeated_label", "Definition/lamp@Section 5", "printed again")
    text = replace(sound(), provisions=(*sound().provisions, again), repairs=(repair,))
    assert [each.kind for each in findings(text)] == ["term_twice"]
    assert findings(replace(text, provisions=(*sound().provisions, same))) == ()
    number = replace(sound(), repairs=(Repair("repeated_label", "LMP C2.2", "printed again"),))
    assert [(each.kind, each.at) for each in findings(number)] == [("number_twice", "LMP C2.2")]


def test_what_a_change_reaches() -> None:
    """What cites it from outside; not what stands in it, nor a definition for it alone."""
    text = sound()
    inside = Reference("Definition/fog@LMP C1", "LMP C1.2", "C1.2", "internal")
    found = reached([("LMP C1", "modified")], replace(text, references=(*text.references, inside)))
    assert [(each.label, each.cited_by) for each in found] == [("LMP C1", ("LMP C2.3",))]


def test_words_without_a_number_that_cite_are_said_to_be_that() -> None:
    """A list of who cites has no empty place in it."""
    text = sound()
    bare = Reference("", "LMP C1", "C1", "internal")
    found = reached([("LMP C1", "modified")], replace(text, references=(bare, *text.references)))
    assert found[0].cited_by == ("words without a number", "LMP C2.3")
