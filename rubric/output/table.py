"""Rows as a table for reading on a terminal: one post with its findings, or many posts with a line each."""

from __future__ import annotations

import io

from rubric.output.rows import one_line
from rubric.records import FAMILY

WIDTH = 100  # characters, where the output is no terminal


def render(rows: list[dict], width: int = WIDTH, color: bool = False) -> str:
    """The table as text; a single post is shown with every finding and its reason."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=color, no_color=not color, highlight=False, markup=False, emoji=False)
    if len(rows) == 1 and "score" in rows[0]:
        _one(console, rows[0])
    elif rows:
        _many(console, rows)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n" if rows else ""


def _one(console, row: dict) -> None:
    from rich.table import Table
    from rich.text import Text

    s = row["score"]
    console.print(Text(one_line(row.get("title") or row["file"], 120), style="bold"))
    console.print(f"Balance {s['balance']:g} of 100 ({s['band']}). Screening on background: {s['screening']:g}.", end=" ")
    console.print(f"Transferable strengths: {s['athlete']:g}.")
    findings = row.get("findings", [])
    if not findings:
        console.print("No signals found.")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for name in ("Line", "Signal", "Strength", "Words"):
        table.add_column(name, justify="right" if name == "Line" else "left", overflow="fold", no_wrap=name in ("Line", "Signal"))
    style = {"screening": "yellow", "trait": "green", "protect": "cyan"}
    for f in findings:
        line, words = str(f.get("line", "")), one_line(f["text"], 300)
        table.add_row(line, Text(f["code"], style=style[FAMILY[f["code"]]]), f["strength"] or "", Text(words))
    console.print(table)
    if row.get("missing"):
        console.print(f"Not asked for: {', '.join(row['missing'])}")
    for n in row.get("notices", ()):
        console.print(f"Note: {one_line(n['text'])}")


def _many(console, rows: list[dict]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for name in ("Balance", "Screening", "Strengths"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Post", overflow="fold", ratio=2)
    table.add_column("Screens on", overflow="fold", ratio=1)
    several: dict[str, int] = {}
    for row in rows:
        several[row["file"]] = several.get(row["file"], 0) + 1
    for row in rows:
        name = one_line(row["file"], 200) + (f" #{row['post']}" if several[row["file"]] > 1 else "")
        if "error" in row:
            table.add_row("-", "-", "-", Text(name), Text(one_line(f"{row['message']} {row['remedy']}"), style="red"))
            continue
        s, counts = row["score"], row.get("counts", {})
        codes = ", ".join(f"{c} ×{n}" if n > 1 else c for c, n in counts.items() if FAMILY[c] == "screening")
        title = one_line(row.get("title", ""), 80)
        post = Text(f"{title}\n{name}" if title else name)
        table.add_row(f"{s['balance']:g}", f"{s['screening']:g}", f"{s['athlete']:g}", post, codes or "nothing")
    console.print(table)
