"""What every spider shares: the addresses a source begins with, links by reader, known pages asked again."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import scrapy
from parsel import Selector, SelectorList
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from corpus.snapshots import Sighting
from crawler.addresses import absolute
from crawler.outcomes import Outcome
from crawler.planned import Page
from crawler.scoring import visible_words

if TYPE_CHECKING:
    from crawler.run import Run
    from crawler.sources import Plan


EMBEDDING = ("iframe", "embed", "object")
"""Elements that show a file inside the page, perhaps through a viewer that has its address in the query."""
READ = (".pdf", ".docx", ".odt")
UNREAD = (".doc", ".rtf", ".ppt", ".pptx", ".odp", ".xls", ".xlsx", ".ods", ".zip", ".epub", ".pages")
TYPES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
)
_CALLED = re.compile(
    r"[(\[]\s*(?:PDF|DOCX|ODT)\b|\b(?:PDF|DOCX|ODT)\s*[)\],:–-]|\bPDF\s*$|\bdownload\b.{0,40}\bPDF\b", re.IGNORECASE
)
"""Words of a link that leads to a file: `Open letter (PDF)`, `PDF, 1.2 MB`, `Download the PDF of our letter`."""
_AT_A_HOST = re.compile(r"[a-z][a-z0-9+.-]*://[^/]", re.IGNORECASE)
FILES = (
    "a[href], area[href], iframe[src], embed[src], object[data], link[href], meta[content], form[action], [data-href],"
    " [data-url], [data-file], [data-src], [data-pdf], [onclick]"
)
"""Elements that may lead to a file: links, what shows it in the page, and what a script or a head says of it."""
_BEHIND = ("action", "content", "data-href", "data-url", "data-file", "data-src", "data-pdf")
_IN_SCRIPT = re.compile(r"[\"']([^\"'\s]+)[\"']")


@dataclass(frozen=True, slots=True)
class Link:
    """A link met on a page: address, words, whether it is a file, and the elements around it."""

    url: str
    title: str
    is_file: bool
    around: "SelectorList[Selector]"


class SiteSpider(scrapy.Spider):
    """Visits the sources of one kind. A subclass says what an address is and reads links from pages.

    `read_<reader>(page, response)` gives the pages that follow; a ValueError means that the page
    is not what it should be, an empty listing included, and becomes its outcome.
    """

    kind: ClassVar[str] = ""
    texts_are_pages: ClassVar[bool] = False
    """Whether a page about documents may be one itself: its text decides (`crawler.own_text`)."""

    def __init__(self, run: "Run", plans: "Iterable[Plan]", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.run = run
        self.plans = {plan.id: plan for plan in plans}
        self._rechecked = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SiteSpider":
        """Scrapy's way to make a spider; when it runs out of links, known pages are asked again."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.recheck, signal=signals.spider_idle)
        return spider

    # ---- what a subclass says --------------------------------------------------------------

    def listing(self, url: str, plan: "Plan") -> Page:
        """The page of an address under `urls`."""
        raise NotImplementedError

    def page(self, url: str, plan: "Plan", title: str = "") -> Page:
        """The page of an address that a link or `documents` names."""
        raise NotImplementedError

    # ---- what all of them do ---------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """The addresses that the catalogue names."""
        for plan in self.plans.values():
            for page in self.seeds(plan):
                for request in self.ask(page):
                    yield request

    def seeds(self, plan: "Plan") -> Iterator[Page]:
        """Listings first, then documents named directly."""
        yield from (self.listing(url, plan) for url in plan.urls)
        yield from (self.page(url, plan) for url in plan.documents)

    def ask(self, page: Page) -> Iterator[Request]:
        """A request for a page, unless the run has asked for it already."""
        if self.run.journal.plan(page):
            yield Request(page.url, callback=self.follow, headers=self.headers(), meta={"page": page}, dont_filter=True)

    def headers(self) -> dict[str, str]:
        """What every request says of us: who asks, and that the body is wanted as it is."""
        return {
            "User-Agent": self.run.agent,
            "Accept": "text/html,application/pdf,application/json,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en-GB,en;q=0.8",
            "Accept-Encoding": "identity",
        }

    def follow(self, response: Response) -> Iterator[Request]:
        """Ask for every page that the reader found here."""
        for page in response.meta["found"]:
            yield from self.ask(page)

    def read(self, page: Page, response: Response) -> tuple[Page, ...]:
        """The pages that follow from this one; raises ValueError or NotSelected."""
        plan = self.plans[page.source]
        self._expect(page, plan, response)
        if not page.reader:
            return ()
        return tuple(dict.fromkeys(getattr(self, f"read_{page.reader}")(page, response)))

    def read_redirect(self, page: Page, target: str) -> Iterator[Page]:
        """The pages that follow from an archived redirect: none, except in a web archive."""
        yield from ()

    def recheck(self) -> None:
        """Once no links are left: ask again what earlier runs knew and no page named this time."""
        if self._rechecked or self.run.line.stopped or self.crawler.engine is None:
            return
        self._rechecked = True
        again: list[Request] = []
        for sighting in list(self.run.history.known(self.plans)):
            if self.run.is_planned(sighting.url):
                continue
            page = self.page(sighting.final_url or sighting.url, self.plans[sighting.source], sighting.name)
            again += self.ask(as_file(page) if _was_file(sighting) else page)
        for request in again:
            self.crawler.engine.crawl(request)
        if again:
            raise DontCloseSpider

    def links(self, response: Response, css: str, plan: "Plan") -> Iterator[tuple[str, str]]:
        """Allowed links below a CSS selector, as (address, title): the card's heading or the link's words."""
        for link in self.found(response, css, plan):
            if plan.allowed.refusal(link.url) is None:
                yield link.url, link.title

    def found(self, response: Response, css: str, plan: "Plan") -> Iterator[Link]:
        """Every link below a CSS selector, read as a browser reads it, its base element and embedded files included."""
        if not isinstance(response, TextResponse):
            raise ValueError("not a page of text")
        base = get_base_url(response)
        for element in response.css(css):
            url = plan.allowed.upgraded(absolute(_written(element), base))
            if element.root.tag in EMBEDDING and not is_pdf(url):
                url = next((absolute(value, base) for _, value in parse_qsl(urlsplit(url).query) if is_pdf(value)), url)
            heading = element.css("h1, h2, h3, h4, h5").xpath("string()").get() or element.xpath("string()").get() or ""
            title = " ".join((heading or element.attrib.get("title", "")).split())
            around = element.xpath("ancestor-or-self::*[not(self::html or self::body)]")
            yield Link(url, title, is_file(url) or _is_called_file(element), around)

    def leave_out(self, url: str, plan: "Plan", title: str) -> None:
        """Give a document that is not asked its outcome: on a host of others, of a form not read, or unsafe."""
        reason = plan.allowed.refusal(url) or "a file of a form that keeling does not read"
        safe = plan.allowed.is_elsewhere(url) or plan.allowed.refusal(url) is None
        outcome: Outcome = "not_selected" if safe else "policy_refused"
        shown = _without_login(url)
        if not _AT_A_HOST.match(shown):
            return  # a script, a message, data: no address
        if shown not in self.run.journal.outcomes and self.run.journal.plan(
            Page(shown, "document", plan.id, title=title)
        ):
            left = Sighting(shown, outcome, by="crawl", source=plan.id, role="document", name=title, note=reason)
            self.run.journal.settle(left)

    def _expect(self, page: Page, plan: "Plan", response: Response) -> None:
        """The words without which a document is not the one that is tracked."""
        if page.role != "document" or response.body.startswith(b"%PDF"):
            return
        wanted = (*plan.must_contain, *self.run.must_contain(page.address))
        if not wanted:
            return
        text = " ".join(visible_words(response.body)).casefold()
        for words in wanted:
            if " ".join(words.split()).casefold() not in text:
                raise ValueError(f"the catalogue expects the words {words!r}, which are not there")


