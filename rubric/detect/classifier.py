"""The sentence model at run time: a linear model over features.py, and where that is not sure of silence the tagger; both together decide.

Trained by rubric.learn.train with scikit-learn; weights.npz holds one row of weights per feature and one column per code, model.json the
intercepts, the gate (below which a line is not worth the tagger's time), how much each opinion counts, and the thresholds; plain arrays,
never a pickle. MODEL_CARD.md says what it was trained on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from rubric.detect import tagger
from rubric.detect.context import Context
from rubric.detect.features import circumstances, tokens, words
from rubric.detect.matchers import Match
from rubric.detect.tagger import Tags
from rubric.records import CODES


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model thinks of one code in one segment: calibrated probability, does it stay, why, where (segment offsets)."""

    probability: float
    stays: bool
    terms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


MOST = 40_000  # characters of one post that the tagger reads, longer than any real post we met; rules and words read the rest alone
UNHEARD = -6.0  # log-odds of what the tagger was not asked about
PARTS = ("tagger", "words", "counted", "vetoed", "asked", "company")  # what is weighed by code


def weighed(tags: np.ndarray, words: np.ndarray, ctxs: Sequence[Context], matches: Sequence[list[Match]]) -> np.ndarray:
    """What is weighed for each segment and code (segments x codes x PARTS): two scores, rules that hit, and where the segment stands."""
    out = np.zeros((*words.shape, len(PARTS)), np.float32)
    out[..., 0] = np.clip(tags, UNHEARD, 6.0)
    out[..., 1] = np.clip(words, -3.0, 3.0)
    for n, (ctx, found) in enumerate(zip(ctxs, matches, strict=True)):
        for m in found:
            out[n, CODES.index(m.code), 3 if m.vetoed else 2] = 1.0
        out[n, :, 4] = ctx.section in ("requirements", "preferred")
        out[n, :, 5] = ctx.company
    return out


class Model:
    """Linear one-against-rest model; `read` gives an opinion on every code that is likely enough to matter."""

    def __init__(self, names: list[str], weights: np.ndarray, meta: dict):
        self.index = {n: i for i, n in enumerate(names) if n.startswith("@")}
        self.grams = _by_words(names)
        self.weights = weights
        self.codes = meta["codes"]
        self.bias = np.asarray(meta["intercepts"], np.float32)
        self.gate = meta["gate"]
        self.parts, self.shift = np.asarray(meta["parts"], np.float32), np.asarray(meta["shift"], np.float32)
        self.threshold = np.asarray(meta["thresholds"])

    def rows(self, said: list[str]) -> list[tuple[int, int, int]]:
        """The word features of a segment as (row, first token, last token + 1), in the order of features.grams, each row once."""
        ones, twos, threes = [], [], []
        unknown = (None, {}, {})
        known = [self.grams.get(w, unknown) for w in said]
        last = len(said) - 1
        for i, (row, two, three) in enumerate(known):
            if row is not None:
                ones.append((row, i, i + 1))
            if two and i < last and (row := two.get(said[i + 1])) is not None:
                twos.append((row, i, i + 2))
            if three and i + 1 < last and (row := three.get((said[i + 1], said[i + 2]))) is not None:
                threes.append((row, i, i + 3))
        if said:
            edges = ((self.grams.get("^", unknown)[1].get(said[0]), 0, 1), (known[last][1].get("$"), last, last + 1))
            threes += [e for e in edges if e[0] is not None]
        seen: dict[int, tuple[int, int, int]] = {}
        for found in (ones, twos, threes):
            for hit in found:
                seen.setdefault(hit[0], hit)
        return list(seen.values())

    def words(self, where: list[list[tuple[int, int, int]]], ctxs: list[Context], matches: list[list[Match]]) -> np.ndarray:
        """Scores of segments (segments x codes) from their word features and circumstances."""
        index = self.index
        rows, starts, filled = [], [], []
        for n, (hits, ctx, found) in enumerate(zip(where, ctxs, matches, strict=True)):
            more = [h[0] for h in hits] + [i for i in map(index.get, circumstances(ctx, found)) if i is not None]
            if more:
                filled.append(n)
                starts.append(len(rows))
                rows += more
        sums = np.zeros((len(ctxs), len(self.codes)), dtype=np.float32)
        if rows:
            sums[filled] = np.add.reduceat(self.weights[rows], starts, axis=0)
        return self.bias + sums

    def read(self, ctxs: list[Context], matches: list[list[Match]]) -> list[dict[str, Opinion]]:
        """One dict of opinions by code for each segment, given its context and the rules' hits."""
        where = [self.rows(words(ctx)) for ctx in ctxs]
        scores = self.words(where, ctxs, matches)
        tags = self._tags(scores, ctxs, matches)
        heard = np.array([t.scores if t else [UNHEARD] * len(self.codes) for t in tags], np.float32).reshape(scores.shape)
        p = 1 / (1 + np.exp(-((weighed(heard, scores, ctxs, matches) * self.parts).sum(-1) + self.shift)))
        out: list[dict[str, Opinion]] = [{} for _ in ctxs]
        toks, last = [], -1
        for n, k in np.argwhere(p >= np.minimum(self.threshold, 0.5) * 0.5).tolist():
            if n != last:
                toks, last = tokens(ctxs[n]), n
            terms = self._terms(k, where[n], toks)
            spans = tuple(tags[n].spans(k)) if tags[n] else ()
            out[n][self.codes[k]] = Opinion(float(p[n, k]), bool(p[n, k] >= self.threshold[k]), terms, spans)
        return out

    def _tags(self, scores: np.ndarray, ctxs: list[Context], matches: list[list[Match]]) -> list[Tags | None]:
        """The tagger's opinion of the segments in which a rule hits or the words leave a doubt; None of the others."""
        asked = [n for n, (above, found) in enumerate(zip(scores.max(axis=1, initial=-9.0) > self.gate, matches, strict=True)) if above or found]
        read = np.cumsum([len(ctxs[n].text) for n in asked])
        asked = asked[:int(np.searchsorted(read, MOST, "right"))]
        out: list[Tags | None] = [None] * len(ctxs)
        for n, t in zip(asked, tagger.load().read([(ctxs[n].text, ctxs[n].section) for n in asked]), strict=True):
            out[n] = t
        return out

    def _terms(self, k: int, where: list[tuple[int, int, int]], toks: list[tuple[str, int, int]]) -> tuple[str, ...]:
        """Words that spoke for the code most."""
        weights = self.weights[[row for row, _, _ in where], k].tolist()
        named = [(w, " ".join(t[0] for t in toks[a:b])) for w, (_, a, b) in zip(weights, where, strict=True) if w > 0]
        return tuple(t for _, t in sorted(named, reverse=True)[:4])


def _by_words(names: list[str]) -> dict[str, tuple[int | None, dict[str, int], dict[tuple[str, str], int]]]:
    """By first word: the row of the word alone, the rows of pairs by the second word, those of threes by the other two."""
    one: dict[str, int] = {}
    two: dict[str, dict[str, int]] = {}
    three: dict[str, dict[tuple[str, str], int]] = {}
    for row, name in enumerate(names):
        first, *others = name.split(" ")
        if not others:
            one[first] = row
        elif len(others) == 1:
            two.setdefault(first, {})[others[0]] = row
        else:
            three.setdefault(first, {})[others[0], others[1]] = row
    return {w: (one.get(w), two.get(w, {}), three.get(w, {})) for w in {**one, **two, **three}}


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
