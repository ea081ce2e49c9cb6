"""Rows as one self-contained HTML page: no outside assets, no inline handlers, and a policy that allows only its own style and script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import pairwise

from rubric.errors import LeftOut
from rubric.output.rows import one_line
from rubric.records import CODES, FAMILY

BINS = 10


def html(rows: Callable[[], Iterator[dict]]) -> Iterator[str]:
    """The page as pieces of text. `rows` is called once for each part of the page; rows made with detail 'text' show the post itself."""
    from jinja2 import Environment

    from rubric.knowledge import signals

    here = files("rubric.output")
    source = {name: here.joinpath(name).read_text(encoding="utf-8") for name in ("report.html", "report.css", "report.js")}
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["line"] = one_line
    template = environment.from_string(source["report.html"])
    known = signals()
    yield from template.generate(
        css=source["report.css"], js=source["report.js"], css_hash=_hash(source["report.css"]), js_hash=_hash(source["report.js"]),
        total=_totals(rows()), rows=lambda: enumerate(rows(), 1), marked=marked, family=FAMILY,
        names={c: known[c].name for c in CODES if c in known},
    )


def marked(text: str, findings: list[dict]) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the family that marks it ('' for none); where findings overlap, screening comes first."""
    rank = {"screening": 0, "protect": 1, "trait": 2}
    cuts = sorted({0, len(text), *(f["start"] for f in findings), *(f["end"] for f in findings)})
    spans = sorted(findings, key=lambda f: rank[f["family"]])
    for a, b in pairwise(cuts):
        yield text[a:b], next((f["family"] for f in spans if f["start"] <= a and b <= f["end"]), "")


def _totals(rows: Iterator[dict]) -> dict:
    bins, codes = [0] * BINS, dict.fromkeys(CODES, 0)
    posts = errors = screening = 0
    balance = 0.0
    for row in rows:
        if "score" not in row:
            errors += row["error"] != LeftOut.slug
            continue
        posts += 1
        balance += row["score"]["balance"]
        bins[min(BINS - 1, int(row["score"]["balance"] * BINS / 100))] += 1
        for code in row.get("counts", {}):
            codes[code] += 1
        screening += any(FAMILY[c] == "screening" for c in row.get("counts", {}))
    top, step = max(bins) or 1, 100 // BINS
    return {
        "posts": posts, "errors": errors, "screening": screening, "mean": round(balance / posts, 1) if posts else 0,
        "bins": [{"from": n * step, "to": n * step + step, "count": c, "width": round(100 * c / top)} for n, c in enumerate(bins)],
        "codes": [(c, n) for c, n in sorted(codes.items(), key=lambda x: -x[1]) if n],
    }


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
