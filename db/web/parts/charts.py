"""Pictures as static SVG: readable without colour, with the same numbers in words beside them."""

from collections.abc import Sequence

from markupsafe import Markup

from corpus.verdict import MANNERS
from db.ask.query import Row
from db.ask.rows import VersionRow
from db.ask.words import label_words
from db.web.parts.entries import Milestone

BAR, GAP, HEIGHT, TOP, FOOT = 46, 22, 120, 26, 40
ROW, COLUMN, LABEL = 20, 96, 92
WIDTH, SIDE, LETTERS = 680, 200, 26


def sizes(versions: Sequence[Milestone]) -> Markup:
    """Measures in each published version, with how many provisions changed since the one before."""
    if len(versions) < 2:
        return Markup("")
    most = max(row.version.measures for row in versions) or 1
    width = len(versions) * (BAR + GAP) + GAP
    said = "; ".join(f"{row.version.day}: {row.version.measures} measures" for row in versions)
    bars = Markup("").join(_bar(row, place, most) for place, row in enumerate(versions))
    return Markup(
        '<svg class="chart" role="img" aria-label="Measures in each version. {0}"'
        ' viewBox="0 0 {1} {2}" width="{1}" height="{2}">{3}</svg>'
    ).format(said, width, TOP + HEIGHT + FOOT, bars)


def _bar(milestone: Milestone, place: int, most: int) -> Markup:
    row, left = milestone.version, GAP + place * (BAR + GAP)
    tall = round(HEIGHT * row.measures / most)
    middle = left + BAR // 2
    changed = sum(n for _, _, n in milestone.counts)
    under = f"{changed} changed" if milestone.comparison else "first"
    return Markup(
        '<rect x="{}" y="{}" width="{}" height="{}"></rect>'
        '<text x="{}" y="{}">{}</text><text x="{}" y="{}">{}</text><text class="small" x="{}" y="{}">{}</text>'
    ).format(
        left, TOP + HEIGHT - tall, BAR, tall, middle, TOP + HEIGHT - tall - 6, row.measures,
        middle, TOP + HEIGHT + 16, row.date[:7], middle, TOP + HEIGHT + 32, under,
    )  # fmt: skip


def heat(measures: Sequence[str], versions: Sequence[Milestone], changed: dict[str, dict[str, list[str]]]) -> Markup:
    """Which measures changed in which version: a row for each label, a column for each version."""
    later = [row for row in versions if row.comparison]
    if not later or not measures:
        return Markup("")
    width, height = LABEL + len(later) * COLUMN, (len(measures) + 1) * ROW + 8
    head = Markup("").join(
        Markup('<text x="{}" y="14">{}</text>').format(LABEL + place * COLUMN + COLUMN // 2, _head(row.version))
        for place, row in enumerate(later)
    )
    body = Markup("").join(_strip(label, line, later, changed[label]) for line, label in enumerate(measures, 1))
    return Markup(
        '<svg class="chart heat" role="img" aria-label="Measures that changed, by version, as in the table of measures"'
        ' viewBox="0 0 {0} {1}" width="{0}" height="{1}">{2}{3}</svg>'
    ).format(width, height, head, body)


def _head(row: VersionRow) -> str:
    """The date of a version, in brackets where it is computed."""
    day = row.date or "–"
    return f"({day})" if row.derived else day


def _strip(label: str, line: int, later: Sequence[Milestone], changed: dict[str, list[str]]) -> Markup:
    top = line * ROW
    made = Markup('<text class="start" x="0" y="{}">{}</text>').format(top + 14, label)
    for place, milestone in enumerate(later):
        kinds = changed.get(milestone.version.id, [])
        if kinds:
            left = LABEL + place * COLUMN
            signs = " ".join(MANNERS[kind].sign for kind in kinds)
            made += Markup(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"></rect><text x="{}" y="{}">{}</text>'
            ).format(kinds[0], left + 2, top + 1, COLUMN - 4, ROW - 3, left + COLUMN // 2, top + 14, signs)
    return made


SHOWN = 12
"""Cross references that a drawing has on each side, at most."""


def left_out(cites: Sequence[Row], cited_by: Sequence[Row]) -> str:
    """What the drawing does not have, in words; empty where it has all."""
    inside = sum(bool(row["path"]) for row in cites)
    parts = [f"{len(cited_by) - SHOWN} of the {len(cited_by)} that cite it"] if len(cited_by) > SHOWN else []
    parts += [f"{inside - SHOWN} of the {inside} it cites"] if inside > SHOWN else []
    return " and ".join(parts)


def network(centre: str, cites: Sequence[Row], cited_by: Sequence[Row]) -> Markup:
    """The cross references around a provision: what cites it on the left, what it cites on the right."""
    left, right = cited_by[:SHOWN], [row for row in cites if row["path"]][:SHOWN]
    if len(left) + len(right) < 3:
        return Markup("")
    lines = max(len(left), len(right), 1)
    height, middle = lines * 26 + 12, (lines * 26 + 12) // 2
    sides = [(row["source"], row["path"], nth, len(left), 0) for nth, row in enumerate(left)]
    sides += [(row["target"], row["path"], nth, len(right), 1) for nth, row in enumerate(right)]
    body = Markup("").join(_edge(side, height, middle) for side in sides)
    return Markup(
        '<svg class="chart network" role="group"'
        ' aria-label="Cross references: on the left what cites {0}, on the right what it cites"'
        ' viewBox="0 0 {4} {1}" width="{4}" height="{1}">{2}<text class="centre" x="{5}" y="{3}">{6}</text></svg>'
    ).format(centre, height, body, middle + 5, WIDTH, WIDTH // 2, _short(centre))


def _edge(side: tuple[str, str, int, int, int], height: int, middle: int) -> Markup:
    label, path, nth, count, right = side
    y = round(height * (nth + 0.5) / count)
    end, inner = (WIDTH - SIDE, WIDTH // 2 + 65) if right else (SIDE, WIDTH // 2 - 65)
    turn = end - 50 if right else end + 50
    words = label_words(label)
    return Markup(
        '<path d="M{} {} C{} {} {} {} {} {}"></path><a href="{}"><text class="{}" x="{}" y="{}">{}'
        "<title>{}</title></text></a>"
    ).format(
        end, y, turn, y, turn, middle, inner, middle,
        path, "start" if right else "end", end + 6 if right else end - 6, y + 5, _short(words), words,
    )  # fmt: skip


def _short(words: str) -> str:
    """Words that fit beside the lines; the whole stands in the list below and in the title."""
    return words if len(words) <= LETTERS else words[: LETTERS - 1].rstrip() + "…"
