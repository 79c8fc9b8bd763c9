"""One build of a generated archive in a process of its own, so that its memory can be measured.

python -m benchmarks.corpus_run FOLDER JOBS        prints one line of JSON; how far it is, on standard error
"""

import json
import resource
import sys
import time
from pathlib import Path

from corpus.catalogue import load
from db.build.parse_cache import Progress
from db.build.run import build

EVERY_SECONDS = 10.0


def _progress(start: float) -> Progress:
    """Tells how far a stage is, every few seconds and at its end."""
    told = [start]

    def tell(done: int, total: int, what: str) -> None:
        now = time.perf_counter()
        if done == total or now - told[0] >= EVERY_SECONDS:
            told[0] = now
            sys.stderr.write(f"{now - start:7.1f} s  {done:,} of {total:,}  {what}\n")

    return tell


def main(folder: Path, jobs: int) -> None:
    """Build and print seconds, peak memory of the largest process in MiB, and what came of it."""
    catalogue = load(instead=folder / "catalogue.toml")
    start = time.perf_counter()
    summary = build(folder, catalogue, jobs=jobs, progress=_progress(start))
    seconds = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    found = {
        "seconds": seconds,
        "processor": sum(each.ru_utime + each.ru_stime for each in used),
        "memory": (used[0].ru_maxrss + jobs * used[1].ru_maxrss) // 1024,
        "bytes": (folder / "keeling.db").stat().st_size,
        "versions": summary.versions,
        "provisions": summary.provisions,
        "failures": len(summary.failures) + len(summary.shortfalls),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
