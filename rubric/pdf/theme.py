"""The one place for looks: paper, grid, colors, type. Nothing else in the package names a color, a size or a font."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle

from rubric.pdf.fonts import BOLD, REGULAR, SEMIBOLD

PAPERS = {"letter": letter, "a4": A4}
INK = HexColor("#1A2026")
MUTED = HexColor("#535E68")
LINE = HexColor("#C3CBD1")
FIELD_LINE = HexColor("#8A959E")
WHITE = white


def mix(color: Color, share: float) -> Color:
    """A tint: `share` of the color, the rest white."""
    return Color(*(1 - share * (1 - c) for c in (color.red, color.green, color.blue)))


@dataclass(frozen=True)
class Theme:
    """Sizes in points. The text column is cut into 12 grid columns with a gutter between them."""

    paper: str
    color: str
    margin_side: float = 50
    margin_top: float = 46
    margin_bottom: float = 52
    gutter: float = 14

    @cached_property
    def accent(self) -> Color:
        return HexColor(self.color)

    @cached_property
    def tint(self) -> Color:
        return mix(self.accent, 0.07)

    @cached_property
    def band(self) -> Color:
        return mix(self.accent, 0.16)

    @cached_property
    def pale(self) -> Color:
        return mix(self.accent, 0.45)

    @property
    def size(self) -> tuple[float, float]:
        return PAPERS[self.paper]

    @property
    def width(self) -> float:
        """Width of the text column."""
        return self.size[0] - 2 * self.margin_side

    @property
    def height(self) -> float:
        """Height of the text column."""
        return self.size[1] - self.margin_top - self.margin_bottom

    def columns(self, *spans: int) -> list[float]:
        """Widths of grid spans (together 12), each with its gutter to the right except the last."""
        unit = (self.width + self.gutter) / 12
        widths = [n * unit for n in spans]
        widths[-1] -= self.gutter
        return widths

    def style(self, name: str) -> ParagraphStyle:
        return self.styles[name]

    @cached_property
    def styles(self) -> dict[str, ParagraphStyle]:
        rows = {
            # name: (font, size, leading, color, space before, space after)
            "body": (REGULAR, 10, 14.2, INK, 0, 5),
            "lead": (REGULAR, 11.6, 16.6, INK, 0, 6),
            "small": (REGULAR, 8.6, 12, MUTED, 0, 3),
            "label": (SEMIBOLD, 8.6, 11.6, MUTED, 0, 2),
            "kicker": (BOLD, 8.4, 11, self.accent, 0, 3),
            "h1": (BOLD, 23, 27, INK, 0, 7),
            "h2": (BOLD, 13.2, 17, INK, 10, 5),
            "h3": (SEMIBOLD, 10.2, 13.6, self.accent, 0, 2),
            "question": (SEMIBOLD, 13.4, 18, INK, 2, 7),
            "quote": (REGULAR, 10.2, 14.4, INK, 0, 2),
            "cell": (REGULAR, 9, 12.2, INK, 0, 0),
            "cell-strong": (SEMIBOLD, 9, 12.2, INK, 0, 0),
            "cell-head": (SEMIBOLD, 8.8, 11.6, WHITE, 0, 0),
            "cell-muted": (REGULAR, 8.6, 11.8, MUTED, 0, 0),
            "level": (REGULAR, 9.6, 12.8, INK, 0, 0),
            "level-name": (SEMIBOLD, 8.6, 11, INK, 0, 0),
            "level-number": (BOLD, 15, 17, self.accent, 0, 0),
            "aside": (REGULAR, 9.3, 12.5, INK, 0, 2.5),
            "cover-kicker": (BOLD, 10, 13, WHITE, 0, 10),
            "cover-title": (BOLD, 34, 39, WHITE, 0, 12),
            "cover-line": (REGULAR, 12, 17, WHITE, 0, 0),
            "big": (BOLD, 15, 18, self.accent, 0, 0),
            "material": (REGULAR, 9.8, 14, INK, 0, 4),
            "source": (REGULAR, 8.6, 11.8, INK, 0, 1.5),
        }
        return {
            name: ParagraphStyle(
                name, fontName=font, fontSize=size, leading=leading, textColor=color, spaceBefore=before, spaceAfter=after,
                bulletFontName=font, bulletFontSize=size, allowWidows=0, allowOrphans=0, splitLongWords=1, embeddedHyphenation=0,
                spaceShrinkage=0,
            )
            for name, (font, size, leading, color, before, after) in rows.items()
        }
