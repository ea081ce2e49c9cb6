"""Stage 6: post + findings -> interview kit. Here the parts are put together; choose.py decides, quotes.py quotes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from rubric.errors import OptionError
from rubric.interview import choose
from rubric.interview.kit import (
    KIT_FORMAT,
    Kit,
    KitCompetency,
    KitDimension,
    KitQuestion,
    Source,
)
from rubric.interview.options import KitOptions, one_line, read_options
from rubric.interview.quotes import quotes, replacements
from rubric.knowledge import Competency, competencies, evidence
from rubric.knowledge.kitbook import FAMILIES, FAMILY_NAMES, kit_book
from rubric.records import Report

SHOWN_QUOTES = 2
LONGEST_TITLE = 200
NO_FAMILY = (
    "The post does not read like a sales or marketing role, so this kit uses the general questions: they assume no selling and "
    "no marketing. "
    "The three pillars still apply to anybody who advises, explains or needs to be believed; leave the kit aside where they do not."
)
CHECKED = {
    "P": "Checked at the source.",
    "S": "Known from a secondary source only.",
}
"""How far a source was verified, in words. Sources known from memory (M) are not listed here and so never printed."""
BECAUSE = {
    "post": "The post asks for it",
    "pillar": "Not in the post: added because it is one of the three pillars of every kit.",
    "replaces": "The post does not name it: it tests what these lines of the post screen for",
    "chosen": "Not in the post: added because whoever made this kit chose it.",
}


def interview_kit(report: Report, **options) -> Kit:
    """Make the interview kit of one analyzed post.

    Options: minutes 30|45|60|90, paper 'letter'|'a4', competencies (codes; the core three are always in), weights {code: number}
    with weights_reason when they differ, employer, color '#rrggbb' (4.5:1 on white), interviewers 1-6, questions_only, family,
    candidate_code, title, date 'YYYY-MM-DD'. Raises OptionError for anything else. Same report and options, same kit.
    """
    chosen = read_options(options)
    key = choose.fingerprint(report.text)
    family = chosen.family or (report.role if report.role in FAMILIES else "general")
    picked = choose.choose_competencies(report, chosen)
    weights = _weights(picked, chosen)
    each = choose.minutes_per_question(chosen.minutes, len(picked))
    parts = _competencies(report, picked, family, key, weights, each)
    numbers = {c.code: tuple(q.number for q in c.questions) for c in parts}
    swaps = replacements(report, numbers, {c.code: c.name for c in competencies().values()})
    sample = choose.choose_sample(family, tuple(numbers), key)
    title = chosen.title or _clip(one_line(report.title))
    role = title or "this role"
    book = kit_book()
    cited = [i for part in (parts, swaps, book.cited) for entry in part for i in entry.evidence]
    note = ""
    if family == "general" and not chosen.family:
        note = NO_FAMILY
    elif chosen.family and chosen.family != report.role:
        note = "This role family was chosen by whoever made the kit; the post itself reads differently."
    ideas = {i for c in parts for i in c.ideas} | set(sample.ideas)
    kit = Kit(
        id="", version="", title=title, role=role, family=family, family_name=FAMILY_NAMES[family], family_note=note,
        minutes=chosen.minutes, paper=chosen.paper, employer=chosen.employer, color=chosen.color, interviewers=chosen.interviewers,
        questions_only=chosen.questions_only, candidate_code=chosen.candidate_code, date=chosen.date, weights_reason=chosen.weights_reason,
        plan=choose.timetable(chosen.minutes, tuple(c.name for c in parts)), run=book.run, scale=book.scale.levels,
        competencies=parts, replacements=swaps, conditions=quotes(report, ("bona-fide",)),
        sample=sample, decision=book.decision,
        do_not_ask=book.do_not_ask, candidate=_candidate(role, chosen.minutes, len(parts) * 2), sources=_sources(cited),
        ideas=tuple(sorted(ideas, key=lambda i: (int("".join(filter(str.isdigit, i)) or 0), i))),
    )
    return replace(kit, id=_kit_id(kit, key), version=_kit_version(kit))


def _competencies(report, picked, family, key, weights, each) -> tuple[KitCompetency, ...]:
    total, number, out = sum(weights.values()), 0, []
    stand_ins = {}
    for t in kit_book().test_instead:
        stand_ins.setdefault(t.competency, []).append(t.code)
    for c in picked:
        asked = quotes(report, (c.code,))
        reason = "post" if asked else "pillar" if c.kind == "core" else "chosen"
        if reason == "chosen" and (replaced := quotes(report, tuple(stand_ins.get(c.code, ())))):
            asked, reason = replaced, "replaces"
        questions = []
        for q in choose.choose_questions(c, family, key):
            number += 1
            names = {d.id: d.name for d in c.dimension}
            questions.append(KitQuestion(
                id=q.id, number=number, type=q.type, dimension=q.dimension, dimension_name=names.get(q.dimension, q.dimension), text=q.text,
                probes=q.probes, levels=q.levels, strengths=q.strengths, red_flags=q.red_flags, minutes=each,
            ))
        out.append(KitCompetency(
            code=c.code, name=c.name, kind=c.kind, definition=c.definition, why=c.why, reason=reason, because=BECAUSE[reason],
            quotes=asked[:SHOWN_QUOTES], more_quotes=max(0, len(asked) - SHOWN_QUOTES), weight=weights[c.code],
            share=round(100 * weights[c.code] / total, 1), minutes=2 * each, dimensions=_dimensions(c, questions),
            questions=tuple(questions),
            evidence=_printable(c.evidence), ideas=c.ideas,
        ))
    return tuple(out)


def _dimensions(c: Competency, questions: list[KitQuestion]) -> tuple[KitDimension, ...]:
    aimed = {q.dimension: q.number for q in questions}
    return tuple(KitDimension(d.id, d.name, d.text, aimed.get(d.id)) for d in c.dimension)


def _weights(picked: tuple[Competency, ...], options: KitOptions) -> dict[str, float]:
    codes = [c.code for c in picked]
    for code in options.weights:
        if code not in codes:
            raise OptionError(
                f"{code!r} has a weight but is not in this kit.", where="weights",
                remedy=f"Weigh only {', '.join(codes)}, or add it under competencies.",
            )
    weights = {c: options.weights.get(c, 1.0) for c in codes}
    if len(set(weights.values())) > 1 and not options.weights_reason:
        raise OptionError(
            "unequal weights need a reason.", where="weights_reason",
            remedy="Write in one sentence which tasks of the job call for them, or leave the weights equal.",
        )
    return weights


def _printable(ids) -> tuple[str, ...]:
    return tuple(i for i in ids if i in evidence() and evidence()[i].verified in CHECKED)


def _sources(ids) -> tuple[Source, ...]:
    known = evidence()
    return tuple(
        Source(n, i, known[i].citation, known[i].url, CHECKED[known[i].verified], known[i].says, known[i].limits)
        for n, i in enumerate(dict.fromkeys(_printable(ids)), 1)
    )


def _candidate(role: str, minutes: int, count: int):
    page = kit_book().candidate
    filled = {"{role}": role, "{minutes}": str(minutes), "{count}": str(count)}

    def fill(text: str) -> str:
        for name, value in filled.items():
            text = text.replace(name, value)
        return text

    return replace(page, title=fill(page.title), intro=fill(page.intro))


def _clip(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _digest(data) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _kit_id(kit: Kit, key: str) -> str:
    """Shared by all copies for one panel: the look, the paper and the candidate do not change it."""
    shape = [key, kit.title, kit.family, kit.minutes, [[c.code, c.weight, [q.id for q in c.questions]] for c in kit.competencies],
        kit.sample.id]
    return "RK-" + _digest(shape)[:10].upper()


def _kit_version(kit: Kit) -> str:
    """Changes with every word a rater reads: format number, then a digest of questions, levels, sample and scale."""
    words = [[q.id, q.text, q.probes, q.levels] for q in kit.questions]
    scale = [[s.rating, s.name, s.text] for s in kit.scale]
    return f"{KIT_FORMAT}.{_digest([words, scale, kit.sample.brief, kit.sample.material, kit.sample.levels, kit.decision.rule])[:8]}"
