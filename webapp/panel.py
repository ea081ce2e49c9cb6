"""The panel page: filled kits in, one summary out, downloads made again from what the page itself carries. Nothing is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

from flask import Blueprint, Response, current_app, render_template, request

from rubric.errors import OptionError, RubricError, ScorecardError
from rubric.interview.panel import Panel, consolidate, read_panel
from rubric.interview.panel.records import LeftOut
from rubric.interview.scorecards import Scorecard, check_kit_data
from rubric.output.panel import REACHED, agreement_line, change_line, panel_csv, panel_json, points, rating, tie_line, told
from rubric.pdf.panel import render_panel
from webapp.errors import Problem, status_of
from webapp.forms import PanelForm
from webapp.security import bulk_limit, limiter

bp = Blueprint("panel", __name__, url_prefix="/panel")
KINDS = {
    "pdf": ("panel-summary.pdf", "application/pdf", render_panel),
    "csv": ("panel-summary.csv", "text/csv; charset=utf-8", panel_csv),
    "json": ("panel-summary.json", "application/json", panel_json),
}


@bp.get("/")
def page():
    return _page()


@bp.post("/")
@limiter.limit(bulk_limit)
def run():
    """Read the uploaded kits and show the summary; files that cannot count are named with the reason."""
    try:
        panel = uploaded(PanelForm())
    except RubricError as error:
        return _page(error), status_of(error)
    return _page(panel=panel), 200 if panel.candidates else 422


@bp.post("/export")
@limiter.limit(bulk_limit)
def export():
    """Download the summary of the sheets in the form as PDF, CSV or JSON."""
    form = PanelForm().check()
    if form.format.data not in KINDS:
        raise OptionError("there is no such download.", where="format", remedy="Use pdf, csv or json.")
    name, kind, make = KINDS[form.format.data]
    made = make(unpack(request.form.get("bundle", "")))
    body = made.encode("utf-8", "replace") if isinstance(made, str) else made
    return Response(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def uploaded(form: PanelForm) -> Panel:
    """The panel of the form's files, for page and API. Raises ScorecardError without a file, Problem over PANEL_FILES."""
    uploads = [u for u in form.files.data or () if u and u.filename]
    most = current_app.config["PANEL_FILES"]
    if not uploads:
        raise ScorecardError("no file was chosen.", where="files", remedy="Choose the PDF files that the interviewers saved.")
    if len(uploads) > most:
        remedy = "Send one role's kits at a time, or use the command line."
        raise Problem(413, f"More than {most} files at once.", where="files", remedy=remedy)
    return read_panel(_files(uploads))


def pack(panel: Panel) -> str:
    """What was read, as JSON, to travel in the page instead of on the server."""
    left = [{"file": x.file} | x.error.to_dict() for x in panel.left_out]
    return json.dumps({"kit": panel.kit, "cards": [c.to_dict() for c in panel.cards], "left_out": left}, ensure_ascii=False)


def unpack(bundle: str) -> Panel:
    """The panel from the page's form field. Raises OptionError when it is not what pack() made."""
    try:
        data = json.loads(bundle)
        kit = check_kit_data(data["kit"])
        cards = [Scorecard.from_dict(c, kit) for c in data["cards"][: current_app.config["PANEL_FILES"]]]
        left = [LeftOut(str(x["file"])[:500], _error(x)) for x in data["left_out"][: current_app.config["PANEL_FILES"]]]
        panel = consolidate(cards, left)
    except (ScorecardError, ValueError, TypeError, KeyError, RecursionError):
        panel = None
    if not (panel and panel.candidates):
        raise OptionError("the sheets of this page did not arrive whole.", where="bundle", remedy="Give the filled kits again.")
    return panel


def _error(x: dict) -> ScorecardError:
    return ScorecardError(str(x["message"])[:2000], remedy=str(x["remedy"])[:2000], where=str(x["where"])[:500])


def _files(uploads) -> Iterator[tuple[str, bytes | ScorecardError]]:
    """Names and contents; after the time limit the rest say so."""
    until = time.monotonic() + current_app.config["BATCH_SECONDS"]
    for upload in uploads:
        name = upload.filename.replace("\\", "/").rsplit("/", 1)[-1][:200]
        if time.monotonic() > until:
            what = "not read: the time limit of the server was reached."
            yield name, ScorecardError(what, where=name, remedy="Send the rest again, in smaller parts, or use the command line.")
        else:
            yield name, upload.read()


def _page(error=None, panel: Panel | None = None):
    return render_template(
        "panel.html", error=error, panel=panel, bundle=pack(panel) if panel and panel.candidates else "", points=points, told=told,
        rating=rating, change_line=change_line, tie_line=tie_line,
        reached=REACHED, agreement=agreement_line(panel) if panel and panel.candidates else "", most=current_app.config["PANEL_FILES"],
    )
