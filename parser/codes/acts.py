"""Sections of Acts and instruments cited in running text, as addresses on legislation.gov.uk."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from corpus.address import ITEMS_OF_SECTION, SECTION, act_address, act_title, section_paths
from corpus.text import later

_TITLE_OF_ORDER = r"(?:Act\s)?\d{4}(?=\s\([^()]+\)\s(?:\([^()]+\)\s)?(?:Regulations|Order|Rules)\s\d)"
"""What an order's title has of an Act's: `the Kites Act 1973 (Commencement) Order 1974` is not that Act."""
_NAME = (
    r"(?:[A-Z][\w’'-]*|\([A-Z][\w ’'-]*\))"
    r"(?:,?\s(?:[A-Z][\w’'-]*|of|and|&|the|in|for|to|etc\.|(?<=Protection\s)from|(?<=Offences\s)against"
    rf"|\([\w ,.’'-]+\)|{_TITLE_OF_ORDER}))*\s"
)
_NO_ORDER = rf"(?!(?<=Act)(?:\s{_TITLE_OF_ORDER}))"
_ACT = re.compile(rf"\b(?:[Tt]he\s)?({_NAME}Act){_NO_ORDER}(?:\s(\d{{4}}))?")
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
_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+|\s*[–-]\s*)"
_SECONDARY = r"Regulations?|Order|Rules"
_MADE = rf"(?:Act|{_SECONDARY})"
"""What the law calls its texts; all but Acts are only known by their year."""
_YEAR_MADE = rf"\d{{4}}\s(?:{_SECONDARY})\b(?!\s\d)"
_SECTIONS = later(
    rf"\b(?P<word>(?:[Ss]ections?|[Ss]chedules?)(?=\s)|ss?\.(?=\s?\d))\s*(?P<list>{SECTION}(?:{_JOIN}(?:{SECTION}|\(\d{{1,3}}\)|\([a-z]{{1,2}}\))(?!\s*(?:%|per|days|months)))*)(?!\d|\.\d)"
    rf"(?:\s+(?:of|to|into)\s+(?:Part\s+\w+\s+(?:of|to)\s+)?(?P<of>(?:the|that|this)\s+Act\b(?!\s+\d)|(?:the\s+)?(?:{_YEAR_ACT}|{_YEAR_MADE})"
    rf"|(?:the\s+)?{_NAME}(?:Act(?:\s\d{{4}})?|{_MADE}\s\d{{4}})|(?:the\s+)?(?P<short>{_SHORT})\b)"
    rf"|,?\s+(?P<beside>(?:the\s+)?{_NAME}{_MADE}\s\d{{4}}))?"
)
_OF_OTHER = later(r"\s+(?:of\s+\w|to\s+(?:this|our|your)\s|above\b|below\b|overleaf\b)")
"""What goes on after a section that is of no Act: `of the Handbook`, `below`."""
_SHORT_BESIDE = re.compile(rf",?\s+({_SHORT})\b")
_NAMED = re.compile(rf"\b{_MADE}\b")
_LEADING = later(
    rf"(?:[Tt]he\s)?({_NAME}{_MADE}\s\d{{4}}|{_NAME}Act|the Act)(?:[,:]|[’']s)?\s*\(?\s*(?:(?:under|at|in|see)\s+)?$"
)
"""An Act that stands directly before a section: `the Bridges Act 1973, section 12`."""
_MENTIONED = re.compile(rf"\b(?:(?<!\ba\s)({_NAME}Act){_NO_ORDER}(?:\s(\d{{4}}))?|([Tt]h(?:e|at) Act)\b(?!\s\d))")
_THE_ACT = re.compile(r"(?:the|that|this)\s+Act\b")
_JOINTLY = re.compile(r",?\s+(?:and|or)\s+(?:(?:[a-z]+ly\s+)?[a-z]+(?:ed|es|s)\s+)?(?:the\s+|new\s+)?|,\s+")
"""Between sections of one Act that is named behind the last: `revoked section 3 and amended Schedule 4 to …`."""
_BY_LETTERS = re.compile(r"\b[Ss]\.?\s?\d+\s[A-Z]{3,}")
"""`S17 KABA 73`: an Act told only by its letters, which the Act below may be."""
_SECTIONS_OF = {"Regulations": "regulation", "Regulation": "regulation", "Order": "article", "Rules": "rule"}
"""What the sections of a text are called in its address, where it is no Act."""
_MADE_YEAR = rf"(?:the\s+)?{_NAME}(?:{_SECONDARY})\s\d{{4}}"
_PARTS_OF_MADE = later(
    rf"\b(?P<word>[Rr]egulation|[Aa]rticle|[Rr]ule)s?\s+(?P<list>\d{{1,3}}[A-Z]{{0,2}}(?:\s?{ITEMS_OF_SECTION[:-1]})*"
    rf"(?:{_JOIN}(?:{SECTION}|\(\d{{1,3}}\)|\([a-z]{{1,2}}\)))*)(?![\w/]|\.\d)"
    rf"(?:\s+(?:of|in|to)\s+(?P<of>{_MADE_YEAR}|(?:the\s+)?{_YEAR_MADE}|th(?:e|ose)\s+(?:Regulations|Order|Rules)\b)|,?\s+(?P<beside>{_MADE_YEAR}))?"
)
"""`regulation 4(2) of the Kites Regulations 2014`, `Article 3, the Kites Order 2015`, `regulation 5`."""
_DATED_MADE = re.compile(rf"\b(?:{_SECONDARY})\s\d{{4}}")
_MADE_NAMED = later(
    rf"\b({_NAME}({_SECONDARY})\s\d{{4}})(\s*(?:\([^()]{{1,40}}\)\s*)?\(\s*[“‘\"']?the\s+\2\s*[”’\"']?\s*\))?"
)
"""What is named with its year, and whether it is called the Regulations, the Order or the Rules from there on."""
_OFTEN, _FAR_OFTENER, _LOOKED_AT = 10, 3, 3
_BEFORE = 160
_FAR_BEFORE = 600
_BY_YEAR = re.compile(rf"\b(\d{{4}})\s({_SECONDARY})\b(?!\s\d)")
_MADE_MEANS = later(rf"[“‘\"](?:the )?({_SECONDARY})[”’\"]\s+means\s+{_MADE_YEAR}")
_PARTED = re.compile(rf"[.;:]\s|\n|\b(?:Act|{_MADE})\b")
"""What parts a section from one cited before it: the end of a sentence, or another text named between them."""
_TITLED = re.compile(r"\s*\([A-Z][a-z][^()]+\)(?!\s+(?:of|to)\s+(?:the|that|this)\s+Act)")
"""A title after the number, `Section 3 (Index of measures)`: instruments name sections of a code so, not of an Act."""
_SCHEDULE_OF = re.compile(
    rf"\bparagraph\s+(?P<para>\d{{1,3}}[A-Z]?){ITEMS_OF_SECTION}\s+of\s+(?:the\s+)?Schedule(?:\s+(?P<num>[A-Z]?\d{{1,2}}[A-Z]?))?\s+to\s+(?P<of>(?:the|that)\s+Act\b(?!\s+\d)|(?:the\s+)?{_YEAR_ACT}|(?:the\s+)?{_NAME}Act(?:\s\d{{4}})?)"
)


@dataclass(frozen=True, slots=True)
class Acts:
    """The Acts that a document names; `main` is the one it calls the Act, or the only one.

    `default` is the one that it says all sections are of, unless they are said to be of another;
    `called` the Acts that it calls by their year, `the 1973 Act`, or by letters; `made` what it calls the Regulations,
    the Order or the Rules, by the word for a part of it, where it names no others; `headed` the Act that the heading
    above names; `most` the one that it names far more often than any other, where it calls none the Act.
    """

    main: str | None = None
    years: dict[str, str] = field(default_factory=dict)
    default: str | None = None
    called: dict[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    headed: str | None = None
    most: str | None = None

    def full(self, name: str) -> str:
        """A name with its year, where the document gives it anywhere."""
        name = act_title(name)
        short = _SHORT_ACT.fullmatch(name)
        if short and (called := self.called.get(short[1])) and called.endswith(short[2] or ""):
            return called
        return name if name[-1:].isdigit() else f"{name} {self.years[name]}" if name in self.years else name

    def of_year(self, words: str) -> str | None:
        """What is called by its year, `the 2016 Regulations`, where the document names only one such."""
        called = _BY_YEAR.search(words)
        return self.made.get(f"{called[1]} {_SECTIONS_OF[called[2]]}") if called else None

    def of_heading(self, heading: str) -> "Acts | None":
        """These with the one Act that a heading names with its year."""
        found = _ACT.findall(heading) if " Act" in heading else ()
        named = {self.full(f"{name} {year}".strip()) for name, year in found}
        only = next(iter(named)) if len(named) == 1 else ""
        return replace(self, headed=only) if only[-1:].isdigit() else None


def named_acts(texts: Iterable[str]) -> Acts:
    """The Acts named in a document's words."""
    years: dict[str, str] = {}
    main: str | None = None
    default: str | None = None
    said: dict[str, str] = {}
    often: Counter[str] = Counter()
    texts = tuple(texts)
    for text in texts:
        if "Act" not in text:
            continue
        for name, year, called in _CALLED.findall(text) if " Act" in text and "(" in text else ():
            said.setdefault(called, f"{act_title(name)} {year}".strip())
        if default is None and "unless" in text and (stated := _DEFAULT.search(text)):
            default = f"{act_title(stated[1])} {stated[2] or ''}".strip()
        for name, year in _ACT.findall(text) if _DATED.search(text) else ():
            if year:
                years.setdefault(act_title(name), year)
                often[f"{act_title(name)} {year}"] += 1
        defined = None
        if main is None:
            defined = ("the Act" in text and _DEFINED.search(text)) or (
                "means" in text.casefold() and _MEANS.search(text)
            )
        if defined:
            main = act_title(defined[1]) + (f" {defined[2]}" if defined[2] else "")
    years = _by_their_names(years, said)
    acts = Acts(main, years)
    if main is None and len(years) == 1:
        main = next(iter(years))
    called = _only_of_its_year(years) | {word: acts.full(name) for word, name in said.items()}
    return Acts(
        acts.full(main) if main else None,
        years,
        acts.full(default) if default else None,
        called,
        _named_made(texts),
        most=_most(often, texts),
    )


