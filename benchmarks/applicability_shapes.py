"""Shapes of conditions: each makes a truth and the words that state it, in an index row and in a paragraph.

A shape returns its truth, the words of the index row and the lines of the Application paragraph; either may be empty.
"""

# ruff: noqa: E501 - a sentence of a code is seen whole

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.applicability_cases import DOES, ODD, Truth, World, printed

LARGE: Truth = ("named", "large")
MULTI: Truth = ("named", "multi-risk")
ODD_TRUTH: Truth = ("unknown",)
LETTERS, ROMANS = "abcdefgh", ("i", "ii", "iii", "iv", "v")


@dataclass(frozen=True, slots=True)
class Words:
    """A truth in the forms English needs: behind `services`, behind `a service that`, as a clause of its own."""

    truth: Truth
    behind: str
    verb: str
    clause: str


Made = tuple[Truth, str, str]


def lead(w: World) -> str:
    """The opening words of an Application paragraph."""
    return w.rng.choice(
        (
            "This measure applies to providers of every service",
            "This recommendation is to be taken by each provider in relation to a service it provides",
        )
    )


def verb(w: World) -> str:
    return f"{lead(w)} {w.rng.choice(('that', 'which'))}"


# --- what a service is, has and does


def level(w: World) -> tuple[tuple[str, ...], str]:
    return w.rng.choice(((("high",), "high"), (("medium", "high"), "medium or high"), (("medium",), "medium")))


def risk(w: World) -> Words:
    """Risk of a kind, of either of two, or of so many of any kinds."""
    rng = w.rng
    levels, said = level(w)
    which = rng.random()
    if which < 0.5:
        kinds = [rng.choice(w.kinds)]
        count, object_ = 1, kinds[0]
    elif which < 0.7:
        kinds = rng.sample(w.kinds, 2)
        count, object_ = 1, f"{kinds[0]} or {kinds[1]}"
    elif which < 0.8:
        kinds = rng.sample(w.kinds, 2)
        count, object_ = 2, f"both {kinds[0]} and {kinds[1]}"
    elif which < 0.9:
        kinds = list(w.kinds)
        count, object_ = (
            1,
            rng.choice(("any kind of {}", "one or more kinds of {}", "at least one kind of {}")).format(w.noun),
        )
    else:
        kinds, count = list(w.counted), rng.choice((2, 3))
        word = {2: "two", 3: "three"}[count]
        object_ = rng.choice(("{} or more kinds of {}", "at least {} kinds of {}")).format(word, w.noun)
    phrase = f"at {said} risk of {object_}"
    return Words(("risk", levels, tuple(kinds), count), phrase, f"is {phrase}", f"the service is {phrase}")


def users(w: World) -> Words:
    number = printed(w.line, w.rng)
    unit = w.rng.choice(("monthly active United Kingdom users", "monthly active UK users"))
    if w.rng.random() < 0.2:
        phrase = f"fewer than {number} {unit}"
        return Words(("not", ("users", w.line - 1)), f"with {phrase}", f"has {phrase}", f"the service has {phrase}")
    more = w.rng.choice(("more than", "over", "in excess of"))
    phrase = f"{more} {number} {unit}"
    return Words(("users", w.line), f"with {phrase}", f"has {phrase}", f"the service has {phrase}")


def large(w: World) -> Words:
    return Words(LARGE, "that are large", "is a large service", "the service is a large service")


def multi(w: World) -> Words:
    return Words(MULTI, "that are multi-risk", "is a multi-risk service", "the service is a multi-risk service")


def does(w: World) -> Words:
    words = w.rng.choice(list(DOES))
    clause = f"on which users can {words}"
    return Words(
        ("functionality", DOES[words]), clause, f"enables users to {words}", f"the service enables users to {words}"
    )


def storage(w: World) -> Words:
    noun = "a file-storage and file-sharing service"
    return Words(("equals", "service_type", "file-storage and file-sharing"), f"that are {noun}s".replace("are a ", "are "),
                 f"is {noun}", f"the service is {noun}")  # fmt: skip


