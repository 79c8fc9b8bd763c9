"""Whether a sentence asks somebody for something, and whom.

A sentence asks in one of two ways. It *urges*: its speaker says that he asks ("we urge", "the coalition calls on … to",
"Ofcom is asked to", "please"). Or it *demands*: it says of somebody, or of a text, that it must or should do or become
something ("the code should be amended to", "ministers must publish"). A sentence of the second kind may also
tell what the law already says, so it counts only where nothing shows that ("Under the Act, services must …").
"""

import re

from parser.statements.demanding import RESPONDENTS, demands
from parser.statements.impersonal import impersonal
from parser.statements.names import vocabulary

_NAMED = (
    r"(?-i:(?:the\s+|The\s+)?(?!(?:The|This|That|These|Those|Our|Its?|An?|In|As|If|When|While|To|For|From|With|By|At"
    r"|On|We|I|Many|Some|Most|Others?|You|Respondents)\b)[A-Z0-9][\w’'&-]+(?:\s+(?:(?:of|for|and|on|the"
    r"|&)\s+)*[A-Z][\w’'&-]+){0,8}(?:\s+\([A-Z]+\))?)"
)
_STARTING = (
    rf"(?:(?:^|(?<=,\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bwhy\s)|(?<=\bthat\s)|(?<=[:;–—“\"]\s)|(?<=[“\"(])){_NAMED})"
)
"""A name that is the subject of its clause: not `published in The Lamp calls for`."""
_GROUPS = (
    r"coalition|signator(?:y|ies)|undersigned|group|organisations?|charit(?:y|ies)|famil(?:y|ies)|parents|members"
    r"|campaigners?|alliance|letter|statement|response|submission|manifesto|briefing|petition|declaration|report"
    r"|campaign|partners|network|sector|experts|survivors"
)
_MANY = (
    r"^(?:(?:today|now|this\s+(?:week|month)|together),?\s+)?(?:[\w’'-]+\s+){0,3}?(?:unions?|ngos|campaigners|charities"
    r"|organi[sz]ations|families|experts|signatories|groups|unions|bodies|activists|academics|scientists|doctors"
    r"|teachers"
    r"|celebrities)(?:\s+(?:with|who|from|that|across|representing)\s[^.;,]{2,60}?)?"
)
"""A group that begins a sentence: `Unions with members at the harbour`."""
_SPEAKER = (
    rf"(?:\b(?:we|I|they|she|he|who)|{_MANY}"
    rf"|\b(?:the|this|our|these|all)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_GROUPS})|{_STARTING})(?:\s*,\s*[^,.;:]{{1,80}},)?"
)
_FIRST = r"\b(?:we|I|we['’]re|I['’]m)"
_BETWEEN = (
    r"(?:\s*,\s*[^,.;:]{1,80},(?=\s))?(?:\s*,?\s*(?:also|hereby|further|truly|really|sincerely|therefore,|therefore"
    r"|now|again|strongly|further|furthermore|jointly"
    r"|collectively|together|today|all|both|respectfully|particularly|especially|clearly|urgently|firmly|would"
    r"|will|do"
    r"|must|can|only|continue\s+to|wish\s+to|want\s+to|additionally|once\s+more|once\s+again|thus|hence|then"
    r"|accordingly"
    r"|instead|simply|formally|unanimously|repeatedly|join\w*\s+\w+\s+(?:to|in)|here|still|similarly|likewise|likely"
    r"|specifically|explicitly|publicly|respectively)\b,?)*"
)
_PRESENT = (
    r"(?:urge|call\s+(?:up)?on|call\s+for|call\s+to|ask|request|recommend|demand|implore|insist|appeal\s+to|invite"
    r"|press\s+for|encourage|(?:propose|suggest)(?!\s*(?:[.,;)]|will\b|would\b|is\b|are\b|has\b|have\b|here\b"
    r"|in\s+(?:section|our|this)\b))|plead|seek(?!\s+to\b)"
    r"|favour(?=\s+(?:an?|the)\b)|would\s+prefer(?=\s)|caution\s+against|advise(?=\s+(?:that|[\w’'-]+\s+to"
    r"|the\s+[\w’'-]+\s+to)\b)"
    r"|(?<!we\s)(?<!\bI\s)like\s+(?:to\s+(?:see|ask|request|propose|suggest|recommend)"
    r"|(?!to\b)(?:[\w’'-]+\s+){1,6}?to)|want\s+to\s+see|want(?!\s+to\b)|need\s+to\s+see|must\s+see"
    r"|would\s+(?:welcome|be\s+grateful\s+for)(?=\s+(?:an?|the|further|more|your|early)\b)"
    r"|hope(?:\s+that)?(?!\s+(?:that\s+)?(?:this|we|to|it|they)\b)(?=\s+[^.;]{2,90}?\s+will\b)"
    r"|would\s+support(?=\s+(?:an?|further|more|\w+er)\b)"
    r"|(?:consider|believe|think|feel|find|deem)\s+(?:that\s+)?it\s+(?:is\s+|to\s+be\s+|would\s+be\s+)?(?:\w+ly\s+"
    r"|also\s+)?(?:essential|vital"
    r"|crucial|critical|imperative|important|necessary)\s+(?:that|for)(?!\s+(?:we|parents|children)\b)"
    r"|press(?=\s+[^.;,]{2,60}\s+(?:for|to)\b)|join\s+(?:\w+\s+){1,4}in\s+(?:calling|urging|asking|demanding)"
    r"|support\s+(?:the\s+)?(?:\w+\s+)?calls?(?=\s+(?:for(?!\s+(?:views|evidence|input))|to)\b)"
    r"|expect(?=\s+[^.;,]{2,60}\s+to\b)|look\s+to(?=\s+[^.;,]{2,60}\s+to\b)|need(?=\s+(?:an?|the|stronger|clear)\b"
    r"|\s+(?!to\b|your\b|help\b)[\w’'-]+(?:\s+[\w’'-]+){0,3}\s+to\b))"
)
_GOING = (
    r"(?:urging|calling\s+(?:up)?on|calling\s+for|asking|requesting|recommending|demanding|imploring|insisting"
    r"|appealing\s+to|inviting|pressing\s+for|campaigning\s+for(?=[^.;]{3,120}\bto\b)|seeking(?!\s+to\b)|proposing)"
)
_THIRD = (
    r"(?:urges?|urged|calls?\s+(?:up)?on|calls?\s+for|called\s+(?:up)?on|called\s+for|asks?(?!\s+(?:how|whether"
    r"|if|why))"
    r"|demands?|demanded|implores?|appeals?\s+to|appealed\s+to|recommends?|recommended|wants?\s+(?:to\s+see|more"
    r"|better|stronger)|requests?|insists?|asked(?=\s+that\b)|want(?=\s+(?:the|an?|ofcom|ministers|to\s+see)\b)"
    r"|proposes(?=\s+(?:that|\w+ing)\b)|advocates(?:\s+for)?)"
)
_CAN_URGE = r"(?:to\s+)?"
_FIRST_PERSON = re.compile(
    rf"{_FIRST}(?:\s+(?:am|are)\s+(?:also\s+)?writing\s+(?:to\s+\w+\s+)?to|\s+write\s+to)?{_BETWEEN}\s+(?!(?:ask"
    rf"|want|expect|need)\s+(?:ourselves|ourself"
    rf"|more\s+about|children|parents|young\s+people|people|respondents|our\s+members)\b"
    rf"|recommend\s+our\b)(?P<verb>{_CAN_URGE}{_PRESENT})\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    rf"(?:{_SPEAKER}\s+(?:am|are|is|were|was|have\s+been|has\s+been|continue|continues)"
    rf"|\b(?:we|they)['’]re|\bI['’]m){_BETWEEN}\s+(?P<verb>{_GOING})\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    rf"{_FIRST}\b[^.;]{{3,160}}?\s(?:and|but|so)\s+(?:(?:therefore|also|instead|only|strongly|now|would|again|hence"
    rf"|further)\s+)*"
    r"(?P<verb>(?:urge|ask|call\s+(?:up)?on|call\s+for|recommend|request|demand|encourage|propose|suggest)"
    r"(?=\s+(?:only\s+)?(?:that|you|your|for|ofcom|the|ministers|it|an?|all)\b))",
    re.IGNORECASE,
)
"""A second verb of the same speaker: `We oppose the exemption and ask that it be removed`."""
_WRITES = re.compile(
    rf"{_FIRST}(?:['’](?:ve|re|m))?\s+(?:(?:have|are|am|also|today)\s+)*(?:writ(?:e|ing|ten)|join(?:ed|ing)?"
    rf"|sign(?:ed|ing)?|com(?:e|ing))\b[^.;]{{0,220}}?"
    r"\b(?P<verb>(?:(?<=\bto\s)(?:urge|ask|call\s+(?:up)?on|call\s+for|request|implore)|calling\s+(?:up)?on"
    r"|calling\s+for|urging|demanding))\b",
    re.IGNORECASE,
)
"""What a letter is written for, at the end of a long sentence: `We write to you as keepers … to urge you to act`."""
_DOING = re.compile(
    rf"{_FIRST}(?:['’]re|\s+are)\s+\w+ing\b[^.;]{{3,160}}?\s(?:and|while)\s+(?P<verb>calling\s+(?:up)?on"
    rf"|calling\s+for|urging|demanding)\b",
    re.IGNORECASE,
)
"""`We are publishing our plan and calling on all parties to adopt it`."""
_SENT = re.compile(
    rf"\b(?:(?:has|have)\s+(?:\w+\s+)?written|wrote)\s+to\b[^.;]{{0,160}}?\s(?P<wrote>calling\s+(?:up)?on"
    rf"|calling\s+for|urging|asking|demanding)\b"
    rf"|\bjoin(?:s|ed)?\s[^.;]{{0,80}}?\bin\s(?P<joined>calling|urging|asking|demanding)\b"
    rf"|\b(?:those|charities|groups|campaigners|organi[sz]ations|unions|bodies)\s(?P<among>calling\s+(?:up)?on"
    rf"|calling\s+for|urging|demanding)\b|\b(?:sent|sends|joins|joined|co-?signed|backs|supports|handed|delivered|presented|submitted|wrote|written|writes"
    rf"|signed|published|issued)\b(?:(?!\byour\b)[^.;]){{0,60}}\b(?:letter|statement|petition)\b"
    rf"[^.;]{{0,200}}?,?\s(?P<verb>{_GOING})\b",
    re.IGNORECASE,
)
"""A letter that is told of with what it asks: `The families sent a letter to the minister, urging her to act`."""
_THIRD_PERSON = re.compile(
    rf"(?<!which\s)(?:\bthey|{_MANY}|\b(?:the|this|our|these|all)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_GROUPS})(?:\s+(?:of"
    rf"|for)\s+(?:the\s+)?[A-Z][^.;,]{{2,60}}?)?|(?!(?:we|I)\s+(?:ask|recommend|request|demand)\b){_STARTING})"
    rf"(?:\s*,\s*[^,.;:]{{1,80}},|\s+\([^()]{{1,40}}\))?(?<!['’]s)(?:\s+(?:has|have"
    rf"|had))?{_BETWEEN}\s+(?P<verb>{_THIRD})\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:\bis|\bare|\bbe)\s+(?:therefore\s+|also\s+|now\s+)?(?P<verb>urged|called\s+(?:up)?on|asked|invited"
    r"|implored)\s+to\b(?!\s+(?:attend|join|apply|submit|register|take\s+part|comment|respond|complete|contact|visit"
    r"|read)\b)",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    r"\bplease\s+(?!click|see\b|contact|visit|find|note|sign|share|donate|read|e-?mail|write|call|phone|use|complete"
    r"|tick|select|refer|help\s+us|support|(?:explain|provide|give"
    r"|describe|indicate|specify|state|set\s+out)\s+(?:\w+\s+){0,3}your|get\s|follow|refer|let\b"
    r"|call\b|do\s+not\s+hes)"
    r"(?P<verb>\w+)|\b(?:grateful|helpful|appreciated?)\s+if\s+you\s+(?:could|would)\s+(?P<could>\w+)"
    r"|\b(?:will|would)\s+you\s+(?!sign|join|share|donate|help\s+us|support|read|add)(?P<asks>\w+)[^?]{5,}\?"
    r"|^(?:will|can|could|would)\s+(?:the\s+(?:minister|government|secretary\s+of\s+state|regulator|prime\s+minister"
    r"|committee)|ministers|ofcom)\s+(?:now\s+|please\s+)?"
    r"(?P<will>commit|confirm|ensure|publish|agree|set\s+out|act|consider|explain|guarantee|bring|make|give|require"
    r"|amend|review|meet)\b[^?]{5,}\?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^(?:the\s+)?(?:respondents?|critics|opponents|stakeholders|others|you|readers|anyone|european\s+\w+|council"
    r"|commission|ofcom|government|ministers?|parliament|regulators?|bill|act|code|codes|draft|committee"
    r"|consultation|law"
    r"|platforms?|companies|services?|providers?|guidance|children|young|police|meta|facebook|google|question)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|n['’]t|neither|nor)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:because|things|means(?:\s+that)?)\s+(?:we|I)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\bwhich\s+(?:we|I|they|he|she|(?:the\s+)?\w+)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_TOLD_OF = re.compile(r"(?:recommend|propose|suggest|favour|support|expect|want|like)", re.IGNORECASE)
"""What `which we …` tells of; `which we urge all to adopt` asks."""

_SINCE = re.compile(
    r"\b(?:have|has)\s+(?:\w+\s+)?(?:called|asked|been\s+(?:calling|asking))\b[^.;]*\b(?:since|for\s+(?:a\s+(?:while"
    r"|long\s+time)|(?:\w+\s+)?(?:years|months|decades)))\b",
    re.IGNORECASE,
)
"""An ask of earlier days that a text only tells of."""
_LONG_AGO = re.compile(
    r"^(?:(?:back\s+)?in\s+(?:\w+\s+)?\d{4}|last\s+(?:year|month|week)|previously|earlier)\b.*\b(?:urged|called"
    r"|asked|recommended)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:would\s+)?(?:recommend|advise|urge|encourage|ask|invite|want|suggest|like|expect)(?:s"
    r"|ing)?\s+(?:that\s+)?(?:(?:all|any|our|other|more|many)\s+)*"
    r"(?:(?:parents|carers|families|people|young\s+people|children|kids|readers|teachers|anyone|everyone|everybody"
    r"|supporters|respondents"
    r"|ourselves|the\s+public|users|women|girls)\b(?!\s+to\s+be\s+(?:\w+\s+)?(?:protected|given|consulted|heard|told"
    r"|informed))"
    r"|(?:all\s+)?members\s+to\s+(?:complete|attend|join|read|share|sign|take)\b|you\s+to\s+(?:our|an?|the)\b"
    r"|you\s+(?:to\s+)?(?:read|visit|see|do\s+so|watch|download|contact|check|speak\s+to|talk\s+to|look\s+at\s+our"
    r"|join|sign|share|donate|subscribe)\b"
    r"|(?:reading|watching|visiting|our\s+(?:guides?|reports?|resources?|website|toolkit|course|training|members"
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
_VERBS = vocabulary(
    """
    abandon abolish accelerate accept acknowledge act adopt add address adjust align allow amend apply appoint
    assess audit avoid ban back begin
    block bring broaden build carry change clarify close collect commission commit conduct consider consult
    continue control correct cover create cut declare define delete deliver deny design detect develop disable
    disclose do
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

_WAYS = (_FIRST_PERSON, _WRITES, _DOING, _GOES_ON, _SENT, _THEN, _THIRD_PERSON, _ASKED, _PLEASE)

_DO_NOT = re.compile(r"^(?:(?:do\s+not|don['’]t|never)\s+(?=[a-z])|(?:\w+ly\s+)(?=[a-z]))", re.IGNORECASE)


def urges(sentence: str) -> str | None:
    """The words of a sentence from the verb that asks on; None where its speaker asks for nothing."""
    if RESPONDENTS.match(sentence) or _SINCE.search(sentence) or _LONG_AGO.search(sentence):
        return None
    question = sentence.rstrip(" ”\"’'").endswith("?")
    for pattern in _WAYS:
        for found in pattern.finditer(sentence):
            words = sentence[found.start(found.lastgroup or 0) :]
            before = sentence[: -len(words)]
            if _NOT.search(before) or _of_others(pattern, found[0]) or _ADVICE.match(words):
                continue
            if _RELATIVE.search(before) and _TOLD_OF.match(words):
                continue
            if (pattern is _PLEASE and not _IF_YOU.match(sentence)) or not question:
                return words
    start = None if question else impersonal(sentence)
    return None if start is None else sentence[start:]


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
