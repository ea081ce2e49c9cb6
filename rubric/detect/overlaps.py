"""What stays: rules and model are brought together, one decision per code and segment, and every finding keeps how it was found."""

from __future__ import annotations

from rubric.detect.classifier import Opinion
from rubric.detect.context import Context
from rubric.detect.lookalikes import lookalike
from rubric.detect.matchers import Match, merge
from rubric.detect.strength import softened
from rubric.records import CODES, FAMILY, Finding

# How sure the model must be of a signal that no rule even hints at.
ALONE = {"screening": 0.6, "trait": 0.6, "protect": 0.7}
# Where the employer speaks of itself, a demand that no rule counts must be plain.
OWN_WORDS, SURE = ("about", "benefits", "eeo"), 0.9
# Codes whose rules often find the core of a list or phrase only: there the tagger's run around it counts as well (measured on 242
# labeled posts). It would help industry-background, too, but the rewrite reads the rules' spans better.
WIDER = ("drive", "learning")


def decide(number: int, ctx: Context, matches: list[Match], opinions: dict[str, Opinion] | None) -> list[Finding]:
    """Findings of one segment. A code stays when its probability passes its threshold; without a model, when a rule counts it."""
    out = []
    there = {m.code for m in matches}
    there.update(opinions or ())
    for code in CODES:
        if code not in there:
            continue
        mine = [m for m in matches if m.code == code]
        counted = [m for m in mine if not m.vetoed]
        op = opinions.get(code) if opinions is not None else None
        own = [m for m in counted if m.rule.startswith(f"{code}.house-")]  # a house's own rules: the model has never seen them
        if own and not (op and op.stays):
            counted, op = own, None
        if op is None:
            if not counted or (opinions is not None and not own):
                continue
            probability, terms = max(m.confidence for m in counted), ()
        else:
            if not op.stays or (not mine and op.probability < ALONE[FAMILY[code]]):
                continue
            own_words = ctx.company or (FAMILY[code] == "screening" and ctx.section in OWN_WORDS)
            if not counted and own_words and op.probability < SURE:
                continue
            probability, terms = op.probability, op.terms
        source = counted or mine
        if source:
            spans = merge([(m.start, m.end) for m in source])
            if op and code in WIDER:
                spans = [_wider(span, op.spans, spans) for span in spans]
            rule = source[0].rule
        else:
            spans, rule = op.spans, ""
        method = "both" if counted and op else "rule" if counted else "model"
        for a, b in spans:
            if FAMILY[code] == "screening" and not own and lookalike(code, ctx.text, a, b):
                continue
            strength = None
            if FAMILY[code] == "screening":
                strength = "preferred" if softened(ctx, a, b, code) else "required"
            out.append(Finding(
                code, ctx.segment.start + a, ctx.segment.start + b, strength, ctx.text[a:b], number, method, rule,
                probability, terms,
            ))
    return out


def _wider(span: tuple[int, int], runs: tuple[tuple[int, int], ...], spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The rule's span with the tagger's runs that overlap it, as far as they overlap no other of the rules' spans."""
    start, end = span
    for a, b in runs:
        if [s for s in spans if a < s[1] and s[0] < b] == [span]:
            start, end = min(start, a), max(end, b)
    return start, end
