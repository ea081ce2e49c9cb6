"""Blocks as a Word document: real headings, tables with repeated head rows, and content controls where the PDF has form fields."""

from __future__ import annotations

import io
import zipfile

from rubric.interview.kit import Kit
from rubric.output.kits.blocks import Blank, Columns, Heading, Items, Ladder, Table, Text, Tick
from rubric.output.kits.looks import clean, set_looks

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = {"quote": "Quote", "small": "Kit Small", "strong": "Kit Strong", "": "Normal"}
WIDEST = 70
"""Characters after which a longer text no longer widens its column."""


def write(blocks: list, kit: Kit) -> bytes:
    """The file's bytes. Equal blocks give equal bytes: no clock is read."""
    import docx

    document = docx.Document()
    set_looks(document, kit)
    pen = _Pen(document, kit.color.lstrip("#").upper())
    for b in blocks:
        if isinstance(b, Heading):
            document.add_heading(clean(b.text), b.level).paragraph_format.page_break_before = b.new_page or None
        elif isinstance(b, Text):
            document.add_paragraph(clean(b.text), style=STYLES[b.style])
        elif isinstance(b, Items):
            for number, item in enumerate(b.items, 1):
                pen.numbered(number, item) if b.numbered else document.add_paragraph(clean(item), style="List Bullet")
        elif isinstance(b, Blank):
            pen.blank(b)
        elif isinstance(b, Tick):
            pen.tick(document.add_paragraph(), b)
        elif isinstance(b, Ladder):
            pen.ladder(b)
        elif isinstance(b, Columns):
            pen.columns(b)
        elif isinstance(b, Table):
            pen.table(b.heads, b.rows)
    return _packed(document)


