"""The choice of a writer by the name of its format, and each as a pure function of rows."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from rubric.errors import OptionError

FORMATS = ("table", "csv", "jsonl", "html", "sarif", "github", "parquet")
DETAIL = {"table": "full", "csv": "brief", "jsonl": "full", "html": "text", "sarif": "full", "github": "full", "parquet": "brief"}

Rows = Callable[[], Iterator[dict]]


def write(name: str, rows: Rows, out: BinaryIO) -> None:
    """Write all rows in the format `name` to a binary stream. `rows` gives a fresh iterator each time it is called."""
    if name == "parquet":
        from rubric.output.tabular import write_parquet

        write_parquet(rows(), out)
        return
    for part in lines(name, rows):
        out.write(part.encode("utf-8", "replace"))


def lines(name: str, rows: Rows) -> Iterator[str]:
    """The same as pieces of text, for every format but parquet; each row is given on as soon as it comes where the format allows it."""
    from rubric.output import annotations, report, tabular

    makers = {
        "csv": lambda: tabular.csv_lines(rows()), "jsonl": lambda: tabular.jsonl_lines(rows()), "html": lambda: report.html(rows),
        "sarif": lambda: annotations.sarif(rows()), "github": lambda: annotations.github(rows()), "table": lambda: _table(rows()),
    }
    if name not in makers:
        raise OptionError(f"there is no format {name!r}.", where="--format", remedy=f"Use one of {', '.join(FORMATS)}.")
    return makers[name]()


def to_csv(rows: Iterable[dict]) -> str:
    """Rows as CSV with a header, one line per post; no cell can be taken for a formula."""
    return _text("csv", rows)


def to_jsonl(rows: Iterable[dict]) -> str:
    """Rows as JSON, one object per line."""
    return _text("jsonl", rows)


def to_html(rows: Iterable[dict]) -> str:
    """One self-contained page: distribution, sortable table, and every post's own report (with its text, if the rows carry it)."""
    return _text("html", rows)


def to_sarif(rows: Iterable[dict]) -> str:
    """SARIF 2.1.0: one result per screening signal; rows made with detail 'full'."""
    return _text("sarif", rows)


def to_github(rows: Iterable[dict]) -> str:
    """GitHub workflow commands: one annotation per screening signal; rows made with detail 'full'."""
    return _text("github", rows)


def to_table(rows: Iterable[dict]) -> str:
    """A plain table for reading."""
    return _text("table", rows)


def to_parquet(rows: Iterable[dict]) -> bytes:
    """Rows as a Parquet file; needs the extra 'parquet'."""
    out = io.BytesIO()
    write("parquet", lambda: iter(rows), out)
    return out.getvalue()


def _text(name: str, rows: Iterable[dict]) -> str:
    kept = list(rows)
    return "".join(lines(name, lambda: iter(kept)))


def _table(rows: Iterator[dict]) -> Iterator[str]:
    from rubric.output.table import render

    yield render(list(rows))
