"""Pages in other forms: Markdown, JSON, complete tables, feeds."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from db.ask import dated, expressions, feeds, instruments, provisions, query, versions, works
from db.ask.provisions import History
from db.ask.query import Node
from db.ask.rows import EventRow, VersionRow
from db.ask.status_line import page_line
from db.ask.words import copy_words, label_words
from db.web.parts import downloads
from db.web.parts.answer import Answer, Ask, Document, Encoded, Missing, Redirect, as_json, as_markdown, encoded
from db.web.parts.find import as_at, find_version, find_work, part
from db.web.parts.reading import Reading, read
from diffs.output.escaping import for_markdown

_MEDIA = {
    "xml": "application/akn+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_CITED = {
    "bib": ("bibtex", "application/x-bibtex"),
    "ris": ("ris", "application/x-research-info-systems"),
    "csl": ("csl", "application/vnd.citationstyles.csl+json"),
}
FORMS = ("md", "json", *_CITED)
"""The forms of a provision beside its page, by the ends of their addresses."""

RULES = (
    "Numbered provisions of regulators' codes of practice, their versions and changes. Unofficial: quote words only as "
    "they stand, give the permalink, the version and its status, and say that it is unofficial. A version may be a "
    "draft, superseded or not in force yet: say so. Where something is not found, it is not found."
)
"""What a machine that speaks of these texts should know."""


def llms(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`llms.txt`: the works, where their texts are, and the rules."""
    rows = query.rows(connection, "select id, title, kind from works order by kind, id")
    lines = ["# keeling", "", f"> {RULES}", ""]
    lines += [
        "Every version and provision is also there as data: add `.json` or `.md` to its address.",
        "",
        "## Works",
        "",
    ]
    lines += [f"- [{row['title']}]({ask.origin}/{row['id']}): {row['kind']}" for row in rows]
    return Document("\n".join([*lines, ""]), "text/plain; charset=utf-8")


