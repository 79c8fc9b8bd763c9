"""What an instrument inserts has its headings in the instrument's bookmarks, and not among its provisions."""

from corpus.effect import Effect
from corpus.provision import Provision
from parser.readers.blocks import Reading, Stated
from parser.witnesses.evidence import Evidence
from parser.witnesses.listed import bookmarks


def test_bookmarks_of_what_is_inserted_are_no_doubt() -> None:
    """The measure inserted and its sub-heading are named; a bookmark that nothing has is a doubt still."""
    own = tuple(
        Provision("section", f"Section {n}", str(n), title, printed=f"{n}.")
        for n, title in enumerate(("Preamble", "Amendments", "Notes", "Signature"), 1)
    )
    group = Provision("group", heading="Key terms", children=(Provision("paragraph", "XYZ C9.1", "C9.1"),))
    measure = Provision("measure", "XYZ C9", "C9", "Lamps", children=(group,), printed="XYZ C9")
    texts = ("1. Preamble", "2. Amendments", "“XYZ C9 Lamps", "Key terms", "3. Notes", "4. Signature")
    effects = (Effect("2.1", "inserted", label="Section 4/C", content=(measure,)),)

    def doubts(*more: str) -> list[str]:
        stated = tuple(Stated("bookmarks", text, 1) for text in (*texts, *more))
        evidence = Evidence(Reading((), "pdf", stated=stated), own, "amendment", effects)
        return [doubt.at for doubt in bookmarks(evidence).doubts]

    assert doubts() == []
    assert doubts("XYZ C12 Bells") == ["XYZ C12 Bells"]
