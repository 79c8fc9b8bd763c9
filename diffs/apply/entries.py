"""How what a person wrote into a profile in words of their own is understood: named, near, or in doubt.

An entry that denies or puts off what it names ("no livestreaming") is neither a yes nor a no: a list says what there
is, and what a sentence means is not guessed. What is in doubt decides nothing, and `diffs.apply.understood` says so.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.condition import Kind
from corpus.harm_names import called, functionalities, named, plain, without_functionalities

_DOUBT = re.compile(
    r"\b(?:non?|not|never|none|nor|neither|nobody|without|cannot|lacks?|lacking|absent|false"
    r"|off|disabled?|disallow\w*|remov(?:ed?|ing)|unavailable|blocked|prohibit\w*|banned|forbidden|forbids?"
    r"|exce(?:pt|pting|pted)|exclud\w+|instead|rather than|anything but|other than"
    r"|plan(?:ned|ning|s)?|future|soon|later|maybe|might|perhaps|possibly|unsure|unclear|unknown|undecided|tb[cd]"
    r"|dropped|discontinued|formerly|previously|used to|no longer|retired|withdrawn|stopped|ended|closed"
    r"|rarely|hardly|barely|scarcely)\b|n[’']t\b|\?|(?<![\w.,])0(?![\w.,])",
    re.IGNORECASE,
)
_GENERAL = {
    "content", "service", "kind", "regulated", "material", "online", "user", "main", "mainly", "purpose", "hosting",
    "dissemination", "platform", "site", "website", "system", "provider", "harmful", "type", "other", "more",
    "specific", "illegal", "risk",
}  # fmt: skip
"""Words that many names share: they make no two alike."""


def doubted(phrase: str) -> bool:
    """Whether an entry denies, puts off or questions something: "no livestreaming", "comments (planned)"."""
    return _DOUBT.search(phrase) is not None


def doubts_functionality(phrase: str) -> bool:
    """Whether an entry doubts the functionality it names; `users without accounts` is the name of one."""
    return doubted(without_functionalities(phrase))


@lru_cache(maxsize=1 << 10)
def _stems(name: str) -> frozenset[str]:
    return frozenset(word[:5] for word in plain(name).split() if len(word) > 3 and word not in _GENERAL)


def near(one: str, other: str) -> bool:
    """Whether two names share a word that says something, or its beginning: `porn` and `pornographic content`."""
    mine, others = _stems(one), _stems(other)
    return any(a.startswith(b) or b.startswith(a) for a in mine for b in others)


def answers(said: Iterable[str], wanted: Sequence[str]) -> bool | None:
    """Whether one of the entries names what is wanted; None where one is in doubt, or only near it."""
    unsure = False
    for entry in said:
        if any(plain(name) and plain(name) in plain(entry) for name in wanted):
            if not doubted(entry):
                return True
            unsure = True
        unsure = unsure or any(near(name, entry) for name in wanted)
    return None if unsure else False


def lists_functionality(listed: Sequence[str], wanted: str) -> bool | None:
    """Whether a list of functionalities has the one that is wanted.

    None where an entry that names it doubts it, or one that names none that is known is near it; and where the list
    says no more than what there is not.
    """
    naming = [each for each in listed if {*functionalities(each), plain(each)} & {wanted, plain(wanted)}]
    if any(not doubts_functionality(each) for each in naming):
        return True
    denials = bool(listed) and all(map(doubts_functionality, listed))
    return None if naming or denials or any(near_functionality(each, wanted) for each in listed) else False


def near_functionality(entry: str, wanted: str) -> bool:
    """Whether an entry that names no functionality by a known name may mean this one: `comments`, `links`."""
    return not functionalities(entry) and any(near(name, entry) for name in called(wanted))


def kinds_in(names: Iterable[str], kinds: Sequence[Kind]) -> tuple[set[str], bool]:
    """The kinds of a code that a list names, and whether every entry of it was understood."""
    found = [named(each, kinds) for each in names]
    return {kind.name for each in found for kind in each}, all(found)