def listing(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """All rows of a list of one version, as CSV or XLSX."""
    work = find_work(connection, part(ask, "work"))
    version = find_version(connection, work, part(ask, "version"))
    name, form = part(ask, "list"), part(ask, "format")
    if name not in versions.LISTS:
        raise Missing(f"There is no list “{name}”; there are {', '.join(versions.LISTS)}.")
    said = dated.now(connection, version, as_at(ask)).text()
    found = [row | {"in_force": said} for row in versions.listed(connection, version.id, name)]
    file = f"{work['id']}-{version.stack}-{name}".replace("+", "-")
    return downloads.document(found, file, form, works.head(connection), illustrative=version.illustrative)


def version(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """A whole version as Markdown or JSON."""
    work = find_work(connection, part(ask, "work"))
    found = find_version(connection, work, part(ask, "version"))
    nodes, head = query.tree(connection, found.id), works.head(connection)
    if part(ask, "format") in ("xml", "docx"):
        opening = [*page_line(connection, found, None, (), as_at(ask)).lines(), _copy(found, head)]
        made = written(connection, found, part(ask, "format"), opening)
        if part(ask, "format") == "docx":
            return made  # its opening lines have it
        assert isinstance(made.content, bytes)
        return replace(made, content=made.content.rstrip() + f"\n<!-- {opening[-1]} -->\n".encode())
    if part(ask, "format") == "md":
        said = "  \n".join(map(for_markdown, page_line(connection, found, None, (), as_at(ask)).lines()))
        text = f"# {for_markdown(found.work_title)}\n\n{found.label}\n\n{said}\n\n{_markdown(nodes)}"
        return as_markdown(f"{text}\n\n{_copy(found, head)}\n")
    status = page_line(connection, found, None, (), as_at(ask)).to_json()
    return as_json(
        _version_json(found)
        | status
        | {"ledger": head, "renditions": _renditions(connection, found.id)}
        | {"provisions": [provisions.node_json(node) for node in nodes]}
    )


def _renditions(connection: sqlite3.Connection, version: str) -> list[dict[str, Any]]:
    """Where a version stands, and what each other copy says otherwise than the text shown."""
    # not when it was seen last: a file must not change because somebody looked again (`db.serve.site_rows`)
    kept = ("url", "format", "snapshot", "first_seen", "archived_at", "capture", "differences")
    return [
        {name: row[name] for name in kept} | {"shown": bool(row["preferred"]), "same": bool(row["same_wording"])}
        for row in versions.renditions(connection, version)
    ]


def written(connection: sqlite3.Connection, version: VersionRow, form: str, said: Sequence[str] = ()) -> Document:
    """A version as Akoma Ntoso; as Word with its status line `said`, a code as amended as a Keeling schedule.

    The last line of `said` is that it is unofficial, and the ledger's head, which a schedule bears too; its standing
    it says itself.
    """
    from diffs.execute.consolidate import consolidate
    from diffs.output.akn import to_akn
    from diffs.output.schedule_docx import to_docx, version_docx
    from diffs.output.version import about

    name = version.id.replace("@", "-").replace("+", "-")
    made = instruments.consolidation(connection, version.id)
    if made is None:
        expression = expressions.expression(connection, version.id)
        body = to_akn(expression) if form == "xml" else version_docx(expression, about(expression, said))
        return Document(body, _MEDIA[form], f"{name}-unofficial-copy.{form}")
    executed = [expressions.expression(connection, each) for each in made.instruments]
    done = consolidate(expressions.expression(connection, made.base_id), executed)
    if form == "xml":
        named = replace(done.expression, work=version.work_id, version=version.id, status="derived")
        return Document(to_akn(named, done), _MEDIA[form], f"{name}-unofficial.xml")
    return Document(to_docx(done, None, said[-1:]), _MEDIA[form], f"{name}-keeling-schedule-unofficial.docx")


def provision(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """One provision in another form: Markdown, JSON, or its citation for a reference manager."""
    found, form = read(connection, ask), part(ask, "format")
    if isinstance(found, Redirect):
        return Redirect(f"{found.path}.{form}", found.permanent)
    return formed(found, form)


def formed(reading: Reading, form: str, before: str = "") -> Document:
    """A provision that was read, in one of FORMS.

    `before` is the form as it was made earlier of the same words: these are taken from it, and not read again.
    """
    version, row = reading.version, reading.row
    if form in _CITED:
        name, kind = _CITED[form]
        file = f"{version.id}-{row.slug}.{form}".replace("@", "-")
        return Document(reading.cites[name], f"{kind}; charset=utf-8", file)
    head = works.head(reading.connection)
    if form == "md":
        where = for_markdown(f"{reading.work['title']}, {version.label}, {row.path}")
        words, known, _ = before.rpartition(f"\n{where}\n\n")
        standing = map(for_markdown, reading.status.lines())
        lines = (words if known else _markdown([reading.node]), where, "", *standing, "", _copy(version, head), "")
        return as_markdown("\n".join(lines))
    said = _version_json(version) | reading.status.to_json() | {"ledger": head}
    onward = {"history_to_today": f"{reading.history_path}.json"} if reading.status.replaced else {}
    return as_json(said | _words_json(reading, before) | {"history": _history_json(reading.past)} | onward)


def _history_json(history: History) -> Encoded:
    """The history of a provision as JSON, made once for all versions of it."""
    if "json" not in history.kept:
        history.kept["json"] = history_json(history, history)
    found: Encoded = history.kept["json"]
    return found


def history_json(events: Sequence[EventRow], history: History) -> Encoded:
    """Events of a history as JSON, each entry made once for all who tell it."""
    return encoded([_event_json(history, event) for event in events])


def _event_json(history: History, event: EventRow) -> Encoded:
    found = history.entries.get(event.id)
    if found is None:
        found = history.entries[event.id] = encoded(provisions.event_json(event))
    made: Encoded = found
    return made


_WORDS = re.compile(r'^  "content_hash": (.*),\n  "provision": (.*),$', re.MULTILINE)


def _words_json(reading: Reading, before: str) -> dict[str, Any]:
    """The words of a provision with their digest."""
    known = _WORDS.search(before)
    if known:
        return {"content_hash": Encoded(known[1]), "provision": Encoded(known[2])}
    return {"content_hash": reading.content, "provision": provisions.node_json(reading.node)}


def feed(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """What changed, as Atom or JSON Feed: of all works, of one, or of one measure or provision of it."""
    work, slug = part(ask, "work"), part(ask, "slug")
    name = f"{work}/{slug}" if slug else work
    title, found = _news(connection, work, slug, as_at(ask))
    about = (found, title, ask.origin, name, works.head(connection))
    if part(ask, "format") == "atom":
        body, kind = feeds.atom(*about), "application/atom+xml; charset=utf-8"
    else:
        body, kind = feeds.json_feed(*about), "application/feed+json; charset=utf-8"
    return Document(body, kind, modified=feeds.modified(found))


def _news(connection: sqlite3.Connection, work: str, slug: str, day: str) -> tuple[str, list[feeds.Entry]]:
    """The title and the entries of a feed; Missing for a work or a provision that there is not."""
    if work == "all" and not slug:
        return "Codes of practice: what changed", feeds.entries(connection, day=day)
    known = find_work(connection, work)
    if not slug:
        return known["title"], feeds.entries(connection, work, day=day)
    found = provisions.named_by(connection, work, slug)
    if found is None:
        raise Missing(f"There is no provision “{slug[:60]}” in “{known['title']}”.", [(f"/{work}", known["title"])])
    return f"{label_words(found['label'])}, {known['title']}", feeds.of_provision(connection, work, found["label"], day)


def _copy(found: VersionRow, head: str) -> str:
    """What a copy of a version says of itself."""
    return f"{copy_words(found.status, found.snapshot, found.illustrative)} Ledger: {head}."


def _version_json(found: VersionRow) -> dict[str, Any]:
    return {
        "version": found.id,
        "title": found.title,
        "date": found.date,
        "status": found.status,
        "unofficial": True,
        "illustrative": bool(found.illustrative),
        "snapshot": found.snapshot,
        "url": found.url,
    }


_LEVELS = {"section": "##", "subsection": "###", "measure": "####", "group": "#####", "heading": "#####"}


def _markdown(nodes: list[Node], depth: int = 0) -> str:
    lines = []
    for node in nodes:
        row = node.row
        words = for_markdown(" ".join(p for p in (row.printed, row.heading, row.text) if p)).replace("\n", "  \n")
        if row.kind in _LEVELS and row.heading:
            head = " ".join(p for p in (row.printed, row.heading) if p)
            below = f"\n{for_markdown(row.text)}\n" if row.text else ""
            lines.append(f"{_LEVELS[row.kind]} {for_markdown(head)}\n{below}")
        elif words:
            nested = row.kind == "subparagraph"
            lines.append(f"{'    ' * depth}- {words}\n" if nested else f"{words}\n")
        lines.append(_markdown(node.children, depth + (row.kind == "subparagraph")))
    return "\n".join(line for line in lines if line)
