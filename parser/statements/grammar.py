"""Statements: who says what to whom. Joint statements, open letters, statements of governments, guidance.

The type comes from structure: a salutation and a closing make a letter, a list of
signatories a joint statement; a word in the title is a hint where the structure is silent.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.provision import Provision
from corpus.work import Drop, Repair, Signatory, Statement
from parser.readers.blocks import Block, Reading, printed
from parser.statements.names import is_organisation, is_person
from parser.statements.numbering import argues, numbered
from parser.statements.opening import by_host, opening, witness
from parser.statements.signatories import Signed, announces, signed

StatementType = Literal["joint statement", "open letter", "government statement", "guidance"]

_SALUTATION = re.compile(r"(?:dear|to the)\s+(?P<who>[^,:]{2,80})[,:]?", re.IGNORECASE)
_TO_WHOM = re.compile(r"To (?:the )?[A-Z][^.;:]{2,80}:")
"""A first line that says whom a text speaks to, without a greeting: `To the chair of Kite Ferries:`."""
_CLOSING = re.compile(r"(yours (sincerely|faithfully|truly)|(kind|best) regards|sincerely)\s*,?", re.IGNORECASE)
_STATEMENT = re.compile(
    r"\b(statement|declaration|manifesto|communiqu[eé]|pledge|call to action|letter|responds?)\b", re.IGNORECASE
)
_OTHER_TYPES = re.compile(
    r"promotion|press|news|speech|transparency|(?:official )?statistics|research|correspond", re.I
)
"""How a publisher calls a page that is no guidance although its title says toolkit or advice."""
_CONSULTS = re.compile(r"(?:open |closed )?consult", re.IGNORECASE)
"""How it calls one that is no statement either, whoever speaks on it."""
_GUIDANCE = re.compile(r"\b(guidance|guide|advice|toolkit|factsheet)\b", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\b(?:response|submission|evidence|representations?|letter|briefing|manifesto|petition|respon(?:ds?|ding)"
    r"|reacts?|calls?\s+(?:for|on)|urges?|statement|concern\w*|oppos\w+|demands?|welcomes?|warns?|fails?|(?<!you\s)must"
    r"|needs\s+(?:to|more|stronger|clear\w*))\b",
    re.IGNORECASE,
)
"""A title's word of somebody who speaks for himself, though it names advice or the guidance he answers to."""
_GOVERNMENT = re.compile(
    r"\b(government|white house|department (for|of)|ministry|home office|cabinet office"
    r"|secretary of state|prime minister"
    r"|downing street|foreign office|treasury|european commission|presidency|embassy|state department|hm \w+)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(UK|US|USA|U\.S\.|EU|United Kingdom|United States|Australia|Canada|Ireland|New Zealand|France|Germany"
    r"|G7|G20)\b"
)
_VOICE = re.compile(r"\b(we|our|us)\b", re.IGNORECASE)
_SECOND_PERSON = re.compile(r"\b(you|your)\b", re.IGNORECASE)
_DOTTED = re.compile(r"\d+\.\d+\s")
_OF_WHOM = re.compile(
    r"\b(?:statement|declaration|communiqu[eé])\b(?:(?:[^:–—|]*?\s)??(?P<by>(?:by|from|of"
    r"|between)\s[^:–—|]*?)(?=\s(?:to|on|about|regarding)\s|$|[:–—|]))?",
    re.IGNORECASE,
)
"""The word for a statement in a title, and after it whose it is: a government named elsewhere gives none."""
_LETTER = re.compile(r"\b(?:open|joint) letter\b|^(?:a )?letter (?:to|from)\b", re.IGNORECASE)
_SENT_TO = re.compile(r"(?:(?:this )?letter )?(?:(?:was )?(?:sent|addressed) )?to\s*:?", re.IGNORECASE)
_LETTER_TO = re.compile(
    r"\bletter(?: \w+){0,3}? to (?P<who>(?:the )?[A-Z][^.,:;–—|]{2,80}?)(?: (?:on|about|calling|regarding)\b.*|$)"
)
_TO = re.compile(r"(?:To|FAO|For the attention of)\s*:\s*(?P<who>.{3,160})", re.DOTALL)
_IMAGE = re.compile(
    r"(an? |the )?(handwritten )?(signature|logo|image|photo(graph)?|picture|illustration|screenshot|icon)s?\b"
    r"(?=.*\b(of|in|with|showing|shows|appears?|appearing|depicting|is written|background)\b)"
    r"(?!.*\b(?:are|was|were|be|must|should|shall|can|cannot|may|will|would|has|have|do|does|not|never)\b).{0,300}",
    re.IGNORECASE | re.DOTALL,
)
_IMAGES = re.compile(
    r"(the )?(handwritten )?(signature|logo|image|photo(graph)?|picture|illustration|screenshot)s\b", re.I
)
"""How a sentence about images begins as well: one of the text where it ends like a sentence."""
_QUOTED = re.compile(r"[.?!][”\"’]+$")
_STAR = re.compile(r"[*•▪●]\w|[–—-][A-Z]")
_END_MARK = re.compile(r"[\W_]*(0{3}|ooo|30|ends?)[\W_]*", re.IGNORECASE)
_ENDS = re.compile(r"[\W_]*(?:ends?|notes? (?:to|for) editors?:?)[\W_]*", re.IGNORECASE)
_BY = re.compile(
    r"(?:^\W*(?i:from|by)|\b(?i:issued|published|written|prepared|produced)\s+by"
    r"|\b(?i:statement|response|letter|report|guid(?:e|ance)|advice|briefing|evidence|submission)\s+(?:from|by))"
    r"\s+(?:the\s+)?(?P<who>[A-Z0-9][^.,:;]{3,80})"
)
"""Who made a text: at the start of a line, or after a word for making it. People arrive `from` a country too."""
_BAR = re.compile(r"\s+\|\s+")
_SENTENCE_WITHIN = re.compile(r"[a-z]{2}[.?!][\"”’)]*\s+[A-Z][^.?!]*[.?!]")
_FRONT = 6
_FEWEST_NAMES = 3
"""Names under a closing that make a statement of a text whose title does not call it one."""
_PROSE = 40
_LINE = 100
"""Characters beyond which a paragraph is no line of an address."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the grammar made of a statement; `title` where its own heading says it better than its first line."""

    provisions: tuple[Provision, ...]
    statement: Statement
    drops: tuple[Drop, ...]
    repairs: tuple[Repair, ...]
    title: str


