"""Parse every page of the folders beside the project and count where the readers agree and the coverage is whole.

    python benchmarks/coverage_all.py [FOLDER…]     default: ../shared/real and ../shared/replica

Prints one line for each kind of file and one for each file that falls short.
"""

import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import Blocked, UnreadableInput
from parser.document import parse

SHARED = Path(__file__).resolve().parents[2] / "shared"
KINDS = (".html", ".htm", ".json", ".txt", ".md")


def main() -> int:
    """Parse everything; exit status 1 where anything falls short."""
    folders = [Path(name) for name in sys.argv[1:]] or [SHARED / "real", SHARED / "replica"]
    counts: Counter[tuple[str, str]] = Counter()
    worst = 0
    for group, name, body in bodies(folders):
        verdict, detail = _judge(body, name)
        counts[group, verdict] += 1
        if verdict not in ("whole", "whole, to be looked at"):
            print(f"{verdict:12} {name}: {detail}")
        worst = max(worst, verdict in ("short", "exception"))
    for (group, verdict), number in sorted(counts.items()):
        print(f"{number:6} {verdict:24} {group}")
    return worst


def bodies(folders: list[Path]) -> Iterator[tuple[str, str, bytes]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.name.endswith(".tar.gz"):
                with tarfile.open(path) as archive:
                    for member in archive:
                        file = archive.extractfile(member) if member.isfile() else None
                        if file:
                            yield path.name, member.name, file.read()
            elif path.is_file() and path.suffix in KINDS and "truth" not in path.parts:
                group = "/".join(path.relative_to(folder.parent).parts[:3])
                yield group, str(path.relative_to(folder.parent)), path.read_bytes()


def _judge(body: bytes, name: str) -> tuple[str, str]:
    started = time.perf_counter()
    try:
        coverage = parse(body, name=name).coverage
    except Blocked as error:
        return "blocked", str(error)
    except UnreadableInput as error:
        return "refused", str(error)
    except Exception as error:  # a bug of ours: the count must go on and say so
        return "exception", repr(error)
    uneven = coverage.placed + coverage.dropped != coverage.words
    if coverage.shortfall or uneven:
        sums = f"{coverage.placed} placed and {coverage.dropped} dropped of {coverage.words} words"
        return "short", coverage.shortfall or sums
    slow = time.perf_counter() - started > 5
    return ("whole, to be looked at", "") if coverage.review or slow else ("whole", "")


if __name__ == "__main__":
    sys.exit(main())
