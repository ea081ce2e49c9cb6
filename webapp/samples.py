"""The posts of sample_posts/, offered with one click. The folder stands beside webapp/ in the repository and when installed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rubric.read import read_bytes
from webapp.errors import Problem

FOLDER = Path(__file__).resolve().parent.parent / "sample_posts"
FIRST = {
    "closed-shop-medical-device-rep": "Medical device rep, closed shop",
    "half-open-saas-account-executive": "SaaS account executive, half open",
    "pipeline-hungry-sales-director": "Sales director, pipeline to bring along",
    "insider-product-marketer": "Product marketer, insiders only",
    "rebuilt-regional-sales-manager": "Regional sales manager, balanced",
    "solar-field-rep-wide-open": "Solar field rep, wide open",
}
"""Shown on the front page, from closed shop to wide open."""


@dataclass(frozen=True)
class Sample:
    slug: str
    name: str
    path: Path


@lru_cache(maxsize=1)
def samples() -> dict[str, Sample]:
    """All samples by slug, the front page's own first."""
    files = sorted(p for p in FOLDER.glob("*") if p.suffix in (".txt", ".md", ".html") and p.stem != "README")
    found = {p.stem: Sample(p.stem, FIRST.get(p.stem) or p.stem.replace("-", " ").capitalize(), p) for p in files}
    return {s: found[s] for s in (*FIRST, *found) if s in found}


def sample_text(slug: str) -> str:
    """The text of one sample as our own readers see it. Raises Problem 404 for an unknown one."""
    try:
        sample = samples()[slug]
    except KeyError:
        raise Problem(404, "There is no such sample post.", remedy="Pick one from the front page.") from None
    return read_bytes(sample.path.read_bytes(), sample.path.name)[0].text
