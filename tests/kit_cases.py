"""Six posts of our own, one per role family, with findings marked by hand, so that kits are tested without the detector."""

from __future__ import annotations

from rubric.records import Finding, Post, Report, Score, Segment


def report(text: str, marks, title: str = "", role: str = "general") -> Report:
    """A Report whose segments are the lines of the text; marks are (code, words in the text, strength)."""
    segments, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            segments.append(Segment(at, at + len(line)))
        at += len(line) + 1
    findings = []
    for code, words, strength in marks:
        start = text.index(words)
        number = next(n for n, s in enumerate(segments) if s.start <= start < s.end)
        findings.append(Finding(code, start, start + len(words), strength, words, number))
    return Report(Post(text, title), tuple(segments), tuple(findings), Score(50, 50, 50), role, title)


CASES = {
    "seller": (
        "Sales Representative, Greenhouse Lighting",
        """Find out what growers are trying to fix before you suggest anything.
Write short field notes that growers pass on to each other.
Bring your own book of greenhouse clients.
5+ years of selling to growers preferred.
You keep going after a first no and know when to stop.""",
        [("consultative", "Find out what growers are trying to fix", None), ("content", "Write short field notes", None),
         ("rolodex", "your own book of greenhouse clients", "required"), ("years-of-experience", "5+ years", "preferred"),
         ("industry-background", "selling to growers", "preferred"), ("drive", "keep going after a first no", None)],
        {"minutes": 30, "paper": "letter"},
    ),
    "seller-leader": (
        "Regional Sales Manager, Cold Storage",
        """You listen first, ask good questions and find out what a warehouse manager is really trying to fix.
Coach three account executives and join their first visits.
Work with logistics and product so that promises hold.
Please do not apply if you have never sold refrigeration.
Candidates from a direct competitor only.
Hit the ground running; there is no training.
A valid driver’s license is required by law.""",
        [("consultative", "listen first, ask good questions", None), ("leadership", "Coach three account executives", None),
         ("networking", "Work with logistics and product", None), ("gatekeeping", "do not apply if you have never sold refrigeration",
         "required"),
         ("pedigree", "from a direct competitor", "required"), ("instant-results", "Hit the ground running", "required"),
         ("bona-fide", "valid driver’s license", None)],
        {"minutes": 60, "paper": "a4"},
    ),
    "account": (
        "Customer Success Manager",
        """You keep promises small enough to keep and say so when one is at risk.
You bring people from support, finance and product to one table.
You learn how libraries lend things and who decides.
Deep knowledge of library systems is required.""",
        [("trust", "keep promises small enough to keep", None), ("networking",
        "bring people from support, finance and product to one table", None),
         ("learning", "learn how libraries lend things", None), ("insider-knowledge", "Deep knowledge of library systems", "required")],
        {"minutes": 45, "paper": "letter", "color": "#7A1F3D", "employer": "Paper & Pin"},
    ),
    "marketer": (
        "Content Marketer",
        """Choose one audience and publish every second week for a year.
Let customers tell their own stories.
Experience in beverage marketing is a plus.
Agency background preferred.""",
        [("content", "Choose one audience and publish every second week", None), ("content", "Let customers tell their own stories", None),
         ("industry-background", "Experience in beverage marketing", "preferred"), ("industry-background", "Agency background",
         "preferred")],
        {"minutes": 60, "paper": "letter", "color": "#3B2A8C", "interviewers": 2},
    ),
    "marketing-leader": (
        "Head of Marketing",
        """Build a team of four and let it take the credit.
Give the company a direction that people outside marketing can repeat.
Try things early, stop them early.
Learn what boat owners worry about.
Fortune 500 experience and a network of journalists are musts.""",
        [("leadership", "Build a team of four", None), ("content", "Give the company a direction", None), ("drive",
        "Try things early, stop them early", None),
         ("learning", "Learn what boat owners worry about", None), ("pedigree", "Fortune 500 experience", "required"),
         ("rolodex", "a network of journalists", "required")],
        {"minutes": 90, "paper": "a4", "weights": {"leadership": 2}, "weights_reason": "Half of the week goes to leading the team."},
    ),
    "general": (
        "Night Nurse",
        "Twelve beds, two colleagues, one coffee machine.\nYou explain to families what happens next in words they use themselves.",
        [("trust", "explain to families what happens next", None)],
        {"minutes": 90, "paper": "letter", "candidate_code": "C-014", "date": "2026-11-23"},
    ),
}


def case(family: str) -> tuple[Report, dict]:
    """The report of one family's post and the options its kit is tested with."""
    title, text, marks, options = CASES[family]
    return report(text, marks, title, family), dict(options)
