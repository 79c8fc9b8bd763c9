"""The import rule and the size rules of the design, read from the source with `ast`."""

import ast
import importlib.util
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGES = ("corpus", "parser", "diffs", "crawler", "db", "commands")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "parser": {"corpus", "parser"},
    "diffs": {"corpus", "diffs"},
    "crawler": {"corpus", "parser", "diffs", "crawler"},
    "db": {"corpus", "parser", "diffs", "db"},
    "commands": {"corpus", "parser", "diffs", "crawler", "db", "commands"},
    "cli": {"corpus", "commands", "cli"},
}
ONLY_IN = {
    "scrapy": {"crawler"},
    "sqlalchemy": {"db"},
    "datasette": {"db"},
    "bs4": {"parser"},
    "lxml": {"parser"},
    "tinycss2": {"parser"},
    "cssselect": {"parser"},
    "selectolax": {"parser"},
    "pypdfium2": {"parser"},
    "pypdf": {"parser"},
    "pikepdf": {"parser"},
    "diff_match_patch": {"diffs"},
    "rapidfuzz": {"diffs"},
}


FOLDERS_IMPORT = {
    "parser.readers": set(),
    "parser.readers.*": {"parser.readers"},
    "parser.codes": {"parser.readers"},
    "parser.settling": {"parser.readers", "parser.codes"},
    "parser.statements": {"parser.readers", "parser.codes"},
    "parser.drafting": set(),
    "parser.amendments": {"parser.readers", "parser.codes", "parser.drafting"},
    "parser.witnesses": {"parser.readers", "parser.codes"},
    "diffs.words": set(),
    "diffs.compare": {"diffs.words"},
    "diffs.execute": {"diffs.words"},
    "diffs.apply": {"diffs.words", "diffs.compare"},
    "diffs.explain": {"diffs.words", "diffs.compare", "diffs.execute"},
    "diffs.output": {"diffs.words", "diffs.compare", "diffs.execute", "diffs.explain", "diffs.apply"},
    "db.ask": set(),
    "db.schema": set(),
    "db.build": {"db.ask", "db.schema"},
    "db.web.parts": {"db.ask", "db.schema", "db.build"},
    "db.web.pages": {"db.ask", "db.schema", "db.build", "db.web.parts"},
    "db.web": {"db.ask", "db.schema", "db.build", "db.web.parts", "db.web.pages"},
}
"""What a folder may import of its own package; folders that are not named may import any but make no circle."""
MOST_ARROWS = {"parser": 25, "diffs": 10, "db": 15}
MOST_IN_A_FOLDER = 24


def sources() -> list[Path]:
    """Every source file of the application."""
    return [PROJECT / "cli.py", *(path for name in PACKAGES for path in sorted((PROJECT / name).rglob("*.py")))]


def names(imports: Iterable[ast.Import | ast.ImportFrom]) -> Iterator[str]:
    """Top-level names of everything a module imports."""
    for node in imports:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif node.module and not node.level:
            yield node.module.partition(".")[0]
        elif node.level:
            yield "<relative>"


def forbidden(package: str, imports: Iterable[ast.Import | ast.ImportFrom]) -> list[str]:
    """Imports that the rule does not allow in this package."""
    ours = set(MAY_IMPORT)
    return [
        name
        for name in names(imports)
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
    assert forbidden(package_of(path), rooms().source_of(path).imports) == []


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
    assert forbidden(package, rooms().source(line).imports)


def functions() -> list[tuple[str, int]]:
    """Every function of the application and its length in lines."""
    return [
        (f"{path.relative_to(PROJECT)}:{name}", length)
        for path in sources()
        for name, length in rooms().source_of(path).functions
    ]


def test_functions_can_be_seen_whole() -> None:
    """Half of all functions have at most 7 lines, nine in ten at most 17, and none more than 60."""
    lengths = functions()
    in_order = sorted(length for _, length in lengths)
    assert in_order[len(in_order) // 2] <= 7
    assert in_order[len(in_order) * 9 // 10] <= 17
    assert [name for name, length in lengths if length > 60] == []


def test_files_stay_small() -> None:
    """No source file has more than 400 lines."""
    long = {str(p.relative_to(PROJECT)): n for p in sources() if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_modules_are_named_for_what_they_do() -> None:
    """No module is called utils, helpers, common, base or manager."""
    assert [p.name for p in sources() if p.stem in {"utils", "helpers", "common", "base", "manager"}] == []


@cache
def rooms():
    """`benchmarks.rooms`, which counts arrows between folders; benchmarks are not installed, hence by path."""
    spec = importlib.util.spec_from_file_location("rooms", PROJECT / "benchmarks" / "rooms.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def drawn(package: str) -> dict[str, set[str]]:
    """The arrows between the folders of a package."""
    return rooms().arrows(PROJECT, package)


def may_import(folder: str) -> set[str] | None:
    """The folders that a folder may import; None where no rule names it."""
    own, _, _ = folder.rpartition(".")
    return FOLDERS_IMPORT.get(folder, FOLDERS_IMPORT.get(f"{own}.*"))


@pytest.mark.parametrize("package", PACKAGES[:-1])
def test_folders_import_downwards_and_in_no_circle(package: str) -> None:
    """A folder imports only folders of an earlier stage; no two folders reach each other."""
    arrows = drawn(package)
    wrong = {a: b - allowed for a, b in arrows.items() if (allowed := may_import(a)) is not None and b - allowed}
    assert wrong == {}
    assert rooms().circles(arrows) == []


@pytest.mark.parametrize(("package", "most"), MOST_ARROWS.items())
def test_few_arrows_between_folders(package: str, most: int) -> None:
    """The arrows between the folders of a package can be drawn on a page."""
    assert sum(map(len, drawn(package).values())) <= most


def test_a_circle_is_seen() -> None:
    """Two rooms that reach each other by a third are reported."""
    assert rooms().circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_no_folder_is_a_warehouse() -> None:
    """No folder holds more modules than one can overlook."""
    held = Counter(path.parent.relative_to(PROJECT) for path in sources() if path.name != "__init__.py")
    assert {str(folder): count for folder, count in held.items() if count > MOST_IN_A_FOLDER} == {}


def test_no_folder_of_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    """pytest enters every folder that holds a test, whatever it is called."""
    left_out = request.config.getini("norecursedirs")
    folders = {path.parent.relative_to(PROJECT) for path in (PROJECT / "tests").rglob("test_*.py")}
    assert len(folders) > 20
    assert [each for each in folders for part in each.parts if any(fnmatch(part, name) for name in left_out)] == []
