"""What is never a change of wording: white space, the shape of quotes and dashes, soft hyphens.

The stored text is always exactly what the source says; folding serves comparison only.
"""

import re

_FOLD = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "\u2026": "...",
}
_FOLDED = re.compile(f"[{''.join(_FOLD)}]")
_WORD = re.compile(r"\S*[^\W_]\S*")


def fold(text: str) -> str:
    """The text as compared: one space for any white space, plain quotes and dashes."""
    if not text.isascii() or "`" in text:  # str.translate looks every letter up: four times the work
        text = _FOLDED.sub(lambda found: _FOLD[found[0]], text)
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Words as counted in coverage: runs without white space that hold a letter or a digit."""
    return _WORD.findall(text)
