"""A person's eye beside the readers: pages shown in Chromium, their words as rendered compared with the words read.

    python benchmarks/seen_pages.py [FOLDER] [--pages 200] [--list]     default: the sample pages beside the project

Each page is laid out by the browser without network. A word counts as seen where its box has a size
and nothing hides it; numbers of lists come from the browser's accessibility tree. The words read are
those of every block of the reading, whatever rule drops it, but for what is hidden. Prints how many
pages agree and the differences by kind; `--list` prints each.
"""

import argparse
import random
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from corpus.errors import KeelingError
from corpus.text import letters, words
from parser.read import read
from parser.readers.blocks import Block, Reading, printed

SHARED = Path(__file__).resolve().parents[2] / "shared"
CHROMIUM = "/usr/bin/chromium"
PUBLISHERS_STYLE = """
.govuk-visually-hidden, .visually-hidden, .visuallyhidden { position: absolute !important; width: 1px !important;
  height: 1px !important; margin: 0 !important; overflow: hidden !important; clip: rect(0 0 0 0) !important; }
.legislative-list, .legislative-list ol, .gem-c-contents-list ol, .dash-list, .app-c-published-dates ol,
.gem-c-published-dates ol, .govuk-breadcrumbs__list { list-style: none }
"""
"""What GOV.UK's style sheet says, which a page without network does not have."""
_UNSEEN = frozenset(["hidden", "noscript", "template"])
_LIVE = frozenset(["heading", "para", "item", "row", "cell", "note"])
"""Words of furniture are dropped by rule whether they are seen or not."""
_SEEN_TEXTS = """() => {
  document.querySelectorAll('details').forEach(each => each.open = true);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [], range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement;
    if (!node.data.trim() || !holder) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const shown = holder.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const clipped = clippedAway(holder);
    if (shown && box.width > 0 && box.height > 0 && !clipped)
      found.push([node.data, holder.tagName.toLowerCase() + (holder.className ? '.' + holder.className : '')]);
  }
  function clippedAway(element) {
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each), box = each.getBoundingClientRect();
      if (style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1)) return true;
    }
    return false;
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words on one side only: `kind` says on which and where they stand."""

    page: str
    kind: str
    text: str


def main() -> int:
    """Compare, print; exit status 1 where anything differs."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--pages", type=int, default=200)
    options.add_argument("--list", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = chosen.folder or _unpacked(Path(scratch))
        paths = sorted(path for path in folder.rglob("*.html"))
        random.Random(14).shuffle(paths)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
        found = [compare(page, path) for path in paths[: chosen.pages]]
        browser.close()
    return report([each for each in found if each is not None], chosen.list)


def _unpacked(folder: Path) -> Path:
    with tarfile.open(SHARED / "real/govuk/sample-pages-2.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return folder


def compare(page: Page, path: Path) -> list[Difference] | None:
    """The differences of one page; None for one that is no document."""
    try:
        reading = read(path.read_bytes(), path.name)
    except KeelingError:
        return None
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    page.add_style_tag(content=PUBLISHERS_STYLE)
    seen = [(word, place) for text, place in page.evaluate(_SEEN_TEXTS) for word in words(text)]
    numbers = list(_list_numbers(page))
    return [*_words(path.name, seen, reading), *_numbers(path.name, numbers, reading)]


def _list_numbers(page: Page) -> Iterator[str]:
    """The numbers that the browser prints before the items of lists."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    for node in tree["nodes"]:
        if node.get("role", {}).get("value") == "ListMarker":
            name = node.get("name", {}).get("value", "").strip()
            if letters(name):
                yield name


def _words(page: str, seen: list[tuple[str, str]], reading: Reading) -> Iterator[Difference]:
    read_words = [(word, block.rule or block.style) for block in reading.blocks for word in _printed_words(block)]
    ours, theirs = [letters(word) for word, _ in read_words], [letters(word) for word, _ in seen]
    joined, shown = "".join(ours), "".join(theirs)
    if joined == shown:
        return
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal" or "".join(ours[a:b]) == "".join(theirs[c:d]):
            continue
        if any(rule in _LIVE for _, rule in read_words[a:b]):
            yield Difference(page, f"read, not seen: {read_words[a][1]}", " ".join(word for word, _ in read_words[a:b]))
        if d > c:
            yield Difference(page, f"seen, not read: {seen[c][1][:60]}", " ".join(word for word, _ in seen[c:d]))


def _printed_words(block: Block) -> list[str]:
    if block.rule in _UNSEEN:
        return []
    return words(printed(block).removeprefix(block.marker))


def _numbers(page: str, seen: list[str], reading: Reading) -> Iterator[Difference]:
    """The numbers of lists: in the order of the page, those of furniture and of footnotes apart."""
    read_numbers = [block.marker.rstrip(".") for block in reading.blocks if block.marker]
    spare = Counter(number.rstrip(".") for number in seen)
    spare.subtract(read_numbers)
    missing, extra = [*(+spare).elements()], [*(-spare).elements()]
    if missing:
        yield Difference(page, "a list's number seen, not read", " ".join(missing))
    if extra:
        yield Difference(page, "a list's number read, not seen", " ".join(extra))


def report(pages: list[list[Difference]], every: bool) -> int:
    """Print the counts by kind."""
    differing = [each for page in pages for each in page]
    print(
        f"{sum(not page for page in pages)} of {len(pages)} pages: the words seen are the words read or dropped by rule"
    )
    kinds: dict[str, list[Difference]] = {}
    for each in differing:
        kinds.setdefault(each.kind, []).append(each)
    for kind, found in sorted(kinds.items(), key=lambda item: -len(item[1])):
        print(f"{len(found):6} times on {len({each.page for each in found}):4} pages: {kind}")
        for each in found if every else found[:1]:
            print(f"         {each.page}: {each.text[:100]!r}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
