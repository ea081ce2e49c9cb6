"""The panel page: filled kits in, one summary out. It is linked once rubric.interview.scorecards, which reads them, exists."""

from __future__ import annotations

from flask import Blueprint, render_template

bp = Blueprint("panel", __name__, url_prefix="/panel")


@bp.get("/")
def page():
    return render_template("panel.html", error=None)
