"""OpenDocument text: the parts, the reading, and the proof by a second reader.

body ─ package ─ odt_styles, odt_lists ─ odt_content ─ assembly ─ odt_witness
"""

from collections import Counter
from collections.abc import Sequence

from lxml import etree

from corpus.errors import UnreadableInput
from parser.readers.blocks import Block, Reading
from parser.readers.changes import Changes
from parser.readers.comparison import difference, settled
from parser.readers.word.assembly import Assembly, spelled, with_spans
from parser.readers.word.model import Held
from parser.readers.word.odt_content import Content
from parser.readers.word.odt_lists import Lists, Numbers
from parser.readers.word.odt_styles import Styles, q
from parser.readers.word.odt_witness import witnessed
from parser.readers.word.package import Package, locked, tree

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_FURNITURE = {"header": "running-head", "footer": "running-foot"}


def read_odt(package: Package, changes: Changes = "accepted") -> Reading:
    """The visible text of an OpenDocument text as blocks, read one way; as `parser.readers.word.docx.read_docx`."""
    if "encrypted-package" in package or (_MANIFEST in package and b"encryption-data" in package.read(_MANIFEST)):
        raise locked()
    common = package.tree("styles.xml") if "styles.xml" in package else None
    return _read(package.read(_CONTENT), common, changes, _doubts(package))


def read_flat(body: bytes, changes: Changes = "accepted") -> Reading:
    """The visible text of a flat OpenDocument text, one XML file with all parts in it; as `read_odt`."""
    return _read(body, None, changes, ())


def _read(source: bytes, common: etree._Element | None, changes: Changes, doubts: Sequence[str]) -> Reading:
    root = tree(source, _CONTENT)
    text = root.find(f"{q('office:body')}/{q('office:text')}")
    if text is None:
        raise UnreadableInput("the file is OpenDocument and no text (a table or drawing?); give a PDF of it")
    styles = Styles([root] if common is None else [root, common])
    lists, held = Lists(), Held()
    content = Content(styles, lists, held)
    content.regions(text)
    held.body = content.items(text)
    content.finish()
    _add_furniture(root if common is None else common, content, held)
    numbers = Numbers(lists.entries, styles)
    assembly = Assembly(changes, numbers, lambda kind, place: str(place))
    assembly.run(held)
    held.review += [f"numbers of the form {form} are read as figures" for form in sorted(numbers.strange)]
    if not any(spelled(block) for block in assembly.blocks):
        raise UnreadableInput("the document has no words; if it is a picture, run text recognition (OCR) on it first")
    return Reading(
        blocks=settled(with_spans(assembly.blocks)),
        format="odt",
        title=_title(assembly.blocks),
        review=(*held.review, *doubts),
        unread=_unread(source, assembly),
        tracked=tuple(held.tracked),
    )


def _add_furniture(common: etree._Element, content: Content, held: Held) -> None:
    """Heads and feet of the pages, once each."""
    for page in common.iter(q("style:master-page")):
        for part in page:
            local = str(part.tag).rpartition("}")[2].partition("-")[0]
            if local in _FURNITURE and len(part):
                held.furniture.append((_FURNITURE[local], content.items(part)))


def _doubts(package: Package) -> list[str]:
    """Parts that come twice or act."""
    notes = [f"the archive holds {name!r} twice; programs may show the other one" for name in package.repeated]
    acting = [n for n in package.names() if n.startswith(("Basic/", "Scripts/")) and n.endswith((".xml", ".py", ".js"))]
    if any(not name.endswith(("script-lc.xml", "script-lb.xml")) for name in acting):
        notes.append("the file holds macros, which were not run; they may change what a program shows")
    return notes


def _title(blocks: Sequence[Block]) -> str:
    return next((b.text for b in blocks if b.style == "heading" and not b.rule and b.text), "").replace("\n", " ")


def _unread(source: bytes, assembly: Assembly) -> str:
    """What the second reader sees in the text and the blocks do not hold, or hold in another order."""
    main, beside = witnessed(source)
    own = "".join(spelled(block) for block, aside in zip(assembly.blocks, assembly.aside, strict=True) if not aside)
    if main != own:
        return difference(main, own)
    if not beside:
        return ""
    held = Counter("".join(spelled(block) for block in assembly.blocks))
    held.subtract(Counter(main + beside))
    lost = "".join((-held).elements())
    return f"{len(lost)} letters of notes, comments or boxes are not in the blocks" if lost else ""
