"""Demands for a background in industries that no list, rule or training sentence names: the frame has to be enough."""

import re
from functools import lru_cache
from itertools import cycle

import pytest

from rubric import analyze
from rubric.knowledge.store import load
from rubric.learn.sentences import own_sentences

INDUSTRIES = (
    "glockenspiel", "metronome", "sundial", "zeppelin", "periscope", "harpsichord", "theodolite", "carillon", "gondola", "dirigible",
    "pergola", "planetarium", "rickshaw", "velodrome", "bonsai", "accordion", "snowshoe", "candelabra", "astrolabe", "toboggan",
    "marionette", "abacus", "sextant", "xylophone", "monocle", "gazebo", "pagoda", "bobsled", "kaleidoscope", "hovercraft",
)
DEMANDS = (
    "{n}+ years of experience in the {x} industry.",
    "Previous {x} sales experience is required.",
    "{X} industry experience strongly preferred.",
    "Must have a background in the {x} business.",
    "Proven record of selling to {x} makers and wholesalers.",
    "At least {n} years of {x} sales experience.",
    "Experience in {x} or a similar sector a plus.",
    "You come from the {x} trade and have sold there for {n} years.",
)
KNOWLEDGE = (
    "Deep knowledge of the {x} market and its main players.",
    "Strong understanding of the {x} industry.",
    "Already familiar with {x} distributors in the region.",
    "In-depth knowledge of {x} regulations and terminology.",
)
HARMLESS = (
    "We are the leading {x} company in the Midwest.",
    "You will sell our {x} line to new customers.",
    "We will teach you everything about the {x} market.",
    "No {x} experience necessary.",
    "Learn the {x} business from people who love it.",
    "Present our {x} catalog to buyers by phone and in person.",
)
SCREENING = {"industry-background", "insider-knowledge"}


@lru_cache
def marks(frame: str, x: str, n: int) -> frozenset[str]:
    line = frame.format(x=x, X=x.capitalize(), n=n)
    section = "What we offer" if frame in HARMLESS[2:5] else "Responsibilities" if frame in HARMLESS else "Requirements"
    return frozenset(f.code for f in analyze(f"{section}\n- {line}\n").findings)


def share(frames, wanted) -> float:
    pairs = [(f, x, n) for (f, x), n in zip(((f, x) for f in frames for x in INDUSTRIES), cycle(range(2, 9)))]
    return sum(wanted(marks(*p)) for p in pairs) / len(pairs)


def test_nothing_names_these_industries():
    listed = {w for t in load("industries.toml")["terms"] for w in re.findall(r"\w+", t)}
    said = {w for s in own_sentences() for w in re.findall(r"\w+", s.text.lower())}
    assert not [x for x in INDUSTRIES if set(x.split()) <= (listed | said)]


@pytest.mark.parametrize(("frames", "code", "floor"), [(DEMANDS, "industry-background", 0.95), (KNOWLEDGE, "insider-knowledge", 0.95)])
def test_the_frame_alone_is_recognized(frames, code, floor):
    """Nearly every demand is found, whatever the word that stands for the industry."""
    assert share(frames, lambda codes: code in codes) >= floor


def test_the_employer_s_own_industry_is_left_alone():
    assert share(HARMLESS, lambda codes: bool(codes & SCREENING)) <= 0.05
