"""What leads to a list of asks, and what its items are.

A heading leads that calls what stands below it asks (`Our asks`, `What must change`), or a sentence that asks and
goes on to a list (`We call on Ofcom to:`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from parser.readers.blocks import Block
from parser.statements.asking import urges
from parser.statements.demanding import demands
from parser.statements.numbering import NUMBER, numbered
from parser.statements.orders import orders
from parser.statements.prose import sentences
from parser.statements.speaking import speaker

_NAMED = re.compile(r"(?:Recommendation|Ask|Demand|Call|Priority|Action|Request)\s+\d{1,2}\s*[.:–—-]?")
_NAMED_LAST = re.compile(rf"(?<=[.?!;])\s+{_NAMED.pattern}\s*$")
_ASKING = re.compile(
    r"\b(?:(?:key|our|main|core|joint|top|policy|campaign|specific|\w+)\s+(?:asks?|demands|calls)$"
    r"|asks(?!\s+(?:for\s+(?:views|evidence|comments|input)|whether|how|about|what|why|if)\b)|demands"
    r"|recommendations|call(?:s|ing)\s+(?:for|on)"
    r"|call(?:s)?\s+to\s+action|we\s+(?:want|urge|call|ask|need|recommend|propose)|urg(?:e|ing)"
    r"|campaigning\s+for|requests"
    r"|actions?\s+(?:for|needed|required|we\s+want)"
    r"|(?:these|our)\s+(?:\w+\s+)?(?:suggestions|requests)|(?:could|can)\s+(?:also\s+)?ask\s+(?:them|him|her"
    r"|your\s+mp|your\s+\w+)\s+to"
    r"|(?:points|messages?|priorities|proposals|measures|steps|reforms|polic(?:y|ies)|ideas|pledges|commitments"
    r"|principles|tests"
    r"|solutions|changes|goals|manifesto|agenda|roadmap|blueprint|charter|wish\s?list)\s+for\s+(?:reform|change"
    r"|action|government|ministers"
    r"|parliament|(?:the\s+|an?\s+|any\s+|every\s+|all\s+)?(?:(?:new|next|incoming|coming|local|national"
    r"|future)\s+)*(?:government|council"
    r"|parliament|mayor|minister|board|assembly|commission(?:er)?|regulator|ofcom|code|act|bill|law|party"
    r"|parties|programme|strategy|budget))"
    r"|\bwhat\s+(?!you\b)[\w\s]{2,40}?\s(?:wants?|would\s+like|(?:is|are)\s+(?:asking|calling)"
    r"|needs?(?!\s+to\b)(?!\s+you\b))\b|we(?:['’]d|\s+would)\s+like"
    r"|\bthe\s+following\s+(?:\w+\s+)?(?:measures|steps|changes|actions|reforms|amendments"
    r"|improvements)\s+(?:would|could|should|must|are\s+(?:\w+ly\s+)?(?:needed|required|necessary))"
    r"|^(?:the\s+)?recommendation$|^recommendation\s+\d+$"
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
    r"|sets?\s+out\s+(?:two|three|four|five|six|seven|eight|ten|a\s+number\s+of|several)\s+(?:steps|measures"
    r"|changes|reforms|ideas)\b"
    r"|what\s+would\s+(?:help|work|make\s+(?:a|the)\s+difference)"
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
_SET_ASIDE = re.compile(
    r"(?:\b(?:not(?!\s+(?:only|just|stop|alone)\b)|never(?!\s+stop)|no\s+longer)"
    r"|n['’]t(?!\s+stop))\s+(?:(?!yet\b)\w+\s+){0,3}?"
    r"(?:ask(?:ed|ing|s)?|want\w*|call(?:ed|ing|s)?|demand\w*|seek\w*|propos\w+|recommend\w*|request\w*)\b"
    r"|\b(?:asks|demands|recommendations|requests|calls|proposals)\b(?:(?!\b(?:not|never"
    r"|yet)\b)[^.;:]){0,40}?\b(?:were|was|been|are|we|have)\s+(?:now\s+|all\s+|since\s+)?"
    r"(?:met|accepted|granted|adopted|dropped|withdrawn|abandoned)\b|\b(?:withdrawn?|withdrew|dropped"
    r"|abandoned)\s+(?:\w+\s+){0,2}?"
    r"(?:asks|demands|recommendations|requests|calls|proposals)\b",
    re.IGNORECASE,
)
"""A lead that says that nobody asks for what stands below it, or does so no longer: `What we do not want`."""
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+)?(?:things|steps|changes|asks|demands"
    r"|measures|points|reforms|ideas)\b",
    re.IGNORECASE,
)
_ASKS_FOLLOW = re.compile(
    r"(?P<who>[^;:]{2,120}?)\s+(?:have\s+|has\s+)?(?:\w+ly\s+|also\s+)?(?:identif\w+|ma[dk]es?|set(?:s)?\s+out|put\s+forward"
    r"|agreed|offers?|list(?:s|ed)?|gave|has|have|submit(?:s|ted)?|developed|drew\s+up)\s+(?:\w+\s+)?the\s+following\s+"
    r"(?:[\w-]+\s+){0,2}(?:recommendations|asks|demands|calls|requests)\b",
    re.IGNORECASE,
)
"""Who says that the list below is of asks."""
_FAULTS = re.compile(
    r"\bfollowing\s+(?:[\w-]+\s+){0,2}(?:flaws|concerns|problems|errors|faults|findings|harms|risks|effects"
    r"|impacts|consequences|reasons)\b|\b(?:because|since|given\s+that|considering|bearing)\b(?:\s+in\s+mind)?\s*:[–-]?$"
    r"|\breasons\s*:[–-]?$|\bin\s+mind\s*:[–-]?$",
    re.IGNORECASE,
)
"""What is counted up below a sentence that asks beside it, faults or reasons, and is none of what it asks."""
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
_LAW_SAYS = re.compile(
    r"\b(?:what|how|who|when)\b.*\b(?:laws?|acts?|bill|rules?|regulations?|codes?|duty|duties"
    r"|directive|plan|draft|paper|strategy|proposals?|consultation)\s+(?:\w+\s+)?(?:means?|do(?:es)?|says?|requires?"
    r"|works?|changes?|appl(?:y|ies)|covers?)\b|\b(?:existing|current|your|legal)\s+(?:\w+\s+)?(?:duties"
    r"|obligations|requirements|law)\b",
    re.IGNORECASE,
)
"""A heading over what a law does: `What the new rules mean`."""
_FOUND = re.compile(
    r"\b(?:findings|found|risks|harms|our\s+(?:work|values)|what\s+we\s+(?:do|will\s+do))\b", re.IGNORECASE
)
_HEARD = re.compile(
    r"^what\s+(?:(?:the\s+)?[\w-]+\s+){1,4}(?:told|said\s+to)\s+us|^what\s+(?!we\b|I\b)(?:[\w-]+\s+){1,3}(?:think|thought|say|said|felt)$|^what\s+(?:we\s+(?:heard|found|learned)|you\s+(?:told\s+us|said))",
    re.IGNORECASE,
)
"""A heading over what others told the author."""
_OPEN = re.compile(r"\byou\s+(?:can|could)\s+(?:assure|ensure|change)\b|^\W*(?:yes|no)\W*$", re.IGNORECASE)
"""A lead that leaves open what its list is: `You can assure these things:`, `Yes:`."""
_GOES_INTO = re.compile(
    r"(?:(?:and|so|but|yes),?\s+)?(?:(?:more\s+)?(?:specifically|in\s+particular|particularly|namely"
    r"|in\s+detail|concretely|yes"
    r"|above\s+all|to\s+(?:this|that)\s+end|in\s+practice|for\s+example|for\s+instance|in\s+short|that\s+is)"
    r"|(?:(?:this|that|these|those|they|such|it)(?:\s+(?:changes|measures|steps|reforms|amendments"
    r"|a\s+\w+))?)\s+(?:would\s+|should\s+|must"
    r"\s+|could\s+|will\s+)?(?:also\s+)?(?:includ|mean|involv|cover|comprise)\w*(?:\s+(?:that|the\s+following"
    r"|at\s+least|both))?"
    r"|(?:these|they|those|here)\s+are(?:\s+(?:they|these|the\s+following|as\s+follows))?)\s*[:,…]",
    re.IGNORECASE,
)
"""A lead that says little: what stands before it says whether it asks."""
_OWN_PLANS = re.compile(
    r"\b(?:priorities|goals|plans|aims|objectives|steps)\s+(?:for|in|over)\s+(?:(?:the|this)\s+)?(?:(?:coming|next|new|financial)"
    r"\s+)*(?:year|years|months|term|20\d\d)\b",
    re.IGNORECASE,
)
"""What somebody means to do himself: `Our priorities for the coming year`."""
_LITTLE = re.compile(
    r"(?:our|key|main|top|core)\s+(?:\w+\s+)?(?:priorities|principles|solutions|goals|steps)|(?:the\s+"
    r"|our\s+)?(?:solutions?|way\s+forward)"
    r"|next\s+steps",
    re.IGNORECASE,
)
"""A heading that may stand over what its author does as well as over what he asks."""
_CHARTER = re.compile(
    r"\b(?:manifesto|charter|(?:our|key|policy|list\s+of)\s+(?:\w+\s+)?(?:asks|demands|recommendations)"
    r"|wish\s?list)\b"
    r"|^(?:the\s+)?(?:\w+\s+){0,3}(?:asks|demands|recommendations)(?:\s+(?:for|to)\b.*)?$",
    re.IGNORECASE,
)
_FRONT = 6
"""Blocks among which a title stands."""
_SHORT_LINE = 80
_VERB_ALONE = 2
"""Words of an ask that has no object yet: `We also want`."""
_LETTERED = re.compile(r"\(?([a-z]|[ivx]{1,4})\)\s+(?=\S)")
_GOES_ON = re.compile(r";(?:\s+(?:and|or))?\s*$")
"""An item that is a paragraph of its own, with others after it."""


def leads_on(blocks: Sequence[Block], at: int) -> str:
    """The last sentence of a paragraph, where it asks and leads on: to a colon, or by `the following` to an item.

    One that says little by itself (`In particular:`) asks with the sentence before it.
    """
    block = blocks[at]
    if block.style in ("row", "note"):
        return ""
    opens = block.text.rstrip().endswith((":", ":-", "…", " to", " for"))
    listed = at + 1 < len(blocks) and is_item(blocks[at + 1])
    said = sentences(block.text)
    if not (opens or listed) or _SET_ASIDE.search(said[-1]) or _FAULTS.search(said[-1]):
        return ""
    last = said[-1]
    before = said[-2] if len(said) > 1 else _last_above(blocks, at)
    if _GOES_INTO.fullmatch(last):
        return f"{before} {last}" if before and (urges(before) or demands(before)) else ""
    if not opens:
        following = (_FOLLOWING.search(last) or _COUNTED.search(last)) and urges(last)
        cut_off = last[-1:].isalpha() and 0 < len((urges(last) or "").split()) <= _VERB_ALONE
        return last if following or cut_off or _calls_them_asks(last) else ""
    named = _ASKING.search(last.rstrip(" :-…")) and not _THEIRS.search(last)
    if urges(last) or named or _PLEASE.fullmatch(last):
        return last
    return last if _asks_with(last.rstrip(" :-…"), before) else ""


def _calls_them_asks(last: str) -> bool:
    """Whether a sentence says that what follows is recommended: `made the following recommendations`."""
    found = _ASKS_FOLLOW.match(last)
    return found is not None and speaker(found["who"], "s") != "nobody"


def _asks_with(stem: str, before: str) -> bool:
    """Whether words ask together with an item below them: `It is vital that`, `Ministers must`."""
    if stem.endswith(" that") and urges(f"{stem} ministers act"):
        return True
    owed = f"{stem} do"
    return bool(demands(owed) or demands(owed, after_one=bool(before and (urges(before) or demands(before)))))


def _last_above(blocks: Sequence[Block], at: int) -> str:
    """The last sentence of the paragraph above a block; empty where a heading or a list stands there."""
    above = blocks[at - 1] if at else None
    return sentences(above.text)[-1] if above and above.style == "para" and above.text else ""


def named_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, where a text names its asks on lines of their own (`Recommendation 2`) each of these by itself.

    An extraction that lost a line break leaves such a name at the end of the paragraph before.
    """
    if not any(_NAMED.fullmatch(block.text) for block in blocks):
        return [*blocks]
    apart: list[Block] = []
    for block in blocks:
        found = _NAMED_LAST.search(block.text)
        if found and found.start():
            apart += [
                replace(block, text=block.text[: found.start()].rstrip(), style="para"),
                replace(block, text=found[0].strip()),
            ]
        else:
            apart.append(block)
    return apart


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
    return bool(_ASKING.search(text)) and not _SET_ASIDE.search(text) and not _OWN_PLANS.search(text)


