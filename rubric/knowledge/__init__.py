"""What we know, as data: signals, competencies, evidence, words. Loading checks everything (schema.py); nothing half-valid loads."""

from rubric.knowledge.patterns import compile_pattern, fold
from rubric.knowledge.schema import Competency, Evidence, Rule, Signal
from rubric.knowledge.store import competencies, evidence, interview_texts, lists, sections, signal, signals

__all__ = [
    "Competency", "Evidence", "Rule", "Signal", "compile_pattern", "competencies", "evidence", "fold",
    "interview_texts", "lists", "sections", "signal", "signals",
]
