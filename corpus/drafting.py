"""Phrases of legislative drafting that the parser and the execution must understand alike."""

import re

# "The … is hereby amended as follows": one pattern for the whole project.
AMENDED = re.compile(
    r"\b(?:is|are|shall be|(?:is|are) to be|(?:has|have) been)\s+"
    r"(?:hereby\s+|further\s+|also\s+|temporarily\s+)?(?:amended|changed|varied|altered)"
    r"\s*(?:[-—–:]\s*$|,?\s+(?:as (?:follows|set out|shown|described)|in accordance with|"
    r"in the following (?:way|manner)s?)\b)"
    r"|\b(?:has|have) effect with the following amendments\b",
    re.I,
)
# Other sentences that say what the instructions below them amend.
ANNOUNCES = re.compile(
    r"\bfollowing (?:amendments|changes|modifications) (?:are|shall be|is) made\b"
    r"|\bmake the following (?:amendments|changes)\b"
    r"|^\W*(?:amend|vary)\b.{1,200}\bas follows\b"
    r"|\b(?:amends?|var(?:y|ies))\b.{1,200}\bas follows\b",
    re.I,
)


_ANNOUNCING = ("follow", "amended", "changed", "varied", "altered")
"""Words of which every sentence that announces amendments has one; they spare most texts the long patterns."""


def announces(text: str) -> bool:
    """Whether a text says that something is amended by what follows it; no instruction itself."""
    folded = text.casefold()
    if not any(word in folded for word in _ANNOUNCING):
        return False
    return AMENDED.search(text) is not None or ANNOUNCES.search(text) is not None
