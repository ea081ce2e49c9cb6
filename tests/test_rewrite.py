"""Stage 5 line by line: the form of the line is kept, the other half of it stays, and what screens is gone."""

from __future__ import annotations

import pytest
from rewriting import MASCULINE, problems

from rubric import analyze
from rubric.errors import OptionError
from rubric.knowledge.store import offer_lines, proofs, wordings
from rubric.records import Edit
from rubric.rewrite import apply

HEAD = "Account Executive\n\nWhat you will do\n- Meet buyers and agree on next steps\n\nRequirements\n"


def line(text: str, head: str = HEAD) -> str:
    """The first changed line of a post whose last section holds just this line."""
    r = analyze(f"{head}{text}\n")
    assert problems(r) == []
    edits = [e for e in r.rewrite.edits if not e.offer]
    assert edits, "nothing was changed"
    return apply(r.text, edits).removeprefix(head).splitlines()[0]


def test_bullet_with_years_keeps_the_work_and_names_what_shows_the_level():
    new = line("- 5+ years of B2B sales experience")
    assert "B2B sales" in new
    assert "5" not in new and "year" not in new


def test_other_half_of_a_mixed_line_is_not_touched():
    assert line("- 5+ years of SaaS sales experience and excellent writing skills").endswith(" and excellent writing skills")


def test_degree_beside_years_stays():
    assert line("- Bachelor's degree and 3+ years of experience in marketing").startswith("- Bachelor's degree and ")


def test_industry_is_named_as_what_will_be_learned():
    new = line("- Experience in the roofing industry required")
    assert "the roofing industry" in new and "xperience" not in new and "required" not in new


def test_preferred_becomes_an_interest_and_keeps_its_softener():
    new = line("- Healthcare industry experience is a plus")
    assert new.endswith(" is a plus") and ("nterest" in new or "uriosity" in new or "wish" in new or "penness" in new)


def test_a_list_of_fields_is_taken_whole():
    new = line("- Bonus points for experience in the ferry space or a highly regulated trade")
    assert "the ferry space or a highly regulated trade" in new and "xperience" not in new


def test_coming_from_a_famous_firm_becomes_work_that_was_done():
    assert line("You come from a leading consulting firm.") == "You have served demanding clients to high standards."
    assert "competitor" not in line("Candidates come from a direct competitor or a top-tier agency.")


def test_a_clause_behind_the_demand_stays_as_it_was():
    new = line("Ideally you have experience within the care sector however applications/enquiries are welcome from everybody")
    assert new.endswith("however applications/enquiries are welcome from everybody")


def test_sentence_stays_a_sentence():
    new = line("You have at least three years of experience in retail marketing.")
    assert new.startswith("You have ") and new.endswith(".") and "three" not in new


def test_license_beside_a_screening_demand_is_kept_word_for_word():
    new = line("- Must hold an active P&C license and 3+ years of insurance experience")
    assert "an active P&C license" in new and "3+" not in new


def test_gate_becomes_an_invitation():
    new = line("Please do not apply unless you have sold into breweries.")
    assert "not apply" not in new and new.endswith((".", "?"))


def test_capitals_of_a_shouted_line_are_kept():
    new = line("PLEASE DO NOT APPLY WITHOUT SPINE EXPERIENCE")
    assert new.isupper() and "DO NOT APPLY" not in new


def test_rolodex_becomes_a_relationship_skill():
    new = line("- Must bring an existing book of business")
    assert "book of business" not in new and ("relationship" in new or "trust" in new or "rapport" in new or "contacts" in new)


def test_instant_results_ask_for_the_ramp_up():
    r = analyze(HEAD + "- Able to hit the ground running\n")
    asks = [e for e in r.rewrite.edits if e.trust == "ask"]
    assert len(asks) == 1 and "[…]" in asks[0].replacement
    assert "hit the ground running" in r.rewrite.text


