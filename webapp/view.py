"""Turns records into what templates draw: the headline, the marked text, notes, charts. Decides nothing about a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise

from flask import Flask, url_for
from markupsafe import Markup, escape
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from rubric.knowledge import competencies, evidence, signals
from rubric.records import PROTECT, SCREENING, TRAITS, Edit, Finding, Report

TRUST_WORDS = {
    "safe": ("Safe", "keeps the meaning"),
    "suggest": ("Suggestion", "shifts the meaning: you decide"),
    "ask": ("Needs you", "needs a fact that only you have"),
}


@dataclass(frozen=True)
class Mark:
    """Overlapping findings as one focusable stretch of text; `parts` are (text, families) pieces in order."""

    start: int
    end: int
    findings: tuple[tuple[int, Finding], ...]
    parts: tuple[tuple[str, str], ...]

    @property
    def family(self) -> str:
        return self.findings[0][1].family

    @property
    def codes(self) -> str:
        return " ".join(dict.fromkeys(f.code for _, f in self.findings))

    @property
    def says(self) -> str:
        """What a screen reader hears before the words."""
        known = signals()
        return "; ".join(f"{known[f.code].name}{', ' + f.strength if f.strength else ''}" for _, f in self.findings)


def pieces(report: Report, show=()) -> list:
    """The text as plain strings and Marks, in order. `show` limits the marks to these codes."""
    text = report.text
    chosen = sorted(((n, f) for n, f in enumerate(report.findings) if not show or f.code in show), key=lambda p: (p[1].start, -p[1].end))
    groups: list[list] = []
    for n, f in chosen:
        if groups and f.start < groups[-1][1]:
            groups[-1][1] = max(groups[-1][1], f.end)
            groups[-1][2].append((n, f))
        else:
            groups.append([f.start, f.end, [(n, f)]])
    out, at = [], 0
    for start, end, found in groups:
        if start > at:
            out.append(text[at:start])
        out.append(Mark(start, end, tuple(found), tuple(_parts(text, start, end, found))))
        at = end
    if at < len(text):
        out.append(text[at:])
    return out


def _parts(text, start, end, found):
    cuts = sorted({start, end, *(f.start for _, f in found), *(f.end for _, f in found)})
    for a, b in pairwise(cuts):
        families = sorted({f.family for _, f in found if f.start <= a and b <= f.end})
        yield text[a:b], " ".join(families)


def times(n: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")


def counts(report: Report) -> dict[str, int]:
    """Findings per family."""
    return {f: sum(x.family == f for x in report.findings) for f in ("screening", "trait", "protect")}


def headline(report: Report) -> str:
    """The result in one plain sentence."""
    n = counts(report)
    background, strengths = n["screening"], n["trait"]
    if not background and not strengths:
        return "This post asks neither where people have been nor what they can do."
    if not background:
        return f"This post never asks where people have been. It asks what they can do {times(strengths)}."
    if not strengths:
        return f"This post asks where people have been {times(background)} and never what they can do."
    return f"This post asks where people have been {times(background)} and what they can do {times(strengths)}."


def standing(report: Report, side: str) -> str:
    """Where the post stands among real posts, from its decile; '' when unknown."""
    d = report.score.deciles.get(side)
    if not d:
        return ""
    return "among the lowest tenth of real posts" if d == 1 else f"higher than about {d - 1} in 10 real posts"


def chips(report: Report) -> list[dict]:
    """One filter chip per code found, in the codebook's order."""
    known, out = signals(), []
    for code, s in known.items():
        n = sum(f.code == code for f in report.findings)
        if n:
            out.append({"code": code, "name": s.name, "n": n, "family": next(f.family for f in report.findings if f.code == code)})
    return out


def movers(report: Report, side: str) -> list[tuple[float, str]]:
    """What moved one score most: label and points, summed by label, biggest first."""
    sums: dict[str, float] = {}
    for p in report.score.points:
        if p.side == side:
            sums[p.label] = sums.get(p.label, 0.0) + p.points
    return sorted(((v, k) for k, v in sums.items()), key=lambda t: -abs(t[0]))[:3]


def edits_of(report: Report, index: int) -> list[tuple[int, Edit]]:
    """The edits that answer one finding, with their numbers."""
    return [(n, e) for n, e in enumerate(report.rewrite.edits) if index in e.findings]


def sources(code: str) -> list:
    """The evidence of a signal; what we only know from memory is never shown as a source."""
    known = evidence()
    return [known[i] for i in signals()[code].evidence if i in known and known[i].verified != "M"]


def around(report: Report, edit: Edit, reach: int = 90) -> tuple[str, str, str]:
    """An edit's line: (before, the words that change, after), cut at line ends."""
    text = report.text
    before = text[max(0, edit.start - reach) : edit.start].rpartition("\n")[2]
    after = text[edit.end : edit.end + reach].partition("\n")[0]
    if edit.start - len(before) > 0 and len(before) == reach:
        before = "… " + before.split(" ", 1)[-1]
    if len(after) == reach:
        after = after.rsplit(" ", 1)[0] + " …"
    return before, text[edit.start : edit.end], after


def telling(finding: Finding) -> list[str]:
    """The words that spoke for a finding, without numbers, filler words and repetitions: at most three, as a reader would quote them."""
    words = [t for t in dict.fromkeys(finding.terms) if "#" not in t and not ENGLISH_STOP_WORDS.issuperset(t.split())]
    return [t for t in words if not any(t != other and f" {t} " in f" {other} " for other in words)][:3]


def how_found(finding: Finding) -> str:
    """How a mark came about, in plain words."""
    learned = "reads like the labeled examples of this kind"
    words = telling(finding)
    why = f" (telling words: {', '.join(f'“{w}”' for w in words)})" if words else ""
    if finding.method == "rule":
        return "The words match a pattern for this kind of line."
    if finding.method == "model":
        return f"No pattern matches, but the sentence {learned}{why}."
    return f"The words match a pattern for this kind of line, and the sentence {learned}{why}."


def code_ticks(text: str) -> Markup:
    """Text in which `words` between back ticks are code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def slug(text: str, default: str = "post") -> str:
    """A safe, short file name part."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or default


def init(app: Flask) -> None:
    """Give templates these functions and the knowledge they quote."""

    app.jinja_env.globals.update(
        signals=signals(),
        competencies=competencies(),
        SCREENING=SCREENING,
        TRAITS=TRAITS,
        PROTECT=PROTECT,
        TRUST_WORDS=TRUST_WORDS,
        pieces=pieces,
        headline=headline,
        counts=counts,
        chips=chips,
        movers=movers,
        standing=standing,
        edits_of=edits_of,
        sources=sources,
        around=around,
        how_found=how_found,
        panel_ready=find_spec("rubric.interview.scorecards") is not None,
        asset=lambda name: url_for("static", filename=name),
    )
    app.add_template_filter(code_ticks)
    app.add_template_test(lambda x: isinstance(x, str), "plain")
