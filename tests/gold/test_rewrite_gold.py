"""The rewrite's promises on real posts: the labeled reading posts and a fixed sample of unlabeled ones (skipped where they are absent)."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest
from rewriting import problems

from rubric import analyze
from rubric.records import Finding, Post, Report, Score, Segment
from rubric.rewrite import rewrite
from rubric.rewrite.spans import Spans
from rubric.rewrite.units import units

SHARED = Path(__file__).resolve().parents[3] / "shared"
READING, REAL = SHARED / "gold" / "reading.jsonl", SHARED / "posts" / "real.jsonl"


def posts(path: Path, most: int) -> list[dict]:
    if not path.exists():
        pytest.skip(f"{path.name} is not in this checkout")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    random.Random(4).shuffle(rows)
    return rows[:most]


@pytest.mark.parametrize(("path", "most"), [(READING, 152), (REAL, 150)], ids=["reading", "real"])
def test_every_promise_holds(path, most):
    broken = {p["id"]: found for p in posts(path, most) if (found := problems(analyze(p["text"])))}
    assert not broken


def test_labels_by_hand_find_their_phrases():
    """Nearly every labeled screening span gets a phrase that covers or meets it, and no phrase touches a legal condition."""
    hit = total = 0
    for p in posts(READING, 152):
        segs = tuple(Segment(a, b, "requirements") for a, b in p["segments"])
        where = [next((n for n, s in enumerate(segs) if s.start <= x["start"] < s.end), 0) for x in p["labels"]]
        found = tuple(
            Finding(x["code"], x["start"], x["end"], "preferred" if x.get("preferred") else "required", p["text"][x["start"] : x["end"]], n)
            for x, n in zip(p["labels"], where, strict=True)
        )
        report = Report(Post(p["text"]), segs, found, Score(50, 0, 0), rewriter=rewrite)
        made = units(report, Spans(found), {})
        assert all(a.end <= b.start for a, b in itertools.pairwise(made))
        for f in found:
            near = [u for u in made if u.start < f.end and f.start < u.end]
            if f.family == "screening":
                total += 1
                hit += bool(near)
            elif f.code == "bona-fide":
                assert not [u for u in near if u.shape != "blank"]
    assert hit / total > 0.95
