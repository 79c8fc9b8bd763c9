"""Names of kinds of harm and of functionalities: which of them mean the same.

The synonyms are data (`harm_synonyms.toml`). What a code's table or a profile calls a kind is looked up here and
nowhere else.
"""

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from corpus.condition import Kind

_STRIPPED = re.compile(r"[\W_]+")
_EMPTY = {"content", "offence", "offences", "the", "and", "or", "of"}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("corpus").joinpath("harm_synonyms.toml").read_text("utf-8"))


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name as compared: small letters, words apart by one blank, without `content` and little words."""
    words = [word for word in _STRIPPED.sub(" ", name.casefold()).split() if word not in _EMPTY]
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words)


@cache
def _groups() -> dict[str, frozenset[int]]:
    """By plain name, the groups of synonyms it stands in: `suicide` is a kind of illegal harm and of content."""
    found: dict[str, set[int]] = {}
    for number, names in enumerate(_data()["kinds"]):
        for name in names:
            found.setdefault(plain(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def same_kind(one: str, other: str) -> bool:
    """Whether two names mean the same kind of harm."""
    a, b = plain(one), plain(other)
    groups = _groups()
    return a == b or bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def last_part(name: str) -> str:
    """The name of a sub-kind: what stands behind the colon or dash of `Abuse of children: grooming`."""
    return name_parts(name)[-1]


def name_parts(name: str) -> list[str]:
    """A name cut at the colon or dash behind which its sub-kind stands; alone where it has none."""
    return re.split(r":\s+|\s[–—-]\s", name)


def named(mention: str, kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """The kinds that a mention names: the same, a class of them, a sub-kind, all it is the general name of; or none."""
    every = tuple(kinds)
    classed = tuple(kind for kind in every if kind.group and mention.strip() and plain(kind.group) == plain(mention))
    if classed:
        return classed
    exact = tuple(kind for kind in every if mention.strip() and plain(kind.name) == plain(mention))
    alike = exact or tuple(kind for kind in every if same_kind(kind.name, mention))
    part = alike or tuple(kind for kind in every if same_kind(last_part(kind.name), mention))
    general = part or tuple(
        kind for kind in every if plain(mention) and plain(kind.name.partition("(")[0]) == plain(mention)
    )
    if general:
        return general
    begins = tuple(kind for kind in every if plain(mention) and plain(kind.name).startswith(f"{plain(mention)} "))
    return begins if len(begins) == 1 else ()


def functionality(phrase: str) -> str:
    """The known functionality that a phrase names; empty where none or several are named."""
    found = functionalities(phrase)
    return found.pop() if len(found) == 1 else ""


def functionalities(phrase: str) -> set[str]:
    """The known functionalities that a phrase names, with hyphens or without."""
    folded = phrase.casefold()
    said = f" {folded} \n {folded.replace('-', ' ')} "
    return {name for name, words in _data()["functionalities"].items() if any(word in said for word in (name, *words))}


def called(functionality_name: str) -> tuple[str, ...]:
    """The name of a functionality and the words that name it as well."""
    return (functionality_name, *_data()["functionalities"].get(functionality_name, ()))


def without_functionalities(phrase: str) -> str:
    """What a phrase says beside the functionalities that it names, in small letters and without hyphens."""
    words = (word for name, words in _data()["functionalities"].items() for word in (name, *words))
    rest = f" {phrase.casefold().replace('-', ' ')} "
    for word in sorted({each.replace("-", " ") for each in words}, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return rest


def misspelt(phrase: str) -> str:
    """The known functionality that a phrase without one is written like; empty where there is none."""
    known = {word: name for name, words in _data()["functionalities"].items() for word in (name, *words)}
    near = [] if functionalities(phrase) else get_close_matches(phrase.casefold(), known, 1, 0.8)
    return known[near[0]] if near else ""
