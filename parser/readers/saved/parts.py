"""What a container holds, taken out and not yet read."""

from dataclasses import dataclass

from parser.readers.blocks import Block, Format


@dataclass(frozen=True, slots=True)
class Part:
    """A page in a container: its bytes, the type that the container states, and where it was saved from."""

    body: bytes
    media_type: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The pages or texts of a document one after another, and the pages that they show in frames.

    `head` are lines that a program shows above it, `title` and `claims` what the container says of it,
    `review` why a person should look.
    """

    container: Format
    pages: tuple[Part, ...]
    frames: tuple[Part, ...] = ()
    head: tuple[Block, ...] = ()
    title: str = ""
    claims: tuple[tuple[str, str], ...] = ()
    review: tuple[str, ...] = ()
