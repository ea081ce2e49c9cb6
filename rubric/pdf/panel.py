"""Stage 7 for the way back: a Panel becomes a tagged PDF, one page or more per candidate. Decides nothing: totals.py has decided."""

from __future__ import annotations

from io import BytesIO

from pikepdf import ObjectStreamMode, Pdf, String

from rubric.interview.options import DEFAULT_COLOR
from rubric.interview.panel.agreement import SOURCE
from rubric.interview.panel.records import Candidate, Gap, Panel, Sheet
from rubric.output.panel import REACHED, agreement_line, points, rating, tie_line, told
from rubric.output.rows import one_line
from rubric.pdf.document import build
from rubric.pdf.finish import _drop_unused_standard_font, _Tags
from rubric.pdf.flow import Grid
from rubric.pdf.fonts import register
from rubric.pdf.theme import LINE, Theme
from rubric.pdf.writer import Writer

SHEETS_PER_TABLE = 7
VIEWS_PER_ROW = 3
HOW = (
    "An interviewer’s total is the mean of the competencies’ averages, weighted as in the kit, from 1 to 5; a candidate’s total is the "
    "mean of the interviewers’ totals. Ratings that the panel sheet changed by the kit’s rule count as changed; agreement is computed on "
    "the first ratings. A missing rating stays missing: a single rating then counts as the competency’s average, and a "
    "competency without ratings leaves both the sum and the divisor. The work sample is rated on its own. The order follows the totals; "
    "the panel may decide not to hire anybody, and changes the order only with a written reason that names an answer."
)


