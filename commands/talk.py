"""Data to standard output or a file, talk and progress to standard error."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from corpus.errors import UsageError


def say(*lines: str) -> None:
    """Talk, to standard error."""
    for line in lines:
        click.echo(line, err=True)


def text_of(answer: Any) -> str:
    """A text, lines, or JSON with keys in the order given."""
    if isinstance(answer, dict):
        return json.dumps(answer, ensure_ascii=False, indent=2)
    return answer if isinstance(answer, str) else "\n".join(answer)


def emit(answer: Any) -> None:
    """Data, to standard output."""
    click.echo(text_of(answer))


def write(answer: Any, output: Path | None) -> None:
    """Data to a file, or to standard output; bytes need a file."""
    if output is None and isinstance(answer, bytes):
        raise UsageError("this format is not text; name a file with --output")
    if output is None:
        emit(answer)
    else:
        output.write_bytes(answer if isinstance(answer, bytes) else (text_of(answer) + "\n").encode())


def progress() -> Callable[[int, int, str], None] | None:
    """A counter on standard error when it is a terminal, else nothing."""
    line = "\r{}/{} {:60.60}"
    return (lambda *step: click.echo(line.format(*step), err=True, nl=False)) if sys.stderr.isatty() else None
