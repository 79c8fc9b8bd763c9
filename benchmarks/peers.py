"""Other tools, in an environment of their own: never in the project's."""

import subprocess
import sys
import venv
from pathlib import Path

# redlines imports typing_extensions without asking for it.
PACKAGES = ("xmldiff", "lxml", "lxml_html_clean", "typing_extensions", "redlines", "words-to-data", "pdfplumber")
HERE = Path(__file__).parent


def environment(folder: Path) -> Path:
    """The Python of an environment below `folder`, made where it is not there; each tool on its own.

    A tool that cannot be installed is said on standard error and its rows are skipped.
    """
    python = folder / "peers" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "peers", with_pip=True)
    for package in PACKAGES:
        name = package.replace("-", "_")
        if subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False).returncode:
            command = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", package]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
                print(f"SKIPPED: {package} cannot be installed here ({why})", file=sys.stderr)
    return python


def measured(python: Path, script: str, *arguments: str, timeout: int = 180) -> float | None:
    """Milliseconds of processor a tool says it took; None, said aloud, where it did not end well."""
    try:
        done = subprocess.run(
            [python, str(HERE / script), *arguments], capture_output=True, text=True, check=False, timeout=timeout
        )
    except subprocess.TimeoutExpired:
        print(f"SKIPPED: {arguments[0]} did not end within {timeout} s", file=sys.stderr)
        return None
    if done.returncode:
        print(f"SKIPPED: {arguments[0]}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return float(done.stdout)
