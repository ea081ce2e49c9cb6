"""What patterns need is read off them rightly, and the prepared file is up to date."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric.detect import rules
from rubric.detect.context import context
from rubric.errors import KnowledgeError
from rubric.knowledge import prepared, signals
from rubric.knowledge.literals import ways
from rubric.knowledge.patterns import Pattern
from rubric.knowledge.prefilter import Prefilter
from rubric.records import Segment


def test_the_prepared_file_is_up_to_date():
    """When this fails: python -m rubric.knowledge.prepared"""
    assert prepared.FILE.read_text(encoding="utf-8") == prepared.prepare()


@pytest.mark.parametrize("pattern, needs", [
    ("book of (?:business|clients)", [[["book of business", "book of clients"]]]),
    (r"(?<![\w])(?:own[- ]?car)(?![\w])", [[[" own car ", " owncar "]]]),
    (r"contacts?.{0,9}network", [[["contact"], ["network"]]]),
    (r"(?:a|b).*|x", [[]]),
    ("(?i)book", [[]]),
    (r"\ue000+ industry", [[[" industry"]]]),
])
def test_ways(pattern, needs):
    assert [[sorted(g) for g in way] for way in ways(pattern)] == needs


PARTS = st.sampled_from(["rolodex", "book", "Book", "of", "business", "’", "-", "\n", " ", "é", "\ud800", "_", "İ"])


@given(st.lists(PARTS, max_size=12).map("".join))
def test_no_match_is_lost(text):
    book = r"\bbook[-\s]{0,2}of[-\s’]{1,3}business|rolodex(?![\w])"
    patterns = [book, r"(?:of|_)+\s*(?:book|é){1,2}", r"^business|rolodex$", r"(?<!\w)of(?!\w)"]
    called = Prefilter(map(ways, patterns)).called(["", text.lower()])[1]
    assert {n for n, p in enumerate(patterns) if re.search(p, text.lower())} <= called


@pytest.mark.parametrize("code", list(signals()))
def test_every_example_calls_its_rule(code):
    """All patterns are tried on the examples: one that matches has been called."""
    for r in signals()[code].rule:
        for text in (*r.fires, *r.passes):
            ctx = context(text, Segment(0, len(text), "requirements"))
            for n, p in enumerate(rules.patterns()):
                assert n in ctx.called or n in rules.finders() or not p.search(ctx.low)
                masked = rules.finders().get(n, (0, False))[1]
                assert n in ctx.called or n not in rules.finders() or not p.search(ctx.masked if masked else ctx.low)


def test_a_wrong_pattern_is_told_at_once():
    with pytest.raises(KnowledgeError):
        Pattern("(?<=a+)b", where="house.toml")
