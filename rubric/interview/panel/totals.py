"""Stage 6, the way back: many filled kits -> one Panel. Sorts out files, groups by candidate, adds up by the kit's own rule."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import fsum
from pathlib import PurePath

from rubric.errors import ScorecardError
from rubric.interview.options import one_line
from rubric.interview.panel.agreement import agree
from rubric.interview.panel.changes import GAP, Change, doubts, settle
from rubric.interview.panel.records import Candidate, Gap, LeftOut, Panel, Sheet, Tie
from rubric.interview.panel.sheet import merged
from rubric.interview.scorecards import Scorecard, _number, rated_items, read_apart

CLOSE = 0.25
MINIMUM = 3.0


def read_panel(files: Iterable[tuple[str, bytes | ScorecardError]]) -> Panel:
    """Read filled kits, given as (name, bytes), and bring them together. In place of bytes may stand why they could not be had.

    A file that cannot count is left out and named with the reason, never guessed at; see Panel.left_out. Raises ScorecardError when
    there is no file at all. The order of the files does not matter, except between two kits with equally many sheets: the first counts.
    """
    cards, left = [], []
    for name, data in files:
        try:
            if isinstance(data, ScorecardError):
                raise data
            cards.append(read_apart(data, name))
        except ScorecardError as error:
            left.append(LeftOut(name, error))
    return consolidate(cards, left)


def consolidate(cards: Sequence[Scorecard], left: Sequence[LeftOut] = ()) -> Panel:
    """Bring sheets that were read already together; `left`: files that could not be read. Raises ScorecardError for nothing at all."""
    if not cards and not left:
        raise ScorecardError("no filled kit was given.", remedy="Give the PDF files that the interviewers saved.")
    left = list(left)
    cards = _one_per_interviewer(_one_kit(list(cards), left), left)
    left.sort(key=lambda x: (x.file, x.error.message))
    if not cards:
        return Panel({}, (), MINIMUM, (), agree((), 0, 0), (), tuple(left), (), "letter")
    kit = cards[0].kit
    minimum, notices = _minimum(cards)
    groups: dict[str, list[Scorecard]] = {}
    for card in cards:
        groups.setdefault(_key(card.candidate), []).append(card)
    candidates = [_candidate(group, kit, minimum) for group in groups.values()]
    candidates.sort(key=lambda c: (-(c.total if c.total is not None else -1), _key(c.code)))
    candidates = [_with_close(c, candidates) for c in candidates]
    units = [
        [s.ratings[i] for s in c.sheets if s.ratings.get(i) is not None] for c in candidates for i, _, _ in rated_items(kit)
    ]
    raters = len({_key(s.label) for c in candidates for s in c.sheets})
    sizes = {len(c.sheets) for c in candidates}
    if len(sizes) > 1:
        notices.append("Not every candidate was rated by the same number of interviewers; totals then compare less well.")
    notices += _lookalikes([c.code for c in candidates])
    return Panel(kit, tuple(candidates), minimum, _ties(candidates, kit), agree(units, raters, len(candidates)),
        tuple(notices), tuple(left), tuple(cards), Counter(c.paper for c in cards).most_common(1)[0][0])


def _one_kit(cards: list[Scorecard], left: list[LeftOut]) -> list[Scorecard]:
    """The sheets of the kit that most of them belong to."""
    shapes = [_shape(c.kit) for c in cards]
    if not shapes:
        return []
    most = Counter(shapes).most_common(1)[0][0]
    ours = next(c.kit for c, s in zip(cards, shapes, strict=True) if s == most)
    kept = []
    for card, shape in zip(cards, shapes, strict=True):
        if shape == most:
            kept.append(card)
            continue
        other, this = card.kit, f"kit {ours['kit_id']}, version {ours['kit_version']}"
        if other["kit_id"] != ours["kit_id"]:
            what = f"it belongs to another kit ({other['kit_id']}); this panel is {this}."
        elif other["kit_version"] != ours["kit_version"]:
            what = f"it has version {other['kit_version']} of the kit; this panel is {this}."
        else:
            what = f"its questions or weights differ from the other sheets of {this}."
        remedy = "Make a panel of its own from the sheets of that kit; ratings on different questions cannot be added up together."
        left.append(LeftOut(card.file, ScorecardError(what, where=card.file, remedy=remedy)))
    return kept


def _shape(kit: dict) -> str:
    return json.dumps([kit["kit_id"], kit["kit_version"], kit["competencies"], kit["work_sample"]], sort_keys=True)


def _one_per_interviewer(cards: list[Scorecard], left: list[LeftOut]) -> list[Scorecard]:
    """Copies count once. Sheets of one interviewer for one candidate that differ do not count: which is right is not ours to guess."""
    groups: dict[tuple, list[Scorecard]] = {}
    for card in sorted(cards, key=lambda c: (_key(c.candidate), _key(_label(c)), c.file, _content(c))):
        who = _key(card.interviewer) if card.interviewer else f"\0{_content(card)}"
        groups.setdefault((_key(card.candidate), who), []).append(card)
    kept = []
    for group in groups.values():
        first, contents = group[0], {_content(c) for c in group}
        if len(contents) > 1:
            names = ", ".join(one_line(c.file) for c in group)
            whose = f"interviewer “{first.interviewer}” for candidate “{first.candidate}”"
            what = f"{len(group)} different sheets come from {whose} ({names}); none counts."
            remedy = "Give only the one with the locked ratings, or tell two people apart by their initials."
            left += [LeftOut(c.file, ScorecardError(what, where=c.file, remedy=remedy)) for c in group]
            continue
        kept.append(replace(first, panel_sheet=merged([c.panel_sheet for c in group]),
            remarks="\n\n".join(dict.fromkeys(c.remarks for c in group if c.remarks))))
        for copy in group[1:]:
            more = "" if (copy.panel_sheet, copy.remarks) == (first.panel_sheet, first.remarks) else "; what only one of them says is kept"
            what = f"it is a copy of {one_line(first.file)} and counts once{more}."
            remedy = "Nothing to do, unless two people's sheets were mixed up."
            left.append(LeftOut(copy.file, ScorecardError(what, where=copy.file, remedy=remedy)))
    return kept


def _content(card: Scorecard) -> str:
    return json.dumps([card.ratings, card.notes, card.date, card.locked, card.minimum], sort_keys=True)


def _key(text: str) -> str:
    """Codes and names compare without regard to case and spacing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _label(card: Scorecard) -> str:
    return card.interviewer or f"({PurePath(card.file).name or 'unnamed'})"


