"""Frozen values that are made by the ten thousand, filled at half the cost."""

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

T = TypeVar("T")


def quickly(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots, whose `__init__` fills the slots directly.

    The one that `dataclasses` writes sets every field by its name, past the guard that refuses changes: of a value with
    twelve fields, as a provision has, that is half of its making. Everything else of the class stays: it is as frozen,
    equal, hashed and copied as before. Raises TypeError for a class whose `__init__` does more than to fill its fields.
    """
    held = fields(cls)  # type: ignore[arg-type]
    if hasattr(cls, "__post_init__") or not all(map(_plain, held)):
        raise TypeError(f"the __init__ of {cls.__name__} does more than to fill its fields")
    scope: dict[str, Any] = {f"fill_{each.name}": getattr(cls, each.name).__set__ for each in held}
    scope |= {f"default_{each.name}": each.default for each in held}
    arguments = [each.name if each.default is MISSING else f"{each.name}=default_{each.name}" for each in held]
    filling = [f"    fill_{each.name}(self, {each.name})" for each in held]
    exec("\n".join([f"def __init__(self, {', '.join(arguments)}):", *filling]), scope)  # noqa: S102 - as dataclasses does
    made = scope["__init__"]
    made.__qualname__, made.__annotations__ = f"{cls.__qualname__}.__init__", cls.__init__.__annotations__
    setattr(cls, "__init__", made)  # noqa: B010 - of a class mypy lets no method be assigned
    return cls


def _plain(field: "Field[Any]") -> bool:
    return field.init and not field.kw_only and field.default_factory is MISSING
