"""The Keeling schedule: the code as amended, insertions and omissions marked, each with its instruction."""

from collections.abc import Sequence

from corpus.change import EffectRef
from corpus.citation import label_key
from diffs.execute.consolidate import NOTICE, Consolidation, Outcome
from diffs.execute.verify import Verification
from diffs.output.schedule_layout import Marked, marked


def render(consolidation: Consolidation, verification: Verification | None = None, form: str = "text") -> str | bytes:
    """The schedule as `text`, `html`, `markdown` or `docx` (bytes)."""
    if form == "html":
        from diffs.output.schedule_html import to_html

        return to_html(consolidation, verification)
    if form == "docx":
        from diffs.output.schedule_docx import to_docx

        return to_docx(consolidation, verification)
    return to_markdown(consolidation, verification) if form == "markdown" else to_text(consolidation, verification)


def standing(consolidation: Consolidation, verification: Verification | None) -> list[str]:
    """What every schedule says of itself: unofficial, from what it was computed, whether it was verified."""
    made = " and ".join(consolidation.instruments) or "no instrument"
    lines = [NOTICE, f"Base: {consolidation.base}. Amended by: {made}."]
    failed = [outcome for outcome in consolidation.outcomes if outcome.state != "applied"]
    done = len(consolidation.outcomes) - len(failed)
    lines.append(
        f"{done} of {len(consolidation.outcomes)} instructions applied"
        + (f"; {len(failed)} NOT applied." if failed else ".")
    )
    blind = sum(outcome.reason is not None and outcome.reason.kind == "not understood" for outcome in failed)
    passages = f"{len(consolidation.outcomes)} amending passage{'s' * (len(consolidation.outcomes) != 1)}"
    refused = f", {len(failed) - blind} refused" if len(failed) > blind else ""
    lines.append(f"{passages}: {done} executed, {blind} not understood{refused}.")
    if qualified := sum(bool(outcome.savings) and outcome.state == "applied" for outcome in consolidation.outcomes):
        lines.append(f"{qualified} of them applied SUBJECT TO savings of the instrument: not for every case.")
    lines += [f"An instruction may be missing in {name}: {text}" for name, text in consolidation.unplaced]
    lines.append(verdict(verification))
    for override in consolidation.overrides:
        what = f"{override.instruction} of {override.instrument}"
        lines.append(f"Resolved by a person: {what}, by {override.author}: {override.reason}")
    return lines


def verdict(verification: Verification | None) -> str:
    """One sentence: not verified, or how far the published version agrees."""
    if verification is None:
        return "Not verified against a published version."
    counts = verification.counts
    agree, total = counts["identical"] + counts["typography"], len(verification.provisions)
    rest = ", ".join(f"{counts[name]} {name}" for name in ("differs", "missing", "extra") if counts[name])
    return f"Verified against {verification.published}: {agree} of {total} provisions agree" + (
        f" ({rest})." if rest else "."
    )


def divergences(verification: Verification | None) -> list[str]:
    """Every difference from the published text with its cause; only an ordered change left out is a finding."""
    told = [each for each in verification.provisions if each.cause not in (None, "typography")] if verification else []
    return [
        f"{'Finding: ' if each.cause == 'publisher_omitted' else ''}{each.label} ({each.result}), "
        f"{(each.cause or '').replace('_', ' ')}: {each.because}"
        for each in told
    ]


def name(ref: EffectRef) -> str:
    """An instruction as a mark names it."""
    return f"{ref.work}, {ref.instruction}"


def outcome_line(outcome: Outcome) -> str:
    """One instruction in one line: its number, what became of it, and how."""
    if outcome.state == "applied":
        done = f"{outcome.num} ({outcome.instrument}): applied to {_some(outcome.nodes)}; {outcome.rule}"
        return f"{done}{subject_to(outcome)}"
    return f"{outcome.num} ({outcome.instrument}): NOT applied: {outcome.reason}"


def subject_to(outcome: Outcome) -> str:
    """The savings under which an amendment stands, by their numbers; empty where there are none."""
    return f"; SUBJECT TO {', '.join(saving.num for saving in outcome.savings)}" if outcome.savings else ""


def _some(labels: Sequence[str]) -> str:
    return ", ".join(labels[:4]) + (f" and {len(labels) - 4} more" if len(labels) > 4 else "")


