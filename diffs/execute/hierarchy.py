"""What a word such as "regulation 3" names in the document amended: hierarchies as data.

A document's own title says what its numbered units are called ("Regulations", "Rules"); its tree has
them under the labels that its layout showed. A label of another form is fitted only where the title
has the noun and the tree has the number in exactly one of the forms.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.citation import label_key
from corpus.effect import Effect
from corpus.provision import Provision, walk
from corpus.text import letter_runs
from corpus.work import Expression
from diffs.execute.insertion import listed
from diffs.execute.label_index import Survey, labelled
from diffs.execute.refused import NotApplied
from diffs.execute.targets import resolve
from diffs.execute.tree import at

# The unit a label begins with, and the nouns of a title that has such units.
UNITS = {
    "Section": ("act", "bill", "ordinance", "statute", "rules", "regulations"),
    "Regulation": ("regulation", "regulations"),
    "Rule": ("rule", "rules"),
    "Article": ("order", "agreement", "convention", "treaty", "protocol", "constitution", "regulation"),
    "Direction": ("direction", "directions"),
    "Condition": ("condition", "conditions", "licence"),
    "Clause": ("bill", "contract", "agreement", "code"),
    "Provision": ("code",),
    "Principle": ("code",),
    "Standard": ("code", "standards"),
}
# The forms in which a tree may have the number of a unit.
FORMS = ("Section {}", "{}", "Article {}", "Regulation {}", "Rule {}", "Clause {}", "Condition {}")
_LABEL = re.compile(
    rf"({'|'.join(UNITS)}|Requirement|Guideline|Commitment|Sub-clause|Subclause)"
    r" (\d+[A-Z]*(?P<dotted>(?:\.\d+[A-Z]*)+)?)(?=$|[(/@])"
)


def fitted(base: Expression, now: Survey, effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """Effects whose labels have the form that the version has them in, new definitions the scope of those beside."""
    words = set(letter_runs(base.title.casefold()))
    prefixes = _prefixes(base) if any(map(_bare, effects)) else frozenset()
    read = (_of_annex(_prefixed(effect, prefixes, now), now) for effect in effects)
    return tuple(_scoped(_fitted(effect, words, now), now) for effect in read)


_BARE = re.compile(r"(?<![\w ])(?P<head>[A-Z]{1,2}\d{1,3}[A-Z]?)(?P<rest>(?:\.\d+[A-Z]{0,2})*)(?=$|[(/@])")
"""The number of a measure or its paragraph without the code's prefix: "paragraph B1.2(a)"."""


_ANNEXED = re.compile(r"(?:Annex|Appendix|Schedule) (?P<letter>[A-Z]{1,2}|\d{1,2})/(?P<own>(?P=letter)\.\d[\w.]*)")
"""A paragraph that bears its annex's letter: "Annex A, paragraph A.1" is `A.1` alone."""


def _of_annex(effect: Effect, now: Survey) -> Effect:
    """An effect whose paragraph of an annex is labelled by its own number, and stands in that annex."""
    match = _ANNEXED.match(effect.anchor or effect.label or "")
    if match is None or label_key(match[0]) in now or label_key(match["own"]) not in now:
        return effect
    annex, own = (labelled(now, label) for label in (match[0].partition("/")[0], match["own"]))
    inside = len(annex) == len(own) == 1 and own[0][: len(annex[0])] == annex[0]
    return _relabelled_effect(effect, lambda label: _ANNEXED.sub(lambda m: m["own"], label)) if inside else effect


def _bare(effect: Effect) -> bool:
    return _BARE.match(effect.anchor or effect.label or "") is not None


def _prefixes(base: Expression) -> frozenset[str]:
    """What stands before the numbers of the version's measures."""
    labels = (node.label or "" for node in walk(base.provisions) if node.kind == "measure")
    return frozenset(label.rpartition(" ")[0] for label in labels)


def _prefixed(effect: Effect, prefixes: frozenset[str], now: Survey) -> Effect:
    """An effect whose numbers leave out the one prefix that every measure of the version has."""
    match = _BARE.match(effect.anchor or effect.label or "")
    prefix = next(iter(prefixes), "") if len(prefixes) == 1 else ""
    if not (match and prefix) or label_key(match[0]) in now or label_key(f"{prefix} {match['head']}") not in now:
        return effect
    return _relabelled_effect(effect, lambda label: _BARE.sub(lambda found: f"{prefix} {found[0]}", label))


def _scoped(effect: Effect, now: Survey) -> Effect:
    """A new term is called as those in whose list it stands: `Definition/watch@Section 3`, not of its paragraph."""
    terms = bool(effect.content) and all(node.kind == "definition" and node.label for node in effect.content)
    scopes = {label.partition("@")[2] for label in _beside(effect, now)} if terms else set()
    if len(scopes) != 1:
        return effect
    (scope,) = scopes
    named = (replace(node, label=f"{(node.label or '').partition('@')[0]}@{scope}") for node in effect.content)
    return replace(effect, content=tuple(named))


def _beside(effect: Effect, now: Survey) -> list[str]:
    """The labels of the definitions that new ones replace or stand beside, as the version has them."""
    try:
        path = resolve(now, effect.anchor or effect.label)
    except NotApplied:
        return []
    own = at(now.forest, path)
    there = [own] if own.kind == "definition" else [at(now.forest, place) for place in listed(now.forest, path)]
    return [node.label for node in there if node.label and "@" in node.label]


def _fitted(effect: Effect, words: set[str], now: Survey) -> Effect:
    match = _LABEL.search(effect.anchor or effect.label or "")
    if match is None or label_key(match[0]) in now:
        return effect
    # "clause 3.2": a dotted number is one provision's, whatever the word before it; "clause 3" may be a section's too.
    if not match["dotted"] and not words & set(UNITS.get(match[1], ())):
        return effect
    there = [form for form in FORMS if label_key(form.format(match[2])) in now]
    if len(there) != 1:
        return effect

    def again(label: str) -> str:
        return _LABEL.sub(lambda m: there[0].format(m[2]) if _alike(m, match) else m[0], label)

    return _relabelled_effect(effect, again)


def _relabelled_effect(effect: Effect, again: Callable[[str], str]) -> Effect:
    """An effect with every label it has written otherwise."""
    return replace(
        effect,
        label=effect.label and again(effect.label),
        anchor=effect.anchor and again(effect.anchor),
        new_label=effect.new_label and again(effect.new_label),
        content=tuple(_relabelled(node, again) for node in effect.content),
        named=tuple((again(label), title) for label, title in effect.named),
        within=tuple(again(outer) if isinstance(outer, str) else outer for outer in effect.within),
    )


def _alike(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two labels have the same word and the same form of number: `Clause 3.1A` and `Clause 3.1`."""
    return one[1] == other[1] and bool(one["dotted"]) == bool(other["dotted"])


def _relabelled(node: Provision, again: Callable[[str], str]) -> Provision:
    children = tuple(_relabelled(child, again) for child in node.children)
    return replace(node, label=node.label and again(node.label), children=children)
