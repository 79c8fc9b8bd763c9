"""Pages written without `async` are the pages Datasette writes."""

from pathlib import Path

import pytest
from datasette.app import Datasette
from jinja2 import Environment

from db.schema.metadata import metadata
from db.web import templates
from db.web.templates import prepare, writer

PAGES = ("/", "/xyz", "/xyz/2030-03-01/c1", "/xyz-draft", "/search?q=content", "/data", "/nowhere", "/search?q=%01")


def application(built, **settings: object) -> Datasette:
    """Datasette as anybody starts it."""
    return Datasette([], immutables=[str(built[0] / "keeling.db")], metadata=metadata(), **settings)


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_the_same_by_either_way(built, path: str) -> None:
    """The same templates give the same bytes, pages of errors too."""
    own, datasette = application(built), application(built, settings={"template_debug": True})
    for each in (own, datasette):
        await each.invoke_startup()
    request = type("Request", (), {"actor": None})()
    assert writer(own, request) is not None
    assert writer(datasette, request) is None
    first, second = await own.client.get(path), await datasette.client.get(path)
    assert (first.status_code, first.content) == (second.status_code, second.content)


async def test_the_application_on_the_next_build_compiles_nothing(built, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one application of a process compiled, every later one has: a new build is taken up at once."""
    first, second = application(built), application(built)
    for each in (first, second):
        await each.invoke_startup()
    prepare(first)
    monkeypatch.setattr("jinja2.Environment.compile", lambda *_: pytest.fail("compiled again"))
    prepare(second)
    assert (await second.client.get("/xyz")).text == (await first.client.get("/xyz")).text


async def test_a_later_process_compiles_what_is_damaged_and_nothing_else(
    built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one process compiled is read by the next, but for files that are cut or something else."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    compiled: list[str] = []
    compile_, first, second = Environment.compile, application(built), application(built)
    for each in (first, second):
        await each.invoke_startup()
        compiled.clear()
        monkeypatch.setattr(templates, "_WITHOUT_ASYNC", templates._Compiled(tmp_path))  # as a process begins
        monkeypatch.setattr(Environment, "compile", lambda *given: (compiled.append(given[2]), compile_(*given))[1])
        prepare(each)
        cut, other, *_ = found = sorted(tmp_path.iterdir())
        assert len(compiled) == (len(found) if each is first else 2)
        cut.write_bytes(b"")
        other.write_bytes(b"something else")
    assert (await second.client.get("/xyz")).text == (await first.client.get("/xyz")).text


async def test_templates_of_the_owner_come_first(built, tmp_path: Path) -> None:
    """A folder of templates given to Datasette replaces parts of the pages."""
    (tmp_path / "keeling").mkdir()
    (tmp_path / "keeling" / "_footer.html").write_text("<footer>Ours, {{ base_url }}</footer>", "utf-8")
    own = application(built, template_dir=str(tmp_path))
    await own.invoke_startup()
    assert "<footer>Ours, /</footer>" in (await own.client.get("/xyz")).text
