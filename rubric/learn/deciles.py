"""Where a post stands among real posts: `python -m rubric.learn.deciles POSTS.jsonl` writes the nine cuts into knowledge/scale.toml."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np

from rubric.errors import InputError
from rubric.pipeline import analyze

SCALE = Path(__file__).resolve().parent.parent / "knowledge" / "scale.toml"


def cuts(posts: list[dict]) -> dict[str, list[float]]:
    """Nine decile cuts per score over the sales, marketing and customer-success posts given."""
    scores = []
    for p in posts:
        if p.get("function", "sales") in ("sales", "marketing", "customer_success"):
            try:
                scores.append(analyze(p["text"]).score)
            except InputError:
                continue
    return {k: [round(float(q), 1) for q in np.quantile([getattr(s, k) for s in scores], np.arange(1, 10) / 10)] for k in ("balance", "screening", "athlete")}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("posts", type=Path)
    found = cuts([json.loads(line) for line in ap.parse_args().posts.open(encoding="utf-8")])
    text = re.sub(r"^\[deciles\].*\Z", "[deciles]\n" + "".join(f"{k} = {v}\n" for k, v in found.items()), SCALE.read_text(encoding="utf-8"), flags=re.S | re.M)
    SCALE.write_text(text, encoding="utf-8")
    print(text[text.index("\n[deciles]"):])


if __name__ == "__main__":
    main()
