"""A version written as Markdown is the same version when it is read again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.work import Expression
from diffs.compare.between import between
from diffs.output.version import export
from parser.document import parse

CODE = """\
Protection of Children Code of Practice for user-to-user services
Published 4 July 2025
3. Index of recommended measures
| Number | Recommended measure | Application | Relevant duties |
| PCU C1 | Keeping watch | All services | Section 12(2) |
| PCU C2 | Lighting lamps | Large services | Section 12(3) |
4. Recommended measures
C Content moderation
PCU C1 Keeping watch
Application
PCU C1.1 This measure applies to a provider of a large service.
Recommendation
PCU C1.2 The provider should:
a) begin the watch at dusk;
b) keep, in each case:
i) a record; or
ii) a list.
This applies whether or not the provider is small.
PCU C1.3 A watch is short.[footnote 1] The record of a watch * should say so, on 1. June.
PCU C2 Lighting lamps
Application
PCU C2.1 This measure applies to all providers.
5. Definitions
“bell” means a thing that rings;
“lamp” means a thing that shines, including:
a) a candle; and
b) a torch.

1. Turns are explained elsewhere. ↩
"""


def read_back(version: Expression) -> Expression:
    markdown = export(version, "markdown")
    assert isinstance(markdown, str)
    return parse(markdown.encode(), name="version.md")


def test_a_version_reads_back_from_its_markdown() -> None:
    """The index, items, closing words, definitions and notes: no change between a version and its export."""
    version = parse(CODE.encode(), name="code.txt")
    assert between(version, read_back(version)).changes == ()
    assert "A watch is short.[^1] " in str(export(version, "markdown"))


def test_a_real_code_reads_back(shared: Path, parsed: Callable[[Path], Expression]) -> None:
    """So does a code of two hundred pages that was read from its PDF."""
    (path,) = shared.glob(
        "replica/site/**/main-document/protection-of-children-code-of-practice-for-user-to-user-services.pdf"
    )
    version = parsed(path)
    assert between(version, read_back(version)).changes == ()


@pytest.mark.parametrize("form", ["csv", "json", "markdown", "akn"])
def test_a_copy_says_what_it_is_a_copy_of(form: str) -> None:
    """The last line of its standing is in every form; a byte-order mark stands first in a table."""
    made = export(parse(CODE.encode(), name="code.txt"), form, said=("In force.", "Unofficial. SHA-256 0b6a."))
    text = made.decode() if isinstance(made, bytes) else made
    assert "Unofficial. SHA-256 0b6a." in text
    assert text.startswith("\ufeffversion,") == (form == "csv")
