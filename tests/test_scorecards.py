"""The way back of stage 6: filled kits are read from any software, checked, grouped and added up; what cannot count is named."""

from __future__ import annotations

import ctypes
import io
import json
import os
import shutil
import subprocess
import unicodedata
import warnings
from itertools import permutations

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_cases import blank, filled, ids, kit_data, sheet
from pypdf import PdfReader

from rubric.errors import ScorecardError
from rubric.interview.panel import consolidate, read_panel
from rubric.interview.panel.agreement import agree, krippendorff_alpha
from rubric.interview.scorecards import Scorecard, read_scorecard
from rubric.output.panel import panel_csv, panel_json
from rubric.pdf import ATTACHMENT
from rubric.pdf.panel import render_panel

IDS = ids(kit_data())
RATINGS = (5, 4, 3, 2, 1, 4, 3)
NOTE = "First line\nsecond – “quoted”, 12 € and Łódź 大阪 🙂 " + "word " * 2000


def tool(name: str) -> str:
    found = shutil.which(name)
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing; CI installs mupdf-tools and poppler-utils")
        pytest.skip(f"{name} is not installed")
    return found


def changed(data: bytes, change) -> bytes:
    """The PDF after change(pdf) by pikepdf."""
    with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pikepdf warns of widgets without a form: what some of these tests are about
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def fields(pdf):
    return {str(f.T): f for f in pdf.Root.AcroForm.Fields}


@pytest.fixture(scope="module")
def good() -> bytes:
    return filled(blank(), "C-1", "Ana", RATINGS, {IDS[0]: NOTE})


# --- reading ----------------------------------------------------------------------------------------------------------------------


def test_what_pypdf_filled_in_comes_back(good):
    card = read_scorecard(good, "a.pdf")
    assert (card.candidate, card.interviewer, card.locked, card.notices) == ("C-1", "Ana", True, ())
    assert card.ratings == dict(zip(IDS, RATINGS, strict=True))
    assert card.notes[IDS[0]] == NOTE.strip() and len(card.notes[IDS[0]]) > 10_000


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=6, max_size=6).filter(any),
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=300),
    st.text("ABCxyz0189-._", min_size=1, max_size=30),
)
def test_any_ratings_and_notes_make_the_round_trip(ratings, note, code):
    names = ids(kit_data(short=True))
    card = read_scorecard(filled(blank(short=True), code, "Ana", ratings, {names[1]: note}))
    assert list(card.ratings.values()) == ratings
    assert card.candidate == code
    assert card.notes[names[1]] == unicodedata.normalize("NFC", note).strip()


def test_the_short_form_has_no_work_sample():
    card = read_scorecard(filled(blank(short=True), ratings=(3,) * 6))
    assert kit_data()["work_sample"]["id"] not in card.ratings and card.notices == ()


MUTOOL = """
var doc = new PDFDocument(scriptArgs[0]);
for (var i = 0; i < doc.countPages(); i++) {
  var widgets = doc.loadPage(i).getWidgets();
  for (var j = 0; j < widgets.length; j++) {
    var w = widgets[j], label = w.getLabel();
    if (w.getFieldType() == "radiobutton" && /level 4,/.test(label)) w.toggle();
    if (w.getFieldType() == "checkbox" && /I rated every/.test(label)) w.toggle();
    if (label == "Candidate code, not a name" && i == 0) w.setTextValue("C-9");
    if (/^Interviewer: your/.test(label) && i == 0) w.setTextValue("Zoë “Z” Łuk");
    if (/^Notes on question 1,/.test(label)) w.setTextValue("one\\ntwo – € 大阪 " + Array(10001).join("y"));
    w.update();
  }
}
doc.save(scriptArgs[1], "");
"""


def test_what_mupdf_filled_in_comes_back(tmp_path):
    (tmp_path / "fill.js").write_text(MUTOOL, encoding="utf-8")
    (tmp_path / "kit.pdf").write_bytes(blank())
    subprocess.run([tool("mutool"), "run", "fill.js", "kit.pdf", "out.pdf"], cwd=tmp_path, check=True, capture_output=True)
    card = read_scorecard((tmp_path / "out.pdf").read_bytes())
    assert (card.candidate, card.interviewer, card.locked) == ("C-9", "Zoë “Z” Łuk", True)
    assert set(card.ratings.values()) == {4}
    assert card.notes[IDS[0]] == "one\ntwo – € 大阪 " + "y" * 10_000


