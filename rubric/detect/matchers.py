"""Rules: every pattern of the signals, tried on one segment in its context."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rubric.detect.context import Context, taken_back
from rubric.detect.rules import finders, patterns, rules
from rubric.records import FAMILY, Segment

_LOOSE_END = re.compile(r"(?<=\w)[\s,]*[\s(\[](?:of|with|and|or|for|the|a|an|our|your|their|to|by|such as|as|i|e|(?<!jump )(?<!right )(?<!pitch )(?<!fill )in)$|[\s(\[]+$")  # words and open brackets that end no phrase
DENIALS = frozenset({"instant-results", "gatekeeping"})  # "no training provided" is the signal itself


@dataclass(frozen=True, slots=True)
class Match:
    """One rule's hit: offsets within the segment; vetoed says why it does not count ('' when it does)."""

    code: str
    rule: str
    start: int
    end: int
    confidence: float
    vetoed: str = ""


def match(ctx: Context) -> list[Match]:
    """Every hit in the segment, counted or vetoed with the reason; overlapping hits of one rule are merged."""
    find, every = finders(), patterns()
    spans: dict[int, list[tuple[int, int]]] = {}
    for number in sorted(ctx.called):
        n, masked = find.get(number, (None, False))
        if n is None or (masked and not ctx.industries):
            continue
        rx = every[number].rx
        named = "span" in rx.groupindex
        for m in rx.finditer(ctx.masked if masked else ctx.low):
            a, b = _trim(ctx.low, *(m.span("span") if named and m.group("span") else m.span()))
            if b > a:
                spans.setdefault(n, []).append((a, b))
    found = []
    for n in sorted(spans):
        r = rules()[n]
        if r.needs is not None and not _holds(ctx, r.needs):
            continue
        why = ""
        if ctx.section not in r.sections:
            why = "section"
        elif ctx.company and not r.company_too:
            why = "company"
        elif r.unless is not None and _holds(ctx, r.unless):
            why = "unless"
        for a, b in merge(spans[n]):
            veto = why or ("denied" if FAMILY[r.code] == "screening" and r.code not in DENIALS and taken_back(ctx, a, b) else "")
            found.append(Match(r.code, r.id, a, b, r.confidence, veto))
    return found


def _holds(ctx: Context, number: int) -> bool:
    return number in ctx.called and bool(patterns()[number].search(ctx.low))


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
    """Without the loose words and signs at its edges that no reader underlines, and never from the middle of a hyphenated word."""
    while a < b and (low[a].isspace() or low[a] in ",;:-–•("):
        a += 1
    while b > a:
        if low[b - 1].isspace() or low[b - 1] in ",;:-–.([“\"":
            b -= 1
        elif m := _LOOSE_END.search(low, max(a, b - 12), b):
            b = m.start()
        else:
            break
    while b > a and 1 < a and low[a - 1] in "-‑" and low[a - 2].isalpha() and low[a].isalpha():
        a -= 2
        while a and (low[a - 1].isalnum()):
            a -= 1
    return a, b


def fires(rule_id: str, sentence: str) -> bool:
    """True when this rule counts a hit in a sentence that stands under 'requirements' (for the rules' own examples)."""
    from rubric.detect.context import context

    ctx = context(sentence, Segment(0, len(sentence), "requirements"))
    return any(m.rule == rule_id and not m.vetoed for m in match(ctx))
