"""How often the reading of real pages is for review, and why: the rate of false alarms on ordinary pages.

    python benchmarks/review_rate.py [FOLDER…]     default: ../shared/real and ../shared/replica

Prints how many documents of each group are for review, and each kind of reason with its count and an example.
"""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.coverage_all import SHARED, bodies
from corpus.errors import Blocked, UnreadableInput
from parser.document import parse


def main() -> None:
    """Count, print."""
    folders = [Path(name) for name in sys.argv[1:]] or [SHARED / "real", SHARED / "replica"]
    documents: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for place, name, body in bodies(folders):
        group = "/".join(place.split("/")[:2])
        try:
            review = parse(body, name=name).coverage.review
        except (Blocked, UnreadableInput):
            continue
        documents[group] += 1
        flagged[group] += bool(review)
        for reason in review:
            kind = re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "…", reason)[:90]
            kinds[kind] += 1
            examples.setdefault(kind, f"{name}: {reason}")
    for group, count in documents.items():
        print(f"{flagged[group]:5} of {count:5} {group}")
    for kind, count in kinds.most_common():
        print(f"{count:5} {kind}\n      {examples[kind][:260]}")


if __name__ == "__main__":
    main()
