"""Reads demands for ready-made knowledge in stage 5."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

from rubric.rewrite.crafts import RULES, craft, duty
from rubric.rewrite.neighbors import MODIFIED
from rubric.rewrite.phrases import ADJ, PREP, knowledge, reach
from rubric.rewrite.places import Shape, agree, ended, left_of, named, opens, unread


def knows_craft(body: str, a: int, b: int) -> bool:
    """True for a demand to know a craft or tool that can be read apart."""
    got = _nearest(body, a, b)
    return bool(got and got[0] != "verb" and craft(body[got[1].end():reach(body, got[1].end(), 20)]))


KNOW = r"(?:knowledge|understanding|comprehension|understand|familiarity|expertise|grasp|command|awareness|acumen|mastery|fluency|insights?|literacy|know-how|comfort|appreciation|proficiency|foundation|experience|background|exposure|interest|grounding)"
_PRAISE = rf"(?:{ADJ}|proficient|proficiency|level|thorough|sound|intimate|detailed|advanced|clear|basic|fluent|expert|expert-level|comprehensive|firm|technical|keen|up-to-date|competent|functional|full|fundamental|high-level|robust|conceptual|complete|genuine|exceptional|sophisticated|nuanced|outstanding|superior|foundational|intermediate|product|theoretical|hands-on|rich|profound|first-hand|adequate|reasonable|close|demonstrable|critical|commercial)"
_LEADKNOW = re.compile(
    rf"(?<![\w’'-])(?:an?\s+|the\s+)?(?:{_PRAISE},?\s+(?:and/or\s+|and\s+|or\s+)?){{0,4}}?{KNOW}(?:\s*(?:of|in|with)?\s*(?:(?<!acumen),|and/or|and|or|/|&|or/and)\s*(?:\w+\s+){{0,2}}?{KNOW})*\s+(?:of|in|with|about|on|around|regarding|within|for|across|as to|how|concerning|working with|working in)\b", re.I)
_ADJKNOW = re.compile(r"(?<!\w)(?:(?:very|highly|extremely|intimately|already|deeply|thoroughly|reasonably)\s+)?(?:familiar|knowledgeable|conversant|well[- ]versed|versed|comfortable|fluent|steeped|up to speed)(?:\s+(?:and|or)\s+\w+)?\s+(?:with|in|about|on|of|at)\b", re.I)
_VERBKNOW = re.compile(r"(?<!\w)(?:already |really |truly |fully |deeply |thoroughly )?(?P<v>understands?|knows?)\b(?!\s+(?:or|and)\b)", re.I)


_MASTERED = re.compile(rf"(?P<rest>[^,;.:()\n•]{{2,80}}?)(?:,\s+with|,?\s+including)\s+(?:an?\s+)?(?:{_PRAISE}\s+){{0,2}}{KNOW}\s+(?:of|in|with)(?=\s)", re.I)


def insider(body: str, a: int, b: int, strength: str) -> list[Shape]:
    """A demand for knowledge. Where the words before the subject can be exchanged alone, the subject stays as the post has it."""
    got = _nearest(body, a, b)
    if not got:
        words = body[a:b]
        if re.match(rf"{PREP}\s", words, re.I) and re.search(r"\w\s+$", body[:a]):
            return [Shape(a, b, "pp", named(*knowledge(words)))]
        more = re.match(rf"(?:\s+[\w&/-]+){{0,2}}?\s+{KNOW}\b", body[b:], re.I)
        if more and not re.search(rf"\b{KNOW}\b", words, re.I):
            b += more.end()
        slots = named(*knowledge(body[a:b]))
        m = re.match(rf"(?P<x>.+?)\s+{KNOW}$", body[a:b], re.I)
        if m and craft(m["x"]):
            return [Shape(left_of(body, a), b, "craft", {"craft": re.sub(rf"^(?:{_PRAISE}\s+)+", "", m["x"], flags=re.I)})]
        if not re.search(rf"\b(?:{KNOW}|know\w*|savvy|familiar\w*|knowledgeable|skilled|expert\w*|experienced|understand\w*|trained)\b", body[a:b], re.I):
            return [unread(body, a, b)]
        if not slots and not re.search(r"\b(?:industry|market|products?|field|our|business|competit\w+|customers?|subject matter)\b", body[a:b], re.I):
            return [unread(body, a, b)]
        if re.search(r"\bindustry\b", body[a:b], re.I) and re.fullmatch(rf"(?:the |specific )*(?:{_PRAISE}\s+)*{KNOW}", body[a:b].strip(), re.I):
            return [Shape(left_of(body, a), b, "np")]
        if re.fullmatch(rf"(?:{_PRAISE}\s+)*{KNOW}", body[a:b].strip(), re.I):
            return [Shape(left_of(body, a), b, "word")]
        return [Shape(left_of(body, a), b, "np" if ended(body, b) or not slots else "np-open", slots)]
    kind, m = got
    left = body[:m.start()]
    if duty(left):
        return [unread(body, a, b)]
    if kind == "noun" and (more := _MASTERED.match(body, m.end())):
        return [Shape(left_of(body, m.start()), more.end(), "lead-including", {"rest": more["rest"].strip()})]
    skill = "" if kind == "verb" else craft(body[m.end():reach(body, m.end(), 20)])
    if skill:
        how = " how" if m.group().lower().endswith("how") else ""
        start = m.start() if kind == "adj" else left_of(body, m.start())
        if kind == "noun" and (wide := MODIFIED.search(body[:start])):
            start = wide.start("x")
        return [Shape(start, m.end() - len(how), f"{skill}-{kind}")] if not how else [unread(body, a, b)]
    if kind == "noun" and not m.group().lower().endswith("how") and RULES.search(body, m.end(), reach(body, m.end(), 20)):
        start = left_of(body, m.start())
        wide = MODIFIED.search(body[:start])
        return [Shape(left_of(body, wide.start("x")) if wide and not opens(body, start) else start, m.end(), "rule-noun")]
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
            start = left_of(body, m.start())
            wide = MODIFIED.search(body[:start])
            return [Shape(wide.start("x") if wide else start, end, "np", slots)]
    how = " how" if m.group().lower().endswith("how") else ""
    start = left_of(body, m.start())
    if kind == "noun" and (both := re.search(r"(?:^|[.;:•]\s*|[-–*]\s+|(?<=[a-z)])(?=[A-Z]))(?P<x>Experience (?:and|or) )$", body[:start])):
        start = both.start("x")
    if kind == "noun" and (wide := MODIFIED.search(body[:start])) and not opens(body, start):
        start = wide.start("x")
    free = opens(body, start) or not re.search(r"\w\s*$", body[:start])
    return [Shape(start, m.end() - len(how), "lead" if free else "lead-object")]


def _nearest(body: str, a: int, b: int):
    """The words of knowing that the finding is about: those that overlap it, else none."""
    best = None
    for kind, rx in (("noun", _LEADKNOW), ("adj", _ADJKNOW), ("verb", _VERBKNOW)):
        at = max(0, a - 60)
        while m := rx.search(body, at):
            core = re.search(rf"\b(?:{KNOW}|familiar|knowledgeable|conversant|versed|comfortable|fluent|steeped|speed|understands?|knows?)\b", m.group(), re.I)
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
