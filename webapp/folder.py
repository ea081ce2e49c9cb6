"""The folder page: many files or a .zip in, a table out, downloads made again from what the page itself carries."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator

from flask import Blueprint, Response, current_app, render_template, request, stream_with_context

from rubric import analyze_post, interview_kit, render_pdf
from rubric.errors import EmptyPost, RubricError
from rubric.output.rows import one_line
from rubric.output.writers import DETAIL, lines
from rubric.records import SCREENING, Post
from webapp import bulk, view
from webapp.errors import Problem, status_of
from webapp.forms import FolderForm
from webapp.security import bulk_limit, limiter

bp = Blueprint("folder", __name__, url_prefix="/folder")
KINDS = {
    "csv": ("rubric-posts.csv", "text/csv; charset=utf-8"),
    "jsonl": ("rubric-posts.jsonl", "application/x-ndjson"),
    "html": ("rubric-posts.html", "text/html; charset=utf-8"),
    "kits": ("interview-kits.zip", "application/zip"),
}
KITS_PART = 250
"""Kits in one .zip when no script asks for them in small portions: a kit takes most of a second, a folder may hold a thousand."""
SORTS = {
    "title": lambda r: r["title"].casefold(),
    "file": lambda r: r["file"].casefold(),
    "balance": lambda r: r["score"]["balance"],
    "screening": lambda r: r["score"]["screening"],
    "strengths": lambda r: r["score"]["athlete"],
    "found": lambda r: sum(n for code, n in r["counts"].items() if code in SCREENING),
}
"""Columns of the table."""


@bp.get("/")
def page():
    return _page()


@bp.post("/")
@limiter.limit(bulk_limit)
def run():
    """Score all uploads. Scripts that accept application/x-ndjson get progress lines and then the table."""
    form = FolderForm()
    uploads = [(u.filename, u.read()) for u in form.files.data or () if u and u.filename]  # Flask closes them before a stream ends
    stream = request.accept_mimetypes.best == "application/x-ndjson"
    if not uploads:
        error = EmptyPost("no file was chosen.", remedy="Choose posts (.txt .md .html .docx .pdf …) or one .zip that holds them.")
        if stream:
            raise error
        return _page(error), status_of(error)
    if stream:
        return Response(stream_with_context(_progress(uploads)), content_type="application/x-ndjson", headers={"X-Accel-Buffering": "no"})
    return _scored(list(bulk.read(uploads)))


@bp.post("/sort")
@limiter.limit(bulk_limit)
def sort():
    """The same table in another order, for browsers without scripts; nothing was kept, so the posts are analyzed again."""
    form = FolderForm().check()
    return _scored(bulk.unpack(form.bundle.data), form.sort.data)


@bp.post("/export")
@limiter.limit(bulk_limit)
def export():
    """Download results or kits for the posts in the form."""
    form = FolderForm().check()
    items = bulk.unpack(form.bundle.data)
    name, kind = KINDS[form.format.data]
    if form.format.data == "kits":
        numbers = form.positions(len(items))
        part = request.args.get("part", type=int)
        if part is not None:
            chosen = slice(part * KITS_PART, (part + 1) * KITS_PART)
            items, numbers, name = items[chosen], numbers[chosen], f"interview-kits-{part + 1}.zip"
        body = _kits(zip(numbers, items, strict=True))
    else:
        rows = bulk.score(items, DETAIL[form.format.data])
        if form.format.data == "html":  # read more than once; the others leave while the posts are analyzed
            rows = list(rows)
        body = (part.encode("utf-8", "replace") for part in lines(form.format.data, lambda: iter(rows)))
    return Response(stream_with_context(body), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@bp.post("/open")
@limiter.limit(bulk_limit)
def open_post():
    """Show the report of one post of the folder."""
    from webapp.pages import show

    items = bulk.unpack(FolderForm().check().bundle.data)
    number = request.form.get("open", type=int)
    if number is None or not 0 <= number < len(items):
        raise Problem(422, "There is no such post on this page.", where="open", remedy="Choose one of the table's rows.")
    file, _, item = items[number]
    if not isinstance(item, Post):
        raise item
    return show(item.text, file)


def histogram(rows) -> list[int]:
    """Posts per tenth of the balance, 0-10 to 90-100."""
    bins = [0] * 10
    for r in rows:
        if "score" in r:
            bins[min(9, int(r["score"]["balance"] // 10))] += 1
    return bins


def in_order(rows, sort: str = "") -> list[tuple[int, dict]]:
    """The scored rows with their place in the folder, by one of SORTS; a leading minus turns the order round."""
    numbered = [(n, r) for n, r in enumerate(rows) if "score" in r]
    key = SORTS.get(sort.lstrip("-"))
    return sorted(numbered, key=lambda p: key(p[1]), reverse=sort.startswith("-")) if key else numbered


def _table(rows, sort: str = "") -> dict:
    """What the table's template needs."""
    return {
        "good": in_order(rows, sort),
        "bad": [r for r in rows if "score" not in r],
        "bins": histogram(rows),
        "sort": sort,
        "parts": [(n + 1, min(n + KITS_PART, len(rows))) for n in range(0, len(rows), KITS_PART)],
    }


def _scored(items, sort: str = ""):
    return _page(bundle=bulk.pack(items), **_table(list(bulk.score(items)), sort))


def _page(error=None, **given):
    return render_template("folder.html", error=error, most=current_app.config["BATCH_POSTS"], **given)


def _progress(uploads) -> Iterator[str]:
    items = []
    for file, number, item in bulk.read(uploads):
        items.append((file, number, item))
        if len(items) % 10 == 1:
            yield json.dumps({"read": len(items)}) + "\n"
    rows = []
    for r in bulk.score(items):
        rows.append(r)
        if len(rows) % 5 == 1 or len(rows) == len(items):
            yield json.dumps({"done": len(rows), "of": len(items)}) + "\n"
    yield json.dumps({"drawing": len(rows)}) + "\n"
    html = render_template("_folder_table.html", **_table(rows))
    yield json.dumps({"html": html, "bundle": bulk.pack(items)}) + "\n"


class _Drain(io.RawIOBase):
    """A place for ZipFile to write to that gives its bytes away at once."""

    def __init__(self):
        self.parts: list[bytes] = []

    def writable(self):
        return True

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        data, self.parts = b"".join(self.parts), []
        return data


def _kits(numbered) -> Iterator[bytes]:
    """A .zip, written while the kits of (number, item) are made; what could not be made is listed in a text file inside it."""
    drain, missed, first = _Drain(), [], 0
    until = time.monotonic() + 5 * current_app.config["BATCH_SECONDS"]
    with zipfile.ZipFile(drain, "w", zipfile.ZIP_STORED) as archive:
        for n, (file, number, item) in numbered:
            first = first or n
            label = f"{one_line(file, 200)}{f' #{number}' if number > 1 else ''}"
            try:
                if time.monotonic() > until:
                    raise bulk.NotDone("the time limit was reached.", remedy="Take the rest in smaller parts.")
                if not isinstance(item, Post):
                    raise item
                report = analyze_post(item)
                pdf = render_pdf(interview_kit(report))
            except RubricError as error:
                missed.append(f"{label}: {error.message} {error.remedy}")
                continue
            name = f"{n:04d}-{view.slug(report.title or file)}.pdf"
            archive.writestr(zipfile.ZipInfo(name), pdf)
            yield drain.take()
        if missed:
            archive.writestr(zipfile.ZipInfo("not-made.txt" if first == 1 else f"not-made-{first:04d}.txt"), "\n".join(missed) + "\n")
    yield drain.take()
