"""Citations in running text: same work, other works, Acts."""

import pytest

from corpus.provision import Provision
from corpus.work import Scheme
from parser.codes.acts import named_acts, section_addresses
from parser.codes.references import references
from parser.codes.schemes import reserved, scheme_citations
from parser.document import parse

XYZ = Scheme("XYZ")
SITE = "https://www.legislation.gov.uk"


def cited(text: str) -> list[str]:
    return [label for _, labels in scheme_citations(text, (XYZ,)) for label in labels]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Recommendations XYZ C3, XYZ C4 and XYZ C5", ["XYZ C3", "XYZ C4", "XYZ C5"]),
        ("Recommendations XYZ C3 to XYZ C6", ["XYZ C3", "XYZ C4", "XYZ C5", "XYZ C6"]),
        ("any of Recommendations B2 to B4", ["XYZ B2", "XYZ B3", "XYZ B4"]),
        ("paragraph XYZ C1.2(b) or (c)", ["XYZ C1.2(b)", "XYZ C1.2(c)"]),
        ("the signs in XYZ C1.4(a)(ii), and rain", ["XYZ C1.4(a)(ii)"]),
        ("Recommendations XYZ D8 or XYZ D9 (whichever is applicable) and XYZ D10", ["XYZ D8", "XYZ D9", "XYZ D10"]),
        ("vitamin B2 is good", []),
    ],
)
def test_citations_of_measures_are_spelled_out(text: str, labels: list[str]) -> None:
    """Ranges and lists give every label they name; letters in other words give none."""
    assert cited(text) == labels


def tree() -> tuple[Provision, ...]:
    item = Provision("subparagraph", "XYZ C1.2(b)", "b", text="the signs in sub-paragraph (a) and paragraph 1.3(a);")
    paragraph = Provision(
        "paragraph",
        "XYZ C1.2",
        "C1.2",
        text="See ABC D4 and section 4(2) of the Act:",
        children=(Provision("subparagraph", "XYZ C1.2(a)", "a", text="rain;"), item),
    )
    first = Provision("paragraph", "1.3", "1.3", text="The Weather Act 2019 (“the Act”) applies; see section 1.")
    below = Provision("subparagraph", "1.3(a)", "a", text="always.")
    return (Provision("section", "Section 1", "1", "Rain", children=(first, below)), paragraph)


def test_references_are_internal_external_or_to_an_act() -> None:
    """Each citation goes to a label of the work, a label of another work or an address."""
    found = references(tree(), (), (XYZ,), (XYZ, Scheme("ABC")))
    pairs = {(each.source, each.target, each.kind) for each in found}
    assert ("XYZ C1.2(b)", "XYZ C1.2(a)", "internal") in pairs
    assert ("XYZ C1.2(b)", "1.3(a)", "internal") in pairs
    assert ("1.3", "Section 1", "internal") in pairs
    assert ("XYZ C1.2", "ABC D4", "external") in pairs
    assert ("XYZ C1.2", f"{SITE}/id?title=Weather%20Act%202019#/section/4/2", "act") in pairs


def test_the_words_of_a_citation_end_with_what_the_section_is_of() -> None:
    """A link does not run on into the sentence: `section 1 of this document`, not `… in`."""
    section = Provision("section", "Section 1", "1", "Rain")
    citing = Provision("paragraph", "1.2", "1.2", text="As section 1 of this document in force shows.")
    found = references((section, citing), (), (XYZ,), (XYZ,))
    assert [each.text for each in found if each.target == "Section 1"] == ["section 1 of this document"]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("those whom section 41(6) and (7) of that Act names", ["section/41/6", "section/41/7"]),
        ("Section 12(2) and 12(3)", ["section/12/2", "section/12/3"]),
        ("sections 20 and 21, so far as", ["section/20", "section/21"]),
        ("Schedule 4 to the Act", ["schedule/4"]),
        (
            "see paragraph 7 of the Schedule to the Care Act 2014",
            ["ukpga/2014/23/schedule/paragraph/7"],
        ),
        ("the index in section 3", []),
        ("In Section 7 (Index of measures), insert", []),
        ("Section 7 (Index of measures) of the Act", ["section/7"]),
        ("Section 7 of the Act (Index of measures)", ["section/7"]),
        ("Section 12(2) (Duties of care)", ["section/12/2"]),
    ],
)
def test_sections_of_acts_are_addresses(text: str, paths: list[str]) -> None:
    """A section belongs to the Act named with it, else to the one the document calls the Act, unless it is its own."""
    acts = named_acts(["made under the Online Safety Act (‘the Act’)", "the Online Safety Act 2023"])
    found = [each.address for each in section_addresses(text, acts, lambda number: number == "3")]
    assert found == [f"{SITE}/{path if path.startswith('ukpga') else 'ukpga/2023/50/' + path}" for path in paths]