def purpose(w: World) -> Words:
    what = "the hosting or dissemination of regulated pornographic content"
    clause = f"the principal purpose of the service is {what}"
    return Words(("equals", "principal_purpose", "regulated pornographic content"),
                 f"the principal purpose of which is {what}", "", clause)  # fmt: skip


def having(w: World) -> Words:
    """A recommender system, means of knowing ages, proactive technology."""
    key, words = w.rng.choice(
        (
            ("recommender_system", "a content recommender system"),
            ("has_means_of_determining_age", "an existing means of determining the age of users"),
        )
    )
    return Words(("said", key), f"with {words}", f"has {words}", f"the service has {words}")


def category(w: World) -> Words:
    return Words(
        ("equals", "category", "1"),
        "that are Category 1 services",
        "is a Category 1 service",
        "the service is a Category 1 service",
    )


def any_leaf(w: World) -> Words:
    return w.rng.choice((risk, risk, risk, users, large, multi, does, storage, having, category))(w)


def two(w: World) -> tuple[Words, Words]:
    while True:
        a, b = any_leaf(w), any_leaf(w)
        if a.truth != b.truth:
            return a, b


# --- shapes


def all_services(w: World) -> Made:
    return (("all", ()), "All services", f"{lead(w)}.")


def one(w: World) -> Made:
    a = any_leaf(w)
    return (a.truth, f"Services {a.behind}", f"{verb(w)} {a.verb}.")


def adjectives(w: World) -> Made:
    word, op = w.rng.choice((("or", "any"), ("and", "all")))
    words = ["large", "multi-risk"]
    w.rng.shuffle(words)
    a, b = words
    index = w.rng.choice(
        (f"{a.capitalize()} {word} {b} services", f"Services that are {a} {word} {b}", f"All {a} {word} {b} services")
    )
    return ((op, (LARGE, MULTI)), index, f"{verb(w)} is {'either' if word == 'or' else 'both'} {a} {word} {b}.")


def neither(w: World) -> Made:
    listed = f"{verb(w)} is neither:\na) a large service; nor\nb) a multi-risk service."
    plain = f"{verb(w)} is neither large nor multi-risk."
    truth = ("not", ("any", (LARGE, MULTI)))
    return (truth, "Services that are neither large nor multi-risk", w.rng.choice((listed, plain)))


def denied(w: World) -> Made:
    return (("not", LARGE), "Services that are not large", f"{verb(w)} is not a large service.")


def large_or_risk(w: World) -> Made:
    r = risk(w)
    index = w.rng.choice(
        (
            f"Services that are large or {r.behind}",
            f"Large services, and services {r.behind}",
            f"Large services or services {r.behind}",
        )
    )
    return (("any", (LARGE, r.truth)), index, f"{verb(w)} is either:\na) a large service; or\nb) {r.behind}.")


def large_and(w: World) -> Made:
    a = w.rng.choice((risk, users, does, having))(w)
    return (("all", (LARGE, a.truth)), f"Large services {a.behind}", f"{verb(w)} is a large service and {a.verb}.")


def relative(w: World) -> Made:
    r, u = risk(w), w.rng.choice((users, large, storage, having))(w)
    return (
        ("all", (r.truth, u.truth)),
        f"Services {r.behind} that {plural(u.verb)}",
        f"{verb(w)} {r.verb} and which {u.verb}.",
    )


def plural(verb_: str) -> str:
    """`is a large service` of several services."""
    for one_, many in (("is a Category 1 service", "are Category 1 services"), ("is a large service", "are large"), ("is a multi-risk service", "are multi-risk"),
                       ("is a file-storage and file-sharing service", "are file-storage and file-sharing services")):  # fmt: skip
        verb_ = verb_.replace(one_, many)
    return (
        verb_.replace("is ", "are ", 1)
        if verb_.startswith("is ")
        else verb_.replace("has ", "have ", 1).replace("enables", "enable")
    )


def either_list(w: World) -> Made:
    a, b = two(w)
    how = w.rng.choice(("", " meets either of the following conditions", " meets any one or more of the following"))
    truth = ("any", (a.truth, b.truth))
    if how:
        text = f"{verb(w)}{how}:\na) {a.clause}; or\nb) {b.clause}."
    else:
        text = f"{verb(w)} either:\na) {a.verb}; or\nb) {b.verb}."
    return (
        truth,
        f"Services that come within either of the following: (a) services {a.behind}; or (b) services {b.behind}",
        text,
    )


