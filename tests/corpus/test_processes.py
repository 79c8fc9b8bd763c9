"""Values that are filled quickly are what the plain dataclass would be."""

import inspect
import pickle
from copy import deepcopy
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from corpus.processes import quickly
from corpus.provision import Mark, Provision, Span
from parser.readers.blocks import Block
from parser.witnesses.evidence import Seat


@dataclass(frozen=True, slots=True)
class Plain:
    """As `dataclasses` makes it."""

    text: str
    level: int = 0
    marks: tuple[int, ...] = ()


@quickly
@dataclass(frozen=True, slots=True)
class Quick:
    """The same, filled quickly."""

    text: str
    level: int = 0
    marks: tuple[int, ...] = ()


@pytest.mark.parametrize(
    ("given", "named"), [(("a",), {}), (("a", 2), {}), (("a",), {"marks": (1, 2)}), ((), {"level": 3, "text": "b"})]
)
def test_a_value_filled_quickly_is_what_a_plain_one_is(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Whatever it is made of: fields, words, hash, copies and pickles are those of the plain dataclass."""
    plain, quick = Plain(*given, **named), Quick(*given, **named)
    names = [each.name for each in fields(plain)]
    assert [getattr(quick, name) for name in names] == [getattr(plain, name) for name in names]
    assert repr(quick) == repr(plain).replace("Plain", "Quick")
    assert hash(quick) == hash(plain)
    assert deepcopy(quick) == quick == pickle.loads(pickle.dumps(quick))
    assert repr(replace(quick, level=9)) == repr(replace(plain, level=9)).replace("Plain", "Quick")


@pytest.mark.parametrize("named", [{}, {"text": "a", "depth": 1}])
def test_what_is_missing_or_unknown_is_refused_as_ever(named: dict[str, Any]) -> None:
    """A field without a default must be given; one that the class has not must not."""
    for made in (Plain, Quick):
        with pytest.raises(TypeError):
            made(**named)


@pytest.mark.parametrize("made", [Quick, Span, Mark, Provision, Block, Seat])
def test_what_is_filled_quickly_has_the_fields_and_defaults_that_its_class_says(made: type[Any]) -> None:
    """The arguments are the fields in order, each with its default; what is made cannot be changed."""
    arguments = inspect.signature(made).parameters.values()
    assert [(each.name, each.annotation) for each in arguments] == [(each.name, each.type) for each in fields(made)]
    value = made(*range(len(fields(made))))
    assert [getattr(value, each.name) for each in fields(made)] == [*range(len(fields(made)))]
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(made)[0].name, 1)


def test_a_class_that_does_more_than_to_fill_its_fields_is_refused() -> None:
    """Defaults that are made anew, and checks after the filling, would be lost in silence."""

    @dataclass(frozen=True, slots=True)
    class Anew:
        held: list[int] = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class Checked:
        level: int

        def __post_init__(self) -> None:
            assert self.level >= 0

    for each in (Anew, Checked):
        with pytest.raises(TypeError, match=each.__name__):
            quickly(each)
