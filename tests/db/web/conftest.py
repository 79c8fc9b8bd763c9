"""A real browser and the real server, for journeys and for accessibility."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.started import Program

PATIENCE = 180_000
"""Milliseconds that a browser may take to reach a state: no test waits for a time, and a busy machine is no failure."""


@contextmanager
def _serving(data: Path, today: str = "2030-12-01") -> Iterator[str]:
    """The address of the real server on a data directory, on a day."""
    script = (
        "from pathlib import Path; import sys; from db.serve.application import serve;"
        " serve(Path(sys.argv[1]), port=0, processes=1)"
    )
    process = Program(script, data, environment={"KEELING_TODAY": today})
    try:
        line = process.stderr.readline()
        assert "keeling is at" in line, line + process.stderr.read()
        yield line.split()[3].rstrip("/")
    finally:
        process.terminate()
        process.communicate(timeout=120)


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[str]]:
    """What serves a data directory, on a day: gives the address."""
    return _serving


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"], timeout=PATIENCE
        )
        yield _Patient(started)
        started.close()


class _Patient:
    """A browser whose windows and tabs wait as long as PATIENCE for a state."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser

    def new_context(self, **options: Any) -> Any:
        """A new window."""
        return _waiting(self._browser.new_context(**options))

    def new_page(self, **options: Any) -> Any:
        """A new tab in a window of its own."""
        return _waiting(self._browser.new_page(**options))


def _waiting(opened: Any) -> Any:
    opened.set_default_timeout(PATIENCE)
    opened.set_default_navigation_timeout(PATIENCE)
    return opened


@pytest.fixture(scope="module")
def window(browser) -> Iterator[Any]:
    """One window for all tabs: what is fetched once is there for all."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(scope="module")
def _page(window) -> Iterator[Any]:
    """The tab of a module: Chromium takes three times as long for a page in a new one."""
    page = window.new_page()
    yield page
    page.close()


@pytest.fixture
def tab(_page) -> Iterator[Any]:
    """A tab that fails the test on a dialog, a console error or a request to anyone else; each test goes to its own."""
    troubles: list[str] = []
    watch = {
        "dialog": lambda dialog: (troubles.append(f"dialog {dialog.message}"), dialog.dismiss()),
        "console": lambda said: troubles.append(said.text) if said.type == "error" and "404" not in said.text else None,
        "pageerror": lambda error: troubles.append(str(error)),
        "request": lambda sent: (
            None if "127.0.0.1" in sent.url or sent.url.startswith("data:") else troubles.append(sent.url)
        ),
    }
    size = _page.viewport_size
    for event, listener in watch.items():
        _page.on(event, listener)
    yield _page
    for event, listener in watch.items():
        _page.remove_listener(event, listener)
    _page.emulate_media(media="null", color_scheme="null")
    if _page.viewport_size != size:
        _page.set_viewport_size(size)
    assert troubles == []


RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that a scheme of colours can break: the dark one sets nothing else (test_colours)."""


SHOW = """async path => {
    const answer = await fetch(path), rules = answer.headers.get("content-security-policy"), page = await answer.text();
    if (!window.axe || window.rules !== rules) return false;
    history.replaceState(null, "", path);
    document.open();
    document.write(page);
    document.close();
    if (document.readyState !== "complete") await new Promise(done => addEventListener("load", done, {once: true}));
    return true;
}"""
"""The page of a path, parsed, styled and run by the browser as the one of this tab: axe, once compiled, stays there.
Not where the server lets it load or run other things than the page before: a tab has the rules it was opened with.
"""


@pytest.fixture(scope="session")
def shown() -> Callable[[Any, str], None]:
    """Shows the page of an address in a tab, with axe loaded."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe().axe_script

    def show(page: Any, address: str) -> None:
        path = address.partition("//")[2].partition("/")[2]
        if not page.url.startswith(address.removesuffix(path)) or not page.evaluate(SHOW, f"/{path}"):
            rules = page.goto(address).header_value("content-security-policy")
            page.evaluate(axe)
            page.evaluate("rules => { window.rules = rules }", rules)

    return show


@pytest.fixture(scope="session")
def breaches() -> Callable[[Any], list[str]]:
    """What axe finds on the page that a tab shows (WCAG 2.2 A and AA) in both colour schemes."""

    def find(page: Any) -> list[str]:
        found = []
        for scheme, kind, rules in (("light", "tag", RULES), ("dark", "rule", OF_COLOURS)):
            page.emulate_media(color_scheme=scheme)
            asked = {"runOnly": {"type": kind, "values": rules}, "resultTypes": ["violations"]}
            answer = page.evaluate("asked => axe.run(asked)", asked)
            found += [
                f"{scheme}: {each['id']}: {node['html']}" for each in answer["violations"] for node in each["nodes"]
            ]
        return found

    return find
