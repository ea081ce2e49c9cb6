"""The kit as a list of plain blocks, in the PDF's order: what markdown.py and word.py write down."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rubric.interview.kit import Kit, KitCompetency, KitQuestion
from rubric.interview.panel.sheet import SAMPLE
from rubric.output.kits.blocks import Blank, Columns, Heading, Items, Ladder, Table, Text, Tick
from rubric.pdf.parts import TITLES
from rubric.pdf.parts.candidate import DETAILS
from rubric.pdf.parts.competency import KINDS
from rubric.pdf.parts.cover import STEPS
from rubric.pdf.parts.protect import UNCHECKED
from rubric.pdf.parts.sample import is_heading
from rubric.pdf.parts.scoring import CHANGED, HOW_TO_CHANGE


def outline(kit: Kit) -> list:
    """All blocks of the kit; the short form keeps cover, questions and score sheet, as the PDF does."""
    writers = {
        "run": _run, "why": _why, "questions": _questions, "sample": _sample, "score": _score, "panel": _panel, "protect": _protect,
        "candidate": _candidate, "sources": _sources,
    }
    titles = {k: v for k, v in TITLES.items() if not kit.questions_only or k in ("questions", "score")}
    blocks = list(_cover(kit, titles))
    for number, (key, title) in enumerate(titles.items(), 2):
        blocks.append(Heading(1, f"{number}. {title}", new_page=True))
        blocks += writers[key](kit)
    return blocks


def _cover(kit: Kit, titles) -> Iterator:
    yield Heading(1, f"Structured interview kit: {kit.title or 'role without a title'}")
    dated = f"Made {kit.date} · " if kit.date else ""
    if kit.employer:
        yield Text(kit.employer, "strong")
    yield Text(
        f"{kit.family_name} questions · {kit.minutes} minutes · {len(kit.questions)} questions · {len(kit.competencies)} competencies · "
        f"{dated}Kit {kit.id} · version {kit.version}"
    )
    yield Heading(2, "This sheet")
    yield Blank("Candidate code (not a name)", "candidate_code", value=kit.candidate_code)
    yield Blank("Interviewer", "interviewer")
    yield Blank("Date of the interview", "interview_date")
    yield Blank("Others on the panel", "panel_members")
    yield Tick("An adjustment was agreed on and made (do not note why)", "adjustment_made")
    yield Heading(2, "Competencies and their weights")
    yield Table(("Competency", "Weight"), tuple((c.name, f"{c.share:g}%") for c in kit.competencies))
    if not kit.questions_only:
        yield Items(tuple(f"{name}: {text}" for name, text in STEPS))
    yield Heading(2, "In this kit")
    yield Items(tuple(f"Part {n}: {title}" for n, title in enumerate(titles.values(), 2)))
    yield Text("Ratings filled in here cannot be read back into a panel summary; the PDF of the same kit can.", "small")


def _run(kit: Kit) -> Iterator:
    questions = {c.name: "questions " + " and ".join(str(q.number) for q in c.questions) for c in kit.competencies}
    yield Table(("Minutes", "What happens", "Length"), tuple(
        (f"{s.start}–{s.end}", f"{s.label}: {questions[s.label]}" if s.kind == "competency" else s.label, str(s.minutes)) for s in kit.plan
    ))
    yield Text(f"The work sample ({kit.sample.minutes} minutes) has a slot of its own after the interview.", "small")
    for title, items in (("Opening words", kit.run.opening), ("Closing words", kit.run.closing)):
        yield Heading(2, title)
        yield Items(items)
    yield Heading(2, "Before you rely on the levels")
    yield Text(kit.decision.pilot + _cited(kit, kit.decision.evidence("pilot")))
    yield Heading(2, "The scale")
    yield Table(("Level", "In general"), tuple((f"{s.rating} {s.name}", s.text) for s in reversed(kit.scale)))
    yield Heading(2, "Rules")
    yield Items(tuple(r.text + _cited(kit, r.evidence) for r in kit.run.rules), numbered=True)
    yield Heading(2, "Common rating errors")
    yield Table(("Error", "How it shows", "What helps"), tuple(
        (e.name, e.text, e.remedy + _cited(kit, e.evidence)) for e in kit.run.rating_errors))
    example = kit.run.calibration
    yield Heading(2, "A worked example: rate it before you read on")
    yield Text(f"Question: {example.question}", "strong")
    yield Text(example.answer)
    yield Text(f"Rating: {example.rating}", "strong")
    yield Text(example.because)


def _why(kit: Kit) -> Iterator:
    if kit.family_note:
        yield Text(kit.family_note, "strong")
    for c in kit.competencies:
        yield Heading(2, f"{c.name} ({'core' if c.kind == 'core' else 'supporting'}, weight {c.share:g}%)")
        yield from _reason(c)
        yield Text(c.why + _cited(kit, c.evidence))
    yield Heading(2, "What the post screens on, and what to test instead")
    if not kit.replacements:
        yield Text("We found no line in this post that screens on industry background, so there is nothing to test in place of one.")
    for r in kit.replacements:
        yield Heading(3, r.name)
        yield Text(r.text + _cited(kit, r.evidence))
        tested = f"Tested by {r.competency_name}, questions {' and '.join(map(str, r.questions))}." if r.questions else r.note
        yield Text(tested, "small")
    if kit.conditions:
        yield Heading(2, "Conditions of the work: check them, do not rate them")
        for q in kit.conditions:
            yield Text(f"“{q.line}”", "quote")


def _reason(c: KitCompetency) -> Iterator:
    more = f" (and {c.more_quotes} more {'line' if c.more_quotes == 1 else 'lines'})" if c.more_quotes else ""
    yield Text(c.because + (more + ":" if c.quotes else ""))
    for q in c.quotes:
        yield Text(f"“{q.line}”", "quote")


def _questions(kit: Kit) -> Iterator:
    for n, c in enumerate(kit.competencies):
        yield Heading(2, c.name, new_page=n > 0)
        if not kit.questions_only:
            yield Text(c.definition)
            yield Items(tuple(f"{d.name}: {d.text}" for d in c.dimensions))
        yield from _reason(c)
        for n, q in enumerate(c.questions):
            yield from _question(kit, c, q, new_page=n > 0)


def _question(kit: Kit, c: KitCompetency, q: KitQuestion, new_page: bool) -> Iterator:
    yield Heading(3, f"Question {q.number} ({KINDS[q.type].lower()}, {q.dimension_name}, {q.minutes} minutes)", new_page)
    yield Text(q.text, "strong")
    yield Columns((("Probes", q.probes), ("Signs of strength", q.strengths), ("Red flags", q.red_flags)))
    yield _ladder(kit, f"Rating of question {q.number}, {c.name}", q.id, q.levels)
    yield Blank("Notes: what was said and done, in the candidate’s words", f"notes.{q.id}",
        lines=14 if new_page else 6)


def _ladder(kit: Kit, label: str, name: str, levels) -> Ladder:
    names = {s.rating: s.name for s in kit.scale}
    return Ladder(label, f"rating.{name}", tuple((n, names[n], levels[n - 1]) for n in range(5, 0, -1)))


def _sample(kit: Kit) -> Iterator:
    s = kit.sample
    yield Heading(2, f"{s.title} (for the candidate)")
    yield Text(f"{s.minutes} minutes in all. The market, the firms and the people are invented: nobody has a head start.", "small")
    yield Text(s.brief, "strong")
    for bullets, lines in groupby(filter(None, map(str.strip, s.material.split("\n"))), lambda line: line.startswith("- ")):
        if bullets:
            yield Items(tuple(line[2:] for line in lines))
        else:
            yield from (Text(line, "strong" if is_heading(line) else "quote") for line in lines)
    yield Blank("Room for your work", "sample_work", lines=10)
    yield Heading(2, f"{s.title}: how to run and rate it (for the interviewer)", new_page=True)
    yield Items(s.instructions, numbered=True)
    yield Text("Red flags", "strong")
    yield Items(s.red_flags)
    yield _ladder(kit, "Rating of the work sample", s.id, s.levels)
    yield Blank("Notes: what was done and said", f"notes.{s.id}", lines=6)


def _score(kit: Kit) -> Iterator:
    yield Text("One per interviewer and candidate. Copy your ratings, add them up, lock them, then talk.")
    rows = []
    for c in kit.competencies:
        cells = [Blank(f"{c.name}: {what}", f"score.{c.code}.{key}") for key, what in (
            ("a", "first rating"), ("b", "second rating"), ("mean", "average"), ("points", "points"))]
        rows.append((c.name, *cells[:3], f"× {c.weight:g}", cells[3]))
    total = sum(c.weight for c in kit.competencies)
    rows.append((f"Total = sum of points ÷ {total:g}", "", "", Blank("Sum of points", "score.sum"), "", Blank("Total", "score.total")))
    if not kit.questions_only:
        rows.append(("Work sample (rated on its own)", Blank("Rating of the work sample", "score.sample"), "", "", "", ""))
    yield Table(("Competency", "First", "Second", "Average", "Weight", "Points"), tuple(rows))
    yield Text("Equal weights." if kit.equal_weights else f"Weights chosen beforehand. Reason: {kit.weights_reason}")
    yield Text(
        "Average = (first + second) ÷ 2. Points = average × weight. A question that was not asked or not rated stays empty: do not guess. "
        "A single rating then counts as the average, and a competency without ratings leaves both the sum and the divisor.", "small",
    )
    yield Tick("I rated every answer before I talked to anybody on the panel", "locked")
    titles = ("The decision rule, fixed before the first interview", "Weights", "Ties")
    rule, weights = (getattr(kit.decision, name) + _cited(kit, kit.decision.evidence(name)) for name in ("rule", "weights"))
    for title, text in zip(titles, (rule, weights, kit.ties), strict=True):
        yield Heading(2, title)
        yield Text(text)
    yield Blank("Anything a reader of this sheet must know (evidence, not impressions)", "score.remarks", lines=3)


def _panel(kit: Kit) -> Iterator:
    yield Text("Each interviewer’s locked ratings side by side. Copy them in before anybody speaks.")
    yield Blank("Minimum on every core competency", "panel.minimum")
    yield Blank("Rule agreed by and on", "panel.agreed")
    people = range(1, kit.interviewers + 1)
    rows = [("Initials", *(Blank(f"Initials of interviewer {n}", f"panel.name.{n}") for n in people), "", "", "", "")]
    entries = [(q.id, f"{q.number} {c.name}") for c in kit.competencies for q in c.questions]
    for key, label in [*entries, (SAMPLE, "Work sample")]:
        cells = [Blank(f"Interviewer {n}: {label}", f"panel.{key}.{n}") for n in people]
        changed = [Blank(f"{label}: {head.lower()}", f"panel.{name}.{key}")
            for name, head in zip(("who", "to", "because"), CHANGED, strict=True)]
        rows.append((label, *cells, Tick("2 or more", f"panel.gap.{key}"), *changed))
    totals = [Blank(f"Interviewer {n}: total", f"panel.total.{n}") for n in people]
    rows.append(("Total", *totals, "", "Mean", "", Blank("Mean of the interviewers’ totals", "panel.mean")))
    yield Table(("Question", *map(str, people), "Gap 2+", *CHANGED), tuple(rows))
    yield Heading(2, "When ratings are far apart")
    yield Text(kit.decision.gap)
    yield Text(HOW_TO_CHANGE)
    yield Blank("What was discussed, and what decided", "panel.discussion", lines=4)


def _protect(kit: Kit) -> Iterator:
    yield Text(kit.decision.jurisdiction, "strong")
    yield Text(UNCHECKED, "small")
    yield Table(("Do not ask about", "Lawful alternative", "Why"), tuple(
        (d.topic, d.instead, d.why + _cited(kit, d.evidence)) for d in kit.do_not_ask))
    d = kit.decision
    entries = (("Adjustments", "adjustments"), ("Notes and how long to keep them", "retention"), ("Adverse impact", "adverse_impact"))
    for title, name in entries:
        yield Heading(2, title)
        yield Text(getattr(d, name) + _cited(kit, d.evidence(name)))


def _candidate(kit: Kit) -> Iterator:
    page = kit.candidate
    yield Text(page.title, "strong")
    yield Text(page.intro)
    yield Text(f"{kit.minutes} minutes of interview, {len(kit.questions)} questions, {kit.sample.minutes} minutes of exercise afterward.")
    yield Text("What it covers: " + ", ".join(c.name.lower() if n else c.name for n, c in enumerate(kit.competencies)) + ".")
    for title, items in (("What to expect", page.what_to_expect), ("How to prepare", page.how_to_prepare)):
        yield Heading(2, title)
        yield Items(items)
    for title, text in (("Adjustments", page.adjustments), ("Afterward", page.after)):
        yield Heading(2, title)
        yield Text(text)
    for name, label in DETAILS:
        yield Blank(label, name)


def _sources(kit: Kit) -> Iterator:
    yield Text("Numbers in square brackets point here. Each entry says what the source found, its limits, and how far we checked it.")
    for s in kit.sources:
        yield Text(f"[{s.number}] {s.citation}", "strong")
        yield Text(f"{s.says} Limits: {s.limits} {s.checked}" + (f" {s.url}" if s.url else ""))


def _cited(kit: Kit, ids) -> str:
    numbers = () if kit.questions_only else kit.source_numbers(ids)
    return f" [{', '.join(map(str, numbers))}]" if numbers else ""
