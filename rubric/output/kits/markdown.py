"""Blocks as Markdown. Every text is escaped, so that a post cannot bring in markup or HTML."""

from __future__ import annotations

import re

from rubric.interview.options import one_line
from rubric.output.kits.blocks import Blank, Columns, Heading, Items, Ladder, Text, Tick

_SIGNS = re.compile(r"([\\`*_\[\]<>|~#!&$])")
_START = re.compile(r"^(\d{0,9})([-+=:.)])")


def write(blocks: list) -> str:
    """The whole document."""
    return "\n\n".join(_block(b) for b in blocks) + "\n"


def escape(text: str) -> str:
    """Text on one line that reads as itself in Markdown."""
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", one_line(text)))


def _block(b) -> str:
    if isinstance(b, Heading):
        return ("---\n\n" if b.new_page and b.level == 1 else "") + "#" * b.level + " " + _SIGNS.sub(r"\\\1", one_line(b.text))
    if isinstance(b, Text):
        text = escape(b.text)
        return {"quote": f"> {text}", "strong": f"**{text}**", "small": f"*{text}*"}.get(b.style, text)
    if isinstance(b, Items):
        return "\n".join(f"{f'{n}.' if b.numbered else '-'} {escape(t)}" for n, t in enumerate(b.items, 1))
    if isinstance(b, Columns):
        return "\n\n".join(f"{escape(title)}:\n\n" + "\n".join(f"- {escape(t)}" for t in items) for title, items in b.parts)
    if isinstance(b, Tick):
        return f"- [ ] {escape(b.label)}"
    if isinstance(b, Ladder):
        return f"{escape(b.label)}:\n\n" + "\n".join(f"- [ ] **{n} {escape(name)}**: {escape(text)}" for n, name, text in b.rows)
    if isinstance(b, Blank):
        room = escape(b.value) or ("\\_" * 20 if b.lines == 1 else "\n\n" + "<br>" * b.lines)
        return f"{escape(b.label)}: {room}"
    rows = [b.heads, tuple("---" for _ in b.heads), *b.rows]
    return "\n".join("| " + " | ".join(_cell(c) for c in row) + " |" for row in rows)


def _cell(cell) -> str:
    if isinstance(cell, Blank):
        return escape(cell.value) or " "
    if isinstance(cell, Tick):
        return "☐"
    return cell if cell == "---" else escape(cell)
