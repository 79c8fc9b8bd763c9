"""Marks inside a line of text: bold, emphasis, links, superscripts, footnote references, cells."""

import re
from dataclasses import dataclass

from corpus.provision import Mark
from parser.readers.changes import inserted, struck
from parser.readers.comparison import LOWERED, RAISED, generated
from parser.readers.text.inline_html import as_shown

_REFERENCE = re.compile(
    r"\s*(?P<printed>\[(?:footnote |fn ?|note )(?P<num>\d+)\]|\[\^(?P<md>\w+)\](?!:))", re.IGNORECASE
)
_SUPERSCRIPT = re.compile(r"</?su[bp]>", re.IGNORECASE)
_RAISED = re.compile(r"(?<=\S)(?:<sup>(?P<tag>\d[\d,]*)</sup>|\^(?P<sign>\d{1,3})\^)", re.IGNORECASE)
_LOWERED = re.compile(r"(?<=\d)<sub>(\d+)</sub>", re.IGNORECASE)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\((?:<[^>\n]*>|[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_LINK = re.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\((?:<[^>\n]*>|(?:https?:|mailto:|/|#|\.)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)"
)
_TARGET = re.compile(r"\]\((?:https?:|mailto:|/|#)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_STRONG = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])")
_UNDERSCORED = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]*?[^\s_\\])_(?!\w)")
_STRUCK = re.compile(
    r"(?<!\\)~~(?=[^\s~])(?P<two>(?:[^~]|~(?!~))*?[^\s~])~~|(?<![\w~\\])~(?=[^\s~])(?P<one>[^~\n]*?[^\s~])~(?![\w~])"
    r"|\{--(?P<critic>.+?)--\}",
    re.DOTALL,
)
_INSERTED = re.compile(r"\{\+\+(.+?)\+\+\}", re.DOTALL)
_SUBSTITUTED = re.compile(r"\{~~(.+?)~>(.*?)~~\}", re.DOTALL)
"""GitHub's strike-through and CriticMarkup."""
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~>-])")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Inline:
    """Text without its marks of format. `image` says that it is the caption of an image only."""

    text: str
    marks: tuple[Mark, ...] = ()
    bold: bool = False
    image: bool = False


def inline(source: str) -> Inline:
    """Take the marks of format out of a text and the footnote references into `Mark`s."""
    stripped = source.strip()
    bold = stripped.startswith("**") and stripped.count("**") <= 2 and len(stripped) > 2
    image = _IMAGE.fullmatch(stripped) is not None
    return _references(unmarked(source), bold, image)


def unmarked(source: str) -> str:
    """The text as a reader of the page sees it: no bold marks, no link targets, no escapes."""
    text = _BREAK.sub("\n", _changed(source))
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    text = _TARGET.sub("", text)  # a link whose label began in another block
    text = _SUPERSCRIPT.sub("", _shifted(_AUTOLINK.sub(r"\1", text)))
    text = _UNDERSCORED.sub(r"\1", _EMPHASIS.sub(r"\1", _STRONG.sub("", text)))
    return _ESCAPE.sub(r"\1", text)


def _shifted(text: str) -> str:
    """The text whose raised figures keep their sign: 10⁶ is not 106, nor is a note's number one of the words."""
    if "<su" not in text.lower() and "^" not in text:
        return text
    text = _RAISED.sub(lambda found: generated(RAISED) + (found["tag"] or found["sign"]), text)
    return _LOWERED.sub(lambda found: generated(LOWERED) + found[1], text)


def _changed(source: str) -> str:
    """The text with what it shows as struck out, as put in and not at all so marked."""
    if not any(sign in source for sign in ("~", "<", "{", "&")):
        return source
    text = _SUBSTITUTED.sub(lambda found: struck(found[1]) + inserted(found[2]), as_shown(source))
    text = _INSERTED.sub(lambda found: inserted(found[1]), text)
    return _STRUCK.sub(lambda found: struck(found["two"] or found["one"] or found["critic"]), text)


def cells_of(row: str) -> list[str]:
    """The cells between the bars of a row; outer bars count once, empty cells are kept."""
    inner = row.strip()
    inner = inner.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in _CELL.split(inner)]


def _references(source: str, bold: bool, image: bool) -> Inline:
    text, marks, end = "", [], 0
    for found in _REFERENCE.finditer(source):
        text = _spaced(text + source[end : found.start()])
        marks.append(Mark(len(text), found["num"] or found["md"], found["printed"]))
        end = found.end()
    return Inline(_spaced(text + source[end:]), tuple(marks), bold, image)


def _spaced(text: str) -> str:
    """Runs of white space as one space; line breaks stay."""
    return "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))
