"""Scripts of a page that may change its words: the elements they speak of are in doubt.

A script is not run. It is looked through for what changes a page (`remove`, `innerHTML`, `style` …) and for the
elements it speaks of, by selector, id, class, name or tag; where it goes over the page without naming any, the whole
page is in doubt. Counting, consent and loading scripts change no element of the text: they add scripts, or a class
that no sheet of the page speaks of. Scripts on other addresses are not known.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

_EVENTS = ("onload", "onerror", "onfocus", "onpageshow", "onscroll", "ontoggle", "onanimationstart", "onanimationend")
"""Attributes whose scripts run without a reader's doing."""
_NAMES_EVENT = re.compile(rf"on(?:{'|'.join(event.removeprefix('on') for event in _EVENTS)})".encode())
_ACTING = etree.XPath(f"descendant-or-self::*[{' or '.join(f'@{event}' for event in _EVENTS)}]")
_RUNNING = etree.XPath(f"descendant-or-self::*[self::script or {' or '.join(f'@{event}' for event in _EVENTS)}]")
_THIS = re.compile(r"\bthis\b")
_TYPES = re.compile(r"(?:(?:text|application)/(?:x-)?(?:java|ecma|j|live)script.*|module)?$", re.IGNORECASE)
_CALLS = (
    r"remove|removeChild|replaceWith|replaceChild|replaceChildren|append|appendChild|prepend|before|after|insertBefore"
    r"|insertAdjacent\w+|insertNode|moveBefore|setAttribute\w*|removeAttribute|toggleAttribute|setHTML\w*|html|text|hide"
    r"|show|toggle|empty|css|detach|fade\w+|slide\w+|addClass|removeClass|toggleClass|attr|prop|wrap\w*|attachShadow"
    r"|animate|showModal|showPopover|togglePopover|execCommand|\w+Data|splitText|deleteContents|extractContents"
    r"|surroundContents|setProperty|assign|define"
)
_SETS = (
    r"innerHTML|outerHTML|textContent|innerText|outerText|nodeValue|data|hidden|open|cssText|style(?:\.\w+)?|value|popover"
    r"|dataset\.\w+|contentEditable|designMode|inert|dir|disabled"
)
_CHANGE = re.compile(
    rf"\.\s*(?:{_CALLS})\s*(?:\?\.)?\(|\.\s*(?:{_SETS})\s*[+|&?]*=(?!=)|\[\s*[\"'`][^\]]*\]\s*(?:\(|[+|]*=(?!=))"
)
_CLASS = re.compile(r"\.\s*className\s*\+?=(?!=)|\.\s*classList\s*\.\s*\w+\s*\(")
_WRITE = re.compile(r"\bdocument\s*\.\s*(?:write(?:ln)?|open)\s*\(\s*(?:unescape\(\s*)?[\"'`]?")
_LOADING = re.compile(r"\s*<\s*(?:script|img|iframe|link|noscript|!--)\b", re.IGNORECASE)
_SHEET = re.compile(r"insertRule|addRule|adoptedStyleSheets|replaceSync|createElement\(\s*[\"']style[\"']")
_HIDING = re.compile(r"display|visibility|opacity|content|font|color|clip|position|indent|transform|line-through")
_UNREADABLE = re.compile(
    r"\beval\s*\(|\bFunction\s*\(|\batob\s*\(|fromCharCode|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]"
    r"|\blocation\s*(?:\.\s*href\s*=(?!=)|\.\s*(?:replace|assign)\s*\(|=(?!=))"
)
_OVER_ALL = re.compile(
    r"createTreeWalker|createNodeIterator|document\s*\.\s*(?:all|evaluate|links|forms|children|childNodes|designMode)\b"
    r"|currentScript|elementFromPoint|getSelection|documentElement\s*\.\s*(?:inner|outer|text|first|last|child|style|hidden)"
    r"|\bbody\s*\.\s*(?:inner|outer|text|first|last|child|append|prepend|insert|replace|style|hidden|animate)"
)
"""Ways to elements that name none."""
_LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
_ASKING = r"(?:getElement\w+|querySelector(?:All)?|closest|define|\$|jQuery)[\"'`\]]*\s*(?:\?\.)?\("
_ASKED = re.compile(rf"{_ASKING}\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|`([^`$]*)`)\s*[,)]")
_ASKED_OTHERWISE = re.compile(
    rf"{_ASKING}(?!\s*(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`$]*`)\s*[,)])(?!\s*(?:function|document|\)))"
)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
_MADE = re.compile(r"createElement\s*\(\s*[\"'](\w+)")
_LOADED = frozenset(["script", "link", "img", "iframe", "meta", "noscript"])
"""Elements that loading scripts add: they hold no words of the page."""
_ADDING = re.compile(r"\.\s*(?:append|appendChild|insertBefore|prepend|before|after|setAttribute)\s*\(")
_NEIGHBOURS = re.compile(r"parent|sibling|closest|next|previous|child", re.IGNORECASE)
_MOST = 400
"""Words in quotes of one script that are tried as names of elements."""
REASON = "a script may change it"


