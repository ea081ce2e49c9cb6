"""A kit for every real post. The posts are other people's and not in the repository: ../shared/posts/real.jsonl, or name a file in RUBRIC_REAL_POSTS.

Records are built for all posts, pages drawn for one in twenty (all of them with RUBRIC_ALL_KITS=1, about a quarter of an hour).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rubric import analyze
from rubric.interview import interview_kit
from rubric.interview.options import LENGTHS
from rubric.pdf.document import draw
from rubric.records import SCREENING

POSTS = os.environ.get("RUBRIC_REAL_POSTS") or str(Path(__file__).resolve().parents[3] / "shared" / "posts" / "real.jsonl")
STEP = 1 if os.environ.get("RUBRIC_ALL_KITS") else 20
SHARDS = 8

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (POSTS and Path(POSTS).is_file()), reason="needs ../shared/posts/real.jsonl, which only development has, or RUBRIC_REAL_POSTS"),
]


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_real_post_builds(shard):
    posts = [json.loads(line) for line in Path(POSTS).read_text(encoding="utf-8").split("\n") if line]
    assert len(posts) > SHARDS
    for n in range(shard, len(posts), SHARDS):
        report = analyze(posts[n]["text"])
        kit = interview_kit(report, minutes=LENGTHS[n // SHARDS % 4], paper=("letter", "a4")[n // SHARDS % 2],
            title=posts[n]["title"][:300])
        assert sum(len(r.quotes) for r in kit.replacements) == sum(f.code in SCREENING for f in report.findings), posts[n]["id"]
        assert kit.plan[-1].end == kit.minutes
        if n // SHARDS % STEP == 0:
            _, structure = draw(kit)
            assert structure.pages["part-run"] == 2, posts[n]["id"]
            pages = {f.name: f.page for f in structure.fields}
            assert all(pages[f"notes.{q.id}"] == pages[f"rating.{q.id}"] for q in kit.questions), posts[n]["id"]
