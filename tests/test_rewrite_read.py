"""Which words of a line stage 5 takes and what it puts there, for findings given by hand: none of it hangs on what detection finds."""

from __future__ import annotations

import re

import pytest
from rewriting import drafted

from rubric.rewrite.merge import Unit
from rubric.rewrite.sits import sits


def test_findings_given_by_hand_are_placed_and_weighed():
    assert drafted("- <industry-background: Experience in bakeries> required") == "- The ability to quickly learn bakeries"
    assert drafted("- <industry-background?: Experience in bakeries> preferred") == "- An interest in bakeries is welcome"
    assert "[…]" in drafted("- Curious, with <industry-background0.45: experience in bakeries>")


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "- Three years as a planner <industry-background: working in the ferry industry>",
            "- Three years as a planner and a real interest in the ferry industry",
        ),
        (
            "- Account planning working <industry-background: with hotel guests>.",
            "- Account planning with readiness to learn how to work with hotel guests.",
        ),
        (
            "- <years-of-experience: At least six months> experience <industry-background: working in the laundry sector>.",
            "- Relevant experience and the ability to quickly learn the laundry sector.",
        ),
        (
            "- <years-of-experience: One year> <industry-background: of experience of working in hotel operations>;",
            "- Relevant experience and the ability to quickly learn hotel operations;",
        ),
    ],
)
def test_working_in_a_trade_is_read_wherever_it_hangs(line, new):
    assert drafted(line) == new


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "- You plan routes and solve problems in a <industry-background: small ferry environment>",
            "- You plan routes and solve problems with readiness to adapt to a small ferry environment",
        ),
        (
            "- Experience in route planning in a <industry-background: small ferry environment>",
            "- Experience in route planning and the ability to adapt quickly to a small ferry environment",
        ),
    ],
)
def test_a_place_is_joined_to_the_clause_it_stands_in(line, new):
    assert drafted(line) == new


def test_a_list_that_ends_in_a_place_is_taken_whole():
    line = "- Growing a shop - ideally in <industry-background?: a family-run, co-operative> and/or <industry-background?: island environment>."
    assert drafted(line) == "- Growing a shop - ideally with an interest in working in a family-run, co-operative and/or island environment."


def test_a_list_of_trades_before_one_noun_is_taken_whole():
    assert (
        drafted("- Prior bakery, hotel or <industry-background: grocery experience> with good manners")
        == "- A real interest in bakery, hotel or grocery work with good manners"
    )


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "- Harbor safety <industry-background: experience in the ferry industry>",
            "- Harbor safety experience and a real interest in the ferry industry",
        ),
        (
            "- <industry-background: Experience in Sales/Sales Operations within a small ferry company>",
            "- Sales/sales operations experience and the curiosity to learn how a small ferry company works",
        ),
        (
            "- <industry-background: Exposure to the ferry industry and past experience> in route planning",
            "- A real interest in the ferry industry and past experience in route planning",
        ),
        (
            "- You bring <industry-background: harbor-based online marketing experience>",
            "- You bring proven harbor-based online marketing skills",
        ),
        ("- <industry-background: Consultancy experience> in ropes and sails", "- Proven consultancy skills in ropes and sails"),
        (
            "- Supporting and designing <industry-background: of paper tickets in the ferry industry>.",
            "- Supporting and designing of paper tickets and a real interest in the ferry industry.",
        ),
    ],
)
def test_the_work_in_a_demand_for_a_trade_stays(line, new):
    assert drafted(line) == new


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "- You have <insider-knowledge: an excellent understanding of> harbor legislation",
            "- You have the ability to quickly learn harbor legislation",
        ),
        (
            "- <insider-knowledge: Solid knowledge of> dock processes, trade terminology, and good practices.",
            "- The ability to quickly learn dock processes, trade terminology, and good practices.",
        ),
        ("- <insider-knowledge?: Knowledge of> dock processes", "- Readiness to learn dock processes"),
        (
            "- <insider-knowledge: Business acumen, understanding of hotel metrics>",
            "- Business acumen, the ability to quickly learn hotel metrics",
        ),
    ],
)
def test_rules_are_to_be_learned_and_need_not_be_liked(line, new):
    assert drafted(line) == new


