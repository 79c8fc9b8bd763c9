"""Conditions of measures read from their words: phrases, what joins them, definitions, tables of kinds."""

import pytest

from corpus.condition import Condition, Kind
from corpus.provision import Provision
from corpus.work import Expression
from parser.codes.applicability import applicability, inline, permissive
from parser.codes.condition_clauses import Clause, read_clause
from parser.codes.condition_phrases import Phrases
from parser.codes.condition_words import counted, levels, number
from parser.document import parse

KINDS = tuple(
    Kind(name)
    for name in (
        "Terrorism",
        "Abuse of children: grooming",
        "Hate",
        "Harassment, stalking, threats and abuse",
        "Fraud and financial offences",
    )
)


def shown(condition: Condition) -> str:
    """A condition in short."""
    if condition.op in ("all", "any", "not"):
        return f"{condition.op}({', '.join(map(shown, condition.parts))})"
    if condition.op == "risk":
        kinds = "+".join(condition.kinds) if len(condition.kinds) < 4 else len(condition.kinds)
        return f"risk[{'/'.join(condition.levels)}|{kinds}|{condition.count}]"
    return condition.op if condition.op == "unreadable" else f"{condition.op}:{condition.value}"


def read(text: str) -> str:
    """A sentence read with the kinds above."""
    return shown(read_clause(inline(text, "XYZ C1"), Phrases(KINDS, "XYZ")))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("All services", "all()"),
        ("All large services", "fact:large"),
        ("Large or multi-risk services", "any(fact:large, fact:multi-risk)"),
        ("Large and multi-risk services", "all(fact:large, fact:multi-risk)"),
        ("Services that are neither large nor multi-risk", "not(any(fact:large, fact:multi-risk))"),
        ("services that are not large", "not(fact:large)"),
        ("services at high risk of hate or terrorism", "risk[high|Hate+Terrorism|1]"),
        ("services at medium or high risk of both hate and terrorism", "risk[medium/high|Hate+Terrorism|2]"),
        (
            "services at high risk of harassment, stalking, threats and abuse or hate",
            "risk[high|Harassment, stalking, threats and abuse+Hate|1]",
        ),
        (
            "large services, or services at high risk of three or more kinds of illegal harm",
            "any(fact:large, risk[high|5|3])",
        ),
        (
            "Services with direct messaging functionality at high risk of grooming",
            "all(functionality:direct messaging, risk[high|Abuse of children: grooming|1])",
        ),
        (
            "services that are large or multi-risk and on which users can send direct messages",
            "all(any(fact:large, fact:multi-risk), functionality:direct messaging)",
        ),
        (
            "Services with a means of determining ages of users that are at high risk of hate, or are large"
            " and at medium risk of hate",
            "all(fact:has_means_of_determining_age, any(risk[high|Hate|1], all(fact:large, risk[medium|Hate|1])))",
        ),
        (
            "services that are (a) at high risk of hate and (i) have more than 700,000 monthly active UK"
            " users or (ii) are large; or (b) multi-risk",
            "any(all(risk[high|Hate|1], any(users:700000, fact:large)), fact:multi-risk)",
        ),
        ("Category 1 services or Category 2B services", "any(category:1, category:2B)"),
        ("a service to which Recommendation XYZ B2 does not apply", "not(measure:XYZ B2)"),
        ("a service to which H2K S1 applies", "measure:H2K S1"),
        ("services with fewer than 1 million monthly active UK users", "not(users:999999)"),
        (
            "large services, and services with more than 700,000 monthly active UK users",
            "any(fact:large, users:700000)",
        ),
        ("Large services or services at high risk of hate", "any(fact:large, risk[high|Hate|1])"),
        (
            "large services, services at high risk of hate or services with more than 700,000 monthly active UK users",
            "any(fact:large, risk[high|Hate|1], users:700000)",
        ),
        ("services that do not have a content recommender system", "not(fact:recommender_system)"),
        ("services that are not large and are at high risk of hate", "all(not(fact:large), risk[high|Hate|1])"),
        ("services that are neither: (a) large services; nor (b) multi-risk", "not(any(fact:large, fact:multi-risk))"),
        ("services at least at medium risk of hate", "risk[medium/high|Hate|1]"),
        (
            "services that are at least at medium risk of two or more of the following kinds of harm: (a) hate;"
            " (b) terrorism; (c) grooming",
            "risk[medium/high|Hate+Terrorism+Abuse of children: grooming|2]",
        ),
        (
            "services that are not at high risk of any of these kinds of harm: (a) hate; (b) terrorism",
            "not(risk[high|Hate+Terrorism|1])",
        ),
        (
            "services that are not any of the following: (a) large; (b) multi-risk",
            "not(any(fact:large, fact:multi-risk))",
        ),
        (
            "services that are neither large nor multi-risk but are at high risk of hate",
            "all(not(any(fact:large, fact:multi-risk)), risk[high|Hate|1])",
        ),
        (
            "Services at high risk of hate or terrorism, and large services at medium risk of hate",
            "any(risk[high|Hate+Terrorism|1], all(fact:large, risk[medium|Hate|1]))",
        ),
        (
            "Large services at high risk of hate or multi-risk services",
            "any(all(fact:large, risk[high|Hate|1]), fact:multi-risk)",
        ),
        ("All large services and all multi-risk services", "any(fact:large, fact:multi-risk)"),
        (
            "services that are at high risk of hate and either (a) are large; or (b) are multi-risk",
            "all(risk[high|Hate|1], any(fact:large, fact:multi-risk))",
        ),
        ("Large services only", "fact:large"),
        (
            "services that meet one or both of the following: (a) the service is large; (b) the service is multi-risk",
            "any(fact:large, fact:multi-risk)",
        ),
        (
            "services that are large, or meet both of the following: (a) at high risk of hate; and (b) multi-risk",
            "any(fact:large, all(risk[high|Hate|1], fact:multi-risk))",
        ),
        (
            "services likely to be accessed by children, if large or multi-risk",
            "all(fact:likely_accessed_by_children, any(fact:large, fact:multi-risk))",
        ),
        ("services with 700,000 or fewer monthly active UK users", "not(users:700000)"),
        ("services the number of monthly active UK users of which exceeds 700,000", "users:700000"),
        ("services with at least one hundred thousand monthly active UK users", "users:99999"),
        ("services at high risk of more than two kinds of illegal harm", "risk[high|5|3]"),
        (
            "services that are either (a) large and at medium risk of hate; or (b) at high risk of any of the"
            " kinds of illegal harm listed in sub-paragraph (a)",
            "any(all(fact:large, risk[medium|Hate|1]), risk[high|Hate|1])",
        ),
    ],
)
def test_a_sentence_is_read_as_a_tree(text: str, right: str) -> None:
    """Phrases are joined as English joins them: lists, commas, relative clauses, either and neither."""
    assert read(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "All services except large services",
        "services other than those that are large, and at high risk of hate",
        "services at high risk of hate and terrorism",
        "services exempt from large",
        "large services and services with more than 700,000 monthly active UK users",
        "large services; and services with more than 700,000 monthly active UK users",
        "services that are large or multi-risk and at high risk of hate",
        "services that are not large or multi-risk",
        "services that are not large, or at high risk of hate",
        "services that are not both large and multi-risk",
        "services likely to be accessed by children that are large, or at high risk of hate",
        "services that are a large service or a service at high risk of hate, and on which users can send direct messages",
        "services that are large and, if they are likely to be accessed by children, are at high risk of hate",
        "if it is large, is at high risk of hate",
        "services at high risk of hate, whether or not they are large",
        "services which have failed to find that they are not at high risk of hate",
        "Large services and multi-risk services",
        "Both large and multi-risk services",
        "Services at high risk of hate and services at high risk of terrorism",
        "Large services, in addition to services at high risk of hate",
        "Large services plus any service at high risk of hate",
        "Large services\nMulti-risk services",
        "services that are large, and of any other service at high risk of hate",
        "services at high risk of hate; and of each other service that is large",
        "services on which users may not send direct messages",
        "services that fail to meet any of the following: (a) large services; (b) multi-risk services",
        "services at high risk of hate even if they are not large",
        "Multi-risk services, large or not",
        "services that are likely to be accessed by children and are large or are: (a) multi-risk; or (b) at high risk of hate",
        "services at no more than medium risk of these kinds of harm: (a) hate; or (b) terrorism",
    ],
)
def test_what_has_two_readings_or_none_is_not_decided(text: str) -> None:
    """An exception, or words that two readings fit, never become a condition that can fail or hold."""
    made = read_clause(inline(text, "XYZ C1"), Phrases(KINDS, "XYZ"))
    assert {leaf.op for leaf in made.leaves()} == {"unreadable"}


