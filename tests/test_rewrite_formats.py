"""A rewrite goes back into the file it came from: words change, structure stays, and what cannot be placed is named."""

from __future__ import annotations

import io

import docx
import pytest

from rubric.errors import OptionError
from rubric.pipeline import analyze_post
from rubric.read import read_bytes
from rubric.records import Edit, Post
from rubric.rewrite import apply
from rubric.rewrite.formats import write_back

PAGE = """<!doctype html>
<html><head><meta charset="iso-8859-1"><title>Account Executive</title></head><body class="job">
<h1 id="t">Account Executive</h1>
<p>Wir &amp; Co sells <b>kettles</b> to caf\xe9s. You meet buyers and agree on next steps with them.</p>
<h2>Requirements</h2>
<ul class="reqs">
  <li id="first">Bachelor&#39;s degree</li>
  <li><strong>5+ years</strong> of B2B sales experience and excellent writing skills</li>
  <li>Experience in the roofing industry required</li>
</ul>
<footer>Equal opportunity employer</footer></body></html>"""


def test_html_keeps_its_tags_and_reads_back_as_the_rewrite():
    data = PAGE.encode("latin-1")
    post = read_bytes(data, "post.html")[0]
    report = analyze_post(post)
    out, left = write_back(data, post, report.rewrite.edits)
    text = out.decode("utf-8")
    assert left == []
    assert text.count("<strong>") == text.count("</strong>") == 1 and '<ul class="reqs">' in text and "utf-8" in text
    assert text.count('id="first"') == 1
    assert text.count("<li") == 3 + sum(e.offer for e in report.rewrite.edits)
    assert " ".join(read_bytes(out, "post.html")[0].text.split()) == " ".join(report.rewrite.text.split())


def test_html_replacement_is_escaped():
    data = b"<html><body><h1>Sales Manager</h1><p>You must know R&amp;D and the market, and you must also tell people about it every day.</p></body></html>"  # noqa: E501
    post = read_bytes(data, "post.html")[0]
    at = post.text.index("know R&D")
    out, left = write_back(data, post, (Edit(at, at + 8, "<b>learn</b>", "safe", "r"),))
    assert left == [] and b"&lt;b&gt;learn&lt;/b&gt;" in out and b"R&amp;D" not in out


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Account Executive", 1)
    document.add_paragraph("You will meet buyers and agree on next steps with them.")
    document.add_heading("Requirements", 2)
    p = document.add_paragraph(style="List Bullet")
    p.add_run("5+ years").bold = True
    p.add_run(" of B2B sales experience and excellent writing skills")
    document.add_paragraph("Experience in the roofing industry required", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_keeps_its_styles_and_reads_back_as_the_rewrite():
    data = word()
    post = read_bytes(data, "post.docx")[0]
    report = analyze_post(post)
    out, left = write_back(data, post, report.rewrite.edits)
    assert left == []
    assert read_bytes(out, "post.docx")[0].text == report.rewrite.text
    styles = [p.style.name for p in docx.Document(io.BytesIO(out)).paragraphs]
    assert styles.count("List Bullet") == 2 + sum(e.offer for e in report.rewrite.edits) and "Heading 2" in styles


def test_front_matter_of_markdown_stays():
    data = b"---\ntitle: Account Executive\n---\n# Account Executive\n\n## Requirements\n\n- 5+ years of B2B sales experience\n- Good at cold calling\n"  # noqa: E501
    post = read_bytes(data, "post.md")[0]
    edits = analyze_post(post).rewrite.edits
    out, left = write_back(data, post, edits)
    assert left == [] and out.decode() == "---\ntitle: Account Executive\n---\n" + apply(post.text, edits)


def test_place_that_is_not_in_the_file_is_named():
    data = word()
    post = read_bytes(data, "post.docx")[0]
    assert write_back(data, post, (Edit(0, len(post.text), "x", "safe", "r"),))[1] == [0]


def test_other_formats_are_refused():
    with pytest.raises(OptionError, match="cannot be written back"):
        write_back(b"%PDF", Post("text", format="pdf"), ())
