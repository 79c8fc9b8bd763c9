"""The files for cron, systemd and GitHub Actions do what they say."""

import os
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

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
