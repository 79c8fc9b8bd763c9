"""Whether what must or should be is told and not asked: of others, of the law, of what is likely or foretold."""

import re

from parser.statements.names import IN_OFFICE, IS_OTHER, OUT_OF_OFFICE
from parser.statements.speaking import form_of, speaker
from parser.statements.subjects import BREAKS

_TAIL = r"(?:\s+\w+){0,2}?(?:\s+that)?\s+[^,;]*$"
_NO_PREPOSITION = r"(?!(?:of|for|from|to|on|in|with|by|at|about|against|under|between|and|or)\b)"
_TOLD = re.compile(
    # Somebody's word for it: Ofcom said that services must
    r"\b(?:(?:note|acknowledge|recognise|accept|heard?|found|advised|propose[sd]?|recommend(?:s|ed)?|promise[sd]?|pledge[sd]?|vow(?:s|ed)|understand"
    r"|understood|announced|agrees)(?=\s+that\b)|says?|said|states?|stated|requir(?:es?|ed|ing)|ruled|reported|follow(?:s|ed)|decided|learned|accepted|admit(?:s|ted)|conced(?:es|ed)|means?|meant|argue[sd]?"
    r"|claim(?:s|ed)?|tells?|told|explains?|explained|agree[sd](?<!\bwe\sagreed)|know|suggest(?:s|ed)|asked|asks"
    r"|acknowledges|recognises|provides|notes|warns|warned|concludes?|concluded|felt|thought|believed|noted|commented"
    r"|considered|considers|highlighted|(?:respondents?|critics|opponents|stakeholders|some|many|most"
    r"|others)\s+(?:believe|think"
    rf"|feel|want|suggest|say|argue)s?)\b(?!(?<=ed)\s+(?:by|in|under|for|at|on|to\s+be)\b){_TAIL}"
    # What a bill does, what is recalled, what may be
    r"|\b(?:bill|act|amendments?|clause|order|law|rules?|regulations?|plans?|proposals?|scheme|policy|motion)\s+(?:would|will)"
    r"\s+(?:\w+\s+)?(?:let|allow|enable|require|mean|make|give|ensure)\b[^;]*$"
    r"|\b(?:remember|note|be\s+aware|bear\s+in\s+mind|remind\w*\s+(?:\w+\s+){1,3})\s*that\b[^;]*$"
    r"|\b(?:hard|difficult)\s+to\s+see\s+(?:why|how)\b[^;]*$|\bit\s+(?:may|might|could)\s+be\s+that\b[^;]*$"
    # What a rule is, a policy, an assurance: the principle is that they must
    r"|\b(?:stud(?:y|ies)|research|researchers|surveys?|polls?|trials?|analysis|data)\b[^.;]*\b(?:found|shows?"
    r"|showed|suggest(?:s|ed)|indicate[sd]?|reveal(?:s|ed)?)\s+that\b.*$"
    # What the public let others know
    r"|\b(?:public|voters|customers|residents|people|neighbours|\w+goers)\s[^.;]*\b(?:made|make)\s+(?:it|this)\s+(?:\w+ly\s+)?(?:clear|plain|known)\s[^.;]*$"
    # What is denied or doubted: it is not true that, we are not convinced that
    r"|\b(?:not|never|hardly|far\s+from|n['’]t)\s+(?:\w+\s+){0,2}?(?:hold|convinced|persuaded|sure|certain|clear"
    r"|true|the\s+case|obvious"
    r"|evident|follow|mean|imply|satisfied)\s+(?:\w+\s+)?that\b[^,;]*$"
    r"|\b(?:(?<!no\s)(?<!without\s)(?<!little\s)(?<!not\s)(?<!never\s)(?<!should\s)(?<!can\s)(?<!nobody\s)(?<!one\s)(?:doubt(?:s|ed)?|den(?:y|ies|ied)|disputes?)|disputed|disagree[sd]?|unconvinced|unclear|untrue)\s+"
    r"that\b[^,;]*$"
    r"|\b(?:I|we)\s+(?:\w+ly\s+|do\s+|can\s+|also\s+|all\s+)*(?:understand|appreciate|accept|acknowledge"
    r"|recogni[sz]e|realise|know)\s+(?!how\b|why\b)[^,;]*$"
    r"|\bit\s+(?:is|was|seems)\s+(?:\w+ly\s+)?(?:a\s+|an\s+)?(?:shocking|surpris\w+|regrettable|pity|shame|sad|odd"
    r"|strange|outrageous|disgrace\w*|astonishing|extraordinary"
    r"|ironic|unfortunate|remarkable|incredible|absurd|appalling|disappointing|scandal\w*|tragic|tragedy|baffling"
    r"|bizarre|telling|curious)\s+that\b[^,;]*$"
    r"|\b(?:the|this|that)\s+(?:arguments?|claims?|beliefs?|theor(?:y|ies)|charges?|complaints?|fears?|myths?"
    r"|assertions?|contentions?)\s+that\b[^,;]*$"
    r"|\b(?:an?|the|this|some|growing|common)\s+(?:[\w-]+\s+){0,2}(?:sense|beliefs?|feeling|myth|fear)\s+that\b[^;]*$"
    r"|\b(?:our|its|their|the)\s+(?:\w+\s+)?(?:vision|dream|mission)\s+(?:is|of|was)\b[^;]*$|\b(?:knew|realised|learnt|ordered)\s+that\b[^,;]*$"
    r"|\b(?:consensus|agreement|recognition|understanding|awareness)\s+(?:\w+\s+){0,4}that\b.*$"
    r"|\b(?:polic(?:y|ies)|positions?|aims?|intentions?|assumptions?|principles?|rules?|dut(?:y|ies)|ideas?|notions?"
    r"|feelings?|perception|impression|views?|clarifications?|confirmation|commitments?|assurances?|acknowledgements?|recognition|facts?|decisions?"
    r"|requirements?|lessons?|learned|truth|reality|moral|upshot|thinking|theory|conditions?|proposals?|suggestions?|provisions?|statements?|expectations?)"
    r"\s+(?:(?:is|are|was|were|remains?)\s+(?:not\s+)?)?that\b.*$|\b(?:points?|arguments?)\s+(?:is"
    r"|was)\s+not\s+that\b.*$"
    r"|\bit\s+is\s+(?:\w+\s+)?said\s+that\b[^;]*$|\bcommitted\s+to\s+\w+ing\s+that\b.*$"
    # A clause that asks or limits: whether it should, when they must; not one that is over: how fees are set should
    r"|\b(?:whether|if|how|when|where|because|although|while)\s+(?:(?!\b(?:is|are|was|were|has|have|had|can"
    r"|will|would"
    r"|does|do|did|applies|apply)\b)[^,;])*$"
    # A relative clause: steps they must, the help families need to, which must
    rf"|\b(?:which|what|whatever|(?<!those\s)who|whom|actions?|steps?|things?)\s+(?:the\s+|his\s+|her\s+"
    rf"|their\s+)?{_NO_PREPOSITION}[\w’'-]+"
    rf"(?:\s+{_NO_PREPOSITION}[\w’'-]+)?$"
    r"|\b(?:help|support|information|tools|time|resources|skills|evidence|powers|protection)\s+(?:the\s+|their\s+)?"
    rf"{_NO_PREPOSITION}[\w’'-]+(?:\s+{_NO_PREPOSITION}[\w’'-]+)?$"
    r"|\b(?:said|says?|thinks?"
    r"|(?<!serious\s)(?<!careful\s)(?<!more\s)(?<!some\s)(?<!further\s)(?<!proper\s)(?<!much\s)thought|told\s+\w+)$"
    r"|\w(?<!\band)(?<!\bbut)\s(?:which|that|who)$|,\s+which$|\bas\s+(?:they|it|we|you|he|she|one)$"
    r"|^(?!(?:we|i|our|my)\b)(?:[\w’'-]+\s+){1,6}(?:says|said|states|stated|requires|provides|acknowledges|recognises"
    r"|proposes|recommends)\s+that\b.*$",
    re.IGNORECASE,
)
"""Words before a modal that make what follows another's: `Ofcom said that services must …`, `whether it should …`."""
RESPONDENTS = re.compile(
    r"one\s+(?:\w+\s+)?(?:said|told|wrote)\b|(?:(?:a|one|two|three|nearly|almost|over|more\s+than|around|about)\s+)*(?:thirds?|quarters?"
    r"|half|fifths?|majority|\d+\s*(?:%|per\s+cent|percent)|\w+\s+(?:in|out\s+of)\s+(?:ten|five|four|three))\b[^.;,]{0,60}?\b(?:say|said|think"
    r"|thought|want|wanted|believed?|agreed?|felt|feel|would\s+(?:like|prefer)|support(?:ed)?)\b|(?:(?:in\s+\w+,\s+)?(?:a|an|the|one|two|three|few|many|most|some|several|other|another|further|number|majority"
    r"|minority|of|significant|large|small|couple|half|nearly|almost|those|in\s+(?:ten|five|four|three|\d+)|five"
    r"|seven|eight|nine|ten|per\s+cent)\s+)*"
    r"(?:respondents?|respons(?:e|es)|others?|consultees|stakeholders|participants|commenters|(?:industry"
    r"|sector|platform|company)\s+representatives|those\s+(?:asked|polled|surveyed|questioned)|some|most|many"
    r"|another(?!\s+(?:report|letter|study|group|charity|paper|review|inquiry)\b))\b[^.;]{0,90}?\b(?:said|says?"
    r"|suggest(?:ed|s)?|thought|felt"
    r"|argued?|called|asked|wanted|noted|believed?|considered|commented|indicated|advised|proposed|recommended"
    r"|highlighted|requested|agreed|expressed|stated)\b",
    re.IGNORECASE,
)
"""A sentence that tells what those said who answered a consultation."""
ASKED = (
    r"\b(?:urged|called\s+(?:up)?(?:on|for)|asked|recommended|requested|demanded|insisted|argued|pressed|proposed)\b"
)
LONG_AGO = re.compile(
    r"(?:^(?:(?:back\s+)?in\s+(?:\w+\s+)?\d{4}|last\s+(?:year|month|week)|previously|earlier)"
    rf"|\bin\s+the\s+past)\b.*{ASKED}"
    r"|\b(?:called|asked|urged|demanded|marched|petitions?|petitioned|calling)\b[^.;]*\bin\s+(?:1\d\d\d|200\d|201\d)\W*$"
    r"|\b(?:called|asked|campaigned|pressed|pushed|fought)\s+for\b[^.;]*\b(?:throughout|all\s+through|for\s+much\s+of)\s+the\b"
    r"|\b(?:called|asked|campaigned|pressed|pushed)\s+for\b[^.;]*\band\s+(?:won|got|secured|received|obtained"
    r"|settled|were\s+(?:given|granted))\b",
    re.IGNORECASE,
)
"""What was asked in earlier days."""
_WITH_THEM = re.compile(
    r"\s+(?:who|what|when|how|where|whether)\b[^,;]*$|\s+with\s+(?:the\s+)?(?:\w+\s+)?(?:ofcom|government|regulator|commission|department|minister|draft"
    r"|proposals?)\w*\s+that\b",
    re.IGNORECASE,
)
"""A question told, or agreement with those who are asked: `We agree with Ofcom that`."""
_SAYS = re.compile(
    r"\b(?:considers?|states?(?=\s+that\b)|stated|say|says|said|argue[sd]?|insist(?:s|ed)?|warn(?:s|ed)?|believe[sd]?|thinks?|stress(?:es|ed)?"
    r"|conclude[sd]?|add(?:s|ed)|suggest(?:s|ed)?"
    r"|suggesting|saying|arguing|claiming|proposing|maintain(?:s|ed)?|contend(?:s|ed)?|agree[sd]?"
    r"|emphasi[sz]e[sd]?|recommend(?:s|ed)?|propose[sd]?|urge[sd]?|demand(?:s|ed)?|submit(?:s|ted)?"
    r"|(?P<to>(?:told|warned|reminded)\s+(?:(?:the|its|our|their|his"
    r"|her)\s+)?(?:[\w’'-]+\s+){0,3}?(?:ministers?|governments?|committee|mps|peers|commission|regulator|council"
    r"|board|ofcom|department|parliament|inquiry|senat\w+|officials|mayor|secretary|chancellor|authorit\w+"
    r"|agency)\s+that))\b(?=\s)",
    re.IGNORECASE,
)
"""How somebody says what must be."""
_QUOTES = re.compile(
    r"\b(?P<verb>said|says|told|tells|added|adds|warned|wrote|explained)\b(?:\s+(?!that\b)[\w’'-]+){0,3}\s*[:,]\s*[“\"](?P<words>[^”\"]*)$"
)
"""A quotation that is not at its end: what stands in it is said by whoever speaks."""
_COLON = re.compile(
    r"[^:]*(?<!\bsaid)(?<!\bsays)(?<!\btold)(?<!\bthat)(?<!\badded)(?<!\brule):\s+(?![“\"‘])(?=[^:“\"]*$)"
)
"""What stands before a colon, and is no word of saying: behind it a sentence begins."""
_NOT_SAID = re.compile(
    r"(?:\b(?:used\s+to|not|never|no\s+longer|nobody|no\s+one|nor)|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_MEANT = re.compile(r"(?:believe|think|consider|agree)|\w+\s+(?:strongly\s+)?enough\b", re.IGNORECASE)
"""Verbs whose denial denies what is thought: `We do not believe that it should stay`; not `We do not say that`."""


LAW = re.compile(
    r"^(?:[“\"'‘(]*)(?:as\s+(?:the\s+)?(?:\w+\s+)?(?:minister|government|secretary|ofcom|regulator"
    r"|commission)\s+(?:has\s+)?(?:said|says|noted|promised|acknowledged)\b|to\s+comply\b|for\s+(?:example"
    r"|instance)|under\b(?!\s+the\s+(?:current\s+)?proposals?\b)"
    r"|by\s+law|in\s+law|today,?\s+(?:an?|any|every)\b|from\s+(?:next|\d{1,2}\s+[a-z]+|20\d\d|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b|currently"
    r"|at\s+present|as\s+(?:it|the\s+code)\s+stands|according\s+to\s+(?:the\s+)?(?:new\s+|current\s+)?(?:laws?"
    r"|acts?|codes?|guidance|rules?|bill|regulations?|ofcom|government|ministers?)\b|e\.g\.)",
    re.IGNORECASE,
)
_BY_LAW = re.compile(
    r"\b(?:under|by\s+virtue\s+of|as\s+required\s+by)\s+(?:the\s+(?:(?:[A-Z]\w*|\d{4})\s+)*Act|sections?\s+\d"
    r"|regulations?\s+\d|(?:the\s+)?(?:existing|current)\s+\w+|the\s+law"
    r"|(?:the\s+|these\s+|its\s+|their\s+)?(?:new\s+)?(?:rules|regulations)\b)|\b(?:duties|requirements"
    r"|obligations)\s+(?:in|under|of)\s+(?:sections?\s+\d|the\s+(?:[A-Z]\w*\s+)*Act)|\bas\s+the\s+(?:code|act"
    r"|law)\s+(?:already\s+)?(?:says|requires)"
    r"|\bby\s+law\b|\bcomply\s+with\s+(?:the|their|its|all)\s+(?:\w+\s+)?(?:law|Act|duty|duties|regulations?"
    r"|requirements)\b"
)
"""Whose duty it already is: `must keep records under section 20`."""
_ALREADY = re.compile(r"\b(?:code|act|law|rules?)\s+already\s+(?:says?|requires?|provides?)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:currently|at\s+present|as\s+(?:it|things)\s+stands?|in\s+law)\b,?[^.;,]*$", re.IGNORECASE)
"""A duty as it is today."""
_ANY = re.compile(
    r"^\W*(?:an?|any|every)\s(?!.*\b(?:government|minister|council|regulator|compan(?:y|ies)|bill|code)\b)",
    re.IGNORECASE,
)
"""Of whom a truth is told: `A good teacher has to be patient`."""
_VIRTUE = re.compile(
    r"\s+(?:simple|fair|patient|honest|kind|brave|ready|willing|open|good|strong|careful)\b", re.IGNORECASE
)
_COURT = re.compile(r"\b(?:courts?|jury|juries|tribunals?|judges?|voters|magistrates)$", re.IGNORECASE)
_WEIGHS = re.compile(r"(?:decide|determine|consider|ask|weigh|be\s+(?:sure|satisfied))\b", re.IGNORECASE)
"""What is told of a court: `The jury must decide whether`."""
_FILES = re.compile(r"register|file|hold|submit|report|fill|apply|wait|show|comply", re.IGNORECASE)
"""What those do of whom a duty of today is told: `Landlords have to register`."""
_BORNE = re.compile(
    r"declare|pay|find|raise|close|cut|sell|travel|choose|rely|turn|fight|endure|look|queue|spend|buy|purchase|leave|face"
    r"|renew|register|carry|hold|arrange|claim|oversee|submit|report|sign|attend|follow|write|drive|walk|answer|wash"
    r"|show|work|live|cope|prove|complete|learn|adapt|wait|share|borrow",
    re.IGNORECASE,
)
"""A burden told of somebody: `The trust has to find new rooms`."""
_WHOEVER = re.compile(
    r"(?:^|[,;]\s+)(?:the\s+)?(?:successful\s+)?(?:candidates?|applicants?|post-?\s?holders?|licensees?|hirers?|purchasers?)$|(?:^|[,;]\s+)(?:an?|each|any)\s+(?:\w+\s+)?(?:employer|employee|tenant|landlord|lodger|worker|driver|person|claimant|applicant|owner|buyer"
    r"|seller|member|candidate|visitor|bidder|owner|passenger|patient|pupil|voter|bid|fee|party)(?:\s+who\s[^,;]*)?$",
    re.IGNORECASE,
)
"""Of whom a rule tells: `A tenant who wishes to leave must give notice`."""
_RULERS = re.compile(
    r"\b(?:governments?|ministers?|prime\s+minister|president|secretary|chancellor|parliament|congress|mps|peers|council"
    r"|mayor|commission|regulators?|ofcom|leaders|politicians|authorit(?:y|ies)|department|bill|code|law|act|platforms?"
    r"|compan(?:y|ies)|industry|board|police|states|assembly|party|parties|they|it|you|he|she)\b[^;:]*$",
    re.IGNORECASE,
)
"""Of whom `has to` demands it all the same."""
_REGULATED = re.compile(r"\b(?:in[- ]scope|regulated)\b", re.IGNORECASE)
_MOST_AFTER = 400
"""Characters after a verb that are looked at."""


_FORETOLD = re.compile(
    r"(?:make(?!\s+(?:clear|sure|plain|explicit|it|provision))|reduce|help|improve|lead|result|mean|come(?!\s+with)|prove"
    r"|enable|encourage|give|bring"
    r"|allow|increase|benefit|deliver|cut\s+(?:\w+\s+)?(?:times?|journeys?|costs|bills|emissions)|save|create|ease)\b",
    re.IGNORECASE,
)
_ARRIVES = re.compile(
    r"sell\s+(?:out|well)\b|appeal\s+to\b|fetch\b|surprise\b|notice\b|run\s+(?:for|until|from)\b|create\s+(?:\w+\s+)?(?:[\d,]+|hundreds|thousands|jobs)\b|arrive|last\s+(?:for|until|about|at|an?|several|many)|cost\s+(?:about|around|no|less)|take\s+(?:about|around|less|no\s+more|\d|a\s+few|an?\s+(?:hour|day|week|month|year)|two|three|four|five|six|ten)\b"
)
_MEASURED = re.compile(
    r"\b(?:prices?|costs?|bills?|inflation|numbers?|rates?|demand|supply|temperatures?|sales)$", re.I
)
_MOVES = re.compile(
    r"(?:fall|rise|drop|grow|decline|recover|come\s+down|go\s+(?:up|down))\s+(?:as|when|once|by|in|this|next)\b"
)
_MAKES_CLEAR = re.compile(r"(?:make\s+it|serve\s+as|alarm|worry|remind|give\s+(?:us|all|everyone))\b")
"""What is to be learned of something that happened: `This should make it clear that`."""
_CAUSE = re.compile(
    r"^(?:(?:the|these|those|such|our|this|all|proposed|new)\s+)*(?:measures?|changes?|proposals?|steps?|reforms?"
    r"|investment|deal|projects?|works|funding|grants?|move|decision|announcement|upgrade|agreement|approach(?:es)?"
    r"|amendments?|recommendations?|new\s+\w+|this|these|it|that|actions?|technolog(?:y|ies))$",
    re.IGNORECASE,
)
"""Subjects of which `should reduce` foretells."""
_DATED = re.compile(r"\s+(?:into\s+)?(?:force|effect)\b", re.IGNORECASE)
_EXPECTED = re.compile(
    r"be\s+(?:\w+\s+)?(?:seeing|getting|receiving|feeling|noticing|paying|enjoying)\b|"
    r"(?:apply|start|begin|open|launch|be\s+(?:open|in\s+place|live|running)|come\s+into\s+(?:force|effect))\b[^.;,]{0,40}?"
    r"\b(?:from|in|by|on|next|this)\s+(?:the\s+|early\s+|late\s+|next\s+)*(?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december|spring|summer|autumn|winter|year|month|week)\b"
    r"|be\s+known\s+(?:by|on|in|at)\b|be\s+(?:back\s+to\s+normal|(?!better)\w+er\s+by)\b|be\s+(?:ready|complete|finished|over|back)\s+(?:by|before|in|at|from|on)\b|be\s+(?:published|completed|ready"
    r"|finished|available|issued|done)\s+(?:in|this|next)\s+(?:the\s+|early\s+"
    r"|late\s+)*(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december|spring|summer|autumn|winter|year|month|week|20\d\d)\b",
    re.IGNORECASE,
)
"""What is expected by now or at a time: `Households should be seeing a fall`, `should be published in May`."""


_COUNTED = re.compile(
    r"(?:sell|earn|win|score|reach|collect|gather|get|attract|gain|pass|raise|save|find|cut)\s+(?:(?:at\s+least|over|about|around|another|more\s+than)\s+)?"
    r"[£$€]?\d[\d,.]*(?!%)(?!\s+per)",
    re.IGNORECASE,
)
"""The number at which something counts: `The petition needs to reach 100,000`."""
_EARNED = re.compile(
    r"(?:raise|find|earn|borrow)\b[^.;]{0,60}?\b(?:income|money|funds|costs|budgets?|themselves|itself)\b", re.I
)
"""What somebody lives on: `Museums need to find half of their income`."""
_SETTLED = re.compile(r"(?:decide|settle|determine|judge|choose)\b", re.IGNORECASE)
_MATTER = re.compile(
    r"\b(?:something|(?:a|the|one)\s+(?:matter|question|decision))\s+(?:that\s+|which\s+)?[^,.;]{2,40}$", re.I
)
"""Whose it is to say: `That is something scientists must decide`."""
_DECIDES = re.compile(
    r"(?:decide|choose|weigh)\b[^.;]{0,40}\b(?:whether|between|by|at\s+the\s+next|in\s+the\s+(?:spring|summer|autumn|winter|new\s+year))\b",
    re.IGNORECASE,
)
"""What somebody has before him: `The chancellor must decide by Friday whether`."""
_FIRST_DONE = re.compile(
    r"[^.;]{2,80}?\bbefore\s+(?:\w+\s+){1,3}can\s+(?:start|begin|open|go\s+ahead)\b|(?:be|have|pass)\b[^.;]{2,120}?\bbefore\s+(?:it|they)\s+(?:can|may|enters?|becomes?|takes?|comes?|(?:is|are)\s+(?:debated|adopted|valid|sold|law))\b",
    re.IGNORECASE,
)
"""A condition: `must be ratified by nine states before it enters into force`."""
_MUST_BE = re.compile(
    r"be\s+(?:(?!living\b)\w{2,}ing\b|(?:somewhere|about|around|near|nearly|close\s+to|almost)\b)", re.IGNORECASE
)
_NEXT_STAGE = re.compile(
    r"(?:pass|clear)\s+(?:the|both|an?|its)\s+(?:\w+\s+)?(?:house|houses|senate|lords|commons|committee|vote|chambers?|reading|stages?)\b"
    r"|be\s+(?:considered|debated|voted\s+on|read|scrutinised|approved|agreed)\s+(?:in|by|before|at)\b",
    re.IGNORECASE,
)
"""Where a bill goes next: `The bill must now be considered in committee`."""
_LIVES = re.compile(
    r"(?:be\s+(?:signed\s+off|approved|ratified|agreed|confirmed|rubber-stamped)\s+by|plan\b(?!\s+\w)|grow|pass|win|survive|thrive|recover|eat|sleep|drink|breathe)\b",
    re.IGNORECASE,
)


_REASON = re.compile(
    r"^\W*(?:we|I)\s+(?:\w+ly\s+|also\s+)?(?:support|back|welcome|applaud)\s[^.;]*\s(?:as|because|since)\s+(?:we|I)\s+(?:believe|think|feel)\b[^.;]*$",
    re.IGNORECASE,
)
"""Why something is welcomed: `We support it as we believe that it should`."""


def is_told(before: str) -> bool:
    """Whether what follows is told of somebody who asks for nothing: `Ofcom said that`, `the rule is that they`.

    What the speaker says himself, or somebody who may ask, is their demand: `The charity warns that ministers`.
    """
    if (quoted := _QUOTES.search(before)) and speaker(before[: quoted.start()], form_of(quoted["verb"])) == "other":
        before = quoted["words"]
    before = before[colon.end() :] if (colon := _COLON.search(before)) else before
    if _REASON.match(before):
        return True
    for said in reversed([*_SAYS.finditer(before)]):
        if _NOT_SAID.search(before[: said.start()]) and not _MEANT.match(said[0] + before[said.end() :]):
            return True
        who = speaker(before[: said.start()], form_of(said[0]))
        rest = before[said.end() :]
        if who == "other" and re.match(r"believed|thought", said[0], re.IGNORECASE):
            return True  # what a founder held is told
        if who == "other" or (who == "first" and (said["to"] or form_of(said[0]) != "past")):
            return bool(_TOLD.search(rest) or _WITH_THEM.match(rest))
        if re.match(r"\s+that\b", rest):
            return True
        break
    return bool(_TOLD.search(before))


_SAID_LAST = re.compile(
    r",[\"”’']*\s+(?:(?P<who>(?!and\b|but\b)[^,“”\"]{2,60}?)\s+(?:has\s+|have\s+|also\s+)?(?:said|says|claimed|insisted|added"
    r"|announced|promised|told\s+[^,“”\"]{2,40})"
    r"|(?:said|says|added)\s+(?P<name>[^,“”\"]{2,60}?))(?:\s+(?:today|yesterday|on\s+\w+|this\s+\w+"
    r"|last\s+\w+))?[.\s]*$"
)
"""Who said it, behind what was said: `Charities should keep out of it, a minister has claimed.`"""


_SHOWN_LAST = re.compile(
    r",\s+(?:(?:an?|the|its|one|recent|new)\s+)*(?:\w+\s+)?(?:survey|poll|study|research|analysis|data|figures)"
    r"\s+(?:shows?|finds?|found|suggests?|reveals?)[.\s]*$"
    r"|,\s+according\s+to\s+(?:(?:an?|the|its|one|recent|new)\s+)*(?:\w+\s+){0,2}?(?:survey|poll|study|research|analysis"
    r"|government|minister|ministry|department|council|regulator|ofcom|official\w*|company|forecast\w*|estimates?|regulations?|rules|law|act|guidance|standards?|code)\b[^,;]*$",
    re.IGNORECASE,
)
"""Where it is found, behind what is told: `Residents want the road gritted, a survey shows.`"""


def said_by_asked(sentence: str) -> bool:
    """Whether the end of a sentence says that somebody said it who asks for nothing: a minister, a company."""
    if _SHOWN_LAST.search(sentence):
        return True
    found = _SAID_LAST.search(sentence)
    who = (found["who"] or found["name"]).strip() if found else ""
    return bool(who) and not OUT_OF_OFFICE.search(who) and bool(IN_OFFICE.match(who) or IS_OTHER.search(who))


def told_of(words: str) -> bool:
    """Whether words before a verb make what follows another's."""
    return bool(_TOLD.search(words))


def is_law(found: re.Match[str], before: str) -> bool:
    """Whether the duty is one that the law already lays on somebody."""
    after = found.string[found.end("verb") : found.end("verb") + _MOST_AFTER]
    words, modal = found["verb"] + after, found["modal"].lower()
    if _NOW.search(before) or (modal in ("have to", "has to") and _has_to(found, before, after)):
        return True
    if (_WEIGHS.match(words) and _COURT.search(before)) or (modal == "must" and _WHOEVER.search(before)):
        return True
    last = BREAKS.split(before)[-1]
    told = _BY_LAW.search(words) or re.match(r"comply\s+with\b", words) or _REGULATED.search(last)
    already = re.match(r"\s+already\b", found.string[found.end("modal") :]) or _ALREADY.search(after)
    return bool(already) or (modal == "must" and found["verb"].lower() != "be" and bool(told))


def _has_to(found: re.Match[str], before: str, after: str) -> bool:
    """Whether `has to` tells a truth, a duty of every year or a burden: `The trust has to find new rooms`."""
    maxim = found["verb"] != "be" or _VIRTUE.match(found["rest"])
    if found["modal"].lower() == "has to" and maxim and _ANY.search(BREAKS.split(before)[-1]):
        return True
    yearly = re.search(r"\b(?:each|every)\s+(?:year|quarter|month)\b|\bannually\b", after)
    borne = _BORNE.fullmatch(found["verb"]) and not _RULERS.search(before)
    filed = found["modal"].lower() == "have to" and (_BY_LAW.search(after) or _FILES.fullmatch(found["verb"]))
    return bool(yearly or borne or filed)


def guesses(found: re.Match[str]) -> bool:
    """Whether it says what is likely or hangs on something: `must be hurting many`, `should be published in May`."""
    words, modal = found.string[found.start("verb") : found.start("verb") + _MOST_AFTER], found["modal"].lower()
    if any(pattern.match(words) for pattern in (_COUNTED, _DECIDES, _FIRST_DONE)):
        return True
    before = found.string[: found.start()]
    if (modal.startswith("need") and _EARNED.match(words) and not _RULERS.search(before)) or (
        _SETTLED.match(words) and _MATTER.search(before)
    ):
        return True
    likely = {"must": _MUST_BE, "should": _EXPECTED, "need to": _LIVES, "needs to": _LIVES}.get(modal)
    stage = _NEXT_STAGE.match(words) and (" now " in found[0] or words.startswith(("pass", "clear")))
    if modal == "must" and (" first " in found[0] or stage or words.startswith("win ")):
        return True
    surely = re.match(r"\s+(?:surely|presumably)\b", found.string[found.end("modal") :])
    return bool(surely or (likely and likely.match(words)))


def foretells(subject: str, found: re.Match[str]) -> bool:
    """Whether `should` says what will be: `The measures should reduce harm`, `should come into force in May`."""
    if found["modal"].lower() != "should" or (
        " not " in found[0] and found["verb"].lower() not in ("affect", "change")
    ):
        return False
    words = found["verb"] + found["rest"]
    if re.match(r"(?:this|that|these)$", subject, re.IGNORECASE) and _MAKES_CLEAR.match(words):
        return True
    if _ARRIVES.match(words) or (_MEASURED.search(subject) and _MOVES.match(words)):
        return True
    if re.match(r"no\b", subject, re.IGNORECASE):
        return False
    dated = found["verb"].lower() == "come" and _DATED.match(found["rest"]) and re.search(r"\d|\bin\b", found["rest"])
    return bool(dated or (_CAUSE.match(subject) and _FORETOLD.match(words)))


def nothing_to_do(subject: str, found: re.Match[str]) -> bool:
    """Whether it says that nothing is needed: `No more needs to be done`, `No change should be needed`."""
    need = found["modal"].lower().startswith("need") or re.match(r"\s+(?:needed|required|necessary)\b", found["rest"])
    return bool(need and re.match(r"(?:no|nothing|nobody)\b", subject, re.IGNORECASE))
