"""The looks of the Word document: paper, margins, styles, footer and properties."""

from __future__ import annotations

import datetime

from rubric.interview.kit import Kit

EPOCH = datetime.datetime(2000, 1, 1)
FONT = "Calibri"
MUTED = "535E68"
SIZES = {"Heading 1": (20, 0, 6), "Heading 2": (14, 12, 3), "Heading 3": (11.5, 10, 3)}
"""Points: type, space before, space after."""


def set_looks(document, kit: Kit) -> None:
    """Set everything that is the same on all pages; makes the styles Kit Cell, Kit Strong, Kit Small and Kit Gap."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(4), 1.08
    for name, (size, before, after) in SIZES.items():
        font, layout = styles[name].font, styles[name].paragraph_format
        _face(styles[name])
        font.color.rgb, font.size, font.bold = RGBColor.from_string(kit.color.lstrip("#").upper()), Pt(size), True
        layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), True
    bullets = styles["List Bullet"].paragraph_format
    bullets.space_after = Pt(1.5)
    quote = styles["Quote"]
    quote.font.color.rgb, quote.paragraph_format.left_indent = RGBColor.from_string("1A2026"), Mm(5)
    for name, size, after in (("Kit Cell", 9.5, 0), ("Kit Strong", 10.5, 3), ("Kit Small", 9, 3), ("Kit Gap", 4, 0)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size, style.paragraph_format.space_after = normal, Pt(size), Pt(after)
    styles["Kit Strong"].font.bold = styles["Kit Strong"].paragraph_format.keep_with_next = True
    styles["Kit Small"].font.color.rgb = RGBColor.from_string(MUTED)
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(210), Mm(297)) if kit.paper == "a4" else (Mm(215.9), Mm(279.4))
    section.left_margin = section.right_margin = Mm(19)
    section.top_margin = section.bottom_margin = Mm(17)
    section.footer_distance = Mm(8)
    _footer(section.footer.paragraphs[0], f"Structured interview kit {kit.id} · version {kit.version} · page ")
    core = document.core_properties
    core.title, core.author, core.language = clean(f"Structured interview kit: {kit.title}")[:255], "Rubric", "en-US"
    core.comments, core.last_modified_by, core.revision = "", "Rubric", 1
    core.created = core.modified = EPOCH


def clean(text: str) -> str:
    """Text that XML can hold: lone surrogates and control characters out."""
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and not 0x7F <= ord(c) < 0xA0 and not 0xD800 <= ord(c) < 0xE000
        and ord(c) not in (0xFFFE, 0xFFFF)))


def _face(style) -> None:
    """The typeface of a heading, whose theme font would go before its name."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for key in [k for k in fonts.attrib if k.endswith("Theme")]:
        del fonts.attrib[key]


def _footer(p, words: str) -> None:
    """The footer with the page number as a field."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    p.style = "Kit Small"
    p.add_run(clean(words))
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    p._p.append(field)
