"""Reads demands for a past in an industry in stage 5."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

from rubric.rewrite.crafts import TOOLS, craft
from rubric.rewrite.neighbors import ACTING, HUNG, MODIFIED, OWN, PAIRED, SHARED, being, hung, is_trade
from rubric.rewrite.phrases import ADJ, FIELD, FUNCTION, HARD, HEAD, PLACE, PREP, industry, reach
from rubric.rewrite.places import Shape, agree, article_of, continues, ended, left_of, named, opens, unread
from rubric.rewrite.read_knowledge import KNOW, insider
from rubric.rewrite.trades import listed

_PERSON = r"(?:professional|producer|agent|technician|executive|representative|rep|specialist|manager|marketer|consultant|advisor|adviser|seller|salesperson|engineer|developer|buyer|planner|broker|dispatcher|nurse|closer|leader|director|writer|designer|coordinator|associate|assistant|officer|analyst|account manager|salesman|mechanic|operator|editor|producer|strategist|recruiter|underwriter|adjuster|lender|banker|trader)s?"
_ENDED_LIST = re.compile(r"(?!\s*[,;]?\s*(?:and|or)\s+(?:experience|knowledge|an?\s))(?:,\s*[^,;.()\n•]{2,60}){0,4},?\s+(?:and/or|or|and)\s+(?:(?!\b(?:experience|skills?|ability|knowledge|is|are|have|has|with)\b)[^,;.()\n•]){2,70}?\b(?:environments?|settings?)\b", re.I)
_HEADS = re.compile(r"[\s,]*(?:or|and)?\s*(?:equivalent|related|similar|comparable|the equivalent|a willingness|willingness|an? (?:strong )?desire|ability|the ability|experience|knowledge)\b", re.I)


_PLACED = re.compile(r"(?:working|employed)\s+(?:in|within|at|for|with)\s", re.I)
_NOUN = re.compile(r"(?<![\w-])(?!(?:of|in|and|or|with|for|to|have|has|had|having|be|are|is|was|by|from|at|on|as|when|while|who|currently|enjoy|love|like|comfortable|the|an?|prior|previous|experienced?|expertise|background|exposure|exp|years?|months?|not|you|will|people|anyone|those|team|teams|i|we|they)\s)[a-z][\w-]+\s+$", re.I)


_LAST = re.compile(rf"\s(?:in|within|across)\s+(?:the\s+|an?\s+)?(?:[\w/&-]+\s+){{0,5}}{FIELD}$", re.I)
_DOING = re.compile(rf"(?<![\w-])(?P<h>(?:{ADJ},?\s+)*{HEAD}(?:\s+(?:of|in))?)\s+\w+ing\b[^.;:•()]{{0,80}}(?:,|\band|\bor)\s+$", re.I)
_LISTED = re.compile(rf"(?<![\w-])(?P<h>(?:{ADJ},?\s+)*{HEAD}\s+(?:in|with))\s+(?!.*\b(?:roles?|positions?|{HEAD})\b)[^.;:•()\d]{{2,120}}(?:,|\band|\bor|/|&)\s*$", re.I)
_REACH = 150  # characters before a phrase that may belong to it
_ASIDE = re.compile(r"[?(]|\b(?:we|our|us|you will|role|company|focused)\b", re.I)


def trade(body: str, a: int, b: int, strength: str) -> list[Shape]:
    """An industry demand; where the whole cannot be read apart, the industry at its end may still be exchanged."""
    forms = _trade(body, a, b, strength)
    m = _LAST.search(body, a, b)
    if m and [s.shape for s in forms] == ["blank"] and (ended(body, b) or body[b : b + 1] == ",") and m.start() > a + 3 and not _ASIDE.search(body, 0, m.start()):
        got = industry(m.group().strip())
        if got[2]:
            return [Shape(m.start() + 1, b, "pp", named(got[1], got[2]))]
    return forms


def _trade(body: str, a: int, b: int, strength: str) -> list[Shape]:
    found = b
    if m := re.search(rf"{HEAD}\s+{HARD}(?=,\s)", body[a:b], re.I):
        b = a + m.end()
    if re.fullmatch(rf"(?:{ADJ}\s+)*{HEAD}", body[a:b].strip(), re.I) and re.match(rf"\s+{PREP}\s", body[b:]):
        b = reach(body, b)
    more = re.match(rf"\s+(?:(?:{FUNCTION}|industry|sector|related|client|product|field)\s+(?:and\s+|or\s+|&\s+)?){{0,3}}{HEAD}\b", body[b:], re.I)
    if more and not re.search(rf"\b{HEAD}\b", body[a:b], re.I):
        b += more.end()
    elif re.search(r"\b(?:and|or)\s+[A-Z][\w-]*$", body[a:b]) and (more := re.match(rf"(?:\s+(?!(?:and|or|with|in)\s)[\w&/-]+){{1,2}}?\s+{HEAD}\b", body[b:])) and body[b + 1 : b + 2].isupper():
        b += more.end()  # cut out of the middle of a name
    elif not re.search(rf"\b{HEAD}\b", body[a:b], re.I):
        more = re.match(rf"(?:\s*(?:,|and/or|and|or|/|&)\s*(?!{HEAD})[\w&/-]+){{1,3}}?(?:\s+(?!{HEAD})[\w&/-]+){{0,2}}\s+{HEAD}\b", body[b:], re.I)
        b += more.end() if more and not re.search(r"\b(?:skills?|ability|strong|excellent|with|in|is)\b", more.group(), re.I) else 0
    if not re.search(rf"\b{HEAD}(?:\s*\W)?$", body[a:b], re.I) and continues(body, b):
        b = reach(body, b, 6)
    if re.match(r"(?:,\s*[^,;.()\n•]{2,40}){0,4},?\s+or\s", body[b:]) and not _HEADS.match(body, b) and not re.search(rf"\b{HEAD}$", body[a:b], re.I):
        b = max(b, reach(body, b, 10))
    if (m := _ENDED_LIST.match(body, b)) and not re.search(rf"\b(?:{HEAD}|{PLACE}|{FIELD})$", body[a:b], re.I) and re.search(rf"(?:^|\b{PREP}\s+(?:an?\s+|the\s+)?)$", body[:a] + (re.match(rf"(?:(?:preferably|ideally),?\s+)?{PREP}\s|", body[a:b], re.I).group()), re.I):
        b = m.end()
    if re.search(r"\b(?:licen[cs]e|degree|certifi\w+|diploma)\b", body[found:b], re.I):
        b = found
    if re.match(r"\s+(?:licen[cs]e|certifi\w+)\b", body[b:], re.I) and (m := re.search(r"\s+(?:and|or)\s+[^,]*$", body[a:b])):
        return [Shape(a, a + m.start(), "blank")]
    if re.search(r"\bno\s+(?:\w+\s+)?experience\s+$", body[:a], re.I) or (re.match(r"\s+(?:and|or|/)\s+(?:[\w-]+\s+){0,3}(?:licen[cs]e|certifi\w+)\b", body[b:], re.I) and not re.search(rf"\b{HEAD}$", body[a:b], re.I)):
        return [unread(body, a, b)]
    name = re.search(r"(?:^|[.;:•)]\s*)(?P<x>[A-Z][a-z]+ )$", body[:a])
    if name and body[a:a + 1].isupper() and "/" in body[a:b].split(" ")[0]:
        a = name.start("x")
    pair = re.search(r"(?:^|[.;:•)-]\s*|(?<=[a-z])(?=[A-Z]))(?P<x>[A-Z][\w-]+ (?:and|or|&) )$", body[:a])
    if pair and re.fullmatch(rf"(?:[\w-]+ ){{1,2}}{HEAD}", body[a:b]) and not re.match(rf"{HEAD}|Degree|Bachelor|Training|Certif|License|Diploma", pair["x"], re.I):
        a = pair.start("x")
    if (m := re.match(rf",\s+(?:[\w-]+\s+){{0,2}}(?:{PLACE})\b", body[b:], re.I)) and not re.search(rf"\b(?:{HEAD}|{PLACE}s|{FIELD})$", body[a:b], re.I):
        b += m.end()
    two = re.search(r"\s+(?:and|or)\s+(?:prior |previous |past |proven |relevant )?(?:experience|knowledge|familiarity|background)(?:\s+(?:in|with|of))?$", body[a:b], re.I)
    if two:
        b -= len(two.group())
    if m := re.search(r"\s+(?:and|or)\s+(?:worked|managed|have|has|had|sold)$|\s*[(–—-]\s?(?=preferably|ideally|preferred)(?:\w+$)?", body[a:b], re.I):
        b = a + m.start()
    if re.search(r"\b(?:where|when|who|that|which)$", body[a:b], re.I) or (re.match(r"for\s+an?\s", body[a:b], re.I) and re.search(rf"\b{_PERSON}$", body[a:b], re.I) and re.search(r"\b(?:role|position|opportunity|job|vacancy|opening|looking|searching|search)\s+$", body[:a], re.I)):
        return [unread(body, a, b)]
    if body.count("(", a, b) > body.count(")", a, b) and (cut := body.rindex("(", a, b)) > a + 3:
        near = re.match(r"[^()\n]{0,25}\)", body[b:])
        b = b + near.end() if near else a + len(body[a:cut].rstrip(" ,"))
    words = body[a:b]
    left = body[:a]
    if (m := re.search(r"\b(?P<v>come|comes)\s+$", left, re.I)) and (got := industry(words))[2] and re.match(r"from\s", words, re.I):
        return [Shape(m.start("v"), b, "vp", named(got[1], got[2]) | agree("is" if m["v"].lower() == "comes" else being(left[: m.start("v")], "have")))]
    if re.search(r"\b(?:hours|credits|semesters|courses|coursework|degree|major|minor|diploma)\s+(?:(?:in|of)\s+)?$", left, re.I) or re.search(r"\bas\s+(?:an?\s+|the\s+)?$", left, re.I) and not re.search(rf"\b{HEAD}\b", words, re.I):
        return [unread(body, a, b)]
    if re.match(r"\s*(?:[$£€]|\d)", body[b:]) and not ended(body, b):
        return [unread(body, a, b)]
    if re.match(r"(?:(?:preferably|ideally)\s+)?(?:(?:have|has|had)\s+(?:been|had)|focus\w*|specializ\w+|speciali[sz]ing)\b", words, re.I) or re.search(r"\b(?:come|comes|coming|hail)\s+$", left, re.I):
        return [unread(body, a, b)]
    m = re.match(r"(?P<e>experienced|seasoned|tenured)\s+(?P<p>.+)$", words, re.I | re.S)
    if m and re.search(rf"\b{_PERSON}$", words, re.I):
        start = article_of(body, a)
        return [Shape(start, b, "person", {"person": re.sub(r"\s+", " ", m["p"]), "article": "yes"} if start < a else {"person": re.sub(r"\s+", " ", m["p"])})]
    running = re.compile(rf"(?<![\w-])(?:(?:{ADJ}),?\s+(?:(?:and|or)\s+)?)*{HEAD}\s+(?:of\s+)?\w+ing\s+(?:{PREP}\s+)?(?:(?:an?|the)\s+)?$", re.I).search(left, max(0, len(left) - _REACH))
    if running and opens(body, left_of(body, running.start())) and not re.search(rf"\b{HEAD}\b", words, re.I):
        a = running.start()
        words, left = body[a:b], body[:a]
    bare_head = re.compile(rf"(?<![\w-])(?:(?:{ADJ}),?\s+(?:(?:and|or)\s+)?)*(?:knowledge (?:and|or) )?{HEAD}\s+(?:of\s+(?=working|$))?$", re.I).search(left, max(0, len(left) - _REACH))
    if bare_head and re.match(rf"(?:(?:working|selling)\s+)?{PREP}\s|\w+ing\s", words, re.I) and opens(body, left_of(body, bare_head.start())):
        a = bare_head.start()
        words, left = body[a:b], body[:a]
    if _PLACED.match(words) and _NOUN.search(left):
        got = industry(words)
        return [Shape(a, b, "pp", named(got[1], got[2]))] if got[2] else [unread(body, a, b)]
    if (m := re.search(r"\bworking\s+(?:(?:in|within|at|for|with)\s+(?:an?\s+|the\s+)?)?$", left, re.I)) and _NOUN.search(left[: m.start()]) and _PLACED.match(body, m.start()) and (got := industry(body[m.start() : b]))[2]:
        who = re.sub(r"^\w+\s+with\s+", "", body[m.start() : b], flags=re.I)
        buyers = len(who) < b - m.start() and not re.search(rf"\b{FIELD}$", who, re.I)
        return [Shape(m.start(), b, "pp", named(f"working with {who}", f"how to work with {who}") if buyers else named(got[1], got[2]))]
    pp = re.match(rf"(?:(?:preferably|ideally|especially|particularly|specifically|preferable)\s+)?(?:with (?:a )?(?:focus|emphasis) on|{PREP})\s|(?:(?:preferably|ideally)\s+)?(?:involving|supporting)\s", words, re.I)
    if not pp:
        h = re.search(rf"(?P<h>(?:(?<![\w-])|(?-i:(?<=[a-z)])(?=[A-Z])))(?:(?:{ADJ}),?\s+)*{HEAD})?\s*(?P<p>(?<!\w){PREP}\s+(?:(?:an?|the)\s+)?)$", left, re.I)
        if h and not re.match(rf".*\b{HEAD}\b", words, re.I | re.S):
            if h["h"] and opens(body, h.start("h")):
                a = left_of(body, h.start("h"))
                words, left = body[a:b], body[:a]
            elif re.search(r"\w\s*$", left[:h.start("p")]) and h["p"].split()[0].lower() not in ("to", "of", "around", "among", "into"):
                soft = re.search(r"\b(?:preferably|ideally|especially|particularly),?\s+$", left[:h.start("p")], re.I)
                a = soft.start() if soft else h.start("p")
                words, left = body[a:b], body[:a]
                pp = True
    if not pp and re.search(rf"\b{HEAD}$", words, re.I) and (m := SHARED.search(left)) and not OWN.search(m.group()):
        if shared := _trades(body[m.start() : b]):
            field = re.sub(rf"^(?:{ADJ}\s+)+|\s+(?:work\s+)?{HEAD}$", "", shared, flags=re.I)
            return [Shape(b - len(shared), b, "np" if ended(body, b) else "np-open", named(f"{field} work", f"{field} work"))]
        return [unread(body, a, b)]
    if not pp and re.search(rf"\b{HEAD}$", words, re.I) and (m := PAIRED.search(left)) and not OWN.search(m["l"]):
        return [unread(body, a, b)]
    loose = not re.search(rf"\b{HEAD}\b", words, re.I) and not re.match(rf"{PREP}\s|(?:have|has|having|sold|worked|served|managed|marketed|involving|supporting|preferably|ideally|experienced)\b", words, re.I) and not pp
    if loose and (m := re.search(rf"(?:\w+ ){{0,2}}{KNOW}\s+(?:of|with|in)\s+$", left, re.I)):
        return insider(body, m.start(), b, strength)
    if loose and (m := re.search(rf"(?:(?:{ADJ}\s+)*{HEAD})\s+{PREP}\s+(?!an?\s|the\s)(?:[\w-]+\s+){{1,2}}$", left, re.I)) and opens(body, left_of(body, m.start())):
        return trade(body, m.start(), b, strength)  # cut out of the middle of "experience in coupled X simulation"
    if loose and (m := _DOING.search(left, max(0, a - 250)) or _LISTED.search(left, max(0, a - 250))) and opens(body, start := left_of(body, m.start())):
        kind = craft(body[m.end("h") : reach(body, m.end("h"), 20)], alone=True) if m.re is _LISTED else "do"
        return [Shape(start, m.end("h"), "use-noun" if kind == "use" else "do-noun" if kind else "either-noun")]  # the rest of a list
    if loose and re.search(r"\([^()]*,\s*$", left) or loose and re.search(r"\(\s*$", left) and re.search(r",|\bor\b", words):
        return [unread(body, a, b)]
    if loose and (re.search(r"\b(?:of|by)\s+(?:an?\s+|the\s+)?$", left) or re.search(r"\b(?:training|degree|certification|coursework)\b", words, re.I)):
        return [unread(body, a, b)]
    if loose and not (re.search(r"[ -]side$", words, re.I) and re.search(r",\s*$", left)) and (re.search(rf"\b{HEAD}\b[^.;:•]*(?:\b(?:and|or)|,|/|&)\s*$", left, re.I) or (not opens(body, left_of(body, a)) and left.strip())):
        return [unread(body, a, b)]  # the rest of a list, or a phrase cut out of its middle
    if loose and re.search(r"\b(?:in|within|at|for)\s[^.;:•()]{2,60}(?:,|\band/or|\band|\bor)\s*$", left, re.I) and re.search(rf"{PLACE}$|environments?$|\b{FIELD}$", words, re.I):
        return [unread(body, a, b)]
    got = industry(words)
    slots = named(got[1], got[2])
    verb = re.search(r"(?:^|[;,.•]\s*)(?P<v>(?:has |have |having )?(?:worked|served|sold))\s+$", left, re.I) if pp else None
    if verb:
        return [Shape(verb.start("v"), b, "np" if ended(body, b) or not slots else "np-open", slots)]
    soft = re.search(r"\b(?:preferably|ideally|especially|particularly|specifically),?\s+$", left, re.I) if pp else None
    if soft:
        a = soft.start()
        words, left = body[a:b], body[:a]
    if pp and (m := HUNG.search(left)):
        return [hung(body, a, b, m, slots)]
    if pp and left.strip() and not re.search(r"\b(?:have|has|with|bring|and|or)\s*$", left, re.I):
        if (not slots and len(words.split()) > 6) or (not slots and not re.search(rf"\b{FIELD}\b|\b(?:similar|related)\b", words, re.I)) or re.match(r"\s*(?:have|do|are|did|can) you\b", left, re.I):
            return [unread(body, a, b)]
        return [Shape(a, b, "pp", slots)]
    if m := re.match(r"(?P<aux>have|has|having)\s+(?:\w+ly\s+|already\s+)?(?=(?:sold|worked|served|managed|marketed)\b)", words, re.I):
        if slots:
            return [Shape(a, b, "vp", slots | agree(being(left, m["aux"])))]
        return [unread(body, a, b)]
    if re.match(r"(?:sold|worked|served|managed|marketed)\b", words, re.I):
        h = re.search(r"(?:\b(?P<aux>have|has|having|['’]ve)\s+)(?:\w+ly\s+|already\s+)?$", left, re.I)
        if h and not h.group().startswith(("'", "’")):
            return [Shape(h.start("aux"), b, "vp", slots | agree(being(left[:h.start("aux")], h["aux"])))]
    inner = re.match(rf"(?:{ADJ}\s+)*{HEAD}\s+(?={PREP}\s)", words, re.I)
    if inner and not opens(body, left_of(body, a)) and re.search(r"[a-z]\s+$", left) and not re.match(r"[A-Z]", words):
        at = a + inner.end()
        if m := HUNG.search(body[:at]):
            return [hung(body, at, b, m, slots)]
        return [Shape(at, b, "pp", slots)]
    start = left_of(body, a)
    if re.search(rf"\b{HEAD}\b", words, re.I) and start == a and (m := MODIFIED.search(left)):
        start = a = left_of(body, m.start("x"))
        words, left = body[a:b], body[:a]
        got = industry(words)
        slots = named(got[1], got[2])
    lead = re.match(rf"(?:(?:an?\s+|the\s+)?(?:{ADJ},?\s+(?:(?:and/or|and|or)\s+)?)*)(?:knowledge (?:and|or|/) )?{HEAD}(?:\s*(?:and|or|/|and/or)\s*(?:knowledge|{HEAD}))?\s+(?P<p>{PREP}\s+)?(?:(?P<g>working|work|employed)\s+(?P<q>in|for|at|within|with|on)\s+)?(?=\S)", words, re.I)
    if lead and TOOLS.search(words, lead.end()):
        return [Shape(start, a + len(words[: lead.end()].rstrip()), "use-noun")]
    if lead and (not lead["p"] or lead["p"].strip().lower() == "of") and not lead["g"] and re.match(r"(?!working|being|selling|calling|serving|supporting|living)[a-z]{2,}ing[\s,]", body[a + lead.end():].lstrip(), re.I):
        return [Shape(start, a + len(words[:lead.end()].rstrip()), "do-noun")]
    if lead and lead["p"] and not got[0] and not lead["g"] and ended(body, b) and opens(body, start):
        subject = words[lead.end():]
        if craft(subject, alone=True) and any(is_trade(x) for x in re.split(r",\s*|\s+(?:and|or)\s+", subject)[1:]):
            return [Shape(start, a + len(words[:lead.end()].rstrip()), "either-noun")]
        if ACTING.match(subject) or craft(subject, alone=True) in ("do", "apply"):
            return [Shape(start, a + len(words[:lead.end()].rstrip()), "do-noun")]
    if lead and not got[0] and not (two or ended(body, b)) and (lead["p"] or re.match(r"\w+ing\b", words[lead.end():])):
        kind = craft(body[a + lead.end():reach(body, a + lead.end(), 20)], alone=True)
        if kind and not lead["g"]:
            doing = re.match(r"\w+ing\s", words[lead.end():] or " ")
            return [Shape(start, a + len(words[:lead.end()].rstrip()), "use-noun" if kind == "use" and not doing else "do-noun")]
        if re.match(r"[^.;:•\n]{0,80}\b(?:roles?|positions?|capacity)\b", body[a + lead.end():], re.I):
            return [unread(body, a, b)]
        prep = (lead["q"] or lead["p"] or "").strip().lower()
        if not lead["g"] and (ACTING.match(words, lead.end()) or re.match(r"(?:interfacing|working|dealing|liaising|interacting)\s+(?:directly\s+)?with\b", words[lead.end():], re.I)):
            return [Shape(start, a + len(words[:lead.end()].rstrip()), "do-noun")]
        near = body[a + lead.end():reach(body, a + lead.end(), 12)]
        mixed = any(craft(x, alone=True) for x in re.split(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", near)[1:])
        if lead["p"] and not lead["g"] and prep in ("in", "with", "of", "within") and near and (mixed or not is_trade(near)):
            return [Shape(start, a + len(words[:lead.end()].rstrip()), "either-noun")]
        return [Shape(start, a + len(words[:lead.end()].rstrip()), "lead", {"work": f" work {prep}" if prep in ("at", "for") else ""})]
    if not got[0] and craft(slots.get("thing", ""), alone=True) == "use" and " " in slots["thing"] and not re.search(r",|\b(?:industry|sector|field|market)\b", slots["thing"], re.I):
        return [Shape(start, b, "craft", {"craft": slots["thing"]})]
    if not got[0] and (thing := slots.get("thing", "")) and not is_trade(thing) and not pp:
        if lead and lead["p"] and not lead["g"]:
            return [Shape(start, a + len(words[:lead.end()].rstrip()), "either-noun")]
        if re.fullmatch(r"\w+(?:ic|al|ive|ary|ous)", thing):
            return [unread(body, a, b)]
        if re.search(rf"\b{HEAD}$", words, re.I):
            return [Shape(start, b, "either", slots)]
    if got[0]:
        return [Shape(start, b, "function", slots | {"function": got[0]})]
    if not slots and lead and (lead["p"] or lead["g"]):
        return [Shape(start, a + len(words[:lead.end()].rstrip()), "lead", {"work": ""})]
    if not slots and (len(words.split()) > 6 or not re.search(r"\b(?:industry|sector|field|relevant|related|similar|agency)\b", words, re.I)):
        return [unread(body, a, b)]
    return [Shape(start, b, "np" if ended(body, b) or not slots else "np-open", slots)]


def _trades(words: str) -> str:
    """The end of `words` that is a list of trades before the one noun they share ("ferry, canal or lock keeper experience"); '' for other lists."""
    m = re.search(rf"(?<![\w-])(?:{ADJ}\s+)*(?P<x>(?:[\w/&-]+(?: [\w/&-]+){{0,2}},\s+){{0,4}}[\w/&-]+(?: [\w/&-]+){{0,2}},? (?:and|or) [\w/&-]+(?: [\w/&-]+){{0,2}}) {HEAD}$", words, re.I)
    items = re.split(r",\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+", m["x"]) if m else []
    return m.group() if sum(map(listed, items)) > 1 and not any(craft(x, alone=True) for x in items) else ""
