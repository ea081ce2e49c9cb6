import io
import logging
import os
import re
import shutil
import socket
import subprocess
import time

import pytest

from rubric.errors import OptionError
from webapp import create_app
from webapp import server as serving

CANARY = "zq7canary" + "plumage"
GETS = ["/", "/folder/", "/panel/", "/api/", "/guide/", "/guide/privacy", "/guide/signal/rolodex", "/api/v1/signals", "/nowhere"]


@pytest.mark.parametrize("url", GETS)
def test_headers_on_every_answer(client, url):
    headers = client.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("url", GETS)
def test_pages_hold_nothing_that_the_policy_forbids(client, url):
    page = client.get(url).text
    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son[a-z]+=|javascript:", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!doi\.org|[^"]*")', page)


def test_result_page_holds_nothing_that_the_policy_forbids(client, post):
    page = client.post("/analyze", data={"text": post}).text
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son[a-z]+=|javascript:", page)


def test_https_setting_adds_hsts_and_a_secure_cookie(make_app):
    app = make_app(HTTPS=True, WTF_CSRF_ENABLED=True)
    answer = app.test_client().get("/", base_url="https://example.org")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert (
        "Secure" in answer.headers["Set-Cookie"]
        and "HttpOnly" in answer.headers["Set-Cookie"]
        and "SameSite=Lax" in answer.headers["Set-Cookie"]
    )


@pytest.mark.parametrize(
    "url",
    [
        "/analyze",
        "/use",
        "/restore",
        "/rewrite",
        "/kit",
        "/preview",
        "/report",
        "/folder/",
        "/folder/sort",
        "/folder/export",
        "/folder/open",
    ],
)
def test_every_form_needs_its_token(make_app, post, url):
    answer = make_app(WTF_CSRF_ENABLED=True).test_client().post(url, data={"text": post})
    assert answer.status_code == 400
    assert "no longer valid" in answer.text


def test_the_token_of_the_page_is_accepted(make_app, post):
    client = make_app(WTF_CSRF_ENABLED=True).test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").text)[1]
    assert client.post("/analyze", data={"text": post, "csrf_token": token}).status_code == 200


def test_too_large_a_body_is_refused(make_app, post):
    client = make_app(MAX_CONTENT_LENGTH=20_000, BULK_CONTENT_LENGTH=20_000).test_client()
    for url in ("/analyze", "/folder/"):
        answer = client.post(url, data={"file": (io.BytesIO(b"x" * 30_000), "a.txt")})
        assert answer.status_code == 413
        assert "more than one request may carry" in answer.text
    answer = client.post("/api/v1/analyze", json={"text": "x" * 30_000})
    assert answer.status_code == 413 and answer.json["error"] == "too-large"


def test_too_many_requests_get_a_clear_answer(make_app, post):
    client = make_app(RATELIMIT_ENABLED=True, RATELIMIT_PAGES="2 per minute", RATELIMIT_API="2 per minute").test_client()
    assert [client.post("/analyze", data={"text": post}).status_code for _ in range(3)] == [200, 200, 429]
    answers = [client.post("/api/v1/analyze", json={"text": post}) for _ in range(3)]
    assert answers[-1].status_code == 429
    assert answers[-1].json["error"] == "too-many-requests"
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert client.get("/healthz").status_code == 200


def test_nothing_of_a_post_is_logged_or_kept(make_app, post, caplog, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    client = make_app(TESTING=False).test_client()
    text = f"{post}\n- {CANARY} experience required\n"
    client.post("/analyze", data={"text": text})
    client.post("/analyze", data={"file": (io.BytesIO(text.encode()), f"{CANARY}.txt")})
    client.post("/analyze", data={"file": (io.BytesIO(b"\x89PNG" + CANARY.encode()), f"{CANARY}.png")})
    client.post("/kit", data={"text": text, "minutes": CANARY})
    client.post("/folder/", data={"files": (io.BytesIO(text.encode()), f"{CANARY}.txt")})
    client.post("/api/v1/analyze", json={"text": text})
    client.post("/api/v1/analyze", data=CANARY)
    client.post(f"/{CANARY}")
    assert CANARY not in caplog.text
    assert not list(tmp_path.rglob("*"))


def test_a_crash_is_logged_without_the_post(make_app, post, caplog, monkeypatch):
    def broken(*_args, **_options):
        raise ValueError(f"cannot digest {CANARY}")

    monkeypatch.setattr("webapp.pages.analyze", broken)
    answer = make_app(TESTING=False).test_client().post("/analyze", data={"text": f"{post}{CANARY}"})
    assert answer.status_code == 500
    assert "ValueError" in caplog.text and CANARY not in caplog.text
    assert "went wrong on our side" in answer.text


def test_a_key_is_made_up_in_development_with_a_warning(monkeypatch, caplog):
    monkeypatch.delenv("RUBRIC_SECRET_KEY", raising=False)
    keys = {create_app().config["SECRET_KEY"] for _ in range(2)}
    assert len(keys) == 2
    assert "RUBRIC_SECRET_KEY" in caplog.text
    monkeypatch.setenv("RUBRIC_SECRET_KEY", "from the environment")
    assert create_app().config["SECRET_KEY"] == "from the environment"


def test_several_workers_need_a_key(monkeypatch):
    monkeypatch.delenv("RUBRIC_SECRET_KEY", raising=False)
    with pytest.raises(OptionError, match="one secret key"):
        serving.serve(port=0, workers=2)


def test_a_taken_port_is_an_option_error():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OptionError, match="cannot listen"):
            serving.serve(port=taken.getsockname()[1])


def test_addresses_are_right_behind_a_proxy_under_a_path(make_app, post):
    headers = {
        "X-Forwarded-Prefix": "/tools/rubric",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "jobs.example.org",
        "X-Forwarded-For": "192.0.2.7",
    }
    page = make_app(PROXIES=1).test_client().get("/", headers=headers).text
    assert 'action="/tools/rubric/analyze"' in page and 'href="/tools/rubric/static/rubric.css"' in page
    api = make_app(PROXIES=1).test_client().get("/api/", headers=headers).text
    assert "https://jobs.example.org/tools/rubric/api/v1/analyze" in api
    assert 'action="/analyze"' in make_app().test_client().get("/", headers=headers).text  # not trusted by default


def test_health(client):
    assert client.get("/healthz").json["status"] == "ok"


@pytest.fixture
def redis_server(tmp_path):
    """Address of a real Redis on a free port."""
    program = shutil.which("redis-server")
    if not program:
        if os.environ.get("CI"):
            pytest.fail("CI needs redis-server: install Debian's package redis-server.")
        pytest.skip("redis-server is not installed (Debian: redis-server)")
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        for _ in range(100):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()


def test_workers_count_together_in_redis(make_app, post, redis_server):
    one, two = (
        make_app(RATELIMIT_ENABLED=True, RATELIMIT_STORAGE_URI=redis_server, RATELIMIT_PAGES="3 per minute").test_client() for _ in range(2)
    )
    codes = [c.post("/analyze", data={"text": post}).status_code for c in (one, two, one, two)]
    assert codes == [200, 200, 200, 429]
