"""One other tool on two versions, for `benchmarks.diff_speed`; runs in an environment of its own."""

import sys
import time
from pathlib import Path


def xmldiff_fast(folder: Path) -> None:
    from xmldiff import main

    options = {"fast_match": True, "F": 0.5}
    main.diff_files(str(folder / "before.html"), str(folder / "after.html"), diff_options=options)


def htmldiff(folder: Path) -> None:
    from lxml.html.diff import htmldiff as compare

    compare((folder / "before.html").read_text(), (folder / "after.html").read_text())


def redlines(folder: Path) -> None:
    from redlines import Redlines

    _ = Redlines((folder / "before.txt").read_text(), (folder / "after.txt").read_text()).output_markdown


def words_to_data(folder: Path) -> None:
    import words_to_data as tool

    before, after = (tool.parse_uslm_xml(str(folder / f"{name}.xml"), "2025-01-01") for name in ("before", "after"))
    tool.compute_diff(before, after)


TOOLS = {"xmldiff fast": xmldiff_fast, "lxml htmldiff": htmldiff, "redlines": redlines, "words-to-data": words_to_data}


def main() -> None:
    """Print the CPU time in milliseconds, imports left out."""
    import importlib

    name, folder = sys.argv[1], Path(sys.argv[2])
    modules = {"xmldiff fast": "xmldiff.main", "lxml htmldiff": "lxml.html.diff", "words-to-data": "words_to_data"}
    importlib.import_module(modules.get(name, name))
    start = time.process_time()
    TOOLS[name](folder)
    print(round(1000 * (time.process_time() - start)))


if __name__ == "__main__":
    main()
