"""How much of UK amending drafting is read: `python benchmarks/uk_phrases.py FILE [-v]`.

Each line of FILE is JSON with an `instruction` as it stands in an Act, its own number in front. It is
read as an item under "In section 1,"; read means that every word was made something of.
"""

import json
import re
import sys
from pathlib import Path

from parser.amendments.effects import Source, declared

_NUMBER = re.compile(r"^(?!(?:in|at|on)\b)(?:\d{1,3}[A-Z]{0,2}|[a-z]{1,2}|[ivx]+)\s+(?=\S)")


def is_read(instruction: str) -> bool:
    """Whether an instruction has effects, all of them understood."""
    words = _NUMBER.sub("", " ".join(instruction.split()))
    effects, _ = declared(Source("1", f"In section 1, {words}"))
    return bool(effects) and all(effect.type != "not understood" for effect in effects)


def main(path: Path, verbose: bool) -> int:
    """Run and print; gives the exit status."""
    rows = [json.loads(line)["instruction"] for line in path.read_text("utf-8").splitlines()]
    missed = [row for row in rows if not is_read(row)]
    share = 1 - len(missed) / max(len(rows), 1)
    print(f"read {len(rows) - len(missed)} of {len(rows)}  {share:.1%}  (bar 85%)")
    print("\n".join(" ".join(row.split())[:160] for row in missed) if verbose else "")
    return 0 if share >= 0.85 else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv))
