"""An archive of any size: codes with a history of versions, as gov.uk pages, each with an instrument.

    python -m benchmarks.corpus_generator FOLDER [VERSIONS]

The words are invented (`diff_codes.Writer`), the structure is that of a code of practice of 100
measures, about 1,500 paragraphs and 60,000 words. Every code has ten versions; between two of
them a twentieth of the paragraphs is touched, in every way the verdicts know. The same numbers
give the same bytes.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path

from benchmarks.diff_codes import Node, Writer, edit, write
from corpus.provision import Provision
from corpus.snapshots import Sighting, SnapshotStore
from corpus.work import Expression

CHAIN = 10
SHARE = 0.05
MEASURES = 100
HOST = "https://codes.example.org"
FIRST = date(2010, 1, 4)
_FRAME = """<!DOCTYPE html>
<html class="govuk-template" lang="en">
<head><meta charset="utf-8"><title lang="en">{title} - GOV.UK</title></head>
<body class="gem-c-layout-for-public govuk-template__body">
<header class="gem-c-layout-super-navigation-header"><a href="/">GOV.UK</a></header>
<main id="content"><h1 class="gem-c-heading__text">{title}</h1>
<p class="gem-c-lead-paragraph">Published {day}</p>
<div class="gem-c-govspeak govuk-govspeak"><div class="govspeak">
{body}
</div></div></main>
<footer class="gem-c-layout-footer govuk-footer">Crown copyright</footer>
</body></html>
"""


def page(title: str, day: date, body: str) -> bytes:
    """A document in the frame of a gov.uk page."""
    return _FRAME.format(title=escape(title), day=f"{day.day} {day:%B %Y}", body=body).encode()


def code_page(code: Expression, title: str, day: date) -> bytes:
    """A code as a gov.uk page."""
    return page(title, day, "\n".join(part for section in code.provisions for part in _section(section)))


def _section(section: Provision) -> Iterator[str]:
    yield f"<h2>{section.num}. {escape(section.heading or '')}</h2>"
    entries = [node for node in section.children if node.kind == "index_entry"]
    if entries:
        yield "<table><thead><tr><th>Number</th><th>Measure</th><th>Application</th></tr></thead><tbody>"
        for node in entries:
            name = (node.label or "").removeprefix("Index/")
            yield f"<tr><td>{name}</td><td>{escape(node.heading or '')}</td><td>{escape(node.text)}</td></tr>"
        yield "</tbody></table>"
    for subsection in section.children:
        if subsection.kind == "subsection":
            yield f"<h3>{subsection.num}. {escape(subsection.heading or '')}</h3>"
            for measure in subsection.children:
                yield from _measure(measure)


def _measure(measure: Provision) -> Iterator[str]:
    yield f"<h4>{measure.label} {escape(measure.heading or '')}</h4>"
    for group in measure.children:
        yield f"<h5>{group.heading}</h5>"
        for paragraph in group.children:
            yield f"<p>{paragraph.printed} {escape(paragraph.text)}</p>"
            if paragraph.children:
                items = "".join(f"<li>{item.printed} {escape(item.text)}</li>" for item in paragraph.children)
                yield f'<ol class="legislative-list">{items}</ol>'


def history(seed: int, measures: int = MEASURES, prefix: str = "XYZ") -> Iterator[Expression]:
    """Versions of one code, each an edited form of the one before, without end."""
    writer = Writer(seed)
    code: list[Node] = writer.code(measures)
    while True:
        yield write(code, "", prefix)[0]
        code, _ = edit(code, writer, SHARE)


def instrument_page(  # noqa: PLR0913, PLR0917 (what it says)
    code: Expression, prefix: str, title: str, day: date, writer: Writer, places: int = 5
) -> bytes:
    """An instrument that amends a code in so many places."""
    measures = [m for s in code.provisions for sub in s.children if sub.kind == "subsection" for m in sub.children]
    chosen = writer.random.sample(measures, min(places, len(measures)))
    instructions = []
    for number, measure in enumerate(chosen, 2):
        paragraphs = [node for group in measure.children for node in group.children]
        label, last = measure.label, paragraphs[-1].label
        new = f"{last}A {writer.sentence()}"
        instructions.append(
            f"<p>2.{number} In Recommendation {label}, after paragraph {last} insert–</p><p>“{new}”</p>"
        )
    head = (
        f"<h2>1. Preamble</h2><p>1.1 The Regulator issued the {prefix} Code of Practice.</p>"
        f"<h2>2. Amendments</h2><p>2.1 The {prefix} Code of Practice is amended as follows.</p>"
    )
    return page(title, day, head + "".join(instructions))


def prefix_of(number: int) -> str:
    """Three letters for each code, none of them twice."""
    letters = "BDGKLMQRVXZ"
    return letters[number // 121 % 11] + letters[number // 11 % 11] + letters[number % 11]


def generate(folder: Path, versions: int, measures: int = MEASURES, chain: int = CHAIN) -> None:
    """Fill `folder/snapshots` with versions of codes, `chain` of each, and write `folder/catalogue.toml`."""
    folder.mkdir(parents=True, exist_ok=True)
    store = SnapshotStore(folder / "snapshots", clock=lambda: datetime(2026, 1, 5, tzinfo=UTC))
    entries = ['[[publisher]]\nid = "example"\nname = "Example Regulator"\n']
    with store.writing():
        for number in range(-(-versions // chain)):
            length = min(chain, versions - number * chain)
            documents, entry = _work(number, length, measures)
            store.add_all(documents)
            entries.append(entry)
    (folder / "catalogue.toml").write_text("\n".join(entries), "utf-8")


def add_version(folder: Path, number: int = 0, measures: int = MEASURES, chain: int = CHAIN) -> None:
    """One more version of a code: what the next crawl would bring."""
    store = SnapshotStore(folder / "snapshots", clock=lambda: datetime(2026, 1, 6, tzinfo=UTC))
    texts = history(number, measures, prefix_of(number))
    code = [next(texts) for _ in range(chain + 1)][-1]
    with store.writing():
        store.add(*_stored(number, chain, code_page(code, _title(number), _day(number, chain))))


def _work(number: int, length: int, measures: int) -> tuple[list[tuple[Sighting, bytes | None]], str]:
    """All versions of one code and its instrument, and its entries in the catalogue."""
    prefix, title, identifier = prefix_of(number), _title(number), f"code-{number}"
    documents: list[tuple[Sighting, bytes | None]] = []
    dates = []
    chain = history(number, measures, prefix)
    code = next(chain)
    for nth in range(length):
        day = _day(number, nth)
        documents.append(_stored(number, nth, code_page(code, title, day)))
        dates.append(f'[[work.version]]\ndate = "{day}"\nstatus = "issued"\nurls = ["{_url(number, nth)}"]\n')
        last, code = code, next(chain)
    following = _day(number, length)
    dates.append(f'[[work.version]]\ndate = "{following}"\nstatus = "issued"\nurls = ["{_url(number, length)}"]\n')
    draft = f"Draft amendments to the {prefix} Code of Practice"
    made = _day(number, length - 1) + timedelta(days=2)
    body = instrument_page(last, prefix, draft, made, Writer(number))
    documents.append((Sighting(f"{HOST}/drafts/{number}", "ok", http_status=200, media_type="text/html"), body))
    entry = (
        f'[[work]]\nid = "{identifier}"\nkind = "code"\ntitle = "{title}"\npublisher = "example"\n'
        f'scheme = {{ prefix = "{prefix}" }}\n{"".join(dates)}'
        f'[[work]]\nid = "draft-{number}"\nkind = "amendment"\ntitle = "{draft}"\namends = ["{identifier}"]\n'
        f'[[work.version]]\ndate = "{made}"\nstatus = "laid"\nurls = ["{HOST}/drafts/{number}"]\n'
    )
    return documents, entry


def _stored(number: int, nth: int, body: bytes) -> tuple[Sighting, bytes]:
    return Sighting(_url(number, nth), "ok", http_status=200, media_type="text/html; charset=utf-8"), body


def _title(number: int) -> str:
    return f"{prefix_of(number)} Code of Practice"


def _url(number: int, nth: int) -> str:
    return f"{HOST}/codes/{number}/{nth}"


def _day(number: int, nth: int) -> date:
    return FIRST + timedelta(days=number % 300 + 300 * nth)


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
