"""Word files made by hand, part by part, so that a test says what stands in them."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KINDS = {
    "word/styles.xml": "styles", "word/numbering.xml": "numbering", "word/footnotes.xml": "footnotes",
    "word/comments.xml": "comments", "word/header1.xml": "header", "word/settings.xml": "settings",
}  # fmt: skip


def t(text: str, marks: str = "") -> str:
    """A run."""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """A paragraph of runs; words alone are a run."""
    runs = content if content.startswith("<") or not content else t(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def numbered(num: int, level: int) -> str:
    """The property that puts a paragraph into a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def level(number: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    """An abstract numbering."""
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, overrides: str = "") -> str:
    """A numbering."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def part(root: str, content: str) -> str:
    """A part of the file."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {SPACES}>{content}</w:{root}>'


def docx(body: str, **parts: str) -> bytes:
    """A file whose body is this; parts are named `numbering`, `styles`, `header` and so on."""
    roots = {"header": "hdr"}
    names = {kind: name for name, kind in _KINDS.items()}
    held = {names[kind]: part(roots.get(kind, kind), content) for kind, content in parts.items()}
    return packed({"word/document.xml": part("document", f"<w:body>{body}</w:body>"), **held})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """An archive of parts with the relations that Word writes."""
    related = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{_KINDS[name]}" Target="{name[5:]}"/>'
        for i, name in enumerate(parts)
        if name in _KINDS
    )
    main = f'<Relationship Id="r0" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    mime = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{mime}.{_KINDS.get(name, "document.main")}+xml"/>'
        for name in parts
        if name.endswith(".xml")
    )
    usual = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    every = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{usual}{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
        **parts,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in every.items():
            archive.writestr(name, content)
    return made.getvalue()


def tracked(kind: str, content: str, author: str = "A. Keeper", number: int = 1) -> str:
    """A tracked change (`ins`, `del`, `moveFrom`, `moveTo`) around runs."""
    return f'<w:{kind} w:id="{number}" w:author="{author}" w:date="2026-07-01T09:00:00Z">{content}</w:{kind}>'


def deleted(text: str) -> str:
    """A deleted run."""
    return tracked("del", f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>')


def mark(kind: str) -> str:
    """Paragraph properties that say that the paragraph's end was put in or struck out."""
    return f'<w:rPr><w:{kind} w:id="9" w:author="A. Keeper" w:date="2026-07-01T09:00:00Z"/></w:rPr>'
