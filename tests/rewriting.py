"""What every rewrite promises, as one check: used by the unit, property and gold tests of stage 5."""

from __future__ import annotations

import re

from rubric import analyze
from rubric.records import FAMILY, Finding, Post, Report
from rubric.rewrite import apply
from rubric.rewrite.plan import _Draft, _screening
from rubric.score import score
from rubric.segment import segment

# Stems of Gaucher, Friesen & Kay (2011), appendix A, masculine-coded; "lead" may stand in leadership lines.
MASCULINE = re.compile(
    r"\b(?:active|actively|adventurous|aggress\w*|ambitio\w*|analy\w*|assert\w*|athlet\w*|autonom\w*|battle|boast\w*|challeng\w*|champion\w*|compet\w*|confident\w*|courag\w*|"
    r"decid\w*|decision\w*|decisive\w*|defend\w*|determin\w*|domina\w*|driven|fearless\w*|fight\w*|force\w*|greedy|head-?strong|hierarch\w*|hostil\w*|impulsive|"
    r"independen\w*|individual\w*|intellect\w*|logic|objective|opinion|outspoken|persist\w*|principle\w*|reckless|self-?(?:confiden|relian|sufficien)\w*|stubborn|superior|unreasonab\w*)\b",
    re.I,
)
FACT = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.\w+|[$€£]\s?\d[\d,.]*|\d+(?:[.,]\d+)*%?")


def problems(report: Report) -> list[str]:
    """Every broken promise of report.rewrite, in words; an empty list when all hold."""
    out, text, rw = [], report.text, report.rewrite
    edits = rw.edits
    at = 0
    for e in edits:
        if not at <= e.start <= e.end <= len(text):
            out.append(f"edits overlap or lie outside: {e}")
        at = e.end
        old = text[e.start : e.end]
        if e.offer and e.trust != "suggest":
            out.append(f"offer with trust {e.trust}")
        if not e.reason:
            out.append(f"no reason: {e}")
        new = own_words(old, e.replacement)
        if m := MASCULINE.search(new):
            out.append(f"masculine-coded {m.group()!r} in {e.replacement!r}")
        if e.trust != "ask" and "[…]" in e.replacement:
            out.append(f"blank in an edit that is not marked ask: {e.replacement!r}")
        out += [f"{p}: {around(text, e)}" for p in ill_formed(text, e)]
    for f in report.findings:
        if f.code == "bona-fide" and any(e.start < f.end and f.start < e.end and text[f.start : f.end] not in e.replacement for e in edits):
            out.append(f"bona-fide text touched: {f.text!r}")
    if rw.text != apply(text, edits):
        out.append("rewrite.text is not apply(text, edits)")
    if sum(e.offer and e.trust != "ask" for e in edits) > 3:
        out.append("more than three offers")
    said = [own_words(text[e.start : e.end], e.replacement).strip(" .").lower() for e in edits if e.trust != "ask"]
    for s in {s for s in said if len(s.split()) > 6 and said.count(s) > 1}:
        out.append(f"said twice: {s!r}")
    again = analyze(rw.text, title=report.post.title)
    shifts = [(e.start, e.end, len(e.replacement)) for e in edits if e.trust != "ask"]
    for f in again.findings:
        if FAMILY[f.code] != "screening":
            continue
        start = f.start - sum(
            n - (b - a) for a, b, n in shifts if a + sum(m - (y - x) for x, y, m in shifts if y <= a and x < a) + n <= f.start
        )
        if any(g.code == "bona-fide" and g.start < start + len(f.text) and start < g.end for g in report.findings):
            continue
        if not any(e.trust == "ask" and e.start <= start + len(f.text) and start <= e.end for e in edits):
            out.append(
                f"still screening ({f.code}, {f.method}): {rw.text[max(0, f.start - 60) : f.start]}[{f.text}]{rw.text[f.end : f.end + 40]}"
            )
    if again.rewrite.text != rw.text:
        new = [e for e in again.rewrite.edits if e.trust != "ask"]
        out.append(f"a second rewrite changes the text again: {[(rw.text[e.start : e.end], e.replacement) for e in new][:3]}")
    return out


