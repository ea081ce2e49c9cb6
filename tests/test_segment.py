"""Segmentation: offsets always slice the text, lost line ends are found again, sections are recognized."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric.segment import MAX_LINE, heading_kind, segment


def cut(text):
    return [text[s.start:s.end] for s in segment(text) if not s.heading]


def kinds(text):
    return {text[s.start:s.end]: s.section for s in segment(text) if not s.heading}


@pytest.mark.parametrize("text, parts", [
    ("A degree is a plusExcellent verbal skillsAble to lift 20 lbs", ["A degree is a plus", "Excellent verbal skills", "Able to lift 20 lbs"]),
    ("Ensures satisfaction.Keeps promises.Works hard", ["Ensures satisfaction.", "Keeps promises.", "Works hard"]),
    ("A degree in baking.2-5 years at a stall.1 year of oven work", ["A degree in baking.", "2-5 years at a stall.", "1 year of oven work"]),
    ("Master's levelWAGES: By the hourTOOLS: Scales", ["Master's level", "WAGES: By the hour", "TOOLS: Scales"]),
    ("Own a driving license5. Knead dough6) Sweep floors", ["Own a driving license", "Knead dough", "Sweep floors"]),
    ("We use LinkedIn and HubSpot daily", ["We use LinkedIn and HubSpot daily"]),
    ("KettleFox sells kettles. At KettleFox we care.", ["KettleFox sells kettles.", "At KettleFox we care."]),
    ("Three years of stall work Ability to lift crates Strong sense of humor", ["Three years of stall work", "Ability to lift crates", "Strong sense of humor"]),
    ("Show the Ability to lift crates and our Ensure product", ["Show the Ability to lift crates and our Ensure product"]),
    ("A degree; or four years of stall work; own boots", ["A degree; or four years of stall work;", "own boots"]),
    ("v Previous stall work\nv Able to lift\nvery kind", ["Previous stall work", "Able to lift", "very kind"]),
    ("• Curious • Kind • Brave", ["Curious", "Kind", "Brave"]),
    ("- One\n* Two\n● Three\n🚀 Four\n1. Five\n2) Six", ["One", "Two", "Three", "Four", "Five", "Six"]),
    ("Listen well; write clearly; keep promises; ask questions", ["Listen well;", "write clearly;", "keep promises;", "ask questions"]),
    ("Sell to key-value stores, e.g. shops, Monday-Friday.", ["Sell to key-value stores, e.g. shops, Monday-Friday."]),
    ("Works with Dr. Lee at Acme Inc. in Ohio. Travels.", ["Works with Dr. Lee at Acme Inc. in Ohio.", "Travels."]),
])
def test_cuts(text, parts):
    assert cut(text) == parts


@pytest.mark.parametrize("line, kind", [
    ("REQUIREMENTS", "requirements"), ("What You'll Bring", "requirements"), ("Who you are:", "requirements"), ("Minimum Qualifications", "requirements"),
    ("Preferred Qualifications", "preferred"), ("Nice to have:", "preferred"), ("Bonus points", "preferred"),
    ("Responsibilities:", "duties"), ("What you’ll do", "duties"), ("## The Role", "duties"), ("A Day in the Life", "duties"),
    ("About Us", "about"), ("Our Mission", "about"), ("Benefits & Perks", "benefits"), ("What we offer", "benefits"), ("Compensation:", "benefits"),
    ("How to Apply", "apply"), ("Equal Opportunity Employer", "eeo"),
    ("Five years of sales experience", None), ("You will call on dentists.", None), ("", None),
])
def test_headings(line, kind):
    assert heading_kind(line) == kind


def test_heading_inside_a_line_opens_its_section():
    found = kinds("We sell kites. Requirements: Three years of sales. A license. Benefits: Paid lunch.")
    assert found["Three years of sales."] == "requirements"
    assert found["Paid lunch."] == "benefits"


def test_tell_tale_sentences_keep_their_own_section():
    found = kinds("Requirements\nCurious mind\nWe are an equal opportunity employer.\nHealth insurance and a 401(k) plan.\nPlease send your resume to us.")
    assert found == {
        "Curious mind": "requirements", "We are an equal opportunity employer.": "eeo",
        "Health insurance and a 401(k) plan.": "benefits", "Please send your resume to us.": "apply",
    }


def test_giant_line_is_cut():
    text = "word " * (MAX_LINE // 2)
    assert max(s.end - s.start for s in segment(text)) <= MAX_LINE


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_segments_slice_the_text_in_order(text):
    last = 0
    for s in segment(text):
        assert last <= s.start < s.end <= len(text)
        assert text[s.start:s.end].strip()
        last = s.end


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Requirements:", "• ", "lift 20 lbs", "plusStrong", ".", ";", "\n", " ", "What You'll Do", "5+ years", "é", "😀"]), max_size=40))
def test_post_like_mixtures_lose_no_word(parts):
    text = "".join(parts)
    kept = "".join(text[s.start:s.end] for s in segment(text))
    for word in ("lift", "plus", "Strong", "years"):
        assert kept.count(word) == text.count(word)
