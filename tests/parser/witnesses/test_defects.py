"""No doubt means something: structural defects put into trees that were read right are all seen."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).resolve().parents[3]
NUMBER = 120


@cache
def defects() -> ModuleType:
    """`benchmarks.structure_defects`, which injects a thousand; benchmarks are not installed, hence by path."""
    spec = importlib.util.spec_from_file_location("structure_defects", PROJECT / "benchmarks" / "structure_defects.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(number: int) -> str:
    """A measure of an invented code, with definitions, a list in a list and a footnote."""
    label = f"XYZ C{number}"
    return f"""<h4>{label} Keeping lamp number {number}</h4><h5>Application</h5>
<p>{label}.1 This measure applies to a keeper of lamp {number} who:</p>
<ol class="legislative-list"><li>a) lights it, where the keeper:<ol><li>i) has oil; or</li>
<li>ii) has gas; and</li></ol></li>
<li>b) trims its wick<sup><a href="#fn:{number}">{number}</a></sup>; and</li><li>c) writes a record.</li></ol>
<h5>Key definitions</h5><p>{label}.2 In this measure {label}:</p>
<p>“lamp {number}” means the lamp on pier {number}.</p>
<h5>Recommendation</h5><p>{label}.3 The keeper should act on paragraph {label}.1(a).</p>
<p>{label}.4 The keeper should rest.</p>"""


@cache
def code() -> bytes:
    """A code with an index, a list of contents and seven measures, in words of our own."""
    rows = "".join(
        f"<tr><td>XYZ C{n}</td><td>Keeping lamp number {n}</td><td>Keepers</td><td>Section {n}</td></tr>"
        for n in range(1, 8)
    )
    notes = "".join(f'<li id="fn:{n}" role="doc-endnote"><p>Note {n}.</p></li>' for n in range(1, 8))
    return f"""<html><body class="govuk-template"><main><h1>Code of practice for lamps</h1><div class="govspeak">
<h2>3. Index of recommended measures</h2><table><thead><tr><th>Number</th><th>Measure</th><th>Application</th>
<th>Duties</th></tr></thead><tbody>{rows}</tbody></table><h2>4. Recommended measures</h2><h3>C Lamps</h3>
{"".join(measure(n) for n in range(1, 8))}
<div class="footnotes"><ol>{notes}</ol></div></div></main></body></html>""".encode()


def test_the_code_itself_raises_no_doubt() -> None:
    """What is read right has every witness on its side."""
    one = defects().subject(code(), "code.html")
    assert one.doubts == frozenset()
    witnesses = {each.kind for each in one.expression.structure.witnesses}
    assert witnesses >= {"index", "numbers", "printed", "references", "definitions", "footnotes"}


def test_every_defect_is_seen() -> None:
    """Of each kind of defect several are put in by chance; each raises a doubt that was not there."""
    one = defects().subject(code(), "code.html")
    made = list(defects().injected([one], NUMBER, seed=7))
    assert {name for name, _, _ in made} == set(defects().DEFECTS)
    assert [name for name, _, tree in made if not defects().caught(one, tree)] == []
