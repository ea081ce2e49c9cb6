"""The tagger and its word pieces: offsets, independence of neighbors, and the arithmetic held against a plain rendering of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from rubric.detect import tagger
from rubric.detect.pieces import LIMIT, WORD
from rubric.errors import KnowledgeError
from rubric.records import CODES

LINES = (
    ("Must bring an existing book of business in crematorium software.", "requirements"),
    ("We are a driven team.", "about"),
    ("Café-Betreuung für Großkunden, 5+ YEARS", "preferred"),
    ("", "other"),
    ("🙂 \u202e \x00 ---", "duties"),
)


@pytest.fixture(scope="module")
def model():
    return tagger.load()


def by_hand(model, text, section):
    """What each exit says of one line alone, head by head and without padding, as the network is defined; the normal distribution exact."""
    p, cut = model.p, model.vocabulary.cut(text)
    numbers = [model.ends[0], *(n for n, _, _, _ in cut), model.ends[1]]
    shapes = [0, *(shape for _, shape, _, _ in cut), 0]
    where = p["sections"][tagger.SECTIONS.index(section)]

    def normed(rows, name):
        return np.array([(r - r.mean()) / np.sqrt(r.var() + 1e-12) * p[name] + p[f"{name}_bias"] for r in rows])

    x = normed([model.words[n] * model.word_scale + p["places"][i] + p["shapes"][s] + where for i, (n, s) in enumerate(zip(numbers, shapes, strict=True))], "first")
    size = x.shape[1] // tagger.HEADS
    for n in range(model.depth):
        asks, keys, values = np.split(x @ p[f"{n}.ask"] + p[f"{n}.ask_bias"], 3, axis=1)
        got = []
        for h in range(tagger.HEADS):
            mine = slice(h * size, (h + 1) * size)
            heed = np.exp(asks[:, mine] @ keys[:, mine].T / np.sqrt(size))
            got.append(heed / heed.sum(axis=1, keepdims=True) @ values[:, mine])
        x = normed(x + np.concatenate(got, axis=1) @ p[f"{n}.got"] + p[f"{n}.got_bias"], f"{n}.mid")
        up = x @ p[f"{n}.up"] + p[f"{n}.up_bias"]
        x = normed(x + up * ndtr(up) @ p[f"{n}.down"] + p[f"{n}.down_bias"], f"{n}.last")
        if n in model.exits:
            own = x[1:-1]
            at = own @ p[f"{n}.at"] + p[f"{n}.at_bias"]
            yield np.concatenate([own.mean(axis=0), own.max(axis=0)]) @ p[f"{n}.head"] + p[f"{n}.head_bias"] + p[f"{n}.mix"] * at.max(axis=0), at


def test_a_batch_gives_what_the_plain_arithmetic_gives(model):
    left_early = 0
    for tags, (text, section) in zip(model.read(LINES), LINES, strict=True):
        assert tags.scores.shape == (len(CODES),)
        if tags.pieces:
            said = list(by_hand(model, text, section))
            assert len(said) == len(model.exits)
            early = [n for n, (scores, _) in enumerate(said[:-1]) if scores.max() <= tagger.SILENT]
            left_early += bool(early)
            scores, at = said[early[0] if early else -1]
            np.testing.assert_allclose(tags.scores, scores, atol=0.15)
            np.testing.assert_allclose(tags.at, at, atol=0.15)
    assert 0 < left_early < len(LINES)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.text(max_size=60), st.sampled_from(tagger.SECTIONS)), max_size=5))
def test_what_a_line_gets_does_not_depend_on_its_neighbors(lines):
    model = tagger.load()
    for tags, line in zip(model.read(lines), lines, strict=True):
        np.testing.assert_allclose(tags.scores, model.read([line])[0].scores, atol=1e-3)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80))
def test_pieces_cover_every_word_and_spans_lie_inside(text):
    model = tagger.load()
    tags = model.read([(text, "other")])[0]
    covered = {i for _, _, a, b in tags.pieces for i in range(a, b)}
    assert covered >= {i for m in WORD.finditer(text) for i in range(*m.span()) if text.lower()[i:i + 1] == text[i:i + 1].lower()} or len(text.lower()) != len(text)
    for k in range(len(CODES)):
        spans = tags.spans(k)
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert bool(spans) == bool(tags.pieces)
        assert spans == sorted(spans)


def test_a_giant_line_is_read_to_the_limit(model):
    assert len(model.vocabulary.cut("experience " * 100_000)) == LIMIT
    assert len(model.vocabulary.cut("x" * 1_000_000)) == 1


def test_known_words_are_whole_and_unknown_ones_cut(model):
    names = model.vocabulary.names
    said = "Sales rolodexes"
    cut = model.vocabulary.cut(said)
    assert names[cut[0][0]] == "sales"
    assert len(cut) > 2
    assert "".join(names[p[0]].removeprefix("##") for p in cut[1:]) == "rolodexes"
    assert [said[a:b] for _, _, a, b in cut] == [said[:5], *(names[p[0]].removeprefix("##") for p in cut[1:])]


def test_the_evidence_is_where_a_reader_would_underline_it(model):
    text = "You arrive with a portfolio of embalming-supply buyers who already pick up when you call; training is on us."
    tags = model.read([(text, "requirements")])[0]
    (a, b), *_ = tags.spans(CODES.index("open-door"))
    assert "training" in text[a:b]


def test_the_tagger_was_trained_on_the_sentences_as_they_are():
    from rubric.learn.sentences import held_out, own_sentences
    from rubric.learn.train import tagger_scores

    own = list(own_sentences())
    assert tagger_scores(own).shape == (sum(held_out(s.group) for s in own), len(CODES))
    with pytest.raises(KnowledgeError, match="have changed"):
        tagger_scores(own[1:])
