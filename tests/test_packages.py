"""How the environment is set up: uv is told what pip is set to, and pip does it where uv may not or cannot."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]
_SPEC = importlib.util.spec_from_file_location("packages", ROOT / ".ci" / "packages.py")
assert _SPEC
assert _SPEC.loader
packages = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(packages)

SETTINGS = r""":env:.find-links='/wheels'
:env:.index-url='https://near.example/simple'
global.cert='/ca.pem'
global.extra-index-url='https://a.example/simple\nhttps://b.example/simple'
global.index-url='https://far.example/simple'
install.find-links='/older'
"""


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[list[str]], bool]], list[list[str]]]:
    """A machine with settings of pip and a say in which command works; the commands that were run."""

    def made(listed: str, works: Callable[[list[str]], bool]) -> list[list[str]]:
        ran: list[list[str]] = []

        def run(command: list[str], **_: object) -> SimpleNamespace:
            if command[3:] == ["config", "list"]:
                return SimpleNamespace(stdout=listed)
            ran.append(command)
            return SimpleNamespace(returncode=0 if works(command) else 1)

        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(packages.subprocess, "run", run)
        return ran

    return made


def test_uv_is_fetched_by_its_hash_and_told_pips_settings(machine) -> None:
    """The environment's word before the command's and the file's; every index and folder, and hashes in each step."""
    ran = machine(SETTINGS, lambda _: True)
    assert packages.main() == 0
    fetched, rest, itself = ran
    assert "--require-hashes" in fetched
    assert " ".join(rest).endswith(
        "--default-index https://near.example/simple --index https://a.example/simple --index https://b.example/simple "
        "--find-links /wheels --require-hashes -r requirements.txt"
    )
    assert itself[-4:] == ["--no-deps", "--no-build-isolation", "-e", "."]


@pytest.mark.parametrize("fails", ["pip", "uv"])
def test_pip_does_it_where_uv_cannot(machine, fails: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a platform without a file of uv nor a uv that fails leaves the environment empty; it is said."""
    ran = machine(
        "", lambda command: not (command[0] == packages.UV[0] if fails == "uv" else "--only-binary" in command)
    )
    assert packages.main() == 0
    assert [command[2] for command in ran[-2:]] == ["pip", "pip"]
    assert ran[-2][-3:] == ["--require-hashes", "-r", "requirements.txt"]
    assert "pip sets up the same" in capsys.readouterr().err


def test_what_uv_cannot_be_told_is_left_to_pip(machine) -> None:
    """A setting that decides what is fetched is kept to: uv is not even fetched."""
    ran = machine("global.no-binary='lxml'\n", lambda _: True)
    assert packages.main() == 0
    assert [command[2] for command in ran] == ["pip", "pip"]


def test_a_failure_of_both_is_a_failure(machine) -> None:
    """Nothing is called ready that is not."""
    machine("", lambda _: False)
    assert packages.main() == 1


def test_the_lock_has_uv() -> None:
    """The lines of the lock that are given to pip name uv, its version and its hashes, and nothing else."""
    lines = packages.locked("uv", (ROOT / "requirements.txt").read_text("utf-8")).splitlines()
    assert lines[0].startswith("uv==")
    assert len(lines) > 1
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])
