"""Orders: sentences and items that begin with a verb of what is to be done, `Publish the plans`, `Do not wait`."""

import re

from parser.statements.names import vocabulary

_VERBS = vocabulary(
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
_LISTED = _VERBS | vocabulary(
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
    " finance phase cap permit"
)
"""Verbs that before a name or a number are nouns: `Measure PCU C6`."""
_ORDER = re.compile(
    r"[“\"‘']*(?:(?:now|instead|first|second|third|finally|then|so|and|but|please|conversely|equally|rather"
    r"|above\s+all|alternatively),?\s+)*"
    r"(?:(?:if|when|where|unless|until|after|before|once|rather\s+than|instead\s+of)\s[^,]{3,120},\s+(?:then\s+)?)?"
    r"(?P<denied>do\s+not\s+|don['’]t\s+|never\s+)?(?P<verb>[a-z]+)\s+(?P<second>[\w“‘\"’'-]+)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[*•▪●]?\s?[A-Z][^:.?!]{2,60}:\s+")
"""What a list calls an item: `Rents: limit rises`."""
_ORDERS = _VERBS - vocabulary(
    "use work report write begin build carry show respond open continue turn focus explain give keep make match cover"
    " inform save rebuild spend identify employ"
) | vocabulary("stick resist treat lower deter scrap outlaw enact")
_TO_READERS = re.compile(
    r"\b(?:your|our|us|you|we|my|money|awareness|here|below|page|account|browser|button|link)\b", re.IGNORECASE
)
_GIVE_US = re.compile(r"^(?:give|grant|return|show)\s+us\b", re.IGNORECASE)
"""What those who ask want themselves: `Give us a bus`."""
_NO_OBJECT = vocabulary(
    "of is are was were has have had in on at will would can could may must should and or for by with from as"
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
    verb = first in (_LISTED if listed else _VERBS)
    return denied or (verb and second not in ("of", "is", "are", "was"))


def orders(sentence: str, *, labelled: bool = False) -> bool:
    """Whether a sentence of running text orders somebody other than its reader: `Close that gap.`

    `labelled` says that it is an item, which may begin with what the list calls it.
    """
    found = _ORDER.match(_LABEL.sub("", sentence) if labelled else sentence)
    to_readers = _TO_READERS.search(_GIVE_US.sub("", sentence))
    if not found or to_readers or sentence.rstrip(" ”\"'’").endswith("?"):
        return False
    verb, second = found["verb"].lower(), found["second"].lower()
    takes = verb == "take" and second in ("care", "steps", "action", "out", "account")
    return (
        (takes or verb in _ORDERS - {"take"} or bool(_GIVE_US.match(sentence)))
        and second not in _NO_OBJECT
        and not (verb in _NOUNS and not found["second"][0].islower())
    )
