"""Making the pages of a published site: the application answers, the answer becomes a file; in several processes."""

import asyncio
import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from db.ask.provisions import History
from db.serve.answers import Answered, Answers
from db.serve.application import compile_templates, datasette
from db.serve.leading import Leading
from db.serve.site_folder import Folder, Made
from db.serve.static_pages import Site, as_file, file_of, is_parted, joined, of_now, without_form
from db.web import forms

NOWHERE = "http://localhost"
"""The origin while pages are made for a site whose address nobody named."""
SEARCH = ("/-/static-plugins/keeling/minisearch.js", "/-/static-plugins/keeling/static_search.js")
FORMS = tuple(f".{form}" for form in forms.FORMS)
MANY = 400
"""Pages from which it pays to start more processes."""
CHUNK = 50
"""Pages of provisions and numbers that are made one after the other; any other may take as long alone."""
TEXT = (
    "text/",
    "application/json",
    "application/atom+xml",
    "application/feed+json",
    "application/xml",
    "application/toml",
    "application/x-bibtex",
    "application/x-research-info-systems",
    "application/vnd.citationstyles.csl+json",
)


@dataclass(frozen=True, slots=True)
class Begin:
    """What a process that makes pages begins with: the database, the folder, the address of the site, the addresses
    that are known without following links, those of them that are provisions, those that are many and small besides,
    those that only lead on, and the histories of each work.
    """

    database: Path
    folder: Folder
    url: str
    listed: Collection[str]
    provisions: Collection[str]
    alike: Collection[str]
    leading: Mapping[str, Leading]
    histories: Mapping[str, Mapping[str, History]]


Todo = tuple[str, tuple[str, ...]]
"""An address, and which forms of a provision are to be made, the page being "": all, or those that have something to
say of now beside words that are as they were.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was made: its address, where its own words and what it says of now lead beside the listed addresses
    (None where that was not made), whether a provision's other forms were made with it, files written, files in all;
    `problem` where there is no page.
    """

    address: str
    own: tuple[str, ...] | None = ()
    now: tuple[str, ...] | None = ()
    forms: bool = False
    written: int = 0
    files: int = 0
    problem: str = ""

    def known(self, key: str, before: Made) -> Made:
        """What the manifest says of it, which was `before`."""
        own = before.own if self.own is None else self.own
        return Made(key, own, before.now if self.now is None else self.now, self.forms)


@contextmanager
def makers(begin: Begin, count: int) -> Iterator[Callable[[Sequence[Todo]], Iterator[Page]]]:
    """What makes the pages of addresses: this process where they are few, `count` processes for many."""
    pool: list[Executor] = []
    here: list[Maker] = []

    def make(addresses: Sequence[Todo]) -> Iterator[Page]:
        chunks = _chunks(begin, addresses)
        if not pool and not here:
            application = datasette(begin.database)
            compile_templates(application)
            if count > 1 and len(addresses) >= MANY:
                _load()
                gc.freeze()  # to look through all that is known of a site would copy it for each process
                # forked before anything of the application runs: a process has its templates, and no thread
                context = multiprocessing.get_context("fork")
                pool.append(ProcessPoolExecutor(count, context, initializer=_start, initargs=(begin, application)))
            else:
                here.append(Maker(begin, application))
        for pages in pool[0].map(_made, chunks) if pool else map(here[0].make, chunks):
            yield from pages

    try:
        yield make
    finally:
        for maker in here:
            maker.close()
        for each in pool:
            each.shutdown(cancel_futures=True)
            gc.unfreeze()


def _chunks(begin: Begin, addresses: Sequence[Todo]) -> list[Sequence[Todo]]:
    """The pages of each turn of a process: first those that take long, each with its own other forms, which are made
    from the same texts; then the many small ones.
    """
    large: dict[str, list[Todo]] = {}
    small: list[Todo] = []
    for todo in addresses:
        if todo[0] in begin.provisions or todo[0] in begin.alike:
            small.append(todo)
        else:
            large.setdefault(without_form(todo[0]), []).append(todo)
    return [*large.values(), *(small[at : at + CHUNK] for at in range(0, len(small), CHUNK))]


def _load() -> None:
    """Load what makes documents and tables once, not in each process when it makes its first."""
    import xlsxwriter  # noqa: F401

    from diffs.output import akn, comparison_html, comparison_sheet, comparison_text, schedule_docx  # noqa: F401


_STARTED: "list[Maker]" = []
"""What makes pages in a process of its own."""


def _start(begin: Begin, application: Any) -> None:
    threading.Thread(target=_follow, daemon=True).start()
    _STARTED.append(Maker(begin, application))


