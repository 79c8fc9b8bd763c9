"""Sections of Acts and instruments cited in running text, as addresses on legislation.gov.uk."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import quote

from corpus.enumerators import counts_on
from corpus.provision import Provision
from corpus.text import later

_SITE = "https://www.legislation.gov.uk"
# Year and chapter of Acts that codes cite by name (facts of the statute book); any other is
# addressed by its title, which legislation.gov.uk resolves.
_CHAPTERS = {
    "Care Act 2014": "2014/23",
    "Children Act 1989": "1989/41",
    "Communications Act 2003": "2003/21",
    "Coroners and Justice Act 2009": "2009/25",
    "Criminal Justice and Immigration Act 2008": "2008/4",
    "Data Protection Act 2018": "2018/12",
    "Digital Economy Act 2017": "2017/30",
    "Equality Act 2010": "2010/15",
    "Freedom of Information Act 2000": "2000/36",
    "Human Rights Act 1998": "1998/42",
    "Immigration Act 2014": "2014/22",
    "Misuse of Drugs Act 1971": "1971/38",
    "Modern Slavery Act 2015": "2015/30",
    "Office of Communications Act 2002": "2002/11",
    "Online Safety Act 2023": "2023/50",
    "Protection of Children Act 1978": "1978/37",
    "Public Order Act 1986": "1986/64",
    "Sexual Offences Act 2003": "2003/42",
    "Terrorism Act 2000": "2000/11",
}
_NAME = r"(?:[A-Z][\w’'-]*|\([A-Z][\w ’'-]*\))(?:,?\s(?:[A-Z][\w’'-]*|of|and|&|the|in|for|to|etc\.|\([\w ,.’'-]+\)))*\s"
_ACT = re.compile(rf"\b(?:[Tt]he\s)?({_NAME}Act)(?:\s(\d{{4}}))?")
_DATED = re.compile(r"Act\s\d{4}")
_DEFINED = later(
    rf"\b(?:[Tt]he\s)?({_NAME}Act)(?:\s(\d{{4}}))?,?\s*(?:\([^()]{{1,40}}\)\s*)?"
    r"\(\s*(?:in this \w+,?\s*|[^()]{0,40}\bas\s+)?[“‘\"']?\s*the Act\s*[”’\"']?\s*\)"
)
_SHORT = r"[A-Z]{2,6}(?:\d{4})?"
_CALLED = later(
    rf"\b(?:[Tt]he\s)?({_NAME}Act)(?:\s(\d{{4}}))?,?\s*(?:\(c\.?\s?\d+\)\s*)?"
    rf"\(\s*(?:the\s+)?[“‘\"']?(?:the\s+)?(\d{{4}}(?=\sAct\b)|{_SHORT}(?=(?:\sAct)?[”’\"']?\s*\)))"
)
"""`the Kites Act 1973 (the 1973 Act)`, `(KA)`, `(the KA Act)`: called by its year or by letters from there on."""
_SHORT_ACT = re.compile(rf"({_SHORT})\s+Act(?:\s(\d{{4}}))?")
_YEAR_ACT = r"\d{4}\sAct\b(?!\s+\d)"
_MEANS = later(rf"[“‘\"](?:the )?Act[”’\"]\s+means\s+(?:the\s)?({_NAME}Act)(?:\s(\d{{4}}))?", re.IGNORECASE)
_DEFAULT = later(
    rf"\b(?:[Ss]ections?|[Rr]eferences?)\b[^.;]{{0,60}}?\b(?:to|of|in)\s+(?:the\s+)?({_NAME}Act)(?:\s(\d{{4}}))?[^.;]{{0,20}}?"
    r"\bunless\s+(?:otherwise\s+(?:stated|specified|indicated)|(?:it\s+is\s+)?(?:stated|specified|indicated)\s+otherwise)"
)
"""`Sections refer to the Kites Act 1973 unless stated otherwise`: an Act named before a section does not have it."""
_SUBS = r"(?:\(\d{1,3}[A-Z]{0,2}\)|\([a-z]{1,4}\))*"
_ONE = rf"\d{{1,3}}[A-Z]{{0,2}}{_SUBS}"
_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+|\s*[–-]\s*)"
_SECONDARY = r"Regulations?|Order|Rules"
_MADE = rf"(?:Act|{_SECONDARY})"
"""What the law calls its texts; all but Acts are only known by their year."""
_YEAR_MADE = rf"\d{{4}}\s(?:{_SECONDARY})\b(?!\s\d)"
_SECTIONS = later(
    rf"\b(?P<word>(?:[Ss]ections?|[Ss]chedules?)(?=\s)|ss?\.(?=\s?\d))\s*(?P<list>{_ONE}(?:{_JOIN}(?:{_ONE}|\(\d{{1,3}}\)|\([a-z]{{1,2}}\))(?!\s*(?:%|per|days|months)))*)(?!\d|\.\d)"
    rf"(?:\s+(?:of|to|into)\s+(?:Part\s+\w+\s+(?:of|to)\s+)?(?P<of>(?:the|that|this)\s+Act\b(?!\s+\d)|(?:the\s+)?(?:{_YEAR_ACT}|{_YEAR_MADE})"
    rf"|(?:the\s+)?{_NAME}(?:Act(?:\s\d{{4}})?|{_MADE}\s\d{{4}})|(?:the\s+)?(?P<short>{_SHORT})\b)"
    rf"|,?\s+(?P<beside>(?:the\s+)?{_NAME}{_MADE}\s\d{{4}}))?"
)
_OF_OTHER = later(r"\s+(?:of\s+\w|to\s+(?:this|our|your)\s|above\b|below\b|overleaf\b)")
"""What goes on after a section that is of no Act: `of the Handbook`, `below`."""
_SHORT_BESIDE = re.compile(rf",?\s+({_SHORT})\b")
_NAMED = re.compile(rf"\b{_MADE}\b")
_LEADING = later(rf"(?:[Tt]he\s)?({_NAME}{_MADE}\s\d{{4}}|the Act)(?:[,:]|[’']s)?\s*\(?\s*(?:(?:under|at|in|see)\s+)?$")
"""An Act that stands directly before a section: `the Bridges Act 1973, section 12`."""
_MENTIONED = re.compile(rf"\b(?:({_NAME}Act)(?:\s(\d{{4}}))|([Tt]h(?:e|at) Act)\b(?!\s\d))")
_SECTIONS_OF = {"Regulations": "regulation", "Regulation": "regulation", "Order": "article", "Rules": "rule"}
"""What the sections of a text are called in its address, where it is no Act."""
_MADE_YEAR = rf"(?:the\s+)?{_NAME}(?:{_SECONDARY})\s\d{{4}}"
_PARTS_OF_MADE = later(
    rf"\b(?P<word>[Rr]egulation|[Aa]rticle|[Rr]ule)s?\s+(?P<list>\d{{1,3}}[A-Z]{{0,2}}(?:\s?{_SUBS[:-1]})*"
    rf"(?:{_JOIN}(?:{_ONE}|\(\d{{1,3}}\)|\([a-z]{{1,2}}\)))*)(?![\w/]|\.\d)"
    rf"(?:\s+(?:of|in|to)\s+(?P<of>{_MADE_YEAR}|(?:the\s+)?{_YEAR_MADE}|th(?:e|ose)\s+(?:Regulations|Order|Rules)\b)|,?\s+(?P<beside>{_MADE_YEAR}))?"
)
"""`regulation 4(2) of the Kites Regulations 2014`, `Article 3, the Kites Order 2015`, `regulation 5`."""
_DATED_MADE = re.compile(rf"\b(?:{_SECONDARY})\s\d{{4}}")
_MADE_WORDS = ("Regulation", "Order", "Rules")
"""One of them is in every text that `_DATED_MADE` finds something in."""
_MADE_NAMED = later(
    rf"\b({_NAME}({_SECONDARY})\s\d{{4}})(\s*(?:\([^()]{{1,40}}\)\s*)?\(\s*[“‘\"']?the\s+\2\s*[”’\"']?\s*\))?"
)
"""What is named with its year, and whether it is called the Regulations, the Order or the Rules from there on."""
_BEFORE = 160
_FAR_BEFORE = 600
_BY_YEAR = re.compile(rf"\b(\d{{4}})\s({_SECONDARY})\b(?!\s\d)")
_MADE_MEANS = later(rf"[“‘\"](?:the )?({_SECONDARY})[”’\"]\s+means\s+{_MADE_YEAR}")
_PARTED = re.compile(rf"[.;:]\s|\n|\b(?:Act|{_MADE})\b")
"""What parts a section from one cited before it: the end of a sentence, or another text named between them."""
_TITLED = re.compile(r"\s*\([A-Z][a-z][^()]+\)(?!\s+(?:of|to)\s+(?:the|that|this)\s+Act)")
"""A title after the number, `Section 3 (Index of measures)`: instruments name sections of a code so, not of an Act."""
_LISTED = re.compile(rf"{_ONE}|{_SUBS[:-1]}+")
_SCHEDULE_OF = re.compile(
    rf"\bparagraph\s+(?P<para>\d{{1,3}}[A-Z]?){_SUBS}\s+of\s+(?:the\s+)?Schedule(?:\s+(?P<num>\d{{1,2}}[A-Z]?))?\s+to\s+(?P<of>(?:the|that)\s+Act\b(?!\s+\d)|(?:the\s+)?{_YEAR_ACT}|(?:the\s+)?{_NAME}Act(?:\s\d{{4}})?)"
)


@dataclass(frozen=True, slots=True)
class Acts:
    """The Acts that a document names; `main` is the one it calls the Act, or the only one.

    `default` is the one that it says all sections are of, unless they are said to be of another;
    `called` the Acts that it calls by their year, `the 1973 Act`, or by letters; `made` what it calls the Regulations,
    the Order or the Rules, by the word for a part of it, where it names no others; `headed` the Act that the heading
    above names.
    """

    main: str | None = None
    years: dict[str, str] = field(default_factory=dict)
    default: str | None = None
    called: dict[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    headed: str | None = None

    def full(self, name: str) -> str:
        """A name with its year, where the document gives it anywhere."""
        name = _clean(name)
        short = _SHORT_ACT.fullmatch(name)
        if short and (called := self.called.get(short[1])) and called.endswith(short[2] or ""):
            return called
        return name if name[-1:].isdigit() else f"{name} {self.years[name]}" if name in self.years else name

    def of_year(self, words: str) -> str | None:
        """What is called by its year, `the 2016 Regulations`, where the document names only one such."""
        called = _BY_YEAR.search(words)
        return self.made.get(f"{called[1]} {_SECTIONS_OF[called[2]]}") if called else None


def named_acts(texts: Iterable[str]) -> Acts:
    """The Acts named in a document's words."""
    years: dict[str, str] = {}
    main: str | None = None
    default: str | None = None
    said: dict[str, str] = {}
    texts = tuple(texts)
    for text in texts:
        if "Act" not in text:
            continue
        for name, year, called in _CALLED.findall(text) if " Act" in text and "(" in text else ():
            said.setdefault(called, f"{_clean(name)} {year}".strip())
        if default is None and "unless" in text and (stated := _DEFAULT.search(text)):
            default = f"{_clean(stated[1])} {stated[2] or ''}".strip()
        for name, year in _ACT.findall(text) if _DATED.search(text) else ():
            if year:
                years.setdefault(_clean(name), year)
        defined = None
        if main is None:
            defined = ("the Act" in text and _DEFINED.search(text)) or (
                "means" in text.casefold() and _MEANS.search(text)
            )
        if defined:
            main = _clean(defined[1]) + (f" {defined[2]}" if defined[2] else "")
    years = _by_their_names(years, said)
    acts = Acts(main, years)
    if main is None and len(years) == 1:
        main = next(iter(years))
    called = _only_of_its_year(years) | {word: acts.full(name) for word, name in said.items()}
    return Acts(
        acts.full(main) if main else None, years, acts.full(default) if default else None, called, _named_made(texts)
    )


