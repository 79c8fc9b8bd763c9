"""How much of two texts is the same, told from a few numbers of each: resemblance of runs of words (Broder, 1997).

A sketch is the smallest hashes of a text's runs of four words; the share of equal ones among the
smallest of both estimates the share of equal runs. Texts with fewer runs are compared exactly.
"""

from zlib import crc32

from corpus.text import letter_runs

RUN = 4
SIZE = 128


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's runs of words, in order; empty for a text without words."""
    words = [word.encode("utf-8", "surrogatepass") for word in letter_runs(text.lower())]
    runs = {b" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} if words else set()
    return tuple(sorted({crc32(run) for run in runs})[:SIZE])


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share of equal runs of words, from 0 to 1; 1 where a sketch is missing, for then nothing tells them apart."""
    if not one or not other:
        return 1.0
    smallest = sorted({*one, *other})[:SIZE]
    both = set(one) & set(other)
    return sum(each in both for each in smallest) / len(smallest)