def _most(often: Counter[str], texts: Sequence[str]) -> str | None:
    """The Act that is named far more often than any other, with its year or without."""
    first = [(sum(text.count(name[:-5]) for text in texts), name) for name, _ in often.most_common(_LOOKED_AT)]
    (times, most), (others, _) = (*sorted(first, reverse=True), (0, ""), (0, ""))[:2]
    return most if times >= max(_OFTEN, _FAR_OFTENER * others) else None


def _named_made(texts: Iterable[str]) -> dict[str, str]:
    """What a document calls the Regulations, by the word for a part, or by year and word; if it names only one such."""
    named: dict[str, set[str]] = {}
    called: set[str] = set()
    for text in texts:
        if not any(map(text.__contains__, ("Regulation", "Order", "Rules"))) or not _DATED_MADE.search(text):
            continue
        for name, kind, said in _MADE_NAMED.findall(text):
            named.setdefault(_SECTIONS_OF[kind], set()).add(act_title(name))
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


class Cited(NamedTuple):
    """A section or Schedule cited: the words, its address, and where in the text they stand."""

    words: str
    address: str
    start: int


def section_addresses(
    text: str, acts: Acts, own: Callable[[str], bool], told: dict[str, set[str]] | None = None
) -> Iterator[Cited]:
    """Sections and Schedules cited, with their addresses.

    A section belongs to the Act named with it, behind it or before it, or else where the same section was last cited
    with its Act, to that of such a section before it in the same sentence or the Act last named before it in the text.
    Where they name none, a section without subsections or a Schedule that the document has itself (`own`, asked with
    `4` and `Schedule 4`) is the document's, any other that of the Act the document calls the Act, of the only one with
    which the texts before cited it (`told`, which grows), or of the one that the heading above names. `Section 3
    (Title)` is one of the code an instrument amends, `section 3 of the Handbook` is of no Act.
    """
    for match in _SCHEDULE_OF.finditer(text):
        if act := _act(match["of"], acts):
            number = f"/{match['num']}" if match["num"] else ""
            yield Cited(match[0], f"{act_address(act)}/schedule{number}/paragraph/{match['para']}", match.start())
    before = {} if told is None else told
    cited: dict[str, str] = {}
    last: tuple[str, int] | None = None  # the Act of the section before, which was cited with it, and its end
    matches = tuple(_SECTIONS.finditer(text))
    each_told = _each_told(matches, text, acts, before)
    alike = _told_alike((match for match, named in zip(matches, each_told, strict=True) if not named), text, before)
    for match, named in zip(matches, each_told, strict=True):
        key = _key(match)
        if named is None and (match["word"][-1] == "." or _is_of_another(match, text)):
            continue  # `s.20` by itself is too short to be anything
        again = None if named or acts.default else cited.get(key)
        act = named or acts.default or again
        if act is None and not match["of"] and ("(" in match["list"] or not own(key)):
            beside = last and not _PARTED.search(text, last[1], match.start())
            around = (
                (last[0] if last and beside and before.get(key, set()) <= {last[0]} else None)
                or _of_its_number(key, _mentioned(text[: match.start()], acts), before)
                or (acts.headed if len(acts.years) == 1 else None)
                or acts.main
                or alike.get(key)
                or acts.headed
            )
            act = acts.main if _by_itself(match, text) else around
        if act is None:
            continue
        cited[key] = act
        last = (act, match.end()) if again else None
        if named:
            before.setdefault(key, set()).add(named)
        word = "schedule" if key[0] == "S" else _SECTIONS_OF.get("".join(act.split()[-2:-1]), "section")
        for path in section_paths(match["list"]):
            yield Cited(match[0].strip(), f"{act_address(act)}/{word}/{path}", match.start())


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
            for path in section_paths(match["list"].replace(" (", "(")):
                yield Cited(match[0].strip(), f"{act_address(name)}/{word}/{path}", match.start())


