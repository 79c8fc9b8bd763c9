"""Rows about single documents: diff, parse, PDF, Word, consolidation."""

import io
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from benchmarks import diff_speed
from benchmarks.corpus_generator import code_page, history, instrument_page
from benchmarks.diff_codes import Writer
from benchmarks.made_pdf import pdf
from benchmarks.pdf_recall import bare
from benchmarks.pdf_recall import best as by_turns
from benchmarks.peers import measured
from benchmarks.table import Row, Settings, measure
from corpus.work import Expression, Scheme, Work
from diffs.compare.between import between
from diffs.execute.consolidate import consolidate
from diffs.words.edits import tokens
from parser.document import interpret, parse
from parser.readers.pdf.document import read_pdf
from parser.readers.word.document import read_word

SIZES = {"1×": 100, "10×": 1_000, "100×": 10_000}
ROUNDS = {"1×": 5, "10×": 3, "100×": 1}
PEERS = {"words-to-data": ">= 1", "xmldiff fast": ">= 25", "lxml htmldiff": "", "redlines": ""}
ROOT = Path(__file__).resolve().parents[1]


@measure("diff")
def diff(settings: Settings) -> Iterator[Row]:
    """A structured diff against tokenising both texts."""
    cases = [("1×", "light"), ("1×", "medium"), ("1×", "heavy"), ("10×", "medium")]
    if not settings.quick:
        cases += [("10×", "light"), ("10×", "heavy"), ("100×", "medium")]
    for name, share in cases:
        words, floor, spent = _compared(name, share)
        size = f"{name}, {words // 2:,} words, {share}"
        yield Row("structured diff", "tokenising both texts", size, spent / floor, "×", "<= 2.5")


@measure("growth")
def growth(settings: Settings) -> Iterator[Row]:
    """Cost of a diff for each n log n, against the size of one code."""
    unit = 0.0
    for name in [*SIZES][:2] if settings.quick else SIZES:
        words, _, spent = _compared(name, "medium")
        cost = spent / (words * math.log(words))
        unit = unit or cost
        yield Row("growth of the diff", "n log n", f"{name}, {spent:.2f} s", cost / unit, "×", "<= 1.3")


@cache
def _compared(name: str, share: str) -> tuple[int, float, float]:
    """Words of both versions, seconds to tokenise them, seconds to compare them: once for all rows."""
    before, after = diff_speed.versions(SIZES[name], share)
    both = diff_speed.texts(before, after)
    floor, spent = by_turns(
        lambda: [tokens(text) for text in both], lambda: between(before, after), rounds=ROUNDS[name]
    )
    return sum(len(text.split()) for text in both), floor, spent


@measure("peers")
def peers(settings: Settings) -> Iterator[Row]:
    """Other tools on the same two versions, marked up as each wants them."""
    before, after = diff_speed.versions(100, "medium")
    ours = diff_speed.best(lambda: between(before, after), 5)
    with tempfile.TemporaryDirectory() as folder:
        for name, version in (("before", before), ("after", after)):
            base = Path(folder, name)
            html = "".join(map(diff_speed._html, version.provisions))
            base.with_suffix(".html").write_text(f"<div>{html}</div>")
            base.with_suffix(".txt").write_text("\n\n".join(diff_speed.texts(version)))
            base.with_suffix(".xml").write_text(diff_speed._uslm(version))
        for tool, goal in PEERS.items():
            if settings.peers and not (settings.quick and tool == "redlines"):
                theirs = measured(settings.peers, "diff_peers.py", tool, folder)
                ours = min(ours, diff_speed.best(lambda: between(before, after), 5))  # beside each: speed drifts
                if theirs is not None:
                    yield Row("structured diff, times faster", tool, f"{theirs:,.0f} ms", theirs / ours, "×", goal)
        yield Row("structured diff, times faster", "git word diff", "histogram", _git(Path(folder)) / ours, "×")


def _git(folder: Path) -> float:
    """Milliseconds git's word diff takes, its start left out."""
    import resource

    command = ["git", "diff", "--no-index", "--histogram", "--word-diff=porcelain"]

    def spent(*files: str) -> float:
        start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run([*command, *files], cwd=folder, capture_output=True, check=False)
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start

    nothing = min(spent("before.txt", "before.txt") for _ in range(3))
    return 1000 * (min(spent("before.txt", "after.txt") for _ in range(3)) - nothing)


