"""Stage 5: findings to edits, each with its trust and reason, checked by reading the result once more."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from rubric.records import FAMILY, Edit, Finding, Post, Report, Rewrite
from rubric.rewrite.apply import apply
from rubric.rewrite.forced import force, plainer
from rubric.rewrite.merge import Unit
from rubric.rewrite.offers import offers
from rubric.rewrite.phrases import reach
from rubric.rewrite.places import unread
from rubric.rewrite.sits import echoes, sits
from rubric.rewrite.spans import Shifts, Spans
from rubric.rewrite.units import units
from rubric.rewrite.wording import Words, fit

ROUNDS = 12
HOLDS = 4
LONGEST_HELD = 15_000  # characters; one real post in a thousand is longer, and a hostile text must not cost many rounds
BESIDE = 300  # characters around a line that may change how it reads
ALTERNATIVES = 3
BLANK_REASON = (
    "This line may screen on background. Only you know what the work needs: "
    "say at […] what would serve as well, or keep the line as it is."
)


@dataclass
class _Draft:
    """What is known while the edits are being made: wordings that were flagged themselves, phrases that need the writer."""

    report: Report
    findings: list[Finding]
    banned: set[tuple[int, int, str]] = field(default_factory=set)
    blank: set[tuple[int, int]] = field(default_factory=set)
    forced: dict[tuple[int, int], Finding] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    templates: dict[int, str] = field(default_factory=dict)
    leads: set[int] = field(default_factory=set)
    read: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.placed, self.segments = Spans(self.findings), Spans(self.report.segments)

    def take_in(self, finding: Finding) -> None:
        """Add a finding that came to light beside a rewritten line."""
        self.findings.append(finding)
        self.placed.add(finding)


def rewrite(report: Report) -> Rewrite:
    """Propose changes for every screening line and offer lines for missing strengths; the result is analyzed again and repaired.

    `Rewrite.text` has every safe and suggest edit accepted. A post that needs nothing comes back unchanged, with a note that says so.
    """
    from rubric.pipeline import stages

    analyze = partial(_again, stages, {})  # the drafts differ in a few lines only
    draft = _settle(report, analyze)
    if len(report.text) <= LONGEST_HELD and any(e.reason == BLANK_REASON for e in draft.edits):
        _second_look(report, draft, analyze)
    _hold(report, draft, analyze)
    known = len(report.findings)
    edits = tuple(replace(e, findings=tuple(i for i in e.findings if i < known)) for e in draft.edits)
    edits = _with_offers(report, edits, analyze)
    return Rewrite(apply(report.text, edits), edits, _note(edits))


def _again(stages, memo: dict, text: str, title: str) -> Report:
    return stages(Post(text, title), memo)


def _settle(report: Report, analyze) -> _Draft:
    """Draft edits and analyze the result until no accepted wording is flagged and nothing new comes to light."""
    draft = _Draft(report, list(report.findings))
    for _ in range(ROUNDS):
        _screening(report, draft)
        if not draft.edits:
            break
        again = analyze(apply(report.text, draft.edits), title=report.post.title)
        if not _repair(report, draft, [f for f in again.findings if FAMILY[f.code] == "screening"]):
            break
    return draft


def _second_look(report: Report, draft: _Draft, analyze) -> None:
    """Where a line was left to the writer, try again on the rewritten post: beside the new words it may read differently."""
    text = apply(report.text, draft.edits)
    again = _settle(analyze(text, title=report.post.title), analyze)
    shifts, placed = Shifts([e for e in draft.edits if e.trust != "ask"]), Spans(draft.edits)
    new: list[Edit] = []
    for e in again.edits:
        if e.trust == "ask":
            continue
        shift = shifts.before(e.start)
        start, end = e.start - shift, e.end - shift
        there = [b for _, b in placed.over(start, end)]
        blank = next((b for b in there if b.reason == BLANK_REASON), None)
        if blank and report.text[start:end] == text[e.start : e.end] and all(b.trust == "ask" for b in there):
            new.append(replace(e, start=start, end=end, findings=blank.findings, code=blank.code))
    if new:
        better = Spans(new)
        kept = [b for b in draft.edits if not (b.reason == BLANK_REASON and better.over(b.start, b.end))]
        edits = tuple(sorted(kept + new, key=lambda e: (e.start, e.end)))
        if all(a.end <= b.start for a, b in itertools.pairwise(edits)):
            draft.edits = edits


def _hold(report: Report, draft: _Draft, analyze) -> None:
    """Leave to the writer what would not stand: where a rewrite of the rewritten post changes a line again, its new wording is taken back."""
    words = Words()
    for left in range(HOLDS, 0, -1):
        if not draft.edits or len(report.text) > LONGEST_HELD:
            return
        text = apply(report.text, draft.edits)
        again = analyze(text, title=report.post.title)
        second = _settle(again, analyze)
        if any(e.reason == BLANK_REASON for e in second.edits):
            _second_look(again, second, analyze)
        loose = [e for e in second.edits if e.trust != "ask"]
        if not loose:
            return
        taken = [e for e in draft.edits if e.trust != "ask"]
        shifts, lines = Shifts(taken), Spans(again.segments)
        placed = Spans(replace(e, start=shifts.after(k), end=max(shifts.after(k) + len(e.replacement), shifts.after(k) + 1)) for k, e in enumerate(taken))
        back: set[int] = set()
        for e in loose:
            near = [s for _, s in lines.over(e.start, max(e.end, e.start + 1))]
            start, end = min([e.start, *(s.start for s in near)]), max([e.end, *(s.end for s in near)])
            hit = placed.over(start, end) or placed.over(max(0, start - BESIDE), end + BESIDE)
            back |= {taken[n].start for n, _ in hit}
        if left == 1 or not back:
            back = {e.start for e in taken}
        draft.edits = tuple(_left(report.text, e, words) if e.trust != "ask" and e.start in back else e for e in draft.edits)


def _left(text: str, e: Edit, words: Words) -> Edit:
    """The same place as a line for the writer."""
    old = text[e.start : e.end].rstrip(" \t\xa0,;:")
    return _for_the_writer(e.start, old, words, e.code, e.findings)


def _for_the_writer(start: int, old: str, words: Words, code: str, findings: tuple[int, ...]) -> Edit:
    """A line that keeps its words and gets a blank, with other wordings of the blank."""
    best, *others = words.blanks(code, old)
    return Edit(start, start + len(old), best, "ask", BLANK_REASON, code, findings, tuple(others))


def _with_offers(report: Report, edits: tuple[Edit, ...], analyze) -> tuple[Edit, ...]:
    """Add the offered lines, without those that would be read as screening themselves."""
    extra = offers(report, edits, analyze)
    before = Counter(_flagged(apply(report.text, edits), report, analyze))
    while extra:
        both = tuple(sorted(edits + extra, key=lambda e: (e.start, e.end)))
        flagged = Counter(_flagged(apply(report.text, both), report, analyze)) - before
        good = tuple(e for e in extra if not any(w in e.replacement for w in flagged))
        if not flagged:
            return both
        extra = good if good != extra else extra[:-1]  # an offer may also change how its neighbors are read
    return edits


def _flagged(text: str, report: Report, analyze) -> list[str]:
    """The words of every screening finding in `text`."""
    return [text[f.start : f.end] for f in analyze(text, title=report.post.title).findings if FAMILY[f.code] == "screening"]


def _screening(report: Report, draft: _Draft) -> None:
    """Make one edit for every phrase, with the best wording that has not been flagged."""
    words, out, draft.templates, draft.leads = Words(), [], {}, set()
    found = force(report, units(report, draft.placed, draft.read), draft.forced, draft.placed, draft.segments)
    limits = [u.start for u in found[1:]] + [len(report.text)]
    for u, limit in zip(found, limits, strict=False):
        options = (
            []
            if u.shape == "blank" or (u.start, u.end) in draft.blank
            else [(fit(report.text, u, filled), trust, reason, template, filled) for filled, trust, reason, template in words.ranked(u)]
        )
        if options and all((u.start, u.end, o[3]) in draft.banned for o in options) and (other := plainer(report.text, u, limit)):
            u = other
            options = (
                []
                if (u.start, u.end) in draft.blank
                else [(fit(report.text, u, filled), trust, reason, template, filled) for filled, trust, reason, template in words.ranked(u)]
            )
        good = [o for o in options if (u.start, u.end, o[3]) not in draft.banned and sits(report.text, u, o[0])]
        good.sort(key=lambda o: echoes(report.text, u, o[0]) + 20 * words.used[o[3]])
        if good:
            best, trust, reason, template, filled = good[0]
            words.take(template, filled)
            draft.templates[len(out)] = template
            if u.shape in _BEFORE:
                draft.leads.add(len(out))
            out.append(
                Edit(
                    u.start, u.end, best, trust,
                    reason,
                    _code(u, draft.findings),
                    u.findings,
                    tuple(o[0] for o in good[1 : 1 + ALTERNATIVES] if o[1] == trust),
                )
            )
        else:
            end = min(limit, _clause(report.text, u, draft)) if u.shape in _BEFORE else u.end
            old, code = _LOOSE.sub("", report.text[u.start : max(u.end, end)]), _code(u, draft.findings)
            out.append(_for_the_writer(u.start, old, words, code, u.findings))
    draft.edits = tuple(out)


_LOOSE = re.compile(r"(?:[\s,;:]+(?:and/or|and|or|with|plus|as well as))?[\s,;:]*$")
_BEFORE = {"lead", "lead-object", "either-noun", *(f"{kind}-noun" for kind in ("apply", "use", "do", "proof", "rule"))}


def _clause(text: str, u: Unit, draft: _Draft) -> int:
    """Where the demand ends whose first words alone were to be exchanged."""
    seg = next((s for _, s in draft.segments.over(u.start, u.end) if s.start <= u.start and u.end <= s.end), None)
    if not seg:
        return u.end
    body, a, b = text[seg.start : seg.end], u.start - seg.start, u.end - seg.start
    end = unread(body, a, b).end
    return seg.start + (end if end > b else reach(body, b))


def _code(u: Unit, findings: Sequence[Finding]) -> str:
    """The code an edit is shown under; years together with an industry go by the industry."""
    return (
        u.code
        if u.code != "years+industry"
        else next((findings[i].code for i in u.findings if findings[i].code != "years-of-experience"), "industry-background")
    )


def _repair(report: Report, draft: _Draft, left: list[Finding]) -> bool:
    """Ban wordings that are flagged themselves, add findings that came to light beside them; True when anything changed."""
    taken = [(n, e) for n, e in enumerate(draft.edits) if e.trust != "ask"]
    shifts, old, asked = Shifts([e for _, e in taken]), Spans(report.findings), Spans(e for e in draft.edits if e.trust == "ask")
    new = Spans(replace(e, start=shifts.after(k), end=shifts.after(k) + len(e.replacement)) for k, (_, e) in enumerate(taken))
    every = Spans(draft.edits)
    changed = False
    for f in left:
        if hits := new.over(f.start, f.end):
            n, e = taken[hits[0][0]]
            draft.banned.add((e.start, e.end, draft.templates[n]))
            changed = True
            continue
        back = shifts.before(f.start)
        start, end = f.start - back, f.end - back
        if asked.over(start, end):
            continue
        if any(g.code == "bona-fide" for _, g in old.over(start, end)):
            continue
        if led := _led(report, draft, taken, start):
            draft.banned.add(led)
            changed = True
            continue
        if any(g.code == f.code for _, g in draft.placed.over(start, end)):
            if (start, end) in draft.forced:
                draft.blank |= {(e.start, e.end) for _, e in every.over(max(0, start - 2), end)}
            else:
                draft.forced[start, end] = f
            changed = True
            continue
        number = next((n for n, _ in draft.segments.over(start, start + 1)), None)
        if number is not None and report.text[start:end] == f.text:
            draft.take_in(replace(f, start=start, end=end, segment=number))
            changed = True
    return changed


def _led(report: Report, draft: _Draft, taken, start: int) -> tuple[int, int, str] | None:
    """The wording right before `start` in the same clause that keeps its subject: what is flagged there is flagged under these words."""
    n, e = next(((n, e) for n, e in reversed(taken) if e.end <= start), (None, None))
    if n is None or n not in draft.leads or start - e.end > BESIDE or re.search(r"[.;:•\n\r]", report.text[e.end : start]):
        return None
    return e.start, e.end, draft.templates[n]


def _note(edits: tuple[Edit, ...]) -> str:
    """One or two plain sentences on what was done."""
    if not edits:
        return "Nothing to change: this post asks for what people can do. It comes back as it was."
    offered = sum(e.offer for e in edits)
    ask = sum(e.trust == "ask" for e in edits)
    changed = len(edits) - offered - ask
    parts = []
    if changed:
        parts.append(f"{changed} {'line' if changed == 1 else 'lines'} reworded")
    if offered:
        parts.append(f"{offered} {'line' if offered == 1 else 'lines'} offered for strengths the post does not ask for")
    if ask:
        parts.append(f"{ask} left as {'it is' if ask == 1 else 'they are'} until you fill the blank")
    return (", ".join(parts) + ".").capitalize() if parts else ""
