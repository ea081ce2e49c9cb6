"""Whose words a segment is, and whether a demand is taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rubric.detect import rules
from rubric.knowledge import compile_pattern, fold, lists
from rubric.records import Segment

LONGEST_HEADING = 80  # characters
ADDRESSES, NOT_NEEDED = (rules.VOICES.index(name) for name in ("addresses", "notneeded"))


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about one segment before its signals are read.

    low: lower-cased text of the same length; masked: the same with industry terms covered by U+E000;
    company: the employer talks about itself; industries: spans of the covered terms;
    called: numbers of the patterns (rules.py) that may match here, all others cannot.
    """

    segment: Segment
    text: str
    low: str
    masked: str
    section: str
    company: bool
    industries: tuple[tuple[int, int], ...]
    called: frozenset[int]


@lru_cache(maxsize=1)
def _rx():
    names = lists()
    return (
        compile_pattern(names["company"], words=False),
        re.compile(r"(?<!\w)(?:no|without|don['’]?t need|do not need|never mind)\s+(?:[\w/&'’-]+\s+){0,6}?(?:experience|background|knowledge|rolodex|network|contacts|book|training)\b(?:\s+(?:is\s+|are\s+)?(?:required|needed|necessary|expected|at all))?"),
    )


@lru_cache(maxsize=1)
def _terms() -> tuple[dict[str, list[tuple[str, ...]]], re.Pattern]:
    from rubric.knowledge.store import load

    first: dict[str, list[tuple[str, ...]]] = {}
    word = re.compile(r"[a-z0-9][a-z0-9&'/+-]*")
    for term in load("industries.toml")["terms"]:
        words = tuple(word.findall(term))
        first.setdefault(words[0], []).append(words)
    for group in first.values():
        group.sort(key=len, reverse=True)
    return first, word


def mask_industries(low: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cover every industry term with U+E000 of the same length; return the text and the covered spans."""
    first, word = _terms()
    if "/" not in low and first.keys().isdisjoint(word.findall(low)):
        return low, ()
    tokens = [(m[0], *m.span()) for m in word.finditer(low)]
    spans, out, i = [], [], 0
    last = 0
    while i < len(tokens):
        hit = 0
        for words in first.get(tokens[i][0], ()):
            n = len(words)
            if n == 1 or tuple(t[0] for t in tokens[i:i + n]) == words:
                hit = n
                break
        if not hit and "/" in tokens[i][0] and any(p in first and (p,) in first[p] for p in tokens[i][0].split("/")):
            hit = 1
        if hit:
            a, b = tokens[i][1], tokens[i + hit - 1][2]
            out.append(low[last:a])
            out.append("\ue000" * (b - a))
            last = b
            spans.append((a, b))
            i += hit
        else:
            i += 1
    out.append(low[last:])
    return "".join(out), tuple(spans)


def contexts(text: str, segments: Sequence[Segment]) -> list[Context]:
    """Read the circumstances of some segments of a post."""
    bodies = [text[s.start:s.end] for s in segments]
    lows = [fold(b) for b in bodies]
    found = zip(segments, bodies, lows, rules.sieve().called(lows), strict=True)
    out = []
    for seg, body, low, called in found:
        masked, industries = mask_industries(low)
        out.append(Context(seg, body, low, masked, seg.section, _company(low, called), industries, called))
    return out


def waived(text: str, segments: Sequence[Segment]) -> frozenset[int]:
    """Numbers of the segments under a line that takes them back ("What you do not need"), up to a heading or an empty line."""
    out, under, items, last = set(), False, 0, 0
    for n, seg in enumerate(segments):
        body = text[seg.start:seg.end]
        if len(body) <= LONGEST_HEADING and _waiving().fullmatch(fold(body).strip(" \t*_#:.!?…-–—>")):
            under, items = True, 0
        elif seg.heading or (items and "\n\n" in text[last:seg.start].replace("\r", "").replace(" ", "")):
            under = False
        elif under:
            out.add(n)
            items += 1
        last = seg.end
    return frozenset(out)


@lru_cache(maxsize=1)
def _waiving() -> re.Pattern:
    return compile_pattern(lists()["waiving"], words=False)


def context(text: str, seg: Segment) -> Context:
    """Read one segment's circumstances."""
    return contexts(text, [seg])[0]


def _company(low: str, called: frozenset[int]) -> bool:
    return bool(_rx()[0].search(low)) and not _says(ADDRESSES, low, called)


def _says(number: int, low: str, called: frozenset[int]) -> bool:
    return number in called and bool(rules.patterns()[number].search(low))


def taken_back(ctx: Context, start: int, end: int) -> bool:
    """True when the words at [start, end) are denied: 'no … experience required'."""
    return any(m.start() <= start < m.end() or m.start() < end <= m.end() for m in _rx()[1].finditer(ctx.low))


def not_needed(ctx: Context) -> bool:
    """True when the segment says that something is not required."""
    return _says(NOT_NEEDED, ctx.low, ctx.called)
