"""Every post through analyze -> rewrite -> kit -> PDF: `python tests/bench/whole_pipeline.py POSTS.jsonl …` prints errors and a count."""

from __future__ import annotations

import argparse
import json
import traceback
from pathlib import Path

from rubric import analyze, interview_kit, render_pdf


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("posts", type=Path, nargs="+")
    done = failed = 0
    for path in ap.parse_args().posts:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line:
                continue
            post = json.loads(line)
            try:
                report = analyze(post["text"])
                report.to_dict()
                assert render_pdf(interview_kit(report)).startswith(b"%PDF-")
            except Exception:
                failed += 1
                print(post["id"])
                traceback.print_exc()
            done += 1
            if done % 200 == 0:
                print(f"{done} posts, {failed} failed", flush=True)
    print(f"{done} posts, {failed} failed")


if __name__ == "__main__":
    main()
