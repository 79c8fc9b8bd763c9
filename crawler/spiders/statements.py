"""Statements of organisations: feed, sitemap or index page -> articles and the PDFs attached to them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler.planned import NotSelected, Page
from crawler.scoring import sniff, visible_words
from crawler.spiders.feeds import entries
from crawler.spiders.site import SiteSpider, is_pdf

if TYPE_CHECKING:
    from crawler.sources import Plan

_ASIDE = re.compile(r"related|sidebar|widget|footer|menu|nav|share|newsletter|cookie", re.I)
_NOT_ARTICLES = re.compile(
    r"/(?:tag|category|author|topic|page|wp-admin|wp-json|feed|comments)(?:/|$)|/\d{4}(?:/\d{2})?/?$", re.I
)


class StatementsSpider(SiteSpider):
    """Sources of kind `statements`: what counts is chosen by title or address, then by the text itself."""

    name = "statements"
    kind = "statements"

    def listing(self, url: str, plan: "Plan") -> Page:
        """A feed, a sitemap or an index page; the bytes tell which."""
        return Page(url, "listing", plan.id, "index")

    def page(self, url: str, plan: "Plan", title: str = "") -> Page:
        """An article, or a file attached to one."""
        if is_pdf(url):
            return Page(url, "document", plan.id, "", "pdf", title)
        return Page(url, "document", plan.id, "article", "html", title)

    def read_index(self, page: Page, response: Response) -> Iterator[Page]:
        """Articles that a feed, a sitemap or an index page names and the rules select."""
        plan = self.plans[page.source]
        if sniff(response.body) == "xml":
            yield from self._feed(page, response, plan)
            return
        links = [*self.links(response, "a[href]", plan)]
        if not links:
            raise ValueError("an index without links")
        for url, title in links:
            if self._is_article(url, response.url) and plan.selects(title, url):
                yield self.page(url, plan, title)

    def _feed(self, page: Page, response: Response, plan: "Plan") -> Iterator[Page]:
        for entry in entries(response.body, response.url):
            url = plan.allowed.upgraded(entry.url)
            if plan.allowed.refusal(url) is not None or not plan.selects(entry.title, url):
                continue
            if url.endswith(".xml"):
                yield Page(url, "listing", plan.id, "index", "xml")
            else:
                yield self.page(url, plan, entry.title)

    def read_article(self, page: Page, response: Response) -> Iterator[Page]:
        """Files attached to an article whose text the source's content rules accept."""
        plan = self.plans[page.source]
        if plan.content and not plan.content.search(" ".join(visible_words(response.body))):
            raise NotSelected("the text is about something else, by the source's content rules")
        if b".pdf" not in response.body.lower():
            return
        for url, title in self.links(response, "a[href]", plan):
            if is_pdf(url) and not self._aside(response, url):
                yield self.page(url, plan, title or page.title)

    def _aside(self, response: Response, url: str) -> bool:
        """Whether every link to this file stands in furniture."""
        path = urlsplit(url).path
        places = response.xpath("//a[contains(@href, $path)]", path=path)
        return all(_ASIDE.search(" ".join(a.xpath("ancestor::*/@class | ancestor::*/@id").getall())) for a in places)

    def _is_article(self, url: str, index: str) -> bool:
        path = urlsplit(url).path
        return path.rstrip("/") not in ("", urlsplit(index).path.rstrip("/")) and not _NOT_ARTICLES.search(path)
