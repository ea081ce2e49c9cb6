"""Part 10: the evidence behind the kit, each source with what it says, its limits, and how far we checked it."""

from __future__ import annotations

from rubric.interview.kit import Kit, Source
from rubric.pdf.fonts import safe
from rubric.pdf.parts.run import heading
from rubric.pdf.writer import Writer


def write(w: Writer, kit: Kit, kicker: str, bookmark) -> None:
    heading(w, kicker, "Sources", bookmark)
    w.text(
        "Numbers in square brackets in this kit point here. Research speaks about averages: it says what tends to help, not what a given "
        "person will do. Each entry says what the source found, where its limits are, and how far we checked it: “at the source” means the "
        "paper’s abstract or the publisher’s, authors’ or agency’s own page.", "body",
    )
    for s in kit.sources:
        _source(w, s)


def _source(w: Writer, s: Source) -> None:
    style = w.theme.style("small")
    with w.together(), w.columns(widths=(30, None), bottom=6, gutter=6) as (left, right):
        with w.into(left):
            w.text(f"[{s.number}]", "cell-strong", "P")
        with w.into(right):
            w.text(s.citation, "cell-strong", "P")
            limits = f"<font color='#{style.textColor.hexval()[2:]}'>Limits: {safe(s.limits)} {s.checked}</font>"
            w.text(f"{safe(s.says)} {limits}", "source", markup=True)
            if s.url:
                w.text(s.url, "small", "Link", uri=s.url)
