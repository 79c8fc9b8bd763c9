"""Listings on several pages: where the next one is, told by `rel=next`, by a link called next, or by its number."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from crawler.addresses import absolute, history_key
from crawler.planned import Page

if TYPE_CHECKING:
    from parsel import Selector

    from crawler.run import Run
    from crawler.sources import Plan

MOST = 50
"""Pages of one listing asked for in a run, at most."""
_NUMBERED = re.compile(r"/page[/-]?\d+/?$", re.IGNORECASE)
_NEXT = r"(?:the )?(?:next|older)(?: (?:page|posts|entries|articles|results|items|news))?(?:\W*\d+ of \d+)?"


def listing_path(url: str) -> str:
    """The path of a listing, the same for all its pages: `/news/` and `/news/page/2/` are `/news`."""
    return _NUMBERED.sub("", urlsplit(url).path).rstrip("/")


def next_page(page: Page, response: Response, plan: "Plan", run: "Run") -> Iterator[Page]:
    """The next page of a listing, where it names one on the same host and path.

    A `rel=next` that leads elsewhere, and more pages than MOST, are said and not followed; what the source excludes
    is neither.
    """
    if not isinstance(response, TextResponse):
        return
    marked = _addresses(response, plan, response.css("link[rel~=next i][href], a[rel~=next i][href]"))
    called = _addresses(response, plan, (each for each in response.css("a[href]") if _leads_on(each, page.further + 2)))
    within = [url for url in (*marked, *called) if _is_of_it(url, response.url)]
    if not within:
        run.journal.problems += _elsewhere(page, marked, plan)
    elif run.is_planned(within[0]) and within[0] not in run.journal.planned:
        return  # back at a page that was asked for under another spelling: a second round would bring nothing
    elif page.further + 1 < MOST:
        yield replace(page, url=within[0], further=page.further + 1)
    else:
        run.journal.problems.append(
            f"{page.url}: the listing goes on after {MOST} pages, which are all that a crawl asks for; what stands on "
            f"{within[0]} and after it is not looked at: give narrower addresses, or exclude that address"
        )


def _addresses(response: TextResponse, plan: "Plan", links: "Iterable[Selector]") -> list[str]:
    """Where links lead, the page itself and what the source excludes left out."""
    base = get_base_url(response)
    found = (plan.allowed.upgraded(absolute(link.attrib["href"], base)) for link in links)
    # words that the listing's own address has too are about links, and would end every listing at its first page
    end = plan.exclude if plan.exclude and not plan.exclude.search(response.url) else None
    return [url for url in found if url != response.url and not (end and end.search(url))]


def _leads_on(link: "Selector", number: int) -> bool:
    """Whether a link is called next, or by the number of the page that comes next."""
    words = link.attrib.get("aria-label") or link.xpath("string()").get() or ""
    called = rf"\W*(?:go to )?(?:{_NEXT}|(?:page )?{number})\W*"
    return re.fullmatch(called, " ".join(words.split()), re.IGNORECASE) is not None


def _is_of_it(url: str, listing: str) -> bool:
    there, here = urlsplit(url), urlsplit(listing)
    return (there.scheme, there.netloc) == (here.scheme, here.netloc) and listing_path(url) == listing_path(listing)


def _elsewhere(page: Page, marked: list[str], plan: "Plan") -> list[str]:
    """What to say of a next page at another address, which may be no page of this listing."""
    named = {history_key(url) for url in (*plan.urls, *plan.documents)}
    return [
        f"{page.url}: its next page is at another address, {url}, and is not followed: add it to urls, or exclude it"
        for url in marked[:1]
        if history_key(url) not in named
    ]
