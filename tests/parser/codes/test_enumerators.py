"""Enumerators and their depth, on lists in our own words."""

import string
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.codes import enumerators
from parser.codes.enumerators import Token, cited, outline, tokens

ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
LEVELS = [
    list(string.ascii_lowercase),
    ROMANS,
    list(string.ascii_uppercase),
    [str(number) for number in range(1, 30)],
    [letter * 2 for letter in string.ascii_lowercase],
]
Tree = list["Tree"]


def read(text: str) -> list[tuple[str, int]]:
    """The markers found in a text with their depths, those that are none left out."""
    found = tokens(text)
    return [(token.num, depth) for token, depth in zip(found, outline(found), strict=True) if depth]


@pytest.mark.parametrize(("marker", "num"), [("a)", "a"), ("(iv)", "iv"), ("3.", "3"), ("aa)", "aa"), ("•", None)])
def test_markers_are_cited_without_brackets(marker: str, num: str | None) -> None:
    """A marker of the format is cited by its number alone; a bullet has none."""
    assert cited(marker) == num


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "if either: a) it is any of: i) red; ii) blue; iii) dull (matt); or b) it is listed in sub-paragraph (a).",
            [("a", 1), ("i", 2), ("ii", 2), ("iii", 2), ("b", 1)],
        ),
        ("likely to: a) start (in whole or in part) late; and/or b) stop", [("a", 1), ("b", 1)]),
        ("(h) large; (i) small; (j) other", [("h", 1), ("i", 1), ("j", 1)]),
        ("g) x; h) any of: i) p; ii) q; i) y; j) z", [("g", 1), ("h", 1), ("i", 2), ("ii", 2), ("i", 1), ("j", 1)]),
        ("y) a; z) b; aa) c; bb) d", [("y", 1), ("z", 1), ("aa", 1), ("bb", 1)]),
        ("b) x; ba) y; c) z", [("b", 1), ("ba", 1), ("c", 1)]),
        ("is not: a) employed by anyone, b) paid, c) in business.", [("a", 1), ("b", 1), ("c", 1)]),
        ("must– (a) come, (b) see, and (c) go.", [("a", 1), ("b", 1), ("c", 1)]),
        ("take cats\na) black\nb) white", [("a", 1), ("b", 1)]),
        ("u) u; v) v; w) w; x) x", [("u", 1), ("v", 1), ("w", 1), ("x", 1)]),
    ],
)
def test_inline_lists_are_read_as_printed(text: str, expected: list[tuple[str, int]]) -> None:
    """A list run together on one line gives its items and their depths."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "violent acts (person)",
        "see XYZ C11.4(a) and section 12(2) and 12(3)",
        "the signs referred to in sub-paragraph (a) to decide whether it rains",
        "in paragraphs (a), (b) or (c) above",
        "Services that are either (a) large, or (b) small",
        "as section 41(6) and (7) of that Act requires",
        "(a service named in sections 3 and 4) should go",
        "the effect (in whole or in part) of rain",
    ],
)
def test_parentheses_in_sentences_are_not_markers(text: str) -> None:
    """Words, citations and the alternatives of one sentence in brackets begin no item."""
    assert read(text) == []


def test_a_citation_inside_an_item_does_not_move_the_list() -> None:
    """Letters cited inside an item are passed over and the list goes on after them."""
    text = "must:\n(a) do as (b), (c) or (d) say;\n(b) stop;\n(c) go"
    assert read(text) == [("a", 1), ("b", 1), ("c", 1)]


def test_the_format_decides_where_the_text_does_not() -> None:
    """A deeper level given by the format nests a list of the same kind of numbers."""
    found = [Token("1", level=1, forced=True), Token("1", level=2, forced=True), Token("2", level=1, forced=True)]
    assert outline(found) == (1, 2, 1)


def test_bullets_nest_by_their_level() -> None:
    """Bullets have no number; their depth is that of the format."""
    found = [Token("", level=1, forced=True), Token("", level=2, forced=True), Token("", level=1, forced=True)]
    assert outline(found) == (1, 2, 1)


def render(tree: Tree, depth: int = 0) -> str:
    """A nested list as an inline text: lead-ins end with a colon, items with a semicolon."""
    words = []
    for number, children in zip(LEVELS[depth], tree, strict=False):
        words.append(f"{number}) something" + (f": {render(children, depth + 1)}" if children else ";"))
    return " ".join(words)


def flat(tree: Tree, depth: int = 1) -> list[tuple[str, int]]:
    """The markers of a nested list with their depths, in order."""
    found: list[tuple[str, int]] = []
    for number, children in zip(LEVELS[depth - 1], tree, strict=False):
        found += [(number, depth), *flat(children, depth + 1)]
    return found


def trees(depth: int) -> st.SearchStrategy[Tree]:
    """Nested lists of up to five levels."""
    if depth == 4:
        return st.just([])
    return st.lists(st.one_of(st.just([]), trees(depth + 1)), max_size=10 if depth < 2 else 4)


@settings(max_examples=80, deadline=None)
@given(trees(0).filter(bool))
def test_any_list_of_five_levels_reads_back(tree: Tree) -> None:
    """Whatever nested list is run together on one line, its markers and depths come back."""
    assert read("The conditions are: " + render(tree)) == flat(tree)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abchiIvxA1() .,;:\n–“”or", max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text stops the grammar; each possible marker gets one depth, none deeper than the markers before it."""
    found = tokens(text)
    depths = outline(found)
    assert len(depths) == len(found)
    assert all(0 <= depth <= place for place, depth in enumerate(depths, 1))
    assert all(text[token.start : token.end].strip("()") == token.num for token in found)


@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("sub-paragraphs (a) to (c) – (i) oil; (ii) gas.", ["cited", "cited", "opener", "closer"]),
        ("lamps mentioned in sub-paragraph (a) – i) oil;", ["cited", "opener"]),
        ("the lamps of sub-paragraphs (b) – (d) burn", ["cited", "cited"]),
    ],
)
def test_a_dash_joins_two_markers_or_opens_a_list(line: str, before: list[str]) -> None:
    """After a range, or before a marker of another form, a dash opens a list; else it is a range."""
    assert [token.before for token in tokens(line)] == before


def test_the_work_on_lists_in_lists_grows_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many lists, each in the one before, are at most little more than twice the work."""
    counts: list[int] = []
    read = enumerators._readings

    def counting(token: Token, lists: tuple[enumerators._Open, ...]) -> Iterator[object]:
        for each in read(token, lists):
            counts[-1] += 1
            yield each

    monkeypatch.setattr(enumerators, "_readings", counting)
    for size in (200, 400):
        counts.append(0)
        outline([Token("", level=level, forced=True) for level in range(1, size + 1)])
    assert counts[1] < 2.5 * counts[0]
