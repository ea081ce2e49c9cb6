"""The labeled sentences: JSONL lines {group, title, function, section, marked}; `marked` carries [words](code,code?) marks.

A `?` after a screening code says that the demand is softened. Groups are mini-posts: folds never split one.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rubric.errors import KnowledgeError
from rubric.records import CODES

_MARK = re.compile(r"\[([^\[\]]+)\]\(([a-z,?-]+)\)")


@dataclass(frozen=True, slots=True)
class Label:
    """One signal in a sentence, offsets in its plain text."""

    code: str
    start: int
    end: int
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One labeled sentence or bullet with the section it stands in and the mini-post it belongs to."""

    text: str
    labels: tuple[Label, ...]
    section: str
    group: str


def parse(marked: str, where: str = "") -> tuple[str, tuple[Label, ...]]:
    """Plain text and labels of a marked sentence; KnowledgeError for an unknown code."""
    text, labels, last = "", [], 0
    for m in _MARK.finditer(marked):
        text += marked[last:m.start()]
        start = len(text)
        text += m.group(1)
        for code in m.group(2).split(","):
            if code.rstrip("?") not in CODES:
                raise KnowledgeError(f"unknown code {code!r}.", where=where, remedy="Use a code of the codebook.")
            labels.append(Label(code.rstrip("?"), start, len(text), code.endswith("?")))
        last = m.end()
    return text + marked[last:], tuple(labels)


def own_sentences() -> Iterator[Sentence]:
    """Every sentence written for this project (rubric/learn/sentences/*.jsonl)."""
    home = files("rubric.learn") / "sentences"
    for f in sorted(home.iterdir(), key=lambda p: p.name):
        if not f.name.endswith(".jsonl"):
            continue
        for n, line in enumerate(f.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            text, labels = parse(row["marked"], f"{f.name}:{n}")
            section = row["section"] if row["section"] != "none" else "other"
            yield Sentence(text, labels, section, f"{f.name}/{row['group']}")


ANALOGS, ERRORS = "posts-", "errors-"  # files of sentences that follow whole real posts line by line; that follow lines the detector misread
HELD_OUT = 14  # percent of their mini-posts


def like_posts(group: str) -> bool:
    """Whether a mini-post was written after real posts, after the rules: there the rules' hits are as right or wrong as in any post."""
    return group.startswith((ANALOGS, ERRORS))


def held_out(group: str) -> bool:
    """Whether a mini-post is kept from the tagger, to learn from it how far the tagger can be trusted; the same ones for ever."""
    return like_posts(group) and zlib.crc32(group.encode()) % 100 < HELD_OUT


def digest(sentences: Sequence[Sentence]) -> str:
    """A name for exactly these sentences and labels, in this order."""
    return hashlib.sha256("\n".join(f"{s.group}|{s.section}|{s.text}|{s.labels}" for s in sentences).encode()).hexdigest()


def gold_posts(path: Path) -> list[dict]:
    """Posts labeled by the codebook: {id, text, segments, labels, rating} a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
