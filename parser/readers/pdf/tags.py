"""The tag tree of a PDF: what its maker says is a heading, a list, a table, a cell, a note.

Read from the file's structure tree (PDF 32000-1, 14.7) in one walk that neither recurses nor follows
a circle, and tied to words by page and marked-content id. Tags are a claim like any other: whoever
uses them asks the page's geometry first (`parser.readers.pdf.tagged`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MOST = 400_000
"""Elements looked at; a manual of 200 pages has 15,000."""
DEEPEST = 500
"""Elements one inside another; Word and browsers nest to about twenty."""

_HEADINGS = {"Title": 1, "H": 1, **{f"H{level}": level for level in range(1, 7)}}
_BLOCKS = frozenset(["P", "LBody", "Lbl", "TD", "TH", "Caption", "Note", "FENote", "Footnote", "TOCI", "BlockQuote"])
_NOTES = frozenset(["Note", "FENote", "Footnote"])
"""What stands at the foot of a page, wherever the tree has it: a note to words in a cell is not in the cell."""
_STANDARD = _BLOCKS | _HEADINGS.keys() | {"Table", "TR", "L", "LI", "TOC", "Document", "Part", "Sect", "Div", "Span"}


class Tag(NamedTuple):
    """What the tree says of a stretch of content: numbers of its block, table, row and cell, 0 where in none.

    `block` is the nearest paragraph, heading, label or cell; `kind` its standard type; `level` a
    heading's; `head` says that the cell is a heading's. Numbers follow the order of the tree.
    """

    block: int = 0
    kind: str = ""
    level: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    head: bool = False


NO_TAG = Tag()


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a file by page number (from 1) and marked-content id; `doubts` say why none were taken.

    `cells` gives each cell's first column and how many it spans, `widths` each table's columns.
    """

    places: Mapping[tuple[int, int], Tag] = field(default_factory=dict)
    cells: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    widths: Mapping[int, int] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places)

    def at(self, page: int, mark: int) -> Tag:
        """The tag of a marked stretch."""
        return self.places.get((page, mark), NO_TAG) if mark >= 0 else NO_TAG


def read_tags(pdf: Any) -> Tags:
    """The tags of an open file (pikepdf); none, with the reason, where the tree makes no sense."""
    import pikepdf

    try:
        root = pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, pikepdf.Dictionary):
            return Tags()
        return _Walk(pdf, root).tags()
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return Tags(doubts=(f"the file's tags cannot be read ({str(error)[:80]})",))


class _Walk:
    """One walk over the tree, depth first, in order."""

    def __init__(self, pdf: Any, root: Any) -> None:
        self.root, self.count = root, 0
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self.roles = _roles(root.get("/RoleMap"))
        self.places: dict[tuple[int, int], Tag] = {}
        self.tables: dict[int, dict[int, list[tuple[int, int, int]]]] = {}
        self.doubts: list[str] = []

    def tags(self) -> Tags:
        """Everything that was found, or nothing and why."""
        seen: set[tuple[int, int]] = set()
        waiting: list[tuple[Any, Tag, int, int]] = [(self.root, NO_TAG, 0, 0)]
        while waiting:
            element, above, page, depth = waiting.pop()
            self.count += 1
            if self.count > MOST or depth > DEEPEST:
                what = f"more than {MOST:,} elements" if self.count > MOST else f"more than {DEEPEST} levels"
                return Tags(doubts=(f"the file's tags have {what}; they were not used",))
            if element.is_indirect:
                if element.objgen in seen:
                    self.doubts.append("the file's tags run in a circle")
                    continue
                seen.add(element.objgen)
            page = self.page(element, page)
            tag = self.tag(element, above)
            below = [(kid, tag, page, depth + 1) for kid in _kids(element) if not self.content(kid, tag, page)]
            waiting.extend(reversed(below))
        cells, widths = _columns(self.tables)
        return Tags(self.places, cells, widths, tuple(dict.fromkeys(self.doubts)))

    def page(self, element: Any, page: int) -> int:
        """The page that an element names, or that of the one above."""
        named = element.get("/Pg")
        return self.pages.get(named.objgen, 0) if named is not None else page

    def content(self, kid: Any, tag: Tag, page: int) -> bool:
        """Whether a kid is content, which is then noted, and no element."""
        import pikepdf

        if not isinstance(kid, pikepdf.Dictionary):
            if isinstance(kid, int):
                self.places[page, kid] = tag
            return True
        if kid.get("/Type") == "/MCR":
            number = kid.get("/MCID")
            if isinstance(number, int) and "/Stm" not in kid:
                self.places[self.page(kid, page), number] = tag
            return True
        return kid.get("/Type") == "/OBJR"

    def tag(self, element: Any, above: Tag) -> Tag:
        """The tag of what stands in this element."""
        kind = self.kind(element)
        number = self.count
        if kind == "Table":
            return Tag(number, kind, 0, number)
        if kind == "TR":
            return above._replace(row=number, block=number, kind=kind)
        if kind in ("TD", "TH"):
            spans = _span(element, "/ColSpan"), _span(element, "/RowSpan")
            self.tables.setdefault(above.table, {}).setdefault(above.row, []).append((number, *spans))
            return above._replace(cell=number, block=number, kind=kind, head=kind == "TH")
        if kind in _HEADINGS:
            return above._replace(block=number, kind="H", level=_HEADINGS[kind])
        around = NO_TAG if kind in _NOTES else above
        return around._replace(block=number, kind=kind, level=0) if kind in _BLOCKS else around

    def kind(self, element: Any) -> str:
        """An element's standard type."""
        name = str(element.get("/S", ""))[1:]
        for _ in range(8):
            if name in _STANDARD or name not in self.roles:
                break
            name = self.roles[name]
        return name


def _roles(found: Any) -> dict[str, str]:
    """The file's own types by the standard one each stands for."""
    import pikepdf

    if not isinstance(found, pikepdf.Dictionary):
        return {}
    return {name[1:]: str(value)[1:] for name, value in found.items() if isinstance(value, pikepdf.Name)}


def _kids(element: Any) -> Iterator[Any]:
    import pikepdf

    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        yield from kids
    elif kids is not None:
        yield kids


def _span(element: Any, name: str) -> int:
    """How many columns or rows a cell spans, from its attributes."""
    import pikepdf

    found = element.get("/A")
    for each in found if isinstance(found, pikepdf.Array) else [found]:
        value = each.get(name) if isinstance(each, pikepdf.Dictionary) else None
        if isinstance(value, int) and 1 <= value <= 1000:
            return value
    return 1


_Rows = Mapping[int, list[tuple[int, int, int]]]


def _columns(tables: Mapping[int, _Rows]) -> tuple[dict[int, tuple[int, int]], dict[int, int]]:
    """The column and span of each cell, and each table's width: a cell that spans rows holds its column below."""
    cells: dict[int, tuple[int, int]] = {}
    widths: dict[int, int] = {}
    for table, rows in tables.items():
        held: dict[int, int] = {}
        for row in rows.values():
            column, below = 0, {at: left - 1 for at, left in held.items() if left > 1}
            for cell, wide, tall in row:
                while column in held:
                    column += 1
                cells[cell] = column, wide
                below.update(dict.fromkeys(range(column, column + wide), tall - 1) if tall > 1 else {})
                column += wide
            widths[table] = max(widths.get(table, 0), column, *(at + 1 for at in held))
            held = below
    return cells, widths
