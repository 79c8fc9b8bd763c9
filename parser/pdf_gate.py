"""Look a PDF over before any text is taken from it.

PDFium reads a damaged file without a word about what it lost, so qpdf checks the structure and
decodes every stream first. What cannot be read is an error; what qpdf had to repair is a reason
for a person to look.
"""

import io
import re
import zlib
from dataclasses import dataclass
from typing import Any

from corpus.errors import UnreadableInput

MAX_BYTES = 200 * 2**20
MAX_PAGES = 5_000
MAX_STREAM = 64 * 2**20
"""Bytes of one page's drawing instructions, unpacked: a code of 64 pages has 20 kB a page."""

_HEADER_WITHIN = 1024
_RATIO = 1100
"""Deflate packs at most this tightly: a smaller stream than MAX_STREAM / _RATIO cannot be a bomb."""
_HARMLESS = re.compile(r"linearization|hint table|hint stream|page offset table|shared object", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gate:
    """What is known of a file before it is read: pages, the claims of its own record, doubts."""

    pages: int
    claims: tuple[tuple[str, str], ...] = ()
    review: tuple[str, ...] = ()


def check(body: bytes) -> Gate:
    """Look a file over; raises UnreadableInput for what is no PDF, locked, empty or a bomb."""
    import pikepdf

    review = [*_header(body)]
    try:
        with pikepdf.open(io.BytesIO(body)) as pdf:
            pages = _pages(pdf)
            _bounded(pdf)
            problems = [str(problem) for problem in (*pdf.get_warnings(), *_syntax(pdf))]
            if pdf.is_encrypted:
                review.append("the PDF is protected against changes; it opened without a password")
            claims = _claims(pdf)
    except pikepdf.PasswordError:
        message = "the PDF is encrypted and opens only with a password; save a copy without one and add that"
        raise UnreadableInput(message) from None
    except (pikepdf.PdfError, RecursionError, ValueError, KeyError, IndexError) as error:
        raise UnreadableInput(f"the PDF is damaged beyond reading ({_short(error)}); fetch it again") from None
    except (AttributeError, TypeError, OverflowError) as error:
        raise UnreadableInput(f"the PDF's structure makes no sense ({_short(error)}); fetch it again") from None
    problems = list(dict.fromkeys(problem for problem in problems if not _HARMLESS.search(problem)))
    if problems:
        more = f" and {len(problems) - 1} more problems" if len(problems) > 1 else ""
        review.append(f"the PDF is damaged, words may be missing: {_short(problems[0])}{more}")
    return Gate(pages, claims, tuple(review))


def _header(body: bytes) -> list[str]:
    """Doubts about the beginning of the file; raises UnreadableInput where it is no PDF."""
    if len(body) > MAX_BYTES:
        raise UnreadableInput(f"the PDF has {len(body):,} bytes; keeling reads up to {MAX_BYTES:,}")
    start = body.find(b"%PDF-", 0, _HEADER_WITHIN)
    opening = body[:_HEADER_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start < 0 or opening.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        what = "a web page" if opening.startswith(b"<") else "something else" if body else "empty"
        raise UnreadableInput(f"the file is not a PDF but {what}, whatever its name says; fetch the document itself")
    if start > 0 and body[:start].strip():
        return [f"{start} bytes stand before the beginning of the PDF"]
    return []


def _pages(pdf: Any) -> int:
    """The number of pages; a page tree that runs in a circle is an error of qpdf's."""
    count = len(pdf.pages)
    if count == 0:
        raise UnreadableInput("the PDF has no pages; fetch it again")
    if count > MAX_PAGES:
        raise UnreadableInput(f"the PDF has {count:,} pages; keeling reads up to {MAX_PAGES:,}")
    return count


def _syntax(pdf: Any) -> list[str]:
    """What qpdf says after decoding every stream."""
    return list(pdf.check_pdf_syntax())


def _bounded(pdf: Any) -> None:
    """Refuse pages whose instructions unpack to more than any page of text needs."""
    for number, page in enumerate(pdf.pages, start=1):
        contents = page.obj.get("/Contents")
        for stream in contents if _is_array(contents) else [contents]:
            if stream is not None and _unpacked(stream) > MAX_STREAM:
                message = f"page {number} of the PDF unpacks to more than {MAX_STREAM:,} bytes"
                raise UnreadableInput(f"{message}; it is broken or meant to do harm")


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _unpacked(stream: Any) -> int:
    """Size of a stream once unpacked, counted up to the limit and never held."""
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        return 0
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if not any("Fl" in name for name in names):
        return 0
    packed = bytes(stream.get_raw_stream_buffer())
    if len(names) == 1 and len(packed) < MAX_STREAM // _RATIO:
        return 0
    return max(_inflated(packed, len(names)), 0)


def _inflated(packed: bytes, layers: int) -> int:
    """How much some deflated bytes grow; the first layers are unpacked, within the limit."""
    size = 0
    for _ in range(layers):
        unpacker, parts, size = zlib.decompressobj(), [], 0
        rest = packed
        while rest and size <= MAX_STREAM:
            try:
                part = unpacker.decompress(rest, 2**20)
            except zlib.error:
                return size
            parts.append(part)
            size += len(part)
            rest = unpacker.unconsumed_tail
            if not part:
                break
        if size > MAX_STREAM:
            return size
        packed = b"".join(parts)
    return size


def _claims(pdf: Any) -> tuple[tuple[str, str], ...]:
    """Title and author from the document's own record, where they say anything."""
    found = []
    for key, name in (("/Title", "title"), ("/Author", "author")):
        value = " ".join(str(pdf.docinfo.get(key, "")).split())
        if value and not re.fullmatch(r"(untitled|microsoft word.*|.*\.(docx?|indd|pdf))", value, re.IGNORECASE):
            found.append((name, value))
    return tuple(found)


def _short(problem: object) -> str:
    """The problem without qpdf's name for the file, on one line."""
    text = " ".join(str(problem).split())
    return re.sub(r"^(WARNING: )?<?[^:(]*BytesIO[^:(]*>?:? ?", "", text)[:160]
