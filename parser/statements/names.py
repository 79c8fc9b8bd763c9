"""Names by their form: a person's, an organisation's, and the words that say somebody's role."""

import re


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


ORGANISATION = vocabulary(
    """
    foundation charity charities trust society alliance coalition centre center association institute network
    council university college union group partnership commission fund service services campaign committee
    federation uk limited ltd cic plc org international agency church school project media childline children
    internet online women youth watch grid education prevention rights law police government department ministry
    forum initiative movement club board authority helpline safety action house office hospital bureau collective
    company foundation's voice voices support england scotland wales ireland britain european national global
    world digital technologies research lab labs aid relief mission welfare care families parents kids child pta
    cooperative syndicate congress parliament embassy party guild academy museum theatre library press times
    """
)
ROLE = re.compile(
    r"\b(director|head|chief|chair(man|woman|person)?|co-?chair|ceo|cto|coo|president|professor|lecturer"
    r"|secretary|officer"
    r"|manager|founder|co-?founder|trustee|lead|leader|minister|member|adviser|advisor|spokes(man|woman"
    r"|person)|executive"
    r"|co-?ordinator|partner|bishop|commissioner|consultant|patron|ambassador|counsel|principal|fellow|deputy"
    r"|treasurer"
    r"|governor|editor|convenor|registrar|administrator|solicitor|barrister|psychologist|paediatrician"
    r"|parent|mother|father|position)\b",
    re.IGNORECASE,
)
HONORIFIC = vocabulary(
    """
    right honourable dr prof professor sir dame lord lady baroness baron rt hon mr mrs ms miss mx rev reverend cllr
    councillor judge justice
    """
)
AFTER = re.compile(
    r"[MOCDKG]BE|BEM|C[BHM]|K?C[BVM][OG]?|KG|KC|QC|MP|MSP|MS|AM|MEP|MLA|TD|JP|DL|PC|FRS[AE]?|FRC[A-Z]+"
    r"|QPM|Ph\.?D|DPhil|MD|MBChB|M[AS]c?"
    r"|BSc?|BA|LLB|LLM|Esq\.?"
)
OUT_OF_OFFICE = re.compile(
    r"\b(?:former|shadow|retired)\s+(?:\w+\s+){0,2}?(?:ministers?|secretar(?:y|ies)|regulators?|officials?"
    r"|chancellor|judges?|police)\b",
    re.IGNORECASE,
)
_ALWAYS = (
    r"judges?|magistrates?|jury|tribunal|ofcom|ofgem|ofwat|administrations?|governments?|ministers?|regulators?"
    r"|platforms?|compan(?:y|ies)"
    r"|services?|providers?|operators?|suppliers?"
    r"|respondents?|consultees|critics|opponents|stakeholders|readers|users|customers|patients|consumers|pupils"
    r"|visitors|officials?"
    r"|departments?|secretary\s+of\s+state|minister|bill|act|codes?|draft|law|laws|legislation|regulations?"
    r"|guidance|ombudsman|inspectorate|inspectors?|budgets?|strateg(?:y|ies)|markets?|buyers|investors|voters|moment|crisis|economy|recipe|book|film|guide|handbook|manual|toolkit|leaflet|statute|constitution|rules?"
    r"|standards?|consultations?|surveys?|questions?|proposals?|measures?|sections?|clauses?|paragraphs?"
    r"|polic(?:y|ies)|courts?"
    r"|inquiry|industry|treasury|ministry|white\s+paper|parliament|police|meta|facebook|google|children|people"
    r"|public|text|dut(?:y|ies)|plans?"
    r"|home\s+office|chancellor|downing\s+street|white\s+house|commission|opposition|situation|case|problem"
    r"|approach|task|times?|job|role|work|evidence"
    r"|part(?:y|ies)|developers?|watchdog|coroners?|auditors?|army|military|troops|soldiers|rebels|gang|hackers|kidnappers|robbers|thieves|gunmen|militants|attackers|pirates|crowd|fans"
    r"|contract|licence|lease|others|anyone|somebody"
    r"|someone|directive|treaty|convention|agreement"
)
_SMALL = r"council|house|review|councils|study|agency|authority|authorities|board"
IS_OTHER = re.compile(
    rf"\byou$|^(?:the\s+)?(?:first|second|third|last|latter)$|^(?:some|many|most|few|what|which|that|this|these|those|it|nobody|no\s+one|one|another|others"
    rf"|european\s+\w+|in\s+\w+)$"
    rf"|^(?:some|many|most|other|a\s+(?:few|number|majority|minority))\s+(?:respondents|people|of\b|consultees"
    rf"|stakeholders)"
    rf"|(?:^|[\s-])(?:{_ALWAYS})(?:\s+[A-Z]?[\d.]+)?$|^(?!this\s+(?:house|council)$)(?:(?:the|a|an|this|that|its|their"
    rf"|select|joint"
    rf"|last)\s+)*(?:{_SMALL})$",
    re.IGNORECASE,
)
ANYBODY = re.compile(
    r"(?:an?|any|every|each|the)\s+(?:\w+\s+)?(?:person|individual|detainee|suspect|patient|customer|user"
    r"|applicant|candidate"
    r"|employee|worker|tenant|resident|officer|caller|visitor|claimant|householder|taxpayer|driver|teacher"
    r"|pupil|student|child|parent)$",
    re.IGNORECASE,
)
"""Somebody of whom a rule or a story tells."""
IN_OFFICE = re.compile(
    r"(?-i:(?:[A-Z]\w+\s+){0,3}(?:Minister|(?:Home|Foreign|Health|Education|Justice|Business|Culture|Transport"
    r"|Energy|Environment)\s+Secretary)\s+[A-Z]\w)"
    r"|(?:the\s+)?(?:home|foreign|health|education|justice|business|culture|transport|energy|environment|defence"
    r"|housing|chief)\s+secretary\b"
    r"|(?:an?\s+|the\s+)?(?:\w+\s+)?spokes\w+\s+(?:for|of|at|from)\s+(?:the\s+)?(?:\w+\s+)?(?:government|department"
    r"|ministry|council|company|firm|minister|office|treasury|regulator|police|airport|airline|operator|university)\b|(?:the\s+)?(?:secretar(?:y|ies)\s+of\s+state"
    r"|ministers?\s+(?:for|of)|minister\b|departments?\s+(?:for|of)"
    r"|opposition\s+leader|leader\s+of\s+the\s+(?:opposition|[\w-]+\s+(?:party|democrats))|ministry\s+of|house\s+of|office\s+of"
    r"|(?:\w+\s+(?:in|out\s+of)\s+(?:two|three|four|five|ten|every|\d+)|[\d.]+\s?(?:%|per\s+cent))\b"
    r"|(?:parts?|sections?|members?|all|many|some|most|few)\s+of\s+(?:the\s+)?(?:government|public|parliament"
    r"|respondents|you))\b",
    re.IGNORECASE,
)
_PARTICLES = vocabulary(
    """
    de van der von al bin ibn da la le du di ap ab y st del della ten ter af zu
    """
)
SMALL = vocabulary(
    """
    the of for and to up in on against a an at by with from or as all & end
    """
)
_ROLE_ALONE = re.compile(
    r"(?:(?:managing|general|vice|senior|joint|acting|national|medical|clinical|honorary|interim)\s+)*"
    + ROLE.pattern
    + r"(?:\s+"
    + ROLE.pattern
    + r")*",
    re.IGNORECASE,
)


