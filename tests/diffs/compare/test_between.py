"""Invariants of a comparison, and the rules of the contract one by one."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_edits import apply_edits, invert
from made_versions import WORDINGS, A, B, C, D, E, F, code, measure, para, section

from corpus.change import Change, Comparison
from corpus.effect import Effect
from corpus.provision import Mark, Provision
from corpus.work import Expression, Footnote
from diffs.compare.between import between, to_json

ROOT = Path(__file__).resolve().parents[3]
TEXTS = st.sampled_from(WORDINGS)
PARAGRAPHS = st.lists(st.one_of(TEXTS, st.tuples(TEXTS, TEXTS, TEXTS)), max_size=5)


def seen(before: Expression, after: Expression) -> list[tuple[object, ...]]:
    return [(change.kind, change.before, change.after) for change in between(before, after).changes]


@st.composite
def codes(draw: st.DrawFn) -> Expression:
    """A small code: few texts, so that wordings repeat, move and pass to other numbers."""
    measures = [
        measure(f"XYZ A{number}", draw(TEXTS), *draw(PARAGRAPHS)) for number in range(1, draw(st.integers(0, 4)) + 1)
    ]
    return code(section(*measures), version=f"v{draw(st.integers(1, 9))}")


@given(codes())
@settings(max_examples=60)
def test_a_version_does_not_differ_from_itself(version: Expression) -> None:
    """Comparing a version with itself finds nothing and pairs every label with itself."""
    comparison = between(version, version)
    assert comparison.changes == ()
    assert all(before == after for before, after in comparison.pairs)


@given(codes(), codes())
@settings(max_examples=150)
def test_each_label_is_in_at_most_one_change(before: Expression, after: Expression) -> None:
    """On either side a provision is reported once: as a change or along with one."""
    comparison = between(before, after)
    for side in (0, 1):
        named = Counter(label for change in comparison.changes for label in _labels(change, side))
        assert not {label: count for label, count in named.items() if count > 1}
        known = {pair[side] for pair in comparison.pairs}
        assert named.keys() <= known


def _labels(change: Change, side: int) -> list[str]:
    own = (change.before, change.after)[side]
    labels = [own] if isinstance(own, str) else list(own or ())
    return labels + [label for pair in change.provisions if (label := pair[side])]


@given(codes(), codes())
@settings(max_examples=100)
def test_edits_of_every_change_lead_there_and_back(before: Expression, after: Expression) -> None:
    """The edits of a change give the later words from the earlier, and inverted the earlier."""
    for change in between(before, after).changes:
        earlier = "".join(text for operation, text in change.edits if operation <= 0)
        later = "".join(text for operation, text in change.edits if operation >= 0)
        assert apply_edits(earlier, change.edits) == later
        assert apply_edits(later, invert(change.edits)) == earlier


@given(codes(), codes())
@settings(max_examples=100)
def test_every_label_is_paired(before: Expression, after: Expression) -> None:
    """The lineage of a step names each label of either version."""
    pairs = between(before, after).pairs
    for side, version in enumerate((before, after)):
        assert {pair[side] for pair in pairs} - {None} == {
            node.label for root in version.provisions for node in root.walk()
        }


@given(codes(), st.data())
@settings(max_examples=60)
def test_typography_is_no_change(version: Expression, data: st.DataObject) -> None:
    """Other spaces, quotes and dashes give no change, only a count."""
    shapes = st.sampled_from([(" ", "\u00a0"), (" ", "  "), ("-", "\u2011"), (".", "\u00ad.")])
    old, new = data.draw(shapes)

    def reprint(node: Provision) -> Provision:
        heading = node.heading.replace(old, new) if node.heading else None
        return replace(
            node, text=node.text.replace(old, new), heading=heading, children=tuple(map(reprint, node.children))
        )

    comparison = between(version, replace(version, provisions=tuple(map(reprint, version.provisions))))
    assert comparison.changes == ()


PROGRAM = """
import json, sys
sys.path.insert(0, {folder!r})
from made_versions import SENTENCES, code, measure, section
from diffs.compare.between import between, to_json
texts = [" ".join(SENTENCES[i:] + SENTENCES[:i]) for i in range(7)]
def made(letters, titles, start):
    return code(*(
        section(*(
            measure(f"XYZ {{l}}{{n}}", f"Title {{n % titles}}", *texts[n % start:]) for n in range(1, 8)
        ), letter=l) for l in letters
    ))
