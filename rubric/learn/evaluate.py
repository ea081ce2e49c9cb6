"""How good the detector is: against labeled posts (`rubric evaluate POSTS.jsonl`), or on our own held-out sentences.

Unit: a labeled segment and a code; a finding counts for the segment that holds its middle. Reported per code and family:
precision, recall, F1; for segments both mark, the shared part of the underlined characters (Jaccard); for posts with a reader's
rating (0-10), Spearman's rank correlation with the scores.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from rubric.detect import detect
from rubric.learn.sentences import held_out, own_sentences
from rubric.pipeline import analyze
from rubric.records import CODES, PROTECT, SCREENING, TRAITS, Segment

FAMILIES = {"screening": SCREENING, "traits": TRAITS, "protect": PROTECT}


@dataclass
class Tally:
    """Counts per code: right, wrongly found, missed; overlaps and rank correlations where there is something to compare."""

    counts: dict[str, list[int]] = field(default_factory=lambda: {c: [0, 0, 0] for c in CODES})
    overlaps: list[float] = field(default_factory=list)
    spearman: dict[str, float] = field(default_factory=dict)

    def prf(self, codes: Iterable[str]) -> tuple[float, float, float]:
        """Micro precision, recall and F1 over some codes."""
        tp, fp, fn = (sum(self.counts[c][i] for c in codes) for i in range(3))
        return tp / max(1, tp + fp), tp / max(1, tp + fn), 2 * tp / max(1, 2 * tp + fp + fn)

    @property
    def overlap(self) -> float:
        return float(np.mean(self.overlaps)) if self.overlaps else 0.0


def _cells(post: dict, spans) -> dict[tuple[int, str], set[int]]:
    starts = [a for a, _ in post["segments"]]
    out: dict[tuple[int, str], set[int]] = defaultdict(set)
    for code, start, end in spans:
        middle = (start + end) / 2
        n = max(0, bisect_right(starts, middle) - 1)
        if code in post.get("codes", CODES) and ("codes" not in post or starts[n] <= middle <= post["segments"][n][1]):
            out[n, code] |= set(range(start, end))
    return out


def evaluate_posts(posts: list[dict]) -> Tally:
    """Run the analyzer on labeled posts and count. A post with "codes" is labeled for those only."""
    out, scores = Tally(), []
    for post in posts:
        report = analyze(post["text"])
        scores.append(report.score)
        gold = _cells(post, ((x["code"], x["start"], x["end"]) for x in post["labels"]))
        ours = _cells(post, ((f.code, f.start, f.end) for f in report.findings))
        for cell in gold.keys() | ours.keys():
            both = cell in gold and cell in ours
            out.counts[cell[1]][0 if both else 1 if cell in ours else 2] += 1
            if both:
                out.overlaps.append(len(gold[cell] & ours[cell]) / len(gold[cell] | ours[cell]))
    if posts and all("rating" in p for p in posts):
        from scipy.stats import spearmanr

        ratings = {k: [p["rating"][k] for p in posts] for k in ("screening", "athlete")}
        ratings["balance"] = [a - s for a, s in zip(ratings["athlete"], ratings["screening"], strict=True)]
        for k, values in ratings.items():
            out.spearman[k] = float(spearmanr([getattr(s, k) for s in scores], values).statistic)
    return out


def evaluate_own() -> Tally:
    """Our own sentences that neither the tagger nor the words' model learned from, each read as a post of one line."""
    out = Tally()
    for s in own_sentences():
        if not held_out(s.group):
            continue
        gold = {x.code for x in s.labels}
        ours = {f.code for f in detect(s.text, [Segment(0, len(s.text), s.section)])}
        for code in gold | ours:
            out.counts[code][0 if code in gold and code in ours else 1 if code in ours else 2] += 1
    return out


def table(tally: Tally) -> str:
    """The tally as lines of text."""
    lines = []
    for name, codes in FAMILIES.items():
        p, r, f = tally.prf(codes)
        lines.append(f"{name}: P {p:.3f} R {r:.3f} F1 {f:.3f}")
        for c in codes:
            p, r, f = tally.prf([c])
            lines.append(f"  {c:20s} P {p:.2f} R {r:.2f} F1 {f:.2f}  n={tally.counts[c][0] + tally.counts[c][2]}")
    if tally.overlaps:
        lines.append(f"span overlap {tally.overlap:.2f}")
    lines += [f"Spearman {k} {v:.3f}" for k, v in tally.spearman.items()]
    return "\n".join(lines)
