"""Is this response the document, or something that stands in its place?

Every response is scored before it may count: status, challenge headers and pages, refusals,
maintenance and login pages, soft 404s, emptiness, a cut end, another format than expected.
Prose alone convicts only short pages, so that a document about captchas stays a document.
"""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.outcomes import FetchFailed, Outcome
from crawler.planned import Media

PROSE_LIMIT = 400
"""Words up to which a page can be a stub; the longest block page seen has about 250."""
WINDOW = 96 * 1024

_CHALLENGE_HEADERS = {
    "cf-mitigated": re.compile("challenge|block", re.I),
    "x-amzn-waf-action": re.compile("challenge|captcha|block", re.I),
    "x-sucuri-block": re.compile("."),
    "x-vercel-mitigated": re.compile("challenge|deny", re.I),
}
_CHALLENGE_MARKS = (
    b"_cf_chl_opt", b"/orchestrate/chl_page", b"/orchestrate/captcha", b"/orchestrate/managed", b"/orchestrate/jsch",
    b"challenge-running", b"challenge-form", b"challenge-stage", b"challenge-error-text", b"cf-error-details",
    b"awswafcookiedomainlist", b"window.gokuprops", b"captcha-delivery.com", b"px-captcha", b"incapsula incident id",
    b"sgcaptcha", b"/distil_r_captcha", b"errors.edgesuite.net", b"bobcmn", b"anubis_challenge", b"vercel/security/",
    b"kp_uidz",
)  # fmt: skip
"""What only the challenge pages of known firewalls have in them; in small letters."""
_BLOCK_TITLE = re.compile(
    r"""just\ a\ moment|attention\ required|access\ (?:to\ this\ page\ )?(?:has\ been\ )?(?:is\ )?denied
    |(?:verifying|verify)\ (?:that\ )?you|checking\ your\ browser|security\ check|bot\ (?:verification|protection)
    |pardon\ our\ interruption|request\ (?:was\ )?(?:rejected|blocked)|^forbidden$|^40[13]\b|robot\ check
    |are\ you\ (?:a\ )?(?:human|robot)
    |not\ a\ (?:bot|robot)|web\ page\ blocked|security\ verification|ddos|before\ you\ continue|unusual\ traffic|captcha
    |consent\ (?:required|needed)|cookies?\ (?:are\ )?required|enable\ cookies""",
    re.I | re.X,
)
_BLOCK_PROSE = re.compile(
    r"""requested\ url\ was\ rejected|your\ support\ id|the\ request\ is\ blocked
    |access\ to\ this\ (?:site|page)\ has\ been|limited\ by\ the\ (?:site\ )?owner|complete\ the\ captcha
    |prove\ (?:that\ )?you(?:'re|\ are)?\ (?:a\ )?(?:human|not)
    |unusual\ traffic\ from|enable\ javascript\ and\ cookies\ to\ continue|you\ have\ been\ blocked
    |automated\ (?:requests|access)|must\ accept\ (?:our\ )?cookies
    |\bpartners\ [^.]{0,60}information\ on\ (?:a|your)\ device
    |(?:enable|turn\ on|requires?|needs?)\ javascript\ (?:to\ (?:run|view|use|read|continue|see)|in\ your\ browser)
    |javascript\ (?:is\ (?:required|disabled|turned\ off|not\ enabled)|must\ be\ enabled)""",
    re.I | re.X,
)
_MAINTENANCE = re.compile(
    r"maintenance|temporarily (?:unavailable|down|offline)|be (?:right )?back (?:soon|shortly)|service unavailable"
    r"|(?:site|website|service) is (?:currently )?(?:down|offline|unavailable)|technical difficulties|^50[0-4]\b",
    re.I,
)
_NOT_FOUND = re.compile(
    r"\b(?:page|document|file|content|resource)\b.{0,30}"
    r"\b(?:not|isn.t|cannot be|can.t be|could not be) (?:be )?(?:found|here|exist)"
    r"|\b404\b|^not found|no longer (?:here|available|exists)|does(?:n.t| not) exist|nothing (?:was )?found",
    re.I,
)
_NOT_THE_PAGE = re.compile(
    r"^(?:error\W{0,3})?404\b|^(?:page|document|file)\s(?:was\s)?(?:not\sfound|cannot\sbe\sfound|no\slonger\s\w+)\s*(?:$|[|:.!–—-])|^oops\b"
    r"|^(?:sorry\W{1,2})?(?:the|this|that)\spage\s(?:you|cannot|can.t|could|does|is\sno)"
    r"|\b(?:domain|site|website)(?:\sname)?\s(?:is\s)?(?:for\ssale|parked)\b|^[\w.-]+\.[a-z]{2,}\sis\sfor\ssale|\bbuy\sthis\sdomain\b",
    re.IGNORECASE,
)
"""Titles that no document has, however long the page is: an error page with other reading, a parked domain."""
_LOGIN_TITLE = re.compile(r"\b(?:sign|log)[ -]?(?:in|on)\b|\blogin\b|authenticat|single sign", re.I)
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|sso|auth|account/login|wp-login\.php)(?:[/?.]|$)", re.I)
_PASSWORD = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.I)
_TITLE = re.compile(rb"<(title|h1)\b[^>]*>(.*?)</\1", re.I | re.S)
_UNSEEN = re.compile(rb"<(script|style|noscript|template|head)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(rb"<[^>]*>")
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_STATUS: dict[int, tuple[Outcome, str]] = {
    202: ("retry_later", "accepted, not answered (202)"),
    203: ("suspect", "altered on the way by a proxy (203)"),
    204: ("empty", "no content (204)"),
    206: ("truncated", "a part that was not asked for (206)"),
    304: ("protocol_error", "not modified, although nothing was asked conditionally (304)"),
    401: ("blocked", "a login is asked for (401)"),
    403: ("blocked", "refused (403)"),
    404: ("gone", "not found (404)"),
    407: ("blocked", "a proxy asks for a login (407)"),
    408: ("timeout", "the server gave up waiting (408)"),
    410: ("gone", "gone for good (410)"),
    425: ("retry_later", "too early (425)"),
    429: ("retry_later", "too many requests (429)"),
    451: ("blocked", "withheld for legal reasons (451)"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """The verdict on a response: `ok`, `withdrawn`, or what stands in the document's place."""

    outcome: Outcome
    note: str = ""


def score_status(status: int, headers: Mapping[str, str], body: bytes) -> None:
    """Raise FetchFailed for a status or header that says the document is not here."""
    for name, pattern in _CHALLENGE_HEADERS.items():
        if pattern.search(headers.get(name, "")):
            raise FetchFailed("blocked", f"a challenge in place of the page ({name}: {headers[name]})")
    if status == 200:
        return
    if status in (403, 404, 503) and (challenge := _challenge(body)):
        raise FetchFailed("blocked", f"{challenge} with status {status}")
    if status in _STATUS:
        raise FetchFailed(*_STATUS[status])
    if 500 <= status < 600:
        raise FetchFailed("retry_later", f"the server is failing ({status})")
    outcome: Outcome = "suspect" if 400 <= status < 500 else "protocol_error"
    raise FetchFailed(outcome, f"the server answered with status {status}")


def score_body(url: str, body: bytes, media: Media, *, cut_possible: bool) -> Scored:
    """The verdict on the body of a 200; raises FetchFailed where it is not the document.

    `media` is the format expected, "" where any will do. `cut_possible` means that only the
    closed connection told the end, so the body must show its own.
    """
    if not body.strip():
        raise FetchFailed("empty", "the body is empty")
    if _LOGIN_PATH.search(urlsplit(url).path):
        raise FetchFailed("blocked", "the address of a login page")
    found = sniff(body)
    if found == "html":
        _score_html(body)
    if media and found != media and not (media == "html" and found == "json"):
        raise FetchFailed("content_invalid", f"{media} was expected, {found or 'something else'} came")
    _score_end(body, found, cut_possible)
    return Scored("withdrawn", "the publisher's notice says withdrawn") if _withdrawn(body, found) else Scored("ok")


def sniff(body: bytes) -> Media:
    """The format that the bytes show: html, pdf, json, xml or "" for none of them."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in body[:1024]:
        return "pdf"
    if start[:1] in (b"{", b"["):
        return "json"
    if start[:5] == b"<?xml" and not _HTML.match(body[:4096]):
        return "xml"
    if re.match(rb"<(?:rss|feed|urlset|sitemapindex)\b", start):
        return "xml"
    return "html" if start[:1] == b"<" else ""


def visible_words(body: bytes) -> list[str]:
    """Words a reader of an HTML body sees, roughly: enough to tell a stub from a document."""
    text = _TAG.sub(b" ", _UNSEEN.sub(b" ", body)).decode("utf-8", "replace")
    return html.unescape(text).split()


def _score_html(body: bytes) -> None:
    if challenge := _challenge(body):
        raise FetchFailed("blocked", challenge)
    if len(body) > WINDOW:
        return  # no stub is that long
    words = visible_words(body)
    if not words:
        raise FetchFailed("empty", "nothing visible in the page")
    titles = [_plain(match[2]) for match in _TITLE.finditer(body)]
    if any(map(_NOT_THE_PAGE.search, titles)):
        raise FetchFailed("suspect", f"not the page that was asked for, with status 200: {' | '.join(titles)[:80]!r}")
    if len(words) > PROSE_LIMIT:
        return
    _score_stub(body, titles, " ".join(words))


def _score_stub(body: bytes, titles: list[str], prose: str) -> None:
    head = " | ".join(title for title in titles if title)
    if _BLOCK_TITLE.search(head) or _BLOCK_PROSE.search(prose):
        raise FetchFailed("blocked", f"a page that keeps visitors out: {head[:80]!r}")
    if any(_NOT_FOUND.search(title) for title in titles):
        raise FetchFailed("suspect", f"a page that says not found, with status 200: {head[:80]!r}")
    if any(_MAINTENANCE.search(title) for title in titles):
        raise FetchFailed("maintenance", f"a page that says so: {head[:80]!r}")
    if _PASSWORD.search(body) and (_LOGIN_TITLE.search(head) or len(prose.split()) < 60):
        raise FetchFailed("blocked", f"a login page: {head[:80]!r}")


def _challenge(body: bytes) -> str:
    start = body[:WINDOW].lower()
    return next((f"a challenge page ({mark.decode()})" for mark in _CHALLENGE_MARKS if mark in start), "")


def _score_end(body: bytes, found: Media, cut_possible: bool) -> None:
    tail = body[-2048:].rstrip(b"\x00 \t\r\n")
    if found == "pdf" and b"%%EOF" not in tail[-1024:]:
        raise FetchFailed("truncated", "the PDF has no end mark")
    if found == "html" and cut_possible and not re.search(rb"</html\s*>", tail, re.I):
        raise FetchFailed("truncated", "the page ends without </html>, and the server did not say its length")
    if found == "xml" and not re.search(rb"</[\w:.-]+\s*>(?:\s|<!--.*?-->)*$|/>$", tail, re.S):
        raise FetchFailed("truncated", "the XML ends inside its root element")
    if found == "json":
        try:
            json.loads(body)
        except ValueError as error:
            raise FetchFailed("truncated" if cut_possible else "content_invalid", f"not JSON: {error}") from None


def _withdrawn(body: bytes, found: Media) -> bool:
    """gov.uk's marks: a meta element in pages, `withdrawn_notice` with an explanation in the content API."""
    if found == "html":
        return re.search(rb"<meta[^>]{0,40}name=[\"']govuk:withdrawn[\"']", body[:WINDOW]) is not None
    if found == "json" and b"withdrawn_notice" in body:
        data = json.loads(body)
        return isinstance(data, dict) and bool(data.get("withdrawn_notice"))
    return False


def _plain(fragment: bytes) -> str:
    return " ".join(html.unescape(_TAG.sub(b" ", fragment).decode("utf-8", "replace")).split())
