"""waitress in front of the application, in one process or several that share one listening socket. Prints nothing."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Mapping

import waitress

from rubric.errors import OptionError


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    open_browser: bool = False,
    workers: int = 1,
    threads: int = 8,
    ready: Callable[[str], None] | None = None,
    config: Mapping | None = None,
) -> None:
    """Serve until interrupted. `ready` gets the address once the socket listens; port 0 picks a free one.

    With several workers each is a process of its own. They need one RUBRIC_SECRET_KEY, and a Redis at RUBRIC_RATELIMIT_STORAGE if
    rate limits are to count across them. Raises OptionError when the address cannot be used or the key is missing.
    """
    config = dict(config or {})
    if workers < 1:
        raise OptionError(f"{workers} workers cannot serve.", where="--workers", remedy="Use 1 or more.")
    if workers > 1 and not (config.get("SECRET_KEY") or os.environ.get("RUBRIC_SECRET_KEY")):
        raise OptionError(
            "several workers need one secret key.",
            where="--workers",
            remedy="Set RUBRIC_SECRET_KEY to a long random text, such as from: python -c 'import secrets; print(secrets.token_hex(32))'.",
        )
    sock = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{sock.getsockname()[1]}/"
    if ready:
        ready(url)
    if open_browser:
        threading.Timer(0.5, webbrowser.open, (url,)).start()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that workers are stopped with us
    try:
        if workers == 1:
            run(sock, threads, config)
        else:
            _run_workers(sock, threads, config, workers)
    except KeyboardInterrupt:
        pass
    finally:
        sock.close()


def run(sock: socket.socket, threads: int, config: Mapping) -> None:
    """Serve on an open socket: what every worker does. A worker ends when the process that started it is gone."""
    from rubric import analyze
    from webapp import create_app

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is no news
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(0)), daemon=True).start()
    app = create_app(config)
    _ = analyze("Sales representative wanted. You listen well.").rewrite  # load rules and model before the first visitor waits for them
    waitress.serve(
        app,
        sockets=[sock],
        threads=threads,
        ident=None,
        clear_untrusted_proxy_headers=False,
        max_request_body_size=128 * 1024 * 1024,
        connection_limit=500,
        channel_timeout=180,
        cleanup_interval=30,
        _quiet=True,
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        sock = socket.socket(family, kind, proto)
    except (OSError, OverflowError) as e:
        raise OptionError(f"cannot listen at {host}:{port} ({e}).", where="--host", remedy="Use a name or address of this machine.") from e
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(1024)
    except OSError as e:
        sock.close()
        raise OptionError(
            f"cannot listen at {host}:{port} ({e.strerror or e}).", where="--port", remedy="Choose another port or stop what uses this one."
        ) from e
    return sock


def _run_workers(sock, threads, config, workers) -> None:
    ctx = multiprocessing.get_context("spawn")
    processes = [ctx.Process(target=run, args=(sock, threads, config), name=f"rubric-{n + 1}") for n in range(workers)]
    try:
        for p in processes:
            p.start()
        for p in processes:
            p.join()
    finally:
        for p in processes:
            if p.is_alive():
                p.terminate()
        for p in processes:
            p.join()
