"""Stage 1, folders: which files of the given paths are posts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rubric.errors import UnreadableFile
from rubric.read.open import SUFFIXES

_NOT_POSTS = ("readme", "license", "licence", "changelog", "contributing", "code_of_conduct")
_SYSTEM = ("Thumbs.db", "desktop.ini")
FIRST = 5  # names that `some` tells


def find(paths: list[str | Path], skipped: Callable[[Path], None] = lambda path: None) -> Iterator[Path]:
    """Yield every file to read, folders walked in name order; there, files of other kinds and READMEs go to `skipped`, hidden ones nowhere.

    A file named directly is always yielded. Raises UnreadableFile for a path that does not exist; a file named twice comes once.
    """
    seen: set[int] | None = set() if len(paths) > 1 else None
    for path in map(Path, paths):
        if not path.exists():
            raise UnreadableFile("there is no such file or folder.", where=str(path), remedy="Check the path.")
        for found in _inside(path, skipped) if path.is_dir() else (path,):
            if seen is not None:
                key = hash(os.path.abspath(found))
                if key in seen:
                    continue
                seen.add(key)
            yield found


def _inside(folder: Path, skipped) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in ("node_modules", "__MACOSX", "__pycache__"))
        for name in sorted(names):
            path = Path(root, name)
            if is_post(name):
                yield path
            elif not hidden(name):
                skipped(path)


def hidden(name: str) -> bool:
    """True for a path that systems and programs write beside the posts and that nobody means to hand in."""
    parts = name.split("/")
    return any(p.startswith((".", "~$")) and p not in (".", "..") for p in parts) or parts[0] == "__MACOSX" or parts[-1] in _SYSTEM


def some(names: Sequence[str], count: int = 0) -> str:
    """How many files and the first names: '12 files (a.png, b.xlsx, c.zip …)'. `names` may hold only the first of `count`."""
    count = count or len(names)
    more = " …" if count > FIRST else ""
    return f"{count:,} file{'' if count == 1 else 's'} ({', '.join(n[-60:] for n in names[:FIRST])}{more})"


def is_post(name: str) -> bool:
    """True for a file name inside a folder or archive that stands for a post or a table of posts."""
    stem, suffix = os.path.splitext(name.rsplit("/", 1)[-1])
    return suffix.lower() in SUFFIXES and not hidden(name) and stem.lower() not in _NOT_POSTS
