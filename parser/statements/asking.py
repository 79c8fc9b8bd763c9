"""Whether a sentence asks somebody for something, and whom.

A sentence asks in one of two ways. It *urges*: its speaker says that he asks ("we urge", "the coalition calls on … to",
"Ofcom is asked to", "please"). Or it *demands*: it says of somebody, or of a text, that it must or should do or become
something ("the code should be amended to", "ministers must publish"). A sentence of the second kind may also
tell what the law already says, so it counts only where nothing shows that ("Under the Act, services must …").
"""

import re

from parser.statements.demanding import RESPONDENTS, demands
from parser.statements.names import vocabulary

_NAMED = (
    r"(?-i:(?:the\s+|The\s+)?(?!(?:The|This|That|These|Those|Our|Its?|An?|In|As|If|When|While|To|For|From|With|By|At|On|We|I|Many|Some|Most|Others?|You|Respondents)\b)[A-Z0-9][\w’'&-]+(?:\s+(?:(?:of|for|and|on|the"
    r"|&)\s+)*[A-Z][\w’'&-]+){0,8}(?:\s+\([A-Z]+\))?)"
)
_STARTING = rf"(?:(?:^|(?<=,\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bwhy\s)|(?<=\bthat\s)|(?<=[:;–—“\"]\s)|(?<=[“\"(])){_NAMED})"
"""A name that is the subject of its clause: not `published in The Lamp calls for`."""
_GROUPS = (
    r"coalition|signator(?:y|ies)|undersigned|group|organisations?|charit(?:y|ies)|famil(?:y|ies)|parents|members"
    r"|campaigners?|alliance|letter|statement|response|submission|manifesto|briefing|petition|declaration|network|sector|experts|survivors"
)
_SPEAKER = (
    rf"(?:\b(?:we|I|they|she|he|who)|\b(?:the|this|our|these|all)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_GROUPS})|{_STARTING})"
)
_FIRST = r"\b(?:we|I|we['’]re|I['’]m)"
_BETWEEN = (
    r"(?:\s*,\s*[^,.;:]{1,80},(?=\s))?(?:\s*,?\s*(?:also|therefore|now|again|strongly|further|furthermore|jointly"
    r"|collectively|together|today|all|both|respectfully|particularly|especially|clearly|urgently|firmly|would"
    r"|will|do"
    r"|must|can|only|continue\s+to|wish\s+to|want\s+to|additionally|once\s+more|once\s+again|thus|hence|then"
    r"|accordingly"
    r"|instead|simply|formally|unanimously|repeatedly|join\w*\s+\w+\s+(?:to|in)|here|still|similarly|likewise|likely"
    r"|specifically|explicitly|publicly|respectively)\b,?)*"
)
_PRESENT = (
    r"(?:urge|call\s+(?:up)?on|call\s+for|call\s+to|ask|request|recommend|demand|implore|insist|appeal\s+to|invite"
    r"|press\s+for|encourage|(?:propose|suggest)(?!\s*(?:[.,;)]|will\b|would\b|is\b|are\b|has\b|have\b|here\b|in\s+(?:section|our|this)\b))|plead|seek"
    r"|(?<!we\s)(?<!\bI\s)like\s+(?:to\s+(?:see|ask|request|propose|suggest|recommend)|(?!to\b)(?:[\w’'-]+\s+){1,6}?to)|want\s+to\s+see|want(?!\s+to\b)|need\s+to\s+see|must\s+see"
    r"|would\s+(?:welcome|be\s+grateful\s+for)(?=\s+(?:an?|the|further|more|your|early)\b)"
    r"|hope(?:\s+that)?(?!\s+(?:that\s+)?(?:this|we|to|it|they)\b)(?=\s+[^.;]{2,90}?\s+will\b)|would\s+support(?=\s+(?:an?|further|more|\w+er)\b)"
    r"|(?:consider|believe|think|feel|find|deem)\s+(?:that\s+)?it\s+(?:is\s+|to\s+be\s+|would\s+be\s+)?(?:\w+ly\s+|also\s+)?(?:essential|vital"
    r"|crucial|critical|imperative|important|necessary)\s+(?:that|for)(?!\s+(?:we|parents|children)\b)"
    r"|press(?=\s+[^.;,]{2,60}\s+(?:for|to)\b)|join\s+(?:\w+\s+){1,4}in\s+(?:calling|urging|asking|demanding)"
    r"|support\s+(?:the\s+)?(?:\w+\s+)?calls?(?=\s+(?:for|to)\b)"
    r"|expect(?=\s+[^.;,]{2,60}\s+to\b)|look\s+to(?=\s+[^.;,]{2,60}\s+to\b)|need(?=\s+(?:an?|the|stronger|clear)\b|\s+(?!to\b|your\b|help\b)[\w’'-]+(?:\s+[\w’'-]+){0,3}\s+to\b))"
)
_GOING = (
    r"(?:urging|calling\s+(?:up)?on|calling\s+for|asking|requesting|recommending|demanding|imploring|insisting"
    r"|appealing\s+to|inviting|pressing\s+for|seeking|proposing)"
)
_THIRD = (
    r"(?:urges?|urged|calls?\s+(?:up)?on|calls?\s+for|called\s+(?:up)?on|called\s+for|asks?(?!\s+(?:how|whether"
    r"|if|why))"
    r"|demands?|demanded|implores?|appeals?\s+to|appealed\s+to|recommends?|wants?\s+to\s+see|requests?|insists?|asked(?=\s+that\b)|proposes(?=\s+(?:that|\w+ing)\b)|advocates(?:\s+for)?)"
)
_CAN_URGE = r"(?:to\s+)?"
_FIRST_PERSON = re.compile(
    rf"{_FIRST}(?:\s+(?:am|are)\s+(?:also\s+)?writing\s+(?:to\s+\w+\s+)?to|\s+write\s+to)?{_BETWEEN}\s+(?!(?:ask|want|expect|need)\s+(?:ourselves|ourself"
    rf"|more\s+about|children|parents|young\s+people|people|respondents|our\s+members)\b|recommend\s+our\b)(?P<verb>{_CAN_URGE}{_PRESENT})\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    rf"(?:{_SPEAKER}\s+(?:am|are|is|were|was|have\s+been|has\s+been|continue|continues)"
    rf"|\b(?:we|they)['’]re|\bI['’]m){_BETWEEN}\s+(?P<verb>{_GOING})\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    rf"{_FIRST}\b[^.;]{{3,160}}?\s(?:and|but|so)\s+(?:(?:therefore|also|instead|only|strongly|now|would|again|hence|further)\s+)*"
    r"(?P<verb>(?:urge|ask|call\s+(?:up)?on|call\s+for|recommend|request|demand|encourage|propose|suggest)"
    r"(?=\s+(?:only\s+)?(?:that|you|your|for|ofcom|the|ministers|it|an?|all)\b))",
    re.IGNORECASE,
)
"""A second verb of the same speaker: `We oppose the exemption and ask that it be removed`."""
_WRITES = re.compile(
    rf"{_FIRST}(?:['’](?:ve|re|m))?\s+(?:(?:have|are|am|also|today)\s+)*(?:writ(?:e|ing|ten)|join(?:ed|ing)?|sign(?:ed|ing)?|com(?:e|ing))\b[^.;]{{0,220}}?"
    r"\b(?P<verb>(?:(?<=\bto\s)(?:urge|ask|call\s+(?:up)?on|call\s+for|request|implore)|calling\s+(?:up)?on|calling\s+for|urging|demanding))\b",
    re.IGNORECASE,
)
"""What a letter is written for, at the end of a long sentence: `We write to you as keepers … to urge you to act`."""
_SENT = re.compile(
    rf"\b(?:sent|sends|handed|delivered|presented|submitted|wrote|written|writes|signed|published|issued)\b(?:(?!\byour\b)[^.;]){{0,60}}\b(?:letter|statement|petition)\b"
    rf"[^.;]{{0,200}}?,?\s(?P<verb>{_GOING})\b",
    re.IGNORECASE,
)
"""A letter that is told of with what it asks: `The families sent a letter to the minister, urging her to act`."""
_MANY = (
    r"^(?:[\w’'-]+\s+){0,3}?(?:unions?|campaigners|charities|organi[sz]ations|families|experts|signatories|groups|activists|academics|scientists|doctors|teachers"
    r"|celebrities)(?:\s+(?:with|who|from|that|across|representing)\s[^.;,]{2,60}?)?"
)
"""A group that begins a sentence: `Unions with members at the harbour`."""
_THIRD_PERSON = re.compile(
    rf"(?<!which\s)(?:\bthey|{_MANY}|\b(?:the|this|our|these|all)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_GROUPS})|(?!(?:we|I)\s+(?:ask|recommend|request|demand)\b){_STARTING})"
    rf"(?:\s*,\s*[^,.;:]{{1,80}},|\s+\([^()]{{1,40}}\))?(?:\s+(?:has|have|had))?{_BETWEEN}\s+(?P<verb>{_THIRD})\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:\bis|\bare|\bbe)\s+(?:therefore\s+|also\s+|now\s+)?(?P<verb>urged|called\s+(?:up)?on|asked|invited"
    r"|implored)\s+to\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:our|my|the\s+coalition['’]s|one|another)\s+(?:[\w-]+\s+){0,2}(?P<verb>asks?|demands?|calls?|plea"
    r"|recommendations?"
    r"|requests?)\s+(?:[^.;]{0,40}\s)?(?:is|are|to|for|that)\b(?!\s+not\b|\s+new\b)"
    r"|\bpurpose\s+of\s+(?:this|my|our)\s+letter\s+(?:[\w]+\s+){0,3}is\s+to\s+(?P<aim>(?:seek|ask|request|urge|call)\b)"
    r"|\b(?P<need>there\s+(?:is|remains)\s+(?:[\w,-]+\s+){0,3}(?:urgent|pressing|clear|desperate|critical|strong|obvious|real"
    r"|immediate)\s+need\s+(?:to|for)|there\s+is\s+(?:also\s+)?a\s+need\s+for\s+(?:a\s+)?(?:further|more|stronger|greater|clear(?:er)?|better|additional|new))\b"
    r"|\b(?P<impersonal>it\s+is\s+(?:\w+\s+)?(?:recommended|proposed|suggested|requested|advised|advisable)\s+(?:that|to)\b)"
    r"|\b(?P<time>(?:it\s+is|it['’]s|it\s+remains)\s+(?:[\w-]+\s+)?(?:vital|essential|imperative|crucial|critical|important|necessary"
    r"|urgent)\s+(?:that|for)"
    r"\s+(?!we\b|charities\b|(?:parents|children)\b(?!\s+(?:are|be)\s+(?:\w+\s+)?(?:protected|heard|consulted|included|given))))"
    r"|\b(?P<useful>it\s+would\s+(?:\w+\s+)?be\s+(?:\w+\s+)?(?:helpful|useful|beneficial|preferable|better|welcome|valuable|appropriate|sensible)\s+(?:if|for"
    r"|to\s+(?:see|have|include|clarify|define|provide|add|extend|set|require|publish)))\b"
    r"|\b(?P<due>(?:it\s+is|it['’]s|now\s+is|this\s+is)\s+(?:[\w-]+\s+){0,2}(?:time|moment)\s+(?:for|that)\s+(?!us\b|we\b)|the\s+time\s+(?:has\s+come\s+(?:for|to)|(?:to\s+act\s+)?is\s+now)\b)"
    r"|^(?P<needed>what\s+is\s+(?:now\s+|urgently\s+)?needed\s+is\b|let\s+(?:the|there)\b"
    r"|what\s+(?:we|children|families|parents|survivors)\s+(?:now\s+)?(?:need|want)\s+is\b"
    r"|(?:an?|more|stronger|greater|further|new|better|clear(?:er)?|additional|tougher|urgent)\s[^,;.]{3,80}\b(?:is|are)\s+(?:now\s+|also\s+|urgently\s+)*needed\b"
    r"|(?:more|stronger|greater|further|better|clearer|additional|tougher|urgent)\s[^,;.]{3,80}\b(?:is|are)\s+(?:now\s+|also\s+|urgently\s+)*(?:required|necessary|essential)\b)",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    r"\bplease\s+(?!click|see\b|contact|visit|find|note|sign|share|donate|read|e-?mail|write|call|phone|use|complete|tick|select|refer|help\s+us|support|(?:explain|provide|give"
    r"|describe|indicate|specify|state|set\s+out)\s+(?:\w+\s+){0,3}your|get\s|follow|refer|let\b"
    r"|call\b|do\s+not\s+hes)"
    r"(?P<verb>\w+)|\b(?:grateful|helpful|appreciated?)\s+if\s+you\s+(?:could|would)\s+(?P<could>\w+)"
    r"|\b(?:will|would)\s+you\s+(?!sign|join|share|donate|help\s+us|support|read|add)(?P<asks>\w+)[^?]{5,}\?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^(?:the\s+)?(?:respondents?|critics|opponents|stakeholders|others|you|readers|anyone|european\s+\w+|council|commission|ofcom|government|ministers?|parliament|regulators?|bill|act|code|codes|draft|committee"
    r"|consultation|law"
    r"|platforms?|companies|services?|providers?|guidance|children|young|police|meta|facebook|google|question)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|n['’]t|neither|nor)\s+(?:\w+\s+){0,2}$|\bwhich\s+(?:we|I|they|he|she|(?:the\s+)?\w+)\s+(?:\w+ly\s+)?$|\b(?:because|things)\s+(?:we|I)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)

_SINCE = re.compile(
    r"\b(?:have|has)\s+(?:\w+\s+)?(?:called|asked|been\s+(?:calling|asking))\b[^.;]*\b(?:since|for\s+(?:a\s+(?:while|long\s+time)|(?:\w+\s+)?(?:years|months|decades)))\b", re.IGNORECASE
)
"""An ask of earlier days that a text only tells of."""
_LONG_AGO = re.compile(
    r"^(?:(?:back\s+)?in\s+(?:\w+\s+)?\d{4}|last\s+(?:year|month|week)|previously|earlier)\b.*\b(?:urged|called|asked|recommended)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:would\s+)?(?:recommend|urge|encourage|ask|invite|want|suggest|like|expect)(?:s|ing)?\s+(?:that\s+)?(?:(?:all|any|our|other|more|many)\s+)*"
    r"(?:(?:parents|carers|families|people|young\s+people|children|kids|readers|teachers|anyone|everyone|everybody|supporters|respondents"
    r"|ourselves|the\s+public|users|women|girls)\b(?!\s+to\s+be\s+(?:\w+\s+)?(?:protected|given|consulted|heard|told|informed))"
    r"|you\s+(?:to\s+)?(?:read|visit|see|do\s+so|watch|download|contact|check|speak\s+to|talk\s+to|look\s+at\s+our|join|sign|share|donate|subscribe)\b"
    r"|(?:reading|watching|visiting|our\s+(?:guides?|reports?|resources?|website|toolkit|course|training|members|supporters))\b)",
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
_CAPITAL = re.compile(r"^[A-Z][a-z]+$")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LONGEST_NAME = 80
_WHOM = re.compile(
    r"^\s*(?P<whom>(?:(?!\b(?:to|that|for|by|in)\b)[^.;:?!]){2,90}?)(?:\s*,[^,]{2,60},)?\s+(?:to|that|for|by|in)\b",
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
_VERBS = vocabulary(
    """
    abandon abolish accelerate accept acknowledge act adopt add address adjust align allow amend apply appoint assess audit avoid ban back begin
    block bring broaden build carry change clarify close collect commission commit conduct consider consult
    continue control correct cover create cut declare define delete deliver deny design detect develop disable disclose do
    drop embed empower enable end enforce engage ensure establish evaluate examine exclude expand explain extend
    fill fix focus follow force fund give grant guarantee halt hold impose improve include increase incorporate
    insert insist introduce invest investigate issue keep launch lay legislate let light limit link listen lower
    maintain make mandate match measure monitor move narrow name offer oblige open pass pause place prevent
    prioritise produce prohibit promote protect provide publish put raise reaffirm recognise recommend
    reconsider reduce refuse reinstate reject release remove repeal replace report require rescind resist
    resource respond restore restrict retain review revise rewrite safeguard scrap secure separate set show shut
    speed stop strengthen substitute suspend take tackle target test tighten track train trim turn update uphold
    use vote widen withdraw work write
    """
)
"""Verbs a demand begins with: `Publish the plans`."""

_WAYS = (_FIRST_PERSON, _WRITES, _GOES_ON, _SENT, _THEN, _THIRD_PERSON, _ASKED, _NOUN, _PLEASE)

_DO_NOT = re.compile(r"^(?:(?:do\s+not|don['’]t|never)\s+(?=[a-z])|(?:\w+ly\s+)(?=[a-z]))", re.IGNORECASE)


def urges(sentence: str) -> str | None:
    """The words of a sentence from the verb that asks on; None where its speaker asks for nothing."""
    if RESPONDENTS.match(sentence) or _SINCE.search(sentence) or _LONG_AGO.search(sentence):
        return None
    for pattern in _WAYS:
        for found in pattern.finditer(sentence):
            words = sentence[found.start(found.lastgroup or 0) :]
            if _NOT.search(sentence[: -len(words)]) or _of_others(pattern, found[0]) or _ADVICE.match(words):
                continue
            if pattern is _PLEASE and _IF_YOU.match(sentence):
                continue
            if pattern is _PLEASE or not words.rstrip(" ”\"’'").endswith("?"):
                return words
    return None


def _of_others(pattern: re.Pattern[str], words: str) -> bool:
    """Whether the speaker is one of those who are asked: `Ofcom recommends`."""
    return pattern in (_THIRD_PERSON, _GOES_ON) and bool(_OTHERS.match(words))


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


def tells_of_letter(sentence: str) -> bool:
    """Whether a sentence tells of somebody's letter with what it asks, as news do."""
    return bool(_SENT.search(sentence))


def reports(sentence: str) -> bool:
    """Whether a sentence tells of somebody else's call: `The coalition called on ministers to act`."""
    return any(not _of_others(_THIRD_PERSON, found[0]) for found in _THIRD_PERSON.finditer(sentence))


def imperative(text: str) -> bool:
    """Whether words begin with a verb that asks: `Publish the plans`, `Do not wait`."""
    plain = _DO_NOT.sub("", re.sub(r"^[“\"'‘(]+", "", text))
    words = plain.split()
    denied = bool(re.match(r"[“\"'‘(]*(?:do\s+not|don['’]t|never)\s", text, re.IGNORECASE))
    if len(words) < 2:
        return False
    return denied or (words[0].rstrip(",").lower() in _VERBS and words[1].lower() not in ("of", "is", "are", "was"))
