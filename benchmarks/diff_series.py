"""Observed changes of real gov.uk pages against their change notes: `python -m benchmarks.diff_series FOLDER`.

FOLDER holds a folder for each page with its dated versions and `history.json`. Prints the table of
docs/series.md. What a note is about is put in a few words of ours below, with the verdict
given on reading both; a pair that nobody read shows as such.
"""

import json
import sys
from pathlib import Path

from corpus.change import VERDICTS, Comparison
from diffs.compare.between import between
from parser.document import parse

SEEN = "agrees"
ELSEWHERE = "agrees: the note is about another page of the publication"
LOG = "agrees: the page's own log of updates gained entries"

READ: dict[str, tuple[str, ...]] = {
    "draft-gcse-subject-level": ("outcome of a consultation added: elsewhere",),
    "animal-activities-licensing-guidance-for-local-authorities": (
        "who appoints inspectors: log", "report of licences and fees: log", "dog day care rest areas: log",
        "exercise in kennels: log", "reporting period over: log",
    ),
    "dog-breeding-licensing": (
        "who appoints inspectors: elsewhere", "report of licences and fees: elsewhere",
        "breeding guidance names the right regulations: seen", "exercise in kennels: elsewhere",
        "reporting period over: elsewhere",
    ),
    "dog-day-care-licensing": (
        "who appoints inspectors: elsewhere", "report of licences and fees: elsewhere",
        "sleeping and rest areas, 5.2: seen, and 4.1, which the note does not name",
        "exercise in kennels: elsewhere", "reporting period over: elsewhere",
    ),
    "care-act-statutory-guidance": ("list of changes updated: log", "warning that parts are out of date: log"),
    "care-and-support-statutory-guidance": (
        "list of changes says chapter 23 was replaced: seen late, the replacement of chapter 23 itself is in this pair",
        "warning that parts are out of date: seen",
    ),
    "list-of-changes-made": (
        "chapter 23 replaced: not in this page, only its date changed",
        "warning about the guidance: not what this page shows, an entry was shortened and a misspelling put right",
    ),
    "modern-slavery": (
        "a first responder added: seen, 4.11", "guidance updated in several parts: seen",
        "updated as its own table says: seen",
    ),
    "online-safety-bill-supporting-documents": ("a factsheet added: seen",),
    "online-safety-bill-factsheet": ("another factsheet added: this page changed too, which the note does not say",),
    "right-to-rent": ("final versions of a code added: log", "accessible versions added: log"),
    "trade-remedies-notice": (
        "a proposed approach added: elsewhere", "two notices added: elsewhere", "a list corrected: elsewhere",
        "one notice removed, the period of another stated: seen",
    ),
    "what-you-can-and-cannot-do": (
        "advice for vulnerable people, overnight stays: seen", "translations added: log",
        "areas with a new variant: log", "kinds of test, order of paragraphs: log", "new plan for autumn: log",
        "link on travel: log", "easy-read guide: log", "measures against a variant: log", "days of isolation: log",
        "testing and isolation: log", "new plan: log",
    ),
}  # fmt: skip


def main() -> None:
    """Print the table."""
    print("| page | versions | observed | note is about | verdict |\n|---|---|---|---|---|")
    for folder in sorted(path for path in Path(sys.argv[1]).iterdir() if (path / "history.json").exists()):
        history = json.loads((folder / "history.json").read_text("utf-8"))["versions"]
        before = None
        for number, version in enumerate(history):
            path = folder / version["file"]
            after = parse(path.read_bytes(), name=path.name)
            if before is not None:
                print(_row(folder.name, number, history, between(before, after)))
            before = after


def _row(page: str, number: int, history: list[dict[str, str]], comparison: Comparison) -> str:
    days = " → ".join(version["file"][3:13] for version in history[number - 1 : number + 1])
    counts = ", ".join(f"{comparison.summary[kind]} {kind}" for kind in VERDICTS if comparison.summary[kind])
    dated = " (date line only)" if comparison.front and not counts else ""
    topic, verdict = _read(page, number)
    return f"| {page.rpartition('__')[2][:60]} | {days} | {counts or '0 changes'}{dated} | {topic} | {verdict} |"


def _read(page: str, number: int) -> tuple[str, str]:
    last = page.rpartition("__")[2]
    for name in sorted(READ, key=len, reverse=True):
        if name in last and number <= len(READ[name]):
            topic, _, verdict = READ[name][number - 1].partition(": ")
            return topic, {"seen": SEEN, "elsewhere": ELSEWHERE, "log": LOG}.get(verdict, verdict)
    return "", "not read"


if __name__ == "__main__":
    main()
