"""Reads demands for a number of years in stage 5: the count, the work it counts, and the words around it."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re
from dataclasses import replace

from rubric.rewrite.amounts import AMOUNT, level
from rubric.rewrite.phrases import ADJ, FUNCTION, HARD, PREP, SOFT
from rubric.rewrite.places import CLOSED, Shape, article_of, left_of, opens, unread

_NO_WORK = re.compile(r"(?:\s+of)?\s+(?:an? |the |this |your )?(?:ago\b|of age\b|old\b|college|universit|(?:high )?school|undergraduate|higher education|formal education|the interview|interview|release|contract|warranty|holidays?\b|\(name)", re.I)


_NO_COUNT = re.compile(r"\b(?:how|duration of|starting at|in the (?:last|past)|within the (?:last|past)|with (?:the )?last|term of|for (?:more than|over|nearly)|contract(?: length)?:?|\d+ (?:days|hours))\s+$", re.I)


def years(body: str, a: int, b: int, strength: str) -> list[Shape]:
    out = []
    for m in AMOUNT.finditer(body, max(0, a - 30)):
        if m.end() > a and m.start() < b:
            out.append(unread(body, m.start(), m.end()) if _NO_WORK.match(body, m.end()) or _NO_COUNT.search(body, 0, m.start()) else _count(body, m, strength))
    if out:
        return out
    words = body[a:b]
    m = re.match(r"years?(?:['’])? of (?:\w+ )?experience.*", words, re.I | re.S)
    if m and re.search(r"\d", words):
        return [Shape(a, b, "label", {}, level(words))]
    m = re.search(r"\b(?:an?\s+)?(?P<w>extensively)\b", words, re.I)
    if m:
        return [Shape(a + m.start("w"), a + m.end("w"), "adjective", {"adverb": "yes"}, 3)]
    m = re.search(r"(?<!\w)(?P<p>seasoned|veteran)(?P<n>\s+(?:veteran|pro|professional|closer|hand|seller|practitioner))?\b", words, re.I)
    if m:
        start = article_of(body, a + m.start())
        if m["n"] or re.match(r"\s*(?:$|[.,;!)]|who\b|that\b|with\b|in\b)", body[a + m.end():]):
            if not m["n"] and start == a + m.start() and re.search(r"\b(?:be|are|is)\s+$", body[:start], re.I):
                return [Shape(start, a + m.end(), "person", {}, 3)]
            return [Shape(start, a + m.end(), "person-alone", {"article": "yes"} if start < a + m.start() else {}, 3)]
        return [Shape(start, a + m.end(), "person", {"article": "yes"} if start < a + m.start() else {}, 3)]
    m = re.search(rf"\b(?P<adj>(?:an?\s+)?(?:very\s+)?(?:extensive|significant|considerable|substantial|vast|ample|lengthy|long-standing|long|(?:many|several|some)?\s*years['’]? of|decades of|(?:a )?wealth of|(?:a )?great deal of|plenty of|a lot of))\b(?:\s+(?:and|or)\s+{ADJ})?", words, re.I)
    if m:
        start = article_of(body, a + m.start("adj"))
        return [Shape(start, a + m.end(), "adjective", {"article": "yes"} if re.match(r"an?\s", body[start:], re.I) and not re.search(r"\bof$", m.group(), re.I) else {}, 3)]
    if re.search(r"\bexperience|background|track record|tenure", words, re.I) and len(words.split()) <= 6:
        return [Shape(left_of(body, a), b, "noun", {}, 3)]
    return [unread(body, a, b)]


_NAMED = re.compile(r"\b(?:experience|expertise|expert|proficien\w+|skills?|knowledge)\s+(?:in|with|of|at)\s[^.;:\n•]{3,70},\s*$", re.I)
_EXP = re.compile(rf"\s*(?:of\s+)?(?:(?:[\w-]*\s)?(?:{ADJ})(?:,\s*|\s+(?:(?:and/or|and|or|&)\s+)?|/))*(?:work\s+|job\s+)?(?:experiences?|exp\b\.?|expertise|tenure)(?-i:(?![a-z0-9]))", re.I)
_EXP_STRICT = re.compile(rf"\s*(?:of\s+)?(?:{ADJ}(?:,\s*|\s+(?:(?:and/or|and|or|&)\s+)?|/))*(?:experiences?|exp\b\.?|expertise|tenure)(?-i:(?![a-z0-9]))", re.I)
_FUN = re.compile(r"\s*(?:of\s+|in\s+)?(?P<f>[A-Za-z\d][\w/&'’+.-]*(?:,?\s+[(]?[\w/&'’+.-]+[)]?){0,8}?)\s+(?:experiences?|exp\b|background)(?-i:(?![a-z0-9]))", re.I)


LATELY = re.compile(r",?\s+(?:with)?in the (?:last|past|previous)\s+(?:\w+\s+)?(?:\(\d+\)\s+)?(?:years?|months?|decades?)\b", re.I)


def _count(body: str, m: re.Match, strength: str) -> Shape:
    """The form of one count, with the time within which it was to be gathered."""
    shape = _counted(body, m, strength)
    late = LATELY.match(body, shape.end)
    return replace(shape, end=late.end()) if late and shape.shape not in ("blank", "paren", "growth") else shape


def _counted(body: str, m: re.Match, strength: str) -> Shape:
    i, j = m.span()
    amount = m.group()
    lead = re.match(r"(?:with|ideally|preferably)\s+", amount, re.I)
    if lead:
        i += lead.end()
    i = article_of(body, i)
    pre = re.search(r"(?:(?<!\w)|(?<=[a-z)])(?-i:(?=[A-Z])))(?:(?:an )?additional|minimum|min\.?|required|requires a minimum of|at least|more than|over)(?: of)?\s*$", body[:i], re.I)
    if pre and not re.match(r"require", pre.group(), re.I):
        i = article_of(body, pre.start())
    lv = level(amount)
    rest = body[j:]
    left = body[:i]
    if re.match(r"\d+\)", amount) and (word := re.search(r"(?:(?:an? )?(?:minimum|min\.?|at least)(?: of)? )?(?:[a-z]+ )?\($", left, re.I)):
        i, left = word.start(), left[: word.start()]  # "minimum (1) year"
    if sign := re.search(r"[~≈>]\s*$|(?<=\w\s)\+$", left):
        i, left = sign.start(), left[: sign.start()]
    if re.search(r"\(\s*$", left) and re.match(r"\s*(?:required|preferred|minimum)?\s*\)", rest, re.I):
        return Shape(i, j, "paren", {}, lv)
    if re.search(r"(?:experience|exp)\s*(?:\w+\s*){0,2}[:–-]\s*$", left, re.I) and re.match(r"\s*(?:$|[.;,(\n]|[A-Z])", rest):
        return Shape(i, j, "label", {}, lv)
    if re.match(r"\s*:\s", rest) and opens(body, i) and not re.search(r"[\w)],?\s+$", left):
        return Shape(i, j, "label", {}, lv)
    if re.match(r"\s+(?:must|may|can|could|shall|will|would)\b", rest, re.I):
        return unread(body, i, j)
    if re.search(r"[\w)]:\s*$", left) and re.match(r"\s*(?:$|[.;(])", rest):
        return Shape(i, j, "label", {}, lv)
    e = _EXP_STRICT.match(rest)
    if e:
        k = j + e.end()
        after = body[k:]
        if re.match(rf"\s+(?:{PREP}|as|using|over|on|related to|relating to|that|where|who|managing)\b", after, re.I):
            return Shape(i, k, "prep", {}, lv)
        if re.match(r"\s+(?!including\b|during\b)\w+ing\b(?!\s+(?:environment|industry|field|background|experience|skills))", after, re.I):
            return Shape(i, k, "ing", {}, lv)
        if CLOSED.match(after) or re.match(rf"\s*[,(–-]?\s*(?:{HARD}|{SOFT})\b", after, re.I):
            if _NAMED.search(left) and not body[j:k].strip().lower().startswith(("of rel", "rel")):
                return Shape(i, k, "paren", {}, lv)
            return Shape(i, k, "bare", {}, lv)
        return Shape(i, k, "list", {}, lv)
    if grown := re.match(r"\s+(?:of\s+)?(?=(?:increasing|growing|progressive)\s+(?:levels? of )?responsibilit)", rest, re.I):
        return Shape(i, j + grown.end() - 1, "growth", {}, lv)
    f = _FUN.match(rest)
    if f and not re.search(r"(?<!-)\b(?:in|as|with|is|are|or equivalent|degree|required|preferred|plus|at|for|skills?|ability|you|must|have|from|who|on)\b(?!-)|[;:!?]|\.\s", re.sub(r"hands[- ]on|on-the-job", "", f["f"], flags=re.I), re.I):
        words = re.sub(rf"^(?:{ADJ},?\s+(?:(?:and/or|and|or|&)\s+)?)+", "", f["f"].strip() + " ", flags=re.I).strip()
        if words and not re.search(r"\byears?\b|(?<!\w)\d|^reflecting|equivalent,", words) and len(words) < 90 and words.count("(") == words.count(")"):
            return Shape(i, j + f.end(), "function", {"function": words}, lv)
    g = re.match(r"\s*(?P<of>of\s+)?(?:(?:successfully|directly|actively|primarily)\s+)?(?!including\b|during\b|marketing\b|advertising\b|accounting\b|nursing\b|banking\b|training in\b)\w+ing\b", rest, re.I)
    if g:
        return Shape(i, j + (g.end("of") if g["of"] else 0) - (1 if g["of"] else 0), "ing", {}, lv)
    if re.match(r"\s+(?:in|as|with|within|at|for|on)\b", rest, re.I):
        return Shape(i, j, "prep", {}, lv)
    if (CLOSED.match(rest) or re.match(r",?\s+and\b", rest)) and (m := re.search(r"\s+for\s+(?:at least\s*)?$", body[:i])) and re.search(rf"\b(?:{FUNCTION}|\w+ing|roles?|positions?)$", body[: m.start()], re.I):
        return Shape(m.start(), j, "tail", {}, lv)
    if m := re.search(r"\bexperience(?P<s>\s+(?:of|[–—-])\s+)$", left, re.I):
        return Shape(m.start("s"), j, "tail", {}, lv)
    if CLOSED.match(rest) and (_NAMED.search(left) or (re.search(r"[a-z]\s+$", left) and not opens(body, i))):
        return Shape(i, j, "paren", {}, lv)
    if CLOSED.match(rest) or re.match(rf"\s*[,(–-]?\s*(?:{HARD}|{SOFT})\b", rest, re.I):
        return Shape(i, j, "bare", {}, lv)
    if re.match(r"\s*[,(–-]|\s+(?:and|or|plus)\b", rest):
        return Shape(i, j, "list", {}, lv)
    o = re.match(r"(?:\s+of)?\s+full[- ]time,? or (?:its |an |the )?equivalent(?: part[- ]time)?,?(?=\s)|(?:\s+of(?=\s))?\s+(?:total|combined|cumulative|overall|in-depth|solid|strong|proven|deep|demonstrated|practical|extensive)(?=\s)|(?:\s+of(?=\s))?\s+hands[- ]on(?=\s)|\s+of(?=\s)", rest, re.I)
    if re.match(r"(?:\s+of)?\s+(?:an?|the)\s", rest, re.I):
        return unread(body, i, j)
    lv = 2 if re.match(r"\s+(?:success|track record|achievement|results)", rest[o.end() if o else 0 :], re.I) else lv
    return Shape(i, j + (o.end() if o else 0), "adjective", {}, lv)
