"""The proof of a comparison finds what a comparison says nothing of, and nothing where it is whole."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from made_versions import WORDINGS, A, B, C, code, measure, para, section

from cli import cli
from corpus.change import Comparison, Unaccounted
from corpus.effect import Effect
from corpus.provision import Mark, Provision
from corpus.work import Expression, Footnote
from diffs.apply.changed import Outcome, lines
from diffs.compare import between as compared
from diffs.compare.between import between, to_json
from diffs.compare.proof import unaccounted
from diffs.output.comparison_text import to_html, to_markdown, to_text

TEXTS = st.sampled_from(WORDINGS)
PARAGRAPHS = st.lists(TEXTS, max_size=4)
NUMBERS = st.lists(st.integers(1, 6), unique=True, max_size=4)
LOOSE = st.lists(TEXTS.map(lambda text: Provision("text", text=text)), max_size=3)


@st.composite
def versions(draw: st.DrawFn) -> Expression:
    """A code of measures, paragraphs, and words without a number."""
    measures = [measure(f"XYZ A{number}", draw(TEXTS), *draw(PARAGRAPHS)) for number in draw(NUMBERS)]
    loose = draw(LOOSE)
    return replace(code(section(*measures)), provisions=(*loose, *code(section(*measures)).provisions))


@given(versions(), versions())
@settings(max_examples=200)
def test_every_comparison_is_whole(before: Expression, after: Expression) -> None:
    """Whatever came, went, moved or got another number: each word and each provision is in some change."""
    assert between(before, after).unaccounted == ()


@given(versions(), versions(), st.integers(0, 99))
@settings(max_examples=200)
def test_a_change_that_is_left_out_is_found_out(before: Expression, after: Expression, place: int) -> None:
    """A comparison that passes over a change is not whole, unless another says the same words or only their order."""
    whole = between(before, after)
    telling = [change for change in whole.changes if change.kind in ("modified", "added", "removed") and change.edits]
    if not telling:
        return
    left_out = telling[place % len(telling)]
    gone, came = (Counter(" ".join(t for s, t in left_out.edits if s == sign).split()) for sign in (-1, 1))
    if gone == came:
        return
    words = {*gone, *came}
    others = " ".join(
        text
        for change in (*whole.changes, *whole.front)
        if change is not left_out
        for sign, text in change.edits
        if sign
    )
    if words & set(others.split()):
        return
    short = replace(whole, changes=tuple(change for change in whole.changes if change is not left_out))
    assert unaccounted(before, after, short)


def test_a_lost_word_is_named() -> None:
    """A "not" that went without a change is said to have gone, with its number."""
    before = code(section(measure("XYZ A1", "One", "The provider should not delay.", "It must keep records.")))
    after = code(section(measure("XYZ A1", "One", "The provider should delay.", "It must keep records.")))
    found = unaccounted(before, after, replace(between(before, after), changes=()))
    assert [one.sentence for one in found] == [
        "“not” went once more than the changes show",
        "XYZ A1.1 reads differently, and no change says so",
    ]


def test_a_provision_without_a_place_is_named() -> None:
    """A provision of either text that a comparison pairs with nothing, not even nothing, is named."""
    before, after = code(section(measure("XYZ A1", "One", A))), code(section(measure("XYZ A1", "One", A, B)))
    whole = between(before, after)
    short = replace(whole, pairs=tuple(pair for pair in whole.pairs if pair[1] != "XYZ A1.2"))
    assert [(one.kind, one.what) for one in unaccounted(before, after, short)] == [("provision come", "XYZ A1.2")]


def _instrument(*effects: Effect, numbers: tuple[str, ...]) -> Expression:
    paragraphs = tuple(para(number, f"After paragraph {number} insert–") for number in numbers)
    return Expression("Draft amendments", "amendment", paragraphs, effects=effects)


@pytest.mark.parametrize("turned", [False, True])
def test_what_a_removed_instruction_inserted_is_among_the_removed_words(turned: bool) -> None:
    """An instruction that goes takes what it would have inserted with it: those words are deletions."""
    payload = para("XYZ A1.9", "The provider should never sell records.")
    effect = Effect(instruction="2.2", type="inserted", text="", work="xyz", label="XYZ A1", content=(payload,))
    texts = _instrument(numbers=("2.1",)), _instrument(effect, numbers=("2.1", "2.2"))
    before, after = texts if turned else texts[::-1]
    found = between(before, after)
    assert found.unaccounted == ()
    assert any("never sell records" in text for change in found.changes for sign, text in change.edits if sign)


def test_the_note_of_a_removed_provision_is_among_the_removed_words() -> None:
    """A footnote goes with the provision it belongs to, and its words are deletions."""
    note = Provision("footnote", num="1", text="See the report of the committee.")
    first = replace(para("XYZ A9.1", C), marks=(Mark(len(C), "1"),))
    kept = code(section(measure("XYZ A1", "One", A, B)))
    held = replace(
        kept,
        provisions=(*kept.provisions, first, note),
        footnotes=(Footnote("1", note.text, ("XYZ A9.1",)),),
    )
    found: Comparison = between(held, kept)
    assert found.unaccounted == ()
    assert any("report of the committee" in text for change in found.changes for sign, text in change.edits if sign < 0)


def test_every_form_of_a_report_says_what_is_not_whole() -> None:
    """Text, Markdown, HTML and JSON name what no change accounts for."""
    before = code(section(measure("XYZ A1", "One", "The provider should not delay.")))
    after = code(section(measure("XYZ A1", "One", "The provider should delay.")))
    short = replace(between(before, after), changes=())
    short = replace(short, unaccounted=unaccounted(before, after, short))
    for said in (to_text(short, before, after), to_markdown(short, before, after), to_html(short, before, after)):
        assert "“not” went once more than the changes show" in said
    assert to_json(short)["unaccounted"][0] == {"kind": "word gone", "what": "not", "times": 1}


def test_a_diff_that_is_not_whole_ends_with_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`keeling diff` says on standard error what no change accounts for, and its exit status is 1."""
    monkeypatch.setattr(compared, "unaccounted", lambda *_: (Unaccounted("word gone", "not"),))
    for name, words in (("before.txt", "One kite flies."), ("after.txt", "One kite flies high.")):
        (tmp_path / name).write_text(f"A code of practice for kites\n\n1. {words}\n\n2. Strings hold.\n")
    answer = CliRunner().invoke(cli, ["diff", str(tmp_path / "before.txt"), str(tmp_path / "after.txt")])
    assert answer.exit_code == 1
    assert "“not” went once more than the changes show" in answer.stderr


def test_nothing_changes_is_never_said_over_a_comparison_that_is_not_whole() -> None:
    """A provider is told what no change says, and not that nothing changes."""
    whole, short = Outcome("2030-01-01", "2030-02-01", (), ()), Outcome("2030-01-01", "2030-02-01", (), (), (), ("x",))
    assert whole.nothing_changes
    assert not short.nothing_changes
    assert "Not in any change: x." in lines(short)
