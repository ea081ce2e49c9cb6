"""A real server in a process of its own and a real Chromium. Without Chromium these tests skip and say so; in CI they fail."""

import os
import shutil
import subprocess
import sys

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SERVE = "from webapp import serve; serve(port=0, ready=lambda url: print(url, flush=True))"


@pytest.fixture(scope="session")
def chromium():
    """Paths of the browser and its driver."""
    browser = os.environ.get("RUBRIC_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    driver = os.environ.get("RUBRIC_CHROMEDRIVER") or shutil.which("chromedriver")
    if not (browser and driver):
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium: install Debian's packages chromium and chromium-driver.")
        pytest.skip("Chromium or its driver is not installed (Debian: chromium, chromium-driver)")
    return browser, driver


@pytest.fixture(scope="session")
def server():
    """Address of a running `serve`, without the final slash."""
    env = os.environ | {
        "RUBRIC_SECRET_KEY": "for tests only",
        "RUBRIC_RATELIMIT_PAGES": "100000 per minute",
        "RUBRIC_RATELIMIT_BULK": "1000 per minute",
    }
    with subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True, env=env) as process:
        try:
            yield process.stdout.readline().strip().rstrip("/")
        finally:
            process.terminate()


@pytest.fixture
def open_browser(chromium, tmp_path):
    """A function that starts a fresh Chromium: open_browser(width=…, height=…, js=…, dark=…)."""
    started = []

    def start(width=1280, height=900, *, js=True, dark=False):
        options = webdriver.ChromeOptions()
        options.binary_location = chromium[0]
        for switch in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            f"--user-data-dir={tmp_path / f'profile{len(started)}'}",
            f"--window-size={width},{height}",
        ):
            options.add_argument(switch)
        downloads = tmp_path / "downloads"
        downloads.mkdir(exist_ok=True)
        prefs = {
            "download.default_directory": str(downloads),
            "download.prompt_for_download": False,
            "plugins.always_open_pdf_externally": True,
        }
        if not js:
            prefs["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", prefs)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromium[1]))
        started.append(browser)
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {
                "features": [
                    {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                    {"name": "prefers-reduced-motion", "value": "reduce"},
                ]
            },
        )
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        )
        browser.downloads = downloads
        browser.wait = WebDriverWait(browser, 90, ignored_exceptions=[StaleElementReferenceException])
        return browser

    yield start
    for browser in started:
        browser.quit()


@pytest.fixture
def downloaded():
    """A function that waits for one finished download whose name ends in `suffix` and returns its path."""

    def wait(browser, suffix):
        return browser.wait.until(lambda b: next((p for p in b.downloads.glob(f"*{suffix}") if p.stat().st_size), None))

    return wait


POST = """Account Manager {n}

Requirements
- {demand}
- You listen first and tailor every proposal
"""
DEMANDS = ["Must bring a rolodex of clinic managers", "5+ years of medical device sales experience", "Curious about every customer"]


@pytest.fixture
def open_folder(server, tmp_path):
    """A function that analyzes `count` small posts and a picture on the folder page and waits for the table; `name` has a place for n."""

    def start(browser, count, name="{n:03d}.txt"):
        folder = tmp_path / "posts"
        folder.mkdir()
        for n in range(count):
            (folder / name.format(n=n)).write_text(POST.format(n=n, demand=DEMANDS[n % 3]))
        (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
        browser.get(server + "/folder/")
        browser.find_element(By.ID, "files").send_keys("\n".join(str(p) for p in sorted(folder.iterdir())))
        browser.execute_script("document.querySelector('#folder-form [type=submit]').click()")
        browser.wait.until(lambda b: b.find_elements(By.ID, "posts"))

    return start


@pytest.fixture
def send_kits(server, tmp_path):
    """A function that gives files, as {name: bytes}, to the panel page and waits for what it says."""

    def start(browser, files):
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        browser.get(server + "/")
        browser.find_element(By.LINK_TEXT, "Panel").click()
        browser.wait.until(lambda b: b.find_element(By.CSS_SELECTOR, "#panel-form #files")).send_keys(
            "\n".join(str(tmp_path / name) for name in files)
        )
        browser.find_element(By.CSS_SELECTOR, "#panel-form button[type=submit]").click()
        browser.wait.until(lambda b: b.find_elements(By.ID, "panel-result"))

    return start
