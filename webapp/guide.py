"""Guide pages, made from the knowledge: every signal and competency, the sum of the score, limits, privacy."""

from __future__ import annotations

from flask import Blueprint, render_template

from rubric.knowledge import competencies, evidence, signal
from rubric.score import settings as scale
from webapp.errors import Problem

bp = Blueprint("guide", __name__, url_prefix="/guide")
CHAPTERS = {
    "score": "How the score adds up",
    "evidence": "The research, for and against",
    "limits": "What Rubric cannot do",
    "privacy": "Privacy",
}


@bp.get("/")
def index():
    return render_template("guide/index.html", chapters=CHAPTERS)


@bp.get("/signal/<code>")
def signal_page(code: str):
    """One signal: why, who it may keep away, evidence, examples and look-alikes that do not count."""
    return render_template("guide/signal.html", s=signal(code), chapters=CHAPTERS)


@bp.get("/competency/<code>")
def competency_page(code: str):
    """One competency: what it means, its parts, and how it is asked about and rated."""
    try:
        c = competencies()[code]
    except KeyError:
        raise Problem(404, f"There is no competency {code[:60]!r}.", remedy=f"Known: {', '.join(competencies())}.") from None
    return render_template("guide/competency.html", c=c, known=evidence(), chapters=CHAPTERS)


@bp.get("/<name>")
def chapter(name: str):
    if name not in CHAPTERS:
        raise Problem(404)
    return render_template(f"guide/{name}.html", title=CHAPTERS[name], chapters=CHAPTERS, scale=scale(), known=evidence())
