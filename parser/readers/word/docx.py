"""Word files: the parts, the reading, and the proof by a second reader.

body ─ package ─ styles, numbering ─ docx_content ─ assembly ─ docx_witness
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from lxml import etree

from corpus.errors import UnreadableInput
from parser.readers.blocks import Block, Reading
from parser.readers.changes import Changes
from parser.readers.comparison import difference, settled
from parser.readers.word.assembly import Assembly, spelled, with_spans
from parser.readers.word.docx_content import Content
from parser.readers.word.docx_witness import witnessed
from parser.readers.word.model import Held, Item, Numbered
from parser.readers.word.numbering import VAL, Counters, Numbering, W, numberings
from parser.readers.word.numbers import FORMS
from parser.readers.word.package import Package, Relation
from parser.readers.word.styles import Styles

_MAIN = "word/document.xml"
_FURNITURE = {"header": "running-head", "footer": "running-foot", "comments": "comment"}
_NOTES = ("footnote", "endnote")
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
_MANY_PICTURES = 50
"""Words. A document with pictures and fewer words is a picture."""


def read_docx(package: Package, changes: Changes = "accepted") -> Reading:
    """The visible text of a Word file as blocks, read one way.

    Words that are struck out or put in stand in the blocks with their signs (`parser.readers.changes`); numbers
    are those that a reader sees in that reading. Spans are offsets in all blocks as printed. Raises UnreadableInput for
    a file that is damaged, locked with a password or without words.
    """
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), _MAIN)
    source = package.source(main)
    root = package.tree(main)
    held, lists = _held(package, main, root)
    notes = _NoteNumbers(package, main)
    assembly = Assembly(changes, _Numbers(lists), notes)
    assembly.run(held)
    if held.notes and notes.parted(root):
        held.review.append("notes are numbered anew, or otherwise, by page or section; here they are counted through")
    if not any(spelled(block) for block in assembly.blocks):
        raise UnreadableInput("the document has no words; if it is a picture, run text recognition (OCR) on it first")
    return Reading(
        blocks=settled(with_spans(assembly.blocks)),
        format="docx",
        title=_title(assembly.blocks, package),
        review=(*held.review, *_made_doubts(assembly)),
        unread=_unread(source, assembly),
        tracked=tuple(held.tracked),
    )


class _Numbers:
    """The numbers of a document's lists, in the order of a reading; each story of the file counts by itself."""

    def __init__(self, lists: Mapping[str, Numbering]) -> None:
        self.stories: dict[str, Counters] = defaultdict(lambda: Counters(lists))

    def __call__(self, listed: tuple[str, int], story: str) -> Numbered | None:
        """The number of the next paragraph of a list; None where there is no such list."""
        number = self.stories[story].next(*listed)
        return Numbered(number.text, number.level + 1, number.bullet) if number else None


class _NoteNumbers:
    """The numbers of notes: by the settings of the document, figures and small roman ones without any."""

    def __init__(self, package: Package, main: str) -> None:
        self._forms = {"footnote": "decimal", "endnote": "lowerRoman"}
        self._starts = dict.fromkeys(_NOTES, 1)
        settings = _related(package, main, "settings")
        root = package.tree(settings) if settings else None
        for kind in _NOTES if root is not None else ():
            assert root is not None
            form, start = (root.find(f"{W}{kind}Pr/{W}{name}") for name in ("numFmt", "numStart"))
            if form is not None and form.get(VAL, "") in FORMS:
                self._forms[kind] = form.get(VAL, "")
            if start is not None and start.get(VAL, "").isdecimal():
                self._starts[kind] = int(start.get(VAL, "1"))

        self._root = root

    def parted(self, main: etree._Element) -> bool:
        """Whether notes count anew on each page or section, or have other numbers in a section of the main part."""
        parts = [main] if self._root is None else [main, self._root]
        anew = any(
            each.get(VAL, "") in ("eachPage", "eachSect") for part in parts for each in part.iter(W + "numRestart")
        )
        forms = [(kind, each.find(f"{W}{kind}Pr/{W}numFmt")) for each in main.iter(W + "sectPr") for kind in _NOTES]
        return anew or any(form is not None and form.get(VAL) != self._forms[kind] for kind, form in forms)

    def __call__(self, kind: str, place: int) -> str:
        """The number of the note at this place among those of its kind, from 1."""
        return FORMS[self._forms[kind]](self._starts[kind] + place - 1)


