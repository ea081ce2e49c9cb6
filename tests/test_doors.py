"""The kit's other doors: Markdown, JSON and Word have the PDF's parts in the PDF's order, and give equal bytes."""

from __future__ import annotations

import io
import json
import re

import docx
import pytest
from kit_cases import CASES, case, report
from pypdf import PdfReader

from rubric.interview import interview_kit
from rubric.interview.kit import Kit
from rubric.output.kits import to_docx, to_json, to_markdown
from rubric.output.kits.blocks import Blank, Heading, Ladder, Table, Tick
from rubric.output.kits.markdown import escape
from rubric.output.kits.outline import outline
from rubric.pdf import render_pdf
from rubric.pdf.parts import TITLES
from rubric.read.word import read_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def kit_of(family: str, **more) -> Kit:
    r, options = case(family)
    return interview_kit(r, **options | more)


@pytest.fixture(scope="module")
def hostile() -> Kit:
    lines = [
        "Build trust with <b>customers</b> & [click](javascript:alert(1)) `code` | pipe # head\x0b\x00 \ud800 end",
        "- Must bring a rolodex of 東京 buyers *now* <script>x</script>",
    ]
    marks = [("trust", "Build trust", None), ("rolodex", "rolodex of 東京 buyers", "required")]
    return interview_kit(report("\n".join(lines), marks, "# Rep | *bold* <img src=x> 1. 大阪 \ud800", "seller"), employer="A & B <i>")


@pytest.mark.parametrize("make", [to_json, to_markdown, to_docx])
def test_equal_kits_give_equal_bytes(make):
    assert make(kit_of("marketing-leader")) == make(kit_of("marketing-leader"))


@pytest.mark.parametrize("family", CASES)
def test_markdown_and_word_have_every_part_question_and_level_in_order(family):
    kit = kit_of(family)
    markdown = to_markdown(kit).decode()
    document = docx.Document(io.BytesIO(to_docx(kit)))
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads[1:] == [f"{n}. {title}" for n, title in enumerate(TITLES.values(), 2)]
    assert re.findall(r"^# (.+)$", markdown, re.M)[1:] == heads[1:]
    words = read_docx(to_docx(kit))[0].text
    at = [-1, -1]
    for q in kit.questions:
        for n, (text, whole) in enumerate(((escape(q.text), markdown), (q.text, words))):
            place = whole.index(text, at[n] + 1)
            assert place > at[n]
            at[n] = place
        assert all(escape(level) in markdown and level in words for level in q.levels)
    for s in kit.sources:
        assert escape(s.citation) in markdown and s.citation in words


def test_the_parts_are_those_of_the_pdf():
    kit = kit_of("seller")
    said = re.sub(r"\s", "", " ".join(p.extract_text() for p in PdfReader(io.BytesIO(render_pdf(kit))).pages))
    blocks = outline(kit)
    for b in blocks:
        if isinstance(b, Ladder):
            assert all(re.sub(r"\s", "", text) in said for _, _, text in b.rows)
    missing = [b.text for b in blocks if isinstance(b, Heading) and b.level == 3 and b.text.split(" (")[0].startswith("Question")
               and re.sub(r"\s", "", b.text.split(" (")[0]).upper() not in said]
    assert missing == []


def _blanks(blocks):
    for b in blocks:
        if isinstance(b, Blank | Tick | Ladder):
            yield b.name
        elif isinstance(b, Table):
            yield from (c.name for row in b.rows for c in row if isinstance(c, Blank | Tick))


@pytest.mark.parametrize("family", ["seller", "marketing-leader"])
def test_every_form_field_of_the_pdf_has_its_place(family):
    kit = kit_of(family)
    fields = {name for name, f in PdfReader(io.BytesIO(render_pdf(kit))).get_fields().items() if "/FT" in f}
    names = list(_blanks(outline(kit)))
    assert set(names) == fields and len(names) == len(set(names))


def test_word_has_controls_to_fill_in_and_named_for_screen_readers():
    kit = kit_of("general")
    document = docx.Document(io.BytesIO(to_docx(kit)))
    controls = document.element.body.findall(f".//{W}sdt")
    tags = [c.find(f".//{W}tag").get(f"{W}val") for c in controls]
    assert tags == [n[:64] for n in _blanks(outline(kit))]
    assert all(c.find(f".//{W}alias").get(f"{W}val") for c in controls)
    assert len({c.find(f".//{W}id").get(f"{W}val") for c in controls}) == len(controls)
    ratings = [c for c in controls if c.find(f".//{W}dropDownList") is not None]
    assert len(ratings) == len(kit.questions) + 1
    assert [i.get(f"{W}value") for i in ratings[0].findall(f".//{W}listItem")] == list("54321")
    assert document.element.body.findall(f".//{W14}checkbox")
    code = next(c for c, t in zip(controls, tags, strict=True) if t == "candidate_code")
    assert "".join(t.text for t in code.iter(f"{W}t")) == "C-014"


