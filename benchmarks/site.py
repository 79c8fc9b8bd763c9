"""The site under load, beside stock Datasette's row page on the same file in the same run.

    python -m benchmarks.site [FOLDER] [--seconds 10] [--versions 300] [--processes N]

Where FOLDER (data/benchmarks/site) has no `keeling.db`, an archive of 30,000 measures is made and
built first, which takes some minutes. Everything runs on this machine: eight connections ask as
fast as they are answered, so the load takes its share of the cores. `never asked for before`
means that every answer is made; `asked again` are a hundred measures over and over. Each server
is warmed for two seconds, apart from the first search. Ends with 1 where a goal is missed.
"""

import argparse
import asyncio
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from benchmarks.__main__ import machine
from benchmarks.corpus_generator import generate
from benchmarks.site_load import CONNECTIONS, Answer, load, one_by_one, share
from benchmarks.table import HEADER, Row

OWN = (
    "import sys; from pathlib import Path; from db.serve.application import serve;"
    " serve(Path(sys.argv[1]), port=0, processes=int(sys.argv[2]) or None)"
)
WARM_SECONDS = 2.0
HOSTILE = (
    "' or 1=1 --", '"><script>alert(1)</script>', "../../etc/passwd", "{{ 7*7 }}", "%00", "%ff%fe", "٣", "é" * 200, "*",
    "9999-99-99", "2026-13-45", "1); drop table provisions; --", "+".join(["x"] * 40), "@", "~", "a" * 3_000, "\u202e",
)  # fmt: skip
PLACES = (
    "/{}", "/code-0/{}", "/code-0/latest/{}", "/code-0/{}/b1", "/compare/code-0/{}...latest", "/feeds/{}.atom",
    "/code-0/latest/{}.csv", "/code-0/{}.json", "/search?q=the&work={}", "/search?q=the&kind={}", "/compare?work={}",
    "/search?q=the&version={}", "/search?q=the&page={}", "/compare?before={}&after={}", "/stack?base={}&then1={}",
)  # fmt: skip


@contextmanager
def served(command: Sequence[str], plugins: bool) -> Iterator[tuple[int, int]]:
    """A server; gives its port and the id of its process."""
    settings = os.environ if plugins else {**os.environ, "DATASETTE_LOAD_PLUGINS": ""}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=settings)
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if "http://127.0.0.1:" in line:
                yield int(line.partition("http://127.0.0.1:")[2].split("/")[0].split()[0]), process.pid
                return
        raise SystemExit("the server did not start")
    finally:
        process.terminate()
        process.wait()


