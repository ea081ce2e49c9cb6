"""Part 8: what not to ask and what to ask instead; adjustments, notes and retention, adverse impact."""

from __future__ import annotations

from rubric.interview.kit import Kit
from rubric.pdf.parts.run import heading
from rubric.pdf.writer import Writer


def write(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    heading(w, kicker, "What not to ask, and what to ask instead", bookmark)
    with w.box():
        w.text(kit.decision.jurisdiction, "aside")
    rows = [(w.cell(d.topic, "cell-strong"), w.cell(d.instead), w.cell(d.why, "cell-muted")) for d in kit.do_not_ask]
    w.table(["Do not ask about", "Lawful alternative", "Why"], rows, w.theme.columns(3, 5, 4), pad=4)
    d = kit.decision
    entries = (("Adjustments", d.adjustments), ("Notes and how long to keep them", d.retention), ("Adverse impact", d.adverse_impact))
    with w.together(), w.columns(4, 4, 4, top=4) as cells:
        for cell, (title, text) in zip(cells, entries, strict=True):
            with w.into(cell):
                w.text(title, "h3", "H2")
                w.text(text, "aside")
