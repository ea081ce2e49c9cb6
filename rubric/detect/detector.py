"""The order of detection: context -> rules -> model -> what stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rubric.detect import classifier, overlaps
from rubric.detect.context import contexts, waived
from rubric.detect.matchers import match
from rubric.records import FAMILY, Finding, Segment


REMEMBERED = 5_000  # segments in a memo; then it begins again


def detect(text: str, segments: Sequence[Segment], memo: dict | None = None) -> tuple[Finding, ...]:
    """All findings in text order; offsets are characters of `text`.

    memo: segments read before, for a caller that analyzes nearly the same text again and again; it is the caller's to forget.
    """
    out: list[Finding] = []
    fresh = []
    if memo is not None and len(memo) > REMEMBERED:
        memo.clear()
    for n, seg in enumerate(segments):
        if seg.heading:
            continue
        known = memo.get(_key(text, seg)) if memo is not None else None
        if known is None:
            fresh.append(n)
        else:
            out += [replace(f, start=f.start + seg.start, end=f.end + seg.start, segment=n) for f in known]
    for n, found in zip(fresh, _read(text, [segments[n] for n in fresh], fresh), strict=True):
        seg = segments[n]
        if memo is not None:
            memo[_key(text, seg)] = [replace(f, start=f.start - seg.start, end=f.end - seg.start) for f in found]
        out += found
    taken_back = waived(text, segments)
    if taken_back:
        out = [f for f in out if f.segment not in taken_back or FAMILY[f.code] != "screening"]
    return tuple(sorted(out, key=lambda f: (f.start, f.end, f.code)))


def _key(text: str, seg: Segment) -> tuple[str, bool, str]:
    return seg.section, bool(seg.bullet), text[seg.start:seg.end]


def _read(text: str, segments: Sequence[Segment], numbers: Sequence[int]) -> list[list[Finding]]:
    """The findings of each segment."""
    model = classifier.load()
    ctxs = contexts(text, segments)
    matches = [match(ctx) for ctx in ctxs]
    opinions = model.read(ctxs, matches) if model else [None] * len(ctxs)
    return [overlaps.decide(*each) for each in zip(numbers, ctxs, matches, opinions, strict=True)]
