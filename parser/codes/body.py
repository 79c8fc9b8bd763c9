"""The body of one provision: its own words, definitions, items at any depth, closings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.enumerators import counts_on
from parser.codes.definitions import definition_at, definition_label, definition_starts, may_define, term_of
from parser.codes.enumerators import Token, begins, capital, cited, outline, tokens
from parser.codes.lines import Draft, Line, Nest, joined, led_by_item, note_draft, spelled, text_draft, titled_by_item
from parser.codes.sequences import closes_subsection, depth_inside, holds_items

_SENTENCE = re.compile(r"(?<=[a-z\d)”’]\.)\s+(?=[A-Z“])")
FIRST_NUMBERS, BULLET = ("a", "i", "1", "A", "I", "aa"), "•"
_LEADS = (":", ":-", "–", "—")
_NEARBY = 40
"""Lines looked back at for the letter before a letter."""
_ADDRESS = 8
"""Lines of an address that an item leads in."""
_OPEN_RUNS = 4
"""Runs of capitals that may still go on: it keeps the work linear."""
_FRAGMENT = re.compile(r"[;,](?:\s*(?:and/or|and|or|but))?$")


class _Piece(NamedTuple):
    """A stretch of a body: an item at a depth, or words without a marker (depth 0)."""

    line: Line
    depth: int = 0
    num: str = ""
    printed: str = ""


def fill(draft: Draft, lines: Sequence[Line], scope: str | None) -> None:
    """Read lines into a provision; its label names its items, `scope` its definitions."""
    if len(lines) == 1 and _is_plain(lines[0]):
        line = lines[0]
        draft.text, draft.marks, draft.span = line.text, draft.marks + line.marks, draft.span or line.span
        return
    parts, nest = _parts(lines), Nest(draft)
    list_into(draft, parts[0][1], labelled=True)
    _define_items(draft, scope)
    for term, part in parts[1:]:
        if not term:  # the provision's own list goes on behind a definition
            list_into(draft, part, labelled=True)
            continue
        definition = Draft("definition", definition_label(term, scope))
        list_into(definition, _with_term(part), labelled=False)
        nest.add(definition, part[0].level if part[0].style == "term" else 0)


def _is_plain(line: Line) -> bool:
    """Whether a line is nothing but words: no item, no marker, no quoted term, which most paragraphs are."""
    text = line.text
    return (
        not (")" in text or line.marker or may_define(text))
        and line.style not in ("item", "note", "term", "defined")
        and "." not in text[:12]
    )


def _parts(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Lines up to the first definition, then those of each definition with its term.

    Without a term: what goes on with the list that stands before the definitions, `(10)` after `(9)`.
    """
    if not any(line.style in ("term", "defined") or may_define(line.text) for line in lines):
        return [("", list(lines))]
    parts: list[tuple[str, list[Line]]] = [("", [])]
    counts = _Counts()
    for line in lines:
        if line.style in ("term", "defined"):
            parts.append((term_of(line.text, headed=line.style == "term"), [line]))
            continue
        within_item = bool(line.marker) or _starts_with_marker(line)
        if within_item and counts.returns(opened_number(line), inside=bool(parts[-1][0])):
            parts.append(("", [line]))
            continue
        headed = parts[-1][1][:1] and parts[-1][1][0].style == "term"
        if line.style == "note" or (within_item and not parts[-1][0]) or (headed and len(parts[-1][1]) == 1):
            parts[-1][1].append(line)
            continue
        starts = list(definition_starts(line.text, opened=len(parts) > 1 and not headed))
        if not starts and _ends_definition(parts[-1], line):
            parts.append(("", [line]))
            continue
        if not starts or (within_item and not starts[0].start):
            parts[-1][1].append(line)
            continue
        ends = [found.start for found in starts[1:]] + [len(line.text)]
        head = line.cut(0, starts[0].start).marked(line.marker)
        if head.text or head.marks or head.marker:
            parts[-1][1].append(head)
        for found, end in zip(starts, ends, strict=True):
            parts.append((found.term, [line.cut(found.start, end)]))
    return parts


def opened_number(line: Line) -> str:
    """The number of the item that a line opens; empty for a bullet."""
    first = None if line.marker else next(iter(tokens(line.text, pointed=True)), None)
    return first.num if first else cited(line.marker) or ""


