"""Where the work of batch.py runs: here, in local processes, or on a running Dask cluster. Results always come back in order.

An engine is a function (work, items, options) -> results: `work(item, options)` runs somewhere; when the process that ran it died
more than once, `lost(item)` stands for its result.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any

from rubric.errors import OptionError

AHEAD = 3  # items under way per process
CONNECT_SECONDS = 10  # how long to look for a cluster

Work = Callable[[Any, Any], Any]


def local(work: Work, items: Iterable, options, jobs: int, lost: Callable, prepare: Callable) -> Iterator:
    """Run in `jobs` processes on this machine, after `prepare(options)`; a process that dies costs only the item that killed it."""
    items = iter(items)
    waiting: deque[tuple[Any, Future | None]] = deque()
    prepare(options)
    pool = _pool(options, jobs, prepare)
    try:
        while True:
            while len(waiting) < AHEAD * jobs and (item := next(items, None)) is not None:
                waiting.append((item, _submit(pool, work, item)))
            if not waiting:
                return
            item, future = waiting[0]
            try:
                if future is None:
                    raise BrokenProcessPool
                result = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=True, cancel_futures=True)
                result = _alone(work, item, options, lost, prepare)
                pool = _pool(options, jobs, prepare)
                waiting = deque((i, f if _finished(f) else _submit(pool, work, i)) for i, f in waiting)
            waiting.popleft()
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def dask(work: Work, items: Iterable, options, address: str, lost: Callable) -> Iterator:
    """Run on the Dask cluster whose scheduler listens at `address` (tcp://…). Work of a lost worker is done again by another one."""
    try:
        import distributed
    except ImportError:
        raise OptionError(
            "a cluster needs the package distributed.", where="--cluster", remedy="Install the extra: pip install 'rubric-posts[cluster]'."
        ) from None
    try:
        client = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as e:
        raise OptionError(
            f"no Dask scheduler answers at {address} ({type(e).__name__}).", where="--cluster", remedy="Start one with `dask scheduler`."
        ) from None
    with client:
        _same_version(client)
        threads = sum(client.nthreads().values())
        if not threads:
            raise OptionError("the cluster has no workers.", where="--cluster", remedy="Start some with `dask worker`.")
        shared = client.scatter(options, broadcast=False, hash=False)
        items, waiting = iter(items), deque()
        while True:
            while len(waiting) < AHEAD * threads and (item := next(items, None)) is not None:
                waiting.append((item, client.submit(work, item, shared, pure=False, retries=2)))
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                result = future.result()
            except (distributed.KilledWorker, distributed.client.FuturesCancelledError):
                result = lost(item)
            future.release()
            yield result


def _same_version(client) -> None:
    from rubric import __version__

    def version():
        import rubric

        return rubric.__version__

    wrong = {w: v for w, v in client.run(version, on_error="return").items() if v != __version__}
    if wrong:
        worker, found = next(iter(wrong.items()))
        found = found if isinstance(found, str) else "nothing"
        what = f"worker {worker} has {found}, this machine has version {__version__}."
        raise OptionError(what, where="--cluster", remedy="Install the same version on every worker.")


def _alone(work: Work, item, options, lost: Callable, prepare: Callable):
    with _pool(options, 1, prepare) as pool:
        try:
            return pool.submit(_run, work, item).result()
        except BrokenProcessPool:
            return lost(item)


def _finished(future: Future | None) -> bool:
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


def _submit(pool: ProcessPoolExecutor, work: Work, item) -> Future | None:
    with suppress(BrokenProcessPool):
        return pool.submit(_run, work, item)
    return None


def _pool(options, jobs: int, prepare: Callable) -> ProcessPoolExecutor:
    import multiprocessing

    method = "fork" if sys.platform == "linux" else "spawn"  # after a fork everything is loaded already
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of threads in numeric libraries, which are fork-safe
        return ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _start, (options, prepare, os.getpid()))


_options = None


def _start(options, prepare: Callable, parent: int) -> None:
    """A worker's first act: leave Ctrl-C to the parent, end when it ends, load everything once."""
    global _options
    _options = options
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    prepare(options)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _run(work: Work, item):
    return work(item, _options)