def statement(reading: Reading) -> tuple[tuple[Provision, ...], Statement, tuple[Drop, ...]]:
    """The tree of a statement, what it says about itself, and what was dropped (the furniture not repeated)."""
    made = interpret(reading)
    return made.provisions, made.statement, made.drops


def statement_type(reading: Reading) -> StatementType | None:
    """Which kind of statement this is; None where neither structure nor title says that it is one."""
    blocks = _kept(reading)[0]
    return None if _is_none(reading, blocks) else _type(reading, blocks, signed(blocks))


def interpret(reading: Reading) -> Made:
    """Read a document as a statement, whatever it is."""
    from parser.statements.asks import addressed, asks  # here: what asks is known by 250 patterns,
    from parser.statements.tree import tree  # and most documents that may be statements are none

    blocks, drops = _kept(reading)
    issuer = _issuer(reading, blocks)
    shown = opening(reading, blocks)
    issuer = issuer or (shown.issuer if shown else None)
    names = signed(blocks, issuer)
    kind = (None if _is_none(reading, blocks) else _type(reading, blocks, names)) or "joint statement"
    names = _bylines(blocks, names) if kind == "government statement" else names
    body = _body(blocks, names)
    if kind == "open letter":
        names = replace(names, signatories=tuple(_for_letterhead(s, issuer) for s in names.signatories))
    if kind == "government statement":
        issuer = _governments(names) or issuer
    to = _addressee(blocks) or (shown.addressee if shown else None)
    asked = kind != "guidance" and not any(map(_CONSULTS.match, reading.every("document_type")))
    spoken = bool(names.signatories) or any(_SALUTATION.fullmatch(block.text) for block in blocks)
    spoken = spoken or any(_TO_WHOM.fullmatch(block.text) for block in blocks[:_FRONT])
    found = addressed(asks(body, argues=kind != "government statement", spoken=spoken), to) if asked else ()
    about = Statement(kind, issuer, to, names.signatories if kind != "guidance" else (), found)
    repairs = names.repairs if kind != "guidance" else ()
    return Made(tree(blocks), about, drops, repairs, _title(reading, blocks))


