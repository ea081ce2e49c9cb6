"""Which job this is: the title, and the role family that chooses questions and wording (first match in knowledge/roles.toml)."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache

from rubric.knowledge import compile_pattern, fold
from rubric.records import RoleFamily, Segment

_LABEL = re.compile(r"(?im)^\W{0,4}(?:job title|position title|position|title|role|job)\s*[:\-–]\s*(.{3,90}?)\s*$")
_JOBWORD = re.compile(
    r"(?i)\b(?:manager|director|executive|representative|rep|specialist|associate|coordinator|consultant|engineer|developer|designer|analyst|"
    r"assistant|officer|lead|head|vp|vice president|president|agent|advisor|adviser|marketer|writer|editor|producer|strategist|nurse|technician|clerk|teacher|"
    r"driver|supervisor|administrator|architect|scientist|accountant|intern|chief|cmo|cro|buyer|planner|copywriter|salesperson|seller|operator|"
    r"professor|recruiter|cook|chef|server|cashier|attendant|partner|generalist|sdr|bdr|closer|therapist|attorney|counsel|curator|registrar|librarian|mechanic|electrician|worker|guard|picker|packer)s?\b"
)


@lru_cache(maxsize=1)
def _families():
    from rubric.knowledge.store import load

    return [(r["family"], compile_pattern("|".join(f"(?:{p})" for p in r["titles"])), compile_pattern("|".join(f"(?:{p})" for p in r["words"])) if r.get("words") else None)
            for r in load("roles.toml")["role"]]


def title_of(text: str, segments: Sequence[Segment]) -> str:
    """The post's title as far as it shows: a labeled line, or a short first line that names a job; '' when neither."""
    return " ".join(html.unescape(_title(text, segments)).split()).strip(" -–—|,:")


def _title(text: str, segments: Sequence[Segment]) -> str:
    m = _LABEL.search(text[:1500])
    if m and _JOBWORD.search(m.group(1)):
        return m.group(1).strip(" *#_")
    for seg in segments[:4]:
        line = text[seg.start:seg.end].strip(" *#_-–—:")
        if 3 < len(line) <= 100 and not line.endswith((".", "!", "?")) and _JOBWORD.search(line) and len(line.split()) <= 14:
            return line
    m = re.search(r"(?i:\b(?:seeking|looking for|hiring|for|join .{3,40}? as|as)) (?:an?|our next|the) (?i:full[- ]time |part[- ]time |experienced |motivated |talented )*((?:[A-Z][\w&/-]+ ){0,5}[A-Z][\w-]+)", text[:3000])
    return m.group(1) if m and _JOBWORD.search(m.group(1)) else ""


def role_of(title: str, text: str) -> RoleFamily:
    """Role family from the title; without a telling title, from the words of the first 3,000 characters."""
    low = fold(title)
    if low:
        for family, titles, _ in _families():
            if titles.search(low):
                return family
        if _JOBWORD.search(title):
            return "general"
    body = fold(text[:3000])
    counts = {family: len(words.findall(body)) for family, _, words in _families() if words}
    best = max(counts, key=counts.get, default="general")
    return best if counts.get(best, 0) >= 4 else "general"