def _made(match: re.Match[str], text: str, acts: Acts, word: str) -> str | None:
    """What a regulation, an article or a rule is of."""
    named = match["of"] or match["beside"] or ""
    before = text[max(0, match.start() - _FAR_BEFORE) : match.start()]
    leading = _LEADING.search(before[-_BEFORE:]) if not named and _DATED_MADE.search(before[-_BEFORE:]) else None
    if named[-1:].isdigit() or leading:
        return act_title(leading[1] if leading else named)
    if _BY_YEAR.search(named):
        return acts.of_year(named)
    if named.startswith("the ") or (not named and _OF_OTHER.match(text, match.end())):
        return acts.made.get(word) if named else None
    earlier = _MADE_NAMED.findall(before) if _DATED_MADE.search(before) else []
    by_year = [] if earlier else _BY_YEAR.findall(before)
    told = act_title(earlier[-1][0]) if earlier else acts.of_year(" ".join(by_year[-1])) if by_year else None
    return told or (None if named else acts.made.get(word))


def _only(acts: Collection[str]) -> str | None:
    return next(iter(acts)) if len(acts) == 1 else None


def _key(match: re.Match[str]) -> str:
    """What a section or a Schedule is remembered by: the first that is cited, `4` or `Schedule 4`."""
    first = match["list"].split()[0].split("(")[0].strip(",")
    return f"Schedule {first}" if match["word"].lower().startswith("schedule") else first


