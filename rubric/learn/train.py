"""Train the sentence model: `python -m rubric.learn.train [--reading POSTS.jsonl]` writes rubric/detect/model/.

From the repository alone it learns from our own sentences. With --reading it learns besides from labeled posts, of which only
features seen in at least three posts may enter, so that no text can be read back. Thresholds and calibration come from
out-of-fold scores (folds by post or mini-post). Reproducible: same input, same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from rubric.learn.dataset import Examples, from_posts, from_sentences
from rubric.learn.sentences import gold_posts, own_sentences
from rubric.records import CODES

HOME = Path(__file__).resolve().parent.parent / "detect" / "model"
RARE = ("rolodex", "gatekeeping", "pedigree", "instant-results")
C = 0.02  # of the linear support-vector machine; chosen out of fold (see experiments.md)
MIN_GROUPS = 3
FOLDS = 5


def vocabulary(parts: list[Examples]) -> list[str]:
    """Features seen in at least MIN_GROUPS mini-posts of one part; what only one part knows must be that common there."""
    keep = set()
    for part in parts:
        groups = defaultdict(set)
        for feats, group in zip(part.features, part.groups, strict=True):
            for f in feats:
                if len(groups[f]) < MIN_GROUPS:
                    groups[f].add(group)
        keep |= {f for f, g in groups.items() if len(g) >= MIN_GROUPS}
    return sorted(keep)


def matrix(features: list[list[str]], names: list[str]) -> csr_matrix:
    """Binary matrix (rows x features)."""
    index = {n: i for i, n in enumerate(names)}
    cols, starts = [], [0]
    for feats in features:
        cols.extend(sorted({index[f] for f in feats if f in index}))
        starts.append(len(cols))
    return csr_matrix((np.ones(len(cols), dtype=np.float32), cols, starts), shape=(len(features), len(names)))


def fit(x: csr_matrix, y: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One-against-rest linear support-vector machines: weights (features x codes) and intercepts."""
    w = np.zeros((x.shape[1], len(CODES)))
    b = np.full(len(CODES), -2.0)
    for k in range(len(CODES)):
        if y[:, k].sum() < 5:
            continue
        m = LinearSVC(C=C, random_state=0, max_iter=5000).fit(x, y[:, k], sample_weight=weight)
        w[:, k], b[k] = m.coef_[0], m.intercept_[0]
    return w, b


def out_of_fold(parts: list[Examples], names: list[str], weights: list[float]) -> list[np.ndarray]:
    """Scores of every row by a model that saw neither its post nor its mini-post; one array per part."""
    xs = [matrix(p.features, names) for p in parts]
    ys = [p.matrix() for p in parts]
    scores = [np.zeros(y.shape) for y in ys]
    folds = [list(GroupKFold(FOLDS).split(x, groups=p.groups)) for x, p in zip(xs, parts, strict=True)]
    from scipy.sparse import vstack

    for f in range(FOLDS):
        x = vstack([x[fold[f][0]] for x, fold in zip(xs, folds, strict=True)]).tocsr()
        y = np.vstack([y[fold[f][0]] for y, fold in zip(ys, folds, strict=True)])
        sw = np.concatenate([np.full(len(fold[f][0]), w) for fold, w in zip(folds, weights, strict=True)])
        w, b = fit(x, y, sw)
        for n, fold in enumerate(folds):
            scores[n][fold[f][1]] = xs[n][fold[f][1]] @ w + b
    return scores


def best_threshold(score: np.ndarray, y: np.ndarray) -> float:
    """Score with the highest F1; the middle of the plateau's neighbors, so that one example does not decide."""
    order = np.argsort(-score)
    tp = np.cumsum(y[order])
    n = np.arange(1, len(order) + 1)
    f1 = 2 * tp / (n + y.sum())
    smooth = np.convolve(f1, np.ones(5) / 5, mode="same")
    i = int(np.argmax(smooth[: max(5, int(y.sum() * 3))]))
    return float((score[order[i]] + score[order[min(i + 1, len(order) - 1)]]) / 2)


