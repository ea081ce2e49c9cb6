"""Hostile files: each gives posts or a clear error, quickly and in little memory; never a traceback."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from rubric.errors import InputError, NotText, PostTooLong, UnreadableFile
from rubric.output import error_row, row, to_csv, to_github, to_html, to_jsonl, to_sarif, to_table
from rubric.pipeline import analyze, analyze_post
from rubric.read import read_bytes, read_path, read_string
from rubric.records import Post


def archive(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in entries.items():
            z.writestr(name, data)
    return out.getvalue()


def word_with(document: bytes) -> bytes:
    out, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for i in source.infolist():
            z.writestr(i.filename, document if i.filename == "word/document.xml" else source.read(i))
    return out.getvalue()


def test_zip_bomb():
    with pytest.raises(PostTooLong, match="times its size"):
        read_bytes(archive({"a.txt": b"0" * 30_000_000}), "a.zip")


def test_archives_in_archives_end():
    data = b"Deep down"
    name = "post.txt"
    for n in range(6):
        data, name = archive({name: data}), f"{n}.zip"
    with pytest.raises(UnreadableFile, match="nested"):
        read_bytes(data, "a.zip")


def test_too_many_files_in_an_archive(monkeypatch):
    monkeypatch.setattr("rubric.read.archive.MAX_ENTRIES", 3)
    with pytest.raises(PostTooLong, match="limit is 3"):
        read_bytes(archive({f"{n}.txt": b"x" for n in range(4)}), "a.zip")


def test_paths_in_an_archive_lead_nowhere(tmp_path):
    posts = read_bytes(archive({"../../evil.txt": b"Sell ovens.", "/abs.txt": b"Sell bread."}), str(tmp_path / "a.zip"))
    assert [p.text for p in posts] == ["Sell ovens.", "Sell bread."]
    assert list(tmp_path.iterdir()) == []


BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><w:document>&j;</w:document>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


@pytest.mark.parametrize("document", [
    BILLION,
    b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document>&f;</w:document>',
    b"<w:document",
    b"",
])
def test_word_files_with_bombs_or_damage(document):
    with pytest.raises(UnreadableFile) as e:
        read_bytes(word_with(document), "a.docx")
    assert e.value.remedy


def test_word_bomb_by_size():
    with pytest.raises(PostTooLong):
        read_bytes(word_with(b"<w:document>" + b" " * 40_000_000), "a.docx")


def test_entities_in_pages_are_not_expanded():
    entities = BILLION[BILLION.index(b"<!ENTITY") : BILLION.index(b"]>")]
    page = b"<!DOCTYPE html [" + entities + b"]><html><body><p>Sell &j; ovens</p></body></html>"
    assert len(read_bytes(page, "a.html")[0].text) < 10_000


@pytest.mark.parametrize("tag", ["div", "ul><li", "table><tr><td", "b", "blockquote"])
def test_deeply_nested_pages(tag):
    page = f"<html><body>{f'<{tag}>' * 50_000}You sell ovens and listen well.</body></html>".encode()
    assert "You sell ovens" in read_bytes(page, "a.html")[0].text


@pytest.mark.parametrize("data", [
    b"%PDF-1.4\n" + b"\0\xff" * 500,
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj trailer<</Root 1 0 R>>",
    b"%PDF-1.4\nxref\n0 1\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    b"%PDF-",
])
def test_broken_pdfs(data):
    with pytest.raises(UnreadableFile):
        read_bytes(data, "a.pdf")


@pytest.mark.parametrize(("name", "data"), [
    ("a.docx", b"plain words"), ("a.pdf", b"<html><body><p>plain words</p></body></html>"), ("a.parquet", b"plain words"),
    ("a.zip", b"plain words"),
])
def test_text_under_a_wrong_extension_is_read(name, data):
    assert "plain words" in read_bytes(data, name)[0].text


@pytest.mark.parametrize(("name", "data"), [
    ("a.txt", b"\x7fELF" + bytes(500)), ("a.md", b"\x1f\x8b\x08" + bytes(99)), ("a.csv", b"\x89PNG" + bytes(99)),
    ("a.parquet", b"PAR1" + bytes(99)),
    ("a.pdf", bytes(99)), ("a.docx", b"\0\1\2"), ("a.zip", b"PK\x03\x04" + bytes(99)), ("a.txt", bytes(range(1, 9)) * 50),
])
def test_binary_under_a_wrong_extension_is_refused(name, data):
    with pytest.raises((NotText, UnreadableFile)) as e:
        read_bytes(data, name)
    assert e.value.remedy


ODD = {
    "controls": "Sell\x07 ovens\x1b[31m and \x0blisten. 5+ years of oven sales experience required.",
    "direction": "Sell \u202eevil\u202c ovens. \u2066Must bring a rolodex.\u2069 5+ years of oven sales experience required.",
    "emoji": "🚀🚀 5+ years of oven sales experience required 👩🏽‍🍳👨‍👩‍👧‍👦\n✅ You listen",
    "surrogates": "Sell \ud83d ovens \udc00. 5+ years of oven sales experience required.",
    "combining": "z̸̢͓̺̦̝͍͚̲̱̿͒͗̕ " * 50 + "5+ years of oven sales experience required.",
    "formula": "=cmd|' /C calc'!A0\n5+ years of oven sales experience required.",
    "markup": "<script>alert(1)</script> 5+ years of oven sales experience required. ]]>{{7*7}}",
    "one word": "a" * 50_000,
    "one line": "you sell ovens and listen " * 1_000,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_text_goes_through_every_writer(name):
    post = read_string(ODD[name])[0]
    rows = [row(analyze_post(post), "odd\x1b]0;\u202e.txt", detail="text")]
    for write in (to_csv, to_jsonl, to_html, to_sarif, to_github, to_table):
        out = write(rows)
        assert out or write is to_github  # nothing to annotate
        out.encode("utf-8")
        assert write is to_html or "\x1b" not in out
    assert "<script>alert" not in to_html(rows)


def test_lone_surrogates_are_replaced_one_for_one_when_read():
    post = read_bytes(b'{"text": "Sell \\ud83d ovens and listen"}', "a.json")[0]
    assert post.text == "Sell \ufffd ovens and listen"
    assert analyze("Sell \ud83d ovens").text == "Sell \ud83d ovens"


def test_error_rows_carry_no_escape_sequences():
    rows = [error_row(InputError("bad\x1b[31m", remedy="fix\r\n::error::x", where="a\nb.txt"))]
    assert "\x1b" not in to_csv(rows) + to_github(rows) + to_table(rows)
    assert to_github(rows).count("\n") == 1


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_long_line_in_a_table_is_one_error_and_the_file_ends_well(tmp_path, name, monkeypatch):
    monkeypatch.setattr("rubric.read.table.MAX_LINE_CHARS", 1000)
    path = tmp_path / name
    good = "text\nSell ovens" if name == "a.csv" else '{"text": "Sell ovens"}'
    path.write_text(f"{good}\n{'x' * 5000}\n{good.splitlines()[-1]}\n")
    items = list(read_path(path))
    assert isinstance(items[0], Post) and isinstance(items[1], UnreadableFile)
    assert "1,000 characters" in items[1].message
    assert len(items) == (2 if name == "a.csv" else 3)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads a process's peak memory from /proc")
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "a.json"])
def test_a_line_of_100_megabytes_is_refused_in_little_memory(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as f:
        for _ in range(100):
            f.write(b"you sell " * 111_111)
    code = (
        "import re, sys\nfrom pathlib import Path\nfrom rubric.read import read_path\n"
        "items = list(read_path(sys.argv[1]))\n"  # VmHWM: ru_maxrss would start from the size of the test process
        "peak = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text()).group(1)) // 1024\n"
        "print(len(items), type(items[0]).__name__, peak)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    count, kind, megabytes = done.stdout.split()
    assert (count, kind in ("PostTooLong", "UnreadableFile")) == ("1", True), done.stdout
    assert int(megabytes) < 300
