"""An installed copy must work like the repository: everything that is not Python has to be named in the package data."""

import glob
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("rubric", "webapp", "sample_posts")


def test_package_data_names_every_file_that_is_kept_in_git():
    listed = subprocess.run(["git", "ls-files", "--", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode or not listed.stdout:
        pytest.skip("this copy is not a git repository")
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {f"{p}/{f}" for p in PACKAGES for pattern in patterns[p] for f in glob.glob(pattern, root_dir=ROOT / p, recursive=True)}
    kept = {f for f in listed.stdout.splitlines() if not f.endswith(".py") and (ROOT / f).is_file()}
    assert len(kept) > 100
    assert {Path(f).suffix for f in kept} >= {".toml", ".html", ".css", ".js", ".woff2", ".ttf", ".npz", ".md"}
    assert sorted(kept - packed) == []


def test_every_folder_with_python_files_is_a_package_of_the_wheel():
    """A folder without __init__.py would be importable here and could be missing there."""
    without = {
        str(p.parent.relative_to(ROOT)) for k in PACKAGES[:2] for p in (ROOT / k).rglob("*.py") if not (p.parent / "__init__.py").exists()
    }
    assert without == set()
