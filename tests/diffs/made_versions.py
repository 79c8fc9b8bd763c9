"""Small versions of a code in our own words: what tests of comparisons start from."""

from itertools import product

from corpus.provision import Provision
from corpus.work import Expression

SENTENCES = (
    "The provider should review the risk at least once in every year.",
    "A record of each decision should be kept for three years.",
    "Users should be told why their content was taken down.",
    "Staff who moderate content should be trained before they begin.",
    "A complaint should be acknowledged within five working days of receipt.",
    "The policy must not be published where that would help offenders.",
    "Targets should be set for both speed and accuracy of decisions.",
)
A, B, C, D, E, F, G = SENTENCES
WORDINGS = (
    *SENTENCES,
    *(
        " ".join(run)
        for size, often in ((1, 20), (2, 5), (3, 2))
        for run in often * [*product(SENTENCES[:4], repeat=size)]
    ),
)
"""One to three sentences: a text is drawn as one choice and not as ten; few of them, so that wordings come again."""


def para(label: str, text: str, *items: str) -> Provision:
    children = tuple(
        Provision("subparagraph", f"{label}({letter})", letter, text=item, printed=f"{letter})")
        for letter, item in zip("abcdefgh", items, strict=False)
    )
    return Provision("paragraph", label, label.rpartition(" ")[2], text=text, children=children, printed=label)


def measure(label: str, heading: str, *texts: str | tuple[str, ...]) -> Provision:
    paragraphs = tuple(
        para(f"{label}.{number}", *((text,) if isinstance(text, str) else text)) for number, text in enumerate(texts, 1)
    )
    return Provision("measure", label, label.rpartition(" ")[2], heading, children=paragraphs)


def code(*provisions: Provision, version: str = "xyz@2025") -> Expression:
    return Expression("A code", "code", provisions, version=version)


def section(*children: Provision, letter: str = "A") -> Provision:
    return Provision("subsection", f"Section 4/{letter}", letter, f"Subject {letter}", children=children)
