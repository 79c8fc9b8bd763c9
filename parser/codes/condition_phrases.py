"""Phrases of applicability: the smallest pieces of a condition, each read as one leaf.

`marked` replaces every phrase it knows by a place-holder; `condition_sentences` reads what joins them. A phrase
that is not known stays where it is, so that it is seen to be unread.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from corpus.citation import label_key
from corpus.condition import Condition, Kind, every, negated, some
from corpus.enumerators import PREFIX
from corpus.harm_names import functionality, named
from parser.codes.condition_words import SCALE, counted, levels, number
from parser.codes.condition_words import WORD as _WORD
from parser.codes.harm_kinds import NAMED_ONLY, mentions

_MEASURE = rf"(?:{PREFIX}\s+)?[A-Z]{{1,2}}\d{{1,3}}[A-Z]?\b"
_NUM = rf"(?P<num>(?:\d[\d,.\u00a0 ]*\d|\d|{_WORD}){SCALE})"
_USER = r"(?:average\s+|mean\s+)?(?:monthly\s+)?(?:active\s+)?(?:monthly\s+)?(?:UK|U\.K\.|United Kingdom)\s+(?:monthly\s+)?(?:active\s+)?users?"
_PERIOD = (
    r"(?:\s+(?:on average\s*)?(?:in an average|per|a|each|every|in a|in any)\s+(?:calendar\s+)?month)?"
    r"(?:\s*\((?:see|within the meaning|calculated|as defined)[^)]*\))?"
)
_HAVE = r"(?:(?:has|have|having|with|had)\s+)?(?:an average of\s+)?"
_MORE = r"(?P<more>more than|over|in excess of|greater than|above|exceeding)"
_LEAST = r"(?P<least>at least|no fewer than|not fewer than|no less than|not less than|a minimum of)"
_FEWER = r"(?P<fewer>fewer than|less than|under|below)"
_MOST = r"(?P<most>at most|no more than|not more than|up to)"
_SIZE = rf"(?:{_MORE}|{_LEAST}|{_FEWER}|{_MOST})\s+"
_LEVEL = r"(?:low, medium or high|low or medium|medium or high|medium-or-high|high or medium|at least (?:at )?(?:a )?medium|medium or (?:higher|above)|medium|high|low)"
_AT = (
    r"(?:(?:is|are|be|being|been)\s+)?(?:(?:assessed|recorded|rated|found)\s+(?:as|to be)\s+)?(?:being\s+)?"
    r"(?:(?:at|of|with|having|has|have|poses?|presents?|carr(?:y|ies))\s+)?(?:a|an)?\s*"
)
_COUNT = (
    rf"(?:(?P<count>one or more|two or more|three or more|at least (?:{_WORD}|\d+)|more than (?:{_WORD}|\d+)|any|each|every|all|(?:{_WORD}|\d+) or more"
    r"|some|a|one|multiple)\s+)(?:of the\s+|of these\s+|of the following\s+)?(?:specific\s+|particular\s+|different\s+|relevant\s+)?"
)
_NOUN = r"(?P<noun>illegal harms?|illegal content|priority illegal content|harms?|(?:[\w-]+ )?priority content|primary priority content|non-designated content|content(?: that is)? harmful to children|harmful content|content)"
_LISTED = r"(?:\s*,?\s*(?:as\s+)?(?:that (?:is|are)\s+|which (?:is|are)\s+)?(?:listed|set out|specified|described)\s+in\s+(?:the\s+)?table\s*\w*)?"
_LISTED_ABOVE = (
    rf"{_COUNT}?(?:the\s+)?kinds?\s+of\s+[\w-]+(?:\s+[\w-]+){{0,3}}?\s+(?:listed|set out|specified|mentioned|described)\s+(?:in|at)\s+"
    r"(?:(?:sub-?paragraph|paragraph|point|limb)\s+)?(?P<label>(?:[A-Z]{2,5}\s?|[A-Z\d&-]{2,10}\s)?[A-Z]{1,2}\d{1,3}\.\d{1,3})?\((?P<item>[a-z])\)"
)
_BAR = r"(?:\s*,?\s*\(?\s*(?:other than|excluding|except(?: for)?|apart from)\s+(?P<bar>[^();]+?)\)?(?=[);.,]|$|\s+(?:and|or)\s+(?:that|which|on|has|is)\b))?"
_OBJECT = rf"(?:(?:{_COUNT}kinds?\s+of|(?P<anyof>any))\s+{_NOUN}{_LISTED}{_BAR})"
_END = (
    r"(?=\s*(?:[;.:)]|,?\s*$|,?\s+(?:and|or|but)\s+(?:(?:that|which|on which|on|for which|to which|is|are|has|have|does|do|whose|the|by|it|in|at|of|(?:(?:to|a|any|all|every|large|multi-risk|multi risk) ){0,3}services?)\b|\u27e6)"
    r"|,?\s+(?:except|unless|other than|apart from|excluding)\b|,\s+(?:which|that|on which|if\s+(?:it|they)|it|they)\b|\s+(?:that|which|and which|on which)\s|,?\s*\u27e6))"
)


_LIMIT = re.compile(
    r"\b(?:only|solely|except|other than|apart from|excluding|unless|without|save|but)\b", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\s*(?:at|with|likely|on|in|by|to|for|of|that|which|who|whose|where|is|are|has|have|having|uses?|using|does|do|not|more"
    r"|the|users?|enables?|allows?|lets?|exists?|from)\b",
    re.IGNORECASE,
)
"""How phrases begin that stand behind a noun; others stand before it: `large services`."""
_CLAUSE = re.compile(r"\s*(?:(?:on|to|for|by|in) )?(?:which|that|who)\b", re.IGNORECASE)


@dataclass(slots=True)
class Phrases:
    """What a code calls things: its kinds of harm, its prefix, its defined kinds of service.

    `leaves` are the pieces read so far, by the number of their place-holder; `listed` the kinds that an earlier
    item of the same list names, by its letter; `listed_at` the kinds that the items before name, by their labels.
    """

    kinds: tuple[Kind, ...] = ()
    prefix: str = ""
    services: tuple[str, ...] = ()
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    listed_at: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leaves: list[Condition] = field(default_factory=list)

    @property
    def adjectives(self) -> frozenset[str]:
        """The place-holders of what services are called: large, multi-risk, of a category."""
        called = (n for n, leaf in enumerate(self.leaves) if not _BEHIND.match(leaf.text))
        return frozenset(f"\u27e6{n}\u27e7" for n in called)

    def hold(self, leaf: Condition, text: str) -> str:
        """The place-holder of a leaf; the leaf keeps the words it was read from."""
        self.leaves.append(_worded(leaf, " ".join(text.split())))
        opening = "which " if _CLAUSE.match(text) else ""
        return f" {opening}\u27e6{len(self.leaves) - 1}\u27e7 "


def _worded(leaf: Condition, words: str) -> Condition:
    """The leaf, and what it is made of, with the words it was read from."""
    return replace(leaf, parts=tuple(_worded(part, words) for part in leaf.parts), text=leaf.text or words)


def _users(match: re.Match[str], _phrases: Phrases) -> Condition:
    value = number(match["num"])
    if match["more"] or "exceeds" in match[0].lower():
        return Condition("users", value=value)
    if match["least"]:
        return Condition("users", value=value - 1)
    return negated(Condition("users", value=value - 1 if match["fewer"] else value))


def _or_more_users(match: re.Match[str], _phrases: Phrases) -> Condition:
    if match["bound"].lower() == "more":
        return Condition("users", value=number(match["num"]) - 1)
    return negated(Condition("users", value=number(match["num"])))


def _of_noun(noun: str, kinds: Sequence[Kind], bar: str | None) -> tuple[Kind, ...] | None:
    """The kinds of a class of harm: those of a group that has this name, else all; None for an unknown class.

    Kinds that only a list names are not the whole of any class.
    """
    kinds = [kind for kind in kinds if kind.row != NAMED_ONLY]
    folded = noun.casefold().rstrip("s")
    groups = {kind.group.casefold().rstrip("s") for kind in kinds if kind.group}
    if folded in groups:
        found = tuple(kind for kind in kinds if kind.group.casefold().rstrip("s") == folded)
    elif "priority content" in folded or "designated" in folded:
        return None
    else:
        found = tuple(kinds)
    if not bar:
        return found
    apart = {each.name for part in re.split(r",|\band\b|\bor\b", bar) for each in named(part, found)}
    return tuple(kind for kind in found if kind.name not in apart) if apart else None


def _risk_of(names: tuple[str, ...], level: str, count: int, of: str = "") -> Condition:
    return Condition("risk", levels=levels(level), kinds=names, count=count or len(names), of=of)


def _risk_object(match: re.Match[str], phrases: Phrases) -> Condition | None:
    """Risk of so many kinds of a class of harm."""
    kinds = _of_noun(match["noun"], phrases.kinds, match["bar"])
    if not kinds:
        return None
    counting = counted(match["count"] or "any")
    names = tuple(kind.name for kind in kinds if kind.counts or counting == 1)
    return _risk_of(names, match["level"], counting, match["noun"].casefold())


def _risk_list(match: re.Match[str], phrases: Phrases) -> Condition | None:
    """Risk of kinds named one by one: any of them, or where `both` or `and` joins them each of them."""
    found = mentions(match["kinds"], phrases.kinds)
    if found is None:
        return None
    names, together = found
    if together and not re.match(r"\s*(?:both|each of|all of)\b", match["kinds"], re.IGNORECASE):
        return None  # "at high risk of A and B" may mean either
    return _risk_of(names, match["level"], len(names) if together else 1)


def _risk_above(match: re.Match[str], phrases: Phrases) -> Condition | None:
    """Risk of the kinds that another item names: of the same list (`listed in sub-paragraph (a)`), or of another measure."""
    whole = phrases.listed_at.get(label_key(match["label"] + f"({match['item']})"), ()) if match["label"] else ()
    names = whole if match["label"] else phrases.listed.get(match["item"].lower(), ())
    return _risk_of(names, match["level"], counted(match["count"] or "any")) if names else None


def _fact(name: str) -> Callable[[re.Match[str], Phrases], Condition]:
    return lambda _match, _phrases: Condition("fact", value=name)


def _with_rest(name: str) -> Callable[[re.Match[str], Phrases], Condition]:
    """A fact with a purpose or limit behind it that nothing is made of: where the fact fails, the rest does not matter."""

    def made(match: re.Match[str], _phrases: Phrases) -> Condition:
        rest = " ".join(match["rest"].split()).strip(" ,")
        fact = Condition("fact", value=name)
        return every((fact, Condition("unreadable", value=rest))) if rest else fact

    return made


def _category(match: re.Match[str], _phrases: Phrases) -> Condition:
    return some(
        tuple(Condition("category", value=value.upper()) for value in re.findall(r"\d[A-Za-z]?", match["cats"]))
    )


def _measure(match: re.Match[str], phrases: Phrases) -> Condition | None:
    names = re.findall(_MEASURE, match["labels"])
    if not names or re.search(r"\bto\b", match["labels"]):
        return None
    labels = [name if " " in name else f"{phrases.prefix} {name}".strip() for name in names]
    parts = tuple(Condition("measure", value=label) for label in labels)
    joined = every(parts) if re.search(r"\band\b", match["labels"]) else some(parts)
    return negated(joined) if match["no"] else joined


def _purpose(match: re.Match[str], _phrases: Phrases) -> Condition:
    return Condition("purpose", value=" ".join(match["purpose"].split()))


def _content(match: re.Match[str], phrases: Phrases) -> Condition | None:
    """Whether the terms allow any, or prohibit all, kinds of a class of content."""
    kinds = _of_noun(match["noun"], phrases.kinds, None)
    if not kinds:
        return None
    allowed = Condition("content", value="allowed", kinds=tuple(k.name for k in kinds), of=match["noun"].casefold())
    forbids = re.search(r"prohibit", match[0], re.IGNORECASE)
    if not forbids:
        return allowed if not re.search(r"\b(?:all|every|each)\b|\bnot\b", match[0], re.IGNORECASE) else None
    if re.search(r"\bnot\b", match[0], re.IGNORECASE):
        return allowed
    return negated(allowed) if re.search(r"\b(?:all|every|each)\b", match[0], re.IGNORECASE) else None


def _that_content(_match: re.Match[str], phrases: Phrases) -> Condition | None:
    """Whether content of the kinds at risk, named just before, is allowed."""
    risks = [leaf for leaf in phrases.leaves if leaf.op == "risk"]
    if not risks:
        return None
    return Condition("content", value="allowed", kinds=risks[-1].kinds, levels=risks[-1].levels, of=risks[-1].of)


def _service(match: re.Match[str], _phrases: Phrases) -> Condition:
    return Condition("service_type", value=" ".join(match["service"].split()))


def _functionality(match: re.Match[str], _phrases: Phrases) -> Condition:
    """What users can do; a limit on it ("only to", "other than") is nothing that can be read, and limits it at most."""
    words = " ".join(match["does"].split()).strip(" ,")
    limit = _LIMIT.search(words)
    does = words[: limit.start()].strip(" ,") if limit else words
    leaf = Condition("functionality", value=functionality(does) or does)
    return every((leaf, Condition("unreadable", value=words[limit.start() :]))) if limit else leaf


Reader = Callable[[re.Match[str], Phrases], Condition | None]
_RULES: tuple[tuple[str, Reader], ...] = (
    (rf"{_HAVE}(?:a\s+)?user base in the (?:UK|United Kingdom) of {_SIZE}{_NUM}(?:\s+users)?{_PERIOD}", _users),
    (
        rf"(?:the |its )?(?:average )?number of {_USER}[^.;]*?(?:\s+is\s+|\s+)(?:{_MORE}|{_LEAST}|{_FEWER}|{_MOST}|(?:exceeds))\s+{_NUM}{_PERIOD}",
        _users,
    ),
    (
        rf"{_HAVE}{_SIZE}{_NUM}\s+(?:{_USER}|active users in the (?:UK|United Kingdom)|users in the (?:UK|United Kingdom)){_PERIOD}",
        _users,
    ),
    (rf"{_HAVE}{_NUM}\s+or (?P<bound>more|fewer|less)\s+{_USER}{_PERIOD}", _or_more_users),
    (rf"{_AT}(?P<level>{_LEVEL})\s+risk\s+of\s+{_LISTED_ABOVE}", _risk_above),
    (
        rf"(?:for which\s+)?(?:the\s+|its\s+|whose\s+)?risk\s+of\s+{_LISTED_ABOVE}\s+is\s+(?:assessed as\s+|at\s+)?(?P<level>{_LEVEL})",
        _risk_above,
    ),
    (
        rf"(?:for which\s+)?{_OBJECT}\s+(?:is|are)\s+(?:(?:assessed|recorded|rated)\s+(?:as\s+)?(?:being\s+)?)?(?:at\s+)?(?:a\s+)?(?P<level>{_LEVEL})(?:\s+risk)?",
        _risk_object,
    ),
    (
        rf"{_AT}(?P<level>{_LEVEL})(?:[- ]risk|\s+level\s+of\s+risk)\s+(?:of|for|from|in relation to|in respect of)\s+{_OBJECT}",
        _risk_object,
    ),
    (rf"the risk of\s+{_OBJECT}\s+is\s+(?:assessed as\s+)?(?P<level>{_LEVEL})", _risk_object),
    (
        rf"the (?:level of )?risk of\s+(?P<kinds>[^;.]+?)\s+is\s+(?:assessed as\s+|recorded as\s+)?(?P<level>{_LEVEL})(?!\w)",
        _risk_list,
    ),
    (
        rf"{_AT}(?P<level>{_LEVEL})(?:[- ]risk|\s+level\s+of\s+risk)\s+(?:of|for|from|in relation to|in respect of)\s+(?P<kinds>[^;.]+?){_END}",
        _risk_list,
    ),
    (
        r"(?:that (?:is|are)\s+|which (?:is|are)\s+)?likely to be accessed by children",
        _fact("likely_accessed_by_children"),
    ),
    (
        r"large general search( services?)?",
        lambda m, p: every((Condition("fact", value="large"), Condition("fact", value="general search"))),
    ),
    (r"general search( services?)?", _fact("general search")),
    (r"vertical search( services?)?", _fact("vertical search")),
    (r"Categor(?:y|ies)\s+(?P<cats>\d[ABab]?(?:(?:,\s*|\s+or\s+|\s+and\s+)(?:Category\s+)?\d[ABab]?)*)", _category),
    (
        rf"(?:to which\s+)?(?:any of\s+)?(?:Recommendations?\s+|Measures?\s+)?(?P<labels>{_MEASURE}(?:(?:,\s*|\s+or\s+|\s+and\s+|\s+to\s+){_MEASURE})*)\s+(?P<no>(?:does|do) not\s+)?appl(?:y|ies)",
        _measure,
    ),
    (
        r"(?:(?:the|whose)\s+)?(?:principal|main|primary) purpose(?:\s+of (?:the service|which))?\s+(?:is|being)\s+(?:the\s+|to\s+)?(?P<purpose>(?:hosting|host|dissemination|disseminat\w+)[^;.,]*?)"
        + _END,
        _purpose,
    ),
    (r"exists?\s+(?:mainly|principally|primarily)\s+to\s+(?P<purpose>(?:host|disseminate)[^;.,]*?)" + _END, _purpose),
    (r"(?:is|are|be)?\s*(?:a|an)?\s*(?P<service>file[- ]storage and file[- ]sharing) services?", _service),
    (
        r"exists?\s+(?:mainly\s+)?to\s+let\s+users\s+(?P<service>store and share files)",
        lambda m, p: Condition("service_type", value="file-storage and file-sharing"),
    ),
    (
        r"(?:the terms of service\s+)?(?:allow|permit|prohibit|do(?:es)? not (?:allow|prohibit|permit))\s+(?:one or more|any|some|all|every|each)\s+(?:specific\s+)?(?:of the\s+)?kinds?\s+of\s+"
        + _NOUN,
        _content,
    ),
    (
        r"(?:one or more|any|some|all|every|each)\s+(?:specific\s+)?(?:of the\s+)?kinds?\s+of\s+"
        + _NOUN
        + r"\s+(?:is|are)\s+(?:not\s+)?(?:allowed|permitted|prohibited)(?:\s+(?:on|by)\s+(?:the service|the terms of service))?",
        _content,
    ),
    (
        r"(?:on which\s+)?(?:that content|content of that kind|content of those kinds)\s+is\s+(?:either\s+)?(?:allowed|permitted)"
        r"(?:\s+(?:on|by)\s+(?:the service|the terms of service))?",
        _that_content,
    ),
    (
        r"(?:it\s+)?is\s+not\s+(?:currently\s+|for the time being\s+)?technically feasible(?P<rest>[^;.]*)",
        lambda m, p: negated(Condition("fact", value="takedown_technically_feasible")),
    ),
    (
        r"(?:that\s+)?(?:has|have|with|uses?|using)?\s*(?:a|an|any)?\s*(?:content\s+)?recommender systems?",
        _fact("recommender_system"),
    ),
    (
        r"(?:with|has|have|having|uses?)?\s*(?:a|an|any)?\s*(?:existing\s+)?means of (?:determining|establishing|knowing) (?:the )?ages?(?:(?:\s+or age ranges?)?\s+of\s+(?:a\s+|its\s+|individual\s+|particular\s+)?users?)?",
        _fact("has_means_of_determining_age"),
    ),
    (
        r"(?:that\s+|which\s+|it\s+)?(?:uses?|using|relies on|rel(?:y|ying) on)\s+highly effective age assurance(?P<rest>[^;.]*)",
        _with_rest("uses_highly_effective_age_assurance"),
    ),
    (
        r"(?:on which\s+)?highly effective age assurance is used(?P<rest>[^;.]*)",
        _with_rest("uses_highly_effective_age_assurance"),
    ),
    (
        r"(?:that\s+|which\s+)?(?:uses?|using)\s+proactive technolog(?:y|ies)(?P<rest>[^;.]*?)" + _END,
        _with_rest("uses_proactive_technology"),
    ),
    (
        r"(?:(?:on|in|by means of) which\s+)?(?:UK |United Kingdom |child )?users\s+(?:can|may|are able to)\s+(?!not\b|never\b)(?P<does>[^;.]+?)"
        + _END,
        _functionality,
    ),
    (
        r"(?:that\s+|which\s+)?(?:enables?|allows?|lets?|permits?)\s+(?:UK |United Kingdom |child )?users\s+(?:to\s+)?(?!not\b|never\b)(?P<does>[^;.]+?)"
        + _END,
        _functionality,
    ),
    (
        r"(?:that\s+|which\s+)?(?:offers?|has|have|with|includes?|provides?)\s+(?:users\s+)?(?:a\s+|an\s+|the\s+)?(?P<does>(?:direct|group|private|encrypted|predictive|suggestions|livestream|live stream|user (?:connection|profile|group)|anonymous|comment|re-?post|hyperlink)[^;.]*?)(?:\s+functionalit(?:y|ies))?"
        + _END,
        _functionality,
    ),
    (r"multi[- ]?risk", _fact("multi-risk")),
    (r"\blarge\b", _fact("large")),
)
RULES = tuple((re.compile(rf"(?<![\w\u27e6]){pattern}(?!\w)", re.IGNORECASE), read) for pattern, read in _RULES)


def marked(text: str, phrases: Phrases) -> str:
    """The text with every phrase that is known replaced by the place-holder of its leaf."""
    for name in phrases.services:
        text = re.sub(
            rf"(?<!\w)(?:a |an )?{re.escape(name)}(?: services?)(?!\w)",
            lambda found, name=name: phrases.hold(Condition("fact", value=name), found[0]) + "service",  # type: ignore[misc]
            text,
            flags=re.IGNORECASE,
        )
    for pattern, read in RULES:
        text = pattern.sub(lambda found, read=read: _held(found, read, phrases), text)  # type: ignore[misc]
    return text


def _held(found: re.Match[str], read: Reader, phrases: Phrases) -> str:
    if "\u27e6" in found[0]:
        return found[0]
    leaf = read(found, phrases)
    return found[0] if leaf is None else phrases.hold(leaf, found[0])
