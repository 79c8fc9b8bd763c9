"""The sentences of a statement that ask, paragraph by paragraph; cells of tables; answers below another's questions."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from corpus.work import Ask
from parser.readers.blocks import Block
from parser.statements.asking import urges, whom
from parser.statements.demanding import OWN_VIEW, demands, speaks_of_actor
from parser.statements.names import IN_OFFICE
from parser.statements.orders import is_slogan, orders
from parser.statements.speaking import speaker
from parser.statements.telling import ASKED, LAW

Placed = tuple[int, tuple[Ask, ...]]
"""Where asks stand, by number of the block, and they."""

_SENTENCE = re.compile(
    r"(?<=[.?!])[\"”’')]*\s+(?=[\"“‘(]?(?:\[\d{1,3}\]\s*)?[A-Z0-9])|\s+(?=[*•▪●]\s?[A-Z])"
    r"|(?:(?<=[a-z]{3}\.[ivx])|(?<=[a-z]{3}\.[ivx]{2})"
    r"|(?<=[a-z]{3}\.\d)|(?<=[a-z]{3}\.\d\d))\s+(?=[A-Z][a-z]*[,\s])"
    r"|(?<=[a-z]{3}[.?!])(?=(?!(?:Com|Org|Net|Co|Uk|Gov|Eu)\b)[A-Z][a-z]*['’]?[a-z]*\s+[a-z])"
)
"""Between two sentences; a note’s mark may end one (`the quay.iv The`); the space may be lost (`the quay.We ask`),
which `Booking.Com` has not lost."""
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Hon|Rt|e\.g|i\.e|vs|para|paras|[A-Z])\.$")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
_BEGINS = re.compile(r"(?:We|The|They|It|This|These|Our|But|And|However|There|He|She|I|In|As|If)\s")
"""A word that after initials, `Brendan Ash T.D.`, begins a sentence."""
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+")
_QUESTION = re.compile(
    r"(?:consultation\s+)?(?:question|q|proposal)\.?\s*\d{1,3}(?:\.\d+)*[a-z]?\b|(?:q"
    r"|question)\s*[:.]\s",
    re.IGNORECASE,
)
"""A paragraph that begins with a question of whom the statement answers."""
_ANSWER = re.compile(
    r"(?:(?:our|your)\s+)?(?:answer|response|comments?|a)\s*[:.–—-]\s*|(?=(?:yes|no|we|our|i|agree|disagree"
    r"|partly)\b)",
    re.IGNORECASE,
)
_SAID_SO = re.compile(r"[:?]\s*(?:yes|no|agree|disagree|partly)\b[^:?]{0,20}$", re.IGNORECASE)
"""A question with the short answer behind it, as one sentence: `Question 12: No.`"""
_COLUMN = re.compile(
    r"\b(?:recommendations?|asks?|(?:proposed|suggested|requested)\s+(?:changes?|amendments?|wording|text)|requests?"
    r"|changes?\s+(?:needed|wanted|sought"
    r"|requested)|demands?|what\s+(?:we\s+(?:are\s+|would\s+)?(?:want|ask(?:ing)?|recommend(?:ing)?|propos(?:e"
    r"|ing)|seek(?:ing)?|suggest(?:ing)?|like)"
    r"|should\s+change))\b",
    re.IGNORECASE,
)
"""How a column of a table calls what it asks for."""
_NOTHING = re.compile(
    r"(?:no(?:ne|thing)?(?:\s+(?:further\s+)?(?:changes?|comments?|amendments?|asks?))?(?:\s+\w+)?|n/?a"
    r"|not\s+applicable|as\s+above)\.?",
    re.IGNORECASE,
)
"""A cell of that column that asks for nothing."""
_ANNOUNCES = re.compile(
    r"\bthe\s+following\b(?!\s+in\s+mind\b)(?!\s+(?:\w+\s+)?(?:wording|text|words|drafting|reasons)\b)[^:]*:?$",
    re.IGNORECASE,
)
"""A last sentence that says that what it asks comes in the next paragraph."""
_IT_CALLS = re.compile(
    r"it\s+(?:also\s+)?(?:calls\s+(?:up)?on|calls\s+for|urges|asks|recommends|demands|suggests\s+that"
    r"|proposes\s+that|wants)\b",
    re.IGNORECASE,
)
"""A sentence that goes on with what the one before asks: `It also calls for …`."""
_IT_THINKS = re.compile(
    r"(?:it|they)\s+(?:\w+ly\s+|also\s+)*(?:believes?|considers?|thinks?|feels?|argues?|adds?|says?|maintains?"
    r"|insists?)\s+(?:that\s+)?(?=\w)",
    re.IGNORECASE,
)
"""What is thought by whoever the sentence before is of: `It also believes that members should be heard`."""
_OF_WHOM = re.compile(
    r"^(?P<who>[^,;:]{2,80}?)\s+(?:also\s+)?(?:is|are|has|have|says?|said|believes?|argues?|welcomes?|supports?"
    r"|warns?|opposes?|fears?"
    r"|wants?|calls?|objects?|represents?|considers?|thinks?|runs?|regrets?|asks?|urges?)\b"
)
"""Of whom a sentence is, up to its verb."""
_WANTED = re.compile(
    r"[“\"‘']?(?:so\s+|and\s+)?what\s+(?:(?:do|does)\s+(?:we|they|the\s+\w+|\w+s)\s+(?:want|need)|(?:is"
    r"|are)\s+(?:we\s+asking\s+for|the\s+(?:answer|solution|remedy)|needed)"
    r"|(?:should|must|can)\s+(?:the\s+)?(?:government|ministers|council|board|regulator|parliament"
    r"|ofcom)\s+do)\b[^.?]{0,40}\?$",
    re.IGNORECASE,
)
"""A question that its author answers: `What do we want?`"""
_MUST = re.compile(r"\b(?:must|ha(?:s|ve)\s+to|needs?\s+to)\b", re.IGNORECASE)
_SHOULD = re.compile(r"\b(?:should|ought)\b", re.IGNORECASE)
_YOUR = re.compile(r"\byours?\b|\byou\s+can\s+(?:also\s+)?(?:help|do)\b", re.IGNORECASE)
"""A paragraph that speaks to readers orders nothing of others, unless it is a letter."""
_VOICE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_IT_SHOULD = re.compile(r"(?:but\s+)?(?:it|they|this|that)\s+(?:should|must|ought\s+to)\W*", re.IGNORECASE)
"""What a sentence demands that has no verb of its own: `The code does not say who pays. It should.`"""
_JUDGES = re.compile(
    r"\b(?:is|are|remains?|seems?)\s+(?:still\s+|also\s+|simply\s+)*(?:far\s+|much\s+)?(?:too\s+\w+|not\s+enough"
    r"|inadequate|insufficient|unclear|unfair|unworkable"
    r"|behind|out\s+of\s+date|outdated|disproportionate|arbitrary|flawed)\b|^(?:we|I)\s+(?:\w+ly\s+)?(?:welcome|support"
    r"|applaud|back)\b|\b(?:has|have)\s+(?:not\s+(?!been\b)|never\s+|failed\s+to\s+)[a-z]|\bfails?\s+to\b|\blacks?\b"
    r"|\bsays?\s+nothing\b",
    re.IGNORECASE,
)
"""What is wrong with a thing, or welcome: the next sentence may say what it should be."""
_OF_ASKS = re.compile(r"\b(?:recommendations|asks|demands|calls\s+for\s+action|requests)\W*$", re.IGNORECASE)
_AMONG = re.compile(
    r"(?:among|amongst)\s+(?:them|these)\s+(?:is|are)\b|(?:they|these)\s+(?:include|are)\b|(?:the\s+first|one|the\s+main\s+one)\s+is\b",
    re.IGNORECASE,
)
"""What goes on from a sentence that says that there are asks: `Among them are a ban on …`."""
_ONCE = re.compile(
    r"(?:(?:back\s+)?in|by|during|since|after|until)\s+(?:(?:\w+\s+)?(?:1[5-9]|20)\d\d|the\s+(?:19|20)\d\ds|the\s+(?:\w+\s+)?war)\b",
    re.IGNORECASE,
)
"""How a paragraph begins to tell of earlier days: what was asked then is history."""
_ASKED_THEN = re.compile(rf".*{ASKED}", re.IGNORECASE)
_HE_CALLS = re.compile(
    r"(?:it|he|she|they)\s+(?:\w+ly\s+|also\s+|has\s+|have\s+)*(?:urge|call|ask|demand|want|recommend|insist)\w*\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:government|ministry|minister|department|council|regulator|police|company|firm)$", re.IGNORECASE
)
_LAW_SAYS = re.compile(
    r"\b(?:act|law|regulations?|statute|section\s+\d+\w*|directive|part\s+\d+|schedule\s+\d+)\b[^.;]{0,60}?\s(?:places?|requires?"
    r"|provides?|imposes?|gives?|sets?\s+out|obliges?)\b",
    re.IGNORECASE,
)
"""What a law says: the duties of the next sentence are its."""
_SHORT_HEADING = 60


class Places(NamedTuple):
    """Numbers of blocks of which more is known.

    `ordered` are items that may be orders as the sentences of paragraphs may, `told` demand nothing, `law` tell what a
    law does.
    """

    ordered: Collection[int] = ()
    told: Collection[int] = ()
    law: Collection[int] = ()


_UNKNOWN = Places()


def prose(
    free: Sequence[tuple[int, Block]], *, argues: bool, spoken: bool = False, known: Places = _UNKNOWN
) -> Iterator[Placed]:
    """The sentences that urge, and where `argues`, those that demand; `free` are blocks with their numbers.

    `spoken` says that the text is a letter, or signed.
    """
    columns: dict[int, int] = {}
    others = _quoted(free)
    for index, block in free:
        made: list[Ask] = []
        if index in others:
            continue
        if block.style == "row":
            made = _in_row(block, columns.setdefault(block.table, _column(block)), argues)
        elif block.style not in ("note", "heading"):
            ordering = block.style == "para" or index in known.ordered
            made = _in_paragraph(block, argues and index not in known.told, (ordering, spoken))
            made = [ask for ask in made if not (index in known.law and _is_duty(ask.text))]
        if made:
            yield index, tuple(made)


def _is_duty(sentence: str) -> bool:
    """Whether a sentence says what must be and no more: where a law is told of, that is its duty."""
    must, should = _MUST.search(sentence), _SHOULD.search(sentence)
    owed = must and not (should and should.start() < must.start())
    return bool(owed) and not (urges(sentence) or OWN_VIEW.match(sentence))


def _quoted(free: Sequence[tuple[int, Block]]) -> set[int]:
    """Numbered paragraphs of another text between the author's own: they count apart, and only his say `we`."""
    series = [(number.partition(".")[0], n, block) for n, block in free if (number := paragraph_number(block)[0])]
    turns = [first for first, _ in groupby(series, lambda each: each[0])]
    if len(set(turns)) != 2 or len(turns) < 3:
        return set()
    own = {first for first, _, block in series if _VOICE.search(block.text)}
    return {n for first, n, _ in series if first not in own} if len(own) == 1 else set()


