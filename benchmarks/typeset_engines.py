"""The typesetters: installed by the benchmark, run as programs of their own."""

import shutil
import subprocess
import sys
import tempfile
import venv
from functools import cached_property
from pathlib import Path

from benchmarks.typeset_html import html
from benchmarks.typeset_latex import latex
from benchmarks.typeset_layouts import Layout
from benchmarks.typeset_reportlab import reportlab
from benchmarks.typeset_truth import Code
from benchmarks.typeset_typst import typst
from benchmarks.typeset_word import docx

_PACKAGES = {
    "chromium": ["chromium"],
    "soffice": ["libreoffice-writer"],
    "pdflatex": ["texlive-latex-recommended", "texlive-fonts-recommended", "lmodern"],
}
_WEASY = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], **({'pdf_variant': 'pdf/ua-1'} if sys.argv[3] == 'ua' else {}))"  # noqa: E501
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


class Engines:
    """Sets a code in a layout; `folder` holds the environment of engines that are Python packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def set(self, made: Code, layout: Layout) -> bytes | None:
        """The PDF; None, said on standard error, where the engine is not to be had."""
        with tempfile.TemporaryDirectory() as name:
            try:
                return getattr(self, f"_{layout.engine.partition('-')[0]}")(made, layout, Path(name))
            except (subprocess.SubprocessError, FileNotFoundError) as error:
                print(f"{layout.engine}: {error} {getattr(error, 'stderr', b'') or ''}"[:600], file=sys.stderr)
                return None

    def _chromium(self, made: Code, layout: Layout, folder: Path) -> bytes:
        """Printed by a browser, with the tags and bookmarks that it makes by itself."""
        (folder / "code.html").write_text(html(made, layout))
        program = _program("chromium")
        run = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
        run += ["--no-pdf-header-footer", f"--print-to-pdf={folder / 'code.pdf'}", f"file://{folder / 'code.html'}"]
        return _run(run, folder / "code.pdf")

    def _weasyprint(self, made: Code, layout: Layout, folder: Path) -> bytes:
        (folder / "code.html").write_text(html(made, layout))
        kind = layout.engine.partition("-")[2] or "plain"
        run = [self.python, "-c", _WEASY, str(folder / "code.html"), str(folder / "code.pdf"), kind]
        return _run(run, folder / "code.pdf")

    def _docx(self, made: Code, layout: Layout, folder: Path) -> bytes:
        (folder / "code.docx").write_bytes(docx(made, layout))
        return self._office(folder, "code.docx", "pdf")

    def _odt(self, made: Code, layout: Layout, folder: Path) -> bytes:
        (folder / "code.docx").write_bytes(docx(made, layout))
        self._office(folder, "code.docx", "odt")
        return self._office(folder, "code.odt", "pdf")

    def _office(self, folder: Path, name: str, to: str) -> bytes:
        run = [_program("soffice"), f"-env:UserInstallation=file://{folder / 'office'}", "--headless"]
        return _run([*run, "--convert-to", to, "--outdir", str(folder), str(folder / name)], folder / f"code.{to}")

    def _reportlab(self, made: Code, layout: Layout, folder: Path) -> bytes:
        return reportlab(made, layout)

    def _typst(self, made: Code, layout: Layout, folder: Path) -> bytes:
        (folder / "code.typ").write_text(typst(made, layout))
        return _run(
            [self.python, "-c", _TYPST, str(folder / "code.typ"), str(folder / "code.pdf")], folder / "code.pdf"
        )

    def _latex(self, made: Code, layout: Layout, folder: Path) -> bytes:
        """Twice, for the list of contents and the columns of its tables."""
        (folder / "code.tex").write_text(latex(made, layout))
        run = [_program("pdflatex"), "-interaction=batchmode", f"-output-directory={folder}", str(folder / "code.tex")]
        for _ in range(2):
            subprocess.run(run, check=False, capture_output=True, timeout=180, cwd=folder)
        return (folder / "code.pdf").read_bytes()

    @cached_property
    def python(self) -> str:
        """The Python that has WeasyPrint and Typst."""
        python = self.folder / "typesetters" / "bin" / "python"
        if not python.exists():
            venv.create(python.parents[1], with_pip=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "weasyprint", "typst"], check=True)
        return str(python)


def _program(name: str) -> str:
    """A program's path; installed with apt-get where it is not there."""
    if shutil.which(name) is None:
        subprocess.run(["apt-get", "update"], check=True, capture_output=True)
        install = ["apt-get", "install", "-y", "--no-install-recommends", *_PACKAGES[name], "fonts-liberation"]
        subprocess.run(install, check=True, capture_output=True)
    return shutil.which(name) or name


def _run(command: list[str], made: Path) -> bytes:
    """Run a typesetter and read what it made."""
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return made.read_bytes()