def test_reserved_numbers_carry_their_reason() -> None:
    """A note that numbers are not used gives each number with the note's words."""
    note = "The numbers XYZ C9 and XYZ C10 are not used here. They are kept for XYZ D1."
    assert [(each.label, each.reason) for each in reserved([Provision("footnote", text=note)], (XYZ,))] == [
        ("XYZ C9", note),
        ("XYZ C10", note),
    ]


@pytest.mark.parametrize(
    ("heading", "kept"), [("Boats [not used]", True), ("[Reserved]", True), ("Rules for what is reserved", False)]
)
def test_a_provision_that_says_only_that_it_is_unused_is_reserved(heading: str, kept: bool) -> None:
    """A heading without a body that says the number is unused is a reserved number."""
    node = Provision("measure", "XYZ R1", "R1", heading)
    assert [each.label for each in reserved([node], (XYZ,))] == (["XYZ R1"] if kept else [])


GUIDE = """<html><body class="govuk-template"><main><h1>Guide to piers</h1><div class="govspeak"><h2>1. Law</h2>
<p>1.1 This guide is made under section 9 of the Piers Act 1961 (the Act).</p>
<p>1.2 Help may be given (section 20(5) Marshes Act 1989).</p>
<p>1.3 The Quays Act 1973, section 12(1)(c), allows a refund.</p>
<p>1.4 A council may pay under section 2 Marshes Act 1989.</p>
<p>1.5 Enquiries are made under section 47 of the Marshes Act 1989. Under section 47 a council must act.</p>
<p>1.6 See section 2 and section 16E.</p><p>1.7 A fee is due under section 30.</p>
<h2>2. Practice</h2><p>2.1 None.</p><h2>16. Fees</h2><p>16.1 None.</p></div></main></body></html>"""


def test_a_section_belongs_to_the_act_that_the_words_around_it_name() -> None:
    """After it, before it, or where the same section was just cited; else the guide's own, else the Act it calls so."""
    found = [
        (each.source, each.target.rpartition("title=")[2].replace("%20", " "))
        for each in parse(GUIDE.encode()).references
    ]
    assert found == [
        ("1.1", "Piers Act 1961#/section/9"),
        ("1.2", "Marshes Act 1989#/section/20/5"),
        ("1.3", "Quays Act 1973#/section/12/1/c"),
        ("1.4", "Marshes Act 1989#/section/2"),
        ("1.5", "Marshes Act 1989#/section/47"),
        ("1.5", "Marshes Act 1989#/section/47"),
        ("1.6", "Section 2"),
        ("1.6", "Piers Act 1961#/section/16E"),
        ("1.7", "Piers Act 1961#/section/30"),
    ]


def test_a_bare_number_is_never_another_works_measure() -> None:
    """`paragraph B1` of somebody's rules is not PCU B1, though the catalogue knows a code numbered so."""
    text = "1. The captain is a master for the purposes of paragraph B1 of the scheme, and PCU C3, C4 say so too."
    cited = parse(text.encode(), name="judgment.txt", schemes=(Scheme("PCU"),)).references
    assert [each.target for each in cited] == ["PCU C3", "PCU C4"]


def test_sections_are_of_the_act_that_a_document_says_they_are_unless_stated_otherwise() -> None:
    """The default holds behind another Act too, and that Act's own section stays its own."""
    body = (
        "<h2>1. Forms</h2><p>Sections refer to the Kites Act 1973 unless stated otherwise.</p>"
        "<p>Changes under section 9 of the Tails Act 2000. Addresses under section 87.</p><h2>2. Rest</h2><p>Rest.</p>"
    )
    read = parse(f"<main><h1>Forms</h1>{body}</main>".encode(), name="x.html")
    assert [(ref.text, ref.target.partition("=")[2]) for ref in read.references] == [
        ("section 9 of the Tails Act 2000", "Tails%20Act%202000#/section/9"),
        ("section 87", "Kites%20Act%201973#/section/87"),
    ]


def targets(body: str, name: str = "x.html") -> list[tuple[str, str]]:
    """What each citation of a page is read as, and the words of it."""
    return [(ref.text, ref.target.rpartition("title=")[2]) for ref in parse(body.encode(), name=name).references]


def test_a_number_of_another_document_is_not_the_documents_own() -> None:
    """`paragraph 1.1 of Notice 7` is the notice's; of Part 1 here, or without a name, it is the document's."""
    body = (
        "<main><h1>Lamps</h1><h2>1. Oil</h2><p>1.1 See paragraph 1.2 of Notice 7, paragraph 1.3 of the Oil Rules.</p>"
        "<p>1.2 Sections 1, 2 or 3 of Notice 8 apply.</p><p>1.3 See paragraph 1.2, and paragraph 1.1 of Part 1.</p>"
        "<h2>2. Wicks</h2><p>2.1 None.</p></main>"
    )
    assert targets(body) == [("paragraph 1.2", "1.2"), ("paragraph 1.1", "1.1")]


