"""A code made of the real index wording and quoted paragraphs, read from the shared documents at test time."""

import json
from pathlib import Path

from corpus.work import Expression
from parser.document import parse

TITLES = {"ICU": "Illegal content", "PCU": "Protection of children"}
KINDS = (
    ("1", "Terrorism"), ("2", "Child sexual exploitation and abuse (CSEA)"), ("2A", "Grooming"),
    ("2B", "Image-based CSAM"), ("2C", "CSAM URLs"), ("3", "Hate"), ("4", "Harassment, stalking, threats and abuse"),
    ("5", "Controlling or coercive behaviour"), ("6", "Intimate image abuse"), ("7", "Extreme pornography"),
    ("8", "Sexual exploitation of adults"), ("9", "Human trafficking"), ("10", "Unlawful immigration"),
    ("11", "Fraud and financial services offences"), ("12", "Proceeds of crime"),
    ("13", "Drugs and psychoactive substances"), ("14", "Firearms, knives and other weapons"),
    ("15", "Encouraging or assisting suicide or serious self-harm"), ("16", "Foreign interference"),
    ("17", "Animal cruelty"), ("18", "Cyberflashing"),
)  # fmt: skip
"""Facts: the rows of the table of kinds, as the records list them."""

HARMFUL = {
    "Primary priority content": ("Pornographic content", "Suicide content", "Self-harm content", "Eating disorder content"),
    "Priority content": (
        "Abusive content", "Content inciting hatred", "Bullying content", "Violent content (instructions)",
        "Violent content (humans)", "Violent content (animals or fictional creatures)", "Harmful substances content",
        "Dangerous stunts and challenges content",
    ),
    "Non-designated content": ("Depression content", "Body stigma content"),
}  # fmt: skip
"""Facts: the kinds of content harmful to children by class."""


CHILDREN = {
    "B1": (
        "This measure is for each service that uses highly effective age assurance to find out which of its users are"
        " children, in order to aim measures at them."
    ),
    "B4": (
        "This measure is for each service to which PCU B2 does not apply and which meets either of the following"
        " conditions: (a) one or more specific kinds of primary priority content are allowed on the service; or (b) it"
        " is not currently technically feasible to take down all of the content that its terms forbid."
    ),
    "B5": (
        "This measure is for each service to which PCU B3 does not apply, which is at medium or high risk of one or"
        " more specific kinds of priority content, and on which that content is allowed."
    ),
    "G2": "This measure is for each Category 1 service.",
}
"""Application paragraphs in our own words, by the conditions that the records hold."""


def wording(measure: dict) -> str:
    """The index wording of a measure: quoted where a record quotes it whole, else its recorded condition in our words."""
    quoted = [each["text"] for each in measure["application"] if each.get("verbatim") and "…" not in each["text"]]
    return quoted[0] if quoted else phrase(measure.get("condition") or {"unknown": True})


def phrase(condition: dict) -> str:
    """A recorded condition in our own words."""
    ((op, value),) = condition.items()
    return _PHRASES.get(op, _PHRASES["unknown"])(value)


def _joined(word: str, parts: list[dict]) -> str:
    marks = "abcdefgh"
    items = [f"({marks[n]}) {_limb(part)}" for n, part in enumerate(parts)]
    return "Services that come within the following: " + f"; {word} ".join(items)


def _limb(part: dict) -> str:
    """A limb of a list; a list inside it stands with roman numbers."""
    ((op, value),) = part.items()
    if op in ("and", "or") and all(next(iter(each)) not in ("and", "or") for each in value):
        return f"services that are {f' {op} '.join(_bare(each) for each in value)}"
    if op == "and":
        inner = [each for each in value if next(iter(each)) in ("and", "or")]
        plain = [phrase(each) for each in value if each not in inner]
        listed = [phrase(each) for each in next(iter(inner[0].values()))]
        romans = ("i", "ii", "iii", "iv")
        return " and ".join(plain) + " and " + "; or ".join(f"({romans[n]}) {each}" for n, each in enumerate(listed))
    return phrase(part)


def _bare(part: dict) -> str:
    """A limb without its noun: `large and multi-risk services` are both, `large services and multi-risk services` may be either."""
    return phrase(part).removeprefix("services ").removesuffix(" services")


def _risk(value: dict) -> str:
    level = {"high": "high", "medium": "medium or high"}[value["at_least"]]
    kinds = value.get("kinds") or [value["kind"]]
    return (
        f"services at {level} risk of {', '.join(kinds[:-1])} or {kinds[-1]}"
        if len(kinds) > 1
        else f"services at {level} risk of {kinds[0]}"
    )


