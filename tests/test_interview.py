"""Stage 6: which competencies and questions a post gets, how minutes add up, what is quoted, what is tested instead."""

from __future__ import annotations

import json
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_cases import CASES, case, report

from rubric.interview import choose, interview_kit
from rubric.interview.options import LENGTHS
from rubric.interview.quotes import LONGEST_LINE, quotes
from rubric.knowledge import competencies, evidence
from rubric.knowledge.kitbook import FAMILIES, kit_book
from rubric.records import SCREENING

CORE = ("consultative", "content", "trust")
SUPPORTING = ("leadership", "networking", "drive", "learning")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_three_questions_of_each_kind_for_every_competency(family):
    for c in competencies().values():
        kinds = [q.type for q in c.question if q.family == family]
        assert kinds.count("behavioral") >= 3 and kinds.count("situational") >= 3, c.code


@pytest.mark.parametrize("family", CASES)
def test_a_kit_asks_one_question_of_each_kind_per_competency_from_its_own_family(family):
    r, options = case(family)
    kit = interview_kit(r, **options)
    assert [c.code for c in kit.competencies[:3]] == list(CORE)
    assert len(kit.competencies) <= 6
    assert [q.number for q in kit.questions] == list(range(1, len(kit.questions) + 1))
    for c in kit.competencies:
        assert [q.type for q in c.questions] == ["behavioral", "situational"]
        assert len({q.dimension for q in c.questions}) == 2
        assert all(f"-{family}-" in q.id and len(q.levels) == 5 and q.probes and q.red_flags and q.strengths for q in c.questions)


@given(st.sampled_from(LENGTHS), st.integers(0, 4))
def test_the_timetable_touches_and_adds_up_exactly(minutes, extra):
    count = min(3 + extra, choose.most_for(minutes))
    plan = choose.timetable(minutes, tuple(f"c{n}" for n in range(count)))
    assert plan[0].start == 0 and plan[-1].end == minutes
    assert all(a.end == b.start for a, b in pairwise(plan))
    assert sum(s.minutes for s in plan) == minutes and all(s.minutes > 0 for s in plan)
    assert [s.kind for s in plan].count("competency") == count


@pytest.mark.parametrize("minutes", LENGTHS)
def test_questions_take_the_minutes_of_their_competency(minutes):
    kit = interview_kit(case("seller-leader")[0], minutes=minutes)
    slots = {s.label: s.minutes for s in kit.plan}
    for c in kit.competencies:
        assert slots[c.name] == c.minutes == sum(q.minutes for q in c.questions)


@pytest.mark.parametrize("chosen", [c for n in range(5) for c in combinations(SUPPORTING, n)])
def test_chosen_competencies_join_the_core_three_and_no_more_than_fit(chosen):
    r = case("seller")[0]
    if 3 + len(chosen) > 6:
        with pytest.raises(Exception, match="do not fit"):
            interview_kit(r, minutes=90, competencies=list(chosen))
    elif chosen:
        kit = interview_kit(r, minutes=90, competencies=list(chosen))
        assert {c.code for c in kit.competencies} == set(CORE) | set(chosen)


def test_supporting_competencies_come_from_the_post_and_from_what_its_screening_lines_hide():
    kit = interview_kit(case("marketer")[0], minutes=60)
    assert [(c.code, c.reason) for c in kit.competencies[3:]] == [("learning", "replaces")]
    assert [q.signal for q in kit.competencies[3].quotes] == ["Experience in beverage marketing", "Agency background"]


@pytest.mark.parametrize("order", [("drive", "networking", "learning"), ("learning", "drive", "networking"),
    ("networking", "learning", "drive")])
def test_between_equals_the_competency_that_the_post_names_first_wins(order):
    lines = {"drive": "Keep going after a first no.", "networking": "Bring people to one table.", "learning": "Learn how docks work."}
    r = report("\n".join(lines[c] for c in order), [(c, lines[c], None) for c in sorted(order)], "", "seller")
    assert [c.code for c in interview_kit(r, minutes=90).competencies[3:]] == list(order)
    assert [c.code for c in interview_kit(r, minutes=45).competencies[3:]] == [order[0]]
    assert interview_kit(r, minutes=90).named_first.code == order[0]
    again = lines[order[2]].lower()
    more = report(f"{r.text}\n{again}", [(c, lines[c], None) for c in order] + [(order[2], again, None)])
    assert interview_kit(more, minutes=45).competencies[3].code == order[2], "more lines go before an earlier line"


def test_the_rule_for_ties_names_the_competency_that_this_post_names_first():
    text = "Earn trust.\nListen first.\nBring contacts."
    marks = [("consultative", "Listen first", None), ("trust", "Earn trust", None), ("rolodex", "Bring contacts", "required")]
    kit = interview_kit(report(text, marks, "", "seller"))
    assert kit.named_first.code == "trust" == kit.to_meta()["named_first"] and "names Trust-building first" in kit.ties
    none = interview_kit(report("Bring contacts.", [("rolodex", "Bring contacts", "required")], "", "seller"))
    assert none.named_first is None and none.to_meta()["named_first"] == "" and "the lot" in none.ties


def test_leadership_comes_first_for_a_leader_when_the_post_asks_for_it():
    kit = interview_kit(case("marketing-leader")[0], minutes=45)
    assert [c.code for c in kit.competencies] == [*CORE, "leadership"]


def test_each_page_quotes_the_line_or_says_that_it_is_not_in_the_post():
    r, options = case("seller")
    kit = interview_kit(r, **options)
    by_code = {c.code: c for c in kit.competencies}
    assert by_code["consultative"].quotes[0].line == "Find out what growers are trying to fix before you suggest anything."
    assert by_code["trust"].reason == "pillar" and not by_code["trust"].quotes and "pillar" in by_code["trust"].because