def is_person(text: str) -> bool:
    """Whether a text has the form of one person's name: two to five capitalised words, none of an organisation."""
    if _ROLE_ALONE.fullmatch(text.strip()):
        return False
    words = re.sub(r"^The (?=(?:Rt|Right|Hon)\b)", "", text).replace(".", ". ").split()
    while words and words[0].lower().rstrip(".") in HONORIFIC:
        words = words[1:]
    titled = len(words) < len(text.split())
    while len(words) > (1 if titled else 2) and AFTER.fullmatch(words[-1].strip(",")):
        words = words[:-1]
    if titled and len(words) > 2 and words[-2] == "of":  # Baroness Marsh of Quay
        words = words[:-2]
    if not (1 if titled else 2) <= len(words) <= 5:
        return False
    if words[-1].isupper() and len(words[-1]) > 1:
        return False
    return all(is_name_word(word) for word in words) and words[0][0].isupper() and words[-1][0].isupper()


def is_name_word(word: str) -> bool:
    """Whether a word can be part of a person's name."""
    bare = word.rstrip(".")
    if bare.lower() in _PARTICLES:
        return True
    if not bare.replace("'", "").replace("’", "").replace("-", "").isalpha() or bare.lower() in ORGANISATION | SMALL:
        return False
    return bare[0].isupper() and not (bare.isupper() and len(bare) > 2)


def is_organisation(text: str) -> bool:
    """Whether a text has the form of an organisation's name and not of a person's."""
    words = {word.strip("().,'’s").lower() for word in text.split()} | {word.lower() for word in text.split()}
    if words & ORGANISATION or len(text.split()) == 1:
        return True
    return bool(re.search(r"\([A-Z]{2,}|\d|;|&|\b[A-Z]{3,}\b", text)) or bool(words & SMALL)