a, b = made("AB", 3, 5), made("BA", 2, 4)
c = between(a, b)
print(json.dumps([to_json(c), c.pairs]))
"""


def test_the_same_under_any_hash_seed() -> None:
    """Two processes with different hash seeds print the same bytes."""
    program = PROGRAM.format(folder=str(Path(__file__).parents[1]))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop())[0]["changes"]


def test_an_inserted_paragraph_renumbers_the_rest_once_each() -> None:
    """The paragraphs after an insertion are renumbered, one change each, without edits."""
    before, after = code(measure("XYZ A1", "Title", A, B, C)), code(measure("XYZ A1", "Title", A, D, B, C))
    assert seen(before, after) == [
        ("added", None, "XYZ A1.2"),
        ("renumbered", "XYZ A1.2", "XYZ A1.3"),
        ("renumbered", "XYZ A1.3", "XYZ A1.4"),
    ]
    assert all(not change.edits for change in between(before, after).changes if change.kind == "renumbered")


def test_a_renumbered_measure_takes_its_paragraphs_with_it() -> None:
    """One change for the measure; a paragraph whose words changed as well is a change of its own."""
    before = code(section(measure("XYZ A1", "First", A, B), measure("XYZ A2", "Second", C, D)))
    after = code(
        section(
            measure("XYZ A1", "First", A, B),
            measure("XYZ A2", "New", E, F),
            measure("XYZ A3", "Second", C, D[:-1] + " again."),
        )
    )
    changes = between(before, after).changes
    assert [(change.kind, change.before, change.after) for change in changes] == [
        ("added", None, "XYZ A2"),
        ("renumbered", "XYZ A2", "XYZ A3"),
        ("renumbered", "XYZ A2.2", "XYZ A3.2"),
    ]
    assert changes[1].provisions == (("XYZ A2.1", "XYZ A3.1"),)
    assert changes[2].edits


def test_a_measure_is_followed_to_another_subsection() -> None:
    """A moved measure is one change with its paragraphs."""
    moved = measure("XYZ A2", "Second", C, D)
    before = code(section(measure("XYZ A1", "First", A), moved), section(measure("XYZ B1", "Third", E), letter="B"))
    after = code(
        section(measure("XYZ A1", "First", A)),
        section(measure("XYZ B1", "Third", E), measure("XYZ B2", "Second", C, D), letter="B"),
    )
    (change,) = between(before, after).changes
    assert (change.kind, change.before, change.after) == ("moved", "XYZ A2", "XYZ B2")
    assert change.provisions == (("XYZ A2.1", "XYZ B2.1"), ("XYZ A2.2", "XYZ B2.2"))


def test_a_changed_item_is_not_a_change_of_its_paragraph() -> None:
    """Only the item is reported, by its own label."""
    before = code(measure("XYZ A1", "Title", ("The report should give:", "the number of users;", "the date.")))
    after = code(measure("XYZ A1", "Title", ("The report should give:", "the number of child users;", "the date.")))
    assert seen(before, after) == [("modified", "XYZ A1.1(a)", "XYZ A1.1(a)")]


def test_closing_words_belong_to_the_paragraph() -> None:
    """An unlabelled text under a paragraph is part of it."""

    def version(closing: str) -> Expression:
        paragraph = para("1.1", "The provider should:", "act;", "record.")
        closed = replace(paragraph, children=(*paragraph.children, Provision("text", text=closing)))
        return code(Provision("section", "Section 1", "1", "Start", children=(closed,)))

    (change,) = between(version("unless it is not able to."), version("unless it is able to.")).changes
    assert (change.kind, change.before) == ("modified", "1.1")
    assert (-1, " not") in change.edits


def test_a_heading_is_a_change_of_its_own_provision() -> None:
    """A measure is modified when its heading is, and its paragraphs are not."""
    changes = between(code(measure("XYZ A1", "Old title", A)), code(measure("XYZ A1", "New title", A))).changes
    assert [(change.kind, change.before, change.edits) for change in changes] == [
        ("modified", "XYZ A1", ((-1, "Old"), (1, "New"), (0, " title")))
    ]


def test_a_note_belongs_to_the_provision_that_refers_to_it() -> None:
    """A changed footnote is a modification of the paragraph with its mark, a new number of it is not."""

    def version(num: str, text: str) -> Expression:
        paragraph = replace(para("1.1", A), marks=(Mark(5, num),))
        note = Provision("footnote", num=num, text=text)
        provisions = (Provision("section", "Section 1", "1", "Start", children=(paragraph, para("1.2", B))), note)
        return Expression("A code", "code", provisions, footnotes=(Footnote(num, text, ("1.1",)),))

    assert seen(version("1", C), version("1", C.replace("why", "how"))) == [("modified", "1.1", "1.1")]
    assert seen(version("1", C), version("2", C)) == []


def test_what_an_instrument_inserts_is_compared() -> None:
    """A silent edit inside the words to be inserted is seen under its own label."""

    def version(days: str) -> Expression:
        instruction = Provision("paragraph", "2.3", "2.3", text="At the end insert–")
        content = (measure("XYZ C9", "Crisis", A, f"Within {days} days a report should be made."),)
        effect = Effect("2.3", "inserted", "xyz", "Section 4/C", content=content)
        return Expression("Amendments", "amendment", (instruction,), effects=(effect,))

    assert seen(version("90"), version("60")) == [("modified", "XYZ C9.2", "XYZ C9.2")]


def test_words_before_the_first_provision_are_kept_apart() -> None:
    """A cover's date is shown but is not a change of a provision."""
    before = code(Provision("text", text="Laid: 24 April"), measure("XYZ A1", "Title", A))
    after = code(Provision("text", text="Issued: 4 July"), measure("XYZ A1", "Title", A))
    comparison = between(before, after)
    assert comparison.changes == ()
    assert comparison.front
    assert to_json(comparison)["front"]


