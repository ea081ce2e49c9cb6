"""Scoring on a real local Dask cluster: a scheduler and two workers as processes, one of which is killed in the middle."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

POST = "Oven Seller\n\nRequirements:\n- {n}+ years of oven sales experience required\n- You listen well\n- Must bring a rolodex of bakers\n"
QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error", "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "60s", "OPENBLAS_NUM_THREADS": "1"}


@pytest.fixture
def cluster(tmp_path):
    """(address, worker processes) of a fresh cluster; everything is ended afterwards."""
    pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    info, started = tmp_path / "scheduler.json", []

    def start(*args):
        command = [sys.executable, "-m", "dask", *args]
        with (tmp_path / f"log-{len(started)}").open("wb") as log:
            started.append(subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | QUIET, cwd=tmp_path))
        return started[-1]

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(info))
        wait(lambda: info.exists() and info.read_text().rstrip().endswith("}"), 60, "the scheduler did not start")
        address = json.loads(info.read_text())["address"]
        options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / "scratch"))
        workers = [start("worker", address, *options) for _ in range(2)]
        code = "import sys; from distributed import Client; Client(sys.argv[1]).wait_for_workers(2, timeout=60)"
        subprocess.run([sys.executable, "-c", code, address], check=True, env=os.environ | QUIET, capture_output=True)
        yield address, workers
    finally:
        for process in started:
            process.kill()
            process.wait()


def wait(ready, seconds, why) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            pytest.fail(why)
        time.sleep(0.05)


def tables(folder: Path, files: int, rows: int) -> None:
    folder.mkdir()
    for f in range(files):
        with (folder / f"part-{f:02}.csv").open("w", newline="") as out:
            csv.writer(out).writerows([["title", "description"], *([f"{f}-{n}", POST.format(n=n % 9 + 1)] for n in range(rows))])


def score(*args, cwd) -> subprocess.Popen:
    command = [sys.executable, "-m", "rubric", "score", *args]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | QUIET)


def test_a_folder_of_outputs_survives_the_death_of_a_worker(tmp_path, cluster):
    address, workers = cluster
    tables(tmp_path / "posts", files=12, rows=150)
    out = tmp_path / "out"
    process = score(f"{tmp_path}/posts/*.csv", "--cluster", address, "-f", "csv", "-o", f"{out}/", cwd=tmp_path)
    wait(lambda: (out.exists() and len(list(out.glob("*.csv"))) >= 2) or process.poll() is not None, 120, "nothing came out")
    assert process.poll() is None, process.communicate()
    workers[0].send_signal(signal.SIGKILL)
    _, told = process.communicate(timeout=240)
    assert process.returncode == 0, told
    assert b"1,800 posts" in told
    files = sorted(out.iterdir())
    assert len(files) == 12
    for f, path in enumerate(files):
        with path.open(newline="") as source:
            assert [r["title"] for r in csv.DictReader(source)] == [f"{f}-{n}" for n in range(150)]


def test_one_output_is_the_same_as_without_a_cluster(tmp_path, cluster):
    address, workers = cluster
    tables(tmp_path / "posts", files=3, rows=200)
    (tmp_path / "posts" / "bad.pdf").write_bytes(b"%PDF-1.4 no")
    local = score("posts", "-o", "local.jsonl", cwd=tmp_path)
    remote = score("posts", "-o", "remote.jsonl", "--cluster", address, cwd=tmp_path)
    journal = tmp_path / ".remote.jsonl.rubric-part"
    wait(lambda: (journal.exists() and journal.read_bytes().count(b"\n") > 40) or remote.poll() is not None, 120, "nothing came back")
    workers[1].send_signal(signal.SIGKILL)
    assert (local.wait(timeout=240), remote.wait(timeout=240)) == (3, 3), remote.communicate()
    local.communicate(), remote.communicate()
    assert (tmp_path / "remote.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert (tmp_path / "local.jsonl").read_bytes().count(b"\n") == 601
