"""A whole sentence never lands in the middle of another one."""

import re

import pytest

from rubric import analyze

LINES = [
    "Competitive, hungry, and please do not apply unless you have sold ladders",
    "Sales Representative\n\nRequirements\n• Curious, kind, and only candidates with ladder experience will be considered",
]


@pytest.mark.parametrize("text", LINES)
def test_no_sentence_starts_in_mid_line(text):
    for e in analyze(text).rewrite.edits:
        before = text[: e.start].rstrip(" ")
        if not e.offer and before and before[-1] not in ".!?:;\n•" and text[e.start].islower():
            assert not re.match(r"[A-Z][a-z]+ ", e.replacement), e.replacement
