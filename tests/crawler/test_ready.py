"""The files for cron, systemd and GitHub Actions do what they say."""

import os
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

READY = Path(str(files("crawler").joinpath("ready")))


@pytest.mark.parametrize(("crawl", "build", "status"), [(0, 0, 0), (1, 0, 1), (1, 2, 2), (0, 1, 1)])
def test_cron_line(crawl: int, build: int, status: int, tmp_path: Path) -> None:
    """The line for cron crawls, builds even when a source failed, and ends with what went wrong."""
    line = next(line for line in (READY / "keeling.cron").read_text().splitlines() if "keeling crawl" in line)
    command = re.sub(r"^(\S+\s+){5}", "", line)
    fake = tmp_path / "keeling"
    fake.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/calls\n[ "$1" = crawl ] && exit {crawl}\nexit {build}\n')
    fake.chmod(0o755)
    command = command.replace("/opt/keeling/bin/keeling", str(fake)).replace("/var/lib/keeling", str(tmp_path))
    done = subprocess.run(["/bin/sh", "-c", command], check=False)
    assert done.returncode == status
    assert (tmp_path / "calls").read_text().split() == ["crawl", "build"]


@pytest.mark.parametrize("name", ["keeling.cron", "keeling.service", "keeling.yml"])
def test_what_is_stored_is_checked(name: str) -> None:
    """Each of them runs `keeling check`; damage is not found by a build alone."""
    assert re.search(r"keeling check\b", (READY / name).read_text())


def test_systemd_units() -> None:
    """systemd itself finds nothing wrong with the service and the timer."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    units = [str(READY / name) for name in ("keeling.service", "keeling.timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if "keeling." in line and "not executable" not in line]


def test_workflow() -> None:
    """The workflow passes the linter for GitHub Actions, offline."""
    linter = shutil.which("zizmor") or shutil.which("zizmor", path=str(Path(os.sys.executable).parent))  # type: ignore[attr-defined]
    if linter is None:
        pytest.skip("zizmor is not installed")
    done = subprocess.run(
        [linter, "--offline", str(READY / "keeling.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


FAKE = """#!/bin/bash
echo "$1" >> calls
case "$1" in crawl) mkdir -p data/snapshots; echo seen >> data/snapshots/ledger.jsonl; echo "{}" ;; esac
[[ " $FAILING " == *" $1 "* ]] && exit 1
exit 0
"""


def _run_job(folder: Path, failing: str) -> tuple[dict[str, str], list[str]]:
    """The job as GitHub runs it: outcome of each step by its id, and what keeling was asked, in order.

    Steps run one after another in bash with -e and pipefail, as GitHub does where a workflow names `bash`; actions of
    others are left out, and what the last step prints is what GitHub puts into its text.
    """
    job = yaml.safe_load((READY / "keeling.yml").read_text())
    assert job["defaults"]["run"]["shell"] == "bash"
    environment = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}", "FAILING": failing}
    outcomes: dict[str, str] = {}
    for step in (each for each in job["jobs"]["crawl"]["steps"] if "run" in each):
        if "if" in step and "failure" not in outcomes.values():
            continue
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            command, cwd=folder / "work", env=environment, capture_output=True, text=True, check=False
        )
        outcomes[step.get("id", step["name"])] = "failure" if done.returncode else "success"
        if done.returncode and not step.get("continue-on-error"):
            break
    calls = folder / "work" / "calls"
    return outcomes, calls.read_text().split() if calls.exists() else []


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A repository with one commit, its remote, and stand-ins for pip and keeling."""
    (tmp_path / "bin").mkdir()
    for name, text in (("keeling", FAKE), ("python", "#!/bin/sh\necho $* > pip-call\n")):
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    for command in (
        ["init", "--quiet", "--bare", "remote.git"],
        ["clone", "--quiet", "remote.git", "work"],
        ["-C", "work", "commit", "--quiet", "--allow-empty", "--message", "first"],
        ["-C", "work", "push", "--quiet", "--set-upstream", "origin", "HEAD"],
    ):
        subprocess.run([*git, *command], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def _pushed(folder: Path) -> str:
    command = ["git", "--git-dir", "remote.git", "ls-tree", "-r", "--name-only", "HEAD"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("failing", ["", "crawl", "build", "check", "publish", "status"])
def test_the_job_on_a_fresh_repository(fresh: Path, failing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails, the archive is pushed, everything else is done, and the job fails at its end."""
    monkeypatch.setenv("KEELING_SOURCE", "git+https://git.example.org/keeling@v1")
    outcomes, calls = _run_job(fresh, failing)
    assert [call for call in calls if not call.startswith("-")] == ["crawl", "build", "check", "publish", "status"]
    assert "data/snapshots/ledger.jsonl" in _pushed(fresh)
    assert ("failure" in outcomes.values()) == bool(failing)
    assert outcomes.get("Say what failed") == ("failure" if failing else None)
    assert "git+https://git.example.org/keeling@v1" in (fresh / "work" / "pip-call").read_text()


def test_a_repository_without_keeling_and_without_its_source_is_told(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first step fails and nothing else is begun."""
    monkeypatch.delenv("KEELING_SOURCE", raising=False)
    outcomes, calls = _run_job(fresh, "")
    assert outcomes == {"Install": "failure"}
    assert calls == []
