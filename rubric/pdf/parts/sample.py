"""Part 5: the work sample: one sheet for the candidate, one for the interviewer."""

from __future__ import annotations

from rubric.interview.kit import Kit
from rubric.pdf.parts.competency import ladder, notes
from rubric.pdf.parts.run import heading
from rubric.pdf.writer import Writer


def write(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    s = kit.sample
    heading(w, f"{kicker} · hand this page to the candidate", s.title, (bookmark[0], f"{bookmark[1]}: {s.title}", 0))
    w.text(f"{s.minutes} minutes in all. The market, the firms and the people are invented: nobody has a head start.", "small")
    w.space(4)
    w.text(s.brief, "lead")
    with w.box(pad=12):
        for block in s.material.strip().split("\n\n"):
            _block(w, block)
    w.fill("sample_work", "Room for the candidate’s work", "Room for your work", 60)
    w.page_break()
    w.text(f"{kicker} · interviewer’s sheet".upper(), "kicker")
    w.text(f"{s.title}: how to run and rate it", "h2")
    with w.columns(8, 4, bottom=6) as (left, right):
        with w.into(left):
            w.text("Instructions", "h3")
            w.bullets(s.instructions, numbered=True)
        with w.into(right):
            w.text("Red flags", "h3")
            w.bullets(s.red_flags)
    w.text(f"Time cap: {s.minutes} minutes, the same for everybody. Stop when it is reached and rate what is there.", "label")
    ladder(w, kit, f"rating.{s.id}", "Rating of the work sample", s.levels)
    notes(w, f"notes.{s.id}", "Notes on the work sample: what was done and said")


def _block(w: Writer, block: str) -> None:
    lines = block.strip().split("\n")
    bullets: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("- "):
            bullets.append(line[2:])
            continue
        if bullets:
            w.bullets(bullets, "material")
            bullets = []
        if line:
            w.text(line, "h3" if is_heading(line) else "material")


def is_heading(line: str) -> bool:
    """Whether a line of the material is a heading: short and in capitals, whatever stands in parentheses after it."""
    letters = [c for c in line.split("(")[0] if c.isalpha()]
    return len(line) < 60 and bool(letters) and all(c.isupper() for c in letters)
