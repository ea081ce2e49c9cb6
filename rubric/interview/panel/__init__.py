"""The way back of stage 6: filled kits are read (form.py, scorecards.py), checked, grouped and added up (totals.py)."""

from importlib import import_module

__all__ = ["Panel", "consolidate", "read_panel"]
_HOME = {"Panel": "records", "consolidate": "totals", "read_panel": "totals"}


def __getattr__(name: str):
    """Import when first used: scorecards.py needs form.py from here before it can be needed itself."""
    if name in _HOME:
        return getattr(import_module(f"rubric.interview.panel.{_HOME[name]}"), name)
    raise AttributeError(f"module 'rubric.interview.panel' has no attribute {name!r}")