def both_list(w: World) -> Made:
    a, b = two(w)
    text = f"{verb(w)} meets {w.rng.choice(('both', 'all'))} of the following conditions:\na) {a.clause}; and\nb) {b.clause}."
    return (("all", (a.truth, b.truth)), "", text)


def three_list(w: World) -> Made:
    a, b = two(w)
    c = risk(w)
    text = f"{verb(w)}:\na) {a.verb};\nb) {b.verb}; or\nc) {c.verb}."
    return (("any", (a.truth, b.truth, c.truth)), "", text)


def limbs(w: World) -> Made:
    """High risk with one of several properties, or large with a lower bar: the shape of hash matching measures."""
    kind = w.rng.choice(w.kinds)
    items = [users(w), storage(w)] + ([purpose(w)] if w.rng.random() < 0.5 else [])
    w.rng.shuffle(items)
    high, some = ("risk", ("high",), (kind,), 1), ("risk", ("medium", "high"), (kind,), 1)
    truth = ("any", (("all", (high, ("any", tuple(i.truth for i in items)))), ("all", (LARGE, some))))
    last = f"is large and at medium or high risk of {kind}"
    said = [item.verb or item.clause for item in items]
    inner = "; ".join(
        f"({ROMANS[n]}) {each}" if n < len(said) - 1 else f"or ({ROMANS[n]}) {each}" for n, each in enumerate(said)
    )
    index = (
        f"Services that come within either of the following: (a) is at high risk of {kind}, and: {inner}; or (b) {last}"
    )
    rows = [
        f"{ROMANS[n]}) {each};{' or' if n == len(said) - 2 or n == len(said) - 1 else ''}"
        for n, each in enumerate(said)
    ]
    paragraph = "\n".join((f"{verb(w)}:", f"a) is at high risk of {kind}, and:", *rows, f"b) {last}."))
    return (truth, w.rng.choice((index, "")), paragraph)


def risk_list(w: World) -> Made:
    levels, said = level(w)
    kinds = w.rng.sample(w.kinds, w.rng.randint(2, 4))
    rows = [
        f"{LETTERS[n]}) {kind}{'.' if n == len(kinds) - 1 else '; or' if n == len(kinds) - 2 else ';'}"
        for n, kind in enumerate(kinds)
    ]
    front, before = w.rng.choice((("is", ()), ("is a large service", (LARGE,))))
    words = f"{front} at {said} risk of one or more of these kinds of {'content' if w.children else 'illegal harm'}:"
    truth: Truth = ("risk", levels, tuple(kinds), 1)
    return (("all", (*before, truth)), "", "\n".join((f"{verb(w)} {words}", *rows)))


def listed_above(w: World) -> Made:
    """The second limb counts the kinds that the first limb lists."""
    kinds = w.rng.sample(w.kinds, 3)
    what = "content" if w.children else "illegal harm"
    rows = [f"{ROMANS[n]}) {kind};{' or' if n == 2 else ''}" for n, kind in enumerate(kinds)]
    text = "\n".join((
        f"{verb(w)} meets either of the following conditions:",
        f"a) the service is large and at medium risk of any of these kinds of {what}:", *rows,
        f"b) the service is at high risk of any of the kinds of {what} listed in sub-paragraph (a).",
    ))  # fmt: skip
    first = ("all", (LARGE, ("risk", ("medium",), tuple(kinds), 1)))
    return (("any", (first, ("risk", ("high",), tuple(kinds), 1))), "", text)


def means_and(w: World) -> Made:
    kind = w.rng.choice(w.kinds)
    high, mid = ("risk", ("high",), (kind,), 1), ("risk", ("medium",), (kind,), 1)
    index = f"Services with an existing means of determining the age of a user that are at high risk of {kind}, or are large and at medium risk of {kind}"
    text = f"{verb(w)} has an existing means of determining the age of users, and is:\na) at high risk of {kind}; or\nb) a large service at medium risk of {kind}."
    return (("all", (("said", "has_means_of_determining_age"), ("any", (high, ("all", (LARGE, mid)))))), index, text)