def test_what_pdfium_filled_in_comes_back():
    """PDFium is the engine of Chromium's viewer: real clicks on the buttons, typing into the fields, and its own save."""
    import pypdfium2
    import pypdfium2.raw as c

    places = {}
    for number, page in enumerate(PdfReader(io.BytesIO(blank())).pages):
        for ref in page.get("/Annots", ()):
            a = ref.get_object()
            name = a.get("/T") or a["/Parent"].get("/T") if "/Parent" in a or "/T" in a else ""
            state = next((s[1:] for s in a.get("/AP", {}).get("/N", {}) if s.startswith("/") and s[1:] in "12345"), "")
            x0, _, x1, y1 = map(float, a["/Rect"])
            places.setdefault((str(name), state), (number, (x0 + x1) / 2, y1 - 6))
    doc = pypdfium2.PdfDocument(blank())
    doc.init_forms()
    form = doc.formenv.raw

    def click(name, state="", text=""):
        number, x, y = places[name, state]
        page = doc[number]
        c.FORM_OnMouseMove(form, page.raw, 0, x, y)
        c.FORM_OnLButtonDown(form, page.raw, 0, x, y)
        c.FORM_OnLButtonUp(form, page.raw, 0, x, y)
        if text:
            typed = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
            c.FORM_ReplaceSelection(form, page.raw, ctypes.cast(typed, ctypes.POINTER(c.FPDF_WCHAR)))
        c.FORM_ForceToKillFocus(form)

    for item, rating in zip(IDS, RATINGS, strict=True):
        click(f"rating.{item}", str(rating))
    click("candidate_code", text="C-8")
    click("interviewer", text="Ana “Q” Łuk 大阪")
    click(f"notes.{IDS[0]}", text="two – € lines " + "x" * 10_000)
    out = io.BytesIO()
    doc.save(out)
    doc.close()
    card = read_scorecard(out.getvalue())
    assert (card.candidate, card.interviewer) == ("C-8", "Ana “Q” Łuk 大阪")
    assert list(card.ratings.values()) == list(RATINGS)
    assert card.notes[IDS[0]] == "two – € lines " + "x" * 10_000


def test_values_without_appearances_are_read(good):
    """NeedAppearances: some software writes values and leaves the drawing to the next viewer."""
    def strip(pdf):
        pdf.Root.AcroForm.NeedAppearances = True
        for page in pdf.pages:
            for a in page.get("/Annots", []):
                for key in ("/AP", "/AS"):
                    if key in a:
                        del a[key]

    assert list(read_scorecard(changed(good, strip)).ratings.values()) == list(RATINGS)


def test_marks_without_values_are_read(good):
    def strip(pdf):
        for name, f in fields(pdf).items():
            if name.startswith("rating.") or name == "locked":
                f.V = pikepdf.Name.Off

    card = read_scorecard(changed(good, strip))
    assert list(card.ratings.values()) == list(RATINGS) and card.locked


@pytest.mark.parametrize(("raw", "text"), [
    (b"\xfe\xff" + "Zoë – €".encode("utf-16-be"), "Zoë – €"), (b"\xff\xfe" + "Zoë".encode("utf-16-le"), "Zoë"),
    (b"\xef\xbb\xbf" + "Zoë €".encode(), "Zoë €"), (b"Zo\xeb", "Zoë"), ("\ufeffa\u202eb".encode("utf-16-be"), "ab"),
])
def test_text_encodings(good, raw, text):
    def put(pdf):
        fields(pdf)["interviewer"].V = pikepdf.String(raw)

    assert read_scorecard(changed(good, put)).interviewer == text


def test_a_text_stream_is_a_text(good):
    def put(pdf):
        fields(pdf)[f"notes.{IDS[2]}"].V = pikepdf.Stream(pdf, b"\xfe\xff" + "a – b\rc".encode("utf-16-be"))

    assert read_scorecard(changed(good, put)).notes[IDS[2]] == "a – b\nc"


def test_two_ratings_at_once_are_no_rating(good):
    def put(pdf):
        fields(pdf)[f"rating.{IDS[0]}"].V = pikepdf.Name("/2")

    card = read_scorecard(changed(good, put))
    assert card.ratings[IDS[0]] is None
    assert any("two different ratings" in n for n in card.notices)


def test_half_filled_sheets_name_what_is_missing():
    card = read_scorecard(filled(blank(), "C-1", "", (5, None, 3), locked="/Off", **{"score.content.a": "4"}))
    said = " ".join(card.notices)
    assert "5 of 7 ratings are missing" in said and "Work sample" in said
    assert "name or initials are missing" in said and "Not locked" in said
    assert "Question 3: the score sheet says 4, the question's page 3" in said


