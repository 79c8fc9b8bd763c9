"""Addresses of comparisons that a site has no longer: each leads on to what it was made of.

A text is published compared with the one before it and with the one that counts. When the next one counts, nothing
leads to the second comparison any more, but somebody may have quoted it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape

from db.ask.rows import VersionRow
from db.ask.status_line import compared
from db.serve.static_pages import Site, as_file

Pair = tuple[VersionRow, VersionRow]
_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – keeling</title><link rel="stylesheet" href="/-/static-plugins/keeling/keeling.css"></head>
<body class="keeling"><main id="main"><h1>{title}</h1>
<p>What changed between two texts of <a href="{work}">{name}</a>: <a href="{old}">{before}</a> and
<a href="{new}">{after}</a>. They do not follow each other; the later one may have been the text that counted when
somebody led you here.</p>
{steps}<p>With keeling and the same data <code>keeling serve</code> compares any two texts.</p></main></body></html>
"""


def pairs(versions: Sequence[VersionRow]) -> Iterator[Pair]:
    """Every two texts of a work, the earlier first, of which one may have counted when the other was shown."""
    works: dict[str, list[VersionRow]] = {}
    for version in versions:
        if version.kind != "amendment":
            works.setdefault(version.work_id, []).append(version)
    for known in works.values():
        for at, after in enumerate(known):
            yield from ((before, after) for before in known[:at] if not (before.derived and after.derived))


def address(pair: Pair) -> str:
    """Where a comparison stands."""
    return compared(pair[0].id, pair[1].id, "")


def page(pair: Pair, versions: Mapping[str, VersionRow], made: Collection[str], site: Site) -> str:
    """The page at the address of a comparison that is not made, with the way through those that are."""
    before, after = pair
    text = _PAGE.format(
        title=f"{escape(before.work_title)}: {escape(before.stack)} and {escape(after.stack)} compared",
        work=f"/{before.work_id}",
        name=escape(before.work_title),
        old=escape(before.path),
        new=escape(after.path),
        before=escape(before.label),
        after=escape(after.label),
        steps=_listed([step for step in _steps(pair, versions) if address(step) in made]),
    )
    return as_file(address(pair), text, site).text


def _steps(pair: Pair, versions: Mapping[str, VersionRow]) -> Sequence[Pair]:
    """The texts from the one to the other, each with the one before it; none where no such way is known."""
    steps: list[Pair] = []
    at: VersionRow | None = pair[1]
    while at is not None and at.id != pair[0].id:
        before = versions.get(at.previous_id or "")
        steps += [(before, at)] if before else []
        at = before
    return steps[::-1] if at else []


def _listed(steps: Sequence[Pair]) -> str:
    lines = "".join(
        f'<li><a href="{escape(address(step))}">{escape(step[0].label)} and {escape(step[1].label)}</a></li>\n'
        for step in steps
    )
    return f"<p>What changed, text by text:</p>\n<ol>\n{lines}</ol>\n" if steps else ""