def _follow() -> None:
    """End with the process that began this one, however that ended: a pool whose owner was killed waits for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _made(addresses: Sequence[Todo]) -> list[Page]:
    return _STARTED[0].make(addresses)


def site_of(url: str) -> Site:
    """The site that is read at an address; at none, its pages lead to each other all the same."""
    parts = urlsplit(url)
    return Site(f"{parts.scheme}://{parts.netloc}", f"{url.rstrip('/')}/") if url else Site(NOWHERE)


class Maker:
    """The application, and the folder its answers go to."""

    def __init__(self, begin: Begin, application: Any) -> None:
        self.site = site_of(begin.url)
        self.answers = Answers(application, begin.database, self.site.origin, begin.histories)
        self.begin, self.folder = begin, begin.folder

    def close(self) -> None:
        """Let go of the database."""
        self.answers.close()

    def make(self, addresses: Sequence[Todo]) -> list[Page]:
        """Make the pages of some addresses."""

        async def all_of_them() -> list[Page]:
            todo = [(address, self._before(address, forms)) for address, forms in addresses]
            return [
                self._led(path) or self._page(path, await self.answers.all_of(path, wanted), wanted)
                for path, wanted in todo
            ]

        made = asyncio.run(all_of_them())
        gc.collect(1)
        return made

    def _led(self, address: str) -> Page | None:
        """A page that leads on; None where the application has the page."""
        found = self.begin.leading.get(address)
        if found is None:
            return None
        page, leads = found.page(address, self.site)
        self.folder.begin(address)
        written = self.folder.write(file_of(address), page.encode())
        return Page(address, self._beside(address, leads), (), False, written, 1)

    def _before(self, address: str, wanted: tuple[str, ...]) -> forms.Wanted:
        """The forms wanted as they stand in the folder, where their own words are to stay."""
        if wanted == forms.EVERY:
            return forms.ALL
        files = {form: file_of(f"{address}.{form}" if form else address) for form in wanted}
        found = {form: self.folder.read(file).decode() for form, file in files.items()}
        return found if "" not in found or is_parted(found[""]) else forms.ALL

    def _page(self, address: str, answers: Sequence[Answered], wanted: forms.Wanted) -> Page:
        """The files of a page: the answer to its address, and for a provision those of its other forms."""
        problem = next((each for each in answers if each.status not in (200, 301, 302)), None)
        if problem:
            return Page(address, problem=f"{problem.path} could not be made: the application answered {problem.status}")
        leads: set[str] = set()
        written = 0
        self.folder.begin(address)
        for each in answers:
            written += self.folder.write(file_of(each.path), self._body(each, leads, wanted.get("", "")))
        beside = self._beside(address, leads)
        page = Page(address, beside, (), address in self.begin.provisions, written, len(answers))
        return self._parted(page, answers[0], "" in wanted) if beside or wanted is not forms.ALL else page

    def _parted(self, page: Page, answer: Answered, whole: bool) -> Page:
        """A page whose words lead beside the lists, or of which only a part was made: what leads where."""
        if not whole:
            return replace(page, own=None, now=None)
        if answer.kind == forms.OF_NOW:
            return replace(page, own=None, now=page.own)
        said = as_file(answer.path, of_now(answer.body.decode("utf-8", "replace")), self.site)
        now = self._beside(page.address, said.leads)
        return replace(page, own=page.own and tuple(each for each in page.own if each not in now), now=now)

    def _beside(self, address: str, leads: Collection[str]) -> tuple[str, ...]:
        """The addresses among some that no list has."""
        return tuple(sorted(each for each in leads if each != address and not self._is_listed(each)))

    def _is_listed(self, address: str) -> bool:
        """Whether an address is known without following a link: a page, or another form of a provision."""
        listed = address in self.begin.listed
        return listed or (address.endswith(FORMS) and address.rpartition(".")[0] in self.begin.provisions)

    def _body(self, answer: Answered, leads: set[str], before: str = "") -> bytes:
        """The bytes of a file, whose page was `before`; `leads` gets the addresses that it leads to."""
        if answer.status != 200:
            return self._moved(answer.path, answer.location, leads)
        if answer.kind.startswith("text/html") and not answer.path.endswith(".html"):
            written = as_file(answer.path, answer.body.decode(), self.site)
            leads |= written.leads
            if answer.kind == forms.OF_NOW:
                return joined(before, written.text).encode()
            return _with_search(answer.path, written.text).encode()
        if answer.kind.startswith(TEXT):
            return self.site.readable(answer.body.decode(), "../" * file_of(answer.path).count("/")).encode()
        return answer.body

    def _moved(self, path: str, location: str, leads: set[str]) -> bytes:
        """A page that leads on, where the application redirects."""
        page = (
            f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Moved</title></head>'
            f'<body><main><h1>Moved</h1><p><a href="{location}">The page is here</a></p></main></body></html>'
        )
        written = as_file(path, page, self.site)
        target = next(iter(written.leads), "")
        leads |= written.leads
        root = "../" * file_of(path).count("/")
        refresh = (
            f'<meta http-equiv="refresh" content="0; url={root}{file_of(target)}"><title>' if target else "<title>"
        )
        return written.text.replace("<title>", refresh, 1).encode()


def _with_search(path: str, page: str) -> str:
    """The search page with a search that runs in the reader's browser."""
    if path != "/search":
        return page
    names = ("texts.js", *(f"..{script}" for script in SEARCH))
    scripts = "".join(f'<script src="{name}"></script>\n' for name in names)
    said = "The newest version of every work is searched, here in your browser."
    page = page.replace("</main>", f'<div id="found" aria-live="polite"><p>{said}</p></div>\n</main>')
    return page.replace("<body ", '<body data-root="../" ', 1).replace("</body>", f"{scripts}</body>")
