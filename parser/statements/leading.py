"""What leads to a list of asks, and what its items are.

A heading leads that calls what stands below it asks (`Our asks`, `What must change`), or a sentence that asks and
goes on to a list (`We call on Ofcom to:`).
"""

import re
from collections.abc import Sequence
from itertools import groupby

from parser.readers.blocks import Block
from parser.statements.asking import orders, urges
from parser.statements.demanding import demands
from parser.statements.prose import sentences

_NUMBER = re.compile(
    r"(?:\(?(?P<number>\d{1,2})[.)/]|(?P<named>(?:Recommendation|Ask|Demand|Call|Priority|Principle|Action|Request)\s+"
    r"(?P<name>\d{1,2}))\s*[.:–—-])\s+(?P<words>.+)",
    re.DOTALL,
)
_ASKING = re.compile(
    r"\b(?:(?:key|our|main|core|joint|top|policy|campaign|specific|\w+)\s+(?:asks?|demands|calls)$|asks|demands"
    r"|recommendations|call(?:s|ing)\s+(?:for|on)"
    r"|call(?:s)?\s+to\s+action|we\s+(?:want|urge|call|ask|need|recommend|propose)|urg(?:e|ing)|requests"
    r"|actions?\s+(?:for|needed|required|we\s+want)"
    r"|(?:these|our)\s+(?:\w+\s+)?(?:suggestions|requests)|(?:could|can)\s+(?:also\s+)?ask\s+(?:them|him|her"
    r"|your\s+mp|your\s+\w+)\s+to"
    r"|plan\s+for\s+(?:any\s+|every\s+|the\s+(?:next|new)\s+)?(?:politicians?|government|parliament|party|parties)"
    r"|(?:our|policy)\s+(?:\w+\s+)?(?:proposals|priorities|solutions|remedies|reforms|amendments|suggestions"
    r"|changes)|(?:proposed|suggested"
    r"|requested)\s+(?:amendments?|changes|wording|improvements)"
    r"|steps\s+for\s+(?:the\s+)?[\w\s]{2,40}?\s+to\s+(?:follow|take)"
    r"|(?:further|other|additional)\s+changes\s+(?:would|could|should)"
    r"|changes\s+(?:we\s+want|needed|required|sought|requested)|(?:must|should|needs\s+to|has\s+to)\s+(?:change"
    r"|happen|be\s+(?:done|changed))"
    r"|(?<!you\s)(?<!parents\s)(?<!we\s)(?:must|should|needs\s+to)\s+do|how\s+(?:the\s+)?\w+\s+(?:can|should|must"
    r"|could)\s+be\s+(?:improved|strengthened|fixed)"
    r"|what\s+should\s+[\w\s]{2,30}\s+do|we(?:['’]re|\s+are)?\s+(?:asking|calling|urging|demanding|seeking"
    r"|recommending)"
    r"|changes\s+we\s+(?:would|['’]d)?\s*(?:like|need)|next\s+steps\s+for\s+(?:the\s+)?(?:government|ministers|ofcom)"
    r"|priorities\s+for\s+(?:the\s+)?(?:\w+\s+)?(?:government|parliament|code|ofcom|ministers)|(?:our"
    r"|\w+)\s+tests\s+for|our\s+\w+\s+tests"
    r"|what\s+the\s+(?:code|bill|act|law|guidance)\s+(?:should|must|needs?\s+to)\s+\w+|way\s+forward|(?:the"
    r"|our)\s+solutions?$|^solutions$|how\s+to\s+fix\s+(?:it|this)"
    r"|what\s+(?:we\s+want|must\s+change|(?:mps|peers|members|parliamentarians|ministers|governments?|councils?"
    r"|regulators?|ofcom)\s+can\s+do))\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"^(?:the\s+)?(?:ofcom|government|regulator|committee|review)\b|\b(?:its|their|his|her|(?:government|ofcom"
    r"|minister|review|committee|paper|draft)['’]s)\s"
    r"(?:\w+\s+){0,2}(?:asks|demands|recommendations|requests|proposals|priorities)\b",
    re.IGNORECASE,
)
"""Another's recommendations, told of."""
_PLEASE = re.compile(r"(?:so\s+)?please\s*:", re.IGNORECASE)
_FOLLOWING = re.compile(r"\b(?:following|below|follows)\b", re.IGNORECASE)
_TELLING = re.compile(
    r"\b(?:our\s+(?:work|values|services|mission|aims|objectives|team|story|impact|approach|response)"
    r"|we\s+(?:do|will|help|are|did)|about\s+us|how\s+to"
    r"|tips|steps|advice|you|parents|reading|resources|aims|objectives|mission|services|get\s+involved"
    r"|signator\w+|editors|notes|says?|found|findings"
    r"|risks?|harms?|concerns?|background|problems?|evidence|why|requires?|allows?|does)\b",
    re.IGNORECASE,
)
"""A heading above a list of what its author does or found, what a law says, or readers may do."""
_FOUND = re.compile(
    r"\b(?:findings|found|risks|harms|our\s+(?:work|values)|what\s+we\s+(?:do|will\s+do))\b", re.IGNORECASE
)
_OPEN = re.compile(r"\byou\s+(?:can|could)\s+(?:assure|ensure|change)\b|^\W*(?:yes|no)\W*$", re.IGNORECASE)
"""A lead that leaves open what its list is: `You can assure these things:`, `Yes:`."""
_SHORT_LINE = 80
_LETTERED = re.compile(r"\(?([a-z]|[ivx]{1,4})\)\s+(?=\S)")
_GOES_ON = re.compile(r";(?:\s+(?:and|or))?\s*$")
"""An item that is a paragraph of its own, with others after it."""

_THING = re.compile(
    r"(?:the\s+(?:number|amount|share|cost|extent|names?)\s+of|an?|more|better|greater|stronger|full|clear(?:er)?|new|urgent|immediate|an\s+end|no|proper|real|meaningful"
    r"|[a-z]+(?:ment|tion|sion|ity|ing))\s+(?:(?!(?:is|are|was|were|has|have|must|should|we|they|it)\b)[\w’'-]+,?\s+){1,8}",
    re.IGNORECASE,
)
"""How a paragraph begins that names a thing and has no verb soon."""


def numbered(block: Block) -> tuple[str, str] | None:
    """The number and the words of a block that starts with a number, printed or made by its list."""
    if block.style in ("row", "note"):
        return None
    if re.fullmatch(r"\d{1,2}[.)]?", block.marker):
        return block.marker.rstrip(".)"), block.text
    found = _NUMBER.fullmatch(block.text)
    return (found["number"] or found["name"], found["words"]) if found else None


def leads_on(block: Block, below: Sequence[Block] = ()) -> str:
    """The last sentence of a paragraph, where it asks and leads on: to a colon, or by `the following` to an item."""
    if block.style in ("row", "note"):
        return ""
    last = sentences(block.text)[-1]
    opens = block.text.rstrip().endswith((":", ":-", "…", "to"))
    if not opens and not (below and is_item(below[0]) and _FOLLOWING.search(last) and urges(last)):
        return ""
    told = (_ASKING.search(last) and not _THEIRS.search(last)) or _PLEASE.fullmatch(last)
    return last if urges(last) or demands(last.rstrip(" :-…") + " do") or told else ""


def is_item(block: Block) -> bool:
    """Whether a block is one of a list: marked, numbered, lettered, or followed by another one."""
    if block.style in ("para", "heading") and _GOES_ON.search(block.text):
        return True
    lettered = numbered(block) is not None or _LETTERED.match(block.text) is not None
    return block.style == "item" or (block.style == "para" and lettered)


def mark(block: Block) -> str | None:
    """The number or letter of an item; None where it has none."""
    found, lettered = numbered(block), _LETTERED.match(block.text)
    return found[0] if found else lettered[1] if lettered else None


def is_asking_heading(text: str) -> bool:
    """Whether a heading calls what stands below it asks."""
    return bool(_ASKING.search(text))


def goes_on(block: Block) -> bool:
    """Whether an item ends so that another one follows."""
    return bool(_GOES_ON.search(block.text))


def lettered(block: Block) -> re.Match[str] | None:
    """The letter that a block begins with: `(a) `."""
    return _LETTERED.match(block.text)


def calls_itself_ask(block: Block) -> bool:
    """Whether a number says that it is one of an ask: `Recommendation 1:`."""
    found = _NUMBER.fullmatch(block.text)
    return bool(found and found["named"])


def tells(block: Block) -> bool:
    """Whether what stands above a list says that it is none of asks: `The Act requires:`, `What we do`."""
    if block.style == "heading":
        return bool(_TELLING.search(block.text)) and not is_asking_heading(block.text)
    return block.text.rstrip().endswith((":", "…")) and not (leads_on(block) or _OPEN.search(block.text))


def told_items(free: Sequence[tuple[int, Block]]) -> set[int]:
    """The items below a heading that says what was found or is done: what must be in them is told."""
    made: set[int] = set()
    above: Block | None = None
    for is_list, run in groupby(free, lambda pair: pair[1].style == "item"):
        places = [*run]
        if is_list and above and above.style == "heading" and _FOUND.search(above.text):
            made |= {n for n, _ in places}
        above = places[-1][1]
    return made


def ordering(free: Sequence[tuple[int, Block]]) -> set[int]:
    """The items of lists that no sentence leads to and most of which order or demand: `Abolish the tax.`"""
    made: set[int] = set()
    for is_list, run in groupby(enumerate(free), lambda pair: pair[1][1].style == "item"):
        places = [*run]
        if not is_list or (places[0][0] and tells(free[places[0][0] - 1][1])):
            continue
        firsts = [(n, sentences(block.text)[0]) for _, (n, block) in places]
        asking = [n for n, first in firsts if orders(first, labelled=True) or demands(first)]
        if len(asking) > 1 and 2 * len(asking) > len(places):
            made |= set(asking)
    return made


def is_ask_heading(block: Block) -> bool:
    """A numbered heading, or a numbered short line without an end of sentence."""
    found = numbered(block)
    if found is None:
        return False
    words = found[1]
    if block.style == "heading" or block.bold:
        return True
    return len(words) <= _SHORT_LINE and words[-1:] not in ".;,:" and block.style != "item"


def names_a_thing(text: str) -> bool:
    """Whether a paragraph only names what is called for: `A fair toll for small boats.`"""
    return _THING.match(text) is not None
