"""Reads demands for a past in an industry and for ready-made knowledge in stage 5."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

from rubric.rewrite.crafts import craft, duty
from rubric.rewrite.phrases import ADJ, FUNCTION, HEAD, PREP, industry, knowledge, reach
from rubric.rewrite.places import Shape, agree, article_of, continues, ended, left_of, named, opens, unread

_PERSON = r"(?:professional|producer|agent|technician|executive|representative|rep|specialist|manager|marketer|consultant|advisor|adviser|seller|salesperson|engineer|developer|buyer|planner|broker|dispatcher|nurse|closer|leader|director|writer|designer|coordinator|associate|assistant|officer|analyst|account manager|salesman|mechanic|operator|editor|producer|strategist|recruiter|underwriter|adjuster|lender|banker|trader)s?"
_ACTING = re.compile(r"(?:driving|delivering|managing|developing|building|creating|designing|implementing|executing|leading|running|planning|writing|producing|launching|growing|maintaining|conducting|performing|coordinating|improving|generating)\b", re.I)
_HEADS = re.compile(r"[\s,]*(?:or|and)?\s*(?:equivalent|related|similar|comparable|the equivalent|a willingness|willingness|an? (?:strong )?desire|ability|the ability|experience|knowledge)\b", re.I)


def trade(body: str, a: int, b: int, strength: str) -> list[Shape]:
    """An industry demand."""
    if re.fullmatch(rf"(?:{ADJ}\s+)*{HEAD}", body[a:b].strip(), re.I) and re.match(rf"\s+{PREP}\s", body[b:]):
        b = reach(body, b)
    more = re.match(rf"\s+(?:(?:{FUNCTION}|industry|sector|related|client|product|field)\s+(?:and\s+|or\s+|&\s+)?){{0,3}}{HEAD}\b", body[b:], re.I)
    if more and not re.search(rf"\b{HEAD}\b", body[a:b], re.I):
        b += more.end()
    elif not re.search(rf"\b{HEAD}\b", body[a:b], re.I):
        more = re.match(rf"(?:\s*(?:,|and/or|and|or|/|&)\s*(?!{HEAD})[\w&/-]+){{1,3}}?(?:\s+(?!{HEAD})[\w&/-]+){{0,2}}\s+{HEAD}\b", body[b:], re.I)
        b += more.end() if more and not re.search(r"\b(?:skills?|ability|strong|excellent|with|in|is)\b", more.group(), re.I) else 0
    if not re.search(rf"\b{HEAD}(?:\s*\W)?$", body[a:b], re.I) and continues(body, b):
        b = reach(body, b, 6)
    if re.match(r"(?:,\s*[^,;.()\n•]{2,40}){0,4},?\s+or\s", body[b:]) and not _HEADS.match(body, b) and not re.search(rf"\b{HEAD}$", body[a:b], re.I):
        b = max(b, reach(body, b, 10))
    name = re.search(r"(?:^|[.;:•)]\s*)(?P<x>[A-Z][a-z]+ )$", body[:a])
    if name and body[a:a + 1].isupper() and "/" in body[a:b].split(" ")[0]:
        a = name.start("x")
    pair = re.search(r"(?:^|[.;:•)]\s*)(?P<x>[A-Z][\w-]+ (?:and|or|&) )$", body[:a])
    if pair and re.fullmatch(rf"[A-Z][\w-]+ {HEAD}", body[a:b]):
        a = pair.start("x")
    words = body[a:b]
    left = body[:a]
    if re.match(r"(?:(?:preferably|ideally)\s+)?(?:(?:have|has|had)\s+(?:been|had)|focus\w*|specializ\w+|speciali[sz]ing)\b", words, re.I) or re.search(r"\b(?:come|comes|coming|hail)\s+$", left, re.I):
        return [unread(body, a, b)]
    m = re.match(r"(?P<e>experienced|seasoned|tenured)\s+(?P<p>.+)$", words, re.I | re.S)
    if m and re.search(rf"\b{_PERSON}$", words, re.I):
        start = article_of(body, a)
        return [Shape(start, b, "person", {"person": re.sub(r"\s+", " ", m["p"]), "article": "yes"} if start < a else {"person": re.sub(r"\s+", " ", m["p"])})]
    running = re.search(rf"(?<![\w-])(?:(?:{ADJ}),?\s+(?:(?:and|or)\s+)?)*{HEAD}\s+(?:of\s+)?\w+ing\s+(?:{PREP}\s+)?(?:(?:an?|the)\s+)?$", left, re.I)
    if running and opens(body, left_of(body, running.start())) and not re.search(rf"\b{HEAD}\b", words, re.I):
        a = running.start()
        words, left = body[a:b], body[:a]
    bare_head = re.search(rf"(?<![\w-])(?:(?:{ADJ}),?\s+(?:(?:and|or)\s+)?)*(?:knowledge (?:and|or) )?{HEAD}\s+$", left, re.I)
    if bare_head and re.match(rf"(?:(?:working|selling)\s+)?{PREP}\s|\w+ing\s", words, re.I) and opens(body, left_of(body, bare_head.start())):
        a = bare_head.start()
        words, left = body[a:b], body[:a]
    pp = re.match(rf"(?:(?:preferably|ideally|especially|particularly|specifically|preferable)\s+)?(?:with (?:a )?(?:focus|emphasis) on|{PREP})\s", words, re.I)
    if not pp:
        h = re.search(rf"(?P<h>(?<![\w-])(?:(?:{ADJ}),?\s+)*{HEAD})?\s*(?P<p>(?<!\w){PREP}\s+(?:(?:an?|the)\s+)?)$", left, re.I)
        if h and not re.match(rf".*\b{HEAD}\b", words, re.I | re.S):
            if h["h"] and opens(body, h.start("h")):
                a = left_of(body, h.start("h"))
                words, left = body[a:b], body[:a]
            elif re.search(r"\w\s*$", left[:h.start("p")]) and h["p"].split()[0].lower() not in ("to", "of"):
                soft = re.search(r"\b(?:preferably|ideally|especially|particularly)\s+$", left[:h.start("p")], re.I)
                a = soft.start() if soft else h.start("p")
                words, left = body[a:b], body[:a]
                pp = True
    got = industry(words)
    slots = named(got[1], got[2])
    verb = re.search(r"(?:^|[;,.•]\s*)(?P<v>(?:has |have |having )?(?:worked|served|sold))\s+$", left, re.I) if pp else None
    if verb:
        return [Shape(verb.start("v"), b, "np" if ended(body, b) or not slots else "np-open", slots)]
    soft = re.search(r"\b(?:preferably|ideally|especially|particularly|specifically)\s+$", left, re.I) if pp else None
    if soft:
        a = soft.start()
        words, left = body[a:b], body[:a]
    if pp and left.strip() and not re.search(r"(?:have|has|with|bring|and)\s*$", left, re.I):
        return [Shape(a, b, "pp", slots)]
    if re.match(r"(?:sold|worked|served|managed|marketed)\b", words, re.I):
        h = re.search(r"(?:\b(?P<aux>have|has|having|['’]ve)\s+)(?:\w+ly\s+|already\s+)?$", left, re.I)
        if h and not h.group().startswith(("'", "’")):
            they = "is" if h["aux"].lower() == "has" else "are"
            return [Shape(h.start("aux"), b, "vp", slots | agree(they))]
    inner = re.match(rf"(?:{ADJ}\s+)*{HEAD}\s+(?={PREP}\s)", words, re.I)
    if inner and not opens(body, left_of(body, a)) and re.search(r"[a-z]\s+$", left) and not re.match(r"[A-Z]", words):
        at = a + inner.end()
        return [Shape(at, b, "pp", slots)]
    start = left_of(body, a)
    lead = re.match(rf"(?:(?:an?\s+|the\s+)?(?:{ADJ},?\s+(?:(?:and/or|and|or)\s+)?)*)(?:knowledge (?:and|or|/) )?{HEAD}(?:\s*(?:and|or|/|and/or)\s*(?:knowledge|{HEAD}))?\s+(?P<p>{PREP}\s+)?(?:(?P<g>working|work|employed)\s+(?P<q>in|for|at|within|with|on)\s+)?(?=\S)", words, re.I)
    if lead and not got[0] and not ended(body, b) and (lead["p"] or re.match(r"\w+ing\b", words[lead.end():])):
        if craft(body[a + lead.end():reach(body, a + lead.end(), 20)]) == "use":
            return [Shape(start, a + len(words[:lead.end()].rstrip()), "use-noun")]
        if re.match(r"[^.;:•\n]{0,80}\b(?:roles?|positions?|capacity)\b", body[a + lead.end():], re.I):
            return [unread(body, a, b)]
        prep = (lead["q"] or lead["p"] or "").strip().lower()
        if not lead["g"] and _ACTING.match(words, lead.end()):
            return [Shape(start, a + len(words[:lead.end()].rstrip()), "do-noun")]
        return [Shape(start, a + len(words[:lead.end()].rstrip()), "lead", {"work": f" work {prep}" if prep in ("at", "for") else ""})]
    if not got[0] and craft(slots.get("thing", "")) == "use" and " " in slots["thing"] and not re.search(r",|\b(?:industry|sector|field|market)\b", slots["thing"], re.I):
        return [Shape(start, b, "craft", {"craft": slots["thing"]})]
    if got[0]:
        return [Shape(start, b, "function", slots | {"function": got[0]})]
    if not slots and lead and (lead["p"] or lead["g"]):
        return [Shape(start, a + len(words[:lead.end()].rstrip()), "lead", {"work": ""})]
    if not slots and not re.search(r"\b(?:industry|sector|field|relevant|related|similar|agency)\b", words, re.I):
        return [unread(body, a, b)]
    return [Shape(start, b, "np" if ended(body, b) or not slots else "np-open", slots)]


def knows_craft(body: str, a: int, b: int) -> bool:
    """True for a demand to know a craft or tool that can be read apart."""
    got = _nearest(body, a, b)
    return bool(got and got[0] != "verb" and craft(body[got[1].end():reach(body, got[1].end(), 20)]))


_KNOW = r"(?:knowledge|understanding|understand|familiarity|expertise|grasp|command|awareness|acumen|mastery|fluency|insights?|literacy|know-how|comfort|appreciation|proficiency|foundation|experience|background|exposure|interest|grounding)"
_PRAISE = rf"(?:{ADJ}|proficient|proficiency|level|thorough|sound|intimate|detailed|advanced|clear|basic|fluent|expert|expert-level|comprehensive|firm|technical|keen|up-to-date|competent|functional|full|fundamental|high-level|robust|conceptual|complete|genuine|exceptional|sophisticated|nuanced|outstanding|superior|foundational|intermediate|product|theoretical|hands-on|rich|profound|first-hand|adequate|reasonable|close|demonstrable|critical|commercial)"
_LEADKNOW = re.compile(
    rf"(?<![\w’'-])(?:an?\s+|the\s+)?(?:{_PRAISE},?\s+(?:and/or\s+|and\s+|or\s+)?){{0,4}}?{_KNOW}(?:\s*(?:of|in|with)?\s*(?:,|and/or|and|or|/|&|or/and)\s*(?:\w+\s+){{0,2}}?{_KNOW})*\s+(?:of|in|with|about|on|around|regarding|within|for|across|as to|how|concerning|working with|working in)\b", re.I)
_ADJKNOW = re.compile(r"(?<!\w)(?:(?:very|highly|extremely|intimately|already|deeply|thoroughly|reasonably)\s+)?(?:familiar|knowledgeable|conversant|well[- ]versed|versed|comfortable|fluent|steeped|up to speed)(?:\s+(?:and|or)\s+\w+)?\s+(?:with|in|about|on|of|at)\b", re.I)
_VERBKNOW = re.compile(r"(?<!\w)(?:already |really |truly |fully |deeply |thoroughly )?(?P<v>understands?|knows?)\b(?!\s+(?:or|and)\b)", re.I)


def insider(body: str, a: int, b: int, strength: str) -> list[Shape]:
    """A demand for knowledge. Where the words before the subject can be exchanged alone, the subject stays as the post has it."""
    got = _nearest(body, a, b)
    if not got:
        words = body[a:b]
        if re.match(rf"{PREP}\s", words, re.I) and re.search(r"\w\s+$", body[:a]):
            return [Shape(a, b, "pp", named(*knowledge(words)))]
        more = re.match(rf"(?:\s+[\w&/-]+){{0,2}}?\s+{_KNOW}\b", body[b:], re.I)
        if more and not re.search(rf"\b{_KNOW}\b", words, re.I):
            b += more.end()
        slots = named(*knowledge(body[a:b]))
        m = re.match(rf"(?P<x>.+?)\s+{_KNOW}$", body[a:b], re.I)
        if m and craft(m["x"]):
            return [Shape(left_of(body, a), b, "craft", {"craft": re.sub(rf"^(?:{_PRAISE}\s+)+", "", m["x"], flags=re.I)})]
        if not re.search(rf"\b(?:{_KNOW}|know\w*|savvy|familiar\w*|knowledgeable|skilled|expert\w*|experienced|understand\w*|trained)\b", body[a:b], re.I):
            return [unread(body, a, b)]
        if re.fullmatch(rf"(?:{_PRAISE}\s+)*{_KNOW}", body[a:b].strip(), re.I):
            return [Shape(left_of(body, a), b, "word")]
        return [Shape(left_of(body, a), b, "np" if ended(body, b) or not slots else "np-open", slots)]
    kind, m = got
    left = body[:m.start()]
    if duty(left):
        return [unread(body, a, b)]
    skill = "" if kind == "verb" else craft(body[m.end():reach(body, m.end(), 20)])
    if skill:
        how = " how" if m.group().lower().endswith("how") else ""
        start = m.start() if kind == "adj" else left_of(body, m.start())
        return [Shape(start, m.end() - len(how), f"{skill}-{kind}")] if not how else [unread(body, a, b)]
    if kind == "adj":
        return [Shape(m.start(), m.end(), "lead-adj")]
    if kind == "verb":
        if re.search(r"\b(?:to|must|should|can|will)\s+$", left, re.I) or (not left.strip() and not m["v"].lower().endswith("s")):
            return [Shape(m.start(), m.end(), "lead-base")]
        return [Shape(m.start(), m.end(), "lead-vp", agree("is" if m["v"].lower().endswith("s") else "are"))]
    subject = body[m.end():reach(body, m.end())].strip()
    if ended(body, reach(body, m.end())) and 0 < len(subject.split()) <= 4 and not subject.lower().startswith(("how", "the use", "and", "or")):
        end = reach(body, m.end())
        slots = named(*knowledge(body[m.start():end]))
        if slots.get("thing"):
            return [Shape(left_of(body, m.start()), end, "np", slots)]
    how = " how" if m.group().lower().endswith("how") else ""
    start = left_of(body, m.start())
    free = opens(body, start) or not re.search(r"\w\s*$", body[:start])
    return [Shape(start, m.end() - len(how), "lead" if free else "lead-object")]


def _nearest(body: str, a: int, b: int):
    """The words of knowing that the finding is about: those that overlap it, else none."""
    best = None
    for kind, rx in (("noun", _LEADKNOW), ("adj", _ADJKNOW), ("verb", _VERBKNOW)):
        at = max(0, a - 60)
        while m := rx.search(body, at):
            core = re.search(rf"\b(?:{_KNOW}|familiar|knowledgeable|conversant|versed|comfortable|fluent|steeped|speed|understands?|knows?)\b", m.group(), re.I)
            c = m.start() + (core.start() if core else 0)
            if m.start() >= b:
                break
            if c < b and m.end() > a and m.end() - a < 90 and (best is None or abs(c - a) < best[0]):
                best = (abs(c - a), kind, m)
            at = max(m.start() + 1, c + 1)
        if best and kind == "noun":
            break
    if not best:
        return None
    kind, m = best[1], best[2]
    if kind == "noun":
        cut = max((x.end() for x in re.finditer(r"[.;:!?,(\n]\s*|\b(?:have|has|with|possess|and|or|plus|require[sd]?|need|bring|demonstrate[sd]?|your|is|are|a|an)\s+|(?-i:(?<=[a-z)])(?=[A-Z]))", body[m.start():a + 1 if a > m.start() else m.start()]) if m.start() + x.end() <= a), default=0)
        if cut:
            m2 = _LEADKNOW.match(body, m.start() + cut)
            m = m2 or m
    return kind, m
