"""The order of detection: context -> rules -> model -> what stays."""

from __future__ import annotations

from collections.abc import Sequence

from rubric.detect import classifier, overlaps
from rubric.detect.context import context
from rubric.detect.matchers import match, scan
from rubric.knowledge import fold
from rubric.records import Finding, Segment


def detect(text: str, segments: Sequence[Segment]) -> tuple[Finding, ...]:
    """All findings in text order; offsets are characters of `text`."""
    model = classifier.load()
    out: list[Finding] = []
    hits = scan(fold(text))
    for n, seg in enumerate(segments):
        if seg.heading:
            continue
        ctx = context(text, seg)
        matches = match(ctx, hits, seg.start)
        opinions = model.read(ctx, matches) if model else {}
        out.extend(overlaps.decide(n, ctx, matches, opinions))
    return tuple(sorted(out, key=lambda f: (f.start, f.end, f.code)))
