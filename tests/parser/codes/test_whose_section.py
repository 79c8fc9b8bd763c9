"""Whose section a bare number is: of an Act named in the same phrase, of the page where its words call it so."""

import pytest

from corpus.provision import Provision, walk
from corpus.work import Expression
from parser.codes.acts import named_acts, section_addresses
from parser.document import parse


def sections(*texts: str) -> list[tuple[str, str]]:
    """The words and the end of the address of every section cited, text after text."""
    acts, told = named_acts(texts), dict[str, set[str]]()
    found = (each for text in texts for each in section_addresses(text, acts, lambda _: False, told))
    return [(each.words, each.address.partition("title=")[2].replace("%20", " ")) for each in found]


def page(body: str) -> Expression:
    """A page of these elements, read."""
    return parse(f"<html lang='en'><body><main><h1>On kites</h1>{body}</main></body></html>".encode(), name="x.html")


def cited(read: Expression) -> list[tuple[str, str]]:
    """Source and target of every reference."""
    return [(each.source, each.target.rpartition("title=")[2].replace("%20", " ")) for each in read.references]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (
            "The Reels Act 1990 applies. It revoked Schedule 3 and amended section 74 of the Kites Act 1973.",
            ["Kites Act 1973#/schedule/3", "Kites Act 1973#/section/74"],
        ),
        (
            "Put into the Reels Act 1990 by section 50 and Schedules 7, 8 to the Kites Act 1973.",
            ["Kites Act 1973#/section/50", "Kites Act 1973#/schedule/7", "Kites Act 1973#/schedule/8"],
        ),
        ("As in the Reels Act 1990, section 5(1). A loft (see Kites Act section 7(1)).", None),
        ("See section 13 (5) of the Kites Act 1973.", ["Kites Act 1973#/section/13/5"]),
        (
            "See Schedule 2 to the Kites and the Reels Act 1990 (Consequential, Saving Provisions) Order 1991.",
            ["Kites and the Reels Act 1990 %28Consequential%2C Saving Provisions%29 Order 1991#/schedule/2"],
        ),
        ("By the Protection from Kites Act 1997, section 2(1).", ["Protection from Kites Act 1997#/section/2/1"]),
    ],
)  # fmt: skip
def test_the_act_in_the_same_phrase_has_the_section(text: str, addresses: list[str] | None) -> None:
    """Behind sections joined by a word, before one without its year, and by the longest title that fits."""
    found = [address for _, address in sections("The Kites Act 1973.", text)]
    assert found == (addresses or ["Reels Act 1990#/section/5/1", "Kites Act 1973#/section/7/1"])


def test_sections_that_do_not_rise_are_not_of_one_act() -> None:
    """`sections 790 or section 9 of the Reels Act`: a list of one Act goes up."""
    found = sections("See the Kites Act 1973 too.", "Told by section 790 or section 9 of the Reels Act 1990.")
    assert found == [("section 9 of the Reels Act 1990", "Reels Act 1990#/section/9")]


def test_a_section_beyond_all_of_the_act_mentioned_is_of_the_act_it_was_told_of() -> None:
    """Section 117, cited before with another Act, is not of the one of which nothing above 20 was cited."""
    read = sections(
        "See section 20 of the Kites Act 1973 and section 117 of the Reels Act 1990.",
        "What the Kites Act 1973 says does not hold for section 117(1) care.",
    )
    assert read[-1][1] == "Reels Act 1990#/section/117/1"


@pytest.mark.parametrize("source", ["[Schedule 2 paragraph 9]", "(Schedule 2, para. 13)", "[section 4]"])
def test_a_source_by_itself_in_brackets_is_of_no_act_that_is_only_told_elsewhere(source: str) -> None:
    """What all such sources are of may be regulations that the page names nowhere near."""
    named = "Schedule 2 to the Kites Act 1973 and section 4 of the Kites Act 1973. Not the Reels Act 1990."
    assert len(sections(named, f"Money put by for a loft {source}")) == 2


