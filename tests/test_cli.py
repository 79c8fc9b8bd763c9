"""The command line as a person or a job meets it: output, messages, exit status."""

import errno
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cli
from corpus.errors import WorldError
from tests.typed import here

PROJECT = Path(__file__).resolve().parents[1]
DRAFT = """Draft amendments to the Kite Code

Draft of amendments to lie before Parliament for the 40-day period.

1. Preamble

1.1 The Kite Office issued the Kite Code on 2 March 2026.

2. Amendments

2.1 The Kite Code is amended as follows.

2.2 In paragraph XYZ A1.2, for “short string” substitute “long string”.
"""
CODE = """The Kite Code

4 Recommended measures

A Flying

XYZ A1 Strings

Application

XYZ A1.1 This measure applies to every provider of kites.

Recommendation

XYZ A1.2 The provider should use a short string, and should: a) test it; and b) keep a note of the test.
"""


def keeling(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as installed, in a process of its own."""
    command = [sys.executable, "-c", "from cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=120, check=False)


@pytest.fixture
def kites(tmp_path: Path) -> Path:
    """A folder with an uncatalogued code and an instrument that amends it."""
    (tmp_path / "code.txt").write_text(CODE)
    (tmp_path / "draft.txt").write_text(DRAFT)
    return tmp_path


@pytest.mark.parametrize("command", ["diff", "consolidate", "export"])
def test_a_file_that_may_be_misread_is_said_by_every_command(kites: Path, command: str) -> None:
    """A label that stands twice makes `parse` end with 1: so does what is made of the file, and says why."""
    twice = kites / "twice.txt"
    twice.write_text(CODE + "\nXYZ A1 The same number again\nXYZ A1.1 The keeper should not fly.\n")
    more = {"diff": [kites / "code.txt"], "consolidate": [kites / "draft.txt"], "export": ["--to", "json"]}[command]
    arguments = [command, twice, *more]
    answer, whole = (
        here(*(path if each == twice else each for each in arguments)) for path in (twice, kites / "code.txt")
    )
    assert (answer.returncode, whole.returncode) == (1, 0), answer.stderr
    assert "twice.txt: XYZ A1: " in answer.stderr
    assert answer.stdout


def test_lint_says_what_an_instrument_reaches_and_which_rows_of_a_record(kites: Path) -> None:
    """`lint DRAFT --on CODE --register FILE`: what it touches, and the row about the measure it stands in."""
    rows = "| Measure | Note |\n|---|---|\n| XYZ A1 | ours |\n| XYZ A7 | ours |\n"
    (kites / "record.md").write_text(f"<!-- keeling:register xyz@2030 -->\n{rows}<!-- /keeling:register -->\n")
    answer = here("lint", kites / "draft.txt", "--on", kites / "code.txt", "--register", kites / "record.md", "--json")
    found = json.loads(answer.stdout)["reaches"][0]
    assert found["applied"] == 1, answer.stderr
    assert [each["label"] for each in found["touches"]] != []
    assert [(row["label"], row["line"]) for row in found["rows"]] == [("XYZ A1", 4)]
    assert here("lint", kites / "draft.txt").returncode == 1


def test_help_names_every_command() -> None:
    """`keeling --help` lists the commands of the contract and ends 0."""
    answer = keeling("--help")
    assert answer.returncode == 0
    for name in (
        "demo", "crawl", "add", "build", "parse", "show", "diff", "consolidate", "explain", "status", "check",
        "export", "serve",
    ):  # fmt: skip
        assert f"\n  {name} " in answer.stdout


def test_parse_prints_a_tree_as_json(kites: Path) -> None:
    """A code with a prefix nobody catalogued parses to measures, paragraphs and items; every word is placed."""
    answer = here("parse", kites / "code.txt", "--json")
    assert answer.returncode == 0, answer.stderr
    tree = json.loads(answer.stdout)
    labels = []

    def collect(node: dict) -> None:
        labels.append(node["label"])
        for child in node["children"]:
            collect(child)

    for root in tree["provisions"]:
        collect(root)
    assert tree["kind"] == "code"
    for label in ("Section 4", "Section 4/A", "XYZ A1", "XYZ A1.1", "XYZ A1.2", "XYZ A1.2(a)", "XYZ A1.2(b)"):
        assert label in labels
    assert tree["coverage"]["placed"] + tree["coverage"]["dropped"] == tree["coverage"]["words"]


def test_several_files_are_a_line_each_and_a_bad_one_does_not_stop_the_rest(kites: Path) -> None:
    """`parse` of several files goes on past one that fails, says so in its line and ends 1."""
    (kites / "bad.html").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8)
    answer = here("parse", kites / "code.txt", kites / "bad.html", kites / "draft.txt")
    assert answer.returncode == 1
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [Path(line["file"]).name for line in lines] == ["code.txt", "bad.html", "draft.txt"]
    assert "error" in lines[1]
    assert lines[2]["kind"] == "amendment"


def test_an_instrument_is_executed_on_a_file_nobody_catalogued(kites: Path) -> None:
    """`consolidate CODE DRAFT` applies the instruction and prints the code as amended."""
    answer = here("consolidate", kites / "code.txt", kites / "draft.txt", "--json")
    assert answer.returncode == 0, answer.stderr + answer.stdout[-2000:]
    result = json.loads(answer.stdout)
    assert [(i["num"], i["state"]) for i in result["instructions"]] == [("2.2", "applied")]
    assert "long string" in json.dumps(result["provisions"])


def test_an_instruction_that_finds_nothing_is_not_applied(kites: Path) -> None:
    """A target that is not there leaves the base as it is, gives the reason and ends 1."""
    (kites / "draft.txt").write_text(DRAFT.replace("A1.2", "A9.2"))
    answer = here("consolidate", kites / "code.txt", kites / "draft.txt", "--json")
    assert answer.returncode == 1
    (outcome,) = json.loads(answer.stdout)["instructions"]
    assert outcome["state"] == "not_applied"
    assert "A9.2" in outcome["reason"]


def test_files_called_the_same_are_told_apart_by_their_names(tmp_path: Path) -> None:
    """Two files of one title are not "X → X": each has its file beside it; its path, where the files' names are one."""
    page = "<html><body><main><h1>Lantern rules</h1><p>1.1 Clean the glass {}.</p></main></body></html>"
    for name, day in (("one.html", "daily"), ("two.html", "weekly"), ("more/one.html", "monthly")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page.format(day))
    one, other = (here("diff", tmp_path / "one.html", tmp_path / name).stdout for name in ("two.html", "more/one.html"))
    assert one.startswith("Lantern rules (one.html) → Lantern rules (two.html)")
    assert f"Lantern rules ({tmp_path / 'one.html'}) → Lantern rules ({tmp_path / 'more/one.html'})" in other


def test_diff_of_two_files_is_json_of_the_contract(kites: Path) -> None:
    """A changed word is one modified provision with edits that give after from before."""
    (kites / "later.txt").write_text(CODE.replace("a short string", "a very short string"))
    answer = here("diff", kites / "code.txt", kites / "later.txt", "--json")
    assert answer.returncode == 0, answer.stderr
    result = json.loads(answer.stdout)
    (change,) = result["changes"]
    assert (change["kind"], change["before"], change["after"]) == ("modified", "XYZ A1.2", "XYZ A1.2")
    assert result["summary"]["modified"] == 1
    assert any(op == 1 and "very" in text for op, text in change["edits"])


def test_the_same_input_gives_the_same_bytes(kites: Path) -> None:
    """JSON has its keys in a stable order, whatever the hash seed."""
    first = keeling("parse", kites / "draft.txt", "--json").stdout
    assert first == keeling("parse", kites / "draft.txt", "--json").stdout
    assert first


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty.txt", b""),
        ("spaces.html", b" \n\t "),
        ("program.html", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
    ],
)
def test_what_is_no_document_is_refused_and_not_stored(tmp_path: Path, name: str, body: bytes) -> None:
    """An empty, binary or broken file: one line that names it, exit 2, nothing in the archive."""
    path = tmp_path / name
    path.write_bytes(body)
    answer = here("add", path, "--data", tmp_path / "data")
    assert answer.returncode == 2
    assert name in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not list((tmp_path / "data").rglob("sha256/*/*"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "nowhere.txt"], "nowhere.txt"),
        (["add", "."], "folder"),
        (["parse", "nowhere.html"], "nowhere.html"),
        (["diff", "nowhere.pdf", "x.pdf"], "nowhere.pdf"),
        (["show", "PCU C11"], "keeling build"),
        (["crawl", "no-such-source"], "no-such-source"),
        (["add", "code.txt", "--work", "no-such-work"], "no-such-work"),
        (["parse", "code.txt", "--catalogue", "none.toml"], "none.toml"),
        (["consolidate", "pcu@2025-07-04"], "INSTRUMENT"),
        (["export", "archive", "--to", "warc", "-o", "none.warc.gz"], "nothing is in d/snapshots"),
        (["export", "pcu@2025-07-04", "--to", "warc", "-o", "none.warc.gz"], "of the whole archive"),
        (["export", "archive", "--to", "json"], "as a WARC only"),
        (["export", "corpus"], "name a folder"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_is_one_clear_message(kites: Path, arguments: list[str], words: str) -> None:
    """What is missing or unknown is named, with exit 1 or 2 and never a traceback."""
    answer = here(*arguments, "--data" if arguments[0] != "frobnicate" else "-h", "d", cwd=kites)
    if arguments[0] == "frobnicate":
        answer = here(*arguments, cwd=kites)
    assert answer.returncode in (1, 2)
    assert words in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_file_added_twice_is_one_body_and_two_sightings(kites: Path) -> None:
    """`add` stores the same bytes once, says who added them, and `check` finds the archive whole."""
    for _ in range(2):
        assert here("add", kites / "code.txt", "--data", kites / "d").returncode == 0
    ledger = [json.loads(line) for line in (kites / "d/snapshots/ledger.jsonl").read_text().splitlines()]
    assert len(ledger) == 2
    assert ledger[0]["digest"] == ledger[1]["digest"]
    assert ledger[0]["by"]
    assert len([p for p in (kites / "d/snapshots/sha256").rglob("*") if p.is_file()]) == 1


def test_check_names_a_damaged_body(kites: Path) -> None:
    """`check` ends 0 on a whole archive, and 1 naming the body once a byte of it has changed."""
    assert here("add", kites / "code.txt", "--data", kites / "d").returncode == 0
    assert here("build", "--data", kites / "d").returncode == 0
    whole = here("check", "--data", kites / "d")
    assert whole.returncode == 0, whole.stdout + whole.stderr
    (body,) = [p for p in (kites / "d/snapshots/sha256").rglob("*") if p.is_file()]
    body.write_bytes(body.read_bytes().replace(b"short", b"shorn"))
    answer = here("check", "--data", kites / "d")
    assert answer.returncode == 1
    assert body.name in answer.stdout + answer.stderr


def test_output_into_a_closed_pipe_is_no_error(kites: Path) -> None:
    """`keeling parse … | head -1` ends without a complaint."""
    command = f"{sys.executable} -c 'from cli import main; main()' parse {kites / 'code.txt'} --json | head -1"
    answer = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert answer.stdout.strip() == "{"
    assert "Traceback" not in answer.stderr
    assert "BrokenPipe" not in answer.stderr


def test_a_full_disk_is_one_line_and_leaves_the_former_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A provider's register is whole after a write that failed; the error is no traceback, and no 0."""
    from commands.talk import put

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    register = tmp_path / "record.md"
    put(register, b"my record")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WorldError, match=r"cannot be written .* it is as it was"):
        put(register, b"another")
    assert [register.read_bytes(), *tmp_path.iterdir()] == [b"my record", register]
    monkeypatch.setattr(cli.cli, "main", full)
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 1
    assert capfd.readouterr().err == "keeling: No space left on device; what was written is not whole\n"


