"""What word edits promise: applied to the text before they give the text after, and turned round the text before."""

from collections.abc import Iterable

from corpus.change import Edit


def apply_edits(before: str, edits: Iterable[Edit]) -> str:
    """`before` with the edits made; raises ValueError where they do not belong to it."""
    at, out = 0, []
    for operation, text in edits:
        if operation <= 0:
            if not before.startswith(text, at):
                raise ValueError(f"the edits do not fit the text at character {at}: {text[:40]!r} expected")
            at += len(text)
        if operation >= 0:
            out.append(text)
    if at != len(before):
        raise ValueError(f"the edits end at character {at} of {len(before)}")
    return "".join(out)


def invert(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that lead back: deletions become insertions, and stand first again."""
    turned: list[Edit] = []
    for operation, text in edits:
        edit: Edit = (0, text) if operation == 0 else (-1, text) if operation == 1 else (1, text)
        if edit[0] == -1 and turned and turned[-1][0] == 1:
            turned.insert(len(turned) - 1, edit)
        else:
            turned.append(edit)
    return tuple(turned)
