"""The corpus as a data set: valid to Frictionless, the same to a second database engine, the same bytes each time."""

import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import NothingFound, UsageError
from db.serve.research import export_corpus

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def database(demo: Any) -> Path:
    """The sample corpus, built once."""
    return demo.data / "keeling.db"


@pytest.fixture(scope="module")
def exported(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("research") / "corpus"
    export_corpus(database, folder)
    return folder


def test_frictionless_validates_the_package(exported: Path) -> None:
    """Types, keys and references of every table are as the package says."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(exported / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "rowNumber", "type", "note"])[:5]
    assert len(report.tasks) > 20


def test_a_second_engine_counts_the_same(database: Path, exported: Path) -> None:
    """DuckDB's counts of the Parquet and CSV files are SQLite's; texts come back word for word."""
    duckdb = pytest.importorskip("duckdb")
    connection = sqlite3.connect(database)
    package = json.loads((exported / "datapackage.json").read_text())
    for resource in package["resources"]:
        table = Path(resource["path"]).stem
        expected = connection.execute(f'select count(*) from "{table}"').fetchone()[0]
        parquet = duckdb.sql(f"select count(*) from '{exported}/data/{table}.parquet'").fetchall()[0][0]
        lines = duckdb.sql(
            f"select count(*) from read_csv('{exported}/data/{table}.csv', header=true, all_varchar=true)"
        )
        assert (parquet, lines.fetchall()[0][0], resource["rows"]) == (expected,) * 3, table
    texts = connection.execute("select id, heading, text from texts order by id").fetchall()
    assert duckdb.sql(f"select id, heading, text from '{exported}/data/texts.parquet' order by id").fetchall() == texts
    connection.close()


def test_the_same_bytes_each_time(database: Path, exported: Path, tmp_path: Path) -> None:
    """A second export, of a copy in another place, has the same bytes in every file."""
    shutil.copy(database, tmp_path / "keeling.db")
    export_corpus(tmp_path / "keeling.db", tmp_path / "again")
    files = sorted(path.relative_to(exported) for path in exported.rglob("*") if path.is_file())
    assert files == sorted(
        path.relative_to(tmp_path / "again") for path in (tmp_path / "again").rglob("*") if path.is_file()
    )
    assert [name for name in files if (exported / name).read_bytes() != (tmp_path / "again" / name).read_bytes()] == []


def test_what_goes_with_it(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The head in package and citation, every column in the schema page, a notebook whose cells run."""
    duckdb = pytest.importorskip("duckdb")
    package = json.loads((exported / "datapackage.json").read_text())
    head = package["keeling"]["ledger"]
    assert re.fullmatch("[0-9a-f]{64}", head)
    assert head in (exported / "CITATION.cff").read_text()
    page = (exported / "SCHEMA.md").read_text()
    assert all(f"| `{field['name']}` |" in page for each in package["resources"] for field in each["schema"]["fields"])
    monkeypatch.chdir(exported)
    notebook = json.loads((exported / "example.ipynb").read_text())
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in cells[1:]:
        exec(f"result = {cell}\nassert result.fetchall()", {"duckdb": duckdb})


def test_folders_that_cannot_be_used(database: Path, tmp_path: Path) -> None:
    """A folder with other things, a file in its place, no database."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "mine", tmp_path / "file"):
        with pytest.raises(UsageError):
            export_corpus(database, folder)
    with pytest.raises(NothingFound):
        export_corpus(tmp_path / "keeling.db", tmp_path / "corpus")
