"""OpenDocument files made by hand, part by part, so that a test says what stands in them."""

import io
import zipfile

_NAMES = {
    "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing",
    "fo": "xsl-fo-compatible", "svg": "svg-compatible",
}  # fmt: skip
SPACES = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in _NAMES.items())
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(body: str, styles: str = "", common: str = "", manifest: str = "") -> bytes:
    """A file whose text is this; `styles` are automatic ones, `common` is in `styles.xml`."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:document-styles {SPACES}>{common}</office:document-styles>")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return made.getvalue()


def p(content: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def h(content: str, level: int, more: str = "") -> str:
    """A heading."""
    return f'<text:h text:outline-level="{level}" {more}>{content}</text:h>'


def listed(*items: str, style: str = "L", more: str = "") -> str:
    """A list of these items."""
    named = f'text:style-name="{style}"' if style else ""
    return (
        f"<text:list {named} {more}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"
    )


def level(number: int, form: str, before: str = "", after: str = "", *, shown: int = 1, more: str = "") -> str:
    """A level of a list style."""
    return (
        f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" style:num-prefix="{before}"'
        f' style:num-suffix="{after}" text:display-levels="{shown}" {more}/>'
    )


def list_style(*levels: str, name: str = "L") -> str:
    """A list style."""
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def region(name: str, kind: str, content: str = "") -> str:
    """An entry in the list of tracked changes."""
    made = "<dc:creator>A. Keeper</dc:creator><dc:date>2026-07-01T09:00:00</dc:date>"
    info = f"<office:change-info>{made}</office:change-info>"
    return f'<text:changed-region text:id="{name}"><text:{kind}>{info}{content}</text:{kind}></text:changed-region>'


def changes(*regions: str) -> str:
    """The list of tracked changes."""
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def at(name: str) -> str:
    """The point where words were deleted."""
    return f'<text:change text:change-id="{name}"/>'


def start(name: str) -> str:
    """Where an insertion begins."""
    return f'<text:change-start text:change-id="{name}"/>'


def end(name: str) -> str:
    """Where an insertion ends."""
    return f'<text:change-end text:change-id="{name}"/>'
