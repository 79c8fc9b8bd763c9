"""What two checkouts say of the same documents: `python -m benchmarks.before_after BEFORE AFTER --out DIR FOLDER…`.

BEFORE and AFTER are checkouts, each with its own `.venv`. In each, one long-lived process answers `parse --json` of
every document below the FOLDERs (archives of pages unpacked), `diff --json` of neighbouring versions, and
`consolidate --json` of every instrument on every code whose numbers it names. Each answer is kept as a file below DIR,
so that a run can be interrupted, and repeated for one checkout with `--again PART-OF-A-NAME` after a mending.
`python -m benchmarks.before_after_kinds DIR` sorts the differences.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

KINDS = (".html", ".htm", ".json", ".txt", ".md", ".pdf")
VERSION = re.compile(r"\d\d_\d{4}-\d\d-\d\d\.\w+")
STATES = (("site", "site-later"),)
KEPT = 40
"""How many parses a process remembers: versions of one page stand together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One command and the name its answer is kept under."""

    name: str
    argv: tuple[str, ...]


def main() -> None:
    """Ask both checkouts; print a line for each hundred answers."""
    options = _options()
    if options.serve:
        return _serve()
    out: Path = options.out.resolve()
    documents = list(_documents(options.folders, out / "unpacked"))
    parses = [Asked(f"parse/{name}", ("parse", "--json", str(path))) for name, path in documents]
    for side, checkout in (("before", options.before), ("after", options.after)):
        if options.only and options.only != side:
            continue
        with _Answers(checkout.resolve(), out / side, options.again) as answers:
            answers.ask(_with_neighbours(parses, documents))
            answers.ask(_consolidations(documents, out))
    return None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path, nargs="?")
    parser.add_argument("after", type=Path, nargs="?")
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=Path("data/before-after"))
    parser.add_argument("--only", choices=["before", "after"])
    parser.add_argument("--again", default=None, metavar="PART", help="ask again where the name contains it")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _documents(folders: list[Path], scratch: Path) -> Iterator[tuple[str, Path]]:
    """Name and path of each document, one for each pair of file name and bytes, the versions of a page together."""
    seen: set[tuple[str, str]] = set()
    for name, path in _files(folders, scratch):
        key = (path.name, hashlib.sha256(path.read_bytes()).hexdigest())
        if key not in seen:
            seen.add(key)
            yield name, path


def _files(folders: list[Path], scratch: Path) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for path in sorted(folder.resolve().rglob("*")):
            name = str(path.relative_to(folder.resolve().parent))
            if path.name.endswith(".tar.gz"):
                yield from _unpacked(path, scratch / path.name.removesuffix(".tar.gz"))
            elif path.is_file() and path.suffix in KINDS and "truth" not in path.parts:
                yield name, path


def _unpacked(path: Path, into: Path) -> Iterator[tuple[str, Path]]:
    if not into.exists():
        with tarfile.open(path) as archive:
            archive.extractall(into, filter="data")
    for page in sorted(into.rglob("*")):
        if page.is_file() and page.suffix in KINDS:
            yield f"{into.name}/{page.relative_to(into)}", page


def _with_neighbours(parses: list[Asked], documents: list[tuple[str, Path]]) -> Iterator[Asked]:
    """Each parse, and behind the versions of a page the comparisons of neighbours."""
    folder = Path()
    open_folder: list[tuple[str, Path]] = []
    for asked, (name, path) in zip(parses, documents, strict=True):
        if path.parent != folder:
            yield from _diffs(open_folder)
            folder, open_folder = path.parent, []
        yield asked
        if VERSION.fullmatch(path.name):
            open_folder.append((name, path))
    yield from _diffs(open_folder)
    yield from _states(documents)


def _diffs(versions: list[tuple[str, Path]]) -> Iterator[Asked]:
    for (_, before), (name, after) in pairwise(versions):
        yield Asked(f"diff/{name}", ("diff", "--json", str(before), str(after)))


def _states(documents: list[tuple[str, Path]]) -> Iterator[Asked]:
    """Comparisons of the same address in two states of a copied site."""
    for name, path in documents:
        for before, after in STATES:
            first = Path(str(path).replace(f"/{after}/", f"/{before}/"))
            if first != path and first.is_file() and path.suffix != ".json":
                yield Asked(f"diff/{name}", ("diff", "--json", str(first), str(path)))


def _consolidations(documents: list[tuple[str, Path]], out: Path) -> Iterator[Asked]:
    """Every instrument on every code whose prefix its effects name, as the checkout before reads them."""
    codes, instruments = {}, {}
    for name, path in documents:
        read = answer(out / "before", f"parse/{name}").get("out")
        if not isinstance(read, dict):
            continue
        if read.get("kind") == "code" and (prefix := _prefix(read["provisions"])):
            codes[path] = prefix
        elif read.get("effects"):
            labels = json.dumps([effect["affected"] for effect in read["effects"]])
            instruments[path] = (name, labels)
    for path, (name, labels) in instruments.items():
        for code, prefix in codes.items():
            if f'"{prefix} ' in labels:
                digest = hashlib.sha256(str(code).encode()).hexdigest()[:6]
                yield Asked(f"consolidate/{name}/{digest}", ("consolidate", "--json", str(code), str(path)))


def _prefix(nodes: list[dict[str, Any]]) -> str | None:
    """What the numbers of a code's measures begin with."""
    for node in nodes:
        if node["kind"] == "measure" and node["label"]:
            return str(node["label"]).split(" ")[0]
        if found := _prefix(node["children"]):
            return found
    return None


