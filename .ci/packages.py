"""Put what requirements.txt names, and keeling itself, into the virtual environment whose Python runs this.

uv does it with a tenth of pip's work. It is fixed by version and hash like everything else, and is told what pip is
set to, as it reads none of pip's settings. Where it cannot be had, may not be used or fails, pip does all of it.
"""

import ast
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LOCK = "requirements.txt"
FILES = ("--require-hashes", "-r", LOCK)
ITSELF = ("--no-deps", "--no-build-isolation", "-e", ".")
PIP = (sys.executable, "-m", "pip")
UV = (str(Path(sys.executable).with_name("uv")), "pip", "install", "-q", "--python", sys.executable)
HANDED = {"index-url": "--default-index", "extra-index-url": "--index", "find-links": "--find-links"}
FOR_PIP = {"client-cert", "keyring-provider", "no-binary", "no-index", "only-binary", "proxy", "trusted-host"}
"""Settings that decide what is fetched and how, and that uv has in another way or not at all."""


def settings(listed: str) -> dict[str, str]:
    """What pip is set to, by name, from the lines of `pip config list`; the environment counts most."""
    found = {}
    for scope in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            if line.startswith(scope):
                name, _, value = line.removeprefix(scope).partition("=")
                found[name] = ast.literal_eval(value)
    return found


def told(found: dict[str, str]) -> list[str] | None:
    """The options of uv that say the same as pip's settings, or nothing where only pip can keep to them.

    Every file is known by its hash, so whichever index has it may give it, as with pip.
    """
    if FOR_PIP & {name for name, value in found.items() if value}:
        return None
    said = [
        word for name, option in HANDED.items() for place in found.get(name, "").split() for word in (option, place)
    ]
    return ["--system-certs", "--index-strategy", "unsafe-best-match", *said]


def locked(name: str, lock: str) -> str:
    """The lines of the lock that name one package and its hashes."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*", lock, re.MULTILINE)
    if not found:
        raise ValueError(f"{name} is not in {LOCK}")
    return found[0] + "\n"


def by_uv() -> bool:
    """Whether uv put everything in place."""
    found = settings(subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=True).stdout)
    if (options := told(found)) is None:
        return False
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as own:
        own.write(locked("uv", Path(LOCK).read_text("utf-8")))
        own.flush()
        if not _pip("--only-binary", "uv", "--require-hashes", "-r", own.name):
            return False
    certificates = {"SSL_CERT_FILE": found["cert"]} if found.get("cert") else {}
    return all(_done([*UV, *options, *what], certificates) for what in (FILES, ITSELF))


def _pip(*what: str) -> bool:
    return _done([*PIP, "install", "-q", "--disable-pip-version-check", *what])


def _done(command: list[str], environment: dict[str, str] | None = None) -> bool:
    try:
        return subprocess.run(command, env={**os.environ, **(environment or {})}, check=False).returncode == 0
    except OSError as error:
        print(error, file=sys.stderr)
        return False


def main() -> int:
    """0 when everything is in place."""
    if by_uv():
        return 0
    print("uv could not be used; pip sets up the same, which takes some minutes", file=sys.stderr)
    return 0 if _pip(*FILES) and _pip(*ITSELF) else 1


if __name__ == "__main__":
    sys.exit(main())
