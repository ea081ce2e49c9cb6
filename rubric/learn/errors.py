"""What the detector gets wrong: `python -m rubric.learn.errors CODE [CODE…] [--posts POSTS.jsonl]`.

On labeled posts, or on our own held-out sentences; one line an error: missed (FN) or wrongly found (FP), section, rules that hit (or were
vetoed), the text with its gold spans in ⟦ ⟧.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from rubric.detect import detect
from rubric.detect.context import context
from rubric.detect.features import circumstances
from rubric.detect.matchers import match, merge
from rubric.learn.sentences import gold_posts, held_out, own_sentences
from rubric.records import CODES, Segment
from rubric.segment import segment


def rows_of_posts(posts) -> Iterator[tuple[str, Segment, list[dict], list]]:
    """(post's text, segment, its labels, its findings) of labeled posts."""
    for post in posts:
        segments = segment(post["text"])
        found = detect(post["text"], segments)
        for n, seg in enumerate(segments):
            if not seg.heading:
                yield post["text"], seg, [x for x in post["labels"] if seg.start <= (x["start"] + x["end"]) / 2 < seg.end], [f for f in found if f.segment == n]


def rows_of_sentences(sentences) -> Iterator[tuple[str, Segment, list[dict], list]]:
    """The same of our own sentences."""
    for s in sentences:
        seg = Segment(0, len(s.text), s.section)
        yield s.text, seg, [{"code": x.code, "start": x.start, "end": x.end} for x in s.labels], list(detect(s.text, [seg]))


def show(seg: Segment, text: str, labels, code: str) -> str:
    """The segment with the gold spans of one code in brackets."""
    out, last = "", seg.start
    for x in sorted((x for x in labels if x["code"] == code), key=lambda x: x["start"]):
        if x["start"] >= last:
            out += text[last:x["start"]] + "⟦" + text[x["start"]:x["end"]] + "⟧"
            last = x["end"]
    return (out + text[last:seg.end]).replace("\n", " / ")


def print_spans(rows, code: str) -> None:
    """Shared characters (Jaccard) of our spans and the gold's where both mark the segment, the worst first."""
    shares = []
    for text, seg, labels, found in rows:
        spans = merge([(f.start, f.end) for f in found if f.code == code])
        ours = {i for a, b in spans for i in range(a, b)}
        gold = {i for x in labels if x["code"] == code for i in range(x["start"], x["end"])}
        shares.append((len(ours & gold) / len(ours | gold), show(seg, text, labels, code)[:300], " + ".join(text[a:b] for a, b in spans)))
    print(f"span overlap: {sum(s for s, _, _ in shares) / max(1, len(shares)):.3f} (n={len(shares)})")
    for share, shown, ours in sorted(shares)[:40]:
        print(f"{share:.2f} {shown}  ours: {ours}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("codes", nargs="+", choices=CODES)
    ap.add_argument("--posts", type=Path, help="labeled posts instead of our own held-out sentences")
    ap.add_argument("--only", choices=["FN", "FP"], help="only missed (FN) or only wrongly found (FP)")
    ap.add_argument("--spans", action="store_true", help="list instead the spans that share least with the gold's")
    args = ap.parse_args()
    rows = list(rows_of_posts(gold_posts(args.posts)) if args.posts else rows_of_sentences(s for s in own_sentences() if held_out(s.group)))
    for code in args.codes:
        gold = [any(x["code"] == code for x in labels) for _, _, labels, _ in rows]
        ours = [any(f.code == code for f in found) for _, _, _, found in rows]
        right = sum(g and o for g, o in zip(gold, ours, strict=True))
        print(f"## {code}: P {right / max(1, sum(ours)):.3f} R {right / max(1, sum(gold)):.3f} n={sum(gold)}")
        if args.spans:
            print_spans([r for r, g, o in zip(rows, gold, ours, strict=True) if g and o], code)
            continue
        for (text, seg, labels, _), g, o in zip(rows, gold, ours, strict=True):
            kind = "FN" if g else "FP"
            if g == o or (args.only and args.only != kind):
                continue
            ctx = context(text, seg)
            rules = " ".join(f for f in circumstances(ctx, match(ctx)) if f.startswith(("@rule=" + code, "@veto=" + code, "@company")))
            others = ",".join(sorted({x["code"] for x in labels} - {code}))
            print(f"{kind} [{seg.section}] {show(seg, text, labels, code)[:330]}  <{rules}> {others and '(gold: ' + others + ')'}")


if __name__ == "__main__":
    main()
