"""Label schemes: how a document numbers its measures, known from the catalogue or guessed; numbers left unused."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.enumerators import PREFIX
from corpus.provision import Provision
from corpus.text import later
from corpus.work import LETTERED, Reserved, Scheme
from parser.readers.blocks import Block

_COUNTED = re.compile(r"(.*?)(\d{1,3})")
_MISPRINTED = re.compile(r"\.\((\d{1,3})\)")
"""`XYZ3.(2)`, a misprint of `XYZ3.2`: it is cited as that, and said where there is none."""
_SPACE = r"(?:[ \u00a0]+|(?=\d))"
"""Between a prefix and a number: `XYZ1.4` has none."""
_LONGEST_RANGE = 60
_WORDS = "One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve"
NUMBER_WORDS = f"{_WORDS}|{_WORDS.upper()}"
"""Numbers of parts and chapters that are spelled out."""
JOIN = r"(?:\s*,\s*(?:and\s+|or\s+|to\s+)?|\s+(?:and|or|to|and/or)\s+|\s*[–-]\s*)"
ITEMS = r"(?:\([a-z]{1,4}\)|\(\d{1,3}\)|\([A-Z]{1,2}\))*"
BRACKETS = r"\((?:[a-z]{1,4}|\d{1,3}|[A-Z]{1,2})\)"
_MORE_NUMBERS = r"(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+|\s*[–-]\s*)\d[\d.]*[A-Z]?)*"
_GUIDE = (
    r"(?:[a-z-]+\s+)?(?:guides?|guidance|notes?|notices?|leaflets?|circulars?|booklets?|bulletins?|manuals?)"
    r"\s+\d{1,4}[A-Z]?\b"
)
_OF_A_GUIDE = later(rf"\b{_GUIDE}(?:\s\([^()]{{1,80}}\)|(?::|\s[–-])\s[^.;:()]{{1,80}}?)?\s?[,:–-]?\s\Z", re.IGNORECASE)
"""Another document by its kind and number in front of one of its sections: `practice guide 5: kites – section 3`."""
_CITED_BEFORE = re.compile(
    r"(?:\b(?!(?:See|In|Under|At|As|The|And|Also|But|If|Where)\b)[A-Z]\w*(?:\s\d{1,3}[A-Z]?)?|[\])’”\"])[,;:]?\s+$"
)
"""What is named before `paragraph 4` and may have it: `the Framework, paragraph 4`, `Schedule 2 paragraph 4`."""
ANOTHERS = re.compile(
    rf"{_MORE_NUMBERS}\s+of\s+(?:(?:the|an?|our|their|that)\s+(?:accompanying|attached|enclosed|separate|companion)\s"
    r"|(?:our|your|their|its)\s+(?:[\w-]+\s+)?(?:guid(?:e|ance|elines)|codes?|rules|policy|notes?)\s+(?:on|about|to|for)\s"
    rf"|(?:the\s+)?{_GUIDE}"
    r"|(?:the\s+)?[‘“\"](?=\w)|(?:the\s+)?(?!(?:Sections?|Parts?|Chapters?|Annex|Appendix|Schedule|Code|Guidance|Document)\b)[A-Z])"
)
"""What goes on after numbers of another document: `paragraph 3.1 of Notice 702`, `of the accompanying document`."""
_QUOTE = r"[“\"‘']?"
_NUMBERED = re.compile(
    rf"{_QUOTE}({PREFIX}|[A-Z][A-Z&]{{1,7}}\d{{1,2}})"
    r"[ \u00a0]+(\d*[A-Za-z]*\d[\w.\-/]*|[A-Z]+-\d[\w.\-/]*|\d+-[A-Z]+[\w.\-/]*)"
)
_LONGEST_BEFORE = 160
"""Characters in which a document is named before a section of it."""
_SUBJECT = r"\([A-Z][A-Za-z ,&'’-]{2,50}\)"
_KINDS = "Annex|Appendix|Schedule|Part|Chapter|Section|Subsection|Table|Figure|Box|Page|Form|Article|Item|Step|Version"
_JOINED = re.compile(
    rf"{_QUOTE}([A-Z]{{2,8}}(?:[-/.][A-Z]{{1,3}}|{_SUBJECT})?|(?!(?:{_KINDS})\d)[A-Z][a-z]{{2,12}})"
    r"(\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2}){0,3})(?![\w(/-])(?!\.\d)"
)
"""A prefix and a number without a space between them: `XYZ1.4`, `XYZ(Kites and String)1.4`, `Kites1.4`."""
_BARE = re.compile(rf"{_QUOTE}()([A-Z]\d{{1,2}}[A-Z]?(?:\.\d{{1,3}}[A-Z]?){{0,2}})(?![\w(/-])(?!\.\d)")
"""A measure's number of one letter without a prefix: `E1`, `E1.3`."""
_NAMED = re.compile(
    rf"(?!(?:{_KINDS})\b)([A-Z][a-z]{{2,20}})\s+(?:\S{{1,12}}\s*[:–—-]\s*\1\s+)?(?=[A-Z]\S*[ \u00a0]?\S*\d"
    rf"|[A-Z]{{2,8}}{_SUBJECT}\d)"
)
"""The word for a measure in front of its number in a heading: `Condition XYZ1: …`, once too often in some."""
_UNUSED = re.compile(
    r"(?=.*\bnumber)(?:.*\bnot (?:been )?us(?:ed|e|ing)\b|.*\b(?:reserved|unused|set aside|kept free)\b)",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY_WORDS = r"(?:not (?:in )?used?|no longer used|reserved|deleted|omitted|revoked|intentionally blank)"
_EMPTY = re.compile(rf"{_EMPTY_WORDS}\.?|(?:.*\s)?(?:\[{_EMPTY_WORDS}\]|\({_EMPTY_WORDS}\))\.?", re.IGNORECASE)
_LONGEST_EMPTY = 24
_CLOSINGS = (")", "]", ").", "].")
_LONGEST = 60
_FEWEST_BARE = 2
_SHORT_CELL = 16
_FURTHER = re.compile(r"(.+)\.(\d{1,3}(?:[A-Z]{0,2}|[a-z]))")
NOT_PREFIXES = {"ISBN", "SI", "EU", "EC", "UK", "ISO", "BS", "CP", "HC", "CM", "PO", "COVID", "GCSE", "AS", "VAT"}


class MeasureNumber(NamedTuple):
    """A number of a scheme at the start of a text.

    `measure` is `C11`, `paragraph` `C11.4` or empty, `end` the offset after it, `joint` what
    stands between prefix and number in a label.
    """

    prefix: str
    measure: str
    paragraph: str
    start: int
    end: int
    joint: str = " "

    @property
    def label(self) -> str:
        """`PCU C11.4` for a paragraph, `PCU C11` for a measure."""
        return self._label(self.paragraph or self.measure)

    @property
    def parent(self) -> str:
        """The label of the measure, of a paragraph too."""
        return self._label(self.measure)

    def _label(self, number: str) -> str:
        return f"{self.prefix}{self.joint}{number}" if self.prefix else number


def named_number_at(text: str, schemes: Iterable[Scheme]) -> tuple[int, MeasureNumber] | None:
    """The number that a heading begins with after the word for a measure: `Condition XYZ1: …`, and where it ends."""
    word = _NAMED.match(text)
    number = number_at(text[word.end() :], schemes) if word else None
    return (word.end(), number) if word and number else None


@lru_cache(maxsize=1024)
def _pattern(prefix: str, measure: str) -> re.Pattern[str]:
    """A number of the scheme with this prefix and this pattern of measures' numbers, at the start of a text."""
    named = rf"{re.escape(prefix)}(?:[ \u00a0]+|(?=\d))" if prefix else ""
    further = r"(?:\.(?P<further>\d{1,3}(?:[A-Z]{0,2}|[a-z](?=\s|\Z))(?:\.\d{1,3}){0,2}))?"
    return re.compile(rf"\s*{_QUOTE}(?P<all>{named}(?P<measure>{measure}){further})(?![\w(/-])(?!\.\d)")


def number_at(text: str, schemes: Iterable[Scheme]) -> MeasureNumber | None:
    """The measure's or paragraph's number that a text begins with, perhaps after an opening quote."""
    head = text[:_LONGEST]
    for scheme in schemes if head else ():
        match = _pattern(scheme.prefix, scheme.pattern).match(head) if scheme.prefix in head else None
        if match:
            measure, further = match.group("measure", "further")
            paragraph = f"{measure}.{further}" if further else ""
            return MeasureNumber(scheme.prefix, measure, paragraph, *match.span("all"), scheme.joint)
    return None


def recognise(blocks: Sequence[Block], known: Iterable[Scheme] = ()) -> tuple[Scheme, ...]:
    """The schemes that a document uses: those of the catalogue it shows, then those guessed from it.

    A guess needs a prefix whose numbers come as measures and as paragraphs under them
    (`XYZ 3-B` and `XYZ 3-B.1`), or at least two paragraphs of one measure. Whether labels have a
    space after the prefix, most of the document's own numbers say.
    """
    starts = [text for block in blocks if not block.rule for text in _starts(block)]
    shown = "\n".join(starts)  # most of a large catalogue's prefixes do not even occur
    used = tuple(
        scheme
        for scheme in known
        if scheme.prefix in shown and any(map(_pattern(scheme.prefix, scheme.pattern).match, starts))
    )
    prefixes = {scheme.prefix for scheme in used}
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in starts:
        match = _NUMBERED.match(text) or _JOINED.match(text) or _BARE.match(text)
        if match:
            numbers[match[1]][match[2].rstrip(".")] += 1
    _complete(numbers)
    used = tuple(_widened(scheme, numbers[scheme.prefix]) for scheme in used)
    guessed = (_guess(prefix, found) for prefix, found in sorted(numbers.items()) if prefix not in prefixes)
    own = (scheme for scheme in guessed if scheme and (scheme.prefix or _has_paragraphs(scheme, starts)))
    return tuple(_jointed(scheme, starts) for scheme in (*used, *own))


def _widened(scheme: Scheme, numbers: Counter[str]) -> Scheme:
    """A scheme of the catalogue with the forms of the paragraphs that it does not name: `XYZ 1.1` beside `XYZ A1`."""
    if scheme.pattern != LETTERED:
        return scheme
    parents = {match[1] for number in numbers if (match := _FURTHER.fullmatch(number))}
    return _with_sections(scheme) if any(map(str.isdigit, parents)) else scheme


def _with_sections(scheme: Scheme) -> Scheme:
    """A scheme whose paragraphs may stand in a section too: a figure is a number of it only before a further one."""
    return replace(scheme, pattern=rf"{scheme.pattern}|\d{{1,3}}(?=\.\d)")


def _has_paragraphs(scheme: Scheme, starts: Sequence[str]) -> bool:
    """Whether any measure is followed by a paragraph of its own: headings `Condition A5` may name another's."""
    found = [number for text in starts if (number := number_at(text, (scheme,)))]
    return any(not one.paragraph and other.paragraph and one.measure == other.measure for one, other in pairwise(found))


def _complete(numbers: defaultdict[str, Counter[str]]) -> None:
    """Give measures with a prefix, `XYZ A1`, their paragraphs that leave it out: `A1.1`."""
    bare = numbers.get("", Counter())
    for number in [number for number in bare if (match := _FURTHER.fullmatch(number)) and match[1] not in bare]:
        parent = number.rpartition(".")[0]
        for prefix in [prefix for prefix, found in numbers.items() if prefix and parent in found]:
            numbers[prefix][number] += 1


def _jointed(scheme: Scheme, starts: Sequence[str]) -> Scheme:
    """The scheme with labels as most of its numbers are printed: `XYZ 1.4` or `XYZ1.4`."""
    if not scheme.prefix:
        return scheme
    pattern = _pattern(scheme.prefix, scheme.pattern)
    printed = [match["all"] for text in starts if scheme.prefix in text and (match := pattern.match(text))]
    joined = sum(text[len(scheme.prefix)].isdigit() for text in printed)
    return replace(scheme, joint="" if 2 * joined > len(printed) else " ")


def _starts(block: Block) -> Iterable[str]:
    if block.cells:
        cells = [cell.text.lstrip() for cell in block.cells if cell.text.strip()]
        return (*[text[:_LONGEST] for text in cells[:1]], *[text for text in cells[1:] if len(text) <= _SHORT_CELL])
    text = f"{block.marker} {block.text[:_LONGEST]}"[:_LONGEST].lstrip()
    word = _NAMED.match(text) if block.style == "heading" or block.bold else None
    return (text[word.end() :] if word else text,)


def _guess(prefix: str, numbers: Counter[str]) -> Scheme | None:
    """A scheme from the numbers of one prefix: what paragraphs extend is a measure.

    What usually is none, GCSE 1 or a word as in Kites1, needs measures with titles and paragraphs below them.
    """
    parents = Counter(match[1] for number in numbers if (match := _FURTHER.fullmatch(number)))
    headed = {parent for parent in parents if parent in numbers}
    measures = headed or {parent for parent, children in parents.items() if children > 1 and prefix}
    measures -= {measure for measure in measures if (match := _FURTHER.fullmatch(measure)) and match[1] in measures}
    if not measures or (not prefix and len(measures) < _FEWEST_BARE):
        return None
    sure = len(headed) >= _FEWEST_BARE and sum(parents.values()) > len(headed)
    if (prefix in NOT_PREFIXES or prefix[1:2].islower()) and not sure:
        return None
    shapes = sorted({_shape(measure) for measure in measures})
    made = Scheme(prefix, "|".join(shapes) if len(shapes) == 1 else f"(?:{'|'.join(shapes)})")
    apart = prefix and sure and not any(map(str.isdigit, measures)) and any(map(str.isdigit, parents))
    return _with_sections(made) if apart else made


def _shape(number: str) -> str:
    """A number's form as a pattern: `3-B` is `\\d{1,3}-[A-Z]{1,3}`."""
    shape = re.escape(number)
    shape = re.sub(r"\d+", "0", shape)
    shape = re.sub(r"[A-Z]+", "A", shape)
    return shape.replace("0", r"\d{1,3}").replace("A", "[A-Z]{1,3}")


def reserved(nodes: Iterable[Provision], schemes: Sequence[Scheme]) -> tuple[Reserved, ...]:
    """Numbers left unused on purpose: those a note says so of, and provisions that say only that."""
    found: list[Reserved] = []
    for node in nodes:
        words = f"{node.heading} {node.text}".strip() if node.heading else node.text.strip()
        if node.label and not node.children and _says_empty(words):
            found.append(Reserved(node.label, words))
        elif ("umber" in node.text or "UMBER" in node.text) and _UNUSED.match(node.text):
            sentences = node.text.split(". ")
            said = sentences[0] if _UNUSED.match(sentences[0]) else node.text
            labels = [label for _, each in scheme_citations(said, schemes) for label in each]
            found += [Reserved(label, node.text) for label in labels]
    return tuple(dict.fromkeys(found))


def _says_empty(words: str) -> bool:
    """Whether a provision says only that its number is not used: in a few words or in brackets at its end."""
    return (len(words) <= _LONGEST_EMPTY or words.endswith(_CLOSINGS)) and _EMPTY.fullmatch(words) is not None


def citation_signs(schemes: Iterable[Scheme]) -> tuple[str, ...]:
    """Words of which every citation by a scheme's number has one."""
    return tuple(
        dict.fromkeys([*(scheme.prefix or "easure" for scheme in schemes), "ecommendation", "easure", "aragraph"])
    )


@lru_cache(maxsize=32)
def _cluster(schemes: tuple[Scheme, ...], own: tuple[Scheme, ...]) -> re.Pattern[str]:
    """One or more citations by number, joined by commas and words; further ones may leave the prefix out.

    A number without its prefix begins a citation only where it is of one of the document's `own`
    schemes: `paragraph B1` of another body's rules is nobody's measure.
    """
    further = rf"(?:\.\d{{1,3}}(?:[A-Z]{{0,2}}|[a-z])|\.\(\d{{1,3}}\))?{ITEMS}(?![\w])"
    one = "|".join(rf"{re.escape(s.prefix)}{_SPACE}(?:{s.pattern}){further}" for s in schemes if s.prefix) or "(?!)"
    bare = "|".join(rf"(?:{s.pattern}){further}" for s in schemes)
    first = "|".join(rf"(?:{s.pattern}){further}" for s in own) or "(?!)"
    words = r"(?:[Rr]ecommendations?|[Mm]easures?|[Pp]aragraphs?)"
    return re.compile(
        rf"(?:{words}\s+)?\b(?:{one})(?:{JOIN}(?:{one}|{bare}|{BRACKETS}))*"
        rf"|\b{words}\s+(?:{first})(?:{JOIN}(?:{one}|{bare}))*"
    )


@lru_cache(maxsize=32)
def _single(schemes: tuple[Scheme, ...]) -> re.Pattern[str]:
    further = rf"(?:\.\d{{1,3}}(?:[A-Z]{{0,2}}|[a-z])|\.\(\d{{1,3}}\))?{ITEMS}(?![\w])"
    named = "|".join(rf"{re.escape(s.prefix)}{_SPACE}(?:{s.pattern}){further}" for s in schemes if s.prefix)
    bare = "|".join(rf"(?:{s.pattern}){further}" for s in schemes)
    return re.compile(
        rf"(?P<join>{JOIN}|\s+)?\b(?P<named>{named or '(?!)'})"
        rf"|(?P<join2>{JOIN}|\s+)?(?:\b(?P<bare>{bare})|(?P<item>{BRACKETS}))"
    )


def scheme_citations(
    text: str, schemes: Sequence[Scheme], own: Sequence[Scheme] | None = None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Citations of measures and paragraphs: the words and the labels they name, ranges spelled out.

    `own` are the schemes whose numbers may stand without their prefix; all, where it is not given.
    """
    known = tuple(schemes)
    if not known or not any(map(text.__contains__, citation_signs(known))):
        return
    bare = known if own is None else tuple(own)
    prefixes = [scheme.prefix for scheme in known if scheme.prefix]
    for match in _cluster(known, bare).finditer(text):
        if not any(map(match[0].__contains__, prefixes)) and ANOTHERS.match(text, match.end()):
            continue
        labels: list[str] = []
        lead = next((f"{scheme.prefix}{scheme.joint if scheme.prefix else ''}" for scheme in bare), "")
        for piece in _single(known).finditer(match[0]):
            lead = prefix_of(" ".join(piece["named"].split()), known) if piece["named"] else lead
            label = _MISPRINTED.sub(r".\1", _piece_label(piece, lead, labels))
            join = (piece["join"] or piece["join2"] or "").strip()
            labels += _between(labels[-1], label) if join in ("to", "–", "-", ", to") and labels else []
            labels.append(label)
        if labels:
            yield " ".join(match[0].split()), tuple(dict.fromkeys(labels))


def prefix_of(label: str, schemes: Sequence[Scheme]) -> str:
    """What stands before the number in a label: a scheme's prefix and the space after it, if there is one."""
    prefixes = [scheme.prefix for scheme in schemes if scheme.prefix and label.startswith(scheme.prefix)]
    fitting = [prefix for prefix in prefixes if label[len(prefix) :][:1] == " " or label[len(prefix) :][:1].isdigit()]
    prefix = max(fitting, key=len, default="")
    return f"{prefix} " if prefix and label[len(prefix)] == " " else prefix


def _piece_label(piece: re.Match[str], lead: str, labels: Sequence[str]) -> str:
    if piece["named"]:
        return " ".join(piece["named"].split())
    if piece["item"] and labels:
        return re.sub(r"\([^()]*\)$", "", labels[-1]) + piece["item"]
    return f"{lead}{piece['bare']}"


def _between(first: str, last: str) -> list[str]:
    """The labels between the ends of a range: `PCU C4` and `PCU C5` of `PCU C3 to PCU C6`."""
    low, high = _COUNTED.fullmatch(first), _COUNTED.fullmatch(last)
    if low is None or high is None or low[1] != high[1] or int(high[2]) - int(low[2]) > _LONGEST_RANGE:
        return []
    return [f"{low[1]}{number}" for number in range(int(low[2]) + 1, int(high[2]))]


def is_anothers(text: str, at: int) -> bool:
    """Whether something is named before a number that may have it; the first word of a sentence is no name."""
    named = _CITED_BEFORE.search(text[:at])
    if is_of_guide(text, at):
        return True
    if named is None or not named[0].strip().isalpha():
        return named is not None
    return text[: named.start()].rstrip()[-1:] not in ("", *".!?:;•")


def is_of_guide(text: str, at: int) -> bool:
    """Whether another document is named by its kind and number right before a place: `guide 5, ` before `section 3`."""
    return _OF_A_GUIDE.search(text, max(0, at - _LONGEST_BEFORE), at) is not None
