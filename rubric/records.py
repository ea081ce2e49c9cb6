"""The records handed from stage to stage. All offsets are characters of the text the user gave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

SCHEMA_VERSION = "1.0"

SCREENING = (
    "rolodex", "industry-background", "insider-knowledge", "years-of-experience",
    "gatekeeping", "pedigree", "instant-results",
)
TRAITS = ("consultative", "content", "trust", "networking", "leadership", "drive", "learning")
PROTECT = ("open-door", "bona-fide")
CODES = SCREENING + TRAITS + PROTECT
FAMILY = {c: "screening" for c in SCREENING} | {c: "trait" for c in TRAITS} | {c: "protect" for c in PROTECT}

Strength = Literal["required", "preferred"] | None
Trust = Literal["safe", "suggest", "ask"]
SectionKind = Literal["about", "duties", "requirements", "preferred", "benefits", "apply", "eeo", "other"]
RoleFamily = Literal["seller", "seller-leader", "account", "marketer", "marketing-leader", "general"]


@dataclass(frozen=True)
class Post:
    """One job post. `text` is exactly what was given; `title` may be empty; `source` is a file name or ''."""

    text: str
    title: str = ""
    source: str = ""
    format: str = "text"
    meta: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence or bullet: text[start:end], without its bullet sign.

    `section` says whose words these are; `heading` marks a heading line; `bullet` is the sign before it ('' for prose).
    """

    start: int
    end: int
    section: SectionKind = "other"
    heading: bool = False
    bullet: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One signal in the post and how it was found.

    strength: 'required' or 'preferred' for screening codes, None for the others.
    method: 'rule', 'model' or 'both'; rule is the id of the rule that fired ('' for the model alone);
    confidence is a calibrated probability 0-1; terms are the words that spoke for it most.
    """

    code: str
    start: int
    end: int
    strength: Strength = None
    text: str = ""
    segment: int = 0
    method: Literal["rule", "model", "both"] = "rule"
    rule: str = ""
    confidence: float = 1.0
    terms: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """'screening', 'trait' or 'protect'."""
        return FAMILY[self.code]


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the score's arithmetic: points added to 'screening' or 'athlete' by a finding (index) or a named rule."""

    side: Literal["screening", "athlete"]
    points: float
    label: str
    finding: int | None = None


@dataclass(frozen=True)
class Score:
    """Three numbers, 0-100, and the sum they came from.

    screening: how much the post filters on background (high = much). athlete: how much it asks for transferable
    strengths (high = much). balance: 100 = asks only for strengths, 0 = screens only. points add up exactly.
    band is the plain name of the balance range; deciles say where the post stands among real posts (1-10).
    """

    balance: float
    screening: float
    athlete: float
    band: str = ""
    points: tuple[Point, ...] = ()
    deciles: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Edit:
    """One proposed change: text[start:end] becomes `replacement`. An offer of a new line has start == end.

    trust: 'safe' (meaning kept), 'suggest' (meaning shifts, the writer decides), 'ask' (needs a fact only the writer has).
    findings are indexes into report.findings; alternatives are other wordings, best first.
    """

    start: int
    end: int
    replacement: str
    trust: Trust
    reason: str
    code: str = ""
    findings: tuple[int, ...] = ()
    alternatives: tuple[str, ...] = ()

    @property
    def offer(self) -> bool:
        """True when the edit adds a line instead of changing one."""
        return self.start == self.end


@dataclass(frozen=True)
class Rewrite:
    """All edits in text order (no two overlap) and the post with the accepted ones applied."""

    text: str
    edits: tuple[Edit, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Notice:
    """Something the reader should know about this post as a whole (not English, not a job post, outside our field, unlawful wording)."""

    slug: str
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Report:
    """Everything we can say about one post. `rewrite` is made when first asked for."""

    post: Post
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    score: Score
    role: RoleFamily = "general"
    title: str = ""
    missing: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    rewriter: Callable[[Report], Rewrite] = field(default=None, repr=False, compare=False)

    @cached_property
    def rewrite(self) -> Rewrite:
        """The proposed changes (stage 5), computed once."""
        return self.rewriter(self)

    @property
    def text(self) -> str:
        return self.post.text

    def to_dict(self, *, rewrite: bool = True, text: bool = False) -> dict:
        """Plain data for JSON: schema version, score with its points, findings with explanation, edits if asked for."""
        from rubric.knowledge import signals  # explanation texts live with the knowledge

        known = signals()
        out = {
            "schema": SCHEMA_VERSION,
            "source": self.post.source,
            "title": self.title,
            "role": self.role,
            "score": {
                "balance": self.score.balance, "screening": self.score.screening, "athlete": self.score.athlete,
                "band": self.score.band, "deciles": dict(self.score.deciles),
                "points": [{"side": p.side, "points": p.points, "label": p.label, "finding": p.finding} for p in self.score.points],
            },
            "findings": [
                {
                    "code": f.code, "family": f.family, "start": f.start, "end": f.end, "strength": f.strength, "text": f.text,
                    "method": f.method, "rule": f.rule, "confidence": round(f.confidence, 3), "terms": list(f.terms),
                    "why": known[f.code].why, "evidence": list(known[f.code].evidence),
                }
                for f in self.findings
            ],
            "missing": list(self.missing),
            "notices": [{"slug": n.slug, "text": n.text, "start": n.start, "end": n.end} for n in self.notices],
        }
        if text:
            out["text"] = self.text
        if rewrite:
            out["rewrite"] = {
                "text": self.rewrite.text,
                "note": self.rewrite.note,
                "edits": [
                    {
                        "start": e.start, "end": e.end, "replacement": e.replacement, "trust": e.trust, "reason": e.reason,
                        "code": e.code, "findings": list(e.findings), "alternatives": list(e.alternatives), "offer": e.offer,
                    }
                    for e in self.rewrite.edits
                ],
            }
        return out
