"""Which catalogued work a text means."""

import pytest

from corpus.effect import Effect
from corpus.provision import Provision
from corpus.work import Reference, Scheme, Work
from parser.amendments.amended_work import aimed, elsewhere

RAIN = Work("rain", "code", "Rain Code of Practice", scheme=Scheme("RNC"))
SNOW = Work("snow", "code", "Snow Code of Practice", aliases=("The snow code",), scheme=Scheme("SNC"))
DRAFT = Work("rain-amendments", "amendment", "Rain Code of Practice", amends=("rain",))
WORKS = (RAIN, SNOW, DRAFT)


@pytest.mark.parametrize(
    ("effects", "titles", "expected"),
    [
        ((Effect("2.1", "omitted", label="RNC C4.2"),), (), ["rain"]),
        ((Effect("2.1", "omitted", label="Definition/hail@SNC C4"),), (), ["snow"]),
        ((Effect("2.1", "omitted", label="Section 3"),), ("Rain Code of Practice",), ["rain"]),
        ((Effect("2.1", "omitted", label="Section 3"),), ("the snow code",), ["snow"]),
        ((Effect("2.1", "omitted", label="Section 3"), Effect("2.2", "omitted", label="SNC C1")), (), ["snow", "snow"]),
        ((Effect("2.1", "inserted", label="Section 4/C", content=(Provision("measure", "RNC C9"),)),), (), ["rain"]),
        ((Effect("2.1", "omitted", label="Section 3"),), ("Rain Code of Practice", "The snow code"), [None]),
        ((Effect("2.1", "omitted", label="Section 3"),), ("Fog Code",), [None]),
        ((Effect("2.1", "omitted", work="fog", label="RNC C1"),), (), ["fog"]),
    ],
)
def test_effects_are_aimed_by_label_then_by_title(
    effects: tuple[Effect, ...], titles: tuple[str, ...], expected: list[str | None]
) -> None:
    """A prefix decides for its label, one title or one prefix for the rest; two candidates are none."""
    assert [effect.work for effect in aimed(effects, titles, WORKS)] == expected


def test_references_to_other_works_name_them() -> None:
    """`SNC D4` of another code is `snow#SNC D4`; what is not catalogued stays as printed."""
    found = elsewhere([Reference("RNC C1", target, target, "external") for target in ("SNC D4", "FGC D4")], WORKS)
    assert [each.target for each in found] == ["snow#SNC D4", "FGC D4"]


def test_an_instrument_of_two_codes_is_read_under_the_title_before_each_instruction() -> None:
    """Labels that say nothing take the work whose title "is amended as follows" stood last before them."""
    provisions = (
        Provision("paragraph", "2.1", text="The Rain Code of Practice is amended as follows."),
        Provision("paragraph", "2.2", text="Omit Section 3."),
        Provision("paragraph", "3.1", text="The Snow Code of Practice is amended as follows."),
        Provision("paragraph", "3.2", text="Omit Section 3."),
    )
    effects = (Effect("2.2", "omitted", label="Section 3"), Effect("3.2", "omitted", label="Section 3"))
    titles = ("Rain Code of Practice", "Snow Code of Practice")
    assert [effect.work for effect in aimed(effects, titles, WORKS, provisions)] == ["rain", "snow"]
