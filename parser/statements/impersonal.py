"""Sentences that ask without a speaker as their subject: it is vital that, our call is, delete the words."""

import re

_WEIGHTY = r"vital|essential|imperative|crucial|critical|important|necessary|urgent"
_ACTS = (
    r"action|actions|legislation|reforms?|changes?|reviews?|inquir(?:y|ies)|regulation|investment|funding|guidance"
    r"|clarity|clarification|enforcement|bans?"
    r"|dut(?:y|ies)|measures?|safeguards?|intervention|transparency|oversight|research|resources|work|amendments?"
    r"|levy|consultation|powers?|sanctions?|audits?"
)
_KINDS = (
    # Our main ask is that …; one demand is to …
    r"\b(?:our|my|the\s+coalition['’]s|one|another)\s+(?:[\w-]+\s+){0,2}(?P<noun>asks?|demands?"
    r"|calls?(?!\s+(?:centres?|centers?|handlers?|volumes?)\b)|plea|recommendations?"
    r"|requests?)\s+(?:(?:(?!\bnot\b)[^.;]){0,40}\s)?(?:is|are|to|for|that)\b(?!\s+(?:not|new)\b)",
    # Our preference is for …; our message to ministers is clear
    r"\bour\s+(?:clear\s+|strong\s+|simple\s+)?(?P<prefers>preference|suggestion|preferred\s+(?:option|approach|solution)"
    r"|message)\s+(?:to\s+[^.;:]{2,40}\s+)?(?:is|remains|would\s+be)\s"
    r"+(?:for|that|to|an?|clear\b|simple\b)",
    # It is our hope that …; nothing short of an inquiry will do; our message to the candidates: …
    r"\bit\s+is\s+(?:our|my)\s+(?:\w+\s+)?(?P<hope>hope|wish|desire|request|recommendation|suggestion|demand"
    r"|plea)\s+that\b(?!\s+(?:we|this|it)\b)",
    r"^our\s+(?:\w+\s+)?(?P<ours>hope|wish|plea)\s+is\s+(?:that\b(?!\s+(?:we|this|it)\b)|for\b)",
    r"\b(?P<nothing>(?:nothing|anything)\s+(?:short\s+of|less\s+than)\s+(?:an?|the"
    r"|full)\b[^.;]{3,80}\bwill\s+(?:not\s+)?(?:do|suffice))\b",
    r"^(?:our|my)\s+(?:\w+\s+)?(?P<message>asks?|demands?|message|plea)(?:\s+(?:to|of|for"
    r"|from)\s+[^.;:]{2,60})?:\s+(?:(?:please|do\s+not|don['’]t|never)\s+)?[a-z]",
    # Recommendation: that the standard be lowered
    r"^(?:our\s+|key\s+|main\s+)?(?P<labelled>recommendation|ask|demand|request"
    r"|recommended\s+action)(?:\s+\d{1,2})?\s*[:–—]\s*\w",
    # Signatories argue that an extension is imperative
    rf"\b(?:argu|say|said|believ|maintain|insist|stress"
    rf"|conclud)\w*\s+that\b[^.;]{{3,220}}?\b(?P<argued>(?:{_ACTS}|extensions?|plans?|strateg(?:y|ies)|laws?"
    rf"|rules?)\b"
    rf"[^.;,]{{0,80}}?\s(?:is|are)\s+(?:\w+ly\s+)?(?:needed|required|overdue|{_WEIGHTY}))(?=\s*[.;,”\"]|$)",
    # This letter is a call for …; the ask of the board is simple: …
    r"\b(?:this|that|it|(?:this|the|our)\s+(?:open\s+|joint\s+)?(?:letter|petition|statement|campaign|report"
    r"|protest|strike|march|motion))"
    r"\s+is\s+(?:therefore\s+|also\s+)?(?:an?|our|the)\s+(?:\w+\s+){0,2}(?P<plea>call|plea|appeal|demand"
    r"|request)\s+(?:to|for|that|on)\b",
    r"^(?:(?:and|but|so)\s+)?(?:the|our|my|their)\s+(?:(?:one|main|key|first|central|only)\s+)?(?P<simple>asks?"
    r"|demands?|requests?|message)\b(?:\s+(?:of|to|for|from)"
    r"\s+[^.;:]{2,60})?\s+(?:is|are|remains?)\s+(?:\w+(?:\s+and\s+\w+)?\s*)?[:–—-]\s*\w",
    r"\bpurpose\s+of\s+(?:this|my|our)\s+letter\s+(?:\w+\s+){0,3}is\s+to\s+(?P<aim>seek|ask|request|urge|call)\b",
    r"\b(?P<told>we\s+say(?:\s+to\s+[^.;:]{2,60})?):\s",
    # There is an urgent need for …
    r"\b(?P<need>there\s+(?:is|remains)\s+(?:(?!not?\b)[\w,-]+\s+){0,3}(?:urgent|pressing|clear|desperate|critical|strong"
    r"|obvious|real|immediate)\s+need\s+(?:to|for)"
    r"|there\s+is\s+(?:also\s+)?a\s+need\s+for\s+(?:a\s+)?(?:further|more|stronger|greater|clear(?:er)?|better"
    r"|additional|new))\b",
    r"\b(?P<none>there\s+can\s+be\s+no)\s+(?!(?:\w+\s+)?(?:doubt|question|reason|certainty|guarantee|issue"
    r"|objection|point|harm|answer|escape|progress|trust)\b)",
    r"\b(?P<passive>it\s+is\s+(?:(?!not\b)\w+\s+)?(?:recommended|proposed|suggested|requested|advised"
    r"|advisable)\s+(?:that"
    r"|to))\b",
    # It is vital that …, but for those of whom the speaker is one
    rf"\b(?P<weighty>(?:it\s+(?:is|will\s+be"
    rf"|would\s+be|remains)"
    rf"|it['’]s)\s+(?:(?!not?\b)[\w-]+\s+)?(?:{_WEIGHTY})\s+(?:that,?\s+|for\s+"
    rf"|(?:not\s+)?to\s+(?!note\b|remember|understand|recogni|acknowledge|be\b|stress|point|consider|see\b|say"
    rf"|bear|keep\s+in|us\b|me\b|know|get\b|bring|mention|raise\s+(?:the|this|an?|some|two)\b|highlight|share"
    rf"|add\b|emphasi|draw|start|begin|give|make\s+(?:clear|plain)|look|ask\b)(?=[a-z])|(?=(?:the"
    rf"|all|any|these|this|ministers|ofcom|parliament|government)\s))(?!we\b|us\b|charities\b"
    r"|(?:parents|children)\b(?!['’]s?\b)(?!\s+(?:are|be)\s+(?:\w+\s+)?(?:protected|heard|consulted|included"
    r"|given))|[^.;]{2,40}\s(?:responds?|take\s+part"
    r"|have\s+(?:your|their)\s+say)\b))",
    r"\b(?P<useful>it\s+would\s+(?:(?!not\b)\w+\s+)?be\s+(?:(?!not\b)\w+\s+)?(?:helpful|useful|beneficial|preferable|better|welcome"
    r"|valuable|appropriate|sensible)\s+(?:if|for"
    r"|to\s+(?:see|have|include|clarify|define|provide|add|extend|set|require|publish)))\b",
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
    r"[\w\s]{2,40}?|for\s+(?:ministers|the\s+government|ofcom|parliament|platforms)|(?:the\s+)?(?:job|duty"
    r"|responsibility)\s+of\s+(?:the\s+)?[\w\s]{2,40}?)\s+to\s+\w)",
    r"\b(?P<teeth>(?:regulators?|ofcom|ofgem|ofwat|commission(?:er)?|authorit(?:y|ies)|watchdog|councils?"
    r"|schools?|police|services?)\s+(?:also\s+|urgently\s+)?needs?\s+"
    r"(?:(?:stronger|more|better|new|real|sufficient|proper|adequate|the|greater|clear)\s+)*(?:teeth|powers?"
    r"|resources|funding|independence|duties|duty|investment)\b)",
    r"\b(?P<falls>it\s+(?:now\s+)?falls\s+(?:to|on)\s+(?!us\b|grieving|families|parents"
    r"|charities)[\w\s]{2,40}?\s+to\s+\w)",
    r"\b(?P<better>(?:far\s+|much\s+)?(?:better|preferable)\s+(?:(?:approach|option|way|course|solution"
    r"|alternative)\s+)?would\s+be\s+(?:to|for|if)\b)",
    r"\b(?:we|I)\s+(?:\w+ly\s+|also\s+)?(?P<regards>(?:regard|consider|view)\s+(?!(?:our|this|these|their|children|parents)\b)"
    rf"[^.;,]{{2,60}}?\s(?:as|to\s+be)\s+(?:\w+ly\s+)?(?:{_WEIGHTY}|overdue))\b",
    r"\b(?P<united>united\s+in\s+(?:our|their|its)\s+(?:calls?|demands?|pleas?)\s+(?:for|that|to|on))\b",
    r"^(?P<time>(?-i:Time)\s+(?:to\s+(?-i:end|stop|ban|scrap|close|fix|change|abolish|repeal)|for\s+(?!us\b|you\b|an?\b|parents\b)[\w\s]{2,40}?\sto)\s+\w)",
    rf"^(?P<answer>the\s+(?:answer|solution|remedy)\s+is\s+(?:to\s+[a-z]|an?\s+(?:[\w-]+\s+)?(?:{_ACTS})\b))",
    r"\b(?P<best>the\s+best\s+(?:approach|option|way(?:\s+forward)?|course|solution|answer)\s+would\s+be\s+(?:to|for|an?)\b)",
    r"\b(?P<fair>it\s+is\s+only\s+(?:right|fair|proper|just)(?:\s+and\s+\w+)?\s+that\b(?!\s+we\b))",
    r"\b(?P<onus>the\s+onus\s+(?:is|lies|rests|falls)\s+(?:now\s+)?(?:up)?on\s+(?!us\b|you\b|parents\b|families\b)[^.;]{2,60}?\sto\s+\w)",
    r"\b(?:letters?|petitions?|written|wrote)\b[^.;]{0,140}?\sto\s+(?P<heartens>encourage\s+(?!(?:parents|people|readers|members"
    r"|supporters|others)\b)[^.;]{2,60}?\sto)\b",
    r"\b(?P<case>there\s+is\s+(?:also\s+)?a\s+(?:very\s+)?(?:strong|compelling|clear|good|powerful"
    r"|overwhelming)\s+case\s+(?:for|to))\b",
    r"\b(?P<chance>(?:peers|mps|lords|parliamentarians|ministers|the\s+government|ofcom"
    r"|parliament)\s+(?:now\s+)?(?:has|have)\s+(?:now\s+)?(?:an?|the)\s+(?:chance|opportunity)\s+to)\b",
    r"^(?P<may>(?:may|might|can)\s+(?:we|I)\s+(?:\w+ly\s+)?(?:ask|suggest|request|urge))\b",
    r"\b(?P<import>it\s+is\s+of\s+(?:the\s+)?(?:[\w-]+\s+)?(?:importance|urgency)\s+(?:that\b|to\b"
    r"|for\b)(?!\s+(?:us|note|remember)\b))",
    r"\b(?P<pleas>there\s+are\s+(?:also\s+|now\s+)?(?:growing\s+|renewed\s+)?(?:pleas|calls|demands)\s+(?:to|for))\b",
    # It is time for …, to …, the law caught up
    r"\b(?P<due>(?:it\s+is|it['’]s|now\s+is|this\s+is)\s+(?:the\s+|high\s+|long\s+past\s+|now\s+|surely\s+)*(?:time"
    r"|moment)\s+(?!(?:for\s+|that\s+|to\s+)?(?:us|we|you|of|when|where|reflect|celebrate|remember|consuming"
    r"|and|in|as|with|on)\b)(?=[a-z])|the\s+time\s+(?:has\s+come\s+(?:for|to)"
    r"|(?:to\s+act\s+)?is\s+now)\b)",
    r"^(?P<needed>(?:all\s+(?:that\s+)?we\s+ask|what\s+(?:we\s+(?:are\s+)?ask(?:ing)?(?:\s+for)?|is\s+(?:now\s+"
    r"|urgently\s+)?(?:needed|required)|(?:we|children|families|parents|survivors)\s+(?:now\s+)?(?:need|want)(?:\s+(?:now"
    r"|most|urgently))?))\s+is\b"
    r"|let\s+(?:the|there)\b)",
    rf"^(?:(?:and|so|but|therefore),?\s+)?(?:(?:we|I)\s+(?:\w+ly\s+)?(?:consider|believe|think"
    rf"|feel)\s+(?:that\s+)?)?(?P<called>(?:an?\s+|more\s+|urgent\s+|further\s+|stronger\s+|clear(?:er)?\s+"
    rf"|better\s+|additional\s+"
    rf"|tougher\s+|greater\s+)?(?!our\b|my\b|no\b)(?:[\w-]+\s+){{0,3}}?(?:{_ACTS})\b[^,;.]{{0,60}}?"
    rf"\s(?:is|are)\s+(?:(?:now|also|therefore|long|\w+ly)\s+)*(?:needed|required|overdue|{_WEIGHTY}))\b(?!\s+(?:by"
    rf"|because|under)\b)",
    r"^(?P<more>(?:an?|more|stronger|greater|further|new|better|clear(?:er)?|additional|tougher"
    r"|urgent)\s[^,;.]{3,80}\b(?:is|are)\s+(?:(?:now|also|urgently)\s+)*needed)\b",
    # We are counting on you to hold the line; they have written to the board to set out the case and ask it to …
    r"\b(?P<counts>(?:we|I)\s+(?:are|am)\s+counting\s+on\s+(?!our\b)[\w\s]{2,40}?\s+to)\b",
    r"\bwritten\s+to\b[^.;]{2,120}?\sto\s+[^.;]{2,160}?\band\s+(?P<wrote>(?:ask|urge|call\s+on|request)\s)",
    # Recommendations include expanding eligibility
    r"^(?P<lists>(?:(?:our|the|its|their|key|main|other|further)\s+)*(?:recommendations|asks|demands|proposals"
    r"|wish\s?list|manifesto)"
    r"\s+includes?\s+(?!those\b|a\s+number\b))",
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
    r"(?:\b(?:not|never|neither|nor)|n['’]t)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:withdr[ae]w|withdrawn|dropp(?:ed|ing)|abandoned|met|granted)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""Before words of an ask that is denied, withdrawn, or met."""

_PROVIDED = re.compile(r"\b(?:where|if|when|unless|whether)\b[^,;.:]*$", re.IGNORECASE)
"""A condition in which the words stand: `where it is necessary to`."""


def impersonal(sentence: str) -> int | None:
    """Where the words begin that ask; None where none do."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(sentence):
            start = found.start(found.lastgroup or 0)
            if not (_DENIED.search(sentence[:start]) or _PROVIDED.search(sentence[:start])):
                return start
    return None
