"""Which patterns can match at all: one pass over the post finds the literal words that each pattern cannot do without.

The words are read off the compiled pattern's own syntax tree, so nobody has to write them down. The pass is an Aho-Corasick
automaton (ahocorasick_rs), linear in the text whatever the number of words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

_parser = re._parser  # type: ignore[attr-defined]  # the standard library's own reader of patterns
_LITERAL, _BRANCH, _SUBPATTERN = _parser.LITERAL, _parser.BRANCH, _parser.SUBPATTERN
_REPEATS = {_parser.MAX_REPEAT, _parser.MIN_REPEAT}
MIN_LENGTH = 2
_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_WORDS = 400
COMMON = frozenset(  # the words of posts that say nothing: a pattern is better called by another one
    "a ability able about all an and any are as at background be build business by can company customer customers day do each every experience for from "
    "get good has have how if in into is it keep know knowledge lead learn make manage marketing must need new no not of off on one only or our out over "
    "people plan please product required sales service so team that the their them they this through time to two under up us we what when who will with "
    "within without work working would year years you your ing ion ed er ment tion skills strong".split()
)


def required(pattern: str) -> frozenset[str] | None:
    """Strings of which at least one stands in every match of `pattern`; None when there are none worth looking for."""
    best = _required(_parser.parse(pattern))
    return frozenset(best) if best else None


def _required(tree) -> set[str] | None:
    options: list[set[str]] = []
    run = ""
    for op, arg in [*tree, (None, None)]:
        if op is _LITERAL and arg != 0xE000:
            run += chr(arg)
            continue
        if len(run) >= MIN_LENGTH:
            options.append({run})
        run = ""
        found = None
        if op is _SUBPATTERN:
            found = _required(arg[3])
        elif op is _BRANCH:
            parts = [_required(alt) for alt in arg[1]]
            found = set().union(*parts) if all(parts) else None
        elif op in _REPEATS and arg[0] >= 1:
            found = _required(arg[2])
        if found and len(found) <= MAX_WORDS:
            options.append(found)
    return min(options, key=lambda words: sum(_chance(w) for w in words), default=None)


def _chance(word: str) -> float:
    """Rough chance that a sentence holds the word: set by hand for the commonest, falling with length for the rest."""
    return 0.15 if word.strip() in COMMON else 0.4 / 2 ** min(len(word.strip()), 9)


class Prefilter:
    """Numbered patterns and the words that call for them."""

    def __init__(self, patterns: Iterable[str]):
        self.always: list[int] = []
        callers: dict[str, list[int]] = {}
        for n, p in enumerate(patterns):
            words = required(p)
            if words is None:
                self.always.append(n)
            for w in words or ():
                callers.setdefault(w, []).append(n)
        self.words = sorted(callers)
        self.callers = [tuple(callers[w]) for w in self.words]
        self.automaton = AhoCorasick(self.words) if self.words else None

    def scan(self, low: str) -> tuple[list[int], list[int]]:
        """Places of all words in the text, in order: (end offsets, word numbers)."""
        if not self.automaton:
            return [], []
        low = low.encode("utf-8", "replace").decode() if _SURROGATE.search(low) else low  # the automaton reads UTF-8 only
        hits = sorted((e, w) for w, _, e in self.automaton.find_matches_as_indexes(low, overlapping=True))
        return [e for e, _ in hits], [w for _, w in hits]

    def called(self, hits: tuple[list[int], list[int]], start: int, end: int) -> list[int]:
        """Numbers of the patterns that may match inside [start, end), ascending."""
        ends, words = hits
        a, b = bisect_left(ends, start + 1), bisect_left(ends, end + 1)
        out = set(self.always)
        for w in set(words[a:b]):
            out.update(self.callers[w])
        return sorted(out)
