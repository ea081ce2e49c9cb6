"""The lines of the post that a kit quotes: what asks for a competency, what screens, what is a condition of the work."""

from __future__ import annotations

from rubric.interview.kit import Quote, Replacement
from rubric.interview.options import one_line
from rubric.knowledge import signals
from rubric.knowledge.kitbook import kit_book
from rubric.records import Finding, Report

LONGEST_LINE = 220
"""Characters of a quoted line before it becomes an excerpt; the signal itself is always inside."""
LONGEST_SIGNAL = 160


def quote(report: Report, finding: Finding) -> Quote:
    """The line around a finding, on one line, cut at words (with …) when it is long."""
    start, end = _line_of(report, finding)
    return Quote(
        line=_excerpt(report.text, start, end, finding.start, finding.end),
        signal=_clip(one_line(report.text[finding.start : finding.end])),
        code=finding.code, start=finding.start, end=finding.end, strength=finding.strength,
    )


def quotes(report: Report, codes: tuple[str, ...]) -> tuple[Quote, ...]:
    """One quote for each line that carries one of these codes, in text order."""
    seen, out = set(), []
    for f in sorted(report.findings, key=lambda f: (f.start, f.end)):
        if f.code in codes and (line := _line_of(report, f)) not in seen:
            seen.add(line)
            out.append(quote(report, f))
    return tuple(out)


def replacements(report: Report, numbers: dict[str, tuple[int, ...]], names: dict[str, str]) -> tuple[Replacement, ...]:
    """What to test instead of each screening code in the post. `numbers`: question numbers by competency code in this kit."""
    out, told = [], set()
    for t in kit_book().test_instead:
        found = [f for f in sorted(report.findings, key=lambda f: f.start) if f.code == t.code]
        if not found:
            continue
        lines = tuple(quote(report, f) for f in found)
        said = list(dict.fromkeys(q.signal for q in lines))
        asked = numbers.get(t.competency, ())
        note = "" if asked else f"{names[t.competency]} is not among this kit’s competencies."
        if note and t.competency not in told:
            note += " A longer kit, or one for which you choose it, asks about it."
        told.add(t.competency)
        out.append(Replacement(
            code=t.code, name=signals()[t.code].name if t.code in signals() else t.code, quotes=lines,
            text=t.text.replace("“{quote}”", _join([f"“{s}”" for s in said])).replace("{quote}", _join(said)),
            competency=t.competency, competency_name=names[t.competency], questions=asked, note=note, evidence=t.evidence,
        ))
    return tuple(out)


def _line_of(report: Report, f: Finding) -> tuple[int, int]:
    if 0 <= f.segment < len(report.segments):
        s = report.segments[f.segment]
        if s.start <= f.start and f.end <= s.end:
            return s.start, s.end
    start = report.text.rfind("\n", 0, f.start) + 1
    end = report.text.find("\n", f.end)
    return start, len(report.text) if end < 0 else end


def _excerpt(text: str, start: int, end: int, a: int, b: int) -> str:
    whole = one_line(text[start:end])
    if len(whole) <= LONGEST_LINE:
        return whole
    if b - a >= LONGEST_LINE:
        return _clip(one_line(text[a:b]), LONGEST_LINE)
    left = max(start, a - (LONGEST_LINE - (b - a)) // 2)
    right = min(end, left + LONGEST_LINE)
    left = max(start, min(left, right - LONGEST_LINE))
    if left > start and (gap := text.find(" ", left, a)) >= 0:
        left = gap + 1
    if right < end and (gap := text.rfind(" ", b, right)) >= 0:
        right = gap
    return ("… " if left > start else "") + one_line(text[left:right]) + (" …" if right < end else "")


def _clip(text: str, limit: int = LONGEST_SIGNAL) -> str:
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", limit // 2, limit)
    return text[: cut if cut > 0 else limit].rstrip() + " …"


def _join(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
