"""Orders: sentences and items that begin with a verb of what is to be done, `Publish the plans`, `Do not wait`."""

import re

from parser.statements.names import vocabulary

VERBS = vocabulary(
    """
    abandon abolish accelerate accept acknowledge act adopt add address adjust align allow amend apply appoint
    assess audit avoid ban back begin block bring broaden build carry change clarify close collect commission commit
    conduct consider consult continue control correct cover create cut declare define delete deliver deny design
    detect develop disable disclose do drop embed empower enable end enforce engage ensure establish evaluate
    examine exclude expand explain extend fill fix focus follow force fund give grant guarantee halt hold impose
    improve include increase incorporate insert insist introduce invest investigate issue keep launch lay legislate
    let light limit link listen lower maintain make mandate match measure monitor move narrow name offer oblige open
    mend pass pause place prevent prioritise produce prohibit promote protect provide publish put raise reaffirm
    recognise recommend reconsider reduce refuse reinstate reject release remove repeal replace report require
    rescind resist resource respond restore restrict retain review revise rewrite safeguard scrap secure separate
    set show shut speed stop strengthen substitute suspend take tackle target test tighten track train trim turn
    update uphold use vote widen withdraw work write allocate assign attach boost cancel cease classify combat
    compel confirm consolidate convene coordinate criminalise decriminalise dedicate defend defer deploy designate
    deter devolve dismantle distribute divert eliminate employ enact enhance equip exempt expedite facilitate freeze
    halve harmonise hire honour identify implement incentivise inform install instruct integrate invite involve
    license lift merge mitigate modernise nationalise negotiate notify outlaw overhaul oversee penalise postpone
    preserve prosecute quash ratify rebuild recruit rectify redefine redirect redistribute refrain regulate
    reinforce remedy renew reopen rethink reverse reward ringfence save simplify specify spend standardise
    streamline subsidise terminate triple undertake unlock vet waive
    """
)
"""Verbs a demand begins with: `Publish the plans`."""
_LISTED = VERBS | vocabulary(
    """
    accompany advance advise aim answer apologise arrange attend bar be check choose come complete cooperate count
    deal demand demonstrate direct display encourage enter explore free get go have help hear heed hold join lead
    learn leave lock meet order plan play post print process promise pursue push reach read recruit refer reflect
    rely respect return run screen see seek send serve share shift sign speak split spread stand start stay step submit
    supply support teach tell urge value warn weigh cap double finance label levy pay permit phase pilot plant plug
    reform repair roll sanction switch tax transfer treat upgrade
    """
)
"""Verbs that only below a call begin one: elsewhere they may speak to readers, `Share your story`."""
_NOUNS = vocabulary(
    "measure report review test track change design limit force name place work target fund focus exclude label levy"
    " order plan pilot tax plant reform repair license count lead post print process screen supply value roll"
    " finance phase cap permit open"
)
"""Verbs that before a name or a number are nouns, or say what it is: `Measure PCU C6`, `Open Letter`."""
_ORDER = re.compile(
    r"[“\"‘']*(?:(?:now|instead(?!\s+of\b)|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth|lastly"
    r"|finally|then|so(?!\s+that\b)|and|but|conversely|equally"
    r"|better\s+still|at\s+(?:the\s+very\s+)?least|for\s+now|meanwhile|rather(?!\s+than\b)|above\s+all"
    r"|alternatively),?\s+)*"
    r"(?:(?:if|when|where|unless|until|after|before|once|rather\s+than|instead\s+of|so\s+that|to|in\s+order\s+to"
    r"|for|by|with|as)"
    r"\s[^,]{3,120},\s+(?:then\s+)?)?"
    r"(?P<denied>do\s+not\s+|don['’]t\s+|never\s+)?(?P<verb>[a-z]+)\s+(?P<second>[\w“‘\"’'-]+)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[*•▪●]?\s?[A-Z][^:.?!]{2,60}:\s+")
