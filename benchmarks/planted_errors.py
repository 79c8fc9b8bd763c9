"""Whether errors planted in a published text are found and blamed rightly.

Run as `python benchmarks/planted_errors.py [SEEDS]`.

A generated code is amended; the text "published" is the computed one with one error of the
publisher's: an instruction left out, a word changed that no instruction names, a word changed
beside an ordered change, a paragraph dropped; or one instruction that cannot be executed while
the publisher executed what was meant. Every planted error must be found under its cause, and
nothing may be blamed on the publisher that the publisher did not do. Ends with 1 below the bar.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from consolidation import instrument
from consolidation_cases import case

from corpus.citation import label_key
from corpus.provision import Provision
from corpus.work import Expression
from diffs.execute.consolidate import Consolidation, consolidate
from diffs.execute.divergences import explained
from diffs.execute.verify import verify

Planted = tuple[Expression, set[str], str]
"""The published text, the labels where the error shows (one of them is enough), the cause that is right."""


def touched(done: Consolidation) -> set[str]:
    """The label keys that any instruction changed."""
    return {label_key(label) for o in done.outcomes for label in (*o.nodes, *o.removed, *o.added)}


def _left_alone(done: Consolidation) -> list[Provision]:
    """The paragraphs that no instruction changed."""
    known = touched(done)
    nodes = (node for root in done.expression.provisions for node in root.walk())
    return [n for n in nodes if n.label and n.kind == "paragraph" and label_key(n.label) not in known]


def _edited(nodes: tuple[Provision, ...], label: str, change: Callable[[str], str | None]) -> tuple[Provision, ...]:
    """The forest with a provision's words changed, or without it where `change` gives None."""
    found = []
    for node in nodes:
        if node.label == label:
            text = change(node.text)
            found += [replace(node, text=text)] if text is not None else []
        else:
            found.append(node.with_children(_edited(node.children, label, change)))
    return tuple(found)


def left_out(seed: int, draft: Expression, done: Consolidation, code: Expression) -> Planted:
    """The publisher forgot an instruction."""
    chosen = random.Random(seed).choice([o for o in done.outcomes if o.state == "applied"])
    rest = replace(draft, effects=tuple(e for e in draft.effects if e.instruction != chosen.num))
    labels = {*chosen.nodes, *chosen.removed, *chosen.added}
    return consolidate(code, [rest]).expression, labels, "publisher_omitted"


def elsewhere(seed: int, draft: Expression, done: Consolidation, code: Expression) -> Planted:
    """The publisher changed a word that no instruction names."""
    label = random.Random(seed).choice([n.label or "" for n in _left_alone(done) if len(n.text.split()) > 4])
    forest = _edited(done.expression.provisions, label, lambda text: " ".join(["Never", *text.split()[1:]]))
    return replace(done.expression, provisions=forest), {label}, "publisher_changed"


def dropped(seed: int, draft: Expression, done: Consolidation, code: Expression) -> Planted:
    """The publisher lost a paragraph."""
    label = random.Random(seed).choice([n.label or "" for n in _left_alone(done) if not n.children])
    forest = _edited(done.expression.provisions, label, lambda text: None)
    return replace(done.expression, provisions=forest), {label}, "publisher_changed"


def defective(seed: int, draft: Expression, done: Consolidation, code: Expression) -> Planted:
    """keeling could not execute an instruction; the publisher did what it meant."""
    chosen = random.Random(seed).choice([o for o in done.outcomes if o.state == "applied"])
    labels = {*chosen.nodes, *chosen.removed, *chosen.added}
    return done.expression, labels, "not_executed"


KINDS = (left_out, elsewhere, dropped, defective)


def judge(seed: int, kind: Callable[..., Planted]) -> tuple[bool, list[str]]:
    """Whether the planted error was found under its cause, and what was blamed on the publisher wrongly."""
    made = case(seed)
    draft = instrument(made)
    done = consolidate(made.code, [draft])
    published, labels, cause = kind(seed, draft, done, made.code)
    if cause == "not_executed":
        chosen = next(o for o in done.outcomes if o.state == "applied" and labels == {*o.nodes, *o.removed, *o.added})
        blind = tuple(
            replace(e, type="not understood", residue="unreadable") if e.instruction == chosen.num else e
            for e in draft.effects
        )
        draft = replace(draft, effects=blind)
        done = consolidate(made.code, [draft])
    result = explained(verify(done.expression, published), done, [draft], published)
    found = {each.label: each.cause for each in result.provisions if each.result not in ("identical", "typography")}
    keys = {label_key(label) for label in labels}
    right = any(label_key(label) in keys and found[label] == cause for label in found)
    blamed = [f"{label}: {why}" for label, why in found.items()
              if (why or "").startswith("publisher") and why != cause]  # fmt: skip
    return right, blamed


def main(seeds: int) -> int:
    """Run and print; gives the exit status."""
    found, total, wrong = Counter[str](), Counter[str](), []
    for seed in range(seeds):
        for kind in KINDS:
            right, blamed = judge(seed, kind)
            total[kind.__name__] += 1
            found[kind.__name__] += right
            wrong += [f"seed {seed}, {kind.__name__}: {each}" for each in blamed]
            wrong += [] if right else [f"seed {seed}, {kind.__name__}: not found"]
    for name, count in total.items():
        print(f"{name:<12} {found[name]:>4} of {count:>4} found under their cause")
    print(f"blamed on the wrong side or missed: {len(wrong)}")
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
