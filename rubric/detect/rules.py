"""The rules of all signals, ready to be tried, and the prefilter that says which of their patterns a sentence calls for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rubric.knowledge import lists, signals
from rubric.knowledge.patterns import Pattern
from rubric.knowledge.prefilter import Prefilter
from rubric.records import FAMILY

ASKED = frozenset({"duties", "requirements", "preferred", "other"})
PLACES = {"screening": ASKED | {"about", "apply", "benefits"}, "trait": ASKED, "protect": ASKED | {"apply"}}
VOICES = ("addresses", "notneeded")  # lists that context.py tries as patterns


@dataclass(frozen=True, slots=True)
class Compiled:
    """One rule; unless and needs are numbers of patterns, None without."""

    code: str
    id: str
    unless: int | None
    needs: int | None
    sections: frozenset[str]
    company_too: bool
    confidence: float

BEGIN = r"(?:(?<!\w)|(?=\W))"  # a veto does not begin inside a word: "earn" says nothing of "learn"


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Compiled, ...], tuple[Pattern, ...], dict[int, tuple[int, bool]]]:
    """Rules, all patterns, and for the patterns that find: number -> (rule, masked)."""
    names = lists()
    every = [Pattern(names["addresses"], words=False), Pattern(names["notneeded"], names=names)]
    out, finders = [], {}

    def joined(parts: tuple[str, ...], where: str, begin: str = "") -> int | None:
        if not parts:
            return None
        every.append(Pattern("|".join(f"{begin}(?:{p})" for p in parts), words=False, names=names, where=where))
        return len(every) - 1

    for code, s in signals().items():
        for r in s.rule:
            for p in r.patterns:
                finders[len(every)] = (len(out), "<industry>" in p)
                every.append(Pattern(p, names=names, where=r.id))
            unless, needs = joined(r.unless, r.id, BEGIN), joined(r.needs, r.id)
            sections = frozenset(r.sections) or PLACES[FAMILY[code]]
            out.append(Compiled(code, r.id, unless, needs, sections, r.company_too, r.confidence))
    return tuple(out), tuple(every), finders


def rules() -> tuple[Compiled, ...]:
    """All rules of all signals. Raises KnowledgeError for a pattern that cannot be read."""
    return _read()[0]


def patterns() -> tuple[Pattern, ...]:
    """All patterns tried on a sentence, by number; the first are those of VOICES."""
    return _read()[1]


def finders() -> dict[int, tuple[int, bool]]:
    """Numbers of the patterns that find something: the rule's number, and whether it is tried on the masked text."""
    return _read()[2]


@lru_cache(maxsize=1)
def sieve() -> Prefilter:
    """The prefilter over all patterns."""
    return Prefilter(p.ways for p in patterns())