def _told_alike(bare: Iterable[re.Match[str]], text: str, told: dict[str, set[str]]) -> dict[str, str]:
    """The Act each bare section was told of before, where it is one and that of all others of the same sentence."""
    sentences: dict[tuple[int, bool], dict[str, str]] = {}
    for match in bare:
        if act := _only(told.get(key := _key(match), ())):
            sentences.setdefault((text.count(". ", 0, match.start()), key[0] == "S"), {})[key] = act
    return {key: act for found in sentences.values() if len(set(found.values())) == 1 for key, act in found.items()}


def _by_itself(match: re.Match[str], text: str) -> bool:
    """`[Schedule 2]`: a source in brackets is of what all such sources are of, which may be regulations."""
    return text[: match.start()].endswith(("[", "(") if match["word"].lower().startswith("sch") else "[")


def _of_its_number(key: str, mentioned: str | None, told: dict[str, set[str]]) -> str | None:
    """The Act mentioned, unless this section was only told of another and is beyond every one told of that Act."""
    only = _only(told.get(key, ()))
    if mentioned is None or only is None or only == mentioned:
        return mentioned
    beside = [_counted(each) for each, acts in told.items() if mentioned in acts and each[0] != "S"]
    return only if beside and _counted(key) > max(beside) else mentioned


