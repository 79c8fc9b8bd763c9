"""Whether a text amends: it carries an amending verb that does something here and now."""

import re
from functools import lru_cache

from corpus.enumerators import PREFIX
from corpus.text import later
from parser.drafting.quotations import set_aside

# An amending verb that does something here and now; "as inserted by" and "were substituted" do not.
_DONE = "inserted|substituted|omitted|deleted|added|renumbered|re-lettered|relettered|revoked|repealed|replaced|removed"
# What is said of consent and of money too: it amends only where words, a numbered provision or a work are the subject.
_GAP = r"(?:(?!\b(?:who\w*|which|that|when|where|if|an?|any|each|every)\b)(?:[^.;:]|\.(?=\d))){0,120}?"
_WITHDRAWN = (
    r"(?:(?:^|[.;:),]\s+|\band\s+)(?:the\s+)?"
    r"(?:(?:[a-z-]{4,16} )?(?:[A-Z\d]{1,6} )?[A-Z]{0,3}\d|words? [\ue000-\uf8ff])"
    rf"|\b(?:the|this|these|those|our|its)\s(?:{_GAP}\s)?"
    r"(?:codes?|guidance|standards|rules|notice|directions?|scheme|order|determination|policy)\b)"
    rf"{_GAP}\b(?:is|are|shall be|(?:is|are) to be)\s+(?:hereby\s+)?(?:withdrawn|cancelled|rescinded)\b"
)
_UNIT = "(?:paragraph|recommendation|sub-?paragraph|section|subsection|measure|definition|entr[yie]+|heading)s?"
# "Remove XYZ B1.4", "Revoke regulation 6": a number behind the verb, with a prefix or the word for what it numbers.
_NUMBERED = rf"(?:{PREFIX}|[a-z-]{{4,16}}) [A-Z]{{0,2}}\d"
# "for “x” read “y”", "paragraph 4.2 shall read: “…”"; operators who should read a notice amend nothing.
_READS = (
    r"(?:for|instead of) [\ue000-\uf8ff],? read\b(?=\W*[\ue000-\uf8ff])"
    r"|(?:shall|should|(?:is|are) to|will) (?:now )?read\b(?=[\s:–—-]*(?:[\ue000-\uf8ff]|$)| as follows)"
)
# Irish drafting says the verb as a noun: "by the substitution of", "by the insertion, after ..., of".
_NOMINAL = (
    r"(?:by|the)\b[—–-]?\s*(?:the )?(?:substitution|insertion|deletion|addition)\b,?"
    r"\s(?:of|for|after|before|from|in|at)\b"
)
# "Paragraph 4.2 no longer applies": whether it is taken out is not said; that something is done to it, is.
_LAPSES = (
    r"(?:^|[.;:),]\s+)(?:the\s+)?(?:paragraph|recommendation|sub-?paragraph|section|measure|clause|rule|regulation|provision)s?"
    r" (?:[A-Z\d]{1,6} )?[A-Z]{0,3}\d\S*(?: (?:and|to|or) \S*\d\S*)?"
    r" (?:(?:shall |will )?no longer (?:appl(?:y|ies)|ha(?:s|ve) effect)|(?:shall |will )?ceases? to apply)\b"
)
_AMENDS = later(
    rf"{_WITHDRAWN}|{_LAPSES}|"
    r"\b(?:insert|substitute|omit|renumber|re-letter|reletter|delete|leave out|strike out|redesignate|replace|"
    rf"(?:is|are|be)\b(?:\W+\w+){{0,8}}?\W+(?:{_DONE})|"
    r"(?:shall )?ceases? to have effect|repeal(?= (?:the|[\ue000-\uf8ff]))|"
    rf"{_NOMINAL}|by (?:inserting|substituting|deleting|adding|omitting|repealing)\b|"
    r"make (?:any|all|the|such)\b.{0,40}\b(?:amend|chang|renumber|correct)\w*|"
    rf"(?:remove|add|move|split|merge|amend|change|swap|transfer|revise|repeal|revoke|divide)"
    rf"(?= (?:[\ue000-\uf8ff]|the|at|{_UNIT}|{_NUMBERED}))|"
    rf"add(?=\s?[—–:]\s*(?:[\ue000-\uf8ff]|$)| (?:a |an |the following )?(?:new |additional )?{_UNIT})|"
    rf"{_READS}|becomes?\b.{{0,60}}\b{_UNIT}|"
    r"becomes? (?:a|an|the)|(?:is|are) (?:amended|changed|altered) (?:to|by|so|from))\b",
    re.I,
)
# "is to be read as if for “x” were substituted “y”" changes no text.
_MODIFIES = later(
    r"\b(?:is|are|has|have|applies|apply)\b[^.;]{0,60}?\bas if\b"
    r".{0,400}?\bwere (?:inserted|substituted|omitted|added)\b",
    re.I | re.S,
)
# "[date to be inserted]" waits for a person's hand; a commencement says when, not what.
_PLACEHOLDER = later(r"\[[^\[\]]{0,200}\b(?:to be|be|tbc)\b[^\[\]]{0,200}\]", re.I)
_COMMENCES = later(
    r"(?:\S+\s+){0,12}?(?:shall |will |are to |is to )?(?:comes?|coming) into (?:force|effect|operation)\b", re.I
)

