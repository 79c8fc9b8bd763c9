"""Look a PDF over before any text is taken from it.

PDFium reads a damaged file without a word about what it lost, so qpdf opens it first and every
packed stream is checked. What cannot be read is an error; what had to be repaired is a reason for
a person to look.
"""

import base64
import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import UnreadableInput
from parser.readers.blocks import Stated
from parser.readers.pdf.tags import Tags, read_tags

MAX_BYTES = 200 * 2**20
MAX_PAGES = 5_000
MAX_STREAM = 64 * 2**20
"""Bytes of one page's drawing instructions, unpacked: a code of 64 pages has 20 kB a page."""

_HEADER_WITHIN = 1024
_TEXT = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")(?=\s|$)")
_OPERATORS = frozenset(
    """
    b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP
    n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "
    """.split()  # noqa: SIM905 (eighty quoted operators say less)
) | {"INLINE IMAGE"}
_RANGE = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")
_DIGITS_85 = bytes(range(33, 118))
_VALUES_85 = bytes(33) + bytes(range(256 - 33))
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf(?:char|range)", re.DOTALL)
_MOST_BOOKMARKS = 5_000
_LARGEST_MAP = 2**20
_HARMLESS = re.compile(r"linearization|hint table|hint stream|page offset table|shared object", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gate:
    """What is known of a file before it is read: pages, the claims of its own record, doubts.

    `speaking` are the numbers of the pages whose instructions set text, `tags` the file's tag tree,
    `bookmarks` its outline.
    """

    pages: int
    claims: tuple[tuple[str, str], ...] = ()
    review: tuple[str, ...] = ()
    speaking: frozenset[int] = frozenset()
    tags: Tags = field(default_factory=Tags)
    bookmarks: tuple[Stated, ...] = ()


def check(body: bytes) -> Gate:
    """Look a file over; raises UnreadableInput for what is no PDF, locked, empty or a bomb."""
    import pikepdf

    review = [*_header(body)]
    try:
        with pikepdf.open(io.BytesIO(body)) as pdf:
            pages = _pages(pdf)
            damage = list(pdf.check_pdf_syntax()) if pdf.is_encrypted else _streams(pdf)
            problems = [str(problem) for problem in (*damage, *pdf.get_warnings())]
            if pdf.is_encrypted:
                review.append("the PDF is protected against changes; it opened without a password")
            claims = _claims(pdf)
            speaking = _speaking(pdf)
            tags = read_tags(pdf)
            review += _renamed(pdf)
            bookmarks = _bookmarks(pdf)
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
    return Gate(pages, claims, (*review, *tags.doubts), speaking, tags, bookmarks)


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


def _streams(pdf: Any) -> list[str]:
    """What is wrong with the streams that text depends on.

    qpdf unpacks without looking at the checksum, PDFium too: one flipped bit can take words away
    and leave a stream that unpacks. Here the checksum of every packed stream is verified, which
    finds more than `qpdf --check` in a fifth of its time.
    """
    import pikepdf

    problems, contents = _page_list(pdf)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
            problem = _stream(item, item.objgen in contents)
            if problem:
                problems.append(f"object {item.objgen[0]}: {problem}")
    return problems


def _page_list(pdf: Any) -> tuple[list[str], set[tuple[int, int]]]:
    """What is odd about the list of pages, and the numbers of their instructions."""
    problems: list[str] = []
    seen: set[tuple[int, int]] = set()
    pages: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, start=1):
        parts = {part.objgen for part in _contents(page)}
        if page.obj.objgen in pages or parts & seen:
            problems.append(f"page {number} repeats an earlier page")
        if not parts:
            problems.append(f"page {number} has nothing on it")
        pages.add(page.obj.objgen)
        seen |= parts
    if int(pdf.Root.Pages.get("/Count", -1)) != len(pages):
        problems.append(f"the list of pages says {pdf.Root.Pages.get('/Count')} and has {len(pages)}")
    return problems, seen


def _speaking(pdf: Any) -> frozenset[int]:
    """Pages whose own instructions set text; those that only call for a form are not looked into."""
    import pikepdf

    found: set[int] = set()
    for number, page in enumerate(pdf.pages, start=1):
        try:
            if any(_TEXT.search(part.read_bytes()) for part in _contents(page)):
                found.add(number)
        except pikepdf.PdfError:  # named among the damaged streams
            continue
    return frozenset(found)


def _contents(page: Any) -> list[Any]:
    """The streams of a page's drawing instructions."""
    import pikepdf

    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _stream(stream: Any, drawn: bool) -> str:
    """What is wrong with a stream; `drawn` says that it is a page's instructions."""
    import pikepdf

    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters or "")]
    data, proven = bytes(stream.get_raw_stream_buffer()), False
    for place, name in enumerate(names):
        try:
            if name in ("/FlateDecode", "/Fl"):
                data, proven = _inflated(data, drawn or place + 1 < len(names)), True
            elif name in ("/ASCII85Decode", "/A85"):
                data = _base85(data.split(b"~>")[0].strip().removeprefix(b"<~"))
            elif name in ("/ASCIIHexDecode", "/AHx"):
                data = bytes.fromhex(data.split(b">")[0].decode("ascii"))
            elif name:
                stream.read_bytes()
                break
        except (zlib.error, ValueError) as error:
            return f"the packed data are damaged ({error})"
        except pikepdf.PdfError as error:
            return _short(error) if drawn else ""
    return _instructions(stream) if drawn and not proven else ""


