"""What an instruction inserts: the blocks or the quotation, read into provisions.

This is the one place where amending instruments call the grammar of codes. The quotation marks
around the whole are taken off here; they are not part of what is inserted.
"""

import re
from dataclasses import dataclass, replace

from corpus.enumerators import ITEM, LETTERS, PREFIX, ROMAN
from corpus.provision import Mark, Provision
from corpus.work import Scheme
from parser.codes.grammar import structure
from parser.codes.schemes import MeasureNumber, number_at
from parser.drafting.quotations import balance, balanced_end
from parser.drafting.ranges import ROMANS, NotUnderstood
from parser.readers.blocks import Block

_OPENING = re.compile(r"\s*(?:[“„\"‘]|'(?=\S))")
_AGAIN = re.compile(
    rf"\s*[“„\"‘'](?=[“„\"‘]|\((?:{ITEM})\)|(?:{LETTERS}|{ROMAN})\)\s|(?:{PREFIX}\s?)?[A-Z]{{0,2}}\d[\w.]*[\s—])"
)
_CLOSING = re.compile(r"[”\"’'](?P<after>\s*[.,;:]*\s*(?:and|or)?\s*[.,;]?\s*)$")
_JOINING = re.compile(r"[;,.]?\s*(?:and/or|and|or)?\s*[;,.]?")
_LEAD = re.compile(r"(?P<lead>[;,]\s*(?:and/or|and|or)?|and|or)\s+(?=\(?[a-z]{1,2}\)\s)")
_SUBSECTION = re.compile(r"(?:[Ss]ub-?section\s+)?[A-Z]{1,2}[.:]?\s+(?=[A-Z‘“])")
_LONGEST_HEADING = 160
_ITEM = re.compile(rf"(?:\((?:{ITEM})\)|(?:{LETTERS}|{ROMAN})\))\s*\S")
_DEFINES = re.compile(
    r"[“\"‘][^“”\"]{1,120}[”\"’](?:\s*\([^()]*\))?,?\s+(?:means|has the|have the|includes|is to be)\b"
)


@dataclass(frozen=True, slots=True)
class Payload:
    """What follows an instruction; `words` are those that stand before the first provision."""

    words: str = ""
    provisions: tuple[Provision, ...] = ()


def is_item(text: str) -> bool:
    """Whether a text begins with an enumerator."""
    return _ITEM.match(text) is not None


def without_enumerator(text: str) -> str:
    """ "(b) the words" as "the words"; raises NotUnderstood where several items follow."""
    if len(re.findall(r"(?:^|[;:,] (?:and |or )?)\(?[a-z]{1,2}\)\s", text)) > 1:
        raise NotUnderstood("several items in the place of one")
    return re.sub(r"^\(?(?:[a-z]{1,2}|[ivx]+|\d+)\)\s+", "", text)


def begins_provision(text: str) -> bool:
    """Whether a text begins with an enumerator (perhaps after "; and") or defines a term."""
    return bool(is_item(text) or _LEAD.match(text) or _DEFINES.match(text))


