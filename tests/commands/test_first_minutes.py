"""The first minutes of a person who has just installed keeling: help, errors, completion, what to type next."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

from cli import cli
from corpus.address import published, site_address
from corpus.catalogue import load
from corpus.errors import UsageError
from corpus.snapshots import Sighting, SnapshotStore
from crawler.status import status
from crawler.summary import CrawlSummary
from tests.typed import here


def _below(group: click.Group) -> list[click.Command]:
    context = click.Context(group)
    return [command for name in group.list_commands(context) if (command := group.get_command(context, name))]


def _groups(command: click.Command) -> list[click.Group]:
    return (
        [command, *(g for each in _below(command) for g in _groups(each))] if isinstance(command, click.Group) else []
    )


@pytest.mark.parametrize("group", _groups(cli), ids=lambda group: group.name)
def test_summaries_of_commands_are_not_cut(group: click.Group, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal of 80 columns the summary of every command is whole."""
    monkeypatch.setenv("COLUMNS", "80")
    answer = here(*([] if group is cli else [group.name]), "--help")
    assert answer.returncode == 0
    listed = answer.stdout.partition("Commands:")[2].strip().splitlines()
    assert len(listed) == len(_below(group))
    assert [line for line in listed if line.endswith("...")] == []


def test_a_build_of_nothing_is_an_error(tmp_path: Path) -> None:
    """An archive without a document makes no database; the message says what to do, the exit status is 1."""
    answer = here("build", cwd=tmp_path)
    assert answer.returncode == 1
    assert "nothing is in data/snapshots" in answer.stderr
    assert "keeling add" in answer.stderr
    assert not (tmp_path / "data" / "keeling.db").exists()


def test_a_place_that_cannot_be_written_is_the_users_affair(tmp_path: Path) -> None:
    """A data directory that cannot be made is said with its path; it is no fault of keeling's own."""
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "code.txt").write_text("The Kite Code\n\n1. Strings\n\n1.1 Use a string.\n")
    answer = here("--data", tmp_path / "file" / "data", "add", tmp_path / "code.txt")
    assert answer.returncode == 2
    assert str(tmp_path / "file") in answer.stderr
    assert "fault of its own" not in answer.stderr


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("codes.example.org", "write https://codes.example.org"),
        ("//codes.example.org", "write https://codes.example.org"),
        ("ftp://codes.example.org", "does not begin with https://"),
        ("https://codes.example.org/keeling", "goes on behind the host"),
        ("https://codes.example.org/?a=b", "goes on behind the host"),
        ("https://", "does not name a host"),
        ("https://a b", "does not name a host"),
        ("https://me:secret@codes.example.org", "does not name a host"),
        ("https://codes.example.org:99999", "is no address"),
        ("https://[::1", "is no address"),
        ("javascript:alert(1)", "does not begin with https://"),
    ],
)
def test_an_address_that_no_page_can_follow_is_refused(said: str, words: str) -> None:
    """A base address without a scheme, with a path or otherwise unusable is said to be so, with what to write."""
    with pytest.raises(UsageError, match=words.replace("(", r"\(").replace("?", r"\?")):
        site_address(said)


@pytest.mark.parametrize("said", ["https://codes.example.org", "http://localhost:8001", "http://[::1]:80"])
def test_an_address_of_a_site_is_kept_without_its_slash(said: str) -> None:
    """With and without a slash at its end an address is the same."""
    assert site_address(said) == site_address(f"{said}/") == said


def test_a_local_file_is_named_without_its_folder() -> None:
    """The address of a file of this machine is published as a name only; a web address as it is."""
    assert published("file:///home/someone/My%20papers/code%201.pdf") == "file:code 1.pdf"
    assert published("https://www.example.org/a/code.pdf") == "https://www.example.org/a/code.pdf"


def test_a_network_that_is_not_there_is_said_once() -> None:
    """Where not one name resolves the summary is one line and not one for each address."""
    seen = tuple(
        Sighting(f"https://{host}/x", "robots_unreachable", time="", note=f"robots.txt: {host} does not resolve: -2")
        for host in ("a.example", "b.example")
    )
    lines = CrawlSummary("r", (), tuple(s.url for s in seen), seen).lines()
    assert lines == ["no network: none of 2 hosts resolves; nothing was asked, crawl again"]


def test_status_is_a_table_with_ages(tmp_path: Path) -> None:
    """Each source is a line with how long ago; one that was never asked is not called stale."""
    source = '[[source]]\nid = "{0}"\nkind = "statements"\nurls = ["https://{0}.example/"]\ninclude = ["x"]\n'
    (tmp_path / "mine.toml").write_text(source.format("one") + source.format("two"))
    store, now = SnapshotStore(tmp_path / "snapshots"), datetime(2026, 11, 29, tzinfo=UTC)
    with store.writing():
        store.add(
            Sighting(
                "https://one.example/",
                "ok",
                source="one",
                role="listing",
                run="1",
                time=(now - timedelta(days=9)).isoformat(),
            ),
            b"<p>words",
        )
    lines = status(store, load(instead=tmp_path / "mine.toml"), now).lines()
    assert lines[0].split("  ")[0] == "source"
    assert lines[1].split()[:5] == ["one", "STALE", "9", "days", "ago"]
    assert lines[2].split()[:3] == ["two", "never", "crawled"]


def test_quiet_says_only_what_is_wrong(tmp_path: Path) -> None:
    """`keeling -q` leaves hints out and keeps errors; without it they are said."""
    (tmp_path / "p.toml").write_text('service = "user-to-user"\n', "utf-8")
    code = tmp_path / "code.txt"
    code.write_text("Code of practice on kites\n\n4 Measures\n\nKIT A1 Keep a log\n\nKIT A1.1 Keep a log.\n", "utf-8")
    for options, hinted in (([], True), (["-q"], False)):
        file = tmp_path / f"register-{hinted}.md"
        said = here(*options, "register", "init", file, "--for", tmp_path / "p.toml", code)
        assert said.returncode == 0, said.stderr
        assert ("written to" in said.stderr) is hinted
    wrong = here("-q", "--data", tmp_path, "show", "KIT A1")
    assert wrong.returncode == 1
    assert "run `keeling build` first" in wrong.stderr
