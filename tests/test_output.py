"""Writers: every format from the same rows, safe, complete and readable by its own readers."""

import csv
import io
import json
import re

import pyarrow as pa
import pytest
from pyarrow import parquet

from rubric import analyze
from rubric.errors import OptionError, OutputError, UnreadableFile
from rubric.output import FORMATS, error_row, row, to_csv, to_github, to_html, to_jsonl, to_parquet, to_sarif, to_table
from rubric.output.files import Journal, sweep, whole
from rubric.output.rows import Lines, one_line
from rubric.output.tabular import COLUMNS, harmless
from rubric.pipeline import analyze_post
from rubric.read import read_bytes

TEXT = "# Oven Seller\n\nRequirements:\n- 5+ years of oven sales experience required\n- Must bring a rolodex of bakers\n- You listen well\n"
SOURCE = f"---\ntitle: Oven Seller\n---\n{TEXT}"


@pytest.fixture
def rows():
    post = read_bytes(SOURCE.encode(), "posts/oven seller, 1.md")[0]
    bad = UnreadableFile("the PDF is damaged.", where="posts/b.pdf", remedy="Print it anew.")
    return [row(analyze_post(post), post.source, detail="text"), error_row(bad)]


def test_rows_tell_lines_and_columns_of_the_file_itself(rows):
    lines = SOURCE.split("\n")
    for f in rows[0]["findings"]:
        assert lines[f["line"] - 1][f["column"] - 1 :].startswith(f["text"])
        assert f["end_line"] == f["line"] and f["end_column"] == f["column"] + len(f["text"])
    assert rows[0]["native"]


def test_lines_count_every_kind_of_line_end():
    text = "a\r\nb\rc\nd"
    where = Lines(text, before=10)
    assert [where(text.index(c)) for c in "abcd"] == [(11, 1), (12, 1), (13, 1), (14, 1)]


def test_brief_rows_agree_with_full_ones():
    report = analyze(TEXT)
    brief, full = row(report, "a", detail="brief"), row(report, "a")
    assert brief["counts"] == full["counts"] and brief["counts"]["rolodex"] == 1
    assert to_csv([brief]) == to_csv([full])


def test_csv_has_one_line_per_post_and_an_error_where_one_failed(rows):
    good, bad = csv.DictReader(io.StringIO(to_csv(rows)))
    assert tuple(good) == COLUMNS
    assert (good["title"], good["rolodex"], good["error"]) == ("Oven Seller", "1", "")
    assert float(good["balance"]) == rows[0]["score"]["balance"] and float(good["strengths"]) == rows[0]["score"]["athlete"]
    assert (bad["file"], bad["balance"], bad["error"], bad["remedy"]) == ("posts/b.pdf", "", "unreadable-file", "Print it anew.")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "|calc", "%0", "＝1", '"=1"', "'=1"])
def test_no_cell_can_be_a_formula(cell):
    assert harmless(cell).startswith("'")
    assert harmless("Sell = listen") == "Sell = listen"


def test_formulas_in_names_titles_and_quotes_are_disarmed():
    report = analyze("=HYPERLINK(1)\n- Must bring a rolodex of bakers", title="@evil")
    line = next(csv.DictReader(io.StringIO(to_csv([row(report, "-a.txt")]))))
    assert not any(v.startswith(("=", "+", "-", "@")) for k, v in line.items() if v)


def test_json_lines_are_the_rows_themselves(rows):
    assert [json.loads(line) for line in to_jsonl(rows).splitlines()] == json.loads(json.dumps(rows))


def test_parquet_has_the_columns_of_the_csv(rows):
    table = parquet.read_table(pa.BufferReader(to_parquet(rows)))
    assert tuple(table.column_names) == COLUMNS
    assert table["rolodex"].to_pylist() == [1, None] and table["error"].to_pylist() == ["", "unreadable-file"]


