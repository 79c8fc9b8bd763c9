"""gov.uk: search and organisation feed -> landing pages -> HTML publications, content API, PDFs."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapy.http import Response, TextResponse

from crawler.addresses import absolute
from crawler.planned import Moved, Page
from crawler.spiders.feeds import entries
from crawler.spiders.site import SiteSpider, is_pdf

if TYPE_CHECKING:
    from crawler.sources import Plan

API = "/api/content"
_LANDING = ("publications", "collections", "consultations", "statistics", "statistical-data-sets")
"""Second part of an address whose page lists documents; with a third part it is the document."""


class GovukSpider(SiteSpider):
    """Sources of kind `govuk`."""

    name = "govuk"
    kind = "govuk"

    def listing(self, url: str, plan: "Plan") -> Page:
        """A search answer, a feed, or a page that lists documents."""
        path = urlsplit(url).path
        if path.startswith("/api/search"):
            return Page(url, "listing", plan.id, "search", "json")
        if path.endswith(".atom"):
            return Page(url, "listing", plan.id, "feed", "xml")
        return Page(url, "listing", plan.id, "page", "html")

    def page(self, url: str, plan: "Plan", title: str = "") -> Page:
        """A file, a landing page or a document, told by its address."""
        parts = urlsplit(url).path.strip("/").split("/")
        api = parts[:2] == ["api", "content"]
        parts = parts[2:] if api else parts
        if parts[0] == "media":
            return Page(url, "document", plan.id, "", "pdf" if is_pdf(url) else "", title)
        lists = parts[:1] == ["government"] and len(parts) == 3 and parts[1] in _LANDING
        if api:
            return Page(url, "landing" if lists else "document", plan.id, "api", "json", title)
        return Page(url, "landing" if lists else "document", plan.id, "page", "html", title)

    def read_search(self, page: Page, response: Response) -> Iterator[Page]:
        """Results of the search API, and its next page while there is one."""
        plan, data = self.plans[page.source], _object(response)
        results = data.get("results")
        if not isinstance(results, list):
            raise ValueError("the search answer has no results")
        if not results and not data.get("total"):
            raise ValueError("the search finds nothing: has the organisation another name now?")
        for result in results:
            yield from self._selected(plan, response, result["link"], result["title"])
        shown = int(data.get("start", 0)) + len(results)
        if results and shown < int(data["total"]):
            yield Page(_with_start(page.url, shown), "listing", plan.id, "search", "json")

    def read_feed(self, page: Page, response: Response) -> Iterator[Page]:
        """Entries of an organisation's Atom feed."""
        for entry in entries(response.body, response.url):
            if not entry.url:
                self.run.journal.problems.append(f"{page.url}: the entry {entry.title!r} names no address")
                continue
            yield from self._selected(self.plans[page.source], response, entry.url, entry.title)

    def read_page(self, page: Page, response: Response) -> Iterator[Page]:
        """The content API's answer for this page, and the attachments that the page shows."""
        plan = self.plans[page.source]
        parts = urlsplit(page.url)
        api = urlunsplit((parts.scheme, parts.netloc, API + parts.path, "", ""))
        yield self.page(api, plan, page.title)
        if page.role == "listing":
            for url, title in self.links(response, "main a[href]", plan):
                if plan.selects(title, url) and urlsplit(url).path != parts.path:
                    yield self.page(url, plan, title)
        for link in self.found(response, "section.gem-c-attachment a[href], .attachment a[href]", plan):
            if plan.allowed.refusal(link.url) is not None:
                if link.is_file:
                    self.leave_out(link.url, plan, link.title)
            elif _is_attachment(link.url, page.url):
                yield self.page(link.url, plan, link.title)

    def read_api(self, page: Page, response: Response) -> Iterator[Page]:
        """Attachments, documents of a collection, and where a page has moved."""
        plan, data = self.plans[page.source], _object(response)
        if "schema_name" not in data:
            raise ValueError("not an answer of the content API")
        for redirect in data.get("redirects", ()):
            raise Moved(absolute(API + redirect["destination"], response.url))
        for attachment in data.get("details", {}).get("attachments", ()):
            yield from self._allowed(plan, response, attachment["url"], attachment["title"])
        for document in data.get("links", {}).get("documents", ()):
            yield from self._selected(plan, response, document["base_path"], document["title"])

    def _selected(self, plan: "Plan", response: Response, link: str, title: str) -> Iterator[Page]:
        if plan.selects(title, link):
            yield from self._allowed(plan, response, link, title)

    def _allowed(self, plan: "Plan", response: Response, link: str, title: str) -> Iterator[Page]:
        url = plan.allowed.upgraded(absolute(link, response.url))
        if plan.allowed.refusal(url) is None:
            yield self.page(url, plan, title)
        elif is_pdf(url):
            self.leave_out(url, plan, title)


def _object(response: Response) -> dict[str, Any]:
    assert isinstance(response, TextResponse)
    data = json.loads(response.body)
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    return data


def _is_attachment(url: str, page_url: str) -> bool:
    """A file, or an HTML publication below its landing page; not help texts and feedback forms."""
    return "/media/" in url or url.startswith(page_url.rstrip("/") + "/")


def _with_start(url: str, start: int) -> str:
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != "start"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("start", str(start))])))
