"""Options that commands share: where the data is, which catalogue, which format."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:  # only for annotations: these imports cost what `--help` must not
    from sqlite3 import Connection

    from corpus.catalogue import Catalogue
    from corpus.snapshots import SnapshotStore
    from corpus.work import Expression

from commands.talk import say

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(path_type=Path)
_DATA = "Where the archive and the database are [default: $KEELING_DATA, else data]"
_EXTRA = "A catalogue file of your own (TOML: works, sources), read beside keeling's; repeatable"


class Place:
    """Where the data is and which catalogue is used; options of a command win over those of `keeling`."""

    def __init__(self, data: Path | None = None, catalogues: Sequence[Path] = ()) -> None:
        self.data = data or Path(os.environ.get("KEELING_DATA") or "data")
        self.catalogues = tuple(catalogues)
        self.misread = False

    def store(self) -> "SnapshotStore":
        """The archive in the data directory."""
        from corpus.snapshots import SnapshotStore

        return SnapshotStore(self.data / "snapshots")

    def catalogue(self) -> "Catalogue":
        """The shipped catalogue, or that of the data directory if it has its own, and the user's files."""
        from corpus.catalogue import load

        own = self.data / "catalogue.toml"
        return load(*self.catalogues, instead=own if own.is_file() else None)

    def version(self, argument: str) -> "Expression":
        """A VERSION argument: a version, a stack, or a file parsed on the fly.

        What of a file may be read wrongly is said, whatever is done with it, and makes the exit status 1.
        """
        from db.show import version

        found = version(argument, self.data, self.catalogue())
        for why in found.misread:
            say(f"{argument}: {why}")
            self.misread = True
        return found

    @property
    def database(self) -> Path:
        """Where the database of the data directory is, or would be."""
        return self.data / "keeling.db"

    @contextmanager
    def connected(self) -> "Iterator[Connection]":
        """The database, to read; NothingFound or WorldError where it cannot be."""
        from db.ask import query

        with closing(query.connect(self.database)) as connection:
            yield connection

    @contextmanager
    def beside(self) -> "Iterator[Connection | None]":
        """The database, for what it adds to an answer about files; None where there is none, or an old one (said)."""
        connection = self._readable()
        try:
            yield connection
        finally:
            if connection is not None:
                connection.close()

    def _readable(self) -> "Connection | None":
        from corpus.errors import WorldError
        from db.ask import query

        try:
            return query.connect(self.database) if self.database.is_file() else None
        except WorldError as error:
            say(f"{error}; what it has is left out here")
            return None


def _take(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    place = context.ensure_object(Place)
    if parameter.name == "data" and value is not None:
        place.data = value
    elif parameter.name == "catalogue" and value:
        place.catalogues = (*place.catalogues, *value)


def places(command: F) -> F:
    """`--data` and `--catalogue`, before or after the command's name."""
    data = click.option("--data", type=FILE, expose_value=False, callback=_take, help=_DATA)
    extra = click.option("--catalogue", type=FILE, multiple=True, expose_value=False, callback=_take, help=_EXTRA)
    return cast("F", data(extra(click.make_pass_decorator(Place, ensure=True)(command))))


def based(command: F) -> F:
    """`--base-url`: where readers find the pages, for permalinks, citations and feeds."""
    option = click.option(
        "--base-url", "--site", "base", default="", envvar=("KEELING_URL", "KEELING_SITE"), callback=_address,
        metavar="URL", help="Where readers find your site, for permalinks and feeds [default: $KEELING_URL]",
    )  # fmt: skip
    return option(command)


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from corpus.address import site_address

    return site_address(value) if value else ""


def formats(*names: str) -> Callable[[F], F]:
    """`--format` with these names, the first being the default, and `--json` for short."""

    def decorate(command: F) -> F:
        choice = click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True)
        short = click.option("--json", "form", flag_value="json", help="Short for --format json")
        return choice(short(command))

    return decorate


def today() -> date:
    """Today, or the day that KEELING_TODAY names."""
    from db.ask import dated

    return date.fromisoformat(dated.today())
