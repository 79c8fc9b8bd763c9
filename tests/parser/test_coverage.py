"""The proof: a whole tree passes, and no defect gets by it."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.effect import Effect
from corpus.provision import Mark, Provision
from corpus.text import letters, words
from corpus.work import Drop
from parser.coverage import prove
from parser.readers.blocks import Block, Reading, printed

RULES = ("navigation", "page-footer", "supplier-directory")


def document(seed: int) -> tuple[Reading, tuple[Provision, ...]]:
    """A made-up code and its tree: sections, measures, items, rows, notes and furniture."""
    made = random.Random(seed)
    vocabulary = [
        f"{start}{end}"
        for start in ("lamp", "keep", "harb", "wick", "trim", "dusk")
        for end in ("", "er", "our", "ing", "s")
    ]

    def sentence(length: int = 0) -> str:
        chosen = [made.choice(vocabulary) for _ in range(length or made.randint(6, 18))]
        chosen.insert(made.randrange(len(chosen)), "not")
        chosen.insert(made.randrange(len(chosen)), str(made.randint(2, 90)))
        return " ".join(chosen).capitalize() + "."

    blocks, nodes = [Block("Home Contact", rule="navigation")], []
    for number in range(1, made.randint(4, 7)):
        title, text = sentence(3), sentence()
        items = [sentence() for _ in range(made.randint(0, 4))]
        blocks += [
            Block(f"XYZ A{number} {title}", "heading", 2),
            Block(f"XYZ A{number}.1 {text}", marks=(Mark(8, "1", "[1]"),)),
        ]
        blocks += [Block(f"{letter}) {item}", "item") for letter, item in zip("abcd", items, strict=False)]
        below = tuple(
            Provision("subparagraph", text=item, printed=f"{letter})")
            for letter, item in zip("abcd", items, strict=False)
        )
        paragraph = Provision(
            "paragraph",
            f"XYZ A{number}.1",
            text=text,
            printed=f"XYZ A{number}.1",
            children=below,
            marks=(Mark(0, "1", "[1]"),),
        )
        nodes.append(
            Provision("measure", f"XYZ A{number}", heading=title, printed=f"XYZ A{number}", children=(paragraph,))
        )
        if made.random() < 0.5:
            cells = (sentence(4), sentence(5))
            blocks.append(Block("", "row", cells=tuple(Block(cell, "cell") for cell in cells), table=number))
            nodes.append(Provision("row", children=tuple(Provision("text", text=cell) for cell in cells)))
        if made.random() < 0.3:
            blocks.append(Block(sentence(), rule=made.choice(RULES)))
    note = sentence()
    blocks.append(Block(note, "note", marker="1"))
    nodes.append(Provision("footnote", num="1", text=note, printed="1"))
    return Reading(tuple(blocks), "text"), tuple(nodes)


@pytest.mark.parametrize("seed", range(20))
def test_a_whole_tree_passes_and_the_sums_are_right(seed: int) -> None:
    """Nothing falls short, and every word is placed or dropped."""
    reading, nodes = document(seed)
    coverage = prove(reading, nodes, (), ())
    assert coverage.shortfall == ""
    assert coverage.words == len(words("\n".join(printed(block) for block in reading.blocks)))
    assert coverage.placed + coverage.dropped == coverage.words
    assert {drop.rule for drop in coverage.drops} == {block.rule for block in reading.blocks if block.rule}


def mutate(nodes: tuple[Provision, ...], made: random.Random) -> tuple[Provision, ...]:  # noqa: PLR0911 (one each)
    """One defect of the kinds that matter, somewhere in the tree."""
    flat = [node for root in nodes for node in root.walk()]
    texts = [node for node in flat if node.text]
    kind = made.choice(
        ["delete", "duplicate", "swap", "not", "digit", "row", "tail", "note", "letter", "merge", "glue"]
    )
    target = made.choice(texts)
    if kind == "delete":
        return rebuilt(nodes, {id(target): None})
    if kind == "duplicate":
        return rebuilt(nodes, {id(target): replace(target, text=f"{target.text} {target.text}")})
    if kind == "swap":
        other = made.choice([node for node in texts if node.text != target.text])
        return rebuilt(
            nodes, {id(target): replace(target, text=other.text), id(other): replace(other, text=target.text)}
        )
    if kind == "not":
        target = made.choice([node for node in texts if " not " in node.text])
        return rebuilt(nodes, {id(target): replace(target, text=target.text.replace(" not ", " ", 1))})
    if kind == "digit":
        target = made.choice([node for node in texts if any(c.isdigit() for c in node.text)])
        at = next(i for i, c in enumerate(target.text) if c.isdigit())
        return rebuilt(
            nodes,
            {
                id(target): replace(
                    target, text=target.text[:at] + str((int(target.text[at]) + 1) % 10) + target.text[at + 1 :]
                )
            },
        )
    if kind in ("row", "note"):
        found = [node for node in flat if node.kind == ("row" if kind == "row" else "footnote")] or [target]
        return rebuilt(nodes, {id(made.choice(found)): None})
    if kind == "tail":
        return nodes[: made.randrange(len(nodes))]
    if kind == "letter":
        at = made.choice([i for i, c in enumerate(target.text) if c.isalpha()])
        return rebuilt(nodes, {id(target): replace(target, text=target.text[:at] + "а" + target.text[at + 1 :])})
    if kind == "merge":
        return rebuilt(nodes, {id(node): replace(node, printed="") for node in flat if node.kind == "measure"})
    return rebuilt(nodes, {id(target): replace(target, text=target.text.replace(" ", "", 1))})


def rebuilt(nodes: tuple[Provision, ...], changes: dict[int, Provision | None]) -> tuple[Provision, ...]:
    """The forest with some nodes replaced, or taken out with what stands below them."""
    found = []
    for node in nodes:
        changed = changes.get(id(node), node)
        if changed is not None:
            found.append(replace(changed, children=rebuilt(node.children, changes)))
    return tuple(found)


def test_a_thousand_defects_are_all_caught() -> None:
    """A paragraph deleted or swapped, a "not" or row lost, a digit or letter changed, a tail cut: none gets by."""
    missed = []
    for seed in range(1000):
        reading, nodes = document(seed % 50)
        made = random.Random(seed)
        broken = mutate(nodes, made)
        coverage = prove(reading, broken, (), ())
        assert coverage.placed + coverage.dropped == coverage.words
        if broken != nodes and not coverage.shortfall:
            missed.append(seed)
    assert missed == []


def test_what_is_lost_is_listed() -> None:
    """The words that the tree does not hold are a drop of their own; the shortfall says where."""
    reading = Reading((Block("The keeper shall not sleep at dusk."), Block("Second words.")), "text")
    coverage = prove(
        reading,
        (Provision("text", text="The keeper shall sleep at dusk."), Provision("text", text="Second words.")),
        (),
        (),
    )
    assert [drop for drop in coverage.drops if drop.rule == "unplaced"] == [Drop("unplaced", "not")]
    assert "not" in coverage.shortfall
    assert (coverage.words, coverage.placed, coverage.dropped) == (9, 8, 1)


def test_what_an_instruction_inserts_stands_after_it() -> None:
    """The content of an effect follows the node with the instruction's label; quotes around it are no words."""
    reading = Reading((Block("2.1 At the end insert–"), Block("“XYZ A9 New lamps”"), Block("2.2 Omit XYZ A8.")), "text")
    nodes = (
        Provision("paragraph", "2.1", text="At the end insert–", printed="2.1"),
        Provision("paragraph", "2.2", text="Omit XYZ A8.", printed="2.2"),
    )
    content = (Provision("measure", "XYZ A9", heading="New lamps", printed="XYZ A9"),)
    assert prove(reading, nodes, (Effect("2.1", "inserted", content=content),), ()).shortfall == ""
    assert prove(reading, nodes, (Effect("2.2", "inserted", content=content),), ()).shortfall
    assert (
        "no node has this label" in prove(reading, nodes, (Effect("9.9", "inserted", content=content),), ()).shortfall
    )


