"""Part 8: what not to ask and what to ask instead; adjustments, notes and retention, adverse impact."""

from __future__ import annotations

from rubric.interview.kit import Kit
from rubric.pdf.fonts import safe
from rubric.pdf.parts.run import heading
from rubric.pdf.writer import Writer, refs

UNCHECKED = "Numbers point to part 10. A line without one rests on general knowledge of employment law and was not checked at a source."


def write(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    heading(w, kicker, "What not to ask, and what to ask instead", bookmark)
    with w.box():
        w.text(kit.decision.jurisdiction, "aside")
        w.text(UNCHECKED, "aside")
    rows = [
        (w.cell(d.topic, "cell-strong"), w.cell(d.instead),
         w.cell(safe(d.why) + refs(kit.source_numbers(d.evidence)), "cell-muted", markup=True)) for d in kit.do_not_ask
    ]
    w.table(["Do not ask about", "Lawful alternative", "Why"], rows, w.theme.columns(3, 5, 4), pad=4)
    d = kit.decision
    entries = (("Adjustments", "adjustments"), ("Notes and how long to keep them", "retention"), ("Adverse impact", "adverse_impact"))
    with w.together(), w.columns(4, 4, 4, top=4) as cells:
        for cell, (title, name) in zip(cells, entries, strict=True):
            with w.into(cell):
                w.text(title, "h3", "H2")
                w.claim(getattr(d, name), kit.source_numbers(d.evidence(name)))
