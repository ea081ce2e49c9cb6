"""Part 9: the page for the candidate. It stands alone and gives away no question."""

from __future__ import annotations

from rubric.interview.kit import Kit
from rubric.pdf.writer import Writer

DETAILS = (
    ("candidate_page.when", "Date and time"), ("candidate_page.where", "Place or link"), ("candidate_page.contact", "Whom to ask, and how"),
    ("candidate_page.result_by", "You will hear from us by"), ("candidate_page.pay_range", "Pay range"), ("candidate_page.start",
    "Planned start"),
)


def write(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    page = kit.candidate
    w.text(f"{kicker} · send this page to the candidate".upper(), "kicker")
    long = len(page.title) > 90
    w.text(page.title, "h2" if long else "h1", "H1", bookmark=bookmark)
    w.text(page.intro, "body" if long else "lead")
    with w.columns(4, 4, 4, bottom=4) as cells:
        for cell, number, words in zip(
            cells, (kit.minutes, len(kit.questions), kit.sample.minutes), ("minutes of interview", "questions",
            "minutes of exercise, afterward"), strict=True,
        ):
            with w.into(cell):
                w.text(f"{number} {words}", "h3", "P")
    w.text("What it covers: " + ", ".join(c.name.lower() if n else c.name for n, c in enumerate(kit.competencies)) + ".", "body")
    with w.columns(6, 6, bottom=4) as (left, right):
        with w.into(left):
            w.text("What to expect", "h3", "H2")
            w.bullets(page.what_to_expect)
        with w.into(right):
            w.text("How to prepare", "h3", "H2")
            w.bullets(page.how_to_prepare)
    with w.box():
        w.text("Adjustments", "h3", "H2")
        w.text(page.adjustments, "aside")
    w.text("Afterward", "h3", "H2")
    w.text(page.after, "aside")
    w.space(4)
    for pair in (DETAILS[:3], DETAILS[3:]):
        with w.columns(4, 4, 4, bottom=6) as cells:
            for cell, (name, label) in zip(cells, pair, strict=True):
                with w.into(cell):
                    w.text(label, "label")
                    w.field(name, f"For the candidate: {label.lower()}", height=21)
