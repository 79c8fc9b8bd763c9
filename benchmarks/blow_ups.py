"""Documents whose shape costs a careless reader a square: `python -m benchmarks.blow_ups`.

Footnotes, nested lists, a long table, tags a million deep. Each is read as a build reads it, in a worker under its
limits; prints seconds of the worker and what came of it. Ends with 1 where one takes longer than `MOST` seconds.
"""

import resource
import sys
from collections.abc import Callable, Iterator
from functools import partial

from corpus.errors import KeelingError
from parser.document import parse
from parser.readers.sandbox import Limits, Worker

MOST = 20.0


def page(body: str) -> bytes:
    """A page of a plain site."""
    head = "<!doctype html><html><head><title>T</title></head>"
    return f"{head}<body><main><h1>T</h1><h2>1 Duties</h2>{body}</main></body></html>".encode()


def footnotes(many: int) -> bytes:
    """A paragraph with so many references, and their notes."""
    marks = "".join(f"<sup><a href='#fn{n}'>{n}</a></sup>" for n in range(1, many + 1))
    notes = "".join(f"<li id='fn{n}'>note {n}</li>" for n in range(1, many + 1))
    return page(f"<p>1.1 x{marks}</p><ol>{notes}</ol>")


def spread_footnotes(many: int) -> bytes:
    """A reference in each of so many paragraphs, the notes in a list of their own with ways back."""
    marks = "".join(
        f"<p>{n}. The provider should keep record {n}.<sup id='fnref{n}'><a href='#fn{n}'>{n}</a></sup></p>"
        for n in range(1, many + 1)
    )
    notes = "".join(f"<li id='fn{n}'><p>Note {n}. <a href='#fnref{n}'>back</a></p></li>" for n in range(1, many + 1))
    return page(f"{marks}<div class='footnotes'><ol>{notes}</ol></div>")


def table(many: int) -> bytes:
    """A table of so many rows and four columns."""
    rows = "".join(f"<tr><td>{n}</td><td>Measure {n}</td><td>applies to all</td><td>x</td></tr>" for n in range(many))
    return page(f"<table><thead><tr><th>No</th><th>What</th><th>Who</th><th>Why</th></tr></thead>{rows}</table>")


def lists(many: int) -> bytes:
    """Lists so deep."""
    return page("<ol><li>word " * many + "</li></ol>" * many)


def tags(many: int) -> bytes:
    """Elements so deep, with words at the bottom."""
    return page("<div>" * many + "The provider must not be lost." + "</div>" * many)


SHAPES: tuple[tuple[str, Callable[[int], bytes], int], ...] = (
    ("footnotes in one paragraph", footnotes, 20_000),
    ("footnotes in as many paragraphs", spread_footnotes, 20_000),
    ("rows of a table", table, 10_000),
    ("nested lists", lists, 2_000),
    ("nested elements", tags, 1_000_000),
)


def read() -> Iterator[tuple[str, float, str]]:
    """For each shape its name, the seconds of its worker, and what came of it."""
    for name, make, many in SHAPES:
        body = make(many)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        with Worker(Limits()) as worker:
            try:
                said = f"{len(worker.run(partial(parse, body, name='x.html')).provisions):,} provisions at the top"
            except KeelingError as error:
                said = f"refused: {error}"
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        yield f"{many:,} {name}, {len(body) // 1024:,} KiB", used, said


def main() -> int:
    """Read them all."""
    slow = 0
    for what, seconds, said in read():
        print(f"{what}: {seconds:.1f} s, {said}", flush=True)
        slow += seconds > MOST
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