def test_words_that_nothing_was_made_of_are_kept() -> None:
    """A limit that is not understood stands in the condition, with its words."""
    made = read_clause(Clause("large services unless they are ferries"), Phrases(KINDS, "XYZ"))
    assert made.unreadable == ("unless they are ferries",)


def test_numbers_levels_and_counts() -> None:
    """Numbers of users, levels of risk and counts of kinds in every form."""
    assert [number(text) for text in ("7 million", "700,000", "seven million", "1.5m")] == [
        7_000_000,
        700_000,
        7_000_000,
        1_500_000,
    ]
    assert levels("medium or high") == ("medium", "high")
    assert [counted(text) for text in ("one or more", "at least three", "any", "each", "more than one")] == [
        1,
        3,
        1,
        0,
        2,
    ]


CODE = """Code of practice on kites for user-to-user services

1 Scope

1.1 The Code applies to user-to-user services.

4 Recommended measures

KIT A1 Keep a log

Application

KIT A1.1 This measure applies to providers of every service that is either:

a) a large service; or

b) a multi-risk service.

Recommendation

KIT A1.2 The provider should keep a log of every kite.

KIT A2 Answer letters

Application

KIT A2.1 This measure applies to providers of every service.

Recommendation

KIT A2.2 The provider may leave a letter that makes no sense without an answer.

5 Definitions

5.1 A service is a large service if it has more than 3 million monthly active United Kingdom users.
"""


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("The provider may fly at dusk.", True),
        ("The provider may fly at dusk and need not tell anyone.", True),
        ("The provider may not fly at dusk.", False),
        ("The provider may only fly by day. The provider may rest.", False),
        ("The provider may fly. It cannot do so over a school.", False),
        ("The provider may fly. It shall keep a log.", False),
        ("The provider may fly, and is required to keep a log.", False),
        ("No provider may fly at dusk.", False),
    ],
)
def test_what_may_not_be_done_is_no_permission(words: str, only: bool) -> None:
    """A measure permits where it says what a provider may do, and nothing that it should or may not do."""
    paragraph = Provision("paragraph", "KIT A1.1", "A1.1", text=words)
    assert permissive(Provision("measure", "KIT A1", "A1", children=(paragraph,))) is only


