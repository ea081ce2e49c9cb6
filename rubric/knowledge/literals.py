"""What must stand in a text for a pattern to match it: read off the pattern's own syntax tree, so nobody writes it down.

The answer is about plain text: words in lower case, one space for everything between them, one space at either end.
A way is one alternative of the pattern, given as groups of strings: of every group at least one string must stand in the text.
"""

from __future__ import annotations

import re

_parser = re._parser  # type: ignore[attr-defined]  # the standard library's own reader of patterns
_LITERAL, _BRANCH, _SUBPATTERN, _IN, _AT = _parser.LITERAL, _parser.BRANCH, _parser.SUBPATTERN, _parser.IN, _parser.AT
_ASSERT, _ASSERT_NOT, _CATEGORY = _parser.ASSERT, _parser.ASSERT_NOT, _parser.CATEGORY
_REPEATS = {_parser.MAX_REPEAT, _parser.MIN_REPEAT}
_NO_WORD = {_parser.CATEGORY_SPACE, _parser.CATEGORY_NOT_WORD}
_EDGES = {_parser.AT_BEGINNING, _parser.AT_BEGINNING_STRING, _parser.AT_END, _parser.AT_END_STRING}
_MASK = 0xE000  # stands for an industry term: the plain text holds the term itself
MAX_STRINGS = 48  # of one stretch of a pattern
MAX_GROUP = 600
MAX_WAYS = 64
KEPT = 4  # groups of one way
TELLING = 1.5  # a group likelier than this is kept only when there is no other
COMMON = frozenset(  # the words of posts that say nothing: a pattern is better called by another one
    "a ability able about all an and any are as at background be build business by can company customer customers day do each every experience for from "
    "get good has have how if in into is it keep know knowledge lead learn make manage marketing must need new no not of off on one only or our out over "
    "people plan please product required sales service so team that the their them they this through time to two under up us we what when who will with "
    "within without work working would year years you your ing ion ed er ment tion skills strong".split()
)
Group = frozenset[str]


def ways(pattern: str) -> list[list[Group]]:
    """The ways in which `pattern` can match plain text; a way without groups can match anywhere."""
    tree = _parser.parse(pattern)
    if tree.state.flags & (re.IGNORECASE | re.MULTILINE | re.ASCII):
        return [[]]
    found = {frozenset(groups): groups for groups in _ways(_flat(tree), MAX_WAYS)}
    return [[]] if frozenset() in found else list(found.values())


def _flat(tree) -> list:
    """The tree's items with plain brackets opened."""
    out = []
    for op, arg in tree:
        if op is _SUBPATTERN and not (arg[1] or arg[2]):
            out += _flat(arg[3])
        else:
            out.append((op, arg))
    return out


def _ways(items: list, limit: int) -> list[list[Group]]:
    """Open the first alternation that is more than a list of strings, as long as that gives no more than `limit` ways."""
    for i, (op, arg) in enumerate(items):
        if op is _BRANCH and len(arg[1]) <= limit and _strings([(op, arg)]) is None:
            share = limit // len(arg[1])
            return [w for alt in arg[1] for w in _ways(items[:i] + _flat(alt) + items[i + 1:], share)]
    best = sorted(_groups(items), key=chance)[:KEPT]
    return [[g for g in best if g is best[0] or chance(g) < TELLING]]


def _groups(items: list) -> list[Group]:
    """Groups that every match of the sequence needs."""
    out: list[Group] = []
    run = {""}
    for op, arg in [*items, (None, None)]:
        strings = _step(op, arg, run)
        if strings is not None and len(strings) <= MAX_STRINGS:
            run = strings
            continue
        _keep(run, out)
        strings = _step(op, arg, {" "} if all(s.endswith(" ") for s in run) else {""})
        if strings is not None and len(strings) <= MAX_STRINGS:
            run = strings
            continue
        run = {""}
        inner = _inner(op, arg)
        if inner:
            out.append(inner)
    return out


def _inner(op, arg) -> Group | None:
    """The best group of what a longer item holds: a repeat that must come once, or an alternation."""
    if op is _BRANCH:
        best = [min(_groups(_flat(alt)), key=chance, default=None) for alt in arg[1]]
        joined = _fewest(set().union(*best)) if all(best) else frozenset()
        return joined if 0 < len(joined) <= MAX_GROUP else None
    if op in _REPEATS and arg[0] >= 1:
        return min(_groups(_flat(arg[2])), key=chance, default=None)
    return None


def _strings(items: list) -> set[str] | None:
    """All plain strings that the items can match, when they can be told."""
    run = {""}
    for op, arg in items:
        run = _step(op, arg, run)
        if run is None or len(run) > MAX_STRINGS:
            return None
    return run


def _step(op, arg, run: set[str]) -> set[str] | None:
    """The strings of `run` followed by what one item matches; None when that cannot be told."""
    if op is _AT:
        if arg is _parser.AT_BOUNDARY:
            return {s + " " if s and s[-1] != " " else s for s in run}
        return _join(run, {" "}) if arg in _EDGES else run if arg is _parser.AT_NON_BOUNDARY else None
    if op is _ASSERT_NOT and [*arg[1]] == [(_IN, [(_CATEGORY, _parser.CATEGORY_WORD)])]:
        return _join(run, {" "})
    if op in (_ASSERT, _ASSERT_NOT):
        return run
    more = _matched(op, arg)
    return None if more is None else _join(run, more)


def _matched(op, arg) -> set[str] | None:
    if op is _LITERAL:
        return None if arg == _MASK else {_plain(arg)}
    if op is _IN:
        return _class(arg)
    if op is _SUBPATTERN and not (arg[1] or arg[2]):
        return _strings(_flat(arg[3]))
    if op is _BRANCH:
        return _alternatives(arg)
    if op in _REPEATS:
        least, most, tree = arg
        once = _strings(_flat(tree))
        if once is not None and (once == {" "} or most == 1):
            return once | ({""} if least == 0 else set())
    return None


def _alternatives(branch) -> set[str] | None:
    """All strings of an alternation; None when they cannot be told or are too many."""
    out: set[str] = set()
    for alt in branch[1]:
        strings = _strings(_flat(alt))
        if strings is None or len(out | strings) > MAX_STRINGS:
            return None
        out |= strings
    return out


def _class(items) -> set[str] | None:
    """What one character of a [class] is in plain text."""
    out = set()
    for op, arg in items:
        if op is _LITERAL and arg != _MASK:
            out.add(_plain(arg))
        elif op is _CATEGORY and arg in _NO_WORD:
            out.add(" ")
        else:
            return None
    return out


def _plain(code: int) -> str:
    return chr(code) if chr(code).isalnum() or code == 0x5F else " "


def _join(run: set[str], more: set[str]) -> set[str]:
    return {s + (m[1:] if s.endswith(" ") and m.startswith(" ") else m) for s in run for m in more}


def _keep(run: set[str], out: list[Group]) -> None:
    if all(len(s) > 2 or len(s.strip()) > 1 for s in run):
        out.append(_fewest(run))


def _fewest(strings: set[str]) -> Group:
    """Without the strings that hold another one."""
    kept: list[str] = []
    for s in sorted(strings, key=len):
        if not any(k in s for k in kept):
            kept.append(s)
    return frozenset(kept)


def chance(group: Group) -> float:
    """Rough chance that a sentence holds one of the strings: set by hand for the commonest words, falling with length for the rest."""
    return round(sum(0.35 if s.strip() in COMMON else min(0.35, 1.6 / 2 ** len(s)) for s in group), 6)
