"""Strict removal of content codings that a server applied although identity was asked for.

Scrapy's own decoder returns as much as it can of a damaged gzip body; one flipped bit reads as
another text. Here the checksums and lengths of every member must hold, and nothing may be left.
"""

import zlib

from crawler.outcomes import FetchFailed

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""zlib's window bits: 31 reads gzip with its CRC-32 and length, 15 reads zlib with its Adler-32."""

LAYERS = 3
"""Codings one inside the other; no server needs more than one."""
LONGEST = 200
MEMBERS = 1000
"""Members of one gzip body; a file that was appended to has a few."""


def decode(body: bytes, codings: str, limit: int) -> bytes:
    """The body with its `Content-Encoding` taken off, last applied first.

    Raises FetchFailed: `corrupt_encoding` for what does not verify or is not gzip or zlib,
    `too_large` for more than `limit` bytes.
    """
    layers = [name.strip().lower() for name in codings[:LONGEST].split(",")]
    if len(codings) > LONGEST or len(layers) > LAYERS:
        raise FetchFailed("corrupt_encoding", f"more than {LAYERS} encodings one inside the other")
    for coding in reversed(layers):
        if coding in ("", "identity"):
            continue
        if coding not in _WINDOW:
            raise FetchFailed("corrupt_encoding", f"the server encoded as {coding!r} although identity was asked for")
        body = _inflate(body, _WINDOW[coding], limit)
    return body


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    parts, size = [], 0
    while body:
        stream = zlib.decompressobj(window)
        try:
            part = stream.decompress(body, limit - size + 1)
        except zlib.error as error:
            raise FetchFailed("corrupt_encoding", f"the encoded body is damaged: {error}") from None
        size += len(part)
        if size > limit:
            raise FetchFailed("too_large", f"the body decodes to more than {limit} bytes")
        if not stream.eof:
            raise FetchFailed("corrupt_encoding", "the encoded body ends before its checksum")
        parts.append(part)
        if len(parts) > MEMBERS:
            raise FetchFailed("corrupt_encoding", f"the encoded body has more than {MEMBERS} members")
        body = stream.unused_data
        if body and window != 31:
            raise FetchFailed("corrupt_encoding", f"{len(body)} bytes follow the encoded body")
    if not parts:
        raise FetchFailed("corrupt_encoding", "the encoded body is empty")
    return b"".join(parts)
