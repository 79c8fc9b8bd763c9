"""Pictures as static SVG: readable without colour, with the same numbers in words beside them."""

from collections.abc import Sequence

from markupsafe import Markup

from db.query import Row
from db.words import label_words

BAR, GAP, HEIGHT, TOP, FOOT = 46, 22, 120, 26, 40
ROW, COLUMN, LABEL = 20, 96, 92
SIGNS = {"added": "+", "removed": "−", "modified": "~", "renumbered": "№", "moved": "→", "split": "<", "merged": ">"}


def sizes(versions: Sequence[Row]) -> Markup:
    """Measures in each published version, with how many provisions changed since the one before."""
    if len(versions) < 2:
        return Markup("")
    most = max(row["measures"] for row in versions) or 1
    width = len(versions) * (BAR + GAP) + GAP
    said = "; ".join(f"{row['day']}: {row['measures']} measures" for row in versions)
    bars = Markup("").join(_bar(row, place, most) for place, row in enumerate(versions))
    return Markup(
        '<svg class="chart" role="img" aria-label="Measures in each version. {0}"'
        ' viewBox="0 0 {1} {2}" width="{1}" height="{2}">{3}</svg>'
    ).format(said, width, TOP + HEIGHT + FOOT, bars)


def _bar(row: Row, place: int, most: int) -> Markup:
    left = GAP + place * (BAR + GAP)
    tall = round(HEIGHT * row["measures"] / most)
    middle = left + BAR // 2
    changed = sum(n for _, _, n in row["counts"])
    under = f"{changed} changed" if row["comparison"] else "first"
    return Markup(
        '<rect x="{}" y="{}" width="{}" height="{}"></rect>'
        '<text x="{}" y="{}">{}</text><text x="{}" y="{}">{}</text><text class="small" x="{}" y="{}">{}</text>'
    ).format(
        left, TOP + HEIGHT - tall, BAR, tall, middle, TOP + HEIGHT - tall - 6, row["measures"],
        middle, TOP + HEIGHT + 16, row["date"][:7], middle, TOP + HEIGHT + 32, under,
    )  # fmt: skip


def heat(measures: Sequence[Row], versions: Sequence[Row], changed: dict[str, dict[str, list[str]]]) -> Markup:
    """Which measures changed in which version: a row for each measure that did, a column for each version."""
    later = [row for row in versions if row["comparison"]]
    shown = [row for row in measures if changed.get(row["label"])]
    if not later or not shown:
        return Markup("")
    width, height = LABEL + len(later) * COLUMN, (len(shown) + 1) * ROW + 8
    head = Markup("").join(
        Markup('<text x="{}" y="14">{}</text>').format(LABEL + place * COLUMN + COLUMN // 2, _head(row))
        for place, row in enumerate(later)
    )
    body = Markup("").join(_strip(row, line, later, changed[row["label"]]) for line, row in enumerate(shown, 1))
    return Markup(
        '<svg class="chart heat" role="img" aria-label="Measures that changed, by version, as in the table of measures"'
        ' viewBox="0 0 {0} {1}" width="{0}" height="{1}">{2}{3}</svg>'
    ).format(width, height, head, body)


def _head(row: Row) -> str:
    """The date of a version, in brackets where it is computed."""
    day = row["date"] or "–"
    return f"({day})" if row["derived"] else str(day)


def _strip(row: Row, line: int, later: Sequence[Row], changed: dict[str, list[str]]) -> Markup:
    top = line * ROW
    made = Markup('<text class="start" x="0" y="{}">{}</text>').format(top + 14, row["label"])
    for place, version in enumerate(later):
        kinds = changed.get(version["id"], [])
        if kinds:
            left = LABEL + place * COLUMN
            signs = " ".join(SIGNS[kind] for kind in kinds)
            made += Markup(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"></rect><text x="{}" y="{}">{}</text>'
            ).format(kinds[0], left + 2, top + 1, COLUMN - 4, ROW - 3, left + COLUMN // 2, top + 14, signs)
    return made


def network(centre: str, cites: Sequence[Row], cited_by: Sequence[Row]) -> Markup:
    """The cross references around a provision: what cites it on the left, what it cites on the right."""
    left, right = cited_by[:12], [row for row in cites if row["path"]][:12]
    if len(left) + len(right) < 3:
        return Markup("")
    lines = max(len(left), len(right), 1)
    height, middle = lines * 26 + 12, (lines * 26 + 12) // 2
    sides = [(50, 190, row["source"], row["path"], nth, len(left)) for nth, row in enumerate(left)]
    sides += [(590, 450, row["target"], row["path"], nth, len(right)) for nth, row in enumerate(right)]
    body = Markup("").join(_edge(side, height, middle) for side in sides)
    return Markup(
        '<svg class="chart network" role="group"'
        ' aria-label="Cross references: on the left what cites {0}, on the right what it cites"'
        ' viewBox="-40 0 720 {1}" width="720" height="{1}">{2}<text class="centre" x="320" y="{3}">{0}</text></svg>'
    ).format(centre, height, body, middle + 5)


def _edge(side: tuple[int, int, str, str, int, int], height: int, middle: int) -> Markup:
    at, end, label, path, nth, count = side
    y = round(height * (nth + 0.5) / count)
    inner = 255 if at < 320 else 385
    return Markup('<path d="M{} {} C{} {} {} {} {} {}"></path><a href="{}"><text x="{}" y="{}">{}</text></a>').format(
        end - 55 if at < 320 else end + 55, y, end, y, end, middle, inner, middle, path, at, y + 5, label_words(label)
    )