def _ends_definition(part: tuple[str, list[Line]], line: Line) -> bool:
    """Whether a paragraph stands behind a definition, which is one whole sentence, and is no part of it."""
    term, lines = part
    alone = bool(term) and len(lines) == 1 and lines[0].style in ("para", "defined")
    whole = alone and lines[0].text.endswith((".", ".”", '."', ".’"))
    listed = bool(term) and lines[0].style == "defined" and lines[0].level > 0
    return (whole or listed) and line.style == "para" and not line.level and not line.text[:1].islower()


class _Counts:
    """The last number of a provision's own outermost list, and of the list in the definition in hand."""

    def __init__(self) -> None:
        self.outer = self.inner = ""

    def returns(self, num: str, inside: bool) -> bool:
        """Whether a number is the next of the provision's list and cannot be one of the definition's."""
        back = inside and counts_on(self.outer, num) and not counts_on(self.inner, num)
        if back or not inside:
            self.outer, self.inner = num if back or not self.outer or counts_on(self.outer, num) else self.outer, ""
        else:
            self.inner = num
        return back


def last_number(lines: Sequence[Line]) -> str:
    """The last number of the outermost list among lines; empty where they have none."""
    last = ""
    for line in lines:
        if line.marker or _starts_with_marker(line):
            num = opened_number(line)
            last = num if counts_on(last, num) or not last else last
    return last


def _with_term(part: list[Line]) -> list[Line]:
    """The lines of a definition; a term on a line of its own and the meaning below it are its first words."""
    if part[0].style != "term" or len(part) == 1 or begins_item(part[1]):
        return part
    return [joined(part[:2]), *part[2:]]


def begins_item(line: Line) -> bool:
    """Whether a line is an item or a bullet of a list, or a footnote that stands in it."""
    return line.style in ("item", "note") or bool(line.marker) or _starts_with_marker(line)


def _starts_with_marker(line: Line) -> bool:
    return begins(line.text[:12], pointed=True)


def goes_on_with_capital(body: Sequence[Line], line: Line) -> bool:
    """Whether `A.` opens an item below the words that lead it in, or `B.` the next below `A.`."""
    token = None if line.marker or not body else capital(line.text)
    if token is None:
        return False
    if token.num in ("A", "I") and body[-1].text.endswith(_LEADS):
        return True
    near = (capital(each.text) for each in body[-_NEARBY:])
    return any(before is not None and counts_on(before.num, token.num) for before in near)


def list_into(draft: Draft, lines: Sequence[Line], labelled: bool) -> None:
    """The first words become the draft's own, items its children; words after a list a `text` child.

    Quoted terms are words like any others here; a number is cited without the words that lead its bullets in.
    """
    pieces = _pieces(lines)
    if pieces and not pieces[0].depth and pieces[0].line.style != "note" and not draft.children:
        first = pieces.pop(0).line
        draft.text, draft.marks, draft.span = first.text, draft.marks + first.marks, draft.span or first.span
    path, levels, lead, under = [draft], [0], draft, 0
    for index, piece in enumerate(pieces):
        if piece.line.style == "note":
            path[-1].children.append(note_draft(piece.line))
        elif piece.depth:
            path, levels = path[: piece.depth], [*levels[: piece.depth], piece.line.level]
            under = under if piece.depth > under or not piece.num else 0
            holder = lead if piece.depth == under else path[-1]
            holder.children.append(_item(piece, path[-1].label if labelled else None))
            path.append(holder.children[-1])
        else:
            inside = piece.line.level if piece.line.style == "para" else 0
            near = pieces[max(index - _ADDRESS, 0) : index]
            titled = titled_by_item([each.line.marked(each.printed) for each in near], piece.line)
            depth = depth_inside(inside, levels) if inside else _owner(pieces[index:], len(path) - 1)
            led = titled or led_by_item([one.line for one in near], piece.line, begins_item)
            depth = len(path) - 1 if led else depth or int(closes_subsection(path, piece.line.text))
            path, levels = (
                path[: depth + 1],
                levels[: depth + 1],
            )  # what comes after these words stands in nothing that was before them
            path[-1].children.append(text_draft(piece.line))
            lead, under = path[-1].children[-1], len(path) if piece.line.text.endswith(_LEADS) else 0