def acts_of_headings(provisions: Sequence[Provision], acts: Acts) -> dict[int, Acts]:
    """The Acts as they are for what stands under a heading that names one, by the identity of the provision.

    `1.1 Kites: the Kites Act 1973`: a bare section under it is of that Act. A heading without a number holds for its
    neighbours up to the next; the title for none.
    """
    found: dict[int, Acts] = {}
    title = 1 if provisions and provisions[0].kind == "heading" else 0
    waiting: list[tuple[Acts | None, Sequence[Provision]]] = [(None, provisions[title:])]
    while waiting:
        around, nodes = waiting.pop()
        here = around
        for node in nodes:
            named = _headed(node.heading, acts) if node.heading else None
            here = (named or around) if node.kind == "heading" else here
            inside = named or here
            if inside is not None:
                found[id(node)] = inside
            if node.children:
                waiting.append((inside, node.children))
    return found


def _headed(heading: str, acts: Acts) -> Acts | None:
    """The Acts with the one that a heading names with its year."""
    named = (
        {acts.full(f"{name} {year}".strip()) for name, year in _ACT.findall(heading)} if " Act" in heading else set()
    )
    only = next(iter(named)) if len(named) == 1 else ""
    return replace(acts, headed=only) if only[-1:].isdigit() else None


