"""Rules: every pattern of the signals, tried on one segment in its context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rubric.detect.context import Context, taken_back
from rubric.detect.prefilter import Prefilter
from rubric.knowledge import compile_pattern, lists, signals
from rubric.records import FAMILY, Segment

ASKED = frozenset({"duties", "requirements", "preferred", "other"})
DENIALS = frozenset({"instant-results", "gatekeeping"})  # "no training provided" is the signal itself
PLACES = {"screening": ASKED | {"about", "apply", "benefits"}, "trait": ASKED, "protect": ASKED | {"apply"}}


@dataclass(frozen=True, slots=True)
class Match:
    """One rule's hit: offsets within the segment; vetoed says why it does not count ('' when it does)."""

    code: str
    rule: str
    start: int
    end: int
    confidence: float
    vetoed: str = ""


@dataclass(frozen=True, slots=True)
class _Compiled:
    code: str
    id: str
    patterns: tuple[tuple[re.Pattern, bool], ...]
    unless: re.Pattern | None
    needs: re.Pattern | None
    sections: frozenset[str]
    company_too: bool
    confidence: float


@lru_cache(maxsize=1)
def rules() -> tuple[_Compiled, ...]:
    """All rules of all signals, compiled once."""
    names, out = lists(), []
    for code, s in signals().items():
        for r in s.rule:
            joined = {k: "|".join(f"(?:{p})" for p in getattr(r, k)) for k in ("unless", "needs")}
            out.append(_Compiled(
                code, r.id,
                tuple((compile_pattern(p, names=names, where=r.id), "<industry>" in p) for p in r.patterns),
                compile_pattern(joined["unless"], words=False, names=names, where=r.id) if r.unless else None,
                compile_pattern(joined["needs"], words=False, names=names, where=r.id) if r.needs else None,
                frozenset(r.sections) or PLACES[FAMILY[code]], r.company_too, r.confidence,
            ))
    return tuple(out)


@lru_cache(maxsize=1)
def _numbered() -> tuple[tuple[tuple[int, re.Pattern, bool], ...], Prefilter]:
    """Every pattern as (rule number, pattern, masked), and the prefilter over them."""
    flat = tuple((n, rx, masked) for n, r in enumerate(rules()) for rx, masked in r.patterns)
    return flat, Prefilter(rx.pattern for _, rx, _ in flat)


def scan(low: str) -> tuple[list[int], list[int]]:
    """One pass over the whole post (lower-cased) for `match`."""
    return _numbered()[1].scan(low)


def match(ctx: Context, hits: tuple[list[int], list[int]] | None = None, offset: int = 0) -> list[Match]:
    """Every hit in the segment, counted or vetoed with the reason; overlapping hits of one rule are merged.

    hits: what `scan` found in the post, offset: where the segment starts there; without them the segment is scanned alone.
    """
    flat, prefilter = _numbered()
    if hits is None:
        hits, offset = prefilter.scan(ctx.low), 0
    spans: dict[int, list[tuple[int, int]]] = {}
    for number in prefilter.called(hits, offset, offset + len(ctx.low)):
        n, rx, masked = flat[number]
        if masked and not ctx.industries:
            continue
        named = "span" in rx.groupindex
        for m in rx.finditer(ctx.masked if masked else ctx.low):
            a, b = _trim(ctx.low, *(m.span("span") if named and m.group("span") else m.span()))
            if b > a:
                spans.setdefault(n, []).append((a, b))
    found = []
    for n in sorted(spans):
        r = rules()[n]
        if r.needs and not r.needs.search(ctx.low):
            continue
        why = ""
        if ctx.section not in r.sections:
            why = "section"
        elif ctx.company and not r.company_too:
            why = "company"
        elif r.unless and r.unless.search(ctx.low):
            why = "unless"
        for a, b in merge(spans[n]):
            veto = why or ("denied" if FAMILY[r.code] == "screening" and r.code not in DENIALS and taken_back(ctx, a, b) else "")
            found.append(Match(r.code, r.id, a, b, r.confidence, veto))
    return found


def merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Union of overlapping spans, in order."""
    out: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if out and a < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _trim(low: str, a: int, b: int) -> tuple[int, int]:
    while a < b and (low[a].isspace() or low[a] in ",;:-–•("):
        a += 1
    while b > a and (low[b - 1].isspace() or low[b - 1] in ",;:-–.("):
        b -= 1
    return a, b


def fires(rule_id: str, sentence: str) -> bool:
    """True when this rule counts a hit in a sentence that stands under 'requirements' (for the rules' own examples)."""
    from rubric.detect.context import context

    ctx = context(sentence, Segment(0, len(sentence), "requirements"))
    return any(m.rule == rule_id and not m.vetoed for m in match(ctx))
