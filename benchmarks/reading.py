"""Time the reading of one large page, its parts, and a bare Beautiful Soup read of the same page.

python benchmarks/reading.py PAGE.html
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def main() -> None:
    """Print the best of five for each part, in milliseconds."""
    from bs4 import BeautifulSoup

    from corpus.provision import Provision
    from corpus.text import words
    from parser.coverage import prove
    from parser.read import read
    from parser.readers.comparison import characters
    from parser.readers.html.events import tree_events
    from parser.readers.html.govuk import govuk_rules
    from parser.readers.html.main_content import survey
    from parser.readers.html.page import draw
    from parser.readers.html.second_readers import lexbor_characters, token_characters

    body = Path(sys.argv[1]).read_bytes()
    source = body.decode("utf-8")
    reading = read(body)
    tree = tree_events(source)
    nodes = [Provision("text", text=text) for b in reading.blocks if not b.rule for text in _texts(b)]
    print(f"{len(words(source)):,} words of source, {len(reading.blocks):,} blocks, unread: {reading.unread!r}")
    for name, call in (
        ("Beautiful Soup on lxml, text", lambda: BeautifulSoup(source, "lxml").get_text()),
        ("read", lambda: read(body)),
        ("  lxml and events", lambda: tree_events(source)),
        ("  survey", lambda: survey(tree.events)),
        ("  survey and blocks", lambda: draw(tree.events, govuk_rules, False)),
        ("  tokens", lambda: token_characters(source)),
        ("  Lexbor", lambda: lexbor_characters(source)),
        ("  characters of blocks", lambda: characters(reading.blocks)),
        ("prove", lambda: prove(reading, nodes, (), ())),
    ):
        print(f"{_best(call) * 1000:8.1f} ms  {name}")
    print(prove(reading, nodes, (), ()).shortfall or "coverage is whole")


def _texts(block: Any) -> list[str]:
    if block.cells:
        return [cell.text for cell in block.cells]
    return [f"{block.marker} {block.text}" if block.style != "note" else block.text]


def _best(call: Callable[[], Any]) -> float:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
