"""Rows about a whole archive: build, again with one snapshot more, size, memory, search, pages, show.

    python -m benchmarks corpus --versions 1000

Makes the archive anew each time. How far it is stands on standard error.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus_generator import add_version, generate
from benchmarks.table import Row, Settings, measure
from db.ask import query
from db.serve.application import SETTINGS, datasette
from db.web.pages.search import search
from db.web.parts.answer import Ask

ROOT = Path(__file__).resolve().parents[1]
FULL = 1_000
"""Versions for which the goals of a build are given; a smaller archive is held to its share of the time."""


@measure("corpus")
def corpus(settings: Settings) -> Iterator[Row]:
    """Generate an archive, build it, build it again with one snapshot more, ask it."""
    folder = settings.folder / f"corpus-{settings.versions}"
    shutil.rmtree(folder, ignore_errors=True)
    _say(f"{settings.versions:,} versions are made in {folder}")
    generate(folder, settings.versions)
    first = _build(folder, "built from nothing")
    name = f"{first['versions']:,} versions, {first['provisions']:,} provisions"
    share = settings.versions / FULL
    yield Row("build, two processes", "the clock", name, first["seconds"] / 60, "min", f"<= {15 * share:g}")
    yield Row("build, two processes", "the processor", name, first["processor"] / 60, "min")
    yield Row("build, peak memory of all processes", "memory", name, first["memory"] / 1024, "GiB", "<= 2")
    yield Row("database", "provisions", name, first["bytes"] / first["provisions"], "bytes", "<= 250")
    add_version(folder)
    again = _build(folder, "built again with one new version")
    assert again["versions"] == first["versions"] + 1
    part = 100 * again["seconds"] / first["seconds"]
    yield Row("build again with one new snapshot", "the first build", f"{again['seconds']:.1f} s", part, "%", "<= 5")
    yield from _searches(folder / "keeling.db", first["provisions"])
    yield from asyncio.run(_pages(folder / "keeling.db"))
    yield from _cold(folder)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _build(folder: Path, what: str) -> dict[str, Any]:
    _say(what)
    command = [sys.executable, "-m", "benchmarks.corpus_run", str(folder), "2"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    assert not found["failures"], found
    return found


def _searches(database: Path, provisions: int) -> Iterator[Row]:
    """A rare and a common word: the first page of the best, ranked and highlighted, and every place there is."""
    _say("searched")
    connection = query.connect(database)
    counted = "select term, doc from temp.words order by doc"
    connection.execute("create virtual table temp.words using fts5vocab(main, texts_fts, row)")
    known = [row for row in connection.execute(counted).fetchall() if row["term"].isalpha()]
    texts = connection.execute("select count(*) from texts").fetchone()[0]
    for name, word, goal in (
        ("rare", known[len(known) // 50], "<= 25"),
        ("common", min(known, key=lambda row: abs(row["doc"] - texts / 4)), "<= 100"),
    ):
        size = f"{provisions:,} provisions, in {word['doc']:,} texts"
        asked = {"q": word["term"]}
        page, table = Ask({}, asked, "", "/search"), Ask({"format": "csv"}, asked, "", "/search.csv")
        spent = _milliseconds(lambda: search(connection, page))  # noqa: B023
        yield Row(f"search, {name} word, a page of hits, highlighted", "the clock", size, spent, "ms", goal)
        spent = _milliseconds(lambda: search(connection, table), 1)  # noqa: B023
        yield Row(f"search, {name} word, all hits as a table", "the clock", size, spent, "ms")
    connection.close()


async def _pages(database: Path) -> list[Row]:
    """Pages through the application without a network, the first time each is asked for."""
    from datasette.app import Datasette

    _say("pages asked for")
    application, stock = datasette(database), Datasette([str(database)])
    rows = []
    connection = query.connect(database)
    version = query.rows(connection, "select work_id, date from versions where status = 'issued' limit 1 offset 4")[0]
    connection.close()
    at = f"/{version['work_id']}/{version['date']}"
    for name, path in (
        ("landing page", "/"), ("page of a code", f"/{version['work_id']}"), ("page of a measure", f"{at}/a1"),
        ("page of a version", at), ("search page", "/search?q=the"),
    ):  # fmt: skip
        rows.append(Row(name, "the clock", path, await _asked(application, path), "ms"))
    table = "/keeling/provisions"
    await stock.invoke_startup()
    ours, theirs = await _asked(application, table), await _asked(stock, table)
    size = f"suggest_facets {SETTINGS['suggest_facets']}"
    rows.append(Row("table page, times faster", "stock Datasette", f"{size}, {ours:.0f} ms", theirs / ours, "×"))
    return rows


async def _asked(application: Any, path: str) -> float:
    await application.invoke_startup()
    start = time.perf_counter()
    answer = await application.client.get(path, follow_redirects=True)
    assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
    return 1000 * (time.perf_counter() - start)


def _cold(folder: Path) -> Iterator[Row]:
    """`show` and `applies`, started anew each time."""
    keeling = [str(Path(sys.executable).with_name("keeling")), "--data", str(folder)]
    start = _milliseconds(lambda: _run([sys.executable, "-c", "pass"]))
    for name, goal, command in (
        ("keeling show", "<= 0.4", ["show", "BBB A1.1"]),
        ("keeling applies, 100 measures", "<= 0.5", ["applies", str(_profile(folder)), "code-0"]),
    ):
        _run([*keeling, *command])  # so that no start that is measured compiles
        spent = _milliseconds(lambda: _run([*keeling, *command]))  # noqa: B023
        yield Row(f"{name}, cold start", "the clock", "median of 7", spent / 1000, "s", goal)
        yield Row(f"{name}, cold start", "Python's own start", "median of 7", spent / start, "×")


def _profile(folder: Path) -> Path:
    path = folder / "profile.toml"
    path.write_text('service = "user-to-user"\nmonthly_uk_users = 8_000_000\n')
    return path


def _run(command: list[str]) -> None:
    """Run as it is installed: with what was compiled once, whatever this shell forbids."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    if done.stderr or done.returncode not in (0, 1):  # `applies` ends with 1 where it leaves an answer open
        raise RuntimeError(done.stderr.decode())


def _milliseconds(work: Callable[[], object], runs: int = 7) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * median(times)
