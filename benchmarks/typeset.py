"""One made-up code set by many typesetters in many layouts, and how right the tree of each is.

    python -m benchmarks.typeset [WORD ...] [--seed N] [--measures N] [--keep DIR] [--faults]

Words select layouts by their names (`typst`, `none`). Prints the tree score of each and whether
what is wrong was said (a doubt, a reason for review, a shortfall). Engines are installed here
and never by the product: Chromium, LibreOffice and fonts with apt-get, WeasyPrint and Typst in an
environment below `--data`. Ends with 1 where a tree scores under 0.99 in silence.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.typeset_engines import Engines
from benchmarks.typeset_layouts import LAYOUTS, Layout
from benchmarks.typeset_truth import Code, Score, code, laid, score
from corpus.as_json import to_json
from parser.document import parse

BAR = 0.99


def main() -> int:
    """Set, read, print a line each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.typeset", description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only layouts whose names have all these words")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measures", type=int, default=8)
    parser.add_argument("--keep", type=Path, default=Path("data/benchmarks/typeset"), help="where the PDFs are kept")
    parser.add_argument("--data", type=Path, default=Path("data/benchmarks"), help="where the engines' environment is")
    parser.add_argument("--faults", action="store_true", help="print what is wrong in each tree")
    options = parser.parse_args()
    made = code(options.seed, options.measures)
    engines = Engines(options.data)
    options.keep.mkdir(parents=True, exist_ok=True)
    silent = 0
    for layout in LAYOUTS:
        if not all(word in layout.name for word in options.words):
            continue
        path = options.keep / f"{layout.name.replace(' ', '_')}_{options.seed}_{options.measures}.pdf"
        if not path.exists():
            body = engines.set(laid(made, layout), layout)
            if body is None:
                print(f"SKIPPED  {layout.name}", flush=True)
                continue
            path.write_bytes(body)
        silent += report(laid(made, layout), layout, path.read_bytes(), options.faults)
    return 1 if silent else 0


def report(made: Code, layout: Layout, body: bytes, faults: bool) -> bool:
    """Print one layout's line; whether it falls short in silence."""
    parsed = to_json(parse(body, name="code.pdf"))
    found: Score = score(made, parsed)
    doubts = parsed.get("structure", {}).get("doubts", [])
    said = [*parsed["coverage"]["review"], parsed["coverage"]["shortfall"], *doubts]
    short = found.share < BAR
    state = ("said" if any(said) else "SILENT") if short else "ok"
    print(f"{found.share:.4f} {state:7} {layout.name}", flush=True)
    if faults:
        print("".join(f"        {fault}\n" for fault in found.faults[:12]), end="")
        print("".join(f"        said: {str(reason)[:140]}\n" for reason in said[:4] if reason), end="")
    return short and state == "SILENT"


if __name__ == "__main__":
    sys.exit(main())
