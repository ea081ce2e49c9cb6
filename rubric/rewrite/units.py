"""Decides for stage 5 which words go: from each screening finding to the phrase around it, its form, and what it must keep."""

from __future__ import annotations

import re
from dataclasses import replace

from rubric.records import FAMILY, Finding, Report, Segment
from rubric.rewrite import places, shapes
from rubric.rewrite.amounts import AMOUNT
from rubric.rewrite.doubts import doubtful, plain
from rubric.rewrite.merge import Unit, merge
from rubric.rewrite.phrases import HARD, HEAD, topic
from rubric.rewrite.read_knowledge import knows_craft
from rubric.rewrite.spans import Spans

_PROVEN = re.compile(r"\b(?:proven|demonstrat\w+|track record|record|success\w*|strong|solid|deep|extensive|verifiable)\b", re.I)
_WISHED = re.compile(r"(?:preferred|preferably|ideally|desired)\b", re.I)
_GLUE = re.compile(r"[\s,(]*(?:(?:of|in|with|within|and|as|working|a|an|the|our|experience|direct|related|/|&)[\s,]*){0,3}", re.I)

def units(report: Report, findings: Spans, read: dict) -> list[Unit]:
    """All phrases to replace, in text order, none overlapping; `findings` may be more than the report's own.

    read: what was read of each segment before, by its number and its findings; the caller's to keep for one report.
    """
    out = []
    for n, seg in enumerate(report.segments):
        there = findings.over(seg.start, seg.end)
        mine = [
            (i, f) for i, f in there if FAMILY[f.code] == "screening" and (f.segment == n or seg.start <= f.start < seg.end)
        ]
        if mine:
            key = (n, *(i for i, _ in mine))
            if key not in read:
                read[key] = _segment(report.text, seg, mine, [f for _, f in there if FAMILY[f.code] != "screening"], report.role)
            out += read[key]
    return out


def _segment(text: str, seg: Segment, mine, kept: list[Finding], role: str) -> list[Unit]:
    body = text[seg.start : seg.end]
    fixed = [(f.start - seg.start, f.end - seg.start) for f in kept if f.code == "bona-fide"]
    dear = [
        places.snap(body, max(0, x), min(len(body), y))
        for x, y in fixed + [(f.start - seg.start, f.end - seg.start) for f in kept if f.code != "bona-fide"]
    ]
    fixed = dear[: len(fixed)]
    found: list[Unit] = []
    for i, f in mine:
        a, b = places.snap(body, max(0, f.start - seg.start), min(len(body), f.end - seg.start))
        if a >= b:
            continue
        forms = shapes.read(body, a, b, f.code, f.strength or "required", seg)
        if doubtful(f, seg) and not (f.code == "insider-knowledge" and knows_craft(body, a, b)) and not plain(forms, f, seg):
            forms = [places.unread(body, a, b)]
        for shape in forms:
            if shape.shape == "do-noun" and f.code == "industry-background" and _PROVEN.search(body, shape.start, shape.end):
                shape = replace(shape, shape="proof-noun")
            s, e = _spare(body, shape.start, shape.end, a, b, dear)
            if f.code == "years-of-experience" and e < shape.end and re.search(r"experience|expertise", body[e : shape.end], re.I):
                shape = replace(shape, shape="adjective", slots={})
                if m := re.compile(rf"(?:{AMOUNT.pattern})(?:\s+(?:of|in)(?=\s))?", re.I).match(body, s):
                    e = min(e, m.end())
            while shape.shape == "blank" and e > s and body[e - 1] in " \t\xa0,;:":
                e -= 1
            code, form = ("gatekeeping", "sentence") if shape.shape == "gate" else (f.code, shape.shape)
            if e > s:
                found.append(
                    Unit(
                        s,
                        e,
                        code,
                        form,
                        "preferred" if _WISHED.match(body, s) else f.strength or "required",
                        (i,),
                        shape.slots,
                        shape.level,
                        "",
                        shape.tail if e == shape.end else "",
                        shape.sentence,
                    )
                )
    joined = _join(body, sorted(found, key=lambda u: (u.start, -u.end)), fixed)
    if any(u.shape != "blank" for u in joined):  # a name at the end of a list may read well once the words before it have changed
        joined = [u for u in joined if u.shape != "blank" or u.code not in ("industry-background", "insider-knowledge")]
    out = []
    for k, u in enumerate(joined):
        limit = joined[k + 1].start if k + 1 < len(joined) else len(body)
        u = _beside_learning(body, u, joined[:k])
        u = shapes.close(body, u, limit, dear, bool(seg.bullet) or places.fragment(body))
        about = u.slots.get("function") or (body[u.start : min(len(body), u.end + 60, limit)] if u.code.startswith("years") else "")
        out.append(replace(u, start=u.start + seg.start, end=u.end + seg.start, topic=topic(about)))
    return out


