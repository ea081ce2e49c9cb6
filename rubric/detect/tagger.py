"""The tagger at run time: a small transformer that reads each word piece among its neighbors, in plain numpy.

Six layers (Vaswani et al. 2017) that began as all-MiniLM-L6-v2 and learned on our own sentences only (rubric.learn.tagger holds the
same network in torch). It gives the sentence model (classifier.py) one score per code and segment, and says where in the segment the
evidence stands. After some layers there is an exit (Xin et al. 2020, arXiv:2004.12993): a line in which nothing is heard until then
goes no further, so most of the arithmetic goes to lines that say something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from threadpoolctl import ThreadpoolController

from rubric.detect.pieces import Piece, Vocabulary
from rubric.knowledge import fold

SECTIONS = ("about", "duties", "requirements", "preferred", "benefits", "apply", "eeo", "other")
HEADS = 12
TOGETHER = 256  # pieces, padding included, that go through the layers at once: small enough for the processor's cache
ALIKE = 6  # pieces by which segments that go together may differ in length
LONG, WINDOW = 64, 40  # pieces: a segment longer than LONG is read in windows
FAR = -20.0  # score of what is not there
SILENT = -4.0  # log-odds: a segment none of whose scores reaches this leaves at the next exit


# Words that no reader underlines at the end or the beginning of a phrase.
LOOSE_ENDS = frozenset([".", ",", ";", ":", "-", "/", "(", "and", "or", "with", "in", "of", "to", "the", "a", "an", "for", "at", "on", "by", "is", "are", "as", "that", "who", "your", "our", "will", "be"])
LOOSE_STARTS = frozenset([".", ",", ";", ":", "-", "/", ")", "+", "and", "or", "is", "are", "the", "that", "who", "will", "be", "to", "of", "years", "year", "yrs"])
DROP = 3.0  # how far below the strongest piece (log-odds) a piece may lie and still belong to the evidence
BRIDGE = 3  # pieces from one that belongs to the next: weaker ones between them belong as well


@dataclass(frozen=True, slots=True)
class Tags:
    """Scores of one segment: `scores` by code (log-odds), `at` pieces x codes (log-odds), the pieces themselves and the lower-cased text."""

    scores: np.ndarray
    at: np.ndarray
    pieces: list[Piece]
    low: str

    def spans(self, k: int) -> list[tuple[int, int]]:
        """Runs of pieces that speak for code number k (segment offsets): the strongest one, and others that are more likely than not."""
        if not self.pieces:
            return []
        said = self.at[:, k]
        runs: list[list[int]] = []
        for i in np.flatnonzero(said >= said.max() - DROP).tolist():
            if runs and i - runs[-1][1] <= BRIDGE:
                runs[-1][1] = i
            else:
                runs.append([i, i])
        peaks = [float(said[a:b + 1].max()) for a, b in runs]
        return [self._whole(*self._trimmed(a, b)) for (a, b), peak in zip(runs, peaks, strict=True) if peak == max(peaks) or (b > a and peak > 0)]

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        while last > first and self._word(last) in LOOSE_ENDS:
            last -= 1
        while last > first and self._word(first) in LOOSE_STARTS:
            first += 1
        return first, last

    def _word(self, i: int) -> str:
        return self.low[self.pieces[i][2]:self.pieces[i][3]]

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """From the first character of the first word to the last of the last word."""
        while first and self._goes_on(first):
            first -= 1
        while last + 1 < len(self.pieces) and self._goes_on(last + 1):
            last += 1
        return self.pieces[first][2], self.pieces[last][3]

    def _goes_on(self, i: int) -> bool:
        """Whether piece i goes on with the word of the piece before it."""
        at = self.pieces[i][2]
        return at == self.pieces[i - 1][3] and self.low[at].isalnum() and self.low[at - 1].isalnum()


class Tagger:
    """Embedding of pieces, transformer layers, and scores by piece and by segment."""

    def __init__(self, names: list[str], arrays: dict[str, np.ndarray]):
        self.vocabulary = Vocabulary(names)
        self.ends = tuple(self.vocabulary.index[n] for n in ("[CLS]", "[SEP]"))
        self.words, self.word_scale = arrays["words"], arrays["words.scale"]
        self.p = unpacked(arrays)
        self.depth = sum(k.endswith(".ask") for k in self.p)
        self.exits = [n for n in range(self.depth) if f"{n}.at" in self.p]  # layers after which scores are read; the last one is among them

    def read(self, said: Sequence[tuple[str, str]]) -> list[Tags]:
        """Tags of each (text, section), in one thread: the matrices are small, and other cores have other posts to read."""
        with _threads().limit(limits=1, user_api="blas"):
            return self._read(said)

    def _read(self, said: Sequence[tuple[str, str]]) -> list[Tags]:
        whole = [self.vocabulary.cut(text) for text, _ in said]
        windows = [_windows(c) for c in whole]
        of = [n for n, w in enumerate(windows) for _ in w]
        tags = self._each([c for w in windows for c in w], [said[n][1] for n in of])
        out, i = [], 0
        for (text, _), pieces, parts in zip(said, whole, windows, strict=True):
            scores, at = zip(*tags[i:i + len(parts)], strict=True)
            i += len(parts)
            joined = (scores[0], at[0]) if len(parts) == 1 else (np.max(scores, axis=0), np.concatenate(at))
            out.append(Tags(*joined, pieces, fold(text)))
        return out

    def _each(self, cut: list[list[Piece]], sections: list[str]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Scores of each run of pieces, by run (codes) and by piece (pieces x codes)."""
        codes = self.p[f"{self.exits[-1]}.at_bias"].size
        out = [(np.full(codes, FAR, np.float32), np.zeros((0, codes), np.float32)) for _ in cut]
        rows = self._embedded(cut, sections)
        left, first = [n for n, c in enumerate(cut) if c], 0
        for last in self.exits:
            for group in _alike({n: len(cut[n]) for n in left}):
                x, blocked, own = _together([rows[n] for n in group])
                for k in range(first, last + 1):
                    x = self._layer(f"{k}.", x, blocked)
                scores, at = self._scores(f"{last}.", x, own)
                x = x.reshape(*own.shape[:2], -1)
                for i, n in enumerate(group):
                    rows[n], out[n] = x[i, :len(rows[n])], (scores[i], at[i, 1:1 + len(cut[n])])
            left, first = [n for n in left if out[n][0].max() > SILENT], last + 1
        return out

    def _embedded(self, cut: list[list[Piece]], sections: list[str]) -> list[np.ndarray]:
        """Each run with its opening and closing mark as rows (pieces + 2) x size."""
        p, ends = self.p, [0, *np.cumsum([len(c) + 2 for c in cut]).tolist()]
        numbers = [n for c in cut for n in (self.ends[0], *(x[0] for x in c), self.ends[1])]
        shapes = [n for c in cut for n in (0, *(x[1] for x in c), 0)]
        places = [i for c in cut for i in range(len(c) + 2)]
        where = [n for c, s in zip(cut, sections, strict=True) for n in [SECTIONS.index(s) if s in SECTIONS else len(SECTIONS) - 1] * (len(c) + 2)]
        if not numbers:
            return []
        x = _normed(self.words[numbers] * self.word_scale + p["places"][places] + p["shapes"][shapes] + p["sections"][where], p["first"], p["first_bias"])
        return [x[a:b] for a, b in pairwise(ends)]

    def _scores(self, k: str, x: np.ndarray, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What an exit reads: (runs x codes) and (runs x positions x codes); position 0 is the opening mark."""
        p = self.p
        at = (x @ p[k + "at"] + p[k + "at_bias"]).reshape(*own.shape[:2], -1)
        x = x.reshape(*own.shape[:2], -1)
        far = (own - 1) * -FAR * 500
        pooled = np.concatenate([(x * own).sum(1) / own.sum(1), (x + far).max(1)], axis=1)
        return pooled @ p[k + "head"] + p[k + "head_bias"] + p[k + "mix"] * (at + far).max(1), at

    def _layer(self, k: str, x: np.ndarray, blocked: np.ndarray) -> np.ndarray:
        """One layer: every piece asks all others, then is thought over; what went in is added each time."""
        p, runs, most, size = self.p, len(blocked), blocked.shape[-1], x.shape[-1]
        asks, keys, values = (x @ p[k + "ask"] + p[k + "ask_bias"]).reshape(runs, most, 3, HEADS, size // HEADS).transpose(2, 0, 3, 1, 4)
        heed = asks @ keys.transpose(0, 1, 3, 2)
        heed *= (size // HEADS) ** -0.5
        heed += blocked
        heed -= heed.max(-1, keepdims=True)
        np.exp(heed, out=heed)
        heed /= heed.sum(-1, keepdims=True)
        got = (heed @ values).transpose(0, 2, 1, 3).reshape(runs * most, size)
        x = _normed(x + got @ p[k + "got"] + p[k + "got_bias"], p[k + "mid"], p[k + "mid_bias"])
        return _normed(x + _gelu(x @ p[k + "up"] + p[k + "up_bias"]) @ p[k + "down"] + p[k + "down_bias"], p[k + "last"], p[k + "last_bias"])


def packed(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights for the file: matrices as bytes with one scale per column, the rest in half precision."""
    out = {}
    for k, w in weights.items():
        if w.ndim == 2 and w.size > 50_000:
            scale = np.abs(w).max(axis=0) / 127
            out[k], out[f"{k}.scale"] = np.round(w / scale).astype(np.int8), scale.astype(np.float32)
        else:
            out[k] = w.astype(np.float16)
    return out


def unpacked(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same as numbers to calculate with, but for the words, which are unpacked when they are read."""
    out = {k: v.astype(np.float32) for k, v in arrays.items() if v.dtype == np.float16}
    return out | {k: v * arrays[f"{k}.scale"] for k, v in arrays.items() if v.dtype == np.int8 and k != "words"}


def _normed(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    x = x - x.mean(-1, keepdims=True)
    x /= np.sqrt(np.einsum("...i,...i->...", x, x)[..., None] / x.shape[-1] + 1e-12)
    x *= weight
    x += bias
    return x


def _gelu(x: np.ndarray) -> np.ndarray:
    """x times the share of a normal distribution below x, by the usual approximation with tanh (Hendrycks & Gimpel 2016)."""
    y = x * x
    y *= 0.044715
    y += 1
    y *= x
    y *= 0.7978845608
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= 0.5
    return y


def _alike(lengths: dict[int, int]) -> list[list[int]]:
    """Numbers of the runs that go through the layers together: of like length, not too many."""
    out: list[list[int]] = []
    for n in sorted(lengths, key=lengths.__getitem__):
        if out and lengths[n] - lengths[out[-1][0]] <= ALIKE and (len(out[-1]) + 1) * (lengths[n] + 2) <= TOGETHER:
            out[-1].append(n)
        else:
            out.append([n])
    return out


def _together(rows: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Runs of rows as one large matrix (quicker than many small ones), what attention must not see of it, and which positions are pieces of a run."""
    most = max(map(len, rows))
    x = np.zeros((len(rows), most, rows[0].shape[1]), np.float32)
    blocked, own = np.zeros((len(rows), 1, 1, most), np.float32), np.zeros((len(rows), most, 1), np.float32)
    for i, r in enumerate(rows):
        x[i, :len(r)], own[i, 1:len(r) - 1] = r, 1
        blocked[i, :, :, len(r):] = -1e4
    return x.reshape(-1, x.shape[-1]), blocked, own


def _windows(pieces: list[Piece]) -> list[list[Piece]]:
    """A run-together line in parts of at most WINDOW pieces, cut where a capital begins a word if there is one: each part is judged for itself."""
    out, start = [], 0
    while len(pieces) - start > LONG:
        cuts = [i for i in range(start + WINDOW // 2, start + WINDOW) if pieces[i][1] == 1 and pieces[i - 1][1] == 0]
        end = cuts[-1] if cuts else start + WINDOW
        out.append(pieces[start:end])
        start = end
    return [*out, pieces[start:]]


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@lru_cache(maxsize=1)
def load() -> Tagger | None:
    """The shipped tagger, or None when none has been trained yet."""
    path = files("rubric.detect") / "model" / "tagger.npz"
    if not path.is_file():
        return None
    with path.open("rb") as f, np.load(f, allow_pickle=False) as data:
        arrays = {k: data[k] for k in data.files}
    return Tagger(arrays.pop("names").tobytes().decode("utf-8").split("\n"), arrays)
