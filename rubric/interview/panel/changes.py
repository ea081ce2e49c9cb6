"""Ratings changed after the discussion: who, from what, to what, because of which note; counted only as far as the kit's rule allows.

The first ratings stay beside them everywhere. An entry that the rule does not cover is shown with the reason, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rubric.interview.options import one_line
from rubric.interview.scorecards import Scorecard, rated_items

GAP = 2
"""Points between two first ratings from which the rule lets an interviewer change one."""


@dataclass(frozen=True)
class Change:
    """One rating on which the panel sheet says that it was changed.

    interviewer: the label of a sheet, or the words typed when they fit none. first: the locked rating; to: the new one; None where there
    is none. because: the note named as the reason. why_not: '' when the change counts, else why it does not. files: who wrote it down.
    """

    item: str
    name: str
    interviewer: str
    first: int | None
    to: int | None
    because: str
    why_not: str
    files: tuple[str, ...]

    @property
    def counts(self) -> bool:
        return not self.why_not


def settle(labels: Sequence[str], cards: Sequence[Scorecard]) -> tuple[Change, ...]:
    """The changes on all panel sheets of one candidate, in the kit's order. labels[n] is the interviewer's of cards[n]."""
    items = {i: name for i, name, _ in rated_items(cards[0].kit)}
    found: dict[tuple, Change] = {}
    for card in cards:
        for row in card.panel_sheet["changes"]:
            for change in _read(row, items, labels, cards):
                key = (change.item, change.interviewer, change.to, change.why_not)
                same = found.get(key)
                because = list(dict.fromkeys(filter(None, [*(same.because.split(" / ") if same else []), change.because])))
                files = dict.fromkeys([*(same.files if same else ()), card.file])
                found[key] = replace(change, because=" / ".join(because), files=tuple(sorted(files)))
    order = list(items)
    changes = sorted(found.values(), key=lambda c: (order.index(c.item), c.interviewer, c.why_not, c.to or 0, c.files))
    return tuple(_undecided(c, changes) for c in changes)


def doubts(card: Scorecard, labels: Sequence[str], cards: Sequence[Scorecard]) -> list[str]:
    """What a panel sheet copied otherwise than it stands on the interviewers' own pages, and initials without a sheet."""
    names, out, unknown = {i: name for i, name, _ in rated_items(card.kit)}, [], {}
    for copy in card.panel_sheet["copies"]:
        n = _whose(copy["who"], labels)
        if n is None:
            unknown[copy["who"]] = None
            continue
        own = cards[n].ratings.get(copy["item"])
        if _rating(copy["rating"]) != own:
            said = f"{one_line(names[copy['item']])}: the panel sheet gives {labels[n]} {copy['rating'][:20]}"
            out.append(f"{said}, the interviewer's own page {own or 'no rating'}; the page counts.")
    return out + [f"The panel sheet has ratings of “{who[:60]}”, from whom there is no sheet for this candidate." for who in unknown]


def _read(row: dict, items: dict[str, str], labels: Sequence[str], cards: Sequence[Scorecard]) -> list[Change]:
    people, values = _parts(row["who"]), _parts(row["to"])
    base = Change(row["item"], items[row["item"]], row["who"], None, None, row["because"], "", ())
    if not people:
        rating = _rating(row["to"])
        return [replace(base, to=rating, why_not="it does not say whose rating changed.")]
    if len(values) == 1:
        values *= len(people)
    if len(values) != len(people):
        said = f"“{row['to'][:40]}”" if row["to"] else "nothing"
        return [replace(base, why_not=f"it names {_count(len(people), 'person', 'people')} and {said} as the new rating.")]
    return [_judged(base, who, value, labels, cards) for who, value in zip(people, values, strict=True)]


def _judged(base: Change, who: str, value: str, labels: Sequence[str], cards: Sequence[Scorecard]) -> Change:
    n, to = _whose(who, labels), _rating(value)
    if n is None:
        return replace(base, interviewer=who, to=to, why_not=f"“{who[:60]}” fits none, or more than one, of this candidate's interviewers.")
    first = cards[n].ratings.get(base.item)
    given = [r for c in cards if (r := c.ratings.get(base.item)) is not None]
    made = replace(base, interviewer=labels[n], first=first, to=to)
    if to is None:
        return replace(made, why_not=f"“{value[:40]}” is no rating from 1 to 5.")
    if first is None:
        return replace(made, why_not="there is no first rating to change.")
    if to == first:
        return replace(made, why_not="it is the first rating again.")
    if max(given) - min(given) < GAP:
        return replace(made, why_not="the first ratings are less than two points apart, so the rule keeps them.")
    return made if made.because else replace(made, why_not="no note is named that changed it.")


def _undecided(change: Change, changes: Sequence[Change]) -> Change:
    """Two panel sheets that change one rating to different numbers change it to none."""
    rivals = {c.to for c in changes if c.counts and (c.item, c.interviewer) == (change.item, change.interviewer)}
    if change.counts and len(rivals) > 1:
        return replace(change, why_not=f"the panel sheets differ ({' and '.join(map(str, sorted(rivals)))}).")
    return change


def _whose(typed: str, labels: Sequence[str]) -> int | None:
    """The one label that is typed here: whole, or by its initials, or by one of its words. None when none or several fit."""
    words = [_words(label) for label in labels]
    given = "".join(_words(typed))
    for readings in ([["".join(w)] for w in words], [["".join(x[0] for x in w)] for w in words], words):
        fits = [n for n, reading in enumerate(readings) if given in reading]
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", one_line(text).casefold())


def _parts(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"[,;/&+\n]|\band\b", text) if p.strip()]


def _rating(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\s*[1-5]\s*", text, re.ASCII) else None


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
