"""Sentences that ask without a speaker as their subject: it is vital that, our call is, delete the words."""

import re

from parser.statements.orders import VERBS
from parser.statements.speaking import speaker
from parser.statements.telling import is_told

_WEIGHTY = r"vital|essential|imperative|crucial|critical|important|necessary|urgent"
_ACTS = (
    r"action|actions|legislation|reforms?|changes?|reviews?|inquir(?:y|ies)|regulation|investment|funding|guidance"
    r"|clarity|clarification|enforcement|bans?"
    r"|dut(?:y|ies)|measures?|safeguards?|intervention|transparency|oversight|research|resources|work|amendments?"
    r"|exemptions?|extensions?|moratorium|register|timetable|levy|consultation|powers?|sanctions?|audits?"
)
_KINDS = (
    # Our main ask is that …; one demand is to …
    r"\b(?:our|my|one(?!\s+call\s+in\b)|another|the(?=\s+(?:ask|demand|plea)\s+is\b))\s+(?:(?!and\b)[\w-]+\s+){0,2}(?P<noun>asks?"
    r"|demands?"
    r"|calls?(?!\s+(?:centres?|centers?|handlers?|volumes?|to\s+action)\b)|plea|recommendations?"
    r"|requests?)\s+(?:(?:(?!\bnot\b|\band\b|\bbut\b)[^.;]){0,40}\s)?(?:is|are|to|for|that)\b(?!\s+(?:not|new)\b)",
    # The union's main demand is that …; the call of the guilds is for …
    r"(?:^|[,;:]\s+|\bthat\s+)(?P<of>(?:(?:the|this)\s+)?(?:[\w-]+\s+){0,3}[\w-]+(?:['’]s|s['’])|their|its)\s+"
    r"(?:[\w-]+\s+){0,2}(?P<theirs>asks?|demands?|calls?|pleas?|recommendations?|requests?|wish(?:es)?|message)"
    r"(?:\s+(?:to|of|for)\s+[^.;,:]{2,40}?)?\s+(?:is|are|remains?)\s+(?:\w+ly\s+|simple[:,]?\s+"
    r"|clear[:,]?\s+)?(?:that|to|for|an?)\b",
    # Our preference is for …; our message to ministers is clear
    r"\bour\s+(?:clear\s+|strong\s+|simple\s+)?(?P<prefers>preference|suggestion|preferred\s+(?:option|approach"
    r"|solution)"
    r"|message)\s+(?:to\s+[^.;:]{2,40}\s+)?(?:is|remains|would\s+be)\s"
    r"+(?:for|that|to|an?|clear\b|simple\b)",
    # It is our hope that …; nothing short of an inquiry will do; our message to the candidates: …
    r"\bit\s+is\s+(?:our|my)\s+(?:\w+\s+)?(?P<hope>hope|wish|desire|request|recommendation|suggestion|demand"
    r"|plea)\s+that\b(?!\s+(?:we|this|it)\b)",
    r"^our\s+(?:\w+\s+)?(?P<ours>hope|wish|plea)\s+is\s+(?:that\b(?!\s+(?:we|this|it)\b)|for\b)",
    r"\b(?P<nothing>(?:nothing|anything)\s+(?:short\s+of|less\s+than)\s+(?:an?|the"
    r"|full)\b[^.;]{3,80}\b(?:will|would|can)\s+(?:not\s+)?(?:do|suffice|satisfy|be\s+enough))\b",
    # Under no circumstances should the files be burnt
    r"^(?P<never>(?:under\s+no\s+(?:circumstances?|conditions?)|in\s+no\s+(?:case|circumstances?|event|way)"
    r"|at\s+no\s+(?:time|point|stage)|on\s+no\s+account"
    r"|nowhere|never(?:\s+again)?|only\s+(?:then|after|when|once|if|in)\b[^,.;]{0,80}"
    r"|not\s+until\b[^,.;]{0,80}),?\s+(?:should|must)\s+(?!we\b|you\b|I\b|they\b))",
    r"^(?P<whynot>why\s+(?:not\s+(?!us\b)[a-z]+\s+(?:the|an?|it|them|people)\b|don['’]t\s+(?:you|they|ministers"
    r"|the)\b)|(?:is\s+it\s+not|isn['’]t\s+it)\s+(?:high\s+)?time\s+(?!to\s+(?:ask|think|consider)\b))",
    r"\b(?:our\s+\w+|this\s+(?:paper|report|submission|briefing|response|letter))\s+(?P<makes>makes?\s+(?:a\s+"
    r"|the\s+)(?:\w+\s+)?case\s+for)\b",
    r"^(?:surely\s+)?(?P<first>the\s+(?:least|(?:[\w-]+\s+){1,4}thing)\s+(?:that\s+)?(?!we\b|you\b"
    r"|I\b)(?:[^.;,]{2,60}?\s(?:should|must|needs?\s+to|can|could|has\s+to)(?:\s+now)?\s+do|(?:could|can"
    r"|should)\s+(?:now\s+)?happen)\s+is)\b",
    r"\blook\s+forward\s+to\s+(?P<forward>seeing\s[^.;]{3,100}?\s(?:reflected|addressed|implemented|amended"
    r"|changed|strengthened|improved|resolved|included|taken\s+(?:up|on\s+board|into\s+account|forward))\b)",
    r"\b(?P<greatest>(?:the|our|their)\s+(?:most\s+\w+|greatest|first|main|biggest)\s+need\s+is\s+(?:for|to))\b",
    r"\b(?P<lacks>there\s+remains\s+a\s+need\s+for)\b",
    r"\b(?P<incumbent>it\s+is\s+(?:now\s+)?(?:incumbent|down|beholden)\s+(?:up)?(?:on|to)\s+(?!us\b|you\b"
    r"|parents\b)[^.;]{2,60}?\sto\s+\w)",
    r"\s(?:is|are)\s+(?:therefore|thus|clearly|urgently|now)\s+(?P<therefore>necessary|essential|required|needed"
    r"|vital|imperative|called\s+for)\b(?!\s+(?:by|under|to\s+(?:log|enter)))",
    r"\b(?P<top>(?:top|first|high|highest)\s+(?:of|on|among)\s+(?:her|his|its|their|our|the)\s+(?:list|agenda"
    r"|wish\s?list|demands|asks|priorities)\s+(?:is|are))\b",
    # Increasing the allowance is essential
    rf"(?:^|^(?:\w+ly|first|second|third|also|and|but"
    rf"|so),\s+)(?P<doing>(?:{'|'.join(sorted(v.removesuffix('e') for v in VERBS))})\w?ing\s+(?:the|an?|all|this"
    rf"|these|that|more|our|their|[\w’'-]+s\b)[^.;]{{3,140}}?\s(?:is|are)\s+(?:\w+ly\s+|also\s+)?(?:{_WEIGHTY}"
    rf"|overdue|needed|key))\b(?!\s+(?:for|if\s+you|when\s+you)\b)",
    r"\b(?P<withplea>with\s+an?\s+(?:\w+\s+)?(?:plea|call|appeal|demand)\s+(?:to|for)\s+(?:the\s+|all\s+"
    r"|every\s+)?(?!action\b|donations|help\b|views|evidence)[\w\s]{2,40}?\s+to)\b",
    r"\bjoin(?:s|ed|ing)?\s[^.;]{2,100}?\sin\s+(?P<joins>suggesting|proposing|seeking)\s",
    # Only a duty will make them act; there is no excuse for not publishing it; you have the power to stop it
    r"^(?P<only>only\s+(?!(?:an?|the)\s+(?:\w+\s+)?(?:government|state|council|court|minister|parliament)\s+can\b)(?:an?|the|full|real|strong|firm|urgent|clear|binding)\s[^.;,]{3,80}?\s(?:will|can|would"
    r"|could)\s+(?:now\s+)?(?:make|stop|end|do\b|give|ensure|fix|protect|deliver|bring|prevent|solve|put|guarantee"
    r"|secure|restore|save|satisfy|suffice|change)[^.;]*)",
    r"\b(?P<excuse>there\s+(?:is|can\s+be|is\s+now)\s+no\s+(?:good\s+|longer\s+any\s+|possible\s+)?(?:excuse"
    r"|reason|justification)\s+(?:not\s+to|for\s+(?:not|further\s+delay|delay|any\s+delay|inaction)"
    r"|why\s[^.;]{3,80}\s(?:should|could|can)(?:\s+not|n['’]t)))\b",
    r"\byou\s+(?:alone\s+|now\s+|also\s+)?(?P<power>(?:have|hold)\s+(?:the|an?)\s+(?:\w+\s+)?(?:power|chance"
    r"|opportunity|duty|responsibility|authority|means)\s+to\s+(?!(?:comment|respond|attend|submit|ask|join|win"
    r"|take\s+part|have|vote\s+for|appeal|cancel|complain|request|share|give|tell|see|meet|learn|choose"
    r"|opt)\b)[a-z]+)",
    # That the government establish a fund
    r"^(?P<motion>that\s+(?:the\s+|all\s+|this\s+|each\s+|every\s+)?(?:\w+\s+)?(?:governments?|council|ministers?"
    r"|board|committee|assembly|parliament|commission|department|province|minister|state|states|agency|authority"
    r"|regulator|executive|congress|conference|house|senate)(?:\s+(?:of|for)\s+(?:\w+\s+){1,4}?)?"
    rf"\s+(?:not\s+)?(?:be\s+\w+(?:ed|en|wn)|(?:{'|'.join(sorted(VERBS))})\s+(?:an?|the|its|all|that|to|any|their)))\b",
    # We do not want the trust to sell the dock
    r"\b(?P<unwanted>(?:we|I)\s+(?:(?:do|would|did)\s+not|don['’]t|never|no\s+longer)\s+(?:want|wish|like|expect)\s+"
    r"(?:to\s+see\s+(?:the|our|this|these|any)|(?!to\b|any(?:one|body)|you\b|people|children|parents|us\b|them\b"
    r"|our\s+(?:children|members|families|kids|sons|daughters)|others?\b|another)"
    r"(?:[\w’'-]+\s+){1,6}?(?:to\s+(?!be\s+(?:sorry|sad|afraid))|be(?:ing|come)?\s+))\w)",
    r"^(?:our|my)\s+(?:\w+\s+)?(?P<message>asks?|demands?|message|plea)(?:\s+(?:to|of|for"
    r"|from)\s+[^.;:]{2,60})?:\s+(?:(?:please|do\s+not|don['’]t|never)\s+)?[a-z]",
    # Recommendation: that the standard be lowered
    r"^(?:our\s+|key\s+|main\s+)?(?P<labelled>recommendation|ask|demand|request"
    r"|recommended\s+action)(?:\s+(?:\d{1,2}|one|two|three|four|five|six))?\s*[:–—]\s*\w",
    # Signatories argue that an extension is imperative
    rf"\b(?:argu|say|said|believ|maintain|insist|stress"
    rf"|conclud)\w*\s+that\b[^.;]{{3,220}}?\b(?P<argued>(?:{_ACTS}|extensions?|plans?|strateg(?:y|ies)|laws?"
    rf"|rules?)\b"
    rf"[^.;,]{{0,80}}?\s(?:is|are)\s+(?:\w+ly\s+)?(?:needed|required|overdue|{_WEIGHTY}))(?=\s*[.;,”\"]|$)",
    # This letter is a call for …; the ask of the board is simple: …
    r"\b(?:this|that|it|(?:this|the|our)\s+(?:open\s+|joint\s+)?(?:letter|petition|statement|campaign|report"
    r"|protest|strike|march|motion))"
    r"\s+is\s+(?:therefore\s+|also\s+|not\s+(?:only|just)\s+)?(?:an?|our|the)\s+(?:\w+\s+){0,2}(?P<plea>call|plea|appeal|demand"
    r"|request)\s+(?:to|for|that|on)\b",
    r"^(?:(?:and|but|so)\s+)?(?:the|our|my|their|his|her|its)\s+(?:(?:one|main|key|first|central"
    r"|only)\s+)?(?P<simple>asks?"
    r"|demands?|requests?|message|plea|appeal|challenge)\b(?:\s+(?:of|to|for|from)"
    r"\s+[^.;:]{2,60})?\s+(?:is|are|was|were|remains?)\s+(?:this|\w+(?:\s+and\s+\w+)?\s*)?[:–—-]\s*\w",
    r"\bpurpose\s+of\s+(?:this|my|our)\s+letter\s+(?:\w+\s+){0,3}is\s+to\s+(?P<aim>seek|ask|request|urge|call)\b",
    r"\b(?P<told>we\s+say(?:\s+(?:this|to\s+[^.;:]{2,60}))?):\s",
    # There is an urgent need for …
    r"\b(?P<need>there\s+(?:is|remains)\s+(?:(?!not?\b)[\w,-]+\s+){0,3}(?:urgent|pressing|clear|desperate|critical"
    r"|strong"
    r"|obvious|real|immediate)\s+need\s+(?:to|for)"
    r"|there\s+is\s+(?:also\s+)?a\s+need\s+to\s+(?!know\b|understand\b|be\b|see\b|ask\b|learn\b)[a-z]+\s"
    r"|there\s+is\s+(?:also\s+)?a\s+need\s+for\s+(?:an?\s|(?:further|more|stronger|greater|clear(?:er)?|better"
    r"|additional|new)\b))",
    r"\b(?P<none>there\s+can\s+be\s+no)\s+(?!(?:\w+\s+)?(?:doubt|question|reason|certainty|guarantee|issue"
    r"|objection|point|harm|answer|escape|progress|trust)\b)",
    r"\b(?P<passive>it\s+is\s+(?:(?!not\b)\w+\s+)?(?:recommended|proposed|suggested|requested|advised"
    r"|advisable)\s+(?:that"
    r"|to))\b",
    # It is vital that …, but for those of whom the speaker is one
    rf"\b(?P<weighty>(?:it\s+(?:is|will\s+be|would\s+be|remains)|(?<=\bsaid\s)it\s+was|(?<=\bthat\s)it\s+was"
    rf"|it['’]s)\s+(?:(?!not?\b)[\w-]+\s+)?(?:{_WEIGHTY})(?:,\s+in\s+(?:our|my)\s+\w+,)?\s+(?:that,?\s+|for\s+"
    rf"|(?:not\s+)?to\s+(?!note\b|remember|understand|recogni|acknowledge|be\b|stress|point|consider|see\b|say"
    rf"|bear|keep\s+in|us\b|me\b|know|get\b|bring|mention|raise\s+(?:the|this|an?|some|two)\b|highlight|share"
    rf"|add\b|emphasi|draw|start|begin|give|make\s+(?:clear|plain)|look|ask\b)(?=[a-z])(?![^.;]*\b(?:when|if|that"
    rf"|as)\s+you\b)|(?=(?:the"
    rf"|all|any|these|this|ministers|ofcom|parliament|government)\s))(?!we\b|us\b|charities\b"
    r"|(?:parents|children)\b(?!['’]s?\b)(?!\s+(?:are|be)\s+(?:\w+\s+)?(?:protected|heard|consulted|included"
    r"|given))|[^.;]{2,40}\s(?:responds?|take\s+part"
    r"|have\s+(?:your|their)\s+say)\b))",
    r"\b(?P<useful>it\s+(?:would|might|may|could)\s+(?:(?!not\b)\w+\s+)?be\s+(?:(?!not\b)\w+\s+){0,2}?(?:helpful"
    r"|useful|beneficial|preferable|better|best|welcome"
    r"|valuable|appropriate|sensible|wise|fairer|safer|simpler|cheaper|clearer|prudent|logical)\s+(?:if|for|were"
    r"|to\s+(?!say\b(?!\s+that\b)|think|suggest|assume|note|know\b|call\b|hear\b|be\b|meet\b|speak|discuss)[a-z]+))\b",
    r"\b(?P<sense>it\s+(?:would|could|might|may)\s+(?:also\s+|greatly\s+|really\s+)?(?:help(?:\s+(?:us|me|everyone"
    r"|\w+))?|(?:make|be)\s+(?:far\s+|much\s+|a\s+lot\s+)?(?:more|better)\s+sense)"
    r"\s+(?:if|for|to)\b(?!\s+(?:you|say|think)\b))",
    # The law is in urgent need of an upgrade; the inclusion of these measures is vital
    r"\s(?:is|are|remains?)\s+(?P<wants>in\s+(?:\w+\s+){0,2}need\s+of\s+(?!us\b|help\b|care\b|support\b"
    r"|protection\b|assistance\b)\w)",
    rf"^(?:(?:that|this)['’]?s?\s+(?:is\s+)?why\s+)?(?P<inclusion>the\s+(?:\w+\s+)?(?:inclusion|introduction"
    rf"|adoption|removal|repeal|extension|implementation"
    rf"|publication|passage|retention|creation)\s+of\s[^.;]{{3,140}}?\s(?:is|are)\s+(?:\w+ly\s+"
    rf"|so\s+)?(?:{_WEIGHTY}|overdue|needed))\b",
    r"\b(?P<deserve>deserves?\s+(?:an?|the)\s+(?:\w+\s+)?right\s+to)\b",
    # It is the government's duty to; the onus is on platforms to; the regulator needs teeth
    r"\b(?P<owed>it\s+is\s+(?:also\s+|now\s+)?(?!not\b)(?:(?:the\s+)?[\w\s]{2,40}['’]s?\s+(?:job|duty|responsibility"
    r"|role|turn)|up\s+to\s+(?!you\b|us\b|parents\b|each\b)"
    r"[\w\s]{2,40}?(?!\s+to\s+(?:decide|judge|choose|say)\b)|for\s+(?:ministers|the\s+government|ofcom|parliament|platforms)|(?:the\s+)?(?:job|duty"
    r"|responsibility)\s+of\s+(?:the\s+)?[\w\s]{2,40}?)\s+to\s+\w)",
    r"\b(?P<teeth>(?:regulators?|ofcom|ofgem|ofwat|commission(?:er)?|authorit(?:y|ies)|watchdog|councils?"
    r"|schools?|police|services?|hospitals|courts|prisons)\s+(?:will\s+)?(?:also\s+|urgently\s+)?needs?\s+"
    r"(?:(?:more|better|clearer|stronger|proper|greater)\s+\w{4,}\b|(?:(?:stronger|more|better|new|real|sufficient"
    r"|proper|adequate|the|greater|clear|[\w]+-[\w]+|sustained|fair|fairer|stable)\s+)*(?:teeth|powers?"
    r"|resources|funding|independence|duties|duty|investment)\b))",
    r"\b(?P<falls>it\s+(?:now\s+)?falls\s+(?:to|on)\s+(?!us\b|grieving|families|parents"
    r"|charities)[\w\s]{2,40}?\s+to\s+\w)",
    r"\b(?P<better>(?:far\s+|much\s+)?(?:better|preferable)\s+(?:(?:approach|option|way|course|solution"
    r"|alternative)\s+)?would\s+be\s+(?:to|for|if)\b)",
    r"\b(?:we|I)\s+(?:\w+ly\s+|also\s+)?(?P<regards>(?:regard|consider|view)\s+(?!(?:our|this|these|their|children"
    r"|parents)\b)"
    rf"[^.;,]{{2,60}}?\s(?:as|to\s+be)\s+(?:\w+ly\s+)?(?:{_WEIGHTY}|overdue))\b",
    r"\b(?P<united>united\s+(?:in|around|behind)\s+(?:our|their|its|an?)\s+(?:calls?|demands?|pleas?)\s+(?:for"
    r"|that|to|on))\b",
    r"^(?P<time>(?-i:Time)\s+(?:to\s+(?-i:end|stop|ban|scrap|close|fix|change|abolish|repeal)|for\s+(?!us\b|you\b"
    r"|an?\b|parents\b)[\w\s]{2,40}?\sto)\s+\w)",
    rf"^(?P<solution>the\s+(?:answer|solution|remedy)\s+is\s+an?\s+(?:(?:[\w-]+\s+)?(?:{_ACTS})\b"
    rf"|(?:[\w-]+\s+){{1,3}}(?:with|that|which)\s))",
    # The answer is to open the lido; the best way forward is for the board to pause
    r"(?:^|(?:^|[,;:–—]|\bthat|\band|\bbut|\bbelieve|\bthink)\s+)(?P<answer>(?:the|our|one|a"
    r"|another)\s+(?:(?:most\s+\w+|only|best|real|right|obvious|simple(?:st)?|better|first|next|safest|fairest"
    r"|proper|other|further|sensible|clear"
    r"|most|credible|long-term|lasting|true|urgent|sustainable)\s+){0,3}(?:answer|solution|remedy|cure|fix"
    r"|way\s+(?:forward|out|ahead)|way\s+to\s+[^.;,]{2,60}|next\s+step|first\s+step|step|approach|option|alternative"
    r"|course(?:\s+of\s+action)?|priority|possibility|change|reform|improvement|way\s+of\s+[^.;,]{2,40}"
    r"|thing(?:\s+to\s+do)?|one|choice|response|test|option\s+[^.;,]{2,60}"
    r"|place\s+to\s+start)\s+(?:here\s+|now\s+|therefore\s+|then\s+)?"
    r"(?:is|would\s+be|must\s+be|lies\s+in|remains)\s+(?:simple|clear|obvious)?[:,]?\s*(?:therefore\s+|surely\s+"
    r"|now\s+)?"
    r"(?:to\s+(?!(?:help|donate|join|support|know|learn|understand|read|find|be|contact|call|visit|see"
    r"|get)\b)[a-z]|not\s+to\s|for\s+(?!us\b|you\b)[^.;]{2,80}?\sto\s))",
    r"\b(?P<fair>it\s+is\s+only\s+(?:right|fair|proper|just)(?:\s+and\s+\w+)?\s+that\b(?!\s+we\b))",
    r"\b(?P<onus>the\s+onus\s+(?:is|lies|rests|falls)\s+(?:now\s+)?(?:up)?on\s+(?!us\b|you\b|parents\b"
    r"|families\b)[^.;]{2,60}?\sto\s+\w)",
    r"\b(?:letters?|petitions?|written|wrote)\b[^.;]{0,140}?\sto\s+(?P<heartens>encourage\s+(?!(?:parents|people"
    r"|readers|members"
    r"|supporters|others)\b)[^.;]{2,60}?\sto)\b",
    r"\b(?P<merit>there\s+(?:is|would\s+be)\s+(?:\w+\s+)?merit\s+in\s+\w+ing)\b",
    r"\b(?P<case>there\s+(?:is|are)\s+(?:also\s+)?(?:an?\s+)?(?:very\s+)?(?:strong|compelling|clear|good|powerful"
    r"|overwhelming)\s+(?:case|grounds|arguments?|reasons?)\s+(?:for|to)(?!\s+(?:be|believe|think|hope|fear"
    r"|expect)\b))\b",
    # There is still time for the minister to relent; it is hoped that the council will think again
    r"\b(?P<still>there\s+is\s+still\s+time\s+(?:for\s+(?!us\b|you\b)[^.;]{2,60}?\s)?to)\b(?!\s+(?:book|buy|join|apply|enter|sign)\b)",
    r"\b(?P<hoped>it\s+is\s+(?:to\s+be\s+|sincerely\s+|very\s+much\s+)?hoped\s+that\s+(?!(?:this|it|we"
    r"|these)\b)[^.;]{2,80}?\s(?:will|can))\b",
    r"(?<!\bthis)(?<!\bthat)(?<!\bit)(?<!\bwhich)\s(?:is|are)\s+(?P<onlyway>the\s+only\s+(?:\w+\s+)?(?:option"
    r"|answer|way\s+(?:to|out|forward)|solution|course)|the\s+(?:best\s+)?way\s+(?:to\s+(?:clean|fix|end|stop"
    r"|solve|tackle|deal|put)|forward)|the\s+(?:right\s+)?place\s+to\s+(?:begin|start)|sought)\b",
    r"^(?P<ideal>(?:ideally|preferably),?\s+(?!you\b|we\b|I\b)[^.;,]{3,100}?\s(?:would|should)\s(?!have\b))",
    r"\b(?:we|I)\s+(?P<provided>(?:(?:would|can|could|will|are\s+minded\s+to|are\s+prepared\s+to"
    r"|are\s+willing\s+to|do)\s+)?(?:only\s+)?(?:support|accept|agree|back"
    r"|endorse)\b[^.;]{2,100}?\s(?:provided(?:\s+that)?|on\s+(?:the\s+)?condition|only\s+if)\b)",
    # We cannot support the bill unless clause 8 is taken out
    r"\b(?:we|I)\s+(?P<unless>(?:cannot|can['’]t|will\s+not|could\s+not|would\s+not)\s+(?:support|agree\s+to"
    r"|accept|back|endorse|vote\s+for|recommend|consent\s+to)\b[^.;]{2,100}?\s(?:unless|until|without)\b)",
    # A fair deal is what we want; an apology is the least that they are owed
    r"\s(?:is|are)\s+(?P<what>what\s+(?:we|I|they|the\s+\w+|\w+s)\s+(?:(?:are|have|now|really|all)\s+)*(?:want"
    r"|need|demand(?:ing)?|ask(?:ed|ing)?\s+for|call(?:ed|ing)?\s+for|seek(?:ing)?|deserve)\b"
    r"|the\s+(?:very\s+)?least\s+(?:that\s+)?(?:we|they|the\s+\w+|\w+)\s+(?:(?:can|should|could|must|are"
    r"|is)\s+)?(?:expect|do|owed|deserves?|offer|ask))\b",
    r"\b(?P<setout>(?:sets?|setting|laid|lays?)\s+out\s+(?:(?:its|their|our|the|two|three|four|five|six|seven"
    r"|eight|nine|ten|\d+|key|clear|several)\s+)+(?:demands|asks|recommendations|proposals"
    r"|calls)\b(?=[^.;]*(?:,\s+(?:among\s+them|including)|:)))",
    r"\b(?P<chance>(?:peers|mps|lords|parliamentarians|ministers|the\s+government|ofcom"
    r"|parliament)\s+(?:now\s+)?(?:has|have)\s+(?:now\s+)?(?:an?|the)\s+(?:chance|opportunity)\s+to)\b",
    r"^(?P<may>(?:may|might|can|could)\s+(?:we|I)\s+(?:\w+ly\s+|also\s+|just\s+)?(?:ask|suggest|request|urge|beg"
    r"|implore|invite))\b(?!\s+(?:(?:you\s+)?(?:how|why|what|whether|when|who|where|if)|a\s+question)\b)",
    r"\b(?P<import>it\s+is\s+of\s+(?:the\s+)?(?:[\w-]+\s+)?(?:importance|urgency)\s+(?:that\b|to\b"
    r"|for\b)(?!\s+(?:us|note|remember)\b))",
    r"\b(?P<pleas>calls\s+(?:are\s+(?:growing|mounting)|grow|mount)\s+(?:for|to)|there\s+are\s+(?:also\s+|now\s+)?(?:growing\s+|renewed\s+)?(?:pleas|calls|demands)\s+(?:to|for))\b",
    # It is time for …, to …, the law caught up
    r"\b(?P<due>(?:it\s+is|it['’]s|now\s+is|this\s+is)\s+(?:the\s+|high\s+|about\s+|(?:long\s+)?past\s+|now\s+"
    r"|surely\s+)*(?:time"
    r"|moment)\s+(?!to\s+[a-z]+\s+your\b)(?!(?:for\s+|that\s+|to\s+)?(?:us|we|you|of|when|where|reflect|celebrate|remember|consuming|say\b"
    r"|thank|look\s+back|go\b|relax|enjoy"
    r"|and|in|as|with|on)\b)(?=[a-z])|the\s+time\s+(?:has\s+come\s+(?:for|to)"
    r"|(?:to\s+act\s+)?is\s+now)\b)",
    r"^(?P<needed>(?:all\s+(?:that\s+)?(?:we|they|the\s+\w+|I(?=\s+(?:am\s+)?ask))\s+(?:(?:are|is|am)\s+)?(?:ask|want|need|demand)(?:s"
    r"|ing)?(?:\s+for)?|what\s+(?:(?:we|I|they|it|the\s+\w+)\s+would\s+like(?!\s+to\s+know)|(?:we|I|they|the\s+\w+|\w+s)\s+(?:are\s+|is\s+|do\s+|does\s+)?(?:really\s+)?(?:ask|seek|call"
    r"|press|push|demand)(?:ing)?(?:\s+for)?|is\s+(?:now\s+"
    r"|urgently\s+)?(?:needed|required)|(?:we|they|[\w’'-]+s|(?:the|our|this|these"
    r"|those)\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]+|children|people|women)\s+(?:now\s+|really\s+|most\s+|all\s+)*(?:need"
    r"|want)s?(?:\s+(?:now|most|urgently|more\s+than\s+anything))*|(?!we\b|you\b|I\b)[^.;,]{2,50}?\s(?:should|must"
    r"|needs?\s+to|ought\s+to|has\s+to"
    r"|have\s+to)(?:\s+now)?\s+do(?:\s+(?:now|next|instead|first|today))*))\s+is\b(?!\s+(?:in|set|told|shown"
    r"|described|unclear|not|at|for\s+(?:us|parents|you))\b)"
    r"|let\s+(?:the|there)\b)",
    rf"(?:^|\bwhich\s+is\s+why\s+|\bthat\s+is\s+why\s+)(?:(?:and|so|but|therefore),?\s+)?(?:(?:we"
    rf"|I)\s+(?:\w+ly\s+)?(?:consider|believe|think"
    rf"|feel)\s+(?:that\s+)?)?(?P<called>(?:an?\s+|more\s+|urgent\s+|further\s+|stronger\s+|clear(?:er)?\s+"
    rf"|better\s+|additional\s+"
    rf"|tougher\s+|greater\s+)?(?!our\b|my\b|no\b)(?:[\w-]+\s+){{0,3}}?(?:{_ACTS})\b[^,;.]{{0,60}}?"
    rf"\s(?:is|are)\s+(?:(?:now|also|therefore|long|\w+ly)\s+)*(?:needed|required|overdue"
    rf"|{_WEIGHTY}))\b(?!\s+(?:by|because|under|in\s+order|to\s+(?:understand|us|know|remember))\b)",
    r"(?:^|,\s+and\s+|\band\s+(?=more\s))(?P<more>(?!(?:[\w-]+\s+){0,3}(?:volunteers|donors|hosts|funds|donations|help|helpers)\s)(?:an?|more|stronger|greater|further|new|better|clear(?:er)?|additional|tougher"
    r"|urgent)\s[^,;.]{3,80}\b(?:is|are)\s+(?:(?:now|also|urgently)\s+)*needed)\b",
    # We would like to inquire why it was closed; this makes it vital that it stays open
    r"\b(?:we|I)\s+(?:(?:would|['’]d)\s+like|want|wish|write|am\s+writing|are\s+writing)\s+to\s+(?P<inquires>(?:know|ask|inquire|enquire|be\s+told),?\s+"
    r"(?:why|when|on\s+what|by\s+what|what\s+(?!you\b|our\b|people\b|others\b)|how\s+(?!you\b|our\b|people\b|others\b|many\s+of\s+you\b)))",
    rf"\b(?P<makesit>makes?\s+it\s+(?:\w+ly\s+|all\s+the\s+more\s+|even\s+more\s+)?(?:{_WEIGHTY})\s+that)\b(?!\s+(?:you|we|people|parents)\b)",
    # We are counting on you to hold the line; they have written to the board to set out the case and ask it to …
    r"\b(?P<counts>(?:we|I)\s+(?:are|am)\s+counting\s+on\s+(?!our\b)[\w\s]{2,40}?\s+to)\b",
    r"\bwritten\s+to\b[^.;]{2,120}?\sto\s+[^.;]{2,160}?\band\s+(?P<wrote>(?:ask|urge|call\s+on|request)\s)",
    # Recommendations include expanding eligibility
    r"^(?P<lists>(?:(?:our|the|its|their|key|main|other|further|policy|(?!(?:government|ministers?|regulator|ofcom"
    r"|review|inquiry|committee|minister)['’])[\w-]+['’]s?"
    r"|(?:[A-Z][\w-]+\s+){1,4}[A-Z][\w-]+['’]s?)\s+)*(?:recommendations|asks|demands|proposals"
    r"|wish\s?list|manifesto|(?:own\s+)?polic(?:y|ies)(?=\s+includes?:?\s+\w+ing\b))"
    r"\s+(?:includes?:?|are:)\s+(?!those\b|some\b|a\s+number\b))",
    r"^(?P<among>among\s+(?:the\s+|its\s+|their\s+|our\s+|other\s+|many\s+|key\s+|main\s+)*(?:concerns|demands"
    r"|asks|recommendations|requests|proposals|calls|changes)\b[^.;]{0,160}?\b(?:is|are|was|were)\s+(?:to|that|for"
    r"|an?)\b)",
    # Delete the words …; in paragraph 3, replace “may” with “must”
    r"^(?:in|at|after|before|for)\s+(?:[^.;“\"]|\.(?=\d)){0,60}?(?:,\s+|\s+"
    r"|(?=[“\"]))(?:for\s+)?(?:[“\"‘'][^“”\"]{1,80}[”\"’']\s*,?\s*)?(?P<drafts>(?:substitute|insert|add"
    r"|omit|delete|leave\s+out)\s+[“\"‘'(])",
    r"^(?:(?:in|at|after|before)\s+[^.;]{2,60},\s+)?(?P<amends>(?:delete|omit|insert|substitute|replace|reinstate"
    r"|amend|remove|strike\s+out|add)"
    r"\s+(?:the\s+words?|after|before|at\s+the\s+end|[“\"‘']|(?:section|clause|paragraph|schedule|measure"
    r"|recommendation|definition|[A-Z]{1,3}\d)))",
)
_PATTERNS = tuple(re.compile(kind, re.IGNORECASE) for kind in _KINDS)
_DENIED = re.compile(
    r"(?:\b(?:not(?!\s+(?:only|just)\b)|never|neither|nor)|n['’]t)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:withdr[ae]w|withdrawn|dropp(?:ed|ing)|abandoned|met|granted|(?:respond|listen)\w*\s+to|answered|heeded)\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Before words of an ask that is denied, withdrawn, or met."""

_ANSWERED = re.compile(
    r"\band\s+(?:we|I)\s+(?:\w+ly\s+)?welcome\b|\b(?:have|has|had|was|were)\s+(?:(?:been|all|now|since"
    r"|\w+ly)\s+)*(?:ignored|refused|rejected|turned\s+down"
    r"|denied|dismissed|accepted|met|granted"
    r"|adopted|answered|heard|unanswered)\b|\b(?:went|gone|go)\s+un\w+",
    re.IGNORECASE,
)
"""What became of a demand that is only told of: `Our requests for information have been ignored`."""
_PROVIDED = re.compile(
    r"\b(?:(?:where|if|when|unless|whether)\b|(?:I|we)\s+(?:do\s+)?(?:understand|accept|appreciate|acknowledge"
    r"|realise)\b)[^,;.:]*$",
    re.IGNORECASE,
)
"""A condition in which the words stand: `where it is necessary to`."""


def impersonal(sentence: str) -> int | None:
    """Where the words begin that ask; None where none do."""
    opens = len(sentence) - len(sentence.lstrip("“\"‘'("))
    sentence = sentence[opens:]
    for pattern in _PATTERNS:
        for found in pattern.finditer(sentence):
            start = found.start(found.lastgroup or 0)
            if found.lastgroup in ("noun", "theirs", "inclusion") and _ANSWERED.search(sentence, found.end()):
                continue
            of = found.groupdict().get("of")
            told = of and of.lower() not in ("their", "its") and speaker(of, "s") != "other"
            told = told or (found.lastgroup == "owed" and is_told(sentence[:start].rstrip()))
            if not (told or _DENIED.search(sentence[:start]) or _PROVIDED.search(sentence[:start])):
                return opens + start
    return None
