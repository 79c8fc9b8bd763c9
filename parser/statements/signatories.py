"""Who signed a statement: organisations, people with roles, people under the heading of their group.

Names are judged by their form and by their neighbours. What cannot be told from the form (two
first names with one surname, a name that may be a person's or an organisation's) is read one
way and said in a `Repair`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.work import Repair, Signatory
from parser.readers.blocks import Block
from parser.statements.names import (
    AFTER,
    HONORIFIC,
    ORGANISATION,
    ROLE,
    SMALL,
    is_name_word,
    is_organisation,
    is_person,
    vocabulary,
)

_CLOSING = re.compile(
    r"(yours (sincerely|faithfully|truly|ever)|(kind|best|warm) regards|sincerely"
    r"|signed( by)?( the following.{0,40})?"
    r"|(the )?(undersigned|signatories)( are| include)?|(this|the) (statement|letter) (is|was"
    r"|has been) (signed|supported|endorsed) by.{0,40}"
    r"|supported by|endorsed by|on behalf of.{0,60})\s*[,:]?",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:coalition|signatories|supporters|members|organisations|signed by"
    r"|group)\b[^:;.]{0,60}:\s*(?P<names>[^:]{20,})",
    re.IGNORECASE,
)
_NO_NAME = vocabulary(
    """
    alliance association campaign centre center coalition commission committee council federation forum foundation
    fund group initiative institute network organisation partnership project society trust union uk
    """
)
_PEOPLE = re.compile(
    r"\b(famil(y|ies)|parents|survivors|bereaved|individuals|experts|academics|parliamentarians|mps|peers"
    r"|campaigners|teachers"
    r"|carers|mothers|fathers|people|victims|supporters|members|patrons|ambassadors|clinicians|doctors"
    r"|advocates|friends|relatives)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"(https?://|www\.)\S+|\S+@\S+\.\w+|\+?[\d ()-]{7,}")
_DATE = re.compile(
    r"\[?\(?(\d{1,2}(st|nd|rd|th)?\s+)?[A-Z][a-z]+\s+(\d{1,2},?\s+)?\d{4}\)?\]?\.?|\[(date|day)\]"
    r"|\d{1,2}/\d{1,2}/\d{2,4}",
    re.I,
)
_PLACEHOLDER = re.compile(r"(\[(?:name|signature)[^\]]*\])\s*(?:[,–-]\s*)?(\[[^\]]*\])?", re.IGNORECASE)
_COLUMN = re.compile(
    r"(?:full )?names?|(?:job )?titles?|roles?|positions?|signatures?|signatory|affiliations?"
    r"|(?:names? of )?organi[sz]ations?(?: names?)?|",
    re.IGNORECASE,
)
_COPIED = re.compile(
    r"(?:cc|copied? to|enc(?:losure)?s?)\s*:|(?:copy|copies|circulation|distribution)(?: (?:list|to))?\s*:?$",
    re.IGNORECASE,
)
_LONGEST = 110
_FEWEST_LISTED = 4
"""Names in a sentence that make a list of who stands behind a text; three may be a title with commas."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The signatories, the first block of the signature (or the number of blocks), and what was read around.

    `announced` says that a closing stands above them or a sentence lists them; else they are names at the end.
    """

    signatories: tuple[Signatory, ...] = ()
    start: int = 0
    repairs: tuple[Repair, ...] = ()
    announced: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    block: int
    marked: bool


def signed(blocks: Sequence[Block], issuer: str | None = None) -> Signed:
    """Find who signed: names after a closing or at the end, else names listed in a sentence."""
    start, announced = _start(blocks)
    lines = list(_lines(blocks, start))
    people, repairs = _Names(lines, issuer).read()
    if len(people) >= (1 if announced else 3):
        return Signed(_once(people, repairs), start, tuple(repairs), announced)
    for number, block in enumerate(blocks):
        found = _LISTED.search(block.text) if ":" in block.text else None
        if (
            found
            and len(names := _split(found["names"])) >= 3
            and 2 * sum(name[0].islower() for name in names) < len(names)
        ):
            listed = [_Line(name, number, False) for name in names]
            people, repairs = _Names(listed, None, plain=True).read()
            return Signed(_once(people, repairs), len(blocks), tuple(repairs), len(people) >= _FEWEST_LISTED)
    return Signed((), len(blocks))


def announces(block: Block) -> bool:
    """Whether a block closes the text and announces who signs: `Yours sincerely,`, `Signatories:`."""
    return bool(_CLOSING.fullmatch(block.text.strip()))


def _start(blocks: Sequence[Block]) -> tuple[int, bool]:
    """The block where the signature starts, and whether a closing announces it."""
    closings = [n for n, block in enumerate(blocks) if announces(block)]
    if closings:
        first = closings[-1]
        for before in reversed(closings[:-1]):
            if not all(_is_short(block) or _is_residue(block) for block in blocks[before + 1 : first]):
                break
            first = before
        return first + 1, True
    start = len(blocks)
    while start and (_is_short(blocks[start - 1]) or _is_residue(blocks[start - 1])):
        start -= 1
    while start < len(blocks) and (_is_residue(blocks[start]) or blocks[start].style == "row"):
        start += 1
    return start, False


def _is_short(block: Block) -> bool:
    """Lines that may be names: short, no sentence, no number of a heading in front."""
    lines = _of(block)
    return bool(lines) and all(_may_be_name(line) or _DATE.fullmatch(line) or _URL.fullmatch(line) for line in lines)


def _is_residue(block: Block) -> bool:
    return sum(char.isalnum() for line in _of(block) for char in line) < 3


def _may_be_name(line: str) -> bool:
    if len(line) > _LONGEST or line[-1] in ".?!:;" or re.match(r"\(?\d{1,2}[.)]\s", line):
        return False
    tokens = [token for token in re.findall(r"[^\s,]+", line) if token.lower() not in SMALL]
    strong = sum(not token[0].islower() for token in tokens)
    return bool(tokens) and len(tokens) <= 14 and strong >= 0.6 * len(tokens) and line[0] not in "-–—"


def _of(block: Block) -> list[str]:
    texts = [cell.text for cell in block.cells] if block.cells else [block.text]
    if _is_header(block):
        return []
    if len(texts) > 1 and is_person(texts[0]) and not any(is_person(text) for text in texts[1:]):
        texts = [", ".join(text.replace("\n", " ") for text in texts if text)]
    return [line for text in texts for line in text.split("\n") if line]


def _lines(blocks: Sequence[Block], start: int) -> Iterator[_Line]:
    for number in range(start, len(blocks)):
        block = blocks[number]
        if block.style == "note" or _is_residue(block):
            continue
        for text in _of(block):
            yield _Line(text.strip(" ,;•"), number, block.bold or (block.style == "heading" and block.level > 0))


def _is_header(block: Block) -> bool:
    """The headings of a table of signatories."""
    return len(block.cells) > 1 and all(_COLUMN.fullmatch(cell.text.strip()) for cell in block.cells)


def _split(names: str) -> list[str]:
    """Names in a sentence: between semicolons that a space follows, else between commas and `and`."""
    text = names.strip().rstrip(".")
    parts = (
        re.split(r"\s*;\s+", text) if re.search(r";\s", text) else re.split(r",\s+(?:and\s+)?|\s+and\s+(?=[A-Z])", text)
    )
    return [part.removeprefix("and ").strip() for part in parts if part.strip()]


class _Names:
    """Reads lines one by one; a line may be a name, a role of the name before, or the heading of a group."""

    def __init__(self, lines: list[_Line], issuer: str | None, plain: bool = False) -> None:
        self.lines = [line for line in lines if line.text]
        self.issuer = issuer
        self.plain = plain
        self.people: list[Signatory] = []
        self.repairs: list[Repair] = []
        self.group: str | None = None
        self.held = False
        self.last_block = -1

    def read(self) -> tuple[list[Signatory], list[Repair]]:
        for number, line in enumerate(self.lines):
            if _COPIED.match(line.text):
                break
            if _URL.fullmatch(line.text) or _DATE.fullmatch(line.text) or _CLOSING.fullmatch(line.text):
                continue
            if not self.plain and self._is_group(number):
                self.group, self.held = line.text.rstrip(":"), self._stands_out(number)
            elif not self._completes(line):
                self._name(number, line)
            self.last_block = line.block
        return self.people, self.repairs

    def _is_group(self, number: int) -> bool:
        """A heading with people under it: it speaks of people or stands out, and bare names of people follow."""
        line = self.lines[number]
        following = [other.text for other in self.lines[number + 1 : number + 3]]
        if is_person(line.text) or _pair(line.text) or not following:
            return False
        if self._stands_out(number):
            return True
        if not all(is_person(text) or _pair(text) for text in following):
            return False
        return bool(_PEOPLE.search(line.text)) or line.marked or line.text.endswith(":")

    def _stands_out(self, number: int) -> bool:
        """A heading among lines that are none, or a line that ends in a colon: it heads names of any kind."""
        line, below = self.lines[number], self.lines[number + 1 : number + 2]
        return bool(below) and not below[0].marked and (line.marked or line.text.endswith(":")) and len(line.text) < 60

    def _completes(self, line: _Line) -> bool:
        """A line that says the role or the organisation of the person above, or the last word of the name above."""
        if self.people and self.people[-1].kind == "organisation" and line.text.lower() in _NO_NAME:
            name = f"{self.people[-1].name} {line.text}"
            self.people[-1] = replace(self.people[-1], name=name)
            self.repairs.append(Repair("signatory_wrapped", name, "stands on two lines; read as one name"))
            return True
        if not self.people or self.people[-1].kind != "person" or line.block != self.last_block:
            return self._completes_below(line)
        above = self.people[-1]
        if above.role is None and ROLE.search(line.text) and not is_person(_first_part(line.text)):
            role, _, organisation = line.text.partition(", ")
            self.people[-1] = replace(above, role=role, organisation=organisation or above.organisation)
            return True
        if above.role and not above.organisation and is_organisation(line.text):
            self.people[-1] = replace(above, organisation=line.text)
            return True
        return False

    def _completes_below(self, line: _Line) -> bool:
        """The role stands in a block of its own under a single name."""
        if not self.people or self.people[-1].kind != "person" or line.block != self.last_block + 1:
            return False
        above = self.people[-1]
        role, _, organisation = line.text.partition(", ")
        if above.role is None and ROLE.fullmatch(role.split()[-1]) and not is_person(_first_part(line.text)):
            self.people[-1] = replace(above, role=role, organisation=organisation or above.organisation)
            return True
        return False

    def _name(self, number: int, line: _Line) -> None:
        text = line.text
        placeholder = _PLACEHOLDER.fullmatch(text)
        if placeholder:
            self.people.append(Signatory(placeholder[1], placeholder[2], None, "person", self.group))
            return
        if not self.plain and not _may_be_name(text):
            return
        person = _with_role(text)
        pair = None if person else _pair(text)
        if person:
            self.people.append(replace(person, group=self.group))
        elif pair:
            self.people += [Signatory(name, None, None, "person", self.group) for name in pair]
            self.repairs.append(Repair("signatory_pair", text, f"one line, read as {pair[0]} and {pair[1]}"))
        elif is_person(text) and not self._among_organisations(number):
            self.people.append(Signatory(text, None, None, "person", self.group))
        else:
            if is_person(text):
                detail = "may be a person's name; read as an organisation, as its neighbours are"
                self.repairs.append(Repair("signatory_kind", text, detail))
            elif self.group and not self.held and is_organisation(text):
                self.group = None
            self.people.append(Signatory(text, None, None, "organisation", self.group))

    def _among_organisations(self, number: int) -> bool:
        """Whether a bare name of two words stands in a list of organisations."""
        if self.group or set(self.lines[number].text.lower().replace(".", "").split()) & HONORIFIC:
            return False
        if AFTER.fullmatch(self.lines[number].text.split()[-1]):
            return False
        below = self.lines[number + 1 : number + 2]
        if below and below[0].block == self.lines[number].block and ROLE.search(below[0].text):
            return False
        near = [line.text for line in self.lines if line is not self.lines[number]]
        organisations = sum(not is_person(text) and not _with_role(text) and not _pair(text) for text in near)
        return organisations >= 3 and organisations > 2 * sum(is_person(text) for text in near)


def _first_part(text: str) -> str:
    return re.split(r",|\s[–—-]\s", text)[0].strip()


def _with_role(text: str) -> Signatory | None:
    """`Name, Role, Organisation`, with dashes or brackets for the commas."""
    spread = re.sub(r"\s+[–—-]\s+|(?<=\w):\s+", ", ", re.sub(r"\s*\(([^()]+)\)$", r", \1", text))
    name, *rest = [part.strip() for part in spread.split(", ") if part.strip()]
    while rest and AFTER.fullmatch(rest[0]):
        name = f"{name} {rest.pop(0)}"
    if rest and not is_person(name) and is_person(rest[0]) and (spread != text or is_organisation(name)):
        return Signatory(rest[0], ", ".join(rest[1:]) or None, name, "person")
    if not rest or not is_person(name):
        return None
    roles = [
        part for part in rest if ROLE.search(part) and not (is_organisation(part) and not ROLE.match(part.split()[-1]))
    ]
    if len(rest) == 1:
        role, organisation = _role_of(rest[0]) if ROLE.search(rest[0]) else (None, rest[0])
    elif roles:
        cut = max(index for index, part in enumerate(rest) if part in roles) + 1
        role, organisation = ", ".join(rest[:cut]), ", ".join(rest[cut:]) or None
    else:
        role, organisation = rest[0], ", ".join(rest[1:])
    return Signatory(name, role, organisation, "person")


def _role_of(text: str) -> tuple[str, str | None]:
    """`Chief Executive of the Harbour Trust` is a role and an organisation; `Head of Policy` is a role."""
    found = re.fullmatch(r"(.+?)\s+(?:of|at|for)\s+((?:the\s+)?[A-Z0-9].+)", text)
    if found and {word.lower() for word in found[2].split()} & ORGANISATION:
        return found[1], found[2]
    return text, None


def _pair(text: str) -> tuple[str, str] | None:
    """Two people on one line: `Ada and Ben Quill`, `Ada Quill and Ben Marsh`."""
    found = re.fullmatch(r"(.+?)\s+(?:and|&)\s+(.+)", text)
    if found is None or not is_person(found[2]):
        return None
    if is_person(found[1]):
        return found[1], found[2]
    first = found[1].split()
    if len(first) == 1 and is_name_word(first[0]) and first[0][0].isupper():
        surname = [word for word in found[2].split() if not AFTER.fullmatch(word)][1:]
        return f"{found[1]} {' '.join(surname)}", found[2]
    return None


def _once(people: list[Signatory], repairs: list[Repair]) -> tuple[Signatory, ...]:
    """Each signatory once; a second signature of the same name is said."""
    kept: list[Signatory] = []
    for person in people:
        same = next(
            (n for n, other in enumerate(kept) if other.name == person.name and other.group == person.group), None
        )
        if same is None:
            kept.append(person)
            continue
        kept[same] = replace(
            kept[same], role=kept[same].role or person.role, organisation=kept[same].organisation or person.organisation
        )
        repairs.append(Repair("repeated_signature", person.name, "signs more than once; listed once"))
    return tuple(kept)
