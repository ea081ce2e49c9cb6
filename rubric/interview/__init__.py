"""Stage 6: from a post and its findings to a structured interview kit; filled kits come back through scorecards.py."""

from rubric.interview.build import interview_kit
from rubric.interview.kit import KIT_FORMAT, Kit, KitCompetency, KitQuestion, Quote
from rubric.interview.options import KitOptions, read_options

__all__ = ["KIT_FORMAT", "Kit", "KitCompetency", "KitOptions", "KitQuestion", "Quote", "interview_kit", "read_options"]
