"""Comparisons of real pages with what was made of them, each held against its proof.

    python -m benchmarks.diff_proof FOLDER [--pairs 400] [--seed 1]

FOLDER holds HTML pages at any depth. Each pair is a page and the same page with words, paragraphs, rows and items
lost, put in, moved, split, unnumbered or renumbered, or (one in five) another page altogether. Prints every pair of
which the comparison does not account for everything (`diffs.compare.proof`), and how many there were.
"""

import argparse
import copy
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import html

from corpus.errors import KeelingError
from corpus.work import Expression
from diffs.compare.between import between
from parser.document import parse

LARGEST = 400_000
"""Bytes of a page."""
_TOUCHED = ("p", "li", "h2", "h3", "h4", "td", "tr", "ol", "ul", "div")
_WHOLE = ("p", "li", "tr")
_OTHER_PAGE = 0.2
_MOST = 12

Element = Any
Change = Callable[[Element, list[Element], random.Random], None]


def _lose_a_word(element: Element, _: list[Element], rng: random.Random) -> None:
    words = (element.text or "").split()
    if len(words) > 1:
        del words[rng.randrange(len(words))]
        element.text = " ".join(words)


def _put_in_a_word(element: Element, _: list[Element], rng: random.Random) -> None:
    words = (element.text or "").split()
    words.insert(rng.randint(0, len(words)), "not")
    element.text = " ".join(words)


def _lose(element: Element, _: list[Element], __: random.Random) -> None:
    if element.tag in _WHOLE:
        element.drop_tree()


def _move(element: Element, others: list[Element], rng: random.Random) -> None:
    place = rng.choice(others)
    if element.tag in _WHOLE and place.tag == element.tag and place.getparent() is not None:
        moved = copy.deepcopy(element)
        if place is not element and place not in element.iterdescendants():
            element.drop_tree()
            place.addnext(moved)


def _mark_up_otherwise(element: Element, _: list[Element], rng: random.Random) -> None:
    if element.tag in ("h2", "h3", "h4"):
        element.tag = rng.choice(("h2", "h3", "h4", "p"))
    elif element.tag in ("ol", "ul"):
        element.tag = "div"
        for item in element:
            item.tag = "p"


def _split(element: Element, _: list[Element], __: random.Random) -> None:
    first, stop, second = (element.text or "").partition(". ")
    if element.tag == "p" and stop and not len(element):
        element.text = f"{first}."
        rest = copy.deepcopy(element)
        rest.text = second
        element.addnext(rest)


def _number_otherwise(element: Element, _: list[Element], rng: random.Random) -> None:
    element.text = re.sub(r"^\s*\d+(?:\.\d+)*", lambda _: str(rng.randint(1, 99)), element.text or "")


CHANGES: tuple[Change, ...] = (
    _lose_a_word, _put_in_a_word, _lose, _move, _mark_up_otherwise, _split, _number_otherwise,
)  # fmt: skip


def changed(body: bytes, rng: random.Random) -> bytes:
    """The page with up to a dozen changes inside its main part."""
    page = html.document_fromstring(body.decode("utf-8", "replace"))
    main = (page.xpath("//main") or page.xpath("//body"))[0]
    elements = [each for each in main.iter() if each.tag in _TOUCHED]
    for _ in range(rng.randint(1, _MOST) if elements else 0):
        element = rng.choice(elements)
        if element.getparent() is not None:
            rng.choice(CHANGES)(element, elements, rng)
    made: bytes = html.tostring(page, encoding="utf-8", doctype="<!doctype html>")
    return made


def _pair(pages: list[Path], rng: random.Random) -> tuple[str, Expression, Expression]:
    one = rng.choice(pages)
    if rng.random() < _OTHER_PAGE:
        other = rng.choice(pages)
        return f"{one.name} and {other.name}", parse(one.read_bytes()), parse(other.read_bytes())
    texts = [parse(one.read_bytes()), parse(changed(one.read_bytes(), rng))]
    rng.shuffle(texts)
    return one.name, texts[0], texts[1]


def main() -> None:
    """Make the pairs and print what the comparisons do not account for."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--pairs", type=int, default=400)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    rng = random.Random(asked.seed)
    pages = sorted(path for path in asked.folder.rglob("*.html") if path.stat().st_size <= LARGEST)
    pairs = short = 0
    for _ in range(asked.pairs):
        try:
            name, before, after = _pair(pages, rng)
        except KeelingError:
            continue  # a page that is refused is no pair
        pairs += 1
        if missing := between(before, after).unaccounted:
            short += 1
            print(f"{name}: {'; '.join(each.sentence for each in missing[:5])}")
    print(f"{pairs} pairs of {len(pages)} pages, {short} not whole")


if __name__ == "__main__":
    main()
