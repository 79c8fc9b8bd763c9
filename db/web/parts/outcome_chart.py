"""What became of asks over time: a row for each month of asking, a square with a letter for each ask."""

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from db.ask.answers import Answered
from db.ask.decisions import STATE_WORDS
from db.ask.words import day_words

LETTERS = {
    "met": "M",
    "partly": "P",
    "not_met": "N",
    "deferred": "D",
    "overtaken": "O",
    "disputed": "!",
    "undecided": "?",
}
SIDE, GAP, LEFT = 24, 4, 130
MOST = 40
"""Squares of a row; a month with more says how many."""


def outcomes(found: Sequence[Answered]) -> Markup:
    """The picture; empty for no asks."""
    if not found:
        return Markup("")
    months: dict[str, list[str]] = defaultdict(list)
    for each in found:
        months[each.ask.date[:7]].append(each.standing.state)
    rows = Markup("").join(_row(place, month, months[month]) for place, month in enumerate(sorted(months)))
    wide = LEFT + min(MOST, max(map(len, months.values()))) * (SIDE + GAP) + 70
    tall = len(months) * (SIDE + GAP) + GAP
    return Markup(
        '<svg class="chart outcomes" role="img" aria-label="What became of asks, by month of asking, as in the table"'
        ' viewBox="0 0 {0} {1}" width="{0}" height="{1}">{2}</svg>'
    ).format(wide, tall, rows)


def _row(place: int, month: str, states: Sequence[str]) -> Markup:
    top = GAP + place * (SIDE + GAP)
    shown = sorted(states, key=list(LETTERS).index)[:MOST]
    squares = Markup("").join(_square(LEFT + n * (SIDE + GAP), top, state) for n, state in enumerate(shown))
    more = f"and {len(states) - MOST} more" if len(states) > MOST else ""
    return Markup('<text class="start" x="0" y="{}">{}</text>{}<text class="start" x="{}" y="{}">{}</text>').format(
        top + 17, day_words(month) if month else "no date", squares, LEFT + len(shown) * (SIDE + GAP), top + 17, more
    )


def _square(left: int, top: int, state: str) -> Markup:
    return Markup(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect><text x="{}" y="{}">{}</text>'
    ).format(state, left, top, SIDE, SIDE, STATE_WORDS[state], left + SIDE // 2, top + 17, LETTERS[state])


def key(found: Sequence[Answered]) -> list[tuple[str, str]]:
    """The letters used, with their words."""
    used = {each.standing.state for each in found}
    return [(letter, STATE_WORDS[state]) for state, letter in LETTERS.items() if state in used]
