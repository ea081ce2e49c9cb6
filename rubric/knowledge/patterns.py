"""The pattern language of the knowledge files: regular expressions on lower-cased text with a few shorthands.

A space stands for 1-4 white-space characters, a hyphen for any dash or a space or nothing, ' for either apostrophe or nothing,
~ for a gap of at most 4 words inside one clause (~2 for at most 2), <name> for an entry of lists.toml.
A pattern begins and ends at word boundaries unless words=False.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from rubric.errors import KnowledgeError

SPACE = r"(?:\s{1,4})"
DASH = r"[-‐‑–—\s]?"
QUOTE = r"['’´`]?"
_LOOKBEHIND = re.compile(r"\(\?<[!=][^()]*\)")  # must stay fixed-width: one white space, one apostrophe


def gap(words: int) -> str:
    """At most `words` words and what stands between them, not past the end of a clause; includes one separator on each side."""
    return rf"(?:[\s,/&\"“”'’()-]{{1,3}}[\w'’&/+.%-]{{1,30}}){{0,{words}}}?[\s,/&\"“”(-]{{1,3}}"


def fold(text: str) -> str:
    """Lower-case without changing the length, so that offsets stay true."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def expand(pattern: str, names: dict[str, str] | None = None, where: str = "", _depth: int = 0) -> str:
    """Turn the shorthands into plain regular-expression syntax."""
    if _depth > 6:
        raise KnowledgeError("a list refers to itself.", where=where, remedy="Break the circle in lists.toml.")
    pattern = _LOOKBEHIND.sub(lambda m: m.group().replace(" ", r"\s").replace("'", "['’]"), pattern)
    out, i, in_class = [], 0, False
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            out.append(pattern[i:i + 2])
            i += 2
            continue
        if in_class:
            in_class = c != "]"
            out.append(c)
        elif c == "[":
            in_class = True
            out.append(c)
        elif c == " ":
            nxt = pattern[i + 1:i + 2]
            if nxt == "~" or (out and pattern[i - 1:i] == "~") or (i > 1 and pattern[i - 2] == "~" and pattern[i - 1].isdigit()):
                pass  # the gap brings its own separators
            else:
                out.append(SPACE)
        elif c == "-":
            out.append(DASH)
        elif c == "'":
            out.append(QUOTE)
        elif c == "~":
            n = 4
            if pattern[i + 1:i + 2].isdigit():
                n = int(pattern[i + 1])
                i += 1
            out.append(gap(n))
        elif c == "<" and (m := re.match(r"<([a-z][a-z-]*)>", pattern[i:])) and pattern[i - 1:i] != "P" and pattern[i - 2:i] != "(?":
            name = m.group(1)
            if names is None or name not in names:
                raise KnowledgeError(f"there is no list named <{name}>.", where=where, remedy="Add it to lists.toml or correct the name.")
            out.append("(?:" + expand(names[name], names, where, _depth + 1) + ")")
            i += m.end() - 1
        else:
            out.append(c)
        i += 1
    return "".join(out)


def compile_pattern(pattern: str, *, words: bool = True, names: dict[str, str] | None = None, where: str = "") -> re.Pattern:
    """Compile a pattern of the knowledge files; KnowledgeError names file and entry when it is not one."""
    body = expand(pattern, names, where)
    if words:
        body = rf"(?<![\w])(?:{body})(?![\w])"
    try:
        return re.compile(body)
    except re.error as e:
        raise KnowledgeError(f"pattern {pattern!r} cannot be read: {e}.", where=where, remedy="Correct the regular expression.") from e


class Pattern:
    """A pattern that is compiled when it is first tried. One that is not prepared (prepared.py) is compiled at once.

    So a wrong pattern of a house is a KnowledgeError at the start, while the built-in ones, checked before, cost nothing until then.
    """

    def __init__(self, pattern: str, *, words: bool = True, names: dict[str, str] | None = None, where: str = ""):
        from rubric.knowledge import prepared

        self._source = (pattern, words, names, where)
        self.key = prepared.key(pattern, words, names)
        self.ways = prepared.ways(self.key) or self._read()

    @cached_property
    def rx(self) -> re.Pattern:
        """The compiled pattern."""
        pattern, words, names, where = self._source
        return compile_pattern(pattern, words=words, names=names, where=where)

    def _read(self) -> list:
        from rubric.knowledge.literals import ways

        return ways(self.rx.pattern)

    def search(self, low: str) -> re.Match | None:
        """First match anywhere in lower-cased text."""
        return self.rx.search(low)

    def finditer(self, low: str, *places: int) -> Iterator[re.Match]:
        """Matches in lower-cased text, in order."""
        return self.rx.finditer(low, *places)