def bare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without the quotation marks around the whole and what follows the closing one."""
    if not blocks:
        return ()
    first, opened = _without_opening(blocks[0])
    if not opened:
        return (first, *blocks[1:])
    mark = (blocks[0].marker or _text(blocks[0])).strip()[:1]
    again = [reopened(block.marker or block.text, mark) for block in blocks[1:]]
    rest = [_without_opening(block)[0] if quoted else block for block, quoted in zip(blocks[1:], again, strict=True)]
    inner = [_ended(block, mark) if quoted else block for block, quoted in zip((first, *rest), again, strict=False)]
    return (*inner, _without_closing((first, *rest)[-1]))


def reopened(text: str, mark: str = "“") -> bool:
    """Whether a paragraph within a quotation opens it again, as each of several may: before its number or a term."""
    return text.lstrip().startswith(mark) and _AGAIN.match(text) is not None


def _ended(block: Block, mark: str) -> Block:
    """A paragraph without the mark that closes it where the next one opens the quotation again."""
    text = _text(block)
    loose = balance(text) < 0 if mark in "“„" else mark != '"' or text.count('"') % 2 == 1
    return _without_closing(block) if loose else block


def require_closed(blocks: tuple[Block, ...]) -> None:
    """Raise NotUnderstood where words follow the mark that closes what is inserted: they may be an instruction."""
    text = "\n".join(_text(block) if not block.marker else f"{block.marker} {_text(block)}" for block in blocks).strip()
    if not text or text[0] not in "“„" or names_a_term(_text(blocks[0])):
        return
    at = 0
    while at < len(text) and text[at] in "“„":
        end = balanced_end(text, at)
        if end is None and re.search(r"[“„][\s.,;:]*$", text[at + 1 :]):
            raise NotUnderstood("a quotation that ends with an opening mark")
        if end is None:
            return
        rest = text[end + 1 :]
        at = end + 1 + len(rest) - len(rest.lstrip(" \n,;."))
    if at < len(text) and not _JOINING.fullmatch(text[at:].strip()):
        raise NotUnderstood(f"words after the closing quotation mark: {text[at : at + _LONGEST_HEADING].strip()}")


def require_named(nodes: tuple[Provision, ...], named: tuple[str, ...]) -> None:
    """Raise NotUnderstood where none of the provisions has a number that the instruction says they have."""
    made = {_last(inner.num) for node in nodes for inner in node.walk() if inner.num}
    for number in named:
        if made and _last(number) not in made:
            raise NotUnderstood(f"{number} is named, but what follows has another number")


def _last(number: str) -> str:
    """The last part of a number: `ba` of `4.12(ba)` and of `(ba)`, `B3.4` of `XY B3.4`."""
    return number.strip(" .)").rpartition("(")[2].rpartition(" ")[2].lower()


def require_parted(nodes: tuple[Provision, ...]) -> None:
    """Raise NotUnderstood where a provision has the number of the next one in its words: two were run together."""
    for node in nodes:
        for inner in node.walk():
            for number in _following(inner.printed or inner.num or ""):
                if re.search(rf"[.;:,!?”]\s+(?:and\s+|or\s+)?{re.escape(number)}\s+\S", inner.text):
                    raise NotUnderstood(f"{number} runs on in the words of {inner.label or inner.printed}")
            first = re.match(rf"{re.escape((inner.num or '').rstrip('.'))}\.\d{{1,3}}[A-Z]{{0,2}}\s", inner.text)
            if inner.kind == "section" and inner.num and first:
                raise NotUnderstood(f"{first[0].strip()} runs on in the words of {inner.label}")
            own = re.match(rf"{PREFIX}\s", inner.printed)
            if own and re.search(rf"[.;:]\s+{own[0]}[A-Z]*\d[\w.]*\s+[A-Z“]", inner.text):
                raise NotUnderstood(
                    f"another number of {own[0].strip()} opens a sentence of {inner.label or inner.printed}"
                )


def _following(number: str) -> tuple[str, ...]:
    """Numbers that can come next: `XYZ B1.5B` after `XYZ B1.5A`, `(c)` after `(b)`, `(iii)` after `(ii)`."""
    match = re.fullmatch(r"(.*?)(\d+|[a-z]|(?<=\d)[A-Z])([.)]*)", number.strip())
    if match is None:
        return ()
    head, last, tail = match.groups()
    romans = re.fullmatch(r"(.*?)([ivx]+)([.)]*)", number.strip())
    after = [str(int(last) + 1)] if last.isdigit() else [chr(ord(last) + 1)] if last not in "zZ" else []
    found = [f"{head}{each}{tail}" for each in after]
    if romans and romans[2] in ROMANS[:-1]:
        found.append(f"{romans[1]}{ROMANS[ROMANS.index(romans[2]) + 1]}{romans[3]}")
    return tuple(found)


def after_closing(blocks: tuple[Block, ...]) -> str:
    """What stands behind the closing quotation mark of the whole: "; and"; empty where there are no words."""
    if not blocks:
        return ""
    full, cut = _text(blocks[-1]), _text(bare(blocks)[-1])
    match = _CLOSING.search(full)
    if match is None or full == cut or not any(letter.isalpha() for letter in match["after"]):
        return ""
    return match["after"].strip()


def _text(block: Block) -> str:
    return "\n".join(_text(cell) for cell in block.cells) if block.cells else block.text


def _without_opening(block: Block) -> tuple[Block, bool]:
    if block.marker and (match := _OPENING.match(block.marker)):
        return replace(block, marker=block.marker[match.end() :].strip()), True
    if block.cells:
        for number, cell in enumerate(block.cells):
            if cell.text.strip() or cell.marker:
                changed, opened = _without_opening(cell)
                return replace(block, cells=(*block.cells[:number], changed, *block.cells[number + 1 :])), opened
        return block, False
    match = _OPENING.match(block.text)
    if match is None or names_a_term(block.text):
        return block, False
    cut = match.end() + len(block.text[match.end() :]) - len(block.text[match.end() :].lstrip())
    return block.after(cut), True


def names_a_term(text: str) -> bool:
    """The quotation mark belongs to a defined term and not to the whole: “x” means ..., closed at once."""
    return balance(text) == 0 and _DEFINES.match(text) is not None and not re.match(r"[“\"‘]\s*[“\"‘]", text)


def _without_closing(block: Block) -> Block:
    if block.cells:
        for number in range(len(block.cells) - 1, -1, -1):
            if block.cells[number].text.strip():
                changed = _without_closing(block.cells[number])
                return replace(block, cells=(*block.cells[:number], changed, *block.cells[number + 1 :]))
        return block
    match = _CLOSING.search(block.text)
    if match is None or balance(block.text[: match.start()]) > 0:
        return block
    text = block.text[: match.start()].rstrip()
    return replace(block, text=text, marks=_within(block.marks, len(text)))


def _within(marks: tuple[Mark, ...], length: int) -> tuple[Mark, ...]:
    return tuple(replace(mark, at=min(mark.at, length)) for mark in marks)


def quotation(text: str) -> tuple[Block, ...]:
    """A quotation inside an instruction as blocks; its lines are blocks of their own."""
    return tuple(Block(line) for line in text.split("\n") if line.strip())


def payload(blocks: tuple[Block, ...], schemes: tuple[Scheme, ...], within: str | None, scope: str | None) -> Payload:
    """Read what is inserted. `within` is the provision it stands in, `scope` that of definitions."""
    words, blocks = _leading_words(blocks)
    if not blocks:
        return Payload(words)
    frame = _frame(blocks, schemes, within)
    if frame is None:
        return Payload(words, _closed(structure(blocks, schemes, within=within, scope=scope).provisions))
    made = structure((frame, replace(blocks[0], style="heading", level=3), *blocks[1:]), schemes, scope=scope)
    inner = made.provisions[0].children
    if len(made.provisions) != 1 or not inner or inner[0].kind not in ("group", "subsection"):
        return Payload(words, _closed(structure(blocks, schemes, within=within, scope=scope).provisions))
    return Payload(words, inner)


def _closed(nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """What is inserted, the words behind the list of its last item as that item's closing words.

    Behind "(1) Where— (a) …; (b) …" such words would end the section, were it all there.
    """
    last = max((n for n, node in enumerate(nodes) if node.kind == "subparagraph" and node.num), default=None)
    behind = nodes[last + 1 :] if last is not None else ()
    if last is None or not behind or not _has_list(nodes[last]):
        return nodes
    if any(node.kind != "text" or node.label or node.children for node in behind):
        return nodes
    return (*nodes[:last], nodes[last].with_children((*nodes[last].children, *behind)))


def _has_list(node: Provision) -> bool:
    """Whether an item ends in a list of its own that leads to words behind it, and in no sentence."""
    inner = node.children[-1] if node.children else None
    return inner is not None and inner.kind == "subparagraph" and not inner.full_text().rstrip().endswith(".")


def _frame(blocks: tuple[Block, ...], schemes: tuple[Scheme, ...], within: str | None) -> Block | None:
    """The heading under which what begins with a heading would stand in the code: of its measure or its section.

    A sub-heading is known by the numbered paragraph of the measure that follows it, a subsection by its letter.
    """
    first = blocks[0]
    if (
        first.cells
        or first.marker
        or within is None
        or len(first.text) > _LONGEST_HEADING
        or number_at(first.text, schemes)
    ):
        return None
    if within.startswith("Section ") and "/" not in within:
        return Block(f"{within[8:]}. {within}", "heading", level=2) if _SUBSECTION.match(first.text) else None
    following = next((block for block in blocks[1:]), None)
    number = _number_of(following, schemes) if following else None
    if number is None or f"{number.prefix} {number.measure}".strip() != within or not number.paragraph:
        return None
    return Block(f"{within} {within}", "heading", level=2)


def _number_of(block: Block, schemes: tuple[Scheme, ...]) -> MeasureNumber | None:
    block = block.cells[0] if block.cells else block
    return number_at(block.marker or block.text, schemes)


def _leading_words(blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """Words such as "; and" that go to the provision before, and the rest."""
    if not blocks or blocks[0].cells or blocks[0].marker:
        return "", blocks
    first = blocks[0]
    if len(blocks) > 1 and first.text.strip() and _JOINING.fullmatch(first.text.strip()):
        return first.text.strip(), blocks[1:]
    match = _LEAD.match(first.text)
    if match:
        rest = replace(first, text=first.text[match.end() :], marks=())
        return match["lead"].strip(), (rest, *blocks[1:])
    return "", blocks