def is_charter(blocks: Sequence[Block]) -> bool:
    """Whether the title of a text says that the whole of it asks: `A manifesto for buses`, `Our demands`."""
    titles = [block.text for block in blocks[:_FRONT] if block.style == "heading"]
    return any(_CHARTER.search(title) for title in titles)


def says_little(text: str) -> bool:
    """Whether a heading leads to asks only where its items ask: `Our priorities`."""
    return _LITTLE.fullmatch(text.strip(" :.")) is not None


def goes_on(block: Block) -> bool:
    """Whether an item ends so that another one follows."""
    return bool(_GOES_ON.search(block.text))


def lettered(block: Block) -> re.Match[str] | None:
    """The letter that a block begins with: `(a) `."""
    return _LETTERED.match(block.text)


def calls_itself_ask(block: Block) -> bool:
    """Whether a number says that it is one of an ask: `Recommendation 1:`."""
    found = NUMBER.fullmatch(block.text)
    return bool(found and found["named"])


def tells(blocks: Sequence[Block], at: int) -> bool:
    """Whether what stands above a list says that it is none of asks: `The Act requires:`, `What we do`."""
    block = blocks[at]
    if _SET_ASIDE.search((sentences(block.text) or [""])[-1]):
        return True
    if block.style == "heading":
        return bool(_TELLING.search(block.text)) and not is_asking_heading(block.text)
    return block.text.rstrip().endswith((":", "…")) and not (leads_on(blocks, at) or _OPEN.search(block.text))


