"""Ofcom: listing and collection pages -> pages about documents -> PDFs, whose `v=NNN` tells revisions apart."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrapy.http import Response

from crawler.planned import Page
from crawler.spiders.paging import listing_path, next_page
from crawler.spiders.site import SiteSpider, as_file, is_file, is_unread

if TYPE_CHECKING:
    from crawler.sources import Plan


class OfcomSpider(SiteSpider):
    """Sources of kind `ofcom`. A collection page is a listing too: it may appear under `urls`."""

    name = "ofcom"
    kind = "ofcom"
    texts_are_pages = True

    def listing(self, url: str, plan: "Plan") -> Page:
        """A page of cards or of documents; one without any matching link is suspect."""
        return Page(url, "listing", plan.id, "cards", "html")

    def page(self, url: str, plan: "Plan", title: str = "") -> Page:
        """A PDF, or a page about documents."""
        if is_file(url):
            return as_file(Page(url, "document", plan.id, title=title))
        return Page(url, "landing", plan.id, "documents", "html", title)

    def read_cards(self, page: Page, response: Response) -> Iterator[Page]:
        """Pages and files that the source's rules select, and the next page of the listing."""
        found = [*self._links(page, response)]
        if not found and not (page.further and response.css("main a[href]")):
            raise ValueError("no link here is selected: has the site changed, or do the rules ask for too much?")
        yield from found
        yield from next_page(page, response, self.plans[page.source], self.run)

    def read_documents(self, page: Page, response: Response) -> Iterator[Page]:
        """Files only: a page about documents is not followed to other pages."""
        yield from (found for found in self._links(page, response) if found.role == "document")

    def _links(self, page: Page, response: Response) -> Iterator[Page]:
        plan = self.plans[page.source]
        for link in self.found(response, "main a[href], main iframe[src], main embed[src], main object[data]", plan):
            inner = listing_path(link.url) != listing_path(response.url)
            if not inner or not plan.selects(link.title, link.url):
                continue
            if plan.allowed.refusal(link.url) is None and not is_unread(link.url):
                page_there = self.page(link.url, plan, link.title)
                yield as_file(page_there) if link.is_file else page_there
            elif link.is_file or is_unread(link.url):
                self.leave_out(link.url, plan, link.title)
