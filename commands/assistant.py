"""Tools for an assistant: mcp."""

import click

from commands.options import Place, places
from commands.talk import say


@click.command()
@places
@click.option("--http", is_flag=True, help="Over HTTP on loopback instead of standard input and output")
@click.option("--port", type=int, default=8002, show_default=True)
@click.option("--url", default="", help="Where the pages are read, for permalinks: https://you.github.io/codes/")
def mcp(place: Place, http: bool, port: int, url: str) -> None:
    """Answer an assistant by the Model Context Protocol.

    It may search, read provisions and changes, and have quotations verified.
    """
    from db.web.assistant import server

    made = server(place.database, url)
    if http:
        say(f"keeling answers at http://127.0.0.1:{port}/mcp (Ctrl-C stops it)")
        made.run("streamable-http", host="127.0.0.1", port=port)
    else:
        made.run("stdio")
