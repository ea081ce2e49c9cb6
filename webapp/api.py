"""The JSON door, /api/v1. Every body goes through the same forms as the pages; every error has the one shape of errors.py."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from rubric import analyze, interview_kit, render_pdf
from rubric.batch import Totals
from rubric.errors import InputError, OptionError, ScorecardError
from rubric.knowledge import signal, signals
from rubric.records import FAMILY, Post
from rubric.rewrite import apply
from webapp import bulk, panel, view
from webapp.apiforms import AnalyzeRequest, BatchRequest, KitRequest, RewriteRequest, from_json
from webapp.errors import Problem
from webapp.forms import PanelForm
from webapp.openapi import document
from webapp.security import api_limit, bulk_limit, csrf, limiter

bp = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(bp)


@bp.post("/analyze")
@limiter.limit(api_limit)
def analyze_text():
    """Analyze one post: scores with their sum, findings with reasons, and the proposed edits unless `brief`."""
    form = from_json(AnalyzeRequest, _body())
    report = analyze(form.text.data, title=form.title.data or "", source=form.source.data or "")
    return jsonify(report.to_dict(rewrite=not form.brief.data))


@bp.post("/rewrite")
@limiter.limit(api_limit)
def rewrite_text():
    """Rewrite one post: with the edits in `accept`, or with every safe and suggested one."""
    form = from_json(RewriteRequest, _body())
    report = analyze(form.text.data)
    chosen = None
    if form.accept.data is not None or form.own.data:
        chosen = dict.fromkeys(form.accept.data or ()) | {int(n): words for n, words in (form.own.data or {}).items()}
    text = apply(report.text, report.rewrite.edits, chosen)
    after = analyze(text) if text.strip() else report
    return jsonify(
        text=text,
        note=report.rewrite.note,
        edits=report.to_dict()["rewrite"]["edits"],
        before=_scores(report),
        after=_scores(after),
    )


@bp.post("/kit")
@limiter.limit(api_limit)
def kit():
    """Make the interview kit of one post: a PDF, or its content as JSON with `format` json."""
    form = from_json(KitRequest, _body())
    made = interview_kit(analyze(form.text.data), **form.options())
    if form.format.data == "json":
        return jsonify(made.to_dict())
    return Response(
        render_pdf(made),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="interview-kit-{view.slug(made.title)}.pdf"'},
    )


@bp.post("/batch")
@limiter.limit(bulk_limit)
def batch():
    """Score many posts; one that cannot be used becomes a row with its error, and the others go on."""
    form = from_json(BatchRequest, _body())
    items = []
    for n, post in enumerate(form.posts.data, 1):
        name = post.get("name") or f"post-{n}"
        text = post["text"]
        items.append(
            (
                name,
                1,
                Post(text, source=name) if text.strip() else InputError("there is no text.", where=name, remedy="Send the post's text."),
            )
        )
    rows = list(bulk.score(items, "full" if form.full.data else "brief"))
    totals = Totals()
    for r in rows:
        totals.add(r)
    return jsonify(
        rows=rows,
        totals={"posts": totals.posts, "errors": totals.errors, "screening": totals.screening, "mean_balance": round(totals.mean, 1)},
    )


@bp.post("/panel")
@limiter.limit(bulk_limit)
def panel_summary():
    """Bring filled kits together. A file that cannot count is named under `left_out`; when none counts, that is the error."""
    if request.mimetype != "multipart/form-data":
        raise Problem(415, remedy="Send the filled kits as multipart/form-data, each in a field named files.")
    made = panel.uploaded(PanelForm())
    if not made.candidates:
        reasons = "; ".join(f"{x.file}: {x.error.message}" for x in made.left_out[:5])
        first = made.left_out[0].error
        raise ScorecardError(f"none of the files can be counted. {reasons}"[:2000], where="files", remedy=first.remedy)
    return jsonify(made.to_dict())


@bp.get("/signals")
@limiter.limit(api_limit)
def signal_list():
    """All codes with their meaning."""
    return jsonify(signals=[_signal(s) for s in signals().values()])


@bp.get("/signals/<code>")
@limiter.limit(api_limit)
def one_signal(code: str):
    """One code with its meaning."""
    return jsonify(_signal(signal(code)))


@bp.get("/openapi.json")
@limiter.exempt
def openapi():
    """This API as an OpenAPI 3.1 document."""
    return jsonify(document(request.script_root))


def _body() -> dict:
    if not request.is_json:
        raise Problem(415)
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise OptionError("the body is not a JSON object.", where="body", remedy='Send an object such as {"text": "…"}.')
    return data


def _scores(report) -> dict:
    s = report.score
    return {"balance": s.balance, "screening": s.screening, "athlete": s.athlete, "band": s.band}


def _signal(s) -> dict:
    return {
        "code": s.code,
        "family": FAMILY[s.code],
        "name": s.name,
        "summary": s.summary,
        "why": s.why,
        "who": s.who,
        "instead": s.instead,
        "evidence": list(s.evidence),
        "counts": list(s.counts),
        "does_not_count": list(s.does_not_count),
    }