"""What a list calls an item: `Rents: limit rises`."""
_ORDERS = VERBS - vocabulary(
    "use work report write begin build carry show respond open continue turn focus explain give keep make match cover"
    " inform save rebuild spend identify employ"
) | vocabulary("stick resist treat lower deter scrap outlaw enact")
_TO_READERS = re.compile(
    r"\b(?:your|our|us|you|we|my|me|money|awareness|here|below|page|account|browser|button|link)\b", re.IGNORECASE
)
_NO_VERB = vocabulary(
    """
    about above according across after against albeit all alongside also although am among and are around as at be
    because before behind being below beneath beside besides between beyond both but by can could despite did do does
    down during each either even every except few following for from given had half has have here how if in inside
    into is it just less like many may maybe might more most much must near neither never nor not notwithstanding now
    of off often on once one only onto or our out outside over past per perhaps plus quite rather regarding see she
    should since sometimes soon still such than thank thanks that the their then there these they this those though
    through throughout till to today together tomorrow too toward towards twice under underneath unless unlike until
    earlier later however hence thus indeed moreover furthermore nevertheless nonetheless therefore overall otherwise
    again further apart amid amidst aside except next last back elsewhere everywhere nowhere somewhere almost already
    always anyway altogether besides double triple even ever exactly finally first second third forward hardly meanwhile
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december ago away none nothing something anything everything nobody everybody somebody anybody
    others another yours ours theirs mine welcome sorry congratulations dear worse better best least lest pending
    up upon versus via was we were what when where whereas whether which while who whom whose why will with within
    without would year month week day yes yesterday yet you your
    """
)
"""Words without an ending that stand before a noun phrase and are no verbs: there is no end of verbs, but of these."""
_SPOKEN_TO = vocabulary(
    """
    add ask attend book buy call check click come complete contact consider discover donate download email enjoy
    enter compare contrast excuse explore fill find follow forgive get hear help imagine join learn let listen look
    meet mind miss note picture phone please read recall register remember ring send share sign speak subscribe
    suppose take tell text think try visit watch write
    """
)
"""Verbs of what a reader does, or is to think of: `Imagine a town`, `Sign the petition`."""
_OBJECT = vocabulary("the a an all these those every each any no its their it them him her us our this another all")
_EXAMPLE = re.compile(
    r"\b(?:consider|take)\s+(?:the|this|an?|one)\s+(?:\w+\s+)?(?:case|example|instance|story|plight|situation|town"
    r"|village)\b"
    r"|\b(?:if|when|where|unless|until|once)\s+(?:your?|you['’]\w+)\b|^\W*save\s+the\s+date\b"
    r"|\bby\s+(?:joining|donating|signing|giving|sharing|visiting|volunteering|buying|becoming)\b",
    re.IGNORECASE,
)
"""What is thought of, `Take the case of Ann`, or done by a reader, `If you smell gas, open the window`."""
_SO_DO = re.compile(r"\W*(?:so|nor|neither)\s+(?:do|does|did|have|has|had|can|will|would|must|should)\b", re.IGNORECASE)
"""Said of others too: `So do yours`."""
_GIVE_US = re.compile(
    r"^(?:give|grant|return|show|bring)\s+us\b|^(?:give|grant|allow)\s+(?:(?:each|every|all)\s+)?(?:[a-z]+|people|children)\s+(?:an?|the|more|their|real|proper|two|three)\b",
    re.IGNORECASE,
)
"""What those who ask want themselves, or for others: `Give us a bus`, `Give tenants a say`."""
_SLOGAN = re.compile(
    r"[“\"‘']*(?:Hands\s+off\s+(?:our|the)\b|No\s+(?:to\s+(?:the|this|more|any|an?|[a-z]+ing)\b|(?:more\s+|further\s+|new\s+)?(?:cuts?|closures?|delays?|loopholes|exemptions?|evictions"
    r"|privati[sz]ation|job\s+losses|sell-?offs?|fracking|runways?|incinerators?|exceptions|excuses|deaths|redundancies)\b))"
    r"(?:(?!\s(?:is|are|was|were|has|have|had|will|would|can|could|may|should|must|planned)\b)[^.!?:;])*[.!]?[”\"’']*$"
)
"""What is not to be, without a verb: `No cut to the night bus.`"""
_PROPERLY = re.compile(r"^(?:\W*[\w’'-]+){3,7}(?<=\s)(?:properly|fairly|now|first|better|at\s+last)\W*$", re.IGNORECASE)
"""How a short order ends: `Pay carers properly.`"""
_NO_OBJECT = vocabulary(
    "of is are was were has have had in on at will would can could may must should and or for by with from as after"
    " before than since during"
)
_DO_NOT = re.compile(r"^(?:(?:do\s+not|don['’]t|never)\s+(?=[a-z])|(?:\w+ly\s+)(?=[a-z]))", re.IGNORECASE)


def imperative(text: str, *, listed: bool = False) -> bool:
    """Whether words begin with a verb that asks: `Publish the plans`, `Do not wait`.

    `listed` says that they stand below a call, where more verbs do.
    """
    plain = _DO_NOT.sub("", re.sub(r"^[“\"‘'(]+", "", text))
    words = plain.split()
    denied = bool(re.match(r"[“\"‘'(]*(?:do\s+not|don['’]t|never)\s", text, re.IGNORECASE))
    if len(words) < 2:
        return False
    first, second = words[0].rstrip(",").lower(), words[1].lower()
    if first in _NOUNS and (not words[1][0].islower() or second in _NO_OBJECT):
        return denied
    verb = first in (_LISTED if listed else VERBS)
    return denied or (verb and second not in ("of", "is", "are", "was"))


def is_slogan(sentence: str) -> bool:
    """Whether a sentence says without a verb what is not to be: `No cut to the night bus.`"""
    return _SLOGAN.match(sentence) is not None


def orders(sentence: str, *, labelled: bool = False, spoken: bool = False) -> bool:
    """Whether a sentence of running text orders somebody other than its reader: `Close that gap.`

    `labelled` says that it is an item, which may begin with what the list calls it; `spoken` that the text is a letter
    or signed: its reader is the one who is asked.
    """
    found = _ORDER.match(_LABEL.sub("", sentence) if labelled else sentence)
    if (
        not found
        or _SO_DO.match(sentence)
        or sentence.rstrip(" ”\"'’").endswith("?")
        or _EXAMPLE.search(found[0] + sentence[found.end() :])
    ):
        return False
    verb, second = found["verb"].lower(), found["second"].lower()
    named = second in _OBJECT or (second == "people" and verb in _LISTED)
    if spoken and verb in _ORDERS and second not in _NO_OBJECT and second.endswith("ing"):
        return True  # what the reader of a letter does and is to leave off: `Stop shielding yourself`
    if spoken and named and found["denied"] and verb in ("sign", "buy", "send", "listen", "write", "join"):
        return True
    if spoken and named and verb not in _NO_VERB | _SPOKEN_TO and not verb.endswith(("ing", "ly", "ed")):
        return True
    if _TO_READERS.search(_GIVE_US.sub("", sentence)):
        return False
    short = verb in _LISTED - _SPOKEN_TO and _PROPERLY.search(sentence) is not None
    takes = verb == "take" and second in ("care", "steps", "action", "out", "account")
    return (
        (takes or short or verb in _ORDERS - {"take"} or bool(_GIVE_US.match(sentence)))
        and second not in _NO_OBJECT
        and not (verb in _NOUNS and not found["second"][0].islower())
    )
