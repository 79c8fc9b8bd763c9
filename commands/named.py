"""A group whose commands are imported when they are named: `show` must not load what crawls and builds need."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Named(click.Group):
    """A group of commands known by name and place; `places` is `{"list": "commands.archive:list_"}`, in order."""

    def __init__(self, *args: Any, places: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = places

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a file that it may have read wrongly makes an exit status of 0 one of 1."""
        try:
            answer = super().invoke(ctx)
        except SystemExit as stop:
            if stop.code:
                raise
            answer = None
        if getattr(ctx.obj, "misread", False):
            sys.exit(1)
        return answer

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in alphabetical order as click prints them."""
        return sorted(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now; None for a name that is no command."""
        if cmd_name not in self.places:
            return None
        module, _colon, name = self.places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command
