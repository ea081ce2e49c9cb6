"""Every wrong use of the command line: exit code 2, one clear line with a remedy, no traceback, no output file."""

import os

import pytest
from click.testing import CliRunner

from rubric.cli import main
from rubric.read import MAX_CHARS

GOOD = "Oven Seller\n\nRequirements:\n- Must bring a rolodex of bakers\n"

FILES = {
    "empty.txt": b"", "blank.md": b" \n\t\n", "long.txt": b"sell " * (MAX_CHARS // 4), "picture.txt": b"\x89PNG\r\n\x1a\n",
    "zeros.txt": bytes(900),
    "bad.pdf": b"%PDF-1.7 no", "bad.docx": b"PK\x03\x04 no", "bad.zip": b"PK\x03\x04 no", "bad.json": b"{", "none.json": b"[]",
    "numbers.csv": b"a,b\n1,2\n", "head.csv": b"text\n", "bad.parquet": b"PAR1 no", "page.html": b"<html><body></body></html>",
    "old.doc": b"\xd0\xcf\x11\xe0" * 9,
}


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "two.csv").write_text("text\nfirst post here\nsecond post here\n")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"x")
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)


def refused(*args, **more) -> str:
    before = sorted(os.listdir())
    result = CliRunner().invoke(main, list(args), **more)
    assert result.exit_code == 2, (result.output, result.exception)
    assert isinstance(result.exception, SystemExit) and "Traceback" not in result.output
    assert sorted(os.listdir()) == before
    return result.stderr


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", [("score",), ("rewrite",), ("kit", "-o", "kit.pdf")])
def test_a_file_that_is_no_post(command, name):
    told = refused(*command, name)
    assert told.startswith("Error: ") and name in told and len(told.splitlines()[0]) > 40


CALLS = [
    ("score missing.txt", "Check the path"), ("score nothing", "no posts here"), ("score pictures", "only 1 file (a.png)"),
    ("score", "Missing argument"), ("score good.txt --format xml", "xml"), ("score good.txt --fail-under 101", "101"),
    ("score good.txt --jobs 0", "0"), ("score good.txt --resume", "-o"), ("score good.txt -f parquet", "-o"),
    ("score two.csv --text-column body", "Columns: text"), ("score good.txt -o no/such/folder/x.csv", "cannot be written"),
    ("score good.txt --config none.toml", "--config"), ("score good.txt -f sarif -o pictures/", "csv"),
    ("score good.txt --cluster tcp://127.0.0.1:9 -o x.csv", "Dask"), ("score nothing -o x.csv", "no posts here"),
    ("rewrite two.csv", "2 posts"), ("rewrite good.txt --accept none", "none"), ("rewrite missing.txt", "Check the path"),
    ("kit nothing", "regular file"), ("kit good.txt --color blue -o k.pdf", "color"), ("explain nonsense", "Known codes"),
    ("nonsense", "nonsense"), ("serve --port 99999", "99999"), ("knowledge nonsense", "nonsense"),
]


@pytest.mark.parametrize(("call", "words"), CALLS)
def test_a_wrong_call(call, words, monkeypatch):
    monkeypatch.setattr("rubric.engines.CONNECT_SECONDS", 1)
    assert words in refused(*call.split())


@pytest.mark.parametrize("data", [b"", b" \n", b"\x89PNG\r\n", b"sell " * (MAX_CHARS // 4), bytes(900)])
@pytest.mark.parametrize("command", ["score", "rewrite", "kit"])
def test_standard_input_that_is_no_post(command, data):
    assert "Error: " in refused(command, "-", input=data)


@pytest.mark.parametrize("text", ["fail_under = 200", "signals = ['none.toml']", "[[allow]]\ncode = 'x'"])
@pytest.mark.parametrize("command", ["score good.txt", "rewrite good.txt", "kit good.txt", "explain rolodex", "knowledge check"])
def test_wrong_settings(tmp_path, command, text):
    (tmp_path / "rubric.toml").write_text(text)
    assert "rubric.toml" in refused(*command.split())


def test_a_bad_file_between_good_ones_is_told_and_the_rest_goes_on(tmp_path):
    result = CliRunner().invoke(main, ["score", ".", "-f", "csv"])
    assert result.exit_code == 3
    assert result.stdout.count("good.txt") == 1 and all(name in result.stdout for name in FILES if name != "old.doc")
    assert "More files could not be read" in result.stderr