def test_instructions_of_one_number_each_have_what_they_insert() -> None:
    """Where two instructions are numbered 1, the content of each follows its own."""
    reading = Reading(
        (Block("1. After 8 insert–"), Block("“XYZ A9 Lamps”"), Block("1. After 9 insert–"), Block("“XYZ B9 Oil”")),
        "text",
    )
    nodes = tuple(
        Provision("paragraph", "1", text=text, printed="1.") for text in ("After 8 insert–", "After 9 insert–")
    )
    first, second = (
        Effect("1", "inserted", text=node.text, content=(Provision("measure", label, heading=title, printed=label),))
        for node, label, title in zip(nodes, ("XYZ A9", "XYZ B9"), ("Lamps", "Oil"), strict=True)
    )
    assert prove(reading, nodes, (first, second), ()).shortfall == ""
    assert prove(reading, nodes, (second, first), ()).shortfall


def test_a_grammars_drops_stand_where_they_were_dropped() -> None:
    """Dropped words count once, in their place; a drop of what is not in the source is a shortfall."""
    reading = Reading((Block("One lamp."), Block("Two lamps stray."), Block("Three lamps.")), "text")
    nodes = (Provision("text", text="One lamp."), Provision("text", text="Three lamps."))
    dropped = prove(reading, nodes, (), (Drop("stray", "Two lamps stray."),))
    assert (dropped.shortfall, dropped.placed, dropped.dropped) == ("", 4, 3)
    assert prove(reading, nodes, (), ()).shortfall
    assert prove(reading, nodes, (), (Drop("stray", "Two lamps strayed."),)).shortfall
    both = (Provision("text", text="One lamp. Two lamps stray."), Provision("text", text="Three lamps."))
    assert "does not stand" in prove(reading, both, (), (Drop("stray", "Four lamps."),)).shortfall