def _named_made(texts: Iterable[str]) -> dict[str, str]:
    """What a document calls the Regulations, by the word for a part, or by year and word; if it names only one such."""
    named: dict[str, set[str]] = {}
    called: set[str] = set()
    for text in texts:
        if not any(map(text.__contains__, _MADE_WORDS)) or not _DATED_MADE.search(text):
            continue
        for name, kind, said in _MADE_NAMED.findall(text):
            named.setdefault(_SECTIONS_OF[kind], set()).add(_clean(name))
            called |= {_SECTIONS_OF[kind]} if said else set()
        called |= {_SECTIONS_OF[kind] for kind in _MADE_MEANS.findall(text)} if "means" in text else set()
    for word, name in [(word, name) for word, names in named.items() for name in names]:
        named.setdefault(f"{name[-4:]} {word}", set()).add(name)
    sure = {word: names for word, names in named.items() if len(names) == 1 and (word in called or word[0].isdigit())}
    return {word: next(iter(names)) for word, names in sure.items()}


def _by_their_names(years: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    """The Acts without those that are only another's name in short: `the KA Act 1973`."""
    short = {name for name in years if (found := _SHORT_ACT.match(name)) and found[1] in said}
    return {name: year for name, year in years.items() if name not in short}


def _only_of_its_year(years: dict[str, str]) -> dict[str, str]:
    """The Act of each year of which the document names only one."""
    of_year: dict[str, list[str]] = {}
    for name, year in years.items():
        of_year.setdefault(year, []).append(f"{name} {year}")
    return {year: names[0] for year, names in of_year.items() if len(names) == 1}


def _clean(name: str) -> str:
    words = " ".join(name.split())
    words = re.sub(r"^.*\b(?:Schedules?|Sections?|Parts?)\b.*?\b(?:to|of)\s+(?:the\s+)?(?=[A-Z])", "", words)
    return re.sub(r"^(?:(?:[Tt]he|Under|In|By|See|Also|From|For|With|Where|As)\s+)+", "", words)


class _Last(NamedTuple):
    """The Act of the section cited last, which was cited with it before, and where in the text that ends."""

    act: str
    end: int


class Cited(NamedTuple):
    """A section or Schedule cited: the words, its address, and where in the text they stand."""

    words: str
    address: str
    start: int


def section_addresses(
    text: str, acts: Acts, own: Callable[[str], bool], told: dict[str, set[str]] | None = None
) -> Iterator[Cited]:
    """Sections and Schedules cited, with their addresses.

    A section belongs to the Act that the words around it name: after it, directly before it, where the same section
    was last cited with its Act, that of such a section before it in the same sentence, or else the Act last named
    before it in the same text. Where they name none, a section without subsections or a Schedule that the document
    has itself (`own`, asked with `4` and `Schedule 4`) is the document's, any other that of the Act the document
    calls the Act, of the only one with which the texts before cited it (`told`, which grows), or of the one that the
    heading above names. `Section 3
    (Title)` is one of the code an instrument amends, `section 3 of the Handbook` is of no Act.
    """
    for match in _SCHEDULE_OF.finditer(text):
        act = _act(match["of"], acts)
        if act:
            number = f"/{match['num']}" if match["num"] else ""
            yield Cited(match[0], f"{_base(act)}/schedule{number}/paragraph/{match['para']}", match.start())
    before = {} if told is None else told
    cited: dict[str, str] = {}
    last: _Last | None = None
    for match in _SECTIONS.finditer(text):
        schedule = match["word"].lower().startswith("schedule")
        first = match["list"].split()[0].split("(")[0].strip(",")
        key = f"Schedule {first}" if schedule else first
        named = _told(match, text, acts)
        if named is None and (match["word"][-1] == "." or _is_of_another(match, text)):
            continue  # `s.20` by itself is too short to be anything
        again = None if named or acts.default else cited.get(key)
        act = named or acts.default or again
        if act is None and not match["of"] and ("(" in match["list"] or not own(key)):
            beside = last and not _PARTED.search(text, last.end, match.start())
            act = (
                (last.act if last and beside and before.get(key, set()) <= {last.act} else None)
                or _mentioned(text[: match.start()], acts)
                or (acts.headed if len(acts.years) == 1 else None)
                or acts.main
                or _only(before.get(key, ()))
                or acts.headed
            )
        if act is None:
            continue
        cited[key] = act
        last = _Last(act, match.end()) if again else None
        if named:
            before.setdefault(key, set()).add(named)
        word = "schedule" if schedule else _SECTIONS_OF.get("".join(act.split()[-2:-1]), "section")
        for path in _paths(match["list"]):
            yield Cited(match[0].strip(), f"{_base(act)}/{word}/{path}", match.start())


def regulation_addresses(text: str, acts: Acts) -> Iterator[Cited]:
    """Regulations, articles of orders and rules cited, with their addresses.

    They belong to what is named with them, to what the same text named before it, or to what the document calls the
    Regulations, the Order or the Rules; what is neither is of an instrument that nobody can tell.
    """
    if not ("egulation" in text or "rticle" in text or "ule" in text):
        return
    for match in _PARTS_OF_MADE.finditer(text):
        word = match["word"].lower()
        name = _made(match, text, acts, word)
        if name and _SECTIONS_OF.get("".join(name.split()[-2:-1])) == word:
            for path in _paths(match["list"].replace(" (", "(")):
                yield Cited(match[0].strip(), f"{_base(name)}/{word}/{path}", match.start())


def _made(match: re.Match[str], text: str, acts: Acts, word: str) -> str | None:
    """What a regulation, an article or a rule is of."""
    named = match["of"] or match["beside"] or ""
    before = text[max(0, match.start() - _FAR_BEFORE) : match.start()]
    leading = _LEADING.search(before[-_BEFORE:]) if not named and _DATED_MADE.search(before[-_BEFORE:]) else None
    if named[-1:].isdigit() or leading:
        return _clean(leading[1] if leading else named)
    if _BY_YEAR.search(named):
        return acts.of_year(named)
    if named.startswith("the ") or (not named and _OF_OTHER.match(text, match.end())):
        return acts.made.get(word) if named else None
    earlier = _MADE_NAMED.findall(before) if _DATED_MADE.search(before) else []
    by_year = [] if earlier else _BY_YEAR.findall(before)
    told = _clean(earlier[-1][0]) if earlier else acts.of_year(" ".join(by_year[-1])) if by_year else None
    return told or (None if named else acts.made.get(word))


def _only(acts: Collection[str]) -> str | None:
    return next(iter(acts)) if len(acts) == 1 else None


def _told(match: re.Match[str], text: str, acts: Acts) -> str | None:
    """The Act that stands directly beside a section, after it or before it."""
    if match["of"] or match["beside"]:
        return _act(match["of"] or match["beside"], acts)
    if acts.called and (short := _SHORT_BESIDE.match(text, match.end())) and short[1] in acts.called:
        return acts.called[short[1]]
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    leading = _LEADING.search(before) if _NAMED.search(before) else None
    return _act(leading[1], acts) if leading else None


def _mentioned(before: str, acts: Acts) -> str | None:
    """The Act last named in the words before; `the Act` is the document's, or else the one named before that."""
    last: str | None = None
    for found in _MENTIONED.finditer(before) if "Act" in before else ():
        last = (acts.main or last) if found[3] else acts.full(f"{found[1]} {found[2]}")
    return last


def _is_of_another(match: re.Match[str], text: str) -> bool:
    """`Section 3 (Index of measures)`: instruments name sections of a code so; `section 3 of the Handbook`."""
    titled = match["word"] == "Section" and match["list"].isdigit() and _TITLED.match(text, match.end()) is not None
    other = match["short"] if match["of"] else _OF_OTHER.match(text, match.end())
    return titled or bool(other)


def _act(words: str | None, acts: Acts) -> str | None:
    if words is None or re.match(r"(?:the|that|this)\s+Act\b", words):
        return acts.main
    if words[-1:] == "s" or words.endswith("Order"):
        return acts.of_year(words)
    if called := re.fullmatch(rf"(?:the\s+)?(?:(\d{{4}})\sAct|({_SHORT}))", words):
        return acts.called.get(called[1] or called[2])
    return acts.full(words)


def _base(act: str) -> str:
    chapter = _CHAPTERS.get(act)
    return f"{_SITE}/ukpga/{chapter}" if chapter else f"{_SITE}/id?title={quote(act)}#"


def _depth(section: Sequence[str], part: str) -> int:
    """Where in a path a further part stands: beside what it counts on from, `(b)` of 80B(4)(a)(i) beside `a`."""
    alike = [at for at, each in enumerate(section) if at and each[0].isdigit() == part[0].isdigit()]
    next_to = [at for at in alike if counts_on(section[at], part)]
    return (next_to or alike or [len(section)])[-1]


def _paths(listed: str) -> Iterator[str]:
    """`41(6) and (7)` is 41/6 and 41/7; `12(2) to (14)` gives its two ends."""
    section: list[str] = []
    for piece in _LISTED.findall(listed):
        parts = re.findall(r"\d{1,3}[A-Z]{0,2}|[a-z]{1,4}", piece)
        section = [*section[: _depth(section, parts[0])], *parts] if piece.startswith("(") and section else parts
        if section:
            yield "/".join(section)
