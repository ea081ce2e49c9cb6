"""Kit options: every wrong value names the option and the remedy; form strings work as well as Python values."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_cases import case

from rubric.errors import OptionError
from rubric.interview import interview_kit, read_options
from rubric.interview.options import MIN_CONTRAST, contrast, darken

BAD = [
    ("minutes", 50), ("minutes", "sixty"), ("minutes", True), ("minutes", 60.0), ("minutes", "٦٠"),
    ("paper", "legal"), ("paper", 4), ("competencies", ["selling"]), ("competencies", 7), ("competencies", [1]),
    ("weights", [1, 2]), ("weights", "trust"), ("weights", "trust=2,trust=3"), ("weights", "trust=2=3"), ("weights", "trust=x"),
    ("weights", {"trust": 0}), ("weights", {"trust": "x"}), ("weights", {"trust": float("nan")}),
    ("weights", {"trust": True}), ("weights", {"selling": 1}), ("weights_reason", "x" * 301), ("employer", "x" * 121), ("employer", 5),
    ("color", "teal"), ("color", "#12345"), ("color", "#FFE680"), ("color", "#777777"),
    ("interviewers", 0), ("interviewers", 7), ("interviewers", "two"), ("questions_only", "maybe"), ("family", "engineer"),
    ("candidate_code", "Ann Lee"), ("candidate_code", "x" * 41), ("candidate_code", "-a"), ("title", "x" * 301), ("date", "tomorrow"),
    ("date", "2026-02-30"), ("minuts", 60),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_names_the_option_and_a_remedy(name, value):
    with pytest.raises(OptionError) as e:
        interview_kit(case("seller")[0], **{name: value})
    assert e.value.where == name and e.value.remedy and e.value.message


def test_unequal_weights_need_a_reason_and_equal_ones_do_not():
    r = case("seller")[0]
    with pytest.raises(OptionError) as e:
        interview_kit(r, weights={"trust": 2})
    assert e.value.where == "weights_reason"
    assert interview_kit(r, weights={"trust": 2, "content": 2, "consultative": 2}, minutes=30).equal_weights


def test_a_weight_for_a_competency_outside_the_kit_is_refused():
    with pytest.raises(OptionError, match="not in this kit"):
        interview_kit(case("seller")[0], minutes=30, weights={"leadership": 1})


def test_too_many_competencies_for_the_length_say_how_many_fit():
    with pytest.raises(OptionError) as e:
        interview_kit(case("seller")[0], minutes=45, competencies=["drive", "learning"])
    assert "at most 1 " in e.value.remedy


def test_form_strings_mean_the_same_as_values():
    text = {"minutes": " 45 ", "paper": "A4", "competencies": "drive, trust", "interviewers": "2", "questions_only": "on", "color": "05a"}
    got = read_options(text)
    assert (got.minutes, got.paper, got.competencies, got.interviewers, got.questions_only) == (45, "a4", ("trust", "drive"), 2, True)
    assert got.color == "#0055AA"
    assert read_options({"weights": " trust=2, Content=1.5 ,"}).weights == {"trust": 2, "content": 1.5}
    assert read_options({"date": datetime.date(2026, 11, 23)}).date == "2026-11-23"


def test_empty_values_mean_the_default():
    assert read_options({"minutes": "", "color": None, "title": "  "}) == read_options({})


@given(st.integers(0, 0xFFFFFF))
def test_the_suggested_darker_shade_always_passes(number):
    color = f"#{number:06X}"
    assert contrast(darken(color)) >= MIN_CONTRAST
    if contrast(color) >= MIN_CONTRAST:
        assert darken(color) == color


@pytest.mark.parametrize(("color", "ratio"), [("#000000", 21), ("#FFFFFF", 1), ("#767676", 4.54), ("#0000FF", 8.59)])
def test_contrast_is_that_of_wcag(color, ratio):
    assert contrast(color) == pytest.approx(ratio, abs=0.01)