def _lookalikes(codes: list[str]) -> list[str]:
    plain: dict[str, list[str]] = {}
    for code in codes:
        plain.setdefault("".join(c for c in _key(code) if c.isalnum()), []).append(code)
    return [
        f"Candidates {' and '.join(f'“{c}”' for c in sorted(group))} may be one person written in different ways; they are kept apart."
        for key, group in sorted(plain.items()) if len(group) > 1
    ]


def _minimum(cards: Sequence[Scorecard]) -> tuple[float, list[str]]:
    """The minimum on core competencies: 3, unless the sheets name another number and agree on it."""
    typed = {c.minimum for c in cards if c.minimum}
    numbers = {_number(t) for t in typed}
    if not typed or numbers == {MINIMUM}:
        return MINIMUM, []
    value = numbers.pop() if len(numbers) == 1 else None
    if value is not None and 1 <= value <= 5:
        rule = "the kit's rule says 3 unless another was fixed beforehand"
        return value, [f"The sheets set the minimum on core competencies to {value:g} ({rule})."]
    said = ", ".join(sorted(f"“{t}”" for t in typed))
    return MINIMUM, [f"The sheets name a minimum that cannot be used or on which they differ ({said}); the rule's 3 is used."]


def _sheet(card: Scorecard, kit: dict, label: str, changes: Sequence[Change], notices: Sequence[str]) -> Sheet:
    changed = {c.item: c.to for c in changes if c.counts and c.interviewer == label}
    averages = _averages(card.ratings | changed, kit)
    missing = sum(v is None for v in card.ratings.values())
    return Sheet(
        label, card.file, card.date, card.locked, card.ratings, changed, card.notes, averages, _total(averages, kit),
        _total(_averages(card.ratings, kit), kit), missing, (*card.notices, *notices),
    )


def _averages(ratings: dict[str, int | None], kit: dict) -> dict[str, float | None]:
    return {c["code"]: mean(ratings[q["id"]] for q in c["questions"]) for c in kit["competencies"]}


