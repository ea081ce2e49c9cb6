"""What stage 5 does where the reading of the result brings up more: phrases that were left out, and counts whose words stay flagged."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from rubric.records import FAMILY, Finding, Report
from rubric.rewrite.crafts import craft
from rubric.rewrite.merge import Unit
from rubric.rewrite.phrases import industry
from rubric.rewrite.places import named, unread
from rubric.rewrite.spans import Spans

_NAME = re.compile(r"(?:\s+[A-Z][\w&-]*){1,2}\s+")  # the rest of a name that a finding cut in two
_GLUE = re.compile(r"(?:(?<=\s)(?:of|in|with|at))?\s*$", re.I)
_SKILL = re.compile(r"(?:[\w'’+-]+\s+){0,6}?(?:experience|expertise|background)\s+(?:in|with|of|within)\s+", re.I)


def force(report: Report, found: list[Unit], forced: dict[tuple[int, int], Finding], placed: Spans, segments: Spans) -> list[Unit]:
    """Take in findings that the phrases left out: together with the count of years beside them, else as a line for the writer."""
    for (start, end), f in forced.items():
        left = start - len(_GLUE.search(report.text, max(0, start - 9), start).group())
        first = last = bisect_left(found, left - 1, key=lambda u: u.end)
        while last < len(found) and (found[last].start <= end + 1 or _NAME.fullmatch(report.text, end, found[last].start)):
            last += 1
        near = found[first:last]
        a, b = min([start, *(u.start for u in near)]), max([end, *(u.end for u in near)])
        both = near and near[0].shape == "pp" and f.code == near[0].code == "industry-background"
        years = near and near[0].code.startswith("years") and f.code in ("industry-background", "insider-knowledge")
        skill = _SKILL.match(report.text, a, b) if years else None
        kind = craft(report.text[skill.end() : b + 30], alone=True) if skill else ""
        which = tuple(
            sorted(
                {i for u in near for i in u.findings}
                | {i for i, g in placed.over(a, b) if FAMILY[g.code] == "screening"}
            )
        )
        if not near and (seg := next((s for _, s in segments.over(a, b) if s.start <= a and b <= s.end), None)):
            end = seg.start + unread(report.text[seg.start : seg.end], a - seg.start, b - seg.start).end
            b = max(b, min([end, *(u.start for u in found[last : last + 1])]))
        b = a + len(report.text[a:b].rstrip(" \t\xa0,;:"))
        slots = _named(report.text[a:b]) if years or both else {}
        base = near[0] if near else Unit(a, b, f.code, "blank", f.strength or "required", which)
        new = replace(
            base,
            start=a,
            end=b,
            findings=which,
            tail="",
            slots=slots,
            code="years+industry" if years else f.code,
            shape="function" if "function" in slots else "np" if slots else "blank",
        )
        if years and skill and not kind and not new.slots:  # no name can be read off: the words behind "experience in" stay
            new = replace(new, end=a + len(skill.group().rstrip()), code="years+industry", shape="lead", slots={"work": ""})
        if kind:  # a craft: only the words before it go
            shape = "use-noun" if kind == "use" else "proof-noun" if near[0].level > 1 else "do-noun"
            new = replace(new, end=a + len(skill.group().rstrip()), code="industry-background", shape=shape, slots={})
        found[first:last] = [new]
    return found


def _named(words: str) -> dict[str, str]:
    function, field_, learn = industry(words)
    return named(field_, learn) | ({"function": function} if function and learn else {})


def plainer(text: str, u: Unit, limit: int) -> Unit | None:
    """Where every wording around a count of years is flagged by what it counts: only the words before that go, and it stays."""
    m = _SKILL.match(text, u.start, min(limit, u.end + 9)) if u.code.startswith("years") else None
    if not m or m.end() > limit:
        return None
    kind = craft(text[m.end() : m.end() + 80], alone=True)
    skill = "use-noun" if kind == "use" else "proof-noun" if u.level > 1 else "do-noun"
    code, shape, slots = ("industry-background", skill, {}) if kind else ("years+industry", "lead", {"work": ""})
    return replace(u, end=u.start + len(m.group().rstrip()), code=code, shape=shape, slots=slots, tail="")
