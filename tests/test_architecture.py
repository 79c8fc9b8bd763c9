"""The import rule and the size rules of the design, read from the source with `ast`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGES = ("corpus", "parser", "diffs", "crawler", "db")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "parser": {"corpus", "parser"},
    "diffs": {"corpus", "diffs"},
    "crawler": {"corpus", "parser", "diffs", "crawler"},
    "db": {"corpus", "parser", "diffs", "db"},
    "cli": {"corpus", "parser", "diffs", "crawler", "db", "cli"},
}
ONLY_IN = {
    "scrapy": {"crawler", "cli"},
    "sqlalchemy": {"db"},
    "datasette": {"db"},
    "bs4": {"parser"},
    "lxml": {"parser"},
    "selectolax": {"parser"},
    "pypdfium2": {"parser"},
    "pypdf": {"parser"},
    "pikepdf": {"parser"},
    "diff_match_patch": {"diffs"},
    "rapidfuzz": {"diffs"},
}


def sources() -> list[Path]:
    """Every source file of the application."""
    return [PROJECT / "cli.py", *(path for name in PACKAGES for path in sorted((PROJECT / name).rglob("*.py")))]


def imports(tree: ast.AST) -> Iterator[str]:
    """Top-level names of everything a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "<relative>"


def forbidden(package: str, tree: ast.AST) -> list[str]:
    """Imports that the rule does not allow in this package."""
    ours = set(MAY_IMPORT)
    return [
        name
        for name in imports(tree)
        if (name in ours and name not in MAY_IMPORT[package])
        or package not in ONLY_IN.get(name, {package})
        or name == "<relative>"
    ]


def package_of(path: Path) -> str:
    """The package a file belongs to: `cli` for cli.py."""
    return path.relative_to(PROJECT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_point_down_only(path: Path) -> None:
    """No module imports sideways or up, and each library stays in its package."""
    assert forbidden(package_of(path), ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("corpus", "import parser"),
        ("parser", "from diffs.edits import word_edits"),
        ("diffs", "def f():\n    import lxml.html"),
        ("crawler", "import db.load"),
        ("db", "from scrapy import Request"),
        ("parser", "from . import blocks"),
    ],
)
def test_the_rule_sees_a_forbidden_import(package: str, line: str) -> None:
    """A sideways, upward, misplaced or relative import is reported, wherever it stands."""
    assert forbidden(package, ast.parse(line))


def functions() -> list[tuple[str, int]]:
    """Every function of the application and its length in lines."""
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append((f"{path.relative_to(PROJECT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1))
    return found


def test_functions_can_be_seen_whole() -> None:
    """At least 90% of functions are shorter than 30 lines, and none is longer than 60."""
    lengths = functions()
    short = sum(length < 30 for _, length in lengths)
    assert short >= 0.9 * len(lengths), f"{short} of {len(lengths)}"
    assert [name for name, length in lengths if length > 60] == []


def test_files_stay_small() -> None:
    """No source file has more than 400 lines."""
    long = {str(p.relative_to(PROJECT)): n for p in sources() if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_modules_are_named_for_what_they_do() -> None:
    """No module is called utils, helpers, common, base or manager."""
    assert [p.name for p in sources() if p.stem in {"utils", "helpers", "common", "base", "manager"}] == []
