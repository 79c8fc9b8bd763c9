"""How keeling behaves towards a site, as one Scrapy downloader middleware.

Before a request: is the address allowed, does robots.txt permit it, what validators do we hold.
After it: redirects within limits, patience with a failing server, strict decoding, scoring. Each
planned address leaves here with exactly one outcome in the journal; the spider sees only pages
that count, the stored copy of a page that did not change included.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from corpus.clocks import moment
from corpus.snapshots import Sighting
from crawler.addresses import absolute
from crawler.captures import INDEX, check_index, is_capture, of_the_archived, opened
from crawler.decoding import decode
from crawler.outcomes import GOOD, RETRIED, FetchFailed, Outcome
from crawler.own_text import has_become_withdrawn, is_document
from crawler.planned import Moved, NotSelected, Page
from crawler.robots import Rules, read_rules
from crawler.scoring import Scored, score_body, score_status
from crawler.shrink import doubt, is_home, stand_in
from crawler.transport import CLOSE_DELIMITED

if TYPE_CHECKING:
    from crawler.spiders.site import SiteSpider

REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)


class Conduct:
    """The middleware; one for each Scrapy crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._spider: SiteSpider = crawler.spider  # type: ignore[assignment]
        self._run = self._spider.run
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Conduct":
        """Scrapy's way to make a component."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """Let a request pass, answer it from the archive, or record why it is not made."""
        if "robots" in request.meta:
            return None
        page: Page = request.meta["page"]
        if page.url == request.url and (done := self._run.journal.replayable(page.url)):
            return self._replay(request, done)
        try:
            await self._permit(request.url, page.source)
        except FetchFailed as failed:
            raise self._give_up(request, failed) from None
        if "whole" not in request.meta:
            for name, value in self._run.history.validators(page.url, request.url).items():
                request.headers[name] = value
        return None

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """Judge what came; gives the page to the spider, or another request."""
        if "robots" in request.meta or "replayed" in request.meta:
            return response
        try:
            archived = request.meta["page"].archived
            return await (self._judge_capture if archived else self._judge_or_follow)(request, response)
        except Moved as moved:
            return self._follow(request, response.status, moved.target, permanent=True)
        except FetchFailed as failed:
            failed.retry_after, failed.status = failed.retry_after or _retry_after(response), response.status
            return await self._again(request, failed)
        except IgnoreRequest:
            raise
        except Exception as error:  # every planned address has an outcome, whatever a reader did
            self._run.journal.problems.append(f"{request.url}: {error!r}")
            return await self._again(
                request, FetchFailed("content_invalid", f"it could not be judged: {error!r}"[:300])
            )

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Ask again where that may help; otherwise record what went wrong."""
        if "robots" in request.meta or isinstance(exception, IgnoreRequest):
            return None
        if not isinstance(exception, FetchFailed):
            self._run.journal.problems.append(f"{request.url}: {exception!r}")
            exception = FetchFailed("protocol_error", repr(exception))
        return await self._again(request, exception)

    # ---- before ----------------------------------------------------------------------------

    async def _permit(self, url: str, source: str) -> None:
        allowed = self._run.allowed[source]
        if reason := allowed.refusal(url):
            raise FetchFailed("policy_refused", reason)
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.get_running_loop().create_future()
            rules = await read_rules(site, self._fetch_robots, allowed)
            self._slow_down(url, rules.delay())
            self._rules[site].set_result(rules)
        if refused := (await self._rules[site]).refusal(url):
            raise refused

    async def _fetch_robots(self, url: str) -> Response:
        engine = self._crawler.engine
        assert engine is not None
        for attempt in range(self._run.line.limits.retries + 1):
            try:
                return await engine.download_async(
                    Request(
                        url, headers=self._spider.headers(), meta={"robots": True, "attempt": attempt}, priority=100
                    )
                )
            except FetchFailed as failed:
                last = failed
                if failed.outcome not in RETRIED:
                    break
        raise last

    def _slow_down(self, url: str, seconds: float) -> None:
        """Honour Crawl-delay: the slot of the site never goes faster than it asks.

        Scrapy has no public way to a slot, so its own method is used.
        """
        if seconds and self._run.line.replica is None:
            engine = self._crawler.engine
            assert engine is not None
            _, slot = engine.downloader._get_slot(Request(url))
            slot.delay = max(slot.delay, seconds)

    def _replay(self, request: Request, done: Sighting) -> Response:
        request.meta["replayed"] = True
        page: Page = request.meta["page"]
        if done.outcome not in GOOD | {"withdrawn"} or not done.digest or not page.reader:
            raise IgnoreRequest("settled before the run was interrupted")
        response = self._stored(request, done)
        request.meta["found"] = self._spider.read(page, response)
        return response

    # ---- after -----------------------------------------------------------------------------

    async def _judge_or_follow(self, request: Request, response: Response) -> Response | Request:
        target = response.headers.get("Location")
        if response.status in REDIRECTS and target:
            to = absolute(target.decode("latin-1"), request.url)
            return self._follow(request, response.status, to, permanent=response.status in PERMANENT)
        return await self._judge(request, response)

    async def _judge_capture(self, request: Request, response: Response) -> Response | Request:
        """Judge what a web archive has of a page; an archived redirect leads to the index of its target."""
        archived = opened(request.meta["page"], response)
        try:
            target = archived.headers.get("Location")
            if archived.status in REDIRECTS and target:
                return self._archived_redirect(request, archived, target.decode("latin-1"))
            return await self._judge(request, archived)
        except FetchFailed as failed:
            raise (of_the_archived(failed) if is_capture(response) else failed) from None

    def _archived_redirect(self, request: Request, response: Response, target: str) -> Response:
        page: Page = request.meta["page"]
        request.meta["found"] = self._spider.read_redirect(page, target)
        note = f"archived as a redirect to {absolute(target, page.original)}"
        self._run.journal.settle(replace(self._sighting(request, "not_selected", response), note=note))
        return response

    async def _judge(self, request: Request, response: Response) -> Response | Request:
        page: Page = request.meta["page"]
        known = self._run.history.reference(page.url)
        if response.status == 304 and known and any(name in request.headers for name in _CONDITIONS):
            if _contradicts(request, response):
                return request.replace(meta={**request.meta, "whole": True}, headers=self._spider.headers())
            return await self._not_modified(request, response, known)
        headers = _plain(response.headers)
        body = decode(response.body, headers.get("content-encoding", ""), self._run.line.limits.max_size)
        check_index(page, response)
        score_status(response.status, headers, body)
        scored = _scored(page, request.url, body, response)
        page_response = _typed(request.url, body, response.headers)
        outcome, note = scored.outcome, scored.note
        digest = self._run.digest(body)
        # a long PDF takes a while to read: other sites' answers must not wait past their time
        instead = await asyncio.to_thread(stand_in, page, request.url, body, digest, self._run)
        found = () if instead else self._read(request, page, page_response)
        page = await self._told(request, body)
        if instead:
            outcome, note = "provisional", f"provisional until `keeling add`: {instead}"
        elif outcome == "ok" and known and known.digest == digest:
            outcome = _again(page, known)
        elif outcome == "ok" and page.role == "document":
            outcome, note = await asyncio.to_thread(self._doubt, page, body, digest)
        sighting = self._sighting(request, outcome, response)
        note = "; ".join(part for part in (sighting.note, note) if part)
        self._run.journal.settle(replace(sighting, digest=digest, length=len(body), note=note), body)
        request.meta["found"] = found
        return page_response

    def _doubt(self, page: Page, body: bytes, digest: str) -> tuple[Outcome, str]:
        """`ok`, `provisional`, or `withdrawn` where the words of a document now say so, for bytes that are new."""
        outcome, note = doubt(page, body, digest, self._run)
        known = self._run.history.reference(page.url)
        if outcome == "ok" and known is not None and has_become_withdrawn(known, body, self._run):
            return "withdrawn", "its own words say that it was withdrawn"
        return outcome, note

    def _read(self, request: Request, page: Page, response: Response) -> tuple[Page, ...]:
        try:
            return self._spider.read(page, response)
        except (Moved, FetchFailed):
            raise
        except NotSelected as reason:
            raise FetchFailed("not_selected", str(reason)) from None
        except ValueError as error:
            raise FetchFailed("content_invalid", f"{page.reader}: {error}") from None
        except Exception as error:  # a stranger's JSON may have any shape
            raise FetchFailed("content_invalid", f"{page.reader}: not as expected ({error!r})"[:300]) from None

    async def _told(self, request: Request, body: bytes) -> Page:
        """The page of a request, in the role that its text shows."""
        page: Page = request.meta["page"]
        if self._spider.texts_are_pages and await asyncio.to_thread(is_document, page, body, self._run):
            page = request.meta["page"] = replace(page, role="document")
        return page

    async def _not_modified(self, request: Request, response: Response, known: Sighting) -> Response:
        assert known.digest
        page = await self._told(request, self._run.store.read(known.digest))
        sighting = replace(
            self._sighting(request, _again(page, known), response),
            digest=known.digest,
            length=known.length,
            etag=_header(response, "ETag") or known.etag,
            last_modified=_header(response, "Last-Modified") or known.last_modified,
            media_type=known.media_type,
        )
        if not page.reader:
            self._run.journal.settle(sighting)
            raise IgnoreRequest("unchanged, and nothing follows from it")
        stored = self._stored(request, known)
        request.meta["found"] = self._read(request, page, stored)
        self._run.journal.settle(sighting)
        return stored

    def _stored(self, request: Request, known: Sighting) -> Response:
        assert known.digest
        headers = Headers({"Content-Type": known.media_type} if known.media_type else {})
        return _typed(request.url, self._run.store.read(known.digest), headers)

    def _follow(self, request: Request, status: int, target: str, *, permanent: bool) -> Request:
        """Go where a redirect leads; what moved for good is planned there in its own right.

        Raises FetchFailed for a loop, a chain too long or an address that may not be asked.
        """
        page: Page = request.meta["page"]
        chain: tuple[str, ...] = (*request.meta.get("chain", ()), request.url)
        if target in chain or len(chain) > self._run.line.limits.redirects:
            raise FetchFailed("redirect_loop", f"{len(chain)} redirects, the last to {target}")
        if reason := self._run.allowed[page.source].refusal(target):
            raise FetchFailed("policy_refused", f"redirects to {target}: {reason}")
        # a page that moved to the front door did not move: it is gone, and the home page is no document
        if permanent and page.url == request.url and (is_home(page.url) or not is_home(target)):
            moved = Sighting(page.url, "moved", final_url=target, http_status=status, by="crawl", source=page.source)
            page = replace(page, url=target)
            fresh = self._run.journal.plan(page)
            self._run.journal.move(replace(moved, role=page.role, name=page.title, note="moved for good"))
            if not fresh:
                raise IgnoreRequest("moved to an address that is asked for anyway")
        meta = {"page": page, "chain": chain}
        return request.replace(url=target, headers=self._spider.headers(), meta=meta, priority=request.priority + 1)

    async def _again(self, request: Request, failed: FetchFailed) -> Request:
        """Another attempt after a wait, or the end of it."""
        line = self._run.line
        attempt = request.meta.get("attempt", 0) + 1
        wait, host = failed.retry_after, urlsplit(request.url).hostname or ""
        if (wait or 0) > line.limits.patience:
            line.shut(host, wait or 0)
        if failed.outcome not in RETRIED or attempt > line.limits.retries or line.stopped or line.is_shut(host):
            raise self._give_up(request, failed)
        if wait is None:
            wait = 0.0 if line.replica is not None else line.limits.backoff * 4 ** (attempt - 1)
        line.leave_alone(host, wait)
        return request.replace(meta={**request.meta, "attempt": attempt}, headers=self._spider.headers())

    def _give_up(self, request: Request, failed: FetchFailed) -> IgnoreRequest:
        note = failed.detail
        if failed.retry_after is not None and failed.outcome == "retry_later":
            note += f"; asked to wait {failed.retry_after:.0f} s"
        page: Page = request.meta["page"]
        sighting = Sighting(page.url, failed.outcome, by="crawl", source=page.source, role=page.role, name=page.title)
        final = request.url if request.url != page.url else ""
        self._run.journal.settle(replace(sighting, final_url=final, http_status=failed.status, note=note))
        return IgnoreRequest(note)

    def _sighting(self, request: Request, outcome: Outcome, response: Response) -> Sighting:
        page: Page = request.meta["page"]
        return Sighting(
            url=page.url,
            outcome=outcome,
            final_url=request.url if request.url != page.url else "",
            http_status=response.status,
            media_type=_header(response, "Content-Type"),
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
            server_time=moment(_header(response, "Date")),
            by="crawl",
            source=page.source,
            role=page.role,
            name=page.title,
            note="" if page.role == "document" else f"{page.role}: leads to documents, is none itself",
        )


