"""What the model sees of one segment: word n-grams, rule hits, section and circumstances, as strings."""

from __future__ import annotations

import re

from rubric.detect.context import Context, not_needed
from rubric.detect.matchers import Match

_TOKEN = re.compile(r"\ue000+|[a-z\u00df-\u024f]+(?:['’][a-z]+)?|\d+|[+%$!?:;]")
MAX_TOKENS = 120


def words(ctx: Context) -> list[str]:
    """Words of the segment; numbers are '#', covered industry terms 'IND'."""
    return [w if w.isalpha() else _sign(w) for w in _TOKEN.findall(ctx.masked)[:MAX_TOKENS]]


def tokens(ctx: Context) -> list[tuple[str, int, int]]:
    """The same words as (word, start, end)."""
    return [(w, *m.span()) for w, m in zip(words(ctx), _TOKEN.finditer(ctx.masked), strict=False)]


def _sign(w: str) -> str:
    return "IND" if w[0] == "\ue000" else "#" if w[0].isdigit() else w.replace("’", "'")


def grams(words: list[str]) -> list[tuple[str, int, int]]:
    """Word 1- to 3-grams as (gram, first token, last token + 1); edges of the segment are '^' and '$'."""
    n = len(words)
    out = [(w, i, i + 1) for i, w in enumerate(words)]
    out += [(f"{words[i]} {words[i + 1]}", i, i + 2) for i in range(n - 1)]
    out += [(f"{words[i]} {words[i + 1]} {words[i + 2]}", i, i + 3) for i in range(n - 2)]
    if n:
        out.append((f"^ {words[0]}", 0, 1))
        out.append((f"{words[-1]} $", n - 1, n))
    return out


def circumstances(ctx: Context, matches: list[Match]) -> list[str]:
    """Features that are no words: section, voice, rule hits (counted or vetoed), industry terms, denial, length."""
    out = [f"@section={ctx.section}"]
    if ctx.company:
        out.append("@company")
    if ctx.industries:
        out.append("@industry")
    if not_needed(ctx):
        out.append("@notneeded")
    if ctx.segment.bullet:
        out.append("@bullet")
    seen = set()
    for m in matches:
        seen.add(f"@rule={m.rule}" if not m.vetoed else f"@veto={m.rule}:{m.vetoed}")
        if not m.vetoed:
            seen.add(f"@code={m.code}")
    asked = ctx.section in ("requirements", "preferred")
    out += sorted(seen)
    if asked:
        out += [f"{s}&asked" for s in sorted(seen) if s.startswith("@code")]
    n = len(ctx.low)
    out.append("@long" if n > 160 else "@short" if n < 40 else "@middle")
    return out
