"""Figures that look like numbers of provisions and are none, and annexes whose headings are set low."""

import pytest

from corpus.provision import walk
from parser.document import parse


def labels(body: str, kind: str) -> list[str | None]:
    """The labels of all provisions of one kind on a page of these elements."""
    read = parse(f"<html lang='en'><body><main><h1>Lights code</h1>{body}</main></body></html>".encode(), name="x.html")
    assert not read.coverage.shortfall
    return [node.label for node in walk(read.provisions) if node.kind == kind]


@pytest.mark.parametrize("title", ["5 lamps", "20C: Letters by boat"])
def test_a_figure_in_the_first_heading_is_no_section(title: str) -> None:
    """What the figure counts, or the code of a form, numbers nothing; a low number in front of a title does."""
    before = "<h2>About the lights</h2><p>They burn oil.</p>"
    assert labels(f"{before}<h2>{title}</h2><p>Each has a keeper.</p>", "section") == []
    assert labels(f"{before}<h2>5. Lamps</h2><p>Each has a keeper.</p>", "section") == ["Section 5"]


def test_one_list_of_names_is_no_numbering() -> None:
    """Five names in a list are no paragraphs of the document; five sentences are."""
    keepers = ("Ann", "Bo", "Cy", "Di", "Ed")
    names = "".join(f"<li>{number}. Keeper {name}</li>" for number, name in enumerate(keepers, 1))
    before = "<p>The keepers are named here.</p><h2>Keepers</h2>"
    assert labels(f"{before}<ul>{names}</ul><p>They watch.</p>", "paragraph") == []
    said = names.replace("</li>", " keeps the lamp.</li>")
    assert labels(f"{before}<ul>{said}</ul>", "paragraph") == ["1", "2", "3", "4", "5"]


def test_annexes_stand_on_one_level_whatever_their_headings() -> None:
    """An annex whose heading is set no higher than those below it holds them, as the other annexes hold theirs."""
    body = (
        "<h3>{}</h3><h4>The lamp</h4><p>1) Oil is kept.</p><p>2) Wicks too.</p>"
        "<h4>The log</h4><p>3) It is kept.</p><p>4) For a year.</p><p>5) In ink.</p>"
    )
    first = body.replace("h3", "h4").format("Annex A: Lights")
    found = labels(f"<h2>1 Watch</h2><p>Kept.</p>{first}{body.format('Annex B: Harbours')}", "paragraph")
    assert found == [f"Annex {letter}/{number}" for letter in "AB" for number in range(1, 6)]
