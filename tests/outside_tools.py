"""Programs from outside that check what we make: installed in CI, optional elsewhere."""

import os
import shutil

import pytest


def tool(name: str) -> str:
    """Path of the program; skips the test when it is not there, fails in CI."""
    found = shutil.which(name)
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing; CI installs qpdf, poppler-utils and mupdf-tools")
        pytest.skip(f"{name} is not installed")
    return found