def test_the_demo_names_c11_and_c12_as_inserted(demo: Any) -> None:
    """Crawl, build and what changed, ending 0; every instruction of the sample's draft is applied."""
    assert demo.status == 0, demo.errors + demo.output
    assert "C11 and C12 inserted into Section 4/C by 2.3" in demo.output
    assert "not applied" not in demo.output
    assert "2 amending passages: 2 executed, 0 not understood." in demo.output


def test_show_prints_a_provision_with_its_history(demo: Any) -> None:
    """`show "PCU C11.4(a)"` of the built sample gives its words and a history line."""
    answer = keeling("show", "PCU C11.4(a)", "--data", demo.data)
    assert answer.returncode == 0, answer.stderr
    assert "the signs by which the provider will tell" in answer.stdout
    assert "History" in answer.stdout


def test_the_published_code_is_what_was_computed(demo: Any, sample: Path) -> None:
    """The sample's draft, executed on the code as issued, is the code as published apart from its status paragraph."""
    later = next(sample.rglob("*12oct2026.pdf"))
    answer = here(
        "consolidate", "pcu@2025-07-04", "pcu-amendments-2026-06", "--verify", later, "--json", "--data", demo.data
    )
    result = json.loads(answer.stdout)
    assert [(i["num"], i["state"]) for i in result["instructions"]] == [("2.2", "applied"), ("2.3", "applied")]
    different = {
        p["label"] for p in result["verification"]["provisions"] if p["result"] not in ("identical", "typography")
    }
    assert different <= {"1.2", "Front matter"}


