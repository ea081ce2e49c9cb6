"""Many posts: order, chunks, several processes, the death of a process, and runs that are killed and go on."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rubric import batch
from rubric.errors import InputError
from rubric.output import to_csv
from rubric.records import Post

POST = (
    "Oven Seller {n}\n\nRequirements:\n- {n}+ years of oven sales experience required\n- You listen well\n"
    "- Must bring a rolodex of bakers\n"
)


@pytest.fixture
def folder(tmp_path) -> Path:
    place = tmp_path / "posts"
    (place / "more").mkdir(parents=True)
    for n in range(30):
        (place / f"p{n:02}.txt").write_text(POST.format(n=n % 9 + 2))
    (place / "more" / "table.csv").write_text(to_table(40))
    (place / "q.jsonl").write_text("".join(json.dumps({"title": f"J{n}", "text": POST.format(n=3)}) + "\n" for n in range(50)))
    (place / "z-bad.pdf").write_bytes(b"%PDF-1.4 broken")
    return place


def to_table(rows: int) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([["title", "description"], *([f"T{n}", POST.format(n=n % 7 + 1)] for n in range(rows))])
    return out.getvalue()


def rows_of(folder: Path, jobs: int, options=None) -> list[dict]:
    from rubric.read import find

    options = options or batch.Options()
    work = batch.units(find([folder]), options, lambda s: False, lambda s: 0)
    return [row for chunk in batch.run(work, options, jobs) for _, row in chunk]


def test_two_processes_give_the_same_rows_in_the_same_order_as_one(folder):
    one, two = rows_of(folder, 1), rows_of(folder, 2)
    assert one == two
    assert len(one) == 30 + 40 + 50 + 1
    names = [(Path(r["file"]).name, r["post"]) for r in one]
    assert names[:2] == [("p00.txt", 1), ("p01.txt", 1)] and names[30:32] == [("q.jsonl", 1), ("q.jsonl", 2)]
    assert names[-2:] == [("table.csv", 39), ("table.csv", 40)] and [r["error"] for r in one if "error" in r] == ["unreadable-file"]


def test_work_is_cut_into_chunks_of_bounded_size(folder):
    from rubric.read import find

    chunks = list(batch.chunks(batch.units(find([folder]), batch.Options(), lambda s: False, lambda s: 0)))
    assert sum(map(len, chunks)) == 30 + 40 + 50 + 1
    assert max(map(len, chunks)) <= batch.POSTS + 1 and all(len([u for u in c if u.item is None]) <= batch.PATHS for c in chunks)


def test_reading_keeps_only_a_few_chunks_ahead(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(to_table(3000))
    seen = 0

    def counted():
        nonlocal seen
        for unit in batch.units([path], batch.Options(), lambda s: False, lambda s: 0):
            seen += 1
            yield unit

    run = batch.run(counted(), batch.Options(), 2)
    next(run)
    assert seen <= batch.POSTS * 10
    run.close()


def test_what_is_done_is_left_out(folder):
    from rubric.read import find

    table = str(folder / "more" / "table.csv")
    work = list(batch.units(find([folder]), batch.Options(), lambda s: not s.endswith("table.csv"), lambda s: 38 if s == table else 0))
    assert [(u.source, u.post) for u in work] == [(table, 39), (table, 40)]


def test_a_fault_in_one_post_is_one_error_row(monkeypatch):
    def faulty(post, house, memo):
        if "boom" in post.text:
            raise ZeroDivisionError
        return real(post, house, memo)

    real = batch.analyze_house
    monkeypatch.setattr(batch, "analyze_house", faulty)
    units = [batch.Unit("s", Post(t), "s", n) for n, t in enumerate(("You sell well.", "boom", "You listen."), 1)]
    rows = [r for _, r in batch.score_units(units, batch.Options())]
    assert ["error" in r for r in rows] == [False, True, False]
    assert "ZeroDivisionError" in rows[1]["message"] and rows[1]["post"] == 2


def test_posts_that_share_lines_get_what_they_get_alone():
    shared = "About us\nWe sell kettles in nine countries.\n\nRequirements\n- Kettle industry experience\n- Curious\n"
    texts = [shared + "- You listen.\n", "Kettle Rep\n" + shared, shared.replace("Requirements", "Preferred qualifications"), shared]
    rows = [r for _, r in batch.score_units([batch.Unit("s", Post(t), "s", n) for n, t in enumerate(texts, 1)], batch.Options())]
    alone = [batch.score_units([batch.Unit("s", Post(t), "s", n)], batch.Options())[0][1] for n, t in enumerate(texts, 1)]
    assert rows == alone and rows[0]["score"] != rows[2]["score"]


def die_once(item, options):
    """Kill the process that works on item 3 the first time, and always on item 7."""
    marker = Path(options) / f"died-{item}"
    if item == 7 or (item == 3 and not marker.exists()):
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item * 10


def nothing(options):
    """Prepare nothing."""


def test_a_killed_process_costs_only_the_item_that_kills_again(tmp_path):
    from rubric import engines

    done = list(engines.local(die_once, range(12), str(tmp_path), 2, lambda item: f"lost {item}", nothing))
    assert done == [0, 10, 20, 30, 40, 50, 60, "lost 7", 80, 90, 100, 110]


def test_totals_count_thresholds_and_merge():
    totals = batch.Totals(fail_under=50, max_screening=60)
    for balance, screening in ((40, 70), (60, 10), (50, 60)):
        totals.add({"score": {"balance": balance, "screening": screening}})
    totals.add({"error": "x"})
    assert (totals.posts, totals.errors, totals.low, totals.high, totals.mean) == (3, 1, 1, 1, 50)
    other = batch.Totals()
    other.merge(totals)
    assert (other.posts, other.mean) == (3, 50)


def test_posts_in_an_archive_are_counted_file_by_file():
    items = [Post("a", source="z.zip/a.txt"), Post("b", source="z.zip/t.csv"), InputError("x", where="z.zip/t.csv (row 2)")]
    found = [(f, n) for f, n, _ in batch.numbered([*items, Post("c", source="z.zip/u.txt")], "z.zip")]
    assert found == [("z.zip/a.txt", 1), ("z.zip/t.csv", 1), ("z.zip/t.csv", 2), ("z.zip/u.txt", 1)]


def start(*args, **more) -> subprocess.Popen:
    """A run that Ctrl-C stops even when the tests themselves run in the background, where shells ignore it."""
    command = [sys.executable, "-m", "rubric", "score", *map(str, args)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def in_one_go(tmp_path_factory) -> bytes:
    """The result of scoring the table t.csv in the working folder without a stop."""
    place = tmp_path_factory.mktemp("one")
    (place / "t.csv").write_text(to_table(3000))
    process = start("t.csv", "-o", "one.csv", cwd=place)
    process.communicate()
    assert process.returncode == 0
    return (place / "one.csv").read_bytes()


def wait_for_rows(journal: Path, process: subprocess.Popen, rows: int) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if journal.exists() and journal.read_bytes().count(b"\n") > rows:
            return
        time.sleep(0.005)
    pytest.fail(f"the run ended too soon: {process.communicate()}")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_run_goes_on_without_loss_or_repetition(tmp_path, in_one_go, jobs, how):
    (tmp_path / "t.csv").write_text(to_table(3000))
    out, journal = tmp_path / "out.csv", tmp_path / ".out.csv.rubric-part"
    command = ("t.csv", "-o", "out.csv", "-j", jobs, "--resume")
    for rows in (60, 200):
        process = start(*command, cwd=tmp_path)
        wait_for_rows(journal, process, rows)
        process.send_signal(how)
        _, told = process.communicate()
        assert not out.exists() and journal.exists()
        if how == signal.SIGINT:
            assert process.returncode == 130 and b"--resume" in told and b"Traceback" not in told
    process = start(*command, cwd=tmp_path)
    _, told = process.communicate()
    assert process.returncode == 0 and b"done before" in told
    assert out.read_bytes() == in_one_go
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv", "t.csv"]


def test_workers_end_when_their_parent_is_killed(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text(to_table(3000))
    process = start(table, "-o", tmp_path / "o.csv", "-j", 2)
    wait_for_rows(tmp_path / ".o.csv.rubric-part", process, 60)
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(Path(f"/proc/{w}").exists() for w in workers):
        time.sleep(0.1)
    assert len(workers) == 2 and not any(Path(f"/proc/{w}").exists() for w in workers)


def test_a_folder_gets_one_output_per_input_and_resumes(folder, tmp_path):
    out = tmp_path / "out"
    for jobs in ("1", "2"):
        process = start(folder, "-o", f"{out}/", "-f", "csv", "-j", jobs, "--resume")
        _, told = process.communicate()
        assert process.returncode == (3 if jobs == "1" else 0)
    files = sorted(out.iterdir())
    assert len(files) == 33
    table = next(f for f in files if f.name.endswith("table.csv.csv"))
    assert table.read_bytes().decode() == to_csv([r for r in rows_of(folder, 1) if r["file"].endswith("table.csv")])
    assert b"33 done before" in told
