"""Cuts a segment into word pieces, the units the tagger reads: greedy longest match from the left (WordPiece, Wu et al. 2016)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rubric.knowledge import fold

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
UNKNOWN = "[UNK]"
LONGEST = 40  # characters; a longer word is read as unknown
LIMIT = 400  # pieces of one segment; what follows is not read
SHAPES = 4  # how a piece is written: in small letters, with a capital, in capitals, otherwise

Piece = tuple[int, int, int, int]  # number in the vocabulary, shape, start, end (characters of the segment)


class Vocabulary:
    """Known pieces by name; a name that begins with '##' goes on with a word."""

    def __init__(self, names: Sequence[str]):
        self.names = list(names)
        self.index = {n: i for i, n in enumerate(self.names)}
        self.unknown = self.index[UNKNOWN]
        self._words: dict[str, tuple[tuple[int, int, int], ...]] = {}

    def cut(self, text: str, limit: int = LIMIT) -> list[Piece]:
        """Pieces of a text in order, at most `limit`."""
        out: list[Piece] = []
        for m in WORD.finditer(fold(text)):
            a = m.start()
            shape = _shape(text[a:m.end()])
            out += [(number, shape, a + i, a + j) for number, i, j in self._word(m[0])]
            if len(out) >= limit:
                break
        return out[:limit]

    def _word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        known = self._words.get(word)
        if known is None:
            if len(self._words) > 50_000:  # a flood of nonsense words must not fill the memory
                self._words.clear()
            known = self._words[word] = self._match(word)
        return known

    def _match(self, word: str) -> tuple[tuple[int, int, int], ...]:
        if len(word) > LONGEST:
            return ((self.unknown, 0, len(word)),)
        if not word.isascii():
            word = "".join(unicodedata.normalize("NFD", c)[0] for c in word)  # same length, accents off
        out, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self.index.get(("##" if start else "") + word[start:end])
                if number is not None:
                    out.append((number, start, end))
                    start = end
                    break
            else:
                return ((self.unknown, 0, len(word)),)
        return tuple(out)


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() else 3
