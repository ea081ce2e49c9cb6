"""Reading Word, PDF, tables, archives and the answers of applicant-tracking systems."""

import csv
import io
import json
import zipfile

import docx
import pyarrow as pa
import pytest
from pyarrow import parquet
from reportlab.pdfgen import canvas

from rubric.errors import EmptyPost, InputError, OptionError, UnreadableFile
from rubric.read import read_bytes, read_path
from rubric.read.pdf import unwrap
from rubric.records import Post

LONG = "You help bakeries choose an oven: you ask, you listen, you write down what you heard and you say what it costs. "


def word() -> bytes:
    d = docx.Document()
    d.core_properties.title = "Oven Adviser"
    d.add_heading("What you do", 1)
    d.add_paragraph("Listen first.")
    d.add_paragraph("Visit bakeries", style="List Bullet")
    table = d.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Pay", "40,000"
    out = io.BytesIO()
    d.save(out)
    return out.getvalue()


def pdf(*pages: list[str], password: str = "") -> bytes:
    out = io.BytesIO()
    c = canvas.Canvas(out, encrypt=password or None)
    for lines in pages:
        for n, line in enumerate(lines):
            c.drawString(50, 780 - 14 * n, line)
        c.showPage()
    c.save()
    return out.getvalue()


def test_word_files_keep_headings_bullets_and_tables():
    post = read_bytes(word(), "post.docx")[0]
    assert (post.title, post.format) == ("Oven Adviser", "docx")
    assert post.text == "What you do\n\nListen first.\n- Visit bakeries\nPay\n40,000"


def test_word_text_in_boxes_and_insertions_is_read_and_deleted_text_is_not():
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t>Kept </w:t></w:r><w:ins><w:r><w:t>added</w:t></w:r></w:ins>'
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt></w:body></w:document>"
    )
    source, out = zipfile.ZipFile(io.BytesIO(word())), io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for i in source.infolist():
            z.writestr(i, body if i.filename == "word/document.xml" else source.read(i))
    assert read_bytes(out.getvalue(), "a.docx")[0].text == "Kept added\nIn a control"


def test_pdf_text_comes_back_without_its_margins_breaks():
    lines = ["You help bakeries choose an oven and you write down what you", "heard there, in plain words."]
    data = pdf(["What you do", *lines, "- Listen", "- Write"])
    assert read_bytes(data, "a.pdf")[0].text == (
        "What you do\nYou help bakeries choose an oven and you write down what you heard there, in plain words.\n- Listen\n- Write"
    )


def test_running_heads_and_page_numbers_of_a_pdf_are_left_out():
    pages = [["Acme careers", f"Line {'abc'[n]} of the post, with words enough to read.", f"Page {n + 1} of 3"] for n in range(3)]
    text = read_bytes(pdf(*pages), "a.pdf")[0].text
    assert "Acme" not in text and "Page" not in text and text.count("with words") == 3


@pytest.mark.parametrize(("data", "words"), [
    (pdf([""]), "scan"), (pdf(["Secret text of a post."], password="x"), "password"), (b"%PDF-1.7\n1 0 obj<<", "damaged"),
])
def test_pdfs_that_cannot_be_read_say_why(data, words):
    with pytest.raises(UnreadableFile, match=words):
        read_bytes(data, "a.pdf")


def test_unwrap_joins_hyphens_and_keeps_bullets_apart():
    assert unwrap("a self-\nstarter who likes\n• bread\n• and cakes") == "a self-starter who likes\n• bread\n• and cakes"


def table(rows, delimiter=",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_text_column_is_known_by_name(delimiter):
    data = table([["id", "Job Title", "Job_Description"], ["1", "Seller", "Sell ovens;\nlisten, too"], ["2", "Baker", "Bake"]], delimiter)
    posts = read_bytes(data, "a.csv")
    assert [(p.title, p.text, p.meta["row"]) for p in posts] == [("Seller", "Sell ovens;\nlisten, too", 1), ("Baker", "Bake", 2)]


def test_the_text_column_is_the_longest_when_no_name_tells():
    assert read_bytes(table([["k", "etwas", "info"], ["1", LONG * 2, "x"]]), "a.csv")[0].text == LONG * 2


def test_a_table_without_posts_names_its_columns():
    with pytest.raises(UnreadableFile, match=r"--text-column.*id, size"):
        read_bytes(table([["id", "size"], ["1", "2"]]), "a.csv")
    with pytest.raises(OptionError, match="id, size"):
        read_bytes(table([["id", "size"], ["1", "2"]]), "a.csv", text_column="body")
    with pytest.raises(EmptyPost):
        read_bytes(b"id,text\n", "a.csv")


def test_a_named_column_wins():
    assert read_bytes(table([["text", "ad"], ["no", "yes"]]), "a.csv", text_column="AD")[0].text == "yes"


def test_an_empty_row_is_one_error_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(table([["text"], ["one post"], [" "], ["another"]]))
    items = list(read_path(path))
    assert [type(i) for i in items] == [Post, EmptyPost, Post]
    assert "row 2" in items[1].where


def test_a_table_in_windows_1252_is_read_though_its_first_megabyte_is_ascii(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\n" + b"plain words\n" * 100_000 + "it’s “here”\n".encode("cp1252"))
    *_, last = read_path(path)
    assert last.text == "it’s “here”"


def test_markup_in_a_cell_becomes_text():
    assert read_bytes(table([["description"], ["<p>Sell</p><ul><li>Ask</li></ul>"]]), "a.csv")[0].text == "Sell\n\n- Ask"


def test_json_lines_survive_bad_lines(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = ['{"title": "A", "text": "First"}', "", '{"text": ', '{"title": "C", "text": "Third"}', '{"text": 5}', "[]"]
    lines.append('{"text": "\\ud800 lone"}')
    path.write_text("\n".join(lines))
    items = list(read_path(path))
    assert [i.text if isinstance(i, Post) else i.slug for i in items] == [
        "First", "unreadable-file", "Third", "empty-post", "unreadable-file", "\ufffd lone",
    ]
    assert "line 3" in items[1].message and "--" not in items[1].remedy


def test_parquet_is_read_by_column(tmp_path):
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"n": [1, 2], "title": ["A", None], "description": ["Sell", "Listen"]}), path)
    assert [(p.title, p.text) for p in read_path(path)] == [("A", "Sell"), ("", "Listen")]
    path.write_bytes(path.read_bytes()[:-20])
    assert [type(i) for i in read_path(path)] == [UnreadableFile]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(name, data)
    return out.getvalue()


