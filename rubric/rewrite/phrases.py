"""Reads a screening phrase apart for stage 5: what is asked (function), of which industry, of which people, how much of it."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

from rubric.rewrite.amounts import AMOUNT
from rubric.rewrite.trades import a_or_an, alone, listed, many

ADJ = (
    r"(?:prior|former|previous|past|proven|demonstrated|demonstrable|direct|relevant|related|relative|similar|hands[- ]on|professional|solid|strong|successful|specific|"
    r"significant|extensive|considerable|substantial|progressive|progressively responsible|increasingly responsible|combined|total|full[- ]time|"
    r"working|work|practical|verifiable|recent|current|equivalent|comparable|relatable|mandatory|required|post-graduate|post-qualification|minimum|"
    r"deep|in[- ]depth|broad|real[- ]world|some|good|excellent|quality(?! (?:assurance|control))|applicable|general|on-the-job|job|industry(?!,)|continuous|active(?! Directory)|great|actual|existing|"
    r"rich|valuable|vast|documented|verified|overall|advanced|specialized|specialised|additional|diverse|varied|wide|sound|lived|outstanding|first[- ]hand|(?:diverse |wide |broad )?(?:range|variety|array) of(?= (?:\w+ )?(?:experience|knowledge|background))|"
    r"directly[- ]related|closely[- ]related|job-related|directly|employment|appropriate|progressive work|suitable|hands on)"
)
HEAD = r"(?:(?:track )?record of success(?:es)?|experiences?|exp|expertise|background|backgrounds|history|exposure|track record|tenure|record|success|career|foundation|grounding|roots|credentials)"
FUNCTION = (
    r"(?:sales|selling|business development|marketing|account management|account executive|account manager|customer success|customer services?|customer support|"
    r"client services?|client success|quality assurance|quality control|support|communications?|copywriting|content|brand|advertising|management|leadership|design|engineering|development|"
    r"prospecting|lead generation|social media|seo|sem|ppc|paid media|email|event|events|public relations|pr|project management|product management|"
    r"product marketing|analytics|research|administrative|operations|call center|retail sales|consulting|consultancy)"
)
PREP = r"(?:in|within|with|at|for|inside|across|around|from|into|among|on|of|to)"
PLACE = (
    r"(?:company|companies|firm|firms|agency|agencies|environment|environments|setting|settings|organi[sz]ation|organi[sz]ations|startup|startups|start-up|start-ups|"
    r"shop|shops|business|businesses|store|stores|office|offices|facility|facilities|hospital|hospitals|clinic|practice|dealership|brand|brands|center|centers|"
    r"house|houses|home|team|teams|scale-up|scale-ups|bank|banks|school|schools|studio|studios|restaurant|restaurants|hotel|hotels|institution|institutions|distributor|distributors|dealer|dealers|contractor|contractors|manufacturer|manufacturers|"
    r"supplier|suppliers|vendor|vendors|retailer|retailers|publisher|publishers|carrier|carriers|nonprofit|nonprofits|laboratory|laboratories|lab|labs|plant|plants|factory|factories|warehouse|warehouses|department|departments|university|universities|provider|providers)"
)
FIELD = r"(?:industry|industries|sector|sectors|space|field|vertical|verticals|market|markets|arena|world|domain|ecosystem|segment|trade|landscape)"
BUYERS = (
    r"(?:customers?|clients?|accounts?|buyers?|compan(?:y|ies)|firms?|enterprises?|hospitals?|physicians?|doctors?|banks?|schools?|universities|districts?|agencies|brands?|"
    r"retailers?|publishers?|dealers?|contractors?|restaurants?|hotels?|manufacturers?|providers?|executives?|officers?|teams?|governments?|practices?|offices?|surgeons?|"
    r"breweries|brewers|utilities|merchants?|builders?|architects?|designers?|developers?|organi[sz]ations?|institutions?|businesses|clientele|personas?|audiences?)"
)
BASE = {
    "selling": "sell", "working": "work", "building": "build", "managing": "manage", "closing": "close", "developing": "develop", "engaging": "engage",
    "prospecting": "prospect", "serving": "serve", "supporting": "support", "leading": "lead", "running": "run", "calling": "call", "creating": "create",
    "designing": "design", "growing": "grow", "writing": "write", "implementing": "implement", "launching": "launch", "handling": "handle",
    "negotiating": "negotiate", "advising": "advise", "consulting": "consult", "planning": "plan", "producing": "produce", "delivering": "deliver",
    "operating": "operate", "teaching": "teach", "training": "train", "using": "use", "promoting": "promote", "recruiting": "recruit",
}
SOFT = (
    r"(?:is |are |would be |will be )?(?:considered )?(?:an? )?(?:(?:strongly|highly|very|much|big|huge|strong|definite|major|added|real|distinct|clear|great) )?"
    r"(?:plus|asset|bonus|advantage|benefit|preferred|preferable|desired|desirable|nice[- ]to[- ]have|beneficial|advantageous|welcome|helpful|useful|ideal|great|favou?rable|preference)"
)
HARD = r"(?:(?:is|are) )?(?:strictly |absolutely |also )?(?:required|a must|must|mandatory|essential|necessary|needed|a requirement|non-negotiable|a necessity|a prerequisite)"

_LEAD = re.compile(
    rf"^(?:(?:preferably|ideally|especially|particularly|specifically|preferable|preferred|desired|must have|have|having|has|with|a|an|the|any|your|their|plus|and|or)\s+|{ADJ},?\s+(?:and/or|and|or|&)?\s*)+",
    re.I,
)
_TAIL = re.compile(rf"[\s,(–-]*(?:{SOFT}|{HARD})[\s).,;!]*$", re.I)
_DANGLING = re.compile(r"(?:[\s,]+(?:and|or|and/or|of|in|with|the|an?|to|for|at|by|as|from|on|other|&|/|-))+$", re.I)
_EDGE = " \t\r\n,;:.!?()[]*-–—•\"“”"


def clean(phrase: str) -> str:
    """The phrase on one line, without punctuation at its edges; brackets are kept only in pairs."""
    text = _DANGLING.sub("", re.sub(r"\s+", " ", phrase).strip(_EDGE)).strip(_EDGE)
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "") if abs(text.count("(") - text.count(")")) > 1 else text + ")" if text.count("(") > text.count(")") else "(" + text
        text = text.replace("( ", "(")
    return text


def bare(phrase: str) -> str:
    """The phrase without softeners, articles and praise in front and without 'required' or 'a plus' behind."""
    text = clean(phrase)
    amount = AMOUNT.match(text)
    if amount:
        text = clean(re.sub(r"^(?:of|in|as|with)\s+", "", text[amount.end():].strip(), flags=re.I))
    for _ in range(3):
        new = clean(_TAIL.sub("", _LEAD.sub("", text)))
        if new == text:
            break
        text = new
    return text


def industry(phrase: str) -> tuple[str, str, str]:
    """(function, field, learn) of an industry demand: 'medical device sales experience' -> ('sales', 'medical devices'…).

    field fits after "interest in" and "curiosity about", learn fits after "learn"; both are '' when no short name can be read off.
    """
    text = bare(phrase)
    function = ""
    m = re.match(rf"(?P<f>(?:[\w&/+-]+\s+){{0,4}})(?P<h>{HEAD})\s+(?P<p>{PREP})?\s*(?P<x>.+)$", text, re.I)
    if m and (m["p"] or re.match(r"\w+ing\b", m["x"])):
        if re.search(r"(?:,|\b(?:and|or))\s*$", m["f"]):
            return "", "", ""  # two demands in one
        function = _function(m["f"].strip())
        own = re.sub(rf"^(?:{ADJ}\s+)+", "", m["f"], flags=re.I).strip()
        if own and not function and m["p"] and re.search(rf"\b{FIELD}$", m["x"], re.I) and len(m["x"].split()) < 7:
            function = own
        elif own and not function:
            return "", "", ""  # "drug safety experience in Europe" names a kind of work and a place
        split = re.match(rf"(?P<f>(?:(?:product|digital|field|brand|content|event|growth|channel|inside|outside|b2b)\s+)?{FUNCTION}(?:\s?(?:/|,|&|and|or)\s?(?:\w+ )?{FUNCTION}){{0,3}})\s+(?P<p>for|in|at|within|to|with)\s+(?P<x>.+)$", m["x"], re.I)
        tail = re.match(r"(?P<x>.+?)\s+(?P<f>(?:inside |outside |direct )?(?:sales|marketing|account management|customer success|business development))$", m["x"], re.I)
        if not function and tail and listed(tail["x"]) and not re.search(r",|\b(?:or|and)\b", m["x"]):
            return (tail["f"], *_name(alone(tail["x"]), ""))
        if not function and split and not _GENERIC.fullmatch(split["f"]):
            return (split["f"], *_name(split["x"], split["p"]))
        if (m["p"] or "").lower() == "with" and re.search(rf"\b{BUYERS}$", m["x"], re.I) and m["x"].lower().endswith("s") and len(m["x"].split()) < 6:
            return (function, f"working with {m['x']}", f"how {m['x']} work")
        if re.match(r"^(?!marketing|advertising|copywriting|engineering|consulting)\w+ing$", m["f"].strip(), re.I):
            function = ""
        return (function, *_name(m["x"], m["p"] or ""))
    m = re.match(rf"(?P<x>.+?)\s+(?:{HEAD})(?:\s*(?:and|or|/|&)\s*(?:{HEAD}|knowledge))?$", text, re.I)
    if m:
        x = re.sub(r"^(?:from|in|at|within|with)\s+(?:an?\s+|the\s+)?", "", m["x"])
        tail = re.search(rf"(?:^|\s)(?P<f>(?:(?:interactive|programmatic|integrated|global|international|regional|national|local|high-volume|full-cycle|inside|outside|field|direct|phone|telephone|retail|industrial|consultative|solution|solutions|route|door-to-door|b2b|b2c|enterprise|mid-market|territory|account|technical|digital|product|content|print|trade|consumer|commercial|corporate|online|performance|growth|brand)\s+){{0,3}}(?:{FUNCTION}|project)(?:\s*(?:and/or|and|&|/|or)\s*{FUNCTION})*)$", x, re.I)
        if (tail and not _GENERIC.fullmatch(tail["f"]) and not x[:tail.start()].strip()) or _RANK.fullmatch(x):
            return (x, "", "")
        if tail and re.search(r"-(?:based|oriented|driven|focused|facing)\s*$", x[: tail.start()]):
            return (x, "", "")
        if tail and not _GENERIC.fullmatch(tail["f"]):
            return (tail["f"], *_name(alone(clean(x[: tail.start()])) if not re.search(r"agency$", x[: tail.start()], re.I) else x[: tail.start()], "in" if re.search(r"agency$", x[: tail.start()], re.I) else ""))
        return ("", *_name(alone(clean(x)), "-"))
    m = re.match(r"(?P<x>[\w/&-]+(?: [\w/&-]+){0,2}?) (?P<f>(?:inside |outside )?(?:sales|marketing|account management)),\s+(?P<y>.+)$", text, re.I)
    if m and listed(m["x"]):
        return (m["f"], *_name(f"{alone(m['x'])}, {m['y']}", ""))
    m = re.match(rf"(?P<v>sold|worked|sell|work|selling|working|served|managed|marketed)\s+(?:directly )?(?:(?P<p>{PREP})\s+)?(?P<x>.+)$", text, re.I)
    if m:
        verb = {"sold": "selling", "sell": "selling", "selling": "selling"}.get(m["v"].lower(), "working")
        return ("", *_name(f"{verb} {m['p'] or ''} {m['x']}".replace("  ", " "), ""))
    m = re.match(rf"(?P<p>{PREP})\s+(?P<x>.+)$", text, re.I)
    if m:
        return ("", *_name(m["x"], m["p"]))
    return ("", *_name(text, ""))


_GENERIC = re.compile(r"(?:engineering|development|management|administration|design|operations|research|analytics|support|leadership|administrative|consulting|events?|email)", re.I)
_RANK = re.compile(r"(?:(?:senior|people|team|staff|project|program|general|supervisory|managerial|management|leadership|administrative|lead|or|and|/|&|,)\s*)+", re.I)


def _function(words: str) -> str:
    words = re.sub(rf"^(?:{ADJ}\s+)+", "", words + " ", flags=re.I).strip()
    return words if re.search(rf"\b{FUNCTION}\b", words, re.I) else ""


def _name(x: str, prep: str) -> tuple[str, str]:
    """(field, learn) for the words that name an industry, a kind of company or its buyers."""
    x = re.sub(r"\s+(?:before|previously|already|only|minimum)$|[\s-]+(?:focused|related)$", "", _TAIL.sub("", clean(x)), flags=re.I)
    x = re.sub(r"\s+such as\s.*$", "", x, flags=re.I)
    x = re.sub(r"^(?:involving|supporting|(?:an? )?(?:mix|combination|blend|range|variety) of)\s+", "", x, flags=re.I)
    x = re.sub(rf"^(?:(?:prior|previous|relevant|related|similar|proven|strong)\s+)+|\s+{HEAD}$", "", clean(x), flags=re.I)
    x = re.sub(r"\b(?:an?|another)\s+(?=(\S+))", lambda m: f"{a_or_an(m[1])} ", x, flags=re.I) if re.match(r"an?\s", x, re.I) or "another " in x else x
    words = x.split()
    if re.fullmatch(rf"(?:(?:an?|the|our|your|this|same|similar|related|relevant|comparable|adjacent|or)\s+)+(?:company|business|organi[sz]ation|environment|setting|{FIELD})", x, re.I):
        return "our field", "our field"
    if re.fullmatch(r"(?:the )?\w+[ -]side", x, re.I):
        x = alone(_drop_article(x))
    if not words or len(words) > 14 or len(x) > 110 or re.search(r"https?:|@|\d{3}|\b(?:experience|background|years?|or in(?!-)|and in(?!-)|or with|or at|will|would|should|must|considered|equivalent|ability|skills|roles?|position|experts?|expert|education|degree|candidates?|obligation)|\b(?:and|or) (?:industry|sector)$\b|^(?:or|and|with|in|of|at|as)\s|^the$|^track$|\bwho\b|\bthat\b|\bwhich\b|\byou\b|[.!?]\s", x, re.I) or len(x) < 2:
        return "", ""
    m = re.match(r"(?P<g>\w+ing)\b(?:\s+(?P<p>to|into|in|within|with|at|for|on|directly with|directly to|alongside))?\s+(?P<o>.+)$", x, re.I)
    if m and m["g"].lower() in BASE:
        g, p, o = m["g"].lower(), (m["p"] or "").lower(), m["o"]
        if g in ("selling", "prospecting") and p in ("to", "into", "directly to") and re.search(rf"\b{BUYERS}$", o, re.I) and "," not in o:
            o = _drop_article(o) if re.search(r"s$", o, re.I) else o
            return (f"how {o} buy", f"how {o} buy") if re.search(r"s$", o, re.I) else (f"{g} {p} {o}", f"how to {BASE[g]} {p} {o}")
        if g == "working" and p in ("in", "within", "at", "with", "for"):
            return _name(o, p) if p != "with" else (f"working with {o}", f"how to work with {o}")
        rest = x[m.end("g"):].lstrip()
        if re.search(r"\b(?:and|or)\s+\w+ing\s", rest, re.I):
            return f"{g} {rest}", f"about {g} {rest}"
        return f"{g} {rest}", f"how to {BASE[g]} {rest}"
    if re.match(r"\w+ing\s", x) and not re.match(r"(?:banking|manufacturing|engineering|advertising|publishing|gaming|consulting|staffing|recruiting|building|shopping|housing|lending|mining|printing|packaging|marketing|testing|processing|catering|training|accounting|fundraising|nursing|clothing|trading|shipping|leasing|roofing|farming|lighting|plumbing|heating|broadcasting|learning|hosting)\b", x, re.I):
        return (x[0].lower() + x[1:], "") if len(words) <= 12 else ("", "")
    if (m := re.match(r"(?P<c>[^()]+?)\s*(?P<k>\([^()]*\))$", x)) and re.search(rf"\b{PLACE}$", m["c"], re.I):
        return _name(m["c"], prep)  # the examples in brackets do not fit behind "how a ... works"
    last = re.sub(r"[^\w-]", "", words[-1].split("/")[-1]).lower()
    if re.search(rf",? or (?:an? |any )?(?:related|similar|other|adjacent) {FIELD}$", x, re.I):
        return x, x
    if re.fullmatch(FIELD, last) and re.match(r"an?\s", x, re.I) and re.search(rf"\b{PLACE}\s(?:\w+\s)?in\b", x, re.I):
        return x, f"about {x}"
    if re.fullmatch(FIELD, last) and "," in x and re.search(rf"\b{PLACE}\b", x, re.I):
        return f"work in {x}", f"about work in {x}"
    if re.fullmatch(FIELD, last):
        core = x if "," in x or re.match(r"(?:the|this|our|an?|these|those)\b", x, re.I) else f"the {x}"
        if last.endswith("s") and not re.match(r"(?:the|our|these)\b", x, re.I):
            core = x
        return core, core
    if re.fullmatch(r"environments?|settings?", last):
        return f"working in {x if last.endswith('s') else _article(x)}", f"how to work in {x if last.endswith('s') else _article(x)}"
    if re.fullmatch(PLACE, last) and " at " in x:
        x = x.rsplit(" at ", 1)[1]
    if re.fullmatch(PLACE, last) and prep.lower() in ("in", "within", "at", "for", "inside", "with", ""):
        if "," in x and not re.match(r"(?:an?|the)\b", x, re.I):
            return f"work in {x}", f"about work in {x}"
        plural = last.endswith("s") and last not in ("business",)
        if plural:
            return f"how {x} work", f"how {x} work"
        return f"how {_article(x)} works", f"how {_article(x)} works"
    if re.match(r"an?\s", x, re.I):
        return (many(x), f"about {many(x)}") if many(x) else (x, f"about {x}")
    return x, x


def _article(x: str) -> str:
    if re.match(r"(?:an?|the|our|your|this)\b", x, re.I) or re.search(r"\b(?:or|and) an?\s", x):
        return x
    return f"{a_or_an(x)} {x}"


def _drop_article(x: str) -> str:
    return re.sub(r"^(?:an?|the)\s+", "", x, flags=re.I)


def knowledge(phrase: str) -> tuple[str, str]:
    """(field, learn) of an insider demand: 'deep knowledge of hospital purchasing' -> ('hospital purchasing', 'hospital purchasing')."""
    text = bare(phrase)
    noun = r"(?:knowledge|understanding|understand|familiarity|expertise|grasp|command|awareness|acumen|mastery|fluency|insights?|literacy|know-how|comfort|experience|appreciation|exposure|background|proficiency|foundation|sense|interest)"
    adj = r"(?:familiar|knowledgeable|conversant|well[- ]versed|versed|comfortable|fluent|steeped|savvy|experienced|up to speed|know|knows|knowing|understand|understands|understanding|skilled|expert)"
    m = re.match(rf"(?:[\w/&,'’-]+\s+){{0,6}}?{noun}(?:\s*(?:and|or|/|&)\s*(?:\w+\s+)?{noun})*\s+(?:of|in|with|about|on|around|regarding|related to|within|for|across|how)\s+(?P<x>.+)$", text, re.I)
    if not m:
        m = re.match(rf"(?:[\w/-]+\s+){{0,3}}?{adj}\s+(?:with|in|about|on|of)?\s*(?P<x>.+)$", text, re.I)
    if m:
        return _name(m["x"], "")
    m = re.match(rf"(?P<x>.+?)\s+(?:{noun}|-?savvy)$", text, re.I)
    if m:
        return _name(alone(clean(m["x"])), "")
    return _name(text, "") if len(text.split()) <= 6 else ("", "")


def people(phrase: str) -> str:
    """The people a rolodex demand names, fit to stand after 'with': 'relationships with hospital buyers' -> 'hospital buyers'; '' when none."""
    m = re.search(r"\b(?:with|among|of|to)\s+(?!from\b)(?P<x>[^,;.()]{3,60}?)(?=\s+(?:in|within|at|with|that|who|which|from|to|is|are|and|a plus|preferred|already)\b|[,;.()]|\s*$)", phrase, re.I)
    if not m:
        return ""
    x = bare(m["x"])
    x = re.sub(r"^(?:key|your own|own|personal|local|relevant|existing|potential|established)\s+", lambda k: k.group() if k.group().strip().lower() in ("key", "local") else "", x, flags=re.I)
    if not x or re.search(r"\b(?:contacts?|business|network|relationships?|connections?|rolodex|years?|experience|people you|clients you|following|track record|record|talent|skill|market|industry|area|territory|your|our|their)\b|\d", x, re.I):
        return ""
    last = x.split()[-1]
    if not (last.endswith(("s", "S")) or last.lower() in ("people", "media", "community", "personnel", "staff")):
        return ""
    return x


_HEADWORD = re.compile(
    r"(?:excellent|strong|good|great|solid|proven|demonstrated|the ability|ability|able|must|willing\w*|outstanding|exceptional|superior|effective|knowledge|understanding|familiar\w*|"
    r"experience\w*|proficien\w*|bachelor|degree|high school|passion\w*|desire|comfortable|detail|self|highly|attention|fluen\w*|valid|working knowledge|you|who|we|has|have|can|will|skills?|"
    r"be|being|an? (?:strong|good|proven|passion|solid|keen|deep|desire|willing\w*|great)|previous|prior|must|is|are|to|please|not|no|creative|organi[sz]ed|written|verbal|communication)\b", re.I)
NEWLINE = r"(?-i:(?<=[a-z)])A\b|Bachelor|Experience|Strong|Must|Ability|Excellent|Knowledge|Proven|Proficien|Minimum|Previous|Prior|Degree|Able|Good|Great|Familiar|Understanding|Willing|Demonstrated|You|Work|Solid|High|Master|Valid|Comfort|Passion|Self|Detail|Team|What|Responsib|Benefit|Requirement|Skill|Education|Additional|Preferred|Required|Effective|Exceptional|Outstanding|Highly|Superior|Advanced|Basic|Computer|Communication|Written|Attention|Available|Flexib|Creative|Fluen|Mode|Some|Any|We|Our|The|This|Is|Are|Have|Has)"
_STOP = re.compile(
    rf"(?<!\.[A-Z])[.](?=\s|$)|[;:!?()\[\]\n\r•·|–—]|\s-\s|(?<=[a-z)])(?={NEWLINE})|\s(?:is|are|was|will|would|must|should|can|may|preferred|required|desired|desirable|helpful|a plus|plus|that|which|who|while|"
    r"in order|as well as|preferably|ideally|including|such as|with|and possess|and hold|and have|you|we|not|but|beneficial|however|although|though|because|whether|if|when|please|"
    r"(?:highly|strongly) (?:preferred|desired|desirable|recommended|regarded|beneficial|advantageous|valued|encouraged|welcome|useful|helpful))\b", re.I)


def reach(body: str, at: int, most: int = 14) -> int:
    """End of the noun phrase that runs on at body[at]: before a stop, a verb, or the next demand of a list; at most `most` words."""
    stop = _STOP.search(body, at)
    end = stop.start() if stop else len(body)
    for m in re.finditer(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&|and/or)\s+", body[at:end]):
        if _HEADWORD.match(body, at + m.end()):
            end = at + m.start()
            break
    words = list(re.finditer(r"\S+", body[at:end]))
    if len(words) > most:
        cut = [m.start() for m in re.finditer(r",\s", body[at:at + words[most].start()])]
        end = at + (cut[-1] if cut else words[most - 1].end())
    loose = _DANGLING.search(body, at, end)
    return loose.start() if loose and loose.start() > at else end


def topic(words: str, role: str = "general") -> str:
    """What kind of work the words speak of: sell, account, market, lead, build, serve or any; falls back on the role family."""
    low = " " + words.lower() + " "
    for name, rx in _TOPICS:
        if rx.search(low):
            return name
    return {"seller": "sell", "seller-leader": "lead", "account": "account", "marketer": "market", "marketing-leader": "market"}.get(role, "any")


_TOPICS = (
    ("lead", re.compile(r"\b(?:leadership|leading (?:a |the )?(?:\w+ )?teams?|managing (?:a |the |sales |marketing )?(?:\w+ )?(?:teams?|people|reps|staff)|people management|(?:^|senior |people |general |staff |office |retail |operations |of )management(?: experience)?\b|management experience|supervis\w+|team (?:lead|management)|managerial|sales management|manager role)\b")),
    ("account", re.compile(r"\b(?:account manage\w+|customer success|client success|client services?|account director|account managers?|relationship management|renewals?|key accounts?|client management)\b")),
    ("serve", re.compile(r"\b(?:customer service|customer support|customer care|call cent\w+|help desk|front desk|reception\w*|customer[- ]facing|hospitality|guest services?|technical support|customer experience)\b")),
    ("sell", re.compile(r"\b(?:sales(?! (?:enablement|operations|ops|support|engineer\w*|training|tax|admin\w*))|selling|business development|prospecting|lead generation|sdr|bdr|account executives?|closing|quota\w*|sold|territory)\b")),
    ("market", re.compile(r"\b(?:marketing|marketer|campaigns?|content|copy\w*|seo|sem|ppc|social media|communications?|brand\w*|advertising|public relations|pr|media|email|events?|creative|design\w*|growth|demand gen\w*|editorial|writing|journalism|video|animation|graphic)\b")),
    ("build", re.compile(r"\b(?:software|engineer\w*|develop\w*|programming|data|analy\w+|systems?|administ\w+|accounting|finance|project\w*|operations|research|quality|technical|technician|it|product)\b")),
)
