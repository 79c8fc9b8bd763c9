"""What a lead-in or a heading says is amended: a work by its title, or a place in one.

"The Harbour Code is hereby amended as follows", "Section 13 (privileges) is amended as follows",
"Amendments of the Airport Code" and "Amendment of Part 3" over a group of instructions.
"""

import re
from dataclasses import dataclass

from corpus.drafting import AMENDED
from corpus.enumerators import PREFIX

_MADE = r"the following (?:amendments|changes|corrections|modifications) (?:are|sh(?:all|ould) be) made"
_LEADS = (
    re.compile(rf"^(?P<what>.+?),?\s*(?:{AMENDED.pattern})", re.I),
    re.compile(
        rf"^(?:In|To) (?P<what>.+?),? (?:make the following (?:amendments|changes|corrections)|{_MADE})\b",
        re.I,
    ),
    re.compile(
        rf"^(?:Make the following (?:amendments|changes|corrections)|{_MADE}) (?:to|in) (?P<what>.+?)\W*$",
        re.I,
    ),
    re.compile(r"^(?:Amend|Vary) (?P<what>.+?) as follows\b", re.I),
    re.compile(r"^(?:These|This|The) \w+ (?:vary|varies|amends?) (?P<what>.+?) as follows\b", re.I),
)
_HEADINGS = re.compile(
    r"^(?:\W*\d{1,3}\W+)?(?:(?:draft|proposed|further|consequential|minor|other|supplementary|the)\s+|and\s+)*"
    r"(?:amendments?|changes|modifications?|corrections?|variations?|revisions?)(?: made)? (?:of|to) (?P<what>.+?)\W*$",
    re.I,
)
_SLIP = r"(?:corrigend(?:um|a)|errat(?:um|a)|correction slip|list of (?:errors|corrections))"
# "Corrigendum to the Airport Code", "Correction slip: Airport Code", "Airport Code: errata".
_SLIPS = (
    re.compile(rf"^\W*{_SLIP}\W*\s(?:(?:to|of|in|for)\s+)?(?P<what>.+?)\W*$", re.I),
    re.compile(rf"^(?P<what>.+?)\s*[:–—(-]\s*{_SLIP}\W*$", re.I),
)
_NUMBERED = re.compile(r"^(?:\(?\d{1,3}[A-Z]?(?:\.\d+)*[.)]?(?:\s?[—–-])?\s*)?(?:\(\d+\)\s*)?")
_UNITS = (
    "section|sub-?section|paragraph|sub-?paragraph|part|chapter|schedule|annex|appendix|article|recommendation|measure|"
    "table|index|definition|entr(?:y|ie)|heading|list|point|item|(?:sub-?)?clause|title|footnote"
)
# "The Regulation on signals" and "the Standards Code" are works: these units are places by their number alone.
_BY_NUMBER = "regulation|rule|direction|condition|provision|principle|standard|requirement|guideline|commitment"
_PLACE = re.compile(
    rf"(?:the\s+|each of\s+)?(?:(?:{_UNITS})s?\b(?!\s+of\s+practice)"
    rf"|(?:{_BY_NUMBER})s?\s+(?:[A-Z]{{0,3}}\d(?![\d.]*/)|[A-Z]{{1,2}}\b(?!\s+[a-z])|[IVX]+\b))",
    re.I,
)
_NUMBERED_PLACE = re.compile(
    rf"(?:the\s+)?(?i:{_UNITS}|{_BY_NUMBER})s?\s+(?:[A-Z]{{0,3}}\d[\w.()]*|[A-Z]{{1,2}}|[IVX]+)(?=\W|$)"
)
MEASURE_NUMBER = re.compile(rf"{PREFIX}[ \u00a0][A-Z]{{1,2}}\d[\w.()]*")
_PLACE_FIRST = re.compile(
    r"(?:(?i:and|also|then),?\s+)?"
    r"(?:(?i:in|within|after|before|at the (?:end|beginning|start) of|for|to|from|under)\s+)?"
    rf"(?:{_NUMBERED_PLACE.pattern}|(?i:the (?:heading|title|definition|table|entry|footnote|index))\b"
    rf"|(?:(?i:{_UNITS}|{_BY_NUMBER})s?\s+)?{PREFIX}[ \u00a0][A-Z]{{0,2}}\d[\w.()]*)"
)
_NOTHING = re.compile(
    r"(?:it|they|the following|each of the following|those|that \w+|the above"
    r"|the (?:provisions|enactments|instruments|paragraphs|sections|measures) (?:in|listed|mentioned|set out|specified)"
    r")\b"
    r"(?!.*\bcode\b)",
    re.I,
)
_ARTICLE = re.compile(r"^(?:the|these|this|that|those|our|its)\s+", re.I)
_ALIAS = re.compile(r"\s*[(\[][^()]*?[“\"‘'](?P<alias>[^”\"’']+)[”\"’'][^()]*[)\]]")
_DEFINED = re.compile(r"[“\"‘](?P<alias>[^”\"’]{2,60})[”\"’]\s+(?:means|is|refers to)\s+(?P<what>[^;.]{5,200})")
# Where the title begins behind what is done to the work, and what of the text behind a title is not its own.
_BEFORE_TITLE = re.compile(
    r"(?<!\bNo)[,;:.]\s|\)\s+and\s+(?=the\s+[A-Z])"
    r"|\b(?i:of|to|in|into|from|under|amend(?:s|ing)?|var(?:y|ies|ying)|replac(?:es?|ing)|revis(?:es?|ing))\s+"
    r"(?=the\s+[A-Z])"
)
_ISSUED = re.compile(
    r",?\s+(?:as\s+)?(?:(?:first|last)\s+)?(?:issued|published|dated|made|adopted|approved|laid)\s+"
    r"(?:on|in|by|under|before|\d)\b"
)
_OF_INSTRUMENT = re.compile(r"\s*\((?:No\.?|Number)\s*\d+\)(?:\s+(?:of\s+)?\d{4})?$")
_CITED = re.compile(r"\s*[(\[](?:c\.|S\.?I\.?|S\.?R\.?|asp|anaw|a)\s?[^()]*[)\]]|\s*\(\s*\)")
# What a work is called in its title; those of everyday use only with a capital letter.
WORKS = frozenset(
    [
        "code",
        "codes",
        "act",
        "acts",
        "regulations",
        "order",
        "guidance",
        "guidelines",
        "directions",
        "scheme",
        "agreement",
        "convention",
        "directive",
        "determination",
        "manual",
        "handbook",
        "byelaws",
        "bylaws",
        "instrument",
        "protocol",
        "licence",
        "charter",
        "framework",
        "specification",
    ]
)
CAPITAL_WORKS = frozenset(
    "rules regulation policy statement standards conditions principles notice decision plan circular measure "  # noqa: SIM905
    "procedures constitution terms memorandum warrant".split()
)
_DATE = re.compile(
    r",?\s*\b(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s+\d{4})?\b"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What is amended below: a work by its `title`, or a `place` as a phrase ("Section 13").

    `point` says that it is a point beside the place: "After", "At the end of".
    """

    title: str = ""
    place: str = ""
    point: str = ""

    @property
    def opening(self) -> str:
        """How an instruction below it begins: "In Section 13,"; nothing where no place is named."""
        return f"{self.point or 'In'} {self.place}," if self.place else ""


def amended(text: str) -> Lead | None:
    """What "… is amended as follows" and the like say is amended; None for any other text."""
    bare = _NUMBERED.sub("", " ".join(text.split()), count=1)
    match = next((found for form in _LEADS if (found := form.match(bare))), None)
    return _lead(match["what"]) if match else None


def in_heading(text: str) -> Lead | None:
    """What a heading such as "Amendments of the Airport Code" says is amended; None for any other."""
    plain = " ".join(text.split())
    match = next((found for form in (_HEADINGS, *_SLIPS) if (found := form.match(plain))), None)
    if match is None:
        return None
    what = match["what"]
    if _PLACE.match(what):
        return Lead(place=what) if _NUMBERED_PLACE.match(what) else None
    title = _title(_DATE.sub("", what))
    return Lead(title=title) if names_a_work(title) else None


def of_item(text: str) -> Lead | None:
    """What the line above an order says in Australia: "1 Section 3", "2 After subsection 4(2)"; None for any other."""
    match = _ITEM.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    inner = f", in the {match['inner']}" if match["inner"] else ""
    return Lead(place=match["what"] + inner, point=match["point"] or "")


def on_item(place: str, order: str) -> str:
    """ "Repeal the section." of the place above it: "Omit section 3."; the order itself where it says anything else."""
    match = _WHOLE.match(order)
    if match is None or match["unit"].lower() != _unit_of(place):
        return ""
    outer, _, inner = place.partition(", in the ")
    what, rest = f"the {inner} in {outer}" if inner else place, order[match.end() :]
    return f"For {what} substitute{rest}" if match["new"] else f"Omit {what}{rest}"


def _unit_of(place: str) -> str:
    """What an order calls the place above it: "definition", "section"; of a code's own number by its form."""
    if ", in the " in place:
        return "definition"
    first = place.lower().partition(" ")[0]
    return first if first in _AUSTRALIAN else "paragraph" if "." in place else "measure"


_AUSTRALIAN = ("section", "subsection", "paragraph", "subparagraph", "regulation", "subregulation", "rule", "clause",
               "article", "item", "part", "schedule")  # fmt: skip
_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\s\d{4}"
_ITEM = re.compile(
    r"\d{1,3}[A-Z]?\s+(?:(?P<point>(?i:at the end of|after|before))\s+)?"
    rf"(?P<what>(?i:{'|'.join(_AUSTRALIAN)})\s\S*\d\S*|(?!{_MONTH}){PREFIX}\s[A-Z]{{0,2}}\d\S*)(?<![.,;:])"
    r"(?:\s\((?P<inner>definition of [^()]{2,80})\))?"
)
_WHOLE = re.compile(
    rf"(?:repeal|omit|delete)\s+the\s+(?P<unit>{'|'.join(_AUSTRALIAN)}|measure|definition)(?P<new>,\s+substitute)?(?=\s*[.:—–-]?\s*$)",
    re.IGNORECASE,
)


def names_a_work(title: str) -> bool:
    """Whether a phrase is the title of a work: it has the noun of one."""
    words = re.findall(r"[A-Za-z]+", title)
    return any(word.lower() in WORKS or (word[0].isupper() and word.lower() in CAPITAL_WORKS) for word in words)


def aliases(text: str) -> dict[str, str]:
    """Short names a text gives to works: "(“the Code”)" behind a title, "“the 2017 Rules” means the …"."""
    found = {}
    for match in _ALIAS.finditer(text):
        words = _BEFORE_TITLE.split(_own(_CITED.sub("", text[: match.start()])))[-1]
        if names_a_work(match["alias"]) or match["alias"].isupper():
            found[key(match["alias"])] = _title(words)
    for match in _DEFINED.finditer(text):
        if names_a_work(match["alias"]) and names_a_work(match["what"]):
            found[key(match["alias"])] = _title(match["what"])
    return found


def key(title: str) -> str:
    """A title as compared: small letters, no article."""
    return _ARTICLE.sub("", title.strip()).casefold()


def names_a_place(text: str) -> bool:
    """Whether a text begins with a provision by its number: "In paragraph 4, …", "XYZ B1.2: …"."""
    bare = _NUMBERED.sub("", " ".join(text.split()), count=1)
    return _PLACE_FIRST.match(bare) is not None


def is_short_for(name: str, title: str) -> bool:
    """Whether a name is words of a title in their order: "the Code", "the Harbour Code"; a year stands anywhere."""
    words, all_words = re.findall(r"\w+", key(name)), re.findall(r"\w+", key(title))
    rest = iter(word for word in all_words if not word.isdigit())
    return all(word in all_words if word.isdigit() else word in rest for word in words)


def _lead(what: str) -> Lead:
    if _NOTHING.match(what):
        return Lead()
    if _PLACE.match(what) or MEASURE_NUMBER.fullmatch(what):
        return Lead(place=what)
    return Lead(title=_title(what))


def _own(title: str) -> str:
    """A title without what is said behind it: when and by whom it was issued, the number of the instrument."""
    for match in _ISSUED.finditer(title):
        if names_a_work(title[: match.start()]) and not names_a_work(title[match.end() :]):
            title = title[: match.start()]
            break
    return _OF_INSTRUMENT.sub("", title)


def _title(what: str) -> str:
    what = _own(_CITED.sub("", _ALIAS.sub("", what)))
    return _ARTICLE.sub("", what.strip(' ,;:“”"')).strip()