def test_no_wording_comes_twice_and_alternatives_differ():
    r = analyze(
        HEAD
        + "- 3+ years of experience in sales\n- 3+ years of experience in marketing\n- Experience in banking\n- Experience in insurance\n"
    )
    edits = [e for e in r.rewrite.edits if not e.offer]
    openings = [e.replacement.lower() for e in edits]
    assert len(set(openings)) == len(openings) >= 3
    assert all(e.replacement not in e.alternatives and len(set(e.alternatives)) == len(e.alternatives) for e in edits)


BALANCED = """Customer Success Manager

What you will do
- Ask customers how they work and what they want to change, and tailor the set-up to their needs
- Write guides and short videos that customers find useful
- Collaborate with product and engineering and bring them what you hear

What we are looking for
- You build trust by keeping promises
- You are curious and like to learn
- You take the initiative and keep going when something is hard
"""


def test_balanced_post_comes_back_unchanged_and_says_so():
    r = analyze(BALANCED)
    assert r.rewrite.text == BALANCED and r.rewrite.edits == ()
    assert "as it was" in r.rewrite.note


def test_offers_follow_the_bullet_style_and_come_once():
    post = (
        "Sales Representative\n\nRequirements:\r\n  • Bachelor's degree\r\n  • 3+ years of sales experience\r\n  • Good at cold calling\r\n"
    )
    r = analyze(post)
    offered = [e for e in r.rewrite.edits if e.offer]
    assert 1 <= len(offered) <= 3
    assert all(e.replacement.startswith("\r\n  • ") and e.trust == "suggest" for e in offered)
    assert problems(r) == []


def test_text_outside_the_edits_is_untouched_for_every_choice():
    r = analyze(HEAD + "- 3+ years of sales experience\n- Experience in banking\n")
    edits = r.rewrite.edits
    for i, e in enumerate(edits):
        assert apply(r.text, edits, [i]) == r.text[: e.start] + e.replacement + r.text[e.end :]
    assert apply(r.text, edits, []) == r.text


def test_own_wording_replaces_the_proposal_and_offers_keep_their_bullet():
    edits = (Edit(0, 3, "New", "safe", "r"), Edit(3, 3, "\n- Offered line", "suggest", "r"))
    assert apply("Old", edits, {0: "Mine", 1: "My line"}) == "Mine\n- My line"
    assert apply("Old", edits, {0: None}) == "New"


@pytest.mark.parametrize("chosen", [[2], [-1], {7: "x"}, ["0"], [True]])
def test_unknown_choice_is_named(chosen):
    with pytest.raises(OptionError, match="no edit number"):
        apply("Old", (Edit(0, 3, "New", "safe", "r"),), chosen)


def test_overlapping_edits_are_refused():
    with pytest.raises(OptionError, match="overlaps"):
        apply("Old text", (Edit(0, 5, "a", "safe", "r"), Edit(3, 8, "b", "safe", "r")))


def test_text_that_is_hardly_a_post_gets_no_offers():
    text = "Bonjour à tous, nous cherchons un vendeur pour notre équipe de Lyon, avec de l'expérience et du coeur, pour vendre des vélos."
    assert analyze(text).rewrite.edits == ()


def test_our_own_wording_keeps_to_clean_words():
    texts = [t for w in wordings() for t in w.texts] + [t for o in offer_lines() for t in (o.noun, o.verb, o.you)]
    texts += [t for group in proofs().values() for level in group for t in level]
    assert [t for t in texts if MASCULINE.search(t) or "athlete" in t.lower()] == []
    led = [t for t in texts if "lead" in t.lower() or " led " in t]
    leadership = [t for level in proofs()["lead"] for t in level] + [
        t for o in offer_lines() if "leadership" in o.traits for t in (o.noun, o.verb, o.you)
    ]
    assert set(led) <= set(leadership)


def test_every_form_has_wordings_for_both_strengths():
    shapes = {(w.code, w.shape) for w in wordings()}
    for code, shape in shapes - {("years-of-experience", "closed")}:
        strengths = {s for w in wordings() if (w.code, w.shape) == (code, shape) for s in w.strengths}
        assert strengths == {"required", "preferred"}, (code, shape)
