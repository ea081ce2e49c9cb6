"""Pages: frames, footers, two passes (the second knows the page numbers), and ReportLab's part of the file."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from rubric.interview.kit import Kit
from rubric.pdf.fonts import REGULAR, register, shown
from rubric.pdf.parts import write_kit
from rubric.pdf.structure import Structure, mark
from rubric.pdf.theme import LINE, Theme
from rubric.pdf.writer import Writer


def draw(kit: Kit) -> tuple[bytes, Structure]:
    """The kit without form fields and tags, and the structure that finish.py adds to it."""
    register()
    theme = Theme(kit.paper, kit.color)
    pages: dict[str, int] = {}
    for _ in range(2):
        writer = Writer(theme, pages)
        write_kit(writer, kit)
        data = _build(writer, kit)
        pages = dict(writer.structure.pages)
    return data, writer.structure


def _build(writer: Writer, kit: Kit) -> bytes:
    foot = f"Structured interview kit {kit.id} · version {kit.version}"
    return build(writer, kit_title(kit), "Structured interview kit", foot)


def build(writer: Writer, title: str, subject: str, foot: str) -> bytes:
    """Lay out what the writer holds; every page has `foot` and its number at its foot."""
    theme, structure = writer.theme, writer.structure
    buffer = BytesIO()
    doc = BaseDocTemplate(
        buffer, pagesize=theme.size, title=shown(title), author="", creator="Rubric", lang="en-US",
        subject=subject, allowSplitting=1, initialFontName=REGULAR,
    )
    frame = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    box = (theme.margin_side, theme.margin_bottom, theme.width, theme.height)

    def footer(canvas, _doc):
        style = theme.style("small")
        page = canvas.getPageNumber()
        y = theme.margin_bottom - 24
        with mark(canvas, None):
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.6)
            canvas.line(theme.margin_side, y + 13, theme.size[0] - theme.margin_side, y + 13)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.setFillColor(style.textColor)
            canvas.drawString(theme.margin_side, y, foot)
            total = writer.pages.get("last", page)
            canvas.drawRightString(theme.size[0] - theme.margin_side, y, f"Page {page} of {total}")
        structure.pages["last"] = page

    doc.addPageTemplates([PageTemplate("page", [Frame(*box, **frame)], onPage=footer)])

    def canvas(*args, **kwargs):
        kwargs |= {"invariant": 1, "initialFontName": REGULAR}
        made = Canvas(*args, **kwargs)
        made.structure = structure
        made.setViewerPreference("DisplayDocTitle", "true")
        return made

    doc.build(writer.story, canvasmaker=canvas)
    return buffer.getvalue()


def kit_title(kit: Kit) -> str:
    """The document's title as shown in a window bar."""
    return f"Structured interview kit: {kit.title or 'role without a title'}" + (f" ({kit.employer})" if kit.employer else "")
