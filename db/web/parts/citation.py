"""How to cite a provision: plain, OSCOLA and BibTeX."""

import re

from db.ask.query import Row
from db.ask.words import day_words, status_words


def forms(row: Row, version: Row, work: Row, address: str, content: str) -> dict[str, str]:
    """The same citation in three forms; each names the version, its status and the permanent address.

    `content` is the SHA-256 of the wording, of which BibTeX carries the beginning.
    """
    label = row["label"] or "text"
    publisher = work["publisher"] or ""
    when = day_words(version["date"])
    status = status_words(version["status"])
    unofficial = "; unofficial consolidation by keeling" if version["status"] == "derived" else ""
    plain = f"{label}, {work['title']} ({when}, {status or 'status not known'}{unofficial}), {address}"
    named = f"{publisher}, " if publisher else ""
    oscola = f"{named}{work['title']} ({when}) {label} <{address}>"
    key = re.sub(r"[^a-z0-9]+", "-", f"{work['id']}-{version['date']}-{row['slug']}".lower()).strip("-")
    fields = {
        "author": f"{{{_braced(publisher or 'Unknown')}}}",
        "title": f"{_braced(work['title'])}, {_braced(label)}",
        "year": version["date"][:4],
        "note": f"{_braced(when)}, {_braced(status)}{unofficial}, content {content[:12]}",
        "url": address,
    }
    bibtex = f"@misc{{{key},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items()) + "\n}"
    return {"plain": plain, "oscola": oscola, "bibtex": bibtex}


def _braced(text: str) -> str:
    """A text inside the braces of a BibTeX field."""
    return re.sub(r"([{}\\%&$#_])", r"\\\1", text)