# --- refusing ---------------------------------------------------------------------------------------------------------------------


def _drop_field(pdf):
    pdf.Root.AcroForm.Fields = pikepdf.Array(list(pdf.Root.AcroForm.Fields)[:-1])


def _rename(pdf):
    fields(pdf)[f"rating.{IDS[0]}"].T = pikepdf.String("rating.other")


def _retype(pdf):
    f = fields(pdf)[f"notes.{IDS[0]}"]
    f.FT = pikepdf.Name.Btn


def _sixth_level(pdf):
    fields(pdf)[f"rating.{IDS[0]}"].Kids[0].AP.N["/6"] = fields(pdf)[f"rating.{IDS[0]}"].Kids[0].AP.N["/5"]


def _edit_data(pdf):
    data = json.loads(pdf.attachments[ATTACHMENT].get_file().read_bytes())
    data["competencies"][0]["weight"] = 5
    pdf.attachments[ATTACHMENT] = pikepdf.AttachedFileSpec(pdf, json.dumps(data).encode(), filename=ATTACHMENT)


def _nonsense_data(pdf):
    pdf.attachments[ATTACHMENT] = pikepdf.AttachedFileSpec(pdf, b"[" * 50_000, filename=ATTACHMENT)


def _other_format(pdf):
    pdf.attachments[ATTACHMENT] = pikepdf.AttachedFileSpec(pdf, b'{"schema": "rubric-kit/99"}', filename=ATTACHMENT)


def _no_data(pdf):
    del pdf.attachments[ATTACHMENT]


def _no_form(pdf):
    del pdf.Root.AcroForm


def _swap_pages(pdf):
    """Another page's words under a question's rating."""
    number = next(n for n, p in enumerate(pdf.pages) for a in p.get("/Annots", []) if str(a.get("/T", "")) == f"notes.{IDS[0]}")
    pdf.pages[number].Contents = pdf.pages[number + 1].Contents


@pytest.mark.parametrize(("change", "says"), [
    (_drop_field, "is missing"), (_rename, "form was changed"), (_retype, "form was changed"), (_sixth_level, "form was changed"),
    (_edit_data, "was changed"), (_nonsense_data, "cannot be read"), (_other_format, "format '99'"),
    (_no_data, "kit data inside it is gone"), (_no_form, "form fields are gone"), (_swap_pages, "do not read as in the kit"),
])
def test_altered_kits_are_refused_with_a_remedy(good, change, says):
    with pytest.raises(ScorecardError, match=says) as caught:
        read_scorecard(changed(good, change), "a.pdf")
    assert caught.value.where == "a.pdf" and caught.value.remedy


def _protected(data, user):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
        return out.getvalue()


@pytest.mark.parametrize(("data", "says"), [
    (b"", "is empty"), (b"hello", "not a PDF"), (b"%PDF-1.7\nnonsense", "damaged"), (b"PK\x03\x04" * 300, "not a PDF"),
    (lambda good: good[:30_000], "damaged"), (lambda good: _protected(good, "secret"), "password"),
    (lambda good: filled(blank(), "", "Ana", RATINGS), "candidate code is empty"), (lambda good: blank(), "no rating"),
])
def test_unreadable_files_are_named_with_the_reason(good, data, says):
    with pytest.raises(ScorecardError, match=says) as caught:
        read_scorecard(data(good) if callable(data) else data, "a.pdf")
    assert caught.value.where == "a.pdf" and caught.value.remedy


def test_a_kit_that_opens_without_a_password_is_read(good):
    assert read_scorecard(_protected(good, "")).candidate == "C-1"


def test_a_kit_printed_to_pdf_is_told_apart(good, tmp_path):
    (tmp_path / "kit.pdf").write_bytes(good)
    subprocess.run([tool("pdftocairo"), "-pdf", "kit.pdf", "printed.pdf"], cwd=tmp_path, check=True, capture_output=True)
    with pytest.raises(ScorecardError, match="printed to PDF") as caught:
        read_scorecard((tmp_path / "printed.pdf").read_bytes())
    assert "use Save" in caught.value.remedy


def test_a_form_that_eats_its_tail_is_refused(good):
    def loop(pdf):
        parent = fields(pdf)[f"rating.{IDS[0]}"]
        parent.Kids.append(parent)

    card = read_scorecard(changed(good, loop))
    assert card.ratings[IDS[0]] == RATINGS[0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 200_000), st.binary(min_size=1, max_size=60))
