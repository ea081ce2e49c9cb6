"""What the reader should know about the post as a whole, and which strengths it does not ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rubric.knowledge import fold
from rubric.knowledge.patterns import Pattern
from rubric.knowledge.prefilter import Prefilter
from rubric.records import TRAITS, Finding, Notice, Segment

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the and to of a in for with is are you your we our will be on as this or an by that have from at it all not can must their who "
    "about work job team experience skills what more how has if they also other any but may".split()
)
_POSTWORDS = re.compile(
    r"\b(?:you|you'll|your|candidates?|applicants?|apply|role|position|job|hiring|responsib\w+|requirements?|qualifications?|experience|skills|"
    r"salary|benefits|resume|cv|team|join|seeking|looking for|duties|we are)\b")


@lru_cache(maxsize=1)
def _known():
    from rubric.knowledge.store import load

    return [(n["slug"], n["text"], [Pattern(p) for p in n["patterns"]]) for n in load("notices.toml")["notice"]]


def patterns() -> list[Pattern]:
    """All patterns of the notices, in order."""
    return [p for _, _, found in _known() for p in found]


@lru_cache(maxsize=1)
def _sieve() -> Prefilter:
    return Prefilter(p.ways for p in patterns())


def notices(text: str, segments: Sequence[Segment], findings: Sequence[Finding], role: str) -> tuple[Notice, ...]:
    """Notices in the order of knowledge/notices.toml; those about wording carry its place."""
    low = fold(text)
    words = _WORD.findall(low)
    english = sum(map(_ENGLISH.__contains__, words)) / max(1, len(words))
    doubtful = len(words) >= 40 and len(findings) < 2
    said = set(_POSTWORDS.findall(low)) if doubtful else ()
    whole = {
        "not-english": len(words) >= 20 and english < 0.12,
        "not-a-post": doubtful and english >= 0.12 and len(said) < 3,
        "outside-field": role == "general",
        "short": len(words) < 60,
    }
    called = {id(patterns()[n]) for n in _sieve().called([low])[0]}
    out = []
    for slug, message, found in _known():
        if whole.get(slug):
            out.append(Notice(slug, message))
        for rx in found:
            for m in rx.finditer(low) if id(rx) in called else ():
                out.append(Notice(slug, message, m.start(), m.end()))
    return tuple(out)


def missing(findings: Sequence[Finding], role: str) -> tuple[str, ...]:
    """Traits that the post does not ask for, the three pillars first."""
    there = {f.code for f in findings}
    order = ("consultative", "content", "trust", *[t for t in TRAITS if t not in ("consultative", "content", "trust")])
    return tuple(t for t in order if t not in there)