def _in_paragraph(block: Block, argues: bool, ordered: tuple[bool, bool]) -> list[Ask]:
    num, words = paragraph_number(block)
    ordered = (ordered[0] and (ordered[1] or not _YOUR.search(words)), ordered[1])
    return [
        Ask(num, None, sentence, whom(sentence), "prose")
        for sentence in _asking(_answered(sentences(words)), argues, ordered=ordered, labelled=block.style == "item")
    ]


def _thinks(before: str, sentence: str) -> bool:
    """Whether a sentence tells what somebody who may ask, of whom the one before is, thinks should be."""
    thinks, of = _IT_THINKS.match(sentence), _OF_WHOM.match(before)
    if not thinks or not of or speaker(of["who"], "s") != "other":
        return False
    return demands(sentence[thinks.end() :]) is not None


def _goes_on_telling(before: str, sentence: str) -> bool:
    """Whether a pronoun that calls is somebody in office: `The ministry said … It urged islanders to register.`"""
    of = _OF_WHOM.search(before) if _HE_CALLS.match(sentence) else None
    return (
        of is not None
        and speaker(of["who"], "s") == "nobody"
        and bool(IN_OFFICE.match(of["who"]) or _OFFICE.search(of["who"]))
    )


def _answers(question: str, sentence: str) -> bool:
    """Whether a sentence answers what its author asked himself: `What do we want? An elected board.`"""
    return bool(_WANTED.match(question)) and not sentence.rstrip(" ”\"'’").endswith("?")


