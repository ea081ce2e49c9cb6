"""PDF files, posts and filled kits alike: each is read in a process of its own that ends itself when one takes too long, so that no file holds up a run.

A reader serves one request at a time and stays for the next one. Request: seconds, lengths, the task's name and the file. Answer: length, then JSON.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from rubric import errors
from rubric.errors import RubricError, UnreadableFile
from rubric.read import limits
from rubric.records import Post

_ASK, _SAY = struct.Struct(">dQQ"), struct.Struct(">Q")
_HOME = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from rubric.read.apart import serve; serve()"
_SLOW = 1  # exit code of a reader whose time was up: faulthandler's
_REMEDY = "Print it to a new PDF, or copy its text and paste it."
POST = "rubric.read.pdf:plain"

_idle: list[subprocess.Popen] = []
_lock = threading.Lock()


def read_pdf(data: bytes, where: str = "") -> list[Post]:
    """As rubric.read.pdf.read_pdf, within limits.PDF_SECONDS. Raises UnreadableFile when that does not do, too."""
    return [Post(**ask(POST, data, where), source=where, format="pdf")]


def ask(task: str, data: bytes, where: str = "", error: type[RubricError] = UnreadableFile, remedy: str = _REMEDY) -> Any:
    """What the function `task` ("module:name", bytes in, plain data out) makes of a file, in a process of its own within limits.PDF_SECONDS.

    Raises what the function raises (a RubricError, with `where` for its place), and `error` when it takes too long or ends the process.
    """
    reader = _take()
    if reader is None:  # this system starts no processes
        return _told(_done(task, data), where)
    try:
        name = task.encode()
        reader.stdin.write(_ASK.pack(limits.PDF_SECONDS, len(name), len(data)) + name + data)
        reader.stdin.flush()
        answer = json.loads(_exactly(reader.stdout, _SAY.unpack(_exactly(reader.stdout, _SAY.size))[0]))
    except (OSError, EOFError):
        what = f"the PDF takes more than {limits.PDF_SECONDS:g} seconds to read." if _ended(reader) == _SLOW else "reading the PDF failed."
        raise error(what, where=where, remedy=remedy) from None
    except BaseException:
        reader.kill()
        _ended(reader)
        raise
    with _lock:
        _idle.append(reader)
    if "broke" in answer:
        raise error(f"the PDF cannot be read ({answer['broke']}).", where=where, remedy=remedy)
    return _told(answer, where)


def serve() -> None:
    """The reader's whole life: answer requests on standard input until it is closed."""
    import faulthandler
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end closes our input
    ask, say = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but answers may come out there
    with open(os.devnull, "w") as nowhere, suppress(EOFError):
        while True:
            seconds, named, length = _ASK.unpack(_exactly(ask, _ASK.size))
            task, data = _exactly(ask, named).decode(), _exactly(ask, length)
            import_module(task.split(":")[0])  # no file's fault, so not in its time
            faulthandler.dump_traceback_later(seconds, file=nowhere, exit=True)  # a clock that needs no turn of the interpreter
            try:
                answer = _done(task, data)
            except (MemoryError, RecursionError) as e:
                answer = {"broke": type(e).__name__}
            faulthandler.cancel_dump_traceback_later()
            body = json.dumps(answer).encode()
            say.write(_SAY.pack(len(body)) + body)
            say.flush()


def _done(task: str, data: bytes) -> dict:
    """What the task makes of the file, or what it says against it."""
    module, name = task.split(":")
    try:
        return {"made": getattr(import_module(module), name)(data)}
    except RubricError as e:
        return {"error": type(e).__name__, "message": e.message, "remedy": e.remedy}


def _told(answer: dict, where: str) -> Any:
    if "error" in answer:
        raise getattr(errors, answer["error"])(answer["message"], where=where, remedy=answer["remedy"])
    return answer["made"]


def _take() -> subprocess.Popen | None:
    """A reader that is free, or a new one; None where none can be started."""
    with _lock:
        while _idle:
            reader = _idle.pop()
            if reader.poll() is None:
                return reader
            _ended(reader)
    with suppress(OSError, ValueError):
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _START, _HOME], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    return None


def _exactly(stream, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _ended(reader: subprocess.Popen) -> int:
    """Close the reader's pipes, wait for its end, and give its exit code."""
    for pipe in (reader.stdin, reader.stdout):
        with suppress(OSError):
            pipe.close()
    return reader.wait()


def _close() -> None:
    with _lock:
        while _idle:
            _ended(_idle.pop())


def _forget() -> None:
    """After a fork: the parent's readers are not ours."""
    global _lock
    _lock = threading.Lock()
    for reader in _idle:
        reader.returncode = 0
        for pipe in (reader.stdin, reader.stdout):
            pipe.close()
    _idle.clear()


atexit.register(_close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