@measure("parse")
def parse_page(settings: Settings) -> Iterator[Row]:
    """A whole parse of a large page against reading it only."""
    from bs4 import BeautifulSoup
    from lxml import html

    for name in ("1×",) if settings.quick else ("1×", "10×"):
        body = code_page(next(history(7, SIZES[name])), "XYZ Code of Practice", date(2030, 1, 4))
        whole = parse(body)
        assert not whole.coverage.shortfall, whole.coverage.shortfall
        soup, tree, ours = by_turns(
            lambda body=body: BeautifulSoup(body, "lxml").get_text(),
            lambda body=body: html.document_fromstring(body).text_content(),
            lambda body=body: parse(body),
            rounds=ROUNDS[name],
        )
        size = f"{name}, {whole.coverage.words:,} words, {ours * 1000:,.0f} ms"
        yield Row("full parse of a page", "Beautiful Soup's text", size, ours / soup, "×", "<= 2")
        yield Row("full parse of a page", "lxml's text", size, ours / tree, "×")


@measure("pdf")
def parse_pdf(settings: Settings) -> Iterator[Row]:
    """A whole parse of a large PDF, two engines and proof, against bare engines."""
    import pypdfium2

    body = pdf(next(history(7, measures=76)), "XYZ Code of Practice")
    pages = len(pypdfium2.PdfDocument(body))
    floor, ours = by_turns(lambda: bare(body), lambda: interpret(read_pdf(body)), rounds=3)
    size = f"{pages} pages, {ours:.2f} s"
    yield Row("full parse of a PDF", "pypdfium2's characters", size, ours / floor, "×", "<= 3")
    if settings.peers:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(body)
            file.flush()
            theirs = measured(settings.peers, "pdf_peers.py", "pdfplumber", file.name)
        if theirs is not None:
            yield Row("full parse of a PDF, times faster", "pdfplumber", size, theirs / ours / 1000, "×", ">= 4")


@measure("docx")
def parse_docx(_settings: Settings) -> Iterator[Row]:
    """A Word file read and parsed, with a second reader and proof, against python-docx walking its paragraphs."""
    from docx import Document

    body = _word_file(next(history(7)), "XYZ Code of Practice")
    whole = interpret(read_word(body))
    assert not whole.coverage.shortfall, whole.coverage.shortfall
    walk, reading, ours = by_turns(
        lambda: [each.text for each in Document(io.BytesIO(body)).paragraphs],
        lambda: read_word(body),
        lambda: interpret(read_word(body)),
        rounds=7,
    )
    size = f"{whole.coverage.words:,} words, {ours * 1000:,.0f} ms"
    yield Row("reading of a Word file", "python-docx's paragraphs", size, reading / walk, "×", "<= 2")
    yield Row("full parse of a Word file", "python-docx's paragraphs", size, ours / walk, "×", "<= 2")


def _word_file(code: Expression, title: str) -> bytes:
    """A code as python-docx writes it: headings, and a paragraph for each provision with its number."""
    from docx import Document

    document = Document()
    document.add_heading(title, 0)
    for provision in (each for top in code.provisions for each in top.walk()):
        if provision.heading:
            document.add_heading(f"{provision.num or ''} {provision.heading}".strip(), 2)
        if provision.text:
            document.add_paragraph(f"{provision.label or provision.num or ''} {provision.text}".strip())
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@measure("consolidation")
def consolidation(_settings: Settings) -> Iterator[Row]:
    """Thirty instructions executed on a code against the diff of what they make."""
    code = next(history(7))
    title = "Draft amendments to the XYZ Code of Practice"
    body = instrument_page(code, "XYZ", title, date(2030, 1, 4), Writer(7), 30)
    work = Work("draft", "amendment", title, amends=("xyz",))
    instrument = parse(body, work=work, schemes=(Scheme("XYZ"),))
    done = consolidate(code, [instrument])
    applied = sum(outcome.state == "applied" for outcome in done.outcomes)
    spent, floor = by_turns(lambda: consolidate(code, [instrument]), lambda: between(code, done.expression), rounds=3)
    size = f"{applied} of {len(done.outcomes)} applied, {spent * 1000:.0f} ms"
    yield Row("consolidation", "the diff of the two versions", size, spent / floor, "×", "<= 1")


@measure("crawl")
def crawl(settings: Settings) -> Iterator[Row]:
    """`benchmarks.crawl`, a process of its own, whose crawls are processes of their own."""
    pages = 300 if settings.quick else 2_000
    command = [sys.executable, "-m", "benchmarks.crawl", str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        print(f"SKIPPED: crawl: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}", file=sys.stderr)
        return
    found = json.loads(done.stdout)
    rate, processor = found["bare Scrapy"]
    for work, name, goal in (("crawl with archive", "with archive", ">= 0.85"), ("second crawl", "unchanged", ">= 1")):
        ours, spent = found[name]
        size = f"{pages:,} pages, {ours:,.0f} a second"
        yield Row(f"{work}, speed", "bare Scrapy", size, ours / rate, "×", goal)
        yield Row(f"{work}, speed by the processor", "bare Scrapy", size, processor / spent, "×")
