"""Which competencies, questions and work sample a post gets, and how the minutes are spent. The same post always gets the same."""

from __future__ import annotations

import hashlib

from rubric.errors import KnowledgeError, OptionError
from rubric.interview.kit import Slot
from rubric.interview.options import KitOptions
from rubric.knowledge import Competency, competencies
from rubric.knowledge.kitbook import WorkSample, kit_book
from rubric.knowledge.schema import Question
from rubric.records import Report

MOST = 6
OPENING = {30: 2, 45: 3, 60: 4, 90: 5}
CLOSING = {30: 4, 45: 6, 60: 6, 90: 8}
USUAL = {30: 3, 45: 4, 60: 5, 90: 6}
"""Competencies in a kit of that many minutes when nobody chooses otherwise."""
SHORTEST, LONGEST = 4, 10
"""Minutes for one question, its probes and its rating."""


def fingerprint(text: str) -> str:
    """SHA-256 of the post with white space evened out, so that a re-wrapped copy gets the same kit."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def pick(key: str, label: str, n: int) -> int:
    """A fixed number from 0 to n-1 for this post and this label."""
    return int.from_bytes(hashlib.sha256(f"{key}|{label}".encode()).digest()[:8], "big") % n


def most_for(minutes: int) -> int:
    """How many competencies (two questions each) fit into an interview of that length."""
    return min(MOST, (minutes - OPENING[minutes] - CLOSING[minutes]) // (2 * SHORTEST))


def choose_competencies(report: Report, options: KitOptions) -> tuple[Competency, ...]:
    """The core three, then supporting ones: those chosen, or those that most lines of the post ask for.

    A line that asks for a competency counts twice, a screening line once for what is tested in its place; between equals the one that the
    post names first. For leaders, leadership comes first when the post asks for it.
    """
    known = competencies()
    core = [c for c in known.values() if c.kind == "core"]
    supporting = [c for c in known.values() if c.kind != "core"]
    if options.competencies:
        picked = [c for c in supporting if c.code in options.competencies]
        if len(core) + len(picked) > (most := most_for(options.minutes)):
            raise OptionError(
                f"{len(core) + len(picked)} competencies do not fit into {options.minutes} minutes (the core three are always asked).",
                where="competencies", remedy=f"Choose at most {most - len(core)} besides the core three, or a longer interview.",
            )
        return tuple(core + picked)
    stands_for = {t.code: t.competency for t in kit_book().test_instead}
    asked = [f.code for f in report.findings] * 2 + [stands_for[f.code] for f in report.findings if f.code in stands_for]
    places: dict[str, int] = {}
    for f in sorted(report.findings, key=lambda f: -f.start):
        places[stands_for.get(f.code, f.code)] = f.start
    leads = (options.family or report.role).endswith("leader")

    def rank(c: Competency):
        return not (leads and c.code == "leadership"), -asked.count(c.code), places[c.code], supporting.index(c)

    ranked = sorted((c for c in supporting if c.code in asked), key=rank)
    return tuple(core + ranked[: USUAL[options.minutes] - len(core)])


def choose_questions(competency: Competency, family: str, key: str) -> tuple[Question, Question]:
    """One behavioral and one situational question of that family, aimed at different dimensions where there are two."""
    pools = {kind: [q for q in competency.question if q.family == family and q.type == kind] for kind in ("behavioral", "situational")}
    for kind, pool in pools.items():
        if not pool:
            raise KnowledgeError(
                f"no {kind} question for the family {family!r}.", where=f"competencies/{competency.code}.toml", remedy="Add at least one.",
            )
    first = pools["behavioral"][pick(key, f"{competency.code}|behavioral", len(pools["behavioral"]))]
    others = [q for q in pools["situational"] if q.dimension != first.dimension] or pools["situational"]
    return first, others[pick(key, f"{competency.code}|situational", len(others))]


def choose_sample(family: str, codes: tuple[str, ...], key: str) -> WorkSample:
    """The family's work sample that exercises most of the kit's competencies; equals are decided by the post's fingerprint."""
    pool = [w for w in kit_book().work_sample if w.family == family]
    best = max(sum(c in codes for c in w.competencies) for w in pool)
    pool = [w for w in pool if sum(c in codes for c in w.competencies) == best]
    return pool[pick(key, "work-sample", len(pool))]


def minutes_per_question(minutes: int, count: int) -> int:
    """Whole minutes for each of two questions of `count` competencies, between SHORTEST and LONGEST."""
    return min(LONGEST, (minutes - OPENING[minutes] - CLOSING[minutes]) // (2 * count))


def timetable(minutes: int, names: tuple[str, ...]) -> tuple[Slot, ...]:
    """Rows that start at 0, touch, and end exactly at `minutes`. Spare minutes go to the candidate's questions, many to a reserve."""
    each = 2 * minutes_per_question(minutes, len(names))
    spare = minutes - OPENING[minutes] - CLOSING[minutes] - each * len(names)
    rows = [("Welcome and opening words", OPENING[minutes], "opening")]
    rows += [(name, each, "competency") for name in names]
    if spare > 4:
        rows.append(("Reserve: for an answer that ran long; otherwise end early", spare, "reserve"))
    rows.append(("Candidate’s questions and closing words", CLOSING[minutes] + (spare if spare <= 4 else 0), "closing"))
    plan, at = [], 0
    for label, length, kind in rows:
        plan.append(Slot(at, at + length, label, kind))
        at += length
    return tuple(plan)
