"""Signs that strike words out, put them in or remark on them, in any format; and HTML in a line of Markdown."""

import pytest

from parser.document import parse
from parser.readers.signs import told

CODE = "# Kiln code\n\n## 1 Firing\n\n1.1 The potter keeps a log.\n\n1.2 The potter must {} open the kiln.\n"


@pytest.mark.parametrize(
    "words",
    [
        "[not]{.del}", "[not]{.strikeout}", "\\sout{not}", "{{del|not}}", "[not deleted]", "[-not-]", "[+not+]",
        "[not: omitted]", "{>>not<<}", "(deleted: not)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["k.md", "k.html"])
def test_signs_that_no_reader_follows_are_said(words: str, name: str) -> None:
    """Pandoc, TeX, wikis, word diffs, remarks: the text is for review, in whatever format it comes."""
    text = CODE.format(words)
    page = f"<html><body><main>{''.join(f'<p>{line}</p>' for line in text.split(chr(10)))}</main></body></html>"
    assert parse((page if name == "k.html" else text).encode(), name=name).coverage.review


@pytest.mark.parametrize(
    "words",
    ["(names removed)", "[see 4]", "[1]", "{a}", "a ~ b", "C:\\string", "[the date of removal]", "(not)", "1.0~~svn"],
)
def test_other_brackets_are_no_signs(words: str) -> None:
    """Remarks, references and paths are words."""
    assert told(f"The potter must {words} open the kiln.") == []


@pytest.mark.parametrize(
    ("words", "is_doubted"),
    [
        ('<font color="white">not</font>', True),
        ('<span class="deleted">not</span>', True),
        ('<span id="removed-4">not</span>', True),
        ('<font color="navy">not</font>', False),
        ('<span class="note">not</span>', False),
    ],
)
def test_elements_of_a_line_of_markdown_are_looked_at(words: str, is_doubted: bool) -> None:
    """HTML in a line of Markdown has the same doubts as in a page."""
    assert bool(parse(CODE.format(words).encode(), name="k.md").coverage.review) is is_doubted
