"""Who is the subject of a verb that asks: found by going left from the verb, over what may stand between.

Whatever stands there, adverbs, auxiliaries, an apposition between commas, a first verb (`We welcome the draft and
urge …`), a letter that somebody sent (`sent a letter urging …`), the subject is the noun phrase that the verb belongs
to. Nobody is taken for one who asks that is asked himself, or is only told of: the government, a regulator, those
who answered.
"""

import re
from typing import Literal

from parser.statements.names import ANYBODY, IN_OFFICE, IS_OTHER, OUT_OF_OFFICE

Speaker = Literal["first", "other", "it", "nobody"]
Form = Literal["base", "s", "past", "ing"]

_NO_ADVERB = r"(?!(?:family|supply|reply|ally|assembly|italy|july|bully|fly|apply|monopoly|charity|likely)\b)"
_ADVERB = (
    rf"(?:{_NO_ADVERB}[a-z]+ly|also|now|again|further|furthermore|therefore|together|today|all|both|only|once"
    rf"|more|thus"
    r"|hence|then|instead|still|likewise|here|hereby|even|just|each|too|once\s+again|in\s+particular|for\s+now"
    r"|as\s+one"
    r"|in\s+turn|often|sometimes|this\s+week|at\s+once|long|ever|always|never\s+more|at\s+(?:the\s+very\s+)?least"
    r"|in\s+addition"
    r"|in\s+unison|out\s+loud)"
)
_AUXILIARY = (
    r"(?:(?:am|are|is|was|were|be|been|being|['’]re|['’]m|['’]ve|['’]d|have|has|had|do|does|did|will|would|shall|must"
    r"|can|could|should|may|might)(?!\s+that\b)|(?:want|wants|wish|wishes|like|wanted|choose|have|has|going"
    r"|here|continue|continues"
    r"|continued|feel\s+(?:compelled|obliged|bound)|(?:feels?|am|are|is)\s+(?:minded|compelled|obliged|bound|here)"
    r"|take\s+this\s+opportunity|takes\s+this\s+opportunity|had\s+no\s+choice\s+but|have\s+no\s+choice\s+but)\s+to)"
)
_GLUE = re.compile(
    rf"(?:(?:(?:^|\s+|(?=['’]))(?:{_ADVERB}|{_AUXILIARY}|not)\b(?!,))|,\s*{_ADVERB},|(?:(?<=we)|(?<=\bI)"
    rf"|(?<=and))\s+{_ADVERB},)+$"
)
_IS = re.compile(r"(?:\b(?:am|are|is|was|were|be|been|continue|continues|continued)|['’](?:re|m))\b", re.IGNORECASE)
_VERB = re.compile(rf"\b{_AUXILIARY}\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:can|could|should|may|might|must|shall|did|does)\b", re.IGNORECASE)
_FIRST = re.compile(
    r"(?:^|[\s“\"‘'(–—-])(?:we|I)(?:\s*,?\s+(?:all|both|the\s+undersigned\b.*|collectively"
    r"|together))?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*(?:,\s*[^,.;:]{1,140},|[–—-]\s[^–—]{1,140}\s[–—-]|\([^()]{1,80}\))$")
