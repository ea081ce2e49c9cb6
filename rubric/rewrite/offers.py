"""Offers new lines for stage 5: strengths the role needs and the post does not ask for, in the right section and its bullet style."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rubric.knowledge.store import offer_lines
from rubric.records import FAMILY, Edit, Report, Segment
from rubric.rewrite.apply import apply

MOST = 3
NEEDED = {
    "seller": ("consultative", "trust", "content", "networking", "drive", "learning"),
    "seller-leader": ("consultative", "trust", "content", "networking", "leadership", "drive", "learning"),
    "account": ("consultative", "trust", "content", "networking", "drive", "learning"),
    "marketer": ("consultative", "trust", "content", "networking", "drive", "learning"),
    "marketing-leader": ("consultative", "trust", "content", "networking", "leadership", "drive", "learning"),
    "general": ("trust", "networking", "learning"),
}
BALANCE = 75.0  # points; a post that screens on nothing and scores this high is left as it is


def offers(report: Report, edits: Sequence[Edit], analyze: Callable) -> tuple[Edit, ...]:
    """At most three new lines, counting those that an earlier rewrite put in. Nothing for a text that is hardly a job post."""
    if {n.slug for n in report.notices} & {"not-a-post", "not-english"}:
        return ()
    after = analyze(apply(report.text, edits), title=report.post.title) if edits else report
    missing = missing_for(after)
    if after.role == "general" and not any(FAMILY[f.code] == "screening" for f in report.findings):
        return ()
    if not edits and report.score.balance >= BALANCE:
        return ()
    mine = [line for line in offer_lines() if any(t in after.text for t in _wordings(line))]
    fresh = [
        line
        for line in offer_lines()
        if after.role in line.families
        and line not in mine
        and not any(set(line.traits) & set(m.traits) for m in mine)
        and set(line.traits) & set(missing)
    ]
    place = _place(after)
    if not fresh or not place:
        return ()
    at, lead, trail, form, stop = place
    at = _back(at, edits)
    return tuple(
        Edit(
            at, at, lead + getattr(line, form) + stop + trail, "suggest", line.reason, next(t for t in line.traits if t in missing), (), ()
        )
        for line in fresh[: MOST - len(mine)]
    )


def missing_for(report: Report) -> tuple[str, ...]:
    """Strengths of the role family that the post does not ask for; none when it already asks for most of them."""
    needed = NEEDED[report.role]
    there = {f.code for f in report.findings if FAMILY[f.code] == "trait"}
    missing = tuple(t for t in needed if t not in there)
    if report.role == "general":
        return missing if len(there) < 2 else ()
    return missing if len(missing) > len(needed) // 2 or {"consultative", "content", "trust"} & set(missing) else ()


def _wordings(line) -> tuple[str, str, str]:
    return line.noun, line.verb, line.you


def _back(at: int, edits: Sequence[Edit]) -> int:
    """The place in the post as it was given of a place in the post with its edits; inside a changed phrase, the end of that phrase."""
    shift = 0
    for e in (e for e in edits if e.trust != "ask"):
        if at <= e.start + shift:
            break
        if at < e.start + shift + len(e.replacement):
            return e.end
        shift += len(e.replacement) - (e.end - e.start)
    return at - shift


def _place(report: Report):
    """(offset, lead, trail, form, end mark) for a new line: after the last line of the section that asks most of the candidate."""
    text = report.text
    for kinds in (("requirements",), ("preferred",), ("duties",), ("other",)):
        group = _group(report, kinds)
        if not group:
            continue
        last = group[-1]
        at = last.end
        before = group[-2] if len(group) > 1 else None
        gap = text[before.end : last.start] if before else ""
        if re.search(r"[\r\n]|[^\s\w.,;:!?()'\"]", gap) and len(gap) <= 40 and not re.search(r"\w", gap):
            stop = _mark(text, last)
            return at, gap, "", _form(text, group, kinds[0]), stop
        if not before and last.bullet:
            line = re.search(r"[\r\n]*[^\r\n]*$", text[: last.start]).group()
            return at, (line if line[:1] in "\r\n" else "\n" + line), "", _form(text, group, kinds[0]), _mark(text, last)
        if text[at - 1 : at] in ".!" or text[at : at + 1] in "\r\n" or at == len(text):
            end = "" if text[at - 1 : at] in ".!?" else "."
            trail = " " if text[at : at + 1] and not text[at : at + 1].isspace() else ""
            return at, end + " ", trail, "you", "."
    return None


def _group(report: Report, kinds: tuple[str, ...]) -> list[Segment]:
    """The last run of neighboring lines of these sections that asks something of the candidate."""
    asked = {f.segment for f in report.findings if f.code != "open-door"}
    runs: list[list[tuple[int, Segment]]] = []
    for n, s in enumerate(report.segments):
        if s.heading or s.section not in kinds or s.end - s.start < 4:
            continue
        if runs and runs[-1][-1][0] == n - 1 and bool(runs[-1][-1][1].bullet) == bool(s.bullet):
            runs[-1].append((n, s))
        else:
            runs.append([(n, s)])
    runs = [r for r in runs if any(n in asked for n, _ in r)] if kinds == ("other",) else runs
    if not runs:
        return []
    best = max(runs, key=lambda r: (sum(n in asked for n, _ in r), len(r)))
    while any(n in asked for n, _ in best) and best[-1][0] not in asked:
        best = best[:-1]
    return [s for _, s in best] if len(best) > 1 or kinds != ("other",) else []


def _mark(text: str, s: Segment) -> str:
    """The end mark that the neighboring line carries."""
    body = text[s.start : s.end].rstrip()
    return body[-1] if body[-1:] in ".;," and body[-1:] != "," else ""


def _form(text: str, group: Sequence[Segment], kind: str) -> str:
    """'you', 'verb' or 'noun': how the lines of this group begin."""
    starts = [text[s.start : s.end].lstrip("*_ \t")[:40] for s in group]
    if sum(bool(re.match(r"(?i)you(?:['’]|\b)", t)) for t in starts) * 2 >= len(starts):
        return "you"
    if kind == "duties":
        return "verb"
    return "noun"
