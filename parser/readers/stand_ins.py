"""Pages that stand in place of a document: challenges, logins, maintenance, errors. Each has a label.

A page is only refused where its title or its machinery says so and it has little text of its
own; a real page that mentions Cloudflare or has a login link is not refused.
"""

import re

from corpus.errors import Blocked
from corpus.text import small

_LITTLE = 3000
_LITTLE_BY_MACHINERY = 600
_LARGE = 300_000
_MACHINERY = (
    "/cdn-cgi/challenge-platform/", "cf-chl-", "cf-chl_", "cf_chl-", "cf_chl_", "cf-browser-verification",
    "challenge-error-text", "_incapsula_resource", "incapsula incident id", "sucuri_cloudproxy", "ddos-guard",
    "perimeterx", "px-captcha", "datadome", "awswaf.com", "aws-waf-token", "awswafintegration", "gokuprops",
    "g-recaptcha", "h-captcha", "cf-turnstile",
)  # fmt: skip
"""Names of the programs that challenge a visitor, in small letters."""
_TITLES = (
    ("challenge", re.compile(
        r"just a moment|attention required|verify(ing)? (that )?you are (a )?human|are you (a )?(robot"
        r"|human)|security check"
        r"|ddos protection|checking your browser|bot verification|human verification"
        r"|pardon our interruption|please wait"
        r"|one moment, please|access to this page has been denied", re.I)),
    ("access denied", re.compile(
        r"access denied|403 forbidden|forbidden|request (rejected|blocked)|blocked|not authori[sz]ed"
        r"|unauthori[sz]ed", re.I)),
    ("login", re.compile(r"(sign|log) ?[io]n\b.*|login\b.*|authentication required|session expired", re.I)),
    ("maintenance", re.compile(
        r".*\b(under|for|scheduled|site) maintenance\b.*|maintenance( mode)?|temporarily (unavailable"
        r"|offline)|service unavailable"
        r"|we('|’)?ll be back( soon)?|503 .*|site offline|down for .*", re.I)),
    ("not found", re.compile(
        r"(error )?404\b.*|page (not found|cannot be found).*|not found|this page (does not|doesn(’|')t) exist", re.I)),
    ("server error", re.compile(
        r"(error )?50[0-4]\b.*|internal server error|bad gateway|gateway time-?out|an error occurred|error", re.I)),
    ("too many requests", re.compile(r"(error )?429\b.*|too many requests|rate limit(ed| exceeded)?", re.I)),
)  # fmt: skip
_WORDS = (
    ("challenge", re.compile(
        r"enable javascript and cookies to continue|checking (if the site connection is secure"
        r"|your browser before accessing)"
        r"|verify(ing)? (that )?you are (a )?human|needs to review the security of your connection"
        r"|request unsuccessful\. incapsula|unusual traffic from your", re.I)),
    ("access denied", re.compile(
        r"you don('|’)t have permission to access|reference #\d+\.[0-9a-f]+\.\d+|sorry, you have been blocked", re.I)),
    ("cookie wall", re.compile(
        r"(accept|enable) cookies (to continue|in order to (view|continue)|before (you|continuing))", re.I)),
    ("maintenance", re.compile(
        r"(site|website|service|page) is (currently |temporarily )?(undergoing|under"
        r"|down for) (scheduled )?maintenance", re.I)),
)  # fmt: skip
_PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_NAMED = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1", re.IGNORECASE | re.DOTALL)
_NOT_TEXT = re.compile(
    r"<(script|style|noscript|template|svg|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL
)


def refuse_blocked(source: str) -> None:
    """Raise Blocked, with the reason, for a page that is not the document it was asked for."""
    label, sign = blocked(source)
    if label:
        message = f"the page is a {label} page ({sign}), not the document"
        raise Blocked(f"{message}; open the address in a browser, save the page or its PDF, and add that file")


def blocked(source: str) -> tuple[str, str]:
    """The label of a page that stands in place of a document, and its sign; two empty texts otherwise."""
    if len(source) > _LARGE:
        return "", ""
    names = [" ".join(re.sub(r"<[^>]*>", " ", found).split()) for _, found in _NAMED.findall(source)]
    named = next(((label, name) for name in names for label, pattern in _TITLES if _names(pattern, name)), None)
    lowered = small(source)
    machinery = next((("challenge", name) for name in _MACHINERY if name in lowered), None)
    if not named and not machinery and len(source) > _LARGE // 5:
        return "", ""
    text = " ".join(_NOT_TEXT.sub(" ", source).split())
    if len(text) > _LITTLE:
        return "", ""
    words = next(((label, found[0]) for label, pattern in _WORDS if (found := pattern.search(text))), None)
    if named and named[0] == "login" and not _PASSWORD.search(source):
        named = None
    if len(text) > _LITTLE_BY_MACHINERY:
        machinery = None
    label, sign = words or named or machinery or ("", "")
    return (label, repr(sign)) if label else ("", "")


def _names(pattern: "re.Pattern[str]", name: str) -> bool:
    """A page's name is a sign where it is nothing else, a site's name after a dash left out."""
    parts = [name, *re.split(r"\s+[|–—-]\s+|:\s+", name)]
    return any(pattern.fullmatch(part.strip(" .…!?")) for part in parts)
