"""The panel page: filled kits in, one summary out. Reads and consolidates through rubric.interview.scorecards."""

from __future__ import annotations

from flask import Blueprint, render_template

bp = Blueprint("panel", __name__, url_prefix="/panel")


@bp.get("/")
def page():
    return render_template("panel.html", error=None)