_NOTED = re.compile(
    r"\b(?:not(?:es?|ed|ing)|recall(?:s|ed|ing)?|observ(?:es|ed|ing)|recogni[sz](?:es|ed|ing)|acknowledg(?:es|ed|ing))(?:\s+that)?\W*:$",
    re.I,
)
"""What leads to things that are there already: `This council notes that:`."""


def told_items(free: Sequence[tuple[int, Block]]) -> set[int]:
    """What stands below a heading that says what was heard, and items below one that says what was found or is done."""
    made = _sections(free, _HEARD)
    above: Block | None = None
    noted = False
    for n, block in free:
        counted = block.style == "item" or numbered(block) is not None
        noted = bool(_NOTED.search(block.text)) or (noted and counted)
        made |= {n} if noted and counted else set()
    for is_list, run in groupby(free, lambda pair: pair[1].style == "item"):
        places = [*run]
        if is_list and above and above.style == "heading" and _FOUND.search(above.text):
            made |= {n for n, _ in places}
        above = places[-1][1]
    return made


def law_told(free: Sequence[tuple[int, Block]]) -> set[int]:
    """The blocks of sections whose heading says that they tell what a law does: what must be there is its duty."""
    return _sections(free, _LAW_SAYS)


def _sections(free: Sequence[tuple[int, Block]], heading: re.Pattern[str]) -> set[int]:
    """The blocks below headings of a kind, each up to the next heading."""
    made: set[int] = set()
    below = False
    for n, block in free:
        below = bool(heading.search(block.text)) if block.style == "heading" else below
        made |= {n} if below else set()
    return made


def ordering(free: Sequence[tuple[int, Block]]) -> set[int]:
    """The items of lists that no sentence leads to and most of which order or demand: `Abolish the tax.`"""
    made: set[int] = set()
    blocks = [block for _, block in free]
    for is_list, run in groupby(enumerate(free), lambda pair: pair[1][1].style == "item"):
        places = [*run]
        if not is_list or (places[0][0] and tells(blocks, places[0][0] - 1)):
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
    if block.style == "heading" or block.bold or not words:
        return True
    return len(words) <= _SHORT_LINE and words[-1:] not in ".;,:" and block.style != "item"
