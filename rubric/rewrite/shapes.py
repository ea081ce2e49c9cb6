"""Reads the form of a screening phrase for stage 5: how far it reaches, which grammatical place it fills, what it names."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re
from dataclasses import replace

from rubric.rewrite.phrases import HARD, NEWLINE
from rubric.rewrite.places import CLOSED, Shape, sentence_of, snap, tidy, unread
from rubric.rewrite.read_contacts import contacts, gate, instant, pedigree
from rubric.rewrite.read_knowledge import insider
from rubric.rewrite.read_trades import trade
from rubric.rewrite.read_years import LATELY, years

_SOFTTAIL = re.compile(r"\s*[,(–-]?\s*(?P<t>(?:strongly |highly )?(?:preferred|desired|desirable|preferable|a plus|a bonus|an advantage|an asset|a big plus|a strong plus|a definite plus|beneficial|advantageous|nice to have|helpful))\)?(?=\s*(?:$|[.;!]))", re.I)
_HARDTAIL = re.compile(rf"\s*[,(–-]?\s*{HARD}\)?(?=\s*(?:$|[.;!]))", re.I)
_ANCHOR = {
    "rolodex": re.compile(r"\b(?:contacts?|networks?|relationships?|book of|books of|client base|customer base|clientele|following|rolodex|connect\w+|connections?|portfolio|pipeline|accounts|referral|networking|networked|clients|relations)\b", re.I),
    "pedigree": re.compile(r"\b(?:competi\w+|top|tier|fortune|ivy|league|big|name|agenc\w+|pedigree|prestig\w+|leading|firms?|schools?|universit\w+|college|rivals?|faang|blue|elite|brands?|compan\w+|employers?|club|mba|consult\w+|reput\w+|renowned|major)\b", re.I),
    "instant-results": re.compile(r"\b(?:ground|day|days|immediate\w*|instant\w*|train\w*|ramp\w*|onboard\w*|quick\w*|fast\w*|wins?|fruit|pipeline|run\w*|week|weeks|month|quarter|speed|productive|learning curve|plug|ready|first|supervision|hand-?holding|guidance)\b", re.I),
}
_SHUT = re.compile(r"\b(?:not|n['’]t)\s+(?:be\s+)?(?:appropriate|suitable|suited|right|a (?:good )?(?:fit|match|role|job|position))\b|\b(?:do not|don['’]t|need not|please) (?:apply|respond) (?:if|unless|without)\b|(?:will|can)(?:not|n['’]t| not) be (?:considered|reviewed)|\bneed not apply", re.I)
_EXCLUDES = re.compile(r"\b(?:not|no|only|without|unless|don['’]?t|won['’]?t|can['’]?t|never|exclusively|non-?negotiables?|deal-?breakers?|need|must|insiders|outsiders|else|rejected|disqualified|discarded)\b", re.I)


def read(body: str, a: int, b: int, code: str, strength: str, seg) -> list[Shape]:
    """The forms of one finding body[a:b]; more than one when it holds several counts of years."""
    a, b = snap(body, a, b)
    if m := re.match(r"(?:bonus|plus|preferred|nice to have|desired|required|must have)s?(?::\s+|\s?[-–]\s?(?-i:(?=[A-Z])))", body[a:b], re.I):
        a += m.end()
    if m := re.match(r"(?:to|in|of|with)?[)\]},.;:]+\s*", body[a:b]):
        a += m.end()
    anchor = _ANCHOR.get(code)
    if a >= b or (anchor and not anchor.search(body, a, b)):
        return [unread(body, a, b)] if a < b else []
    if code == "gatekeeping" and not _EXCLUDES.search(body):
        return [Shape(*sentence_of(body, a, b), "blank")]
    glue = re.search(rf"(?<=[a-z)])(?={NEWLINE})", body[a + 3:b])
    if glue:
        b = a + 3 + glue.start()
    if code in ("industry-background", "insider-knowledge", "years-of-experience") and _SHUT.search(body[:b]):
        return [Shape(*sentence_of(body, a, b), "gate", sentence=True)]
    if code in ("industry-background", "insider-knowledge", "rolodex", "pedigree"):
        a, b = tidy(body, a, b)
    return _READERS[code](body, a, b, strength)


def close(body: str, u, limit: int, dear, bullet: bool):
    """Take in 'required' and 'preferred' behind a phrase that ends the line, and the rest of a short line about years."""
    right = body[u.end:limit]
    busy = any(x < limit and y > u.end for x, y in dear)
    if u.code in ("gatekeeping", "instant-results"):
        return u
    if u.code == "years-of-experience" and u.shape == "prep" and u.strength == "required" and not busy:
        m = re.match(rf"(?P<r>\s+(?:in|with|as|within|at|working|managing|developing|leading|selling|creating|writing|building)\b[^,;:.()!?\n•–—]{{2,70}}?)(?P<t>\s*[,(–-]?\s*{HARD}\)?)?(?=\s*(?:$|[.;!]\s*$))", right, re.I)
        if m and len(m["r"].split()) <= 9 and not re.search(r"\b(?:preferred|plus|desired|or|is|are|equivalent|degree|ability|skills?|you|your|which|that|who)\b", m["r"], re.I) and limit == len(body):
            return replace(u, end=u.end + m.end(), shape="closed", slots=u.slots | {"rest": LATELY.sub("", re.sub(r"\s+", " ", m["r"].strip()))})
    if u.shape == "np" and not u.tail and not re.search(r"\w[\w,]*\s+$", body[:u.start]) and (m := re.match(r"\s+are(?=\s+(?:also\s+)?(?:an?\b|highly|strongly|very|preferred|required|desired|desirable|helpful|welcome|essential|useful|nice|beneficial|mandatory))", right)):
        return replace(u, end=u.end + m.end(), tail=" is")
    if u.shape in ("np", "function") and not u.tail and not re.search(r"\w[\w,]*\s+$", body[:u.start]) and re.match(r"\s+(?:strongly |highly )?(?:preferred|desired|desirable|required|necessary|essential|mandatory|expected),?\s+but\s+not\b", right, re.I):
        return replace(u, tail=" is")
    if not busy and limit == len(body):
        m = _SOFTTAIL.match(right)
        if m and u.strength == "preferred" and u.shape in ("np", "function", "bare", "list", "noun") and not re.search(r"\b(?:is|are)$", body[:u.end].rstrip(), re.I):
            start = not body[:u.start].strip(" \t-–•*") 
            if start:
                return replace(u, end=u.end + m.end(), tail=" is welcome" if "plus" not in m["t"].lower() else " is a plus")
        m = _HARDTAIL.match(right)
        if m and (bullet or not re.search(r"\b(?:is|are)\b", m.group())) and u.shape not in ("adjective", "person", "label"):
            u = replace(u, end=u.end + m.end())
    if u.code == "years-of-experience" and u.shape in ("bare", "function") and not CLOSED.match(body[u.end:]):
        return replace(u, shape="list" if u.shape == "bare" else "function-list")
    return u


_READERS = {
    "years-of-experience": years, "industry-background": trade, "insider-knowledge": insider, "rolodex": contacts,
    "pedigree": pedigree, "gatekeeping": gate, "instant-results": instant,
}