def test_a_drop_that_begins_like_what_follows_is_found() -> None:
    """Where the dropped words share a beginning with the kept ones the place is still found."""
    reading = Reading((Block("Lamp keeper lamp keepers lamp trimmer."),), "text")
    nodes = (Provision("text", text="Lamp keeper lamp trimmer."),)
    assert prove(reading, nodes, (), (Drop("repeat", "lamp keepers"),)).shortfall == ""


def test_furniture_repeated_as_a_drop_counts_once() -> None:
    """A grammar may list furniture blocks among its drops."""
    reading = Reading((Block("Home", rule="navigation"), Block("Words.")), "text")
    coverage = prove(reading, (Provision("text", text="Words."),), (), (Drop("navigation", "Home"),))
    assert (coverage.words, coverage.placed, coverage.dropped, coverage.shortfall) == (2, 1, 1, "")


def test_a_reference_that_no_node_carries_is_listed() -> None:
    """A footnote reference that got lost is a drop, not a silence."""
    reading = Reading((Block("The Act.", marks=(Mark(8, "1", "[footnote 1]"),)),), "text")
    coverage = prove(reading, (Provision("text", text="The Act."),), (), ())
    assert [drop.rule for drop in coverage.drops] == ["footnote-reference"]
    assert coverage.placed + coverage.dropped == coverage.words == 4


def test_what_a_second_reader_sees_is_a_shortfall() -> None:
    """A reading that is not whole cannot make a whole tree."""
    reading = Reading((Block("Words."),), "html", unread="the second reader sees more")
    assert prove(reading, (Provision("text", text="Words."),), (), ()).shortfall == "the second reader sees more"


def test_a_page_that_is_mostly_dropped_by_name_is_to_be_looked_at() -> None:
    """Rules that go by names may be wrong: when they take most of a page a person should look."""
    reading = Reading((Block("Words here."), Block("lamp " * 50, rule="outside-main")), "html")
    coverage = prove(reading, (Provision("text", text="Words here."),), (), ())
    assert coverage.shortfall == ""
    assert "look at the list" in coverage.review[0]


def test_letters_are_what_is_compared() -> None:
    """Quotes, dashes and spaces differ between renderings; letters and digits may not."""
    reading = Reading((Block("“Crisis” – a threat"),), "text")
    assert prove(reading, (Provision("text", text="'Crisis' - a threat"),), (), ()).shortfall == ""
    assert letters("a–b") == "ab"


@given(st.text("ab1 -.\n", max_size=12), st.text("ab1 -.\n", max_size=12))
def test_a_tree_holds_a_source_when_its_letters_do_and_no_words_run_together(source: str, tree: str) -> None:
    """Nothing falls short exactly where the letters are the same and every word of the source ends in the tree too."""
    reading = Reading((Block(source),), "text")
    nodes = (Provision("text", text=tree),)

    def ends(text: str) -> set[int]:
        return {len(letters(text[: found.end()])) for found in re.finditer("[a-z0-9]+", text)}

    whole = letters(source) == letters(tree) and ends(source) <= ends(tree)
    assert (prove(reading, nodes, (), ()).shortfall == "") == whole


TELLING = ["1.2A This is not for children.", "PCU C3 Lamps", "Users must be of age.", "This does not apply at night."]


@pytest.mark.parametrize("line", TELLING)
def test_a_dropped_line_that_reads_like_the_documents_is_for_review(line: str) -> None:
    """A modal verb or a provision's number in what a rule drops: a person should look, whatever the rule."""
    reading = Reading((Block("Lamps are lit."), Block(line, rule="share-links")), "html")
    tree = (Provision("text", text="Lamps are lit."),)
    assert any(line in reason for reason in prove(reading, tree, (), ()).review)


def test_a_dropped_line_that_stands_in_the_text_is_no_doubt() -> None:
    """A list of contents, a teaser, a running head repeat what is read."""
    blocks = (Block("What you must do", rule="contents-list"), Block("What you must do", "heading", 2))
    tree = (Provision("heading", heading="What you must do"),)
    assert prove(Reading(blocks, "html"), tree, (), ()).review == ()
