"""Sentences with a word of asking that were not taken for asks: where one that was missed is most likely."""

import re
from collections.abc import Iterable

from corpus.text import letters
from parser.statements.prose import sentences

_WORDS = re.compile(
    r"\b(?:must|should|ought|needs?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)?\s+(?:up)?(?:on|for)|ask(?:s|ed|ing)?|demand\w*"
    r"|recommend\w*|request\w*|propos(?:e|es|ed|ing)|suggest\w*|wants?|would\s+(?:like|welcome|prefer|support|expect)"
    r"|please|appeal\w*|insist\w*|hopes?|expects?|vital|essential|crucial|imperative|overdue|time\s+(?:to|for)"
    r"|ha(?:s|ve)\s+to|cannot\s+(?:be|afford|wait)|deserves?)\b",
    re.IGNORECASE,
)


def passed_over(paragraphs: Iterable[str], asks: Iterable[str]) -> list[str]:
    """The sentences of a text, in order and each once, that have such a word and stand in none of its asks."""
    taken = letters(" ".join(asks))
    every = (sentence for paragraph in paragraphs for sentence in sentences(paragraph) if _WORDS.search(sentence))
    return [each for each in dict.fromkeys(every) if letters(each) not in taken]
