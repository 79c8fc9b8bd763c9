"""What one look at one address can come to: a closed list, one outcome per planned address per run."""

from typing import Literal, get_args

Outcome = Literal[
    "ok",                   # a body that can make a version
    "unchanged",            # 304, or the bytes of the last good sighting again
    "moved",                # permanently at another address, which was fetched in its own right
    "withdrawn",            # the publisher's notice says so; the body is kept, no version is made
    "gone",                 # 404 or 410
    "not_selected",         # an article that the source's content rules leave out; nothing kept
    "provisional",          # much shorter than before, or unreadable: kept, but no version until it is confirmed
    "blocked",              # a challenge, a refusal, a login
    "maintenance",          # a page that says so, with whatever status
    "suspect",              # not what the catalogue says should stand there
    "empty",                # no body, or nothing visible in it
    "truncated",            # shorter than the server said, or cut before its end
    "corrupt_encoding",     # a content coding that does not decode, to the last checksum
    "content_invalid",      # another format than expected, or not readable as its own
    "too_large",            # over the size cap, on the wire or decoded
    "timeout",              # over the time cap
    "retry_later",          # the server is failing or asked to be left alone
    "unreachable",          # no connection, or one that broke
    "redirect_loop",        # redirects without end
    "policy_refused",       # an address that must not be asked
    "robots_forbidden",     # robots.txt says no
    "robots_unreachable",   # robots.txt could not be read, so nothing was asked
    "tls_error",            # a certificate or handshake that does not verify
    "dns_error",            # a name that does not resolve
    "protocol_error",       # not HTTP as specified
    "interrupted",          # the run was stopped first
]  # fmt: skip

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
GOOD: frozenset[str] = frozenset({"ok", "unchanged"})
"""The address gave its document."""
KEPT: frozenset[str] = frozenset({"ok", "withdrawn", "provisional"})
"""Outcomes whose body is stored; only `ok` can make a version."""
SETTLED: frozenset[str] = GOOD | {"moved", "withdrawn", "gone", "not_selected", "robots_forbidden"}
"""The site answered and was understood: no reason for a failing exit status."""
RETRIED: frozenset[str] = frozenset({"timeout", "unreachable", "retry_later", "truncated", "dns_error"})
"""Worth asking again within the run."""
UNRESOLVED = "does not resolve"
"""What the note of a sighting says where a name has no address: of all names, that there is no network."""


class FetchFailed(Exception):
    """One request that came to nothing: the outcome and a sentence for people."""

    def __init__(self, outcome: Outcome, detail: str, retry_after: float | None = None) -> None:
        super().__init__(f"{outcome}: {detail}")
        self.outcome = outcome
        self.detail = detail
        self.retry_after = retry_after
        self.status: int | None = None