def own_words(old: str, new: str) -> str:
    """The words of a replacement that the post did not have in that place."""
    there = set(re.findall(r"[\w’'-]+", old.lower()))
    return " ".join(w for w in re.findall(r"[\w’'-]+", new) if w.lower() not in there)


def around(text: str, e) -> str:
    return repr(f"{text[max(0, e.start - 40) : e.start]}[{text[e.start : e.end]} => {e.replacement}]{text[e.end : e.end + 30]}")


def ill_formed(text: str, e) -> list[str]:
    """Slips of form that an edit brings in where it meets the post."""
    left, right, new, old = text[max(0, e.start - 30) : e.start], text[e.end : e.end + 30], e.replacement, text[e.start : e.end]
    if e.offer:
        return ["doubled space in an offer"] if re.search(r"\S {2,}\S", new) and not re.search(r"\S {2,}\S", text) else []
    out = []
    near = re.search(r"(?:^|\W)\w{0,4}\W{0,2}$", left)
    near = near.group() if near else left[-1:]
    joined = near + new + right[:4]
    was = near + old + right[:4]
    if re.search(r"\S {2,}\S", joined) and not re.search(r"\S\s{2,}\S", was):
        out.append("doubled space")
    if re.search(r"[,;]\s*[,;.]|\(\s*\)|\s[,;.](?:\s|$)|\.\.(?!\.)", joined) and not re.search(
        r"[,;]\s*[,;.]|\(\s*\)|\s[,;.](?:\s|$)|\.\.", was
    ):
        out.append("doubled or dangling mark")
    if re.search(
        r"\b(?:and|or|of|the|an?|with|to|how)\s*[.,;)]|\b(?:and|or)\s+(?:and|or)\b|\b(?:an?|the)\s+(?:an?|the)\b|\bwith\s+(?:with|and)\b|\bof of\s|\bin in\s",  # noqa: E501
        joined,
        re.I,
    ) and not re.search(
        r"\b(?:and|or|of|the|an?|with|to|how)\s*[.,;)]|\b(?:and|or)\s+(?:and|or)\b|\b(?:an?|the)\s+(?:an?|the)\b", was, re.I
    ):
        out.append("dangling word")
    if (
        re.search(r"\ba [aeio]\w|\ban [bcdfgjkpqtvwxz]\w", near + new, re.I)
        and not re.search(r"\ba [aeio]\w|\ban [bcdfgjkpqtvwxz]\w", was, re.I)
        and not re.search(r"\ba (?:one|eu|uni)|\ban? [A-Z]", near + new)
    ):
        out.append("a/an")
    if re.search(r"\b(?:and|or|the|an?)$", new) and not re.search(r"\b(?:and|or|the|an?)$", old):
        out.append("dangling end")
    if not new and not re.search(r"[^\s\W]", old):
        out.append("empty")
    start = not left.strip() or left.rstrip(" ")[-1:] in "\r\n"
    if start and old[:1].isupper() and new[:1].islower():
        out.append("capital lost")
    return out


HEAD = "Account Executive\n\nWhat you will do\n- Meet buyers and agree on next steps\n\nRequirements\n"
_MARKED = re.compile(r"<(?P<code>[a-z-]+)(?P<soft>\?)?(?P<sure>\d\.\d+)?: (?P<words>[^<>]*)>")


def drafted(line: str) -> str:
    """The line with the first wordings for findings given by hand, whatever detection finds: "- <industry-background: Ladder experience>".

    A "?" behind the code makes it preferred, a number behind it a finding of the model alone with that confidence.
    """
    text, found, at = HEAD, [], 0
    for m in _MARKED.finditer(line):
        text += line[at : m.start()]
        found.append((m, len(text), len(text) + len(m["words"])))
        text, at = text + m["words"], m.end()
    text += line[at:] + "\n"
    segments = tuple(segment(text))
    findings = tuple(
        Finding(
            m["code"], a, b, "preferred" if m["soft"] else "required", m["words"],
            next(n for n, s in enumerate(segments) if s.start <= a < s.end),
            "model" if m["sure"] else "both", "", float(m["sure"] or 0.99),
        )
        for m, a, b in found
    )
    report = Report(Post(text), segments, findings, score(findings))
    draft = _Draft(report, list(findings))
    _screening(report, draft)
    return apply(text, draft.edits, range(len(draft.edits))).removeprefix(HEAD).splitlines()[0]
