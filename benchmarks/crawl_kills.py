"""Kill a crawl at random moments, resume it, and compare the archive with that of an undisturbed run.

    python benchmarks/crawl_kills.py [kills] [pairs]

100 kills (SIGKILL, up to three in a row before a run may end) and 50 pairs of crawls started at the
same moment. Every archive must hold the same addresses, outcomes and bodies as the golden one, in
one run, without damage; of a pair one runs and the other ends with 75, or follows after the first.
"""

import importlib.util
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
spec = importlib.util.spec_from_file_location("small_site", ROOT / "tests" / "crawler" / "small_site.py")
assert spec
assert spec.loader
small_site = importlib.util.module_from_spec(spec)
spec.loader.exec_module(small_site)


def main(kills: int, pairs: int) -> None:
    """Run both loops; the first archive that differs ends them with its seed."""
    from corpus.snapshots import SnapshotStore
    from crawler.sample.replica import serve

    def content(root: Path) -> set[tuple[str, str, str | None]]:
        store = SnapshotStore(root)
        assert store.damage() == [], store.damage()
        return {(s.url, s.outcome, s.digest) for s in store.sightings()}

    with tempfile.TemporaryDirectory() as name, serve(small_site.make(Path(name) / "site", articles=60)) as site:
        folder = Path(name)
        process = small_site.start(folder / "golden", site.port)
        process.communicate()
        golden = content(folder / "golden")
        done = 0
        for seed in range(kills):
            chance, root = random.Random(seed), folder / f"killed-{seed}"
            for _ in range(chance.randrange(1, 4)):
                if done == kills:
                    break
                process = small_site.start(root, site.port)
                small_site.await_lines(root, process, chance.randrange(0, 120))
                done += process.poll() is None
                process.kill()
                process.communicate()
            process = small_site.start(root, site.port)
            process.communicate()
            assert process.returncode == 0, seed
            assert content(root) == golden, seed
            if done == kills:
                break
        print(f"{done} kills: every resumed archive is the golden one, none damaged")
        refused = 0
        for turn in range(pairs):
            root = folder / f"pair-{turn}"
            both = [small_site.start(root, site.port) for _ in range(2)]
            for process in both:
                process.communicate()
            codes = sorted(process.returncode for process in both)
            assert codes in ([0, 75], [0, 0]), codes
            refused += codes == [0, 75]
            assert {row for row in content(root) if row[1] != "unchanged"} == golden
        print(f"{pairs} pairs: {refused} times the second said that the archive is busy, never half a state")


if __name__ == "__main__":
    main(*(int(argument) for argument in (*sys.argv[1:], *("100", "50")[len(sys.argv) - 1 :])))
