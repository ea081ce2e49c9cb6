"""The score adds up, moves the right way, and cares for nothing but the findings."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric.records import CODES, FAMILY, SCREENING, TRAITS, Finding
from rubric.score import band, score


def finding(code, strength="required", at=0):
    return Finding(code, at, at + 1, strength if FAMILY[code] == "screening" else None)


findings = st.lists(st.builds(finding, st.sampled_from(CODES), st.sampled_from(["required", "preferred"]), st.integers(0, 999)), max_size=30)


@settings(max_examples=200, deadline=None)
@given(findings)
def test_points_add_up_exactly(fs):
    s = score(fs)
    for side in ("screening", "athlete"):
        assert round(sum(p.points for p in s.points if p.side == side), 1) == getattr(s, side)
    assert s.balance == round(50 + (s.athlete - s.screening) / 2, 1)
    assert all(0 <= v <= 100 for v in (s.balance, s.screening, s.athlete))
    assert {p.finding for p in s.points} == {i for i, f in enumerate(fs) if f.code != "bona-fide"}


@settings(max_examples=100, deadline=None)
@given(findings, st.sampled_from(SCREENING), st.sampled_from(["required", "preferred"]))
def test_another_screening_line_never_helps(fs, code, strength):
    a, b = score(fs), score([*fs, finding(code, strength, 5000)])
    assert b.screening >= a.screening and b.balance <= a.balance and b.athlete == a.athlete


@settings(max_examples=100, deadline=None)
@given(findings, st.sampled_from([*TRAITS, "open-door"]))
def test_another_strength_never_hurts(fs, code):
    a, b = score(fs), score([*fs, finding(code, None, 5000)])
    assert b.athlete >= a.athlete and b.balance >= a.balance and b.screening == a.screening


@settings(max_examples=100, deadline=None)
@given(findings, st.randoms())
def test_order_does_not_matter(fs, rnd: random.Random):
    mixed = list(fs)
    rnd.shuffle(mixed)
    a, b = score(fs), score(mixed)
    assert (a.balance, a.screening, a.athlete) == (b.balance, b.screening, b.athlete)


def test_required_weighs_more_than_preferred():
    for code in SCREENING:
        assert score([finding(code)]).screening > score([finding(code, "preferred")]).screening > 0


def test_true_conditions_cost_nothing():
    assert score([finding("bona-fide")] * 9) == score([])


@pytest.mark.parametrize("balance, name", [(0, "closed shop"), (29.9, "closed shop"), (50, "mixed"), (100, "wide open")])
def test_bands(balance, name):
    assert band(balance) == name
