"""Ragged pages: those on which lxml and Lexbor differ are read with Beautiful Soup, which never gives up.

Its tree is made by Python's own parser, so it shares no code with the two that differ; what it
read stands only where the tokens of the source and a second reader bear it out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from parser.readers.html.events import NOTHING, Event


def soup_events(source: str) -> tuple[Event, ...]:
    """The page as Beautiful Soup's tree tells it: every element that is opened is closed; empty where it refuses."""
    from bs4 import BeautifulSoup, ParserRejectedMarkup  # only ragged pages pay for loading it

    try:
        return tuple(_told(BeautifulSoup(source, "html.parser")))
    except (ParserRejectedMarkup, RecursionError):
        return ()


def _told(soup: Any) -> Iterator[Event]:
    """Starts, texts and ends of a tree in its order; without recursion, for pages are nested as deep as they like."""
    from bs4.element import PreformattedString, Tag

    open_names, waiting = [""], [iter(soup.contents)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            if name := open_names.pop():
                yield "end", name, NOTHING
        elif isinstance(node, Tag):
            yield "start", node.name, _attributes(node.attrs)
            open_names.append(node.name)
            waiting.append(iter(node.contents))
        elif not isinstance(node, PreformattedString):  # comments and declarations are no text
            yield "text", str(node), NOTHING


def _attributes(attributes: Mapping[str, Any]) -> Mapping[str, str]:
    """Attributes as printed; Beautiful Soup gives the names of a class as a list."""
    return {key: value if isinstance(value, str) else " ".join(value or ()) for key, value in attributes.items()}
