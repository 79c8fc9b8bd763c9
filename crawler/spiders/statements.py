"""Statements of organisations: feed, sitemap or index page -> articles and the PDFs attached to them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler.planned import NotSelected, Page
from crawler.scoring import sniff, visible_words
from crawler.spiders.feeds import entries
from crawler.spiders.paging import listing_path, next_page
from crawler.spiders.site import FILES, Link, SiteSpider, as_file, is_file, is_unread

if TYPE_CHECKING:
    from crawler.sources import Plan

_ASIDE = re.compile(r"(?:^|[\s_-])(?:related|sidebar|widget|footer|menu|nav|navbar|share|newsletter|cookie)", re.I)
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
        if is_file(url):
            return as_file(Page(url, "document", plan.id, title=title))
        return Page(url, "document", plan.id, "article", "html", title)

    def read_index(self, page: Page, response: Response) -> Iterator[Page]:
        """Articles that a feed, a sitemap or an index page names and the rules select; an index has a next page."""
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
        yield from next_page(page, response, plan, self.run)

    def _feed(self, page: Page, response: Response, plan: "Plan") -> Iterator[Page]:
        found = entries(response.body, response.url)
        named = [replace(entry, url=plan.allowed.upgraded(entry.url)) for entry in found if entry.url]
        if all(plan.allowed.is_elsewhere(entry.url) for entry in named):
            hosts = ", ".join(sorted({urlsplit(entry.url).hostname or "" for entry in named}))
            raise ValueError(f"all {len(named)} links lead to {hosts}, which the source does not name")
        for entry in found:
            if not entry.url:
                self.run.journal.problems.append(f"{page.url}: the entry {entry.title!r} names no address")
        for entry in named:
            if not plan.selects(entry.title, entry.url):
                continue
            if plan.allowed.refusal(entry.url) is not None:
                self.leave_out(entry.url, plan, entry.title)
            elif entry.url.endswith(".xml"):
                yield Page(entry.url, "listing", plan.id, "index", "xml")
            else:
                yield self.page(entry.url, plan, entry.title)

    def read_article(self, page: Page, response: Response) -> Iterator[Page]:
        """Files attached to an article whose text the source's content rules accept."""
        plan = self.plans[page.source]
        known = self.run.history.reference(page.url) is not None  # what was selected stays, whatever its words became
        if plan.content and not known and not plan.content.search(" ".join(visible_words(response.body))):
            raise NotSelected("the text is about something else, by the source's content rules")
        files: dict[str, list[Link]] = {}
        for link in self.found(response, FILES, plan):
            if link.is_file or is_unread(link.url):
                files.setdefault(link.url, []).append(link)
        for url, links in files.items():
            title = next((link.title for link in links if link.title), page.title)
            if all(_is_aside(link) for link in links):
                continue
            if plan.allowed.refusal(url) is not None or is_unread(url):
                self.leave_out(url, plan, title)
            else:
                yield as_file(self.page(url, plan, title))

    def _is_article(self, url: str, index: str) -> bool:
        path = urlsplit(url).path
        return path.rstrip("/") not in ("", listing_path(index)) and not _NOT_ARTICLES.search(path)


def _is_aside(link: Link) -> bool:
    """Whether a link stands in furniture: an element around it is, or is named, one."""
    if link.around.xpath("self::aside | self::nav | self::footer"):
        return True
    return any(_ASIDE.search(name) for name in link.around.xpath("@class | @id").getall())
