"""Demands put softly: `Ofcom could go further`, `may wish to consider`, `the term wants tidying up`."""

import re

_WISHED = re.compile(
    r"(?:^|,\s+|\bthat\s+)(?:(?:and|but|so|we\s+(?:think|believe|feel|suggest)(?:\s+that)?|in\s+\w+\s+\w+),?\s+)*"
    r"(?P<who>(?!(?:it|this|that|what|which|who|if|when|where|as|there|we|i|you|they|children"
    r"|parents)\b)(?:[^,;:.]|\.(?=\d)){2,120}?)\s+(?:"
    r"(?:could|can|might)\s+(?:also\s+)?(?:go\s+(?:much\s+)?further|do\s+(?:\w+\s+)?more|be\s+(?:strengthened"
    r"|improved|clearer)"
    r"|usefully\s+\w+|consider\b)|(?:will|(?<=ofcom\s)(?:may|might)|(?<=(?:rnment|mittee|nister|isters|ulator"
    r"|ission|review)\s)(?:may|might)|(?<=\byou\s)may)"
    r"\s+(?:also\s+|well\s+|no\s+doubt\s+|surely\s+)*(?:wish|want|like)\s+to\s+(?!be\b|have\b|know\b|see\b|hear\b"
    r"|note\b|assure\b|avoid\b)\w+"
    r"|cannot\s+(?:ignore|dodge|shirk|wash\s+(?:its|their)|turn\s+(?:an?|its|their)|go\s+on|carry\s+on|keep|continue)\s+\w|cannot\s+(?:simply\s+|just\s+)?(?:afford\s+to|wait\b|stand\s+by|look\s+away|leave\s+(?:this|it))"
    r"|would\s+(?:do\s+(?:well|better)|be\s+(?:wise|right|well\s+advised))\s+to|would\s+(?:\w+\s+)?(?:be\s+(?:better|best|improved|strengthened"
    r"|clearer|stronger|welcomed?|helpful|useful|appreciated)\b(?!\s+(?:off|to\s+(?:join|come|attend))\b)"
    r"|benefit\s+from)|(?:also\s+|still\s+|badly\s+|urgently\s+)*(?:needs?|wants"
    r"|requires?)\s+(?:\w+ly\s+)?(?:(?!(?:being|doing|seeing|asking"
    r"|anything|nothing|something|training|planning|funding|housing|nursing"
    r"|counselling)\b)\w{3,}ing\b(?!\s+to\b)|(?:\w+\s+){0,2}?(?:clarification"
    r"|clarity|revision|reform|amendment|strengthening|redrafting|tightening|correction|simplification"
    r"|rethinking|reconsideration|overhaul|overhauling)\b))",
    re.IGNORECASE,
)
"""A demand put softly: `Ofcom could go further`, `will want to look again`, `the term wants tidying up`."""
_COULD = re.compile(
    r"(?:^|,\s+)(?P<who>(?:the\s+|we\s+(?:think|believe|feel|suggest)\s+(?:that\s+)?)?(?:(?-i:Of[a-z]{2,6})"
    r"|(?:\w+\s+)?(?:regulator|government|minister"
    r"|secretary\s+of\s+state|commission|committee|codes?|guidance|bill|parliament)s?))\s+(?:could"
    r"|might)\s+(?:also\s+|instead\s+|then\s+)?"
    r"(?:require|introduce|publish|extend|amend|adopt|include|set|add|provide|make|establish|create|ban|clarify"
    r"|specify|define|strengthen|remove"
    r"|review|prioritise|work|issue|mandate|use|ask|develop|encourage|commission|offer)\b",
    re.IGNORECASE,
)
"""What somebody who is asked could do: `Ofcom could require that services report`."""
_MENDED = re.compile(
    r"(?P<who>\bone(?=\s+that\s+(?:must|should))|\b(?:the|these|those|this|an?|all|our|some"
    r"|any|\w+\s+of)\s[^.;]{2,160}?)(?:(?<!,)\s(?:which|that)|,\s+(?:which|and\s+(?:this"
    r"|these))(?=[^,;]*$))\s+(?:(?:will\s+|may\s+|still\s+)?needs?\s+to|should|must)\s+be"
    r"\s+(?:\w+ly\s+)?(?:clarified|addressed|amended|removed|changed|strengthened|reviewed|closed|fixed"
    r"|corrected|resolved|extended|included|revised"
    r"|reconsidered|tightened|improved|defined|simplified|updated|brought\s+(?:up\s+to\s+date|into\s+line)"
    r"|put\s+right|tackled|dealt\s+with|remedied|repaired|plugged|stopped|ended|filled|scrapped|rectified)\b",
    re.IGNORECASE,
)
"""What is to be mended, told of in a relative clause: `parts of the regime that need to be clarified`."""
_NEEDED = re.compile(
    r"(?:^|:\s+)(?:(?:and|but|so|also|therefore),?\s+)?(?P<who>(?!(?:no|it|this|that|what|which|who|if|when|where"
    r"|as|\d+|(?:more\s+|new\s+|\w+\s+)?(?:help|donors|volunteers|funds|donations|money|helpers|blankets|clothes|signatures"
    r"|hosts|carers|members|supporters))\b)[^,;:.]{3,80}?)\s(?:is|are)\s+(?:(?:(?:\w+ly|now|also"
    r"|therefore)\s+)*needed|(?:urgently|badly|desperately|sorely|clearly|now|also)\s+required"
    r"|(?:long\s+)?overdue(?!\s+and\s+(?:we|I)\s+(?:\w+ly\s+)?welcome))\b"
    r"(?!\s+(?:by|because|more\s+than)\b)",
    re.IGNORECASE,
)
"""What is needed, at the start of a sentence: `Pilot trials are needed`."""
_NEEDS = re.compile(
    r"^if\s(?:[^,]|,\d){3,80}?\s(?:is|are)\s(?:ever\s|really\s)?to\s[^,]{2,60},\s+(?:then\s+)?(?P<needing>(?!we\b"
    r"|you\b|I\b)[^,;.]{2,60}?)\s+(?:also\s+)?(?:needs?|requires?)\s+(?!to\b)\w"
    r"|,\s+(?P<it>it)\s+(?:still|also|urgently|badly)\s+(?:needs|requires)\s+(?:an?|more|better|clearer|stronger"
    r"|proper)\s+\w"
    r"|(?:^|[,:]\s+|\bsa(?:ys|id)\s+(?:that\s+)?)(?P<who>(?:the|this|these|each|every|any|our)\s(?:[\w’'-]+\s){0,4}?(?:bills?|acts?|codes?"
    r"|guidance|drafts?|plans?|strateg(?:y|ies)"
    r"|schemes?|systems?|regimes?|laws?|polic(?:y|ies)|definitions?|sector|industry|country|nation|proposals?"
    r"|regulators?|frameworks?|roads?"
    r"|crossings?|rivers?|hospitals?|schools?))\s+(?:also\s+|still\s+|urgently\s+|now\s+)*needs?\s+(?:an?|more"
    r"|better|stronger|new|proper"
    r"|clearer|greater|tougher)\s+\w",
    re.IGNORECASE,
)
"""What a plan lacks: `The draft needs a definition`."""
_RELATIVE = re.compile(
    r"\b(?:which|that|who|they|we|he|she|you|(?:did|does|do)\s+not|didn['’]t|doesn['’]t|never|no\s+longer)$",
    re.IGNORECASE,
)


_DENIED = re.compile(
    r"^(?:no|nothing|nobody|despite|although|because|while)\b|\b(?:why|knows?)\s|\b(?:highlight|identif|discuss|outlin|explor|examin|summari[sz])\w*\s"
    r"|\b(?:we|I|they)\s+(?:do\s+not|don['’]t|never)\b",
    re.IGNORECASE,
)
"""What is not wished, `No rule is needed`, `We do not think a rule is needed`, or what a text is about."""


def wished(sentence: str) -> re.Match[str] | None:
    """Where a sentence wishes softly that somebody, or a text, do or become something; `who` names it."""
    found = (
        _WISHED.search(sentence)
        or _COULD.search(sentence)
        or _MENDED.search(sentence)
        or _NEEDED.search(sentence)
        or _NEEDS.search(sentence)
    )
    return None if found is None or _RELATIVE.search(who(found)) or _DENIED.search(who(found)) else found


def who(found: re.Match[str]) -> str:
    """Who or what is wished to be otherwise."""
    return next(said for name, said in found.groupdict().items() if name in ("who", "needing", "it") and said)