def _item(piece: _Piece, parent: str | None) -> Draft:
    """An item; what is printed for it and is no number of its list, as a quotation's first, leads its words."""
    label = f"{parent}({piece.num})" if parent and piece.num else None
    line = piece.line if piece.num else piece.line.marked(piece.printed).in_words()
    printed = piece.printed if piece.num or line.marker else ""
    return Draft("subparagraph", label, piece.num or None, None, line.text, printed, line.marks, line.span)


def _owner(ahead: Sequence[_Piece], depth: int) -> int:
    """The depth of the item that words without a marker, the first piece `ahead`, belong to; 0 is the provision itself.

    They stand inside an item where its list goes on after them, beside it where they lead in what goes on, in front
    of a list that begins after them, and close everything where no item follows. A bullet does not say whether it goes
    on: a list begins with it where the markup has the words, a sentence, outside the list.
    """
    at = next((index for index, piece in enumerate(ahead) if piece.depth), None)
    if at is None:
        return 0
    further, lead = ahead[at], ahead[at - 1].line
    apart = lead.style == "para" and not lead.level and further.line.level > 0 and not lead.text[:1].islower()
    begins = further.num in FIRST_NUMBERS or lead.text.endswith(_LEADS) or (not further.num and apart)
    return min(further.depth - begins, depth)


def _pieces(lines: Sequence[Line]) -> list[_Piece]:
    """All lines cut at the markers that are ones."""
    lines = [spelled(line) for line in lines]
    found, capitals = [_line_tokens(line) for line in lines], _capitals(lines)
    for index, token in capitals.items():
        found[index].insert(0, token._replace(level=lines[index].level))
    if not any(found):
        return [piece for line in lines for piece in _cut(line, [])]
    for before, each in pairwise(found):
        unmarked = not before or (before[0].before != "start" and not before[0].forced)
        if unmarked and each and each[0].before == "start":
            each[0] = each[0]._replace(fresh=True)
    for line, before, each in zip(lines, found, found[1:], strict=False):
        in_item = bool(before or (each and each[0].level))  # words between two lists lead into no item
        if each and each[0].num and in_item and line.text.endswith((":", "—", "–")):
            each[0] = each[0]._replace(led=True)
    depths = iter(outline([token for each in found for token in each]))
    pieces: list[_Piece] = []
    for line, each in zip(lines, found, strict=True):
        accepted = [(token, depth) for token in each if (depth := next(depths))]
        pieces += _cut(line, accepted)
    return pieces


def _capitals(lines: Sequence[Line]) -> dict[int, Token]:
    """The markers `A.`, `B.` by line: a run from the first letter, since one alone is an initial."""
    runs: list[dict[int, Token]] = []
    for index, line in enumerate(lines):
        token = None if line.marker or line.style == "note" else capital(line.text)
        if token is None:
            continue
        run = next((run for run in reversed(runs[-_OPEN_RUNS:]) if counts_on(run[max(run)].num, token.num)), None)
        if run is not None:
            run[index] = token
        elif token.num in ("A", "I"):
            runs.append({index: token})
    return {index: token for run in runs if len(run) > 1 for index, token in run.items()}


def _line_tokens(line: Line) -> list[Token]:
    """Possible markers of a line, that of the format first."""
    if line.style == "note":
        return []
    number = cited(line.marker) if line.marker else None
    bullet = line.style == "item" and not line.marker and not _starts_with_marker(line)
    found = list(tokens(line.text, pointed=True))
    if number is not None or bullet or line.marker:
        opening = Token(number or "", level=line.level, forced=True)
        return [opening, *(token._replace(before="plain") if token.before == "start" else token for token in found)]
    if found and found[0].before == "start":
        found[0] = found[0]._replace(level=line.level, forced=line.style == "item" and found[0].bracketed)
    return found


