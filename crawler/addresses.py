"""Which addresses may be asked: public hosts that the catalogue names, and nothing else.

Three gates, each enough on its own: the form of the URL (`Allowed.refusal`), every address the
name resolves to (`public`), and the peer of the open connection, which is one of those checked.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from corpus.address import place

_HOST = re.compile(r"(?=.{1,253}$)(?!.*\.$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
"""Registered names in ASCII: no literals, no trailing dot, no userinfo, a last label that is no number."""
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")
_TO_QUOTE = re.compile(r"[ \u0080-\U0010ffff]")
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hosts a run may ask, each with its scheme and port: ("https", "www.gov.uk", 443) ..."""

    sites: frozenset[tuple[str, str, int]]

    @classmethod
    def of(cls, urls: Iterable[str], hosts: Iterable[str] = ()) -> "Allowed":
        """The sites of these addresses, and further hosts over https."""
        sites = {_site(url) for url in urls} | {("https", host, 443) for host in hosts}
        return cls(frozenset(sites))

    def refusal(self, url: str) -> str | None:
        """Why this address is not asked, or None."""
        try:
            scheme, host, port = _site(url)
            netloc = urlsplit(url).netloc
        except ValueError:
            return "the address cannot be read"
        reasons = (
            (_CONTROL.search(url), "the address has a blank, a backslash or a control character in it"),
            (scheme not in _PORTS, f"{scheme or 'no'} scheme is not http or https"),
            ("@" in netloc, "the address carries credentials"),
            (not _HOST.fullmatch(host), f"{host!r} is not a public host name"),
            ((scheme, host, port) not in self.sites, f"{scheme}://{host}:{port} is not a site of this source"),
        )
        return next((reason for applies, reason in reasons if applies), None)

    def is_elsewhere(self, url: str) -> bool:
        """Whether an address is refused only because its host is none that the source names."""
        try:
            site = _site(url)
        except ValueError:
            return False
        return self.refusal(url) is not None and Allowed(frozenset({site})).refusal(url) is None

    def upgraded(self, url: str) -> str:
        """The address over https where only that is allowed: old links still say http."""
        parts = urlsplit(url)
        if parts.scheme == "http" and ("http", parts.hostname, 80) not in self.sites and parts.port in (None, 80):
            return urlunsplit(("https", parts.hostname or "", *parts[2:]))
        return url


def _site(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, parts.hostname or "", parts.port or _PORTS.get(scheme, 0)


def public(address: str) -> bool:
    """Whether an IP address is on the public internet: not private, local, shared, mapped or reserved."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None or any(ip in network for network in _NAT64):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def absolute(link: str, page_url: str) -> str:
    """A link as an address, as browsers read it: relative forms resolved, blanks inside it `%20`, the fragment off.

    Line ends and tabs inside it are nothing, a backslash is a slash, and a name in other letters is its ASCII form.
    """
    try:
        joined = urljoin(page_url, re.sub(r"[\t\r\n]", "", link.strip()).replace("\\", "/"))
        parts = urlsplit(joined)
    except ValueError:
        return link
    path, query = (_TO_QUOTE.sub(lambda found: quote(found[0]), part) for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme.lower(), _ascii(parts.netloc.lower()), path, query, ""))


def _ascii(netloc: str) -> str:
    """The host as it is asked for: `bücher.example` is `xn--bcher-kva.example`; one that has no such form stays."""
    if netloc.isascii():
        return netloc
    name, mark, port = netloc.partition(":")
    try:
        return name.encode("idna").decode("ascii") + mark + port
    except UnicodeError:
        return netloc


def history_key(url: str) -> str:
    """One document through its revisions: the address without fragment, final slash and `v=NNN`."""
    return place(url)
