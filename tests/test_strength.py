"""Whether a demand is required or preferred: what softens stands before it, behind it, or in the heading, and belongs to this demand."""

import pytest

from rubric.detect.context import context
from rubric.detect.strength import softened
from rubric.records import Segment


@pytest.mark.parametrize("line, demand, code, soft", [
    ("Irrigation sales experience is a plus", "Irrigation sales experience", "industry-background", True),
    ("Irrigation sales experience is required", "Irrigation sales experience", "industry-background", False),
    ("Three years in sales, preferably in irrigation", "Three years", "years-of-experience", False),
    ("Three years in sales, preferably in irrigation", "in irrigation", "industry-background", True),
    ("Ideally you come from irrigation", "come from irrigation", "industry-background", True),
    ("Degree preferred; 4 years of payroll work", "4 years", "years-of-experience", False),
    ("4 years of payroll work (union payroll preferred)", "4 years", "years-of-experience", False),
    ("Nice to have: knowledge of the union world", "knowledge of the union world", "insider-knowledge", True),
    ("Bachelor's degree or 4 years of payroll work", "4 years", "years-of-experience", True),
    ("2 years of payroll work or an equivalent combination of study and practice", "2 years", "years-of-experience", True),
    ("Candidates must come from irrigation; company bonus and travel expenses paid", "come from irrigation", "industry-background", False),
    ("Work in irrigation or a similar setting", "in irrigation", "industry-background", False),
])
def test_strength(line, demand, code, soft):
    at = line.index(demand)
    assert softened(context(line, Segment(0, len(line), "requirements")), at, at + len(demand), code) is soft


def test_a_preferred_heading_softens_what_stands_under_it():
    line = "Irrigation sales experience"
    assert softened(context(line, Segment(0, len(line), "preferred")), 0, len(line))