# "… come into force on 1 May, and paragraph 4.6 is omitted on 1 July": the second half changes a text.
_ALSO = later(
    rf"(?:\b(?:and|but)|;)\s(?:[^.;]|\.(?=\d)){{0,80}}?\b{_UNIT} (?:[^.;]|\.(?=\d)){{1,40}}?"
    rf"\b(?:is|are|shall be|is to be|are to be) (?:{_DONE})\b",
    re.I,
)


@lru_cache(maxsize=1 << 10)
def amends(text: str) -> bool:
    """Whether a text carries an amending verb outside its quotations; a saving carries none."""
    quoted = set_aside(text)
    if _COMMENCES.match(text) and not _ALSO.search(quoted.text):
        return False
    bare = _PLACEHOLDER.sub("", text if quoted.unclosed else quoted.text)
    return _AMENDS.search(_MODIFIES.sub("", bare)) is not None


_PLACED = r"(?:in|within|throughout|under|after|before|at|for|immediately|wherever|where|on|from|with|instead)\b"
_DO = (
    "insert|substitute|omit|delete|leave out|strike out|renumber|re-letter|reletter|re-number|redesignate|"
    "replace|remove|add|amend|change|revoke|repeal|move|merge|split|swap|transfer|divide"
)
_COMMANDS = later(
    rf"(?:[^\w\ue000-\uf8ff]*(?:then|and|also|or)\b)?[^\w\ue000-\uf8ff]*"
    rf"(?:(?:{_DO})\b(?! (?:to|of|that|was|were|is|are|made|or)\b)"
    rf"|{_PLACED}.{{0,400}}?(?<!to )(?<!would )(?<!will )(?<!not )(?<!may )(?<!must )(?<!should )(?<!can )\b"
    rf"(?:{_DO})\b(?! (?:to|that|was|were|of)\b)|(?:.{{0,300}}?)\b{_NOMINAL}"
    rf"|.{{0,300}}?(?:\b(?:for|instead of) )?[\ue000-\uf8ff],? (?:(?:shall|should|is to|are to|will) )?read\b"
    rf"(?=[\s:–—-]*[\ue000-\uf8ff])|(?:[\w-]+ ){{0,3}}\S*\d\S*\s*[:–—-]\s*(?:{_DO})\b(?=[^.]*[\ue000-\uf8ff]))",
    re.I | re.S,
)
_DECLARES = later(
    rf".{{0,300}}?\b(?:is|are|shall be|(?:is|are) (?:hereby|to be|further))\s+(?:hereby\s+)?(?:{_DONE})\b"
    r"(?!.{0,80}\b(?:to (?:make|ensure|provide|reflect|clarify|correct|allow|include|remove|take|give|align|"
    r"update|help|avoid)|"
    r"so that|in order|because|which)\b)",
    re.I | re.S,
)


def commands(text: str) -> bool:
    """Whether a text orders an amendment by itself: "In paragraph 4, omit", "Omit", "paragraph 4 is omitted".

    A sentence that tells of an amendment (it would insert, it is inserted to make sure) does not.
    """
    if not amends(text):
        return False
    bare = set_aside(text).text
    return bool(_COMMANDS.match(bare) or _DECLARES.match(bare) or withdraws(bare) or _LAPSING.search(bare))


_LAPSING = later(_LAPSES, re.I)


_WITHDRAWS = later(rf"(?!\W*(?:if|where|when|until|unless|once|any|no)\b).{{0,200}}?{_WITHDRAWN}", re.I | re.S)


def withdraws(text: str) -> bool:
    """Whether a text declares that a numbered provision, or a work, is withdrawn, cancelled or rescinded."""
    return _WITHDRAWS.match(text) is not None
