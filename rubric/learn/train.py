"""Train the sentence model: `python -m rubric.learn.train [--reading POSTS.jsonl]` writes rubric/detect/model/.

From the repository alone it learns from our own sentences. With --reading it learns besides from labeled posts, of which only
features seen in at least three posts may enter, so that no text can be read back. Thresholds and calibration come from
out-of-fold scores on our analogs of whole posts, which no rule was written on (folds by post or mini-post). Reproducible: same input, same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from rubric.detect.classifier import heard
from rubric.errors import KnowledgeError
from rubric.learn.dataset import Examples, from_posts, from_sentences
from rubric.learn.sentences import Sentence, digest, gold_posts, own_sentences
from rubric.records import CODES, FAMILY

HOME = Path(__file__).resolve().parent.parent / "detect" / "model"
RARE = ("rolodex", "gatekeeping", "pedigree", "instant-results")  # far rarer in posts than in our sentences: precision first
ANALOGS, ERRORS = "posts-", "errors-"  # files of sentences that follow whole real posts line by line; that follow lines the detector misread
RULE_FEATURES = ("@rule", "@code", "@veto")
# Share of segments that carry a signal in 152 labeled real posts: our analogs leave out dull lines, so a false alarm weighs more in the world than there.
PREVALENCE = {
    "consultative": 0.0197, "content": 0.0417, "trust": 0.0249, "networking": 0.0432, "leadership": 0.0210, "drive": 0.0647, "learning": 0.0290,
    "open-door": 0.0145, "bona-fide": 0.0191,
}
C = 0.01  # of the linear support-vector machine; chosen out of fold (see experiments.md)
MIN_GROUPS = 3
FOLDS = 5


def like_posts(group: str) -> bool:
    """Whether a mini-post was written after real posts, after the rules: there the rules' hits are as right or wrong as in any post."""
    return group.startswith((ANALOGS, ERRORS))


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


def matrix(features: list[list[str]], names: list[str], tags: np.ndarray) -> csr_matrix:
    """Binary features and, behind them, the tagger's scores (rows x (features + 16))."""
    index = {n: i for i, n in enumerate(names)}
    cols, starts = [], [0]
    for feats in features:
        cols.extend(sorted({index[f] for f in feats if f in index}))
        starts.append(len(cols))
    words = csr_matrix((np.ones(len(cols), dtype=np.float32), cols, starts), shape=(len(features), len(names)))
    return hstack([words, csr_matrix(heard(tags))]).tocsr()


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


@dataclass
class Part:
    """One body of examples and how it is learned from: weight as seen, and weight with the rules' hits taken away.

    Rules were written while reading some of these texts, so there they miss next to nothing and the model would learn that
    a segment without a hit holds no signal. Copies without the hits make it read the words as well.
    """

    examples: Examples
    weight: float
    bare_weight: float

    def rows(self, names: list[str], pick=None) -> tuple[csr_matrix, np.ndarray, np.ndarray]:
        """Features, labels and weights of the picked rows (all by default), the bare copies after them."""
        pick = range(len(self.examples.features)) if pick is None else pick
        feats = [self.examples.features[i] for i in pick]
        y = self.examples.matrix()[list(pick)]
        weights = [np.full(len(feats), self.weight)]
        if self.bare_weight:
            feats = feats + [[f for f in fs if not f.startswith(RULE_FEATURES)] for fs in feats]
            y = np.vstack([y, y])
            weights.append(np.full(len(weights[0]), self.bare_weight))
        return matrix(feats, names, np.concatenate([self.examples.tags[list(pick)]] * len(weights))), y, np.concatenate(weights)


def fit_parts(parts: list[Part], names: list[str], picks=None) -> tuple[np.ndarray, np.ndarray]:
    """Fit on all parts, or on the picked rows of each."""
    blocks = [p.rows(names, picks[n] if picks else None) for n, p in enumerate(parts)]
    return fit(vstack([b[0] for b in blocks]).tocsr(), np.vstack([b[1] for b in blocks]), np.concatenate([b[2] for b in blocks]))


def out_of_fold(parts: list[Part], names: list[str]) -> list[np.ndarray]:
    """Scores of every row by a model that saw neither its post nor its mini-post; one array per part."""
    folds = [list(GroupKFold(FOLDS).split(p.examples.features, groups=p.examples.groups)) for p in parts]
    scores = [np.zeros((len(p.examples.features), len(CODES))) for p in parts]
    for f in range(FOLDS):
        w, b = fit_parts(parts, names, [fold[f][0] for fold in folds])
        for n, fold in enumerate(folds):
            held = fold[f][1]
            scores[n][held] = matrix([parts[n].examples.features[i] for i in held], names, parts[n].examples.tags[held]) @ w + b
    return scores


