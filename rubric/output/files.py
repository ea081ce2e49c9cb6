"""Files written whole or not at all, and the journal from which a killed run goes on."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from rubric.errors import OptionError, OutputError

SYNC_SECONDS = 5.0


@contextmanager
def whole(path: str | Path) -> Iterator:
    """Open a binary file that takes the place of `path` when the block ends well, and vanishes when it does not. Raises OutputError."""
    path = Path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as e:
        raise _failed(path, e) from None
    try:
        with os.fdopen(handle, "wb") as f:
            yield f
            f.flush()
            os.fsync(f.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except OSError as e:
        raise _failed(path, e) from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def sweep(path: str | Path) -> None:
    """Remove what a killed `whole(path)` left beside `path`."""
    path = Path(path)
    for left in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        with suppress(OSError):
            left.unlink()


class Journal:
    """Rows of a run in the order of its inputs, kept beside the output until that is whole; one writer at a time.

    After a kill at any moment, `Journal(out, stamp, resume=True)` drops a torn last line and knows what is done: `finished(input)`
    for inputs whose rows are all here, `skip(input)` for the number of rows already here of the one that was under way.
    """

    def __init__(self, out: str | Path, stamp: dict, resume: bool = False):
        self.out = Path(out)
        self.path = self.out.with_name(f".{self.out.name}.rubric-part")
        self.count = 0
        self._done: set[bytes] = set()
        self._last: bytes | None = None
        self._rows_of_last = 0
        self._synced = time.monotonic()
        try:
            self._file = self.path.open("r+b" if self.path.exists() else "w+b")
        except OSError as e:
            raise _failed(self.out, e) from None
        try:
            self._start(stamp, resume)
        except BaseException:
            self._file.close()
            raise

    def finished(self, source: str) -> bool:
        """True when every row of this input is in the journal."""
        key = _key(source)
        return key in self._done and key != self._last

    def skip(self, source: str) -> int:
        """Number of this input's rows that are in the journal."""
        return self._rows_of_last if _key(source) == self._last else 0

    def add(self, rows: list[tuple[str, dict]]) -> None:
        """Append (input, row) pairs in one write."""
        try:
            lines = (json.dumps([source, row], ensure_ascii=False) + "\n" for source, row in rows)
            self._file.write("".join(lines).encode("utf-8", "replace"))
            self._file.flush()
            if time.monotonic() - self._synced > SYNC_SECONDS:
                os.fsync(self._file.fileno())
                self._synced = time.monotonic()
        except OSError as e:
            raise _failed(self.out, e) from None
        self.count += len(rows)

    def rows(self) -> Iterator[dict]:
        """All rows so far, read back from disk one at a time."""
        with self.path.open("rb") as f:
            next(f)
            for line in f:
                yield json.loads(line)[1]

    def close(self, remove: bool = False) -> None:
        """Release the journal; `remove` it when the output is whole."""
        if remove:
            sweep(self.out)
            with suppress(OSError):
                self.path.unlink()
        self._file.close()

    def _start(self, stamp: dict, resume: bool) -> None:
        self._lock()
        try:
            if resume:
                self._recover(stamp)
            else:
                self._file.truncate(0)
            if self._file.tell() == 0:
                self._file.write(json.dumps({"rubric": stamp}).encode() + b"\n")
                self._file.flush()
        except OSError as e:
            raise _failed(self.out, e) from None

    def _recover(self, stamp: dict) -> None:
        size = 0
        for n, line in enumerate(self._file):
            if not line.endswith(b"\n"):
                break
            try:
                entry = json.loads(line)
            except ValueError:
                break
            if n == 0:
                if entry != {"rubric": json.loads(json.dumps(stamp))}:
                    raise OptionError(
                        "the unfinished run was started with other options or another version.",
                        where=str(self.out), remedy="Start it with the same ones, or without --resume to begin anew.",
                    )
            else:
                key = _key(entry[0])
                self._rows_of_last = self._rows_of_last + 1 if key == self._last else 1
                self._last = key
                self._done.add(key)
                self.count += 1
            size += len(line)
        self._file.truncate(size)
        self._file.seek(size)

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows: no lock
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            what = "another run is writing this file."
            raise OutputError(what, where=str(self.out), remedy="Wait for it, or choose another -o.") from None


def _key(source: str) -> bytes:
    return hashlib.blake2b(source.encode("utf-8", "surrogateescape"), digest_size=12).digest()


def _failed(path: Path, e: OSError) -> OutputError:
    what = f"the result cannot be written ({e.strerror or type(e).__name__})."
    return OutputError(what, where=str(path), remedy="Check the folder, your rights and the free space.")
