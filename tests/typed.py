"""The command as a person types it, within this process: for tests of what it says, not of how it starts or ends."""

import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cli import main
from commands.talk import QUIET


def here(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What the command says with these arguments, in this folder, and its exit status."""
    output, errors = StringIO(), StringIO()
    with (
        patch.object(sys, "argv", ["keeling", *map(str, arguments)]),
        redirect_stdout(output),
        redirect_stderr(errors),
        chdir(cwd or "."),
    ):
        try:
            main()
            status: Any = 0
        except SystemExit as stop:
            status = stop.code or 0
        finally:
            QUIET.clear()  # `-q` is for one command
    return subprocess.CompletedProcess(arguments, status, output.getvalue(), errors.getvalue())