def _written(element: Selector) -> str:
    """The address that an element leads to; where it leads nowhere itself, the file that its script or data name."""
    said = element.attrib
    plain = next((said[name] for name in ("href", "src", "data") if said.get(name)), "")
    if plain and not plain.strip().lower().startswith(("#", "javascript:")):
        return plain
    named = [said.get(name, "").rpartition("url=")[2].strip("\"' ") for name in _BEHIND]
    named += _IN_SCRIPT.findall(f"{said.get('onclick', '')} {plain}")
    return next((each for each in named if is_file(each) or is_unread(each)), plain)


def _without_login(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def as_file(page: Page) -> Page:
    """A page that was said to be a file: nothing follows from it, and its bytes tell of which form it is."""
    return replace(page, role="document", reader="", media="pdf" if is_pdf(page.url) else "")


def _was_file(sighting: Sighting) -> bool:
    kind = sighting.media_type.partition(";")[0].strip().lower()
    return sighting.role == "document" and (kind in TYPES or is_file(sighting.final_url or sighting.url))


def is_pdf(url: str) -> bool:
    """Whether an address names a PDF."""
    return _named(url).endswith(".pdf")


def is_file(url: str) -> bool:
    """Whether an address names a document of a form that keeling reads and that is no page."""
    return _named(url).endswith(READ)


def is_unread(url: str) -> bool:
    """Whether an address names a document, a sheet or an archive of a form that keeling does not read."""
    return _named(url).endswith(UNREAD)


def _named(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""


def _is_called_file(element: Selector) -> bool:
    """Whether a link says that it leads to a PDF or a text document: by its type, by `download`, by its words."""
    said = element.attrib
    words = " ".join((element.xpath("string()").get() or "", said.get("title", ""), said.get("aria-label", "")))
    typed = said.get("type", "").partition(";")[0].strip().lower() in TYPES or is_file(f"/{said.get('download', '')}")
    return typed or _CALLED.search(words) is not None
