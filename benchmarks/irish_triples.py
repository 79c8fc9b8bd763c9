"""How Irish drafting is executed: `python benchmarks/irish_triples.py FILE [-v]`.

Each line of FILE (JSON lines, perhaps gzipped) is a section before, the instruction, and the section
after, in Markdown. Prints how many sections become exactly the published one, how many instructions
are refused with a reason, and how many were applied and gave another text (the bar: none). A section
that came out as published but for an instruction that was refused counts as refused.
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from corpus.provision import Provision
from corpus.text import letter_runs
from corpus.work import Expression
from diffs.execute.consolidate import consolidate
from diffs.execute.divergences import explained
from diffs.execute.verify import verify
from parser.amendments.instrument import instrument
from parser.readers.blocks import Block

_ENUMERATOR = re.compile(r"\((\d+[A-Z]*|[a-z]{1,3}|[ivxl]+|[IVXL]+|[A-Z])\)\s*")
_SECTION = re.compile(r"(\d+[A-Z]*)\s*\.\s*[—–-]?\s*")
_TERM = re.compile(r"[“\"]\s*([^”\"]{1,100}?)\s*[”\"]")
_ORDERED = re.compile(r"substitution of [“\"]([^”\"]+)[”\"] for [“\"]([^”\"]+)[”\"]")
_STYLES = (r"\d+[A-Z]*", r"[a-z]{1,3}", r"[ivxl]+[a-z]?", r"[IVXL]+")


def plain(text: str) -> str:
    """Markdown without its marks of emphasis."""
    return re.sub(r"\*+", "", text)


def section(row: dict[str, Any], text: str) -> Provision:
    """A section as a tree: subsections, paragraphs, subparagraphs by their enumerators, definitions by their terms."""
    number = row["section"]
    root: list[Any] = [f"Section {number}", "section", number, "", []]
    stack = [(0, root)]
    for printed in text.split("\n\n"):
        line, enumerated = plain(printed).strip(), False
        opened = _SECTION.match(line) if not root[3] and not root[4] else None
        line = line[opened.end() :] if opened else line
        while match := _ENUMERATOR.match(line):
            level = _level(match[1], stack)
            del stack[level:]
            label = f"{stack[-1][1][0]}({match[1]})"
            node: list[Any] = [label, "subparagraph", match[1], "", []]
            stack[-1][1][4].append(node)
            stack.append((level, node))
            line, enumerated = line[match.end() :], True
        _words(line, stack, root, enumerated)
    return _frozen(root)


def _words(line: str, stack: list[Any], root: list[Any], enumerated: bool) -> None:
    """Words behind an enumerator are the item's; a line without one defines a term, or closes what stands above it."""
    if enumerated:
        stack[-1][1][3] = line
    elif term := _TERM.match(line):
        del stack[1 if len(stack) < 2 or not re.fullmatch(_STYLES[0], stack[1][1][2] or "") else 2 :]
        node = [f"Definition/{term[1]}@{root[0]}", "definition", None, line, []]
        stack[-1][1][4].append(node)
        stack.append((len(stack), node))
    elif line and not root[3] and not root[4]:
        root[3] = line
    elif line:
        del stack[2:]
        stack[-1][1][4].append([None, "text", None, line, []])


def _level(number: str, stack: list[Any]) -> int:
    """How deep an enumerator stands: as deep as the open one of its style that it can follow."""
    open_numbers = [(depth, node[2]) for depth, node in stack[1:] if node[2]]
    for depth, last in reversed(open_numbers):
        if _goes_on(number, last):
            return int(depth)
    return len(stack)


def _goes_on(number: str, last: str) -> bool:
    if number[0].isdigit() or last[0].isdigit():
        return number[0].isdigit() and last[0].isdigit()
    if number.isupper() != last.isupper():
        return False
    romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"]
    low, before = number.lower(), last.lower()
    if low in romans and before in romans and romans.index(low) == romans.index(before) + 1:
        return True
    if low[0] == before[0]:
        return low > before and low not in romans[1:]
    return len(low) == 1 and ord(low) == ord(before[0]) + 1


def _frozen(node: list[Any]) -> Provision:
    label, kind, num, text, children = node
    return Provision(kind, label, num, text=text, children=tuple(_frozen(child) for child in children),
                     printed=f"({num})" if kind == "subparagraph" else "")  # fmt: skip


def written(row: dict[str, Any]) -> tuple[Block, ...]:
    """The amending section as blocks."""
    text = plain(row["instructions"][0]["text"])
    return tuple(Block(line.strip()) for line in text.split("\n\n") if line.strip())


