"""The production server as a process: it answers from several workers and takes them down with it."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from webapp import settings

SCRIPT = """from webapp import serve

if __name__ == "__main__":
    serve(port=0, workers=2, ready=lambda url: print(url, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM is a POSIX matter")
def test_workers_answer_and_end_with_their_parent(tmp_path):
    script = tmp_path / "serve_two.py"
    script.write_text(SCRIPT)
    env = os.environ | {"RUBRIC_SECRET_KEY": "for tests only", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=env) as server:
        url = server.stdout.readline().strip()
        with urllib.request.urlopen(url + "healthz", timeout=120) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
    for _ in range(100):  # nobody listens any more
        try:
            urllib.request.urlopen(url + "healthz", timeout=1).close()
        except OSError:
            return
        time.sleep(0.2)
    pytest.fail("a worker outlived the server")


def test_the_readme_names_every_setting():
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(RUBRIC_[A-Z_]+)`", readme)) >= set(re.findall(r"RUBRIC_[A-Z_]+", settings.__doc__))
