"""The detector against labeled real posts: floors a little under today's figures, so that a step back is seen."""

import json
from pathlib import Path

import pytest

from rubric.learn.evaluate import FAMILIES, evaluate_posts

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not (GOLD / "dev.jsonl").exists(), reason="needs ../shared/gold, which only development has")

FLOORS = {"screening": 0.72, "traits": 0.72, "protect": 0.70}


@pytest.fixture(scope="module")
def dev():
    return evaluate_posts([json.loads(line) for line in (GOLD / "dev.jsonl").read_text(encoding="utf-8").split("\n") if line])


@pytest.mark.parametrize("family", FLOORS)
def test_families_hold_their_level(dev, family):
    assert dev.prf(FAMILIES[family])[2] >= FLOORS[family]


def test_spans_and_ranks_hold_their_level(dev):
    assert dev.overlap >= 0.72
    assert dev.spearman["screening"] >= 0.69 and dev.spearman["athlete"] >= 0.73 and dev.spearman["balance"] >= 0.67
