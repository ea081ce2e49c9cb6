"""One row per post: plain data made from a report, or from the error that kept us from making one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from rubric.errors import RubricError
from rubric.records import CODES, Report

_BREAK = re.compile(r"\r\n|\r|\n")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def row(report: Report, file: str = "", post: int = 1, detail: str = "full") -> dict:
    """The row of one report. detail: 'brief' (scores, counts, quotes), 'full' (the report's own data) or 'text' (with the post's text).

    `file` and `post` (from 1) name the row; lines and columns count from 1 in the file when `native` is true, else in the text as read.
    """
    meta = report.post.meta
    out = {"file": file or report.post.source, "post": post}
    if meta.get("url"):
        out["url"] = meta["url"]
    if detail == "brief":
        counts = Counter(f.code for f in report.findings)
        s = report.score
        out |= {
            "title": report.title, "role": report.role,
            "score": {"balance": s.balance, "screening": s.screening, "athlete": s.athlete, "band": s.band},
            "counts": {c: counts[c] for c in CODES if counts[c]},
            "findings": [{"code": f.code, "family": f.family, "strength": f.strength, "text": f.text} for f in report.findings],
        }
        return out
    out |= report.to_dict(rewrite=False, text=detail == "text")
    out.pop("source", None)
    out["native"] = bool(meta.get("native"))
    where = Lines(report.text, meta.get("lines", 0))
    for data, f in zip(out["findings"], report.findings, strict=True):
        data["line"], data["column"] = where(f.start)
        data["end_line"], data["end_column"] = where(f.end)
    out["counts"] = dict(Counter(f.code for f in report.findings))
    return out


def error_row(error: RubricError, file: str = "", post: int = 1) -> dict:
    """The row of a post or file that could not be read: the one error shape, under the file's name."""
    return {"file": file or error.where, "post": post} | error.to_dict()


def one_line(value: object, limit: int = 0) -> str:
    """Text fit for one line of a terminal, a cell or an annotation: control and direction signs out, cut to `limit` characters."""
    text = _UNSAFE.sub(" ", str(value)).strip()
    return text[: limit - 1] + "…" if limit and len(text) > limit else text


class Lines:
    """Line and column, from 1, of an offset in a text that starts `before` lines down its file."""

    def __init__(self, text: str, before: int = 0):
        self.starts = [0, *(m.end() for m in _BREAK.finditer(text))]
        self.before = before

    def __call__(self, offset: int) -> tuple[int, int]:
        n = bisect_right(self.starts, offset)
        return n + self.before, offset - self.starts[n - 1] + 1
