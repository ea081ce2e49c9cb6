"""Knowledge: every entry proves itself, cites evidence that exists, and says nothing it must not say."""

import re
import signal as signal_module
import time

import pytest

from rubric.detect.matchers import fires
from rubric.errors import KnowledgeError, UnknownCode
from rubric.knowledge import compile_pattern, competencies, evidence, lists, signal, signals
from rubric.knowledge.schema import Rule, build
from rubric.learn.sentences import own_sentences, parse
from rubric.records import CODES

RULES = [(r.id, r) for s in signals().values() for r in s.rule]
FAMILIES = {"seller", "seller-leader", "account", "marketer", "marketing-leader", "general"}


@pytest.mark.parametrize("rule", [pytest.param(r, id=i) for i, r in RULES])
def test_rule_proves_itself(rule):
    missed = [s for s in rule.fires if not fires(rule.id, s)]
    wrong = [s for s in rule.passes if fires(rule.id, s)]
    assert (missed, wrong) == ([], [])


def test_every_code_of_the_codebook_has_its_signal():
    assert tuple(signals()) == CODES


def test_rule_ids_are_unique():
    ids = [i for i, _ in RULES]
    assert len(ids) == len(set(ids))


def test_every_cited_source_exists_and_is_no_mere_memory():
    known = evidence()
    cited = {e for s in signals().values() for e in s.evidence} | {e for c in competencies().values() for e in c.evidence}
    assert cited <= known.keys()
    assert {e for e in cited if known[e].verified not in ("P", "S")} == set()


def test_competencies_are_complete():
    assert [c.code for c in competencies().values() if c.kind == "core"] == ["consultative", "content", "trust"]
    for c in competencies().values():
        dimensions = {d.id for d in c.dimension}
        for family in FAMILIES:
            for kind in ("behavioral", "situational"):
                mine = [q for q in c.question if q.family == family and q.type == kind]
                assert len(mine) >= 3, (c.code, family, kind)
                assert {q.dimension for q in mine} == dimensions
        for q in c.question:
            assert len(q.levels) == 5 and len(set(q.levels)) == 5, q.id
            assert 2 <= len(q.probes) <= 3, q.id


DEGREES = re.compile(r"\b(very|extremely|excellent|good at|somewhat|effectively|clearly|athlete|rockstar|ninja)\b", re.I)


def test_levels_are_acts_not_adverbs():
    bad = [(q.id, m.group()) for c in competencies().values() for q in c.question for text in q.levels if (m := DEGREES.search(text))]
    assert bad == []


def test_user_facing_signal_texts_hedge_and_avoid_athlete():
    for s in signals().values():
        texts = " ".join((s.summary, s.why, s.who, s.instead))
        assert "athlete" not in texts.lower()
        if s.code in CODES[:7]:
            assert re.search(r"\b(may|on average|often|rarely|less|can be|might)\b", s.why), s.code


UNITS = ["work with the ", "experience in the ", "state valid the ", "a and the or ", "years of ", "the client and the customer ", "no experience or ",
         "training and ", "lift and carry ", "in the market and ", "\ue000\ue000\ue000 and ", "sales, ", "you will ", "a, b, c ", "not be "]


def too_slow(signum, frame):
    raise TimeoutError


@pytest.mark.skipif(not hasattr(signal_module, "setitimer"), reason="needs an interval timer")
@pytest.mark.parametrize("code", CODES)
def test_patterns_stay_linear_on_hostile_input(code):
    """Eight times the input may take about eight times as long (a generous factor, above a floor that noise cannot reach)."""
    names, bad = lists(), []
    before = signal_module.signal(signal_module.SIGVTALRM, too_slow)
    try:
        for r in signal(code).rule:
            for p in (*r.patterns, *r.unless, *r.needs):
                rx = compile_pattern(p, names=names)
                for unit in UNITS:
                    signal_module.setitimer(signal_module.ITIMER_VIRTUAL, 20)
                    try:
                        t0 = time.process_time()
                        rx.findall(unit * 40)
                        t1 = time.process_time()
                        rx.findall(unit * 320)
                        if (took := time.process_time() - t1) > 1.0 and took > 30 * (t1 - t0):
                            bad.append((r.id, unit))
                    except TimeoutError:
                        bad.append((r.id, unit, "timeout"))
    finally:
        signal_module.setitimer(signal_module.ITIMER_VIRTUAL, 0)
        signal_module.signal(signal_module.SIGVTALRM, before)
    assert bad == []


def test_unknown_code_lists_the_known_ones():
    with pytest.raises(UnknownCode, match="rolodex"):
        signal("rollodex")


@pytest.mark.parametrize("data, says", [
    ({"id": "x", "patterns": ["a"], "fires": ["a"], "passes": ["b"], "colour": 1}, "unknown key 'colour'"),
    ({"id": "x", "patterns": ["a"], "fires": ["a"]}, "'passes' is missing"),
    ({"id": "x", "patterns": "a", "fires": ["a"], "passes": ["b"]}, "expected a list"),
    ({"id": "x", "patterns": ["a"], "fires": ["a"], "passes": ["b"], "note": 3}, "expected str"),
    ({"id": "x", "patterns": ["a"], "fires": ["a"], "passes": ["b"], "note": "\x07"}, "control character"),
])
def test_wrong_entries_are_named(data, says):
    with pytest.raises(KnowledgeError, match=re.escape(says)):
        build(Rule, data, "signals/x.toml")


def test_unknown_list_and_broken_pattern_are_named():
    with pytest.raises(KnowledgeError, match="no list named"):
        compile_pattern("<nosuchlist>", names={})
    with pytest.raises(KnowledgeError, match="cannot be read"):
        compile_pattern("(a")


def test_sentences_parse_and_cover_every_code():
    seen = {}
    total = bare = 0
    for s in own_sentences():
        total += 1
        bare += not s.labels
        for x in s.labels:
            assert s.text[x.start:x.end].strip()
            seen[x.code] = seen.get(x.code, 0) + 1
    assert total > 5000
    assert 0.3 < bare / total < 0.7
    assert all(seen.get(c, 0) >= 100 for c in CODES), seen


def test_marks_parse():
    text, labels = parse("Bring a [rolodex](rolodex) and be a [trusted advisor](consultative,trust), [SaaS](industry-background?) a plus")
    assert text == "Bring a rolodex and be a trusted advisor, SaaS a plus"
    assert [(x.code, text[x.start:x.end], x.preferred) for x in labels] == [
        ("rolodex", "rolodex", False), ("consultative", "trusted advisor", False), ("trust", "trusted advisor", False), ("industry-background", "SaaS", True)]
    with pytest.raises(KnowledgeError):
        parse("[x](nonsense)")
