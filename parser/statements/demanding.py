"""Whether a sentence says of somebody, or of a text, that it must or should do or become something.

In an argument such a sentence asks, unless something shows that it does not: it speaks of the speaker or of those
for whom he speaks, tells what a law says or another said, says what is known or felt, foretells, or asks a question.
"""

import re
from functools import lru_cache

from parser.statements.speaking import leading_to
from parser.statements.subjects import CORRELATED, is_maxim, is_notice, subject_of
from parser.statements.telling import (
    LAW,
    LONG_AGO,
    RESPONDENTS,
    foretells,
    guesses,
    is_law,
    is_told,
    nothing_to_do,
    said_by_asked,
    told_of,
)
from parser.statements.wishing import who, wished

_ADVERBS = (
    r"(?:(?:now|of\s+course|also|therefore|only|always|instead|not|never|then|at\s+\w+\s+(?:least|minimum)"
    r"|urgently|immediately"
    r"|still"
    r"|further|clearly|explicitly|similarly|thus|however|again|first|simply|automatically|ultimately|actively|fully"
    r"|itself"
    r"|themselves|properly|specifically|ideally|better|rather|each|all|both|swiftly|quickly)\s+)*"
)
_MODAL = re.compile(
    r"\s(?P<modal>(?:must|should)(?:n['’]t\b)?(?:\s*[–—-]\s*(?:and|or|indeed)\s+(?:must|should)\s*[–—-])?"
    r"|shall\s+not|ought\s+to"
    r"|needs?\s+to|has\s+(?:got\s+)?to|have\s+(?:got\s+)?to|had\s+(?:better|to)|needed\s+to"
    r"|cannot\s+be\s+allowed\s+to)\b\s*(?:,[^,]{1,60},\s*)?"
    rf"{_ADVERBS}(?!(?:it|they|this|that|these|those|you|we|he|she|there)\b)"
    r"(?P<verb>[a-z]+)(?=(?P<rest>(?:\s+[\w’'-]+){0,4}))",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(?:quer(?:y|ies)|questions|enquir(?:y|ies)|support\s+needs|comments|views|responses"
    r"|applications)\b[^.;]*\bshould\s+be\s+(?:sent|submitted|directed|addressed|e?-?mailed)\b",
    re.IGNORECASE,
)
"""Where readers are to write."""
_FOR_TO = re.compile(
    r"(?:in\s+order\s+)?to\s+(?:qualify|be\s+(?:eligible|effective|counted|considered|included|accepted|awarded|listed|registered)|apply|join|enter|win(?!\s+back)|vote"
    r"|register)\b[^,;.]{0,60},\s|(?:in\s+order\s+)?for\s[^,;.]{3,60}\sto\s(?:be\s+(?:valid|effective|lawful"
    r"|legal)|hold|count|qualify|work"
    r"|succeed|stand|apply)[^,;.]{0,60},\s",
    re.IGNORECASE,
)
"""What is needed that something counts: `For a pledge to bind at law, its givers must …`."""
_ASIDE = re.compile(
    r"^(?:in\s+(?:our|my)\s+(?:view|opinion|judgement),?|(?:this|that)\s+(?:also\s+)?means(?:\s+that)?)\s+",
    re.IGNORECASE,
)
"""What a speaker says before his demand."""
OWN_VIEW = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?:(?:our|my)\s+(?:\w+\s+)?(?:view|position|belief|preference|proposal"
    r"|recommendation)s?\s+(?:is|are|remains?)"
    r"|(?:the\s+)?(?!(?:government|minister|department|regulator|ofcom|court|commission|industry|company|council"
    r"|platform|committee|treasury"
    r"|police)s?\b)[\w-]+(?:\s+[\w-]+){0,3}(?<!minister)(?<!government)(?<!department)(?<!regulator)['’]s?\s+(?:view|position|belief|opinion)\s+(?:is|remains)"
    r"|it\s+is\s+(?:our|my)\s+(?:\w+\s+)?(?:view|position|belief)|we\s+(?:(?:are|remain)\s+of\s+the\s+view"
    r"|take\s+the\s+view"
    r"|(?:(?:also|strongly|firmly|therefore|would)\s+)*(?:agree|maintain|argue|contend|submit|say|suggest|propose"
    r"|believe|think|consider|feel|insist)|(?:(?:also|strongly|fully|broadly|therefore)\s+)*(?:agree\s+with"
    r"|share|support|endorse|echo)"
    r"\s+(?:the|those|this|their|its|(?:the\s+)?\w+['’]s)\s+(?:\w+\s+)?(?:views?|calls?|suggestions?|arguments?"
    r"|positions?"
    r"|recommendations?|beliefs?)\b"
    r"[^,;]{0,90}?))\s+that\b",
    re.IGNORECASE,
)
"""What a speaker says of himself before his demand: what follows is his own and not told of others."""
_GRANTED = re.compile(r"\s+(?:(?:an?|the|access|to|clear|full|regard)\b)", re.IGNORECASE)
_SHIELDED = re.compile(
    r"\s*(?:\w+\s+)?(?:placed|housed|assessed|compensated|represented|reimbursed|entitled|exempt(?:ed)?|protected"
    r"|shielded|kept|given|consulted|heard|included|informed|listened|offered|involved"
    r"|asked|taught|treated|supported|allowed\s+to|free\s+to|paid|trained|prevented|at\s+the\s+(?:very\s+)?(?:centre|heart))\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"(?:everyone|everybody|(?:every|each|any)\s+(?:child|person|family|citizen|one|human|woman|man|\w+\s+child))\b",
    re.IGNORECASE,
)
_LOT = re.compile(
    r"\b(?:start|right(?!\s+to\s+(?!an?\b|the\b))|chance|opportunity|voice|say|life|future|childhood|home)\b", re.I
)
"""What is wished to everybody, and asked of nobody: `Every child should have the best start`."""
_NOBODY = re.compile(r"(?:nobody|no\s+(?:one|child|parent|family|\w+\s+child))\b", re.IGNORECASE)
_ONE = re.compile(r"\s+(?:introduced|created|set\s+up|established|added|appointed|built|published|provided)\b")
_OF_STATE = re.compile(
    r"(?:(?:ban|outlaw|prohibit|legislate|abolish|repeal|nationalise|criminalise|tax|decriminalise|legalise"
    r"|regulate|(?:not\s+)?(?:allow|let)|slow\s+down|phase\s+out|have\s+an?\s+(?:\w+\s+){1,3}(?:that|which))\b(?!\s+(?:our|ourselves)\b)"
    r"|(?:introduce|bring\s+in|impose|raise|set)\s+(?:an?\s+)?(?:\w+\s+){0,2}(?:ban|tax|levy|law|cap|fines?"
    r"|legislation)\b|be\s+(?:protect|invest|spend|build|fund|support|encourag|tackl|train|expand|cut(?:t)|end|stopp|repair"
    r"|keep|welcom|sav|strengthen|reduc|creat)ing\b|make\s+it\s+(?:illegal|unlawful|an\s+offence|law|compulsory|mandatory)\b)",
    re.IGNORECASE,
)
"""What only a state can do, of which `we` says that it is to be done: `We should ban straws`."""
_MAKES_LAW = re.compile(
    r"\b(?:governments?|ministers?|prime\s+minister|president|secretary|chancellor|parliament|council|mayor"
    r"|commission|regulator|ofcom|leaders)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\b(?:it|he|she|they|I|we|you)$", re.IGNORECASE)
_BEFALLS = re.compile(
    r"\s+(?:\w+ly\s+|ever\s+)?(?:forced|left|made|told|surprised|fooled|blamed|frightened|scared|lost|harmed|hurt"
    r"|killed|afraid|bereaved|worried|reminded|expected)\b",
    re.IGNORECASE,
)
_GETS = re.compile(
    r"\s+(?:more|better|free|fair|proper|equal)\b|\s+(?:the\s+(?:help|support|care|pay|money)|an?\s+(?:free|fair|proper|pay))\b",
    re.I,
)
_DOES = re.compile(r"\s+able\s+to\s+(?:board|vote|appeal|challenge|claim|opt|delete|refuse|sue|register)\b", re.I)
_ABLE = re.compile(r"\s+(?:\w+\s+)?able\b", re.IGNORECASE)
_USERS = re.compile(r"\b(?:users|victims|survivors)$", re.IGNORECASE)
_SELF = re.compile(
    r"\b(?:we|I|our\s+members|children|childhood|parents|carers|teachers|young\s+people|people|users|women|girls"
    r"|adults|men|boys"
    r"|victims|survivors|applicants|candidates|entrants|delegates|supporters|signatories|petitioners"
    r"|participants|(?:all|each|some|many|any)\s+of\s+us"
    r"|^(?:the\s+|all\s+)?trustees|^our\s+(?:volunteers|staff|members|trustees|team|helpline|donors|supporters)|^(?:members|staff"
    r"|volunteers|trustees|users)\s+of\s+our\b.*"
    r"|famil(?:y|ies)|everyone|everybody|anyone|society|readers?|mothers|fathers)$|^(?:one|nobody|no\s+(?:one|child"
    r"|parent|family|\w+\s+child)\b.*|the\s+public)$",
    re.IGNORECASE,
)
"""Of whom a demand is none of others: the speaker, and those for whom he speaks."""
_DETERMINER = re.compile(
    r"the|an?|any|some|our|their|its|his|her|each|such|future|anyone|anything|something", re.IGNORECASE
)
_THERE = re.compile(r"(?:^|\s)there$", re.IGNORECASE)
_ADVERB_LAST = re.compile(
    r"(?<=\b(?:we|he))\s+(?:also|now|all|both|still|often|always|sometimes|then|just|\w+ly)$"
    r"|(?<=\bI)\s+(?:also|now|still|often|always|sometimes|then|just|\w+ly)$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^(?!.*\b(?:what|whatever|those|that|this|who|whose|which|whoever|anyone|all|if|where|when|said|says?)\b)"
    r".*\w\s+(?:is|are|was|were|has|have|had)\s+\w",
    re.IGNORECASE,
)
"""A clause that is whole before the verb: then it is none of its subject."""
_RELATIVE = re.compile(r"\b(?:that|who|which)\s[^,;]*$", re.IGNORECASE)
_ASKS = re.compile(r"(?:and\s+|but\s+)?(?:what|how|who|which|why|when|where|whether)", re.IGNORECASE)
"""A question inside a sentence: `What should be done is less clear`."""
_NEVER = re.compile(r"\b(?:we|I)$", re.IGNORECASE)
_ACTOR = re.compile(
    r"\b(?:ofcom|regulators?|governments?|ministers?|secretary\s+of\s+state|parliament|mps|peers|department"
    r"|departments|codes?|bill|act"
    r"|guidance|regime|regulations?|compan(?:y|ies)|platforms?|providers?|services?|firms?|industry|operators?"
    r"|commission|commissioner"
    r"|authority|authorities|legislation|law|you|chancellor|mayor|president|treasury|congress|senate|assembly"
    r"|board|landlords|employers"
    r"|retailers|supermarkets|manufacturers|banks|insurers|developers|suppliers|councils?|schools?|police|committee)\b",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(r"\W*(?:in\s+order\s+)?to\s", re.IGNORECASE)
_SPOKEN_FOR = re.compile(
    r"\b(?:we|I|us|children|parents|people|famil(?:y|ies)|users|women|girls|victims|survivors|it\s+is|this|that"
    r"|there)\b",
    re.IGNORECASE,
)
"""A clause before a pronoun that may mean those for whom the author speaks, or nobody."""
_OTHERS = re.compile(
    r"\b(?:children|parents|people|famil(?:y|ies)|users|women|girls|victims|survivors)\b", re.IGNORECASE
)
"""Those whom a pronoun of the next sentence may mean as well."""
_PRONOUN = re.compile(r"^(?:and\s+|but\s+|so\s+)?(?:this|that|these|those|it|they)$", re.IGNORECASE)
_KNOWN = re.compile(
    r"(?:noted|remembered|said|stressed|acknowledged|borne|seen|read|understood|emphasi[sz]ed|pointed|clear"
    r"|surprised|surprising|surprise"
    r"|grateful|proud|commended|applauded|congratulated|ashamed|interpreted|possible|aware|viewed|concerned|obvious"
    r"|familiar|borne|thanked|made\s+to\s+feel"
    r"|no\s+doubt|no\s+surprise|mindful|welcomed|admitted|stated|assumed|recalled|appreciated|treated\s+(?:as|with)"
    r"|compared\s+with|quoted|taken\s+(?:as|to\s+(?:mean|imply|suggest))|an?\s+(?:highlight|treat|success|delight|joy|pleasure)|confused"
    r"|in\s+touch|mistaken|conflated|underestimated|overstated"
    r"|exaggerated|(?:the|our)\s+(?:\w+\s+)?(?:reality|norm|case|exception|way)|regarded\s+as|self-evident|glad"
    r"|sad|right|true|good|fun)\b",
    re.IGNORECASE,
)
"""After `should be`: what is to be known, felt or thought, and not done."""
_KNOWS = re.compile(
    r"(?:feel|seem|mean|know|realise|remember|think(?!\s+again)|wonder|worry|admit|believe|expect|note|suffice"
    r"|sound|look|mind"
    r"|navigate|live"
    r"|shame|alarm|concern|embarrass|stress|confess|cope|struggle|suffer)",
    re.IGNORECASE,
)
_ALWAYS_KNOWN = re.compile(r"(?:feel|seem|mean|suffice|sound)", re.IGNORECASE)
_EXISTS = re.compile(
    r"\s+(?:(?:plenty|thousands|hundreds|dozens|millions|scores|many|others|few|at\s+least|about|around|nearly"
    r"|more\s+than)\b|\w+\s+(?:hundred|thousand|million)\b)"
    r"|\s+(?:\w+\s+)?(?:reasons?|ways?|doubt|something|somebody|someone|somewhere|questions?|moments?|mistake)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\s+(?:\w+\s+)?(?:been|\w+ed|known|seen|done|gone|come|taken|made|had|given|left|kept|told|won|lost|paid"
    r"|put|sent|held|written|chosen|shown|grown|begun|become|built|brought|bought|caught|found|heard|met|said|sold|stood"
    r"|spent|led|risen|fallen)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"^(?:\s+(?:\w+ly|also|now|more|better|further|not|well|fully|no|at|least))*\s+(?:(?:\w+-)?\w+(?:ed|wn|en|un|pt|lt|ld)"
    r"|made|set|put|cut|brought|built|kept"
    r"|an?\s+(?:[\w-]+\s+)?priority|met|led|paid|sent|left|lost|read|dealt|sought|taught|bound|found|held"
    r"|mandatory|met|future|safe)\b",
    re.IGNORECASE,
)
"""A participle after `be`: what is to be done to the subject."""
_DOING = re.compile(
    r"(?!(?:anything|everything|nothing|something|livestreaming|advertising|marketing|training|funding|housing|planning|parking"
    r"|recycling|teaching|nursing|staffing|pricing|lending|screening|farming|fishing|mining|gambling|smoking)\b)\w+ing\b",
    re.IGNORECASE,
)
"""A subject that says what is done, of which `should be` judges: `Keeping watch should never be an afterthought`."""
_CHANGES = re.compile(r"(?:stay|reach|change|stop|end|cease|go|start|happen|apply|include|cover|be)", re.IGNORECASE)
_COMMON = re.compile(
    r"(?:accelerate|act|adopt|add|amend|apply|ban|bring|clarify|commit|consider|consult|define|disclose|ensure"
    r"|explain|extend|fund|give"
    r"|include|introduce|issue|lay|legislate|listen|make|meet|pass|produce|provide|publish|recognise|reconsider"
    r"|reject|remove|require|respond"
    r"|review|revise|set|strengthen|support|take|use|vote|withdraw|work)",
    re.IGNORECASE,
)
"""What somebody who is spoken to may be told to do: `You should publish`; `You should see a doctor` is advice."""
_NAME = re.compile(r"\s[A-Z][a-z]+")
_NOUN = re.compile(
    r"\b(?:the|an?|no|any|our|their|this|that|urgent|pressing|clear|real)$|^(?!.*\b(?:is|are|was|were|has|have"
    r"|remains?)\b).*\band$",
    re.IGNORECASE,
)
"""Before `need to` where it is a noun: `the need to protect it`."""
_CONTACT_CLAUSE = re.compile(
    r"\b(?!(?:now|then|today|here|and|but|so|or|also|therefore|yet|again|still|instead|finally|clearly"
    r"|surely|below|above|of|to|for|by|with|in|on|like|than|least|most|minimum|last|once|fact"
    r"|course)\b)[a-z’'-]+\s+(?:they|we|you|he|she|it"
    r"|I)(?:\s+(?:\w+ly|all|both|each))?$",
    re.IGNORECASE,
)
"""A pronoun right after a noun begins a relative clause: `the confidence they need to …`."""
_OF_THING = re.compile(
    r"\b(?:of|on|in|for|about|to)\s+(?:the|those|all|any|every)\s+[a-z’'-]+\s+(?:we|they|you)(?:\s+(?:\w+ly|all"
    r"|both|each))?$",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:(?:do|does|did)n['’]t|would|could|might|may|will|did|does|do)(?:\s+(?:not|then|also|now|still|therefore"
    r"|\w+ly))*$"
    r"|\b(?:no\s+longer|nor|neither|never)\s+(?:will|would|do|does)\s+\w+$|,\s+or$",
    re.IGNORECASE,
)
_PAST_MODAL = re.compile(r"needed\s+to|had\s+to", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:said|told\s[^.;]{2,40}?|added|argued|warned|insisted|stressed|believed|maintained)\b", re.IGNORECASE
)
"""Before a past tense that only the telling made one: `She said that the board needed to act`."""
_BRACKETS = re.compile(r"\s*\([^()]*\)|(?<=\w)\s[“\"‘][^“”\"]{1,60}[”\"’](?=[\s,.;])")
_DASHED = re.compile(r"\s[–—-]\s[^–—;.]{1,140}?\s[–—-]\s(?=(?:must|should|need|ought|has|have|will|could|is|are)\b)")
"""What stands between two dashes before a verb."""
_MY_MIND = re.compile(
    r"\b(?:we|I)\b[^.;]*\b(?:believe|think|feel|argue|agree|insist)\s+(?:that\s+)?(?:they|it|these|this)$",
    re.IGNORECASE,
)
"""What the speaker thinks of somebody named before: `we believe they`."""


@lru_cache(maxsize=1 << 10)
def demands(sentence: str, *, after_one: bool = False) -> str | None:
    """Who or what must or should do something, as printed; None where a sentence says so of nobody who could.

    `after_one` says that the sentence before asks: then `That must be …` does too.
    """
    plain = _DASHED.sub(" ", _BRACKETS.sub("", sentence))
    if (
        _CONTACT.search(plain)
        or _FOR_TO.match(plain)
        or LAW.match(plain.rpartition("; ")[2])
        or CORRELATED.match(plain)
        or plain.rstrip(" ”\"’'").endswith("?")
    ):
        return None
    plain = OWN_VIEW.sub("", _ASIDE.sub("", plain))
    if RESPONDENTS.match(plain) or LONG_AGO.search(plain) or said_by_asked(plain):
        return None
    soft = wished(plain)
    if soft and not (
        told_of(who(soft)) or is_told(leading_to(plain, soft.start(soft.lastgroup or 0))) or _SELF.search(who(soft))
    ):
        return who(soft)
    for found in _MODAL.finditer(plain):
        before = leading_to(plain, found.start())
        if (
            (_HEDGED.search(before) and not _will_be(before, found))
            or is_told(before)
            or (found["modal"] == "need to" and _NOUN.search(before))
            or (_PAST_MODAL.fullmatch(found["modal"]) and not _REPORTED.search(before))
        ):
            continue
        past = _PAST_MODAL.fullmatch(found["modal"])
        if _DETERMINER.fullmatch(found["verb"]) and not before.endswith((" so", " then")):
            continue  # a condition: `should the lamp fail`
        subject = "there" if _THERE.search(before) else _ADVERB_LAST.sub("", subject_of(before))
        subject = subject.lstrip("“\"‘'(")
        if _ASKS.fullmatch(subject):
            continue
        subject = "we" if before.endswith((" we", " I")) and re.match(r"\W*If\b", subject) else subject
        if (
            subject
            and not (_SAYS.search(subject) and not _RELATIVE.search(before))
            and not (_CONTACT_CLAUSE.search(subject) or _OF_THING.search(before))
            and not is_law(found, before)
            and not (past and _PERSONAL.search(before))
            and _is_demand(subject, found, after_one or _spoken_of(before) or _MY_MIND.search(before) is not None)
        ):
            return subject
    return None


def _will_be(before: str, found: re.Match[str]) -> bool:
    """Whether `will` leaves a demand one: `The returns will also need to be developed`."""
    mended = found["modal"].lower() == "need to" and found["verb"].lower() == "be" and _CHANGED.match(found["rest"])
    acts = found["modal"].lower() == "need to" and not re.fullmatch(r"be|have|wait|know|find|remain", found["verb"])
    return bool((mended or (acts and _MAKES_LAW.search(before))) and re.search(r"\bwill\b(?:\s+\w+)?$", before))


def _is_demand(subject: str, found: re.Match[str], after_one: bool) -> bool:
    """Whether what somebody must do is asked of him."""
    verb, rest = found["verb"].lower(), found["rest"]
    lot = verb == "have" and bool(_EVERYBODY.match(subject) and _LOT.search(rest))
    known = lot or _is_known(verb, rest, subject)
    maxim = is_maxim(subject, found) and not _ACTOR.search(subject)
    if any((guesses(found), known, maxim, nothing_to_do(subject, found), is_notice(subject, found))):
        return False
    changed = verb in ("be", "become", "get", "remain") and bool(_CHANGED.match(rest))
    if subject.casefold() == "there":
        return verb in ("be", "remain") and not _EXISTS.match(rest)
    if _SELF.search(subject):
        one = subject.casefold() == "one" and verb == "be" and _ONE.match(rest)
        return (
            bool(one) or _is_owed(subject, found) or bool(subject.casefold() == "we" and _OF_STATE.match(verb + rest))
        )
    if subject.casefold() == "you":
        return changed or bool(_COMMON.fullmatch(verb))
    if _PRONOUN.match(subject):
        return (
            (after_one and not foretells(subject, found)) or changed or bool(_CHANGES.fullmatch(verb) and verb != "be")
        )
    return changed or not (foretells(subject, found) or (verb == "be" and _DOING.match(subject)))


def _is_owed(subject: str, found: re.Match[str]) -> bool:
    """Whether those for whom the author speaks must be given something: `Children should be protected`."""
    verb, rest = found["verb"].lower(), found["rest"]
    if verb not in ("be", "have", "get") or _NEVER.search(subject):
        return False
    if verb == "be" and _NOBODY.match(subject) and _CHANGED.match(rest) and not _BEFALLS.match(rest):
        return True  # what somebody does to others is to stop: `Nobody should be turned away`
    if verb == "get" and _GETS.match(rest):
        return True
    able = _ABLE.match(rest) and (found["modal"].lower() == "must" or _USERS.search(subject))
    able = able or bool(_DOES.match(rest))
    given = verb == "have" and re.match(r"\s+(?:an?|the|access)\b", rest)
    return bool(_SHIELDED.match(rest) or able or given)


def speaks_of_actor(sentence: str) -> bool:
    """Whether a sentence is about somebody who may be asked, and not about those for whom its author speaks."""
    return bool(_ACTOR.search(sentence)) and not _OTHERS.search(sentence)


def _spoken_of(before: str) -> bool:
    """Whether a clause before the demand says whom a pronoun means: `If Ofcom keeps the threshold, it should …`."""
    first, comma, _ = before.replace(";", ",").rpartition(",")
    free = len(first.split()) > 2 and not (_SPOKEN_FOR.search(first) or _IN_ORDER.match(first))
    known = _ACTOR.search(first) or _NAME.search(first) or free
    return bool(comma and known)


def _is_known(verb: str, rest: str, subject: str) -> bool:
    """Whether it is what is known, felt or past and nothing to do: `It should be noted`, `must have been`."""
    if verb == "be":
        plain = re.match(r"\s+clear(?!\s+that\b)", rest) and not (_PRONOUN.match(subject) or _SELF.search(subject))
        return bool(_KNOWN.match(rest.lstrip())) and not plain
    if verb == "have":
        return not (_GRANTED.match(rest) or not _PAST.match(rest))
    if verb == "look" and re.match(r"\s+(?:again|away|into|at|after)\b", rest):
        return False
    granted = verb == "expect" and re.match(r"\s+(?!to\b|that\b|more\b)\w", rest)
    return bool(
        _ALWAYS_KNOWN.fullmatch(verb) or (_KNOWS.fullmatch(verb) and not granted and not _ACTOR.search(subject))
    )
