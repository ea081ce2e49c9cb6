"""The records of stage 6: a kit as plain, frozen data. The PDF and every other door draw from here and decide nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from rubric.knowledge.kitbook import CandidatePage, Decision, DoNotAsk, Run, ScaleLevel, WorkSample

KIT_FORMAT = "1"
"""Grows when form fields or embedded data change in a way that readers of filled kits must know."""


@dataclass(frozen=True)
class Quote:
    """A line of the post. `line` is what is printed (an excerpt when the line is long); start and end are those of the signal."""

    line: str
    signal: str
    code: str
    start: int
    end: int
    strength: str | None = None


@dataclass(frozen=True)
class KitQuestion:
    """One question as it is asked. levels[0] is level 1; `minutes` includes rating the answer."""

    id: str
    number: int
    type: str
    dimension: str
    dimension_name: str
    text: str
    probes: tuple[str, ...]
    levels: tuple[str, ...]
    strengths: tuple[str, ...]
    red_flags: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class KitDimension:
    id: str
    name: str
    text: str
    question: int | None
    """Number of the question that aims at it; None: listen for it in both."""


@dataclass(frozen=True)
class KitCompetency:
    """One competency with its two questions.

    reason: 'post' (lines ask for it), 'pillar' (core, not in the post), 'replaces' (stands in for a screening line), 'chosen' (by you).
    weight is relative to the others; share is its part of the total in percent, one decimal.
    """

    code: str
    name: str
    kind: str
    definition: str
    why: str
    reason: str
    because: str
    quotes: tuple[Quote, ...]
    more_quotes: int
    weight: float
    share: float
    minutes: int
    dimensions: tuple[KitDimension, ...]
    questions: tuple[KitQuestion, ...]
    evidence: tuple[str, ...]
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class Replacement:
    """All screening lines of one code and what to test instead of them."""

    code: str
    name: str
    quotes: tuple[Quote, ...]
    text: str
    competency: str
    competency_name: str
    questions: tuple[int, ...]
    note: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Slot:
    """One row of the timetable, in minutes from the start."""

    start: int
    end: int
    label: str
    kind: str

    @property
    def minutes(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Source:
    """One printed source. `checked` says in words how far we read it; sources known from memory alone are never here."""

    number: int
    id: str
    citation: str
    url: str
    checked: str
    says: str
    limits: str


@dataclass(frozen=True)
class Kit:
    """Everything one panel needs for one post. Equal input gives an equal kit; `id` is shared by all copies of it."""

    id: str
    version: str
    title: str
    role: str
    family: str
    family_name: str
    family_note: str
    minutes: int
    paper: str
    employer: str
    color: str
    interviewers: int
    questions_only: bool
    candidate_code: str
    date: str
    weights_reason: str
    plan: tuple[Slot, ...]
    run: Run
    scale: tuple[ScaleLevel, ...]
    competencies: tuple[KitCompetency, ...]
    replacements: tuple[Replacement, ...]
    conditions: tuple[Quote, ...]
    sample: WorkSample
    decision: Decision
    do_not_ask: tuple[DoNotAsk, ...]
    candidate: CandidatePage
    sources: tuple[Source, ...]
    ideas: tuple[str, ...]

    @property
    def questions(self) -> tuple[KitQuestion, ...]:
        """All questions in the order in which they are asked."""
        return tuple(q for c in self.competencies for q in c.questions)

    @property
    def named_first(self) -> KitCompetency | None:
        """The competency that the post names first, by where its first line stands; None when the post names none."""
        named = [c for c in self.competencies if c.reason == "post"]
        return min(named, key=lambda c: c.quotes[0].start, default=None)

    @property
    def ties(self) -> str:
        """The rule for ties with what it means for this post."""
        first = self.named_first
        here = f"This post names {first.name} first." if first else "This post names no competency: after the work sample comes the lot."
        return f"{self.decision.ties} {here}"

    @property
    def equal_weights(self) -> bool:
        return len({c.weight for c in self.competencies}) == 1

    def source_numbers(self, ids) -> tuple[int, ...]:
        """Numbers of the printed sources among these ids, ascending."""
        wanted = set(ids)
        return tuple(s.number for s in self.sources if s.id in wanted)

    def to_dict(self) -> dict:
        """Plain data for JSON, every level of it."""
        return {"schema": f"rubric-kit/{KIT_FORMAT}"} | asdict(self)

    def to_meta(self) -> dict:
        """What a filled copy must carry so that it can be checked and added up: no text of the post beyond the title."""
        return {
            "schema": f"rubric-kit/{KIT_FORMAT}",
            "kit_id": self.id,
            "kit_version": self.version,
            "title": self.title,
            "employer": self.employer,
            "family": self.family,
            "minutes": self.minutes,
            "interviewers": self.interviewers,
            "candidate_code": self.candidate_code,
            "weights_reason": self.weights_reason,
            "competencies": [
                {
                    "code": c.code, "name": c.name, "weight": c.weight, "share": c.share, "kind": c.kind,
                    "questions": [
                        {
                            "id": q.id, "number": q.number, "type": q.type, "dimension": q.dimension, "text": q.text,
                            "levels": list(q.levels), "rating_field": f"rating.{q.id}", "notes_field": f"notes.{q.id}",
                        }
                        for q in c.questions
                    ],
                }
                for c in self.competencies
            ],
            "named_first": self.named_first.code if self.named_first else "",
            "work_sample": {
                "id": self.sample.id, "title": self.sample.title,
                "rating_field": f"rating.{self.sample.id}", "notes_field": f"notes.{self.sample.id}",
            },
            "scale": [{"rating": s.rating, "name": s.name} for s in self.scale],
        }
