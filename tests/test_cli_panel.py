"""`rubric panel` and the formats of `rubric kit`: what they print, write and return."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner
from panel_cases import blank, filled

from rubric.cli import main
from rubric.output.codes import Exit


def run(*args, code: int = 0):
    result = CliRunner().invoke(main, [str(a) for a in args])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("scorecards")
    (place / "ana.pdf").write_bytes(filled(blank(short=True), "C-1", "Ana", (5, 4, 3, 4, 3, 4)))
    (place / "ben.pdf").write_bytes(filled(blank(short=True), "C-1", "Ben", (3, 4, 3, 4, None, 4)))
    (place / "notes.txt").write_text("not a kit")
    return place


def test_a_folder_gives_a_table(folder):
    result = run("panel", folder)
    assert "C-1" in result.stdout and "Krippendorff" in result.stdout and "Half-filled" in result.stdout
    assert result.stderr.strip() == "2 sheets, 1 candidate."


@pytest.mark.parametrize("form", ["pdf", "csv", "json"])
def test_the_suffix_decides_the_format(folder, tmp_path, form):
    out = tmp_path / f"summary.{form}"
    run("panel", folder / "ana.pdf", folder / "ben.pdf", "-o", out)
    data = out.read_bytes()
    if form == "pdf":
        assert data.startswith(b"%PDF")
    elif form == "csv":
        (row,) = csv.DictReader(io.StringIO(data.decode()))
        assert row["candidate"] == "C-1" and row["missing_ratings"] == "1" and "Ben=missing" in "".join(row.values())
    else:
        assert json.loads(data)["candidates"][0]["code"] == "C-1"
    assert list(tmp_path.iterdir()) == [out]


def test_bad_files_are_named_and_the_rest_is_done(folder, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    result = run("panel", folder / "ana.pdf", tmp_path / "bad.pdf", tmp_path / "gone.pdf", "-f", "json", code=Exit.PARTIAL)
    assert "bad.pdf" in result.stderr and "gone.pdf" in result.stderr and "2 left out" in result.stderr
    assert [x["error"] for x in json.loads(result.stdout)["left_out"]] == ["bad-scorecard"] * 2


def test_nothing_usable_writes_nothing(tmp_path):
    (tmp_path / "blank.pdf").write_bytes(blank(short=True))
    out = tmp_path / "summary.pdf"
    result = run("panel", tmp_path / "blank.pdf", "-o", out, code=Exit.BAD_INPUT)
    assert "no rating" in result.stderr and not out.exists()
    (tmp_path / "empty").mkdir()
    assert "no PDF in it" in run("panel", tmp_path / "empty", code=Exit.BAD_INPUT).stderr


def test_a_summary_that_cannot_be_written_is_an_error(folder, tmp_path):
    assert "cannot be written" in run("panel", folder, "-o", tmp_path / "none" / "s.csv", code=Exit.BAD_INPUT).stderr


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("md", b"# Structured"), ("json", b"{"), ("docx", b"PK")])
def test_a_kit_comes_in_every_format(tmp_path, monkeypatch, form, start):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "post.txt").write_text("Sales Representative\n\n- You listen first and ask good questions\n- You build trust\n")
    run("kit", "post.txt", "--format", form)
    assert (tmp_path / f"post-kit.{form}").read_bytes().startswith(start)
    run("kit", "post.txt", "-o", f"other.{form}")
    assert (tmp_path / f"other.{form}").read_bytes() == (tmp_path / f"post-kit.{form}").read_bytes()


def test_every_option_of_a_kit_reaches_it(tmp_path):
    (tmp_path / "post.txt").write_text("Sales Representative\n\n- You listen first and ask good questions\n- You build trust\n")
    out = tmp_path / "kit.json"
    run("kit", tmp_path / "post.txt", "-o", out, "--minutes", "90", "--paper", "a4", "--competencies", "drive,learning", "--weights",
        "trust=2,drive=0.5", "--weights-reason", "Renewals.", "--employer", "A & B", "--color", "#7A1F3D", "--interviewers", "4",
        "--questions-only", "--family", "account", "--candidate-code", "C-7", "--title", "Keeper", "--date", "2026-11-23")
    kit = json.loads(out.read_text())
    names = ("minutes", "paper", "employer", "color", "interviewers", "questions_only", "family", "candidate_code", "title", "date")
    assert [kit[n] for n in names] == [90, "a4", "A & B", "#7A1F3D", 4, True, "account", "C-7", "Keeper", "2026-11-23"]
    weights = {c["code"]: c["weight"] for c in kit["competencies"]}
    assert weights == {"consultative": 1, "content": 1, "trust": 2, "drive": 0.5, "learning": 1}
    assert "no list of code=weight pairs" in run("kit", tmp_path / "post.txt", "--weights", "trust", code=Exit.BAD_INPUT).stderr
