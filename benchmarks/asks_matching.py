"""Does an ask find what became of it? Planted outcomes in generated codes, and a live catalogue's rewordings.

    python -m benchmarks.asks_matching [SEEDS] [GRUNDSCHUTZ.jsonl.gz]

An ask is drafted first, of words of its own. A paragraph of the next version takes up half of them, in
another order, among words of its own; some 8% of all other paragraphs change without any ask. Every second
ask names the measure by the number it had. All goes through the archive, the parser and the build. Reported is the
share of asks whose paragraph is among the first ten candidates.

With a file of a catalogue in versions: the words of a requirement that was reworded, half of them dropped, are the ask.
"""

import gzip
import json
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from benchmarks.corpus_generator import HOST, code_page
from benchmarks.diff_codes import Node, Writer, copy, edit, write
from corpus import catalogue
from corpus.snapshots import Sighting, SnapshotStore
from db.ask import asks, query
from db.ask.candidates import MOST, Changed, candidates, nearest
from db.build.run import build

ASKS = 60
MEASURES = 40
_CATALOGUE = f"""
[[publisher]]
id = "example"
name = "Example Regulator"
[[work]]
id = "code"
kind = "code"
title = "XYZ Code of Practice"
publisher = "example"
scheme = {{ prefix = "XYZ" }}
[[work.version]]
date = "2030-01-01"
status = "issued"
urls = ["{HOST}/1"]
[[work.version]]
date = "2031-01-01"
status = "issued"
urls = ["{HOST}/2"]
[[work]]
id = "asks"
kind = "statement"
title = "Joint statement on the XYZ Code of Practice"
publisher = "example"
[[work.version]]
date = "2030-06-01"
status = "issued"
urls = ["{HOST}/asks"]
"""


def planted(seed: int) -> tuple[int, int]:
    """Asks whose planted paragraph is among the candidates, and all asks."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        wanted = _archive(data, seed)
        (data / "catalogue.toml").write_text(_CATALOGUE, "utf-8")
        build(data, catalogue.load(instead=data / "catalogue.toml"))
        connection = query.connect(data / "keeling.db")
        made = asks.every(connection)
        if len(made) != len(wanted):
            raise SystemExit(f"{len(made)} asks read, {len(wanted)} written")
        pairs = zip(made, wanted, strict=True)
        found = sum(label in [c.label for c in candidates(connection, ask)] for ask, label in pairs)
        connection.close()
    return found, len(wanted)


def _archive(data: Path, seed: int) -> list[str]:
    """Two versions and a statement in an archive; the label of the paragraph that answers each ask, in order."""
    writer = Writer(seed)
    before = writer.code(MEASURES)
    after, _ = edit(copy(before), writer, 0.08)
    written = {node.uid for node in _paragraphs(before)}
    chosen = writer.random.sample([node for node in _paragraphs(after) if node.uid in written], ASKS)
    wishes = [_wish(writer) for _ in chosen]
    for node, wish in zip(chosen, wishes, strict=True):
        node.text = _taken_up(writer, wish)
    old, places = write(before, "", "XYZ")
    new, later = write(after, "", "XYZ")
    lines = [_sentence(writer, wish, places[node.uid].label, n) for n, (node, wish) in enumerate(zip(chosen, wishes))]  # noqa: B905
    text = "Joint statement on the XYZ Code of Practice\n\nExample Coalition\n\n1 June 2030\n\n" + "\n\n".join(lines)
    store = SnapshotStore(data / "snapshots", clock=lambda: datetime(2031, 1, 5, tzinfo=UTC))
    title = "XYZ Code of Practice"
    with store.writing():
        store.add(_sighting("1", "text/html"), code_page(old, title, date(2030, 1, 1)))
        store.add(_sighting("2", "text/html"), code_page(new, title, date(2031, 1, 1)))
        store.add(
            _sighting("asks", "text/plain"), (text + "\n\nExample Trust\n\nLantern Alliance\n\nKite Network\n").encode()
        )
    return [later[node.uid].label for node in chosen]


def _sighting(name: str, media: str) -> Sighting:
    return Sighting(f"{HOST}/{name}", "ok", http_status=200, media_type=media)


def _paragraphs(code: Sequence[Node]) -> Iterator[Node]:
    for node in code:
        if node.kind == "paragraph" and not node.children and "recommended for" not in node.text:
            yield node
        yield from _paragraphs(node.children)


def _wish(writer: Writer) -> list[str]:
    return [writer.word() for _ in range(writer.random.randint(14, 22))]


def _taken_up(writer: Writer, wish: Sequence[str]) -> str:
    """A paragraph that takes up half the words of a wish, in another order, among words of its own."""
    kept = writer.random.sample(list(wish), len(wish) // 2)
    words = kept + [writer.word() for _ in range(len(kept))]
    writer.random.shuffle(words)
    return " ".join(words).capitalize() + "."


def _sentence(writer: Writer, wish: Sequence[str], label: str, number: int) -> str:
    named = f"in {label.partition('.')[0]} " if number % 2 else ""
    return f"We urge the regulator to say {named}that {' '.join(wish)}."


def reworded(path: Path, seed: int = 1) -> tuple[int, int]:
    """Of a catalogue's requirements that any version reworded, how many half of their old words find."""
    chance = random.Random(seed)
    versions: dict[int, dict[str, dict[str, str]]] = defaultdict(dict)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            versions[row["order"]][row["uuid"]] = row
    found = total = 0
    orders = sorted(versions)
    for first, second in pairwise(orders):
        pairs = [(versions[first].get(uid), row) for uid, row in versions[second].items()]
        changed = [(old, new) for old, new in pairs if old is None or old["statement"] != new["statement"]]
        index = [Changed(new["id"], str(second), "modified", None, None, new["id"], new["title"] or "",
                         new["statement"] or "", new["statement"] or "", None) for _, new in changed]  # fmt: skip
        for old, new in changed:
            if old is not None:
                words = (old["statement"] or "").split()
                ask = " ".join(chance.sample(words, max(3, len(words) // 2))) if len(words) > 3 else " ".join(words)
                total += 1
                found += new["id"] in [each.label for each in nearest(index, ask)][:MOST]
    return found, total


def main() -> None:
    """Print recall at ten for each seed, then for the catalogue."""
    for seed in range(1, int(sys.argv[1] if len(sys.argv) > 1 else 3) + 1):
        found, total = planted(seed)
        print(f"seed {seed}: {found} of {total} planted outcomes among the first {MOST} ({found / total:.3f})")
    if len(sys.argv) > 2:
        found, total = reworded(Path(sys.argv[2]))
        print(f"reworded requirements: {found} of {total} ({found / max(total, 1):.3f})")


if __name__ == "__main__":
    main()