def test_a_plain_number_is_the_documents_own_where_nothing_else_is_named_beside_it() -> None:
    """In a document that numbers its paragraphs 1, 2, 3; not in an instrument, whose numbers are of what it amends."""
    lines = [
        "1. Oil is red.",
        "2. See paragraph 1?",
        "3. See the Oil Rules, paragraph 2.",
        "4. As in paragraph 2 of it.",
    ]
    assert targets("\n\n".join(lines), "x.txt") == [("paragraph 1", "1")]


def test_an_act_called_by_its_year_is_the_one_that_is_called_so() -> None:
    """`the 1973 Act` is known by its brackets, else as the only one of its year; of two without a word, neither."""
    body = (
        "<main><h1>Kites</h1><p>Tails are in the Tails Act 1973 (the 1973 Act), poles in the Poles Act 2001.</p>"
        "<p>See also Schedule 3 to the Strings (Treatment of Wax, etc.) Act 1973.</p><p>Section 8 of the 1973 Act.</p>"
        "<p>Section 4 of the 2001 Act, which inserted section 12 into the Tails Act 1973.</p></main>"
    )
    assert [(text[:12], target.replace("%20", " ")) for text, target in targets(body)] == [
        ("Schedule 3 t", "Strings %28Treatment of Wax%2C etc.%29 Act 1973#/schedule/3"),
        ("Section 8 of", "Tails Act 1973#/section/8"),
        ("Section 4 of", "Poles Act 2001#/section/4"),
        ("section 12 i", "Tails Act 1973#/section/12"),
    ]


def sections(*texts: str, own: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The words and addresses of all sections cited in the texts of one document."""
    acts, told = named_acts(texts), dict[str, set[str]]()
    return [
        (found.words, found.address.removeprefix(SITE).partition("title=")[2].replace("%20", " "))
        for text in texts
        for found in section_addresses(text, acts, own.__contains__, told)
    ]


@pytest.mark.parametrize(
    "other", ["of the Quay Handbook", "of this guidance", "of our form", "of Notice 7", "below", "of that licence"]
)
def test_a_section_of_something_else_is_of_no_act(other: str) -> None:
    """`section 4 of the Handbook` is not section 4 of the Act that the document is about."""
    act = "The Kites Act 1973 (“the Act”) applies."
    assert sections(act, f"See section 4 {other}.", f"See sections 2(1) and 4 {other}.") == []
    assert len(sections(act, "See section 4.")) == 1


def test_a_section_beside_regulations_is_of_them() -> None:
    """Regulations and orders that are named beside a section have it, and not the Act that the document names."""
    found = sections(
        "The Kites Act 1973 (“the Act”) and the Tails Regulations 2015 (Section 15) apply.",
        "section 3 of the Strings Order 1999",
        "Schedule 2 to the Tails Regulations 2015",
    )
    assert [address for _, address in found] == [
        "Tails Regulations 2015#/regulation/15",
        "Strings Order 1999#/article/3",
        "Tails Regulations 2015#/schedule/2",
    ]


def test_a_bare_section_is_of_the_only_act_it_was_cited_with() -> None:
    """`section 80B(4)` after `section 80B of the 1973 Act`; where it was cited with two Acts it is of neither."""
    one = "Under section 80B of the Kites Act 1973 and section 4 of the Tails Act 1990."
    assert sections(one, "It follows from section 80B(4)(a)(i) and (b).")[2:] == [
        ("section 80B(4)(a)(i) and (b)", "Kites Act 1973#/section/80B/4/a/i"),
        ("section 80B(4)(a)(i) and (b)", "Kites Act 1973#/section/80B/4/b"),
    ]
    assert len(sections(one, "Section 80B of the Tails Act 1990.", "It follows from section 80B(4).")) == 3


def test_an_act_called_by_letters_is_the_one_that_is_called_so() -> None:
    """`section 7 of the KTA` is of the Kites & Tails Act 1973 (KTA); letters of no Act have no section."""
    found = sections(
        "The Kites & Tails Act 1973 (KTA) applies.", "See section 7 of the KTA.", "See section 8 of the ABC."
    )
    assert found == [("section 7 of the KTA", "Kites %26 Tails Act 1973#/section/7")]
    assert sections("See the Kites Act 1973, section 2.") == [("section 2", "Kites Act 1973#/section/2")]


def test_annexes_and_schedules_of_the_document_are_its_own() -> None:
    """`Annex B` and `Schedule 1` that the document has are cited in it; those of another text are not."""
    page = (
        "<h1>Kites</h1><p>1. See Annex B, and Schedule 1 to this code.</p>"
        "<p>2. The Kites Act 1973 has Schedule 1.</p>"
        "<p>3. Schedule 1 to the Kites Act 1973 and Annex B of the Handbook.</p>"
        "<h2>Schedule 1</h2><p>Red.</p><h2>Annex B</h2><p>Blue.</p>"
    )
    found = parse(f"<html lang='en'><body><main>{page}</main></body></html>".encode(), name="x.html").references
    assert [(each.source, each.target) for each in found if each.kind == "internal"] == [
        ("1", "Annex B"),
        ("1", "Schedule 1"),
        ("2", "Schedule 1"),
    ]
    assert [each.source for each in found if each.kind == "act"] == ["3"]


def test_sections_of_a_form_are_not_the_documents() -> None:
    """Where headings name sections of another text, `2. Declare (section 1)`, a bare `section 1` is nobody's."""
    first, second = Provision("section", "Section 1", "1", "Notes"), Provision("section", "Section 2", "2", "Kites")
    citing = Provision("paragraph", "1.1", "1.1", text="Fill in section 2 first, then KTB section 1.")
    assert [each.target for each in references((first, second, citing), (), ())] == ["Section 2"]
    declared = Provision("section", "Section 2", "2", "What you declare (section 1)")
    assert references((first, declared, citing), (), ()) == ()


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("Read section 2", True),
        ("Oil burns. Follow section 2", True),
        ("It is in the Kite section 2", False),
        ("PLAIN, section 2", False),
    ],
)
def test_the_first_word_of_a_sentence_names_no_other_text(words: str, cited: bool) -> None:
    """`Read section 2` cites the document's own; a name inside a sentence or before a comma has the section."""
    text = f"<h1>Lights</h1><h2>1. Oil</h2><p>{words} for more.</p><h2>2. Wicks</h2><p>Trim them.</p>"
    made = parse(f"<html lang='en'><body><main>{text}</main></body></html>".encode(), name="x.html")
    assert [each.target for each in made.references] == (["Section 2"] if cited else [])


