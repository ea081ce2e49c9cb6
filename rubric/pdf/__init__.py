"""Stage 7: a kit becomes a PDF. Decides nothing: every word that matters comes from the kit, every look from theme.py."""

from rubric.pdf.finish import ATTACHMENT, kit_data, render_pdf

__all__ = ["ATTACHMENT", "kit_data", "render_pdf"]
