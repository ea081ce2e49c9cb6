"""The way back of stage 6, adding up: sheets are grouped and added by the kit's own rule; what cannot count is named; agreement."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_cases import blank, filled, ids, kit_data, sheet

from rubric.errors import ScorecardError
from rubric.interview.panel import consolidate, read_panel
from rubric.interview.panel.agreement import agree, krippendorff_alpha
from rubric.interview.scorecards import Scorecard
from rubric.output.panel import panel_csv, panel_json

IDS = ids(kit_data())


@pytest.fixture(scope="module")
def good() -> bytes:
    return filled(blank(), "C-1", "Ana", (5, 4, 3, 2, 1, 4, 3))



def only(panel):
    assert len(panel.candidates) == 1
    return panel.candidates[0]


def test_totals_follow_the_kits_own_rule_with_weights():
    c = only(consolidate([sheet((5, 4, 3, 2, 1, 4, 3), double=True), sheet((3, 3, 3, 3, 3, 3, 5), interviewer="Ben", double=True)]))
    assert c.sheets[0].averages == {"consultative": 4.5, "content": 2.5, "trust": 2.5}
    assert c.sheets[0].total == pytest.approx((4.5 + 2.5 + 2 * 2.5) / 4)
    assert c.total == pytest.approx((3.0 + 3.0) / 2)
    assert c.sample == 4


def test_missing_ratings_stay_missing_and_leave_sum_and_divisor():
    c = only(consolidate([sheet((5, None, None, None, 2, 2))]))
    one = c.sheets[0]
    assert one.averages == {"consultative": 5, "content": None, "trust": 2}
    assert one.total == 3.5 and one.missing == 4 and c.sample is None
    assert c.reached is False and c.below == ("Trust-building",)
    assert only(consolidate([sheet((5, None, None, None, 4, 4))])).reached is None
    assert ",missing" in panel_csv(consolidate([sheet((5,))])).replace("Ana=", ",")


def test_gaps_of_two_points_show_the_notes_of_those_concerned():
    notes = [{i: f"{who} wrote this" for i in IDS} for who in ("Ana", "Ben", "Cem")]
    cards = [sheet((r, 3, 3, 3, 3, 3), interviewer=who, notes=n) for r, who, n in zip((2, 3, 4), ("Ana", "Ben", "Cem"), notes, strict=True)]
    (gap,) = only(consolidate(cards)).gaps
    assert gap.spread == 2 and gap.item == IDS[0]
    assert gap.views == (("Ana", 2, "Ana wrote this"), ("Cem", 4, "Cem wrote this"))
    assert only(consolidate(cards[:2])).gaps == ()


def test_copies_count_once_and_conflicting_sheets_not_at_all():
    a, b = sheet((5,) * 7, file="a.pdf"), sheet((5,) * 7, file="b.pdf", interviewer="  ANA ")
    panel = consolidate([b, a])
    assert [s.file for s in only(panel).sheets] == ["a.pdf"] and "copy of a.pdf" in panel.left_out[0].error.message
    other, ben = sheet((4,) * 7, file="c.pdf"), sheet((3,) * 7, interviewer="Ben")
    panel = consolidate([a, other, ben])
    assert [s.label for s in only(panel).sheets] == ["Ben"]
    assert sorted(x.file for x in panel.left_out) == ["a.pdf", "c.pdf"]
    assert all("2 different sheets" in x.error.message and x.error.remedy for x in panel.left_out)


def test_sheets_without_a_name_go_by_their_file():
    panel = consolidate([sheet((5,) * 7, interviewer="", file="x/one.pdf"), sheet((4,) * 7, interviewer="", file="two.pdf")])
    assert [s.label for s in only(panel).sheets] == ["(one.pdf)", "(two.pdf)"]


def test_another_kit_or_version_is_left_out():
    cards = [sheet((5,) * 7), sheet((4,) * 7, interviewer="Ben"), sheet((3,) * 7, interviewer="Cem", double=True)]
    newer = Scorecard(**vars(cards[0]) | {"kit": cards[0].kit | {"kit_version": "1.ffffffff"}, "file": "newer.pdf", "interviewer": "Dee"})
    panel = consolidate([*cards, newer])
    assert [s.label for s in only(panel).sheets] == ["Ana", "Ben"]
    said = {x.file: x.error.message for x in panel.left_out}
    assert "another kit" in said["C-1-Cem.pdf"] and "version 1.ffffffff" in said["newer.pdf"]


def test_candidates_come_in_the_order_of_their_totals_and_close_ones_are_named():
    cards = [sheet((r,) * 7, candidate=c) for c, r in (("low", 2), ("high", 5), ("mid", 4))]
    cards.append(sheet((4, 4, 4, 4, 4, 3, 3), candidate="near"))
    panel = consolidate(cards)
    assert [c.code for c in panel.candidates] == ["high", "mid", "near", "low"]
    assert [c.close for c in panel.candidates] == [(), ("near",), ("mid",), ()]


@pytest.mark.parametrize(("typed", "minimum", "told"), [
    (("", ""), 3, 0), (("3", ""), 3, 0), (("2,5", "2.5"), 2.5, 1), (("2", "4"), 3, 1), (("four", ""), 3, 1), (("9", ""), 3, 1),
])
def test_the_minimum_is_the_one_the_sheets_agree_on(typed, minimum, told):
    panel = consolidate([sheet((3,) * 7, interviewer=str(n), minimum=t) for n, t in enumerate(typed)])
    assert panel.minimum == minimum and len(panel.notices) == told


def test_codes_that_look_alike_are_pointed_out_not_merged():
    panel = consolidate([sheet((3,) * 7, candidate="C-014"), sheet((3,) * 7, candidate="c 014"), sheet((3,) * 7, "c-014 ", "Ben")])
    assert len(panel.candidates) == 2
    assert any("may be one person" in n for n in panel.notices)


ratings = st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=7, max_size=7).filter(any)


@settings(max_examples=40, deadline=None)
@given(st.lists(ratings, min_size=1, max_size=6), st.randoms())
def test_order_of_files_changes_nothing_and_totals_stay_on_the_scale(given_ratings, random):
    cards = [sheet(r, candidate=f"C-{n % 2}", interviewer=f"P{n}") for n, r in enumerate(given_ratings)]
    mixed = random.sample(cards, len(cards))
    panel = consolidate(cards)
    assert panel_json(panel) == panel_json(consolidate(mixed)) and panel_csv(panel) == panel_csv(consolidate(mixed))
    for c in panel.candidates:
        assert c.total is None or 1 <= c.total <= 5
        assert c.missing == sum(v is None for s in c.sheets for v in s.ratings.values())
        for g in c.gaps:
            assert max(r for _, r, _ in g.views) - min(r for _, r, _ in g.views) == g.spread >= 2


def test_bad_files_are_named_and_the_rest_is_kept(good):
    files = [("good.pdf", good), ("bad.pdf", b"x"), ("gone.pdf", ScorecardError("no such file.", where="gone.pdf"))]
    panels = [read_panel(p) for p in permutations(files)]
    assert {len(p.candidates) for p in panels} == {1}
    assert {tuple(x.file for x in p.left_out) for p in panels} == {("bad.pdf", "gone.pdf")}
    with pytest.raises(ScorecardError, match="no filled kit"):
        read_panel([])


# --- agreement --------------------------------------------------------------------------------------------------------------------

PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3], [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
]


def test_alpha_gives_the_published_value():
    """The example with four observers, twelve units and missing data (here 0) in Krippendorff (2011): ordinal alpha .815.

    Computed again with the package krippendorff 0.9.0 for all four levels of measurement: .743, .815387…, .849, .797.
    """
    units = [[v for v in unit if v] for unit in zip(*PUBLISHED, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.8153875037548814)
    found = agree(units, raters=4, candidates=1)
    assert (found.alpha, found.units, found.ratings) == (0.815, 11, 40)


@given(st.lists(st.lists(st.integers(1, 5), max_size=5), max_size=12))
def test_alpha_is_what_its_definition_says(units):
    """The definition written out: every pair of ratings of one unit against every pair of ratings at all, without any shortcut."""
    paired = [u for u in units if len(u) > 1]
    values = [v for u in paired for v in u]

    def difference(c, k):
        low, high = sorted((c, k))
        return (sum(low <= v <= high for v in values) - (values.count(c) + values.count(k)) / 2) ** 2

    expected = sum(difference(a, b) for a, b in permutations(values, 2))
    if not expected:
        assert krippendorff_alpha(units) is None
        return
    observed = sum(difference(a, b) / (len(u) - 1) for u in paired for a, b in permutations(u, 2)) / len(values)
    wanted = 1 - observed / (expected / (len(values) * (len(values) - 1)))
    assert krippendorff_alpha(units) == pytest.approx(wanted)


def test_alpha_at_its_ends():
    assert krippendorff_alpha([[1, 1], [5, 5], [3, 3]]) == 1
    assert krippendorff_alpha([[1, 5], [5, 1]]) < 0
    assert krippendorff_alpha([[4, 4], [4, 4]]) is None and "All ratings are the same" in agree([[4, 4]], 2, 1).reason
    assert krippendorff_alpha([[4], [], [3]]) is None and "two interviewers" in agree([[4], [3]], 1, 1).reason


def test_few_answers_come_with_a_warning():
    assert "are few" in agree([[4, 5], [2, 3]], 2, 1).limits[0]
    assert "are few" not in agree([[4, 5], [2, 3]] * 15, 2, 5).limits[0]