def best_threshold(score: np.ndarray, y: np.ndarray, beta: float = 1.0, alarm: float = 1.0) -> float:
    """Score with the highest F-beta, smoothed over neighbors so that one example does not decide.

    beta below 1 favors precision; alarm is how many false alarms one stands for.
    """
    order = np.argsort(-score)
    tp = np.cumsum(y[order])
    n = tp + alarm * (np.arange(1, len(order) + 1) - tp)
    f1 = (1 + beta**2) * tp / (n + beta**2 * y.sum())
    smooth = np.convolve(f1, np.ones(5) / 5, mode="same")
    i = int(np.argmax(smooth[: max(5, int(y.sum() * 3))]))
    return float((score[order[i]] + score[order[min(i + 1, len(order) - 1)]]) / 2)


def alarm(code: str, y: np.ndarray) -> float:
    """How many false alarms in real posts one in our analogs stands for."""
    if code not in PREVALENCE or not y.any() or FAMILY[code] == "screening":  # a screening line that is missed is worse than one marked too many
        return 1.0
    ours, theirs = y.mean(), PREVALENCE[code]
    return max(1.0, (1 - theirs) / theirs * ours / (1 - ours))


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


def parts_of(reading: Path | None) -> list[Part]:
    """Our mini-posts, our analogs of whole posts (written after the rules, so their hits are honest), and labeled posts if given."""
    own = list(own_sentences())
    tags = tagger_scores(own)
    parts = []
    for which, weight, bare in ((lambda g: not like_posts(g), 0.15, 0.35), (lambda g: g.startswith(ANALOGS), 4.0, 0.0), (lambda g: g.startswith(ERRORS), 3.0, 0.0)):
        rows = [i for i, s in enumerate(own) if which(s.group)]
        parts.append(Part(from_sentences([own[i] for i in rows], tags[rows]), weight, bare))
    if reading:
        parts.append(Part(from_posts(gold_posts(reading)), 1.0, 3.0))
    return parts


def tagger_scores(own: list[Sentence]) -> np.ndarray:
    """Scores of our sentences by taggers that saw no line of the same mini-post (n x 16); LearnError when the sentences have changed since."""
    with np.load(Path(__file__).with_name("out_of_fold.npz"), allow_pickle=False) as data:
        if str(data["digest"]) != digest(own):
            raise KnowledgeError("the sentences have changed since the tagger was trained.", where="rubric/learn/sentences",
                                 remedy="Install the extra `learn` and run `python -m rubric.learn.tagger` first.")
        return data["scores"].astype(np.float32)


def train(reading: Path | None) -> dict:
    """Train, calibrate and save; return the figures for the model card."""
    parts = parts_of(reading)
    names = vocabulary([p.examples for p in parts])
    oof = out_of_fold(parts, names)
    slope, shift, thresholds, figures = [], [], [], {}
    for k, code in enumerate(CODES):
        pool = (0, 1) if code in RARE else (1,)
        s = np.concatenate([oof[i][:, k] for i in pool])
        y = np.concatenate([parts[i].examples.matrix()[:, k] for i in pool])
        a, c = platt(s, y)
        t = best_threshold(s, y, 0.5 if code in RARE else 1.0, 1.0 if code in RARE else alarm(code, y))
        p = 1 / (1 + np.exp(-(a * s + c)))
        slope.append(round(a, 4))
        shift.append(round(c, 4))
        thresholds.append(round(float(1 / (1 + np.exp(-(a * t + c)))), 4))
        hit = s >= t
        tp = int((hit & y).sum())
        figures[code] = {"n": int(y.sum()), "precision": round(tp / max(1, int(hit.sum())), 3), "recall": round(tp / max(1, int(y.sum())), 3),
                         "reliability": reliability(p, y)}
    w, b = fit_parts(parts, names)
    w, ears = w[:len(names)], w[len(names):]
    keep = np.flatnonzero(np.abs(w).max(axis=1) > 0.004)
    meta = {
        "codes": list(CODES), "intercepts": [round(float(v), 4) for v in b], "calibration": {"slope": slope, "shift": shift}, "thresholds": thresholds,
        "trained_on": {"own_sentences": sum(len(p.examples.features) for p in parts[:3]), "reading_segments": len(parts[3].examples.features) if reading else 0},
        "settings": {"C": C, "min_groups": MIN_GROUPS, "folds": FOLDS, "weights": [[p.weight, p.bare_weight] for p in parts]}, "out_of_fold": figures,
    }
    save([names[i] for i in keep], w[keep], ears, meta)
    return meta


def save(names: list[str], weights: np.ndarray, ears: np.ndarray, meta: dict, home: Path = HOME) -> None:
    """Write weights.npz (arrays only, no pickle) and model.json."""
    home.mkdir(parents=True, exist_ok=True)
    blob = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
    np.savez_compressed(home / "weights.npz", names=blob, weights=np.round(weights, 4).astype(np.float16), tagger=ears.astype(np.float32))
    (home / "model.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--reading", type=Path, help="labeled posts to learn from besides our own sentences")
    args = ap.parse_args()
    meta = train(args.reading)
    for code, f in meta["out_of_fold"].items():
        p, r = f["precision"], f["recall"]
        print(f"{code:22s} P {p:.2f} R {r:.2f} F1 {2 * p * r / max(1e-9, p + r):.2f}  n={f['n']}")


if __name__ == "__main__":
    main()
