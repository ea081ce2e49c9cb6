"""What literals.py reads off every built-in pattern, kept in prepared.json so that no start has to read it again.

An entry is found by the pattern's own words and the lists it may use; one that is missing or out of date is read anew, which is
slower but gives the same. Write the file again after a change of patterns: python -m rubric.knowledge.prepared
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files

FILE = files("rubric.knowledge").joinpath("prepared.json")

def key(pattern: str, words: bool, names: dict[str, str] | None) -> str:
    """The name of a pattern's entry."""
    lists = _digest(tuple(names.items())) if names and "<" in pattern else ""
    return blake2b(f"{words}\n{lists}\n{pattern}".encode(), digest_size=9).hexdigest()


@lru_cache(maxsize=8)
def _digest(names: tuple[tuple[str, str], ...]) -> str:
    return blake2b(repr(names).encode(), digest_size=9).hexdigest()


def ways(entry: str) -> list | None:
    """The ways of a pattern (literals.ways), or None when they are not prepared."""
    known = _stored()["ways"].get(entry)
    groups = _groups()
    return None if known is None else [[groups[i] for i in way] for way in known]


@lru_cache(maxsize=1)
def _stored() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {"groups": [], "ways": {}}


@lru_cache(maxsize=1)
def _groups() -> list[frozenset[str]]:
    return [frozenset(g.split("|")) for g in _stored()["groups"]]


def prepare() -> str:
    """The file's text, read off all built-in patterns anew."""
    from rubric import notices, segment
    from rubric.detect import rules
    from rubric.knowledge.literals import ways

    found = {p.key: ways(p.rx.pattern) for p in (*rules.patterns(), *segment.patterns(), *notices.patterns())}
    groups: dict[frozenset[str], int] = {}
    known = {k: [[groups.setdefault(g, len(groups)) for g in way] for way in found[k]] for k in sorted(found)}
    data = {"groups": ["|".join(sorted(g)) for g in groups], "ways": known}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    from pathlib import Path

    Path(str(FILE)).write_text(prepare(), encoding="utf-8")
