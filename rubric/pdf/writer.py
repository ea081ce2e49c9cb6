"""The pen of stage 7: puts parts of a kit on the page in reading order and notes each one's place in the structure."""

from __future__ import annotations

from contextlib import contextmanager

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from rubric.pdf.flow import Choice, Field, Grid, Rule, Text
from rubric.pdf.fonts import safe, substituted
from rubric.pdf.structure import Elem, Structure
from rubric.pdf.theme import LINE, Theme

ROLES = {"h1": "H1", "question": "H3", "h2": "H2", "h3": "H3"}


class Writer:
    """Collects flowables. `into` redirects them to a list (a cell, a box) without losing reading order."""

    def __init__(self, theme: Theme, pages: dict[str, int] | None = None):
        self.theme, self.structure = theme, Structure()
        self.pages = pages or {}
        self.story: list[Flowable] = []
        self._stack = [self.structure.root]
        self._kept = 0

    @property
    def parent(self) -> Elem:
        return self._stack[-1]

    @contextmanager
    def within(self, tag: str, **more):
        """Elements made inside become children of a new element."""
        self._stack.append(self.parent.add(tag, **more))
        yield self.parent
        self._stack.pop()

    @contextmanager
    def into(self, bucket: list):
        """Flowables made inside go to `bucket`."""
        before, self.story = self.story, bucket
        yield bucket
        self.story = before

    def text(self, content: str, style: str = "body", tag: str = "", markup: bool = False, keep: bool | None = None, **more) -> Text:
        """Add a paragraph. Plain text is escaped and checked for characters the typeface lacks; markup=True passes it through.

        keep: stay with what follows (the default for headings and labels).
        """
        elem = more.pop("elem", None) or self.parent.add(tag or ROLES.get(style, "P"))
        if not markup and substituted(content):
            elem.actual = content
        t = Text(content if markup else safe(content), self.theme.style(style), elem=elem, **more)
        t.keepWithNext = style in ("h1", "h2", "h3", "kicker", "label") if keep is None else keep
        self.story.append(t)
        return t

    def bullets(self, items, style: str = "aside", numbered: bool = False, markup: bool = False) -> None:
        """A list; numbered ones carry their numbers in the text."""
        base = self.theme.style(style)
        indent = 15 if numbered else 9
        hanging = base.clone(f"{style}-list", leftIndent=indent, bulletIndent=0)
        with self.within("L"):
            for n, item in enumerate(items, 1):
                with self.within("LI"):
                    elem = self.parent.add("LBody")
                    if not markup and substituted(item):
                        elem.actual = item
                    self.story.append(
                        Text(item if markup else safe(item), hanging, bulletText=f"{n}." if numbered else "•", elem=elem)
                    )

    def space(self, points: float) -> None:
        self.story.append(Spacer(1, points))

    def rule(self, before=4, after=6) -> None:
        self.story.append(Rule(before, after))

    def page_break(self, template: str = "page") -> None:
        self.story += [NextPageTemplate(template), PageBreak()]

    def need(self, points: float) -> None:
        """Go to the next page unless so much is left."""
        self.story.append(CondPageBreak(points))

    @contextmanager
    def together(self):
        """Keep what is made inside on one page."""
        bucket: list[Flowable] = []
        self._kept += 1
        with self.into(bucket):
            yield
        self._kept -= 1
        self.story += bucket if self._kept else [KeepTogether(bucket)]

    def field(self, name: str, label: str, **more) -> Field:
        f = Field(name, label, self.parent.add("Form", alt=label), **more)
        self.story.append(f)
        return f

    def fill(self, name: str, label: str, words: str, least: float) -> None:
        """A labeled box from here to the foot of the page; on the next page when less than `least` points are left."""
        self.need(least + 20)
        self.space(5)
        self.text(words, "label", keep=False)
        self.field(name, label, height=None, least=least, multiline=True)

    def choice(self, name: str, label: str, state: str = "", kind: str = "radio", side: float = 15) -> Choice:
        c = Choice(name, label, self.parent.add("Form", alt=label), state, kind, side)
        self.story.append(c)
        return c

    def tick(self, name: str, label: str, words: str, style: str = "aside", bottom: float = 4) -> None:
        """A checkbox with its words beside it."""
        with self.columns(widths=(24, None), bottom=bottom, gutter=4) as (left, right):
            with self.into(left):
                self.choice(name, label, kind="check", side=14)
            with self.into(right):
                self.text(words, style)

    @contextmanager
    def columns(self, *spans: int, widths=None, top=0, bottom=0, gutter=None, align="TOP"):
        """Side-by-side columns, on the 12-column grid or of given widths in points (None: the rest). Yields one list per column."""
        widths = self.theme.columns(*spans) if spans else [w or self.theme.width - sum(x or 0 for x in widths) for w in widths]
        cells: list[list[Flowable]] = [[] for _ in widths]
        yield cells
        g = self.theme.gutter if gutter is None else gutter
        style = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), align), ("TOPPADDING", (0, 0), (-1, -1), top),
                 ("BOTTOMPADDING", (0, 0), (-1, -1), bottom), ("RIGHTPADDING", (0, 0), (-2, -1), g), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
        self.story.append(Grid([cells], colWidths=widths, style=style, hAlign="LEFT"))

    @contextmanager
    def box(self, width: float | None = None, pad: float = 9, after: float = 8):
        """A tinted box with an accent bar on its left; stays on one page unless it is longer than one."""
        cell: list[Flowable] = []
        with self.into(cell):
            yield
        style = [("BACKGROUND", (0, 0), (-1, -1), self.theme.tint), ("LEFTPADDING", (0, 0), (-1, -1), 12), ("RIGHTPADDING", (0, 0), (-1,
        -1), 10),
                 ("TOPPADDING", (0, 0), (-1, -1), pad - 1), ("BOTTOMPADDING", (0, 0), (-1, -1), pad - 2),
                 ("LINEBEFORE", (0, 0), (0, -1), 3, self.theme.accent)]
        grid = Grid([[cell]], colWidths=[width or self.theme.width], style=style, hAlign="LEFT", spaceAfter=after, splitInRow=1)
        self.story.append(grid if self._kept else KeepTogether([grid]))

    def table(self, heads: list[str], rows, widths: list[float], pad: float = 4.5, extra=(), split: bool = False) -> None:
        """A data table: heads repeat on every page, rows never split unless `split`. Each cell is a callable that writes into it."""
        data = []
        with self.within("Table"):
            with self.within("TR"):
                data.append([self._cell("TH", lambda h=h: self.text(h, "cell-head", "P"), repeats=True) for h in heads])
            for row in rows:
                with self.within("TR"):
                    data.append([self._cell("TH" if n == 0 else "TD", write, row_head=n == 0) for n, write in enumerate(row)])
        style = [
            ("BACKGROUND", (0, 0), (-1, 0), self.theme.accent), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 7), ("RIGHTPADDING", (0, 0), (-1, -1), 7),
            ("TOPPADDING", (0, 0), (-1, -1), pad), ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, LINE), *extra,
        ]
        self.story.append(Grid(data, colWidths=widths, repeatRows=1, style=style, hAlign="LEFT", splitInRow=int(split), spaceAfter=8))

    def _cell(self, tag, write, repeats=False, row_head=False):
        cell: list[Flowable] = []
        with self.within(tag, scope="Column" if repeats else "Row" if tag == "TH" else "") as elem, self.into(cell):
            write()
        if repeats:
            for kid in elem.kids:
                kid.repeats = True
        return cell

    def claim(self, content: str, numbers, style: str = "aside") -> Text:
        """Our own text with the numbers of its sources."""
        return self.text(safe(content) + refs(numbers), style, markup=True)

    def cell(self, content: str, style: str = "cell", markup: bool = False):
        """A cell that holds one paragraph, or nothing."""
        return lambda: self.text(content, style, "P", markup=markup) if content else None


def refs(numbers) -> str:
    """Source numbers as markup, such as [2, 5], that stay with the word before them; '' when there are none."""
    return f"&nbsp;<font size='7.4'>[{',&nbsp;'.join(map(str, numbers))}]</font>" if numbers else ""
