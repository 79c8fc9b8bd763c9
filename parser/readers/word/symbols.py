"""Characters of symbol fonts: what a place of the private area means in Symbol and Wingdings.

From the fonts' own tables (Adobe Symbol encoding; Wingdings to Unicode, Unicode 7.0).
"""

PRIVATE = range(0xE000, 0xF900)
"""Characters whose meaning is a matter of the font."""
_SYMBOL = dict(zip(
    range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True,
)) | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)) | {
    0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬",
    0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0x2D: "−", 0x2A: "∗", 0x40: "≅", 0x22: "∀", 0x24: "∃", 0xCE: "∈", 0xCF: "∉",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x9F: "•", 0xAB: "★", 0xB2: "✦",
    0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x50: "⚐", 0x78: "☒",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x97: "●", 0x98: "⦁"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def shown(code: int, font: str) -> str | None:
    """The character that a font shows for a place of the private area (U+F020 to U+F0FF); None if not known."""
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    table = _FONTS.get(font.strip().lower())
    if table is None:
        return None
    found = table.get(place)
    return chr(place) if found is None and table is _SYMBOL and 0x20 <= place < 0x40 else found


def unlike(text: str, font: str) -> str:
    """Why letters set in a font of symbols are not what a person sees; empty where none are."""
    if font.strip().lower() not in (*_FONTS, "wingdings 3", "webdings") or not any(char.isalnum() for char in text):
        return ""
    return f"letters are set in the font {font!r}, which shows other signs for them ({text.strip()[:40]!r})"
