"""The records of a panel: what totals.py hands to the page, the PDF, CSV and JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from rubric.errors import ScorecardError
from rubric.interview.panel.agreement import Agreement
from rubric.interview.scorecards import Scorecard, rated_items

PANEL_SCHEMA = "rubric-panel/1"


@dataclass(frozen=True)
class Sheet:
    """One interviewer's ratings of one candidate, added up by the kit's rule.

    averages: competency code -> mean of its given ratings, None without any. total: their weighted mean, 1 to 5; a competency without
    ratings leaves sum and divisor. missing counts the ratings not given, the work sample's included.
    """

    label: str
    file: str
    date: str
    locked: bool
    ratings: dict[str, int | None]
    notes: dict[str, str]
    averages: dict[str, float | None]
    total: float | None
    missing: int
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """One answer on which ratings lie two points or more apart. views: (interviewer, rating, note) of those concerned, lowest first."""

    item: str
    name: str
    text: str
    spread: int
    views: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class Candidate:
    """One row of the panel. total is the mean of the interviewers' totals; below: core competencies under the minimum.

    reached: True, False, or None when a core competency has no rating at all. close: codes within a quarter of a point (ties).
    """

    code: str
    sheets: tuple[Sheet, ...]
    averages: dict[str, float | None]
    total: float | None
    sample: float | None
    missing: int
    reached: bool | None
    below: tuple[str, ...]
    gaps: tuple[Gap, ...]
    close: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """A file that does not count, with the reason."""

    file: str
    error: ScorecardError


@dataclass(frozen=True)
class Panel:
    """Everything that one set of filled kits says. Candidates come in the order of their totals; kit is the record all sheets share."""

    kit: dict
    candidates: tuple[Candidate, ...]
    minimum: float
    agreement: Agreement
    notices: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    cards: tuple[Scorecard, ...]
    paper: str

    @property
    def items(self) -> list[tuple[str, str, str]]:
        """(id, short name, competency code) of everything rated on at least one sheet, in the kit's order."""
        given = {i for card in self.cards for i in card.ratings}
        return [item for item in rated_items(self.kit) if item[0] in given]

    def to_dict(self) -> dict:
        """Plain data for JSON: totals, ratings, notes, gaps, agreement and the files left out with their reasons."""
        kit = {k: self.kit[k] for k in ("kit_id", "kit_version", "title", "employer", "weights_reason", "competencies", "work_sample")}
        return {
            "schema": PANEL_SCHEMA, "kit": kit, "minimum": self.minimum, "candidates": [_candidate(c) for c in self.candidates],
            "agreement": asdict(self.agreement), "notices": list(self.notices),
            "left_out": [{"file": x.file} | x.error.to_dict() for x in self.left_out],
        }


def _candidate(c: Candidate) -> dict:
    data = _short(asdict(c))
    data["gaps"] = [
        asdict(g) | {"views": [{"interviewer": who, "rating": rating, "note": note} for who, rating, note in g.views]} for g in c.gaps
    ]
    return data


def _short(value):
    """Floats with three decimals, on every level."""
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {k: _short(v) for k, v in value.items()}
    return [_short(v) for v in value] if isinstance(value, list | tuple) else value
