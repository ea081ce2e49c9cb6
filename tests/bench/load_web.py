"""Load on the web door: 50 users for 60 seconds against a server started here, on this machine only.

    pip install -e '.[load]'
    python tests/bench/load_web.py [--users 50] [--seconds 60] [--workers 2]

Each user pastes a sample post, types on (three live analyses), takes a rewrite, and now and then downloads a kit or asks the API.
Prints requests, errors and the 50th and 95th percentile per page. Exit code 1 when anything failed.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

POSTS = [p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parents[2] / "sample_posts").glob("*.txt"))]
SERVE = """import sys
from webapp import serve

if __name__ == "__main__":
    serve(port=0, workers=int(sys.argv[1]), ready=lambda url: print(url, flush=True))
"""


def users():
    """The locust user class; imported late, because locust patches the standard library."""
    from locust import HttpUser, between, task

    class Recruiter(HttpUser):
        wait_time = between(1, 3)

        def on_start(self):
            page = self.client.get("/", name="front page").text
            self.token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

        def send(self, path, name, text, **options):
            return self.client.post(path, data={"text": text, "csrf_token": self.token}, name=name, **options)

        @task(10)
        def paste_and_type(self):
            text = random.choice(POSTS)
            self.send("/analyze", "paste", text)
            for n in range(3):
                text += f" You listen, {n}."
                self.send("/analyze", "live marks", text, headers={"X-Rubric-Part": "marks"})
            self.send("/analyze", "live rewrite", text, headers={"X-Rubric-Part": "rewrite"})

        @task(2)
        def rewrite(self):
            self.send("/rewrite", "rewrite", random.choice(POSTS))

        @task(1)
        def kit(self):
            self.send("/kit", "kit", random.choice(POSTS))

        @task(3)
        def api(self):
            self.client.post("/api/v1/analyze", json={"text": random.choice(POSTS)}, name="api analyze")

        @task(3)
        def guide(self):
            self.client.get("/guide/signal/rolodex", name="guide")

    return Recruiter


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    if asked.seconds > 600 or asked.users > 500:
        parser.error("at most 600 seconds and 500 users")
    limits = {f"RUBRIC_RATELIMIT_{name}": "1000000 per minute" for name in ("PAGES", "API", "BULK")}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "serve_for_load.py"  # a file, because workers are spawned and import it again
        script.write_text(SERVE)
        root = str(Path(__file__).parents[2])
        env = os.environ | limits | {"RUBRIC_SECRET_KEY": "load test", "PYTHONPATH": root}
        command = [sys.executable, str(script), str(asked.workers)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as server:
            try:
                return run(server.stdout.readline().strip().rstrip("/"), asked)
            finally:
                server.terminate()


def run(url: str, asked) -> int:
    """Run the users against `url` and print what came of it."""
    kind = users()  # before anything else of gevent
    import gevent
    from locust.env import Environment

    for _ in range(4 * asked.workers):  # let every worker load its model before the clock starts
        urllib.request.urlopen(f"{url}/healthz", timeout=60).close()
    env = Environment(user_classes=[kind], host=url)
    runner = env.create_local_runner()
    runner.start(asked.users, spawn_rate=asked.users / 5)
    gevent.sleep(asked.seconds)
    runner.quit()
    print(f"{asked.users} users, {asked.seconds} s, {asked.workers} workers")
    print(f"{'page':16}{'requests':>9}{'errors':>8}{'50 %':>8}{'95 %':>8}  ms")
    for entry in [*sorted(env.stats.entries.values(), key=lambda e: -e.num_requests), env.stats.total]:
        half, most = entry.get_response_time_percentile(0.5) or 0, entry.get_response_time_percentile(0.95) or 0
        print(f"{entry.name:16}{entry.num_requests:9}{entry.num_failures:8}{half:8.0f}{most:8.0f}")
    return 1 if env.stats.total.num_failures or not env.stats.total.num_requests else 0


if __name__ == "__main__":
    sys.exit(main())
