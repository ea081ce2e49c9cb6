"""Print edits of real posts as before and after, to be judged by a reader: print_edits.py POSTS.jsonl [-n 100] [--seed 7] [--offers]."""

from __future__ import annotations

import argparse
import json
import random
import re
import textwrap

from rubric import analyze


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("posts")
    ap.add_argument("-n", type=int, default=100)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--posts-read", type=int, default=400)
    ap.add_argument("--offers", action="store_true", help="print offered lines instead of changed ones")
    ap.add_argument("--rules", action="store_true", help="only edits with a finding that a rule found")
    args = ap.parse_args()
    with open(args.posts, encoding="utf-8") as fh:
        posts = [json.loads(line) for line in fh]
    random.Random(args.seed).shuffle(posts)
    found = []
    for p in posts[:args.posts_read]:
        r = analyze(p["text"])
        for e in r.rewrite.edits:
            if e.offer == args.offers and (not args.rules or any(r.findings[i].method != "model" for i in e.findings)):
                found.append((p["id"], r, e))
    random.Random(args.seed).shuffle(found)
    for n, (name, r, e) in enumerate(found[:args.n], 1):
        print(f"--- {n} {name} {r.role} {e.trust} {e.code}")
        print(show(r.text, e))


def show(text: str, e, around: int = 110) -> str:
    """The words around an edit, with [old] and => [new]."""
    a = max(0, e.start - around)
    left = re.split(r"[\n\r]", text[a:e.start])[-1] if not e.offer else text[a:e.start]
    right = re.split(r"[\n\r]", text[e.end:e.end + around])[0]
    old = textwrap.shorten(f"{left}[{text[e.start:e.end]}]{right}", 600)
    return f"  {old}\n  => {left if e.offer else ''}[{e.replacement}]" + (f"\n  or {list(e.alternatives)}" if e.alternatives else "")


if __name__ == "__main__":
    main()