_DASHED = re.compile(r"\s[–—-]\s[^–—]{1,140}\s[–—-]\s*$")
_DASHES = re.compile(r"\s[–—]\s[^–—.;]{1,140}\s[–—]\s")
_MOST_BEFORE, _FIRST_WORDS = 700, 150
"""Characters before a verb that are looked at, and how many of these begin the sentence."""
_ADJUNCTS = re.compile(
    r"^(?:[“\"‘'(]*(?:in|on|at|after|before|following|with|as|while|when|although|though|despite|since|today"
    r"|now|yesterday"
    r"|however|but|and|so|yet|to|for|by|under|given|because|speaking|commenting|responding|reacting|writing|earlier"
    r"|instead|finally|also|together|meanwhile|ahead|during|last|this\s+(?:week|month|year|morning)"
    r"|that\s+is\s+why|this\s+is\s+why"
    r"|here\s+in)\b[^,]{0,160},\s*)+",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?:welcom|support|back|reject|oppos|shar|agre|believ|recogni[sz]|applaud|thank|commend|acknowledg|condemn"
    r"|regret|prais"
    r"|critici[sz]|endors|represent|join|warn|congratulat|accept|appreciat)(?:e?s|e?d)|is|are|was|were|has|have"
    r"|had|will|met|sent|wrote|said|says?|believe|think|argue|warn|want|fear|feel|hope|claim"
)
"""First verbs of one who then asks: they end the subject, `The Guild welcomes the draft and urges`."""
_CONDITION = re.compile(r"\W*(?:if|when|where|once|unless|before|after|to)\b[^,;]*,", re.IGNORECASE)
_CHANCE = re.compile(
    r"\b(?:opportunity|chance|moment|time|ability|right|power|how|where)\s+(?:for\s+\w+\s+)?to\s+\w+[^.;]*$",
    re.IGNORECASE,
)
"""What somebody may do: `a chance for us to speak and demand change`."""
_DATELINE = re.compile(r"^(?:\([^()]{3,40}\)\s*|[A-Z][A-Z .,-]{2,40}\s*)[–—-]\s+(?=[A-Z])")
"""Where and when news were written: `BRUSSELS — Today, …`."""
_BREAK = re.compile(
    r"[.;:?!–—“\"(]\s*|\s-\s|,\s*(?:and\s+|but\s+|so\s+|or\s+|yet\s+)?|\b(?:that|and|but|because|why|when|as|if"
    r"|while|so|where|although"
    r"|though|since|whether|unless|until|how|(?<!more\s)(?<!fewer\s)(?<!less\s)than|or)\s",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:if|whether|before|after|when|unless|until|how|because|should|had"
    r"|(?<!more\s)(?<!fewer\s)(?<!less\s)than)\s+$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:for|of|by|about|from|than|without|like|before|after|since|despite|against|upon|over|to|stop|keep"
    r"|start|began|begin"
    r"|into|through|via|in|not|instead\s+of|worth|from|on|at)$",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"\b(?:join\w*|voices?|stand\w*|side[sd]?|unit\w+|united|together|one|agree\w*)\b[^.;]{0,90}\sin$", re.IGNORECASE
)
_ENDS_BY = re.compile(
    r"\b(?:common|unit\w+|together|respond\w*|react\w*|beg[aiu]n\w*|open(?:s|ed)|clos(?:es|ed)|conclud\w*|ends?"
    r"|ended)\b[^.;]*\sby$",
    re.IGNORECASE,
)
"""What a text or a group does in asking: `The letter ends by urging`."""
_COORDINATES = re.compile(r"(?:^|[\s,])(?:and|but|or|so|while|whilst|then|yet|therefore)$", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r"\s(?:of|on|in|for|to|by|with|from|under|across|at|that|which|who|whose|before|after|within|as|than"
    r"|against|between"
    r"|about|representing|including|led|signed|sent|backed|published|organised|supported|coordinated|addressed"
    r"|working)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"\b(?:letters?|statements?|petitions?|responses?|submissions?|manifestos?|briefings?|declarations?"
    r"|reports?|campaigns?"
    r"|motions?|papers?|pledges?|e-?mails?|postcards?|articles?|amendments?|messages?|calls?|joint\s+\w+"
    r"|open\s+\w+|appeals?|evidence"
    r"|placards?|banners?|resolutions?|communiqu[eé]s?|op-?eds?|tweets?|videos?|editorials?|protests?|rall(?:y"
    r"|ies)|vigils?"
    r"|demonstrations?|marches|march|dossiers?|charters?)$",
    re.IGNORECASE,
)
_WRITES = re.compile(rf"{_LETTERS.pattern}|\b(?:written|wrote|writing)$", re.IGNORECASE)
_SENT_TO = re.compile(r"(?<=\w{4})\s+to\s+(?:(?!\bto\b)[^,;]){2,60}$", re.IGNORECASE)
"""To whom a letter is, before what it asks: `a letter to the board urging`."""
_REFERRED = re.compile(
    r"^(?:this|that|it|which)\s+(?:\w+ly\s+)?\w+(?:s|ed)\s[^.;]*\b(?:speech|report|review|inquiry|study|article|poll|survey|interview)\b",
    re.IGNORECASE,
)
"""What is told of another's word as a background: `This follows a speech by the leader calling for`."""
_BARE = re.compile(r"(?:of|in|on|at|to|for|by|with|from|and|or)(?:\s+(?:the|all|an?|it|them))*\b", re.IGNORECASE)
"""Words that begin no subject."""
_ATTRIBUTE = re.compile(
    r"\b(?:an?|the|any|each|every|all|no|its|their|his|her|to|of|amid|despite|following|after|with|by)$"
)
"""Before a participle that says of which thing it is: `a requested document`."""
_BY_AGENT = re.compile(
    r"\b(?:was|were|been|is|are)\s+(?:\w+ly\s+)?(?!(?:organi[sz]|back|sign|support|launch|draft|join|follow|publish|coordinat|start|issu"
    r"|tabl|mov|fil|submitt|propos|accompani|deliver|attend|inspir|found|form|found|endors|head|host|stag|convinc|fund|commission)\w*)\w+ed\s+by\s[^,;]{2,60}$",
    re.IGNORECASE,
)
"""By what something was hindered: `Talks were undermined by a firm demanding that`."""
_OF_YOUR_LETTER = re.compile(
    r"\b(?:your|thank\s+you\s+for)\s+(?:\w+\s+)?(?:letter|e-?mail|message|question|note)$", re.IGNORECASE
)
_OWNS = re.compile(r"[’']s?$")
_DETERMINER = re.compile(r"this|that|these|those|some|many|most|few|one|a|an|the", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"(?:^|[\s“\"(‘])(?:the|an?|our|their|its|his|her|your|my|these|those|this|any|no|of|for|repeated|growing"
    r"|renewed|strong|urgent|new"
    r"|previous|recent|more|many|several|other|such|key|main|policy|campaign|with|to|despite|from|on|by|support"
    r"|supports|back|backs"
    r"|supporting|backing|echo|echoes|about|all|loud|clear|joint|direct|further|two|three|four|five|following"
    r"|similar|earlier"
    r"|past|specific|reject|rejected|ignored|ignore|heard|hear|through|made|make|makes|making|received|receive"
    r"|get|gets|other)$",
    re.IGNORECASE,
)
"""Before a word that is then a noun: `our calls for`, `despite demands`."""
_RENEWED = re.compile(
    r"\b(?:renewed|growing|repeated|mounting|increasing|fresh|widespread|recent|earlier|previous|urgent|loud)\s+"
    r"(?:[\w-]+\s+){0,2}[\w-]+$",
    re.IGNORECASE,
)
"""Before a noun with more than one word to it: `renewed state calls for`."""
_PLURAL = re.compile(
    r"(?:[a-z’'](?<![sui])s|we|I|you|they|to|people|men|women|children|police|staff|MPs|who|that|which"
    r"|[a-z]*[A-Z]{2,}s?|majority"
    r"|number|We|You|They|Who|Police|Staff|People)$"
)
_SENDS = re.compile(
    r"\b(?:writ\w*|wrote|sent|send\w*|sign\w*|join\w*|uni\w+|march\w*|gather\w*|met|meet\w*|launch\w*|com(?:e"
    r"|es|ing)|came|team\w*"
    r"|rall\w+|resolv\w+|agree[sd]?|vote[sd]?|travel\w*|use[sd]?|work\w*|campaign\w*|plan\w*|deliver\w*|hand\w*"
    r"|present\w*|band\w*|attend(?:s|ed)?|appear(?:s|ed)?|approach(?:es|ed)|contact\w*|visit\w*|went|stood"
    r"|turn\w*\s+out|unit\w*"
    r"|organis\w*|submit\w*|fil(?:es|ed))\b",
    re.IGNORECASE,
)
_TO_OTHERS = re.compile(
    r"\b(?:encourag|ask|invit|help|enabl|want|allow|urg|support|call|need|lik|empower|lead|led"
    r"|let(?!ter))\w*\s+(?:on\s+)?(?:(?!to\b)[\w’'-]+\s+){1,6}to$",
    re.IGNORECASE,
)
"""Somebody else is to ask: `We help families to demand answers`."""


def form_of(verb: str) -> Form:
    """The form of a verb's first word, by its ending."""
    first = verb.split(maxsplit=1)[0].lower()
    if first.endswith("ing"):
        return "ing"
    if first in ("made", "put", "sent", "besought") or first.endswith("ed"):
        return "past"
    return "s" if first.endswith("s") and first != "press" else "base"


def speaker(before: str, form: Form) -> Speaker:
    """Who the subject of a verb is, by the words before it: the speaker, somebody else who may ask, or nobody."""
    before = before_aside(before).rstrip()
    if form == "base" and _CONDITION.fullmatch(before):
        return "nobody"  # what the reader may do then: `If not, ask the keeper`
    glue = _GLUE.search(before)
    words = glue[0] if glue else ""
    plain = before[: len(before) - len(words)].rstrip()
    if form == "past" and (_ATTRIBUTE.search(plain) or re.search(r"\bhaving$", plain, re.IGNORECASE)):
        return "nobody"
    if form == "ing" and not _IS.search(words):
        return _of_participle(plain)
    if form == "base" and re.search(r"\bto$", plain):
        return _of_infinitive(plain)
    if form == "past" and _IS.search(words):
        return "nobody"
    found = _finite(plain, noun=form != "past" and not _IS.search(words))
    may = (
        re.search(r"\bdid\b|\b(?:may|might)\s+(?:\w+\s+)?have\s+to\b", words)
        if found == "first"
        else _MAY.search(words)
    )
    return "nobody" if may else found


def leading_to(sentence: str, at: int) -> str:
    """The words of a sentence before a place; of very many the first and the last, or each verb reads them all."""
    if at <= _MOST_BEFORE:
        return sentence[:at]
    return f"{sentence[:_FIRST_WORDS]} … {sentence[at - _MOST_BEFORE + _FIRST_WORDS : at]}"


def many(before: str) -> bool:
    """Whether the words before a verb end in somebody of whom it may be said without an ending: `unions demand`."""
    plain = re.sub(rf"(?:,\s*)?(?:\s+{_ADVERB})+$|(?:\s+{_AUXILIARY})+$", "", before_aside(before).rstrip())
    last = re.split(r"[\s,]+", plain.rstrip(" ,)”\"’'"))[-1]
    joined = re.search(r"\b(?:and|or|&)\s+(?:the\s+)?(?:[A-Z][\w’'.-]*\s*)+$", plain)
    return (
        bool(joined or _PLURAL.search(last))
        or plain != before_aside(before).rstrip()
        or _COORDINATES.search(plain) is not None
    )


def before_aside(before: str) -> str:
    """Words before a verb without what stands between dashes right before it."""
    return _DASHED.sub(" ", before)


def _finite(plain: str, *, noun: bool = True) -> Speaker:
    """The subject right before a finite verb, or that of the verb it is joined to."""
    if _COORDINATES.search(plain):
        if re.match(r"(?:not\s+)?to\s+[a-z]", plain) or _CHANCE.search(plain):
            return "nobody"  # what somebody is to do, or may do, goes on
        plain = _COORDINATES.sub("", plain)
        who = re.search(r"\s+who\s[^,;]*,?\s*$", plain)
        return _class(_last_phrase(plain[: who.start()])) if who else _main(plain)
    if plain.endswith(","):
        aside = _ASIDE.search(plain)
        return _finite(plain[: aside.start()].rstrip(), noun=noun) if aside else _main(plain)
    aside = _ASIDE.search(plain)
    if aside:
        plain = plain[: aside.start()].rstrip()
    if _FIRST.search(plain):
        return "nobody" if _UNSURE.search(_FIRST.sub(" ", plain)) else "first"
    return _named(plain, noun=noun)


def _named(plain: str, *, noun: bool) -> Speaker:
    """A subject that is no pronoun of the speaker; `noun` says that the verb may be a noun instead."""
    if not plain or (noun and _before_noun(plain)):
        return "nobody"
    relative = re.search(r"\s+(?:who|which|that)$", plain)
    if relative:
        before = plain[: relative.start()].rstrip(" ,")
        asks = "who" in relative[0] or _LETTERS.search(before)
        return _class(_last_phrase(before)) if asks else "nobody"
    breaks = [*_BREAK.finditer(plain)]
    start = breaks[-1].end() if breaks else 0
    if breaks and _UNSURE.search(plain[:start]):
        return "nobody"
    phrase = _ADJUNCTS.sub("", plain[start:])
    if re.fullmatch(r"it", phrase.strip(), re.IGNORECASE):
        return "it"
    joined = breaks and breaks[-1][0].strip(" ,").lower() == "and" and not _VERB.search(plain[:start])
    return _main(plain) if joined else _class(phrase)


def _before_noun(plain: str) -> bool:
    """Whether words end so that what follows is a noun: `our`, but not the last word of a name (`Lamps for All`)."""
    if _RENEWED.search(plain):
        return True
    found = _NO_NOUN.search(plain)
    return found is not None and (found[0].strip(' “"(‘').islower() or found.start() == 0)


def _last_phrase(text: str) -> str:
    """The noun phrase that a text ends with, roughly: after the last break or preposition."""
    return re.split(r"\b(?:of|from|by|with|for|to|in|on|and|,)\s", text)[-1]


def _class(phrase: str) -> Speaker:
    """Whether a noun phrase is of somebody, or of a text, that may ask."""
    phrase = re.sub(r"^(?:today|now|meanwhile|still|yet)\s+", "", phrase.strip(" “\"‘'("), flags=re.IGNORECASE)
    if IN_OFFICE.match(phrase):
        return "nobody"
    if OUT_OF_OFFICE.search(phrase):
        return "other"
    head = _HEAD_ENDS.split(phrase)[0].strip(" ,")
    if (
        not head
        or _BARE.fullmatch(head)
        or IS_OTHER.search(head)
        or ANYBODY.fullmatch(head)
        or not re.search(r"[A-Za-z]{2}", head)
    ):
        return "nobody"
    if (
        phrase != head
        and re.match(r"(?:in|on|at|after|by|for|with|from|under)\b", phrase, re.IGNORECASE)
        and IS_OTHER.search(phrase)
    ):
        return "nobody"
    return "other"


def _main(before: str) -> Speaker:
    """The subject that begins a sentence, after what may stand before it."""
    quoted = _DASHES.sub(", ", re.split(r"[“\"]", before)[-1])
    plain = _ADJUNCTS.sub("", _DATELINE.sub("", quoted.strip(" “\"‘'("))).strip()
    plain = re.sub(
        r"^(?:and|but|so|or|yet|that(?=\s+this\s)|that\s+is\s+why|this\s+is\s+why|which\s+is\s+why)\s+",
        "",
        plain,
        flags=re.IGNORECASE,
    )
    if re.match(r"(?:(?:here|now|together|today|again)\s+)*(?:we|I)(?:\b|['’])", plain) or re.match(
        r"(?:we|i)\b", plain, re.IGNORECASE
    ):
        return "first"
    if re.search(
        r"(?:^|[,;–—]\s*|\b(?:and|but|so|why|today|that)\s+)(?:we|I)(?=\s|['’])(?![^,;]*\b(?:that|which"
        r"|who)\s+(?:we|I)\s)",
        plain,
    ):
        return "first"
    words = _HEAD_ENDS.split(plain)[0].split()[:8]
    words = words[: next((n + 1 for n, word in enumerate(words) if word.endswith(",") or _TAKES.fullmatch(word)), None)]
    if not words or _BARE.match(plain):
        return "nobody"
    first = 2 if _DETERMINER.fullmatch(words[0]) else 1
    starts = (
        " ".join(words[:n])
        for n in range(first, len(words))
        if not (words[n][0].isupper() or _OWNS.search(words[n - 1]))
    )
    if OUT_OF_OFFICE.search(" ".join(words)):
        return "other"
    if IN_OFFICE.match(plain) or any(IS_OTHER.search(start.strip(" ,“”\"'")) for start in starts):
        return "nobody"
    return "other" if len(words) > 1 else _class(plain)


def _of_participle(plain: str) -> Speaker:
    """Whose a participle is: the subject's after a comma, a letter's or group's right after its noun."""
    if _JOINING.search(plain) or _ENDS_BY.search(plain):
        return _main(plain)
    if plain.endswith((",", "–", "—")) or _COORDINATES.search(plain):
        within = re.split(r"\bthat\s", plain)
        if re.search(r"\byour\s[^,]*,$", plain) or (len(within) > 1 and _main(within[-1]) == "nobody"):
            return "nobody"
        return _main(_COORDINATES.sub("", plain).rstrip(" ,–—"))
    if (
        _OF_YOUR_LETTER.search(plain)
        or _REFERRED.search(plain)
        or _BY_AGENT.search(plain)
        or not plain
        or _PREPOSITION.search(plain)
        or _before_noun(plain)
        or re.match(r"you\b", plain, re.IGNORECASE)
    ):
        return "nobody"
    who = _main(plain)
    to = _SENT_TO.search(plain)
    plain = plain[: to.start()] if to and _WRITES.search(plain[: to.start()]) else plain
    if _WRITES.search(plain):
        return who if who != "nobody" or not re.search(r"\breceiv\w+|\bhand\w*|\bfac\w+", plain) else "other"
    near = _class(_last_phrase(plain))
    return who if near == "other" and who != "nobody" else near


def _of_infinitive(plain: str) -> Speaker:
    """Who does something in order to ask: `We write to urge you`; `sent postcards to ministers to urge them`."""
    if _TO_OTHERS.search(plain) or re.search(
        r"\b(?:(?:un)?likely|(?:was|were)\s+(?:among\s+)?the\s+first)\s+to$", plain
    ):
        return "nobody"
    who = _main(plain)
    if who == "other" and not _SENDS.search(plain):
        return "nobody"
    return who
