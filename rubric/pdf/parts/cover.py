"""Part 1: the cover. Says what this is, whose sheet it is, and how the competencies weigh."""

from __future__ import annotations

import datetime

from rubric.interview.kit import Kit
from rubric.pdf.flow import Band, Bars, Text
from rubric.pdf.fonts import safe, substituted
from rubric.pdf.writer import Writer

TITLE_SIZES = (34, 30, 26, 23, 20, 17)
STEPS = (
    ("Before", "Read parts 2 and 3. Fix the minimum and the weights. Send part 9 to the candidate. "
     "Print one kit for each interviewer and candidate."),
    ("During", "Ask part 4 word for word, in order. Write what was said. Rate each answer at once. Then hold the work sample, part 5."),
    ("After", "Add up on part 6, alone. Put the ratings side by side on part 7. Talk about gaps of two or more; keep the first ratings."),
)


def write(w: Writer, kit: Kit, titles: dict[str, str]) -> None:
    t = w.theme
    w.story.append(Band(_head(w, kit), t))
    w.space(20)
    with w.columns(6, 6) as (left, right):
        with w.into(left):
            w.text("This sheet", "h2")
            _identity(w, kit)
        with w.into(right):
            w.text("Competencies and their weights", "h2")
            rows = [(c.name, c.share) for c in kit.competencies]
            alt = "Bar chart of the weights: " + ", ".join(f"{name} {share:g} percent" for name, share in rows) + "."
            w.story.append(Bars(rows, t, w.parent.add("Figure", alt=alt)))
            w.space(4)
            w.text(_weights_line(kit), "small")
    w.space(8)
    w.rule(2, 8)
    if not kit.questions_only:
        with w.columns(4, 4, 4, bottom=10) as cells:
            for n, (cell, (title, text)) in enumerate(zip(cells, STEPS, strict=True), 1):
                with w.into(cell):
                    w.text(f"{n}", "big", "P")
                    w.text(title, "h3", "H2")
                    w.text(text, "aside")
    w.text("In this kit", "h2")
    _contents(w, titles)
    w.space(4)
    if kit.questions_only:
        w.text(
            "Short form: questions, levels and score sheet. How to run the interview, what not to ask and the evidence are in "
            "the full kit.", "small",
        )
    if kit.family_note:
        w.text(kit.family_note if kit.questions_only else "About the choice of questions for this role, see part 3.", "small")


def _head(w: Writer, kit: Kit) -> list[Text]:
    bucket: list[Text] = []
    title = kit.title or "Role without a title"
    with w.into(bucket):
        w.text("STRUCTURED INTERVIEW KIT" + (f"  ·  {kit.employer}" if kit.employer else ""), "cover-kicker", "P")
        elem = w.parent.add("H1", actual=title if substituted(title) else "")
        bucket.append(fitted(w, title, elem))
        counts = f"{kit.minutes} minutes  ·  {len(kit.questions)} questions  ·  {len(kit.competencies)} competencies"
        w.text(f"{kit.family_name} questions  ·  {counts}", "cover-line", "P")
        dated = f"Made {_long_date(kit.date)}  ·  " if kit.date else ""
        w.text(f"{dated}Kit {kit.id}  ·  version {kit.version}", "cover-line", "P")
    return bucket


def fitted(w: Writer, title: str, elem) -> Text:
    """The title in the largest size that takes three lines at most, else in the smallest size."""
    for size in TITLE_SIZES:
        style = w.theme.style("cover-title").clone(f"cover-title-{size}", fontSize=size, leading=size * 1.16)
        text = Text(safe(title), style, elem=elem, bookmark=("part-cover", "1. Cover", 0))
        if text.wrap(w.theme.width, 10_000)[1] <= 3 * style.leading + 1:
            break
    return text


def _identity(w: Writer, kit: Kit) -> None:
    w.text("Candidate code (not a name)", "label")
    w.field("candidate_code", "Candidate code, not a name", value=kit.candidate_code)
    w.space(7)
    w.text("Interviewer", "label")
    w.field("interviewer", "Interviewer: your name or initials")
    w.space(7)
    w.text("Date of the interview", "label")
    w.field("interview_date", "Date of the interview")
    w.space(7)
    w.text("Others on the panel", "label")
    w.field("panel_members", "Others on the panel")
    w.space(8)
    with w.columns(widths=(24, w.theme.columns(6, 6)[0] - 24 - w.theme.gutter), gutter=4) as (tick, words):
        with w.into(tick):
            w.choice("adjustment_made", "An adjustment was agreed on and made", kind="check", side=14)
        with w.into(words):
            w.text("An adjustment was agreed on and made (do not note why)", "aside")


def _weights_line(kit: Kit) -> str:
    if kit.equal_weights:
        return "Equal weights, fixed before the first interview."
    return "Weights chosen before the first interview; the reason is on the score sheet."


def _contents(w: Writer, titles: dict[str, str]) -> None:
    rows = [(n, title, w.pages.get(f"part-{key}")) for n, (key, title) in enumerate(titles.items(), 2)]
    half = (len(rows) + 1) // 2
    with w.columns(6, 6) as cells:
        for cell, part in zip(cells, (rows[:half], rows[half:]), strict=True):
            with w.into(cell):
                for n, title, page in part:
                    w.text(f"<b>{n}</b>&nbsp;&nbsp;{title}, page {page or '–'}", "aside", markup=True)


def _long_date(iso: str) -> str:
    d = datetime.date.fromisoformat(iso)
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
    return f"{months[d.month - 1]} {d.day}, {d.year}"
