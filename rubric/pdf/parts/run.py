"""Part 2: how to run the interview: timetable, words to say, rules, the scale, rating errors, a worked example."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from rubric.interview.kit import Kit
from rubric.pdf.flow import Text
from rubric.pdf.fonts import safe
from rubric.pdf.writer import Writer, refs


def write(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    heading(w, kicker, "How to run it", bookmark)
    w.text(
        f"The interview takes {kit.minutes} minutes and asks {len(kit.questions)} questions. The minutes include the rating of "
        "each answer.", "lead",
    )
    _timetable(w, kit)
    with w.columns(6, 6) as (left, right):
        with w.into(left):
            w.text("Opening words", "h3", "H2")
            w.bullets(kit.run.opening)
        with w.into(right):
            w.text("Closing words", "h3", "H2")
            w.bullets(kit.run.closing)
    with w.together():
        w.text("Before you rely on the levels", "h2")
        w.claim(kit.decision.pilot, kit.source_numbers(kit.decision.evidence("pilot")))
    _scale(w, kit)
    w.text("Rules", "h2")
    with w.within("L"):
        half = (len(kit.run.rules) + 1) // 2
        with w.columns(6, 6) as cells:
            for cell, part, first in zip(cells, (kit.run.rules[:half], kit.run.rules[half:]), (1, half + 1), strict=True):
                with w.into(cell):
                    for n, rule in enumerate(part, first):
                        _rule(w, kit, n, rule)
    _errors(w, kit)
    _example(w, kit)


def heading(w: Writer, kicker: str, title: str, bookmark) -> None:
    """The head of a part: kicker, title, bookmark. A title a little too long for its line is set smaller, not broken."""
    w.text(kicker.upper(), "kicker")
    style = w.theme.style("h1")
    wide = stringWidth(title, style.fontName, style.fontSize) / w.theme.width
    if 1 < wide < 1.2:
        style = style.clone("h1-fitted", fontSize=style.fontSize / wide - 0.1)
    made = Text(safe(title), style, elem=w.parent.add("H1"), bookmark=bookmark)
    made.keepWithNext = True
    w.story.append(made)


def _timetable(w: Writer, kit: Kit) -> None:
    def times(slot):
        return f"{slot.start}–{slot.end}"

    rows = []
    by_name = {c.name: c for c in kit.competencies}
    for s in kit.plan:
        detail = s.label
        if s.kind == "competency":
            c = by_name[s.label]
            numbers = " and ".join(str(q.number) for q in c.questions)
            detail = f"{s.label}: questions {numbers}, {c.questions[0].minutes} minutes each"
        rows.append((w.cell(times(s)), w.cell(detail), w.cell(str(s.minutes))))
    rows.append((w.cell("Sum", "cell-strong"), w.cell("The whole interview", "cell-strong"), w.cell(str(kit.plan[-1].end), "cell-strong")))
    w.table(["Minutes", "What happens", "Length"], rows, w.theme.columns(2, 8, 2), pad=3)
    w.text(
        f"The work sample ({kit.sample.minutes} minutes) has a slot of its own after the interview and is not part of the "
        f"{kit.minutes} minutes.", "small",
    )
    w.space(6)


def _rule(w: Writer, kit: Kit, n: int, rule) -> None:
    base = w.theme.style("aside")
    style = base.clone("aside-rule", leftIndent=17, bulletIndent=0)
    with w.within("LI"):
        w.story.append(Text(safe(rule.text) + refs(kit.source_numbers(rule.evidence)), style, bulletText=f"{n}.",
            elem=w.parent.add("LBody")))


def _scale(w: Writer, kit: Kit) -> None:
    with w.together():
        w.text("The scale", "h2")
        w.text(
            "Every question has five levels of its own; these are their names. The levels read upward: a higher level includes "
            "the acts of the levels "
            "below it, whether or not its text repeats them. Level 3 is somebody who does the job.", "body",
        )
        rows = [
            (w.cell(f"{s.rating}  {s.name}", "cell-strong"), w.cell(s.text)) for s in reversed(kit.scale)
        ]
        w.table(["Level", "In general"], rows, w.theme.columns(3, 9), pad=3)


def _errors(w: Writer, kit: Kit) -> None:
    with w.together():
        w.text("Common rating errors", "h2")
        rows = [
            (w.cell(e.name, "cell-strong"), w.cell(e.text), w.cell(safe(e.remedy) + refs(kit.source_numbers(e.evidence)), markup=True))
            for e in kit.run.rating_errors
        ]
        w.table(["Error", "How it shows", "What helps"], rows, w.theme.columns(2, 5, 5), pad=3.5)


def _example(w: Writer, kit: Kit) -> None:
    ex = kit.run.calibration
    with w.together():
        w.text("A worked example: rate it before you read on", "h2")
        with w.box():
            w.text(f"Question: {ex.question}", "aside")
            w.text(ex.answer, "aside")
            w.text(f"Rating: {ex.rating}", "h3", "P")
            w.text(ex.because, "aside")
