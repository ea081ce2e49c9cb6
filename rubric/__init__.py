"""Rubric: what a job post screens on, what it could ask for instead, and how to test that.

    read -> segment -> detect -> score -> rewrite -> interview -> pdf
"""

__version__ = "0.1.0"
__all__ = ["Report", "analyze", "analyze_post", "interview_kit", "render_pdf"]

_HOME = {
    "Report": "rubric.records", "analyze": "rubric.pipeline", "analyze_post": "rubric.pipeline",
    "interview_kit": "rubric.interview", "render_pdf": "rubric.pdf",
}


def __getattr__(name: str):
    """Import a public name when it is first used, so that `import rubric` stays quick."""
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'rubric' has no attribute {name!r}")
