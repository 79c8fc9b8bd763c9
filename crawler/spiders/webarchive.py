"""Web archives: what they hold of an address (`crawler.captures`), each capture as it was received (`id_`)."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from corpus.address import place
from crawler.addresses import absolute
from crawler.captures import INDEX, Capture, CaptureIndex, asked_for, distinct, read_index
from crawler.planned import Page
from crawler.spiders.site import SiteSpider

if TYPE_CHECKING:
    from crawler.sources import Plan

ROWS = 5000
"""Rows of an index asked for at once."""
MOST = 500
"""Captures of one address taken from one archive in a run, at most."""


class WebArchiveSpider(SiteSpider):
    """Sources of kind `webarchive`: the addresses looked up are those of the plan, nothing else is followed."""

    name = "webarchive"
    kind = "webarchive"

    def seeds(self, plan: "Plan") -> Iterator[Page]:
        """The index of every address; of a file under a changing query, all its captures at once."""
        yield from (self.listing(url, plan) for url in plan.addresses)

    def listing(self, url: str, plan: "Plan", **resume: str) -> Page:
        """The index of what the archive holds of an address, named by that address."""
        asked = (
            f"{plan.index}{url}"
            if plan.index.endswith("/")
            else f"{plan.index}?{urlencode(_query(url, plan) | resume)}"
        )
        return Page(asked, "listing", plan.id, INDEX, title=url)

    def page(self, url: str, plan: "Plan", title: str = "") -> Page:
        """No page of an archive is asked again: what it holds of a moment does not change."""
        raise NotImplementedError

    def ask(self, page: Page) -> Iterator[Request]:
        """A request for a page; captures are asked for in the order of time, so that the ledger has it too."""
        late = datetime.fromisoformat(page.archived).timestamp() if page.archived else 0
        yield from (request.replace(priority=-int(late)) for request in super().ask(page))

    def recheck(self) -> None:
        """Nothing is asked again."""

    def read_captures(self, page: Page, response: Response) -> Iterator[Page]:
        """Captures to fetch, and where the index goes on."""
        plan, index = self.plans[page.source], read_index(response.body)
        yield from self._further(page, plan, index)
        chosen = [each for each in distinct(index.captures) if asked_for(each, page.title, plan)]
        fresh = [each for each in chosen if capture_url(each, plan) not in self.run.captured]
        if len(fresh) > MOST:
            self.run.journal.problems.append(
                f"{plan.id} holds {len(fresh)} captures of {page.title} that are not here; {MOST} are taken now, "
                "the next crawl takes more, --since and --until narrow it"
            )
        if not plan.dry:
            yield from (_page(each, plan) for each in fresh[:MOST])

    def read_redirect(self, page: Page, target: str) -> Iterator[Page]:
        """Where an archived redirect led: looked up too, if it stayed on the site."""
        plan = self.plans[page.source]
        to = absolute(target, page.original)
        if urlsplit(to).hostname == urlsplit(page.original).hostname:
            yield self.listing(to, plan)

    def _further(self, page: Page, plan: "Plan", index: CaptureIndex) -> Iterator[Page]:
        yield from (Page(url, "listing", plan.id, INDEX, title=page.title) for url in index.further)
        if index.resume:
            yield self.listing(page.title, plan, resumeKey=index.resume)
        elif len(index.captures) >= ROWS and not plan.index.endswith("/"):
            last = max(capture.time for capture in index.captures)
            if len({place(capture.original) for capture in index.captures}) > 1 or f"from={last}" in page.url:
                raise ValueError(f"it ends after {ROWS} rows without a key to go on; narrow it by --since and --until")
            yield self.listing(page.title, plan, **{"from": last})


def capture_url(capture: Capture, plan: "Plan") -> str:
    """Where an archive gives a capture as it was received."""
    return f"{plan.urls[0]}{capture.time}id_/{capture.original}"


def _page(capture: Capture, plan: "Plan") -> Page:
    address = capture_url(capture, plan)
    return Page(address, "document", plan.id, original=capture.original, archived=capture.moment)


def _query(url: str, plan: "Plan") -> dict[str, str]:
    """What a CDX server is asked; those that do not know a key leave it out of account."""
    asked = {"url": url, "output": "json", "collapse": "digest", "limit": str(ROWS), "showResumeKey": "true"}
    if re.search(r"\.\w{2,5}$", urlsplit(url).path):
        asked["matchType"] = "prefix"
    asked |= {"from": f"{plan.since.replace('-', '')}000000"} if plan.since else {}
    return asked | ({"to": f"{plan.until.replace('-', '')}235959"} if plan.until else {})