def test_check_passes_on_the_built_sample(demo: Any) -> None:
    """Archive, parse and database of the demo are what a rebuild gives."""
    answer = here("check", "--data", demo.data)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_an_item_that_went_along_was_not_the_measure(demo: Any) -> None:
    """A paragraph of a renumbered measure was said to come from the measure: the numbers are those of the measure."""
    answer = keeling("show", "PCU F4.1(c)", "--data", demo.data)
    assert "Renumbered along with PCU F4 from PCU F3 on 4 July 2025" in answer.stdout
    assert "Renumbered from PCU F3 on" in keeling("show", "PCU F4", "--data", demo.data).stdout


def test_what_answers_from_the_database_loads_no_parser(kites: Path) -> None:
    """A cold `show` or `applies` loads no reader, no grammar, no catalogue, nothing of the pages."""
    asked = kites / "data"
    assert here("--data", asked, "add", kites / "code.txt").returncode == 0
    assert here("--data", asked, "build").returncode in (0, 1)
    (kites / "profile.toml").write_text('service = "user-to-user"\n')
    heavy = {"corpus.catalogue", "corpus.work", "parser", "diffs", "crawler", "db.build", "lxml", "datasette", "scrapy"}
    work = here("--data", asked, "list", "--json").stdout.partition('"id": "')[2].partition('"')[0]
    for command, loaded in (
        (["show", "XYZ A1.2"], set()),
        (["applies", str(kites / "profile.toml"), work], {"diffs"}),
    ):
        modules = _loaded("--data", str(asked), *command)
        assert "db.ask.query" in modules
        assert heavy & modules == loaded


