"""A word processor's file by the reader of its format, which its parts decide and not its name."""

from dataclasses import replace

from corpus.errors import UnreadableInput
from parser.readers.blocks import Reading
from parser.readers.changes import Changes
from parser.readers.numbered_notes import numbered_notes
from parser.readers.signed_notes import signed_notes
from parser.readers.word.docx import read_docx
from parser.readers.word.odt import read_flat, read_odt
from parser.readers.word.package import Package, refuse_locked

_OLE = b"\xd0\xcf\x11\xe0"
_OTHERS = {"xl/": "a spreadsheet", "ppt/": "a presentation", "word/": "a damaged Word file", "OEBPS/": "an e-book"}
_GIVE = "give HTML, content-API JSON, PDF, DOCX, ODT, plain text or Markdown"


def read_word(body: bytes, changes: Changes = "accepted") -> Reading:
    """Read a Word or OpenDocument file, OpenDocument in one XML file too; raises UnreadableInput for others."""
    refuse_locked(body)
    if body.startswith(_OLE):
        raise UnreadableInput("the file is an old Office document; save it as DOCX or PDF and give that")
    try:
        flat = body.lstrip(b"\xef\xbb\xbf").startswith(b"<")
        reading = read_flat(body, changes) if flat else _read(Package(body), changes)
        return replace(reading, blocks=numbered_notes(signed_notes(reading.blocks)))
    except RecursionError:
        raise UnreadableInput("the document is nested hundreds deep; it is broken or meant to do harm") from None


def _read(package: Package, changes: Changes) -> Reading:
    if "content.xml" in package:
        return read_odt(package, changes)
    if any(each.kind == "officeDocument" for each in package.relations("").values()) and not _other(package):
        return read_docx(package, changes)
    raise UnreadableInput(f"the file is {_other(package) or 'a ZIP archive'}, whatever its name says; {_GIVE}")


def _other(package: Package) -> str:
    """What else an archive is, by its folders."""
    if "word/document.xml" in package:
        return ""
    return next((what for folder, what in _OTHERS.items() if any(n.startswith(folder) for n in package.names())), "")
