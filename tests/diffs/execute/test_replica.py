"""The replica's instruments on its codes, and a section of an Act before and after: known results."""

import functools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from truth_files import code, run_together, truth

from corpus.catalogue import load
from corpus.effect import Effect
from corpus.provision import Provision, find
from corpus.text import fold
from corpus.work import Expression
from diffs.execute.consolidate import Consolidation, consolidate
from diffs.execute.verify import match_instruments, verify
from parser.document import interpret, parse
from parser.readers.blocks import Reading

BASES = {"pcu": "pcu-issued-2025-07-04", "icu": "icu-issued-2025-02-24", "ics": "ics-issued-2025-02-24"}
ICU, ICU_2 = "icu-amendments-2026-06", "icu-amendments-2-2026-06"
INSTRUMENTS = ["pcu-amendments-2026-06", ICU, "ics-amendments-2026-06", ICU_2]


@functools.cache
def site() -> Path:
    """The replica's pages."""
    folder = Path(__file__).resolve().parents[3] / "../shared/replica/site"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the project")
    return folder


@functools.cache
def instrument(name: str) -> Expression:
    """An instrument of the replica as the parser reads its content-API item."""
    address = truth("amendments")[INSTRUMENTS.index(name)]["instrument"].removeprefix("https://www.gov.uk/")
    path = site() / "www.gov.uk/api/content" / f"{address}.json"
    catalogue = load()
    return parse(path.read_bytes(), name=path.name, work=catalogue.work(name), schemes=catalogue.schemes())


@functools.cache
def amended(*names: str) -> Consolidation:
    """Instruments executed on the code they amend."""
    return consolidate(code(BASES[names[0][:3]]), [instrument(name) for name in names])


def printed(date: str, seen: Callable[[Path], Reading]) -> Expression:
    """A dated ICU code of the replica as the parser reads its PDF."""
    name = f"illegal-content-codes-of-practice-for-user-to-user-services-{date}*"
    path = next(found for folder in (site(), site().with_name("site-later")) for found in folder.rglob(name))
    catalogue = load()
    return interpret(seen(path), work=catalogue.work("icu"), schemes=catalogue.schemes())


def shown(done: Consolidation, label: str) -> str | None:
    """A provision as the truth files print it."""
    node = find(done.expression.provisions, label)
    return fold(run_together(node)) if node else None


def paragraph_of(target: str) -> str:
    """The paragraph an item belongs to."""
    return target.partition("(")[0]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_effect_gives_the_known_text(name: str) -> None:
    """The last text that the truth gives for each paragraph is the text of the derived version."""
    done = amended(name) if name != ICU_2 else amended(ICU, ICU_2)
    assert [outcome for outcome in done.outcomes if outcome.state != "applied"] == []
    final: dict[str, str | None] = {}
    for effect in truth("amendments")[INSTRUMENTS.index(name)]["effects"]:
        if re.fullmatch(r"[A-Z]{3} [A-Z]\d+\.\d+[A-Z]?(\([a-z]+\))?", effect["target"]):
            renumbered = effect["op"] == "renumber"
            label = effect["after"] if renumbered else paragraph_of(effect["target"])
            final[label] = effect["text"] if renumbered else effect["after"]
            if effect["op"] == "omit footnote":
                del final[label]
    assert final
    assert {label: shown(done, label) for label in final} == {
        label: None if text is None else fold(text) for label, text in final.items()
    }


def test_the_first_icu_instrument_gives_the_published_consolidation(seen: Callable[[Path], Reading]) -> None:
    """Nothing differs but paragraph 1.2, which states the document's status, and the cover."""
    derived = consolidate(printed("24-feb", seen), [instrument(ICU)])
    result = verify(derived.expression, printed("9sep2026", seen))
    assert [each.label for each in result.provisions if each.result != "identical"] == ["Front matter", "1.2"]
    assert result.counts["identical"] > 600