def test_how_sources_are_doing_is_said_without_what_fetches_or_reads(tmp_path: Path) -> None:
    """`status` reads a catalogue and a journal: it loads no crawler's library, no parser, no database."""
    modules = _loaded("--data", str(tmp_path), "status")
    assert "crawler.status" in modules
    assert not {"scrapy", "twisted", "lxml", "parser.document", "sqlalchemy"} & modules


def test_a_version_is_written_without_what_writes_archives(tmp_path: Path) -> None:
    """`export --to json` of a file loads nothing that reads or writes WARC files."""
    (tmp_path / "rules.txt").write_text("Rules\n\n1.1 Kites are flown at noon.\n")
    modules = _loaded("export", str(tmp_path / "rules.txt"), "--to", "json")
    assert "diffs.output.version" in modules
    assert not {"warcio", "crawler.warc"} & modules


def test_a_document_that_nobody_signs_is_read_without_what_knows_asks(tmp_path: Path) -> None:
    """Patterns of asks are compiled for a statement, and nothing else that is parsed; no database is opened."""
    (tmp_path / "rules.txt").write_text(
        "Rules\n\nKites are flown at noon.\n\nReels are kept in the shed by the quay.\n"
    )
    (tmp_path / "letter.txt").write_text(
        "Joint statement on kites\n\nWe urge the council to open the quay, so that kites may be flown there.\n\n"
        "We have flown ours for ten years on a beach that is too small.\n\nSigned\n\nAnn Other, Kite Trust\n"
    )
    assert not {"parser.statements.asking", "db.ask.query"} & _loaded("parse", str(tmp_path / "rules.txt"))
    assert "parser.statements.asking" in _loaded("parse", str(tmp_path / "letter.txt"))


def _loaded(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    said = "; import sys\ntry: main()\nfinally: print('\\n'.join(sys.modules), file=sys.stderr)"
    answer = subprocess.run(
        [sys.executable, "-c", f"from cli import main{said}", *arguments],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return set(answer.stderr.split())


def test_a_database_of_another_keeling_stops_no_comparison_of_files(kites: Path) -> None:
    """What is compared is in the files: the old database is said to explain nothing, and its versions are refused."""
    (kites / "d").mkdir()
    with sqlite3.connect(kites / "d/keeling.db") as connection:
        connection.execute("create table build_info (key text, value text)")
    (kites / "later.txt").write_text(CODE.replace("should", "should not", 1))
    catalogue = kites / "mine.toml"
    title = CODE.splitlines()[0]
    catalogue.write_text(f'[[work]]\nid = "xyz"\nkind = "code"\ntitle = "{title}"\nprefix = "XYZ"\n')
    places = ("--data", kites / "d", "--catalogue", catalogue)
    answer = here("diff", kites / "code.txt", kites / "later.txt", *places)
    assert (answer.returncode, "not" in answer.stdout) == (0, True), answer.stderr
    assert here("export", kites / "code.txt", "--to", "csv", *places).returncode == 0
    assert here("lint", kites / "draft.txt", "--on", kites / "code.txt", *places).returncode == 0
    (kites / "service.toml").write_text('service = "user-to-user"\n')
    applied = here("applies", kites / "service.toml", kites / "code.txt", *places)
    assert "XYZ A1" in applied.stdout, applied.stderr
    refused = here("diff", "xyz@2030-01-01", kites / "later.txt", *places)
    assert "run `keeling build`" in refused.stderr