_PHRASES = {
    "all": lambda _v: "All services",
    "large": lambda _v: "large services",
    "multi_risk": lambda _v: "multi-risk services",
    "multi_risk_children": lambda _v: "multi-risk services",
    "or": lambda v: (
        " or ".join(phrase(each) for each in v)
        if all(len(each) == 1 and next(iter(each)) in ("large", "multi_risk") for each in v)
        else _joined("or", v)
    ),
    "and": lambda v: (
        f"{' and '.join(_bare(each) for each in v)} services"
        if all(next(iter(each)) in ("large", "multi_risk") for each in v)
        else _joined("and", v)
    ),
    "not": lambda v: (
        f"services that are neither {' nor '.join(phrase(each).removesuffix(' services') for each in v['or'])}"
    ),
    "risk": _risk,
    "any_of_risks": _risk,
    "any_illegal_harm_at_least": lambda v: (
        f"services at {'medium or high' if v == 'medium' else v} risk of any kind of illegal harm"
    ),
    "likely_accessed_by_children": lambda _v: "services likely to be accessed by children",
    "uk_users_over": lambda v: f"services with more than {v:,} monthly active United Kingdom users",
    "service_type": lambda v: f"services that are a {v} service",
    "principal_purpose": lambda v: f"services the principal purpose of which is the {v}",
    "functionality": lambda v: f"services on which users can {v}",
    "category": lambda v: f"Category {v} services",
    "has_means_of_determining_age": lambda _v: "services with an existing means of determining the age of users",
    "unknown": lambda _v: "services described in words that no record quotes",
}


def _kinds(code: str) -> str:
    """The rows of the table of kinds, numbered, or by class where the code has classes."""
    if code == "ICU":
        head = "<tr><th>Row</th><th>Kind of illegal harm</th></tr>"
        return head + "".join(f"<tr><td>{row}</td><td>{kind}</td></tr>" for row, kind in KINDS)
    rows = (f"<tr><td>{name}</td><td>{kind}</td></tr>" for name, kinds in HARMFUL.items() for kind in kinds)
    return "<tr><th>Kind</th><th>Specific kind of content</th></tr>" + "".join(rows)


def made(
    shared: Path,
    code: str = "ICU",
    words: dict[str, str] | None = None,
    without: frozenset[str] = frozenset(),
    more: dict[str, str] | None = None,
) -> Expression:
    """The code parsed (`page`)."""
    return parse(page(shared, code, words, without, more), name="code.html")


def page(
    shared: Path,
    code: str = "ICU",
    words: dict[str, str] | None = None,
    without: frozenset[str] = frozenset(),
    more: dict[str, str] | None = None,
) -> bytes:
    """The code as HTML: an index, and the quoted definitions.

    `words` adds Application paragraphs by the measure's label, `more` paragraphs behind its recommendation; the
    measures of `without` are left out.
    """
    folder = shared / "real" / "providers"
    quotes = {each["id"]: each["text"] for each in json.loads((folder / "quotes.json").read_text("utf-8"))}
    index = [each for each in json.loads((folder / "index.json").read_text("utf-8")) if each["code"] == code]
    index = [each for each in index if each["label"] not in without]
    cells = {label: said for label, said in (words or {}).items() if code == "PCU"}
    rows = "".join(
        f"<tr><td>{code} {m['label']}</td><td>{m['titles'][0]['text'] if m['titles'] else m['label']}</td>"
        f"<td>{cells.get(m['label']) or wording(m)}</td><td>Section 10</td></tr>"
        for m in index
    )
    measures = "".join(
        f"<h3>{code} {m['label']} {m['titles'][0]['text'] if m['titles'] else m['label']}</h3>"
        + (
            f"<h4>Application</h4><p>{code} {m['label']}.1 {said}</p>"
            if (said := (words or {}).get(m["label"]))
            else ""
        )
        + f"<h4>Recommendation</h4><p>{code} {m['label']}.2 The provider {'may' if m.get('permissive') else 'should'} do this.</p>"
        + (more or {}).get(m["label"], "")
        for m in index
    )
    body = (
        f"<h1>{TITLES[code]} code of practice for user-to-user services</h1><h2>3 Index of recommended measures</h2>"
        "<table><tr><th>Number</th><th>Measure</th><th>Application</th><th>Relevant duties</th></tr>"
        f"{rows}</table><h2>4 Recommended measures</h2>{measures}"
        f"<h2>5 Definitions</h2><p>5.5 {quotes['q013'].replace('Large service A service which', 'A service is a large service if it')}</p>"
        f"<p>5.6 {quotes['q014']}</p><p>Table C</p><table>{_kinds(code)}</table>"
    )
    return f"<html><body><main>{body}</main></body></html>".encode()
