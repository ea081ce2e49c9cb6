"""How far interviewers agree: Krippendorff's alpha for ordinal data, and two plain shares beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum

STATISTIC = "Krippendorff’s alpha, ordinal"
SOURCE = "Krippendorff, K. (2011). Computing Krippendorff’s Alpha-Reliability. University of Pennsylvania, ScholarlyCommons."
FEW = 20


@dataclass(frozen=True)
class Agreement:
    """alpha (1 perfect, 0 as by chance, below 0 systematic disagreement; None with the reason), and the data it rests on.

    units are answers rated by at least two interviewers; ratings those of them; pairs the pairs of ratings of one answer, of which the
    shares `same` and `within_one` are taken.
    """

    statistic: str
    source: str
    alpha: float | None
    reason: str
    units: int
    ratings: int
    raters: int
    candidates: int
    pairs: int
    same: float | None
    within_one: float | None
    limits: tuple[str, ...]


def krippendorff_alpha(units: Iterable[Sequence[int]]) -> float | None:
    """Alpha for ordinal ratings; each unit lists the ratings it got, missing ones left out. None when nothing varies or nothing pairs.

    Formula: 1 - observed / expected disagreement over the coincidence matrix, with the ordinal difference of Krippendorff (2011).
    """
    kept = [sorted(u) for u in units if len(u) > 1]
    n = Counter(v for u in kept for v in u)
    total = sum(n.values())
    difference = {}
    for c, k in combinations(sorted(n), 2):
        between = sum(n[g] for g in n if c <= g <= k) - (n[c] + n[k]) / 2
        difference[c, k] = between * between
    if not difference:
        return None
    observed = fsum(2 * difference[c, k] / (len(u) - 1) for u in kept for c, k in combinations(u, 2) if c != k)
    expected = fsum(2 * n[c] * n[k] * d for (c, k), d in difference.items())
    return 1 - (total - 1) * observed / expected


def agree(units: Sequence[Sequence[int]], raters: int, candidates: int) -> Agreement:
    """The agreement of a panel: units as for krippendorff_alpha, over all candidates."""
    kept = [u for u in units if len(u) > 1]
    pairs = [abs(a - b) for u in kept for a, b in combinations(u, 2)]
    alpha = krippendorff_alpha(kept)
    reason = ""
    if not kept:
        reason = "No answer was rated by two interviewers, so there is nothing to compare."
    elif alpha is None:
        reason = "All ratings are the same, so agreement cannot be told from a scale that was not used."
    limits = [
        "Alpha treats interviewers as interchangeable and says how well ratings tell answers apart, not whether they are right.",
        "The marks of .667 and .800 that are often quoted come from content analysis; no such mark is established for interviews.",
    ]
    if kept and len(kept) < FEW:
        limits.insert(0, f"{len(kept)} answers are few: one changed rating can move alpha a lot. Go by the gaps listed for each candidate.")
    if kept and candidates < 3:
        limits.append("With one or two candidates ratings vary little, which lowers alpha even where interviewers are close.")
    return Agreement(
        STATISTIC, SOURCE, None if alpha is None else round(alpha, 3), reason, len(kept), sum(map(len, kept)), raters, candidates,
        len(pairs),
        round(sum(p == 0 for p in pairs) / len(pairs), 3) if pairs else None,
        round(sum(p <= 1 for p in pairs) / len(pairs), 3) if pairs else None, tuple(limits),
    )
