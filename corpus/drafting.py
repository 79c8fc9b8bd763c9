"""Phrases of legislative drafting that the parser and the execution must understand alike."""

import re

from corpus.text import small

# "The … is hereby amended as follows": one pattern for the whole project.
AMENDED = re.compile(
    r"\b(?:is|are|shall be|(?:is|are) to be|(?:has|have) been)\s+"
    r"(?:hereby\s+|further\s+|also\s+|temporarily\s+)?(?:amended|changed|varied|altered)"
    r"\s*(?:[-—–:]\s*$|,?\s+(?:as (?:follows|set out|shown|described|specified|indicated|mentioned)|in accordance with|"
    r"in the following (?:way|manner)s?)\b)"
    r"|\b(?:has|have) effect with the following amendments\b",
    re.I,
)
# Other sentences that say what the instructions below them amend.
ANNOUNCES = re.compile(
    r"\bfollowing (?:amendments|changes|corrections|modifications) (?:are(?: to be)?|sh(?:all|ould) be|is) made\b"
    r"|\bmake the following (?:amendments|changes)\b"
    r"|^\W*(?:amend|vary)\b.{1,200}\bas follows\b"
    r"|\b(?:amends?|var(?:y|ies))\b.{1,200}\bas follows\b",
    re.I,
)

COMMENCES = re.compile(r"\b(?:comes?|coming)\s+into\s+(?:force|effect|operation)\b", re.I)

# What says for which cases, or from when, an amendment holds, and changes no text: savings, transitional provisions.
QUALIFIES = re.compile(
    r"\b(?:do|does|shall|is|are|did)\s+not\s+(?:to\s+)?(?:apply|have (?:any )?effect|affect|take effect|extend)\b"
    r"|\b(?:ha(?:s|ve)|take|takes|no) effect\b(?!\s+(?:from|on)\b)|\b(?:has|have) no (?:effect|application)\b"
    r"|\bappl(?:y|ies)\s+(?:only\s+)?(?:in|to|for|from|where|if|as|only|until|on|after|before|when|with)\b"
    r"|\b(?:to )?continues?\s+(?:to\s+)?(?:apply|have effect|in force|be|remain)\b"
    r"|\bas if\b[^.;]*\bnot (?:been )?(?:made|come)|\b(?:savings?|transitional)\b[^.;]{0,40}\bprovisions?\b"
    r"|\b(?:are|is)\s+subject\s+to\b|\bnothing\s+in\b|\bwithout\s+prejudice\b"
    r"|\b(?:despite|notwithstanding)\b|\bonly\s+(?:in|to|for|where|if|as)\b",
    re.I,
)


_ANNOUNCING = ("follow", "amended", "changed", "varied", "altered")
"""Words of which every sentence that announces amendments has one; they spare most texts the long patterns."""


def announces(text: str) -> bool:
    """Whether a text says that something is amended by what follows it; no instruction itself."""
    if not any(map(small(text).__contains__, _ANNOUNCING)):
        return False
    return AMENDED.search(text) is not None or ANNOUNCES.search(text) is not None


def qualifies(text: str) -> bool:
    """Whether a text says for which cases something holds: a saving, a transitional provision, an application."""
    return QUALIFIES.search(text) is not None
