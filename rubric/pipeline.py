"""The order of the stages, and nothing else: read -> segment -> detect -> score -> (rewrite on demand)."""

from __future__ import annotations

from rubric.detect import detect
from rubric.notices import missing, notices
from rubric.read.encoding import check
from rubric.records import Post, Report, Rewrite
from rubric.roles import role_of, title_of
from rubric.score import score
from rubric.segment import segment


def analyze(text: str, *, title: str = "", source: str = "", memo: dict | None = None) -> Report:
    """Analyze one post. Offsets in the report are characters of `text`. Raises InputError for text that is no post at all.

    memo: see rubric.detect.detect; for callers that analyze nearly the same text many times.
    """
    return analyze_post(Post(text, title, source), memo)


def analyze_post(post: Post, memo: dict | None = None) -> Report:
    """Analyze a post that has been read already."""
    check(post.text, post.source)
    return stages(post, memo)


def stages(post: Post, memo: dict | None = None) -> Report:
    """The stages themselves, for a text of any length: a rewritten post may be longer than what is read."""
    segments = segment(post.text)
    findings = detect(post.text, segments, memo)
    title = post.title or title_of(post.text, segments)
    role = role_of(title, post.text)
    return Report(
        post, tuple(segments), findings, score(findings), role, title,
        missing(findings, role), notices(post.text, segments, findings, role), rewriter=_rewrite,
    )


def _rewrite(report: Report) -> Rewrite:
    from rubric.rewrite import rewrite

    return rewrite(report)
