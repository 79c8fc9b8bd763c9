"""A document in a file, read on the fly: never stored, and no database asked."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UnreadableInput, UsageError

if TYPE_CHECKING:  # `db.show` imports this: a cold `keeling show` must not load catalogue or parser
    from corpus.catalogue import Catalogue
    from corpus.work import Expression
    from parser.readers.changes import Changes


def parse_file(path: Path, catalogue: "Catalogue", work: str = "", changes: "Changes" = "accepted") -> "Expression":
    """A file parsed on the fly and never stored; raises UnreadableInput."""
    from parser.document import parse
    from parser.read import styled
    from parser.readers.files import file_bytes

    if not path.exists():
        raise UnreadableInput(f"{path} does not exist; name a file, or a version such as pcu@2025-07-04")
    body = styled(path, file_bytes(path))
    known = catalogue.work(work) if work else None
    schemes = catalogue.schemes()
    return parse(body, name=path.name, work=known, schemes=schemes, works=catalogue.works, changes=changes)


def both_readings(path: Path, catalogue: "Catalogue") -> "tuple[Expression, Expression]":
    """A file that shows its changes, as before them and as with them made.

    Raises UsageError for a file that shows none: it is one text, and there is nothing to compare.
    """
    before, after = (identified(parse_file(path, catalogue, "", way), catalogue) for way in ("rejected", "accepted"))
    shows = after.tracked or any(drop.rule in ("struck", "inserted") for drop in after.coverage.drops)
    if not shows and before.provisions == after.provisions:
        raise UsageError(f"{path} shows no changes of its own; name the version or file to compare it with")
    return replace(before, version=f"{path.name}, changes rejected"), replace(
        after, version=f"{path.name}, changes accepted"
    )


def identified(expression: "Expression", catalogue: "Catalogue") -> "Expression":
    """An expression with the work of the catalogue that it is, where it says which."""
    if expression.work is not None:
        return expression
    from db.build.catalogued import identified
    from db.build.parse_cache import facts_of

    work = identified(facts_of(expression, "", ""), catalogue)
    return replace(expression, work=work.id) if work else expression
