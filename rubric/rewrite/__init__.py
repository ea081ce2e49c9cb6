"""Stage 5: findings to edits. `rewrite(report)` proposes, `apply(text, edits, chosen)` puts the accepted ones in."""

from rubric.rewrite.apply import apply
from rubric.rewrite.plan import rewrite

__all__ = ["apply", "rewrite"]
