"""The pages: serve."""

from typing import Any

import click

from commands.options import Place, based, places


@click.command()
@places
@click.option("--port", type=int, default=8001, show_default=True, help="A free one is found when it is taken")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--sql/--no-sql", default=False, help="Let readers run SQL of their own [default: no]")
@based
@click.option("--processes", type=click.IntRange(1, 64), help="Server processes [default: one a core, at most 4]")
def serve(place: Place, **options: Any) -> None:
    """Serve the pages and the data at an address of this machine."""
    from db.serve.application import serve as run

    run(place.data, **options)
