"""The document's logical structure while it is drawn: elements, which marked content belongs to them, and the form fields met."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(eq=False)
class Elem:
    """One structure element (H1, P, Table, Form …). kids are Elems, (page, mcid) pairs, or FieldSpec and LinkSpec records."""

    tag: str
    kids: list = field(default_factory=list)
    alt: str = ""
    actual: str = ""
    scope: str = ""
    span: int = 1
    repeats: bool = False
    """Header cells of a table that runs over pages: the copies are artifacts."""

    def add(self, tag: str, **more) -> Elem:
        child = Elem(tag, **more)
        self.kids.append(child)
        return child

    @property
    def drawn(self) -> bool:
        return any(not isinstance(k, Elem) or k.drawn for k in self.kids)


@dataclass(eq=False)
class FieldSpec:
    """A form field's one widget. rect is in points on `page` (counted from 0). `state` is a radio button's export value."""

    name: str
    kind: str
    label: str
    page: int
    rect: tuple[float, float, float, float]
    state: str = ""
    value: str = ""
    size: float = 10
    multiline: bool = False


@dataclass(eq=False)
class LinkSpec:
    uri: str
    page: int
    rect: tuple[float, float, float, float]


class Structure:
    """Collects what finish.py writes: the element tree, fields in drawing order, bookmarks' pages."""

    def __init__(self):
        self.root = Elem("Document")
        self.fields: list[FieldSpec] = []
        self.links: list[LinkSpec] = []
        self.pages: dict[str, int] = {}
        self._next: dict[int, int] = {}

    def mcid(self, page: int) -> int:
        n = self._next.get(page, 0)
        self._next[page] = n + 1
        return n

    def count(self, page: int) -> int:
        return self._next.get(page, 0)


@contextmanager
def mark(canvas, elem: Elem | None):
    """Everything drawn inside belongs to `elem`; None, or a repeated table header, makes it an artifact.

    ReportLab has no public way to write marked content; its list of page operators is the only door.
    """
    if elem is None or (elem.repeats and elem.drawn):
        canvas._code.append("/Artifact BMC")
    else:
        page = canvas.getPageNumber() - 1
        mcid = canvas.structure.mcid(page)
        elem.kids.append((page, mcid))
        canvas._code.append(f"/{elem.tag} <</MCID {mcid}>> BDC")
    yield
    canvas._code.append("EMC")
