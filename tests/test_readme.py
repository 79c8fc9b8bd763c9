"""README keeps its word: every command it prints works, in order, as pasted into a fresh folder."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]
STATUS = re.compile(r"#.*\bexit status (\d)")


def _pasted(commands: list[str], folder: Path, environment: dict[str, str]) -> list[tuple[str, int, str]]:
    """The commands in one shell, one after another: each with its exit status and everything it said."""
    script = "".join(f"{{ {line.partition('  #')[0]}\n}} > {n}.said 2>&1\necho $?\n" for n, line in enumerate(commands))
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=280, check=True
    )
    found = [int(status) for status in done.stdout.split()]
    return [
        (line, status, (folder / f"{n}.said").read_text())
        for n, (line, status) in enumerate(zip(commands, found, strict=True))
    ]


def _served(command: str, folder: Path, environment: dict[str, str]) -> str:
    """The front page of a server that a command starts; it is stopped again."""
    with subprocess.Popen(
        ["bash", "-c", f"exec {command} --port 0"], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr
            address = re.search(r"http://\S+", process.stderr.readline())
            assert address
            with urllib.request.urlopen(address.group()) as answer:
                return str(answer.read().decode())
        finally:
            process.send_signal(signal.SIGINT)


@pytest.mark.slow
def test_every_command_works_as_pasted(tmp_path: Path, demo: Any) -> None:
    """Each ends with 0, or with the status that the line names; each says something or writes a file.

    The first is pasted once for all tests: the others go on in a copy of what it made.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "KEELING_TODAY": "2026-11-29"}
    environment.pop("KEELING_DATA", None)
    commands = [line for line in COMMANDS if not line.startswith("keeling serve")]
    assert len(commands) > 15
    assert commands[0] == demo.command
    shutil.copytree(demo.data, tmp_path / "data" / "demo", symlinks=True)
    made = (demo.command, demo.status, demo.output + demo.errors)
    for line, status, said in (made, *_pasted(commands[1:], tmp_path, environment)):
        expected = STATUS.search(line)
        assert status == (int(expected.group(1)) if expected else 0), f"{line}\n{said}"
        assert "fault of its own" not in said
        if name := re.search(r"> (\S+)", line):
            assert (tmp_path / name.group(1)).stat().st_size > 100, line
    (server,) = [line for line in COMMANDS if line.startswith("keeling serve")]
    page = _served(server, tmp_path, {**environment, "KEELING_DATA": "data/demo"})
    assert "What does the code say" in page


def test_readme_names_files_that_are_there() -> None:
    """Each relative link and picture leads to a file of this repository."""
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(links) > 8
    assert [link for link in links if not (Path(__file__).resolve().parents[1] / link).exists()] == []
