"""The verdicts of a comparison and how each is said: apart from `change`, so that a page of words loads no more."""

from typing import Literal, NamedTuple, get_args

Verdict = Literal["added", "removed", "modified", "renumbered", "moved", "split", "merged"]


class Manner(NamedTuple):
    """How one verdict is said, counted, drawn and stored: the one place a verdict is made.

    `word` stands in running text, `title` before a provision, `one` and `many` after a number, `sign`
    in a picture, `column` describes the count in the database.
    """

    word: str
    title: str
    sign: str
    one: str
    many: str
    column: str

    def noun(self, count: int) -> str:
        """What stands after a number: `provisions added`."""
        return self.one if count == 1 else self.many


BEYOND = ", and in words that no instruction orders"
"""Said behind the instruction of a change of which it orders a part."""
MANNERS: dict[str, Manner] = {
    "added": Manner("added", "New", "+", "provision added", "provisions added", "Provisions added"),
    "removed": Manner("removed", "Dropped", "−", "provision removed", "provisions removed", "Provisions removed"),
    "modified": Manner(
        "reworded", "Reworded", "~", "provision reworded", "provisions reworded", "Provisions whose words changed"
    ),
    "renumbered": Manner(
        "renumbered", "Renumbered", "№", "provision renumbered", "provisions renumbered", "Provisions with a new number"
    ),
    "moved": Manner("moved", "Moved", "→", "provision moved", "provisions moved", "Provisions that stand elsewhere"),
    "split": Manner("split", "Split", "<", "provision split", "provisions split", "Provisions that became several"),
    "merged": Manner(
        "merged", "Merged", ">", "merger of provisions", "mergers of provisions", "Provisions that became one"
    ),
}
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def counted(verdict: str, count: int) -> str:
    """`2 provisions added`."""
    return f"{count} {MANNERS[verdict].noun(count)}"
