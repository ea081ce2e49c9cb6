"""Part 3: why these competencies: the post's own lines, and what to test instead of each screening line."""

from __future__ import annotations

from rubric.interview.kit import Kit, KitCompetency, Quote, Replacement
from rubric.pdf.fonts import SUBSTITUTION_NOTE, safe, substituted
from rubric.pdf.parts.run import heading
from rubric.pdf.writer import Writer, refs


def write(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    heading(w, kicker, "Why these competencies", bookmark)
    w.text("Each competency is tied to a line of the post, quoted as it stands there, or says that it is not in the post.", "lead")
    if kit.family_note:
        with w.box():
            w.text(kit.family_note, "aside")
    for c in kit.competencies:
        _competency(w, kit, c)
    if kit.replacements:
        first, *others = kit.replacements
        with w.together():  # a heading does not stay behind alone at the foot of a page
            w.text("What the post screens on, and what to test instead", "h2")
            w.text("These lines ask where somebody has been. Each becomes a test of what the person can do.", "body")
            _replacement(w, kit, first)
        for r in others:
            _replacement(w, kit, r)
    else:
        w.text("What the post screens on", "h2")
        w.text("We found no line in this post that screens on industry background, so there is nothing to test in place of one.", "body")
    if kit.conditions:
        with w.together(), w.columns(3, 9, top=9, bottom=5) as (left, right):
            with w.into(left):
                w.text("Conditions of the work", "h3", "H2")
                w.text("Check them, do not rate them", "small")
            with w.into(right):
                w.text("May name a license, a clearance or another lawful condition. Ask for the document; it earns no points.", "label")
                for q in kit.conditions:
                    quoted(w, q)
    if any(substituted(q.line + q.signal) for q in _all_quotes(kit)) or substituted(kit.title + kit.employer):
        w.text(SUBSTITUTION_NOTE, "small")


def quoted(w: Writer, q: Quote) -> None:
    """One line of the post in quotation marks."""
    w.text(f"“{q.line}”", "quote", "BlockQuote")


def _competency(w: Writer, kit: Kit, c: KitCompetency) -> None:
    with w.together(), w.columns(3, 9, bottom=5) as (left, right):
        with w.into(left):
            w.text(c.name, "h3", "H2")
            w.text(f"{'Core' if c.kind == 'core' else 'Supporting'} · weight {c.share:g}%", "small")
        with w.into(right):
            reason(w, c)
            w.claim(c.why, kit.source_numbers(c.evidence), "small")


def reason(w: Writer, c: KitCompetency) -> None:
    """Why the competency is in the kit: a sentence, and the lines of the post it rests on."""
    more = f" (and {c.more_quotes} more {'line' if c.more_quotes == 1 else 'lines'})" if c.more_quotes else ""
    w.text(c.because + (more + ":" if c.quotes else ""), "label")
    for q in c.quotes:
        quoted(w, q)


def _replacement(w: Writer, kit: Kit, r: Replacement) -> None:
    strengths = list(dict.fromkeys(q.strength for q in r.quotes if q.strength))
    with w.together(), w.columns(3, 9, bottom=5) as (left, right):
        with w.into(left):
            w.text(r.name, "h3")
            if strengths:
                w.text(" and ".join(strengths).capitalize() + " in the post", "small")
        with w.into(right):
            elem = w.parent.add("P", actual=r.text if substituted(r.text) else "")
            w.text(safe(r.text) + refs(kit.source_numbers(r.evidence)), "aside", markup=True, elem=elem)
            if r.questions:
                w.text(f"Tested by {r.competency_name}, questions {' and '.join(map(str, r.questions))}.", "label")
            else:
                w.text(r.note, "label")


def _all_quotes(kit: Kit):
    yield from (q for c in kit.competencies for q in c.quotes)
    yield from (q for r in kit.replacements for q in r.quotes)
    yield from kit.conditions
