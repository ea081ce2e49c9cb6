"""The ten parts of a kit, in order, each in its own module; and the short form."""

from rubric.interview.kit import Kit
from rubric.pdf.parts import candidate, competency, cover, protect, run, sample, scoring, sources, why
from rubric.pdf.writer import Writer

TITLES = {
    "run": "How to run it",
    "why": "Why these competencies",
    "questions": "Questions and ratings",
    "sample": "Work sample",
    "score": "Score sheet",
    "panel": "Panel sheet",
    "protect": "What not to ask",
    "candidate": "For the candidate",
    "sources": "Sources",
}
"""Parts 2 to 10 by key; part 1 is the cover."""


def write_kit(w: Writer, kit: Kit) -> None:
    """All parts in the order of the design; `questions_only` keeps cover, questions and score sheet."""
    titles = {k: v for k, v in TITLES.items() if not kit.questions_only or k in ("questions", "score")}
    numbers = {key: n for n, key in enumerate(titles, 2)}
    with w.within("Sect"):
        cover.write(w, kit, titles)
    parts = {
        "run": run.write, "why": why.write, "questions": competency.write, "sample": sample.write, "score": scoring.write_score,
        "panel": scoring.write_panel, "protect": protect.write, "candidate": candidate.write, "sources": sources.write,
    }
    for key, title in titles.items():
        w.page_break()
        with w.within("Sect"):
            parts[key](w, kit, f"Part {numbers[key]}", (f"part-{key}", f"{numbers[key]}. {title}", 0))
