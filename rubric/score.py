"""Stage 4: findings to score. A sum that can be read back: every point names its finding.

Each finding has a weight (by code, halved and more when only preferred, less for each repeat of the same code). The weights of
one side add up to a load L, and the side's score is 100 * (1 - exp(-L / SCALE)): the first demands count most, no post passes 100.
Each finding's points are its share of that score, rounded to a tenth so that the points shown add up to the score exactly.
balance = 50 + (athlete - screening) / 2. Weights were set by hand and checked against readers' ratings (see the model card).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rubric.records import FAMILY, Finding, Point, Score


@lru_cache(maxsize=1)
def settings() -> dict:
    """Weights, scales, bands and deciles of real posts (knowledge/scale.toml)."""
    from rubric.knowledge.store import load

    return load("scale.toml")


def score(findings: Sequence[Finding]) -> Score:
    """Score a post from its findings alone: order, formatting and length of the text play no part."""
    conf = settings()
    sides = {"screening": [], "athlete": []}
    order = sorted(range(len(findings)), key=lambda i: (findings[i].strength == "preferred", -_weight(findings[i], conf), i))
    seen: Counter[str] = Counter()
    for i in order:
        f = findings[i]
        w = _weight(f, conf)
        if not w:
            continue
        w *= conf["repeat"] ** seen[f.code]
        seen[f.code] += 1
        sides["screening" if FAMILY[f.code] == "screening" else "athlete"].append((i, w))
    points = []
    totals = {}
    for side, loads in sides.items():
        total = 100 * (1 - math.exp(-sum(w for _, w in loads) / conf["scale"][side]))
        shares = _tenths([w for _, w in loads], total)
        points += [Point(side, p, _label(findings[i]), i) for (i, _), p in zip(loads, shares, strict=True)]
        totals[side] = round(sum(shares), 1)
    balance = round(50 + (totals["athlete"] - totals["screening"]) / 2, 1)
    return Score(balance, totals["screening"], totals["athlete"], band(balance), tuple(points),
                 {k: decile(k, v) for k, v in (("balance", balance), ("screening", totals["screening"]), ("athlete", totals["athlete"]))})


def band(balance: float) -> str:
    """Plain name of the range that a balance score falls into."""
    return next(b["name"] for b in settings()["band"] if balance >= b["from"])


def decile(side: str, value: float) -> int:
    """1-10: how many tenths of real sales and marketing posts score lower (0 when no figures are stored)."""
    cuts = settings()["deciles"].get(side, [])
    return 1 + sum(value > c for c in cuts) if cuts else 0


def _weight(f: Finding, conf: dict) -> float:
    w = conf["weight"].get(f.code, 0.0)
    return w * conf["preferred"] if f.strength == "preferred" else w


def _label(f: Finding) -> str:
    from rubric.knowledge import signals

    name = signals()[f.code].name
    return f"{name} ({f.strength})" if f.strength else name


def _tenths(weights: list[float], total: float) -> list[float]:
    """Split `total`, rounded to a tenth, in proportion to the weights, in whole tenths (largest remainder)."""
    whole, load = round(total * 10), sum(weights)
    if not load:
        return []
    exact = [whole * w / load for w in weights]
    parts = [int(x) for x in exact]
    for i in sorted(range(len(exact)), key=lambda i: parts[i] - exact[i])[: whole - sum(parts)]:
        parts[i] += 1
    return [p / 10 for p in parts]
