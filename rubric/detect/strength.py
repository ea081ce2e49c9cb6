"""Whether a demand is required or only preferred: what softens it stands before it, behind it, or in its section's heading.

Words such as "preferably" soften what follows, words such as "a plus" what precedes; a count of years is softened besides by an alternative
("or equivalent", "a degree or …"). The words themselves are in knowledge/lists.toml.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rubric.detect.context import Context
from rubric.knowledge import compile_pattern, lists

REACH = 60  # characters between a demand and what softens it
_HARDENS = re.compile(r"\b(?:required?|must|mandatory|essential|and at least)\b")
_ENDS = re.compile(r"[;\n]|[.!?](?=\s|[a-z]{4})| but ")
_ANOTHER = re.compile(  # what is softened is another thing
    r"\([^)]*$|,[^;]*\b(?:experience|background|knowledge|understanding)\b|\b(?:degree|diploma|certificat\w+|licen[sc]e)\b"
)
_INSTEAD = re.compile(
    r"(?:degree|diploma|bachelor['’]?s?|master['’]?s?|b\.?[as]\.?|education|certificate)\b[^.;]{0,60}[,;]? or(?: have| at least)? $"
)


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern, ...]:
    names = lists()
    return tuple(compile_pattern(names[k], names=names) for k in ("softens_next", "softens_last", "stands_in"))


def softened(ctx: Context, start: int, end: int, code: str = "") -> bool:
    """True when the demand at [start, end) is a preference: its section or its own clause says so."""
    if ctx.section == "preferred":
        return True
    low, (following, preceding, alternative) = ctx.low, _words()
    left = max((m.end() for m in _ENDS.finditer(low, 0, start)), default=0)
    right = next((m.start() for m in _ENDS.finditer(low, end)), len(low))
    if any(rx.search(low, start, end) for rx in (following, preceding)):
        return not _HARDENS.search(low, start, end) or "preferred" in low[start:end]
    for m in following.finditer(low, max(left, start - 2 * REACH), start):
        if start - m.end() <= REACH and not _HARDENS.search(low, m.end(), start):
            return True
    for m in preceding.finditer(low, end, min(right, end + 2 * REACH)):
        if m.start() - end <= REACH and not _HARDENS.search(low, end, m.start()) and not _ANOTHER.search(low, end, m.start()):
            return True
    if code == "years-of-experience":
        rest = low[end:end + 3 * REACH]
        hit = alternative.search(rest)
        return bool(_INSTEAD.search(low[max(0, start - 90):start]) or (hit and not re.search(r"[.!?] |\d", rest[:hit.start()])))
    return False