def test_a_document_without_numbers_is_compared_too() -> None:
    """Unlabelled text is reported under its heading, by its path."""

    def version(text: str) -> Expression:
        return Expression("Guidance", "guidance", (Provision("heading", heading="Aims"), Provision("text", text=text)))

    (change,) = between(version(A), version(A.replace("should", "should not"))).changes
    assert (change.kind, change.before, change.after, change.heading) == ("modified", "~2", "~2", "Aims")
    assert (1, " not") in change.edits


def test_an_empty_version() -> None:
    """Everything was added, or everything removed, topmost once."""
    full, empty = code(section(measure("XYZ A1", "Title", A, B))), code()
    assert seen(empty, full) == [("added", None, "Section 4/A")]
    assert seen(full, empty) == [("removed", "Section 4/A", None)]
    assert seen(empty, empty) == []


def _many(count: int) -> Comparison:
    same = tuple(para(f"1.{number}", A) for number in range(1, count + 1))
    fewer = tuple(para(f"1.{number}", A) for number in range(1, count))
    one = Provision("section", "Section 1", "1", "Start", children=same)
    return between(code(one), code(replace(one, children=fewer)))


def test_ten_thousand_identical_paragraphs() -> None:
    """One of them removed is one change."""
    (change,) = _many(10_000).changes
    assert (change.kind, change.before) == ("removed", "1.10000")


def test_one_paragraph_of_a_hundred_thousand_words() -> None:
    """A lost word is found; a text that shares nothing is replaced as a labelled block."""
    words = [f"word{number % 977}" for number in range(100_000)]
    before = code(para("1.1", " ".join(words)))
    after = code(para("1.1", " ".join(words[:50_000] + words[50_001:])))
    (change,) = between(before, after).changes
    assert not change.coarse
    assert [operation for operation, _ in change.edits] == [0, -1, 0]
    other = code(para("1.1", " ".join(f"other{number}" for number in range(100_000))))
    (change,) = between(before, other).changes
    assert change.coarse


def test_two_unrelated_documents() -> None:
    """Nothing of one is found in the other beyond equal numbers, in bounded time."""
    before = code(
        *(
            measure(
                f"XYZ A{n}",
                f"title {n}",
                *(f"alpha{n}x{k} beta{n} gamma{k} delta{n}y{k} eps{k}z{n}" for k in range(20)),
            )
            for n in range(100)
        )
    )
    after = code(
        *(
            measure(
                f"QRS B{n}", f"other {n}", *(f"one{n}q{k} two{n} three{k} four{n}w{k} five{k}v{n}" for k in range(20))
            )
            for n in range(100)
        )
    )
    assert {kind for kind, _, _ in seen(before, after)} == {"added", "removed"}


@pytest.mark.parametrize("copies", [1, 3])
def test_equal_siblings_are_paired_in_order(copies: int) -> None:
    """With the same wording several times over, an insertion before them renumbers each by one."""
    before = code(measure("XYZ A1", "Title", *[A] * copies, B))
    after = code(measure("XYZ A1", "Title", C, *[A] * copies, B))
    renumbered = [(f"XYZ A1.{n}", f"XYZ A1.{n + 1}") for n in range(1, copies + 2)]
    assert [(b, a) for kind, b, a in seen(before, after) if kind == "renumbered"] == renumbered


def test_json_says_of_each_change_what_it_does_to_a_duty() -> None:
    """As the reports do; where no duty, figure or limit changed the key is not there."""
    (before, after) = (
        code(section(measure("PCU F1", "Kites", text, other)))
        for text, other in (("A club must fly 5 kites.", "A red kite."), ("A club may fly 50 kites.", "A blue kite."))
    )
    first, second = to_json(between(before, after))["changes"]
    assert first["force"] == [
        {"direction": "weakened", "before": "must", "after": "may"},
        {"direction": "figure", "before": "5", "after": "50"},
    ]
    assert "force" not in second