def _kept(reading: Reading) -> tuple[list[Block], tuple[Drop, ...]]:
    """The blocks of the statement, and drops of what an extraction left between them."""
    kept, drops = [], []
    for block in reading.blocks:
        if block.rule:
            continue
        rule = _residue(block)
        if rule:
            drops.append(Drop(rule, printed(block), block.span))
        else:
            kept.append(block)
    return _sentences_apart(kept), tuple(drops)


def _sentences_apart(blocks: list[Block]) -> list[Block]:
    """The blocks; what only looks like a heading is none: the end of a quotation, items set close to stars."""
    blocks = [replace(b, style="para") if b.style == "heading" and _QUOTED.search(b.text) else b for b in blocks]
    starred = [block.style in ("para", "heading") and bool(_STAR.match(block.text)) for block in blocks]
    if sum(starred) < 2:
        return blocks
    return [replace(b, style="item", level=1) if star else b for b, star in zip(blocks, starred, strict=True)]


def _residue(block: Block) -> str:
    if block.cells:
        few = sum(char.isalnum() for cell in block.cells for char in cell.text) <= 2
        return "extraction-residue" if few else ""
    if block.style == "note" or len(block.text) > 400:
        return ""
    if _END_MARK.fullmatch(block.text):
        return "end-mark"
    about = _IMAGES.match(block.text) is not None and block.text.rstrip()[-1:] in ".!?"
    return "image-description" if _IMAGE.fullmatch(block.text) and not about else ""


def _type(reading: Reading, blocks: Sequence[Block], names: Signed) -> StatementType | None:
    texts = [block.text for block in blocks if block.text]
    closed = names.signatories or any(_CLOSING.fullmatch(text) for text in texts)
    if closed and any(_SALUTATION.fullmatch(text) for text in texts):
        return "open letter"
    front = [b.text for b in blocks[:_FRONT] if b.text and (b.style == "heading" or b.bold)]
    titles = [text for text in (reading.title, *front) if len(text) < 200]
    if closed and any(_LETTER.search(title) for title in titles):
        return "open letter"
    stated = any(_STATEMENT.search(title) for title in titles)
    if stated and (_governments(_bylines(blocks, names)) or any(_is_of_states(title) for title in titles)):
        return "government statement"
    announced = names.announced and len(names.signatories) >= _FEWEST_NAMES
    joint = stated and any(re.search(r"\bjoint\b", title, re.IGNORECASE) for title in titles)
    signed_by_many = names.signatories and (stated or announced) and _is_spoken(blocks)
    if signed_by_many or (joint and _says_who(reading, blocks, names)):
        return "joint statement"
    other = any(map(_OTHER_TYPES.match, reading.every("document_type")))
    return "guidance" if not other and _guides(titles, texts) and not _sections(blocks) else _opened(reading, blocks)


def _is_spoken(blocks: Sequence[Block]) -> bool:
    """Whether somebody speaks in a text, or asks: of a long one the dearest question there is, and asked last."""
    from parser.statements.asks import asks

    return any(_VOICE.search(block.text) for block in blocks if block.text) or bool(asks(blocks))


def _opened(reading: Reading, blocks: Sequence[Block]) -> StatementType | None:
    """The type of a statement of which only the opening is there."""
    found = None if _sections(blocks) and not argues(blocks, reading.title) else opening(reading, blocks)
    if found is None:
        return None
    return "open letter" if found.letter else "joint statement"


def _is_none(reading: Reading, blocks: Sequence[Block]) -> bool:
    """Whether a document is no statement: a consultation, numbered paragraphs that argue nothing, no sentences."""
    if any(map(_CONSULTS.match, reading.every("document_type"))):
        return True
    texts = [block.text for block in blocks]
    dotted = sum(_DOTTED.match(text) is not None for text in texts) > 2
    return (dotted and not argues(blocks, reading.title)) or _prose(texts) < _PROSE


