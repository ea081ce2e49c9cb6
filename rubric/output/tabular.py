"""Rows as CSV, JSON lines and Parquet, one at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from rubric.errors import OptionError
from rubric.output.rows import one_line
from rubric.records import CODES, FAMILY

_HEAD = ("file", "post", "title", "role", "balance", "band", "screening", "strengths")
COLUMNS = (*_HEAD, *CODES, "evidence", "url", "error", "message", "remedy")
_NUMBERS = frozenset({"post", "balance", "screening", "strengths", *CODES})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
QUOTES = 6  # quotes in the evidence cell
BATCH = 5_000  # rows in one Parquet row group


def flat(row: dict) -> dict:
    """One row as columns: scores, a count for every code, and the first screening quotes as evidence."""
    score, counts = row.get("score") or {}, row.get("counts") or {}
    quotes = [f"{f['code']}: “{one_line(f['text'], 120)}”" for f in row.get("findings", ()) if FAMILY[f["code"]] == "screening"]
    out = {
        "file": row["file"], "post": row["post"], "title": one_line(row.get("title", ""), 200), "role": row.get("role", ""),
        "balance": score.get("balance"), "band": score.get("band", ""),
        "screening": score.get("screening"), "strengths": score.get("athlete"),
        "evidence": " | ".join(quotes[:QUOTES]), "url": row.get("url", ""),
        "error": row.get("error", ""), "message": one_line(row.get("message", "")), "remedy": one_line(row.get("remedy", "")),
    }
    for code in CODES:
        out[code] = counts.get(code, 0) if score else None
    return out


def csv_lines(rows: Iterable[dict]) -> Iterator[str]:
    """CSV text, a line at a time (RFC 4180, UTF-8)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def line(cells) -> str:
        writer.writerow(cells)
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    yield line(COLUMNS)
    for row in rows:
        cells = flat(row)
        yield line("" if cells[c] is None else cells[c] if c in _NUMBERS else harmless(cells[c]) for c in COLUMNS)


def harmless(cell: object) -> str:
    """A text cell that no spreadsheet takes for a formula: an apostrophe goes before the signs that start one (OWASP, CSV injection)."""
    text = one_line(cell)
    return f"'{text}" if text.lstrip(" '\"").startswith(_FORMULA) else text


def jsonl_lines(rows: Iterable[dict]) -> Iterator[str]:
    """JSON lines."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def write_parquet(rows: Iterable[dict], out: BinaryIO) -> None:
    """Parquet with the columns of the CSV. Raises OptionError when pyarrow is not installed."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise OptionError(
            "Parquet output needs the package pyarrow.", where="--format", remedy="Install the extra: pip install 'rubric-posts[parquet]'."
        ) from None
    whole = {"post", *CODES}
    kinds = {c: pa.int32() if c in whole else pa.float32() if c in _NUMBERS else pa.string() for c in COLUMNS}
    schema = pa.schema(list(kinds.items()))
    batch: list[dict] = []
    with parquet.ParquetWriter(out, schema) as writer:
        for row in rows:
            batch.append(flat(row))
            if len(batch) >= BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch.clear()
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))
