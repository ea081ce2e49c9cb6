"""The kit's other doors: Markdown, JSON and Word (.docx), with the parts of the PDF in the PDF's order. All give bytes."""

from rubric.output.kits.doors import FORMATS, to_docx, to_json, to_markdown

__all__ = ["FORMATS", "to_docx", "to_json", "to_markdown"]