def answer(folder: Path, name: str) -> dict[str, Any]:
    """What was kept under a name: `exit`, `out` (JSON or text), `err`; empty where it was not asked."""
    path = _kept(folder, name)
    return dict(json.loads(path.read_text())) if path.exists() else {}


def _kept(folder: Path, name: str) -> Path:
    return folder / name.split("/", maxsplit=1)[0] / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.json"


class _Answers:
    """The process of one checkout, and the folder its answers are kept in."""

    def __init__(self, checkout: Path, folder: Path, again: str | None) -> None:
        self.folder, self.again = folder, again
        python = checkout / ".venv/bin/python"
        environment = {**os.environ, "KEELING_TODAY": "2026-11-29", "KEELING_DATA": str(folder / "data")}
        self.process = subprocess.Popen(
            [python, "-P", str(Path(__file__).resolve()), "--serve"],
            cwd=checkout, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> "_Answers":
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()

    def ask(self, asked: Iterator[Asked]) -> None:
        for number, each in enumerate(asked, 1):
            path = _kept(self.folder, each.name)
            if not path.exists() or (self.again is not None and self.again in each.name):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps({"name": each.name, **self._answer(each)}, ensure_ascii=False))
            if not number % 100:
                print(f"{self.folder.name}: {number}", file=sys.stderr, flush=True)

    def _answer(self, asked: Asked) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked.argv) + "\n")
        self.process.stdin.flush()
        return dict(json.loads(self.process.stdout.readline()))


def _serve() -> None:
    """In a checkout: answer each line, a list of arguments, with a line of JSON."""
    from click.testing import CliRunner

    from parser import document

    document.parse = _remembered(document.parse)  # type: ignore[assignment]  # before anything else takes it by name
    from cli import cli

    wire, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        done = CliRunner().invoke(cli, json.loads(line))
        try:
            out = json.loads(done.stdout)
        except ValueError:
            out = done.stdout
        failed = repr(done.exception) if done.exception and not isinstance(done.exception, SystemExit) else None
        said = {"exit": done.exit_code, "out": out, "err": done.stderr, "failed": failed}
        wire.write(json.dumps(said, ensure_ascii=False) + "\n")
        wire.flush()


def _remembered(parse: Callable[..., Any]) -> Callable[..., Any]:
    kept: dict[tuple[bytes, str], Any] = {}

    def remembered(body: bytes, name: str = "", **options: Any) -> Any:
        key = (hashlib.sha256(body).digest(), name + str(options.get("changes")))
        if key not in kept:
            if len(kept) == KEPT:
                del kept[next(iter(kept))]
            kept[key] = parse(body, name=name, **options)
        return kept[key]

    return remembered


if __name__ == "__main__":
    main()
