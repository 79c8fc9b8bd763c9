"""Words of a change that none of its instructions orders are said, wherever the change is said to be ordered."""

import pytest
from made_versions import code, measure, section

from corpus.effect import Effect
from corpus.provision import Provision
from corpus.work import Expression
from diffs.compare.between import between, to_json
from diffs.explain.reconcile import reconcile, sentences

POOL = "A pool should not be deeper than 45 inches where small children use it."
ITEM = "XYZ A1.1"


def versions(before: str, after: str) -> tuple[Expression, Expression]:
    first, second = (code(section(measure("XYZ A1", "Pools", text))) for text in (before, after))
    return first, second


def beyond(before: str, after: str, *effects: Effect) -> list[bool]:
    """Of each change that an instruction explains, whether other words changed too."""
    declared = Expression("Amendments", "amendment", (), "xyz-am", effects=effects)
    found = reconcile(between(*versions(before, after)), [declared])
    said = [each.change.effect.beyond for each in found.explained if each.change.effect]
    assert any("other words changed too in A1.1" in sentence for sentence in sentences(found)) is any(said)
    assert ("'beyond': True" in str(to_json(found.comparison))) is any(said)
    return said


def words(old: str | None, new: str | None, **more: object) -> Effect:
    kind = "words substituted" if old and new else "words inserted" if new else "words omitted"
    return Effect("2", kind, "xyz", ITEM, old_text=old, new_text=new, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "effects", "expected"),
    [
        (POOL.replace("45", "30"), [words("45", "30")], False),
        (POOL.replace("not ", "").replace("45", "30"), [words("45", "30")], True),
        (POOL.replace("45", "30").replace("small ", ""), [words("45", "30"), words("small", None)], False),
        (POOL.replace("45", "30").replace("small ", ""), [words("45", "30")], True),
        (POOL.replace("45", "30").replace("should", "must"), [words("45", "30")], True),
        (POOL.replace(" inches", " inches, 40 in summer,"), [words(None, ", 40 in summer,")], False),
        (POOL.replace(" inches", " feet, 40 in summer,"), [words(None, ", 40 in summer,")], True),
        (POOL.replace("where small children", "there"), [words("where small", None, until_text="children")], False),
    ],
    ids=[
        "as ordered",
        "a lost not",
        "two orders",
        "one of two",
        "another duty",
        "put in",
        "and changed",
        "run of words",
    ],
)
def test_words_that_nobody_quotes(after: str, effects: list[Effect], expected: bool) -> None:
    """A "not" that went beside a figure that was to change is no instruction's; runs of words are not judged."""
    assert beyond(POOL, after, *effects) == [expected]


@pytest.mark.parametrize("lost", ["", "not "])
def test_a_provision_put_in_has_the_words_that_were_ordered(lost: str) -> None:
    """Where what was published in a provision's place lacks a word of the instruction, or has another, it is said."""
    ordered = Provision(
        "paragraph", ITEM, "1", text="A pool should not be open at night, nor should it be lit.", printed="A1.1"
    )
    effect = Effect("2", "substituted", "xyz", ITEM, content=(ordered,))
    assert beyond(POOL, ordered.text.replace(lost, "") if lost else ordered.text, effect) == [bool(lost)]


@pytest.mark.parametrize("lost", ["", "not "])
def test_a_new_measure_has_the_words_that_were_ordered(lost: str) -> None:
    """The paragraphs of a measure that is inserted count with it."""
    new = measure("XYZ A2", "Diving", "Nobody should not look.", "Everybody should dive.")
    published = measure(
        "XYZ A2", "Diving", "Nobody should not look.".replace(lost or "\0", ""), "Everybody should dive."
    )
    before = code(section(measure("XYZ A1", "Pools", POOL)))
    after = code(section(measure("XYZ A1", "Pools", POOL), published))
    effect = Effect("2", "inserted", "xyz", "Section 4/A", "end", content=(new,))
    found = reconcile(between(before, after), [Expression("Amendments", "amendment", (), "xyz-am", effects=(effect,))])
    assert [each.change.effect.beyond for each in found.explained if each.change.effect] == [bool(lost)]
