"""Automatic numbers of Word and OpenDocument files, beside the numbers that LibreOffice shows.

    python -m benchmarks.word_witness [FILES] [SEED]

Makes files with lists of several levels, restarts and overrides at random, has LibreOffice (`soffice`, Debian:
apt-get install libreoffice-writer) write each as plain text and as OpenDocument, and compares every line with what
keeling reads of the Word file and of the OpenDocument file. LibreOffice is a witness here, never a part of keeling.
"""

import importlib.util
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from parser.read import read
from parser.readers.blocks import printed

_FORMS = ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")
_LEVELS = 4
_WORDS = "keeper lamp gallery watch wick oil tower storm gull hour".split()


def _maker() -> ModuleType:
    """The maker of Word files of the tests."""
    path = Path(__file__).resolve().parents[1] / "tests" / "parser" / "readers" / "word" / "made_docx.py"
    spec = importlib.util.spec_from_file_location("made_docx", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def _pattern(chance: random.Random, level: int) -> str:
    own = f"%{level + 1}"
    choices = [own, f"{own}.", f"({own})", f"{own})"]
    if level:
        choices += [f"LMP %{level}.{own}", ".".join(f"%{n + 1}" for n in range(level + 1))]
    return chance.choice(choices)


def made_file(maker: ModuleType, chance: random.Random) -> bytes:
    """A file with two patterns of lists, some of whose numberings start anew, and paragraphs in them."""
    abstracts = []
    for name in (0, 1):
        levels = []
        for level in range(_LEVELS):
            form, start = chance.choice(_FORMS), chance.choice((1, 1, 1, 2, 5))
            levels.append(maker.level(level, _pattern(chance, level), form, start=start))
        abstracts.append(maker.abstract(name, *levels))
    nums = [maker.num(number + 1, number % 2) for number in range(2)]
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{chance.randint(1, 9)}"/></w:lvlOverride>'
    nums.append(maker.num(3, 0, override))
    body, level = [], 0
    for _ in range(chance.randint(8, 30)):
        level = min(max(0, level + chance.choice((-2, -1, -1, 0, 0, 1, 1))), _LEVELS - 1)
        text = " ".join(chance.choices(_WORDS, k=3))
        place = maker.numbered(chance.choice((1, 1, 1, 2, 3)), level)
        body.append(maker.p(text, "" if chance.random() < 0.1 else place))
    return bytes(maker.docx("".join(body), numbering="".join((*abstracts, *nums))))


def _convert(form: str, folder: Path) -> None:
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    command = ["soffice", "--headless", "--convert-to", form, "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def _lines(body: bytes) -> list[str]:
    return [" ".join(printed(block).split()) for block in read(body).blocks if not block.rule]


def main(files: int = 20, seed: int = 1) -> int:
    """Print what differs and how many lines agree; gives the number of lines that differ."""
    if not shutil.which("soffice"):
        print("LibreOffice is not installed (Debian: apt-get install libreoffice-writer); nothing was compared")
        return 0
    chance, maker, wrong, total = random.Random(seed), _maker(), 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(files):
            (folder / f"{number:03}.docx").write_bytes(made_file(maker, chance))
        _convert("txt:Text", folder)
        _convert("odt", folder)
        for path in sorted(folder.glob("*.docx")):
            text = path.with_suffix(".txt").read_text("utf-8-sig")
            shown = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
            for kind in (".docx", ".odt"):
                own = _lines(path.with_suffix(kind).read_bytes())
                total += len(shown)
                differ = [(a, b) for a, b in zip(shown, own, strict=False) if a != b]
                wrong += len(differ) + abs(len(shown) - len(own))
                for theirs, ours in differ[:3]:
                    print(f"{path.stem}{kind}: LibreOffice shows {theirs!r}, keeling reads {ours!r}")
    print(f"{total - wrong} of {total} lines agree")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