def _beside_learning(body: str, u: Unit, before: list[Unit]) -> Unit:
    """A count of years in brackets goes with its brackets when what it counted has become something to learn."""
    if u.shape != "paren" or not before or "years" in before[-1].code or before[-1].shape == "blank" or re.search(r"[.;•]\s", body[before[-1].end : u.start]):
        return u
    left = re.compile(r"\s{0,3}\(\s{0,3}$").search(body, max(0, u.start - 8), u.start)
    right = re.match(r"\s*(?:required|preferred|minimum|min\.?)?\s*\)", body[u.end :], re.I)
    return replace(u, start=left.start(), end=u.end + right.end(), shape="tail", slots={}) if left and right else u


def _spare(body: str, s: int, e: int, a: int, b: int, dear) -> tuple[int, int]:
    """Shrink [s, e) so that it takes in nothing of a strength or a legal condition beyond the finding [a, b) itself."""
    for x, y in dear:
        if y <= a and y > s:
            s = y
            while s < a and body[s] in " ,;&\t":
                s += 1
            m = re.match(r"(?:and|or|plus|as well as)\s+", body[s:a])
            s += m.end() if m else 0
        elif x >= b and x < e:
            e = x
            while e > b and not body[e - 1].isspace() and body[e - 1] not in ",;:(":  # never a part of "applications/enquiries"
                e -= 1
            m = re.search(r"[\s,;]*(?:\b(?:and|or|with|plus|as well as)\b)?[\s,;(–-]*$", body[b:e])
            e = b + m.start() if m else e
    return s, e


def _join(body: str, found: list[Unit], fixed) -> list[Unit]:
    """Merge units that overlap or touch, so that every edit can be taken or left alone."""
    out: list[Unit] = []
    for u in found:
        if out:
            p = out[-1]
            gap = body[p.end : u.start] if u.start >= p.end else ""
            near = u.start < p.end or (
                _GLUE.fullmatch(gap)
                and "years" in p.code
                and u.code in ("industry-background", "insider-knowledge")
                and p.shape in ("prep", "function", "bare", "ing", "noun", "list", "adjective", "closed", "np", "np-open", "label")
                and not re.search(r"[,(]|\band\b", gap)
            )
            near = near or (
                u.code == p.code
                and p.code in ("industry-background", "insider-knowledge")
                and re.fullmatch(r"[\s,]*(?:and/or|and|or|/|&)?\s*", gap)
                and len(gap) < 8
                and not (gap.strip() and (u.shape == "lead" or u.shape.endswith("-noun")))
                and not ("," in gap and re.search(rf"\b{HEAD}(?:\s+{HARD})?$", body[p.start : p.end], re.I))
            )
            if near:
                out[-1] = merge(body, p, u)
                continue
        out.append(u)
    clean = []
    for u in out:
        core = body[u.start : u.end]
        if core.count("(") > core.count(")"):
            close = body.find(")", u.end)
            u = (
                replace(u, end=close + 1)
                if 0 <= close < u.end + 25
                else replace(u, end=u.start + len(core[: core.rindex("(")].rstrip()), tail="")
            )
        elif core.count(")") > core.count("("):
            u = replace(u, end=u.start + len(core[: core.index(")")].rstrip()), tail="")
        if u.end - u.start < 2:
            continue
        cut = [(x, y) for x, y in fixed if x < u.end and y > u.start]
        if cut:
            x, y = cut[0]
            u = replace(u, end=x) if x - u.start >= u.end - y else replace(u, start=y)
            core = body[u.start : u.end]
            u = replace(u, start=u.start + len(core) - len(core.lstrip(" ,;")), end=u.end - len(core) + len(core.rstrip(" ,;(")), tail="")
            m = re.search(r"\s+(?:and|or|with|plus)$", body[u.start : u.end])
            u = replace(u, end=u.start + m.start()) if m else u
            m = re.match(r"(?:and|or|with|plus)\s+", body[u.start : u.end])
            u = replace(u, start=u.start + m.end()) if m else u
            if u.end - u.start < 3:
                continue
        clean.append(u)
    return clean