def _asking(
    texts: Sequence[str], argues: bool, *, ordered: tuple[bool, bool] = (False, False), labelled: bool = False
) -> Iterator[str]:
    """The sentences that ask; a pronoun of one is whoever the sentence before asks or speaks of.

    `ordered` says whether they may be orders, and whether the text speaks to the one who is asked.
    """
    before = known = lawful = dated = False
    earlier = ""
    for sentence in texts:
        dated = dated or _ONCE.match(sentence) is not None
        if (dated and _ASKED_THEN.match(sentence)) or _goes_on_telling(earlier, sentence):
            continue
        if sentence is texts[-1] and _ANNOUNCES.search(sentence) and urges(sentence):
            return
        asks = bool(
            (before and _IT_CALLS.match(sentence))
            or (_OF_ASKS.search(earlier) and _AMONG.match(sentence))
            or urges(sentence)
            or _answers(earlier, sentence)
        )
        asks = asks or (argues and (_thinks(earlier, sentence) or (known and bool(_IT_SHOULD.fullmatch(sentence)))))
        earlier = sentence
        if argues and not asks and not (lawful and _is_duty(sentence) and " need" not in sentence):
            asks = demands(sentence, after_one=known) is not None or (
                ordered[0] and (is_slogan(sentence) or orders(sentence, labelled=labelled, spoken=ordered[1]))
            )
        if asks:
            yield sentence
        lawful = not asks and (lawful or (_LAW_SAYS.search(sentence) or LAW.match(sentence)) is not None)
        before, known = asks, asks or speaks_of_actor(sentence) or _JUDGES.search(sentence) is not None


