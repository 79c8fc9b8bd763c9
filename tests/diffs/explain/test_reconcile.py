"""Declared effects against observed changes, and the sentences made of both."""

from dataclasses import replace
from datetime import date

import pytest
from made_versions import A, B, C, D, code, measure, para, section

from corpus.effect import Effect
from corpus.provision import Provision
from corpus.work import DatedEvent, Expression
from diffs.compare.between import between
from diffs.explain.reconcile import Reconciliation, reconcile, sentences
from diffs.explain.sentences import Sentence, clauses, folded, instrument_name


def instrument(*effects: Effect, **fields: object) -> Expression:
    published = DatedEvent("published", date(2026, 6, 18), "18 June 2026")
    made = Expression("Amendments", "amendment", (), "xyz-amendments", "laid", dates=(published,), effects=effects)
    return replace(made, **fields)


def index(*labels: str) -> Provision:
    entries = tuple(Provision("index_entry", f"Index/{label}", label[4:], "Title") for label in labels)
    return Provision("section", "Section 3", "3", "Index", children=entries)


BEFORE = code(index("XYZ A1"), section(measure("XYZ A1", "First", A, B, C)))


def reconciled(after: Expression, *effects: Effect) -> Reconciliation:
    return reconcile(between(BEFORE, after), [instrument(*effects)])


def test_inserted_measures_are_explained_with_their_index_entries() -> None:
    """Both instructions are seen: the one for the measures and the one for the index."""
    new = (
        measure("XYZ A2", "Second", D),
        measure("XYZ A3", "Third", A.replace("risk", "harm"), B.replace("three", "six")),
    )
    after = code(index("XYZ A1", "XYZ A2", "XYZ A3"), section(measure("XYZ A1", "First", A, B, C), *new))
    entries = index("XYZ A2", "XYZ A3").children
    found = reconciled(
        after,
        Effect("2.2", "entry inserted", "xyz", "Section 3", "appropriate", content=entries, text="insert in the index"),
        Effect("2.3", "inserted", "xyz", "Section 4/A", "end", content=new, text="at the end insert"),
    )
    assert found.unexplained == ()
    assert found.unseen == ()
    assert [(change.after, change.effect and change.effect.work) for change in found.comparison.changes] == [
        ("XYZ A2", "xyz-amendments"),
        ("XYZ A3", "xyz-amendments"),
    ]
    assert (
        "A2 and A3 inserted into Section 4/A by 2.3 of the draft of 18 June 2026; not issued when keeling read it"
        in sentences(found)
    )
    evidence = next(sentence for sentence in clauses(found) if sentence.instruction == "2.3")
    assert evidence.labels == ("XYZ A2", "XYZ A3")
    assert evidence.quotation == "at the end insert"


def words(old: str, new: str, label: str = "XYZ A1.1") -> Effect:
    return Effect("2.4", "words substituted", "xyz", label, old_text=old, new_text=new)


def test_words_are_explained_only_by_an_instruction_that_quotes_them() -> None:
    """The label alone does not explain a change of other words."""
    after = code(index("XYZ A1"), section(measure("XYZ A1", "First", A.replace("every year", "two years"), B, C)))
    assert len(reconciled(after, words("every year", "two years")).explained) == 1
    other = reconciled(after, words("risk", "harm"))
    assert len(other.unexplained) == len(other.unseen) == 1


def test_an_instruction_for_a_paragraph_explains_a_change_of_its_item() -> None:
    """A change below the provision named counts as a change of it."""
    before = code(para("1.1", "The report gives:", "the number of users;", "the date."))
    after = code(para("1.1", "The report gives:", "the number of children;", "the date."))
    found = reconcile(between(before, after), [instrument(words("users", "children", "1.1"))])
    assert [entry.change.before for entry in found.explained] == ["1.1(a)"]


def test_an_instruction_for_a_definition_explains_a_change_of_the_item_that_holds_it() -> None:
    """Some codes write definitions as lettered items; the instruction names the term."""
    before = code(para("XYZ A1.1", "In this measure:", "“tally” means a count of reports;", "“week” means seven days."))
    after = code(
        para("XYZ A1.1", "In this measure:", "“tally” means a count of all reports;", "“week” means seven days.")
    )
    declared = Effect("2.4", "words inserted", "xyz", "Definition/tally@XYZ A1", new_text="all")
    found = reconcile(between(before, after), [instrument(declared)])
    assert [entry.change.before for entry in found.explained] == ["XYZ A1.1(a)"]
    other = reconcile(between(before, after), [instrument(replace(declared, label="Definition/week@XYZ A1"))])
    assert other.explained == ()


FRESH = (para("XYZ A1.3", D),)
AT = "XYZ A1.3"


@pytest.mark.parametrize(
    ("texts", "effect"),
    [
        ((A, C), Effect("2.5", "omitted", "xyz", "XYZ A1.2")),
        ((A, B, D, C), Effect("2.6", "inserted", "xyz", "XYZ A1", "after", "XYZ A1.2", content=FRESH)),
        ((A, B, D, C), Effect("2.7", "renumbered", "xyz", AT, new_label="XYZ A1.4")),
        ((A, B, D), Effect("2.8", "substituted", "xyz", AT, content=FRESH)),
        ((A, B, C + " Again."), Effect("2.9", "words inserted", "xyz", AT, new_text="Again.")),
        ((A, B, C.replace(" was", "")), Effect("2.1", "words omitted", "xyz", AT, old_text="was")),
    ],
)
def test_every_type_of_effect_is_seen(texts: tuple[str, ...], effect: Effect) -> None:
    """Each kind of instruction explains the change it makes."""
    found = reconciled(code(index("XYZ A1"), section(measure("XYZ A1", "First", *texts))), effect)
    assert found.unseen == ()
    assert found.explained


