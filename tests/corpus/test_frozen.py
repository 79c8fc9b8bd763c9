"""A quickly made frozen dataclass is the class that `dataclass` makes."""

import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from corpus.frozen import quickly_made
from corpus.provision import Span


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    places: tuple[int, ...] = ()
    note: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    name: str
    places: tuple[int, ...] = ()
    note: str | None = None


def test_it_takes_the_same_arguments() -> None:
    """By position, by name and by default, each field has what was given."""
    for arguments, named in ((("a",), {}), (("a", (1,)), {"note": "b"}), ((), {"note": "b", "name": "a"})):
        plain, quick = Plain(*arguments, **named), Quick(*arguments, **named)
        assert repr(quick) == repr(plain).replace("Plain", "Quick")
    assert inspect.signature(Quick) == inspect.signature(Plain)
    for wrong in ((), ("a", (), None, 4)):
        with pytest.raises(TypeError):
            Quick(*wrong)


def test_it_stays_a_frozen_value() -> None:
    """Its fields cannot be set; two of the same fields are equal, hash alike, and can be replaced and pickled."""
    quick = Quick("a", (1, 2))
    with pytest.raises(FrozenInstanceError):
        quick.name = "b"  # type: ignore[misc]  # the error is what is tested
    assert quick == Quick("a", (1, 2)) != Quick("a")
    assert hash(quick) == hash(Quick("a", (1, 2)))
    assert replace(quick, note="c") == Quick("a", (1, 2), "c")
    span = Span(1, 2, snapshot="s")
    assert pickle.loads(pickle.dumps(span)) == span


def test_other_classes_are_refused() -> None:
    """A class that needs what `dataclass` does beyond setting fields is an error when it is written."""

    @dataclass(frozen=True, slots=True)
    class Grows:
        items: list[str] = field(default_factory=list)

    @dataclass(slots=True)
    class Changes:
        name: str

    for cls in (Grows, Changes):
        with pytest.raises(TypeError, match="leave"):
            quickly_made(cls)
