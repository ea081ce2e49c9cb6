"""Blocks as a Word document: real headings, tables with repeated head rows, and content controls where the PDF has form fields."""

from __future__ import annotations

import datetime
import io
import zipfile

from rubric.interview.kit import Kit
from rubric.output.kits.outline import Blank, Heading, Items, Ladder, Table, Text, Tick

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EPOCH = datetime.datetime(2000, 1, 1)
STYLES = {"quote": "Quote", "small": "Normal", "strong": "Normal", "": "Normal"}


def write(blocks: list, kit: Kit) -> bytes:
    """The file's bytes. Equal blocks give equal bytes: no clock is read."""
    import docx

    document = docx.Document()
    _looks(document, kit)
    pen = _Pen(document)
    for b in blocks:
        if isinstance(b, Heading):
            document.add_heading(clean(b.text), b.level).paragraph_format.page_break_before = b.new_page or None
        elif isinstance(b, Text):
            run = document.add_paragraph(style=STYLES[b.style]).add_run(clean(b.text))
            run.bold = True if b.style == "strong" else None
            if b.style == "small":
                run.font.size = pen.small
        elif isinstance(b, Items):
            for item in b.items:
                document.add_paragraph(clean(item), style="List Bullet") if not b.numbered else pen.numbered(b.items, item)
        elif isinstance(b, Blank):
            pen.blank(b)
        elif isinstance(b, Tick):
            pen.tick(document.add_paragraph(), b)
        elif isinstance(b, Ladder):
            pen.ladder(b)
        elif isinstance(b, Table):
            pen.table(b.heads, b.rows)
    return _packed(document)


class _Pen:
    """Writes what python-docx has no call for. Content controls are numbered in reading order."""

    def __init__(self, document):
        from docx.shared import Pt

        self.document, self.count, self.small = document, 0, Pt(9)

    def numbered(self, items, item) -> None:
        """A list item with its number typed out: Word would go on counting from the list before."""
        p = self.document.add_paragraph(f"{items.index(item) + 1}.\t{clean(item)}")
        p.paragraph_format.left_indent, p.paragraph_format.first_line_indent = 254_000, -254_000

    def blank(self, b: Blank) -> None:
        self.document.add_paragraph().add_run(clean(b.label)).bold = True
        if b.lines == 1:
            self._control(self.document.add_paragraph(), b)
            return
        table = self._grid(1, 1)
        row = table.rows[0]
        row.height = 180_000 * b.lines
        self._control(row.cells[0].paragraphs[0], b)
        self.document.add_paragraph()

    def ladder(self, b: Ladder) -> None:
        p = self.document.add_paragraph()
        p.add_run(clean(b.label) + ": ").bold = True
        self._control(p, Blank(b.label, b.name), [f"{n} {name}" for n, name, _ in b.rows])
        self.table(("Level", "Name", "What it looks like"), tuple((str(n), name, text) for n, name, text in b.rows))

    def table(self, heads, rows) -> None:
        table = self._grid(1 + len(rows), len(heads))
        self._element(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(clean(head)).bold = True
        for line, row in zip(table.rows[1:], rows, strict=True):
            self._element(line._tr.get_or_add_trPr(), "cantSplit")
            for cell, content in zip(line.cells, row, strict=True):
                p = cell.paragraphs[0]
                if isinstance(content, Blank):
                    self._control(p, content)
                elif isinstance(content, Tick):
                    self.tick(p, content, words=False)
                else:
                    p.add_run(clean(content))
        self.document.add_paragraph()

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

    def _control(self, p, b: Blank, choices=()) -> None:
        """A plain-text control, or a drop-down list of choices."""
        from docx.oxml import parse_xml

        self.count += 1
        kind = "<w:text w:multiLine='1'/>" if not choices else "<w:dropDownList/>"
        prompt = b.value or ("Choose a level" if choices else "Type here")
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

    def _grid(self, rows: int, columns: int):
        table = self.document.add_table(rows, columns)
        table.style = "Table Grid"
        return table

    @staticmethod
    def _element(parent, tag: str) -> None:
        parent.append(parent.makeelement(f"{{{W}}}{tag}", {}))


def clean(text: str) -> str:
    """Text that XML can hold: lone surrogates and control characters out."""
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and not 0x7F <= ord(c) < 0xA0 and not 0xD800 <= ord(c) < 0xE000
        and ord(c) not in (0xFFFE, 0xFFFF)))


def _looks(document, kit: Kit) -> None:
    from docx.shared import Mm, Pt, RGBColor

    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(10.5)
    for level in (1, 2, 3):
        font = document.styles[f"Heading {level}"].font
        font.name, font.color.rgb = "Calibri", RGBColor.from_string(kit.color.lstrip("#").upper())
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(210), Mm(297)) if kit.paper == "a4" else (Mm(215.9), Mm(279.4))
    section.footer.paragraphs[0].text = clean(f"Structured interview kit {kit.id} · version {kit.version}")
    core = document.core_properties
    core.title, core.author, core.language = clean(f"Structured interview kit: {kit.title}")[:255], "Rubric", "en-US"
    core.comments, core.last_modified_by, core.revision = "", "Rubric", 1
    core.created = core.modified = EPOCH


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