def platt(score: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope and shift that turn scores into calibrated probabilities."""
    if y.sum() < 5:
        return 1.0, 0.0
    m = LogisticRegression(C=100.0).fit(score.reshape(-1, 1), y)
    return float(m.coef_[0, 0]), float(m.intercept_[0])


def reliability(p: np.ndarray, y: np.ndarray, bins: int = 5) -> list[dict]:
    """Mean predicted and observed share in equal-width bins of probability (bins with 20 rows or more)."""
    out = []
    for i in range(bins):
        inside = (p >= i / bins) & (p < (i + 1) / bins if i < bins - 1 else p <= 1)
        if inside.sum() >= 20:
            out.append({"predicted": round(float(p[inside].mean()), 3), "observed": round(float(y[inside].mean()), 3), "n": int(inside.sum())})
    return out


def train(reading: Path | None, weight: float = 1.0) -> dict:
    """Train, calibrate and save; return the figures for the model card."""
    own = from_sentences(own_sentences())
    parts, weights = [own], [1.0]
    if reading:
        parts.append(from_posts(gold_posts(reading)))
        weights.append(weight)
    names = vocabulary(parts)
    oof = out_of_fold(parts, names, weights)
    target = len(parts) - 1
    slope, shift, thresholds, figures = [], [], [], {}
    for k, code in enumerate(CODES):
        pool = range(len(parts)) if code in RARE else [target]
        s = np.concatenate([oof[i][:, k] for i in pool])
        y = np.concatenate([parts[i].matrix()[:, k] for i in pool])
        a, c = platt(s, y)
        t = best_threshold(s, y)
        p = 1 / (1 + np.exp(-(a * s + c)))
        slope.append(round(a, 4))
        shift.append(round(c, 4))
        thresholds.append(round(float(1 / (1 + np.exp(-(a * t + c)))), 4))
        hit = s >= t
        tp = int((hit & y).sum())
        figures[code] = {"n": int(y.sum()), "precision": round(tp / max(1, int(hit.sum())), 3), "recall": round(tp / max(1, int(y.sum())), 3),
                         "reliability": reliability(p, y)}
    x = matrix([f for p in parts for f in p.features], names)
    w, b = fit(x, np.vstack([p.matrix() for p in parts]), np.concatenate([np.full(len(p.features), wt) for p, wt in zip(parts, weights, strict=True)]))
    keep = np.flatnonzero(np.abs(w).max(axis=1) > 0.004)
    meta = {
        "codes": list(CODES), "intercepts": [round(float(v), 4) for v in b], "calibration": {"slope": slope, "shift": shift},
        "thresholds": thresholds, "trained_on": {"own_sentences": len(own.features), "reading_segments": len(parts[1].features) if reading else 0},
        "settings": {"C": C, "min_groups": MIN_GROUPS, "folds": FOLDS, "reading_weight": weight if reading else None}, "out_of_fold": figures,
    }
    save([names[i] for i in keep], w[keep], meta)
    return meta


def save(names: list[str], weights: np.ndarray, meta: dict, home: Path = HOME) -> None:
    """Write weights.npz (arrays only, no pickle) and model.json."""
    home.mkdir(parents=True, exist_ok=True)
    blob = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
    np.savez_compressed(home / "weights.npz", names=blob, weights=np.round(weights, 4).astype(np.float16))
    (home / "model.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--reading", type=Path, help="labeled posts to learn from besides our own sentences")
    ap.add_argument("--weight", type=float, default=1.0, help="weight of one labeled segment against one own sentence")
    args = ap.parse_args()
    meta = train(args.reading, args.weight)
    for code, f in meta["out_of_fold"].items():
        p, r = f["precision"], f["recall"]
        print(f"{code:22s} P {p:.2f} R {r:.2f} F1 {2 * p * r / max(1e-9, p + r):.2f}  n={f['n']}")


if __name__ == "__main__":
    main()