def _total(averages: dict[str, float | None], kit: dict) -> float | None:
    weights = {c["code"]: c["weight"] for c in kit["competencies"] if averages[c["code"]] is not None}
    return fsum(averages[c] * w for c, w in weights.items()) / fsum(weights.values()) if weights else None


def _candidate(cards: Sequence[Scorecard], kit: dict, minimum: float) -> Candidate:
    labels = _labels(cards)
    changes = settle(labels, cards)
    sheets = tuple(_sheet(card, kit, label, changes, doubts(card, labels, cards)) for card, label in zip(cards, labels, strict=True))
    sample = kit["work_sample"]["id"]
    averages = {c["code"]: mean(s.averages[c["code"]] for s in sheets) for c in kit["competencies"]}
    core = [c for c in kit["competencies"] if c["kind"] == "core"]
    below = tuple(c["name"] for c in core if averages[c["code"]] is not None and averages[c["code"]] < minimum)
    unknown = any(averages[c["code"]] is None for c in core)
    return Candidate(
        cards[0].candidate, sheets, averages, mean(s.total for s in sheets), mean(s.first_total for s in sheets),
        mean(s.changed.get(sample, s.ratings.get(sample)) for s in sheets),
        sum(s.missing for s in sheets), False if below else None if unknown else True, below, _gaps(sheets, kit), (), changes,
        _remarks(labels, cards),
    )


def _remarks(labels: Sequence[str], cards: Sequence[Scorecard]) -> tuple[tuple[str, str, str], ...]:
    """What sheets say in words, each text once, with the first who has it."""
    said: dict[tuple[str, str], str] = {}
    for label, card in zip(labels, cards, strict=True):
        sheet = card.panel_sheet
        for where, text in (("Score sheet", card.remarks), ("Rule agreed", sheet["agreed"]), ("Discussion", sheet["discussion"])):
            if text:
                said.setdefault((where, text), label)
    return tuple((label, where, text) for (where, text), label in said.items())


def _labels(cards: Sequence[Scorecard]) -> list[str]:
    labels = [_label(c) for c in cards]
    return [x if labels.count(x) == 1 else f"{x} {labels[: n + 1].count(x)}" for n, x in enumerate(labels)]


def _gaps(sheets: Sequence[Sheet], kit: dict) -> tuple[Gap, ...]:
    texts = {q["id"]: q["text"] for c in kit["competencies"] for q in c["questions"]}
    texts[kit["work_sample"]["id"]] = kit["work_sample"]["title"]
    out = []
    for item, name, _ in rated_items(kit):
        given = sorted((s.ratings[item], n) for n, s in enumerate(sheets) if s.ratings.get(item) is not None)
        if not given or (spread := given[-1][0] - given[0][0]) < GAP:
            continue
        low, high = given[0][0], given[-1][0]
        views = tuple((sheets[n].label, r, sheets[n].notes.get(item, "")) for r, n in given if r <= high - GAP or r >= low + GAP)
        out.append(Gap(item, name, texts[item], spread, views))
    return tuple(out)


def _ties(candidates: Sequence[Candidate], kit: dict) -> tuple[Tie, ...]:
    """Neighbors whose totals are equal by the rule, compared as it says: the work sample, then the competency that the post names first.

    Candidates below the minimum get no offer, so they tie with nobody.
    """
    name = next((c["name"] for c in kit["competencies"] if c["code"] == kit["named_first"]), "")
    out = []
    for a, b in pairwise([c for c in candidates if c.reached is not False]):
        if b.code not in a.close:
            continue
        tie = Tie(a.code, b.code, "", "", (None, None))
        values = [("the work sample", a.sample, b.sample)]
        values += [(name, a.averages[kit["named_first"]], b.averages[kit["named_first"]])] if name else []
        for by, x, y in values:
            if x != y and (None in (x, y) or abs(x - y) > 1e-9):
                first = "" if None in (x, y) else a.code if x > y else b.code
                tie = Tie(a.code, b.code, by, first, (x, y))
                break
        out.append(tie)
    return tuple(out)


def _with_close(c: Candidate, others: Sequence[Candidate]) -> Candidate:
    near = [o.code for o in others if o is not c and None not in (o.total, c.total) and abs(o.total - c.total) <= CLOSE + 1e-9]
    return replace(c, close=tuple(near))


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there; None when there are none."""
    given = [v for v in values if v is not None]
    return fsum(given) / len(given) if given else None
