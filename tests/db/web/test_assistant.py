"""The tools for an assistant: every answer with its evidence; of a thousand altered quotations none is accepted."""

import random
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import cli
from corpus.text import fold
from db.ask import query
from db.web import quotes
from db.web.assistant import Tools, _concerns

CODE = "pcu@2025-07-04"
STAMP = {"version", "status", "dates", "content_hash", "version_permalink", "unofficial", "snapshot", "ledger"}


@pytest.fixture(scope="module")
def data(demo: Any) -> Path:
    """The sample corpus, built once."""
    return demo.data


@pytest.fixture(scope="module")
def tools(data: Path) -> Tools:
    return Tools(data / "keeling.db", "https://codes.example.org")


def passages(data: Path) -> list[quotes.Passage]:
    with closing(query.connect(data / "keeling.db")) as connection:
        return quotes.passages(connection, CODE)


def long_texts(data: Path) -> list[str]:
    """Texts of the code of at least twelve words."""
    with closing(query.connect(data / "keeling.db")) as connection:
        rows = query.rows(connection, "select text from provision where version = :v order by position", v=CODE)
    return [row["text"] for row in rows if len(row["text"].split()) >= 12]


def altered(text: str, chance: random.Random) -> str:
    """A quotation with one thing other than it is: a word more, less, other, moved; a number, a case, a negation."""
    words = text.split()
    at = chance.randrange(1, len(words) - 2)
    head, word, tail = words[:at], words[at], words[at + 1 :]
    changed = [
        [*head, *tail],
        [*head, "not", word, *tail],
        [*head, chance.choice(["may", "should", "every", "seven", "2031"]), *tail],
        [*head, tail[0], word, *tail[1:]],
        [*head, f"{word}s", *tail],
        [*head, word.swapcase(), *tail],
        [*head, "…", *tail],
    ]
    return " ".join(chance.choice(changed))


def test_a_thousand_altered_quotations(data: Path) -> None:
    """None is accepted; the words as they are, and with other quotes and dashes, are."""
    chance, texts = random.Random(21), long_texts(data)
    tried = 0
    known = passages(data)
    everything = "\n".join(passage.printed for passage in known)
    while tried < 1000:
        text = chance.choice(texts)
        quote = altered(text, chance)
        if quote == text or quote in everything:
            continue
        assert quotes.verify(known, quote).result == "not_found", quote
        tried += 1
    for text in texts[:60]:
        assert quotes.verify(known, text).result == "exact", text
        typeset = text.replace("’", "'").replace("–", "-").replace("“", '"').replace("”", '"')
        assert quotes.verify(known, typeset).result == ("exact" if typeset == text else "typography_only")
        assert quotes.verify(known, " ".join(text.split()[2:-2])).result == "exact"


def test_words_are_whole_and_what_is_around_is_shown(data: Path) -> None:
    """Half a word is none; a "not" just before a quotation is shown with it; two words are too few."""
    known, words = passages(data), long_texts(data)[0].split()
    assert quotes.verify(known, " ".join(words[2:8])[1:]).result == "not_found"
    found = quotes.verify(known, " ".join(words[3:9]))
    assert found.before.endswith(f"{words[2]} ")
    assert found.after.startswith(f" {words[9]}")
    assert quotes.verify(known, " ".join(words[:2])).result == "not_found"


def test_what_leads_a_list_in_and_closes_it_is_shown_with_an_item(tmp_path: Path) -> None:
    """A "not" in the words before a list, and an "unless" behind it, were outside what is shown around an item."""
    words = "sell any of the kites that belong to other members of the club"
    text = (
        "A code of kites\n\n1.1 A provider which keeps kites, however many they are and whatever their colour may be, "
        f"should not:\n\n(a) {words}; or\n\n(b) lend them,\n\nunless the owner agrees.\n\n"
        f"1.2 No one, not even the one who keeps the book of the club and has all of its keys, may {words}.\n"
    )
    (tmp_path / "kites.txt").write_text(text, "utf-8")
    for command in (["add", str(tmp_path / "kites.txt")], ["build"]):
        CliRunner().invoke(cli, [*command, "--data", str(tmp_path / "d")], catch_exceptions=False)
    with closing(sqlite3.connect(tmp_path / "d" / "keeling.db")) as connection:
        connection.row_factory = sqlite3.Row
        (version,) = connection.execute("select id from versions").fetchone()
        known = quotes.passages(connection, version)
    item = quotes.verify(known, words)
    assert item.before.endswith("should not: … ")
    assert item.after.endswith("unless the owner agrees.")
    sentence = quotes.verify(known, "of the kites that belong to other members of the club.")
    assert sentence.before.startswith("No one")


