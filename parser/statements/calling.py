"""Sentences in which somebody says that he asks: `We urge`, `the coalition calls on`, `a letter demanding`.

A verb that asks and nothing else (`urge`, `call on`, `demand`) does so whoever its subject is, but for those who
are none that ask (`speaking`). One that may also wish, expect or describe (`want`, `propose`, `need`) does so of the
speaker himself.
"""

import re
from collections.abc import Iterator

from parser.statements.speaking import Form, Speaker, before_aside, form_of, leading_to, many, speaker
from parser.statements.telling import is_told

_TO = r"(?=\s+(?:(?!to\b)[^\s.;:]+\s+){1,14}?(?:to|that|not\s+to)\b)"
_SOMETHING = r"(?=\s+[\w“\"‘'(£$€]|,\s+among(?:st)?\s|\s*(?::|…|$))"
_STRONG = re.compile(
    r"\b(?:urg(?:e|es|ed|ing)|call(?:s|ed|ing)?\s+(?:(?:\w+ly|again|once\s+more|now|out)\s+)?(?:(?:up)?on"
    r"|for(?!\s+(?:(?:\w+\s+){0,2}?(?:views|evidence|inputs?|papers|feedback|submissions|tenders?|applications)"
    r"|help|volunteers|donations|witnesses|optimism|calm|caution|patience|reflection|tact|unity|nominations|entries|applicants|foster\s+\w+|(?:stakeholder"
    r"|public)\s+\w+)\b)|to(?=\s+(?:the|all|our|you)\b[^.;]{2,80}\sto\s))"
    r"|(?<!supply\sand\s)(?!demands\s+(?:in|from|at|by)\b)demand(?:s|ed|ing)?(?!\s+(?:(?:and|but|or)\s+\w+ing|on"
    r"|of|for|kids|children|pupils"
    r"|students)\b)|(?:implor|beseech"
    r"|entreat|exhort|adjur|enjoin|importun)(?:e|es|s|ed|ing)?|besought|prevail(?:s|ed|ing)?\s+(?:up)?on|beg(?:s"
    r"|ged|ging)?(?:\s+of)?(?=\s+(?:you|the"
    r"|ministers|them))|plead(?:s|ed|ing)?\s+(?:with|for)"
    r"|appeal(?:s|ed|ing)?\s+(?:\w+ly\s+)?(?:(?=(?:the|all|every)\s[^.;,]{2,40}\sto\s)|to|for(?!\s+(?:volunteers|donations|witnesses|help|information|blood"
    r"|foster)\b))|request(?:s|ed|ing)?(?!\s+(?:support|help|donations|show|suggest|reveal|indicate"
    r"|confirm|come|went|include|range|(?:for|from|to|in|by)"
    r"|(?:public\s+)?(?:input|comments?|feedback|views|evidence|submissions))\b)"
    r"|ask(?:s|ed|ing)?(?!\s+to\s+(?:be\s+kept|see|speak|meet|remain|join|leave|go"
    r"|stay)\b)(?!\s+(?:(?!to\b)[\w’',-]+\s+){1,4}(?:how|whether|if|why|what|(?<=\bus\s)who)\b)(?!\s+(?:how|whether|if|why|what"
    r"|when|who|where|about|permission|questions?|ourselves|themselves"
    r"|us|me|(?:him|her)(?<!asking\s...)|for\s+(?:help|support|advice|information))\b)"
    r"|(?<!can\s)recommend(?:s|ed|ing)?(?!\s+(?:our|(?!that\b)[^.;]{2,40}?\sto\s+(?:anyone|anybody|everyone|all"
    r"|parents|readers|you))\b)|insist(?:s|ed|ing)?(?!\s+(?:up)?on\s+\w+ing\b)(?:\s+(?:that|on|upon))?|press(?:es|ed"
    r"|ing)?(?:\s+for|(?=\s+[^.;,]{2,60}\s(?:to|for)\b))"
    r"|push(?:es|ed|ing)?\s+(?:(?:hard(?:er)?|further|again)\s+)?for|lobb(?:y|ies|ied|ying)(?:\s+for\b|(?=\s+(?!against\b)[^.;]{2,60}\s(?:to|for)\b))"
    r"|(?:campaigns?|fights?)\s+for(?=\s+(?:(?!and\b|to\b)[\w’'-]+\s+){1,7}to\b|[^.;:]{3,120}:)|(?:campaigning"
    r"|fighting)\s+for(?=[^.;]{3,120}\sto\b|[^.;:]{3,120}:)|argu(?:e|es|ed"
    r"|ing)\s+for|advocat(?:es"
    r"|ed)(?:\s+for)?(?=\s+(?:an?|the|that|new|more|higher|stronger|\w+ing)\b)|(?:(?:are|is)\s+(?:\w+ly\s+)?advocating"
    r"|(?<=we\s)advocate)\s+(?:to|for)(?=,?\s+[a-z])"
    r"|warn(?:s|ed)(?=\s+(?!(?:parents|people|users|families|customers|readers|residents|the\s+public|us|me"
    r"|against|of|that)\b)"
    r"(?:(?!(?:to|might|may|could|would|will|has|have|had|is|are)\b)[\w’'-]+\s+){1,6}?(?:not\s+)?to\s+(?!expect\b"
    r"|prepare\b|brace\b|be\b|watch\b|beware\b)\w)"
    r"|instruct(?:s|ed)(?=\s+[^.;,]{2,60}\sto\b)|submit(?:s|ted)?\s+that(?=\s(?:(?!\b(?:may|might|can|could"
    r"|will|would|must|should|to|is|are)\b)[^.;]){2,120}?\bbe\s+\w+(?:ed|en|wn)\b)"
    r"|challeng(?:e|es|ed|ing)(?=\s+(?:(?!to\b|so\b)[^\s.;:,]+\s+){1,8}?to\b)"
    r"|petition(?:s|ed|ing)" + _TO + r"|task(?:s|ed|ing)?\s+[^.;,]{2,40}\swith(?=\s+\w+ing\b))" + _SOMETHING,
    re.IGNORECASE,
)
"""Verbs that ask, whoever the subject is."""
_BACKING = re.compile(
    r"\b(?P<light>support|back|echo|repeat|reiterate|renew|join|endorse|amplify|stand\s+behind|supporting"
    r"|backing|echoing|repeating"
    r"|reiterating|renewing|joining|endorsing|supports|backs|echoes|repeats|reiterates|renews|joins|endorses"
    r"|supported|backed|echoed"
    r"|repeated|reiterated|renewed|joined|endorsed|launch(?:es|ed)|started|set(?:s|ting)?\s+up|organis(?:es|ed)"
    r"|delivered|handed\s+(?:in|over)"
    r"|(?:add|put|sign|lend)(?:s|ed|ing)?\s+\w+\s+(?:voices?|names?|weight|support)\s+to|(?:align|associate)(?:s"
    r"|d)?\s+\w+\s+with|(?:put|puts"
    r"|putting)\s+forward|(?:submit|submits|submitted|tabled?|tables|present(?:s|ed)?|deliver(?:s|ed)?"
    r"|publish(?:es|ed)?|unveil(?:s|ed)?)(?=\s)|make|makes|making|made"
    r"|issu(?:e|es|ed|ing)(?!\s+(?:of|with|in|around|like|such)\b))\s+"
    r"(?:(?!(?:for|to|on|that|no)\b)[\w’'-]+\s+){0,5}?(?:(?:calls?|demands?|pleas?|appeals?|petitions?"
    r"|campaigns?(?=\s+(?:for|calling|demanding|urging|to\s+(?:make|have|persuade|force|get\s+(?!people|children|more)))\b)|requests?\s+of)\s+"
    r"(?:of\s+(?:those|all|others|people)\s+)?(?:(?!(?:for|to|on|that|through"
    r"|by)\b)[\w’'-]+\s+){0,4}?(?:for(?!\s+(?:views|evidence|inputs?|help|papers)\b)|to(?!\s+(?:assist|raise|collect|feed|clothe|(?<=appeal\sto\s)(?:help|support|fund|buy))\b)|on"
    r"|that)|(?<=forward\s)(?:an?|the|two|three|several|its|their)\s+(?:\w+\s+){0,2}?(?:recommendations?"
    r"|proposals?)\s+(?:for|that|which|to)|(?:motions?|amendments?|resolutions?|requests?)\s+(?:that|which|calling"
    r"|asking|urging|demanding)"
    r"|(?:those|all|everyone|others?|the\s+\w+|groups|charities"
    r"|voices)\s+(?:who\s+(?:are\s+)?)?(?:call(?:ing)?\s+(?:for|on)|demand(?:ing)?|urg(?:e|ing)"
    r"|ask(?:ing)?\s+for))\b",
    re.IGNORECASE,
)
"""A verb with the noun of one: `backs demands for`, `makes a direct appeal to`."""
_MINE = re.compile(
    r"\b(?:invite|encourage|(?:propose(?!\s+(?:[\w-]+\s+){0,4}?(?:solutions|ideas|answers)\b[^:]*$)(?!\s+to\s+(?!amend|replace|delete|insert|remove|strengthen))|suggest"
    r"|(?<=have\s)suggested(?=\s+that\b)"
    r"|(?<=have\s)recommended(?=\s+that\b))(?!\s+that\s+(?:(?!\b(?:should|must|be|needs?|could"
    r"|would)\b)[^.;,]){2,80}?\s(?:(?:is|are|was|were)\s+(?!\w+(?:ed|en|wn)\b)|has\b|have\b|had\b|speaks?\b"
    r"|shows?\b))(?!\s*(?:[.,;)]|will\b|would\b|is\b|are\b|has\b|have\b|here\b"
    r"|in\s+(?:section|our|this)\b))"
    r"|seek(?!\s+to\b)|favour(?=\s+(?:an?|the)\b)|would\s+prefer(?=\s)(?!\s+not\s+to\s+(?!see\b))"
    r"|prefer(?=\s+(?:options?|that|to\s+see"
    r"|an?|the)\b)|caution\s+against"
    r"|advise(?=\s+(?:that|[\w’'-]+\s+to|the\s+[\w’'-]+\s+to)\b)"
    r"|(?<!we\s)(?<!\bI\s)like\s+(?:to\s+(?:see|ask|request|propose|suggest|recommend)"
    r"|(?!to\b|my\b)(?:[\w’'-]+\s+){1,6}?(?:to|\w{3,}ed)|(?:further\s+|more\s+|some\s+"
    r"|greater\s+)?(?:clarification|clarity"
    r"|confirmation|assurances?|reassurance|guidance))"
    r"|(?:want|wish)\s+to\s+see|want(?!\s+(?:to\b|nothing\s+more\b|for\b|(?!to\b)[^.;]{2,60}?\sto\s+(?:feel|know|enjoy|thrive|flourish|succeed|prosper|excel|learn|achieve|do\s+well|have\s+fun"
    r"|grow\s+up|be\s+(?:happy|safe|proud))\b))|need\s+to\s+see|must\s+see"
    r"|(?:would|should)\s+(?:welcome|appreciate|be\s+grateful\s+for)(?=\s+(?:an?|the|further|more"
    r"|your(?!\s+(?:thoughts|views|feedback|comments|ideas|help|opinions?|patience|donations?)\b)|early|clar\w+"
    r"|confirmation|greater|clear\w*)\b)"
    r"|(?<=['’]d\s)(?:welcome|appreciate)(?=\s+(?:an?|the|further|more|clear\w*)\b)|keen\s+(?:to\s+see"
    r"|for(?=\s+[^.;]{2,60}\sto\b))|see\s+an?\s+(?:\w+\s+)?(?:need|case)\s+for"
    r"|would\s+be\s+(?:pleased|glad|delighted|happy)\s+to\s+see|hope\s+to\s+see(?!\s+you\b)|(?:hope"
    r"|trust)(?:\s+that)?(?!\s+(?:that\s+)?(?:this|there(?=\s+will\s+be\s+no\b)|we|to|it|they|you\s+will\s+(?:join|enjoy|come|attend|read|find"
    r"|donate|share|visit|take\s+part))\b)(?=\s+[^.;]{2,90}?\s+will\b(?!\s+(?:open|arrive|last|be\s+(?:ready|open|finished|complete))\b)|\s+you\s+are\s+\w+ing\b)"
    r"|would\s+(?:(?:be|feel)\s+(?:happier|reassured|more\s+(?:comfortable|confident))\s+(?:with|if)"
    r"|(?:much\s+)?rather(?=\s+(?:see|that|the|it|they|ministers)\b))|(?<=['’]d\s)(?:much\s+)?rather(?=\s+(?:see"
    r"|that|the|it|they|ministers)\b)"
    r"|would\s+support(?=\s+(?:an?|one|further|more|\w+er)\b)"
    r"|(?:consider|believe|think|feel|find|deem)\s+(?:that\s+)?it\s+(?:is\s+|to\s+be\s+"
    r"|would\s+be\s+)?(?:\w+ly\s+|also\s+)?(?:essential"
    r"|vital|crucial|critical|imperative|important|necessary)\s+(?:that|for)(?!\s+(?:we|parents|children|our\s+(?:staff|team|volunteers))\b)"
    r"|would\s+(?:also\s+)?expect(?=\s+(?:to\s+see|an?|the|clear)\b)"
    r"|(?<!can\s)(?<!could\s)(?<!might\s)expect(?=\s+[^.;,]{2,60}\s+to\b(?!\s+(?:be\s+(?:published|completed|finished|ready|available|done|issued|over)"
    r"|take|cost|last|begin|finish|open|rise|fall|grow|increase|arrive)\b))"
    r"|(?:look\s+to(?!\s+the\s+future)|count\s+on|rely\s+on|depend\s+on)(?=\s+[^.;,]{2,60}\s+to\b)"
    r"|need(?!\s+(?:(?:more|new|some|extra|urgent|another|many|[\w-]+(?:al|ed|ing|ive|able|ful))\s+)*(?:volunteers|donations|supporters|members"
    r"|signatures|help|helpers|hands|friends|foster\s+\w+|food|money|funds|people\s+like|love|sleep|rest)\b)(?=\s+(?:an?"
    r"|the"
    r"|free|safe|fair|decent|affordable|accessible|reliable|strong|secure|honest|independent|meaningful|robust|binding"
    r"|stronger|clear|greater|more(?!\s+than\b)|better|further|real|proper|urgent|new"
    r"|much|(?:re)?assurances?|clarity|action|change|answers|commitments?|leadership|legislation|protections?"
    r"|guarantees?|transparency|reforms?|certainty|recognition"
    r"|safeguards|laws|rules|powers|leaders|regulation|enforcement|investment)\b|\s+(?!to\b|your\b"
    r"|help\b|if\b|when\b|because\b|and\b|or\b|but\b|for\b|in\b|from\b|so\b)[\w’'-]+(?:\s+[\w’'-]+){0,3}\s+to\b|\s+(?:\w+ed|\w{3,}(?:er|ive|al|able|ible|ary|ory|ent|ic))\s+(?:and\s+)?[a-z]"
    r"|(?<=urgently\sneed)\s+(?!to\b|your\b)[a-z]|(?<=desperately\sneed)\s+(?!to\b|your\b)[a-z])"
    r"|require(?=\s+(?:an?|the|more|better|stronger|urgent|clear|clearer|further|real|proper|greater)\b)"
    r"|petition(?=\s+(?:the|our|your|parliament|congress)\b[^.;]{0,60}\sto\b)"
    r"|inviting|proposing|seeking(?!\s+to\b))" + _SOMETHING,
    re.IGNORECASE,
)
"""Verbs that ask where the speaker himself is the subject."""
_THEIRS = re.compile(
    r"\b(?:seeking(?=\s+(?:(?:an?|the|clear|firm|urgent|further|more|legal)\s+){0,3}(?:\w+\s+)?(?:commitments?"
    r"|assurances?|guarantees?|bans?"
    r"|amendments?|changes?|review|inquiry|clarification|(?:pay\s+)?rises?|increases?|caps?|limits?|halt|apology|pardon|compensation)\b)"
    r"|encourag(?:es|ed)(?=\s+(?!(?:parents|people|users|families|customers|readers|residents|visitors|patients"
    r"|anyone|everyone|supporters|the\s+public)\b)(?:(?!to\b)[^\s.;,]+\s+){1,7}to\b)|(?:would\s+seek"
    r"|seeks)(?=\s+(?:an?|the|your|clarity|clarification|assurances?|confirmation"
    r"|[\w\s]{2,40}['’]s?\s+(?:consideration|support|commitment))\b)"
    r"|advis(?:es|ed)(?=\s+(?:that|the\s+following|against|(?:the|its|all|every|ministers"
    r"|councils?)\s+(?!public\b|parents\b|people\b)(?:(?!to\b)[\w’'-]+\s+){0,6}?(?:not\s+)?to)\b)"
    r"|wish(?:es)?\s+to\s+see|wants?(?!\s+(?:nothing\s+more|only|simply|just|(?:its|his|her)\s+(?:pupils|students|guests|visitors|readers|customers|players|children|team)|(?:the\s+)?talks)\b)(?=\s+(?:(?:\w+\s+)?(?:re)?(?:assurances?|clarity|action|answers|guarantees?"
    r"|commitments?)\b"
    r"|(?:the|an?|all|every|one|ofcom|ministers|to\s+see|more|better|stronger|tougher)\b"
    r"|(?!to\b)(?:[\w’'-]+\s+){1,7}(?:to|\w{3,}ed|brought|built|made|cut|kept|paid)\b))|(?<=\bour\smembers\s)need(?=\s+(?:urgent\s+|more\s+)?"
    r"(?:certainty|clarity|action|investment|reforms?|protections?|answers|assurances?|recognition)\b)|proposes(?=\s+(?:that|\w+ing|(?:\w+\s+)?(?:improvements"
    r"|changes|reforms"
    r"|measures|amendments)|an?\s+(?:\w+\s+)?(?:ban|duty|levy|tax|cap|limit|right|review|register|scheme|fund))\b)"
    r"|(?:(?:are|is)\s+)?looking\s+to(?=\s+(?!the\s+future\b|[a-z]+\s+(?:the|a|an|new|more|its"
    r"|their)\b)[^.;,]{2,40}?\s+(?:to|for)\b)|(?:looks|looked)\s+to(?=\s+[^.;,]{2,40}?\s+to\b)"
    r"|(?:count|rely|relying|counting)\s+on(?=\s+(?:the|you|mr|ms|mrs|ministers|parliament|government"
    r"|mps)\b[^.;,]{0,40}?\s+to\b)"
    r"|(?<=\b(?:he|it)\s)wanted(?!\s+(?:his|her|their)\b)(?=\s+(?!to\b)(?:[\w’'-]+\s+){1,9}?(?:to\b|\w+ed\b|made\b))"
    r"|(?<=\b(?:she)\s)wanted(?!\s+(?:his|her|their)\b)(?=\s+(?!to\b)(?:[\w’'-]+\s+){1,9}?(?:to\b|\w+ed\b))"
    r"|hopes?(?=\s+[^.;]{0,90}?\b(?:governments?|ministers?|council\w*|parliament|mps|board|committee|commission|leaders?|regulators?|secretary|chancellor"
    r"|mayor|minister|department|compan(?:y|ies)|ofcom|trust|authorit(?:y|ies)|others|inquiry|they(?=\s+will\s+(?:now\s+)?(?:listen|act|change|reconsider|think|rethink))|bill|(?-i:[A-Z])\w+)\b[^.;]{0,60}?\swill\b|\s+[^.;]{2,120}?\swill\s+(?:now\s+|also\s+|not\s+)?be\s+\w+(?:ed|en|wn|pt)\b)|would\s+like(?=\s+(?:to\s+see|(?!to\b)(?:[\w’'-]+\s+){1,6}?(?:to"
    r"|\w{2,}ed))\b)"
    r"|expects?(?=\s+(?!to\b)[^.;,]{2,60}\s+to\b(?!\s+(?:grow|fall|rise|increase|decline|decrease|remain|cost"
    r"|reach|be)\b))"
    r"|would\s+(?:welcome|prefer)(?=\s+(?:an?|the|further|more|clear\w*)\b))" + _SOMETHING,
    re.IGNORECASE,
)
"""Verbs of others that ask, where they have an object of the kind."""
_ALSO_NOUN = re.compile(
    r"(?:demand|request|press|challenge|appeal|petition|push|task|campaign|call\s+for)\b", re.IGNORECASE
)
"""Verbs that without an ending may be nouns: `consumer demand for lamps`, `on request`."""
_SELF = re.compile(
    r"(?:demand|request|ask)\w*\s+(?:for\s+)?(?:an?\s+|the\s+|her\s+|his\s+|their\s+|some\s+)?(?:\w+\s+)?(?:ransoms?|identification|IDs?|papers|passports?|cash|jewels|jewellery|bribes?|autographs?)\b|demand\w*\s+[^.;,]{2,40}\s(?:of|from)\s+(?:ourselves|each\s+other|our\s+(?:staff|members|players|team|pupils))\b|call\w*\s+on\s+[^.;,]{2,30}\sto\s+(?:speak|sing|reply|say\s+a)\b"
    r"|urg\w+\s+(?:(?:caution|care)\s+(?:in|when)|patience|calm)\b|ask\w*\s+(?:myself|an?\s+(?:lot|great\s+deal)"
    r"|for\s+(?:your\b|(?:an?\s+)?(?:\w+\s+)?(?:deposit|donation|fee|contribution)\b|£)|that\s+you\s+(?:arrive"
    r"|book|bring|ring|call|read|sign|keep|let))"
    r"|(?:recommend|demand|insist|suggest|request)\w*\s+that\s+(?:I|we)\b|ask\w*\s+(?:[^.;,]{2,40}\s)?for\s+(?:nothing|little|(?:his|her|its|their|your)\s+(?:views?|opinions?|comments?|thoughts))\b"
    r"|(?:urge|call|press|implore|beg|lobby|ask|request)\w*\s+(?:(?:(?:up)?on|for|to)\s+)?(?:us|me)\b|(?:expect|want|need)(?:s|ed)?\s+(?:us|me)\b|(?:ask|want"
    r"|expect"
    r"|need)\w*\s+(?:ourselves|ourself|more\s+about|children|parents|young\s+people|people|respondents"
    r"|our\s+members)\b",
    re.IGNORECASE,
)
_OF_MAKERS = re.compile(
    r"(?:urges|calls\s+(?:up)?on|asks|demands\s+that|recommends\s+that)\s+(?:the\s+|all\s+"
    r"|every\s+)?(?:[\w-]+\s+){0,2}?(?:governments?|ministers?|assembly|parliament|congress|senate|mps|council|states?"
    r"|part(?:y|ies)|prime\s+minister|secretary)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:polic(?:y|ies)|plans?|strategy|paper|report|study|review|inquiry|proposals?|evidence|text)\s+(?:also\s+"
    r"|further\s+)?$",
    re.IGNORECASE,
)
"""A text that asks of those who make laws is none of theirs: `Its housing policy urges the government to`."""
_IT = re.compile(
    r"(?:urging|asking|calling\s+(?:up)?(?:on|for)|demanding|urges|calls\s+(?:\w+ly\s+)?(?:up)?(?:on|for)|asks|demands|called\s+(?:on|for)|urged|appeal(?:s|ed)|expects|wants|wanted"
    r"|would\s+(?:like|welcome|prefer))",
    re.IGNORECASE,
)
"""What `it` may do that is no draft of a law: `It also calls for`."""
_ORGANISED = re.compile(
    r"(?:[a-z,]\s+[A-Z][\w’'-]+|\b[A-Z]{2,}|\b(?:The|A)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*|\b(?:coalition"
    r"|charity|union|group|groups|letter|signatories|statement))\s+"
    r"(?:(?:\w+ly|also|now)\s+)?$|\b(?:supports|welcomes|urges|calls|asks|backs)\b[^.;]*\band\s+(?:also\s+)?$"
)
"""Somebody by name, or a group: a grant `encourages owners to plant` as well."""
_THEY = re.compile(r"\bthey\s+(?:\w+\s+)?$", re.IGNORECASE)
_MAY_DO = re.compile(r"\b(?:can|could|may|might|should|must|will|need)\s+[a-z]+", re.IGNORECASE)
"""What those may do who want something: `Those who want the board to reply can write to it`."""
_TO_DO = re.compile(
    r"(?<!transition\s)(?<!switch\s)(?<!return\s)(?<!access\s)(?<!change\s)(?<!move\s)(?<!end\s)(?<!right\s)(?<!shift\s)\bto\s+(?!(?:the|an?|all|their|our)\b)[a-z]+\b"
)
"""What they want of somebody; who wants a thing may be anybody: `They want a new port`."""
_IN_LETTER = re.compile(
    r"^[“\"‘]?in\s+(?:our|the|this|a|an|its|their|my)\s+(?:\w+\s+){0,2}(?:letter|statement|response|submission"
    r"|petition)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"(?:\b(?:have|has)|['’](?:ve|s))\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"\b(?:has|have|had)\s+(?:also\s+|since\s+)?(?:long|previously|consistently|repeatedly|always|often|regularly"
    r"|frequently|historically|already|time\s+and\s+again|for\s+(?:years|decades|months|some\s+time|a\s+long\s+time))"
    r"\s+(?:been\s+)?$|\bhad\s+(?:\w+ly\s+|also\s+)?(?:been\s+)?$|\bspen(?:t|ds?|ding)\s+(?:[\w-]+\s+){1,4}$",
    re.IGNORECASE,
)
"""What somebody asked before, told as the background of what is said now: `has long pushed for`."""
_CLAIMS = re.compile(
    r"(?:insist|propos|suggest)\w*\s+(?:that\s+)?(?:(?!\b(?:should|must|be|needs?|ought|could|would|to)\b)[^.;,]){2,100}?"
    r"\s(?:is|are|was|were|has|have|had|did|does|do|will|can|cannot)\b(?!\s+(?:\w+ed|made|given|put|set)\b)",
    re.IGNORECASE,
)
"""What somebody holds to be so, and does not ask: `He insisted that he was innocent`."""
_BECAME = re.compile(
    r"\b(?:was|were|been|is|are)\s+(?:then\s+|later\s+|duly\s+|also\s+|\w+ly\s+)?(?:defeated|rejected|accepted|granted|dismissed"
    r"|adopted|carried|passed|lost|withdrawn|implemented|ignored|met|refused|turned\s+down)\b"
    r"|\bwhich\s+(?:the\s+)?\w+\s+(?:has\s+|have\s+)?(?:accepted|rejected|refused|granted|adopted|implemented)\b"
    r"|\band\s+(?:we|they)\s+have\s+(?:now\s+|since\s+)?(?:acted|done\s+so|changed)\b",
    re.IGNORECASE,
)
"""What became of an ask that is told: `The motion calling for a boycott was defeated`."""
_SAID_WE = re.compile(
    r"\b(?:said|says?|told\s[^.;]{2,30}?|claims?|claimed|promised|insists?|insisted)\s+(?:that\s+)?(?:we|I)\b[^.;,]*$",
    re.IGNORECASE,
)
"""What somebody said of all: `The government said we need reform`."""
_WHO = re.compile(r"\bwho\s+(?:(?:am|are|is|have|has|been)\s+)*$", re.IGNORECASE)
_PROGRESSIVE = re.compile(r"(?:\b(?:am|are)|['’](?:re|m))\b(?:\s+[\w-]+){0,2}\s+$", re.IGNORECASE)
_IN_ORDER = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_IN_ORDER_TO_ASK = re.compile(
    r"\b(?:writ\w+|wish|want|like|join\w*|here|compelled|minded)\b[^,;.]{0,90}\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
_GAP = re.compile(
    r"\S+ed\s+(?:for\s+)?(?:by|in\s+accordance|during)\b|\S+\s+for\s+(?:repeatedly|consistently|all\s+along|to|since|is|was|over|because|and|but|as)\s|\S+ed\s+for\s+(?:in|at)\s|\S+(?:\s+(?:on|for|upon|to|that(?!,)))?\s*(?:,(?!\s+among)|[.;)”\"]"
    r"|(?:is|are"
    r"|was|were|has|have|had|will|would|can|may"
    r"|rose|made)\b)|call\w*\s+on\s+(?![^.;]*(?:\b(?:to|for|that|not|and)\b|[:“\"]))|appeal\w*\s+to\s+(?![^.;]*(?:\b(?:to|for|that|not)\b|[:“\"]))"
    r"|challeng\w+\s+(?:the|this|that|its|their)\s+(?:\w+\s+)?(?:decisions?|rulings?|ideas?|views?|claims?|assumptions?|notions?|order"
    r"|sentence|result)\b|seeking\s+(?:(?:an?|new|more)\s+)?(?:\w+\s+)?(?:volunteers|donations|members|partners|applicants|treasurer|director"
    r"|trustees?|bids|sponsors)\b|ask\w*\s+(?:and|in)\s|demanding\s+(?:but|and|or|than|enough)\b|(?:requests|demands|challenges)\s+(?:and|or|but|with|in|from|by|as|when|which|at|on)\b",
    re.IGNORECASE,
)
"""A verb without an object after it: `what we call for is`."""
_ANSWERED = re.compile(
    r"\b(?:answered|heeded|met|accepted|granted|(?:respond|listen)\w*\s+to)\s+(?:[\w’'-]+\s+){0,4}[\w’'-]+$", re.I
)
"""Before a call that is owned, `has responded to the Guild’s call for`: it is over."""
_AFTER = re.compile(
    r"\b(?:dropped|scrapped|withdrawn|withdrew|reversed|changed|delayed|cancelled|shelved|agreed|reinstated|restored|saved|went|gave\s+in)"
    r"\s+(?:\w+\s+)?after\s+[^,.;:]{2,60}$|\b(?:thanks?|grateful)\b[^.;]*\bwho\s[^,;]*$",
    re.IGNORECASE,
)
"""Before what somebody asked and got, or is thanked for: `The fee was dropped after the Guild demanded it`."""
_JOINED = re.compile(r"\b(?:and|but|so|while)$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:(?!\b(?:that|which|who)\s+(?:would|will|could|are|were|have|had)\b)[^.;])*?(?<!\bthat)(?<!\bwhich)(?<!\bwho)"
    r",?\s(?:would|will|could|are|were|have)\s(?:always\s+|only\s+|not\s+|been\s+)?(?:mean|hurt|lead|cause|cost|push|result|growing|mounting|been|heard)",
    re.IGNORECASE,
)
"""Behind a noun, its verb: `and calls for higher pay would mean dearer tickets`."""
_LETTER = re.compile(r"\b(?:letters?|petitions?|statements?|written\s+to|wrote\s+to)\b", re.IGNORECASE)


def calls(sentence: str) -> Iterator[tuple[int, bool]]:
    """Where words begin that ask, each with whether the speaker himself asks by them."""
    for found in _STRONG.finditer(sentence):
        form = form_of(found[0])
        who = speaker(leading_to(sentence, found.start()), form)
        who = "nobody" if who == "it" and not _IT.match(found[0]) else who
        if (
            who == "nobody"
            and form == "s"
            and _OF_MAKERS.match(sentence, found.start())
            and _PAPER.search(sentence[: found.start()])
        ):
            who = "other"
        if _is_noun(sentence, found, who, form):
            who = "nobody"
        if who == "other" and form == "base" and _ALSO_NOUN.match(found[0]) and not many(sentence[: found.start()]):
            who = "nobody"
        if (
            who != "nobody"
            and not _GAP.match(sentence, found.start())
            and not _told(sentence, found.start(), who, form)
        ):
            yield found.start(), who == "first"
    for pattern, asks in ((_BACKING, ("first", "other")), (_MINE, ("first",)), (_THEIRS, ("other",))):
        for found in pattern.finditer(sentence):
            if (who := _weakly(pattern, sentence, found)) in asks:
                yield found.start(), who == "first"


def _is_noun(sentence: str, found: re.Match[str], who: Speaker, form: Form) -> bool:
    """Whether a word that asks is a noun: owned, `shoppers’ demand`, or of no subject here, `and calls for`."""
    before = leading_to(sentence, found.start()).rstrip()
    if form == "base":
        owned = before.endswith(("s’", "s'", "’s", "'s"))
        return owned and (found[0].lower() == "demand" or _ANSWERED.search(before) is not None)
    joined = form == "s" and _JOINED.search(before) is not None
    return joined and (who == "first" or _GOES_ON.match(sentence, found.end()) is not None)


def _weakly(pattern: re.Pattern[str], sentence: str, found: re.Match[str]) -> Speaker:
    """Who asks by a verb that may also wish or tell; nobody where it does that."""
    before = leading_to(sentence, found.start())
    who = speaker(before, form_of(found[0]))
    if who != "first" and _BACKGROUND.search(before):
        return "nobody"
    if found[0].lower().startswith("encourag") and pattern is _THEIRS and not _ORGANISED.search(before):
        return "nobody"
    if who == "first" and (said := _SAID_WE.search(before)) and speaker(before[: said.start()], "past") == "nobody":
        return "nobody"
    vague = (
        pattern is _THEIRS
        and not sentence.endswith(":")
        and _THEY.search(before)
        and not _TO_DO.search(sentence, found.end())
    )
    if (
        vague
        or (pattern is _THEIRS and is_told(before.rstrip()) and not _who_want(sentence, found))
        or (pattern is _MINE and not _says_so(sentence, found))
    ):
        return "nobody"
    return "other" if who == "it" and _IT.match(found[0]) else who


def _who_want(sentence: str, found: re.Match[str]) -> bool:
    """Whether people are told of by what they want of somebody: `drafted by tenants who want the bill to include`."""
    after = sentence[found.end() :]
    who = _WHO.search(leading_to(sentence, found.start()))
    return bool(who and found[0].lower() == "want" and _TO_DO.search(after) and not _MAY_DO.search(after))


def _says_so(sentence: str, found: re.Match[str]) -> bool:
    """Whether a verb of the speaker is what he says now, and nothing he goes on with or does in order to do it."""
    before = leading_to(sentence, found.start())
    if form_of(found[0]) == "ing":
        return bool(_PROGRESSIVE.search(before))
    return not _IN_ORDER.search(before) or bool(_IN_ORDER_TO_ASK.search(before))


def _told(sentence: str, at: int, who: str, form: Form) -> bool:
    """Whether a speaker tells what he asked before: `We asked Ofcom in March`; or asks himself."""
    before = bool(_PERFECT.search(before_aside(leading_to(sentence, at))) or _IN_LETTER.search(sentence))
    if _CLAIMS.match(sentence, at):
        return True
    if form == "past" and _AFTER.search(leading_to(sentence, at)):
        return True
    if who != "first" and form in ("past", "ing") and _BECAME.search(sentence, at):
        return True
    return (
        bool(_BACKGROUND.search(leading_to(sentence, at)))
        or bool(_SELF.match(sentence[at:]))
        or (who == "first" and form == "past" and not before)
    )


def tells_of_letter(sentence: str) -> bool:
    """Whether a sentence tells of somebody's letter with what it asks, as news do."""
    return any(not own and _LETTER.search(leading_to(sentence, at)) for at, own in calls(sentence))


def reports(sentence: str) -> bool:
    """Whether a sentence tells of somebody else's call: `The coalition called on ministers to act`."""
    return any(not own for _, own in calls(sentence))
