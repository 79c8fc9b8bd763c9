"""MHTML and EML: a page or a letter as a MIME message (RFC 2557, RFC 5322).

MHTML is what Chrome, Edge and Word save as one file; EML is what a mail program saves. The body is
the `start` part of a `multipart/related`, or its first page; other pages in it are frames. Files that
a letter carries are documents of their own: they are named, and not read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from corpus.errors import UnreadableInput
from parser.readers.blocks import Block
from parser.readers.saved.carried_sheets import KIND, with_sheets
from parser.readers.saved.parts import Part, Saved

_HEADER = re.compile(rb"(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}\r?\n")
_MAIL = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|DKIM-Signature|Snapshot-Content-Location):", re.I | re.M
)
_WITHIN = 64 * 1024
_MOST_PARTS = 5_000
_PAGES = ("text/html", "application/xhtml+xml")
_SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject")


def is_message(body: bytes) -> bool:
    """Whether a file begins with the headers of a message, one of which only programs write."""
    head = body[:_WITHIN].lstrip(b"\xef\xbb\xbf\r\n")
    found = _HEADER.match(head)
    return bool(found and _MAIL.search(found[0]))


def open_message(body: bytes) -> Saved:
    """The page or letter in a message; raises UnreadableInput for one that holds neither."""
    try:
        message = message_from_bytes(body.lstrip(b"\xef\xbb\xbf\r\n"))
        parts = _leaves(message)
    except RecursionError:
        raise UnreadableInput("the message is nested thousands deep; it is broken: save the page again") from None
    if _is_archive(message):
        return _archive(message, parts)
    return _letter(message, parts)


def _is_archive(message: Message) -> bool:
    """A saved page and not a letter: it has the address it was saved from, or no addressee."""
    saved = bool(message["Snapshot-Content-Location"]) or "saved by" in str(message["From"] or "").lower()
    return saved or not (message["To"] or message["Received"] or message["Message-ID"] or message["Date"])


def _archive(message: Message, parts: list[Message]) -> Saved:
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    if not pages:
        raise UnreadableInput("the saved page holds no HTML part; save it as HTML")
    root = _root(message, pages)
    sheets = _sheets(parts)
    where = str(message["Snapshot-Content-Location"] or "")
    page = _part(root)
    page = with_sheets(replace(page, location=where or page.location), sheets)
    frames = tuple(with_sheets(_part(part), sheets) for part in pages if part is not root)
    return Saved("mhtml", (page,), frames, review=tuple(_damage(message)))


def _sheets(parts: Sequence[Message]) -> dict[str, bytes]:
    """The style sheets among the parts, by address and by content id."""
    found: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_type() == KIND:
            held, content_id = _part(part), str(part["Content-ID"] or "").strip("<> ")
            named = {held.location, f"cid:{content_id}" if content_id else ""} - {""}
            found |= dict.fromkeys(named, held.body)
    return found


def _root(message: Message, pages: Sequence[Message]) -> Message:
    """The part that `start` names, or the first page."""
    start = message.get_param("start")
    named = [part for part in pages if isinstance(start, str) and part["Content-ID"] == start]
    return (named or list(pages))[0]


def _letter(message: Message, parts: list[Message]) -> Saved:
    bodies = _preferred(message, [part for part in parts if _is_body(part)])
    if not bodies:
        raise UnreadableInput("the letter holds no text; save what it carries and give that")
    files = [part for part in parts if not _is_body(part) and not _is_picture(part)]
    names = ", ".join(_named(part.get_filename() or part.get_content_type()) for part in files)
    carried = [f"the letter carries files that are not read ({names}); save and add them"] if files else []
    pages = tuple(_part(part) for part in bodies)
    title = _header(message, "Subject")
    return Saved("eml", pages, (), _head(message), title, _sent(message), (*carried, *_damage(message)))


def _is_body(part: Message) -> bool:
    """Whether a mail program shows a part as the letter itself."""
    attached = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return not attached and part.get_content_type() in (*_PAGES, "text/plain")


def _is_picture(part: Message) -> bool:
    return part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"


def _preferred(message: Message, bodies: list[Message]) -> list[Message]:
    """Of alternatives the last, which is the fullest (RFC 2046, 5.1.4)."""
    less: set[int] = set()
    for part in message.walk():
        if part.get_content_type() == "multipart/alternative":
            offered = [
                [body for body in bodies if any(body is leaf for leaf in choice.walk())] for choice in _inside(part)
            ]
            offered = [each for each in offered if each]
            less |= {id(body) for choice in offered[:-1] for body in choice}
    return [body for body in bodies if id(body) not in less]


def _inside(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _leaves(message: Message) -> list[Message]:
    """The parts that hold something; a message in a message is one file."""

    def below(part: Message) -> Iterator[Message]:
        if part.get_content_maintype() != "multipart":
            yield part
            return
        for inner in _inside(part):
            yield from below(inner)

    found = list(below(message))
    if len(found) > _MOST_PARTS:
        raise UnreadableInput(f"the message has {len(found)} parts; no page has so many: save it again")
    return found


def _part(message: Message) -> Part:
    payload = message.get_payload(decode=True)
    charset = message.get_param("charset")
    stated = f"; charset={charset}" if isinstance(charset, str) else ""
    return Part(
        payload if isinstance(payload, bytes) else b"",
        message.get_content_type() + stated,
        str(message["Content-Location"] or ""),
    )


def _head(message: Message) -> tuple[Block, ...]:
    """The lines that a mail program shows above a letter; they are about it and not its words."""
    shown = ((name, _header(message, name)) for name in _SHOWN_HEADERS)
    return tuple(Block(f"{name}: {value}", rule="letter-head") for name, value in shown if value)


def _header(message: Message, name: str) -> str:
    try:
        shown = str(make_header(decode_header(str(message[name] or ""))))
    except (LookupError, ValueError):
        shown = str(message[name])
    return " ".join(shown.split())


def _sent(message: Message) -> tuple[tuple[str, str], ...]:
    """The day on which a letter was sent, by its sender's clock."""
    try:
        return (("published", parsedate_to_datetime(str(message["Date"])).date().isoformat()),)
    except (TypeError, ValueError):
        return ()


def _named(name: str) -> str:
    return repr(" ".join(name.split())[:80])


def _damage(message: Message) -> list[str]:
    """What the message's own parser found wrong: a part that breaks off, coding that does not decode."""
    kinds = sorted({type(defect).__name__ for part in message.walk() for defect in part.defects})
    return [f"the file is damaged ({', '.join(kinds)}); words may be lost: save the page again"] if kinds else []
