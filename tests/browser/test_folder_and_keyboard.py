"""The folder page with two hundred files, and the whole journey by keyboard alone."""

import csv
import io
import re
import zipfile

import pytest
from pypdf import PdfReader
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

def test_two_hundred_files_become_a_table_and_a_csv(open_browser, open_folder, downloaded):
    browser = open_browser()
    open_folder(browser, 200)
    assert browser.execute_script("return document.getElementById('result-title').textContent") == "200 posts, 1 not read"
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


def test_kits_of_a_folder_survive_a_stop_and_come_as_one_whole_zip(open_browser, open_folder, downloaded):
    browser = open_browser()
    open_folder(browser, 12)
    browser.execute_script(
        "const label = document.getElementById('progress-label'), seen = new MutationObserver(() => {"
        "  if (!label.textContent.includes('3 of 13')) return;"
        "  seen.disconnect(); document.getElementById('stop').click(); });"
        "seen.observe(label, {childList: true}); document.getElementById('kits').click()"
    )
    browser.wait.until(lambda b: b.find_element(By.ID, "kits-on").is_displayed())
    assert "3 kits made, 10 posts to go" in browser.find_element(By.ID, "folder-problem").text
    browser.switch_to.active_element.click()
    with zipfile.ZipFile(downloaded(browser, ".zip")) as made:
        assert made.testzip() is None
        names = [n for n in made.namelist() if n.endswith(".pdf")]
        assert [n[:4] for n in names] == [f"{n:04d}" for n in range(1, 13)]
        reasons = next(n for n in made.namelist() if n.startswith("not-made"))
        assert "photo.png" in made.read(reasons).decode()
        assert "account manager 11" in " ".join(p.extract_text() for p in PdfReader(io.BytesIO(made.read(names[-1]))).pages).lower()

    browser.execute_script("const f = document.getElementById('filter-words'); f.value = 'Manager 7'; f.dispatchEvent(new Event('input'))")
    assert browser.find_element(By.ID, "kits").text == "Kits of the 1 shown (.zip)"


def test_the_journey_by_keyboard_alone(open_browser, server, downloaded):
    browser = open_browser()
    browser.get(server + "/")

    def press(keys):
        """Keys go where the focus is: an element may be replaced while we look for it."""
        ActionChains(browser).send_keys(keys).perform()

    def at(wanted):
        return browser.execute_script(f"const e = document.activeElement; return Boolean({wanted})")

    def walk_to(wanted, limit=300):
        """Press Tab until the script `wanted` holds for the focused element, which must be visible and marked as focused."""
        for _ in range(limit):
            press(Keys.TAB)
            look = browser.execute_script(
                f"const e = document.activeElement, s = getComputedStyle(e);"
                f"return ({wanted}) && [s.outlineStyle, parseFloat(s.outlineWidth)]"
            )
            if look:
                assert look[0] != "none" and look[1] >= 2
                return
        raise AssertionError(f"never reached: {wanted}")

    press(Keys.TAB)
    assert at("e.textContent === 'Skip to the content'")
    walk_to("e.id === 'text'")
    press("Account Manager\n\nRequirements\n- Must bring a rolodex of clinic managers\n- You listen first\n")
    walk_to("e.matches('#paste button.btn-primary')")
    press(Keys.ENTER)
    browser.wait.until(lambda b: b.find_elements(By.ID, "marked"))
    walk_to("e.matches('#marked a.mark-screening')")
    press(Keys.ENTER)
    browser.wait.until(lambda b: at("e.closest('.note')?.open"))
    press(Keys.ESCAPE)
    assert at("e.matches('#marked a.mark')")

    new_text = "return document.getElementById('new-text').textContent"
    before = browser.execute_script(new_text)
    walk_to("e.matches('.decide input')")
    press(Keys.ARROW_DOWN)
    browser.wait.until(lambda b: b.execute_script(new_text) != before)
    assert at("e.matches('.decide input')"), "focus was lost when the page changed"
    walk_to("e.id === 'kit-button'")
    press(Keys.ENTER)
    pdf = downloaded(browser, ".pdf").read_bytes()
    assert "rolodex" in re.sub(r"\s+", " ", " ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages))


def test_changes_are_announced(open_browser, server):
    browser = open_browser()
    browser.get(server + "/")
    browser.execute_script("document.querySelector('.sample').click()")
    browser.wait.until(lambda b: b.find_elements(By.ID, "take-all"))
    browser.execute_script("document.getElementById('take-all').click()")
    browser.wait.until(lambda b: "balance" in b.find_element(By.ID, "announce").get_attribute("textContent"))
