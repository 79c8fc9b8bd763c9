"""Sentences that ask without a speaker as their subject: it is vital that, our call is, delete the words."""

import re

_WEIGHTY = r"vital|essential|imperative|crucial|critical|important|necessary|urgent"
_ACTS = (
    r"action|actions|legislation|reforms?|changes?|reviews?|inquir(?:y|ies)|regulation|investment|funding|guidance"
    r"|clarity|clarification|enforcement|bans?"
    r"|dut(?:y|ies)|measures?|safeguards?|intervention|transparency|oversight|research|resources|work|amendments?"
    r"|levy|consultation|powers?|sanctions?|audits?"
)
_KINDS = (
    # Our main ask is that …; one demand is to …
    r"\b(?:our|my|the\s+coalition['’]s|one|another)\s+(?:[\w-]+\s+){0,2}(?P<noun>asks?|demands?"
    r"|calls?(?!\s+(?:centres?|centers?|handlers?|volumes?)\b)|plea|recommendations?"
    r"|requests?)\s+(?:[^.;]{0,40}\s)?(?:is|are|to|for|that)\b(?!\s+(?:not|new)\b)",
    # Our preference is for …; our message to ministers is clear
    r"\bour\s+(?:clear\s+|strong\s+|simple\s+)?(?P<prefers>preference|preferred\s+(?:option|approach|solution)"
    r"|message)\s+(?:to\s+[^.;:]{2,40}\s+)?(?:is|remains)\s"
    r"+(?:for|that|to|an?|clear\b|simple\b)",
    r"\bpurpose\s+of\s+(?:this|my|our)\s+letter\s+(?:\w+\s+){0,3}is\s+to\s+(?P<aim>seek|ask|request|urge|call)\b",
    r"^we\s+say\s+to\s+(?P<told>[^.;:]{2,60}):",
    # There is an urgent need for …
    r"\b(?P<need>there\s+(?:is|remains)\s+(?:[\w,-]+\s+){0,3}(?:urgent|pressing|clear|desperate|critical|strong"
    r"|obvious|real|immediate)\s+need\s+(?:to|for)"
    r"|there\s+is\s+(?:also\s+)?a\s+need\s+for\s+(?:a\s+)?(?:further|more|stronger|greater|clear(?:er)?|better"
    r"|additional|new))\b",
    r"\b(?P<none>there\s+can\s+be\s+no)\s+(?!doubt|question|reason|certainty|guarantee)",
    r"\b(?P<passive>it\s+is\s+(?:\w+\s+)?(?:recommended|proposed|suggested|requested|advised|advisable)\s+(?:that"
    r"|to))\b",
    # It is vital that …, but for those of whom the speaker is one
    rf"\b(?P<weighty>(?:it\s+is|it['’]s|it\s+remains)\s+(?:[\w-]+\s+)?(?:{_WEIGHTY})\s+(?:that\s+|for\s+|(?=(?:the"
    rf"|all|any|these|this|ministers|ofcom|parliament|government)\s))(?!we\b|us\b|charities\b"
    r"|(?:parents|children)\b(?!\s+(?:are|be)\s+(?:\w+\s+)?(?:protected|heard|consulted|included|given))))",
    r"\b(?P<useful>it\s+would\s+(?:\w+\s+)?be\s+(?:\w+\s+)?(?:helpful|useful|beneficial|preferable|better|welcome"
    r"|valuable|appropriate|sensible)\s+(?:if|for"
    r"|to\s+(?:see|have|include|clarify|define|provide|add|extend|set|require|publish)))\b",
    # It is time for …, to …, the law caught up
    r"\b(?P<due>(?:it\s+is|it['’]s|now\s+is|this\s+is)\s+(?:the\s+|high\s+|long\s+past\s+|now\s+|surely\s+)*(?:time"
    r"|moment)\s+(?:for|to|that|the|ofcom|ministers|government)"
    r"\s+(?!us\b|we\b|reflect\b|celebrate\b|remember\b)|the\s+time\s+(?:has\s+come\s+(?:for|to)"
    r"|(?:to\s+act\s+)?is\s+now)\b)",
    r"^(?P<needed>(?:all\s+we\s+ask|what\s+(?:we\s+(?:are\s+)?ask(?:ing)?(?:\s+for)?|is\s+(?:now\s+"
    r"|urgently\s+)?needed|(?:we|children|families|parents|survivors)\s+(?:now\s+)?(?:need|want)))\s+is\b"
    r"|let\s+(?:the|there)\b)",
    rf"^(?P<called>(?:an?\s+|more\s+|urgent\s+|further\s+|stronger\s+|clear(?:er)?\s+|better\s+|additional\s+"
    rf"|tougher\s+|greater\s+)?(?!our\b|my\b)(?:[\w-]+\s+){{0,3}}?(?:{_ACTS})\b[^,;.]{{0,60}}?"
    rf"\s(?:is|are)\s+(?:(?:now|also|therefore|long|\w+ly)\s+)*(?:needed|required|overdue|{_WEIGHTY}))\b(?!\s+(?:by"
    rf"|because|under)\b)",
    r"^(?P<more>(?:an?|more|stronger|greater|further|new|better|clear(?:er)?|additional|tougher"
    r"|urgent)\s[^,;.]{3,80}\b(?:is|are)\s+(?:(?:now|also|urgently)\s+)*needed)\b",
    # Delete the words …; in paragraph 3, replace “may” with “must”
    r"^(?:(?:in|at|after|before)\s+[^.;]{2,60},\s+)?(?P<amends>(?:delete|omit|insert|substitute|replace|reinstate"
    r"|amend|remove|strike\s+out|add)"
    r"\s+(?:the\s+words?|after|before|at\s+the\s+end|[“\"‘']|(?:section|clause|paragraph|schedule|measure"
    r"|recommendation|definition|[A-Z]{1,3}\d)))",
)
_PATTERNS = tuple(re.compile(kind, re.IGNORECASE) for kind in _KINDS)
_DENIED = re.compile(r"\b(?:not|never|n['’]t|neither|nor)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def impersonal(sentence: str) -> int | None:
    """Where the words begin that ask; None where none do."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(sentence):
            start = found.start(found.lastgroup or 0)
            if not _DENIED.search(sentence[:start]):
                return start
    return None
