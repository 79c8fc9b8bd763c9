"""A word processor's file is a ZIP archive of XML parts: opened within bounds, and nothing outside it is ever fetched.

What no word processor writes is refused: a part that unpacks to more than any document has, a document
type declaration (and with it every entity), an archive that needs a password.
"""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from corpus.errors import UnreadableInput

LARGEST_PART = 64 * 2**20
"""Bytes of one XML part, unpacked. A code of 60,000 words has 2 to 8 MB."""

MOST_PARTS = 10_000

_LOCKED = "the file is locked with a password; save it without one and give that"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """A part's relation to another: what for, which part, or an address outside."""

    kind: str
    target: str
    outside: bool


class Package:
    """The parts of an archive by name; each is unpacked when it is asked for."""

    def __init__(self, body: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise UnreadableInput("the file is a damaged archive; fetch or save it again") from None
        entries = self._archive.infolist()
        if len(entries) > MOST_PARTS:
            raise UnreadableInput(f"the archive has {len(entries)} entries; no document has so many")
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableInput(_LOCKED)
        self._entries = {entry.filename: entry for entry in entries}
        self._relations: dict[str, dict[str, Relation]] = {}
        self.repeated = tuple(sorted({e.filename for e in entries if self._entries[e.filename] is not e}))

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """A part's bytes; raises UnreadableInput for one that is missing, damaged or beyond `LARGEST_PART`."""
        if name not in self._entries:
            raise UnreadableInput(f"the file has no part {name!r}; it is damaged: save it again")
        try:
            with self._archive.open(self._entries[name]) as part:
                body = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise UnreadableInput(f"the part {name!r} is damaged; fetch or save the file again") from None
        if len(body) > LARGEST_PART:
            raise UnreadableInput(
                f"the part {name!r} unpacks to more than {LARGEST_PART // 2**20} MiB; the file is broken or does harm"
            )
        return body

    def source(self, name: str) -> bytes:
        """A part's XML in the names of the first edition of the standard, which the strict edition renamed."""
        body = self.read(name)
        if _STRICT in body[:8192]:
            for strict, usual in _TRANSITIONAL:
                body = body.replace(strict, usual)
        return body

    def tree(self, name: str) -> etree._Element:
        """A part as a tree."""
        return tree(self.source(name), name)

    def relations(self, name: str) -> dict[str, Relation]:
        """The relations of a part (of the whole file: an empty name) by their ids."""
        if name not in self._relations:
            self._relations[name] = self._related(name)
        return self._relations[name]

    def _related(self, name: str) -> dict[str, Relation]:
        folder, base = posixpath.split(name)
        source = posixpath.join(folder, "_rels", f"{base}.rels")
        if source not in self:
            return {}
        return {
            each.get("Id", ""): Relation(
                each.get("Type", "").rpartition("/")[2],
                _resolved(folder, each.get("Target", "")),
                each.get("TargetMode") == "External",
            )
            for each in self.tree(source).iter(_RELATIONS)
        }


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def tree(source: bytes, name: str) -> etree._Element:
    """XML as a tree; raises UnreadableInput for what is none and for what declares a document type."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
    )  # LibreOffice gives two lists one id at times
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise UnreadableInput(f"the part {name!r} is no XML ({reason}); save the file again") from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableInput(f"the part {name!r} declares entities, which no word processor does; it may do harm")
    return root


def refuse_locked(body: bytes) -> None:
    """Raise UnreadableInput for an Office file that is encrypted: those are archives of another kind."""
    if body.startswith(_OLE) and _ENCRYPTED in body:
        raise UnreadableInput(_LOCKED)


def locked() -> UnreadableInput:
    """What is said of a file that needs a password."""
    return UnreadableInput(_LOCKED)
