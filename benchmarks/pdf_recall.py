"""Word recall and speed of the PDF reader on real and made documents.

    python benchmarks/pdf_recall.py [FILE or FOLDER ...]

Without arguments it reads the PDFs of ../shared (real ones and the replica's). For each: words,
share of the second engine's words that the reader has, share of words on which the engines
differ, pages for review, and the time as a multiple of reading every character's box with bare
pypdfium2 (best of three, the two taken in turn).
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from corpus.errors import KeelingError
from parser.readers.pdf.document import agreement, read_pdf

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
BAR = 0.995


def bare(body: bytes) -> None:
    """Read every character's box, and nothing else."""
    document = pypdfium2.PdfDocument(body)
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            text.get_charbox(index)


def best(*functions: Callable[[], object], rounds: int = 3) -> list[float]:
    """Seconds of processor each function takes at best, taken in turn so that a busy machine slows all."""
    times = [float("inf")] * len(functions)
    for _ in range(rounds):
        for place, function in enumerate(functions):
            start = time.process_time()
            function()
            times[place] = min(times[place], time.process_time() - start)
    return times


def row(path: Path) -> tuple[str, bool]:
    """One document's line of the table, and whether it meets the bar or says why not."""
    body = path.read_bytes()
    try:
        reading = read_pdf(body)
        pages = agreement(body).pages
    except KeelingError as error:
        return f"{path.name[:44]:44} not read: {error}", True
    second = sum(page.second for page in pages)
    missed = sum(len(page.only_second) for page in pages)
    differing = sum(max(len(page.only_first), len(page.only_second)) for page in pages)
    recall = 1 - missed / max(second, 1)
    slow, full = best(lambda: bare(body), lambda: read_pdf(body))
    figures = f"{len(pages):5} {second:7} {100 * recall:8.3f}% {100 * differing / max(second, 1):7.3f}%"
    line = f"{path.name[:44]:44} {figures} {len(reading.review):6} {full:7.2f}s {full / slow:5.2f}x"
    return line, recall >= BAR or bool(reading.review)


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a document falls short of the bar without a reason for review."""
    roots = [Path(argument) for argument in arguments] or [SHARED / "real/pdfs", SHARED / "replica"]
    found: dict[bytes, Path] = {}
    for root in roots:
        for path in sorted(root.rglob("*.pdf")) if root.is_dir() else [root]:
            found.setdefault(path.read_bytes(), path)
    if not found:
        print("no PDFs: name files, or put ../shared beside the project", file=sys.stderr)
        return 2
    print(
        f"{'document':44} {'pages':>5} {'words':>7} {'recall':>9} {'differ':>8} {'review':>6} {'time':>8} {'bare':>6}"
    )
    good = True
    for path in found.values():
        line, fine = row(path)
        good &= fine
        print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
