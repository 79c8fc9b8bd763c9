"""Tables carried through steps, and checks of what a step touched: `label_index` and `postconditions`.

Everything that is read only where something changed is held against the same read in full.
"""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_code import code, definition, measure, paragraph

from corpus.effect import Effect
from corpus.provision import Provision, walk
from diffs.execute.label_index import Survey, key_of, labelled, survey
from diffs.execute.number_order import ascending
from diffs.execute.postconditions import prove, require
from diffs.execute.refused import NotApplied
from diffs.execute.tree import Forest, Path, at, children, insert, label_at, paths, put

BASE = code().provisions
LOOSE = Provision(
    "group", heading="More", children=(Provision("text", text="loose"), paragraph("XYZ C1.5", "x", "a) one"))
)
SAME = Provision("table", children=(Provision("text", text="cell"),))
NOTE = Provision("footnote", num="1", text="a note")
BASES = (
    BASE,
    (*BASE, LOOSE, paragraph("1.2", "Second."), paragraph("1.1", "First.")),
    (
        measure("XYZ C1", "One", paragraph("XYZ C1.1", "a"), paragraph("XYZ C1.4", "b")),
        LOOSE,
        SAME,
        copy.deepcopy(SAME),
    ),
    (*BASE, BASE[1], Provision("footnote", num="1", text="again")),
    (Provision("group", children=BASE), Provision("text", text="after")),
)
NEW = (
    paragraph("XYZ C1.8", "New."),
    paragraph("XYZ C1.2", "There already.", "a) item"),
    paragraph("XYZ C1.2(d)", "last", kind="subparagraph"),
    measure("XYZ C9", "New", paragraph("XYZ C9.1", "x")),
    definition("cat", "A beast."),
    Provision("text", text="loose words"),
    LOOSE,
    NOTE,
)


@dataclass(frozen=True)
class Edited:
    """A version after some edits, and the labels of what the edits touched."""

    forest: Forest
    touched: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def reworded(forest: Forest, path: Path, _draw: Callable[[int], int]) -> Forest:
    """Other words in a node."""
    node = at(forest, path)
    return put(forest, path, (replace(node, text=node.text + " more"),))


def dropped(forest: Forest, path: Path, _draw: Callable[[int], int]) -> Forest:
    """A node taken out with everything under it."""
    return put(forest, path, ())


def doubled(forest: Forest, path: Path, _draw: Callable[[int], int]) -> Forest:
    """The same object twice."""
    return put(forest, path, (at(forest, path),) * 2)


def added(forest: Forest, path: Path, draw: Callable[[int], int]) -> Forest:
    """Something new before a node."""
    return put(forest, path, (NEW[draw(len(NEW))], at(forest, path)))


def grouped(forest: Forest, path: Path, _draw: Callable[[int], int]) -> Forest:
    """A node one level further down."""
    return put(forest, path, (Provision("group", children=(at(forest, path),)),))


def opened(forest: Forest, path: Path, _draw: Callable[[int], int]) -> Forest:
    """The children of a node in its place."""
    return put(forest, path, at(forest, path).children)


def split(forest: Forest, path: Path, draw: Callable[[int], int]) -> Forest:
    """A node divided between two of its children."""
    node = at(forest, path)
    place = draw(len(node.children) + 1)
    rest = Provision("group", children=node.children[place:])
    return put(forest, path, (node.with_children(node.children[:place]), rest))


def moved(forest: Forest, path: Path, draw: Callable[[int], int]) -> Forest:
    """A node in another place, perhaps under another parent."""
    without = put(forest, path, ())
    places = [(), *(place for place, _ in paths(without))]
    parent = places[draw(len(places))]
    return insert(without, parent, draw(len(children(without, parent)) + 1), (at(forest, path),))


def renewed(forest: Forest, path: Path, _draw: Callable[[int], int]) -> Forest:
    """An equal node that is another object."""
    return put(forest, path, (copy.deepcopy(at(forest, path)),))