class _Pen:
    """Writes what python-docx has no call for. Content controls are numbered in reading order."""

    def __init__(self, document, color: str):
        self.document, self.color, self.count = document, color, 0
        section = document.sections[0]
        self.width = section.page_width - section.left_margin - section.right_margin

    def numbered(self, number: int, item: str) -> None:
        """A list item with its number typed out: Word would go on counting from the list before."""
        p = self.document.add_paragraph(f"{number}.\t{clean(item)}")
        p.paragraph_format.left_indent, p.paragraph_format.first_line_indent = 254_000, -254_000

    def blank(self, b: Blank) -> None:
        if b.lines == 1:
            p = self.document.add_paragraph()
            p.paragraph_format.tab_stops.add_tab_stop(int(self.width * 0.38))
            p.add_run(clean(b.label)).bold = True
            p.add_run("\t")
            self._control(p, b)
            return
        self.document.add_paragraph(clean(b.label), style="Kit Strong")
        table = self._grid([1])
        row = table.add_row()
        row.height = 200_000 * b.lines
        self._element(row._tr.get_or_add_trPr(), "cantSplit")
        self._control(self._cell(row.cells[0]), b)
        self._after_table()

    def ladder(self, b: Ladder) -> None:
        p = self.document.add_paragraph(clean(b.label) + ": ", style="Kit Strong")
        self._control(p, Blank(b.label, b.name), [f"{n} {name}" for n, name, _ in b.rows])
        self.table(("Level", "What it looks like"), tuple((f"{n}  {name}", text) for n, name, text in b.rows), together=True)

    def columns(self, b: Columns) -> None:
        """Lists side by side, in a table without lines."""
        table = self._grid([1] * len(b.parts), lines=False)
        for cell, (title, items) in zip(table.add_row().cells, b.parts, strict=True):
            head = self._cell(cell)
            head.style = "Kit Strong"
            head.add_run(clean(title))
            for item in items:
                cell.add_paragraph(clean(item), style="List Bullet").paragraph_format.left_indent = 180_000
        self._after_table()

    def table(self, heads, rows, together: bool = False) -> None:
        """A head row that repeats and rows that do not split; together: all of it on one page."""
        table = self._grid([_weight([head, *(row[n] for row in rows)]) for n, head in enumerate(heads)])
        top = table.add_row()
        self._element(top._tr.get_or_add_trPr(), "tblHeader")
        for cell, head in zip(top.cells, heads, strict=True):
            self._shaded(cell, self.color)
            run = self._cell(cell).add_run(clean(head))
            run.bold, run.font.color.rgb = True, self._white()
        for content in rows:
            line = table.add_row()
            self._element(line._tr.get_or_add_trPr(), "cantSplit")
            for n, (cell, words) in enumerate(zip(line.cells, content, strict=True)):
                p = self._cell(cell)
                if isinstance(words, Blank):
                    self._control(p, words, prompt="\u2003")
                elif isinstance(words, Tick):
                    self.tick(p, words, words=False)
                else:
                    p.add_run(clean(words)).bold = True if n == 0 else None
        if together:
            for row in table.rows[:-1]:
                for p in (p for cell in row.cells for p in cell.paragraphs):
                    p.paragraph_format.keep_with_next = True
        self._after_table()

    def tick(self, p, b: Tick, words: bool = True) -> None:
        """A checkbox control, with its words beside it."""
        from docx.oxml import parse_xml

        w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
        self.count += 1
        control = parse_xml(
            f'<w:sdt xmlns:w="{W}" xmlns:w14="{w14}"><w:sdtPr><w:alias/><w:tag/><w:id w:val="{self.count}"/><w14:checkbox>'
            '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
            '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/></w:rPr>'
            "<w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"
        )
        self._named(control, b.label, b.name)
        p._p.append(control)
        if words:
            p.add_run(" " + clean(b.label))

    def _control(self, p, b: Blank, choices=(), prompt: str = "Type here") -> None:
        """A plain-text control with a prompt, or a drop-down list of choices."""
        from docx.oxml import parse_xml

        self.count += 1
        kind = "<w:text w:multiLine='1'/>" if not choices else "<w:dropDownList/>"
        prompt = b.value or ("Choose a level" if choices else prompt)
        showing = "" if b.value else "<w:showingPlcHdr/>"
        control = parse_xml(
            f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:alias/><w:tag/><w:id w:val="{self.count}"/>{showing}{kind}</w:sdtPr>'
            '<w:sdtContent><w:r><w:t/></w:r></w:sdtContent></w:sdt>'
        )
        self._named(control, b.label, b.name)
        control.find(f".//{{{W}}}t").text = clean(prompt)
        if not b.value:
            run = control.find(f".//{{{W}}}r")
            look = run.makeelement(f"{{{W}}}rPr", {})
            color = look.makeelement(f"{{{W}}}color", {f"{{{W}}}val": "595959"})
            look.append(color)
            run.insert(0, look)
        listed = control.find(f".//{{{W}}}dropDownList")
        for choice in choices:
            listed.append(listed.makeelement(f"{{{W}}}listItem", {f"{{{W}}}displayText": clean(choice), f"{{{W}}}value": choice[0]}))
        p._p.append(control)

    def _named(self, control, label: str, name: str) -> None:
        control.find(f".//{{{W}}}alias").set(f"{{{W}}}val", clean(label)[:64])
        control.find(f".//{{{W}}}tag").set(f"{{{W}}}val", clean(name)[:64])

    def _grid(self, weights, lines: bool = True):
        """An empty table as wide as the text, its columns in proportion to the weights."""
        from docx.oxml import parse_xml

        table = self.document.add_table(0, len(weights))
        table.autofit = False
        for column, weight in zip(table.columns, weights, strict=True):
            column.width = int(self.width * weight / sum(weights))
        sides = ("top", "left", "bottom", "right", "insideH", "insideV") if lines else ()
        borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A9B3BA"/>' for side in sides)
        margins = "".join(f'<w:{side} w:w="{90 if side in ("left", "right") else 35}" w:type="dxa"/>' for side in ("top", "left", "bottom",
            "right"))
        look = table._tbl.tblPr.find(f"{{{W}}}tblLook")
        for xml in (f"<w:tblBorders>{borders}</w:tblBorders>", f"<w:tblCellMar>{margins}</w:tblCellMar>"):
            made = parse_xml(xml.replace(">", f' xmlns:w="{W}">', 1))
            look.addprevious(made) if look is not None else table._tbl.tblPr.append(made)
        return table

    @staticmethod
    def _cell(cell):
        """The cell's first paragraph, in the tables' style."""
        cell.paragraphs[0].style = "Kit Cell"
        return cell.paragraphs[0]

    @staticmethod
    def _shaded(cell, color: str) -> None:
        shade = cell._tc.makeelement(f"{{{W}}}shd", {f"{{{W}}}val": "clear", f"{{{W}}}color": "auto", f"{{{W}}}fill": color})
        cell._tc.get_or_add_tcPr().append(shade)

    @staticmethod
    def _white():
        from docx.shared import RGBColor

        return RGBColor(255, 255, 255)

    def _after_table(self) -> None:
        """A short empty line: Word joins tables that touch."""
        self.document.add_paragraph(style="Kit Gap")

    @staticmethod
    def _element(parent, tag: str) -> None:
        parent.append(parent.makeelement(f"{{{W}}}{tag}", {}))


def _weight(cells) -> int:
    """A column's share of the width: its longest text up to WIDEST characters; boxes need little."""
    return max(6, *(min(WIDEST, len(c)) if isinstance(c, str) else 4 for c in cells))


def _packed(document) -> bytes:
    """The package with a fixed date on every part."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
