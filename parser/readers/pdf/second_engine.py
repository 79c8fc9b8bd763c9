"""Do other readers of the same bytes see the same words?

The second engine is pdf_oxide, a reader of its own in Rust: pypdf took ten times as long on the
codes (0.06 s a page). Where the two disagree on more than one word in two hundred, pypdf reads the
page as well, and what it says goes into the reason given for review.
"""

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_PANIC = "PanicException"
LIMIT = 0.005
"""Share of a page's words that may differ before a person should look."""

_OTHER = re.compile(r"[\W_]+")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Agreement:
    """One page: words in each reading, and those that the other has not."""

    page: int
    words: int
    second: int
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of the page's words on which the readings differ."""
        differing = max(len(self.only_first), len(self.only_second))
        return differing / max(self.words, self.second, 1)


@dataclass(frozen=True, slots=True)
class Recall:
    """All pages; reasons for review; words that two other engines see and PDFium does not."""

    pages: tuple[Agreement, ...]
    review: tuple[str, ...] = ()
    unread: str = ""


def recall(body: bytes, pages: Sequence[Sequence[str]]) -> Recall:
    """Compare the words of every page with the second engine's."""
    seconds = second_words(body)
    if seconds is None or len(seconds) != len(pages):
        seen = "could not read the file" if seconds is None else f"sees {len(seconds)} pages"
        return Recall((), (f"the second reader of the file {seen}; {len(pages)} pages were read unchecked",))
    agreements, review, unread = [], [], []
    for number, (words, others) in enumerate(zip(pages, seconds, strict=True), start=1):
        agreement = agree(number, words, others)
        agreements.append(agreement)
        if agreement.share > LIMIT:
            third = _pypdf(body, number)
            judged = agree(number, words, third) if third is not None else None
            if judged is None or judged.share > LIMIT:
                review.append(_reason(agreement, judged))
                unread += _missed(agreement, judged)
    return Recall(tuple(agreements), tuple(review), " ".join(unread))


def agree(page: int, words: Sequence[str], others: Sequence[str]) -> Agreement:
    """Compare two readings of a page as bags of words; words cut or run together are no difference."""
    first, second = _plain(words), _plain(others)
    left, right = Counter(first), Counter(second)
    if left == right:
        return Agreement(page, len(first), len(second), (), ())
    only_first, only_second = _remaining(first, left - right), _remaining(second, right - left)
    only_first, only_second = _rejoined(only_first, only_second)
    only_second, only_first = _rejoined(only_second, only_first)
    if Counter("".join(only_first)) == Counter("".join(only_second)):
        only_first = only_second = []
    return Agreement(page, len(first), len(second), tuple(only_first), tuple(only_second))


def _plain(words: Iterable[str]) -> list[str]:
    """Letters and figures of each word, compatibility forms resolved."""
    if not isinstance(words, list):
        words = list(words)
    text = " ".join(words)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    return [plain for word in text.split() if (plain := word if word.isalnum() else _OTHER.sub("", word))]


def _remaining(words: Sequence[str], counts: Counter[str]) -> list[str]:
    """The words that are left over, in their order on the page."""
    left = Counter(counts)
    found = []
    for word in words:
        if left[word] > 0:
            left[word] -= 1
            found.append(word)
    return found


def _rejoined(whole: list[str], parts: list[str]) -> tuple[list[str], list[str]]:
    """Take out words of one side that are two to five neighbouring words of the other."""
    kept = []
    rest = list(parts)
    for word in whole:
        span = next(
            (
                (start, start + count)
                for start in range(len(rest))
                for count in range(2, 6)
                if "".join(rest[start : start + count]) == word
            ),
            None,
        )
        if span:
            del rest[span[0] : span[1]]
        else:
            kept.append(word)
    return kept, rest


def _reason(agreement: Agreement, third: Agreement | None) -> str:
    """One line: which page, how many words, which."""
    differing = max(len(agreement.only_first), len(agreement.only_second))
    parts = [f"page {agreement.page}: {differing} of {max(agreement.words, agreement.second)} words differ"]
    parts.append(f"between two readers ({100 * agreement.share:.1f}%)")
    if agreement.only_second:
        parts.append(f"; only the second sees {_list(agreement.only_second)}")
    if agreement.only_first:
        parts.append(f"; only the first sees {_list(agreement.only_first)}")
    if third is not None:
        parts.append(f"; a third differs in {100 * third.share:.1f}%")
    return " ".join(parts).replace(" ;", ";")


def _list(words: Sequence[str]) -> str:
    shown = ", ".join(repr(word) for word in words[:_SHOWN])
    return f"{shown} and {len(words) - _SHOWN} more" if len(words) > _SHOWN else shown


def _missed(agreement: Agreement, third: Agreement | None) -> list[str]:
    """Words that both of the other engines see: PDFium lost them."""
    if third is None:
        return []
    return list((Counter(agreement.only_second) & Counter(third.only_second)).elements())


def second_words(body: bytes) -> list[list[str]] | None:
    """The words of every page as the second engine sees them; None where it cannot read the file."""
    import pdf_oxide

    logging.getLogger("pdf_oxide").setLevel(logging.CRITICAL)  # what it complains about is a reason for review here
    try:
        document = pdf_oxide.PdfDocument.from_bytes(body)
        spans = (document.extract_spans(index) for index in range(document.page_count()))
        return [[word for span in page for word in span.text.split()] for page in spans]
    except BaseException as error:  # a panic in Rust is none of Python's ordinary exceptions
        if isinstance(error, RuntimeError | ValueError | OSError | IndexError) or type(error).__name__ == _PANIC:
            return None
        raise


def _pypdf(body: bytes, number: int) -> list[str] | None:
    """Words of one page as pypdf sees them; None where it cannot read the page."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        text = pypdf.PdfReader(io.BytesIO(body)).pages[number - 1].extract_text()
    except Exception:  # a damaged page fails in pypdf in any of a dozen ways; the reason says it could not judge
        return None
    return text.split()
