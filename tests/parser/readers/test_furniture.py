"""Furniture by words: buttons and what follows a text go, sentences of the text stay, and doubt is said."""

import pytest

from parser.document import parse
from parser.readers.blocks import Block
from parser.readers.furniture import mark_furniture

HEAD = (Block("Kite code", "heading", 1), Block("Fly the kite."), Block("Land the kite."))


def rules(*blocks: Block) -> list[str]:
    """The rule of each block that follows a text."""
    return [block.rule for block in mark_furniture((*HEAD, *blocks)).blocks[len(HEAD) :]]


def test_a_sentence_that_begins_like_a_title_of_other_news_drops_nothing() -> None:
    """A paragraph `More news from us.` is a sentence of the page: what follows it stays whole."""
    body = "<p>One.</p><p>Two.</p><p>More news from us.</p><p>Keepers look at each lamp every week of the year.</p>"
    read = parse(f"<main><h1>Lamps</h1>{body}</main>".encode())
    assert not read.coverage.drops
    assert read.provisions[-1].text.startswith("Keepers look")


def test_titles_below_related_articles_go_without_a_word() -> None:
    """Two witnesses, the words of the heading and lines that are titles, drop the rest in silence."""
    marked = mark_furniture(
        (*HEAD, Block("Related articles", "heading", 2), Block("Ten poles for kites", "heading", 3))
    )
    assert [block.rule for block in marked.blocks[3:]] == ["related-content"] * 2
    assert marked.review == ()


def test_sentences_below_related_articles_are_said() -> None:
    """Where sentences follow, the heading is one witness only: they are dropped, and a person is told to look."""
    body = "<h2>Latest news</h2><p>Keepers look at each lamp every week of the year.</p>"
    read = parse(f"<main><h1>Lamps</h1><p>One is lit.</p><p>Two are lit.</p>{body}</main>".encode())
    assert [drop.rule for drop in read.coverage.drops] == ["related-content"]
    assert any("for its words alone" in line for line in read.coverage.review)


@pytest.mark.parametrize(
    "text",
    [
        "Share this information with the harbour at once.",
        "A keeper signing up to a newsletter must be able to leave it.",
        "Next: the keeper files the report.",
    ],
)
def test_a_provision_that_begins_like_a_button_stays(text: str) -> None:
    """Words that buttons have begin sentences too."""
    assert rules(Block(text), Block("A keeper writes the day down.")) == ["", ""]


def test_a_word_in_a_list_is_a_button_only_among_buttons() -> None:
    """`Print` among media is an item of the text; among buttons it is one."""
    media = [Block(word, "item", 1) for word in ("Radio", "Print", "Screens")]
    assert rules(*media) == ["", "", ""]
    buttons = [Block(word, "item", 1) for word in ("Tweet", "Print", "Share")]
    assert all(rules(*buttons))