def _counted(key: str) -> int:
    return int(re.sub(r"\D.*", "", key) or 0)


def _not_said(words: str, before: str, acts: Acts) -> str | None:
    """What `the Act` is where the document does not say it: the Act named before, that of the heading, or of most."""
    if not _THE_ACT.fullmatch(words):
        return acts.most if acts.most and words.removeprefix("the ") == f"{acts.most[-4:]} Act" else None
    sure = words.startswith("the ") and not _BY_LETTERS.search(before)
    return _mentioned(before, acts) or acts.headed or (acts.most if sure else None)


def _each_told(
    matches: Sequence[re.Match[str]], text: str, acts: Acts, before: dict[str, set[str]]
) -> list[str | None]:
    """For each section the Act that is named with it, or with those behind it that it is joined to."""
    told: list[str | None] = []
    behind: re.Match[str] | None = None
    for match in reversed(matches):
        named = _told(match, text, acts)
        if named is None and not match["of"] and behind and _JOINTLY.fullmatch(text, match.end(), behind.start()):
            key, other = _key(match), _key(behind)
            rises = key[0] == "S" or other[0] == "S" or _counted(key) <= _counted(other)
            named = told[-1] if rises or before.get(key) == {told[-1]} else None
        told.append(named)
        behind = match
    return told[::-1]


def _told(match: re.Match[str], text: str, acts: Acts) -> str | None:
    """The Act that stands directly beside a section, after it or before it."""
    if match["of"] or match["beside"]:
        named = _act(match["of"] or match["beside"], acts)
        return named or (_not_said(match["of"], text[: match.start()], acts) if match["of"] else None)
    if acts.called and (short := _SHORT_BESIDE.match(text, match.end())) and short[1] in acts.called:
        return acts.called[short[1]]
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    leading = _LEADING.search(before) if _NAMED.search(before) and not _OF_OTHER.match(text, match.end()) else None
    return _act(leading[1], acts) if leading else None


def _mentioned(before: str, acts: Acts) -> str | None:
    """The Act last named in the words before; `the Act` is the document's, or else the one named before that."""
    last: str | None = None
    for found in _MENTIONED.finditer(before) if "Act" in before else ():
        named = (acts.main or last) if found[3] else acts.full(f"{found[1]} {found[2] or ''}".strip())
        last = named if named and named[-1:].isdigit() else last
    return last


def _is_of_another(match: re.Match[str], text: str) -> bool:
    """`Section 3 (Index of measures)`: instruments name sections of a code so; `section 3 of the Handbook`."""
    titled = match["word"] == "Section" and match["list"].isdigit() and _TITLED.match(text, match.end()) is not None
    other = match["short"] if match["of"] else _OF_OTHER.match(text, match.end())
    return titled or bool(other)


def _act(words: str | None, acts: Acts) -> str | None:
    if words is None or _THE_ACT.match(words):
        return acts.main
    if words[-1:] == "s" or words.endswith("Order"):
        return acts.of_year(words)
    if called := re.fullmatch(rf"(?:the\s+)?(?:(\d{{4}})\sAct|({_SHORT}))", words):
        return acts.called.get(called[1] or called[2])
    return acts.full(words)