def render_panel(panel: Panel) -> bytes:
    """The panel's summary as PDF. Equal panels give equal bytes, whatever the order in which the files came."""
    register()
    theme, pages = Theme(panel.paper, DEFAULT_COLOR), {}
    title = f"Panel summary: {panel.kit['title'] or 'role without a title'}"
    for _ in range(2):
        writer = Writer(theme, pages)
        with writer.within("Sect"):
            _overview(writer, panel)
        for c in panel.candidates:
            writer.page_break()
            with writer.within("Sect"):
                _candidate(writer, panel, c)
        foot = f"Panel summary · kit {panel.kit['kit_id']} · version {panel.kit['kit_version']} · confidential"
        data = build(writer, title, "Panel summary", foot)
        pages = dict(writer.structure.pages)
    with Pdf.open(BytesIO(data)) as pdf:
        _Tags(pdf, writer.structure, {}).write()
        _drop_unused_standard_font(pdf)
        for key in ("/CreationDate", "/ModDate", "/Author", "/Keywords", "/Trapped"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        pdf.docinfo["/Title"] = String(title)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta["dc:title"] = title
            meta["dc:language"] = ["en-US"]
            meta["xmp:CreatorTool"] = "Rubric"
        pdf.Root.Lang = String("en-US")
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _overview(w: Writer, panel: Panel) -> None:
    kit, a = panel.kit, panel.agreement
    sheets = sum(len(c.sheets) for c in panel.candidates)
    w.text("PANEL SUMMARY" + (f"  ·  {kit['employer']}" if kit["employer"] else ""), "kicker")
    w.text(kit["title"] or "Role without a title", "h1", bookmark=("overview", "Overview", 0))
    counts = f"{_count(len(panel.candidates), 'candidate')}, {_count(sheets, 'sheet')} from {_count(a.raters, 'interviewer')}."
    w.text(counts + (f" {_count(len(panel.left_out), 'file')} left out, see below." if panel.left_out else ""), "lead")
    w.text("Candidates in the order of their totals", "h2")
    rows = []
    for c in panel.candidates:
        reached = REACHED[c.reached] + (f": {', '.join(c.below)}" if c.below else "")
        near = "; ".join(one_line(x, 40) for x in c.close)
        rows.append([
            w.cell(c.code, "cell-strong"), w.cell(_total(c), "cell-strong"), w.cell(reached), w.cell(points(c.sample) or "–"),
            w.cell(str(c.missing)), w.cell(str(len(c.gaps))), w.cell(near or "–"),
        ])
    heads = ["Candidate", "Total", f"Minimum {panel.minimum:g} on core", "Work sample", "Missing", "Gaps", "Within ¼ point"]
    w.table(heads, rows, _widths(w, 2.6, 1.75, 2.5, 1.2, 1.15, 0.9, 1.9))
    w.text(HOW, "small")
    if kit["weights_reason"]:
        w.text(f"Weights chosen beforehand. Reason: {kit['weights_reason']}", "small")
    if panel.ties:
        w.text("Equal for this purpose", "h2")
        w.text("Compared as the kit says: the work sample, then the competency that the post names first.", "small")
        w.bullets([tie_line(t) for t in panel.ties])
    for n in panel.notices:
        with w.box():
            w.text(n, "aside")
    w.text("Agreement among interviewers", "h2")
    w.text(agreement_line(panel), "body")
    if a.units:
        w.bullets(a.limits)
        w.text(SOURCE, "small")
    if panel.left_out:
        w.text("Files left out", "h2")
        rows = [[w.cell(_name(x.file), "cell-strong"), w.cell(_sentence(x.error.message)), w.cell(x.error.remedy)] for x in panel.left_out]
        w.table(["File", "Why", "What to do"], rows, w.theme.columns(3, 5, 4))


def _candidate(w: Writer, panel: Panel, c: Candidate) -> None:
    w.text(f"CANDIDATE  ·  {_count(len(c.sheets), 'sheet')}", "kicker")
    w.text(c.code, "h1", bookmark=(f"candidate-{c.code}", f"Candidate {one_line(c.code, 60)}", 0))
    parts = [f"Total {_total(c)}", f"minimum of {panel.minimum:g} on the core competencies reached: {REACHED[c.reached]}"]
    if c.below:
        parts.append(f"below it: {', '.join(c.below)}")
    w.text("; ".join(parts) + ".", "lead")
    for n in range(0, len(c.sheets), SHEETS_PER_TABLE):
        _ratings(w, panel, c, c.sheets[n : n + SHEETS_PER_TABLE])
    if c.gaps:
        w.text("To discuss: ratings two points or more apart", "h2")
        rule = "Each reads out the notes. Either may then change the rating and write down which note changed it; the first rating stays."
        w.text(rule, "small")
        for g in c.gaps:
            _gap(w, g)
    elif len(c.sheets) > 1:
        w.text("No two ratings of one answer are two points or more apart.", "body")
    _changes(w, c)
    if c.remarks:
        w.text("Written for the panel", "h2")
        for who, where, text in c.remarks:
            w.text(f"{where}, {who}", "h3", "H3")
            for part in [p for p in text.split("\n") if p.strip()]:
                w.text(part, "aside")
    if notices := told(c):
        w.text("About these sheets", "h2")
        w.bullets(notices)


def _ratings(w: Writer, panel: Panel, c: Candidate, sheets: tuple[Sheet, ...]) -> None:
    wide = {g.item: g.spread for g in c.gaps}
    rows, strong = [], []
    competencies = {k["code"]: k for k in panel.kit["competencies"]}
    items = panel.items
    for n, (item, name, code) in enumerate(items):
        if not code:
            strong.append(len(rows) + 1)
            rows.append(_sum_row(w, "Total", [s.total for s in sheets], c.total))
        given = [s.changed.get(item, s.ratings[item]) for s in c.sheets if s.ratings.get(item) is not None]
        rows.append([
            w.cell(name if code else f"{name}, rated on its own"), *[_rating(w, s, item) for s in sheets],
            w.cell(points(sum(given) / len(given)) if given else "–"), w.cell(f"{wide[item]} points" if item in wide else ""),
        ])
        if code and (n + 1 == len(items) or items[n + 1][2] != code):
            k = competencies[code]
            strong.append(len(rows) + 1)
            label = f"{k['name']}, average × {k['weight']:g}"
            rows.append(_sum_row(w, label, [s.averages[code] for s in sheets], c.averages[code]))
    if items[-1][2]:
        strong.append(len(rows) + 1)
        rows.append(_sum_row(w, "Total", [s.total for s in sheets], c.total))
    side = min(58, (w.theme.width * 0.5) / len(sheets))
    widths = [0, *[side] * len(sheets), 44, 50]
    widths[0] = w.theme.width - sum(widths)
    extra = [("BACKGROUND", (0, r), (-1, r), w.theme.tint) for r in strong]
    extra += [("LEFTPADDING", (1, 0), (-1, -1), 4), ("RIGHTPADDING", (1, 0), (-1, -1), 3)]
    w.table(["Question", *[one_line(s.label, 40) for s in sheets], "Mean", "Gap"], rows, widths, pad=2.6, extra=extra)


def _sum_row(w: Writer, label: str, values, mean):
    cells = [w.cell(points(v) or "missing", "cell-strong" if v is not None else "cell-muted") for v in values]
    return [w.cell(label, "cell-strong"), *cells, w.cell(points(mean) or "–", "cell-strong"), w.cell("")]


def _rating(w: Writer, s: Sheet, item: str):
    return w.cell(rating(s, item), "cell-muted" if s.ratings.get(item) is None else "cell-strong" if item in s.changed else "cell")


def _total(c: Candidate) -> str:
    """The total, with that of the first ratings when changes moved it."""
    if c.total is None:
        return "–"
    return points(c.total) + (f" (first {points(c.first_total)})" if any(x.counts for x in c.changes) else "")


def _changes(w: Writer, c: Candidate) -> None:
    """What the panel sheets say about changed ratings: those that count, then those that do not, with the reason."""
    for counted, title in ((True, "Changed after the discussion"), (False, "Written as a change, but not counted")):
        if not (changes := [x for x in c.changes if x.counts == counted]):
            continue
        w.text(title, "h2")
        rows = [[
            w.cell(x.name), w.cell(x.interviewer or "–"), w.cell(str(x.first or "–")), w.cell(str(x.to or "–"), "cell-strong"),
            w.cell(x.because or "–"), *([] if counted else [w.cell(_sentence(x.why_not))]),
        ] for x in changes]
        heads = ["Question", "Interviewer", "First", "To", "Because of which note", *([] if counted else ["Why not"])]
        w.table(heads, rows, _widths(w, 3.2, 2, 0.8, 0.7, *([5.3] if counted else [2.5, 2.8])), split=True)


def _gap(w: Writer, g: Gap) -> None:
    """One answer with the notes of those who differ, side by side; long notes run over pages."""
    w.need(90)
    w.text(f"{g.name}  ·  {g.spread} points apart", "h3", "H3")
    w.text(g.text, "aside", keep=False)
    for start in range(0, len(g.views), VIEWS_PER_ROW):
        views = g.views[start : start + VIEWS_PER_ROW]
        cells: list[list] = []
        for who, score, note in views:
            cell: list = []
            with w.into(cell):
                w.text(f"{who}: {score}", "cell-strong", "P")
                for part in [p for p in note.split("\n") if p.strip()] or ["No note."]:
                    w.text(part, "cell")
            cells.append(cell)
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 7), ("RIGHTPADDING", (0, 0), (-1, -1), 7),
            ("TOPPADDING", (0, 0), (-1, -1), 5), ("BOTTOMPADDING", (0, 0), (-1, -1), 7), ("LINEABOVE", (0, 0), (-1, 0), 1, w.theme.accent),
            ("LINEBEFORE", (1, 0), (-1, -1), 0.5, LINE), ("LINEBELOW", (0, -1), (-1, -1), 0.5, LINE),
        ]
        width = w.theme.width / len(views)
        w.story.append(Grid([cells], colWidths=[width] * len(views), style=style, hAlign="LEFT", splitInRow=1, spaceAfter=9))


def _widths(w: Writer, *spans: float) -> list[float]:
    return [w.theme.width * s / sum(spans) for s in spans]


def _count(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"


def _name(file: str) -> str:
    return one_line(file.replace("\\", "/").rsplit("/", 1)[-1], 120) or "unnamed"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