def test_damage_anywhere_gives_an_answer_or_a_reason(at, junk):
    data = bytearray(blank(short=True))
    at %= len(data)
    data[at : at + len(junk)] = junk
    try:
        read_scorecard(bytes(data), "a.pdf")
    except ScorecardError as e:
        assert e.where == "a.pdf" and e.remedy


# --- bringing together ------------------------------------------------------------------------------------------------------------


def only(panel):
    assert len(panel.candidates) == 1
    return panel.candidates[0]


def test_totals_follow_the_kits_own_rule_with_weights():
    c = only(consolidate([sheet((5, 4, 3, 2, 1, 4, 3), double=True), sheet((3, 3, 3, 3, 3, 3, 5), interviewer="Ben", double=True)]))
    assert c.sheets[0].averages == {"consultative": 4.5, "content": 2.5, "trust": 2.5}
    assert c.sheets[0].total == pytest.approx((4.5 + 2.5 + 2 * 2.5) / 4)
    assert c.total == pytest.approx((3.0 + 3.0) / 2)
    assert c.sample == 4


def test_missing_ratings_stay_missing_and_leave_sum_and_divisor():
    c = only(consolidate([sheet((5, None, None, None, 2, 2))]))
    one = c.sheets[0]
    assert one.averages == {"consultative": 5, "content": None, "trust": 2}
    assert one.total == 3.5 and one.missing == 4 and c.sample is None
    assert c.reached is False and c.below == ("Trust-building",)
    assert only(consolidate([sheet((5, None, None, None, 4, 4))])).reached is None
    assert ",missing" in panel_csv(consolidate([sheet((5,))])).replace("Ana=", ",")


def test_gaps_of_two_points_show_the_notes_of_those_concerned():
    notes = [{i: f"{who} wrote this" for i in IDS} for who in ("Ana", "Ben", "Cem")]
    cards = [sheet((r, 3, 3, 3, 3, 3), interviewer=who, notes=n) for r, who, n in zip((2, 3, 4), ("Ana", "Ben", "Cem"), notes, strict=True)]
    (gap,) = only(consolidate(cards)).gaps
    assert gap.spread == 2 and gap.item == IDS[0]
    assert gap.views == (("Ana", 2, "Ana wrote this"), ("Cem", 4, "Cem wrote this"))
    assert only(consolidate(cards[:2])).gaps == ()


def test_copies_count_once_and_conflicting_sheets_not_at_all():
    a, b = sheet((5,) * 7, file="a.pdf"), sheet((5,) * 7, file="b.pdf", interviewer="  ANA ")
    panel = consolidate([b, a])
    assert [s.file for s in only(panel).sheets] == ["a.pdf"] and "copy of a.pdf" in panel.left_out[0].error.message
    other, ben = sheet((4,) * 7, file="c.pdf"), sheet((3,) * 7, interviewer="Ben")
    panel = consolidate([a, other, ben])
    assert [s.label for s in only(panel).sheets] == ["Ben"]
    assert sorted(x.file for x in panel.left_out) == ["a.pdf", "c.pdf"]
    assert all("2 different sheets" in x.error.message and x.error.remedy for x in panel.left_out)


def test_sheets_without_a_name_go_by_their_file():
    panel = consolidate([sheet((5,) * 7, interviewer="", file="x/one.pdf"), sheet((4,) * 7, interviewer="", file="two.pdf")])
    assert [s.label for s in only(panel).sheets] == ["(one.pdf)", "(two.pdf)"]


def test_another_kit_or_version_is_left_out():
    cards = [sheet((5,) * 7), sheet((4,) * 7, interviewer="Ben"), sheet((3,) * 7, interviewer="Cem", double=True)]
    newer = Scorecard(**vars(cards[0]) | {"kit": cards[0].kit | {"kit_version": "1.ffffffff"}, "file": "newer.pdf", "interviewer": "Dee"})
    panel = consolidate([*cards, newer])
    assert [s.label for s in only(panel).sheets] == ["Ana", "Ben"]
    said = {x.file: x.error.message for x in panel.left_out}
    assert "another kit" in said["C-1-Cem.pdf"] and "version 1.ffffffff" in said["newer.pdf"]


def test_candidates_come_in_the_order_of_their_totals_and_close_ones_are_named():
    cards = [sheet((r,) * 7, candidate=c) for c, r in (("low", 2), ("high", 5), ("mid", 4))]
    cards.append(sheet((4, 4, 4, 4, 4, 3, 3), candidate="near"))
    panel = consolidate(cards)
    assert [c.code for c in panel.candidates] == ["high", "mid", "near", "low"]
    assert [c.close for c in panel.candidates] == [(), ("near",), ("mid",), ()]