def _again(page: Page, known: Sighting) -> Outcome:
    """The outcome of the same bytes once more: they are new where they were not known to be a document."""
    if known.outcome == "withdrawn":
        return "withdrawn"
    return "unchanged" if known.role in ("", page.role) else "ok"


_CONDITIONS = ("If-None-Match", "If-Modified-Since")


def _contradicts(request: Request, response: Response) -> bool:
    """Whether "not modified" comes with the validator of another body than the one that was asked about."""
    asked, said = (request.headers.get("If-None-Match") or b"").decode("latin-1"), _header(response, "ETag")
    return bool(asked and said) and asked.removeprefix("W/") != said.removeprefix("W/")


def _scored(page: Page, url: str, body: bytes, response: Response) -> Scored:
    """The verdict on an answer, for a capture with the original's address; an archive's index has its own reader."""
    if page.reader == INDEX:
        return Scored("ok")
    cut_possible = CLOSE_DELIMITED in response.flags or bool(
        page.archived and not response.headers.get("Content-Length")
    )
    return score_body(page.original or url, body, page.media, cut_possible=cut_possible)


def _plain(headers: Headers) -> Mapping[str, str]:
    return {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in headers.items()}


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def _typed(url: str, body: bytes, headers: Headers) -> Response:
    """The decoded body as the class of response that its type calls for."""
    kept = Headers(headers)
    kept.pop("Content-Encoding", None)
    return responsetypes.from_args(headers=kept, url=url, body=body[:512])(url, headers=kept, body=body)


def _retry_after(response: Response) -> float | None:
    """Seconds the server asks us to wait: a number or a date; None where it says nothing readable."""
    text = _header(response, "Retry-After").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), 10**9))
    try:
        wait = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return max(wait, 0.0)
