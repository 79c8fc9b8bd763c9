"""What robots.txt permits, in one place without a server."""

import asyncio
import gzip
import zlib

import pytest
from scrapy.http import Response

from crawler.addresses import Allowed
from crawler.outcomes import FetchFailed
from crawler.robots import Rules, read_rules

SITE = "https://www.example.org"
ALLOWED = Allowed.of([f"{SITE}/"])


def rules(*answers: Response | FetchFailed) -> Rules:
    """The rules that follow from these answers, one for each request."""
    left = list(answers)

    async def fetch(url: str) -> Response:
        answer = left.pop(0)
        if isinstance(answer, FetchFailed):
            raise answer
        return answer

    return asyncio.run(read_rules(SITE, fetch, ALLOWED))


def answer(body: bytes = b"", status: int = 200, **headers: str) -> Response:
    """An answer to the request for robots.txt."""
    return Response(f"{SITE}/robots.txt", status=status, headers=headers, body=body)


def outcome(found: Rules, path: str = "/private/x") -> str:
    """What the rules make of an address."""
    refused = found.refusal(SITE + path)
    return refused.outcome if refused else "ok"


def test_rules_are_obeyed() -> None:
    """What is disallowed is not asked, the rest is; the delay asked for is known, up to a minute."""
    found = rules(answer(b"User-agent: *\nCrawl-delay: 5\nDisallow: /private/\n"))
    assert outcome(found) == "robots_forbidden"
    assert outcome(found, "/public") == "ok"
    assert found.delay() == 5
    assert rules(answer(b"User-agent: *\nCrawl-delay: 90000\n")).delay() == 60


@pytest.mark.parametrize("status", [404, 410, 418])
def test_no_rules(status: int) -> None:
    """A site that has no rules may be asked."""
    assert outcome(rules(answer(status=status))) == "ok"


@pytest.mark.parametrize("status", [401, 403, 407, 429, 451, 500, 503, 520, 204, 304])
def test_unknown_rules(status: int) -> None:
    """Where the rules cannot be read nothing may be asked."""
    assert outcome(rules(answer(status=status)), "/") == "robots_unreachable"


@pytest.mark.parametrize("failure", ["timeout", "dns_error", "unreachable", "tls_error", "too_large"])
def test_network_failures(failure: str) -> None:
    """A name that does not resolve, a time-out or a broken connection are not permission."""
    assert outcome(rules(FetchFailed(failure, "no")), "/") == "robots_unreachable"  # type: ignore[arg-type]


def test_redirects() -> None:
    """A redirect is followed to an allowed address, not elsewhere and not for ever."""
    forbidding = answer(b"User-agent: *\nDisallow: /\n")
    there = answer(status=301, Location="/other.txt")
    assert outcome(rules(there, forbidding)) == "robots_forbidden"
    assert outcome(rules(answer(status=302, Location="https://elsewhere.example/robots.txt"))) == "robots_unreachable"
    assert outcome(rules(*[there] * 6)) == "robots_unreachable"


RULES = b"User-agent: *\nDisallow: /private/\n"


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(RULES, mtime=0), "gzip"),
        (zlib.compress(RULES), "deflate"),
        (RULES.decode().encode("utf-16"), ""),
        (b"\xef\xbb\xbf" + RULES, ""),
        (b"user-agent:*\r\nDISALLOW :/private/\r\n", ""),
    ],
)
def test_rules_in_another_coding_are_obeyed(body: bytes, coding: str) -> None:
    """A coding that can be taken off, a byte-order mark, another case: the rules are the rules."""
    assert outcome(rules(answer(body, **({"Content-Encoding": coding} if coding else {})))) == "robots_forbidden"


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (RULES, "br"),
        (RULES, "gzip"),
        (gzip.compress(RULES, mtime=0), ""),
        (RULES.decode().encode("utf-16-le"), ""),
        (b'{"robots": "welcome"}', ""),
        (b"%PDF-1.4\n%%EOF\n", ""),
        (bytes(range(128, 256)) * 9, ""),
        (b"Hello, you are welcome here.", ""),
        (RULES, ", ".join(["gzip"] * 13000)),
    ],
)
def test_what_is_no_robots_txt_is_no_permission(body: bytes, coding: str) -> None:
    """Noise, JSON, a PDF, a coding nobody asked for: the rules are not known, so nothing is asked."""
    found = rules(answer(body, **({"Content-Encoding": coding} if coding else {})))
    assert outcome(found, "/") == "robots_unreachable"


@pytest.mark.parametrize("body", [b"", b"\n\n", b"# nothing here\n", b"Sitemap: https://www.example.org/s.xml\n"])
def test_an_empty_file_forbids_nothing(body: bytes) -> None:
    """A file without a rule is a file (RFC 9309)."""
    assert outcome(rules(answer(body)), "/") == "ok"
