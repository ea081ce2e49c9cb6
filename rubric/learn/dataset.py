"""Sentences and labeled posts as feature lists and label matrices, exactly as the detector sees segments at run time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from rubric.detect.context import Context, context
from rubric.detect.features import circumstances, grams, tokens
from rubric.detect.matchers import match
from rubric.learn.sentences import Sentence
from rubric.records import CODES, Segment
from rubric.segment import segment

WRONG = ("about", "duties", "requirements", "benefits", "apply")  # where a demand may stand in a post that is badly laid out


@dataclass
class Examples:
    """Rows of feature names, their labels (n x 16, bool), the group (mini-post or post) each belongs to, and its circumstances."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[list[bool]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    contexts: list[Context] = field(default_factory=list)

    def add(self, text: str, seg: Segment, codes, group) -> None:
        ctx = context(text, seg)
        self.contexts.append(ctx)
        self.features.append(list(dict.fromkeys([g for g, _, _ in grams([t[0] for t in tokens(ctx)])] + circumstances(ctx, match(ctx)))))
        self.labels.append([c in codes for c in CODES])
        self.groups.append(group)

    def matrix(self) -> np.ndarray:
        return np.array(self.labels, dtype=bool)


def from_sentences(sentences: Iterable[Sentence], seed: int = 0) -> Examples:
    """Our sentences. A third lose their section, some get a wrong one, as in pasted posts."""
    rng = np.random.default_rng(seed)
    out = Examples()
    for s in sentences:
        section, chance = s.section, rng.random()
        if section in ("requirements", "duties", "preferred"):
            section = "other" if chance < 0.3 else WRONG[int(rng.integers(len(WRONG)))] if chance < 0.45 else section
        out.add(s.text, Segment(0, len(s.text), section), {x.code for x in s.labels}, s.group)
    return out


def from_posts(posts: Iterable[dict]) -> Examples:
    """Labeled posts, cut by our own segmentation; a label belongs to the segment that holds its middle."""
    out = Examples()
    for post in posts:
        for seg in segment(post["text"]):
            if not seg.heading:
                out.add(post["text"], seg, {x["code"] for x in post["labels"] if seg.start <= (x["start"] + x["end"]) / 2 < seg.end}, post["id"])
    return out
