"""Weighs for stage 5 how a wording would sit among the words that stay."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

from rubric.rewrite.merge import Unit
from rubric.rewrite.trades import a_or_an

_DEMAND = re.compile(
    r"\b(?:experience|expertise|background|skills?|ability|knowledge|record|success|degree|years?|history|understanding|practice|work|role)\b|[a-z]{2}(?:er|or|ist)s?\b",
    re.I,
)  # what "and an interest in ..." can be joined to


def echoes(text: str, u: Unit, new: str) -> int:
    """How many words of weight a wording says again that stand right beside it ("proven experience with proven results")."""
    said = {w for w in re.findall(r"[a-z]{5,}", new.lower())} - {"experience"}
    beside = set(re.findall(r"[a-z]{5,}", (text[max(0, u.start - 40) : u.start] + " " + text[u.end : u.end + 30]).lower()))
    clause = re.split(r"[.;:•\n\r]\s", text[max(0, u.start - 200) : u.start])[-1]
    joined = u.shape == "pp" and re.match(r"(?:and|plus|along)\b", new) and not _DEMAND.search(clause)
    return 9 * bool(joined) + len(said & beside) + (new.lower().endswith("experience") and bool(re.match(r"[\s)]*experience", text[u.end :])))


def sits(text: str, u: Unit, new: str) -> bool:
    """False for the same words again, for a new sentence in the middle of an old one, and behind an article that does not fit."""
    if (m := re.search(r"(?<!\w)(?P<a>an?|the)\s+$", text[max(0, u.start - 10) : u.start], re.I)) and (
        re.match(r"(?:an?|the)\s", new, re.I) or m["a"].lower() not in ("the", a_or_an(new))
    ):
        return False
    old, before = text[u.start : u.end], text[max(0, u.start - 40) : u.start].rstrip(" \t\xa0\"“(")
    first = new.split(None, 1)[0] if new.split() else ""
    sentence = first[:1].isupper() and first[1:].islower() and old[:1].islower() and first not in old
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :].strip()
    if u.tail.startswith(" is") and re.search(r"\bskills\b|, ideally\b", new):
        return False
    if re.search(r"\b(?:skills|work)$", new) and u.shape in ("prep", "closed") and not re.match(r"\s+(?:in|as|with|within|using|at|for|on|across)\b", text[u.end : u.end + 9]):
        return False
    return new != old and not (sentence and before and (before[-1] not in ".!?:;\n\r•·●▪*–—-" or (before[-1] in "*–—-" and len(line) > 1)))
