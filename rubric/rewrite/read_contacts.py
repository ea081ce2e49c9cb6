"""Reads demands for contacts, famous names and instant results, and shut doors, in stage 5."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

from rubric.rewrite.phrases import HEAD, people, reach
from rubric.rewrite.places import Shape, agree, continues, left_of, sentence_of, unread

_SCHOOL = re.compile(r"(?P<d>(?:an? |the )?(?:[\w'’.]+ ){0,3}?(?:mba|degree|bachelor(?:['’]?s)?|master(?:['’]?s)?|ph\.?d|ba|bs|jd|diploma|graduate))\b.*\b(?:school|university|universities|college|program|programme|institution|league|schools|programs|mba)s?\b", re.I)


def contacts(body: str, a: int, b: int, strength: str) -> list[Shape]:
    if re.search(r"\b(?:of|with|in) (?:and|or)\s+$", body[:a]):
        return [unread(body, a, b)]
    words = body[a:b]
    m = re.match(r"(?:(?:who|you|that)\s+)?(?:already\s+)?(?:bring|brings|bringing|have|has|having|possess|possesses|possessing|come with|comes with|own|owns|with|maintain|maintains|must have|must bring)\s+", words, re.I)
    if m and m.end() < len(words):
        a += m.end()
        words = body[a:b]
    more = re.match(r"\s+(?:with|among|of|within|in)\s+(?:the\s+)?[^,;.()\n•]{3,60}?(?=\s+(?:and|or|that|who|which|to|is|are|a plus|preferred|required)\b|[,;.()\n•]|\s*$)", body[b:])
    if more and "following" not in more.group() and re.search(r"(?:relationships?|contacts?|network|connections?|rolodex|business|following)$", words, re.I):
        b += more.end()
        words = body[a:b]
    if re.search(r"\b(?:who|which|that|you|whom)$", words, re.I):
        clause = re.match(r"\s[^.;:!?()\n•]{2,90}?(?=\s*(?:[.;:!?()\n•]|$))", body[b:])
        b += clause.end() if clause else 0
        words = body[a:b]
    elif continues(body, b):
        b = reach(body, b, 6)
        words = body[a:b]
    if re.search(r"\b(?:with|at|among|in)\s[\w ]{2,40}$", words, re.I) and (rest := re.match(r",\s[\w-]+(?: [\w-]+)?(?:,\s[\w-]+(?: [\w-]+)?){0,3},?\s(?:and|or)\s[\w-]+(?: [\w-]+)?", body[b:]) or re.match(r",\s[\w-]+\s(?:and|or)\s[\w-]+(?: [\w-]+)?", body[b:])):
        b += rest.end()
        b = reach(body, b, 6) if continues(body, b) else b
        words = body[a:b]
    dial = re.match(r"\s+(?:is|are)\s+(?:already\s+)?on speed[ -]dial\b", body[b:], re.I)
    b += dial.end() if dial else 0
    words = body[a:b]
    if re.search(r"\b(?:the|and|or|with|of|an?|to|developing|building)$", words):
        b = reach(body, b, 8)
        words = body[a:b]
    count = re.match(r"\s+\d+\s+(?:companies|firms|clients|accounts|brands)\b", body[b:])
    b += count.end() if count else 0
    words = body[a:b]
    who = people(words)
    slots = {"people": who} if who else {}
    if re.match(r"(?:well|highly|strongly)?[- ]?(?:connected|networked)\b|plugged in", words, re.I):
        return [Shape(a, b, "adj", slots)]
    if re.match(r"(?:leveraging|using|utilizing|networking|tapping|drawing|mining|activating|accessing|calling)\b", words, re.I):
        return [Shape(a, b, "ing", slots)]
    if re.match(r"(?:leverage|use|utilize|tap|draw|activate|mine|call on|reach out)\b", words, re.I):
        return [Shape(a, b, "base", slots)]
    if re.match(r"(?:know|are connected|is connected|knows)\b", words, re.I):
        return [Shape(a, b, "vp", slots | agree("is" if re.match(r"is|knows", words, re.I) else "are"))]
    bare = re.search(r"(?:^|[.;:•(]\s*|[-–]\s+|(?<=[a-z])(?=[A-Z]))(?P<x>(?:existing|established|strong|prior|current|good|deep|solid|active|known)\s+(?:[\w-]+\s+){1,2})$", body[:a], re.I)
    return [Shape(bare.start("x") if bare else left_of(body, a), b, "np", slots)]


_EMPLOYED = re.compile(
    r"^\s*(?P<s>(?:(?:currently|presently|recently|previously|now)\s+)?(?:(?:employed|working|worked|trained)\s+)?(?:by|at|from|with)"
    r"(?:,?\s+or\s+(?:recently|previously|formerly)?\s*(?:by|at|from|with),?)?\s+(?:an?\s+|one of (?:the|our)\s+)?)$", re.I)


def pedigree(body: str, a: int, b: int, strength: str) -> list[Shape]:
    words, left = body[a:b], body[:a]
    m = _SCHOOL.match(words)
    if m:
        return [Shape(a, b, "school", {"degree": m["d"]})]
    d = re.search(r"\b(?:mba|degree|bachelor['’]?s|master['’]?s|diploma)(?:\s+in [\w ]{2,30}?)?(?P<s>\s+(?:from|at)\s+(?:an?\s+|the\s+)?)$", left, re.I)
    if d and re.search(r"\b(?:school|universit|college|program|institution|league)", words, re.I):
        return [Shape(d.start("s"), b, "tail")]
    if re.match(r"(?:from|at|of)\b", words, re.I):
        d = re.search(r"\b(?:mba|degree|bachelor['’]?s|master['’]?s|diploma|graduate)(?:\s+in [\w ]{2,30})?(?P<s>\s+)$", left, re.I)
        if d and re.search(r"\b(?:school|universit|college|program|institution|league)", words, re.I):
            return [Shape(d.start("s"), b, "tail")]
    if re.match(r"(?:currently|presently|employed|working|now)\b", words, re.I) and re.search(r"(?:\b(?:is|are|be|you're|who is)\s+|^\s*)$", left, re.I) and left.strip():
        return [Shape(a, b, "adj")]
    if m := re.search(r"\b(?P<v>come|comes|coming|hail|hails)\s+(?:directly |straight )?from\s+(?:an?\s+|one of (?:the|our)\s+)?$", left, re.I):
        other = re.match(r"\s*,?\s+or\s+(?:from\s+)?(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?:agency|agencies|firms?|schools?|companies|company|competitors?|brands?|employers?|rivals?)\b", body[b:], re.I)
        b += other.end() if other else 0
        form = "ing" if m["v"].lower().endswith("ing") else "vp"
        return [Shape(m.start("v"), b, form, agree("is" if m["v"].lower().endswith("s") else "are"))]
    school = re.search(r"\b(?:school|universit|college|uni\b|institution|league)", words, re.I)
    if school and (d := re.search(r"\b(?:mba|degree|bachelor['’]?s?|master['’]?s?(?: degree)?|diploma|ph\.?d|studies)\b(?P<s>\s+(?:from|at|of)\s+(?:an?\s+|the\s+)?)$", left, re.I)):
        return [Shape(d.start("s"), b, "tail")]
    if school and (d := re.search(r"\b(?:educated|studied|trained|graduated)\s+(?P<s>(?:at|from|in)\s+(?:an?\s+|the\s+)?)$", left + (words if re.match(r"(?:at|from|in)\b", words) else ""), re.I) or re.match(r"(?P<s>(?:at|from)\s)", words, re.I)):
        return [Shape(a if d.re.pattern.startswith("(?P") else d.start("s"), b, "taught")]
    if d := re.search(r"(?P<s>\b(?:working|worked|work|experience|background|career)\s+(?:(?:at|with|for|in|within)(?:\s+or\s+(?:at|with|for|in))?)\s+(?:an?\s+|one of (?:the|our)\s+|the\s+)?)$", left, re.I):
        start = d.start("s") + re.match(r"\w+\s+", d["s"]).end()
        other = re.match(r"\s*,?\s+or\s+(?:agency|agencies|firms?|companies|brands?)\b", body[b:], re.I)
        return [Shape(start, b + (other.end() if other else 0), "pp")]
    if d := re.search(r"(?:(?<!\w)an?\s+)?\b(?:alum(?:n\w+)?|graduate|veteran|product)\s+of\s+(?:one of (?:the|our)\s+)?$", left, re.I):
        return [Shape(d.start(), b, "alum")]
    if m := _EMPLOYED.search(left):
        return [Shape(m.start("s"), b, "np")]
    if re.match(r"(?:from|at|with|for|in|within)\s", words, re.I) and re.search(r"\w\s+$", left) and not re.search(r"\bhave\s+$", left, re.I):
        return [Shape(a, b, "pp")]
    more = re.match(rf"\s+(?:\w+\s+)?{HEAD}\b", body[b:], re.I)
    if more and not re.search(rf"\b{HEAD}\b", words, re.I):
        b += more.end()
    return [Shape(left_of(body, a), b, "np")]


def gate(body: str, a: int, b: int, strength: str) -> list[Shape]:
    words = body[a:b]
    m = re.fullmatch(r"(?:is|are)?\s*(?:an?|the|our|absolutely)?\s*(?:absolute |strict |hard |firm |true )?(?:deal ?-?breakers?|non-?negotiables?)", words, re.I)
    if m and re.match(r"(?:is|are)\b", words, re.I):
        return [Shape(a, b, "predicate", {"plural": "yes"} if words.lower().startswith("are") else {})]
    if body.rstrip().endswith(":") and not body[:a].count("."):
        return [Shape(*sentence_of(body, a, b), "list-head", sentence=True)]
    if (order := re.search(r"\s?\bin order to (?:be considered|apply|qualify)$", body[:b], re.I)) and order.start() > 8:
        return [Shape(order.start(), b, "tail")]  # the demand before it stands without it
    if re.search(r"\bmust\b", body, re.I) and not re.search(r"\b(?:not|no|only|without|unless|n['’]t|never|exclusively|insiders|rejected|disqualified|discarded)\b", body, re.I):
        return [unread(body, a, b)]
    tail = re.fullmatch(r"(?:no exceptions(?: will be made)?|without exceptions?|non-?negotiables?|insiders only|(?:strictly )?no \w+(?: please)?)", words, re.I)
    sep = re.search(r"\s*[,;:(–—-]\s*$|\s+and\s+$", body[:a])
    if tail and body[:a].strip() and sep and not re.search(r"[.!?]\s*$", body[:a]):
        end = b + (1 if "(" in sep.group() and body[b:b + 1] == ")" else 0)
        return [Shape(sep.start(), end, "tail")]
    return [Shape(*sentence_of(body, a, b), "sentence", sentence=True)]


def instant(body: str, a: int, b: int, strength: str) -> list[Shape]:
    words = body[a:b]
    if m := re.match(r"(?:(?:who|that|you|and)\s+)?(?:(?:can|will|could|should|must|is|are|be)\s+)?(?:(?:(?:very |more than |fully )?(?:able|ready|prepared|expected|willing|eager|keen))\s+)?(?:to\s+)?(?=(?:hit|land|start|contribute|deliver|make|ramp|begin|come|be|bring|produce|close|get)\b)", words, re.I):
        a += m.end()
    words, left = body[a:b], body[:a]
    m = re.search(r"(?P<s>\s+)?(?:from|on|by|in)\s+(?:the\s+)?(?:very\s+)?(?:day|week|month|first|get-go|moment)\b.*$", words, re.I | re.S)
    if m and (m.start() > 2 or re.search(r"\w\s+$", left)):
        return [Shape(a + m.start() + len(m["s"] or ""), b, "pp")]
    if re.match(r"(?:hitting|starting|landing|bringing|running)\b", words, re.I):
        return [Shape(a, b, "ing")]
    if re.match(r"(?:hit|land|start|contribute|deliver|make|ramp|begin|come|be|bring|produce|close|get)\b", words, re.I):
        return [Shape(a, b, "base")]
    if re.match(r"(?:no|without|little|minimal|zero|training|onboarding)\b", words, re.I):
        s, e = sentence_of(body, a, b)
        if e - s <= (b - a) + 25:
            return [Shape(s, e, "sentence", sentence=True)]
    return [Shape(left_of(body, a), b, "np")]
