"""Which kind of document this is, from what it shows; a word in a title is only ever a hint.

Each kind has evidence of its own; none is what is left when the others do not fit. A statement has
an issuer, an addressee or signatories and numbers nothing like the law does; a code has measures,
or calls itself a code and numbers its provisions; an instrument says what it amends and how. An
Act, an order, rules, minutes, a letter with numbered paragraphs are none of these: their kind is None.
"""

import re
from collections.abc import Iterable, Sequence

from corpus.drafting import announces
from corpus.provision import Provision, walk
from corpus.work import WorkKind
from parser.amendments.change_tables import change_rows
from parser.drafting.verbs import amends as is_instruction
from parser.drafting.verbs import commands, withdraws
from parser.readers.blocks import Block, Reading
from parser.statements.numbering import numbers_like_law

_MEMORANDUM = re.compile(r"\bexplanatory (?:memorandum|notes?)\b", re.IGNORECASE)
_TITLED = r"correct(?:ing|ions?)|corrigend(?:um|a)|errat(?:um|a)|revocations?|variations?|withdrawals?|cancellations?"
_AMENDING = re.compile(rf"\b(?:amend(?:s|ed|ing|ments?)?|modif(?:ying|ications?)|{_TITLED})\b", re.IGNORECASE)
# A title that announces amendments; "as amended in 2031" does not.
_AMENDMENTS = re.compile(rf"\b(?:amend(?:ing|ments?)|{_TITLED})\b", re.IGNORECASE)
_NOTICE = re.compile(r"\bnotice\b", re.IGNORECASE)
# A title over a table of current and new texts.
_CHANGES = re.compile(r"\b(?:changes|revisions?|updates?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^[“\"]?\s*(?:\d[\w.]*\.?[—–-]?\s+)?(?:\(?\w{1,4}\)\s*)*")
_GUIDANCE = frozenset(("guidance", "statutory guidance", "detailed guide", "guide"))
"""What publishers call guidance: in their own words over the title, or as a type of their pages."""
_MINUTES = re.compile(r"(?<!\d )\bminutes\b", re.IGNORECASE)
_CODE = re.compile(r"\b(?:codes? of (?:practice|conduct)|(?:practice|conduct) codes?)\b|\bcode\W*$", re.IGNORECASE)
_ABOUT_A_CODE = re.compile(
    r"\b(?:guidance|guide|consultation|response|statement|memorandum|notes?|impact|assessment|report|summary|updates?"
    r"|letter|review|evidence|questions (?:about|on|and answers)|faqs?|frequently asked|judgment|minutes|proposals?"
    r"|order|act|regulations)\b",
    re.IGNORECASE,
)
_FEWEST_PROVISIONS = 3
_LABELLED = frozenset({"section", "measure", "paragraph"})


def amends(reading: Reading, blocks: Sequence[Block]) -> bool:
    """Whether a document is an instrument.

    It says that something "is amended as follows" and gives instructions, and they are a good part
    of it or its title speaks of amending; where it does not say so, both must hold. An Act that amends another in
    passing is not one, nor is a memorandum about an instrument, which says so before its first instruction.
    """
    titles = [reading.title, *(block.text for block in blocks[:10] if block.style == "heading")]
    first = next(
        (n for n, block in enumerate(blocks) if block.text and announces(block.text) and block.style != "note"), None
    )
    memorandum = next((n for n, block in enumerate(blocks[:10]) if _is_memorandum(block)), None)
    if _MEMORANDUM.search(reading.title) or (memorandum is not None and (first is None or memorandum < first)):
        return False
    titled = any(_AMENDING.search(title) for title in titles) or _is_notice_of_withdrawal(titles, blocks)
    says_so = first is not None
    changing = says_so or titled or any(_CHANGES.search(title) for title in titles)
    if changing and change_rows(blocks):
        return True
    if not (titled or says_so):
        return False
    texts = [piece.text for block in blocks if block.style != "note" for piece in (block.cells or (block,))]
    if not says_so:
        ordered = sum(commands(_NUMBER.sub("", text, count=1)) for text in texts if text)
        fewest = 1 if any(_AMENDMENTS.search(title) or _NOTICE.search(title) for title in titles) else 2
        return ordered >= fewest and (20 if titled else 10) * ordered >= len(blocks)
    instructions = sum(is_instruction(text) for text in texts if text)
    if instructions:
        return titled or 10 * instructions >= len(blocks)
    return _AMENDMENTS.search(reading.title) is not None


def _is_notice_of_withdrawal(titles: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Whether a document is called a notice and declares that something is withdrawn."""
    return any(_NOTICE.search(title) for title in titles) and any(withdraws(block.text) for block in blocks)


def _is_memorandum(block: Block) -> bool:
    return block.style == "heading" and _MEMORANDUM.search(block.text) is not None


def is_code(reading: Reading, kept: Sequence[Block], provisions: Iterable[Provision]) -> bool:
    """Whether a tree is a code's: it has measures with paragraphs, or numbers its provisions under a code's title."""
    nodes = list(walk(tuple(provisions)))
    titles = [reading.title, *_titles(kept)[:1]]
    if _has_measures(nodes):
        return not any(map(_ABOUT_A_CODE.search, titles)) or _mostly_measures(nodes)
    numbered = sum(node.kind in _LABELLED and bool(node.label) for node in nodes)
    titled = any(_CODE.search(title) and not _ABOUT_A_CODE.search(title) for title in titles)
    return titled and numbered >= _FEWEST_PROVISIONS


def _has_measures(nodes: Sequence[Provision]) -> bool:
    """Whether a document is made of measures with paragraphs, and does not quote them among paragraphs of its own."""
    inside = [each for node in nodes if node.kind == "measure" for each in walk(node.children)]
    own = sum(node.kind == "paragraph" and (node.label or "").isdigit() for node in nodes)
    return any(node.kind == "measure" and node.children for node in nodes) and own <= len(inside)


def _mostly_measures(nodes: Sequence[Provision]) -> bool:
    """Whether most of the text stands in measures: a consultation that prints some in an annex is not made of them."""
    whole = sum(len(node.text) for node in nodes)
    inside = sum(len(each.text) for node in nodes if node.kind == "measure" for each in walk(node.children))
    return 2 * inside >= whole


def hinted(reading: Reading, kept: Sequence[Block]) -> WorkKind | None:
    """Memoranda and guidance say what they are in their title or the publisher's type; nothing else is guessed.

    Minutes are none, whatever they are filed under.
    """
    if any(_MEMORANDUM.search(title) for title in (reading.title, *_titles(kept))):
        return "memorandum"
    if _MINUTES.search(reading.title):
        return None
    called = (each.strip().casefold().replace("_", " ") for each in reading.every("document_type"))
    return None if _GUIDANCE.isdisjoint(called) else "guidance"


def may_be_statement(reading: Reading) -> bool:
    """Whether a document numbers nothing as the law does, so that a statement may be looked for."""
    return not numbers_like_law([block for block in reading.blocks if not block.rule], reading.title)


def _titles(kept: Sequence[Block]) -> list[str]:
    return [block.text for block in kept[:6] if block.style == "heading"]
