"""Building blocks that know their place in the structure: text, grids, form fields, the notes box, the cover band, the chart."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph, Table

from rubric.pdf.fonts import REGULAR
from rubric.pdf.structure import Elem, FieldSpec, LinkSpec, mark
from rubric.pdf.theme import FIELD_LINE, INK, LINE, WHITE, Theme


class Text(Paragraph):
    """A paragraph drawn as marked content of `elem` (None: an artifact). Parts of a split paragraph stay one element."""

    def __init__(self, text, style, bulletText=None, frags=None, elem: Elem | None = None, bookmark=None, uri="", **more):
        super().__init__(text, style, bulletText=bulletText, frags=frags, **more)
        self.elem, self.bookmark, self.uri = elem, bookmark, uri

    def split(self, availWidth, availHeight):
        parts = super().split(availWidth, availHeight)
        for n, part in enumerate(parts):
            part.elem = self.elem
            part.bookmark = self.bookmark if n == 0 else None
            part.uri = self.uri
        return parts

    def beginText(self, x, y):
        """Lines end with a blank, so that readers which follow the tags do not join the last word to the next line's first."""
        lines = self.canv.beginText(x, y)
        out = lines._textOut
        lines._textOut = lambda text, TStar=0: out(text + " " if TStar else text, TStar)
        return lines

    def draw(self):
        marks = self.bookmark if isinstance(self.bookmark, list) else [self.bookmark] if self.bookmark else []
        for key, title, level in marks:
            self.canv.bookmarkHorizontal(key, 0, self.height + 12)
            self.canv.addOutlineEntry(title, key, level, closed=level > 0)
            self.canv.structure.pages[key] = self.canv.getPageNumber()
        with mark(self.canv, self.elem):
            super().draw()
        if self.uri:
            x, y = self.canv.absolutePosition(0, 0)
            link = LinkSpec(self.uri, self.canv.getPageNumber() - 1, (x, y, x + self.width, y + self.height))
            self.elem.kids.append(link)
            self.canv.structure.links.append(link)


class Grid(Table):
    """A table or a layout grid. Its backgrounds and rules are artifacts; the cells' content carries its own marks."""

    def __init__(self, data, *args, style=None, **more):
        rows = style if isinstance(style, list) else []
        super().__init__(data, *args, style=[("FONTNAME", (0, 0), (-1, -1), REGULAR), *rows], **more)

    def _drawBkgrnd(self):
        with mark(self.canv, None):
            super()._drawBkgrnd()

    def _drawLines(self):
        with mark(self.canv, None):
            super()._drawLines()


class Field(Flowable):
    """A one-line or multi-line text field with a visible box. height None: fill what is left of the page, at least `least`."""

    def __init__(self, name, label, elem: Elem, height: float | None = 18, width=None, least=120, value="", size=10, multiline=False,
        gap=0):
        super().__init__()
        self.name, self.label, self.elem, self.value, self.size = name, label, elem, value, size
        self.fixed, self.least, self.want, self.multiline, self.gap = height, least, width, multiline, gap

    def wrap(self, availWidth, availHeight):
        self.width = min(self.want or availWidth, availWidth)
        self.height = self.fixed if self.fixed else max(self.least, availHeight - self.gap - 0.5)
        return self.width, self.height

    def draw(self):
        c = self.canv
        with mark(c, None):
            c.setStrokeColor(FIELD_LINE)
            c.setFillColor(WHITE)
            c.setLineWidth(0.6)
            c.roundRect(0, 0, self.width, self.height, 2.5, fill=1)
        x, y = c.absolutePosition(0, 0)
        spec = FieldSpec(
            self.name, "text", self.label, c.getPageNumber() - 1, (x + 1, y + 1, x + self.width - 1, y + self.height - 1),
            value=self.value, size=self.size, multiline=self.multiline,
        )
        self.elem.kids.append(spec)
        c.structure.fields.append(spec)


class Choice(Flowable):
    """One radio button of a group (kind 'radio', with its export value) or a checkbox (kind 'check')."""

    def __init__(self, name, label, elem: Elem, state="", kind="radio", side=15):
        super().__init__()
        self.name, self.label, self.elem, self.state, self.kind, self.side = name, label, elem, state, kind, side

    def wrap(self, availWidth, availHeight):
        self.width = self.height = self.side
        return self.side, self.side

    def draw(self):
        x, y = self.canv.absolutePosition(0, 0)
        spec = FieldSpec(self.name, self.kind, self.label, self.canv.getPageNumber() - 1, (x, y, x + self.side, y + self.side),
            state=self.state)
        self.elem.kids.append(spec)
        self.canv.structure.fields.append(spec)


class Band(Flowable):
    """The cover's colored head: runs to the paper's edges and grows with its text."""

    def __init__(self, content: list[Text], theme: Theme, inner: float = 26, least: float = 210):
        super().__init__()
        self.content, self.theme, self.inner, self.least = content, theme, inner, least

    def wrap(self, availWidth, availHeight):
        self.sizes = [t.wrap(availWidth, availHeight) for t in self.content]
        self.width = availWidth
        self.needed = sum(h + t.getSpaceAfter() for (_, h), t in zip(self.sizes, self.content, strict=True)) + self.inner
        self.height = max(self.least, self.needed)
        return availWidth, self.height

    def draw(self):
        c, t = self.canv, self.theme
        with mark(c, None):
            c.setFillColor(t.accent)
            c.rect(-t.margin_side, 0, t.size[0], self.height + t.margin_top + 1, stroke=0, fill=1)
            c.setFillColor(t.pale)
            c.rect(-t.margin_side, -5, t.size[0], 5, stroke=0, fill=1)
        y = self.height
        for n, ((_, h), text) in enumerate(zip(self.sizes, self.content, strict=True)):
            y -= h + (self.height - self.needed if n == 1 else 0)
            text.drawOn(c, 0, y)
            y -= text.getSpaceAfter()


class Bars(Flowable):
    """The weights as bars, one figure with a text alternative. rows: (name, share in percent)."""

    def __init__(self, rows, theme: Theme, elem: Elem, step=25):
        super().__init__()
        self.rows, self.theme, self.elem, self.step = rows, theme, elem, step

    def wrap(self, availWidth, availHeight):
        self.width, self.height = availWidth, self.step * len(self.rows)
        return self.width, self.height

    def draw(self):
        c, style = self.canv, self.theme.style("cell-strong")
        top = max(40, *(share for _, share in self.rows))
        with mark(c, self.elem):
            for n, (name, share) in enumerate(self.rows):
                y = self.height - (n + 1) * self.step
                c.setFont(style.fontName, style.fontSize)
                c.setFillColor(INK)
                c.drawString(0, y + 11, name)
                c.drawRightString(self.width, y + 11, f"{share:g}%")
                c.setFillColor(self.theme.accent)
                c.rect(0, y + 3, self.width * share / top, 4, stroke=0, fill=1)


class Rule(Flowable):
    """A hairline across the column."""

    def __init__(self, before=4, after=6):
        super().__init__()
        self.before, self.after = before, after

    def wrap(self, availWidth, availHeight):
        self.width, self.height = availWidth, self.before + self.after
        return availWidth, self.height

    def draw(self):
        with mark(self.canv, None):
            self.canv.setStrokeColor(LINE)
            self.canv.setLineWidth(0.6)
            self.canv.line(0, self.after, self.width, self.after)
