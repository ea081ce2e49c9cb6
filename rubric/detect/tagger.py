"""The tagger at run time: a small convolutional network that reads each word piece among its neighbors, in plain numpy.

Trained by rubric.learn.tagger (which holds the same network in torch) on our own sentences only. It gives the sentence model
(classifier.py) one score per code and segment, and says where in the segment the evidence stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from threadpoolctl import ThreadpoolController

from rubric.detect.pieces import Piece, Vocabulary
from rubric.knowledge import fold

SECTIONS = ("about", "duties", "requirements", "preferred", "benefits", "apply", "eeo", "other")
GAP = 2  # empty rows between segments, as far as a convolution reaches
LONG, WINDOW = 64, 40  # pieces: a segment longer than LONG is read in windows
FAR = -20.0  # score of what is not there


# Words that no reader underlines at the end or the beginning of a phrase.
LOOSE_ENDS = frozenset([".", ",", ";", ":", "-", "and", "or", "with", "in", "of", "to", "the", "a", "an", "for", "at", "on", "by", "is", "are", "as", "that", "who", "your", "our", "will", "be"])
LOOSE_STARTS = frozenset([".", ",", ";", ":", "-", "and", "or", "is", "are", "the", "that", "who", "will", "be", "to", "of"])
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
    """Embedding of pieces, two convolutions, and scores by piece and by segment."""

    def __init__(self, names: list[str], arrays: dict[str, np.ndarray]):
        self.vocabulary = Vocabulary(names)
        a = {k: v if v.dtype == np.int8 else v.astype(np.float32) for k, v in arrays.items()}
        self.pieces, self.scale = a["pieces"], a["scale"]
        self.shapes, self.sections = a["shapes"], a["sections"]
        self.near, self.near_bias, self.wide, self.wide_bias = a["near"], a["near_bias"], a["wide"], a["wide_bias"]
        self.at, self.at_bias = a["at"], a["at_bias"]
        self.hidden, self.hidden_bias, self.out, self.out_bias, self.mix = a["hidden"], a["hidden_bias"], a["out"], a["out_bias"], a["mix"]

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
        where = [SECTIONS.index(s) if s in SECTIONS else len(SECTIONS) - 1 for s in sections]
        starts = np.cumsum([GAP] + [len(c) + GAP for c in cut])
        rows = np.concatenate([np.arange(a, a + len(c)) for a, c in zip(starts[:-1], cut, strict=True)]).astype(int) if cut else np.zeros(0, int)
        if not len(rows):
            return [(np.full(len(self.mix), FAR, np.float32), np.zeros((0, len(self.mix)), np.float32)) for _ in cut]
        flat = np.array([p[:2] for c in cut for p in c])
        around = np.repeat(self.sections[where], [len(c) for c in cut], axis=0)
        x = np.concatenate([self.pieces[flat[:, 0]] * self.scale, self.shapes[flat[:, 1]], around], axis=1)
        size = int(starts[-1])
        h = np.zeros((size, self.near_bias.size), np.float32)
        h[rows] = self._convolve(x, rows, size, self.near, self.near_bias, 1)
        g = h.copy()
        g[rows] += self._convolve(h[rows], rows, size, self.wide, self.wide_bias, 2)
        at = np.full((size, len(self.mix)), FAR, np.float32)
        at[rows] = g[rows] @ self.at + self.at_bias
        first = starts[:-1]
        pooled = np.concatenate([np.maximum.reduceat(h, first), np.maximum.reduceat(g, first), self.sections[where]], axis=1)
        scores = self.mix * np.maximum.reduceat(at, first) + np.maximum(pooled @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias
        scores[[not c for c in cut]] = FAR
        return [(scores[n], at[a:a + len(c)]) for n, (a, c) in enumerate(zip(first, cut, strict=True))]

    @staticmethod
    def _convolve(x: np.ndarray, rows: np.ndarray, size: int, weights: np.ndarray, bias: np.ndarray, step: int) -> np.ndarray:
        """Rectified sums over each row and its neighbors `step` away on both sides; weights: inputs x (3 outputs: before, here, after)."""
        width = bias.size
        parts = np.zeros((size, 3 * width), np.float32)
        parts[rows] = x @ weights
        out = parts[rows, width:2 * width]
        out += parts[rows - step, :width]
        out += parts[np.minimum(rows + step, size - 1), 2 * width:]
        return np.maximum(out + bias, 0)


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
