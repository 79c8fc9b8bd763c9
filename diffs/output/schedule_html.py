"""The Keeling schedule as one page that needs nothing else: to read, to mail, to print."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from corpus.change import EffectRef
from corpus.citation import slug
from corpus.errors import CitationError
from diffs.execute.consolidate import Consolidation
from diffs.execute.verify import Verification
from diffs.output.provisions_html import Shown, written
from diffs.output.schedule_layout import Marked, marked
from diffs.output.schedule_text import name, standing, subject_to, warnings


def to_html(consolidation: Consolidation, verification: Verification | None = None) -> str:
    """A self-contained page: what it is, the instructions, what to check, contents, the text with its marks."""
    title = f"{consolidation.expression.title}, as amended"
    items = marked(consolidation)
    parts = [
        "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>",
        '<meta name=viewport content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)} (unofficial)</title>",
        f"<style>\n{_style(consolidation)}</style>\n</head>\n<body>",
        '<a class=skip href="#text">Skip to the text</a>',
        f"<header>\n<h1>{escape(title)}</h1>\n{_standing(consolidation, verification)}\n</header>",
        f"<main>\n{_instructions(consolidation)}\n{_warnings(consolidation)}\n{_contents(items)}",
        "<section id=text aria-labelledby=text-title>\n<h2 id=text-title class=part>Text as amended</h2>",
        written([_shown(item, consolidation) for item in items], 3),
        "</section>\n</main>",
        f"<footer><p>{escape(' '.join(standing(consolidation, verification)[:2]))}</p></footer>",
        "</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part)


def _style(consolidation: Consolidation) -> str:
    css = files("diffs.output").joinpath("templates", "schedule.css").read_text("utf-8")
    words = f"Unofficial: keeling, {consolidation.expression.version or consolidation.base}"
    return css.replace("%RUNNING%", words.replace("\\", "").replace('"', "'").replace("<", ""))


def _standing(consolidation: Consolidation, verification: Verification | None) -> str:
    lines = standing(consolidation, verification)
    rest = "".join(f"<br>{escape(line)}" for line in lines[1:])
    legend = "<p>In the text, <ins>inserted words</ins> are underlined and <del>omitted words</del> struck through; "
    legend += "the number behind a mark is the instruction that made it.</p>"
    return f"<p class=standing role=note><strong>{escape(lines[0])}</strong>{rest}</p>\n{legend}"


def _instructions(consolidation: Consolidation) -> str:
    rows = []
    for index, outcome in enumerate(consolidation.outcomes, 1):
        done = outcome.state == "applied"
        nodes = ", ".join(outcome.nodes[:6]) + (" and more" if len(outcome.nodes) > 6 else "")
        detail = f"{nodes}: {outcome.rule}{subject_to(outcome)}" if done else str(outcome.reason or "")
        rows.append(
            f"<tr id=i{index} class={'done' if done else 'failed'}><th scope=row>{escape(outcome.num)}</th>"
            f"<td>{escape(outcome.instrument)}</td><td>{'applied' if done else 'NOT applied'}</td>"
            f"<td>{escape(detail)}</td></tr>"
        )
    columns = ("Instruction", "Instrument", "Result", "Where and why")
    head = "".join(f"<th scope=col>{column}</th>" for column in columns)
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{chr(10).join(rows)}\n</tbody></table>"
    return (
        "<section aria-labelledby=how>\n<h2 id=how class=part>Instructions</h2>\n"
        f"<div class=scroll tabindex=0 role=region aria-labelledby=how>{table}</div>\n</section>"
    )


def _warnings(consolidation: Consolidation) -> str:
    lines = warnings(consolidation)
    if not lines:
        return ""
    items = "\n".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f"<section aria-labelledby=check>\n<h2 id=check class=part>To be checked</h2>\n<ul>\n{items}\n</ul>\n</section>"
    )


def _contents(items: Sequence[Marked]) -> str:
    links = "\n".join(_links(items))
    return f"<nav aria-label=Contents>\n<h2 class=part>Contents</h2>\n<ul>\n{links}\n</ul>\n</nav>" if links else ""


def _links(items: Sequence[Marked]) -> list[str]:
    lines = []
    for item in items:
        if item.node.kind in ("section", "subsection", "measure") and item.node.label:
            words = escape(f"{item.node.printed or item.node.num or ''} {item.node.heading or ''}".strip())
            flag = f" ({word})" if (word := standing_word(item)) else ""
            kind = f" class={item.node.kind}"
            lines.append(f'<li{kind}><a href="#{_anchor(item)}">{words}</a>{flag}</li>')
            lines += _links(item.children)
    return lines


def standing_word(item: Marked) -> str:
    """What the contents say of a provision: inserted, omitted, amended, or nothing."""
    if item.standing in ("inserted", "omitted"):
        return item.standing
    return "amended" if _touched(item) else ""


def _touched(item: Marked) -> bool:
    return item.standing != "kept" or any(_touched(child) for child in item.children)


def _anchor(item: Marked) -> str:
    """The label's slug; what was omitted has an address of its own."""
    try:
        address = slug(item.node.label or "")
    except CitationError:
        address = ""
    return ("omitted-" if item.standing == "omitted" else "p-") + address


def _shown(item: Marked, consolidation: Consolidation) -> Shown:
    """A provision with its marks, each with a link to the instruction that made it."""
    return shown(item, _anchor(item) if item.node.label else "", _refs(item.by, consolidation),
                 tuple(_shown(child, consolidation) for child in item.children))  # fmt: skip


def shown(item: Marked, identity: str, by: str, children: tuple[Shown, ...]) -> Shown:
    """A marked provision as the writer of HTML takes it."""
    fields = {key: edits_html(pieces) for key, pieces in item.edits.items()}
    number, heading = fields.pop("printed", ""), fields.pop("heading", "")
    if item.node.kind == "definition" and not heading and "\n" in item.node.text and item.standing != "changed":
        heading, _, fields["text"] = _parted(item)
    number = f"<span class=num>{number}</span> " if number else ""
    return Shown(
        item.node.kind, identity, number, heading, tuple(fields.values()), item.standing, by, children=children
    )


def _parted(item: Marked) -> tuple[str, str, str]:
    """Term and meaning of a definition that is wholly kept, inserted or omitted."""
    ((kind, text),) = item.edits["text"]
    term, line, meaning = text.partition("\n")
    return edits_html([(kind, term)]), line, edits_html([(kind, meaning)])


def _refs(refs: Sequence[EffectRef], consolidation: Consolidation) -> str:
    links = []
    for ref in refs:
        index = next(i for i, outcome in enumerate(consolidation.outcomes, 1) if outcome.ref == ref)
        links.append(f'<a href="#i{index}" title="{escape(name(ref))}">{escape(ref.instruction)}</a>')
    return f" <span class=by>[{', '.join(links)}]</span>" if links else ""


def edits_html(edits: Sequence[tuple[int, str]]) -> str:
    """Word edits in one run: insertions and deletions marked."""
    marks = {1: "<ins>{}</ins>", -1: "<del>{}</del>", 0: "{}"}
    return "".join(marks[kind].format(escape(text).replace("\n", "<br>")) for kind, text in edits if text)
