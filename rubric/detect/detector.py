"""The order of detection: context -> rules -> model -> what stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rubric.detect import classifier, overlaps
from rubric.detect.context import context
from rubric.detect.matchers import match, scan
from rubric.knowledge import fold
from rubric.records import Finding, Segment


def detect(text: str, segments: Sequence[Segment], memo: dict | None = None) -> tuple[Finding, ...]:
    """All findings in text order; offsets are characters of `text`.

    memo: segments read before, for a caller that analyzes nearly the same text again and again; it is the caller's to forget.
    """
    model = classifier.load()
    out: list[Finding] = []
    hits = None
    for n, seg in enumerate(segments):
        if seg.heading:
            continue
        key = (seg.section, bool(seg.bullet), text[seg.start:seg.end])
        if memo is None or key not in memo:
            hits = hits or scan(fold(text))
            ctx = context(text, seg)
            matches = match(ctx, hits, seg.start)
            opinions = model.read(ctx, matches) if model else {}
            found = overlaps.decide(n, ctx, matches, opinions)
            if memo is not None:
                memo[key] = [replace(f, start=f.start - seg.start, end=f.end - seg.start) for f in found]
        else:
            found = [replace(f, start=f.start + seg.start, end=f.end + seg.start, segment=n) for f in memo[key]]
        out.extend(found)
    return tuple(sorted(out, key=lambda f: (f.start, f.end, f.code)))