@pytest.mark.parametrize("family", CASES)
def test_every_screening_finding_becomes_a_test_instead_with_its_own_words(family):
    r, options = case(family)
    kit = interview_kit(r, **options)
    found = [f for f in r.findings if f.code in SCREENING]
    assert sum(len(s.quotes) for s in kit.replacements) == len(found)
    for f in found:
        swap = next(s for s in kit.replacements if s.code == f.code)
        assert f"“{f.text}”" in swap.text and "{quote}" not in swap.text
        assert swap.questions or swap.note


def test_a_post_outside_sales_and_marketing_is_told_so():
    kit = interview_kit(case("general")[0])
    assert kit.family == "general" and "does not read like" in kit.family_note
    assert not interview_kit(case("seller")[0]).family_note
    assert "chosen" in interview_kit(case("general")[0], family="seller").family_note


def test_the_same_post_gets_the_same_kit_however_it_is_wrapped():
    r, options = case("account")
    again = report(r.text.replace(" ", "  "), [], r.title, "account")
    assert interview_kit(r, **options) == interview_kit(r, **options)
    assert [q.id for q in interview_kit(again).questions[:6]] == [q.id for q in interview_kit(r).questions[:6]]


def test_different_posts_spread_over_all_questions():
    seen = set()
    for n in range(60):
        seen |= {q.id for q in interview_kit(report(f"Post number {n}.", [], "", "seller"), minutes=30).questions}
    assert len(seen) == 18


def test_kit_id_is_shared_by_copies_for_one_panel_and_no_other():
    r = case("seller")[0]
    plain = interview_kit(r)
    copy = interview_kit(r, paper="a4", candidate_code="C-1", color="#000000", interviewers=5, questions_only=True, employer="X",
        date="2026-11-23")
    assert (plain.id, plain.version) == (copy.id, copy.version)
    assert interview_kit(r, minutes=30).id != plain.id
    assert interview_kit(r, weights={"trust": 2}, weights_reason="Because.").id != plain.id
    assert interview_kit(case("account")[0]).id != plain.id


def test_nothing_from_memory_is_printed():
    memory = [e for e in evidence().values() if e.verified == "M"]
    assert memory
    for family in CASES:
        r, options = case(family)
        kit = interview_kit(r, **options)
        text = json.dumps(kit.to_dict(), ensure_ascii=False)
        printed = {s.id for s in kit.sources}
        for e in memory:
            assert e.id not in printed and e.citation not in text and e.says not in text


def test_every_claim_finds_its_source_and_every_source_is_numbered_once():
    kit = interview_kit(case("seller-leader")[0])
    assert [s.number for s in kit.sources] == list(range(1, len(kit.sources) + 1))
    ids = {s.id for s in kit.sources}
    cited = {i for part in (kit.competencies, kit.replacements, kit_book().cited) for entry in part for i in entry.evidence}
    assert {i for i in cited if evidence()[i].verified != "M"} == ids


def test_weights_are_shares_of_a_hundred():
    r = case("marketing-leader")[0]
    kit = interview_kit(r, minutes=90, weights={"leadership": 2}, weights_reason="Half the week is leading.")
    assert sum(c.share for c in kit.competencies) == pytest.approx(100, abs=0.3)
    assert not kit.equal_weights and interview_kit(r).equal_weights


def test_to_dict_and_to_meta_are_plain_json():
    kit = interview_kit(case("account")[0])
    assert json.loads(json.dumps(kit.to_dict()))["schema"] == "rubric-kit/1"
    meta = json.loads(json.dumps(kit.to_meta()))
    assert meta["kit_id"] == kit.id and meta["kit_version"] == kit.version
    assert [q["rating_field"] for c in meta["competencies"] for q in c["questions"]] == [f"rating.{q.id}" for q in kit.questions]
    assert "lend things" not in json.dumps(meta)


@given(st.integers(0, 900), st.integers(1, 400), st.integers(0, 900))
def test_a_long_line_is_cut_at_words_and_keeps_the_signal(before, length, after):
    signal = ("signal " * 60)[:length].strip() or "s"
    text = "word " * (before // 5) + signal + " word" * (after // 5)
    r = report(text, [("trust", signal, None)])
    line = quotes(r, ("trust",))[0].line
    assert len(line) <= LONGEST_LINE + 6
    assert signal[:100] in line


def test_hostile_and_foreign_text_survives_as_text():
    line = "Earn trust <b>daily</b>\u202e\x00\u200b 信頼"
    kit = interview_kit(report(line, [("trust", "Earn trust", None)], "T\x07itle\n two", "seller"))
    assert kit.competencies[2].quotes[0].line == "Earn trust <b>daily</b> 信頼"
    assert kit.title == "Title two"


def test_an_empty_title_reads_as_this_role():
    kit = interview_kit(report("Nothing here.", [], "", "seller"))
    assert kit.title == "" and kit.candidate.title == "Your interview for this role"


def test_work_samples_exist_for_every_family_and_are_fixed_per_post():
    for family in FAMILIES:
        assert sum(w.family == family for w in kit_book().work_sample) >= 2
    picked = {interview_kit(report(f"Post {n}", [], "", "seller"), minutes=30).sample.id for n in range(30)}
    assert picked <= {w.id for w in kit_book().work_sample if w.family == "seller"}


def test_every_row_of_the_idea_list_is_in_the_questions_or_exercises():
    rows = {i for entry in (*competencies().values(), *kit_book().work_sample) for i in entry.ideas}
    assert rows == {"1", "1a", "1b", "1c", "1d", *map(str, range(2, 11))}