def test_a_paragraph_cited_in_an_annex_is_the_annexes_own() -> None:
    """In an annex that numbers its own, `paragraph 2` is the annex’s; `Schedule 4 paragraph 3` is nobody’s here."""
    main = "".join(f"<p>{n}. A kite flies.</p>" for n in (1, 2, 3))
    annex = "<h2>Annex A</h2><p>1. See paragraph 2, and Schedule 4 paragraph 3.</p><p>2. A string.</p><p>3. A tail.</p>"
    text = f"<html lang='en'><body><main><h1>Kites</h1>{main}{annex}</main></body></html>"
    found = parse(text.encode(), name="x.html").references
    assert [(each.source, each.target) for each in found] == [("Annex A/1", "Annex A/2")]


def test_the_act_is_the_one_that_is_referred_to_as_it() -> None:
    """`the Kites Act 1973 (as amended) (from now on referred to as the Act)` is the Act of the document."""
    told = "Under the Kites Act 1973 (as amended) (from now on referred to as the Act) and the Tails Act 1980 it flies."
    assert [address for _, address in sections(told, "By section 2 of the Act.")] == ["Kites Act 1973#/section/2"]


def test_letters_that_call_an_act_may_stand_right_beside_a_section() -> None:
    """`section 4(2) KTA` is of the Act called so, also where its chapter stands between; `section 4 HMRC` is bare."""
    told = "The Kites Act 1973 (c. 33) (“KTA”) and the Tails Act 1998 (“the Act”) apply."
    assert [
        address for _, address in sections(told, "Under section 4(2) KTA it flies.", "By section 5 HMRC acts.")
    ] == [
        "Kites Act 1973#/section/4/2",
        "Tails Act 1998#/section/5",
    ]


def test_an_instruments_bare_sections_are_of_what_it_amends() -> None:
    """`section 1` in an instruction is never the section of the notes that stand behind the instrument."""
    text = (
        "<h1>The Kites (Amendment) Order 2031</h1><p>1. The Kites Act 1973 is amended as follows.</p>"
        "<p>2. In section 1 (Strings), omit “not”.</p><p>3. In section 2, for “red” substitute “blue”.</p>"
        "<h2>1. Purpose</h2><p>1.1 Kites fly.</p><h2>2. Policy</h2><p>2.1 They hang.</p>"
    )
    made = parse(f"<html lang='en'><body><main>{text}</main></body></html>".encode(), name="x.html")
    assert made.effects
    assert [each for each in made.references if each.kind == "internal"] == []