def _base85(digits: bytes) -> bytes:
    """As `base64.a85decode`, which goes digit by digit: five at a time; what has other signs is left to it."""
    plain = digits.translate(None, b" \t\n\r\v")
    if plain.translate(None, _DIGITS_85):
        return base64.a85decode(digits)
    filling = -len(plain) % 5
    values = iter((plain + b"u" * filling).translate(_VALUES_85))
    groups = [
        (((a * 85 + b) * 85 + c) * 85 + d) * 85 + e
        for a, b, c, d, e in zip(values, values, values, values, values, strict=True)
    ]
    try:
        unpacked = struct.pack(f">{len(groups)}I", *groups)
    except struct.error:
        raise ValueError("Ascii85 overflow") from None
    return unpacked[: len(unpacked) - filling]


def _inflated(packed: bytes, wanted: bool) -> bytes:
    """Unpack deflated bytes and verify their checksum; raises zlib.error, and UnreadableInput for a bomb.

    What is not `wanted` is counted and thrown away; beyond the limit it is not looked at.
    """
    unpacker, parts, size, rest = zlib.decompressobj(), [], 0, packed
    while rest and not unpacker.eof:
        part = unpacker.decompress(rest, 2**24)
        size += len(part)
        rest = unpacker.unconsumed_tail
        if size > MAX_STREAM:
            if not wanted:
                return b""
            message = f"a page of the PDF unpacks to more than {MAX_STREAM:,} bytes"
            raise UnreadableInput(f"{message}; it is broken or meant to do harm")
        if wanted:
            parts.append(part)
    if packed and not unpacker.eof:
        raise zlib.error("it ends too soon")
    return b"".join(parts)


def _instructions(stream: Any) -> str:
    """What is wrong with drawing instructions that are not packed and so have no checksum."""
    import pikepdf

    try:
        parsed = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, pikepdf.PdfParsingError) as error:
        return _short(error)
    unknown = next((str(each.operator) for each in parsed if str(each.operator) not in _OPERATORS), "")
    return f"a page has an instruction that there is not ({unknown[:20]!r})" if unknown else ""


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


def _renamed(pdf: Any) -> list[str]:
    """Doubts about fonts that give some letters another meaning than their code.

    A file may show the word "not" and give it the text "now": its font's ToUnicode map (PDF 32000-1,
    9.10.3) says so. In a font of one-byte codes most letters mean themselves; where a few do not, a
    person should look.
    """
    import pikepdf

    doubts = []
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type0":
            found = item.get("/ToUnicode")
            wrong = _wrong(found) if isinstance(found, pikepdf.Stream) else []
            if wrong:
                shown = ", ".join(f"{one!r} is read as {other!r}" for one, other in wrong[:3])
                doubts.append(f"a font of the PDF gives letters another meaning than they have ({shown})")
    return doubts


def _wrong(stream: Any) -> list[tuple[str, str]]:
    """Letters with another meaning than their code, where most of the font's have that of their code."""
    import pikepdf

    try:
        text = stream.read_bytes()
    except pikepdf.PdfError:
        return []
    pairs = [(chr(code), meaning) for code, meaning in _meanings(text[:_LARGEST_MAP])]
    letters = [(one, other) for one, other in pairs if one.isascii() and one.isalnum()]
    wrong = [(one, other) for one, other in letters if one != other and other.isascii() and other.isalnum()]
    return wrong if 0 < len(wrong) <= 0.3 * len(letters) else []


def _meanings(text: bytes) -> Iterator[tuple[int, str]]:
    """Codes of one byte with their characters."""
    for kind, body in _BLOCK.findall(text):
        if kind == b"bfchar":
            for code, point in _CHARACTER.findall(body):
                yield int(code, 16), chr(int(point, 16))
        else:
            for first, last, point in _RANGE.findall(body):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    yield int(first, 16) + step, chr(int(point, 16) + step)


def _bookmarks(pdf: Any) -> tuple[Stated, ...]:
    """The titles of the file's outline with their depth, in order; the first thousands of an endless one."""
    import pikepdf

    found: list[Stated] = []
    seen: set[tuple[int, int]] = set()
    root = pdf.Root.get("/Outlines")
    waiting = [(root.get("/First"), 1)] if isinstance(root, pikepdf.Dictionary) else []
    while waiting and len(found) < _MOST_BOOKMARKS:
        item, level = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        found.append(Stated("bookmarks", " ".join(str(item.get("/Title", "")).split()), level))
        waiting += [(item.get("/Next"), level), (item.get("/First"), level + 1)]
    return tuple(each for each in found if each.text)
