"""Bytes to text: the order of evidence, and no silent loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableInput
from parser.readers.decode import decode, refuse_binary, visible

QUOTED = "It’s “measured” – naïve"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    """The same words come out of UTF-8, UTF-16 with and without a mark, UTF-32 and Windows-1252."""
    body = f"<p>{QUOTED} and a good many plain words besides</p>".encode(encoding)
    assert QUOTED in decode(body).text


def test_a_mark_beats_the_declaration() -> None:
    """A byte-order mark decides against a header that says something else."""
    assert decode("\ufeffé".encode("utf-16"), "text/html; charset=utf-8").text.endswith("é")


def test_consistent_utf8_beats_the_declaration() -> None:
    """A page that is UTF-8 throughout is UTF-8, whatever its header and its meta element say."""
    body = f'<meta charset="iso-8859-1"><p>{QUOTED}</p>'.encode()
    assert QUOTED in decode(body, "text/html; charset=windows-1251").text


def test_a_declared_encoding_is_used_where_utf8_does_not_fit() -> None:
    """A page in another alphabet is read as it declares."""
    assert "Привет" in decode("<p>Привет, мир</p>".encode("cp1251"), "text/html; charset=windows-1251").text


def test_windows_1252_declared_as_utf8_loses_nothing() -> None:
    """Quotes and dashes of a mislabelled page come out as they were typed."""
    decoded = decode(f'<meta charset="utf-8"><p>{QUOTED}</p>'.encode("cp1252"))
    assert QUOTED in decoded.text
    assert decoded.encoding == "windows-1252"


def test_stray_bytes_are_read_and_reported() -> None:
    """A few bad bytes in UTF-8 do not turn the rest into another encoding, and somebody is told."""
    decoded = decode(QUOTED.encode() * 20 + b" \x93quoted\x94 " + QUOTED.encode() * 20)
    assert "“quoted”" in decoded.text
    assert QUOTED in decoded.text
    assert "2 places are not utf-8" in decoded.review[0]


def test_nul_and_controls_become_visible_marks() -> None:
    """What cannot be shown stands as one character each, so offsets hold, and is reported."""
    decoded = decode(b"must\x00not \x1b[1m \x7f end")
    assert decoded.text == "must␀not ␛[1m ␦ end"
    assert "U+0000" in decoded.review[0]


def test_lone_surrogates_and_noncharacters_become_visible_marks() -> None:
    """Half of a pair and U+FFFE cannot stand in a database; a mark stands for them."""
    text, notes = visible("a\ud800b\ufffec")
    assert text == "a␦b␦c"
    assert notes


def test_a_replacement_character_in_the_source_is_said() -> None:
    """Text that was lost before it came here is not passed over in silence."""
    assert "lost before" in decode("must � not".encode()).review[0]


def test_a_change_of_writing_direction_is_said() -> None:
    """Characters that reorder what a reader sees are kept and reported."""
    decoded = decode("must \u202enot".encode())
    assert "\u202e" in decoded.text
    assert "direction" in decoded.review[0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  \n",
        b"\xef\xbb\xbf",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(range(256)) * 20,
        b"\x1f\x8b\x08\x00",
    ],
)
def test_empty_and_binary_files_are_refused(body: bytes) -> None:
    """An archive or picture is refused whatever its name says, with what to give instead."""
    with pytest.raises(UnreadableInput, match=r"empty|whatever its name|binary"):
        refuse_binary(body)


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_text_without_new_replacement_characters_or_a_refusal(body: bytes) -> None:
    """Decoding never raises anything but UnreadableInput and never makes U+FFFD or a control character."""
    try:
        text = decode(body).text
    except UnreadableInput:
        return
    assert not any(ord(char) < 32 and char not in "\t\n\x0b\x0c\r" for char in text)
    assert (
        "\ufffd" not in text or "\ufffd".encode() in body or body[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in body
    )


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=200))
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    """What was valid UTF-8 is not touched."""
    body = f"words {text}".encode()
    assert decode(body).text == f"words {text}"
