"""Signs with which plain words say that other words are struck out, put in or only a remark, in any format.

Markdown, CriticMarkup, word diffs, Pandoc, TeX and wikis each have their own; where one is left in the text, no reader
has followed it, and a person who knows it reads other words.
"""

import re

from parser.readers.alphabets import look_alikes

_DELETED = (
    r"(?:text |words? )?"
    r"(?:deleted|deletion|removed|omitted|struck(?: (?:out|through))?|strike(?:through| out)|crossed out)"
)
_NAMED = r"(?:del|deleted|deletion|strike\w*|line-through|removed|omitted|hidden|ins|inserted)"
_STRUCK_MARKS = re.compile(
    rf"[~{{\[(\\](?:(?<=~)~(?=\S)[^~\n]+~~|(?<=\{{)--.+?--\}}|(?<=\[)[-+][^\W_][^\]\n]*[-+]\]|(?<=\{{)>>.+?<<\}}"
    rf"|(?<=\[)[^\[\]\n]{{1,200}}\]\{{[^{{}}\n]*\b{_NAMED}\b[^{{}}\n]*\}}|(?<=\{{)\{{{_NAMED}\|[^{{}}\n]+\}}\}}"
    r"|(?<=\\)(?:sout|xout|st|cancel|deleted|added)\{[^{}\n]+\}"
    rf"|(?<=[\[(]){_DELETED}\s*[:–—][^\])\n]*[\])]|(?<=\[)[^\[\]\n]{{1,60}}?[\s:]\s?{_DELETED}\])",
    re.IGNORECASE,
)
"""How words are struck out without markup: every way begins with one of five signs, a search passes over letters."""
_STROKES = "\u0335\u0337\u0338"
_OVERLAID = re.compile(rf"[^\W\d_][{_STROKES}]")


def told(text: str) -> list[tuple[str, str]]:
    """Why the words of a text may not be what a person takes them for, each reason with the first words it touches."""
    marked = _STRUCK_MARKS.search(text)
    if marked is None and any(sign in text for sign in _STROKES):
        marked = _OVERLAID.search(text)
    struck = [("signs that words are struck out", marked[0])] if marked else []
    alike = look_alikes(text)
    return [*struck, *([alike] if alike else [])]