def test_sarif_points_at_every_screening_signal_and_error(rows):
    log = json.loads(to_sarif(rows))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0" and run["columnKind"] == "unicodeCodePoints"
    screening = [f for f in rows[0]["findings"] if f["family"] == "screening"]
    assert len(run["results"]) == len(screening) + 1
    for result, f in zip(run["results"], screening, strict=False):
        place = result["locations"][0]["physicalLocation"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == f["code"]
        assert place["artifactLocation"]["uri"] == "posts/oven%20seller%2C%201.md"
        assert place["region"] == {"startLine": f["line"], "startColumn": f["column"], "endLine": f["line"], "endColumn": f["end_column"]}
        assert result["level"] == ("warning" if f["strength"] == "required" else "note")
    assert run["results"][-1]["ruleId"] == "unreadable-post" and "region" not in run["results"][-1]["locations"][0]["physicalLocation"]


def test_sarif_of_a_page_gives_no_line_that_the_file_does_not_have():
    post = read_bytes(b"<html><body><p>Must bring a rolodex of bakers.</p></body></html>", "a.html")[0]
    results = json.loads(to_sarif([row(analyze_post(post), "a.html")]))["runs"][0]["results"]
    assert results and all("region" not in r["locations"][0]["physicalLocation"] for r in results)


def test_github_annotations_are_single_lines_with_escaped_properties(rows):
    lines = to_github(rows).splitlines()
    assert all(re.fullmatch(r"::(warning|notice|error) file=[^:]+::.+", line) for line in lines)
    assert lines[0].startswith("::warning file=posts/oven seller%2C 1.md,line=7,endLine=7,col=3,")
    assert lines[-1].startswith("::error file=posts/b.pdf,title=Rubric::the PDF is damaged.")


def test_the_page_is_self_contained_and_runs_nothing_foreign(rows):
    rows[0]["title"] = '<img src=x onerror="alert(1)">'
    page = to_html(rows)
    assert "<img" not in page and "https://" not in page and "http://" not in page
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert "default-src 'none'" in page and page.count("<script") == 1 and " style=" not in page
    assert 'href="#p1"' in page and 'id="p1"' in page
    assert "the PDF is damaged." in page


def test_the_page_marks_the_findings_in_the_text_and_loses_nothing_of_it(rows):
    page = to_html(rows)
    shown = re.search(r'<div class="post" dir="auto">(.*?)</div>', page, re.DOTALL).group(1)
    assert re.sub(r"</?mark[^>]*>", "", shown).strip() == TEXT.strip()
    assert '<mark class="screening">' in shown


def test_the_table_shows_one_post_in_full_and_many_by_line(rows):
    one, many = to_table(rows[:1]), to_table(rows)
    assert "rolodex" in one and "Transferable strengths" in one
    assert "Print it anew." in many and f"{rows[0]['score']['balance']:g}" in many
    assert to_table([]) == ""


def test_no_rows_still_give_a_valid_document():
    assert next(csv.reader(io.StringIO(to_csv([])))) == list(COLUMNS)
    assert json.loads(to_sarif([]))["runs"][0]["results"] == []
    assert "<table" in to_html([]) and to_jsonl([]) == "" and to_github([]) == ""


def test_an_unknown_format_names_the_known_ones():
    from rubric.output import write

    with pytest.raises(OptionError, match="sarif"):
        write("xml", lambda: iter([]), io.BytesIO())
    assert len(FORMATS) == 7


def test_one_line_takes_out_what_could_steer_a_terminal():
    assert one_line("a\x1b[31m\r\nb\u202ec") == "a [31m b c"
    assert one_line("x" * 50, 10) == "x" * 9 + "…"


def test_files_are_whole_or_absent(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), whole(path) as f:
        f.write(b"half")
        raise ZeroDivisionError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
    with whole(path) as f:
        f.write(b"new")
    assert path.read_text() == "new" and list(tmp_path.iterdir()) == [path]
    with pytest.raises(OutputError), whole(tmp_path / "none" / "x"):
        pass


def test_what_a_killed_writer_left_is_swept_away(tmp_path):
    for name in ("out.csv", ".out.csv.abc.tmp", ".other.csv.abc.tmp", "out.csv.tmp"):
        (tmp_path / name).write_text("x")
    sweep(tmp_path / "out.csv")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".other.csv.abc.tmp", "out.csv", "out.csv.tmp"]


def test_a_journal_goes_on_after_a_kill_at_any_byte(tmp_path):
    out, stamp = tmp_path / "out.csv", {"version": "1"}
    journal = Journal(out, stamp)
    head = journal.path.stat().st_size
    everything = [("a.txt", {"file": "a.txt", "post": 1}), ("t.csv", {"file": "t.csv", "post": 1}), ("t.csv", {"file": "t.csv", "post": 2})]
    journal.add(everything)
    journal.close()
    whole_bytes = journal.path.read_bytes()
    for cut in range(len(whole_bytes) + 1):
        journal.path.write_bytes(whole_bytes[:cut])
        again = Journal(out, stamp, resume=True)
        kept = list(again.rows())
        assert kept == [r for _, r in everything[: len(kept)]]
        assert again.finished("a.txt") == (len(kept) > 1) and not again.finished("t.csv") and not again.finished("new.txt")
        assert again.skip("a.txt") == (len(kept) == 1) and again.skip("t.csv") == max(0, len(kept) - 1)
        again.add(everything[len(kept) :])
        assert list(again.rows()) == [r for _, r in everything]
        again.close()
        assert journal.path.read_bytes() == whole_bytes
    assert 0 < head < len(whole_bytes)


def test_a_journal_of_another_run_is_not_taken_over(tmp_path):
    Journal(tmp_path / "o", {"version": "1"}).close()
    with pytest.raises(OptionError, match="--resume"):
        Journal(tmp_path / "o", {"version": "2"}, resume=True)
    first = Journal(tmp_path / "o", {"version": "2"})
    with pytest.raises(OutputError, match="another run"):
        Journal(tmp_path / "o", {"version": "2"})
    first.close(remove=True)
    assert list(tmp_path.iterdir()) == []
