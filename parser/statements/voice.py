"""Whose voice a text has as a whole.

Rules argue for nothing, a summary of answers tells what others asked, a petition asks in its title.
"""

import re
from collections.abc import Sequence

from parser.readers.blocks import Block
from parser.statements.demanding import demands
from parser.statements.orders import imperative
from parser.statements.prose import sentences
from parser.statements.telling import RESPONDENTS

_ANSWERED = re.compile(
    r"\bsummary\s+of\s+(?:\w+\s+)?responses\b|\bwe\s+(?:have\s+)?(?:received|heard\s+from"
    r"|had)\s+[\w,-]+\s+(?:\w+\s+)?responses\b"
    r"|\b(?:our|government|ofcom['’]s)\s+(?:response|decision)$|\bwe\s+have\s+(?:decided|concluded)\b"
    r"|\bwe\s+consulted\b",
    re.IGNORECASE,
)
"""How the author of such a text speaks of it."""
_ATTITUDE = re.compile(
    r"\b(?:we|I)\s+(?:\w+ly\s+|also\s+|would\s+|do\s+not\s+|are\s+|am\s+|have\s+)*(?:urge|call|ask|recommend"
    r"|request|demand|suggest|propose|welcome|support|oppose|agree"
    r"|disagree|believe|think|consider|feel|hope|want|fear|worr\w+|concerned|grateful|pleased|disappointed|note"
    r"|submit|argue|advocate|like|encourage|find|thank"
    r"|appreciate|regret|need|see|know|understand|cannot|can|must|should)\b|\b(?:our|my)\s+(?:view|response"
    r"|concern|recommendation|proposal|ask|call|position|opinion|answer"
    r"|submission|members|comments?|experience|article)s?\b|\b(?:said|says|added|told|argues?|warns?|warned)\b"
    r"|[“”]|\b(?:urges?|advis(?:es|ed)|recommend(?:s|ed)|concludes?|calls?\s+(?:on|for)|calling\s+(?:on|for)"
    r"|urging)\b",
    re.IGNORECASE,
)
"""Words of somebody who speaks for himself."""
_RULES = 8
"""Sentences of what must be from which a text may be rules."""
_SPEAKS = 6
"""How many of these one sentence of a speaker outweighs."""
_MAKES_LAW = re.compile(
    r"\b(?:governments?|ministers?|secretary\s+of\s+state|parliament|treasury|congress|senate|assembly|legislat\w+"
    r"|bill|eu)\b",
    re.IGNORECASE,
)
"""Of whom rules ask nothing: they are made by these."""
_PETITION = re.compile(
    r"\b(?:this|the|our|my|your|sign(?:ed)?\s+(?:the|this))\s+petition\b|\bsignatures\b"
    r"|\b[\d,]+\s+(?:people\s+)?have\s+signed\b",
    re.IGNORECASE,
)
_WE_SHOULD = re.compile(r"we\s+(?:should|must|need\s+to)\s+[a-z]", re.IGNORECASE)
_LINE_END = re.compile(r"[.:;]\W*$")
_TOP = 6
"""Blocks in which a page says that it is a petition."""


def lays_down_rules(blocks: Sequence[Block]) -> bool:
    """Whether a text lays down rules and argues for none: what must be is everywhere, and nobody speaks for it."""
    every = [text for b in blocks if b.style not in ("heading", "note", "row") for text in sentences(b.text)]
    subjects = [subject for sentence in every if (subject := demands(sentence)) is not None]
    ruled = len(subjects)
    if 4 * sum(_MAKES_LAW.search(subject) is not None for subject in subjects) > ruled:
        return False
    return ruled >= _RULES and _SPEAKS * sum(_ATTITUDE.search(sentence) is not None for sentence in every) < ruled


def sums_up_answers(blocks: Sequence[Block]) -> bool:
    """Whether a text sums up what others answered to its author: what must be is then theirs, or his decision."""
    told = sum(RESPONDENTS.match(sentence) is not None for block in blocks for sentence in sentences(block.text))
    return told > 1 and any(_ANSWERED.search(block.text) for block in blocks)


def petitioned(blocks: Sequence[Block]) -> list[int]:
    """Where the title of a petition stands, which says what it asks: `Lamps: light every quay`; else empty."""
    if not any(_PETITION.search(block.text) for block in blocks[:_TOP]):
        return []
    first = next((n for n, block in enumerate(blocks) if block.style != "heading"), len(blocks))
    titles = range(max(min(first, _TOP), 1)) if first or _LINE_END.search(blocks[0].text) is None else range(0)
    said = [(n, re.sub(r"^[^:]{2,40}:\s+", "", blocks[n].text)) for n in titles]
    return [n for n, text in said if imperative(text) or _WE_SHOULD.match(text)][:1]
