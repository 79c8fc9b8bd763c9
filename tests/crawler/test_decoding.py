"""Content codings come off whole or not at all."""

import gzip
import random
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.decoding import decode
from crawler.outcomes import FetchFailed

TEXT = b"".join(b"Paragraph %d of the code says what a provider should do. " % n for n in range(400))


def test_no_flipped_bit_is_accepted_altered() -> None:
    """Of 2,000 gzip bodies with one bit flipped, none decodes to anything but the true text."""
    packed, chance, altered = gzip.compress(TEXT, mtime=0), random.Random(6), 0
    for _ in range(2000):
        damaged = bytearray(packed)
        damaged[chance.randrange(len(packed))] ^= 1 << chance.randrange(8)
        with suppress(FetchFailed):
            altered += decode(bytes(damaged), "gzip", 10**7) != TEXT
    assert altered == 0


@given(st.binary(max_size=2000), st.integers(1, 50))
def test_round_trip(body: bytes, cut: int) -> None:
    """What was encoded comes back exactly; what was cut does not come back."""
    for coding, packed in (("gzip", gzip.compress(body)), ("deflate", zlib.compress(body))):
        assert decode(packed, coding, 10**6) == body
        with pytest.raises(FetchFailed):
            decode(packed[: max(1, len(packed) - cut)], coding, 10**6)


def test_several_codings_and_members() -> None:
    """Codings are taken off last to first, and a gzip body may have several members."""
    assert decode(gzip.compress(gzip.compress(TEXT)), "gzip, gzip", 10**7) == TEXT
    assert decode(gzip.compress(TEXT) + gzip.compress(b"more"), "x-gzip", 10**7) == TEXT + b"more"
    assert decode(TEXT, "identity", 10**7) == TEXT


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip;q=1", "x"])
def test_unknown_codings_are_refused(coding: str) -> None:
    """A coding that cannot be checked is not guessed at."""
    with pytest.raises(FetchFailed, match="corrupt_encoding"):
        decode(TEXT, coding, 10**7)


def test_bombs_are_capped() -> None:
    """Decoding stops at the cap, one byte over it is too large, and the cap itself is not."""
    packed = gzip.compress(b"0" * 1000)
    assert len(decode(packed, "gzip", 1000)) == 1000
    with pytest.raises(FetchFailed, match="too_large"):
        decode(packed, "gzip", 999)
