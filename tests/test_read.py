"""Reading text, Markdown and saved pages: encodings, front matter, visible text, JobPosting data."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric.errors import EmptyPost, InputError, LeftOut, NotText, PostTooLong, UnreadableFile
from rubric.read import MAX_CHARS, SUFFIXES, each, find, read_bytes, read_path, read_string
from rubric.read.encoding import decode, guess
from rubric.read.html import html_to_text
from rubric.records import Post

LINE = "You’ll sell café software – “consultatively” – to 40 bakeries • and £ 5k deals.\r\n\tSecond line\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_come_back_unchanged(codec):
    assert read_bytes(LINE.encode(codec), "post.txt")[0].text == LINE


def test_windows_1252_is_told_by_its_quotes_and_dashes():
    text = LINE.replace("\r\n", "\n")
    assert guess(text.encode("cp1252")) == "cp1252"
    assert read_bytes(text.encode("cp1252"), "post.txt")[0].text == text


def test_other_encodings_are_guessed():
    text = "Мы ищем менеджера по продажам, который умеет слушать клиентов и строить доверие. " * 5
    assert decode(text.encode("cp1251")) == text


@given(st.text(min_size=1).map(lambda t: t + "."))
def test_pasted_text_is_never_changed_but_for_lone_surrogates(text):
    read = read_string(text)[0].text
    assert len(read) == len(text)
    assert all(a == b or (b == "\ufffd" and 0xD800 <= ord(a) <= 0xDFFF) for a, b in zip(text, read, strict=True))


@given(st.binary(max_size=3000), st.sampled_from(["a", "a.txt", *(f"a{s}" for s in SUFFIXES)]))
def test_any_bytes_under_any_name_give_posts_or_an_input_error(data, name):
    try:
        posts = read_bytes(data, name)
    except InputError as e:
        assert e.message and e.remedy
    else:
        assert posts and all(p.text.strip() for p in posts)


@pytest.mark.parametrize(("fence", "sign", "more"), [("---", ":", "team: Sales"), ("+++", "=", "weight = 3")])
def test_front_matter_gives_the_title_and_is_no_part_of_the_text(fence, sign, more):
    source = f'{fence}\ntitle {sign} "Account Executive"\n{more}\n{fence}\n\n# Sell\n\nText.\n'
    post = read_bytes(source.encode(), "post.md")[0]
    assert (post.title, post.text) == ("Account Executive", "# Sell\n\nText.\n")
    assert post.meta["before"] + post.text == source
    assert post.meta["lines"] == source.count("\n") - post.text.count("\n")


def test_a_rule_of_dashes_is_no_front_matter():
    source = "---\nJust a line\n---\nText\n"
    assert read_bytes(source.encode(), "post.md")[0].text == source


def test_markdown_title_comes_from_its_first_heading():
    assert read_bytes(b"# **Seller** #\n\nText", "a.md")[0].title == "Seller"


PAGE = """<!doctype html><html><head><title>Jobs | X</title><style>p{}</style><script>var a = "<p>no</p>";</script></head><body>
<nav><a>Home</a></nav><div class="cookie-banner">We use cookies</div>
<h1>Key  Account
Manager</h1><p>You listen&nbsp;well &amp; ask.<br>Then you write.</p>
<ul>
  <li><p>Build trust</p></li>
  <li>Teach <b>others</b></li><li></li>
