"""Who or what a modal verb is of: the noun before it, without what depends on it or is said of it in passing."""

import re

_FINITE = re.compile(
    r"\s(?:must|should|is|are|was|were|has|have|will|would|can|could|do|does|did|needs?|ought)\b", re.IGNORECASE
)
_ADJUNCT = re.compile(
    r"\W*(?:in|on|at|after|before|following|with|as|while|when|although|though|despite|since|to|for|by|under"
    r"|given|because|if|where|until|unless|once|but|and|so|however|therefore|thus|also|finally|moreover"
    r"|furthermore|further|similarly|instead|rather|first|second|third|again|here|there|\w+ly)\b",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 8
"""Words of a subject from which commas divide what is said of it."""
_FOR_EXAMPLE = re.compile(
    r"(?:including|such\s+as|like|especially|particularly|for\s+example|as\s+well\s+as|notably|whether)\b",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(
    r"\s(?:of|on|in|for|to|by|with|from|under|across|at|that|which|who|before|after|within|so|as|than|against"
    r"|between|about|over|aged)\b",
    re.IGNORECASE,
)
BREAKS = re.compile(
    r"[;:]|\s[–—-]\s|\b(?:that|and|but|so|therefore|because|however|(?:believe|think|feel|argue|agree"
    r"|insist)(?=\s(?:it|they|we|you|he|she|there)\b)|(?:said|says|warned|added|argued|claimed|insisted)(?!\s(?:in|on|at|to|by)\b))\s",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?P<who>we|they|I|you|he|she|it)\s+(?:can|could|will|would|may)$", re.IGNORECASE)
"""Two modal verbs of one pronoun: `all who think we can and should do more`."""
_OF_US = re.compile(
    r"^(?:all|each|some|many|most|any|none|both)\s+of\s+us$|^(?:members|staff|volunteers|trustees"
    r"|users)\s+of\s+our\b",
    re.IGNORECASE,
)
_WHICH_IS = re.compile(
    r"(?<=\w)(?<!says)(?<!said)(?<!means)\s(?:that|who|which)\s(?:is|are|was|were|has|have|had|can|could|will|would"
    r"|does|do)\b[^,;:]*$",
    re.IGNORECASE,
)
"""What is said of a subject before its verb: `The household that is on a meter should`."""
_PRONOUN_LAST = re.compile(r"\b(?:you|we|I)$")
"""The subject behind what stands before a clause without a comma: `in times of crisis you need to`."""
_THOSE_WHO = re.compile(r"those\s+who\s+(?!(?:need|want|wish|suffer|feel|are|were|have)\b)\w", re.IGNORECASE)
"""People who do something, of whom it may be demanded: `those who profit`."""


PUBLIC = re.compile(
    r"(?:^|[,;]\s+|\band\s+)(?:[a-z]+s\s+(?:wishing|(?:that|who)\s+(?:wish|want|would\s+like))\b[^,;]{0,60}$|(?:anyone|anybody|those|people|residents|parties|organisations|firms|groups|witnesses)\s+(?:wishing|wanting|interested|affected"
    r"|with|who)\b[^,;]{0,60}$|(?:(?:all|any|our|the|those|new|other)\s+)*(?:visitors?|guests?|attendees"
    r"|spectators|passengers|drivers|motorists|travellers|walkers|swimmers|shoppers|applicants|candidates"
    r"|delegates|participants|volunteers|members|(?:\w+\s+)?holders|patients|pupils|students|readers|users|customers|residents"
    r"|parents|tenants|subscribers|supporters|staff|(?:each\s+|every\s+)?branch(?:es)?(?:\s+\w+)?|(?:\w+\s+)?owners|riders|cyclists|anglers|chapters|stewards|local\s+groups|applications|landlords\s+with[^,;]{2,40}|bidders)"
    r"(?:\s+(?:of|with|who|from|at|in)\s[^,;]{2,60})?$)",
    re.IGNORECASE,
)
"""Those whom a notice tells what to do: `Visitors are asked to keep dogs on a lead`."""
_HOUSE = re.compile(
    r"(?:cards|passes|parcels|tools|keys|dogs|bikes|phones|bags|cars|vehicles|memorand(?:um|a)|written\s+evidence|replies|paragraphs|tickets?|bookings?|visits?|entries|nominations|deposits?|fees|places|tables|rooms|requests|applications"
    r"|submissions|photographs|images|essays|letters|newsletter|article|publication|claims|payments?)$",
    re.IGNORECASE,
)
_SENT_IN = re.compile(
    r"\b(?:responses|replies|applications|entries|submissions|nominations|bids|memoranda)$", re.IGNORECASE
)
_HOUSE_RULE = re.compile(
    r"\s+(?:put\s+(?:back|away)|kept\s+(?:on|tidy|clean|locked)|locked|parked|switched|left|numbered|typed|limited\s+to|a\s+maximum|in\s+(?:word|writing|english|pdf)|brief|concise|bought|ordered|booked|purchased|collected|shown|reserved|presented|received|made|paid|cancelled|vacated"
    r"|returned|copied|reproduced|submitted|sent|no\s+(?:longer|larger|more)\s+than)\b",
    re.IGNORECASE,
)
"""How a house words its rules: `Tickets must be bought in advance`."""
CORRELATED = re.compile(
    r"\W*the\s+(?:more|fewer|less|greater|larger|longer|higher|lower|older|younger|bigger)\b[^.;]*,\s+the\s+(?:more|fewer"
    r"|less|greater|larger|longer|higher|lower|bigger|harder)\b|\W*that\s+(?!is\b|must\b|should\b|needs?\b|has\b|said\b|means?\b)"
    r"[^.;]*\b(?:must|should|need|has|have)\b[^.;]*(?:is|was|shows?|speaks|reflects|proves|tells|says)\s+(?:an?|the|how|us|why|that|indicative|proof|not|volumes|something)\b",
    re.IGNORECASE,
)
"""What hangs on something else, or is a fact of which more is said: `The more there are, the less she has to`, `That
staff need to strike is a sign`."""
_MOST_AFTER = 120
"""Characters after a verb that are looked at."""
_ADVISED = re.compile(
    r"(?:hold|elect|order|stay|hand|look|watch|slow|dismount|allow|expect|check|plan|leave|avoid|bring|wear|arrive|contact|phone|seek|call|report|keep|carry|book|use"
    r"|read|visit|write|register|email|ring|submit|respond|speak|apply|send|sign|complete|follow|claim|renew|return"
    r"|collect)",
    re.IGNORECASE,
)


def subject_of(before: str) -> str:
    """The noun before a modal verb, without what depends on it: `The measures` of `The measures in PCU C6`."""
    joined = re.search(r"(?:^|[\s,])(?:and|or|but|so)$", before)
    if joined and (both := _BOTH.search(before[: joined.start()])):
        return both["who"]
    joins = (
        re.split(r"\bthat\s(?!(?:is|are|was|were|has|have|can|will|would)\b)", before[: joined.start()])[-1]
        if joined
        else ""
    )
    if joined and (verb := _FINITE.search(joins)):
        return subject_of(joins[: verb.start()])
    first = before.split(",", maxsplit=1)[0]
    if (
        before.endswith(",")
        and len(first.split()) <= _LONGEST_SUBJECT
        and first.strip() != before.strip(" ,")
        and not _ADJUNCT.match(first)
    ):
        return subject_of(first)
    plain = re.sub(r"\s[–—-]\s[^–—]*\s[–—-]$|\s*,[^,]{1,80},$|\([^()]*\)", "", before)
    plain = _WHICH_IS.sub("", plain)
    clause = BREAKS.split(plain)[-1].split(",")[-1].strip()
    if not clause or _FOR_EXAMPLE.match(clause):
        clause = BREAKS.split(before.split(",", maxsplit=1)[0])[-1].strip()
    if (pronoun := _PRONOUN_LAST.search(clause)) and _ADJUNCT.match(clause):
        return pronoun[0]
    return (
        clause if _OF_US.search(clause) or _THOSE_WHO.match(clause) else _HEAD_ENDS.split(clause)[0].strip() or clause
    )


_MAXIM = re.compile(
    r"^(?:an?\s+(?!(?:\w+\s+)?(?:new|statutory|national|ban|duty|levy|tax|law|register|fund|scheme|code|bill|child|review"
    r"|inquiry|plan|strategy)\b)[\w-]+(?:\s+[\w-]+)?|meetings|speeches|lessons|hope|life|history|love|leaders)$",
    re.IGNORECASE,
)
"""Anything of a kind: `A pledge`, `Meetings`."""
_QUALITY = re.compile(
    r"(?:be\s+(?:as\s+|both\s+|\w+ly\s+)?(?:short|long|brief|simple|easy|clear|fun|light|heavy|dark|warm|honest|kind|quiet|loud|plain|small|big"
    r"|sharp|sweet|fresh|crisp|soft|firm|strong|polite|punctual|patient|brave|memorable|interesting|beautiful|readable|legible"
    r"|run\s+by\s+people|judged\s+by|about|like|where)\b|(?:listen|die|teach\s+us)\b|(?:start|begin|end|finish)\s+(?:on\s+time|with)\b|have\s+an?\s+(?:beginning|title|point|purpose|plot))",
    re.IGNORECASE,
)
_HANDLED = re.compile(
    r"be\s+(?:\w+ly\s+)?(?:cooked|boiled|washed|rinsed|peeled|chilled|refrigerated|thawed|defrosted|reheated|eaten|drunk|worn|wiped|oiled|dried"
    r"|watered|pruned|sown|planted\s+(?:out|in)|supervised|(?:kept|stored|placed|tested|held|used|fitted|checked|cleaned|changed|replaced)\s+(?:\w+\s+)?(?:in\s+(?:the|a)\s+(?:fridge|dark|dry|cool)\b|cold\b|dry\b|cool\b"
    r"|out\s+of\s+reach|on\s+(?:firm|level)|upright|once\s+a|every\s+(?:day|week|month|year|two|three|six)|regularly|daily|weekly|before\s+(?:and|each|use)|after\s+(?:each|use)|at\s+all\s+times|at\s+(?:minus|\d|room)|away\s+from)|earned\b)",
    re.IGNORECASE,
)
"""How a thing is handled at home or at work: `Meat must be cooked through`."""
_IN_WRITING = re.compile(
    r"be\s+(?:(?:agreed|made|confirmed|given|submitted)\s+in\s+writing|signed\s+by\s+(?:both|all|two|the\s+owner)"
    r"|left\s+(?:tidy|clean|shut|locked)|on\s+an?\s+(?:lead|leash))\b",
    re.IGNORECASE,
)
"""How terms and house rules are worded: `Any change must be agreed in writing`."""
_FIELD = re.compile(r"^(?:this|the|each|these)\s+(?:\w+\s+)?(?:fields?|box(?:es)?|space)$", re.IGNORECASE)


def is_maxim(subject: str, found: re.Match[str]) -> bool:
    """Whether it says how things of a kind are best, or handled by anybody: `A pledge should be short`."""
    words = found.string[found.start("verb") : found.start("verb") + _MOST_AFTER]
    plain = not re.match(r"(?:the|this|these|our|all|every|each|any|no)\b", subject, re.IGNORECASE)
    return bool(
        (_MAXIM.match(subject) and _QUALITY.match(words))
        or (plain and _HANDLED.match(words))
        or _IN_WRITING.match(words)
        or re.match(r"have\s+one\W*$", words)
        or (re.match(r"some(?:one|body)$", subject, re.IGNORECASE) and not words.startswith("be "))
        or (_FIELD.match(subject) and re.match(r"be\s+(?:left|empty|blank)\b", words))
    )


def is_notice(subject: str, found: re.Match[str]) -> bool:
    """Whether it tells those who come what to do: `Tickets must be bought early`, `Drivers should allow longer`."""
    bought = found["verb"].lower() == "be" and _HOUSE.search(subject) and _HOUSE_RULE.match(found["rest"])
    sent = re.fullmatch(r"include|contain|reach|arrive", found["verb"]) and _SENT_IN.search(subject)
    aged = re.match(r"be\s+(?:over|under|aged|at\s+least)\b", found["verb"] + found["rest"]) and PUBLIC.search(subject)
    return bool(
        bought
        or sent
        or aged
        or (
            _ADVISED.fullmatch(found["verb"])
            and (PUBLIC.search(subject) or PUBLIC.search(found.string[: found.start()]))
        )
    )