EDITS = (reworded, dropped, doubled, added, added, grouped, opened, split, moved, moved, renewed)
EDIT, OTHER_LABEL = st.sampled_from(EDITS), st.sampled_from(["XYZ C1.9", "XYZ C1.2", "XYZ C7", "1.3", "Section 4/B"])
FEW, ONE_IN_FOUR = st.integers(1, 3), st.integers(0, 3)
FROM, EFFECT_TYPE, CONTENT = (
    st.sampled_from(BASES),
    st.sampled_from(["substituted", "inserted"]),
    st.sampled_from([(), NEW]),
)


@st.composite
def edited(draw: st.DrawFn, base: Forest) -> Edited:
    """A version after one to three edits, of which renumbering is one kind."""
    forest, touched, renamed = base, list[str](), dict[str, str]()
    for _ in range(draw(FEW)):
        places = list(paths(forest))
        if not places:
            break
        path, node = places[draw(st.integers(0, len(places) - 1))]
        touched.append(label_at(forest, path))
        if node.label and draw(ONE_IN_FOUR) == 0:
            label = draw(OTHER_LABEL)
            renamed[node.label] = label
            forest = put(forest, path, (replace(node, label=label),))
            continue
        edit = draw(EDIT)
        forest = edit(forest, path, lambda size: draw(st.integers(0, max(size - 1, 0))))
    return Edited(forest, tuple(touched), tuple(renamed.items()))


@st.composite
def steps(draw: st.DrawFn) -> tuple[Forest, Edited, tuple[Effect, ...], bool]:
    """A version, the same after some edits, effects that name some of what was edited, and whether order matters."""
    base = draw(FROM)
    after = draw(edited(base))
    named = [label for label in after.touched if label and draw(st.booleans())]
    effects = [Effect("1", draw(EFFECT_TYPE), label=label) for label in named]
    content = draw(CONTENT)
    return (
        base,
        after,
        (*effects, Effect("1", "inserted", label=None, anchor="1.1", content=content)),
        draw(st.booleans()),
    )


def verdict(
    before: Survey, after: Survey, effects: Iterable[Effect], renamed: dict[str, str], in_order: bool
) -> object:
    """What the conditions say about a step: the keys named, or the reason against it."""
    try:
        return require(before, after, tuple(effects), renamed, in_order=in_order)
    except NotApplied as error:
        return str(error)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(steps())
def test_what_a_step_touched_is_judged_like_the_whole(
    step: tuple[Forest, Edited, tuple[Effect, ...], bool],
) -> None:
    """A copy shares no object with the version before, so everything of it is read; the verdict is the same."""
    base, after, effects, in_order = step
    before = survey(base)
    whole = survey(copy.deepcopy(after.forest))
    labels = [node.label for node in walk(base) if node.label]
    for renamed in ({}, dict(after.renamed), {labels[0]: labels[-1]}):
        judged = verdict(before, survey(after.forest, before), effects, renamed, in_order)
        assert judged == verdict(before, whole, effects, renamed, in_order)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_tables_carried_through_edits_are_those_of_the_result(data: st.DataObject) -> None:
    """After each of several steps they equal tables made afresh."""
    now = survey(data.draw(FROM))
    for _ in range(3):
        after = data.draw(edited(now.forest))
        now = survey(after.forest, now)
        assert now == survey(after.forest)
        keys = [key for node in walk(now.forest) if (key := key_of(node)) is not None]
        assert now.unique == (len(set(keys)) == len(keys))
        for label in {node.label for node in walk(now.forest) if node.label}:
            assert labelled(now, label) == [
                p for p, n in paths(now.forest) if n.label and key_of(n) == key_of_label(label)
            ]


def key_of_label(label: str) -> str | None:
    """The key of a provision with this label."""
    return key_of(Provision("text", label))


