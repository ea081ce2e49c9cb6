"""The folder page with two hundred files, and the whole journey by keyboard alone."""

import csv
import io
import re
import zipfile

import pytest
from pypdf import PdfReader
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

POST = """Account Manager {n}

Requirements
- {demand}
- You listen first and tailor every proposal
"""
DEMANDS = ["Must bring a rolodex of clinic managers", "5+ years of medical device sales experience", "Curious about every customer"]


def test_two_hundred_files_become_a_table_and_a_csv(open_browser, server, tmp_path, downloaded):
    folder = tmp_path / "posts"
    folder.mkdir()
    for n in range(200):
        (folder / f"{n:03d}.txt").write_text(POST.format(n=n, demand=DEMANDS[n % 3]))
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    browser = open_browser()
    browser.wait._timeout = 90
    browser.get(server + "/folder/")
    browser.find_element(By.ID, "files").send_keys("\n".join(str(p) for p in sorted(folder.iterdir())))
    browser.find_element(By.CSS_SELECTOR, "#folder-form button[type=submit]").click()
    title = browser.wait.until(lambda b: next((e.text for e in b.find_elements(By.ID, "result-title") if e.is_displayed()), None))
    assert title == "200 posts, 1 not read"
    assert "photo.png" in browser.find_element(By.CSS_SELECTOR, ".not-read").text

    def shown():
        return browser.execute_script(
            "return [...document.querySelectorAll('#posts tbody tr:not([hidden])')].map((r) => Number(r.dataset.balance))"
        )

    head = browser.find_element(By.CSS_SELECTOR, '.sort[data-key="balance"]')
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", head)
    head.click()
    assert shown() == sorted(shown())
    head.click()
    assert shown() == sorted(shown(), reverse=True)
    browser.find_element(By.CSS_SELECTOR, '#filter-code option[value="rolodex"]').click()
    assert 0 < len(shown()) < 100

    browser.execute_script("window.scrollTo(0, 0)")
    browser.find_element(By.CSS_SELECTOR, 'button[name="format"][value="csv"]').click()
    rows = list(csv.DictReader(io.StringIO(downloaded(browser, ".csv").read_text(encoding="utf-8"))))
    assert len(rows) == 201
    assert sum(bool(r["error"]) for r in rows) == 1

    first = browser.window_handles
    browser.execute_script("document.querySelector('#posts tbody tr:not([hidden]) .open-post').click()")
    browser.wait.until(lambda b: len(b.window_handles) > len(first))
    browser.switch_to.window(next(h for h in browser.window_handles if h not in first))
    browser.wait.until(lambda b: b.find_elements(By.ID, "marked"))
    assert "rolodex" in browser.find_element(By.ID, "marked").text


def test_kits_of_a_folder_survive_a_stop_and_come_as_one_whole_zip(open_browser, server, tmp_path, downloaded):
    folder = tmp_path / "posts"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02d}.txt").write_text(POST.format(n=n, demand=DEMANDS[n % 3]))
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    browser = open_browser()
    browser.wait._timeout = 90
    browser.get(server + "/folder/")
    browser.find_element(By.ID, "files").send_keys("\n".join(str(p) for p in sorted(folder.iterdir())))
    browser.find_element(By.CSS_SELECTOR, "#folder-form button[type=submit]").click()
    browser.wait.until(lambda b: b.find_elements(By.ID, "kits"))
    browser.execute_script("document.getElementById('kits').click()")
    browser.wait.until(lambda b: "10 of 13" in b.find_element(By.ID, "progress-label").text)
    browser.execute_script("document.getElementById('stop').click()")
    browser.wait.until(lambda b: b.find_element(By.ID, "kits-on").is_displayed())
    assert "10 kits made, 3 posts to go" in browser.find_element(By.ID, "folder-problem").text
    browser.switch_to.active_element.click()
    with zipfile.ZipFile(downloaded(browser, ".zip")) as made:
        assert made.testzip() is None
        names = [n for n in made.namelist() if n.endswith(".pdf")]
        assert [n[:4] for n in names] == [f"{n:04d}" for n in range(1, 13)]
        assert "photo.png" in made.read("not-made-0011.txt").decode()
        assert "account manager 11" in " ".join(p.extract_text() for p in PdfReader(io.BytesIO(made.read(names[-1]))).pages).lower()

    browser.execute_script("const f = document.getElementById('filter-words'); f.value = 'Manager 7'; f.dispatchEvent(new Event('input'))")
    assert browser.find_element(By.ID, "kits").text == "Kits of the 1 shown (.zip)"


def test_the_journey_by_keyboard_alone(open_browser, server, downloaded):
    browser = open_browser()
    browser.get(server + "/")
    keys = browser.switch_to.active_element

    def walk_to(wanted, limit=300):
        """Press Tab until the script `wanted` holds for the focused element, which must be visible and marked as focused."""
        for _ in range(limit):
            browser.switch_to.active_element.send_keys(Keys.TAB)
            if browser.execute_script(f"const e = document.activeElement; return {wanted}"):
                look = browser.execute_script(
                    "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
                )
                assert look[0] != "none" and look[1] >= 2
                return browser.switch_to.active_element
        raise AssertionError(f"never reached: {wanted}")

    keys.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the content"
    walk_to("e.id === 'text'").send_keys(POST.format(n=1, demand=DEMANDS[0]))
    walk_to("e.matches('#paste button.btn-primary')").send_keys(Keys.ENTER)
    browser.wait.until(lambda b: b.find_elements(By.ID, "marked"))
    walk_to("e.matches('#marked a.mark-screening')").send_keys(Keys.ENTER)
    browser.wait.until(lambda b: b.execute_script("return document.activeElement.closest('.note')?.open"))
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert browser.execute_script("return document.activeElement.matches('#marked a.mark')")

    before = browser.execute_script("return document.getElementById('new-text').textContent")
    walk_to("e.matches('.decide input')").send_keys(Keys.ARROW_DOWN)
    browser.wait.until(lambda b: b.execute_script("return document.getElementById('new-text').textContent") != before)
    assert browser.execute_script("return document.activeElement.matches('.decide input')"), "focus was lost when the page changed"
    walk_to("e.id === 'kit-button'").send_keys(Keys.ENTER)
    pdf = downloaded(browser, ".pdf").read_bytes()
    assert "rolodex" in re.sub(r"\s+", " ", " ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages))


def test_changes_are_announced(open_browser, server):
    browser = open_browser()
    browser.get(server + "/")
    browser.execute_script("document.querySelector('.sample').click()")
    browser.wait.until(lambda b: b.find_elements(By.ID, "take-all"))
    browser.execute_script("document.getElementById('take-all').click()")
    browser.wait.until(lambda b: "balance" in b.find_element(By.ID, "announce").get_attribute("textContent"))
