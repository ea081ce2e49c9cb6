"""Peak memory while streaming: scores a table of 10,000 and of 100,000 posts and prints the peak of the main process and of the workers.

    python tests/bench/memory.py [--sizes 10000 100000] [--jobs 2]
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = (
    "You listen to bakers and ask what slows them down", "{n}+ years of oven sales experience required", "Must bring a rolodex of bakers",
    "You write one short guide a month", "You work with product, service and finance", "We train you for six weeks", "A driver's license",
    "Experience in food service is welcome but not required", "You keep your promises", "A degree or equivalent experience",
)


def table(path: Path, rows: int) -> None:
    """A table of generated posts, the same each time."""
    rng = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as f:
        out = csv.writer(f)
        out.writerow(["title", "text"])
        for n in range(rows):
            lines = "\n".join(f"- {line.format(n=rng.randint(1, 12))}" for line in rng.sample(LINES, 5))
            out.writerow([f"Oven Seller {n}", f"Oven Seller {n}\n\nRequirements:\n{lines}\n"])


def status(pid: int) -> int:
    """Peak resident memory of a living process in MB."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    except OSError:
        pass
    return 0


def main() -> None:
    """Run and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    ap.add_argument("--jobs", type=int, default=2)
    args = ap.parse_args()
    print("| posts | main process, peak MB | worker, peak MB | posts/s |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        for size in args.sizes:
            source = Path(place, f"{size}.csv")
            table(source, size)
            command = [sys.executable, "-m", "rubric", "score", source, "-o", Path(place, "out.csv"), "-j", str(args.jobs), "-q"]
            start, peak, worker = time.monotonic(), 0, 0
            process = subprocess.Popen(command)
            while process.poll() is None:
                peak = max(peak, status(process.pid))
                for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split() if process.poll() is None else ():
                    worker = max(worker, status(int(child)))
                time.sleep(0.2)
            print(f"| {size:,} | {peak} | {worker} | {size / (time.monotonic() - start):.0f} |", flush=True)


if __name__ == "__main__":
    main()