def test_bare_sections_that_were_told_of_two_acts_are_of_neither() -> None:
    """Sections of one list are of one Act: where others say that they are of two, nobody can tell."""
    told = "Section 3 of the Kites Act 1973 and section 47 of the Reels Act 1990."
    assert len(sections(told, "These are kept under section 3, or by an order under section 47.")) == 2


def test_the_act_is_the_one_named_far_more_often_than_any_other() -> None:
    """A page that calls no Act so means the one it is about; not where another is told by its letters."""
    about = ["The Kites Act 1973 says so."] * 12
    other = "The Reels Act 1990 does not."
    assert sections(*about, other, "By section 2 of the Act.") == [
        ("section 2 of the Act", "Kites Act 1973#/section/2")
    ]
    assert sections(*about, other, "Lofts (S17 YJCEA 99) are told by section 17 of the Act.") == []
    assert sections(*about[:3], other, "By section 2 of the Act.") == []


CHAPTERS = "".join(f"<h2>{number}. Lofts {number}</h2><p>{number}.1 A loft is kept.</p>" for number in range(1, 6))


def test_a_bare_section_is_an_acts_where_the_page_calls_its_own_chapters() -> None:
    """`section 3` of a page whose words say chapter 2, 3, 4 is the Act's; a chapter is the page's section."""
    words = (
        "<p>5.2 See chapters 2 and 3, and chapter 4 of this guidance. By section 3 of the Kites Act 1973 it is.</p>"
        "<p>5.3 The Kites Act 1973 lets you keep it under section 4, as chapter 2 of the Reels Act says.</p>"
    )
    found = cited(page(CHAPTERS + words))
    assert found == [
        ("5.2", "Section 2"), ("5.2", "Section 3"), ("5.2", "Section 4"), ("5.2", "Kites Act 1973#/section/3"),
        ("5.3", "Kites Act 1973#/section/4"),
    ]  # fmt: skip


def test_a_bare_section_stays_the_pages_where_it_calls_none_of_its_own_chapters() -> None:
    """Without such words a number that the page has is the page's."""
    assert ("5.2", "Section 3") in cited(page(CHAPTERS + "<p>5.2 As section 3 says, keep it.</p>"))


def labels(nodes: tuple[Provision, ...]) -> list[str]:
    """The labels of numbered paragraphs."""
    return [node.label for node in walk(nodes) if node.kind == "paragraph" and node.label]


def test_paragraphs_that_count_on_in_an_annex_stay_in_it_behind_a_heading_as_high() -> None:
    """The annex's heading is set too low; the next one set as the other annexes are does not end it."""
    numbered = [f"<p>{number}) Annexed lofts are kept as told.</p>" for number in range(1, 9)]
    body = (
        "<h2>1. Lofts</h2><p>1.1 A loft is kept.</p><p>1.2 So is a dove.</p><h2>Annexes</h2><h4>Annex A: Choice</h4>"
        + "".join(numbered[:4]) + "<h3>More to pay</h3>" + "".join(numbered[4:])
        + "<h3>Annex B: Capital</h3>" + "".join(numbered)
    )  # fmt: skip
    read = page(body)
    assert labels(read.provisions) == [
        "1.1", "1.2", *(f"Annex {letter}/{number}" for letter in "AB" for number in range(1, 9)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("At paragraph 2, the judgment tells what a loft is.", False),
        ("Dove v Hawk [2015] UKSC 46, paragraph 2, tells what a loft is.", False),
        ("At paragraph 2 we tell what a loft is.", True),
    ],
)
def test_the_paragraphs_of_a_judgment_are_not_the_pages(words: str, own: bool) -> None:
    """A sentence that tells of a judgment cites the judgment's paragraphs."""
    numbered = "".join(f"<p>{number}. Lofts are kept as told here.</p>" for number in range(1, 6))
    assert cited(page(f"{numbered}<p>6. {words}</p>")) == ([("6", "2")] if own else [])


