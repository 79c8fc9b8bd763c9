"""Instruments: explain, consolidate."""

import sys
from pathlib import Path

import click

from commands.completion import versions
from commands.options import FILE, Place, formats, places
from commands.talk import emit, say, write
from corpus.errors import NothingFound


@click.command()
@places
@click.argument("base", shell_complete=versions)
@click.argument("instruments", nargs=-1, required=True, metavar="INSTRUMENT...", shell_complete=versions)
@click.option("--verify", "published", default=None, metavar="PUBLISHED", help="Compare with the published version")
@click.option("--overrides", type=FILE, default=None, help="Resolutions of a person, with author and reason")
@formats("text", "json", "html", "markdown", "docx")
@click.option("-o", "--output", type=FILE, default=None, help="Write to this file (needed for docx)")
def consolidate(place: Place, base: str, instruments: tuple[str, ...], published: str | None,
                overrides: Path | None, form: str, output: Path | None) -> None:  # fmt: skip
    """Print a version as instruments would amend it.

    What each instruction did is said beside it; one that cannot be executed is named and changes nothing.

    \b
    keeling consolidate pcu@2025-07-04 pcu-amendments-2026-06
    keeling consolidate pcu@2025-07-04 draft.pdf --verify published.pdf
    keeling consolidate code.pdf draft.pdf --format docx -o as-amended.docx
    """
    from diffs.execute import consolidate as engine
    from diffs.execute import overrides as decisions
    from diffs.execute.divergences import explained
    from diffs.execute.verify import verify
    from diffs.output import schedule_text

    versions = [place.version(name) for name in (base, *instruments)]
    done = engine.consolidate(versions[0], versions[1:], decisions.load(overrides), (base, *instruments))
    checked = None
    if published:
        there = place.version(published)
        checked = explained(verify(done.expression, there), done, versions[1:], there)
    write(engine.to_json(done, checked) if form == "json" else schedule_text.render(done, checked, form), output)
    say(*(f"keeling: no amending instruction was found in {name}; is it an instrument?" for name in done.silent))
    sys.exit(0 if done.complete and (checked is None or checked.agrees) else 1)


@click.command()
@places
@click.argument("instrument", shell_complete=versions)
@formats("text", "json")
def explain(place: Place, instrument: str, form: str) -> None:
    """Show how each instruction of an instrument was read.

    As printed, every phrase beside its reading, and what nothing was made of.

    \b
    keeling explain pcu-amendments-2026-06
    keeling explain draft.pdf --json
    """
    from corpus.as_json import effect_to_json, to_json
    from diffs.execute.savings import savings
    from parser.terminal import instruction_lines

    expression = place.version(instrument)
    if not expression.effects:
        raise NothingFound(f"no amending instruction was found in {instrument}; is it an instrument?")
    if form == "json":
        effects = [effect_to_json(effect) for effect in expression.effects]
        count = to_json(expression)["amending"]
        emit({"instrument": expression.version or instrument, "amending": count, "effects": effects})
    else:
        said = savings(expression)
        about = {each: [number for number in said if each in said[number]] for of in said.values() for each in of}
        qualified = [f"{each.num} qualifies {', '.join(of)}: {each.text}" for each, of in about.items()]
        unplaced = [f"behind {each.at}: {each.text}" for each in expression.amending.unplaced]
        emit([*instruction_lines(expression.effects), *qualified, *unplaced, "", str(expression.amending)])
    sys.exit(0 if expression.amending.complete else 1)