@pytest.mark.parametrize(("typed", "minimum", "told"), [
    (("", ""), 3, 0), (("3", ""), 3, 0), (("2,5", "2.5"), 2.5, 1), (("2", "4"), 3, 1), (("four", ""), 3, 1), (("9", ""), 3, 1),
])
def test_the_minimum_is_the_one_the_sheets_agree_on(typed, minimum, told):
    panel = consolidate([sheet((3,) * 7, interviewer=str(n), minimum=t) for n, t in enumerate(typed)])
    assert panel.minimum == minimum and len(panel.notices) == told


def test_codes_that_look_alike_are_pointed_out_not_merged():
    panel = consolidate([sheet((3,) * 7, candidate="C-014"), sheet((3,) * 7, candidate="c 014"), sheet((3,) * 7, "c-014 ", "Ben")])
    assert len(panel.candidates) == 2
    assert any("may be one person" in n for n in panel.notices)


ratings = st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=7, max_size=7).filter(any)


@settings(max_examples=40, deadline=None)
@given(st.lists(ratings, min_size=1, max_size=6), st.randoms())
def test_order_of_files_changes_nothing_and_totals_stay_on_the_scale(given_ratings, random):
    cards = [sheet(r, candidate=f"C-{n % 2}", interviewer=f"P{n}") for n, r in enumerate(given_ratings)]
    mixed = random.sample(cards, len(cards))
    panel = consolidate(cards)
    assert panel_json(panel) == panel_json(consolidate(mixed)) and panel_csv(panel) == panel_csv(consolidate(mixed))
    for c in panel.candidates:
        assert c.total is None or 1 <= c.total <= 5
        assert c.missing == sum(v is None for s in c.sheets for v in s.ratings.values())
        for g in c.gaps:
            assert max(r for _, r, _ in g.views) - min(r for _, r, _ in g.views) == g.spread >= 2


def test_bad_files_are_named_and_the_rest_is_kept(good):
    files = [("good.pdf", good), ("bad.pdf", b"x"), ("gone.pdf", ScorecardError("no such file.", where="gone.pdf"))]
    panels = [read_panel(p) for p in permutations(files)]
    assert {len(p.candidates) for p in panels} == {1}
    assert {tuple(x.file for x in p.left_out) for p in panels} == {("bad.pdf", "gone.pdf")}
    with pytest.raises(ScorecardError, match="no filled kit"):
        read_panel([])


# --- agreement --------------------------------------------------------------------------------------------------------------------

PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3], [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
]


def test_alpha_gives_the_published_value():
    """The reliability data of section C of Krippendorff (2011), 0 for missing: ordinal alpha .815."""
    units = [[v for v in unit if v] for unit in zip(*PUBLISHED, strict=True)]
    assert round(krippendorff_alpha(units), 3) == 0.815
    found = agree(units, raters=4, candidates=1)
    assert (found.alpha, found.units, found.ratings) == (0.815, 11, 40)


def test_alpha_at_its_ends():
    assert krippendorff_alpha([[1, 1], [5, 5], [3, 3]]) == 1
    assert krippendorff_alpha([[1, 5], [5, 1]]) < 0
    assert krippendorff_alpha([[4, 4], [4, 4]]) is None and "All ratings are the same" in agree([[4, 4]], 2, 1).reason
    assert krippendorff_alpha([[4], [], [3]]) is None and "two interviewers" in agree([[4], [3]], 1, 1).reason


def test_few_answers_come_with_a_warning():
    assert "are few" in agree([[4, 5], [2, 3]], 2, 1).limits[0]
    assert "are few" not in agree([[4, 5], [2, 3]] * 15, 2, 5).limits[0]


# --- the summary ------------------------------------------------------------------------------------------------------------------


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


def test_sheets_survive_the_way_through_a_page(good):
    card = read_scorecard(good, "a.pdf")
    assert Scorecard.from_dict(json.loads(json.dumps(card.to_dict())), card.kit) == card


@pytest.mark.parametrize("change", [
    {"ratings": {}}, {"ratings": {"x": 3}}, {"ratings": dict.fromkeys(IDS, 6)}, {"ratings": dict.fromkeys(IDS, "3")}, {"candidate": ""},
    {"locked": 1}, {"extra": 1}, {"notes": {"x": "y"}}, {"notes": {IDS[0]: 3}}, {"paper": "a0"},
])
def test_a_sheet_that_we_did_not_write_is_refused(change):
    with pytest.raises(ScorecardError):
        Scorecard.from_dict(sheet((3,) * 7).to_dict() | change, kit_data())
