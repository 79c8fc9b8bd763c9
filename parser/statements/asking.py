"""Whether a sentence asks somebody for something, and whom.

A sentence asks in one of two ways. It *urges*: its speaker says that he asks ("we urge", "the coalition calls on … to",
"Ofcom is asked to", "please"). Or it *demands*: it says of somebody, or of a text, that it must or should do or become
something ("the code should be amended to", "ministers must publish"). A sentence of the second kind may also
tell what the law already says, so it counts only where nothing shows that ("Under the Act, services must …").
"""

import re
from functools import lru_cache

from parser.statements.calling import calls
from parser.statements.demanding import demands
from parser.statements.impersonal import impersonal
from parser.statements.speaking import leading_to
from parser.statements.subjects import PUBLIC
from parser.statements.telling import LONG_AGO, RESPONDENTS, said_by_asked

_ASKED = re.compile(
    r"(?:\bis|\bare|\b(?:should|must)\s+be(?=\s+(?:urged|called)))\s+(?:therefore\s+|also\s+"
    r"|now\s+)?(?P<verb>urged|called\s+(?:up)?on|asked|invited"
    r"|implored|requested|begged|pressed|petitioned|exhorted|encouraged)\s+to\b(?!\s+(?:do\s+(?:more|less|so)|attend|join|apply|submit"
    r"|register|take\s+part|comment|respond|complete|contact|visit"
    r"|read|bring|wear|arrive|wait|book|pay|sit|stand|leave|switch|turn\s+off|sign|follow|keep\s+(?:dogs|noise|their|your)|appear|bid)\b)",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    r"(?<!\bto\s)\bplease\s+(?!accept\s+(?:our|my)|feel\b|allow\b|bear\b|be\s+(?:aware|patient)|keep\b|check"
    r"|ensure\s+(?:that\s+)?you|click|quote\b|note\b|pay\b|tell\s+us|treat|switch|turn|wait|remain|mind\b|ring\b|send\s+(?:us|your)|search|listen|scroll|enter"
    r"|encourage\b|cut\b"
    r"|copy|post\b|forward\b|print|join|attend"
    r"|circulate|pass\s+on|see\b"
    r"|contact|visit|find|note|sign|share|donate|read|e-?mail|write|call|phone|use|complete"
    r"|tick|select|refer|help\s+us"
    r"|support(?!\s+(?:the\s+|this\s+|our\s+)?(?:amendments?|clauses?|new\s+clause|motion)\b)|(?:explain|provide|give"
    r"|describe|indicate|specify|state|set\s+out)\s+(?:\w+\s+){0,3}your|get\s|follow|refer|let\b(?!\s+(?:us\s+(?!know|have|hear|see)|them|him|her|the)\b(?![^.;]{0,60}\sknow\b))"
    r"|call\b|do\s+not\s+(?:feed|touch|smoke|park|hes|mistake|misunderstand|(?:take|read|see|regard"
    r"|treat)\s+(?:this|it|that|our|my)\b))"
    r"(?P<verb>\w+)|\bplease,\s+[^,.;]{2,40},\s+(?P<named>(?!sign|join|share|donate)[a-z]+)|\b(?:grateful|obliged"
    r"|helpful|(?:appreciated?|welcome|like)(?:\s+it)?)\s+(?:very\s+much\s+)?if\s+(?:you"
    r"|(?:the|your)\s+(?:[\w’'-]+\s+){1,5}?|ministers|[A-Z]\w+)\s*(?:could|would|can|will)\s+(?:please\s+|also\s+"
    r"|kindly\s+)?"
    r"(?!share|sign\b|join|donate|contact|read\b|visit|complete|tick|e-?mail|call\b|get\b|let\s+(?:us|me)\b|spare"
    r"|come\b|attend)(?P<could>\w+)"
    r"|\b(?:we|I)\s+would\s+(?:\w+ly\s+|also\s+)?(?P<if>welcome|appreciate|be\s+(?:\w+\s+)?(?:grateful|glad"
    r"|pleased|obliged))(?:\s+it)?"
    r"\s+if\s+(?!you\b|we\b|I\b|this\b)[^.;,]{2,60}?\s\w+(?:ed|t|de|ve|gh)\b"
    r"|^tell\s+(?P<tell>(?:your\s+(?:mps?|senators?|councillors?|representatives?|member|council|meps?)|ministers"
    r"|parliament"
    r"|congress|the\s+\w+)\b[^.;]{0,60}?\s(?:(?:not\s+)?to(?!\s+know)|that\s+[^.;]{2,60}?\s(?:must|should))\s)"
    r"|\b(?:will|would)\s+you\s+(?!sign|join|share|donate|help\s+us|support|read|add)(?P<asks>\w+)[^?]{5,}\?"
    r"|^(?:(?:so|and),?\s+)?(?:could|can)\s+you\s+(?:also\s+|please\s+|now\s+)*(?P<confirm>confirm|ensure"
    r"|explain|publish|commit|provide|clarify|tell\s+us|set\s+out"
    r"|give\s+(?:us|an?)|consider|assure|guarantee)\b[^?]{5,}\?|^(?:(?:and|so|but|then|finally),?\s+)?(?:will|can|could"
    r"|would)\s+(?:the\s+(?:[\w-]+\s+){0,2}?(?:ministers?|governments?|secretary(?:\s+of\s+state)?|regulators?"
    r"|committee|council|commission(?:er)?|board|department|company|chancellor|mayor|president"
    r"|premier|agency|authority|ministry|trust|executive|parliament|leader)(?:\s+(?:for|of)\s+[\w\s]{2,30}?)?"
    r"|ministers|ofcom|parliament)\s+(?:now\s+|please\s+|also\s+|then\s+|finally\s+|at\s+last\s+)*"
    r"(?P<will>be\s+(?:willing|prepared|able|minded|open)\s+to|(?!be\b|have\b|fall\b|rise\b|win\b|lose\b|know\b"
    r"|survive\b|remain\b|cost\b|need\b|want\b|find\b|still\b|ever\b|really\b|succeed\b|benefit\b|happen\b|go\b"
    r"|come\b|see\b|get\b|feel\b)[a-z]+)\b[^?]{3,}\?",
    re.IGNORECASE,
)
_BEING_ASKED = re.compile(
    r"\b(?:(?:world\s+|party\s+|eu\s+)?leaders|countries|nations|states|mps|peers|lords|senators|councillors|ministers|governments?|councils?|mayor|chancellor|prime\s+minister|compan(?:y|ies)"
    r"|firms?|regulators?|board|commission|department|police|parliament|trust|ofcom)\s+(?:is|are)\s+being\s+(?P<verb>asked|urged"
    r"|pressed|called\s+on)\s+to\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(r"\b(?:we|I)\s+$", re.IGNORECASE)
"""Before `are asked`: what is asked of the speaker."""
_MOST_AFTER = 400
_NOT = re.compile(
    r"(?:\b(?:not(?!\s+(?:only|alone|wavered|stop|tired?)\b)|never(?!\s+(?:stop\w*|tired?|wavered)\b)|neither|nor)"
    r"|n['’]t(?!\s+stop\b))\s+(?:\w+\s+){0,2}$"
    r"|\b(?:cannot|can['’]t)\s+(?:\w+ly\s+)?$|\b(?:refus(?:e|es|ed)|declin(?:e|es|ed))\s+to\s+(?:\w+\s+)?$"
    r"|\b(?:(?<!not\s)(?<!never\s)(?<!n['’]t\s)stop(?:s|ped)?|den(?:y|ies|ied)|ceased?|oppos(?:e|es|ed|ing)"
    r"|dismiss(?:es|ed)?|resist(?:s|ed)?)\s+(?:\w+\s+)?$"
    r"|\bden(?:y|ies|ied)\s+that\s+(?:\w+\s+){1,4}$"
    r"|^(?:hardly|scarcely|few|neither|nothing|nobody|no\s+one|none)\b(?:(?!\b(?:we|I|and|but|so|that)\b)[^.;,])*$"
    r"|\b(?:not|never)\s+(?:been\s+)?(?:our|their|my|the|its)\s+(?:\w+\s+)?to\s+$|\bnot\s+(?:be\s+)?(?:necessary"
    r"|right|fair)\s+to\s+$"
    r"|\b(?:wrong|premature|reluctant|unable|unwilling)\s+to\s+$|\b(?:not|never)\s+\w+\s+those\s+who\s+$"
    r"|\b(?:not|never)\b[^.;,]{0,40}\b(?:mean|imply|suggest)\s+(?:that\s+)?(?:we|I)\s+(?:\w+\s+)?$"
    r"|\bused\s+to\s+$|\bno\s+longer\s+(?:\w+\s+)?$|^(?:none|neither)\s+of\s+(?:us|them|the\s+\w+)\s+(?:\w+\s+){0,2}$"
    r"|\bnor,?\s+(?:[^,;]{2,40},\s+)?(?:do|does|did)\s[^.;]*\s$|\b(?:because|things|know(?:\s+that)?|means(?:\s+that)?)\s+(?:we|I)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\bwhich\s+(?:we|I|they|he|she|(?:the\s+)?\w+)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_TOLD_OF = re.compile(r"(?:recommend|propose|suggest|favour|support|expect|want|like)", re.IGNORECASE)
"""What `which we …` tells of; `which we urge all to adopt` asks."""

_SINCE = re.compile(
    r"\b(?:have|has)\s+(?:\w+\s+)?(?:called|asked|urged|demanded|recommended|advocated|been\s+(?:calling|asking|demanding|pressing|pushing"
    r"|campaigning|lobbying|fighting|urging))\b[^.;]*\b(?:since|for\s+(?:a\s+(?:while"
    r"|long\s+time)|(?:\w+\s+)?(?:years|months|decades)))\b"
    r"|\b(?:asked|called|campaigned)\s+for\s+(?:it|this|that|them|these)\s+for\b",
    re.IGNORECASE,
)
"""An ask of earlier days that a text only tells of."""
_ADVICE = re.compile(
    r"(?:(?:would\s+)?(?:recommend|advis|urg|encourag|ask|invit|want|suggest|lik|expect)(?:e?s|e|ed"
    r"|ing)?|call(?:s|ed|ing)?\s+(?:up)?on|appeal(?:s|ed|ing)?\s+(?:to|for))\s+(?:that\s+)?(?:(?:all|any|each|every|our|its"
    r"|their|other|more|many|local)\s+)*"
    r"(?:(?:customers|passengers|runners|fans|motorists|drivers|neighbours|shoppers|viewers|callers|parents|carers"
    r"|families|people(?!\s+in\s+(?:power|government|office))|young\s+people|children|kids|readers|teachers|anyone"
    r"|everyone|everybody"
    r"|supporters|visitors|guests|attendees|delegates|donors|applicants|candidates|witnesses|participants|listeners|students|tenants|patients|employees|taxpayers|households?|claimants|respondents|residents|voters|constituents|shoppers"
    r"|ourselves|the\s+public|users|women|girls)\b(?!\s+to\s+be\s+(?:\w+\s+)?(?:protected|given|consulted|heard|told"
    r"|informed))"
    r"|(?:its|their|our)\s+(?:own\s+)?(?:members|volunteers|staff|supporters|trustees|branches)\b(?!\s+to\s+be\b)"
    r"|(?:every|each|new)\s+(?:new\s+)?(?:volunteers?|members?|visitors?|guests?|customers?"
    r"|readers?)\b(?!\s+(?:to\s+be|of)\b)|(?:all\s+)?members\s+to\s+(?:send|hand|complete|attend|join|read|share|sign"
    r"|take)\b|you\s+to\s+(?:our|an?|the)\b"
    r"|you\s+(?:to\s+)?(?:read|visit|see|do\s+so|watch|download|contact|check|speak\s+to|talk\s+to|look\s+at\s+our"
    r"|join|sign|share|donate|subscribe)\b"
    r"|applications\b|entries\b|submissions\b|participation\b|(?:reading|watching|visiting|our\s+(?:guides?|reports?|resources?|website|toolkit|course|training|members"
    r"|supporters))\b)",
    re.IGNORECASE,
)
"""What is wanted of readers, parents, children and members is advice to them and a wish for them."""
_IF_YOU = re.compile(r"(?:to|if\s+you|for\s+(?:more|further|any|all))\b[^,]*,\s*please\b", re.IGNORECASE)
"""How readers are helped on: `If you would like a copy, please …`."""
_SOMEBODY = re.compile(
    r"\b(?:ofcom|regulators?|governments?|ministers?|secretary\s+of\s+state|prime\s+minister|parliament|mps"
    r"|peers|dsit|department"
    r"|compan(?:y|ies)|platforms?|providers?|services?|firms?|industry|operators?|sites?|networks?"
    r"|policymakers?|politicians"
    r"|commission|commissioner|authorit(?:y|ies)|you|part(?:y|ies)|council|schools?|police|committee|lords|commons)\b"
    r"|(?-i:^(?:the\s+)?(?:[A-Z][a-z’'-]\w*(?:[’'-]\w+)*\s*){1,5}$)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:ministers?|secretar(?:y|ies)\s+of\s+state|secretary|chancellor|commissioner|chief\s+executive"
    r"|chair\w*|mp|mps|lord|lady"
    r"|sir|dame|baroness|baron|president|ofcom|regulator|committee|members?\s+of\s+parliament|senators?"
    r"|governor|mayor|speaker)\b",
    re.IGNORECASE,
)
_HYPHENS = ("-", "\u2010", "\u2011")
"""Before the second half of a word: `on-demand`, `self-called`."""
_NOUN_OF = re.compile(
    r"challenges?\s+(?:of|for|in|to|facing|that|which|we|ahead|with|such|as|when|while|like|including|from|due"
    r"|around|at|and|or|before|caused|posed|on|about|associated|is|are)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"^[A-Z][a-z]+$")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LONGEST_NAME = 80
_WHOM = re.compile(
    r"^\s*(?P<whom>(?:(?!\b(?:to|that|for|by|in|not|never)\b)[^.;:?!]){2,90}?)(?:\s*,[^,]{2,60},)?"
    r"(?:\s+(?:not|never))?\s+(?:to|that|for|by|in)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^[^.;:]*?\bfrom\s+(?P<whom>(?-i:[A-Z])[^.,;:]{2,60}?)(?=\s+(?:and\s+\w+\s+action|to|that|in|on|for)\b"
    r"|[.,;:]|$)",
    re.IGNORECASE,
)
_TAKES_WHOM = re.compile(
    r"(?:to\s+)?(?:urg\w+|call\w*\s+(?:up)?on|ask\w*|invit\w+|implor\w+|appeal\w*\s+to|encourag\w+|want\w*|expect\w*"
    r"|request\w*|look\s+to|need\w*\s+to\s+see|must\s+see|recommend\w*|demand\w*|insist\w*|propos\w+"
    r"|press\w*\s+\w+|seek\w*"
    r"|call\w*\s+for|would\s+like.*)",
    re.IGNORECASE,
)
_MAY_WE = re.compile(
    r"[“\"‘']?(?:(?:may|might|can|could)\s+(?:we|I)\b|(?:is\s+it\s+not|isn['’]t\s+it)\s+(?:high\s+)?time"
    r"|why\s+(?:not\s+(?!us\b)[a-z]+\s+(?:the|an?|it|them|people)\b|don['’]t\s+(?:you|they|ministers|the)\b))",
    re.IGNORECASE,
)
"""Questions that ask for what they name: `Why not let the tenants run it?`"""


@lru_cache(maxsize=1 << 10)
def urges(sentence: str) -> str | None:
    """The words of a sentence from the verb that asks on; None where its speaker asks for nothing."""
    if RESPONDENTS.match(sentence) or said_by_asked(sentence) or _SINCE.search(sentence) or LONG_AGO.search(sentence):
        return None
    question = sentence.rstrip(" ”\"'’").endswith("?")
    starts = [] if question else [at for at, _ in calls(sentence)]
    asked = (
        found
        for pattern in (_ASKED, _BEING_ASKED)
        for found in pattern.finditer(sentence)
        if not (question or PUBLIC.search(sentence[: found.start()]) or _OURSELVES.search(sentence[: found.start()]))
    )
    starts += [found.start("verb") for found in asked]
    starts += [
        found.start(found.lastgroup or 0)
        for found in _PLEASE.finditer(sentence)
        if not (question and _IF_YOU.match(sentence))
    ]
    start = next((at for at in starts if _asks(sentence, at)), None)
    start = impersonal(sentence) if start is None and (not question or _MAY_WE.match(sentence)) else start
    return None if start is None else sentence[start:]


def _asks(sentence: str, at: int) -> bool:
    """Whether a verb that asks does so here: not denied, no advice to readers, and not only told of."""
    before, words = leading_to(sentence, at), sentence[at : at + _MOST_AFTER]
    told = _RELATIVE.search(before) and _TOLD_OF.match(words)
    noun = sentence[at - 1 : at] in _HYPHENS or _NOUN_OF.match(words)
    return not (told or noun or _NOT.search(before) or _ADVICE.match(words))


def whom(sentence: str) -> str | None:
    """Whom a sentence asks, as printed; None where it does not say."""
    words = urges(sentence)
    if words is None:
        subject = demands(sentence) or ""
        return (
            subject
            if len(subject) <= _LONGEST_NAME and (_SOMEBODY.search(subject) and not _plain_word(subject))
            else None
        )
    verb = _TAKES_WHOM.match(words)
    rest = words[verb.end() :] if verb else ""
    found = _FROM.match(rest) or _WHOM.match(rest)
    return _clean(found["whom"]) if found else None


def _plain_word(subject: str) -> bool:
    """A first word of a sentence that only its place gives a capital: `That`, `Protections`."""
    return bool(_CAPITAL.match(subject)) and not _SOMEBODY.search(subject.lower())


def _clean(name: str) -> str | None:
    """A name that may be asked: short, of somebody and not of a text."""
    plain = name.strip(" ,“”\"'")
    return plain if len(plain) <= _LONGEST_NAME and _SOMEBODY.search(plain) else None


def in_office(name: str) -> bool:
    """Whether a greeting is to somebody in office, not to a colleague or reader."""
    return bool(_OFFICE.search(name))
