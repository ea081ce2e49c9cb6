"""Part 3 of the kit's PDF: the heading of the screening lines stays with what it heads, wherever on the page it falls."""

import io

import pytest
from kit_cases import report
from pypdf import PdfReader

from rubric.interview import interview_kit
from rubric.pdf import render_pdf

HEADING = "What the post screens on, and what to test instead"
TRADES = ("pool cover and pool ladder", "garden gate and garden lamp", "roof hatch and roof ladder", "stair carpet and stair rail", "window box and window blind")
ASKED = (
    ("trust", "You keep promises to buyers and tell them early when you cannot, even where it costs you the order of the month."),
    ("trust", "You are open about mistakes, yours first of all, with the shop and with the people who buy there."),
    ("drive", "You go on after the third no of a long and rainy week of visits to gardens and garages."),
    ("drive", "You finish what you have begun, and you begin before anybody asks."),
    ("leadership", "You coach two younger sellers and lead by example on the road."),
    ("networking", "You bring the workshop and the office together when a delivery is late."),
)


@pytest.mark.parametrize("asked", range(len(ASKED) + 1))
@pytest.mark.parametrize("trades", [1, 3, 5])
def test_the_heading_stands_on_the_page_of_its_first_line(asked, trades):
    demands = [f"Long and proven experience in the {t} industry" for t in TRADES[:trades]]
    marks = [(c, t, None) for c, t in ASKED[:asked]] + [("industry-background", d, "required") for d in demands]
    kit = interview_kit(report("\n".join(m[1] for m in marks), marks, title="Garden Seller", role="seller"))
    page = next(p for p in (" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(render_pdf(kit))).pages) if HEADING in p)
    assert kit.replacements[0].name in page.split(HEADING)[1]
