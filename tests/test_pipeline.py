"""analyze(): spans slice the text that was given, nothing raises on odd text, the report is plain data."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric import analyze
from rubric.errors import EmptyPost, InputError, PostTooLong
from rubric.records import CODES, FAMILY

POST = """Territory Sales Representative

About us
Brindle & Oake has made ladders for over 60 years. We are a driven team.

Requirements
• Must bring a rolodex of hardware-store buyers
• 5+ years of sales experience, preferably in building materials
• Valid driver's license
• Bachelor's degree or equivalent experience
• Please do not apply unless you know the ladder trade
What you'll do
- Ask questions that uncover what each customer needs
- Write short articles about safe climbing
"""


def codes(report):
    return {f.code for f in report.findings}


def test_findings_of_a_telling_post():
    r = analyze(POST)
    assert codes(r) >= {"rolodex", "years-of-experience", "industry-background", "bona-fide", "open-door", "gatekeeping", "consultative", "content"}
    strength = {f.code: f.strength for f in r.findings}
    assert strength["rolodex"] == "required" and strength["industry-background"] == "preferred" and strength["bona-fide"] is None
    assert "drive" not in codes(r), "the company's own boast does not count"
    assert r.title == "Territory Sales Representative" and r.role == "seller"
    assert r.score.screening > 50


def test_every_span_slices_the_given_text():
    for f in analyze(POST).findings:
        assert POST[f.start:f.end] == f.text
        assert f.code in CODES and (f.strength in ("required", "preferred")) == (FAMILY[f.code] == "screening")


def test_entities_and_mojibake_do_not_shift_offsets():
    text = "Requirements\n• 5+ years&nbsp;of sales experience &amp; a client list\n• Youâ€™re a self-starter\n• Eager to learn"
    r = analyze(text)
    assert all(text[f.start:f.end] == f.text for f in r.findings)
    assert {"years-of-experience", "learning"} <= codes(r)


def test_report_is_plain_data():
    data = json.loads(json.dumps(analyze(POST).to_dict(text=True)))
    assert data["schema"] and data["text"] == POST
    assert {"why", "evidence", "start", "end"} <= data["findings"][0].keys()
    assert data["rewrite"]["edits"]


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b"])
def test_nothing_to_read(text):
    with pytest.raises(EmptyPost) as e:
        analyze(text)
    assert e.value.remedy


def test_too_long_names_the_limit():
    with pytest.raises(PostTooLong, match="200,000"):
        analyze("word " * 60_000)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_analyzed_or_refused_politely(text):
    try:
        r = analyze(text)
    except InputError as e:
        assert e.message and e.remedy
        return
    assert all(0 <= f.start < f.end <= len(text) and text[f.start:f.end] == f.text for f in r.findings)


def test_notices_for_texts_outside_the_field():
    assert "not-english" in {n.slug for n in analyze("Wir suchen einen erfahrenen Vertriebsmitarbeiter mit guten Kenntnissen der Branche, der gerne mit Kunden "
                                                       "spricht und unsere Produkte kennt und verkauft, sowie Freude an Technik hat und gerne reist.").notices}
    assert "not-a-post" in {n.slug for n in analyze("The fox went to the river in the morning. The river was cold and the fox was not. It had walked from the hill "
                                                      "to the water and back, as it did every day, and saw that the ice had gone from the stones at last. The sun "
                                                      "was on the hill, and in the trees the birds sang of it.").notices}
    nurse = analyze("Registered Nurse\nRequirements\nActive RN license required.\nYou will care for patients on our ward and work with doctors.")
    assert nurse.role == "general" and "outside-field" in {n.slug for n in nurse.notices}


def test_unlawful_wording_gets_a_notice_with_its_place():
    text = "Sales Representative\nRequirements\nWe are looking for a young and energetic seller, age 25 to 35 years old.\nFemale candidates only.\nNo more than 7 years of experience."
    found = {n.slug: text[n.start:n.end] for n in analyze(text).notices if n.start is not None}
    assert {"unlawful-age", "unlawful-sex", "age-risk"} <= found.keys()


@pytest.mark.parametrize("heading", ["## What doesn't matter", "THINGS YOU DO NOT NEED", "We don't care about:"])
def test_what_a_heading_takes_back_is_no_demand(heading):
    asked = "- Warehouse experience\n- 5 years in logistics sales\n"
    taken = analyze(f"## What you bring\n- Curiosity\n\n{heading}\n{asked}\n## Requirements\n- 3 years in logistics sales\n")
    screening = [f for f in taken.findings if f.strength]
    assert {f.start > taken.text.index("Requirements") for f in screening} == {True}
    assert {"industry-background", "years-of-experience"} <= {f.code for f in analyze(f"## Requirements\n{asked}").findings}


def test_a_veto_does_not_begin_inside_a_word():
    text = "Requirements\n- A consultant who is eager to learn, with existing relationships with relevant hospital buyers\n"
    assert {"learning", "rolodex"} <= {f.code for f in analyze(text).findings}