def test_what_is_to_be_learned_is_not_mastered_in_the_same_clause():
    assert (
        drafted("- <insider-knowledge: Expertise in the ferry market>, with mastery of its history, terms and sense for guests.")
        == "- Readiness to learn about the ferry market, including its history, terms and sense for guests."
    )


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "- You have <industry-background?: a proven track record painting> tall ferries",
            "- You have proven skill in painting tall ferries",
        ),
        (
            "- <industry-background: Experience working in Rigger, Knotter 4D, or other 3D software>",
            "- The ability to work with Rigger, Knotter 4D, or other 3D software",
        ),
        (
            "- <insider-knowledge: Solid knowledge of> several rope safety and harbor frameworks including: ABC",
            "- The ability to apply several rope safety and harbor frameworks including: ABC",
        ),
    ],
)
def test_a_craft_keeps_its_weight_and_its_kind(line, new):
    assert drafted(line) == new


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "- <industry-background: Experience in working with grocers at another bakery company>.",
            "- The ability to quickly learn how to work with grocers at a bakery company.",
        ),
        ("- A planner <industry-background: on a online card game>", "- A planner and a real interest in online card games"),
        (
            "- <insider-knowledge: familiarity with the U.S. Ferry Board> and its members",
            "- a real interest in the U.S. Ferry Board and its members",
        ),
        (
            "- <industry-background: Ferry experience> and an eye for ferry timetables",
            "- Skill or a real interest in ferry and an eye for ferry timetables",
        ),
    ],
)
def test_names_read_well_where_they_are_put(line, new):
    assert drafted(line) == new


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("- <years-of-experience: 3+ years> of experience within the past 5 years in baking", "- Solid hands-on experience in baking"),
        (
            "- <industry-background: Experience in the ferry industry> (<years-of-experience: 2-3 years> minimum)",
            "- A real interest in the ferry industry",
        ),
        ("- Minimum (<years-of-experience: 1) year> kitchen experience", "- Hands-on kitchen experience"),
        ("- Ferry experience – <years-of-experience: 2 years> preferred", "- Ferry experience preferred"),
        (
            "- Must have worked on ferries <gatekeeping: in order to be considered>.",
            "- Must have worked on ferries.",
        ),
        ("- <industry-background?: Hotel experience> preferred but not required.", "- An interest in hotel work is preferred but not required."),
        ("- Experience in ferries and preferably, <industry-background?: in canals>", "- Experience in ferries and an interest in canals"),
    ],
)
def test_no_tail_is_left_behind(line, new):
    assert drafted(line) == new


@pytest.mark.parametrize(
    "line",
    [
        "- A full-time role <industry-background: for a Ferry Sales Agent>",
        "- A diploma with 18 hours in <industry-background: bakery or hotel>",
        "Have you rowed for years as <industry-background: a ferry guide>?",
    ],
)
def test_what_names_the_role_is_no_trade_to_learn(line):
    assert "[…]" in drafted(line) and "learn" not in drafted(line)


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "- Proven track record of painting, rigging and <industry-background: steering ferries>",
            "- Proven skill in painting, rigging and steering ferries",
        ),
        (
            "- Experience in drawing, rope making and <industry-background?: ferry building>",
            "- Some skill in drawing, rope making and ferry building",
        ),
        (
            "- <insider-knowledge: Knowledge of> the hotel market, including but not limited to <insider-knowledge: inns, guest houses>",
            "- A real interest in the hotel market, including but not limited to inns, guest houses",
        ),
        (
            "- <industry-background: Preferred experience in safety software (Rigger>, Knotter)",
            "- An interest in safety software (Rigger, Knotter)",
        ),
        (
            "- <industry-background: Track record of success at an early-stage company>.",
            "- A real interest in an early-stage company.",
        ),
        (
            "- <years-of-experience: Between 4 and 8 years> of experience in sewing",
            "- Solid hands-on experience in sewing",
        ),
        (
            "- <insider-knowledge: Strong industry, product and branch> knowledge",
            "- The ability to quickly learn industry, product and branch",
        ),
    ],
)
def test_the_words_that_govern_a_list_are_the_ones_that_go(line, new):
    assert drafted(line) == new


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "- <industry-background?: Prior marketing experience in a bakery setting>",
            "- Some marketing experience or an interest in working in a bakery setting",
        ),
        (
            "- Experience in planning trips <industry-background: in hotels or a similar setting>",
            "- Experience in planning trips and the ability to adapt quickly to hotels or a similar setting",
        ),
        (
            "- Event planning for a known brand or <industry-background: within the hotel industry>",
            "- Event planning for a known brand or the ability to quickly learn the hotel industry",
        ),
        (
            "- Event planning for a known brand <industry-background: within the hotel industry>",
            "- Event planning for a known brand with readiness to learn the hotel industry",
        ),
        ("- <years-of-experience: A minimum of four years> training in cake design", "- Proven training in cake design"),
        (
            "- <insider-knowledge: Knowledge of> the island's political and social systems",
            "- A real interest in the island's political and social systems",
        ),
    ],
)
def test_the_phrase_fits_what_stands_around_it(line, new):
    assert drafted(line) == new


@pytest.mark.parametrize(
    "line",
    [
        "- <industry-background: " + "experience in drawing, " * 3000 + "ferries>",
        "- Experience in " + "ropes, " * 4000 + "<industry-background: ferries>",
        "- <insider-knowledge: Knowledge of> " + "ferries, with " * 3000,
        "- <industry-background: Ferry experience>" + " " * 5000 + "(" + " " * 5000 + "<years-of-experience: 2 years>)",
    ],
    ids=["findings", "lists", "knowledge", "blanks"],
)
def test_long_lines_are_read_too(line):
    assert drafted(line) != re.sub(r"<[a-z-]+: |>", "", line)


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("- <years-of-experience?: 1+ years of experience> in baking", "- Some experience in baking"),
        ("- <years-of-experience?: 4+ years of experience> in baking", "- Hands-on experience in baking"),
    ],
)
def test_a_wish_keeps_its_level(line, new):
    assert drafted(line) == new


def test_nothing_stands_behind_an_article_that_does_not_fit():
    text = "You have an engineering background in looms"
    u = Unit(12, 42, "insider-knowledge", "use-noun", "required", (0,))
    assert [sits(text, u, new) for new in ("the ability to work with", "skill with", "interest in")] == [False, False, True]
