"""Speed and growth of `diffs.compare.between.between`: `python -m benchmarks.diff_speed [--peers PYTHON] [--large]`.

All figures of one run are CPU time of this process, the best of several; only their ratios hold
on another machine. `--peers` names the Python of an environment that has xmldiff, lxml with
lxml_html_clean, redlines and words-to-data: each is given the same two versions, marked up as it
wants them. `--large` adds a code a hundred times the size.
"""

import argparse
import math
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.diff_codes import SHARES, Writer, edit, write
from corpus.provision import Provision, walk
from corpus.work import Expression
from diffs.compare.between import between
from diffs.words.edits import tokens

PEERS = Path(__file__).with_name("diff_peers.py")


def versions(measures: int, share: str, seed: int = 7) -> tuple[Expression, Expression]:
    """A code and an edited version of it."""
    writer = Writer(seed)
    code = writer.code(measures)
    later, _ = edit(code, writer, SHARES[share])
    return write(code, "before")[0], write(later, "after")[0]


def best(work: Callable[[], object], runs: int) -> float:
    """The least CPU time of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def texts(*expressions: Expression) -> list[str]:
    return [
        text for each in expressions for node in walk(each.provisions) for text in (node.heading, node.text) if text
    ]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    print("structured diff of two versions against tokenising both texts (CPU ms)")
    print(f"{'share':<8}{'words':>9}{'provisions':>12}{'tokenise':>10}{'diff':>8}{'ratio':>7}{'changes':>9}")
    for share in SHARES:
        before, after = versions(100, share)
        both = texts(before, after)
        floor = best(lambda both=both: [tokens(text) for text in both], 5)
        spent = best(lambda pair=(before, after): between(*pair), 5)
        words = sum(len(text.split()) for text in both)
        count = len(between(before, after).changes)
        nodes = sum(1 for _ in walk(before.provisions))
        print(f"{share:<8}{words:>9}{nodes:>12}{floor:>10.1f}{spent:>8.1f}{spent / floor:>7.2f}{count:>9}")
    growth((10, 100, 1000, 10_000) if options.large else (10, 100, 1000))
    if options.peers:
        peers(options.peers)


def growth(sizes: tuple[int, ...]) -> None:
    """Cost per n log n, which must not grow by more than 1.3."""
    print("\ngrowth, medium edits (CPU ms)")
    print(f"{'measures':<10}{'words':>10}{'diff':>10}{'against n log n':>17}")
    first = 0.0
    for size in sizes:
        before, after = versions(size, "medium")
        words = sum(len(text.split()) for text in texts(before, after))
        spent = best(lambda pair=(before, after): between(*pair), 3 if size <= 1000 else 1)
        unit = spent / (words * math.log(words))
        if size == 100:
            first = unit
        against = f"{unit / first:.2f}" if first else "-"
        print(f"{size:<10}{words:>10}{spent:>10.0f}{against:>17}")


def peers(python: str) -> None:
    """Other tools on the same two versions, each in its own process, at most two minutes."""
    before, after = versions(100, "medium")
    print("\nother tools, medium edits, the same two versions (CPU ms)")
    print(f"{'keeling':<28}{best(lambda: between(before, after), 5):>10.0f}")
    with tempfile.TemporaryDirectory() as folder:
        for name, version in (("before", before), ("after", after)):
            base = Path(folder, name)
            base.with_suffix(".html").write_text(f"<div>{''.join(map(_html, version.provisions))}</div>")
            base.with_suffix(".txt").write_text("\n\n".join(texts(version)))
            base.with_suffix(".xml").write_text(_uslm(version))
        for tool in ("words-to-data", "xmldiff fast", "lxml htmldiff", "redlines"):
            try:
                done = subprocess.run(
                    [python, str(PEERS), tool, folder], capture_output=True, check=False, text=True, timeout=120
                )
                print(f"{tool:<28}{done.stdout.strip() or done.stderr.strip().splitlines()[-1]:>10}")
            except subprocess.TimeoutExpired:
                print(f"{tool:<28}{'> 120000':>10}")


def _html(node: Provision) -> str:
    own = f"<p>{node.printed} {node.heading or ''}{node.text}</p>" if node.heading or node.text else ""
    return own + "".join(map(_html, node.children))


def _uslm(version: Expression) -> str:
    """The version in the United States' legislative markup, the only one words-to-data reads."""
    body = "".join(_uslm_node(node, "/us/usc/t1") for node in version.provisions)
    title = f'<title identifier="/us/usc/t1"><num value="1">Title 1</num><heading>A code</heading>{body}</title>'
    names = 'xmlns="http://xml.house.gov/schemas/uslm/1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    meta = "<meta><dc:title>Title 1</dc:title><dc:type>USCTitle</dc:type></meta>"
    return f'<uscDoc {names} identifier="/us/usc/t1">{meta}<main>{title}</main></uscDoc>'


_USLM = {"section": "chapter", "subsection": "subchapter", "measure": "section", "paragraph": "subsection"}


def _uslm_node(node: Provision, around: str) -> str:
    if node.kind == "group":
        return "".join(_uslm_node(child, around) for child in node.children)
    tag = _USLM.get(node.kind, "paragraph")
    number = (node.num or node.label or "").replace("/", "-")
    path = f"{around}/{number}"
    text = f"<content><p>{node.text}</p></content>" if node.text else ""
    below = "".join(_uslm_node(child, path) for child in node.children)
    heading = f"<heading>{node.heading}</heading>" if node.heading else ""
    return f'<{tag} identifier="{path}"><num value="{number}">{number}</num>{heading}{text}{below}</{tag}>'


if __name__ == "__main__":
    main()