def _says_who(reading: Reading, blocks: Sequence[Block], names: Signed) -> bool:
    """Whether a text says whose it is or to whom: without that it is no statement."""
    return bool(names.signatories or _issuer(reading, blocks) or _addressee(blocks))


def _prose(texts: Sequence[str]) -> int:
    """Characters in sentences: a list of titles has none."""
    return sum(len(text) for text in texts if text.rstrip('"”’')[-1:] in ".?!" or _SENTENCE_WITHIN.search(text))


def _guides(titles: Sequence[str], texts: Sequence[str]) -> bool:
    """A title that says guidance, and not that it answers or asks, over a text that speaks to the reader."""
    called = any(_GUIDANCE.search(title) for title in titles[:2]) and not any(map(_ANSWERS.search, titles[:2]))
    return called and any(_SECOND_PERSON.search(text) for text in texts)


def _is_of_states(title: str) -> bool:
    """A title that names two states, or a government, and a statement of theirs."""
    if not re.search(r"\b(statement|declaration|communiqu[eé])\b", title, re.IGNORECASE):
        return False
    said = _OF_WHOM.search(title)
    of = title[: said.start()] + (said["by"] or "") if said else ""
    return len(set(_STATES.findall(title))) > 1 or bool(_GOVERNMENT.search(of))


def _sections(blocks: Sequence[Block]) -> bool:
    """Whether a document has numbered sections: then a grammar of codes reads it."""
    return sum(bool(numbered(block)) and block.style == "heading" for block in blocks) > 2


def _governments(names: Signed) -> str | None:
    found = list(dict.fromkeys(s.name for s in names.signatories if _GOVERNMENT.search(s.name)))
    return " and ".join(found) if found and len(found) == len(names.signatories) else None


def _bylines(blocks: Sequence[Block], names: Signed) -> Signed:
    """A last line of names between bars: `UK Government | White House`."""
    if names.signatories:
        return names
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
        parts = [part for part in _BAR.split(blocks[index].text) if part]
        if (
            len(parts) > 1
            and len(blocks[index].text) < 200
            and all(is_organisation(p) or _GOVERNMENT.search(p) for p in parts)
        ):
            people = tuple(Signatory(name) for name in dict.fromkeys(parts))
            again = tuple(
                Repair("repeated_signature", name, "signs more than once; listed once")
                for name in dict.fromkeys(parts)
                if parts.count(name) > 1
            )
            return Signed(people, index, again)
    return names


def _body(blocks: Sequence[Block], names: Signed) -> list[Block]:
    """What stands between the salutation, if there is one, and the signature; what a page says above; a list below."""
    first = next((n + 1 for n, block in enumerate(blocks) if _SALUTATION.fullmatch(block.text)), 0)
    above = [block for n, block in enumerate(blocks[: max(first - 1, 0)]) if _tells_of_it(block) or _listed(blocks, n)]
    end = names.start if names.signatories else len(blocks)
    end = next((n for n in range(first, end) if _ENDS.fullmatch(blocks[n].text)), end)
    while end > first and (announces(blocks[end - 1]) or blocks[end - 1].style == "row"):
        end -= 1
    notes = next((n for n in range(end, len(blocks)) if _ENDS.fullmatch(blocks[n].text)), len(blocks))
    attached = [blocks[n] for n in range(end, notes) if _listed(blocks, n) and not announces(blocks[n])]
    return [*above, *blocks[first:end], *attached]