def test_what_nobody_can_see_is_said() -> None:
    """A declared effect without a change is unseen, with a sentence."""
    found = reconciled(BEFORE, Effect("2.5", "omitted", "xyz", "XYZ A1.2"))
    assert len(found.unseen) == 1
    assert sentences(found) == (
        "no such change is seen: A1.2 omitted by 2.5 of the draft of 18 June 2026; not issued when keeling read it",
    )


def test_each_of_several_unseen_changes_says_so_itself() -> None:
    """What is said of the force of all is said once before them; that nothing is seen of one stays in its sentence."""
    wanted = (Effect("2.5", "omitted", "xyz", "XYZ A1.2"), Effect("2.6", "omitted", "xyz", "XYZ A1.1"),
              Effect("2.7", "substituted", "xyz", "XYZ A1"))  # fmt: skip
    found = folded(clauses(reconcile(between(BEFORE, BEFORE), [instrument(*wanted)])))
    assert [sentence.text for sentence in found] == [
        "The draft of 18 June 2026: not issued when keeling read it",
        "no such change is seen: A1.2 omitted by 2.5 of the draft of 18 June 2026",
        "no such change is seen: A1.1 omitted by 2.6 of the draft of 18 June 2026",
        "no such change is seen: A1 substituted by 2.7 of the draft of 18 June 2026",
    ]


def test_an_issued_instrument_names_its_day_in_force() -> None:
    """Draft and final are told apart in every sentence."""
    events = (DatedEvent("issued", date(2026, 9, 9), ""), DatedEvent("in_force", date(2026, 9, 30), ""))
    after = code(index("XYZ A1"), section(measure("XYZ A1", "First", A, C)))
    issued = instrument(Effect("2.5", "omitted", "xyz", "XYZ A1.2"), status="issued", dates=events)
    found = reconcile(between(BEFORE, after), [issued])
    assert (
        sentences(found)[0]
        == "A1.2 omitted by 2.5 of the instrument of 9 September 2026; in force from 30 September 2026"
    )
    assert "A1.3 (now A1.2) renumbered; no instrument that was read declares it" in sentences(found)


def test_a_draft_is_named_by_the_day_of_its_version_not_of_its_submission() -> None:
    """A text that has only the day of submission: the version's day, else it is said whose it is."""
    submitted = (DatedEvent("submitted", date(2026, 6, 12), "submitted on 12 June 2026"),)
    bare = Expression("Draft amendments", "amendment", (), status="laid", dates=submitted)
    assert instrument_name(bare) == "the draft submitted on 12 June 2026"
    assert instrument_name(replace(bare, version="xyz-amendments@2026-06-18")) == "the draft of 18 June 2026"
    published = (*submitted, DatedEvent("published", date(2026, 6, 18), "Published 18 June 2026"))
    assert instrument_name(replace(bare, dates=published)) == "the draft of 18 June 2026"


def test_renumbered_paragraphs_are_named_with_all_their_new_numbers() -> None:
    """Two paragraphs that one instruction renumbers have two new numbers, in order."""
    texts = (A, D, B, C)
    effects = (
        Effect("2.7", "inserted", "xyz", "XYZ A1", "after", "XYZ A1.1", content=(para("XYZ A1.2", D),)),
        Effect("2.8", "renumbered", "xyz", "XYZ A1.2", new_label="XYZ A1.3"),
        Effect("2.8", "renumbered", "xyz", "XYZ A1.3", new_label="XYZ A1.4"),
    )
    found = reconciled(code(index("XYZ A1"), section(measure("XYZ A1", "First", *texts))), *effects)
    assert any(text.startswith("A1.2 and A1.3 renumbered A1.3 and A1.4 by 2.8") for text in sentences(found))


def test_what_several_sentences_say_of_force_is_said_once() -> None:
    """Whatever the provisions are called: a semicolon in a term ends no sentence."""
    names = ("C1 omitted", "definition of “lamp; oil” substituted", "words inserted in C3")
    said = tuple(
        Sentence(text, (f"XYZ C{n}",), "draft", f"2.{n}", "", "the draft of 4 May 2031", force="not issued yet")
        for n, text in enumerate(names, 1)
    )
    assert [sentence.text for sentence in folded(said)] == [
        "The draft of 4 May 2031: not issued yet",
        "C1 omitted by 2.1 of the draft of 4 May 2031",
        "definition of “lamp; oil” substituted by 2.2 of the draft of 4 May 2031",
        "words inserted in C3 by 2.3 of the draft of 4 May 2031",
    ]


def test_an_instrument_without_a_status_is_a_draft_only_where_its_title_says_so() -> None:
    """A notice of another regulator that was never a draft is not called one."""
    published = (DatedEvent("published", date(2026, 6, 18), "Published 18 June 2026"),)
    notice = Expression("Kite Code (Amendment) Notice 2026", "amendment", (), dates=published)
    assert instrument_name(notice) == "the instrument of 18 June 2026"
    assert instrument_name(replace(notice, title="Draft amendments to the Kite Code")) == "the draft of 18 June 2026"
    assert instrument_name(replace(notice, status="laid")) == "the draft of 18 June 2026"