def test_a_section_beside_one_cited_before_is_of_its_act() -> None:
    """`section 38 so that section 15 says nothing`: of the Act of section 38, not of the Act last named."""
    read = parse(
        b"<h1>Kites</h1><p>See section 38 of the Kites Act 1973, amended by Schedule 4 to the Poles Act 1981. A word is"
        b" no more in section 38, so that section 15 says nothing. Section 16 goes on.</p>"
    )
    assert [(r.text, r.target.rsplit("title=", 1)[-1]) for r in read.references] == [
        ("section 38 of the Kites Act 1973", "Kites%20Act%201973#/section/38"),
        ("Schedule 4 to the Poles Act 1981", "Poles%20Act%201981#/schedule/4"),
        ("section 38", "Kites%20Act%201973#/section/38"),
        ("section 15", "Kites%20Act%201973#/section/15"),
        ("Section 16", "Poles%20Act%201981#/section/16"),
    ]


def test_clauses_are_the_sections_of_terms() -> None:
    """`clause 1.2` and `clause 2` are the document's own; a clause of a bill is not."""
    read = parse(
        b"<h1>Terms</h1><h2>1. Flying</h2><p>1.1 Subject to clause 1.2 and clause 2, fly.</p><p>1.2 See clause 2 of"
        b" the Kites Bill.</p><h2>2. Landing</h2><p>2.1 Land.</p>"
    )
    assert [(r.source, r.target) for r in read.references] == [("1.1", "1.2"), ("1.1", "Section 2")]


def test_an_act_called_by_letters_and_the_word_act_is_the_one_that_is_called_so() -> None:
    """`section 19 of the KAP Act 1973` is of the Kites and Poles Act 1973, which the document calls so."""
    read = parse(
        "<h1>Kites</h1><p>Flying is under section 19 of the KAP Act 1973.</p>"
        "<p>The Kites and Poles Act 1973 (‘the KAP Act’) is old.</p>".encode()
    )
    assert [r.target.rsplit("title=", 1)[-1] for r in read.references] == [
        "Kites%20and%20Poles%20Act%201973#/section/19"
    ]


def test_a_dotted_number_is_no_section_of_an_act() -> None:
    """`section 2.11 of the competition guidance` is of no Act, although the document names one."""
    read = parse(
        b"<h1>Kites</h1><p>Flying is under section 19 of the Kites Act 1973.</p>"
        b"<p>See section 2.11 of the handbook, and section 12.1.</p>"
    )
    assert [r.text for r in read.references] == ["section 19 of the Kites Act 1973"]


def test_a_sub_paragraph_beside_the_words_that_an_instrument_inserts_is_theirs() -> None:
    """What is inserted cites its own neighbours; the instruction cites those of what it amends."""
    read = parse(
        b"Draft amendments to the Model Code\n\n1. Preamble\n\n1.1 Amendments are made.\n\n2. Amendments\n\n"
        b"2.1 The Model Code is amended as follows.\n\n(1) After paragraph XYZ C1.2 insert:\n\n"
        + "“XYZ C1.3 The flyer should:\n\na) keep a kite;\n\nb) look at the kite in sub-paragraph (a).”\n".encode()
    )
    assert [r.target for r in read.references if r.text == "sub-paragraph (a)"] == ["XYZ C1.3(a)"]


def test_a_number_above_that_is_not_printed_is_said_to_be_missing() -> None:
    """`paragraph 1.1 above` is of the page itself: it is tied to nothing else, and its number is in doubt."""
    page = (
        "<main><h1>Kite guidance</h1><h2>1. Flying</h2><p>1.2 As paragraph 1.1 above says, look up.</p>"
        "<p>1.3 See paragraphs 1.2 and 1.9 above, section 1.2 above, and section 2 below.</p>"
        "<h2>2. Landing</h2><p>2.1 The Kites Act 1990 applies, and section 9 above.</p>"
        "<h2>Annex A</h2><p>1. Paragraph 3 below is of this annex.</p><p>2. So is paragraph 1 above.</p><p>3. Go.</p>"
        "</main>"
    )
    made = parse(page.encode(), name="kites.html")
    told = [(each.source, each.target, each.kind) for each in made.references]
    assert set(told) == {
        ("1.2", "1.1", "internal"), ("1.3", "1.2", "internal"), ("1.3", "1.9", "internal"),
        ("1.3", "Section 2", "internal"), ("2.1", "Section 9", "internal"),
        ("Annex A/1", "Annex A/3", "internal"), ("Annex A/2", "Annex A/1", "internal"),
    }  # fmt: skip
    missing = [doubt.detail for doubt in made.structure.doubts if doubt.kind == "reference"]
    assert [detail.split(" names ")[1].split(",")[0] for detail in missing] == ["1.1", "1.9", "Section 9"]


