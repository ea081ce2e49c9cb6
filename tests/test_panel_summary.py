"""A panel as PDF, CSV and JSON, and on its way through a page: nothing cut, equal bytes, no formulas."""

from __future__ import annotations

import json
import subprocess

import pikepdf
import pytest
from outside_tools import tool
from panel_cases import NO_SHEET, blank, filled, ids, kit_data, sheet
from pypdf import PdfReader

from rubric.errors import ScorecardError
from rubric.interview.panel import consolidate, read_panel
from rubric.interview.scorecards import Scorecard, read_scorecard
from rubric.output.panel import panel_csv, panel_json
from rubric.pdf.panel import render_panel

IDS = ids(kit_data())



@pytest.fixture(scope="module")
def summary():
    long = "She asked – “what changed?” & <b>then</b> waited. 大阪\n" * 190
    cards = [
        sheet((5, 4, 3, 2, 1, 4, 3), interviewer="Ana", notes={IDS[0]: long}), sheet((2, 4, None, 4, 3), interviewer="Ben Ó"),
        sheet((3,) * 7, "C-2" * 30, "Ana"),
        *(sheet((4, 4, 3, 4, 4, 4, 4), "<i>C-3", f"Person with a long name {n}") for n in range(9)),
    ]
    return consolidate(cards, read_panel([("bad & <b>.pdf", b"x")]).left_out)


def test_equal_panels_give_equal_bytes(summary):
    cards = list(summary.cards)
    assert render_panel(summary) == render_panel(consolidate(cards[::-1], summary.left_out))


def test_the_pdf_says_it_all_and_is_sound(summary, tmp_path):
    path = tmp_path / "summary.pdf"
    path.write_bytes(render_panel(summary))
    subprocess.run([tool("qpdf"), "--check", str(path)], check=True, capture_output=True)
    fonts = subprocess.run([tool("pdffonts"), str(path)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts and all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    said = " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())
    wanted = ("Krippendorff’s alpha, ordinal = ", "missing", "bad & <b>.pdf", "<i>C-3", "3 points", "No note.")
    for words in (*wanted, "Person with a long name 8"):
        assert words in said, words
    assert said.count("<b>then</b> waited") == 190, "a long note was cut"
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked and pdf.Root.Lang == "en-US" and "/StructTreeRoot" in pdf.Root


def test_json_and_csv_hold_every_candidate_and_every_file_left_out(summary):
    data = json.loads(panel_json(summary))
    assert len(data["candidates"]) == 3 and data["left_out"][0]["error"] == "bad-scorecard"
    assert data["agreement"]["statistic"].startswith("Krippendorff")
    rows = panel_csv(summary).splitlines()
    assert len(rows) == 1 + 3 + 1


def test_csv_cells_are_no_formulas():
    text = panel_csv(consolidate([sheet((3,) * 7, candidate="=1+1", interviewer="@cmd")]))
    assert "'=1+1" in text and "'@cmd" in text


def test_sheets_survive_the_way_through_a_page():
    card = read_scorecard(filled(blank(), "C-1", "Ana", (5, 4, 3, 2, 1, 4, 3), {IDS[0]: "said"}, **{
        "panel.name.1": "Ana", f"panel.{IDS[1]}.1": "4", f"panel.who.{IDS[1]}": "Ana", f"panel.to.{IDS[1]}": "3",
        f"panel.because.{IDS[1]}": "her own note", "panel.discussion": "Talked.", "score.remarks": "Late train.",
    }), "a.pdf")
    assert card.panel_sheet["changes"] == [{"item": IDS[1], "who": "Ana", "to": "3", "because": "her own note"}]
    assert card.panel_sheet["copies"] == [{"item": IDS[1], "who": "Ana", "rating": "4"}]
    assert (card.panel_sheet["discussion"], card.remarks) == ("Talked.", "Late train.")
    assert Scorecard.from_dict(json.loads(json.dumps(card.to_dict())), card.kit) == card


@pytest.mark.parametrize("change", [
    {"ratings": {}}, {"ratings": {"x": 3}}, {"ratings": dict.fromkeys(IDS, 6)}, {"ratings": dict.fromkeys(IDS, "3")}, {"candidate": ""},
    {"locked": 1}, {"extra": 1}, {"notes": {"x": "y"}}, {"notes": {IDS[0]: 3}}, {"paper": "a0"}, {"remarks": 1},
    {"panel_sheet": {}}, {"panel_sheet": NO_SHEET | {"changes": [{"item": "x", "who": "", "to": "", "because": ""}]}},
    {"panel_sheet": NO_SHEET | {"copies": [{"item": IDS[0], "who": "", "rating": 3}]}},
])
def test_a_sheet_that_we_did_not_write_is_refused(change):
    with pytest.raises(ScorecardError):
        Scorecard.from_dict(sheet((3,) * 7).to_dict() | change, kit_data())
