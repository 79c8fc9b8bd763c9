"""What a statement asks for: its numbered demands, else the sentences that urge or call on somebody."""

import re
from collections.abc import Sequence

from corpus.work import Ask
from parser.readers.blocks import Block

_NUMBER = re.compile(
    r"(?:\(?(?P<number>\d{1,2})[.)]|(?:Recommendation|Ask|Demand|Call|Priority|Principle|Action)\s+"
    r"(?P<named>\d{1,2})\s*[.:–—-])\s+(?P<words>.+)",
    re.DOTALL,
)
_ASKING = re.compile(
    r"\b(?:asks|demands|recommendations|call(?:s|ing) (?:for|on)|call(?:s)? to action|we (?:want|urge|call|ask|need)"
    r"|what we want|must do|urg(?:e|ing))\b",
    re.IGNORECASE,
)
_VERB = (
    r"(?:urg(?:e|es|ed|ing)|call(?:s|ed|ing)?\s+(?:up)?(?:on|for)|calling\s+on|ask(?:s|ed|ing)?"
    r"|demand(?:s|ed|ing)?|implor(?:e|es|ing)"
    r"|appeal(?:s|ed|ing)?\s+to|recommend(?:s|ed|ing)?|request(?:s|ed|ing)?|want(?:s)?"
    r"|need(?:s)?\s+to\s+see|must\s+(?:now\s+)?see|insist)"
)
_SPEAKER = (
    r"(?:we|the\s+(?:undersigned|signatories|coalition|group|organisations|charities|families|parents)"
    r"|coalition|signatories|members)"
)
_URGES = re.compile(
    rf"\b{_SPEAKER}\b(?:[^.?!;:]|\.(?=\w)){{0,80}}?\b{_VERB}\b|(?-i:\b[A-Z0-9][\w’'-]+)\s+(?:urges"
    rf"|calls\s+(?:up)?on|calls\s+for|urged|called\s+on)\b"
    r"|\b(?:urgent|pressing)\s+need\s+(?:to|for)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?:read|view|download|see|click|watch|listen|find out)\b", re.IGNORECASE)
"""An item that only leads the reader elsewhere: a list of these under a headline is no list of asks."""
_SENTENCE = re.compile(r"(?<=[.?!])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Hon|Rt|e\.g|i\.e|vs|etc|[A-Z])\.$")
_CONCLUDES = re.compile(
    r"(?:against|in conclusion|to conclude|finally|together|ultimately|as (?:a|we|the|one)|we (?:stand"
    r"|look forward|remain|hope|thank|are)"
    r"|only|the time|now is|children (?:cannot|deserve|have)|without|with|if|for|our|this is)\b",
    re.IGNORECASE,
)
_LONG_HEADING = 160


def asks(blocks: Sequence[Block]) -> tuple[Ask, ...]:
    """The asks of the body of a statement (front and signature left out)."""
    return _numbered(blocks) or _listed(blocks) or tuple(_urging(blocks))


def _listed(blocks: Sequence[Block]) -> tuple[Ask, ...]:
    """The items of the list under a heading that asks: `Our asks`."""
    for index, block in enumerate(blocks):
        if block.style != "heading" or not _ASKING.search(block.text):
            continue
        items: list[str] = []
        for other in blocks[index + 1 :]:
            if other.style == "item":
                items.append(other.text)
            elif items or other.style == "heading":
                break
        if len(items) > 1 and not all(map(_POINTS.match, items)):
            return tuple(Ask(None, None, text) for text in items)
    return ()


def numbered(block: Block) -> tuple[str, str] | None:
    """The number and the words of a block that starts with a number, printed or made by its list."""
    if block.style in ("row", "note"):
        return None
    if re.fullmatch(r"\d{1,2}[.)]?", block.marker):
        return block.marker.rstrip(".)"), block.text
    found = _NUMBER.fullmatch(block.text)
    return (found["number"] or found["named"], found["words"]) if found else None


def _numbered(blocks: Sequence[Block]) -> tuple[Ask, ...]:
    """A run of numbers 1, 2, 3 …, each a heading with text or a demand by itself."""
    starts: list[int] = []
    for index, block in enumerate(blocks):
        found = numbered(block)
        if found and found[0] == str(len(starts) + 1):
            starts.append(index)
    if len(starts) < 2:
        return ()
    headings = all(is_ask_heading(blocks[start]) for start in starts)
    made = []
    for number, start in enumerate(starts):
        last = number + 1 == len(starts)
        end = len(blocks) if last else starts[number + 1]
        made.append(_ask(blocks, start, end, (headings, last)))
    return tuple(made)


def _ask(blocks: Sequence[Block], start: int, end: int, form: tuple[bool, bool]) -> Ask:
    """One demand; `form` says whether the run's demands are headings, and whether this is the last."""
    heading, last = form
    found = numbered(blocks[start])
    assert found is not None
    num, words = found
    body = [block for block in blocks[start + 1 : end] if block.text]
    if not heading:
        items = []
        for block in body:
            if block.style != "item":
                break
            items.append(block.text)
        return Ask(num, None, "\n".join([words, *items]))
    body = _until_heading(body, blocks[start])
    if last and len(body) > 1 and _CONCLUDES.match(body[-1].text) and body[-1].style != "item":
        body = body[:-1]
    return Ask(num, words, "\n".join(block.text for block in body))


def is_ask_heading(block: Block) -> bool:
    """A numbered heading, or a numbered short line without an end of sentence."""
    found = numbered(block)
    if found is None:
        return False
    words = found[1]
    if block.style == "heading" or block.bold:
        return True
    return len(words) <= _LONG_HEADING // 2 and words[-1:] not in ".;,:" and block.style != "item"


def _until_heading(body: list[Block], above: Block) -> list[Block]:
    kept: list[Block] = []
    for block in body:
        if block.style == "heading" and block.level and block.level <= (above.level or 6):
            break
        kept.append(block)
    return kept


def _urging(blocks: Sequence[Block]) -> list[Ask]:
    found = []
    for index, block in enumerate(blocks):
        if block.style in ("row", "note", "heading"):
            continue
        for sentence in sentences(block.text):
            if not _URGES.search(sentence):
                continue
            items = []
            if sentence.rstrip().endswith(":") and block.text.rstrip().endswith(sentence.rstrip()):
                for other in blocks[index + 1 :]:
                    if other.style != "item":
                        break
                    items.append(other.text)
            found.append(Ask(None, None, "\n".join([sentence, *items])))
    return found


def sentences(text: str) -> list[str]:
    """A paragraph's sentences; an abbreviation does not end one."""
    found: list[str] = []
    for piece in _SENTENCE.split(" ".join(text.split())):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found
