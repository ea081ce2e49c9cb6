"""A panel as CSV (one row per candidate, then the files left out), JSON, and plain text for the terminal."""

from __future__ import annotations

import csv
import io
import json

from rubric.interview.panel.changes import Change
from rubric.interview.panel.records import Candidate, Panel, Sheet, Tie
from rubric.output.rows import one_line
from rubric.output.tabular import harmless

MISSING = "missing"
REACHED = {True: "yes", False: "no", None: "cannot be said"}


def panel_json(panel: Panel) -> str:
    """Everything in the panel; see Panel.to_dict."""
    return json.dumps(panel.to_dict(), ensure_ascii=False, indent=1) + "\n"


def panel_csv(panel: Panel) -> str:
    """One row per candidate: totals, minimum, gaps, changes, averages, and every rating as 'interviewer=rating', changed ones as 'A=2>4'.

    Notes are in the JSON.
    """
    competencies, items = panel.kit.get("competencies", ()), panel.items if panel.kit else []
    heads = ["candidate", "kit", "version", "interviewers", "total", "first_total", "minimum_reached", "below_minimum", "work_sample"]
    heads += ["missing_ratings", "gaps", "changes", "changes_not_counted", "close_to", "remarks"]
    heads += [f"average: {c['name']}" for c in competencies] + [f"ratings: {name}" for _, name, _ in items]
    heads += ["totals", "files", "notices", "error", "message", "remedy"]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, heads, restval="")
    writer.writeheader()
    for c in panel.candidates:
        row = {
            "candidate": harmless(c.code), "kit": panel.kit["kit_id"], "version": panel.kit["kit_version"],
            "interviewers": len(c.sheets), "total": points(c.total), "first_total": points(c.first_total),
            "minimum_reached": REACHED[c.reached],
            "below_minimum": "; ".join(c.below), "work_sample": points(c.sample), "missing_ratings": c.missing,
            "gaps": "; ".join(one_line(g.name) for g in c.gaps),
            "changes": harmless(" | ".join(change_line(x) for x in c.changes if x.counts)),
            "changes_not_counted": harmless(" | ".join(change_line(x) for x in c.changes if not x.counts)),
            "close_to": harmless("; ".join(c.close)), "remarks": harmless(" | ".join(map(remark_line, c.remarks))),
            "totals": harmless("; ".join(f"{s.label}={points(s.total) or MISSING}" for s in c.sheets)),
            "files": harmless("; ".join(s.file for s in c.sheets)), "notices": harmless(" | ".join(told(c))),
        }
        row |= {f"average: {k['name']}": points(c.averages[k["code"]]) for k in competencies}
        for i, name, _ in items:
            row[f"ratings: {name}"] = harmless("; ".join(f"{s.label}={rating(s, i, '>')}" for s in c.sheets))
        writer.writerow(row)
    for x in panel.left_out:
        words = {"message": harmless(x.error.message), "remedy": harmless(x.error.remedy)}
        writer.writerow({"files": harmless(x.file), "error": x.error.slug} | words)
    return buffer.getvalue()


def panel_text(panel: Panel) -> str:
    """A short table for the terminal."""
    lines = []
    if panel.kit:
        kit = panel.kit
        lines = [f"{one_line(kit['title']) or 'Role without a title'} (kit {kit['kit_id']}, version {kit['kit_version']})", ""]
        width = max(9, *(len(one_line(c.code, 40)) for c in panel.candidates))
        lines.append(f"{'Candidate':<{width}}  Total  Minimum         Sample  Missing  Gaps  Interviewers (total)")
        for c in panel.candidates:
            who = ", ".join(f"{one_line(s.label, 30)} ({points(s.total) or MISSING})" for s in c.sheets)
            lines.append(
                f"{one_line(c.code, 40):<{width}}  {points(c.total) or '–':>5}  {REACHED[c.reached]:<14}  {points(c.sample) or '–':>6}  "
                f"{c.missing:>7}  {len(c.gaps):>4}  {who}"
            )
        lines += ["", agreement_line(panel)]
        lines += [f"Note: {one_line(n)}" for n in panel.notices]
        lines += [f"Changed, {one_line(c.code, 40)}: {change_line(x)}" for c in panel.candidates for x in c.changes]
        lines += [f"Equal: {tie_line(t)}" for t in panel.ties]
        lines += [f"Note, {one_line(c.code, 40)}: {one_line(n)}" for c in panel.candidates for n in told(c)]
        lines += [f"Said, {one_line(c.code, 40)}: {one_line(remark_line(r), 300)}" for c in panel.candidates for r in c.remarks]
    return "\n".join(lines) + "\n" if lines else ""


def told(c: Candidate) -> list[str]:
    """The notices of all sheets of one candidate, each with whose it is."""
    return [f"{s.label}: {n}" for s in c.sheets for n in s.notices]


def rating(sheet: Sheet, item: str, then: str = "→") -> str:
    """A rating as shown: '2', '2→4' when a change counts, 'missing'."""
    first = sheet.ratings.get(item)
    return MISSING if first is None else f"{first}{then}{sheet.changed[item]}" if item in sheet.changed else str(first)


def change_line(x: Change) -> str:
    """One change in one sentence: what changed, whose, from what, to what and why, or why it does not count."""
    numbers = f"{x.first or 'no rating'} to {x.to or 'no rating'}" if x.first or x.to else "no rating that can be read"
    note = f"; note: {one_line(x.because, 300)}" if x.because else ""
    fate = "" if x.counts else f"; not counted: {x.why_not}"
    return f"{one_line(x.name)}, {one_line(x.interviewer, 60) or 'nobody named'}: {numbers}{note}{fate}"


def tie_line(t: Tie) -> str:
    """Two neighbors within a quarter of a point, and what the kit's rule says about them."""
    pair = f"{one_line(t.a, 40)} and {one_line(t.b, 40)} are within a quarter of a point"
    if not t.by:
        return f"{pair}; what the rule compares is equal too: choose by lot."
    x, y = (points(v) or MISSING for v in t.values)
    if not t.first:
        return f"{pair}; {t.by} comes next ({x} and {y}), but a rating is missing."
    return f"{pair}; {t.by} ({x} and {y}) puts {one_line(t.first, 40)} first."


def remark_line(remark: tuple[str, str, str]) -> str:
    """What an interviewer wrote for the panel, with where."""
    who, where, text = remark
    return f"{who}, {where.lower()}: {text}"


def points(value: float | None) -> str:
    """A mean with two decimals; '' when there is none."""
    return "" if value is None else f"{value:.2f}"


def agreement_line(panel: Panel) -> str:
    """The agreement in one sentence, with what it rests on."""
    a = panel.agreement
    if a.alpha is None:
        return f"{a.statistic}: not computed. {a.reason}"
    alpha = f"{a.alpha:.2f}".replace("-", "−")
    return (
        f"{a.statistic} = {alpha}, from {a.ratings} ratings of {a.units} answers by {a.raters} interviewers "
        f"({a.candidates} {'candidate' if a.candidates == 1 else 'candidates'}). "
        f"Of {a.pairs} pairs of ratings {a.same:.0%} are the same and {a.within_one:.0%} within one point."
    )
