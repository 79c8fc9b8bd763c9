"""Data to standard output or a file, talk and progress to standard error."""

import json
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from corpus.errors import UsageError, WorldError
from corpus.files import whole_file

QUIET: set[str] = set()
"""Holds a word where `keeling --quiet` was called: no counters and no hints. What is wrong is said all the same."""


def say(*lines: str) -> None:
    """Talk, to standard error."""
    for line in lines:
        click.echo(line, err=True)


def hint(*lines: str) -> None:
    """Talk that only helps (what to do next, where a file went): not said where `--quiet` asks for none."""
    if not QUIET:
        say(*lines)


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
        put(output, answer if isinstance(answer, bytes) else (text_of(answer) + "\n").encode())


def put(path: Path, content: bytes) -> None:
    """Write a file of the user's whole or not at all, with the rights it had; a device as it comes."""
    real = path.resolve()
    if not real.parent.is_dir() or (real.exists() and not real.is_file()):
        path.write_bytes(content)
        return
    try:
        with whole_file(real) as temporary:
            temporary.write_bytes(content)
            if real.is_file():
                shutil.copymode(real, temporary)
    except OSError as error:
        if error.filename:
            raise
        left = "it is as it was" if real.exists() else "nothing was written there"
        raise WorldError(f"{path} cannot be written ({error.strerror}); {left}") from None


def progress() -> Callable[[int, int, str], None] | None:
    """A counter on standard error when it is a terminal, else nothing."""
    line = "\r{}/{} {:60.60}"
    return (
        (lambda *step: click.echo(line.format(*step), err=True, nl=False))
        if sys.stderr.isatty() and not QUIET
        else None
    )


def try_next(data: Path) -> list[str]:
    """What to type after the sample corpus was built: commands that work as pasted where this one did."""
    keeling = f"{_called()} --data {shlex.quote(str(data))}"
    return [
        f"The sample is in {data}. Now try:",
        f"  {keeling} list",
        f'  {keeling} show "PCU C11.4(a)"',
        f"  {keeling} diff pcu@2025-07-04 pcu@2026-10-12",
        f"  {keeling} serve",
    ]


def _called() -> str:
    """How this command was called, so that it can be called again: its name where a shell finds it by that."""
    import shutil  # loads four compressors: not for each command

    program = Path(sys.argv[0])
    found = shutil.which("keeling")
    if found and Path(found).resolve() == program.resolve():
        return "keeling"
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(program))}" if program.suffix == ".py" else str(program)
