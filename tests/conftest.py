"""What every test may use: the shared documents, when they are there, and golden files."""

import fcntl
import gc
import hashlib
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a test never times: on a busy machine nothing of it is slow or fast

PROJECT = Path(__file__).resolve().parents[1]

gc.disable()  # until everything is collected: of what is loaded nothing becomes garbage
MANY = 20_000
"""New objects after which garbage is looked for: thousands of tests and all libraries are looked through each time."""

MEMORY, ENOUGH = Path("/dev/shm"), 2 * 2**30
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
    # archives are written with fsync: in memory no test waits for a disk; what passed is removed at the end
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

LONGEST = (
    "db/web/test_browser.py",
    "db/serve/test_published_again.py",
    "db/serve/test_publish.py",
    "db/web/test_journeys.py",
    "test_readme.py",
    "parser/readers/test_real_readings.py",
    "db/build/test_endurance.py",
    "diffs/output/test_comparison_text.py",
    "parser/readers/pdf/test_replica.py",
    "db/build/test_cluster.py",
    "test_cli.py",
    "crawler/test_run.py",
    "db/serve/test_application.py",
    "db/serve/test_processes.py",
    "crawler/test_webarchive.py",
    "parser/readers/test_sandbox.py",
    "db/build/test_identity.py",
    "parser/readers/test_hostile.py",
    "diffs/execute/test_fresh_cases.py",
    "parser/readers/pdf/test_gate.py",
    "db/build/test_last_build.py",
    "diffs/compare/test_between.py",
    "parser/statements/test_kinds_of_asks.py",
    "diffs/execute/test_label_index.py",
    "db/web/test_assistant.py",
    "parser/test_document.py",
    "crawler/test_replica_states.py",
    "parser/amendments/test_generated.py",
    "test_architecture.py",
    "parser/codes/test_acts.py",
    "parser/codes/test_replica_codes.py",
)
"""Files of tests that take longest, begun first so that no process is left alone with one at the end."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """`-n auto`: three processes for two cores, as a test often waits for a server, a browser or another process."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + cores // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; otherwise the order stays as it is."""
    place = {PROJECT / "tests" / name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


def pytest_collection_finish() -> None:
    """Look for garbage among what the tests make only, and less often than by default."""
    gc.freeze()
    gc.set_threshold(MANY, *gc.get_threshold()[1:])
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Look for garbage no more: pytest did, and an interpreter that ends looks through what is left six times more."""
    gc.freeze()
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """In a process of several, report what a test came to and what went wrong around it, and no more.

    That a test begins, and that what stands before and after it passed, is told to nobody: sent to the process that
    prints, it takes as long as many a test. Where durations or names are asked for, all is reported.
    """
    asked = item.config.option
    if not hasattr(item.config, "workerinput") or asked.durations is not None or asked.verbose > 0:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` rewrites golden files and fails, so that the difference gets read."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files, then fail")


def pytest_report_header() -> str:
    """Say whether the real documents are there: the tests that read them are skipped when not."""
    found = (PROJECT.parent / "shared").is_dir()
    return "real documents: ../shared is here" if found else "real documents: ../shared is NOT here; its tests skip"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; skips where there is none."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the project")
    return folder


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample corpus shipped with the project."""
    return PROJECT / "corpus" / "sample"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program of a real browser: of Debian's two the one without windows takes three quarters of the time."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return found or pytest.skip("no Chromium on this machine")


class Demo(NamedTuple):
    """What a line pasted into a shell in an empty folder made and said."""

    command: str
    data: Path
    status: int
    output: str
    errors: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The sample corpus, crawled and built as a user does it, in a process of its own; no test writes into it."""

    def make(folder: Path) -> dict[str, object]:
        command = "keeling demo --no-serve"
        there = {name: value for name, value in os.environ.items() if not name.startswith("KEELING_")}
        there["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{there['PATH']}"
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=there, capture_output=True, text=True, timeout=280, check=False
        )
        return {"command": command, "status": done.returncode, "output": done.stdout, "errors": done.stderr}

    folder, said = _once(tmp_path_factory, "demo", make)
    return Demo(data=folder / "data" / "demo", **said)


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], dict[str, object]]) -> tuple[Path, dict]:
    """A folder that is made once for all processes of a run, and what was said at that."""
    root = factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / f"{name}-of-this-run"
    folder.mkdir(exist_ok=True)
    with (folder / "made.json").open("a+", encoding="utf-8") as made:
        fcntl.flock(made, fcntl.LOCK_EX)  # whoever comes first makes it, the others wait
        made.seek(0)
        if not (said := made.read()):
            said = json.dumps(make(folder))
            made.write(said)
    return folder, json.loads(said)


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Any]:
    """What a reader sees in a real file by its name alone: read once for all tests of a run, and frozen."""
    from parser.read import read

    return _made_once(tmp_path_factory, "reading", lambda path: read(path.read_bytes(), path.name))


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory, seen: Callable[[Path], Any]) -> Callable[[Path], Any]:
    """What the parser makes of a real file by its name alone: made once for all tests of a run, and frozen."""
    from parser.document import interpret

    return _made_once(tmp_path_factory, "expression", lambda path: interpret(seen(path)))


def _made_once(factory: pytest.TempPathFactory, name: str, of: Callable[[Path], Any]) -> Callable[[Path], Any]:
    """A value for a file, made by the first process that asks for it."""

    @cache
    def found(path: Path) -> Any:
        def make(folder: Path) -> dict[str, object]:
            (folder / name).write_bytes(pickle.dumps(of(path)))
            return {"name": path.name}

        digest = hashlib.sha256(path.name.encode() + path.read_bytes()).hexdigest()
        folder, _ = _once(factory, f"{name}-{digest}", make)
        return pickle.loads((folder / name).read_bytes())

    return found


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with a file kept beside its input: `golden(path, text)`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            pytest.fail(f"{path.name} was rewritten; read the difference and run again")
        assert path.is_file(), f"{path} does not exist; run pytest --update-golden"
        assert text == path.read_text("utf-8")

    return compare
