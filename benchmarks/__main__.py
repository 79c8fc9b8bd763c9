"""Every row of the bar, measured in one run: `python -m benchmarks [NAME…] [--quick] [--versions N]`.

Prints a Markdown table. A figure with × is a ratio of two things measured in this run, by turns,
in processor time; only ratios hold on another machine. Names select rows: diff, growth, peers,
parse, pdf, docx, consolidation, crawl, corpus. `--quick` takes small sizes. The other tools are
installed into an environment of their own below `--data`, and skipped aloud where they cannot be.
Ends with 1 where a goal is missed.
"""

import argparse
import os
import platform
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import benchmarks.corpus_rows
import benchmarks.documents  # noqa: F401  (importing the modules registers what they measure)
from benchmarks.peers import environment
from benchmarks.table import HEADER, MEASURES, Settings, measured


def main() -> int:
    """Measure, print as it goes, and say what fell short."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*MEASURES, []], help="rows to measure; all where none is named")
    parser.add_argument("--quick", action="store_true", help="small sizes, a few minutes")
    parser.add_argument("--versions", type=int, default=0, help="versions of the generated archive [100, quick 10]")
    parser.add_argument("--data", type=Path, default=Path("data/benchmarks"), help="where archives and tools are kept")
    parser.add_argument("--no-peers", action="store_true", help="leave out tools that must be installed")
    options = parser.parse_args()
    names = options.names or list(MEASURES)
    options.data.mkdir(parents=True, exist_ok=True)
    needed = not options.no_peers and {"peers", "pdf"} & set(names)
    folder = options.data.resolve()
    versions = options.versions or (10 if options.quick else 100)
    settings = Settings(folder, versions, options.quick, environment(folder) if needed else None)
    print(f"{machine()}\n\n{HEADER}", flush=True)
    short = []
    for name in names:
        # a process each: what one measure leaves in memory would slow the next one's search for garbage
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            short += [row for row in alone.submit(measured, name, settings).result() if row.verdict == "SHORT"]
    for row in short:
        print(f"SHORT: {row.work} against {row.against} ({row.size}): {row.figure:.2f} {row.unit}, goal {row.goal}")
    return 1 if short else 0


def machine() -> str:
    """What the figures were measured on."""
    load = os.getloadavg()[0]
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, {python}, load {load:.1f} at the start"


if __name__ == "__main__":
    sys.exit(main())