def _cut(line: Line, accepted: list[tuple[Token, int]]) -> list[_Piece]:
    if line.style == "note":
        return [_Piece(line)]
    if not accepted:
        return [_Piece(line.marked("") if line.marker else line)]
    first = accepted[0][0]
    pieces = [] if first.forced else [_Piece(head)] if (head := line.cut(0, first.start)).text or head.marks else []
    for index, (token, depth) in enumerate(accepted):
        end = accepted[index + 1][0].start if index + 1 < len(accepted) else len(line.text)
        begin = token.end
        printed = line.text[token.start : token.end]
        printed = f"{line.marker} {printed}".strip() if token.forced else printed
        pieces.append(_Piece(line.cut(begin, end), depth, token.num, printed))
    return _closed(pieces) if len(accepted) > 1 else pieces


def _closed(pieces: list[_Piece]) -> list[_Piece]:
    """Words after a list that was run together: where the items are fragments, a sentence ends the last."""
    items = [piece for piece in pieces if piece.depth]
    fragments = all(_FRAGMENT.search(piece.line.text) or piece.line.text.endswith((":", "–")) for piece in items[:-1])
    last = pieces[-1].line
    end = _SENTENCE.search(last.text) if fragments else None
    if end is None or last.text.count("(", 0, end.start()) != last.text.count(")", 0, end.start()):
        return pieces
    closing = _Piece(last.cut(end.end()))
    return [*pieces[:-1], pieces[-1]._replace(line=last.cut(0, end.start())), closing]


def label_subsections(section: Draft) -> None:
    """Label the items right below a section: the subsections of an Act, `Section 1(2)`, and `Section 1(a)`, `6.1(a)`.

    A number that stands there twice labels neither: which of the two is meant nobody can tell. Letters
    are only labelled where all of them are told apart.
    """
    if not holds_items(label := section.label or ""):
        return
    below = Draft("section", children=_table_notes_apart(section))
    items = [item for item in _items_below(below) if item.num and not item.label]
    bracketed = [item for item in items if item.printed.startswith("(")]
    items = bracketed if 2 * len(bracketed) > len(items) else items  # a page's number is no subsection
    counts = Counter(item.num for item in items)
    alike = len(counts) < len(items)
    for item in items:
        if counts[item.num] == 1 and (not alike or (item.num or "")[0].isdigit()):
            _label_below(item, f"{label}({item.num})")


def _items_below(draft: Draft) -> Iterator[Draft]:
    for child in draft.children:
        if child.kind == "subparagraph":
            yield child
        elif child.kind in ("text", "definition") and not child.label:
            yield from _items_below(child)
        elif child.kind == "definition":
            yield from (each for each in child.children if each.kind == "subparagraph" and not child.text)


def _table_notes_apart(section: Draft) -> list[Draft]:
    """The children of a section but the notes of a table: items `(a)` right behind it that its cells refer to.

    Such items become those of a text of their own: they are no subsections.
    """
    kept: list[Draft] = []
    children: list[Draft] = []
    table = ""
    for child in section.children:
        items = [child] if child.kind == "subparagraph" else child.children if child.kind == "text" else []
        if not (table and items and all(f"({item.num})" in table for item in items)):
            kept.append(child)
            children.append(child)
            table = _words(child) if child.kind == "table" else ""
        elif child.kind == "text":
            children.append(child)
        elif children[-1].kind == "text":
            children[-1].children.append(child)
        else:
            children.append(Draft("text", span=child.span, children=[child]))
    section.children = children
    return kept


def _words(draft: Draft) -> str:
    return " ".join((draft.text, *map(_words, draft.children)))


def _label_below(item: Draft, label: str) -> None:
    item.label = label
    below = list(_own_items(item))
    counts = Counter(child.num for child in below)
    for child in below:
        if child.num and counts[child.num] == 1:
            _label_below(child, f"{label}({child.num})")


def _own_items(item: Draft) -> Iterator[Draft]:
    """The items of an item's list; one that defines a term stands in its definition."""
    for child in item.children:
        if child.kind == "subparagraph":
            yield child
        elif child.kind == "definition" and not child.text:
            yield from (each for each in child.children if each.kind == "subparagraph")


def _define_items(draft: Draft, scope: str | None) -> None:
    """An item that defines a term stands in a definition: `a) “hash” means …` keeps its label and its words."""
    for index, child in enumerate(draft.children):
        _define_items(child, scope)
        term = definition_at(child.text) if child.kind == "subparagraph" else None
        if term is not None:
            draft.children[index] = Draft(
                "definition", definition_label(term, scope), span=child.span, children=[child]
            )
