"""What `paragraph 1.1 above` means where several provisions could be meant, and what is said where none is."""

from corpus.work import Expression
from parser.document import parse

PAGE = '<html><body class="govuk-template"><main><h1>Lamps</h1><div class="govspeak">{}</div></main></body></html>'


def read(body: str) -> Expression:
    """A page of gov.uk's markup with this body."""
    return parse(PAGE.format(body).encode())


def cited(body: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Who cites what in which words, and the doubts."""
    found = read(body)
    told = [doubt.detail for doubt in found.structure.doubts]
    return [(each.source, each.target, each.text) for each in found.references], told


QUAYS = "<h2>1. Quays</h2><p>1.1 A quay is lit.</p><p>1.2 It is wide.</p>"


def test_a_number_is_that_of_the_annex_that_speaks_where_it_numbers_its_own() -> None:
    """Said with "above" or without; an annex that has not the number means the text before it."""
    annex = (
        "<h2>Annex A: Ropes</h2><p>1.1 A rope is long.</p><p>1.2 As paragraph 1.1 above says, it is dry.</p>"
        "<p>1.3 Paragraph 1.1 is strict.</p><h2>Annex B: Oil</h2><p>2.1 See paragraph 1.2 above.</p>"
    )
    assert cited(QUAYS + annex) == (
        [
            ("Annex A/1.2", "Annex A/1.1", "paragraph 1.1 above"),
            ("Annex A/1.3", "Annex A/1.1", "Paragraph 1.1"),
            ("Annex B/2.1", "1.2", "paragraph 1.2 above"),
        ],
        [],
    )


def test_what_stands_on_the_other_side_than_the_words_say_is_said() -> None:
    """`above` of what stands below, and the other way round."""
    wrong = "<h2>2. Ropes</h2><p>2.1 See paragraph 1.2 below.</p><p>2.2 See paragraph 2.3 above.</p><p>2.3 Dry.</p>"
    assert cited(QUAYS + wrong)[1] == [
        "“paragraph 1.2 below” names 1.2, which does not stand below",
        "“paragraph 2.3 above” names 2.3, which does not stand above",
    ]
    right = wrong.replace("1.2 below", "1.2 above").replace("2.3 above", "2.3 below")
    assert cited(QUAYS + right)[1] == []


def test_a_heading_far_above_is_hardly_what_words_mean() -> None:
    """Each entry of a list of twenty numbered headings has its own first paragraph, which has no number."""
    entry = "<h3>3.{} Lamp {}</h3><p>It is lit.</p><p>{}</p>"
    entries = [entry.format(n, n, "Oil for goods in paragraph 3.1 above.") for n in (1, 3, 19)]
    others = [entry.format(n, n, "It is oiled.") for n in range(1, 21)]
    listed = [entries[1] if n == 3 else entries[2] if n == 19 else others[n - 1] for n in range(1, 21)]
    assert cited("<h2>3. Lamps</h2>" + "".join(listed))[1] == [
        "“paragraph 3.1 above” names 3.1, the heading “Lamp 1” far above"
    ]


def test_a_dot_before_a_bracket_is_a_misprint_of_the_number() -> None:
    """`QRS3.(2)(a)` is QRS3.2(a), and not the whole of QRS3; where there is none it is said."""
    rules = (
        "<h2>Condition QRS3: Lamps</h2><p>QRS3.1 A lamp must be lit.</p><p>QRS3.2 A lamp must be:</p>"
        "<ol><li>(a) dry, and</li><li>(b) clean.</li></ol><p>QRS3.3 See Condition QRS3.(2)(a).</p>"
    )
    assert cited(rules) == ([("QRS3.3", "QRS3.2(a)", "QRS3.(2)(a)")], [])
    assert cited(rules.replace("QRS3.(2)", "QRS3.(8)"))[1] == [
        "“QRS3.(8)(a)” names QRS3.8(a), which is not in the document"
    ]