ITEMS = st.sampled_from(["a", "aa", "b", "c", "h", "i", "ii", "iii", "v", "za"]).map("XYZ C1.1({})".format)
NUMBERS = st.sampled_from(["1", "2", "2A", "3", "10", "12"]).map("XYZ C1.{}".format)


@settings(max_examples=300)
@given(st.one_of(st.lists(ITEMS, unique=True, max_size=5), st.lists(NUMBERS, unique=True, max_size=5)), st.data())
def test_new_numbers_may_not_disturb_an_order(labels: list[str], data: st.DataObject) -> None:
    """What stood in order without them must stand in order with them, read as a whole list."""
    new = [label for label in labels if data.draw(st.booleans())]
    nodes = {label: Provision("paragraph", label) for label in labels}
    before, after = (
        (Provision("measure", "XYZ C1", children=tuple(nodes[label] for label in there)),)
        for there in ([label for label in labels if label not in new], labels)
    )
    effect = Effect("1", "inserted", label="XYZ C1", content=tuple(nodes[label] for label in new))
    judged = verdict(survey(before), survey(after, survey(before)), [effect], {}, in_order=True)
    disturbed = ascending([label for label in labels if label not in new]) and not ascending(labels)
    assert str(judged).startswith("the numbers would be out of order") == disturbed


ONE, TWO, LATE = (paragraph(f"XYZ C1.{number}", "x") for number in ("1", "2", "1A"))
GROUP = Provision("group", children=(ONE,))
PAIR = Provision("group", children=(ONE, TWO))
TWIN = copy.deepcopy(SAME)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((GROUP, TWO), (GROUP, TWO, LATE), "the numbers would be out of order: XYZ C1.1A after XYZ C1.2"),
        ((PAIR,), (PAIR, LATE), "the numbers would be out of order: XYZ C1.1A after XYZ C1.2"),
        ((GROUP, TWO), (TWO, GROUP), "change places"),
        ((SAME, TWIN), (TWIN, copy.deepcopy(SAME)), "{"),
    ],
    ids=["beside a group", "after a group", "a group moved", "equal tables"],
)
def test_subtrees_that_stayed_the_same_count_in_order_and_words(before: Forest, after: Forest, expected: str) -> None:
    """They are not read again, and yet what changed beside them is judged with them."""
    one, other = ((Provision("measure", "XYZ C1", children=forest),) for forest in (before, after))
    effect = Effect("1", "inserted", label="XYZ C1", content=(LATE,))
    start = survey(one)
    judged = verdict(start, survey(other, start), [effect], {}, in_order=True)
    assert expected in str(judged)
    assert judged == verdict(start, survey(copy.deepcopy(other)), [effect], {}, in_order=True)


def test_a_step_looks_only_at_what_is_beside_its_path() -> None:
    """The tables of every subtree that is the same object are the same objects."""
    before = survey(BASE)
    (path,) = labelled(before, "XYZ C1.1")
    after = survey(put(BASE, path, (paragraph("XYZ C1.1", "Other words."),)), before)
    kept = [new is old for new, old in zip(after.roots.below, before.roots.below, strict=True) if new]
    assert kept == [True, False, True]


def test_the_last_proof_finds_what_no_instruction_named_and_tables_that_went_astray() -> None:
    """Neither can happen unless keeling is wrong, so no result is given."""
    before = survey(BASE)
    (path,) = labelled(before, "XYZ C1.1")
    after = survey(put(BASE, path, (paragraph("XYZ C1.1", "Other words."),)), before)
    prove(before, after, {"xyzc1.1"}, {})
    with pytest.raises(AssertionError, match=r"would change: xyzc1\.1"):
        prove(before, after, {"xyzc1.2"}, {})
    with pytest.raises(AssertionError, match="tables"):
        prove(before, replace(after, roots=replace(after.roots, count=1)), {"xyzc1.1"}, {})
    with pytest.raises(AssertionError, match="tables"):
        prove(before, survey((*BASE, BASE[1])) and replace(after, unique=False), {"xyzc1.1"}, {})
