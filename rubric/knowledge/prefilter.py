"""Which patterns can match a sentence at all: one pass over the post finds the words that each pattern cannot do without.

literals.py reads these words off the patterns. The pass is an Aho-Corasick automaton (ahocorasick_rs), linear in the text
whatever the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick

from rubric.knowledge.literals import Group

_WORD = re.compile(r"\w+")
_BLANKS = bytes(c if chr(c).isalnum() or c == ord("_") else ord(" ") for c in range(128)) + bytes(128)
_SURROGATE = re.compile("[\ud800-\udfff]")


def _words(text: str) -> str:
    """The words of a text with one space between them."""
    if text.isascii():  # the same, and much quicker
        return " ".join(text.encode().translate(_BLANKS).decode().split())
    return " ".join(_WORD.findall(text))


class Prefilter:
    """Numbered patterns, each given by its ways (see literals.ways)."""

    def __init__(self, patterns: Iterable[Sequence[Sequence[Group]]]):
        self.always: list[int] = []
        self.heads: list[list[tuple[int, int]]] = []  # by group: the patterns it calls, each with all the groups of the way
        groups: dict[Group, int] = {}
        for n, ways in enumerate(patterns):
            for way in ways:
                if not way:
                    self.always.append(n)
                    continue
                numbers = [groups.setdefault(g, len(groups)) for g in way]
                self.heads += [[] for _ in range(len(groups) - len(self.heads))]
                self.heads[numbers[0]].append((n, sum(1 << i for i in set(numbers))))
        holders: dict[str, list[int]] = {}
        for g, i in groups.items():
            for s in g:
                holders.setdefault(s, []).append(i)
        self.holders = [(sum(1 << i for i in h), [i for i in h if self.heads[i]]) for h in holders.values()]
        self.automaton = AhoCorasick(list(holders)) if holders else None

    def called(self, texts: Sequence[str]) -> list[frozenset[int]]:
        """For each of the texts (lower case) the numbers of the patterns that may match in it."""
        plain = [f" {_words(t)} " for t in texts]
        joined = "\n".join(plain)
        if _SURROGATE.search(joined):
            joined = joined.encode("utf-8", "replace").decode()  # the automaton reads UTF-8 only
        found: list[set[int]] = [set() for _ in plain]
        at, end = -1, -1
        for word, _, stop in self.automaton.find_matches_as_indexes(joined, overlapping=True) if self.automaton else ():
            while stop > end:  # matches come in the order of their ends
                at += 1
                end += len(plain[at]) + 1
            found[at].add(word)
        return [self._called(words) for words in found]

    def _called(self, words: set[int]) -> frozenset[int]:
        out = set(self.always)
        present, heads = 0, set()
        for w in words:
            mask, calls = self.holders[w]
            present |= mask
            if calls:
                heads.update(calls)
        for h in heads:
            for n, mask in self.heads[h]:
                if mask & present == mask:
                    out.add(n)
        return frozenset(out)
