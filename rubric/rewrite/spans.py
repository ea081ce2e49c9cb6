"""Finds for stage 5 what lies at a place of a post without looking at all of it: the work grows with the post, not with its square."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Protocol

from rubric.records import Edit

_WIDE = 200  # characters in one drawer


class Placed(Protocol):
    """Anything with a beginning and an end in the text: a finding, a segment, an edit, a unit."""

    start: int
    end: int


class Spans:
    """Placed things by where they are; they may overlap, and more can be added."""

    def __init__(self, things: Iterable[Placed] = ()) -> None:
        self._drawers: dict[int, list[tuple[int, Placed]]] = {}
        self._count = 0
        for t in things:
            self.add(t)

    def add(self, thing: Placed) -> None:
        """Take in one more; it gets the next number."""
        for d in range(thing.start // _WIDE, max(thing.start, thing.end - 1) // _WIDE + 1):
            self._drawers.setdefault(d, []).append((self._count, thing))
        self._count += 1

    def over(self, start: int, end: int) -> list[tuple[int, Placed]]:
        """(number, thing) of everything that shares a character with [start, end), in the order it was added."""
        found: dict[int, Placed] = {}
        for d in range(start // _WIDE, max(start, end - 1) // _WIDE + 1):
            found.update((n, t) for n, t in self._drawers.get(d, ()) if t.start < end and start < t.end)
        return sorted(found.items())


class Shifts:
    """Where places are before and after `edits` (in text order, none overlapping) are put in."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        grown = [0, *accumulate(len(e.replacement) - (e.end - e.start) for e in edits)]
        self._starts = [e.start + g for e, g in zip(edits, grown, strict=False)]
        self._ends = [a + len(e.replacement) for e, a in zip(edits, self._starts, strict=True)]
        self._grown = grown

    def after(self, number: int) -> int:
        """Where this edit begins in the rewritten text."""
        return self._starts[number]

    def before(self, at: int) -> int:
        """How much longer the text has become left of `at` (offset in the rewritten text)."""
        return self._grown[bisect_right(self._ends, at)]