def headed_list(w: World) -> Made:
    a, b = two(w)
    head = w.rng.choice((large, does, having, users))(w)
    text = f"{verb(w)} {head.verb} and that:\na) {a.verb}; or\nb) {b.verb}."
    return (("all", (head.truth, ("any", (a.truth, b.truth)))), "", text)


def other_measure(w: World) -> Made:
    if not w.truths:
        return all_services(w)
    label = w.rng.choice(list(w.truths))
    no = w.rng.random() < 0.5
    words = f"to which Recommendation {label} {'does not apply' if no else 'applies'}"
    truth: Truth = ("measure", label)
    return (("not", truth) if no else truth, f"Services {words}", f"{lead(w)} {words}.")


def exception(w: World) -> Made:
    text = w.rng.choice(
        (f"Large services except those {w.rng.choice(ODD)}", f"Large services, unless they are {'on the high seas'}")
    )
    return (("all", (LARGE, ODD_TRUTH)), text, "")


def odd(w: World) -> Made:
    a, words = any_leaf(w), w.rng.choice(ODD)
    if w.rng.random() < 0.5:
        return (ODD_TRUTH, f"Services {words}", f"{lead(w)} {words}.")
    return (("any", (a.truth, ODD_TRUTH)), "", f"{lead(w)} either:\na) {a.behind}; or\nb) {words}.")


def odd_and(w: World) -> Made:
    a = any_leaf(w)
    text = f"{verb(w)} meets both of the following conditions:\na) {a.clause}; and\nb) the service is one {w.rng.choice(ODD)}."
    return (("all", (a.truth, ODD_TRUTH)), "", text)


def assurance(w: World) -> Made:
    rest = w.rng.choice(("", " to identify child users for the purpose of the measures in this Code"))
    truth: Truth = ("said", "uses_highly_effective_age_assurance")
    made: Truth = ("all", (truth, ODD_TRUTH)) if rest else truth
    return (made, "", f"{verb(w)} uses highly effective age assurance{rest}.")


def barred(w: World) -> Made:
    apart = w.rng.choice([kind for kind in w.kinds if "," not in kind])
    levels, said = level(w)
    kinds = tuple(kind for kind in w.kinds if kind != apart)
    phrase = f"at {said} risk of any kind of {w.noun} other than {apart}"
    return (("risk", levels, kinds, 1), f"Services {phrase}", f"{verb(w)} is {phrase}.")


def lacking(w: World) -> Made:
    return (("not", ("said", "recommender_system")), "", f"{verb(w)} does not have a content recommender system.")


def allowed(w: World) -> Made:
    if not w.children:
        return risk_list(w)
    if w.rng.random() < 0.5:
        text = f"{verb(w)} does not prohibit one or more kinds of primary priority content."
        return (("allowed", "Primary priority content"), "", text)
    text = f"{lead(w)} where one or more kinds of priority content are allowed on the service."
    return (("allowed", "Priority content"), "", text)


def chained(w: World) -> Made:
    r, u, d = risk(w), users(w), does(w)
    index = f"Services {r.behind} that {plural(u.verb)} and {d.behind}"
    return (("all", (r.truth, u.truth, d.truth)), index, f"{verb(w)} {r.verb}, that {u.verb} and {d.behind}.")


def three_deep(w: World) -> Made:
    a, b = two(w)
    c, d = two(w)
    text = "\n".join((
        f"{verb(w)} meets either of the following conditions:", "a) the service meets both of the following conditions:",
        f"i) {a.clause}; and", f"ii) {b.clause}; or", "b) the service meets either of the following conditions:",
        f"i) {c.clause}; or", f"ii) {d.clause}.",
    ))  # fmt: skip
    return (("any", (("all", (a.truth, b.truth)), ("any", (c.truth, d.truth)))), "", text)


SHAPES: tuple[Callable[[World], Made], ...] = (
    all_services, one, one, adjectives, neither, denied, large_or_risk, large_and, relative, either_list, both_list,
    three_list, limbs, limbs, risk_list, listed_above, means_and, headed_list, other_measure, exception, odd, odd_and,
    assurance, barred, lacking, allowed, chained, three_deep,
)  # fmt: skip
