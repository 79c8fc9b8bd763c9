"""Kinds of harm that no table lists: a measure's own list names them."""

from corpus.condition import Condition
from diffs.apply.decide import decide
from diffs.apply.profile import read
from parser.codes.applicability import applicability
from parser.document import parse

CODE = """Protection of Children code of practice for user-to-user services

4 Recommended measures

QRS C1 Lamps in a storm

Application

QRS C1.1 This measure applies to each service which meets either of the following conditions:

a) the service is large, and its risk of any of these kinds of content is medium:

i) bullying content;

ii) body stigma content; or

b) the risk of any kind of content listed in sub-paragraph (a) is high.

Recommendation

QRS C1.2 The provider should light a lamp.

QRS C2 Bells in a storm

Application

QRS C2.1 This measure applies to each large service for which the risk of any kind of content
listed in paragraph QRS C1.1(a) is medium or high.

Recommendation

QRS C2.2 The provider should ring a bell.

QRS C3 Flags in a storm

Application

QRS C3.1 This measure applies to each service at high risk of any kind of content harmful to children.

Recommendation

QRS C3.2 The provider should fly a flag.
"""
LARGE = {"likely_accessed_by_children": True, "large": True, "monthly_uk_users": 9_000_000}


def risks(condition: Condition | None) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Levels and kinds of every leaf about risk."""
    return [(leaf.levels, leaf.kinds) for leaf in condition.leaves() if leaf.op == "risk"] if condition else []


def test_a_list_of_kinds_names_kinds() -> None:
    """Read where they are listed, where the next item refers to them, and where another measure does."""
    first, second, _ = applicability(parse(CODE.encode(), name="code.txt")).measures
    kinds = ("bullying content", "body stigma content")
    assert risks(first.paragraph) == [(("medium",), kinds), (("high",), kinds)]
    assert risks(second.paragraph) == [(("medium", "high"), kinds)]


def test_kinds_of_a_list_are_not_all_kinds() -> None:
    """`any kind of content` stays unanswered: a kind that no list names may be the one at risk."""
    made = applicability(parse(CODE.encode(), name="code.txt"))
    low = {"bullying content": "low", "body stigma content": "low"}
    answers = decide(read({"likely_accessed_by_children": True, "risk_children": low}), made).measures
    assert [each.applies for each in answers] == [False, False, None]
