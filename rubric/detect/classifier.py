"""The sentence model at run time: a linear model over features.py, read from plain arrays (never a pickle).

Trained by rubric.learn.train with scikit-learn; weights.npz holds one row of weights per feature and one column per code,
model.json the features' names, intercepts, calibration and thresholds; MODEL_CARD.md says what it was trained on.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from rubric.detect.context import Context
from rubric.detect.features import circumstances, grams, tokens
from rubric.detect.matchers import Match


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model thinks of one code in one segment: calibrated probability, does it stay, why, where (segment offsets)."""

    probability: float
    stays: bool
    terms: tuple[str, ...]
    span: tuple[int, int]


class Model:
    """Linear one-against-rest model; `read` gives an opinion on every code that is likely enough to matter."""

    def __init__(self, names: list[str], weights: np.ndarray, meta: dict):
        self.index = {n: i for i, n in enumerate(names)}
        self.weights = weights
        self.codes = meta["codes"]
        self.bias = np.asarray(meta["intercepts"])
        self.slope = np.asarray(meta["calibration"]["slope"])
        self.shift = np.asarray(meta["calibration"]["shift"])
        self.threshold = np.asarray(meta["thresholds"])

    def scores(self, ctx: Context, matches: list[Match]):
        """Raw scores per code, with the word features used: (scores, [(row, first token, last token)], tokens)."""
        toks = tokens(ctx)
        index = self.index
        rows, where, seen = [], [], set()
        for g, a, b in grams([t[0] for t in toks]):
            i = index.get(g)
            if i is not None and i not in seen:
                seen.add(i)
                rows.append(i)
                where.append((i, a, b))
        rows += [i for i in (index.get(c) for c in circumstances(ctx, matches)) if i is not None]
        return self.bias + self.weights[rows].sum(axis=0), where, toks

    def read(self, ctx: Context, matches: list[Match]) -> dict[str, Opinion]:
        raw, where, toks = self.scores(ctx, matches)
        p = 1 / (1 + np.exp(-(self.slope * raw + self.shift)))
        out = {}
        for k in np.flatnonzero(p >= np.minimum(self.threshold, 0.5) * 0.5):
            out[self.codes[k]] = Opinion(
                float(p[k]), bool(p[k] >= self.threshold[k]), *self._explain(int(k), where, toks, len(ctx.low)))
        return out

    def _explain(self, k: int, where, toks, length: int):
        """Words that spoke for the code most, and the shortest run of tokens that holds most of their weight."""
        if not toks:
            return (), (0, length)
        share = [0.0] * len(toks)
        named = []
        for row, a, b in where:
            w = float(self.weights[row, k])
            if w > 0:
                named.append((w, " ".join(t[0] for t in toks[a:b])))
            for i in range(a, b):
                share[i] += w / (b - a)
        terms = tuple(t for _, t in sorted(named, reverse=True)[:4])
        best = _window(share)
        return terms, (toks[best[0]][1], toks[best[1] - 1][2])


def _window(share: list[float], cost: float = 0.12) -> tuple[int, int]:
    """Maximum-sum run of tokens after a small cost per token (Kadane)."""
    best, best_at, run, start = -math.inf, (0, 1), 0.0, 0
    for i, s in enumerate(share):
        if run <= 0:
            run, start = 0.0, i
        run += s - cost
        if run > best:
            best, best_at = run, (start, i + 1)
    return best_at


@lru_cache(maxsize=1)
def load() -> Model | None:
    """The shipped model, or None when none has been trained yet."""
    home = files("rubric.detect") / "model"
    if not (home / "weights.npz").is_file():
        return None
    meta = json.loads((home / "model.json").read_text(encoding="utf-8"))
    with (home / "weights.npz").open("rb") as f, np.load(f, allow_pickle=False) as data:
        weights = data["weights"].astype(np.float32)
        names = data["names"].tobytes().decode("utf-8").split("\n")
    return Model(names, weights, meta)
