"""The records of a panel: what totals.py hands to the page, the PDF, CSV and JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from rubric.errors import ScorecardError
from rubric.interview.panel.agreement import Agreement
from rubric.interview.panel.changes import Change
from rubric.interview.scorecards import Scorecard, rated_items

PANEL_SCHEMA = "rubric-panel/1"


@dataclass(frozen=True)
class Sheet:
    """One interviewer's ratings of one candidate, added up by the kit's rule.

    ratings are the first, independent ones; changed: what counts in their place after the discussion, by item. averages: competency code
    -> mean of its ratings after changes, None without any. total: their weighted mean, 1 to 5; a competency without ratings leaves sum and
    divisor. first_total: the same without the changes. missing counts the ratings not given, the work sample's included.
    """

    label: str
    file: str
    date: str
    locked: bool
    ratings: dict[str, int | None]
    changed: dict[str, int]
    notes: dict[str, str]
    averages: dict[str, float | None]
    total: float | None
    first_total: float | None
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
    """One row of the panel. total is the mean of the interviewers' totals, first_total that of their first ratings alone.

    below: core competencies under the minimum. reached: True, False, or None when a core competency has no rating at all. close: codes
    within a quarter of a point. changes: what panel sheets say about changed ratings, counted or not. remarks: (interviewer, where, text)
    of everything else that was written for the panel.
    """

    code: str
    sheets: tuple[Sheet, ...]
    averages: dict[str, float | None]
    total: float | None
    first_total: float | None
    sample: float | None
    missing: int
    reached: bool | None
    below: tuple[str, ...]
    gaps: tuple[Gap, ...]
    close: tuple[str, ...]
    changes: tuple[Change, ...]
    remarks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Tie:
    """Neighbors in the order whose totals are equal by the kit's rule. by: the first thing on which they differ, '' for nothing (the lot).

    first: the code of the one that `by` puts first, '' when one of the numbers is missing. values: both numbers, a's first.
    """

    a: str
    b: str
    by: str
    first: str
    values: tuple[float | None, float | None]


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
    ties: tuple[Tie, ...]
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
        names = ("kit_id", "kit_version", "title", "employer", "weights_reason", "competencies", "named_first", "work_sample")
        kit = {k: self.kit[k] for k in names}
        return {
            "schema": PANEL_SCHEMA, "kit": kit, "minimum": self.minimum, "candidates": [_candidate(c) for c in self.candidates],
            "ties": _short([asdict(t) for t in self.ties]), "agreement": asdict(self.agreement), "notices": list(self.notices),
            "left_out": [{"file": x.file} | x.error.to_dict() for x in self.left_out],
        }


def _candidate(c: Candidate) -> dict:
    data = _short(asdict(c))
    data["gaps"] = [
        asdict(g) | {"views": [{"interviewer": who, "rating": rating, "note": note} for who, rating, note in g.views]} for g in c.gaps
    ]
    data["changes"] = [asdict(change) | {"counts": change.counts} for change in c.changes]
    data["remarks"] = [{"interviewer": who, "where": where, "text": text} for who, where, text in c.remarks]
    return data


def _short(value):
    """Floats with three decimals, on every level."""
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {k: _short(v) for k, v in value.items()}
    return [_short(v) for v in value] if isinstance(value, list | tuple) else value