def _held(package: Package, main: str, root: etree._Element) -> tuple[Held, dict[str, Numbering]]:
    """What the parts of a file hold, and its lists."""
    text = root.find(W + "body")
    if text is None:
        raise UnreadableInput("the document has no body; it is damaged: save it again")
    styles = Styles(_tree(package, main, "styles"))
    lists = numberings(_tree(package, main, "numbering"), styles.links)
    held = Held()
    content = Content(styles, lists, held)
    held.body = content.items(text)
    for kind in _NOTES:
        notes = _tree(package, main, f"{kind}s")
        for each in notes.iterfind(W + kind) if notes is not None else ():
            if each.get(W + "type", "normal") not in _NO_NOTES:
                held.notes[f"{kind} {each.get(W + 'id', '')}"] = content.items(each)
    held.furniture = _furniture(package, main, content)
    content.finish()
    held.review += _doubts(package, main, held)
    return held, lists


def _furniture(package: Package, main: str, content: Content) -> list[tuple[str, list[Item]]]:
    """Heads and feet of pages, and comments: each part once, whatever sections use it."""
    made: list[tuple[str, list[Item]]] = []
    seen = set()
    for relation in package.relations(main).values():
        rule = _FURNITURE.get(relation.kind)
        if not rule or relation.outside or relation.target in seen or relation.target not in package:
            continue
        seen.add(relation.target)
        root = package.tree(relation.target)
        parts = root.iterfind(W + "comment") if rule == "comment" else [root]
        made += [(rule, content.items(part)) for part in parts]
    return made


def _related(package: Package, main: str, kind: str) -> str:
    """The name of the part that the document has for a purpose; empty without one."""
    found = next((r for r in package.relations(main).values() if r.kind == kind and not r.outside), None)
    return found.target if found and found.target in package else ""


def _tree(package: Package, main: str, kind: str) -> etree._Element | None:
    name = _related(package, main, kind)
    return package.tree(name) if name else None


def _doubts(package: Package, main: str, held: Held) -> list[str]:
    """Parts that are missing, that act, that stand outside the file or that come twice."""
    relations = package.relations(main).values()
    notes = [f"the archive holds {name!r} twice; programs may show the other one" for name in package.repeated]
    if any(name.endswith(("vbaProject.bin", "vbaData.xml")) for name in package.names()):
        notes.append("the file holds macros, which were not run; they may change what a program shows")
    missing = sorted({r.target for r in relations if _missing(package, r)})
    if missing:
        notes.append(f"parts of the file are missing ({', '.join(missing[:5])}); words may be lost: save it again")
    if any(r.outside and r.kind in ("attachedTemplate", "subDocument", "frame") for r in relations):
        notes.append("the file refers to others outside it, which were not fetched")
    return notes


def _missing(package: Package, relation: Relation) -> bool:
    target = relation.target.partition("#")[0]
    return not relation.outside and bool(target) and target not in package


def _made_doubts(assembly: Assembly) -> list[str]:
    """What programs do not show alike: some numbers, and paragraphs that a change joins."""
    notes = []
    if isinstance(assembly.number, _Numbers):
        stories = assembly.number.stories.values()
        strange = sorted({form for counters in stories for form in counters.strange})
        notes += [f"numbers of the form {form} are read as figures" for form in strange]
        if any(counters.implied for counters in stories):
            notes.append("a list begins below its first level; programs do not number its first level alike")
    if assembly.unseen:
        notes.append("a hidden paragraph is one of a list; programs do not number what follows it alike")
    if assembly.unlike:
        notes.append("a change joins paragraphs that are numbered or set unlike; programs do not show the rest alike")
    return notes


def _title(blocks: Sequence[Block], package: Package) -> str:
    """The first heading, or what the file's record says where there is none."""
    first = next((b.text for b in blocks if b.style == "heading" and not b.rule and b.text), "")
    return first.replace("\n", " ") or _recorded_title(package)


def _recorded_title(package: Package) -> str:
    name = next((r.target for r in package.relations("").values() if r.kind == "core-properties"), "")
    if name not in package:
        return ""
    found = package.tree(name).find("{http://purl.org/dc/elements/1.1/}title")
    return " ".join((found.text or "").split()) if found is not None else ""


def _unread(source: bytes, assembly: Assembly) -> str:
    """What the second reader sees in the document's main part and the blocks do not hold, or hold in another order."""
    main, boxes = witnessed(source)
    own = "".join(spelled(block) for block, aside in zip(assembly.blocks, assembly.aside, strict=True) if not aside)
    if main != own:
        return difference(main, own)
    if not boxes:
        return ""
    beside = Counter("".join(spelled(block) for block in assembly.blocks))
    beside.subtract(Counter(main + boxes))
    lost = "".join((-beside).elements())
    return f"{len(lost)} letters of text boxes are not in the blocks" if lost else ""
