"""What the detector would get wrong on labeled posts it has not learned from: `python -m rubric.learn.errors CODE --reading POSTS.jsonl`.

Out-of-fold scores on the labeled posts (or on our own posts with --own), one line an error: kind, probability against threshold,
section, rules that hit (or were vetoed), the text with its gold spans in ⟦ ⟧.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from rubric.detect.context import context
from rubric.detect.matchers import match, merge
from rubric.learn.dataset import features_of
from rubric.learn.sentences import gold_posts, own_sentences
from rubric.learn.train import ANALOGS, best_threshold, out_of_fold, parts_of, platt, vocabulary
from rubric.records import CODES, Segment
from rubric.segment import segment


def rows_of_posts(posts):
    """(segment, text, labels) in the order of dataset.from_posts."""
    for post in posts:
        for seg in segment(post["text"]):
            if not seg.heading:
                yield seg, post["text"], [x for x in post["labels"] if seg.start <= (x["start"] + x["end"]) / 2 < seg.end]


def rows_of_sentences(sentences):
    for s in sentences:
        yield Segment(0, len(s.text), s.section), s.text, [{"code": x.code, "start": x.start, "end": x.end} for x in s.labels]


def show(seg: Segment, text: str, labels, code: str) -> str:
    """The segment with the gold spans of one code in brackets."""
    out, last = "", seg.start
    for x in sorted((x for x in labels if x["code"] == code), key=lambda x: x["start"]):
        if x["start"] >= last:
            out += text[last:x["start"]] + "⟦" + text[x["start"]:x["end"]] + "⟧"
            last = x["end"]
    return (out + text[last:seg.end]).replace("\n", " / ")


def print_spans(rows, code: str) -> None:
    """Shared characters (Jaccard) of the rules' spans and the gold's where both mark the segment, the worst first."""
    shares = []
    for seg, text, labels in rows:
        found = [m for m in match(context(text, seg)) if m.code == code]
        found = [m for m in found if not m.vetoed] or found
        ours = {i for m in found for i in range(seg.start + m.start, seg.start + m.end)}
        gold = {i for x in labels if x["code"] == code for i in range(x["start"], x["end"])}
        spans = " + ".join(text[seg.start + a:seg.start + b] for a, b in merge([(m.start, m.end) for m in found]))
        shares.append((len(ours & gold) / max(1, len(ours | gold)) if ours else -1, show(seg, text, labels, code)[:300], spans))
    ruled = [s for s, _, _ in shares if s >= 0]
    print(f"span overlap where a rule hit: {sum(ruled) / max(1, len(ruled)):.3f} (n={len(ruled)}; no rule: {len(shares) - len(ruled)})")
    for share, shown, spans in sorted(shares)[:40]:
        print(f"{share:.2f} {shown}  ours: {spans}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("codes", nargs="+", choices=CODES)
    ap.add_argument("--reading", type=Path, required=True)
    ap.add_argument("--own", action="store_true", help="errors on our own analogs of posts instead")
    ap.add_argument("--only", choices=["FN", "FP"], help="only missed (FN) or only wrongly found (FP)")
    ap.add_argument("--spans", action="store_true", help="list instead the rules' spans that share least with the gold's")
    args = ap.parse_args()
    parts = parts_of(args.reading)
    oof = out_of_fold(parts, vocabulary([p.examples for p in parts]))
    which = 1 if args.own else 2
    rows = list(rows_of_sentences(s for s in own_sentences() if s.group.startswith(ANALOGS)) if args.own else rows_of_posts(gold_posts(args.reading)))
    for code in args.codes:
        k = CODES.index(code)
        s, y = oof[which][:, k], parts[which].examples.matrix()[:, k]
        a, c = platt(s, y)
        t = best_threshold(s, y)
        prob = 1 / (1 + np.exp(-(a * s + c)))
        hit = s >= t
        tp = int((hit & y).sum())
        p, r = tp / max(1, int(hit.sum())), tp / max(1, int(y.sum()))
        print(f"## {code}: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} threshold {1 / (1 + np.exp(-(a * t + c))):.2f}, n={int(y.sum())}")
        if args.spans:
            print_spans([rows[i] for i in np.flatnonzero(y & hit)], code)
            continue
        for kind, wrong in (("FN", y & ~hit), ("FP", ~y & hit)):
            if args.only and args.only != kind:
                continue
            for i in np.flatnonzero(wrong):
                seg, text, labels = rows[i]
                rules = " ".join(f for f in features_of(text, seg) if f.startswith(("@rule=" + code, "@veto=" + code, "@company")))
                others = ",".join(sorted({x["code"] for x in labels} - {code}))
                print(f"{kind} {prob[i]:.2f} [{seg.section}] {show(seg, text, labels, code)[:330]}  <{rules}> {others and '(gold: ' + others + ')'}")


if __name__ == "__main__":
    main()
