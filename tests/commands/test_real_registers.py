"""Acceptance checks on real registers, through the commands, on codes made of the real index wording."""

import json
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import cli

sys.path.insert(0, str(Path(__file__).parent.parent / "diffs" / "apply"))

from real_code import CHILDREN, page

PARTS = {
    "D2": (
        "<p>{c} D2.3 The provider should make reporting easy: (a) with few steps; (b) on every page; (c) in words;"
        " (d) for all; (e) and tested.</p>"
    ),
    "D12": "<p>{c} D12.3 The provider should keep a note of each complaint.</p>",
    "G3": "<p>{c} G3.3 The provider should keep the terms short.</p>",
}
"""Paragraphs, in our own words, that rows of the real registers are about."""
RATED = ("CSEA", "CSAM URLs", "extreme pornography", "firearms, knives and other weapons", "animal cruelty")
ALTERNATIVE = (
    "Alternative measure: a form on every page in place of a button; it complies with section 10(2);"
    " freedom of expression and privacy were weighed (section 49(5))."
)


def run(*arguments: str) -> Result:
    """A command as a user types it; an error of the program is raised."""
    return CliRunner().invoke(cli, list(arguments), catch_exceptions=False)


@pytest.fixture
def place(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions of the illegal content code, the children's code, and the real profiles; no archive."""
    late = frozenset({"C14", "C15", "C16"})
    for name, code, without in (
        ("icu-2025.html", "ICU", late),
        ("icu-2026.html", "ICU", late - {"C14"}),
        ("pcu.html", "PCU", frozenset()),
    ):
        more = {label: text.format(c=code) for label, text in PARTS.items()}
        (tmp_path / name).write_bytes(page(shared, code, CHILDREN if code == "PCU" else None, without, more))
    for each in (shared / "real" / "providers" / "profiles").glob("*.toml"):
        (tmp_path / each.name).write_bytes(each.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEELING_TODAY", "2026-11-29")
    return tmp_path


def rows(shared: Path, name: str, revision: int) -> list[dict[str, str]]:
    """The rows of one revision of a real register."""
    data = json.loads((shared / "real/providers/registers" / f"{name}.json").read_text("utf-8"))
    found: list[dict[str, str]] = data["revisions"][revision]["rows"]
    return found


def table(entries: Sequence[dict[str, str]], codes: str) -> str:
    """A register as provider-2 keeps it: label, measure, how it is met, effective."""
    lines = [
        "# The record",
        "",
        f"<!-- keeling:register {codes} -->",
        "| Ref | Measure | How it is met | Effective |",
        "|---|---|---|---|",
    ]
    for each in entries:
        how = ALTERNATIVE if each.get("alternative_for") else each["status"]
        when = each.get("effective") or each.get("waits_on", "")
        lines.append(f"| {each['label']} | {each.get('title', '')} | {how} | {when} |")
    return "\n".join([*lines, "<!-- /keeling:register -->", "", "Words after | the table.", ""])


def problems(path: Path, profile: str) -> list[dict[str, Any]]:
    """What `register check` finds."""
    said = run("register", "check", str(path), "--for", profile, "--json")
    found: list[dict[str, Any]] = json.loads(said.stdout)["problems"]
    return found


@pytest.mark.parametrize("revision", range(8))
def test_check_9_every_row_is_read_and_no_byte_changes(shared: Path, place: Path, revision: int) -> None:
    """Each revision of provider-2's table: every label is understood, its alternative whole, the file as it was."""
    path = place / "record.md"
    path.write_text(table(rows(shared, "provider-2", revision), "icu-2025.html pcu.html"), "utf-8")
    before = path.read_bytes()
    found = problems(path, "provider-2.toml")
    kinds = {(each["kind"], each["at"]) for each in found}
    assert not [each for each in kinds if each[0] in ("incomplete_alternative", "duplicate")]
    assert {at for kind, at in kinds if kind == "unknown_label"} <= {"ICU G3.2(c)", "ICU G3.2(b)", "PCU D2.2(a)"}
    assert path.read_bytes() == before


def test_check_9_another_code_and_a_permission_taken_for_a_duty(shared: Path, place: Path) -> None:
    """provider-7's rows as a table: the search row under ICU's number, and D13 entered as taken."""
    path = place / "record.md"
    path.write_text(table(rows(shared, "provider-7", -1), "icu-2025.html"), "utf-8")
    found = {(each["kind"], each["at"]) for each in problems(path, "provider-7.toml")}
    assert ("permissive", "ICU D13") in found
    assert {("wrong_code", "ICS D6"), ("wrong_code", "ICU D8")} <= found


def test_check_9_an_impossible_date_is_no_error(place: Path) -> None:
    """A measure in effect since 2003 is the provider's note."""
    path = place / "record.md"
    entry = {"label": "ICU D1", "title": "Complaints", "status": "Implemented", "effective": "30 August 2003"}
    path.write_text(table([entry], "icu-2025.html"), "utf-8")
    assert not [each for each in problems(path, "provider-2.toml") if each["at"] == "ICU D1"]


def test_check_10_and_11_carried_to_the_later_code(shared: Path, place: Path) -> None:
    """All rows keep their bytes, one history line comes, a second run writes nothing, and the rest is the same."""
    path = place / "record.md"
    entries = [each for each in rows(shared, "provider-2", -1) if each["label"].startswith("ICU")]
    entries += [{"label": "ICU D9, D10", "status": "both by hand"}]
    path.write_text(table(entries, "icu-2025.html"), "utf-8")
    before = path.read_text("utf-8").splitlines()
    said = run("register", "carry", str(path), "--for", "provider-2.toml", "--at", "icu-2026.html", "--json")
    assert said.exit_code == 0, said.output
    after = path.read_text("utf-8").splitlines()
    assert [line for line in before if line.startswith("| ICU")] == [
        line for line in after if line.startswith("| ICU")
    ][: len(entries)]
    assert before[-2:] == after[-2:]
    assert len([line for line in after if "2026-11-29" in line]) == 1
    again = path.read_bytes()
    run("register", "carry", str(path), "--for", "provider-2.toml", "--at", "icu-2026.html", "--json")
    assert path.read_bytes() == again


def test_check_6_what_came_into_force(place: Path) -> None:
    """Between the two texts exactly C14 is new; it does not reach provider-3, and the limbs that fail are named."""
    said = run("changed", "--for", "provider-3.toml", "--since", "icu-2025.html", "--until", "icu-2026.html", "--json")
    data = json.loads(said.stdout)
    [one] = [each for each in data["measures"] if each["new"]]
    assert (one["label"], one["change"]) == ("ICU C14", "still_does_not")
    text = run("changed", "--for", "provider-3.toml", "--since", "icu-2025.html", "--until", "icu-2026.html").stdout
    assert "needs high risk of Intimate image abuse" in text
    assert "needs large service" in text
    assert "C15" not in text


def test_check_12_offline_the_same_bytes_twice(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command opens a connection; each answers alike twice, names its texts, and says once what is not covered."""

    def refused(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    asked = ("applies", "provider-3.toml", "icu-2026.html", "pcu.html")
    first, second = run(*asked).stdout, run(*asked).stdout
    assert first == second
    assert first.count("Not covered:") == 1
    assert "icu-2026.html" in first
    for form in ("text", "json"):
        line = (
            "changed",
            "--for",
            "provider-3.toml",
            "--since",
            "icu-2025.html",
            "--until",
            "icu-2026.html",
            "--format",
            form,
        )
        assert run(*line).stdout == run(*line).stdout
    written = [
        run("register", "init", f"r{n}.md", "--for", "provider-3.toml", "icu-2026.html").output.replace(f"r{n}", "r")
        for n in (1, 2)
    ]
    assert written[0] == written[1]
    assert (place / "r1.md").read_bytes() == (place / "r2.md").read_bytes()
