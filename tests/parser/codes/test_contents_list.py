"""Lists of contents that an extraction left in the text."""

from parser.codes.contents_list import without_contents
from parser.readers.blocks import Block


def rules(*texts: str) -> list[str]:
    return [block.rule for block in without_contents([Block(text, "heading") for text in texts])]


def test_entries_that_come_again_are_a_list_of_contents() -> None:
    """Title and entries are furniture; the headings themselves are not."""
    dropped = ["contents-list"] * 3
    assert (
        rules("A code", "Contents", "1 Rain 3", "2 Snow", "1 Rain", "It falls.", "2 Snow")
        == ["", *dropped, "", "", "", ""][:7]
    )


def test_dots_and_a_page_number_are_enough() -> None:
    """An entry with leaders need not come again word for word."""
    assert rules("Contents", "Rain ....... 3", "Snow ....... 4", "Weather") == ["contents-list"] * 3 + [""]


def test_a_heading_called_contents_alone_is_kept() -> None:
    """Without entries nothing is dropped."""
    assert rules("Contents", "The contents of the box are wet.") == ["", ""]