def test_the_second_icu_instrument_needs_the_first() -> None:
    """Alone, paragraph 2.6 finds no ICU C14; on the stack it is applied, and the dependence is reported."""
    alone = amended(ICU_2)
    assert [outcome.num for outcome in alone.outcomes if outcome.state != "applied"] == ["2.6"]
    assert "there is no ICU C14.6" in str(next(o for o in alone.outcomes if o.num == "2.6").reason)
    stack = amended(ICU, ICU_2)
    assert stack.complete
    assert {(overlap.kind, overlap.second.instruction) for overlap in stack.overlaps} >= {
        ("made before", "2.6"),
        ("order", "2.6"),
    }


def test_crisis_measures_stand_in_order_and_reserved_numbers_are_in_the_ledger() -> None:
    """C11 and C12 after C8 in Section 4/C and in the index; C9 and C10 reserved, with the footnote as reason."""
    done = amended("pcu-amendments-2026-06")
    for parent in ("Section 3", "Section 4/C"):
        node = find(done.expression.provisions, parent)
        assert node is not None
        names = [(child.label or "").removeprefix("Index/") for child in node.children]
        start = names.index("PCU C8")
        assert names[start : start + 3] == ["PCU C8", "PCU C11", "PCU C12"]
    assert [entry.label for entry in done.expression.reserved] == ["PCU C9", "PCU C10"]
    assert all("not used" in entry.reason for entry in done.expression.reserved)


def test_a_published_version_is_matched_to_its_instrument() -> None:
    """By effects alone: the first ICU instrument and no other."""
    published, previous = code("icu-consolidated-2026-09-09"), code("icu-issued-2025-02-24")
    found = match_instruments(published, [instrument(name) for name in INSTRUMENTS], previous)
    assert [each.instrument for each in found if each.included] == [ICU]


def test_an_instrument_on_the_wrong_code_or_the_later_version_changes_nothing() -> None:
    """Another code, and a version that includes the instrument already."""
    for name in ("pcs-issued-2025-07-04", "icu-consolidated-2026-09-09"):
        base = code(name)
        done = consolidate(base, [instrument(ICU)])
        assert {outcome.state for outcome in done.outcomes} == {"not_applied"}
        assert done.expression.provisions == base.provisions


def section(path: Path) -> Expression:
    """One section of an Act from its XML, as far as this test needs it."""
    from lxml import etree

    root = etree.parse(str(path)).getroot()
    name = {"ns": "http://www.legislation.gov.uk/namespaces/legislation"}
    top = root.find(".//ns:P1", name)

    def read(element: etree._Element, label: str, level: int) -> Provision:
        number = "".join(element.find("ns:Pnumber", name).itertext()).strip()
        own = f"{label}({number})" if label else number
        body = element.find(f"ns:P{level}para", name)
        words = " ".join("".join(each.itertext()) for each in body.findall("ns:Text", name))
        below = tuple(read(child, own, level + 1) for child in body.findall(f"ns:P{level + 1}", name))
        return Provision(
            "paragraph" if level < 3 else "subparagraph", own, number, text=" ".join(words.split()), children=below
        )

    return Expression("Section", "code", (read(top, "", 1),))


def test_an_amendment_of_an_act_turns_the_one_text_into_the_other(shared: Path) -> None:
    """The words that the later text marks as substituted, written as an instruction, give the later text."""
    folder = shared / "real" / "legislation"
    before = section(folder / "ukpga-2000-38-section-19-2014-04-01.xml")
    after = section(folder / "ukpga-2000-38-section-19.xml")
    pairs = zip(before.provisions[0].walk(), after.provisions[0].walk(), strict=True)
    effects = [substitution(old, new) for old, new in pairs if old.text != new.text]
    done = consolidate(before, [Expression("Act", "amendment", (), work="act", effects=tuple(effects))])
    assert len(effects) == 1
    assert done.complete
    assert done.expression.provisions == after.provisions


def substitution(old: Provision, new: Provision) -> Effect:
    """ "For … substitute …", from where two texts begin and cease to differ, in whole words."""
    left, right = old.text.split(), new.text.split()
    start = next(i for i, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1])
    end = next(i for i, pair in enumerate(zip(left[::-1], right[::-1], strict=False)) if pair[0] != pair[1])
    words = " ".join(left[start : len(left) - end])
    return Effect(
        "1", "words substituted", label=old.label, old_text=words, new_text=" ".join(right[start : len(right) - end])
    )
