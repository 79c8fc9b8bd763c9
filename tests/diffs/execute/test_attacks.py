"""Instructions drafted to be executed wrongly: each does what it says, or nothing."""

import json
from functools import cache
from pathlib import Path

import pytest

from corpus.provision import walk
from corpus.work import Expression
from diffs.execute.consolidate import consolidate
from parser.document import parse

HERE = Path(__file__).resolve().parents[2] / "cases/instructions/attacks"
CASES = json.loads((HERE / "expected.json").read_text("utf-8"))
HEAD = """Draft amendments to the Harbour Code of Practice for ferries
1. Preamble
1.1 The amendments come into force on [date to be inserted].
2. Amendments
2.1 The Harbour Code of Practice for ferries is amended as follows.
"""


def words(expression: Expression) -> dict[str, str]:
    """Heading and own words by label."""
    return {n.label: f"{n.heading or ''} | {n.text}" for n in walk(expression.provisions) if n.label}


@cache
def read(code: str) -> Expression:
    """A code of these cases, read once."""
    return parse((HERE / code).read_bytes(), name="code.txt")


def changed(code: str, draft: str) -> tuple[dict[str, str | None], list[str]]:
    """What an instrument changes in a code, and the states of its instructions."""
    base = read(code)
    done = consolidate(base, [parse(draft.encode(), name="draft.txt")])
    before, after = words(base), words(done.expression)
    labels = {label for label in {**before, **after} if before.get(label) != after.get(label)}
    return {label: after.get(label) for label in labels}, [outcome.state for outcome in done.outcomes]


@pytest.mark.parametrize("name", sorted(CASES))
def test_an_attack_is_refused_or_does_what_it_says(name: str) -> None:
    """No bracket, number, title or list is passed over."""
    case = CASES[name]
    found, states = changed(case["code"], (HERE / f"{name}.txt").read_text("utf-8"))
    right = {} if case["right"] == "REFUSE" else case["right"]
    assert found == {} or {label: (text or "").partition(" | ")[2] for label, text in found.items()} == right
    assert "not_applied" in states or found


@pytest.mark.parametrize(
    "instruction",
    [
        "2.2 Omit paragraph XYZ B1.5 (until 2030).",
        "2.2 From 1 January 2030, omit paragraph XYZ B1.5.",
        "2.2 Omit paragraph XYZ B1.5, but only for small ferries.",
        "2.2 In Recommendation XYZ B1 (Lamps and ropes), omit paragraph XYZ B1.5.",
        "2.2 In paragraph XYZ B1.6, for “000” substitute “500”.",
        "2.2 In paragraph XYZ B1.6, omit “-user”.",
        "2.2 In paragraph XYZ B1.7, for “provider” substitute “owner”.",
        "2.2 In paragraph XYZ B1.4, omit sub-paragraph (a) or (b).",
        "2.2 In paragraph XYZ B1.3, omit the words from “burn” to “swiftly”.",
        "2.2 In Section 1, omit paragraph XYZ B1.5.",
        "2.2 In section 1.2 of the Ports Act 1990, omit “not”.",
        "2.2 In the 2019 Regulations, in paragraph 1.2, omit “not”.",
        "2.2 Omit paragraph 1.2 of the Airport Code.",
        "3.1 The Blue Book is amended as follows.\n3.2 Omit paragraph 1.2.",
        "3.1 In the Ports Act 1990, the following amendments are made.\n3.2 Omit paragraph 1.2.",
        "3. Amendments of the Ports Act\n3.1 Omit paragraph 1.2.",
        "2.2 After paragraph XYZ B1.5 insert–\n“XYZ B1.5A One.” After paragraph XYZ B1.6 insert “XYZ B1.6A Two.”",
        "2.2 After sub-paragraph (a) of paragraph XYZ B1.4 insert–\n“(aa) the day; (ab) the week;”.",
        "2.2 After paragraph XYZ B1.5 insert–\n“XYZ B1.5A One.\n2.3 Omit paragraph XYZ B1.4.”",
        "2.2 Throughout the Code, for “Lamps” substitute “Lanterns”.",
    ],
)
def test_what_goes_beyond_its_words_is_refused(instruction: str) -> None:
    """A limit, another work, half a token, a choice, two readings: nothing changes and the report says so."""
    found, states = changed("code.txt", HEAD + instruction)
    assert found == {}
    assert "not_applied" in states


def test_a_title_in_brackets_may_be_the_targets_own() -> None:
    """The own heading, compared word by word, is no reason to refuse."""
    draft = HEAD + "2.2 In Recommendation XYZ B1 (Lamps), omit paragraph XYZ B1.5."
    assert list(changed("code.txt", draft)[0]) == ["XYZ B1.5"]


def test_a_regulation_is_found_under_the_label_its_document_has() -> None:
    """ "regulation 2" of Regulations whose tree says Section 2, inside its Part; not so in a code."""
    rules = "<main><h1>{}</h1><h2>Part 1 General</h2><h3>1. Flying</h3><p>(1) A flyer must not fly.</p>" \
            "<h3>2. Strings</h3><p>(1) A string may be red.</p></main>"  # fmt: skip
    draft = "Amendments\n\n1. The Kite {} 2031 are amended as follows.\n\n2. In Part 1, in regulation 2(1), omit “red”."
    for noun, state in (("Regulations", "applied"), ("Orders", "not_applied")):
        base = parse(rules.format(f"Kite {noun} 2031").encode(), name="base.html")
        done = consolidate(base, [parse(draft.format(noun).encode(), name="draft.txt")])
        assert [outcome.state for outcome in done.outcomes] == [state]
