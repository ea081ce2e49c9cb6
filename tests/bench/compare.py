"""Compare speed, memory and start-up with the peers that can be installed, on the same posts in one run, on one core; prints a table.

    python tests/bench/compare.py POSTS.jsonl [-n 1000] [--repeat 3] [--folder DIR]

POSTS.jsonl has a "text" in every line. write-good, joblint and alex come from npm, proselint and genderdecoder3 from PyPI, into DIR
(default: temporary). What cannot be installed is named and left out.
In process, processor seconds are counted. Ratios are to write-good. The two last lines are floors: what a plain pass over the text costs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).parent
NPM = ("write-good", "joblint", "alex")
PYPI = ("proselint", "genderdecoder3")
ABSENT = "IJAA (okuye/inclusive-job-ad-analyser) is published on neither npm nor PyPI: left out."


def install(place: Path) -> tuple[Path, list[str]]:
    """Install the peers under `place`; gives the interpreter that has those of PyPI, and the npm peers that could be installed."""
    print(ABSENT)
    had = []
    for name in NPM:
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", place, name]
        if (place / "node_modules" / name).exists() or subprocess.run(command, capture_output=True).returncode == 0:
            had.append(name)
        else:
            print(f"{name} cannot be installed from npm here: left out.")
    python = place / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(place / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PYPI], check=True)
    return python, had


def in_process(command: list, cwd: Path, repeat: int) -> dict:
    """The median run of a runner that prints its own figures."""
    told = [subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout for _ in range(repeat)]
    runs = [json.loads(t.splitlines()[-1]) for t in told]
    return sorted(runs, key=lambda r: r["seconds"])[len(runs) // 2]


def wall(command: list, repeat: int) -> float:
    """Median seconds of a command as a process; its exit code does not matter (linters count their findings there)."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Install, run, print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("posts")
    ap.add_argument("-n", type=int, default=1000)
    ap.add_argument("--repeat", type=int, default=3)
    ap.add_argument("--folder", default="")
    args = ap.parse_args()
    place = Path(args.folder or tempfile.mkdtemp(prefix="rubric-bench-")).resolve()
    place.mkdir(parents=True, exist_ok=True)
    python, npm = install(place)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # children inherit it
    with open(args.posts, encoding="utf-8") as f:
        texts = [json.loads(line)["text"] for line, _ in zip(f, range(args.n), strict=False)]
    posts, folder = place / "posts.jsonl", place / "posts"
    posts.write_text("".join(json.dumps({"text": t}) + "\n" for t in texts), encoding="utf-8")
    folder.mkdir(exist_ok=True)
    for n, t in enumerate(texts):
        (folder / f"{n:05}.txt").write_text(t, encoding="utf-8")
    one, bins = folder / "00000.txt", place / "node_modules" / ".bin"
    size = sum(len(t.encode()) for t in texts)
    print(f"\n{len(texts)} posts, {size / 1e6:.2f} MB, one core\n")

    runner = [sys.executable, HERE / "run_python.py"]
    rows = {"rubric": in_process([*runner, "rubric", posts], place, args.repeat)}
    for name in npm:
        rows[name] = in_process(["node", HERE / "runners.mjs", name, posts], place, args.repeat)
    for name in PYPI:
        rows[name] = in_process([python, HERE / "run_python.py", name, posts], place, 1 if name == "proselint" else args.repeat)
    for name in ("hashing", "words"):
        rows[name] = in_process([*runner, name, posts], place, args.repeat)
    base = rows["write-good"]["seconds"]
    print("| in process | posts/s | MB/s | × write-good | load s | peak MB | findings |\n|---|---|---|---|---|---|---|")
    for name, r in rows.items():
        rate = (len(texts) / r["seconds"], size / 1e6 / r["seconds"], base / r["seconds"])
        print(f"| {name} | {rate[0]:.0f} | {rate[1]:.2f} | {rate[2]:.2f} | {r['load']:.2f} | {r['rss']:.0f} | {r['findings']} |")
    own = rows["rubric"]["seconds"]
    print(f"\nThe whole analysis takes {own / rows['hashing']['seconds']:.1f} × one HashingVectorizer pass", end=" ")
    print(f"and {own / rows['words']['seconds']:.1f} × one \\w+ pass over the same text.\n")

    starts = {
        "python -c 'import sklearn'": [sys.executable, "-c", "import sklearn"],
        "rubric score one.txt": [sys.executable, "-m", "rubric", "score", one],
        **{f"{name} one.txt": [bins / name, one] for name in npm},
        "proselint check one.txt": [python, "-m", "proselint", "check", one],
    }
    print("| start-up, one post | seconds | × import sklearn |\n|---|---|---|")
    first = 0.0
    for name, command in starts.items():
        seconds = wall(command, max(5, args.repeat))
        first = first or seconds
        print(f"| {name} | {seconds:.2f} | {seconds / first:.2f} |")

    out = place / "out.csv"
    batches = {
        "rubric score DIR -o out.csv -j 1": [sys.executable, "-m", "rubric", "score", folder, "-o", out, "-j", "1", "-q"],
        "write-good DIR/*": [bins / "write-good", *sorted(folder.glob("*.txt"))],
    }
    print("\n| folder | posts/s | × write-good |\n|---|---|---|")
    seconds = {name: wall(command, args.repeat) for name, command in batches.items()}
    for name, s in seconds.items():
        print(f"| {name} | {len(texts) / s:.0f} | {seconds['write-good DIR/*'] / s:.2f} |")


if __name__ == "__main__":
    main()
