"""Part 4: a spread for each competency: what it is, why it is asked, two questions with their levels, notes and ratings."""

from __future__ import annotations

from rubric.interview.kit import Kit, KitCompetency, KitQuestion
from rubric.pdf.flow import Choice, Grid
from rubric.pdf.parts.why import reason
from rubric.pdf.theme import LINE
from rubric.pdf.writer import Writer

KINDS = {"behavioral": "Past behavior", "situational": "What would you do"}


def write(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    for n, c in enumerate(kit.competencies, 1):
        if n > 1:
            w.page_break()
        with w.within("Sect"):
            _intro(w, kit, c, kicker, n, bookmark)
            for i, q in enumerate(c.questions):
                if i:
                    w.page_break()
                    _strip(w, f"{kicker} · Competency {n} of {len(kit.competencies)} · {c.name}")
                    w.space(5)
                _question(w, kit, c, q)


def _strip(w: Writer, words: str) -> None:
    """The top line of a page that may be printed alone: where we are, and whose answers these are."""
    with w.columns(widths=(None, 72, 120), bottom=6, gutter=6, align="MIDDLE") as (left, middle, right):
        with w.into(left):
            w.text(words.upper(), "kicker")
        with w.into(middle):
            w.text("Candidate code", "label")
        with w.into(right):
            w.field("candidate_code", "Candidate code, not a name", height=15, size=9)


def _intro(w: Writer, kit: Kit, c: KitCompetency, kicker: str, n: int, bookmark) -> None:
    if n == 1:
        key, title, level = bookmark
        marks = [(key, title, level), (f"competency-{c.code}", c.name, level + 1)]
    else:
        marks = [(f"competency-{c.code}", c.name, 1)]
    _strip(w, f"{kicker} · Competency {n} of {len(kit.competencies)} · weight {c.share:g}%")
    w.text(c.name, "h1", bookmark=marks)
    if not kit.questions_only:
        w.text(c.definition, "body")
        with w.columns(4, 4, 4, bottom=6) as cells:
            for cell, d in zip(cells, c.dimensions, strict=False):
                with w.into(cell):
                    w.text(d.name, "h3")
                    w.text(d.text + (f" (Question\u00a0{d.question})" if d.question else " (Listen for it in both.)"), "cell-muted")
    with w.box(pad=6, after=10):
        reason(w, c)


def _question(w: Writer, kit: Kit, c: KitCompetency, q: KitQuestion) -> None:
    w.text(f"Question {q.number}  ·  {KINDS[q.type]}  ·  aims at: {q.dimension_name}  ·  {q.minutes} minutes".upper(), "kicker")
    w.text(q.text, "question")
    with w.columns(4, 4, 4, bottom=5) as cells:
        for cell, title, items in zip(cells, ("Probes", "Signs of strength", "Red flags"), (q.probes, q.strengths, q.red_flags),
            strict=True):
            with w.into(cell):
                w.text(title, "h3", "H4")
                w.bullets(items)
    label = f"Rating of question {q.number}, {c.name}"
    ladder(w, kit, f"rating.{q.id}", label, q.levels)
    notes(w, f"notes.{q.id}", f"Notes on question {q.number}, {c.name}: what was said and done")


def notes(w: Writer, name: str, label: str, least: float = 96) -> None:
    """A notes box down to the foot of the page, without a limit on its text."""
    w.fill(name, label, "Notes: what was said and done, in the candidate’s words", least)


def ladder(w: Writer, kit: Kit, field: str, label: str, levels: tuple[str, ...]) -> None:
    """The five levels, 5 on top, each with its radio button. Read upward."""
    t = w.theme
    names = {s.rating: s.name for s in kit.scale}
    data = []
    with w.within("Table"):
        for rating in range(5, 0, -1):
            with w.within("TR"):
                row = []
                cell: list = []
                with w.within("TD"), w.into(cell):
                    form = w.parent.add("Form", alt=f"{label}: level {rating}, {names[rating]}")
                    cell.append(Choice(field, f"{label}: level {rating}, {names[rating]}", form, str(rating)))
                row.append(cell)
                for tag, style, content in (("TH", "level-number", str(rating)), ("TD", "level-name", names[rating]), ("TD", "level",
                    levels[rating - 1])):
                    cell = []
                    with w.within(tag, scope="Row" if tag == "TH" else ""), w.into(cell):
                        w.text(content, style, "P")
                    row.append(cell)
            data.append(row)
    widths = [23, 17, 62]
    pad = 3.6
    style = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LINEABOVE", (0, 0), (-1, 0), 1, t.accent), ("LINEBELOW", (0, 0), (-1, -2), 0.5, LINE),
        ("LINEBELOW", (0, -1), (-1, -1), 1, t.accent), ("TOPPADDING", (0, 0), (-1, -1), pad), ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3), ("BACKGROUND", (0, 0), (2, -1), t.tint),
    ]
    w.story.append(Grid(data, colWidths=[*widths, t.width - sum(widths)], style=style, hAlign="LEFT", splitByRow=0))
