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
    for pair in ((("Adjustments", d.adjustments), ("Notes and how long to keep them", d.retention)), (("Adverse impact", d.adverse_impact), None)):
        with w.together(), w.columns(6, 6, bottom=6) as cells:
            for cell, entry in zip(cells, pair, strict=True):
                if entry:
                    with w.into(cell):
                        w.text(entry[0], "h3", "H2")
                        w.text(entry[1], "aside")
