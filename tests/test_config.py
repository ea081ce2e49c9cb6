"""A house's own settings: found, checked, and in force in the analysis."""

from pathlib import Path

import pytest

from rubric import analyze
from rubric.config import House, activate, analyze_house, build, load
from rubric.errors import KnowledgeError, OptionError
from rubric.knowledge import competencies, signals
from rubric.records import Post

TEXT = "Requirements:\n- 5+ years of sales experience required\n- Must bring a rolodex of contacts in the county"
SIGNAL = """
code = "gatekeeping"
why = "Our own reason."
[[rule]]
id = "gatekeeping.house-zebra"
patterns = ['xylophone diploma']
fires = ["Xylophone diploma, please."]
passes = ["We like xylophones."]
"""


@pytest.fixture(autouse=True)
def _reset():
    yield
    activate(House())


def test_settings_are_found_upwards_and_stop_at_the_repository(tmp_path):
    inner = tmp_path / "repo" / "posts" / "sales"
    inner.mkdir(parents=True)
    (tmp_path / "rubric.toml").write_text("fail_under = 90")
    assert load(start=inner).fail_under == 90
    (tmp_path / "repo" / ".git").mkdir()
    assert load(start=inner) == House()
    (tmp_path / "repo" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert load(start=inner) == House()
    (tmp_path / "repo" / "pyproject.toml").write_text("[tool.rubric]\nmax_screening = 40\n")
    assert load(start=inner).max_screening == 40
    (inner / "rubric.toml").write_text("jobs = 2")
    assert load(start=inner).jobs == 2


@pytest.mark.parametrize(("text", "words"), [
    ("fail_under = 101", "0 to 100"), ("fail_under = '5'", "0 to 100"), ("jobs = 0", "1 to 1024"), ("jobs = true", "1 to 1024"),
    ("colour = 1", "Known settings"), ("format = 'xml'", "sarif"), ("text_column = 3", "quotation marks"), ("x = [", "not valid TOML"),
    ("allow = 'x'", "allow"), ("[[allow]]\ncode = 'rolodex'", "reason"),
    ("[[allow]]\ncode = 'drive'\nphrase = 'x'\nreason = 'y'", "screening"),
    ("[[allow]]\ncode = 'rolodex'\nphrase = ' '\nreason = 'y'", "empty"),
    ("signals = 'none/*.toml'", "no file matches"), ("signals = [1]", "list"),
])
def test_wrong_settings_name_file_and_remedy(tmp_path, text, words):
    path = tmp_path / "rubric.toml"
    path.write_text(text)
    with pytest.raises(OptionError, match=words) as e:
        load(path)
    assert e.value.where == str(path) and e.value.remedy


def test_an_allowed_requirement_does_not_count_and_the_others_do():
    house = build({"allow": [{"code": "rolodex", "phrase": "The county", "reason": "The law names the suppliers."}]})
    plain, own = analyze(TEXT), analyze_house(Post(TEXT), house)
    codes = [f.code for f in own.findings]
    assert "rolodex" in [f.code for f in plain.findings] and "rolodex" not in codes
    assert "years-of-experience" in codes and own.score.screening < plain.score.screening
    assert all(p.finding is None or p.finding < len(own.findings) for p in own.score.points)
    assert analyze_house(Post("Sell well. You listen."), house).findings == analyze("Sell well. You listen.").findings


def test_an_allowed_phrase_is_a_whole_phrase():
    house = build({"allow": [{"code": "rolodex", "phrase": "the count", "reason": "x"}]})
    assert analyze_house(Post(TEXT), house).findings == analyze(TEXT).findings


def test_own_signals_count_while_their_house_does(tmp_path):
    (tmp_path / "zebra.toml").write_text(SIGNAL)
    house = build({"signals": ["*.toml"]}, folder=tmp_path)
    report = analyze_house(Post("Requirements:\n- Xylophone diploma"), house)
    assert [(f.code, f.rule) for f in report.findings if f.code == "gatekeeping"] == [("gatekeeping", "gatekeeping.house-zebra")]
    assert signals()["gatekeeping"].why == "Our own reason."
    assert not [f for f in analyze_house(Post("Requirements:\n- Xylophone diploma")).findings if f.rule == "gatekeeping.house-zebra"]
    assert signals()["gatekeeping"].why != "Our own reason."


@pytest.mark.parametrize(("change", "words"), [
    (("gatekeeping\"\nwhy", "nonsense\"\nwhy"), "code"), (("why", "wye"), "unknown key"),
    (('id = "gate', 'id = "hate'), "must start with"),
    (("xylophone diploma'", "xylophone (diploma'"), "house-zebra"),
    (("fires = [", "fires = [1, "), "str"),
    (("[[rule]]", "[[rule]"), "not valid TOML"),
])
def test_wrong_own_signals_are_refused_and_change_nothing(tmp_path, change, words):
    path = tmp_path / "own.toml"
    assert change[0] in SIGNAL
    path.write_text(SIGNAL.replace(*change))
    before = signals()
    with pytest.raises(KnowledgeError, match=words):
        activate(build({"signals": str(path)}))
    assert signals() == before


def test_own_questions_join_their_competency(tmp_path):
    built_in = competencies()["trust"]
    q = built_in.question[0]
    path = tmp_path / "q.toml"
    path.write_text(
        'code = "trust"\n[[question]]\nid = "trust-house-1"\n' + f'family = "{q.family}"\ntype = "{q.type}"\ndimension = "{q.dimension}"\n'
        'text = "Tell us about a promise you kept."\nprobes = ["To whom?"]\nlevels = ["a", "b", "c", "d", "e"]\n'
        'strengths = ["x"]\nred_flags = ["y"]\n'
    )
    activate(build({"questions": str(path)}))
    assert [x.id for x in competencies()["trust"].question] == [*(x.id for x in built_in.question), "trust-house-1"]
    path2 = tmp_path / "q2.toml"
    path2.write_text(path.read_text().replace(', "e"]', "]"))
    with pytest.raises(KnowledgeError, match="levels"):
        activate(build({"questions": str(path2)}))


def test_the_settings_file_of_the_project_itself_is_sound():
    assert isinstance(load(start=Path(__file__).parent), House)
