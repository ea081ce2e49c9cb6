"""Doubling hostile text at most doubles the time of analysis and rewrite: processor time at two sizes, with a generous factor."""

import time
from itertools import cycle

import pytest

from rubric.pipeline import analyze
from rubric.read.limits import MAX_CHARS

SCREENS = (
    "5+ years of oven sales experience required", "must bring a rolodex of hospital bakers", "deep knowledge of the banking industry",
    "hit the ground running from day one", "industry insiders only, no exceptions", "experience in the automotive industry preferred",
    "minimum of 10 years in medical device sales", "only people from a top company will be considered",
)
TRAITS = ("you listen and ask good questions", "you write one short guide a month", "you keep your promises", "you coach your team")
HOSTILE = {
    "one line": (SCREENS + TRAITS, " "),
    "lines": (SCREENS + TRAITS, "\n"),
    "bullets": (SCREENS + TRAITS, "\n- "),
    "commas": (SCREENS, ", "),
    "semicolons": (SCREENS, "; "),
    "brackets": (SCREENS, " ("),
    "years": (("5 years",), " "),
    "years with a comma": (("10+ years of experience",), ", "),
    "knowledge": (("deep knowledge of the banking industry",), " "),
    "praise": (("proven relevant industry experience in",), " "),
    "white space": (("5 years", " " * 3000), " "),
    "dots": (("." * 3000, "experience required"), " "),
    "bullet signs": (("• a",), " "),
}


def long(parts: tuple[str, ...], between: str, size: int) -> str:
    out, length = [], 0
    for part in cycle(parts):
        if length > size:
            return between.join(out)[:size]
        out.append(part)
        length += len(part) + len(between)


def seconds(text: str) -> float:
    start = time.process_time()
    analyze(text).to_dict()
    return time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_and_not_with_its_square(name):
    seconds(long(*HOSTILE[name], 2_000))  # patterns are compiled when they are first tried
    small, large = (seconds(long(*HOSTILE[name], size)) for size in (4_000, 16_000))
    assert large < 9 * max(small, 0.05), f"{large / small:.1f} times the time for 4 times the text"


def test_a_rewrite_may_be_longer_than_what_is_read():
    text = long(("Experience: 9 yrs",), "\n", 2_000) + "\n"
    assert len(analyze(text + "x" * (MAX_CHARS - len(text))).rewrite.text) > MAX_CHARS