def spent(pid: int) -> float:
    """Seconds of processor time of a process and those it has started; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + sum(spent(int(child)) for child in children)


def rates(name: str, answers: Sequence[Answer], seconds: float, goals: bool = True) -> Iterator[Row]:
    """Requests a second, and the time within which 99 of 100 are answered."""
    wrong = [answer for answer in answers if answer.status != 200]
    if wrong:
        raise SystemExit(f"{wrong[0].path}: status {wrong[0].status}")
    size = f"{CONNECTIONS} connections, median {share(answers, 0.5) * 1000:.1f} ms"
    yield Row(name, "the clock", size, len(answers) / seconds, "a second", ">= 200" if goals else "")
    last = share(answers, 0.99) * 1000
    yield Row(f"{name}, 99th percentile", "the clock", size, last, "ms", "<= 300" if goals else "")


def stock(database: Path, rows: Sequence[str], seconds: float) -> tuple[float, list[Row]]:
    """Datasette without plugins: its row page, never asked for before. Gives requests a second, and the rows."""
    command = [sys.executable, "-m", "datasette", "serve", "-i", str(database), "--port", "0", "--nolock"]
    with served(command, plugins=False) as (port, pid):
        asyncio.run(load(port, iter(rows[-2000:]), WARM_SECONDS))
        before = spent(pid)
        answers = asyncio.run(load(port, iter(rows), seconds))
        used = (spent(pid) - before) / len(answers)
    said = list(rates("stock Datasette's row page", answers, seconds, goals=False))
    return len(answers) / seconds, [*said, Row("stock Datasette's row page", "the processor", "", used * 1000, "ms")]


def pages(port: int, pid: int, paths: Sequence[str], seconds: float, other: float) -> Iterator[Row]:
    """Measure pages, made and kept."""
    asyncio.run(load(port, iter(paths[-2000:]), WARM_SECONDS))
    again = (paths[n % 100] for n in range(10**9))
    for name, asked in (("never asked for before", iter(paths)), ("asked again", again)):
        before = spent(pid)
        answers = asyncio.run(load(port, asked, seconds))
        yield from rates(f"measure page, {name}", answers, seconds)
        used = (spent(pid) - before) / len(answers)
        yield Row(f"measure page, {name}", "the processor", "all server processes", used * 1000, "ms")
        ratio = len(answers) / seconds / other
        yield Row(f"measure page, {name}", "stock Datasette's row page", "this run", ratio, "×")


def searches(port: int, words: Sequence[str]) -> Iterator[Row]:
    """One reader who searches; the first search of a fresh server is for the commonest word."""
    (_, first) = asyncio.run(one_by_one(port, ["/about", f"/search?q={quote(words[0])}"]))
    yield Row("search, the first after the start", "the clock", f"“{words[0]}”", first.seconds * 1000, "ms", "<= 150")
    filters = ("", "&work=code-1", "&kind=paragraph", "&since=2012", "&work=code-2&kind=measure")
    asked = [f"/search?all=1&q={quote(word)}{only}" for word in words for only in filters]
    answers = asyncio.run(one_by_one(port, asked))
    size = f"{len(asked)} searches, from one word in all to the rarest"
    yield Row("search, median", "the clock", size, share(answers, 0.5) * 1000, "ms", "<= 150")
    worst = max(answers, key=lambda answer: answer.seconds)
    yield Row("search, worst", "the clock", worst.path[:60], worst.seconds * 1000, "ms", "<= 150")


def refusals(port: int) -> Iterator[Row]:
    """Injection strings, absurd versions, paths and Unicode: each is refused, and soon."""
    asked = [place.replace("{}", quote(text, safe="%+")) for place in PLACES for text in HOSTILE]
    answers = asyncio.run(one_by_one(port, asked))
    size = f"{len(asked)} requests"
    wrong = [answer for answer in answers if not 400 <= answer.status < 500]
    said = f"{size}; {wrong[0].status} {wrong[0].path[:60]}" if wrong else size
    yield Row("bad input that is not refused", "4xx", said, len(wrong), "answers", "<= 0")
    worst = max(answers, key=lambda answer: answer.seconds)
    yield Row("bad input, the slowest answer", "the clock", worst.path[:60], worst.seconds * 1000, "ms", "<= 100")


def words_of(connection: sqlite3.Connection) -> list[str]:
    """Words from the commonest to the rarest, and some together."""
    connection.execute("create virtual table temp.words using fts5vocab(main, texts_fts, row)")
    found = [row[0] for row in connection.execute("select term from temp.words order by doc desc") if row[0].isalpha()]
    steps = [found[min(2**n, len(found)) - 1] for n in range(len(found).bit_length())]
    return [*steps, f"{found[0]} {found[1]}", f'"{found[0]} {found[1]}"', f"{found[0]} {steps[-2]}"]


def measured(database: Path, seconds: float, processes: int) -> Iterator[Row]:
    """All rows; both servers on the same file, one after the other."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    found = [row[0] for row in connection.execute("select id from provisions where kind = 'measure'")]
    words = words_of(connection)
    connection.close()
    random.Random(7).shuffle(found)
    sys.stdout.write(f"{len(found):,} measures, {database.stat().st_size // 1_000_000} MB; {machine()}\n\n{HEADER}\n")
    own = [sys.executable, "-c", OWN, str(database.parent), str(processes)]
    with served(own, plugins=True) as (port, _):
        yield from searches(port, words)
        (first,) = asyncio.run(one_by_one(port, ["/keeling/provisions"]))
        yield Row("Datasette's page of provisions, first", "the clock", "all tables", first.seconds * 1000, "ms")
        yield from refusals(port)
    rows = [f"/keeling/provisions/{quote(name, safe='').replace('~', '~7E').replace('%', '~')}" for name in found]
    other, said = stock(database, rows, seconds)
    yield from said
    with served(own, plugins=True) as (port, pid):
        yield from pages(port, pid, [f"/{name.replace('@', '/', 1)}" for name in found], seconds, other)


def built(folder: Path, versions: int) -> Path:
    """The database of a folder, made where there is none."""
    database = folder / "keeling.db"
    if not database.exists():
        if not (folder / "catalogue.toml").exists():
            generate(folder, versions)
        subprocess.run(
            [sys.executable, "-m", "benchmarks.corpus_run", str(folder), str(os.cpu_count() or 1)], check=True
        )
    return database


def main() -> int:
    """Measure, print as it goes, and say what fell short."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("data/benchmarks/site"))
    parser.add_argument("--seconds", type=float, default=10.0, help="length of each load")
    parser.add_argument(
        "--versions", type=int, default=300, help="versions of the archive that is made, 100 measures each"
    )
    parser.add_argument("--processes", type=int, default=0, help="server processes [as keeling serve chooses]")
    options = parser.parse_args()
    short = []
    for row in measured(built(options.folder, options.versions), options.seconds, options.processes):
        print(row.line(), flush=True)
        short += [row] if row.verdict == "SHORT" else []
    for row in short:
        print(f"SHORT: {row.work} ({row.size}): {row.figure:.1f} {row.unit}, goal {row.goal}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