def test_every_plain_number_of_a_list_or_range_is_the_documents_own() -> None:
    """`paragraphs 1 – 3` tells its two ends, `paragraphs 1, 2 and 4` all; `paragraphs 1 and 2 of the Act` none."""
    texts = ("Look up.", "See paragraphs 1 – 3.", "See paragraphs 1, 2 and 4.", "See paragraphs 1 and 2 of the Act.")
    read = parse(
        f"<main><h1>Kites</h1>{''.join(f'<p>{at}. {text}</p>' for at, text in enumerate(texts, 1))}</main>".encode()
    )
    assert [(each.source, each.target) for each in read.references if each.kind == "internal"] == [
        ("2", "1"), ("2", "3"), ("3", "1"), ("3", "2"), ("3", "4"),
    ]  # fmt: skip


def test_an_item_that_a_paragraph_of_the_document_does_not_have_is_said_to_be_missing() -> None:
    """`paragraph 1.1(a)(ii) and (c)` names items of 1.1: (c) is not among them, and 9.1(a) is of another text."""
    read = parse(
        b"<main><h1>Kites</h1><h2>1. Flying</h2><p>1.1 Look for:</p><p>(a) birds:</p><p>(i) small;</p>"
        b"<p>(ii) large;</p><p>(b) dogs.</p><p>1.2 See paragraphs 1.1(a)(ii) and (c), and paragraph 9.1(a).</p></main>"
    )
    assert [each.target for each in read.references] == ["1.1(a)(ii)", "1.1(c)"]
    assert [(doubt.kind, doubt.at) for doubt in read.structure.doubts] == [("reference", "1.2")]


def made(text: str) -> list[str]:
    """What is cited of regulations, orders and rules in a page with these words: the address behind the title."""
    found = parse(f"<html lang='en'><body><main><h1>Kites</h1>{text}</main></body></html>".encode(), name="x.html")
    return [each.target.partition("title=")[2].replace("%20", " ") for each in found.references]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("<p>Under regulation 11 of the Kites (Reels) Regulations 2014.</p>", ["Regulations 2014#/regulation/11"]),
        ("<p>See Regulation 15 (2), Kites and Lines Regulations 2015.</p>", ["Regulations 2015#/regulation/15/2"]),
        ("<p>By articles 3 and 4(1) of the Kites (Fees) Order 2011.</p>",
         ["Fees%29 Order 2011#/article/3", "Fees%29 Order 2011#/article/4/1"]),
        ("<p>The Kites Rules 2010, rule 7, say so.</p>", ["Kites Rules 2010#/rule/7"]),
        ("<p>The Kites Regulations 2014 (the Regulations) apply.</p><p>See regulation 4(2).</p>",
         ["Kites Regulations 2014#/regulation/4/2"]),
        ("<p>The Reels Regulations 2014 and the Kites Regulations 2010 apply.</p><p>Regulation 3 of those Regulations "
         "and regulation 4 are long.</p>", []),
        ("<p>The Kites Regulations 2014 (the Regulations), the Reels Regulations 2010.</p><p>See regulation 4.</p>",
         []),
        ("<p>Article 6 of the Kite Convention, rule 5 of the Handbook and Regulation (EU) 2016/679.</p>", []),
    ],
)  # fmt: skip
def test_regulations_articles_and_rules_are_of_what_is_named_with_them(text: str, addresses: list[str]) -> None:
    """Or of the only ones of their kind, which the document calls the Regulations; of nothing where nobody can tell."""
    found = made(text)
    assert [each[-len(end) :] for each, end in zip(found, addresses, strict=True)] == addresses


def test_a_numbered_section_is_cited_by_what_its_title_calls_it() -> None:
    """`Appendix A` is the section `3. Appendix A – Fees`; that of another text is not."""
    body = (
        "<h2>1. Kites</h2><p>See Appendix A, and Appendix B of the Kite Book.</p><h2>2. Reels</h2><p>Dry.</p>"
        "<h2>3. Appendix A – Fees</h2><p>One.</p><h2>4. Appendix B – Forms</h2><p>Two.</p>"
    )
    found = parse(f"<html lang='en'><body><main><h1>Kites</h1>{body}</main></body></html>".encode(), name="x.html")
    assert [(each.source, each.target) for each in found.references] == [("Section 1", "Section 3")]


@pytest.mark.parametrize(("words", "targets"), [("para. 2.2", ["2.2"]), ("Paras 2.2 to 2.3", ["2.2", "2.3"])])
def test_a_paragraph_may_be_cited_in_short(words: str, targets: list[str]) -> None:
    """`para 2.2` is `paragraph 2.2`."""
    body = f"<p>2.1 Dry it: see {words}.</p><p>2.2 Wind it.</p><p>2.3 Bag it.</p>"
    found = parse(f"<html lang='en'><body><main><h1>Kites</h1>{body}</main></body></html>".encode(), name="x.html")
    assert [each.target for each in found.references] == targets


