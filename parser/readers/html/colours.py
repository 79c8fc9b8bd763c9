"""The colours of letters and of what is behind them, element by element: letters that do not stand out are not seen."""

from parser.readers.css_values import KEYWORDS, Colour, colour, contrast
from parser.readers.style import Look

_BLACK, _WHITE = Colour(0, 0, 0), Colour(1, 1, 1)
_LEAST_CONTRAST = 1.25
"""Below this ratio nobody sees a letter; WCAG asks for 4.5, and pale grey on white has 1.5."""


class Colours:
    """The colours that hold where a page is read; None for one that is not known."""

    def __init__(self) -> None:
        self._letters: list[Colour | None] = [_BLACK]
        self._grounds: list[Colour | None] = [_WHITE]

    def enter(self, look: Look) -> list[str]:
        """An element starts: why its letters may not be seen, if so."""
        if not (look.colour or look.ground):
            return []
        letters, ground = self._of(look.colour, self._letters), self._of(look.ground, self._grounds)
        if ground is not None and ground.alpha < 1:
            ground = self._grounds[-1] if ground.alpha == 0 else None
        self._letters.append(letters)
        self._grounds.append(ground)
        return list(_unseen(look, letters, ground))

    def leave(self, look: Look) -> None:
        """An element ends."""
        if look.colour or look.ground:
            self._letters.pop()
            self._grounds.pop()

    def _of(self, stated: str, held: list[Colour | None]) -> Colour | None:
        if not stated or stated in KEYWORDS:
            return held[-1]
        return self._letters[-1] if stated == "currentcolor" else colour(stated)


def _unseen(look: Look, letters: Colour | None, ground: Colour | None) -> tuple[str, ...]:
    named = f"color: {look.colour or 'as before'}"
    if letters is None:
        return (named,)
    if letters.alpha < 1 and contrast(letters, ground or _WHITE) < _LEAST_CONTRAST:
        return (named,)
    if ground is not None and contrast(letters, ground) < _LEAST_CONTRAST:
        return (f"{named}, on {look.ground or 'what is behind it'}",)
    return ()