def warnings(consolidation: Consolidation) -> list[str]:
    """Overlaps and references that no longer lead where they led, a line each."""
    lines = []
    for overlap in consolidation.overlaps:
        pair = " and ".join(
            f"{ref.instruction} of {ref.work}".removeprefix(" of ") for ref in (overlap.first, overlap.second)
        )
        lines.append(f"Overlap ({overlap.kind}): {pair}: {overlap.detail}")
    told = _qualified(consolidation)
    lines += [f"{num} ({instrument}) qualifies {', '.join(of)}: {text}" for (instrument, num, text), of in told.items()]
    known = {(instrument, label_key(num)) for instrument, num, _ in told}
    rest = [each for each in consolidation.unread if (each[0], label_key(each[1])) not in known]
    lines += [f"{num} ({instrument}) declares no change: {text}" for instrument, num, text in rest]
    lines += [f"Reference in {each.source}: {each.reason}" for each in consolidation.dangling]
    return lines


def _qualified(consolidation: Consolidation) -> dict[tuple[str, str, str], list[str]]:
    """The savings of the instruments, each with the instructions it qualifies."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for outcome in consolidation.outcomes:
        for saving in outcome.savings:
            told.setdefault((outcome.instrument, saving.num, saving.text), []).append(outcome.num)
    return told


def to_text(consolidation: Consolidation, verification: Verification | None = None) -> str:
    """For a terminal: the standing, every instruction, then only what changed, with its marks."""
    lines = [
        f"{consolidation.expression.title}, as amended",
        *standing(consolidation, verification),
        "",
        "Instructions",
    ]
    lines += [f"  {outcome_line(outcome)}" for outcome in consolidation.outcomes]
    notes = warnings(consolidation)
    lines += ["", "To be checked", *(f"  {note}" for note in notes)] if notes else []
    apart = divergences(verification)
    lines += ["", "Differences from the published text", *(f"  {each}" for each in apart)] if apart else []
    lines += ["", "Text (inserted +[…], omitted -[…])"]
    for root in marked(consolidation):
        lines += _text_lines(root)
    return "\n".join(lines) + "\n"


def _text_lines(item: Marked, depth: int = 0) -> list[str]:
    lines = []
    if item.standing != "kept":
        pieces = "  ".join(_plain(item.edits[key]) for key in item.edits)
        lines.append("  " * (depth + 1) + pieces.replace("\n", " / ") + f"  [{'; '.join(map(name, item.by))}]")
    for child in item.children:
        lines += _text_lines(child, depth + (item.standing != "kept"))
    return lines


def _plain(edits: Sequence[tuple[int, str]]) -> str:
    marks = {1: "+[{}]", -1: "-[{}]", 0: "{}"}
    return "".join(marks[kind].format(text) for kind, text in edits)


def to_markdown(consolidation: Consolidation, verification: Verification | None = None) -> str:
    """The whole code with `<ins>` and `<del>` (HTML that Markdown allows) and the instruction behind each mark."""
    lines = [f"# {_escaped(consolidation.expression.title)}, as amended", ""]
    lines += [f"> {_escaped(line)}  " for line in standing(consolidation, verification)]
    lines += [
        "",
        "## Instructions",
        "",
        *(f"- {_escaped(outcome_line(outcome))}" for outcome in consolidation.outcomes),
    ]
    notes = warnings(consolidation)
    lines += ["", "## To be checked", "", *(f"- {_escaped(note)}" for note in notes)] if notes else []
    lines += ["", "## Text", ""]
    for root in marked(consolidation):
        lines += _markdown_lines(root, 0)
    return "\n".join(lines).rstrip() + "\n"


def _markdown_lines(item: Marked, depth: int) -> list[str]:
    fields = {key: _markdown(edits) for key, edits in item.edits.items()}
    number, heading = fields.pop("printed", ""), fields.pop("heading", "")
    ref = f" <sup>[{_escaped('; '.join(map(name, item.by)))}]</sup>" if item.by else ""
    words = "<br>".join(fields.values())
    lines: list[str] = []
    if heading and item.node.kind != "index_entry":
        level = "#" * {"section": 2, "subsection": 3, "measure": 4}.get(item.node.kind, 5)
        lines += [f"{level} {number} {heading}{ref}".replace("  ", " "), ""]
        number = ref = ""
    body = " ".join(
        part for part in (number, f"**{heading}**:" if item.node.kind == "index_entry" else "", words) if part
    )
    if body:
        indent = "    " * (depth if item.node.kind == "subparagraph" else 0)
        lines += [f"{indent}{'- ' if item.node.kind == 'subparagraph' else ''}{body}{ref}", ""]
    deeper = depth + 1 if item.node.kind == "subparagraph" else 0
    return lines + [line for child in item.children for line in _markdown_lines(child, deeper)]


def _markdown(edits: Sequence[tuple[int, str]]) -> str:
    marks = {1: "<ins>{}</ins>", -1: "<del>{}</del>", 0: "{}"}
    return "".join(marks[kind].format(_escaped(text).replace("\n", "<br>")) for kind, text in edits)


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign in "\\`*_[]|#":
        text = text.replace(sign, "\\" + sign)
    return text
