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


def _words(text: str) -> str:
    """The words of a text with one space between them."""
    if text.isascii():  # the same, and much quicker
        return " ".join(text.encode().translate(_BLANKS).decode().split())
    return " ".join(_WORD.findall(text))


class Prefilter:
    """Numbered patterns, each given by its ways (see literals.ways)."""

    def __init__(self, patterns: Iterable[Sequence[Sequence[Group]]]):
        self.always: list[int] = []
        groups: dict[Group, int] = {}
        alone: dict[int, set[int]] = {}  # by group: patterns that it calls alone
        first: dict[int, list[tuple[int, frozenset[int]]]] = {}  # by group: patterns that it calls together with other groups
        later: set[int] = set()
        for n, ways in enumerate(patterns):
            for way in ways:
                if not way:
                    self.always.append(n)
                    continue
                head, *others = [groups.setdefault(g, len(groups)) for g in way]
                if others := frozenset(others) - {head}:
                    first.setdefault(head, []).append((n, others))
                    later |= others
                else:
                    alone.setdefault(head, set()).add(n)
        holders: dict[str, list[int]] = {}
        for g, i in groups.items():
            for s in g:
                holders.setdefault(s, []).append(i)
        self.calls = [  # by word: patterns called, what may be called with other groups, and the groups that the word is needed for
            (frozenset().union(*(alone.get(g, ()) for g in h)), [f for g in h for f in first.get(g, ())], [g for g in h if g in later])
            for h in holders.values()
        ]
        self.automaton = AhoCorasick(list(holders)) if holders else None

    def called(self, texts: Sequence[str]) -> list[frozenset[int]]:
        """For each of the texts (lower case) the numbers of the patterns that may match in it."""
        if self.automaton is None:
            return [frozenset(self.always) for _ in texts]
        find = self.automaton.find_matches_as_indexes
        return [self._called({word for word, _, _ in find(f" {_words(t)} ", overlapping=True)}) for t in texts]

    def _called(self, words: set[int]) -> frozenset[int]:
        out, present, asked = set(self.always), set(), []
        for w in words:
            called, together, needed = self.calls[w]
            if called:
                out |= called
            if together:
                asked += together
            if needed:
                present.update(needed)
        out.update([n for n, others in asked if others <= present])
        return frozenset(out)
