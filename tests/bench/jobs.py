"""Speed-up from 1 to 2 (or more) processes: scores the same table with each, in turns, and prints the ratio of the median times.

    python tests/bench/jobs.py [--posts 3000] [--jobs 1 2] [--repeat 3] [--table POSTS.csv]

Without a table, the generated posts of memory.py. Everything else on the machine counts too: run it on a quiet one. The processor time
of all processes together tells what the sharing itself costs, also on a busy one (where there is a Unix to count it).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from memory import table


def main() -> None:
    """Run and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--posts", type=int, default=3000)
    ap.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    ap.add_argument("--repeat", type=int, default=3)
    ap.add_argument("--table", default="")
    args = ap.parse_args()
    took: dict[int, list[float]] = {jobs: [] for jobs in args.jobs}
    used: dict[int, list[float]] = {jobs: [] for jobs in args.jobs}
    with tempfile.TemporaryDirectory() as place:
        source = args.table or Path(place, "posts.csv")
        if not args.table:
            table(source, args.posts)
        for _ in range(args.repeat):
            for jobs, times in took.items():
                start, before = time.monotonic(), os.times()
                command = [sys.executable, "-m", "rubric", "score", source, "-o", Path(place, "o.csv"), "-j", str(jobs), "-q"]
                subprocess.run(command, check=True)
                times.append(time.monotonic() - start)
                after = os.times()
                used[jobs].append(after.children_user + after.children_system - before.children_user - before.children_system)
    first, work = statistics.median(took[args.jobs[0]]), statistics.median(used[args.jobs[0]])
    load = f"; load average before the end {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores{load}\n")
    print(f"| jobs | times as fast as {args.jobs[0]} | processor time × that of {args.jobs[0]} |\n|---|---|---|")
    for jobs, times in took.items():
        print(f"| {jobs} | {first / statistics.median(times):.2f} | {statistics.median(used[jobs]) / work if work else 0:.2f} |")


if __name__ == "__main__":
    main()
