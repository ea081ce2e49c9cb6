"""How the name of a trade stands alone in a rewritten line, for stage 5: with the noun it needs, and without a lost capital."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re
from functools import lru_cache

from rubric.knowledge.store import load

_PLURAL = re.compile(r"\b(?:device|product|service|system|vehicle|platform|implant|instrument|tool|app|game|material|boat|drug|appliance|component|part|supply|good)$", re.I)
_ADJECTIVE = re.compile(r"(?:^airline|^aviation|^hospitality|^military|^operational|^retail|automotive|political|corporate|institutional|creative|electoral|medical|clinical|pharmaceutical|agricultural|architectural|dental|legal|financial|nonprofit|non-profit|industrial|commercial|residential|editorial|scientific|academic|technical|federal|municipal|environmental|electrical|mechanical|digital|consumer)$", re.I)
_WORK = re.compile(r"\b(?:agency|startup|start-up|hospital|office|clinic|dealership|call center|restaurant|hotel|law firm|store|b2b|b2c|early[- ]stage|in-house|nonprofit|warehouse|suppliers?|distributors?|vendors?|wholesalers?|manufacturers?|carrier|newsroom|laboratory|classroom|salon|studio|counter|shop floor|hospice|refinery|/petrochemical|brewery|mill|plant|factory|[a-z]+-side)$", re.I)


def alone(x: str) -> str:
    """A name that stood before 'experience', fit to stand alone: 'medical device' -> 'medical devices', 'agency' -> 'agency work'."""
    if side := re.fullmatch(r"(?P<w>[a-z]+)[ -]side", x, re.I):
        return f"{side['w']}-side work"
    if _WORK.search(x):
        return f"{x} work"
    if _ADJECTIVE.search(x) and re.search(r"\b(?:or|and)\b|[,/&]", x):
        return f"{x} work"
    if _ADJECTIVE.search(x):
        return f"the {x} field"
    if _PLURAL.search(x):
        return x[:-1] + "ies" if x.endswith("y") else x + "s"
    return x


def a_or_an(word: str) -> str:
    """'an' before a vowel sound, else 'a' (letters spelled out such as 'MBA' and 'SaaS' included)."""
    w = word.lstrip("\"'“‘(*")
    if re.match(r"(?:[FHLMNRSX][A-Z0-9&]|[FHLMNRSX]\b)", w) and not re.match(r"(?:SaaS|NASA|FAANG|MEDDIC|SAAS|FINRA|NATO|RADAR|SCUBA|HIPAA|FEMA|LEED|NICU|ROI\w|SAP\w|FAST|LASIK|MASH|RAM\b|SWOT|SIEM|SOC\b|SCADA)", w):
        return "an"
    if re.match(r"(?:8|11\b|18\b)", w):
        return "an"
    low = w.lower()
    if re.match(r"(?:uni(?!n)|use|usu|eu|one\b|once|ubi|u\.?s\b|u\.?k\b|ur[aio]|ut[ie]|b2b)", low):
        return "a"
    if re.match(r"(?:hour|honest|hono|heir)", low):
        return "an"
    return "an" if low[:1] in tuple("aeiou") else "a"


_ONE = re.compile(r"an?\s+(?P<x>(?:(?!(?:of|in|for|to|and|or|with|at|on|by)\s)[\w-]+\s+){0,3}(?!\w*(?:s|ing|ity|ics|ure|ness|tion|al|ive|ic|ous|ed)$)[a-z]{3,})$", re.I)


def many(x: str) -> str:
    """One thing as the kind of thing that can be learned: 'a board game' -> 'board games'; '' for what is no plain noun."""
    if not (m := _ONE.fullmatch(x)):
        return ""
    x = m["x"]
    if re.search(r"[^aeiou]y$", x, re.I):
        return x[:-1] + "ies"
    return x + ("es" if re.search(r"(?:s|x|ch|sh)$", x, re.I) else "s")


def lowered(field: str) -> str:
    """A trade name that began a line, without that line's capital: 'Fashion' -> 'fashion', 'the Airline field' -> 'the airline field'; names and acronyms stay."""
    article = "the " if field.startswith("the ") else ""
    x = field[len(article):]
    first = x.split(" ")[0]
    known = first.lower() in _trades() or _WORK.search(first) or _ADJECTIVE.search(first)
    return article + x[:1].lower() + x[1:] if first[1:].islower() and known and not re.search(r"\s[A-Z]", x) else field


_PLAIN = frozenset(["software", "digital", "online", "data", "web", "cloud", "mobile", "it", "technical", "consumer", "internet", "content", "marketing", "advertising", "design", "media", "engineering", "social", "email", "security", "analytics", "video", "product", "research"])


def listed(x: str) -> bool:
    """True when the words hold a term of the industry list other than a kind of work that every trade knows."""
    words = re.findall(r"[\w&/-]+", x.lower())
    return any(" ".join(words[i:j]) in _terms() for i in range(len(words)) for j in range(i + 1, min(i + 4, len(words) + 1)) if words[i:j] != words[i:i + 1] or words[i] not in _PLAIN)


@lru_cache(maxsize=1)
def _terms() -> frozenset[str]:
    return frozenset(load("industries.toml")["terms"])


@lru_cache(maxsize=1)
def _trades() -> frozenset[str]:
    """The words of the listed industry terms."""
    return frozenset(w for t in load("industries.toml")["terms"] for w in t.split(" "))
