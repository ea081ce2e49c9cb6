"""Decides for stage 5 which words go: from each screening finding to the phrase around it, its form, and what it must keep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rubric.records import FAMILY, Finding, Report, Segment
from rubric.rewrite import places, shapes
from rubric.rewrite.amounts import AMOUNT
from rubric.rewrite.crafts import craft, doubtful
from rubric.rewrite.neighbors import ACTING
from rubric.rewrite.phrases import FIELD, FUNCTION, HARD, HEAD, PLACE, industry, topic
from rubric.rewrite.read_trades import knows_craft
from rubric.rewrite.spans import Spans
from rubric.rewrite.trades import listed


@dataclass(frozen=True)
class Unit:
    """A phrase to replace: text[start:end], its code and form (shape), and the post's own words that fill the wording's slots."""

    start: int
    end: int
    code: str
    shape: str
    strength: str
    findings: tuple[int, ...]
    slots: dict[str, str] = field(default_factory=dict)
    level: int = 2
    topic: str = "any"
    tail: str = ""
    sentence: bool = False


_APPLYING = re.compile(r"\b(?:without|applica\w+|candidates?|r[eé]sum[eé]s?|letters?|profiles?)\b", re.I)
_GLUE = re.compile(r"[\s,(]*(?:(?:of|in|with|within|and|as|working|a|an|the|our|experience|direct|related|/|&)[\s,]*){0,3}", re.I)
_MERGE = {
    frozenset({"years-of-experience", "industry-background"}): "years+industry",
    frozenset({"years-of-experience", "insider-knowledge"}): "years+industry",
    frozenset({"years+industry", "industry-background"}): "years+industry",
    frozenset({"years+industry", "insider-knowledge"}): "years+industry",
    frozenset({"years+industry", "years-of-experience"}): "years+industry",
    frozenset({"industry-background", "insider-knowledge"}): "industry-background",
}


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
        if doubtful(f, seg) and not (f.code == "insider-knowledge" and knows_craft(body, a, b)):
            forms = [places.unread(body, a, b)]
        else:
            forms = shapes.read(body, a, b, f.code, f.strength or "required", seg)
        for shape in forms:
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
                        f.strength or "required",
                        (i,),
                        shape.slots,
                        shape.level,
                        "",
                        shape.tail if e == shape.end else "",
                        shape.sentence,
                    )
                )
    joined = _join(body, sorted(found, key=lambda u: (u.start, -u.end)), fixed)
    out = []
    for k, u in enumerate(joined):
        limit = joined[k + 1].start if k + 1 < len(joined) else len(body)
        u = shapes.close(body, u, limit, dear, bool(seg.bullet) or places.fragment(body))
        about = u.slots.get("function") or (body[u.start : min(len(body), u.end + 60, limit)] if u.code.startswith("years") else "")
        out.append(replace(u, start=u.start + seg.start, end=u.end + seg.start, topic=topic(about)))
    return out


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
                out[-1] = _merge(body, p, u)
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


def _the_work(body: str, ind: Unit, yrs: Unit) -> bool:
    """True when the words beside a count of years name a craft or a role, not an industry: then only the count goes."""
    if ind.shape in ("do-noun", "use-noun", "craft", "either", "either-noun"):
        return True
    if ind.shape == "lead":
        return bool(ACTING.match(body[ind.end :].lstrip()) or re.match(r"[^.;:•\n]{0,80}?\b(?:roles?|positions?|capacity)\b", body[ind.end :], re.I))
    learn = ind.slots.get("learn", "")
    thing = ind.slots.get("thing") or (learn if not re.match(r"(?:how|about)\b", learn) else "")
    first = re.split(r",|\s(?:or|and)\s", thing)[0]
    if re.search(rf"\b(?:{FUNCTION}|writing)$", thing, re.I) or (re.search(rf"\b{FUNCTION}$", first, re.I) and not re.search(rf"\b(?:{FIELD}|{PLACE})$", thing, re.I)):
        return True
    if yrs.slots.get("function", "").lower() == thing.lower() or thing.lower() in yrs.slots.get("function", "").lower():
        return bool(thing) and (bool(craft(thing, alone=True)) or not listed(thing))
    return bool(thing) and ind.start >= yrs.start and bool(craft(thing, alone=True))


def _merge(body: str, p: Unit, u: Unit) -> Unit:
    start, end = min(p.start, u.start), max(p.end, u.end)
    tail = p.tail if p.end >= u.end else u.tail
    for big, other in ((p, u), (u, p)):
        if big.code == "gatekeeping" and big.shape == "sentence":
            slots = big.slots | {k: v for k, v in other.slots.items() if k in ("thing", "field", "learn") and not _APPLYING.search(v)}
            return replace(big, start=start, end=end, findings=p.findings + u.findings, slots=slots, tail="")
    if "blank" in (p.shape, u.shape) and p.shape != u.shape:
        kept = u if p.shape == "blank" else p
        return replace(kept, findings=tuple(sorted({*p.findings, *u.findings})))
    codes = frozenset({p.code, u.code})
    rank = (
        "gatekeeping",
        "rolodex",
        "pedigree",
        "years+industry",
        "industry-background",
        "insider-knowledge",
        "years-of-experience",
        "instant-results",
    )
    code = _MERGE.get(codes) or min(codes, key=rank.index)
    strength = "preferred" if p.strength == u.strength == "preferred" else "required"
    if code == "years+industry":
        ind = (
            u
            if u.code in ("industry-background", "insider-knowledge", "years+industry") and u.slots.get("learn")
            else p
            if p.slots.get("learn") or u.code == "years-of-experience"
            else u
        )
        slots = {k: ind.slots[k] for k in ("field", "learn", "thing") if ind.slots.get(k)}
        yrs = p if p.code.startswith("years") else u
        if ind.shape == "either-noun" and listed(re.split(r",|\s(?:and|or)\s", body[ind.end :])[0]):
            ind = replace(ind, shape="lead", slots={"work": ""})
        if ind is not yrs and yrs.shape not in ("np", "np-open") and _the_work(body, ind, yrs):
            return replace(yrs, findings=p.findings + u.findings, tail="")
        function = p.slots.get("function") or u.slots.get("function") or ""
        if not slots or yrs.slots.get("function"):
            got = industry((yrs.slots.get("function") or body[ind.start : ind.end]) + (" experience" if yrs.slots.get("function") else ""))
            if got[2] and ind.start >= yrs.start and ind.end <= yrs.end:
                slots, function = places.named(got[1], got[2]), got[0]
        if ind.shape == "lead" and yrs.shape == "prep" and re.match(rf"\s+{FUNCTION}\b", body[ind.end :], re.I):
            return replace(yrs, findings=p.findings + u.findings)
        if ind.shape == "lead" and ind.end >= yrs.end:
            return replace(
                ind, start=start, code=code, findings=p.findings + u.findings, strength=strength, level=yrs.level, slots=ind.slots
            )
        if not slots.get("learn") and yrs.code == "years-of-experience" and yrs.shape not in ("np", "adjective"):
            return replace(yrs, findings=p.findings + u.findings)
        if function and slots.get("learn") and function.lower() == slots["learn"].lower():
            function = ""
        if function:
            slots["function"] = function
        return Unit(
            start,
            end,
            code,
            "function" if function else "np",
            strength,
            p.findings + u.findings,
            slots,
            max(p.level if p.code.startswith("years") else 1, u.level if u.code.startswith("years") else 1),
            "",
            tail,
        )
    main = p if p.code == code else u
    if p.code == u.code:
        if {p.shape, u.shape} <= {"np", "np-open", "function"} and code in ("industry-background", "insider-knowledge"):
            got = industry(body[start:end])
            slots = places.named(got[1], got[2]) | ({"function": got[0]} if got[0] else {})
            return replace(
                p,
                start=start,
                end=end,
                findings=p.findings + u.findings,
                slots=slots or p.slots,
                shape="function" if got[0] else "np",
                strength=strength,
                tail=tail,
            )
        main = p
    return replace(
        main,
        start=start,
        end=end,
        code=code,
        findings=p.findings + u.findings,
        strength=strength,
        tail=tail,
        slots={k: v for k, v in main.slots.items()},
        shape="np" if main.shape == "pp" and p.start == 0 else main.shape,
    )