def internal(body: str) -> list[tuple[str, str]]:
    """What a page with this body cites of itself: from where, and what."""
    read = parse(f"<html lang='en'><body><main><h1>Kites</h1>{body}</main></body></html>".encode(), name="x.html")
    return [(each.source, each.target) for each in read.references if each.kind == "internal"]


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("Subject to paragraph 2(a), wind it", ["2(a)"]),
        ("Paragraphs 2(a) and (b) and 3 of this notice apply", ["2(a)", "2(b)", "3"]),
        ("See paragraphs 3 and 4 to this notice", ["3", "4"]),
        ("See paragraphs 3 and 4 to the Reel Order", []),
        ("See paragraph 2(c)", []),
    ],
)
def test_an_item_of_a_plain_number_and_a_paragraph_of_this_notice_are_the_documents_own(
    words: str, targets: list[str]
) -> None:
    """`paragraph 2(a)`, `paragraph 4 to this notice`; an item that the document does not have is not told."""
    body = (
        f"<p>1. {words}.</p><p>2. A keeper must:</p><p>(a) dry it;</p><p>(b) wind it.</p><p>3. Bag it.</p><p>4. Go.</p>"
    )
    assert internal(body) == [("1", target) for target in targets]


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("the rules in section 2.1 on reels", ["2.1"]),
        ("Sections 2.1 and 2.2 of this code", ["2.1", "2.2"]),
        ("section 2.1 of the competition guide", []),
        ("the Reel Book, section 2.1", []),
        ("section 2.7 of nothing", []),
    ],
)
def test_a_numbered_heading_below_a_section_is_cited_as_a_section(words: str, targets: list[str]) -> None:
    """`section 2.1` is the document's where it has that number and no other text is named."""
    body = f"<h2>1. Start</h2><p>Follow {words}.</p><h2>2. Reels</h2><h3>2.1 Wood</h3><p>Dry.</p><h3>2.2 Tin</h3>"
    assert internal(body) == [("Section 1", target) for target in targets]


@pytest.mark.parametrize(
    ("words", "targets"),
    [("guidance on kites and small reels, section 2.", []), ("in wet weather, section 2 applies.", ["Section 2"])],
)
def test_a_section_behind_a_title_in_small_letters_is_of_that_text(words: str, targets: list[str]) -> None:
    """A section that ends a sentence behind a comma is of what is named before it."""
    body = f"<h2>1. Start</h2><p>They are listed: {words}</p><h2>2. Reels</h2><p>Dry.</p>"
    assert internal(body) == [("Section 1", target) for target in targets]


def test_rules_that_a_document_defines_are_the_ones_that_it_cites_by_number() -> None:
    """`“the Rules” means the Kites Rules 2003` is as good as brackets behind the name."""
    found = made(
        "<p>1. In this notice “the Rules” means the Kites Rules 2003 as amended.</p><p>2. Issued under rule 13(2).</p>"
    )
    assert [each.partition("#")[2] for each in found] == ["/rule/13/2"]


@pytest.mark.parametrize("also", ["", "<p>The Wind Act 1990 and the Sand Act 1991 are others.</p>"])
def test_a_bare_section_under_a_heading_that_names_an_act_is_of_it(also: str) -> None:
    """Below `1.1 Kites: the Kites Act 1973`; an Act that the words name, or a heading further on, comes first."""
    body = (
        "<h2>1. Law</h2><h3>1.1 Kites: the Kites Act 1973</h3><p>Section 13(1) and section 22A apply.</p>"
        "<p>Under the Reels Act 1981 section 44 does.</p><h3>1.2 The Reels Act 1981</h3><p>Section 14 applies.</p>"
        f"<h3>1.3 Bags</h3>{also}<h2>The Kites Act 1973</h2><p>Section 15 applies.</p>"
    )
    assert [each.replace("#/section", "") for each in made(body)] == [
        "Kites Act 1973/13/1", "Kites Act 1973/22A", "Reels Act 1981/44", "Reels Act 1981/14", "Kites Act 1973/15",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["annex B", "appendix 1C", "Annex B"])
def test_an_annex_is_cited_in_small_letters_as_well(words: str) -> None:
    """`annex B` is `Annex B`, where the document has it."""
    body = f"<p>1. See {words} and annex Z.</p><p>2. Dry.</p><p>3. Go.</p><h2>Annex B</h2><h2>Appendix 1C</h2>"
    assert internal(body) == [("1", words[0].upper() + words[1:])]