def scripted(source: bytes, root: Any) -> dict[Any, str]:
    """The elements of a page that its scripts may change, and why they are in doubt."""
    if next(root.iter("script"), None) is None and not _NAMES_EVENT.search(source.lower()):
        return {}
    sheets = " ".join(node.text or "" for node in root.iter("style"))
    return {node: REASON for script in _scripts(root) for node in _touched(_COMMENT.sub(" ", script), root, sheets)} | {
        node: REASON for each in _ACTING(root) for node in _on_event(each)
    }


def _scripts(root: Any) -> Iterator[str]:
    """The scripts that run when the page is opened: in elements, in `data:` addresses, for events."""
    for node in _RUNNING(root):
        yield from (node.get(event) for event in _EVENTS if node.get(event))
        if node.tag == "script" and _TYPES.match(node.get("type", "").strip()) and node.get("nomodule") is None:
            address = node.get("src")
            if address is None:
                yield node.text or ""
            elif address.strip().lower().startswith("data:"):
                yield unquote(address.partition(",")[2])


def _on_event(node: Any) -> Iterator[Any]:
    """What an element's own scripts for events say of `this`: the element, or what is around it."""
    scripts = [node.get(event) for event in _EVENTS if _THIS.search(node.get(event) or "")]
    if any(map(_CHANGE.search, scripts)):
        around = any(map(_NEIGHBOURS.search, scripts)) and node.getparent() is not None
        yield node.getparent() if around else node


def _touched(script: str, root: Any, sheets: str) -> Iterator[Any]:
    """The elements that one script may change."""
    changes = [found[0] for found in _CHANGE.finditer(script)]
    words = _words(script)
    if _is_opaque(script) or (_CLASS.search(script) and any(_is_styled(word, sheets) for word in words)):
        yield from _body(root)
    if not changes or _only_loads(script, changes):
        return
    for asked in _ASKED.findall(script):
        yield from _elements("".join(asked), root)
    if _ASKED_OTHERWISE.search(script):
        yield from (node for word in words for node in _elements(word, root))
    if _OVER_ALL.search(script):
        yield from _body(root)
    yield from _by_global_name(script, root)


def _body(root: Any) -> list[Any]:
    return list(root.iter("body"))[:1] or [root]


def _words(script: str) -> list[str]:
    """The words in quotes of a script."""
    texts = [text for found in _LITERAL.findall(script) if (text := "".join(found))]
    texts += [text for made in texts if "${" in made for text in re.findall(r"[\w-]+", made)]
    return list(dict.fromkeys(word for text in texts for word in (text.strip(), *text.split()) if word))[:_MOST]


def _is_opaque(script: str) -> bool:
    """Whether what a script does cannot be read in it, or it writes words or a sheet that hides."""
    made = _SHEET.search(script) is not None and _HIDING.search(script) is not None
    written = (unquote(script[found.end() : found.end() + 80]) for found in _WRITE.finditer(script))
    return made or _UNREADABLE.search(script) is not None or any(not _LOADING.match(text) for text in written)


def _is_styled(name: str, sheets: str) -> bool:
    """Whether the page's own sheets hide or strike something by a class."""
    rule = rf"\.{re.escape(name)}(?![\w-])[^{{}}]*\{{[^}}]*(?:{_HIDING.pattern})"
    return bool(re.fullmatch(r"[\w-]+", name)) and re.search(rule, sheets) is not None


def _only_loads(script: str, changes: list[str]) -> bool:
    """Whether a script only adds scripts and pictures."""
    made = {tag.lower() for tag in _MADE.findall(script)}
    return bool(made) and made <= _LOADED and all(_ADDING.match(change) for change in changes)


def _elements(name: str, root: Any) -> list[Any]:
    """The elements that a word names: by id, class, name, tag, or as a selector."""
    if re.fullmatch(r"[\w-]+", name):
        path = f"//*[@id='{name}' or @name='{name}' or contains(concat(' ', @class, ' '), ' {name} ')]|//{_tag(name)}"
    else:
        try:
            path = _XPATH.css_to_xpath(name, prefix="descendant-or-self::")
        except (SelectorError, ValueError):
            return []
    try:
        return [node for node in root.xpath(path) if node.tag not in ("html", "head", "title", "script", "style")]
    except etree.XPathError:
        return []


def _tag(name: str) -> str:
    return name.lower() if re.match(r"[a-zA-Z_]", name) else "none"


_XPATH = HTMLTranslator()


def _by_global_name(script: str, root: Any) -> Iterator[Any]:
    """The elements whose id a script uses as the name of a variable, which a browser allows."""
    used = set(re.findall(r"(?<![.\w$\"'`-])([A-Za-z_$][\w$]*)\s*(?:\?\.|\.|\[)", script))
    yield from (node for node in root.xpath("//*[@id]") if node.get("id") in used)
