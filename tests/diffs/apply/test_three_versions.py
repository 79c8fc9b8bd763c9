"""A provider's register over three versions of a code, through the commands, on texts that are files."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli import cli

LOG = (
    "The provider should keep a written log of every kite that it lends to a visitor of the field.",
    "The log should say on which day the kite came back and who looked at its strings.",
)
TAIL = "The provider should trim the tail of each kite before the wind rises above a {} breeze."
LETTERS = (
    "The provider should answer every letter about a torn kite within ten working days of its arrival.",
    "The provider should publish once a year how many letters about torn kites it has answered in time.",
)
BELL = "The provider should ring the bell on the tower whenever lightning is seen beyond the river."
FLAG = "The provider should fly a red flag on the hill while any visitor is untrained."
SMALL = 'service = "user-to-user"\nmonthly_uk_users = 40\n'
VERSIONS = {
    "v1.txt": (("Log of kites", *LOG), ("Tails", TAIL.format("gentle")), ("Letters", *LETTERS), ("Bell", BELL)),
    "v2.txt": (
        ("Flags on the hill", FLAG), ("Log of kites", *LOG), ("Tails", TAIL.format("moderate")), ("Letters", *LETTERS),
        ("Bell", BELL),
    ),
    "v3.txt": (
        ("Flags on the hill", FLAG), ("Log of kites", *LOG), ("Tails", TAIL.format("moderate")),
        ("Answers to letters", LETTERS[0]), ("Yearly figures on letters", LETTERS[1]),
    ),
}  # fmt: skip
"""Renumbered behind a new measure; then one split, its second half in the place of one that is removed."""


def written(measures: tuple[tuple[str, ...], ...]) -> str:
    """A code of these measures, all for every service."""
    parts = ["Illegal content code of practice for user-to-user services\n\n4 Recommended measures\n"]
    for number, (title, *says) in enumerate(measures, 1):
        label = f"KIT A{number}"
        parts.append(
            f"{label} {title}\n\nApplication\n\n{label}.1 This measure applies to providers of every service."
            "\n\nRecommendation\n"
        )
        parts += [f"{label}.{n} {words}\n" for n, words in enumerate(says, 2)]
    return "\n".join(parts)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the three versions and a profile; no archive, no database."""
    for name, measures in VERSIONS.items():
        (tmp_path / name).write_text(written(measures), "utf-8")
    (tmp_path / "p.toml").write_text(SMALL, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEELING_TODAY", "2030-01-02")
    return tmp_path


def run(*arguments: str) -> Result:
    """A command as a user types it; an error of the program is raised."""
    return CliRunner().invoke(cli, list(arguments), catch_exceptions=False)


def changed(since: str, until: str) -> dict[str, tuple[str, bool]]:
    """What `changed` says of each measure: its change, and whether words are shown."""
    data = json.loads(run("changed", "--for", "p.toml", "--since", since, "--until", until, "--json").stdout)
    return {f"{each['label']} {each['change']}": bool(each["changes"]) for each in data["measures"]} | {
        "nothing": data["nothing_changes"]
    }


TABLE = """# Record

<!-- keeling:register v1.txt -->
| Measure | Owner | How | Status |
|---|---|:-:|---|
|KIT A4|  ann | rope \\| bell  | taken   |
| KIT A1.3 | bob | who looked | |
| KIT A1, A2 |  |  both "by hand"| 2030 |
| [KIT A3](letters.md) | ann |  | later  |
<!-- /keeling:register -->

After | all.
"""


def rest(line: str) -> str:
    """A row without its first cell."""
    return line.strip("|").partition("|")[2]


def carried(path: Path, until: str) -> dict[str, list[object]]:
    """`register carry` to a version, with what it said."""
    said = run("register", "carry", str(path), "--for", "p.toml", "--at", until, "--json")
    assert said.exit_code == 0, said.output
    found: dict[str, list[object]] = json.loads(said.stdout)
    return found


@pytest.mark.usefixtures("place")
def test_changed_between_files_follows_measures_not_numbers() -> None:
    """A measure that moved is no news; a label that another measure has now is one gone and one new."""
    first = changed("v1.txt", "v2.txt")
    assert first == {
        "KIT A1 newly_applies": True, "KIT A2 unchanged": False, "KIT A3 text_changed": True,
        "KIT A4 unchanged": False, "KIT A5 unchanged": False, "nothing": False,
    }  # fmt: skip
    second = changed("v2.txt", "v3.txt")
    assert {"KIT A5 newly_applies", "KIT A5 no_longer_applies", "KIT A4 text_changed"} < set(second)


@pytest.mark.usefixtures("place")
def test_that_nothing_changes_is_said() -> None:
    """The same text twice: said aloud, with what was checked."""
    said = run("changed", "--for", "p.toml", "--since", "v1.txt", "--until", "v1.txt").stdout
    assert "Nothing changes for your service." in said
    assert "Checked: v1.txt and v1.txt; 4 measures" in said


def test_rows_follow_their_measures_over_three_versions(place: Path) -> None:
    """Rows for a measure, a paragraph, two measures and a link follow; new rows wait; gone rows stand below."""
    path = place / "record.md"
    path.write_text(TABLE, "utf-8")
    first = carried(path, "v2.txt")
    assert first["renamed"] == [
        ["KIT A4", "KIT A5"], ["KIT A1.3", "KIT A2.3"], ["KIT A1", "KIT A2"], ["KIT A2", "KIT A3"],
        ["KIT A3", "KIT A4"],
    ]  # fmt: skip
    assert (first["new"], first["gone"], first["text_changed"]) == (["KIT A1"], [], ["KIT A3"])
    second = carried(path, "v3.txt")
    assert (second["new"], second["gone"]) == (["KIT A5"], ["KIT A5"])
    text = path.read_text("utf-8")
    for line in TABLE.splitlines()[5:9]:
        assert rest(line) in text
    assert text.startswith("# Record\n")
    assert text.endswith("\nAfter | all.\n")
    assert text.index("No longer in the code") < text.index(rest("|KIT A4|  ann | rope \\| bell  | taken   |"))


def test_carried_twice_nothing_is_written(place: Path) -> None:
    """A second run changes no byte and has no history line."""
    path = place / "record.md"
    path.write_text(TABLE, "utf-8")
    carried(path, "v3.txt")
    before = path.read_bytes()
    assert carried(path, "v3.txt")["history"] == ""
    assert path.read_bytes() == before


def test_a_register_begun_and_carried_checks(place: Path) -> None:
    """`init`, `carry` and `check` agree, with a version that is a file."""
    assert run("register", "init", "r.md", "--for", "p.toml", "--at", "v1.txt").exit_code == 0
    for until in ("v2.txt", "v3.txt"):
        carried(place / "r.md", until)
        assert run("register", "check", "r.md", "--for", "p.toml").exit_code == 0
    assert run("register", "check", "r.md", "--for", "p.toml", "--at", "v1.txt").exit_code == 1


CELL = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="|\\`<>"), max_size=20)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(1, 4), CELL, CELL), min_size=1, max_size=4, unique_by=lambda row: row[0]),
    CELL,
    st.sampled_from(("\n", "\r\n")),
)
def test_no_byte_of_the_provider_is_lost(
    place: Path, rows: list[tuple[int, str, str]], prose: str, newline: str
) -> None:
    """Whatever is written beside the labels and around the table is there after both carries."""
    cells = [f" {a} | x{b} |" for _, a, b in rows]
    table = [f"| KIT A{number} |{cell}" for (number, _, _), cell in zip(rows, cells, strict=True)]
    head = [f"p {prose}", "<!-- keeling:register v1.txt -->", "| Measure | a | b |", "|---|---|---|"]
    text = newline.join((*head, *table, "<!-- /keeling:register -->", f"q {prose}", ""))
    path = place / "record.md"
    path.write_bytes(text.encode())
    for until in ("v2.txt", "v3.txt"):
        carried(path, until)
    after = path.read_bytes().decode()
    assert all(after.count(cell) >= cells.count(cell) for cell in cells)
    assert after.startswith(f"p {prose}{newline}")
    assert after.endswith(f"q {prose}{newline}")