def test_archives_give_every_post_in_them_with_its_place():
    inner = zipped(**{"deep.txt": b"Deep"})
    files = {"b.txt": b"Two", "a/a.md": b"# One\n\nText", "pic.png": b"x", "__MACOSX/b.txt": b"x", "c.zip": inner, "bad.pdf": b"\0\0"}
    posts = read_bytes(zipped(**files), "all.zip")
    assert [p.source for p in posts] == ["all.zip/a/a.md", "all.zip/b.txt", "all.zip/c.zip/deep.txt"]


def test_an_archive_without_posts_is_refused():
    with pytest.raises(UnreadableFile, match="no posts"):
        read_bytes(zipped(**{"pic.png": b"x"}), "a.zip")
    with pytest.raises(UnreadableFile, match="csv"):
        read_bytes(zipped(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a.xlsx")


ESCAPED = "&lt;p&gt;Sell&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Ask&lt;/li&gt;&lt;/ul&gt;"
PARTS = {"jobDescription": {"title": "The job", "text": "<p>Sell</p>"}, "videos": {"urls": []}}
LISTS = [{"text": "You", "content": "<li>Ask</li>"}]
ANSWERS = {
    "greenhouse": ({"jobs": [{"title": "Seller", "absolute_url": "https://x/1", "id": 1, "content": ESCAPED}]}, "Sell\n\n- Ask"),
    "lever": (
        [{"text": "Seller", "hostedUrl": "https://x/1", "descriptionPlain": "Sell\n", "additionalPlain": "Apply", "lists": LISTS}],
        "Sell\n\nYou\n- Ask\n\nApply",
    ),
    "ashby": ({"jobs": [{"title": "Seller", "jobUrl": "https://x/1", "descriptionHtml": "<p>Sell</p>"}]}, "Sell"),
    "workable": (
        {"jobs": [{"title": "Seller", "shortcode": "A1", "url": "https://x/1", "description": "Sell", "requirements": "<li>Ask</li>"}]},
        "Sell\n\nRequirements:\n- Ask",
    ),
    "workday": ({"jobPostingInfo": {"title": "Seller", "jobDescription": "<p>Sell</p>", "externalUrl": "https://x/1"}}, "Sell"),
    "smartrecruiters": ({"name": "Seller", "postingUrl": "https://x/1", "jobAd": {"sections": PARTS}}, "The job\n\nSell"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answers_of_tracking_systems_are_told_by_their_shape(name):
    data, text = ANSWERS[name]
    post = read_bytes(json.dumps(data).encode(), "answer.json")[0]
    assert (post.format, post.title, post.text, post.meta["url"]) == (name, "Seller", text, "https://x/1")
    line = data["jobs"][0] if isinstance(data, dict) and "jobs" in data else data[0] if isinstance(data, list) else data
    assert read_bytes(json.dumps(line).encode(), "answers.jsonl")[0].text == text


@pytest.mark.parametrize("data", [
    {"jobs": [{"absolute_url": "u", "title": "Seller"}]},
    {"content": [{"id": "1", "name": "Seller", "refNumber": "R", "releasedDate": "d", "company": {}}]},
    {"jobPostings": [{"title": "Seller", "externalPath": "/job/1", "locationsText": "Here"}]},
])
def test_lists_without_descriptions_say_how_to_get_them(data):
    with pytest.raises(InputError) as e:
        read_bytes(json.dumps(data).encode(), "answer.json")
    assert "Save" in e.value.remedy


@pytest.mark.parametrize("data", [b"{", b"[" * 100_000, b"[]", b"7", b'{"a": {"b": 1}}', b'[[], 3]', b'{"jobs": 3}'])
def test_other_json_is_refused_with_a_remedy(data):
    with pytest.raises(InputError) as e:
        read_bytes(data, "a.json")
    assert e.value.remedy


def test_json_records_use_the_named_field():
    assert read_bytes(b'{"items": [{"ad": "Sell", "text": "no"}]}', "a.json", text_column="ad")[0].text == "Sell"
