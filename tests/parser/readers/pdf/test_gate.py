"""Bad files: all words, or a clear failure, or a reason for review; never a silent loss."""

import io
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableInput
from parser.readers.blocks import printed
from parser.readers.pdf.document import read_pdf
from parser.readers.pdf.gate import check

Typesetters = Callable[..., Any]

TEXT = "A keeper who follows the code should not leave the lamp unlit. " * 4


@pytest.fixture
def body(typesetter: Typesetters) -> bytes:
    """A sound file of five pages."""
    page = typesetter(running=True)
    for number in range(1, 40):
        page.paragraph(f"1.{number}", TEXT.strip())
    made: bytes = page.bytes()
    return made


@cache
def words(body: bytes) -> list[str]:
    """All words of a reading, in order: read once for the same bytes."""
    return " ".join(printed(block) for block in read_pdf(body).blocks).split()


def outcome(damaged: bytes, whole: list[str]) -> str:
    """What became of a damaged file."""
    try:
        reading = read_pdf(damaged)
    except UnreadableInput as error:
        return "failure" if "\n" not in str(error) else "a message of several lines"
    if reading.review or reading.unread:
        return "review"
    return "whole" if " ".join(printed(block) for block in reading.blocks).split() == whole else "silent loss"


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def test_a_sound_file_passes(body: bytes) -> None:
    """No doubts about a good file; pages and title are known."""
    gate = check(body)
    assert gate.review == ()
    assert gate.pages == 5
    assert dict(gate.claims)["title"] == "Code of conduct for lighthouses"


@pytest.mark.parametrize("percent", [10, 30, 60, 90, 99])
def test_a_file_cut_short_is_never_silent(body: bytes, percent: int) -> None:
    """A download that broke off fails or is marked for review."""
    assert outcome(body[: len(body) * percent // 100], words(body)) in ("failure", "review", "whole")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_is_never_silent(body: bytes, place: float, bit: int) -> None:
    """One bit wrong anywhere: all words are there, or it is said."""
    damaged = bytearray(body)
    damaged[int(place * len(damaged))] ^= 1 << bit
    assert outcome(bytes(damaged), words(body)) in ("failure", "review", "whole")


def test_a_flipped_bit_in_packed_text_is_found(body: bytes) -> None:
    """The checksum of a packed page is verified, though every reader would go on without a word."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        contents = pdf.pages[1].Contents
        raw = bytearray(zlib.compress(contents.read_bytes()))
        raw[-1] ^= 1
        contents.write(bytes(raw), filter=pikepdf.Name.FlateDecode)
        damaged = saved(pdf)
    review = read_pdf(damaged).review
    assert any("damaged" in reason for reason in review)


@pytest.mark.parametrize(
    ("sound", "broken", "reason"),
    [
        (b"/Filter [ /ASCII85Decode", b"/Filtmr [ /ASCII85Decode", "damaged"),
        (b">>\nstream\nGb", b">>\x0bstream\nGb", "shows no words although it sets text"),
    ],
)
def test_a_page_that_falls_silent_is_found(body: bytes, sound: bytes, broken: bytes, reason: str) -> None:
    """One wrong bit beside a page's instructions takes its words away from every reader that asks nothing."""
    assert body.count(sound) > 1
    damaged = body.replace(sound, broken, 1)
    assert len(words(damaged)) < len(words(body))
    assert any(reason in doubt for doubt in read_pdf(damaged).review)


def test_a_page_smaller_than_the_others_is_named(body: bytes) -> None:
    """Words outside a page's box are not shown; a box unlike the others may be a damaged one."""
    damaged = body.replace(b"0 0 595 842", b"0 0 595 042", 1)
    assert damaged != body
    assert any("smaller than the others" in doubt for doubt in read_pdf(damaged).review)


def test_an_encrypted_file_says_so(body: bytes) -> None:
    """A file that needs a password is refused with what to do."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="user"))
    with pytest.raises(UnreadableInput, match="encrypted and opens only with a password"):
        read_pdf(locked)


def test_a_file_protected_against_changes_is_read(body: bytes) -> None:
    """Anyone may read it, so keeling does, and says that it is protected."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=""))
    reading = read_pdf(locked)
    assert any("protected" in reason for reason in reading.review)
    assert words(locked) == words(body)


def test_no_pages() -> None:
    """A document without pages is a failure."""
    with pytest.raises(UnreadableInput, match="no pages"):
        read_pdf(saved(pikepdf.new()))


def test_no_text() -> None:
    """A scanned document is a failure that names text recognition, not an empty document."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    image = pdf.make_stream(b"\x80" * 100, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    image.update({"/Width": 10, "/Height": 10, "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8})
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    with pytest.raises(UnreadableInput, match=r"no text.*OCR"):
        read_pdf(saved(pdf))


def test_a_page_that_is_a_picture_is_for_review(body: bytes) -> None:
    """One scanned page among others is named."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        page = pdf.pages[2]
        image = pdf.make_stream(b"\x80" * 100, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        image.update({"/Width": 10, "/Height": 10, "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8})
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        changed = saved(pdf)
    assert any("page 3 is a picture" in reason for reason in read_pdf(changed).review)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (b"<!DOCTYPE html><html><body>Just a moment</body></html>", "a web page"),
        (b"\n <html><p>%PDF-1.7 is what this is not", "a web page"),
        (b"", "empty"),
        (b"PK\x03\x04 something else", "something else"),
    ],
)
def test_what_is_no_pdf_says_what_it_is(made: bytes, says: str) -> None:
    """A page served in place of the document is named as such."""
    with pytest.raises(UnreadableInput, match=says):
        read_pdf(made)


def test_junk_before_the_beginning(body: bytes) -> None:
    """Bytes before the header: every word is there, and it is said."""
    assert outcome(b"HTTP/1.1 200 OK\r\nX: y\r\n\r\n" + body, words(body)) in ("failure", "review")


def test_a_page_tree_that_runs_in_a_circle(body: bytes) -> None:
    """A loop among the pages ends, in a failure or with a reason."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        looped = saved(pdf)
    assert outcome(looped, words(body)) in ("failure", "review", "whole")


def test_instructions_that_unpack_without_end() -> None:
    """A small file whose page unpacks to a hundred megabytes is refused before PDFium opens it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    bomb = pdf.make_stream(b"")
    bomb.write(zlib.compress(b" " * (100 * 2**20), 9), filter=pikepdf.Name.FlateDecode)
    page.Contents = bomb
    with pytest.raises(UnreadableInput, match="unpacks to more than"):
        read_pdf(saved(pdf))


def test_instructions_packed_twice() -> None:
    """Two layers of packing are counted through."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    twice = zlib.compress(zlib.compress(b" " * (100 * 2**20), 9), 9)
    bomb = pdf.make_stream(b"")
    bomb.write(twice, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
    page.Contents = bomb
    with pytest.raises(UnreadableInput, match="unpacks to more than"):
        read_pdf(saved(pdf))
