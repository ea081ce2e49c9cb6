"""The way back of stage 6, reading: kits filled by any software give their values; altered and unreadable ones a reason."""

from __future__ import annotations

import ctypes
import io
import json
import subprocess
import unicodedata

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outside_tools import tool
from panel_cases import blank, changed, fields, filled, ids, kit_data
from pypdf import PdfReader

from rubric.errors import ScorecardError
from rubric.interview.scorecards import read_scorecard
from rubric.pdf import ATTACHMENT

IDS = ids(kit_data())
RATINGS = (5, 4, 3, 2, 1, 4, 3)
NOTE = "First line\nsecond – “quoted”, 12 € and Łódź 大阪 🙂 " + "word " * 2000


@pytest.fixture(scope="module")
def good() -> bytes:
    return filled(blank(), "C-1", "Ana", RATINGS, {IDS[0]: NOTE})


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
            parts, node = [], a
            while node is not None:
                parts += [str(node["/T"])] if "/T" in node else []
                node = node.get("/Parent")
            name = ".".join(reversed(parts))
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
    fields(pdf)[f"notes.{IDS[0]}"].Parent.Kids.pop(0)


def _rename(pdf):
    fields(pdf)[f"rating.{IDS[0]}"].T = pikepdf.String("other")


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
    number = next(n for n, p in enumerate(pdf.pages) for a in p.get("/Annots", [])
        if a.objgen == fields(pdf)[f"notes.{IDS[0]}"].objgen)
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
