"""interview.toml: loads, is complete, and every kind of mistake is an error that names the entry and the remedy."""

from __future__ import annotations

import copy

import pytest

from rubric.errors import KnowledgeError
from rubric.knowledge import interview_texts
from rubric.knowledge.kitbook import WHERE, KitBook, _check, _curl, kit_book
from rubric.knowledge.schema import build


def edited(change) -> None:
    data = copy.deepcopy(interview_texts())
    change(data)
    _check(build(KitBook, data, WHERE))


def test_the_book_is_complete():
    book = kit_book()
    assert len(book.do_not_ask) >= 15 and len(book.run.rules) >= 10 and len(book.run.rating_errors) >= 8
    assert all(len(w.levels) == 5 and w.instructions and w.red_flags for w in book.work_sample)
    assert 1 <= book.run.calibration.rating <= 5


@pytest.mark.parametrize("change", [
    lambda d: d["scale"]["levels"].pop(),
    lambda d: d["test_instead"].pop(),
    lambda d: d["test_instead"][0].update(competency="selling"),
    lambda d: d["test_instead"][0].update(text="No quote."),
    lambda d: d["test_instead"][0].update(evidence=["nobody-1999"]),
    lambda d: d["run"]["rules"][0].update(evidence=["nobody-1999"]),
    lambda d: d["work_sample"][0].update(family="engineer"),
    lambda d: d["work_sample"][0].update(competencies=["selling"]),
    lambda d: d["work_sample"][0]["levels"].pop(),
    lambda d: d["work_sample"].append(d["work_sample"][0]),
    lambda d: d.update(work_sample=[w for w in d["work_sample"] if w["family"] != "general"]),
    lambda d: d["decision"].update(extra="x"),
    lambda d: d["decision"]["cited"][0].update(about="nothing"),
    lambda d: d["decision"]["cited"][0].update(evidence=["nobody-1999"]),
    lambda d: d["do_not_ask"][0].update(evidence=["nobody-1999"]),
    lambda d: d["run"]["rating_errors"][0].update(evidence=["nobody-1999"]),
    lambda d: d["candidate"].pop("after"),
])
def test_a_mistake_is_an_error_with_a_remedy(change):
    with pytest.raises(KnowledgeError) as e:
        edited(change)
    assert e.value.where.startswith(WHERE) and e.value.remedy


@pytest.mark.parametrize(("straight", "curly"), [
    ("candidate's", "candidate’s"), ('say: "I see," and', "say: “I see,” and"), ('("quiet")', "(“quiet”)"), ("'Yes'", "‘Yes’"), ("plain",
    "plain"),
])
def test_straight_quotes_become_typographic(straight, curly):
    assert _curl(straight) == curly