@pytest.fixture(scope="module")
def code() -> Expression:
    """A small code in our own words."""
    return parse(CODE.encode(), name="code.txt")


def test_a_code_is_read_whole(code: Expression) -> None:
    """Every measure has its condition, definitions are those of the code, permission is told from recommendation."""
    made = applicability(code)
    assert made.service == "user-to-user"
    assert [(d.fact, shown(d.condition), d.label) for d in made.derived] == [("large", "users:3000000", "5.1")]
    first, second = made.measures
    assert (first.label, shown(first.paragraph or Condition("unreadable"))) == (
        "KIT A1",
        "any(fact:large, fact:multi-risk)",
    )
    assert (second.paragraph, second.permissive, first.permissive) is not None
    assert (second.permissive, first.permissive) == (True, False)


def test_every_leaf_names_the_words_and_the_place(code: Expression) -> None:
    """A limb of a list says which item it is and repeats the words that lead in."""
    leaves = list((applicability(code).measures[0].paragraph or Condition("unreadable")).leaves())
    assert [leaf.at for leaf in leaves] == ["KIT A1.1(a)", "KIT A1.1(b)"]
    assert leaves[1].sentence.endswith("a multi-risk service.")
    assert leaves[1].sentence.startswith("This measure applies to providers")


LISTED = " a) large services; or b) services at high risk of hate."


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("services at high risk of hate or services at high risk of terrorism, except large services",
         "all(any(risk[high|Hate|1], risk[high|Terrorism|1]), unreadable)"),
        ("services at high risk of hate or terrorism, except large ones", "all(risk[high|Hate+Terrorism|1], unreadable)"),
        ("large services, other than search services, or services at high risk of hate", "unreadable"),
        ("services that are not large, unless they are at high risk of hate", "unreadable"),
        ("services that are, or within the last year were, large", "unreadable"),
        ("services that enable users to livestream, other than large services", "all(functionality:livestreaming, unreadable)"),
        ("services that enable users to livestream only to friends", "all(functionality:livestreaming, unreadable)"),
        ("Large services. A service at high risk of hate need not apply it.", "all(fact:large, unreadable)"),
        ("Large services. Services at high risk of hate should apply it too.", "unreadable"),
        ("Services that are large, except where they are:" + LISTED, "all(fact:large, unreadable, unreadable)"),
        ("Services that do not meet any of the following:" + LISTED, "not(any(fact:large, risk[high|Hate|1]))"),
        ("Services that do not meet all of the following:" + LISTED, "not(all(fact:large, risk[high|Hate|1]))"),
    ],
)  # fmt: skip
def test_what_takes_services_out_is_never_read_as_a_limit_they_must_meet(text: str, right: str) -> None:
    """Exceptions, denials and further sentences limit what stands before them at most; else nothing is decided."""
    assert read(text) == right


@pytest.mark.parametrize(
    ("behind", "right"),
    [
        ("and that are at high risk of hate.", "all(any(fact:large, fact:multi-risk), risk[high|Hate|1])"),
        ("or are at high risk of hate.", "any(fact:large, fact:multi-risk, risk[high|Hate|1])"),
        ("unless they are at high risk of hate.", "all(any(fact:large, fact:multi-risk), unreadable)"),
        ("and of any other service at high risk of hate.", "unreadable"),
        ("together with services at high risk of hate.", "unreadable"),
        ("It does not apply to a service at high risk of hate.", "all(any(fact:large, fact:multi-risk), unreadable)"),
        ("It also applies to a service at high risk of hate.", "unreadable"),
        ("A log is a list of days.", "any(fact:large, fact:multi-risk)"),
    ],
)
def test_words_below_a_list_belong_to_all_of_it(behind: str, right: str) -> None:
    """They limit every item, or are an alternative to the list; what may add services to it leaves nothing decided."""
    items = (Clause("large; or", (), "XYZ C1.1(a)"), Clause("multi-risk,", (), "XYZ C1.1(b)"))
    clause = Clause("services that are:", items, "XYZ C1.1", behind)
    assert shown(read_clause(clause, Phrases(KINDS, "XYZ"))) == right
