"""Throw random documents at the readers and grammars: python benchmarks/fuzz.py [EXECUTIONS] [SEED]

Each target gets its share of the executions. A target may refuse an input with an error of
keeling's own; anything else is a crash, and a grammar that loses a word is one too. A crash is
printed with its input, so that it becomes a test; the exit status is 1 when there was any.
"""

import random
import sys
import time
from collections.abc import Callable

from corpus.errors import KeelingError
from parser.amendments.effects import Source, declared
from parser.codes import enumerators
from parser.document import parse
from parser.read import read

WORDS = """the provider should not apply a measure to each service unless it is large and may keep record of any
crisis (in whole or in part) content section 12(2) sub-paragraph (a) paragraph PCU C11.4(a) XYZ A1 “crisis” means
‘plan’ insert substitute omit for after before at the end in the appropriate place wherever it occurs Recommendation
Section 3 subsection C definition of entry heading renumber as – — - : ; , . [footnote 1] [1] ISBN 978-1-2345-6789-0
2026 £ ½ é 𝒳 \u00a0 \u200b \u202e ﬁ A. 1.1 2.2 C9.6A""".split()
MARKERS = "a) b) c) (a) (b) (i) (ii) i) ii) iii) h) (h) (i) (j) z) aa) ba) A) 1) (1) 2. 1.1 PCU&nbsp;C1.1 • -".split()
TAGS = "p li td th h2 h3 div span b em sup ol ul table tr blockquote details br hr a section".split()
RAW = [
    "<",
    ">",
    "&",
    "&amp;",
    "<!--",
    "-->",
    "</p>",
    "<![CDATA[",
    "\x00",
    "\ufeff",
    "|",
    "**",
    "\n",
    "\n\n",
    "\t",
    "```",
]


def words(rng: random.Random, most: int) -> str:
    """A run of words, markers and loose characters."""
    pieces = [rng.choice(MARKERS if rng.random() < 0.2 else WORDS) for _ in range(rng.randint(1, most))]
    if rng.random() < 0.1:
        pieces.insert(rng.randrange(len(pieces) + 1), rng.choice(RAW))
    return " ".join(pieces)


def number_line(rng: random.Random) -> None:
    """Enumerators of a line, and their depth."""
    found = enumerators.tokens(words(rng, 25), rng.random() < 0.5)
    assert len(enumerators.outline(found)) == len(found)


def instruction(rng: random.Random) -> None:
    """One amending instruction."""
    declared(Source("2.2", words(rng, 20)))


def text(rng: random.Random) -> None:
    """A plain text, read."""
    read("\n".join(words(rng, 8) for _ in range(rng.randint(1, 5))).encode(), "x.txt")


def page(rng: random.Random) -> None:
    """A page with tags that are not closed, read."""
    soup = "".join(
        rng.choice([f"<{rng.choice(TAGS)}>", f"</{rng.choice(TAGS)}>", words(rng, 4)])
        for _ in range(rng.randint(2, 14))
    )
    read(f"<html><body>{soup}".encode(), "x.html")


def document(rng: random.Random) -> None:
    """A whole document: nothing is lost."""
    lines = [rng.choice(["", "2.1 ", "PCU C1.1 ", "| "]) + words(rng, 12) for _ in range(rng.randint(2, 8))]
    expression = parse("\n".join(lines).encode(), name="x.txt")
    coverage = expression.coverage
    assert not coverage.shortfall, coverage.shortfall
    assert coverage.placed + coverage.dropped == coverage.words


TARGETS: tuple[tuple[Callable[[random.Random], None], float], ...] = (
    (number_line, 0.45),
    (instruction, 0.30),
    (text, 0.12),
    (page, 0.08),
    (document, 0.05),
)


def main(executions: int, seed: int) -> int:
    """Run every target for its share; the number of crashes."""
    crashes = 0
    for target, share in TARGETS:
        count, refused, started = int(executions * share), 0, time.perf_counter()
        for number in range(count):
            state = f"{seed}/{target.__name__}/{number}"
            try:
                target(random.Random(state))
            except KeelingError:
                refused += 1
            except Exception as error:
                crashes += 1
                print(f"CRASH {state}: {type(error).__name__}: {error}")
        rate = count / (time.perf_counter() - started)
        print(f"{target.__name__:12} {count:9,} executions, {refused:7,} refused, {rate:8,.0f} a second", flush=True)
    print(f"{crashes} crashes")
    return crashes


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(bool(main(numbers[0] if numbers else 1_000_000, numbers[1] if len(numbers) > 1 else 1)))
