"""Entries added to a list or taken out of it, under the heading that the list has for them.

"The following decisions are added in Part I of Annex I: (a) Under Electronic data: …; (b) Under …".
European drafting says "added" of what comes after everything there is, "inserted" of what stands
between (Joint Practical Guide of the institutions, 18.13): the second needs a place, the first has one.
"""

import re
from dataclasses import replace

from corpus.effect import Effect, Part
from corpus.provision import Provision
from corpus.work import Scheme
from parser.drafting.clauses import read
from parser.drafting.places import Memory
from parser.drafting.ranges import NotUnderstood
from parser.readers.blocks import Block

_LISTS = re.compile(
    r"\W*(?:the following|these) (?P<noun>[a-z]+(?: [a-z]+)?) (?:is|are|shall be) "
    r"(?P<verb>added|deleted|omitted|removed)"
    r" (?:in|to|into|from) (?P<where>[^:]+?)[,:]?",
    re.I,
)
_UNDER = re.compile(r"\s+under (?:the heading )?(?P<heading>[^:]+?)\s*[:–—-]?\s*", re.I)
# What the items inherit from the announcement above ("In Part I of Annex I,") must be the place that is named again.
_WHOLE = re.compile(rf"(?:In (?P<said>[^:]+?), )?{_LISTS.pattern}{_UNDER.pattern}", re.I)
_QUOTES = re.compile(r"^\s*[“‘\"]\s*|\s*[”’\"]?\s*[.,;]?\s*(?:and)?\s*$")


def leads_to_lists(text: str) -> bool:
    """Whether a text says what is added or taken out by the lists below it."""
    return _LISTS.fullmatch(text.strip()) is not None


def under_heading(text: str) -> bool:
    """Whether an item only names the heading that its entries stand under."""
    return _UNDER.fullmatch(f" {text.strip()}") is not None


def listed(
    number: str, text: str, entries: tuple[Block, ...], schemes: tuple[Scheme, ...], memory: Memory
) -> tuple[Effect, ...]:
    """One effect for every entry, in the list under its heading; () for any other instruction."""
    match = _WHOLE.fullmatch(" ".join(text.split()))
    if match is None or not entries or any(block.cells for block in entries):
        return ()
    if match["said"] not in (None, match["where"]):
        return ()
    try:
        places = read(f"In {match['where']},", schemes, memory).places
    except NotUnderstood:
        return ()
    if len(places) != 1 or not places[0].label:
        return ()
    made = Effect(number, "words omitted", label=places[0].label, part=Part("group", match["heading"]), text=text)
    made = replace(made, title=places[0].work or None)
    return tuple(_of_entry(made, match["verb"].lower() == "added", block) for block in entries)


def _of_entry(made: Effect, added: bool, block: Block) -> Effect:
    words = _QUOTES.sub("", block.text) if block.text[:1] in '“‘"' else block.text.strip()
    if not added:
        return replace(made, old_text=words)
    entry = Provision("text", text=words, source=block.span, marks=block.marks)
    return replace(made, type="inserted", position="end", content=(entry,))
