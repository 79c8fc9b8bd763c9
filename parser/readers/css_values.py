"""Values of CSS as numbers: lengths in pixels, shares, colours as the screen mixes them. None for what is not known."""

import ast
import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z]*|%)$")
_PIXELS = {
    "": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "ic": 16.0, "lh": 20.0,
    "rlh": 20.0, "pt": 4 / 3, "pc": 16.0,
    "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945, "vw": 12.8, "vh": 9.0, "vmin": 9.0, "vmax": 12.8,
    "svw": 12.8, "svh": 9.0, "lvw": 12.8, "lvh": 9.0, "dvw": 12.8, "dvh": 9.0, "vi": 12.8, "vb": 9.0,
}  # fmt: skip
"""Pixels of a unit, for letters of 16 pixels in a window of 1280 by 900."""
KEYWORDS = frozenset(["inherit", "initial", "unset", "revert", "revert-layer"])
"""Words that every property takes and that state nothing of it."""


class Colour(NamedTuple):
    """Red, green and blue from 0 to 1, and how much it covers what is behind it, from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


def pixels(value: str) -> float | None:
    """A length in pixels, sums of lengths included; None for a percentage, another function, a keyword."""
    found = _LENGTH.match(value.strip())
    if found is None and _SUM.match(value.strip()):
        return _summed(value.strip())
    unit = _PIXELS.get(found[2]) if found else None
    return float(found[1]) * unit if found and unit is not None else None


_SUM = re.compile(r"(?:calc|min|max|clamp)\(")
_IN_SUM = re.compile(r"([\d.]+)([a-z]+)")


@lru_cache(maxsize=256)
def _summed(value: str) -> float | None:
    """A sum of lengths as CSS writes it: `calc(1rem + 2vw)`, `clamp(1rem, 2vw, 3rem)`."""
    if "%" in value or len(value) > _LONGEST_SUM or any(unit not in _PIXELS for _, unit in _IN_SUM.findall(value)):
        return None
    numbers = _IN_SUM.sub(lambda found: str(float(found[1]) * _PIXELS[found[2]]), value)
    try:
        tree = ast.parse(numbers.replace("calc(", "("), mode="eval")
        return _worth(tree.body)
    except (SyntaxError, ValueError, TypeError, ZeroDivisionError, RecursionError, KeyError, OverflowError):
        return None


_LONGEST_SUM = 200
_DOES: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv
}  # fmt: skip
_CALLS: dict[str, Callable[..., float]] = {
    "min": min, "max": max, "clamp": lambda least, wanted, most: max(least, min(wanted, most))
}  # fmt: skip


def _worth(node: ast.expr) -> float:
    """The number that a sum is; raises what its caller takes for "not known"."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_worth(inner)
        case ast.BinOp(left=left, op=sign, right=right):
            return _DOES[type(sign)](_worth(left), _worth(right))
        case ast.Call(func=ast.Name(id=name), args=parts):
            return float(_CALLS[name](*map(_worth, parts)))
    raise ValueError(node)


def share(value: str) -> float | None:
    """A number or a percentage as a number: `.5` and `50%` alike; None for anything else."""
    found = _LENGTH.match(value.strip())
    return float(found[1]) / (100 if found[2] == "%" else 1) if found and found[2] in ("", "%") else None


def percentage(value: str) -> float | None:
    """The number before a percent sign."""
    found = _LENGTH.match(value.strip())
    return float(found[1]) if found and found[2] == "%" else None


@lru_cache(maxsize=1024)
def colour(value: str) -> Colour | None:
    """A colour by name, number or function; None for one that only a browser knows, and for what is none."""
    from tinycss2.color5 import parse_color

    try:
        read = parse_color(value)
        mixed = None if read is None or isinstance(read, str) else read.to("srgb")
    except (NotImplementedError, ValueError, TypeError):
        return None
    return Colour(*(part or 0.0 for part in (*mixed.coordinates, mixed.alpha))) if mixed else None


def contrast(text: Colour, ground: Colour) -> float:
    """How much letters stand out from what is behind them, from 1 (not at all) to 21, as WCAG 2 measures it."""
    mixed = (text.alpha * over + (1 - text.alpha) * under for over, under in zip(text[:3], ground[:3], strict=True))
    light, dark = sorted((_luminance(*mixed), _luminance(*ground[:3])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(red: float, green: float, blue: float) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
