"""Import arrows between folders, and the circles among them: `python -m benchmarks.rooms [CHECKOUT]`.

A room is a folder of the application. Where a package has no folders its modules are a room each, so that a flat
package is counted as what it is. An arrow is a pair of rooms of which one imports the other.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKAGES = ("corpus", "parser", "diffs", "crawler", "db")
Arrows = Mapping[str, set[str]]
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def modules(root: Path) -> dict[str, Path]:
    """Every module of the application by its dotted name; a package by its own."""
    paths = (path for package in PACKAGES for path in (root / package).rglob("*.py"))
    return {".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def room(module: str, known: Mapping[str, Path]) -> str:
    """The folder that a module stands in; in a package without folders, the module itself."""
    folder = module if known[module].name == "__init__.py" else module.rpartition(".")[0]
    return folder if "." in folder or _divided(known) else module


def _divided(known: Mapping[str, Path]) -> bool:
    """Whether the modules of a package stand in folders, more than one beside the package itself."""
    return len({name for name, path in known.items() if path.name == "__init__.py"}) > 3


class Source(NamedTuple):
    """What the rules ask of a source file, without its tree: all trees together are 700,000 values."""

    imports: tuple[ast.Import | ast.ImportFrom, ...]
    functions: tuple[tuple[str, int], ...]
    """Each by its name and its length in lines."""


@cache
def source_of(path: Path) -> Source:
    """Everything a source file imports and defines, inside functions too; read once."""
    return source(path.read_text("utf-8"))


def source(text: str) -> Source:
    """As `source_of`, of a text."""
    imports, functions = [], []
    for node in statements(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            functions.append((node.name, (node.end_lineno or 0) - node.lineno + 1))
    return Source(tuple(imports), tuple(functions))


def statements(block: ast.AST) -> Iterator[ast.AST]:
    """Every statement of a module or block, those inside functions too; expressions hold none, and most nodes are."""
    for field in _BLOCKS:
        for node in getattr(block, field, ()):
            yield node
            yield from statements(node)


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of the application that a module imports, inside functions too."""
    for node in source_of(path).imports:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                if full in known or node.module in known:
                    yield full if full in known else node.module


def arrows(root: Path, package: str) -> dict[str, set[str]]:
    """Room -> rooms of the same package that it imports."""
    known = {name: path for name, path in modules(root).items() if name.partition(".")[0] == package}
    drawn: dict[str, set[str]] = defaultdict(set)
    for name, path in known.items():
        here = room(name, known)
        there = {room(each, known) for each in imported(path, known)}
        drawn[here] |= there - {here}
    return dict(drawn)


def circles(drawn: Arrows) -> list[tuple[str, str]]:
    """Pairs of rooms each of which reaches the other."""
    reach = {start: _reached(drawn, start) for start in drawn}
    return sorted((a, b) for a in reach for b in reach[a] if a < b and a in reach.get(b, ()))


def _reached(drawn: Arrows, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(drawn.get(start, ()))
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting += drawn.get(each, ())
    return seen


def main() -> None:
    """Print the count of arrows and circles of every package."""
    root = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parents[1]
    for package in PACKAGES:
        drawn = arrows(root, package)
        print(f"{package:8} {sum(map(len, drawn.values())):4} arrows, {len(circles(drawn))} circles")
        for pair in circles(drawn):
            print("         circle:", *pair)


if __name__ == "__main__":
    main()
