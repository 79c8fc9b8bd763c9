"""A witness outside: notarise."""

from pathlib import Path

import click

from commands.options import FILE, Place, formats, places
from commands.talk import emit, say
from corpus.errors import UnreadableInput, UsageError


@click.command()
@places
@click.option("--authority", default="", metavar="URL", help="A time-stamp authority (RFC 3161) to ask")
@click.option("--roots", type=FILE, help="Its certificates (PEM); kept for `keeling check`")
@click.option("--request", "query", type=FILE, help="Write the request to a file, for an authority asked otherwise")
@click.option("--token", type=FILE, help="Take an authority's answer from a file")
@formats("text", "json")
def notarise(
    place: Place, authority: str, roots: Path | None, query: Path | None, token: Path | None, form: str
) -> None:
    """Have the head of the ledger signed and dated by others.

    `keeling check` verifies what they signed.

    The chain of the ledger can be written anew by who holds the disk; a token of an authority shows it.
    """
    from corpus import witness

    store = place.store()
    if query:
        query.write_bytes(witness.request(store))
        say(f"{query}: have it answered, then keeling notarise --token ANSWER --roots CERTIFICATES")
        return
    if not authority and not token:
        raise UsageError("name an authority with --authority URL, or --request FILE and later --token FILE")
    with store.writing():
        answer = _read(token) if token else witness.ask(authority, witness.request(store))
        kept = witness.keep(store, answer, [_read(roots)] if roots else [])
    facts = {"line": kept.number, "head": kept.head, "time": kept.time, "authority": kept.authority}
    emit(facts | {"limits": witness.LIMITS} if form == "json" else [kept.sentence(), witness.LIMITS])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read ({error.strerror})") from None