def test_words_in_brackets_behind_a_paragraphs_number_are_no_item_of_it() -> None:
    """`paragraph 2 (ie the other)` is paragraph 2; `paragraph 2 (a)` is an item that the document does not have."""
    assert internal("<p>1. See paragraph 2 (ie the other), not paragraph 3 (a).</p><p>2. Two.</p><p>3. Three.</p>") == [
        ("1", "2")
    ]


def test_regulations_may_be_called_by_their_year() -> None:
    """`the 2016 Regulations`, of a document that names only one of that year, and a bare one behind them."""
    found = made(
        "<p>The Kites (Safety) Regulations 2016 and the Reels Regulations 2020 apply.</p>"
        "<p>See regulation 3(2) of the 2016 Regulations and Schedule 1 to the 2016 Regulations; see regulation 5.</p>"
        "<p>Regulation 7 of the 2019 Regulations.</p>"
    )
    assert sorted(each.partition("Regulations ")[2] for each in found) == [
        "2016#/regulation/3/2", "2016#/regulation/5", "2016#/schedule/1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sections"),
    [
        ("s.29 of the Kites Act 1973", ["29"]),
        ("ss. 4 and 5(2) of the 1973 Act", ["4", "5/2"]),
        ("s.20 Kites Act 1973", ["20"]),
        ("s.20 by itself, for 3s. 4d., and plots. 5", []),
    ],
)
def test_a_section_may_be_cited_in_short_with_its_act(words: str, sections: list[str]) -> None:
    """`s.29 of the Kites Act 1973`; without an Act it may be anything."""
    found = made(f"<p>The Kites Act 1973 applies.</p><p>Subject to {words}.</p>")
    assert [each.partition("#/section/")[2] for each in found] == sections


def test_a_citation_of_an_own_section_ends_with_what_it_is_of() -> None:
    """The verb behind `of this code` is no part of it."""
    lines = "<h2>1. Lines</h2><p>1.1 Tie.</p>"
    page = f"<h1>Code for kites</h1>{lines}<h2>2. Wind</h2><p>2.1 Section 1 of this code applies.</p>"
    found = parse(f"<html><body><main>{page}</main></body></html>".encode()).references
    assert [(each.target, each.text) for each in found] == [("Section 1", "Section 1 of this code")]


def test_a_paragraph_of_an_accompanying_document_is_none_of_this_one() -> None:
    """`paragraph 3.5 of the accompanying document` is not the page's own 3.5; `paragraph 3.5 above` is."""
    page = (
        "<main><h1>Kite guide</h1><h2>3. Strings</h2><p>3.5 A string is tied.</p>"
        "<p>3.6 See paragraph 3.5 of the accompanying document on tails, and 3.5 of our separate notice.</p>"
        "<p>3.6A See paragraph 3.5 of the ‘knots: what to tie’ guide.</p>"
        "<p>3.6B See leaflet 12: reels – section 3 and, in guide 4, paragraph 3.5 and section 3 of practice note 7.</p>"
        "<p>3.6C Section 3 of our guidance on reels is shorter.</p>"
        "<p>3.7 See paragraph 3.5 above.</p></main>"
    )
    found = parse(page.encode(), name="kites.html").references
    assert [(each.source, each.target) for each in found] == [("3.7", "3.5")]


@pytest.mark.parametrize(
    ("words", "target", "there"),
    [
        ("as clause 1.7 says", "1.7", False),
        ("as rule 1.1 says", "1.1", True),
        ("as paragraph 1.1ZA says", "1.1ZA", False),
        ("as paragraph 1.7 of that code says", None, False),
        ("as the Kite Manual, paragraph 1.7, says", None, False),
        ("as paragraph 7.1 says", None, False),
        ("as sub-paragraph (b) of paragraph 1.1 says", "1.1(b)", False),
        ("as sub-paragraph (a) of clause 1.1 says", "1.1(a)", True),
        ("as section 9 of this code says", "Section 9", False),
        ("as Annex B says", "Annex B", False),
        ("as Annex B to the Kite Manual says", None, False),
    ],
)
def test_a_number_that_the_documents_own_numbering_lacks_is_cited_and_said(
    words: str, target: str | None, there: bool
) -> None:
    """Where paragraphs count on from 1, a 1.7 that stands nowhere is a doubt; another text's number is none."""
    page = f"Code of kites\n1. Strings\n1.1 A string:\na) holds;\n1.2 A knot {words}:\na) ends;\nb) begins.\n"
    page += "2. Reels\nAnnex A Forms\n1. A form.\n"
    found = parse(page.encode(), name="code.txt")
    assert [each.target for each in found.references if each.target != "1.1"] == (
        [target] if target not in (None, "1.1") else []
    )
    doubts = [doubt.at for doubt in found.structure.doubts if doubt.kind == "reference"]
    assert doubts == (["1.2"] if target and not there else [])
