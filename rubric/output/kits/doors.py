"""One function per door. Equal kits give equal bytes."""

from __future__ import annotations

import json

from rubric.interview.kit import Kit

FORMATS = ("pdf", "md", "json", "docx")


def to_json(kit: Kit) -> bytes:
    """Everything in the kit as JSON, for an applicant-tracking system; see Kit.to_dict."""
    return (json.dumps(kit.to_dict(), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def to_markdown(kit: Kit) -> bytes:
    """The kit as Markdown (CommonMark with tables and task lists). The post's own words are escaped."""
    from rubric.output.kits.markdown import write
    from rubric.output.kits.outline import outline

    return write(outline(kit)).encode("utf-8", "replace")


def to_docx(kit: Kit) -> bytes:
    """The kit as a Word document with headings, tables, and content controls to fill in."""
    from rubric.output.kits.outline import outline
    from rubric.output.kits.word import write

    return write(outline(kit), kit)
