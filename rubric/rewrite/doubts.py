"""Weighs for stage 5 how sure a reading must be before a wording of our own may stand in its place."""

from __future__ import annotations

from collections.abc import Sequence

from rubric.records import Finding, Segment
from rubric.rewrite.neighbors import is_trade
from rubric.rewrite.places import Shape

_LIKELY = 0.5
_KEEPING = ("lead", "rule-noun", "do-noun", "use-noun", "apply-noun", "either-noun", "craft")  # the subject stays as the post has it


def doubtful(f: Finding, seg: Segment) -> bool:
    """True where the reading is too unsure for a wording of our own: the model alone, a weak rule, or the company's own words."""
    if f.code == "years-of-experience":
        return f.confidence < 0.35
    if f.code not in ("industry-background", "insider-knowledge", "pedigree", "rolodex", "gatekeeping"):
        return False
    if not f.rule and f.method == "model" and f.confidence < 0.7:
        return True
    if f.code == "industry-background" and seg.section == "about" and f.confidence < 0.9:
        return True
    return f.confidence < (0.4 if f.method == "both" else 0.8 if f.code in ("industry-background", "insider-knowledge") else 0.5)


def plain(forms: Sequence[Shape], f: Finding, seg: Segment) -> bool:
    """True where a reading of the model alone may be trusted after all: its words can be read apart and plainly name a trade or keep their subject."""
    if f.code not in ("industry-background", "insider-knowledge") or f.confidence < _LIKELY * (0.5 if f.method == "both" else 1) or seg.section == "about":
        return False
    return all(s.shape in _KEEPING or (s.shape != "blank" and is_trade(s.slots.get("field", ""))) for s in forms)
