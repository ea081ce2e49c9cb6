"""Stage 3: segments to findings. matchers.py (rules) and classifier.py (model) propose, overlaps.py decides what stays."""

from rubric.detect.detector import detect

__all__ = ["detect"]