def _answered(texts: list[str]) -> list[str]:
    """The sentences of an answer, without the question above it in the same paragraph."""
    if not texts or not _QUESTION.match(texts[0]):
        return texts
    if _SAID_SO.search(texts[0]):
        return texts[1:]
    start = next((n for n, text in enumerate(texts) if n and _ANSWER.match(text)), len(texts))
    return texts[start:]


def _column(header: Block) -> int:
    """Which column of a table asks by its heading; -1 where none does."""
    heads = [cell.text for cell in header.cells]
    asking = [n for n, text in enumerate(heads) if len(text) < _SHORT_HEADING and _COLUMN.search(text)]
    return asking[-1] if asking and len(heads) > 1 else -1


def _in_row(block: Block, column: int, argues: bool) -> list[Ask]:
    """A row's asks: the cell of a column of asks, headed by the first cell; else the sentences that ask."""
    texts = [" ".join(cell.text.split()) for cell in block.cells]
    if not 0 <= column < len(texts):
        told = (sentence for text in texts for sentence in _asking(_answered(sentences(text)), argues))
        return [Ask(None, None, sentence, whom(sentence), "prose") for sentence in told]
    asked = texts[column]
    if _column(block) == column or not re.search(r"\w{2}", asked) or _NOTHING.fullmatch(asked):
        return []
    return [Ask(None, (texts[0] if column else "") or None, asked, whom(asked), "listed")]


def paragraph_number(block: Block) -> tuple[str | None, str]:
    """The dotted number of a paragraph of a submission (`2.3`), and its words."""
    found = _DOTTED.match(block.text)
    if found:
        return found[1], block.text[found.end() :]
    return (block.marker if _DOTTED.fullmatch(f"{block.marker} ") else None), block.text


def sentences(text: str) -> list[str]:
    """A paragraph's sentences; an abbreviation does not end one."""
    return [*_sentences(text)]


@lru_cache(maxsize=1 << 10)
def _sentences(text: str) -> tuple[str, ...]:
    """Them, kept: each question about a statement parts its paragraphs anew."""
    found: list[str] = []
    for piece in _SENTENCE.split(" ".join(text.split())):
        last = found[-1] if found else ""
        named = _INITIALS.search(last) and _BEGINS.match(piece)
        if found and _ABBREVIATED.search(last) and not named and not (last.endswith("No.") and not piece[:1].isdigit()):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return tuple(found)
