"""Pages that no application has to make: each says where to find what somebody looks for at its address.

A provision that a computed text has word for word as its base has it leads to that text and to that base. What changed
from an older text to the one that counts today leads through the comparisons of each text with the next; so does
a comparison that was published once and is made no more.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from db.ask.rows import VersionRow
from db.ask.status_line import compared
from db.ask.words import label_words
from db.serve.left_alone import Same
from db.serve.static_pages import Site, as_file

LEADS_ON = '<body class="keeling" data-leads-on>'
"""How such a page is told from those of the application."""
_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – keeling</title><link rel="stylesheet" href="/-/static-plugins/keeling/keeling.css"></head>
{begin}<main id="main"><h1>{title}</h1>
{words}</main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Leading:
    """A page that leads on: its title and what it says, as HTML with addresses of the site."""

    title: str
    words: str

    def page(self, address: str, site: Site) -> tuple[str, set[str]]:
        """The page, and the addresses that it leads to."""
        made = as_file(address, _PAGE.format(title=escape(self.title), begin=LEADS_ON, words=self.words), site)
        return made.text, made.leads


def unchanged(version: VersionRow, same: Same) -> Leading:
    """The page of a provision that the instruments of a computed text leave alone."""
    label = escape(label_words(same.label))
    return Leading(
        f"{label_words(same.label)}, {version.work_title}: {version.label}",
        f'<p><strong>The amendments leave {label} as it is.</strong> <a href="{escape(same.base)}">{label} in the text'
        f' that they amend</a> · <a href="{escape(same.whole)}">{label} in the whole text as amended</a></p>\n'
        f"<p>Computed by keeling; unofficial.</p>\n",
    )


def to_today(before: VersionRow, current: VersionRow | None, steps: Sequence["Pair"]) -> Leading:
    """What changed from a text that was replaced to the one that counts today, text by text."""
    work = f'<a href="/{before.work_id}">{escape(before.work_title)}</a>'
    now = f', to <a href="{escape(current.path)}">{escape(current.label)}</a>' if current else ""
    return Leading(
        f"{before.work_title}: what changed from {before.label} to today",
        f'<p>From <a href="{escape(before.path)}">{escape(before.label)}</a>{now}, of {work}.</p>\n'
        f"{listed(steps)}{_WHOLE}",
    )


def step_by_step(pair: "Pair", steps: Sequence["Pair"]) -> Leading:
    """What is left at the address of a comparison that is made no more."""
    before, after = pair
    return Leading(
        f"{before.work_title}: {before.stack} and {after.stack} compared",
        f'<p>What changed between two texts of <a href="/{before.work_id}">{escape(before.work_title)}</a>:'
        f' <a href="{escape(before.path)}">{escape(before.label)}</a> and\n'
        f'<a href="{escape(after.path)}">{escape(after.label)}</a>. They do not follow each other; the later one may'
        f" have been the text that counted when\nsomebody led you here.</p>\n{listed(steps)}{_WHOLE}",
    )


_WHOLE = "<p>With keeling and the same data <code>keeling serve</code> compares any two texts.</p>\n"
Pair = tuple[VersionRow, VersionRow]


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


def way(pair: Pair, versions: Mapping[str, VersionRow], made: Collection[str]) -> Sequence[Pair]:
    """The texts from the one to the other, each with the one before it, of which the comparison is made; none where no
    such way is known.
    """
    steps: list[Pair] = []
    at: VersionRow | None = pair[1]
    while at is not None and at.id != pair[0].id:
        before = versions.get(at.previous_id or "")
        steps += [(before, at)] if before else []
        at = before
    return [step for step in steps[::-1] if address(step) in made] if at else []


def listed(steps: Sequence[Pair]) -> str:
    """The comparisons of each text with the next, as a list."""
    lines = "".join(
        f'<li><a href="{escape(address(step))}">{escape(step[0].label)} and {escape(step[1].label)}</a></li>\n'
        for step in steps
    )
    return f"<p>What changed, text by text:</p>\n<ol>\n{lines}</ol>\n" if steps else ""
