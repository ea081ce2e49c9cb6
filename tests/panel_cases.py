"""Filled kits for tests: a short kit of our own, filled by pypdf, and sheets made without any PDF."""

from __future__ import annotations

import io
import json
import logging
import warnings
from functools import cache
from io import BytesIO

import pikepdf
from kit_cases import case
from pypdf import PdfReader, PdfWriter

from rubric.interview import interview_kit
from rubric.interview.scorecards import Scorecard, check_kit_data
from rubric.pdf import ATTACHMENT, render_pdf

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
NO_SHEET = {"changes": [], "copies": [], "agreed": "", "discussion": ""}
DOUBLE = {"weights": {"trust": 2}, "weights_reason": "The role lives on renewals."}


@cache
def blank(short: bool = False, double: bool = False) -> bytes:
    """The empty PDF; with double the third competency weighs twice."""
    report, given = case("seller")
    options = given | {"questions_only": short} | (DOUBLE if double else {})
    return render_pdf(interview_kit(report, **options))


@cache
def kit_data(short: bool = False, double: bool = False) -> dict:
    """The record attached to blank()."""
    return check_kit_data(json.loads(PdfReader(BytesIO(blank(short, double))).attachments[ATTACHMENT][0]))


def ids(data: dict) -> list[str]:
    """Question ids in order, the work sample's last."""
    return [q["id"] for c in data["competencies"] for q in c["questions"]] + [data["work_sample"]["id"]]


def filled(pdf: bytes, candidate: str = "C-1", interviewer: str = "Ana", ratings=(), notes=None, **more) -> bytes:
    """The PDF filled by pypdf. ratings: numbers in order, None for missing; more: other fields by name."""
    reader = PdfReader(BytesIO(pdf))
    data = json.loads(reader.attachments[ATTACHMENT][0])
    values = {"candidate_code": candidate, "interviewer": interviewer, "locked": "/Yes"} | more
    values |= {f"rating.{i}": f"/{r}" for i, r in zip(ids(data), ratings, strict=False) if r}
    values |= {f"notes.{i}": text for i, text in (notes or {}).items()}
    writer = PdfWriter(clone_from=reader)
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def sheet(ratings, candidate: str = "C-1", interviewer: str = "Ana", file: str = "", double: bool = False, **more) -> Scorecard:
    """A sheet as read from a filled kit, without the PDF."""
    data = kit_data(double=double)
    names = ids(data)
    given = dict(zip(names, [*ratings, *[None] * len(names)], strict=False))
    base = {
        "file": file or f"{candidate}-{interviewer}.pdf", "candidate": candidate, "interviewer": interviewer, "date": "", "ratings": given,
        "notes": {i: "" for i in names}, "locked": True, "minimum": "", "remarks": "", "panel_sheet": NO_SHEET,
        "paper": "letter", "notices": [],
    }
    return Scorecard.from_dict(base | more, data)


def changed(data: bytes, change) -> bytes:
    """The PDF after change(pdf) by pikepdf."""
    with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pikepdf warns of widgets without a form: what some of these tests are about
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def fields(pdf) -> dict:
    """The form's fields by their whole names."""
    found, stack = {}, [(f, "") for f in pdf.Root.AcroForm.Fields]
    while stack:
        f, name = stack.pop()
        name = f"{name}.{f.T}" if name else str(f.T)
        if "/FT" in f:
            found[name] = f
        else:
            stack += [(kid, name) for kid in f.Kids]
    return found