def outcome(row: dict[str, Any]) -> tuple[str, str]:
    """`exact`, `refused`, `publisher` (every difference is one that no instruction orders) or `wrong`, and why."""
    base = Expression(row["title"], None, (section(row, row["before"]),))
    made = instrument(written(row))
    draft = Expression("instrument", "amendment", made.provisions, effects=made.effects)
    done = consolidate(base, [draft])
    reasons = [f"{each.num}: {each.reason}" for each in done.outcomes if each.state != "applied"]
    if not done.outcomes or reasons:
        return "refused", "; ".join(reasons) or "no instruction was found"
    after = section(row, row["after"])
    got, want = letters_of(done.expression.provisions[0]), letters_of(after)
    if got == want:
        return "exact", ""
    published = Expression(row["title"], None, (after,))
    checked = explained(verify(done.expression, published), done, [draft], published)
    order, ours = plain(row["instructions"][0]["text"]), done.expression.provisions[0]
    apart = [each for each in checked.provisions if each.result not in ("identical", "typography")]
    apart = [each for each in apart if not _same_words(each.label, ours, after)]
    causes = [
        each.because if (each.cause or "").startswith("publisher") else departure(each.label, ours, after, order)
        for each in apart
    ]
    if apart and all(causes):
        return "publisher", "; ".join(f"{each.label}: {why}" for each, why in zip(apart, causes, strict=True))
    return "wrong", _where(got, want)


def departure(label: str, ours: Provision, published: Provision, order: str) -> str:
    """What the published provision does against the order, read by its printed quotations alone; or ""."""
    mine, theirs = _found(label, ours), _found(label, published)
    if mine is not None and theirs is None:
        return _number_dropped(mine, ours, published, order)
    if mine is None or theirs is None:
        return ""
    got, want = letters_of(mine), letters_of(theirs)
    return next((why for new, old in _ORDERED.findall(order) if (why := _kept(got, want, new, old))), "")


def _number_dropped(mine: Provision, ours: Provision, published: Provision, order: str) -> str:
    """The published text has every word of the section in order but one number, which the order does not print."""
    got, number = letters_of(ours), letter_runs(mine.printed)
    at = [n for n in range(len(got)) if got[n : n + len(number)] == number]
    same = any(got[:n] + got[n + len(number) :] == letters_of(published) for n in at)
    if not same or mine.printed in order:
        return ""
    return f"the published text lacks the number {mine.printed}, which no instruction names"


def _kept(got: list[str], want: list[str], new: str, old: str) -> str:
    """Words at an end of those ordered out stand in the published text beside the words that replace them."""
    fresh, gone = letter_runs(new), letter_runs(old)
    for n in range(len(gone)):
        for left, right in (([], gone[n:]), (gone[: len(gone) - n], [])):
            printed = left + fresh + right
            for at in range(len(want)):
                if want[at : at + len(printed)] == printed and want[:at] + fresh + want[at + len(printed) :] == got:
                    return f"the published text keeps “{' '.join(left + right)}”, which is ordered out"
    return ""


def _same_words(label: str, ours: Provision, published: Provision) -> bool:
    mine, theirs = _found(label, ours), _found(label, published)
    return mine is not None and theirs is not None and letters_of(mine) == letters_of(theirs)


def _found(label: str, node: Provision) -> Provision | None:
    if node.label == label:
        return node
    return next((found for child in node.children if (found := _found(label, child))), None)


def letters_of(node: Provision) -> list[str]:
    """The words of a section in order, numbers included, but for those under which the publisher prints nothing.

    What is deleted leaves its number behind in the published text, sometimes with the "and" before it.
    """
    return letter_runs("" if _is_empty(node) else _text(node))


def _is_empty(node: Provision) -> bool:
    return node.kind == "subparagraph" and not node.text.strip(" .,;…") and all(map(_is_empty, node.children))


def _text(node: Provision) -> str:
    own = f"{node.printed} {node.text}"
    return "\n".join([own, *(_text(child) for child in node.children if not _is_empty(child))])


def _where(got: list[str], want: list[str]) -> str:
    at = next((n for n, (a, b) in enumerate(zip(got, want, strict=False)) if a != b), min(len(got), len(want)))
    return f"after {' '.join(got[max(0, at - 6) : at])!r}: {got[at : at + 8]} for {want[at : at + 8]}"


def main(path: Path, verbose: bool) -> int:
    """Run and print; gives the exit status."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    counts: Counter[str] = Counter()
    for number, line in enumerate(text.decode().splitlines(), 1):
        row = json.loads(line)
        result, why = outcome(row)
        counts[result] += 1
        if verbose and result != "exact":
            print(f"{number} {row['title']} s. {row['section']}: {result}: {why[:300]}")
    total = sum(counts.values())
    print(f"exact    {counts['exact']:>5} of {total}  {counts['exact'] / max(total, 1):.1%}  (bar 60%)")
    print(f"refused  {counts['refused']:>5} of {total}  each with its reason")
    print(f"publisher {counts['publisher']:>4} of {total}  the published text departs from what its instruction orders")
    print(f"wrong    {counts['wrong']:>5} of {total}  applied, and another text than the published one  (bar 0)")
    return 1 if counts["wrong"] or counts["exact"] < 0.6 * total else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv))