def test_a_paragraph_behind_a_list_of_lettered_headings_stands_beside_them() -> None:
    """Headings A, B that hold no numbered paragraph are a list inside the section, whose paragraphs go on behind it."""
    listed = "<h3>A) Loft</h3><p>Where doves are.</p><h3>B) Reel</h3><p>What holds a string.</p>"
    begun = "<h2>5. Lofts</h2><p>5.1 A loft is kept.</p><p>5.2 These are told.</p>"
    section = page(f"<h2>4. Kites</h2><p>4.1 Fly.</p>{begun}{listed}<p>5.3 A loft is old.</p>").provisions[-1]
    assert [child.label for child in section.children] == ["5.1", "5.2", "Section 5/A", "Section 5/B", "5.3"]
    divided = "<h3>A) Loft</h3><p>5.3 Where doves are.</p><h3>B) Reel</h3><p>A string.</p><p>5.4 A reel is old.</p>"
    section = page(f"<h2>4. Kites</h2><p>4.1 Fly.</p>{begun}{divided}").provisions[-1]
    assert [child.label for child in section.children] == ["5.1", "5.2", "Section 5/A", "Section 5/B"]


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        ("Article 195, EU Reg. No. 952/2013 (KCC)", ["eur/2013/952/article/195"]),
        (
            "Articles 138 (e) and 141(2) Commission Delegated Regulation (EU) 2015/2446",
            ["eur/2015/2446/article/138/e", "eur/2015/2446/article/141/2"],
        ),
        ("Article 4(1) of Regulation (EC) No 1071/2009", ["eur/2009/1071/article/4/1"]),
        ("Article 228, EU Reg. No. 2015/2447", ["eur/2015/2447/article/228"]),
        ("article 173 of EU Regulation No 2454/93", ["eur/1993/2454/article/173"]),
        ("Article 6(4) of Directive 92/43/EEC", ["eudr/1992/43/article/6/4"]),
        ("Article 6(1)(e) of UK GDPR", ["eur/2016/679/article/6/1/e"]),
        ("Article 8 of the Convention on Kites", []),
    ],
)
def test_an_article_is_of_the_law_of_the_eu_named_beside_it(words: str, addresses: list[str]) -> None:
    """By its year and number, whichever is printed first, and never of an order named before it."""
    read = page(f"<h2>1. Kites</h2><p>1.1 Fly.</p><p>1.2 The Kites Order 2012 is one. By {words} it is.</p>")
    found = [each.target.removeprefix("https://www.legislation.gov.uk/") for each in read.references]
    assert found == addresses


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("See Annex B, paras. 2-4 for more.", ["Annex B", "Annex B/2", "Annex B/4"]),
        ("This is told in paragraph 3 of Annex B.", ["Annex B", "Annex B/3"]),
        ("See Annex B for more, and paragraph 19 of Annex A.", ["Annex B", "Annex A"]),
        (
            "By paragraph 18(2) of Schedule A1 to the Kites Act 1973 it is.",
            ["Kites Act 1973#/schedule/A1/paragraph/18"],
        ),
    ],
)
def test_paragraphs_of_an_annex_or_a_schedule_are_told_as_theirs(words: str, targets: list[str]) -> None:
    """With the annex named in front or behind; a number that it does not have is left at the annex."""
    numbered = "".join(f"<p>{number}) Annexed lofts are kept as told.</p>" for number in range(1, 7))
    annexes = "".join(f"<h2>Annex {letter}: Lofts</h2>{numbered}" for letter in "AB")
    found = cited(page(f"<h2>1. Lofts</h2><p>1.1 Fly.</p><p>1.2 {words}</p><h2>Annexes</h2>{annexes}"))
    assert sorted(found) == sorted(("1.2", target) for target in targets)
