"""The blocks that outline.py makes of a kit and that markdown.py and word.py write down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph. style: '', 'quote', 'small' or 'strong'."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Items:
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Blank:
    """Room to write. lines: how much; name: the field it stands for in the PDF; value: what is there already."""

    label: str
    name: str
    lines: int = 1
    value: str = ""


@dataclass(frozen=True)
class Tick:
    label: str
    name: str


@dataclass(frozen=True)
class Ladder:
    """The five levels of one rating, 5 first, of which one is chosen. rows: (rating, name, text)."""

    label: str
    name: str
    rows: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class Columns:
    """Short lists side by side: (title, items)."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Table:
    """heads and rows of equal length; cells are text, Blank or Tick."""

    heads: tuple[str, ...]
    rows: tuple[tuple, ...]