def _listed(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block above a salutation is of a list that a sentence of the page leads to, or that sentence."""
    item = blocks[at].style == "item"
    lead = next((n for n in range(at - item, -1, -1) if blocks[n].style != "item"), 0)
    led = len(blocks[lead].text) > _LINE and blocks[lead].text.rstrip().endswith(":")
    return led and blocks[lead + 1].style == "item" and (item or lead == at)


def _tells_of_it(block: Block) -> bool:
    """Whether a block above a salutation is a paragraph of the page that prints the letter, and no address or date."""
    text = block.text.rstrip("”\"’') ")
    return block.style == "para" and "\n" not in text and len(text) > _LINE and text[-1:] in (".", "!")


def _issuer(reading: Reading, blocks: Sequence[Block]) -> str | None:
    """The letterhead, or a line above or below the title that names an organisation, or who the title says it is by."""
    if any(_SALUTATION.fullmatch(block.text) for block in blocks):
        return _letterhead(blocks)
    if gives := witness(blocks):
        return gives[0]
    for block in blocks[:_FRONT]:
        line = block.text.split("\n")[0]
        if len(line) < 90 and line[-1:] not in ".:;?!" and not _STATEMENT.search(line) and _is_body(line):
            return line
    found = by_host(reading, blocks) or next(
        (match["who"] for block in blocks[:_FRONT] if (match := _BY.search(block.text[:200]))), None
    )
    return found or reading.get("publisher")


def _is_body(line: str) -> bool:
    words = line.split()
    capitals = sum(word[0].isupper() for word in words)
    named = is_organisation(line) and not is_person(line) and re.search(
        r"\b(coalition|alliance|foundation|network|society|trust|charit\w+|council|association|federation"
        r"|union|group|government"
        r"|committee|forum|centre|institute|partnership|commission|department|campaign)\b", line, re.I)  # fmt: skip
    return bool(named) and len(words) > 1 and capitals >= 0.5 * len(words) and not re.match(r"\d", line)


def _letterhead(blocks: Sequence[Block]) -> str | None:
    """The first line of the address block above a letter: an organisation with an address under it."""
    above = [block for n, block in enumerate(blocks[:_FRONT]) if not _is_recipient(blocks, n)]
    for block in above:
        if _SALUTATION.fullmatch(block.text):
            return None
        first, *rest = block.text.split("\n")
        if rest and any(re.search(r"\d", line) for line in rest) and not is_person(first) and not _has_post(block):
            return first
    return next((b.text.split("\n")[0] for b in above if _is_body(b.text.split("\n")[0])), None)


def _is_recipient(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block above a letter is the address of whom it is to: a line says so, or the salutation names them."""
    if at and _SENT_TO.fullmatch(blocks[at - 1].text):
        return True
    greeted = next((match["who"] for block in blocks if (match := _SALUTATION.fullmatch(block.text))), "")
    return bool(greeted) and blocks[at].text.startswith(greeted.strip())


def _has_post(block: Block) -> bool:
    """An address block of a person: a name, then a post."""
    first = block.text.split("\n")[0]
    return is_person(first) or bool(_GOVERNMENT.search(block.text))


def _addressee(blocks: Sequence[Block]) -> str | None:
    """Who a letter is to: the name and post in the address block, else the salutation."""
    named = next((match["who"] for block in blocks[: 2 * _FRONT] if (match := _TO.fullmatch(block.text))), None)
    if named:
        return ", ".join(line.strip(" ,") for line in named.split("\n"))
    at = next((n for n, block in enumerate(blocks) if _SALUTATION.fullmatch(block.text)), None)
    if at is None:
        titled = (_LETTER_TO.search(block.text) for block in blocks[:_FRONT] if len(block.text) < 200)
        return next((match["who"] for match in titled if match), None)
    for block in reversed(blocks[:at]):
        lines = block.text.split("\n")
        if _has_post(block):
            kept = [lines[0]]
            for line in lines[1:]:
                if re.search(r"\d", line):
                    break
                kept.append(line)
            above = blocks[blocks.index(block) - 1].text if block is not blocks[0] else ""
            kept = [above, *kept] if "\n" not in above and is_person(above) else kept
            return ", ".join(line.rstrip(",") for line in kept)
    found = _SALUTATION.fullmatch(blocks[at].text)
    return found["who"].strip() if found else None


def _for_letterhead(person: Signatory, issuer: str | None) -> Signatory:
    """Who signs under a letterhead with a role signs for that organisation."""
    if person.kind == "person" and person.role and not person.organisation:
        return replace(person, organisation=issuer)
    return person


def _title(reading: Reading, blocks: Sequence[Block]) -> str:
    """The heading that calls itself a statement, letter or guidance, where the first line is the issuer's name."""
    front = [b.text.replace("\n", " ") for b in blocks[:_FRONT] if b.text and len(b.text) < 200]
    first = reading.title
    if _STATEMENT.search(first) or _GUIDANCE.search(first):
        return first
    return next((text for text in front if _STATEMENT.search(text) and text[-1] not in ".,"), first)