def test_word_tables_repeat_their_head_and_do_not_split_rows():
    document = docx.Document(io.BytesIO(to_docx(kit_of("seller"))))
    headed = [t for t in document.tables if len(t.rows) > 1]
    assert len(headed) > 10
    for t in headed:
        assert t.rows[0]._tr.find(f".//{W}tblHeader") is not None
        assert all(r._tr.find(f".//{W}cantSplit") is not None for r in t.rows[1:])
    assert document.core_properties.title.startswith("Structured interview kit: Sales Representative")


def test_word_tables_are_as_wide_as_the_text_and_give_texts_more_room_than_boxes():
    document = docx.Document(io.BytesIO(to_docx(kit_of("marketing-leader", interviewers=6))))
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    for t in document.tables:
        assert sum(c.width for c in t.columns) == pytest.approx(width, rel=0.01)
    heads = {tuple(c.text for c in t.rows[0].cells): t for t in document.tables}
    ladder = heads["Level", "What it looks like"]
    assert ladder.columns[1].width > 3 * ladder.columns[0].width
    assert all(p.paragraph_format.keep_with_next for row in ladder.rows[:-1] for c in row.cells for p in c.paragraphs)
    panel = next(t for head, t in heads.items() if head[1:3] == ("1", "2"))
    assert panel.columns[0].width > 3 * panel.columns[1].width


def test_word_puts_each_question_on_a_page_of_its_own():
    kit = kit_of("seller")
    document = docx.Document(io.BytesIO(to_docx(kit)))
    starts = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert [n for n in range(2, 2 * len(kit.competencies) + 1, 2) if any(s.startswith(f"Question {n} ") for s in starts)] == [2, 4, 6]
    assert [c.name for c in kit.competencies[1:]] == [s for s in starts if s in {c.name for c in kit.competencies}]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_word_keeps_paper_and_color(paper):
    document = docx.Document(io.BytesIO(to_docx(kit_of("account", paper=paper))))
    assert document.sections[0].page_width.mm == pytest.approx(210 if paper == "a4" else 215.9, abs=0.2)
    assert str(document.styles["Heading 1"].font.color.rgb) == "7A1F3D"


def test_the_short_form_is_short_in_every_door():
    kit = kit_of("seller", questions_only=True)
    heads = [b.text for b in outline(kit) if isinstance(b, Heading) and b.level == 1]
    assert heads[1:] == ["2. Questions and ratings", "3. Score sheet"]
    assert "score.sample" not in set(_blanks(outline(kit)))


def test_json_is_the_whole_kit():
    kit = kit_of("account")
    data = json.loads(to_json(kit))
    assert data["schema"].startswith("rubric-kit/") and data["id"] == kit.id
    assert [q["text"] for c in data["competencies"] for q in c["questions"]] == [q.text for q in kit.questions]


def test_a_post_cannot_bring_markup_into_markdown(hostile):
    text = to_markdown(hostile).decode()
    assert not re.search(r"(?<!\\)<(?!br>)", text)
    assert not re.search(r"(?<!\\)\[click", text)
    assert "\\`code\\`" in text and "\\| pipe" in text
    for line in text.splitlines():
        if line.startswith("| "):
            assert line.endswith(" |")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows and all(len(re.findall(r"(?<!\\)\|", r)) >= 3 for r in rows)


def test_word_takes_any_text(hostile):
    words = read_docx(to_docx(hostile))[0].text
    assert "<script>x</script>" in words and "東京" in words and "\x00" not in words
    json.loads(to_json(hostile))


@pytest.mark.parametrize("text", ["1. one", "- item", "+ item", "# head", "> quote", "a*b_c", "=====", "12) x", "~~x~~"])
def test_escaped_text_starts_no_list_heading_or_rule(text):
    out = escape(text)
    assert not re.match(r"\d{1,9}[.)]|[-+=#>]", out)
    assert re.sub(r"\\(.)", r"\1", out) == text
