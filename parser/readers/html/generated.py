"""Words that a style makes before and after an element, and what it draws there over the element's own."""

import re
from collections.abc import Mapping

from parser.readers.css_values import pixels

_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_PART = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[\w-]+\((?:[^()]|\([^()]*\))*\)|[^\s\"'()]+")
_LETTER = re.compile(r"[^\W_]")
_QUOTES = ("open-quote", "close-quote")


def made_words(value: str, attributes: Mapping[str, str]) -> tuple[str, str]:
    """The words that a `content` makes, and why they cannot be known."""
    words = ""
    for part in _PART.findall(value.partition(" / ")[0]):
        string = _STRING.fullmatch(part)
        named = re.fullmatch(r"attr\(\s*([\w-]+)[^)]*\)", part)
        if string:
            words += _unescaped(string[1] or string[2] or "")
        elif named:
            words += attributes.get(named[1].lower(), "")
        elif part.startswith(("counter", "url", "image", "element", "leader", "var(", "env(", "if(")):
            return "", f"content: {value}"
        elif part in _QUOTES and "quotes" in attributes.get("style", ""):
            return "", "content: quotes that a style states"
    return (words, f"content: {value}") if _LETTER.search(words) and not _is_icon(words) else ("", "")


def drawn(style: Mapping[str, str]) -> str:
    """What a pseudo-element without words may draw over the words of its element; empty for what draws nothing."""
    if style.get("content", "none") in ("none", "normal"):
        return ""
    apart = style.get("position") in ("absolute", "fixed")
    back = any((pixels(value) or 0) < 0 for name, value in style.items() if name.startswith("margin"))
    visible = [name for name in style if name.startswith(("border", "background", "box-shadow", "text-decoration"))]
    if "url(" not in style.get("content", "") and _STRING.sub("", style["content"]) == "":
        visible += ["content"] if style["content"].strip("\"' ") else []
    return f"{visible[0]}: {style[visible[0]]}, over the words" if visible and (apart or back) else ""


def _is_icon(words: str) -> bool:
    return all(not _LETTER.match(sign) or "\ue000" <= sign <= "\uf8ff" for sign in words)


def _unescaped(text: str) -> str:
    text = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda m: chr(int(m[1], 16)) if 0 < int(m[1], 16) < 0xD800 else "", text)
    return re.sub(r"\\(.)", r"\1", text)
