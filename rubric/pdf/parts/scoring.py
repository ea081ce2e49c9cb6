"""Parts 6 and 7: the score sheet of one interviewer, and the panel sheet that puts independent ratings side by side."""

from __future__ import annotations

from rubric.interview.kit import Kit
from rubric.interview.panel.sheet import SAMPLE
from rubric.pdf.fonts import safe
from rubric.pdf.parts.run import heading
from rubric.pdf.writer import Writer

CHANGED = ("Changed by", "To", "Because of which note")
"""Heads of the columns that take a change after the discussion; interview/panel/changes.py reads them."""
HOW_TO_CHANGE = (
    "For each change write the initials as on the cover, the new rating and the note. When two people change one question, write both, "
    "in the same order: “AB, CD” and “3, 4”. The summary made from filled kits counts such a change and shows the first rating beside it."
)


def write_score(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    heading(w, kicker, "Score sheet", bookmark)
    w.text("One per interviewer and candidate. Copy your ratings, add them up, lock them, then talk.", "lead")
    identity(w)
    rows = []
    for c in kit.competencies:
        a, b = c.questions
        rows.append((
            _named(w, c.name, f"questions {a.number}, {b.number}"),
            _box(w, f"score.{c.code}.a", f"{c.name}: rating of question {a.number}", None),
            _box(w, f"score.{c.code}.b", f"{c.name}: rating of question {b.number}", None),
            _box(w, f"score.{c.code}.mean", f"{c.name}: average of the two ratings", None),
            w.cell(f"× {c.weight:g}", "cell-strong"),
            _box(w, f"score.{c.code}.points", f"{c.name}: points, average times weight", None),
        ))
    total = sum(c.weight for c in kit.competencies)
    rows.append((
        _named(w, f"Total = sum of points ÷ {total:g}", "from 1 to 5"), w.cell(""), w.cell("Sum", "cell-strong"),
        _box(w, "score.sum", "Sum of points", None), w.cell("Total", "cell-strong"),
        _box(w, "score.total", f"Total: sum of points divided by {total:g}, between 1 and 5", None),
    ))
    if not kit.questions_only:
        rows.append((
            _named(w, "Work sample", "rated on its own; decides first between equals"),
            _box(w, "score.sample", "Rating of the work sample", None), *[w.cell("")] * 4,
        ))
    last = len(kit.competencies) + 1
    w.table(
        ["Competency", "First", "Second", "Average", "Weight", "Points"], rows, w.theme.columns(4.2, 1.6, 1.6, 1.6, 1.3, 1.7), pad=3,
        extra=[("BACKGROUND", (0, last), (-1, last), w.theme.band), ("VALIGN", (0, 1), (-1, -1), "MIDDLE")],
    )
    reason = "Equal weights." if kit.equal_weights else f"Weights chosen beforehand. Reason: {kit.weights_reason}"
    w.text(
        f"Average = (first + second) ÷ 2. Points = average × weight. {reason} A question that was not asked or not rated "
        "stays empty: do not guess. A single rating then counts as the average, and a competency without ratings leaves both the "
        "sum and the divisor.",
        "small",
    )
    w.tick(
        "locked", "I rated every answer before I talked to anybody on the panel",
        "I rated every answer before I talked to anybody on the panel. From here on, changes go on the panel sheet; these ratings stay.",
        "body", 8,
    )
    with w.box():
        w.text("The decision rule, fixed before the first interview", "h3", "H2")
        w.claim(kit.decision.rule, _numbers(kit, "rule"))
        w.text("Weights", "h3", "H3")
        w.claim(kit.decision.weights, _numbers(kit, "weights"))
        w.text("Ties", "h3", "H3")
        w.text(kit.ties, "aside")
    words = "Anything a reader of this sheet must know (evidence, not impressions)"
    w.fill("score.remarks", "Remarks: evidence, not impressions", words, 40)


def identity(w: Writer) -> None:
    """Candidate code and interviewer again, filled from the cover on screen."""
    with w.columns(6, 6, bottom=8) as (left, right):
        with w.into(left):
            w.text("Candidate code", "label")
            w.field("candidate_code", "Candidate code, not a name")
        with w.into(right):
            w.text("Interviewer", "label")
            w.field("interviewer", "Interviewer: your name or initials")


def write_panel(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    heading(w, kicker, "Panel sheet", bookmark)
    w.text("Each interviewer’s locked ratings side by side. Copy them in before anybody speaks.", "lead")
    with w.columns(4, 4, 4, bottom=8) as cells:
        rows = (
            ("candidate_code", "Candidate code", "Candidate code, not a name"),
            ("panel.minimum", "Minimum on every core competency", "Minimum on every core competency, fixed before the first interview"),
            ("panel.agreed", "Rule agreed by and on", "Decision rule agreed by and on, before the first interview"),
        )
        for cell, (name, words, label) in zip(cells, rows, strict=True):
            with w.into(cell):
                w.text(words, "label")
                w.field(name, label)
    people = range(1, kit.interviewers + 1)
    heads = ["Question", *map(str, people), "Gap 2+", *CHANGED]
    side = 36 if kit.interviewers < 4 else 29
    widths = [0, *[side] * kit.interviewers, 33, 56, 26, 0]
    free = w.theme.width - sum(widths)
    widths[0], widths[-1] = free * 0.48, free * 0.52
    initials = [_box(w, f"panel.name.{n}", f"Initials of interviewer {n}") for n in people]
    table = [[w.cell("Initials", "cell-strong"), *initials, *[w.cell("")] * 4]]
    for c in kit.competencies:
        for q in c.questions:
            table.append([
                w.cell(f"{q.number}  {c.name}"),
                *[_box(w, f"panel.{q.id}.{n}", f"Interviewer {n}: rating of question {q.number}, {c.name}") for n in people],
                _tick(w, f"panel.gap.{q.id}", f"Ratings of question {q.number} differ by two or more"),
                *_changed(w, q.id, f"Question {q.number}"),
            ])
    table.append([
        w.cell("Work sample", "cell-strong"), *[_box(w, f"panel.{SAMPLE}.{n}", f"Interviewer {n}: work sample") for n in people],
        _tick(w, f"panel.gap.{SAMPLE}", "Ratings of the work sample differ by two or more"), *_changed(w, SAMPLE, "Work sample"),
    ])
    table.append([
        w.cell("Total", "cell-strong"), *[_box(w, f"panel.total.{n}", f"Interviewer {n}: total") for n in people], w.cell(""),
        w.cell("Mean", "cell-strong"), w.cell(""), _box(w, "panel.mean", "Mean of the interviewers’ totals", None),
    ])
    w.table(heads, table, widths, pad=1.6, extra=[
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"), ("LEFTPADDING", (1, 0), (-1, -1), 3), ("RIGHTPADDING", (1, 0), (-1, -1), 3),
        ("BACKGROUND", (0, -1), (-1, -1), w.theme.tint),
    ])
    with w.box():
        w.text("When ratings are far apart", "h3", "H2")
        w.text(kit.decision.gap, "aside")
        w.text(HOW_TO_CHANGE, "aside")
    w.fill("panel.discussion", "What was discussed and what decided", "What was discussed, and what decided", 60)


def _numbers(kit: Kit, about: str):
    """Source numbers of a text of the decision; the short form has no list of sources."""
    return () if kit.questions_only else kit.source_numbers(kit.decision.evidence(about))


def _changed(w: Writer, key: str, what: str):
    """Three boxes of one row: whose rating changed, to what, because of which note."""
    labels = (("who", f"{what}: whose rating changed, initials", None), ("to", f"{what}: changed to, 1 to 5", None),
              ("because", f"{what}: because of which note", None))
    return [_box(w, f"panel.{name}.{key}", label, width) for name, label, width in labels]


def _named(w: Writer, name: str, words: str):
    small = w.theme.style("cell-muted")
    return w.cell(f"{safe(name)}  <font name='{small.fontName}' size='{small.fontSize:g}'>{words}</font>", "cell-strong", markup=True)


def _box(w: Writer, name: str, label: str, width: float | None = 30):
    return lambda: w.field(name, label, height=16, width=width, size=9)


def _tick(w: Writer, name: str, label: str):
    return lambda: w.choice(name, label, kind="check", side=13)
