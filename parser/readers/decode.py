"""Bytes to text without a silent loss.

First a byte-order mark, then consistent UTF-8, then what is declared, then Windows-1252.

No replacement character is ever made here. What cannot be shown (NUL, control characters,
lone surrogates, noncharacters) becomes a visible mark of one character, so offsets hold,
and is said in `review`.
"""

import codecs
import re
from dataclasses import dataclass

from corpus.errors import UnreadableInput
from corpus.text import without

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32)))
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)")
_SHOWN = b"\t\n\x0b\x0c\r" + bytes(range(0x20, 0x7F))
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NOTED = re.compile(rf"{_UNSHOWN.pattern}|{_DIRECTION.pattern}|\ufffd")
_BEYOND_SIGNS = re.compile(_UNSHOWN.pattern.replace("\ufdd0-", "\ufdd6-"))
_REFERENCE = re.compile(
    r"(?P<x>&#x0*)fdd[0-5](?=;|[^0-9a-f])|(?P<d>&#0*)6497[6-9](?!\d)|(?P<e>&#0*)6498[01](?!\d)|(?P<j>\\u)fdd[0-5]",
    re.IGNORECASE,
)
_CODES = ("fdd", "FDD", "Fdd", "fDd", "fdD", "FDd", "FdD", "fDD", "6497", "6498")
_LATIN = {"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "l1", "windows-1252"}
_MARK = "\u2426"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was read with, and why a person should look."""

    text: str
    encoding: str
    review: tuple[str, ...] = ()


def decode(body: bytes, media_type: str = "") -> Decoded:
    """Decode a document; raises UnreadableInput for an empty or binary file."""
    refuse_binary(body)
    text, encoding, notes = _decode(body, media_type)
    text, shown = visible(text)
    return Decoded(text, encoding, tuple(notes + shown))


def refuse_binary(body: bytes) -> None:
    """Raise UnreadableInput for a file without bytes or of a known binary kind."""
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableInput("the file is empty; fetch or save it again")
    for magic, name in _BINARY:
        if body.startswith(magic):
            message = f"the file is {name}, whatever its name says"
            raise UnreadableInput(f"{message}; give HTML, content-API JSON, PDF, DOCX, ODT, plain text or Markdown")
    if _wide(body) or any(body.startswith(bom) for bom, _ in _BOMS):
        return
    head = body[:65536]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > 8 + len(head) // 20:
        message = f"the file is binary: {controls} control bytes in its first {len(head)}"
        raise UnreadableInput(f"{message}; give HTML, content-API JSON, PDF, DOCX, ODT, plain text or Markdown")


def visible(text: str, *, signs: bool = False) -> tuple[str, list[str]]:
    """The text with a visible mark for each character that cannot be shown, and notes about it.

    `signs` says that a reader has put its own signs (U+FDD0 to U+FDD5) into the text: they stay.
    """
    notes: list[str] = []
    if not _NOTED.search(without(text, _SHOWN)):
        return text, notes
    pattern = _BEYOND_SIGNS if signs else _UNSHOWN
    unshown = pattern.findall(text)
    if unshown:
        codes = ", ".join(sorted({f"U+{ord(char):04X}" for char in unshown})[:5])
        first = pattern.search(text)
        at = first.start() if first else 0
        notes.append(f"{len(unshown)} characters that cannot be shown ({codes}) stand as marks, the first at {at}")
        text = pattern.sub(_shown, text)
    if "\ufffd" in text:
        notes.append(f"{text.count(chr(0xFFFD))} replacement characters: text was lost before it came here")
    if _DIRECTION.search(text):
        notes.append(f"{len(_DIRECTION.findall(text))} characters change the direction of writing")
    return text, notes


def without_signs(source: str) -> str:
    """Markup or JSON whose references name none of the readers' own signs: a mark of the same length for each."""
    if ("&" not in source or "&#" not in source) and ("\\" not in source or "\\u" not in source):
        return source
    return _REFERENCE.sub(_mark, source) if any(code in source for code in _CODES) else source


def _mark(found: "re.Match[str]") -> str:
    before = found["x"] or found["d"] or found["e"] or found["j"]
    return before + ("2426" if before[-1] in "uU" or found["x"] else "09254")


def _shown(found: "re.Match[str]") -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else _MARK


def _decode(body: bytes, media_type: str) -> tuple[str, str, list[str]]:
    marked = next(((bom, encoding) for bom, encoding in _BOMS if body.startswith(bom)), None)
    if marked:
        return _strictly(body[len(marked[0]) :], marked[1])
    wide = _wide(body)
    if wide:
        return _strictly(body, wide)
    try:
        return body.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        return _decode_other(body, _declared(body, media_type))


def _decode_other(body: bytes, declared: str) -> tuple[str, str, list[str]]:
    """Bytes that are not UTF-8 throughout: UTF-8 with bad places, what is declared, or Windows-1252."""
    share = _share_of_utf8(body)
    if share > 2:
        return _strictly(body, "utf-8")
    note = []
    if declared and declared not in _LATIN and not declared.startswith("utf-8"):
        try:
            return body.decode(declared), declared, []
        except (LookupError, UnicodeDecodeError):
            note = [f"the declared encoding {declared!r} does not fit; read as Windows-1252"]
    if share > 0.2 and not note:
        return _strictly(body, "utf-8")
    return _latin(body), "windows-1252", note


def _strictly(body: bytes, encoding: str) -> tuple[str, str, list[str]]:
    """Decode; each byte that does not fit is read as Windows-1252 and counted."""
    stray: list[int] = []

    def repair(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        stray.append(error.start)
        return _latin(error.object[error.start : error.end]), error.end

    codecs.register_error("keeling-stray", repair)
    text = body.decode(encoding, errors="keeling-stray")
    if not stray:
        return text, encoding, []
    note = f"{len(stray)} places are not {encoding}, the first at byte {stray[0]}; read there as Windows-1252"
    return text, encoding, [note]


def _latin(body: bytes) -> str:
    """Windows-1252 as browsers read it: the five undefined bytes are control characters."""
    return "".join(_CP1252[byte] for byte in body) if any(b in body for b in _UNDEFINED) else body.decode("cp1252")


def _share_of_utf8(body: bytes) -> float:
    """Valid sequences for each bad byte: none in Windows-1252, many in UTF-8 that was damaged or mixed."""
    text = body.decode("utf-8", errors="surrogateescape")
    beyond = [char for char in text if char > "\x7f"]
    bad = sum("\udc80" <= char <= "\udcff" for char in beyond)
    return (len(beyond) - bad) / max(bad, 1)


def _declared(body: bytes, media_type: str) -> str:
    _, _, charset = media_type.lower().partition("charset=")
    if charset:
        return charset.split(";")[0].strip(" \"'")
    found = _XML_ENCODING.search(body[:200]) or _CHARSET.search(body[:4096])
    return found[1].decode("ascii", "ignore").lower() if found else ""


def _wide(body: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of a Latin text is zero."""
    head = body[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return ""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.05:
        return "utf-16-be"
    return ""


_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_CP1252 = [chr(code) if code in _UNDEFINED else bytes([code]).decode("cp1252") for code in range(256)]
