"""The typed form of interview.toml: everything in a kit that is not a competency. Loading checks every entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from rubric.errors import KnowledgeError
from rubric.knowledge.schema import build, unique
from rubric.knowledge.store import evidence, interview_texts
from rubric.records import SCREENING, TRAITS

FAMILY_NAMES = {
    "seller": "Seller",
    "seller-leader": "Sales leader",
    "account": "Account management and customer success",
    "marketer": "Marketer",
    "marketing-leader": "Marketing leader",
    "general": "General (any role)",
}
FAMILIES = tuple(FAMILY_NAMES)
WHERE = "interview.toml"


@dataclass(frozen=True)
class CitedRule:
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class RatingError:
    name: str
    text: str
    remedy: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Calibration:
    """A worked example: the answer, the rating it gets and why."""

    question: str
    answer: str
    rating: int
    because: str


@dataclass(frozen=True)
class Run:
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    rules: tuple[CitedRule, ...]
    rating_errors: tuple[RatingError, ...]
    calibration: Calibration


@dataclass(frozen=True)
class ScaleLevel:
    rating: int
    name: str
    text: str


@dataclass(frozen=True)
class Scale:
    levels: tuple[ScaleLevel, ...]


@dataclass(frozen=True)
class Citation:
    """The evidence behind one text of the decision."""

    about: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    rule: str
    weights: str
    gap: str
    ties: str
    pilot: str
    adverse_impact: str
    retention: str
    adjustments: str
    jurisdiction: str
    cited: tuple[Citation, ...]

    def evidence(self, about: str) -> tuple[str, ...]:
        """The evidence ids behind the text of that name."""
        return tuple(i for c in self.cited if c.about == about for i in c.evidence)


@dataclass(frozen=True)
class DoNotAsk:
    topic: str
    instead: str
    why: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class CandidatePage:
    """The hand-out. {role}, {minutes} and {count} are filled in by the kit."""

    title: str
    intro: str
    what_to_expect: tuple[str, ...]
    how_to_prepare: tuple[str, ...]
    adjustments: str
    after: str


@dataclass(frozen=True)
class TestInstead:
    """What to test in place of a screening line; {quote} is the line's own words."""

    code: str
    competency: str
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class WorkSample:
    """One exercise with everything it needs; levels[0] is rating 1."""

    id: str
    family: str
    title: str
    minutes: int
    competencies: tuple[str, ...]
    brief: str
    material: str
    instructions: tuple[str, ...]
    levels: tuple[str, ...]
    red_flags: tuple[str, ...]
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class KitBook:
    run: Run
    scale: Scale
    decision: Decision
    do_not_ask: tuple[DoNotAsk, ...]
    candidate: CandidatePage
    test_instead: tuple[TestInstead, ...]
    work_sample: tuple[WorkSample, ...]

    @property
    def cited(self) -> tuple:
        """Every entry that cites evidence and is in each kit, in the order of the pages."""
        return (*self.decision.cited, *self.run.rules, *self.run.rating_errors, *self.do_not_ask)


@lru_cache(maxsize=1)
def kit_book() -> KitBook:
    """interview.toml, checked, with typographic quotes. Raises KnowledgeError naming the entry and the remedy."""
    book = build(KitBook, _curl(interview_texts()), WHERE)
    _check(book)
    return book


def _check(book: KitBook) -> None:
    unique(book.work_sample, "id", WHERE)
    unique(book.test_instead, "code", WHERE)
    if [s.rating for s in book.scale.levels] != [1, 2, 3, 4, 5]:
        raise KnowledgeError("the scale must have the ratings 1 to 5 in order.", where=f"{WHERE} [scale]", remedy="Write five levels.")
    if {t.code for t in book.test_instead} != set(SCREENING):
        raise KnowledgeError("every screening code needs one test_instead.", where=WHERE, remedy=f"Codes: {', '.join(SCREENING)}.")
    for t in book.test_instead:
        _known(t.competency, TRAITS, f"{WHERE} [test_instead {t.code}]")
        if "{quote}" not in t.text:
            raise KnowledgeError("text has no {quote}.", where=f"{WHERE} [test_instead {t.code}]", remedy="Quote the line.")
    for w in book.work_sample:
        where = f"{WHERE} [{w.id}]"
        _known(w.family, FAMILIES, where)
        for c in w.competencies:
            _known(c, TRAITS, where)
        if len(w.levels) != 5:
            raise KnowledgeError(f"{len(w.levels)} levels.", where=where, remedy="Write five levels, level 1 first.")
    if {w.family for w in book.work_sample} != set(FAMILIES):
        raise KnowledgeError("a role family has no work sample.", where=WHERE, remedy=f"Families: {', '.join(FAMILIES)}.")
    for c in book.decision.cited:
        _known(c.about, [f.name for f in fields(Decision) if f.type == "str"], f"{WHERE} [decision.cited]")
    for entry in (*book.cited, *book.test_instead):
        for e in entry.evidence:
            _known(e, evidence(), f"{WHERE} “{next(iter(vars(entry).values()))[:40]}…”")


def _known(value, allowed, where: str) -> None:
    if value not in allowed:
        raise KnowledgeError(f"{value!r} is not known.", where=where, remedy=f"Use one of: {', '.join(allowed)}.")


def _curl(value):
    """Straight quotes to typographic ones in every text; ids and codes have none."""
    if isinstance(value, str):
        value = re.sub(r"(^|[\s(\[—“])\"", r"\1“", value, flags=re.M).replace('"', "”")
        return re.sub(r"(^|[\s(\[—“])'", r"\1‘", value, flags=re.M).replace("'", "’")
    if isinstance(value, list):
        return [_curl(v) for v in value]
    if isinstance(value, dict):
        return {k: _curl(v) for k, v in value.items()}
    return value
