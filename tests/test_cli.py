"""The command line: what it prints, writes and returns."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from rubric.cli import COMMANDS, main
from rubric.config import House, activate

CLOSED = (
    "Oven Seller\n\nRequirements:\n- 10+ years of oven sales experience required\n- Must bring a rolodex of bakers\n"
    "- Do not apply without it\n"
)
OPEN = (
    "Oven Seller\n\nWhat you bring:\n- You listen to customers and ask good questions\n- You build trust\n"
    "- You learn fast; we train you\n"
)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # no settings from further up
    yield
    activate(House())


@pytest.fixture
def posts(tmp_path) -> Path:
    place = tmp_path / "posts"
    place.mkdir()
    (place / "closed.txt").write_text(CLOSED)
    (place / "open.md").write_text(f"---\ntitle: Open Seller\n---\n{OPEN}")
    (place / "picture.png").write_bytes(b"\x89PNG")
    return place


def run(*args, code: int = 0, **more):
    result = CliRunner().invoke(main, [str(a) for a in args], **more)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def test_help_names_every_command_and_the_exit_codes():
    text = run("--help").stdout
    assert all(name in text for name in COMMANDS) and "Exit codes" in text
    for name in COMMANDS:
        assert run(name, "--help").stdout


def test_one_post_is_shown_with_its_findings(posts):
    result = run("score", posts / "closed.txt")
    assert "Must bring a rolodex" in result.stdout and "rolodex  " in result.stdout
    assert result.stderr.startswith("1 post; mean balance")


def test_a_folder_gives_a_row_per_post_and_a_summary(posts):
    result = run("score", posts, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [Path(r["file"]).name for r in rows] == ["closed.txt", "open.md"] and rows[1]["title"] == "Open Seller"
    assert float(rows[0]["balance"]) < float(rows[1]["balance"])
    assert "2 posts" in result.stderr and "left out: 1 file (picture.png)" in result.stderr
    assert run("score", posts, "-q").stderr == ""


@pytest.mark.parametrize(("name", "start"), [
    ("o.csv", b"file,post"), ("o.jsonl", b'{"file"'), ("o.html", b"<!doctype html>"), ("o.sarif", b'{"$schema"'), ("o.parquet", b"PAR1"),
    ("o.txt", b"Balance"),
])
def test_the_suffix_of_the_output_decides_the_format(posts, tmp_path, name, start):
    run("score", posts, "-o", name)
    assert (tmp_path / name).read_bytes().startswith(start)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".git", name, "posts"]


def test_standard_input_is_read_and_its_kind_told(posts):
    assert "rolodex" in run("score", "-", input=CLOSED).stdout
    rows = run("score", "-", "-f", "jsonl", input=json.dumps([{"text": CLOSED}, {"text": OPEN}])).stdout.splitlines()
    assert [json.loads(r)["post"] for r in rows] == [1, 2]
    both = run("score", "-", posts, "-f", "jsonl", input=CLOSED).stdout.splitlines()
    assert json.loads(both[0])["file"] == "stdin" and len(both) == 3


def test_patterns_in_quotes_are_expanded(posts):
    assert len(run("score", "posts/*.md", "-f", "jsonl").stdout.splitlines()) == 1
    assert "matches" in run("score", "posts/*.docx", code=2).stderr


def test_thresholds_decide_the_exit_code(posts):
    assert "1 under the balance of 50" in run("score", posts, "--fail-under", "50", code=1).stderr
    run("score", posts / "open.md", "--fail-under", "50")
    run("score", posts, "--max-screening", "20", code=1)
    (posts.parent / "rubric.toml").write_text("fail_under = 50\nformat = 'jsonl'")
    assert run("score", posts, code=1).stdout.startswith("{")
    run("score", posts, "--fail-under", "0")


def test_some_bad_files_give_exit_code_3_and_only_bad_ones_2(posts):
    (posts / "empty.txt").write_text("")
    result = run("score", posts, "-f", "csv", code=3)
    assert "empty-post" in result.stdout and "empty.txt: there is no text" in result.stderr and "1 could not be read" in result.stderr
    run("score", posts / "empty.txt", code=2)
    run("score", posts, "--fail-under", "50", code=1)


def test_a_post_that_was_already_scored_alone_does_not_change_in_a_batch(posts):
    alone = json.loads(run("score", posts / "closed.txt", "-f", "jsonl").stdout)
    batch = json.loads(run("score", posts, "-f", "jsonl", "-j", "2").stdout.splitlines()[0])
    assert alone == batch


def test_rewrite_keeps_front_matter_and_shows_a_real_diff(posts, tmp_path):
    path = posts / "with.md"
    path.write_bytes(f"---\r\ntitle: X\r\n---\r\n{CLOSED}".replace("\n", "\r\n").replace("\r\r", "\r").encode())
    run("rewrite", path, "-o", "new.md")
    new = (tmp_path / "new.md").read_bytes()
    assert new.startswith(b"---\r\ntitle: X\r\n---\r\nOven Seller\r\n") and b"rolodex" not in new
    made = run("rewrite", path, "--diff").stdout_bytes
    told = f"a/{path}".replace("//", "/").encode()  # no slash in front, so that it applies from the root
    assert made.startswith(b"--- " + told)
    (tmp_path / "p.diff").write_bytes(made.replace(told[2:], b"posts/with.md"))
    done = subprocess.run(["git", "apply", "--check", "-v", "p.diff"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_rewrite_levels_go_further_each(posts):
    made = [run("rewrite", posts / "closed.txt", "--accept", level).stdout for level in ("safe", "suggest", "all")]
    assert made[0].startswith("Oven Seller") and made[1] != CLOSED
    assert "changes made" in run("rewrite", posts / "closed.txt").stderr


def test_rewrite_gives_word_and_pages_back_in_their_own_format(posts, tmp_path):
    page = "<html><body><h1>Oven Seller</h1><h2>Requirements</h2><ul class=x><li>Must bring a rolodex of bakers</li></ul></body></html>"
    (posts / "a.html").write_text(page)
    run("rewrite", posts / "a.html", "-o", "new.html")
    new = (tmp_path / "new.html").read_text()
    assert "<ul class=" in new and "rolodex" not in new
    run("rewrite", posts / "a.html", "-o", "new.txt")
    assert (tmp_path / "new.txt").read_text().startswith("Oven Seller")


def test_kit_writes_a_pdf_and_passes_its_options_on(posts, tmp_path):
    result = run("kit", posts / "closed.txt", "-o", "kit.pdf", "--minutes", "45", "--paper", "a4", "--employer", "Acme Ovens")
    assert (tmp_path / "kit.pdf").read_bytes().startswith(b"%PDF-") and "kit.pdf" in result.stderr
    run("kit", posts / "closed.txt", "--minutes", "45")
    assert (tmp_path / "closed-kit.pdf").exists()
    assert "minutes" in run("kit", posts / "closed.txt", "-o", "x.pdf", "--minutes", "7", code=2).stderr
    assert not (tmp_path / "x.pdf").exists()


def test_explain_and_knowledge(tmp_path):
    text = run("explain", "rolodex").stdout
    assert "What to ask instead" in text and "Evidence:" in text
    assert "industry-background" in run("explain").stdout
    assert "Known codes" in run("explain", "rolodx", code=2).stderr
    assert "signals" in run("knowledge", "check").stdout
    (tmp_path / "own.toml").write_text(
        'code = "rolodex"\n[[rule]]\nid = "rolodex.house-a"\npatterns = ["zebra book"]\n'
        'fires = ["No match here."]\npasses = ["Zebra book."]\n'
    )
    (tmp_path / "rubric.toml").write_text('signals = ["own.toml"]')
    wrong = run("knowledge", "check", code=1).stderr
    assert wrong.count("rolodex.house-a") == 2


def test_importing_the_command_line_loads_nothing_heavy():
    heavy = "sklearn flask reportlab pypdf docx lxml rich pyarrow distributed jinja2 webapp"
    code = f"import sys, rubric.cli, rubric.cli.score; print([m for m in {heavy.split()!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_scoring_a_text_file_loads_no_web_pdf_or_learning_library(posts):
    heavy = "sklearn flask reportlab pypdf docx lxml pyarrow distributed jinja2 webapp"
    code = (
        "import sys\nfrom rubric.cli import main\n"
        f"try: main(['score', {str(posts / 'closed.txt')!r}, '-f', 'csv'])\nexcept SystemExit: pass\n"
        f"print([m for m in {heavy.split()!r} if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()[-1] == "[]"


def test_what_an_archive_leaves_out_is_a_row_and_no_failure(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("posts.zip", "w") as z:
        z.writestr("a.txt", "You listen to bakers.")
        z.writestr("logo.png", b"\x89PNG")
    result = run("score", "posts.zip", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(r["file"], r["error"]) for r in rows] == [("posts.zip/a.txt", ""), ("posts.zip", "left-out")]
    assert "logo.png" in rows[1]["message"] and "logo.png" in result.stderr and "could not be read" not in result.stderr
    assert run("score", "posts.zip", "-f", "github").stdout.count("::error") == 0
    assert run("rewrite", "posts.zip").stdout
