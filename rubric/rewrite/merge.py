"""Phrases that touch become one in stage 5: what goes, what stays, and which form the joined phrase takes."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rubric.rewrite import places
from rubric.rewrite.crafts import craft
from rubric.rewrite.neighbors import ACTING
from rubric.rewrite.phrases import FIELD, FUNCTION, PLACE, industry
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
_MERGE = {
    frozenset({"years-of-experience", "industry-background"}): "years+industry",
    frozenset({"years-of-experience", "insider-knowledge"}): "years+industry",
    frozenset({"years+industry", "industry-background"}): "years+industry",
    frozenset({"years+industry", "insider-knowledge"}): "years+industry",
    frozenset({"years+industry", "years-of-experience"}): "years+industry",
    frozenset({"industry-background", "insider-knowledge"}): "industry-background",
}


def _the_work(body: str, ind: Unit, yrs: Unit) -> bool:
    """True when the words beside a count of years name a craft or a role, not an industry: then only the count goes."""
    if ind.shape in ("do-noun", "use-noun", "craft", "either", "either-noun"):
        return True
    if ind.shape == "lead":
        return bool(ACTING.match(body[ind.end :].lstrip()) or re.match(r"[^.;:•\n]{0,80}?\b(?:roles?|positions?|capacity)\b", body[ind.end :], re.I))
    learn = ind.slots.get("learn", "")
    thing = ind.slots.get("thing") or (learn if not re.match(r"(?:how|about)\b", learn) else "")
    first = re.split(r",|\s(?:or|and)\s", thing)[0]
    house = re.search(r"\s(?:operations|administration|support|services?)$", thing, re.I)
    if house and listed(thing[: house.start()]):
        return False  # the daily work of one trade
    if re.search(rf"\b(?:{FUNCTION}|writing)$", thing, re.I) or (re.search(rf"\b{FUNCTION}$", first, re.I) and not re.search(rf"\b(?:{FIELD}|{PLACE})$", thing, re.I)):
        return True
    if yrs.slots.get("function", "").lower() == thing.lower() or thing.lower() in yrs.slots.get("function", "").lower():
        return bool(thing) and (bool(craft(thing, alone=True)) or not listed(thing))
    return bool(thing) and ind.start >= yrs.start and bool(craft(thing, alone=True))


def merge(body: str, p: Unit, u: Unit) -> Unit:
    """One unit for two that overlap or touch."""
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
