"""Results for people and machines: rows from reports, and writers for table, csv, jsonl, parquet, html, SARIF and GitHub annotations.

Every writer is a pure function of rows (see rows.py): to_csv(rows) -> str, to_parquet(rows) -> bytes, …
files.py writes files whole or not at all.
"""

from rubric.output.codes import Exit
from rubric.output.rows import error_row, row
from rubric.output.writers import FORMATS, to_csv, to_github, to_html, to_jsonl, to_parquet, to_sarif, to_table, write

__all__ = [
    "FORMATS", "Exit", "error_row", "row", "to_csv", "to_github", "to_html", "to_jsonl", "to_parquet", "to_sarif", "to_table", "write",
]
