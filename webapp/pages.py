"""The analyze page: paste, file or sample -> report -> rewrite -> kit. The text travels in the form; nothing is kept."""

from __future__ import annotations

import base64
import io
from threading import Lock

import pypdfium2
from flask import Blueprint, Response, g, jsonify, render_template, request

from rubric import analyze, interview_kit, render_pdf
from rubric.errors import EmptyPost, RubricError
from rubric.read import read_bytes
from rubric.rewrite import apply
from webapp import view
from webapp.errors import Problem, status_of
from webapp.forms import TEXT_LIMIT, KitForm, PostForm, decision_form, edit_keys, lf, weights_from
from webapp.samples import FIRST, sample_text, samples
from webapp.security import limiter, pages_limit

_PDFIUM = Lock()  # PDFium is not made for several threads at once
bp = Blueprint("pages", __name__)


@bp.get("/")
def home():
    return _home(PostForm(formdata=None))


@bp.get("/healthz")
@limiter.exempt
def health():
    """Answer 200 when the process can analyze."""
    return jsonify(status="ok", balance=analyze("Sales representative. You listen well.").score.balance)


@bp.post("/analyze")
@limiter.limit(pages_limit)
def analyze_post():
    """Show the report of a post.

    With X-Rubric-Part, only what changes while somebody types: "marks" at once, then "rewrite", which takes several times as long.
    """
    part = request.headers.get("X-Rubric-Part", "")
    form = PostForm()
    try:
        form.check()
        text, source = _given(form)
        report = _read(text)
        if part == "marks":
            return render_template("live_marks.html", report=report, source=source, show=form.show.data or ())
        fresh = bool(form.sample.data or (form.file.data and form.file.data.filename))
        return _result(report, form, source, part=part == "rewrite", fresh=fresh)
    except RubricError as error:
        if part or status_of(error) >= 500:
            raise
        return _home(form, error), status_of(error)


@bp.post("/use")
@limiter.limit(pages_limit)
def use():
    """Take the rewrite over as the post; the post as it was travels along, so it can be brought back."""
    form, report = _report()
    text, _ = rewritten(report, request.form)
    form.original.data = form.original.data or report.text
    return _result(_read(text), form, form.source.data or "", fresh=True)


@bp.post("/restore")
@limiter.limit(pages_limit)
def restore():
    """Go back to the post as it was before any rewrite was taken over."""
    form = PostForm().check()
    text = form.original.data or form.text.data
    form.original.data = ""
    return _result(_read(_filled(text)), form, form.source.data or "", fresh=True)


@bp.post("/rewrite")
@limiter.limit(pages_limit)
def rewrite():
    """Download the rewritten post as text."""
    _, report = _report()
    text, _ = rewritten(report, request.form)
    return _download(text.encode(), f"post-{view.slug(report.title)}.txt", "text/plain; charset=utf-8")


@bp.post("/kit")
@limiter.limit(pages_limit)
def kit():
    """Download the interview kit made from this post."""
    _, report = _report()
    return _download(_kit_pdf(report), f"interview-kit-{view.slug(report.title)}.pdf", "application/pdf")


@bp.post("/preview")
@limiter.limit(pages_limit)
def preview():
    """Show the kit's first page as a picture: inside the page, or alone for scripts."""
    form, report = _report()
    image = base64.b64encode(_first_page(_kit_pdf(report))).decode()
    if request.headers.get("X-Rubric-Part"):
        return jsonify(image=f"data:image/png;base64,{image}")
    return _result(report, form, form.source.data or "", preview=f"data:image/png;base64,{image}")


@bp.post("/report")
@limiter.limit(pages_limit)
def report_file():
    """Download the report as one HTML file that needs nothing else."""
    _, report = _report()
    page = render_template("report.html", report=report)
    return _download(page.encode(), f"report-{view.slug(report.title)}.html", "text/html; charset=utf-8")


def show(text: str, source: str):
    """The report page of a text that did not come by the analyze form."""
    return _result(_read(_filled(text)), PostForm(formdata=None), source, fresh=True)


def rewritten(report, data):
    """The text with the edits chosen in `data` applied, and the form that holds the choices."""
    form = decision_form(report, data).check()
    chosen: dict[int, str | None] = {}
    for n, (key, edit) in enumerate(zip(edit_keys(report), report.rewrite.edits, strict=True)):
        decision = form[f"edit-{key}"].data
        if decision == "take":
            chosen[n] = None
        elif decision == "own":
            chosen[n] = (form[f"own-{key}"].data or "").strip() or None
        elif decision.startswith("alt"):
            chosen[n] = edit.alternatives[int(decision[3:])]
    return apply(report.text, report.rewrite.edits, chosen), form


def _given(form) -> tuple[str, str]:
    if form.sample.data:
        return sample_text(form.sample.data), ""
    upload = form.file.data
    if upload and upload.filename:
        posts = read_bytes(upload.read(), upload.filename)
        if len(posts) != 1:
            raise Problem(
                422,
                f"This file holds {len(posts)} posts.",
                slug="several-posts",
                where=upload.filename,
                remedy="Open it on the folder page.",
            )
        return posts[0].text, upload.filename
    return _filled(form.text.data), form.source.data or ""


def _filled(text) -> str:
    if not (text or "").strip():
        raise EmptyPost("There is no post yet.", remedy="Paste a job post, choose a file, or try one of the samples.")
    return text


def _report():
    form = PostForm().check()
    return form, _read(_filled(form.text.data))


def _kit_pdf(report) -> bytes:
    return render_pdf(interview_kit(report, **KitForm().check().options(weights_from(request.form))))


def _first_page(pdf: bytes, width: int = 900) -> bytes:
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            out = io.BytesIO()
            page.render(scale=width / page.get_width(), may_draw_forms=False).to_pil().convert("P", palette=1, colors=64).save(
                out, "PNG", optimize=True
            )
            return out.getvalue()
        finally:
            document.close()


def _home(form, error=None):
    return render_template(
        "home.html", form=form, error=error, first=[samples()[s] for s in FIRST if s in samples()], samples=samples(), limit=TEXT_LIMIT
    )


def _result(report, form, source, *, part=False, fresh=False, preview=""):
    data = None if fresh else request.form
    new_text, decisions = rewritten(report, data)
    after = _again(report, new_text)
    full = after if report.rewrite.text == new_text else _again(report, report.rewrite.text)
    return render_template(
        "live_rewrite.html" if part else "result.html",
        report=report,
        after=after,
        full=full,
        new_text=new_text,
        decisions=decisions,
        keys=edit_keys(report),
        form=form,
        source=source,
        preview=preview,
        kit_form=KitForm(formdata=data),
        weights=weights_from(data or {}),
        show=() if fresh else form.show.data or (),
        original=lf(form.original.data or ""),
        limit=TEXT_LIMIT,
    )


def _read(text):
    """The report of a text. The versions of a post differ in few lines; each line is read once a request."""
    if "memo" not in g:
        g.memo = {}
    return analyze(text, memo=g.memo)


def _again(report, text):
    """The report of a changed text; the same one when nothing changed or nothing is left."""
    return _read(text) if text.strip() and text != report.text else report


def _download(body: bytes, name: str, kind: str) -> Response:
    return Response(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