</ul>
<p style="display: none">hidden</p><div hidden>hidden too</div><table><tr><td>Pay</td><td>40,000</td></tr></table>
<footer>About us</footer></body></html>"""


def test_visible_text_keeps_lines_and_bullets():
    post = read_bytes(PAGE.encode(), "page.html")[0]
    assert post.title == "Key Account Manager"
    assert post.text == (
        "Key Account Manager\n\nYou listen well & ask.\nThen you write.\n\n- Build trust\n- Teach others\n\nPay\n40,000"
    )


def test_a_long_main_stands_for_the_page():
    page = f"<body><p>Other jobs</p><main><p>{'You sell. ' * 40}</p></main><p>More jobs</p></body>"
    assert read_bytes(page.encode(), "a.html")[0].text == ("You sell. " * 40).strip()


def test_a_page_that_is_all_navigation_is_read_as_it_is():
    assert read_bytes(b"<html><body><nav>Only <b>this</b></nav></body></html>", "a.html")[0].text == "Only this"


def test_an_empty_page_is_refused_with_a_remedy():
    with pytest.raises(UnreadableFile, match="paste"):
        read_bytes(b"<html><body><div id=root></div></body></html>", "a.html")


def posting(**more) -> str:
    data = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Seller", "url": "https://example.org/1"} | more
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_job_posting_data_is_preferred_to_the_page():
    page = f"<html><head>{posting(description='<p>Sell.</p><ul><li>Listen</li></ul>')}</head><body><p>Menu</p></body></html>"
    post = read_bytes(page.encode(), "a.html")[0]
    assert (post.text, post.title, post.format, post.meta["url"]) == ("Sell.\n\n- Listen", "Seller", "json-ld", "https://example.org/1")


def test_job_posting_parts_outside_the_description_are_added_once():
    text = "Three years of anything at all"
    page = posting(description=f"Sell. {text}", qualifications=text, responsibilities=["Call the bakeries", "Write to the mills"])
    assert read_bytes(page.encode(), "a.html")[0].text == f"Sell. {text}\n\nResponsibilities:\nCall the bakeries\nWrite to the mills"


def test_several_postings_in_graphs_and_lists_give_several_posts():
    inner = [{"@type": "JobPosting", "title": f"Job {n}", "description": f"Text {n}"} for n in range(3)]
    page = f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "ItemList", "itemListElement": inner}]})}</script>'
    assert [p.title for p in read_bytes(page.encode(), "a.html")] == ["Job 0", "Job 1", "Job 2"]


@pytest.mark.parametrize("script", ["{", "[" * 100_000, '{"@type":"JobPosting","description":""}', '{"@type": "JobPosting", "x": 7}'])
def test_damaged_or_empty_job_posting_data_falls_back_to_the_page(script):
    page = f'<html><body><script type="application/ld+json">{script}</script><p>Visible text</p></body></html>'
    assert read_bytes(page.encode(), "a.html")[0].text == "Visible text"


def test_escaped_markup_is_read_like_markup():
    assert html_to_text("&lt;p&gt;Sell&amp;nbsp;this&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Ask&lt;/li&gt;&lt;/ul&gt;") == "Sell this\n\n- Ask"
    assert html_to_text("5 < 6 & so on") == "5 < 6 & so on"


@pytest.mark.parametrize("data", [b"", b"  \n\t ", "\ufeff".encode(), "\u200b\xa0".encode()])
def test_empty_posts_are_named_so(data):
    with pytest.raises(EmptyPost):
        read_bytes(data, "a.txt")


def test_the_length_limit_is_named():
    assert read_bytes(b"x " * (MAX_CHARS // 2), "a.txt")
    with pytest.raises(PostTooLong, match="200,000"):
        read_bytes(b"x " * (MAX_CHARS // 2 + 1), "a.txt")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n123", b"GIF89a123", bytes(range(256)) * 4, b"a\0b\0\0c" * 9])
def test_binary_files_are_not_text(data):
    with pytest.raises(NotText) as e:
        read_bytes(data, "a.txt")
    assert e.value.remedy


def test_content_beats_the_suffix():
    assert read_bytes(PAGE.encode(), "post.txt")[0].format == "html"
    assert read_bytes(b'[{"text": "We sell bread and more."}]', "download")[0].text == "We sell bread and more."
    assert read_bytes(b"Plain words under a wrong name.", "post.pdf")[0].text == "Plain words under a wrong name."
    with pytest.raises(UnreadableFile, match="docx"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "post.docx")


def test_find_walks_folders_in_order_and_tells_what_it_leaves_out(tmp_path):
    for name in ("b.txt", "a.md", "c.png", "README.md", ".hidden.txt", "sub/z.html", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    left = []
    assert [p.relative_to(tmp_path).as_posix() for p in find([tmp_path], left.append)] == ["a.md", "b.txt", "sub/z.html"]
    assert {p.name for p in left} == {"c.png", "README.md"}
    assert len(list(find([tmp_path, tmp_path / "a.md", tmp_path / "README.md"]))) == 4
    with pytest.raises(UnreadableFile):
        list(find([tmp_path / "none"]))


def test_read_path_yields_errors_instead_of_raising(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_bytes(b"Sell.")
    assert isinstance(next(read_path(tmp_path / "empty.txt")), EmptyPost)
    assert isinstance(next(read_path(tmp_path / "missing.txt")), UnreadableFile)
    assert isinstance(next(read_path(tmp_path)), UnreadableFile)
    assert isinstance(next(read_path(tmp_path / "good.txt")), Post)


def test_an_archive_tells_what_it_leaves_out():
    names = ("a.txt", *(f"{n}.png" for n in range(7)), "README.md", "__MACOSX/._a.txt", ".git/x.txt", "Thumbs.db")
    items = list(each(packed(*names), "a.zip"))
    assert [i.text for i in items[:-1]] == ["Sell ovens."]
    assert isinstance(items[-1], LeftOut) and items[-1].where == "a.zip" and "8 files (0.png, 1.png" in items[-1].message
    assert len(list(each(packed("a.txt", ".b.txt"), "a.zip"))) == 1
    with pytest.raises(UnreadableFile, match=r"only 1 file \(plan.xlsx\)"):
        list(each(packed("plan.xlsx"), "a.zip"))


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name in names:
            z.writestr(name, "Sell ovens.")
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.svg", "a.txt", "a"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_drawing_is_no_post(tmp_path, name, codec):
    path = tmp_path / name
    path.write_bytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><text>Sales manager</text></svg>'.encode(codec))
    error = next(read_path(path))
    assert isinstance(error, NotText) and "SVG picture" in error.message


@pytest.mark.parametrize("data", [b"PK\x03\x04nonsense", packed("word/styles.xml", "[Content_Types].xml")])
def test_a_damaged_word_file_is_called_one(data):
    with pytest.raises(UnreadableFile, match="the Word file is damaged") as e:
        read_bytes(data, "post.docx")
    assert "ZIP" not in str(e.value)
