"""Stage 7: the kit's PDF: same bytes, sound file, embedded type, named fields, tags, nothing cut, and text snapshots."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_cases import CASES, case, report
from outside_tools import tool
from pypdf import PdfReader, PdfWriter

from rubric.interview import interview_kit
from rubric.pdf import ATTACHMENT, render_pdf
from rubric.pdf.document import draw
from rubric.pdf.flow import Text
from rubric.pdf.fonts import covered, shown, substituted
from rubric.pdf.theme import Theme

GOLDEN = Path(__file__).parent / "golden"
LONG_TITLE = (
    "Senior Associate Director of Strategic Enterprise Partnerships & Customer Experience Transformation (m/f/d) <EMEA/APAC> — "
    "Donaudampfschifffahrtsgesellschaft, Łódź & 大阪 オフィス, مكتب دبي 🙂"
)


def hostile():
    lines = [
        "客户咨询：先倾听，提出好问题，找出仓库经理真正想解决的问题，并根据他们的情况量身定制解决方案，帮助他们逐步改进工作流程，建立长期互信。",
        "يستمع أولاً ويطرح أسئلة جيدة ويبني الثقة مع العملاء بصبر واحترام",
        'Build trust with <b>customers</b> & "partners" <script>x</script> https://example.com/' + "averylongpath" * 14,
        "Must bring a rolodex of 東京 buyers & <i>friends</i>.",
    ]
    marks = [("consultative", lines[0], None), ("trust", lines[1], None), ("trust", "Build trust", None),
             ("rolodex", "rolodex of 東京 buyers & <i>friends</i>", "required")]
    options = {
        "paper": "letter", "minutes": 90, "competencies": ["learning", "drive", "networking"], "interviewers": 6,
        "employer": "Müller & Söhne " * 8,
        "weights": {"trust": 3}, "weights_reason": "Because " * 37, "candidate_code": "C" * 40, "color": "#5A0E2B",
    }
    return interview_kit(report("\n".join(lines), marks, LONG_TITLE, "account"), **options)


def kits():
    for family in CASES:
        r, options = case(family)
        yield family, interview_kit(r, **options)
    yield "hostile", hostile()
    yield "short", interview_kit(case("seller")[0], questions_only=True, minutes=45)


KITS = dict(kits())


@pytest.fixture(scope="module")
def rendered():
    made = {}

    def get(name: str) -> bytes:
        if name not in made:
            made[name] = render_pdf(KITS[name])
        return made[name]

    return get


@pytest.mark.parametrize("name", ["seller", "hostile"])
def test_equal_kits_give_equal_bytes(name, rendered):
    assert render_pdf(KITS[name]) == rendered(name)


@pytest.mark.parametrize("name", KITS)
def test_qpdf_finds_no_fault(name, rendered, tmp_path):
    path = tmp_path / "kit.pdf"
    path.write_bytes(rendered(name))
    done = subprocess.run([tool("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", KITS)
def test_every_font_is_embedded(name, rendered, tmp_path):
    path = tmp_path / "kit.pdf"
    path.write_bytes(rendered(name))
    head, _, *rows = subprocess.run([tool("pdffonts"), str(path)], capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(rows) >= 3
    assert {row[head.index("emb") :][:3] for row in rows} == {"yes"}, rows


def test_every_font_in_the_file_has_its_program(rendered):
    with pikepdf.open(BytesIO(rendered("hostile"))) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        used = {f.unparse() for page in pdf.pages for f in page.obj.Resources.Font.values()}
        assert fonts and used
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor
        for font in pdf.Root.AcroForm.DR.Font.values():
            assert "/FontFile2" in font.FontDescriptor and len(font.Widths) == 224


@pytest.mark.parametrize("name", KITS)
def test_fields_have_names_for_screen_readers_and_no_length_limit(name, rendered):
    fields = {name: f for name, f in PdfReader(BytesIO(rendered(name))).get_fields().items() if "/FT" in f}
    for field, data in fields.items():
        assert len(data.get("/TU", "")) > 3, field
        assert "/MaxLen" not in data, field
    kit = KITS[name]
    for q in kit.questions:
        assert sorted(s for s in fields[f"rating.{q.id}"]["/_States_"] if s != "/Off") == ["/1", "/2", "/3", "/4", "/5"]
        assert f"notes.{q.id}" in fields
    assert {"candidate_code", "interviewer", "locked"} <= set(fields)


@pytest.mark.parametrize("name", ["hostile", "short"])
def test_names_are_a_hierarchy_and_no_part_holds_a_period(name, rendered):
    """ISO 32000-1, 12.7.3.2: a partial name has no period; no two siblings share a name; every kid knows its parent."""
    def walk(nodes, parent, above):
        names = [str(n.T) for n in nodes if "/T" in n]
        assert len(names) == len(set(names)) and all(n and "." not in n for n in names)
        for node in nodes:
            assert "/Parent" not in node if parent is None else node.Parent.objgen == parent.objgen
            if "/T" not in node:
                continue
            whole = [*above, str(node.T)]
            if "/FT" in node:
                found.append(".".join(whole))
            walk(node.get("/Kids", []), node, whole)

    with pikepdf.open(BytesIO(rendered(name))) as pdf:
        found: list[str] = []
        walk(pdf.Root.AcroForm.Fields, None, [])
        assert set(found) == set(json.loads(pdf.attachments[ATTACHMENT].get_file().read_bytes())["fields"])


@pytest.mark.parametrize("name", KITS)
def test_the_file_carries_the_kit_and_a_digest_over_it(name, rendered):
    reader = PdfReader(BytesIO(rendered(name)))
    record = json.loads(reader.attachments[ATTACHMENT][0])
    digest = record.pop("digest")
    assert digest == hashlib.sha256(json.dumps(record, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
    assert set(record["fields"]) == {n for n, f in reader.get_fields().items() if f.get("/FT")}
    assert record["kit_id"] == KITS[name].id == reader.metadata["/RubricKitId"]
    assert record["kit_version"] == KITS[name].version == reader.metadata["/RubricKitVersion"]


def test_title_language_bookmarks_and_tab_order(rendered):
    reader = PdfReader(BytesIO(rendered("seller")))
    assert reader.metadata.title == "Structured interview kit: Sales Representative, Greenhouse Lighting"
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    flat = [b.title for b in reader.outline if not isinstance(b, list)]
    assert [t.split(".")[0] for t in flat] == [str(n) for n in range(1, 11)]
    nested = next(b for b in reader.outline if isinstance(b, list))
    assert [b.title for b in nested] == [c.name for c in KITS["seller"].competencies]
    assert all(page["/Tabs"] == "/S" for page in reader.pages)
    assert "/CreationDate" not in reader.metadata
    assert PdfReader(BytesIO(rendered("general"))).metadata["/CreationDate"].startswith("D:20261123")


@pytest.mark.parametrize("name", ["seller", "hostile", "short"])
def test_marked_content_and_structure_agree(name, rendered):
    """Every marked-content id on a page is owned by one element, every widget by a Form element, and the other way round."""
    with pikepdf.open(BytesIO(rendered(name))) as pdf:
        root = pdf.Root.StructTreeRoot
        assert bool(pdf.Root.MarkInfo.Marked)
        marked, objects, tags = set(), set(), []

        def walk(elem, parent):
            assert elem.P.objgen == parent.objgen
            tags.append(str(elem.S))
            for kid in elem.get("/K", []):
                if kid.get("/Type") == "/MCR":
                    marked.add((kid.Pg.objgen, int(kid.MCID)))
                elif kid.get("/Type") == "/OBJR":
                    objects.add(kid.Obj.objgen)
                else:
                    walk(kid, elem)

        walk(root.K, root)
        found, widgets = set(), set()
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            ids = [int(n) for n in re.findall(rb"/MCID (\d+)>> BDC", content)]
            assert ids == list(range(len(ids)))
            assert content.count(b" BDC") + content.count(b" BMC") == content.count(b"EMC")
            found |= {(page.obj.objgen, n) for n in ids}
            widgets |= {a.objgen for a in page.obj.get("/Annots", [])}
        assert marked == found and objects == widgets
        assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/Form", "/Figure", "/Sect"} <= set(tags)
        nums = list(root.ParentTree.Nums)
        assert [int(n) for n in nums[::2]] == list(range(len(nums) // 2))


def test_the_chart_and_foreign_lines_have_text_alternatives(rendered):
    with pikepdf.open(BytesIO(rendered("hostile"))) as pdf:
        elems = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]
        figure = next(e for e in elems if e.S == "/Figure")
        assert "Trust-building 37.5 percent" in str(figure.Alt)
        assert any("客户咨询" in str(e.ActualText) for e in elems if "/ActualText" in e)


@cache
def drawn(name: str):
    """Where every paragraph stands on the page (page, x0, y0, x1, y1), and the structure; drawn once for all tests."""
    boxes, plain = [], Text.draw

    def spy(self):
        x, y = self.canv.absolutePosition(0, 0)
        lines = self.blPara.lines
        spare = min((line.extraSpace if self.blPara.kind else line[0] for line in lines), default=0)
        boxes.append((self.canv.getPageNumber(), x, y, x + self.width - spare, y + self.height))
        plain(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", spy)
        _, structure = draw(KITS[name])
    return boxes[len(boxes) // 2 :], structure


@pytest.mark.parametrize("name", KITS)
def test_no_text_leaves_its_frame_or_covers_other_text(name):
    kit = KITS[name]
    boxes, _ = drawn(name)
    theme = Theme(kit.paper, kit.color)
    left, right = theme.margin_side - 0.5, theme.size[0] - theme.margin_side + 0.5
    assert len(boxes) > 100
    for page, x0, y0, x1, y1 in boxes:
        assert left <= x0 and x1 <= right, (page, x0, x1)
        assert y0 >= theme.margin_bottom - 1 and y1 <= theme.size[1] - theme.margin_top + 1, (page, y0, y1)
    for page in {b[0] for b in boxes}:
        here = sorted((b for b in boxes if b[0] == page), key=lambda b: -b[4])
        for n, a in enumerate(here):
            for b in here[n + 1 :]:
                over = min(a[4], b[4]) - max(a[2], b[2])
                across = min(a[3], b[3]) - max(a[1], b[1])
                assert over < 1 or across < 1, (page, a, b)


@pytest.mark.parametrize("name", KITS)
def test_words_on_the_page_keep_to_the_margins(name, rendered, tmp_path):
    """Poppler's view of the finished file, independent of our own layout."""
    path = tmp_path / "kit.pdf"
    path.write_bytes(rendered(name))
    page, side = None, Theme(KITS[name].paper, KITS[name].color).margin_side
    out = subprocess.run([tool("pdftotext"), "-bbox", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    words = 0
    for line in out.splitlines():
        if m := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            page = (float(m[1]), float(m[2]))
        elif m := re.search(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', line):
            words += 1
            assert float(m[1]) >= side - 1 and float(m[3]) <= page[0] - side + 1.5, line
            assert float(m[2]) >= 20 and float(m[4]) <= page[1] - 15, line
    assert words > 1000


def test_no_page_is_blank(rendered, tmp_path):
    path = tmp_path / "kit.pdf"
    path.write_bytes(rendered("hostile"))
    subprocess.run([tool("pdftoppm"), "-r", "30", "-gray", str(path), str(tmp_path / "p")], check=True)
    pages = sorted(tmp_path.glob("p-*.pgm"))
    assert len(pages) == len(PdfReader(path).pages)
    for p in pages:
        pixels = p.read_bytes()[-255 * 330 :]
        dark = sum(b < 160 for b in pixels)
        assert dark > 200, p.name


@pytest.mark.parametrize("name", [n for n in KITS if n != "short"])
def test_cover_and_hand_out_take_one_page_each_and_notes_share_the_page_of_their_question(name):
    _, structure = drawn(name)
    pages = structure.pages
    assert pages["part-run"] == 2
    assert pages["part-sources"] == pages["part-candidate"] + 1
    assert pages["part-panel"] == pages["part-score"] + 1
    by_name = {f.name: f for f in structure.fields}
    for q in KITS[name].questions:
        notes = by_name[f"notes.{q.id}"]
        assert notes.page == by_name[f"rating.{q.id}"].page
        assert notes.rect[3] - notes.rect[1] >= 95


def test_filled_by_another_program_the_values_come_back(rendered):
    kit = KITS["seller"]
    values = {"interviewer": "Ana “Q” – €", "candidate_code": "C-7", "locked": "/Yes", f"notes.{kit.questions[0].id}": "long " * 3000}
    values |= {f"rating.{q.id}": f"/{1 + n % 5}" for n, q in enumerate(kit.questions)}
    writer = PdfWriter(clone_from=PdfReader(BytesIO(rendered("seller"))))
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    back = PdfReader(out).get_fields()
    assert {k: str(back[k]["/V"]) for k in values} == values
    assert ATTACHMENT in PdfReader(out).attachments


def test_a_given_candidate_code_shows_on_every_sheet_that_asks_for_it(rendered):
    field = PdfReader(BytesIO(rendered("general"))).get_fields()["candidate_code"]
    assert field["/V"] == "C-014"
    with pikepdf.open(BytesIO(rendered("general"))) as pdf:
        parent = next(f for f in pdf.Root.AcroForm.Fields if f.T == "candidate_code")
        assert len(parent.Kids) > 5
        for kid in parent.Kids:
            assert b"432d303134" in kid.AP.N.read_bytes()


@pytest.mark.parametrize(("text", "print_as"), [
    ("plain “text” – €5 Łódź Ελλάδα Москва", "plain “text” – €5 Łódź Ελλάδα Москва"),
    ("営業 lead", "[Ying Ye ]lead"), ("tab\there", "tab here"), ("a\u202eb\u200bc\x00", "abc"), ("", ""),
])
def test_characters_the_typeface_lacks_are_spelled_in_brackets(text, print_as):
    assert shown(text).replace("] ", " ]") == print_as
    assert substituted(text) == ("[" in print_as)


@given(st.text())
def test_what_is_printed_has_a_glyph_for_every_character(text):
    printed = shown(text)
    assert all(c == "\n" or ord(c) in covered() for c in printed)
    assert bool(printed.strip()) or not any(ord(c) in covered() and not c.isspace() for c in text)


def words_of(data: bytes) -> str:
    pages = [" ".join(p.extract_text().split()) for p in PdfReader(BytesIO(data)).pages]
    return "".join(f"--- page {n}\n{re.sub(r'(?<=[.?!:]) ', chr(10), text)}\n" for n, text in enumerate(pages, 1))


@pytest.mark.parametrize("family", CASES)
def test_the_text_of_each_family_is_as_reviewed(family, rendered):
    """After a wanted change: RUBRIC_UPDATE_GOLDEN=1 pytest tests/test_pdf.py, then read the difference."""
    path, text = GOLDEN / f"kit-{family}.txt", words_of(rendered(family))
    if os.environ.get("RUBRIC_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
