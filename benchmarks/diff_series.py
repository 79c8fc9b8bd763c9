"""Observed changes of real gov.uk pages against their change notes: `python -m benchmarks.diff_series FOLDER`.

FOLDER holds a folder for each page with its dated versions and `history.json`. Prints the table of
docs/series.md. What a note is about is put in a few words of ours below, with the verdict
given on reading both; a pair that nobody read shows as such.
"""

import json
import sys
from pathlib import Path

from corpus.change import Comparison
from corpus.verdict import VERDICTS
from diffs.compare.between import between
from parser.document import parse

SEEN = "agrees"
ELSEWHERE = "agrees: the note is about another page of the publication"
LOG = "agrees: the page's own log of updates, which is furniture, gained entries"

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
    "code-of-practice-for-schedule-7": (
        "accessible version added: seen, with the notice about accessibility that went",
        "government response: seen, as the outcome, the dates in the past and the ways to respond that went",
    ),
    "consultation-on-modifications": ("accessible version added: elsewhere", "government response: elsewhere"),
    "proposal-for-new-telecoms": (
        "a survey added: seen, and two paragraphs and an address, which the note does not name",
        "government response: seen, as the outcome, the dates in the past and the ways to respond that went",
    ),
    "telecoms-security-proposal": (
        "a survey added: elsewhere",
        "government response: elsewhere, and a deadline extended, which the note does not name",
    ),
    "publications__general-qualifications-alternative-awarding-framework": (
        "first published: seen, nothing else changed", "guidance on appeals added: seen, and the nations it applies to",
        "a notice added: seen",
    ),
    "general-qualifications-alternative-awarding-framework__general-qualifications": (
        "a notice: not in this page, which lists its own revision, two new conditions GQAA5 and GQAA6: seen",
    ),
    "statutory-guidance-appeals": ("a notice: elsewhere",),
    "illegal-working-penalties-codes": ("a code added: seen", "accessible version of it added: seen"),
    "code-of-practice-on-preventing-illegal-working": (
        "another code added: elsewhere", "accessible version of it added: elsewhere",
    ),
    "annex-8": ("forms of other annexes updated: elsewhere",),
    "the-code-of-practice-for-the-safety-of-small-fishing": ("forms of annexes updated: elsewhere",),
    "multi-agency-statutory-guidance": (
        "easy-read and Welsh versions: elsewhere, and a word in the title", "Welsh version: elsewhere",
        "link to a version in sign language: elsewhere",
    ),
    "vocational-and-technical-qualifications-contingency": (
        "first published: seen, nothing else changed", "new version for a technical reason: seen, as the date alone",
        "new version for a technical reason: seen, nothing else changed",
    ),
    "immigration-rules": (
        "Part 8, family members: elsewhere, and two appendices in the list", "Appendix T2: elsewhere",
        "Appendix Global Talent: elsewhere", "Appendix Continuous Residence: elsewhere",
        "Part 6A: elsewhere, and the description of one route in the list",
        "Appendix Intra-Company Routes: seen, gone from the list",
        "Appendix Visitor, national list: elsewhere, and another appendix and two descriptions in the list",
        "Part 8: elsewhere, and another appendix in the list",
        "Appendix Continuous Residence: elsewhere, and two appendices in the list", "introduction: elsewhere",
        "Appendix KOL UK: elsewhere, and another appendix and a description in the list",
    ),
}  # fmt: skip
PAIRS = (
    ("technical-consultation-on-regulating-digital-functional-skills", "publications__digital-functional-skills",
     "consultation draft → final", "decisions on the consultation",
     "agrees: DFS1.1(a), DFS3.5, DFS6.2(b)(i) and DFS6.3 changed, and the guidance around them"),
)  # fmt: skip
"""A draft and its final version are two pages: (page before, page after, versions, topic, verdict)."""


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
    for pair in PAIRS:
        _print_pair(Path(sys.argv[1]), pair)


def _print_pair(root: Path, pair: tuple[str, str, str, str, str]) -> None:
    """A draft against its final version, where the folder has both."""
    before, after, versions, topic, verdict = pair
    found = [sorted(root.glob(f"*{name}*/*.html")) for name in (before, after)]
    if all(found):
        old, new = (parse(paths[-1].read_bytes(), name=paths[-1].name) for paths in found)
        name = after.rpartition("__")[2]
        print(f"| {name} | {versions} | {_counts(between(old, new))} | {topic} | {verdict} |")


def _counts(comparison: Comparison) -> str:
    counts = ", ".join(f"{comparison.summary[kind]} {kind}" for kind in VERDICTS if comparison.summary[kind])
    return counts or "0 changes"


def _row(page: str, number: int, history: list[dict[str, str]], comparison: Comparison) -> str:
    days = " → ".join(version["file"][3:13] for version in history[number - 1 : number + 1])
    counts = _counts(comparison)
    dated = " (date line only)" if comparison.front and not comparison.changes else ""
    topic, verdict = _read(page, number)
    return f"| {page.rpartition('__')[2][:60]} | {days} | {counts}{dated} | {topic} | {verdict} |"


def _in_words(verdict: str) -> str:
    """The verdict with its first word said in full."""
    first, comma, rest = verdict.partition(", ")
    return {"seen": SEEN, "elsewhere": ELSEWHERE, "log": LOG}.get(first, first) + comma + rest


def _read(page: str, number: int) -> tuple[str, str]:
    """Topic and verdict under the name that begins latest in the address, of several the longest."""
    known = [(_place(name, page), len(name), name) for name in READ if _place(name, page) >= 0]
    name = max(known)[2] if known else ""
    if not name or number > len(READ[name]):
        return "", "not read"
    topic, _, verdict = READ[name][number - 1].partition(": ")
    return topic, _in_words(verdict)


def _place(name: str, page: str) -> int:
    """Where a name stands in an address: the beginning of a part of it, or anywhere in the last."""
    at = f"__{page}".rfind(f"__{name}")
    return at if at >= 0 or name not in page.rpartition("__")[2] else 0


if __name__ == "__main__":
    main()