@pytest.mark.parametrize(
    ("quote", "result"),
    [
        ("where more than 10% of them", "exact"),
        ("where more than 10", "not_found"),
        ("50 for each kite is due", "not_found"),
        ("£50 for each kite is due", "exact"),
        ("is due within 5", "not_found"),
        ("red kites and", "not_found"),
        ("5 degrees below the clubs", "not_found"),
        ("in the year 2030", "exact"),
        ("the logs of the clubs", "not_found"),
        ("members of section 12(", "not_found"),
        ("members of section 12", "not_found"),
        ("and paragraph F3.", "not_found"),
        ("and paragraph F3.1", "exact"),
    ],
)
def test_a_quotation_ends_where_a_word_or_a_figure_does(quote: str, result: str) -> None:
    """10 is not in 10%, 50 not in £50, 5 not in 5–10 and "and" not in and/or: cut there the words say another thing."""
    text = (
        "Where more than 10% of them are red kites and/or blue ones, £50 for each kite is due within 5–10 days, at "
        "-5 degrees below the clubs’ own; this was said in the year 2030. See the logs of "
        " the clubs’ members of section 12(2) and paragraph F3.1."
    )
    row: Any = None
    known = [quotes.Passage(row, text, fold(text), own=False)]
    assert quotes.verify(known, quote.replace("where", "Where")).result == result


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("search_measures", {"words": "crisis", "work": "pcu"}),
    ("provision_at", {"citation": "PCU C1.4(a)"}),
    ("compare", {"before": "pcu@2025-04-24", "after": CODE}),
    ("why_changed", {"citation": "PCU C1.4(a)", "version": CODE}),
    ("applies", {"profile": {"service": "user-to-user"}, "code": "pcu"}),
    ("verify_quote", {"quote": "", "version": CODE}),
    ("coverage", {"version": CODE}),
]


def test_every_answer_has_its_evidence(tools: Tools, data: Path) -> None:
    """Version, dates, status, digest, permalink, ledger, and that it is unofficial."""
    for name, arguments in CALLS:
        asked = arguments | ({"quote": long_texts(data)[0]} if name == "verify_quote" else {})
        answer = getattr(tools, name)(**asked)
        assert "error" not in answer, (name, answer)
        stamped = {"search_measures": "results", "compare": "ends", "verify_quote": "places"}.get(name)
        for each in answer[stamped] if stamped else [answer]:
            assert STAMP - {"ledger"} <= each.keys(), name
            assert each["version_permalink"].startswith("https://codes.example.org/pcu/")
        assert len(answer["ledger"]) == 64
    assert tools.provision_at("PCU C1.4(a)")["permalink"].endswith("/c1-4-a")


@pytest.mark.parametrize(
    ("kind", "label", "concerned"),
    [
        ("added", "PCU C11.4(a)", True),  # it came with the measure: an empty list would say that nothing changed
        ("removed", "PCU C11", True),
        ("modified", "PCU C11.4(a)", False),  # only the measure's heading
        ("added", "PCU C1", False),
    ],
)
def test_a_provision_changes_with_the_whole_it_stands_in(kind: str, label: str, concerned: bool) -> None:
    """What came, went or moved with a measure changed; a measure that was renamed changes nothing in it."""
    assert _concerns({"kind": kind, "before": None, "after": "PCU C11"}, label) is concerned
    along = {"kind": "renumbered", "before": "PCU A1", "after": "PCU A2", "provisions": [{"before": "PCU C9.1"}]}
    assert _concerns(along, "PCU C9.1")


def test_what_is_not_there_is_said(tools: Tools) -> None:
    """Unknown provision, version, work, code, facts: an error in words, never an answer."""
    for answer in (
        tools.provision_at("PCU Z99"),
        tools.provision_at("PCU C1.4(a)", "pcu@1999-01-01"),
        tools.coverage("nothing@latest"),
        tools.compare("pcu@2025-04-24", "sample-letter-2025-05@latest"),
        tools.compare("pcu@2025-04-24", CODE, "PCU Z99"),
        tools.applies({"colour": "red"}, "pcu"),
        tools.verify_quote("three words here", work="nothing"),
    ):
        assert answer.keys() == {"error", "unofficial"}, answer


@contextmanager
def running(data: Path) -> Iterator[str]:
    """`keeling mcp --http` as a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cli", "--data", str(data), "mcp", "--http", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            assert server.poll() is None, "the server ended"
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.mark.filterwarnings("ignore")
async def test_a_client_over_loopback_runs_every_tool(data: Path) -> None:
    """The official client lists the tools and calls each."""
    mcp = pytest.importorskip("mcp")
    with running(data) as address:
        async with mcp.Client(address) as client:
            listed = {tool.name for tool in (await client.list_tools()).tools}
            assert listed == {name for name, _ in CALLS}
            for name, arguments in CALLS:
                asked = arguments | ({"quote": long_texts(data)[0]} if name == "verify_quote" else {})
                answer = await client.call_tool(name, asked)
                assert not answer.is_error, (name, answer)
                assert '"unofficial"' in answer.content[0].text
                assert '"error"' not in answer.content[0].text[:20], name
