"""Whether a sentence asks somebody for something, and whom.

A sentence asks in one of two ways. It *urges*: its speaker says that he asks ("we urge", "the coalition calls on … to",
"Ofcom is asked to", "please"). Or it *demands*: it says of somebody, or of a text, that it must or should do or become
something ("the code should be amended to", "ministers must publish"). A sentence of the second kind may also
tell what the law already says, so it counts only where nothing shows that ("Under the Act, services must …").
"""

import re

from parser.statements.names import vocabulary

_NAMED = (
    r"(?-i:(?:the\s+|The\s+)?[A-Z0-9][\w’'&-]+(?:\s+(?:(?:of|for|and|on|the"
    r"|&)\s+)*[A-Z][\w’'&-]+){0,8}(?:\s+\([A-Z]+\))?)"
)
_GROUPS = (
    r"coalition|signator(?:y|ies)|undersigned|group|organisations?|charit(?:y|ies)|famil(?:y|ies)|parents|members"
    r"|campaigners?|alliance|letter|statement|response|submission|network|sector|experts|survivors"
)
_SPEAKER = (
    rf"(?:\b(?:we|I|they|she|he|who)|\b(?:the|this|our|these|all)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_GROUPS})|{_NAMED})"
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
    r"|press\s+for|encourage|propose|suggest|plead|seek"
    r"|(?:would\s+)?like\s+(?:to\s+see|to\s+ask|\w+\s+to)|want\s+to\s+see|want(?!\s+to\b)|need\s+to\s+see|must\s+see"
    r"|would\s+(?:welcome|be\s+grateful\s+for)(?=\s+(?:an?|the|further|more|your|early)\b)"
    r"|hope(?:\s+that)?(?=\s+(?:you|ministers|ofcom|parliament|peers|mps|the\s+\w+)\s+will\b)"
    r"|press(?=\s+[^.;,]{2,60}\s+(?:for|to)\b)|join\s+(?:\w+\s+){1,4}in\s+(?:calling|urging|asking|demanding)"
    r"|support\s+(?:the\s+)?(?:\w+\s+)?calls?(?=\s+(?:for|to)\b)"
    r"|expect(?=\s+[^.;,]{2,60}\s+to\b)|look\s+to(?=\s+[^.;,]{2,60}\s+to\b)|need(?=\s+(?:an?|the|stronger|clear)\b))"
)
_GOING = (
    r"(?:urging|calling\s+(?:up)?on|calling\s+for|asking|requesting|recommending|demanding|imploring|insisting"
    r"|appealing\s+to|inviting|pressing\s+for|seeking|proposing)"
)
_THIRD = (
    r"(?:urges?|urged|calls?\s+(?:up)?on|calls?\s+for|called\s+(?:up)?on|called\s+for|asks?(?!\s+(?:how|whether"
    r"|if|why))"
    r"|demands?|demanded|implores?|appeals?\s+to|appealed\s+to|recommends?|wants?\s+to\s+see|requests?|insists?)"
)
_CAN_URGE = r"(?:to\s+)?"
_FIRST_PERSON = re.compile(
    rf"{_FIRST}{_BETWEEN}\s+(?!(?:ask|want|expect|need)\s+(?:ourselves|ourself"
    rf"|more\s+about|children|parents|young\s+people|people|respondents|our\s+members)\b|recommend\s+our\b)(?P<verb>{_CAN_URGE}{_PRESENT})\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    rf"(?:{_SPEAKER}\s+(?:am|are|is|were|was|have\s+been|has\s+been|continue|continues)"
    rf"|\b(?:we|they)['’]re|\bI['’]m){_BETWEEN}\s+(?P<verb>{_GOING})\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    rf"\b(?:sent|sends|wrote|written|writes|signed|published|issued)\b(?:(?!\byour\b)[^.;]){{0,60}}\b(?:letter|statement|petition)\b"
    rf"[^.;]{{0,200}}?,\s+(?P<verb>{_GOING})\b",
    re.IGNORECASE,
)
"""A letter that is told of with what it asks: `The families sent a letter to the minister, urging her to act`."""
_THIRD_PERSON = re.compile(
    rf"(?<!which\s)(?:\bthey|\b(?:the|this|our|these|all)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_GROUPS})|(?!(?:we|I)\s+(?:ask|recommend|request|demand)\b){_NAMED})"
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
    r"|requests?)\s+(?:[^.;]{0,40}\s)?(?:is|are|to|for|that)\b"
    r"|\b(?P<need>there\s+is\s+(?:[\w,-]+\s+){0,3}(?:urgent|pressing|clear|desperate|critical"
    r"|immediate)\s+need\s+(?:to|for))\b"
    r"|\b(?P<time>(?:it\s+is|it['’]s)\s+(?:[\w-]+\s+)?(?:vital|essential|imperative|crucial|critical"
    r"|urgent)\s+(?:that|for)"
    r"\s+(?!we\b|parents\b|children\b))"
    r"|\b(?P<due>(?:it\s+is|it['’]s|now\s+is|this\s+is)\s+(?:[\w-]+\s+){0,2}(?:time|moment)\s+(?:for|that)\s+(?!us\b|we\b))"
    r"|^(?P<needed>what\s+is\s+(?:now\s+|urgently\s+)?needed\s+is\b|let\s+(?:the|there)\b"
    r"|(?:an?|more|stronger|greater|further|new|clear(?:er)?)\s[^,;.]{3,80}\b(?:is|are)\s+(?:now\s+|urgently\s+)?needed\b)",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    r"\bplease\s+(?!click|see\b|contact|visit|find|note|sign|share|donate|read|email|get\s|follow|refer|let\b"
    r"|call\b|do\s+not\s+hes)"
    r"(?P<verb>\w+)|\b(?:grateful|helpful|appreciated?)\s+if\s+you\s+(?:could|would)\s+(?P<could>\w+)"
    r"|\b(?:will|would)\s+you\s+(?P<asks>\w+)[^?]{5,}\?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^(?:the\s+)?(?:ofcom|government|ministers?|parliament|regulators?|bill|act|code|codes|draft|committee"
    r"|consultation|law"
    r"|platforms?|companies|services?|providers?|guidance|children|young|police|meta|facebook|google|question)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|n['’]t|neither|nor)\s+(?:\w+\s+){0,2}$|\bwhich\b[^,;]*$", re.IGNORECASE)

_MODAL = re.compile(
    r"\s(?P<modal>must|should|ought\s+to|needs?\s+to|has\s+to|have\s+to)\s*(?:,[^,]{1,60},\s*)?"
    r"(?:(?:now|also|therefore|only|always|instead|not|then|at\s+\w+\s+least|urgently|immediately|still|further"
    r"|clearly)\s+)*"
    r"(?P<verb>[a-z]+)(?P<rest>(?:\s+\w+){0,3})",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:(?:propose[sd]?|recommend(?:s|ed)?|promise[sd]?|understand|understood|announced|agrees)(?=\s+that\b)"
    r"|(?:polic(?:y|ies)|positions?|aims?|intentions?|commitments?|assumptions?)\s+(?:is|are|was|were)(?=\s+that\b)|says?|said|states?|stated|requires?|required|means?|argue[sd]?|claim(?:s|ed)?|tells?|told|explains?"
    r"|explained"
    r"|principles?|rules?|dut(?:y|ies)|ideas?|views?|expectations?|agree[sd]?|know|suggest(?:s|ed)|whether|if|how|when|where|because|although|while|asked|asks)\b"
    r"(?:\s+\w+){0,2}?(?:\s+that)?\s+[^,;]*$",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"^(?:[“\"'‘(]*)(?:for\s+(?:example|instance)|under\b|by\s+law|in\s+law|currently|at\s+present|as\s+(?:it"
    r"|the\s+code)\s+stands"
    r"|according\s+to|e\.g\.|if\b)",
    re.IGNORECASE,
)
_OWN_VIEW = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?:our|my)\s+(?:\w+\s+)?(?:view|position|belief|preference|proposal)s?\s+(?:is|are|remains?)\s+that\b",
    re.IGNORECASE,
)
"""What a speaker says of himself before his demand: what follows is his own and not told of others."""
_GRANTED = re.compile(r"\s+(?:an?|the)\s+\w+", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:have|has)\s+(?:\w+\s+)?(?:called|asked)\b[^.;]*\b(?:since|for\s+(?:many\s+)?years)\b", re.IGNORECASE
)
"""An ask of earlier days that a text only tells of."""
_SHIELDED = re.compile(r"\s*(?:\w+\s+)?(?:protected|shielded|kept|given|consulted|heard|included)\b", re.IGNORECASE)
_ACTOR = re.compile(
    r"\b(?:ofcom|regulators?|governments?|ministers?|minister|secretary\s+of\s+state|prime\s+minister"
    r"|parliament|mps|peers|dsit"
    r"|department|departments|codes?|measures?|drafts?|bill|act|guidance|regime|regulations?|rules|standards?"
    r"|compan(?:y|ies)"
    r"|platforms?|providers?|services?|firms?|industry|operators?|sites?|networks?|apps?|definitions?|thresholds?"
    r"|requirements?|dut(?:y|ies)|safeguards?|enforcement|protections?|paragraphs?|sections?|clauses?|reviews?"
    r"|policymakers?"
    r"|politicians|commission|commissioner|authority|authorities|legislation|law|laws|you|provision|exemption"
    r"|exemptions|limits?"
    r"|plans?|reports?|assessments?|it|part(?:y|ies)|council|schools?|police|committee|wording|recommendations?"
    r"|powers?|protocols?|polic(?:y|ies)|systems?|tools?|functions?|process(?:es)?|frameworks?|timetables?|deadlines?"
    r"|fines?|penalt(?:y|ies)"
    r"|[A-Z]{2,4}\s?[A-Z]{1,2}\d{1,3}(?:\.\d+)?|[A-Z]{1,2}\d{1,3}(?:\.\d+)*)\b",
    re.IGNORECASE,
)
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
_HEDGED = re.compile(r"\b(?:would|could|might|may|will|did|does|do)(?:\s+not)?$", re.IGNORECASE)
_LONGEST_NAME = 80
_PRONOUN = re.compile(r"^(?:and\s+|but\s+)?(?:this|that|these|those|it|they)$", re.IGNORECASE)
_SELF = re.compile(r"\b(?:we|I|our\s+members|children|parents|young\s+people|people|users|women|girls)$", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r"\s(?:of|on|in|for|to|by|with|from|under|across|at|that|which|who|before|after|within|so)\b", re.IGNORECASE
)
_BREAKS = re.compile(r"[;:]|\s[–—-]\s|\b(?:that|and|but|so|therefore|because)\s", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?:amended|extended|removed|deleted|changed|strengthened|required|made|added|included|reinstated|lowered|raised"
    r"|published|reviewed|defined|clarified|tightened|expanded|broadened|narrowed|replaced|revised|rewritten"
    r"|introduced"
    r"|implemented|enforced|applied|brought|closed|set|given|backed|dropped|withdrawn|reconsidered|banned"
    r"|reduced|increased"
    r"|established|created|adopted|reworded|mandated|mandatory|restored|repealed|held|recommended|consulted|funded)"
)
_EPISTEMIC = re.compile(r"(?:have|feel|seem|mean)", re.IGNORECASE)
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
    accelerate act adopt add address adjust align allow amend apply appoint assess audit avoid ban back begin
    block bring broaden build carry change clarify close collect commission commit conduct consider consult
    continue control create cut declare define delete deliver deny design detect develop disable disclose do
    drop embed empower enable end enforce engage ensure establish evaluate examine exclude expand explain extend
    fill fix focus follow force fund give grant guarantee halt hold impose improve include increase incorporate
    insert insist introduce invest investigate issue keep launch lay legislate let light limit link listen lower
    maintain make mandate match measure monitor move narrow name offer oblige open pass pause place prevent
    prioritise produce prohibit promote protect provide publish put raise reaffirm recognise recommend
    reconsider reduce refuse reinstate reject release remove repeal replace report require rescind resist
    resource respond restore restrict retain review revise rewrite safeguard scrap secure separate set show shut
    speed stop strengthen substitute suspend take tackle target test tighten track train trim turn update uphold
    use widen withdraw work write
    """
)
"""Verbs a demand begins with: `Publish the plans`."""


def urges(sentence: str) -> str | None:
    """The words of a sentence from the verb that asks on; None where its speaker asks for nothing."""
    if _SINCE.search(sentence):
        return None
    for pattern in (_FIRST_PERSON, _GOES_ON, _SENT, _THIRD_PERSON, _ASKED, _NOUN, _PLEASE):
        for found in pattern.finditer(sentence):
            if not _NOT.search(sentence[: found.start(found.lastgroup or 0)]) and not _of_others(pattern, found[0]):
                return sentence[found.start(found.lastgroup or 0) :]
    return None


def _of_others(pattern: re.Pattern[str], words: str) -> bool:
    """Whether the speaker is one of those who are asked: `Ofcom recommends`."""
    return pattern in (_THIRD_PERSON, _GOES_ON) and bool(_OTHERS.match(words))


def demands(sentence: str, *, after_one: bool = False) -> str | None:
    """Who or what must or should do something, as printed; None where a sentence says so of nobody who could.

    `after_one` says that the sentence before asks: then `That must be …` does too.
    """
    if _LAW.match(sentence):
        return None
    sentence = _OWN_VIEW.sub("", sentence)
    for found in _MODAL.finditer(sentence):
        if _HEDGED.search(sentence[: found.start()]):
            continue
        subject = _subject(sentence[: found.start()])
        if _is_demand(subject, found, after_one) and not _TOLD.search(_BRACKETS.sub("", sentence[: found.start()])):
            return subject
    return None


def _is_demand(subject: str, found: re.Match[str], after_one: bool) -> bool:
    verb, rest = found["verb"].lower(), found["rest"]
    if verb == "be" and (subject.casefold() == "there" or (_SELF.search(subject) and _SHIELDED.match(rest))):
        return not re.search(r"\b(?:we|I)$", subject)
    known = _EPISTEMIC.fullmatch(verb) and not (verb == "have" and _GRANTED.match(rest))
    if not subject or _SELF.search(subject) or known:
        return False
    changed = verb in ("be", "become") and bool(_CHANGED.search(rest))
    if _PRONOUN.match(subject):
        return after_one or changed
    return changed or bool(_ACTOR.search(subject))


def _subject(before: str) -> str:
    """The noun before a modal verb, without what depends on it: `The measures` of `The measures in PCU C6`."""
    plain = re.sub(r"\s[–—-]\s[^–—]*\s[–—-]$|\s*,[^,]{1,80},$|\([^()]*\)", "", before)
    clause = _BREAKS.split(plain)[-1].split(",")[-1].strip()
    return _HEAD_ENDS.split(clause)[0].strip() or clause


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
    """Whether words begin with a verb that asks: `Publish the plans`."""
    words = re.sub(r"^[“\"'‘(]+", "", text).split()
    return (
        len(words) > 1 and words[0].rstrip(",").lower() in _VERBS and words[1].lower() not in ("of", "is", "are", "was")
    )
