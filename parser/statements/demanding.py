"""Whether a sentence says of somebody, or of a text, that it must or should do or become something.

In an argument such a sentence asks, unless something shows that it does not: it speaks of the speaker or of those
for whom he speaks, tells what a law says or another said, says what is known or felt, foretells, or asks a question.
"""

import re

_ADVERBS = (
    r"(?:(?:now|also|therefore|only|always|instead|not|never|then|at\s+\w+\s+(?:least|minimum)|urgently|immediately"
    r"|still"
    r"|further|clearly|explicitly|similarly|thus|however|again|first|simply|automatically|ultimately|actively|fully"
    r"|itself"
    r"|themselves|properly|specifically|ideally|better|rather|each|all|both|swiftly|quickly)\s+)*"
)
_MODAL = re.compile(
    r"\s(?P<modal>(?:must|should)(?:\s*[–—-]\s*(?:and|or|indeed)\s+(?:must|should)\s*[–—-])?|shall\s+not|ought\s+to"
    r"|needs?\s+to|has\s+to|have\s+to|cannot\s+be\s+allowed\s+to)\b\s*(?:,[^,]{1,60},\s*)?"
    rf"{_ADVERBS}(?P<verb>[a-z]+)(?P<rest>(?:\s+[\w’'-]+){{0,4}})",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\bcommitted\s+to\s+\w+ing\s+that\b.*$|\b(?:(?:note|acknowledge|recognise|accept|hear|propose[sd]?|recommend(?:s|ed)?|promise[sd]?|understand"
    r"|understood|announced|agrees)(?=\s+that\b)"
    r"|(?:polic(?:y|ies)|positions?|aims?|intentions?|commitments?|assumptions?)\s+(?:is|are|was|were)(?=\s+that\b)"
    r"|says?|said"
    r"|states?|stated|requires?|required|means?|meant|argue[sd]?|claim(?:s|ed)?|tells?|told|explains?|explained"
    r"|principles?|rules?"
    r"|dut(?:y|ies)|ideas?|notions?|views?|expectations?|agree[sd](?<!\bwe\sagreed)|know|suggest(?:s|ed)|whether|if|how|when"
    r"|where|because|although|while"
    r"|asked|asks|acknowledges|recognises|provides|notes|warns|warned|concludes?|concluded|felt|thought|believed"
    r"|noted|commented|considered|highlighted"
    r"|(?:respondents?|critics|opponents|stakeholders|some|many|most|others)\s+(?:believe|think|feel|want|suggest"
    r"|say|argue)s?)\b"
    r"(?:\s+\w+){0,2}?(?:\s+that)?\s+[^,;]*$|\b(?:which|what|who|whom|actions?|steps?|things?)\s+(?:the\s+|his\s+"
    r"|her\s+|their\s+)?[\w’'-]+(?:\s+[\w’'-]+)?$"
    r"|\b(?:help|support|information|tools|time|resources|skills|evidence|powers|protection)\s+(?:the\s+"
    r"|their\s+)?[\w’'-]+(?:\s+[\w’'-]+)?$"
    r"|\w(?<!\band)(?<!\bbut)\s(?:which|that|who)$"
    r"|^(?!(?:we|i|our|my)\b)(?:[\w’'-]+\s+){1,6}(?:says|said|states|stated|requires|provides|acknowledges"
    r"|recognises|proposes|recommends)\s+that\b.*$",
    re.IGNORECASE,
)
"""Words before a modal that make what follows another's: `Ofcom said that services must …`, `whether it should …`."""
RESPONDENTS = re.compile(
    r"(?:(?:in\s+\w+,\s+)?(?:a|an|the|one|two|three|few|many|most|some|several|other|another|further|number|majority"
    r"|minority|of|significant|large|small|couple)\s+)*"
    r"(?:respondents?|respons(?:e|es)|others?|consultees|stakeholders|participants|commenters|some|most|many"
    r"|another)\b[^.;]{0,90}?\b(?:said|says?|suggest(?:ed|s)?|thought|felt"
    r"|argued?|called|asked|wanted|noted|believed?|considered|commented|indicated|advised|proposed|recommended"
    r"|highlighted|requested|agreed|expressed|stated|that)\b",
    re.IGNORECASE,
)
"""A sentence that tells what those said who answered a consultation."""
_NEEDED = re.compile(
    r"(?:(?:and|but|so|also|therefore),?\s+)?(?P<who>(?!(?:it|this|that|what|which|who|if|when|where"
    r"|as)\b)[^,;:.]{3,80}?)\s(?:is|are)\s+(?:(?:\w+ly|now|also|therefore)\s+)*needed\b"
    r"(?!\s+(?:by|because|more\s+than)\b)",
    re.IGNORECASE,
)
"""What is needed, at the start of a sentence: `Pilot trials are needed`."""
_CONTACT = re.compile(
    r"\b(?:quer(?:y|ies)|questions|enquir(?:y|ies)|support\s+needs|comments|views|responses"
    r"|applications)\b[^.;]*\bshould\s+be\s+(?:sent|submitted|directed|addressed|e?-?mailed)\b",
    re.IGNORECASE,
)
"""Where readers are to write."""
_LAW = re.compile(
    r"^(?:[“\"'‘(]*)(?:to\s+comply\b|for\s+(?:example|instance)|under\b(?!\s+the\s+(?:current\s+)?proposals?\b)"
    r"|by\s+law|in\s+law|currently"
    r"|at\s+present|as\s+(?:it|the\s+code)\s+stands|according\s+to|e\.g\.)",
    re.IGNORECASE,
)
_BY_LAW = re.compile(
    r"\b(?:under|by\s+virtue\s+of|as\s+required\s+by)\s+(?:the\s+(?:[A-Z]\w*\s+)*Act|sections?\s+\d"
    r"|regulations?\s+\d|(?:the\s+)?(?:existing|current)\s+\w+|the\s+law)|\b(?:duties|requirements"
    r"|obligations)\s+(?:in|under|of)\s+(?:sections?\s+\d|the\s+(?:[A-Z]\w*\s+)*Act)|\bas\s+the\s+(?:code|act"
    r"|law)\s+(?:already\s+)?(?:says|requires)"
    r"|\bby\s+law\b|\bto\s+comply\s+with\s+the\s+(?:law|Act)\b"
)
"""Whose duty it already is: `must keep records under section 20`."""
_ALREADY = re.compile(
    r"\bas\s+the\s+(?:\w+\s+)?(?:code|act|law)\s+already\s+(?:says|requires|provides)\b", re.IGNORECASE
)
_REGULATED = re.compile(r"\b(?:in[- ]scope|regulated)\b", re.IGNORECASE)
_OWN_VIEW = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?:(?:our|my)\s+(?:\w+\s+)?(?:view|position|belief|preference|proposal"
    r"|recommendation)s?\s+(?:is|are|remains?)"
    r"|it\s+is\s+(?:our|my)\s+(?:\w+\s+)?(?:view|position|belief)|we\s+(?:are\s+of\s+the\s+view|take\s+the\s+view"
    r"|(?:(?:also|strongly|firmly|therefore|would)\s+)*(?:agree|maintain|argue|contend|submit|say|suggest|propose"
    r"|believe|think|consider|feel|insist)))\s+that\b",
    re.IGNORECASE,
)
"""What a speaker says of himself before his demand: what follows is his own and not told of others."""
_GRANTED = re.compile(r"\s+(?:(?:an?|the|access|to|clear|full|regard)\b)", re.IGNORECASE)
_SHIELDED = re.compile(
    r"\s*(?:\w+\s+)?(?:protected|shielded|kept|given|consulted|heard|included|informed|listened|offered|involved"
    r"|prevented|at\s+the\s+(?:very\s+)?(?:centre|heart))\b",
    re.IGNORECASE,
)
_ABLE = re.compile(r"\s+(?:\w+\s+)?able\b", re.IGNORECASE)
_USERS = re.compile(r"\b(?:users|victims|survivors)$", re.IGNORECASE)
_SELF = re.compile(
    r"\b(?:we|I|our\s+members|children|childhood|parents|carers|teachers|young\s+people|people|users|women|girls"
    r"|victims|survivors"
    r"|famil(?:y|ies)|everyone|everybody|anyone|society|readers?|mothers|fathers)$|^(?:one|nobody|no\s+(?:one|child"
    r"|parent|family|\w+\s+child)\b.*|the\s+public)$",
    re.IGNORECASE,
)
"""Of whom a demand is none of others: the speaker, and those for whom he speaks."""
_NEVER = re.compile(r"\b(?:we|I)$", re.IGNORECASE)
_ACTOR = re.compile(
    r"\b(?:ofcom|regulators?|governments?|ministers?|secretary\s+of\s+state|parliament|mps|peers|department"
    r"|departments|codes?|bill|act"
    r"|guidance|regime|regulations?|compan(?:y|ies)|platforms?|providers?|services?|firms?|industry|operators?"
    r"|commission|commissioner"
    r"|authority|authorities|legislation|law|you|council|schools?|police|committee)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^(?:and\s+|but\s+|so\s+)?(?:this|that|these|those|it|they)$", re.IGNORECASE)
_KNOWN = re.compile(
    r"(?:noted|remembered|said|stressed|acknowledged|borne|seen|read|understood|emphasi[sz]ed|pointed|clear"
    r"|surprised|surprising|surprise"
    r"|grateful|proud|commended|applauded|congratulated|ashamed|interpreted|possible|aware|viewed|concerned|obvious"
    r"|familiar|borne|thanked"
    r"|no\s+doubt|no\s+surprise|mindful|welcomed|admitted|stated|assumed|recalled|appreciated|treated\s+(?:as|with)"
    r"|regarded\s+as|self-evident|glad|sad|right|true|good|fun)\b",
    re.IGNORECASE,
)
"""After `should be`: what is to be known, felt or thought, and not done."""
_KNOWS = re.compile(
    r"(?:feel|seem|mean|know|realise|remember|think|wonder|worry|admit|believe|expect|note|suffice|sound|look|mind"
    r"|navigate|live"
    r"|stress|confess|cope|struggle|suffer)",
    re.IGNORECASE,
)
_ALWAYS_KNOWN = re.compile(r"(?:feel|seem|mean|suffice|sound)", re.IGNORECASE)
_FORETOLD = re.compile(
    r"(?:make(?!\s+(?:clear|sure|plain|explicit|it|provision))|reduce|help|improve|lead|result|mean|come|prove"
    r"|enable|encourage|give|bring"
    r"|allow|increase|benefit|deliver)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"^(?:(?:the|these|those|such|our|this|all|proposed|new)\s+)*(?:measures?|changes?|proposals?|steps?|reforms?"
    r"|investment|approach(?:es)?"
    r"|amendments?|recommendations?|this|these|it|that|actions?|technolog(?:y|ies))$",
    re.IGNORECASE,
)
"""Subjects of which `should reduce` foretells."""
_DATED = re.compile(r"\s+(?:into\s+)?(?:force|effect)\b", re.IGNORECASE)
_EXISTS = re.compile(
    r"\s+(?:\w+\s+)?(?:reasons?|ways?|doubt|something|somebody|someone|somewhere|questions?|moments?|mistake)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\s+(?:\w+\s+)?(?:been|\w+ed|known|seen|done|gone|come|taken|made|had)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"^(?:\s+(?:\w+ly|also|now|more|better|further|not|well|fully|no|at|least))*\s+(?:\w+(?:ed|wn|en|un|pt|lt|ld)"
    r"|made|set|put|cut|brought|built|kept"
    r"|met|led|paid|sent|left|lost|read|dealt|sought|taught|bound|found|held|mandatory|met|future|safe)\b",
    re.IGNORECASE,
)
"""A participle after `be`: what is to be done to the subject."""
_DOING = re.compile(
    r"(?!(?:anything|everything|nothing|something|livestreaming|advertising|marketing)\b)\w+ing\b", re.IGNORECASE
)
"""A subject that says what is done, of which `should be` judges: `Keeping watch should never be an afterthought`."""
_CHANGES = re.compile(r"(?:change|stop|end|cease|go|start|happen|apply|include|cover|be)", re.IGNORECASE)
_COMMON = re.compile(
    r"(?:accelerate|act|adopt|add|amend|apply|ban|bring|clarify|commit|consider|consult|define|disclose|ensure"
    r"|explain|extend|fund|give"
    r"|include|introduce|issue|lay|legislate|listen|make|meet|pass|produce|provide|publish|recognise|reconsider"
    r"|reject|remove|require|respond"
    r"|review|revise|set|strengthen|support|take|use|vote|withdraw|work)",
    re.IGNORECASE,
)
"""What somebody who is spoken to may be told to do: `You should publish`; `You should see a doctor` is advice."""
_WISHED = re.compile(
    r"(?P<who>(?:the\s+|we\s+(?:think|believe|feel)\s+(?:that\s+)?)?(?:ofcom|regulator|government|minister"
    r"|secretary\s+of\s+state|commission|committee|codes?|guidance|bill"
    r"|parliament)s?)\s+(?:(?:could|can)\s+(?:also\s+)?(?:go\s+(?:much\s+)?further|do\s+(?:\w+\s+)?more"
    r"|be\s+(?:strengthened|improved|clearer))"
    r"|may\s+(?:also\s+)?(?:wish|want)\s+to\s+\w+|(?:could|might)\s+(?:also\s+)?(?:usefully\s+\w+|consider))\b",
    re.IGNORECASE,
)
"""A demand put softly: `Ofcom could go further`, `may wish to consider`."""
_NOUN = re.compile(r"\b(?:the|an?|no|any|our|their|this|that|urgent|pressing|clear|real|and)$", re.IGNORECASE)
"""Before `need to` where it is a noun: `the need to protect it`."""
_HEDGED = re.compile(r"\b(?:would|could|might|may|will|did|does|do)(?:\s+not)?$", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)|(?<=\w)\s[“\"‘][^“”\"]{1,60}[”\"’](?=[\s,.;])")
_HEAD_ENDS = re.compile(
    r"\s(?:of|on|in|for|to|by|with|from|under|across|at|that|which|who|before|after|within|so|as|than|against"
    r"|between|about)\b",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[;:]|\s[–—-]\s|\b(?:that|and|but|so|therefore|because|however)\s", re.IGNORECASE)


def demands(sentence: str, *, after_one: bool = False) -> str | None:
    """Who or what must or should do something, as printed; None where a sentence says so of nobody who could.

    `after_one` says that the sentence before asks: then `That must be …` does too.
    """
    plain = _BRACKETS.sub("", sentence)
    if _CONTACT.search(plain) or _LAW.match(plain) or plain.rstrip(" ”\"’'").endswith("?"):
        return None
    plain = _OWN_VIEW.sub("", plain)
    if RESPONDENTS.match(plain):
        return None
    wished = _WISHED.match(plain) or _NEEDED.match(plain)
    if wished and not _TOLD.search(wished["who"]):
        return wished["who"]
    for found in _MODAL.finditer(plain):
        before = plain[: found.start()]
        if _HEDGED.search(before) or _TOLD.search(before) or (found["modal"] == "need to" and _NOUN.search(before)):
            continue
        subject = _subject(before)
        if subject and not _is_law(found, before) and _is_demand(subject, found, after_one or _spoken_of(before)):
            return subject
    return None


def _is_demand(subject: str, found: re.Match[str], after_one: bool) -> bool:
    """Whether what somebody must do is asked of him."""
    verb, rest = found["verb"].lower(), found["rest"]
    if _is_known(verb, rest, subject):
        return False
    changed = verb in ("be", "become", "get", "remain") and bool(_CHANGED.match(rest))
    if subject.casefold() == "there":
        return verb in ("be", "remain") and not _EXISTS.match(rest)
    if _SELF.search(subject):
        owed = _SHIELDED.match(rest) or (_ABLE.match(rest) and found["modal"].lower() == "must")
        owed = (
            owed
            or (verb == "have" and re.match(r"\s+(?:an?|the|access)\b", rest))
            or (_ABLE.match(rest) and _USERS.search(subject))
        )
        return verb in ("be", "have") and bool(owed) and not _NEVER.search(subject)
    if subject.casefold() == "you":
        return changed or bool(_COMMON.fullmatch(verb))
    if _PRONOUN.match(subject):
        return after_one or changed or bool(_CHANGES.fullmatch(verb) and verb != "be")
    return changed or not (_foretells(subject, found) or (verb == "be" and _DOING.match(subject)))


def _spoken_of(before: str) -> bool:
    """Whether a clause before the demand says whom a pronoun means: `If Ofcom keeps the threshold, it should …`."""
    first, comma, _ = before.partition(",")
    return bool(comma and _ACTOR.search(first))


def _is_known(verb: str, rest: str, subject: str) -> bool:
    """Whether it is what is known, felt or past and nothing to do: `It should be noted`, `must have been`."""
    if verb == "be":
        return bool(_KNOWN.match(rest.lstrip()))
    if verb == "have":
        return not (_GRANTED.match(rest) or not _PAST.match(rest))
    return bool(_ALWAYS_KNOWN.fullmatch(verb) or (_KNOWS.fullmatch(verb) and not _ACTOR.search(subject)))


def _is_law(found: re.Match[str], before: str) -> bool:
    """Whether the duty is one that the law already lays on somebody."""
    after = found.string[found.end("verb") :]
    told = _BY_LAW.search(after) or _REGULATED.search(_BREAKS.split(before)[-1])
    already = re.match(r"\s+already\b", found.string[found.end("modal") :]) or _ALREADY.search(after)
    return bool(already) or (found["modal"].lower() == "must" and found["verb"].lower() != "be" and bool(told))


def _foretells(subject: str, found: re.Match[str]) -> bool:
    """Whether `should` says what will be: `The measures should reduce harm`, `should come into force in May`."""
    if found["modal"].lower() != "should":
        return False
    words = found["verb"] + found["rest"]
    dated = found["verb"].lower() == "come" and _DATED.match(found["rest"]) and re.search(r"\d|\bin\b", found["rest"])
    return bool(dated or (_CAUSE.match(subject) and _FORETOLD.match(words)))


def _subject(before: str) -> str:
    """The noun before a modal verb, without what depends on it: `The measures` of `The measures in PCU C6`."""
    plain = re.sub(r"\s[–—-]\s[^–—]*\s[–—-]$|\s*,[^,]{1,80},$|\([^()]*\)", "", before)
    clause = _BREAKS.split(plain)[-1].split(",")[-1].strip()
    return _HEAD_ENDS.split(clause)[0].strip() or clause
