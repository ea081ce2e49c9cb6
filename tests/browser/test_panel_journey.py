"""Two filled kits go in, the summary is read, its PDF comes down; with scripts and without, and on a narrow screen."""

import pytest
from panel_cases import blank, filled, ids, kit_data
from pypdf import PdfReader
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("js", "width"), [(True, 1280), (False, 1280), (True, 360)])
def test_two_kits_become_a_summary_to_download(open_browser, send_kits, downloaded, js, width):
    names = ids(kit_data(short=True))
    long = {names[0]: "A note with averyveryverylongword" + "x" * 200 + "\n" + "and more words " * 40}
    browser = open_browser(width=width, js=js)
    send_kits(browser, {
        "ana.pdf": filled(blank(short=True), "C-1", "Ana", (5, 4, 3, 4, 3, 4), long),
        "ben.pdf": filled(blank(short=True), "C-1", "Ben", (3, 4, 3, 4, None, 4)),
        "photo.pdf": b"\x89PNG",
    })  # fmt: skip
    assert browser.find_element(By.ID, "result-title").text.endswith(": 1 candidate")
    assert "Krippendorff" in browser.find_element(By.ID, "agreement").text
    assert "photo.pdf" in browser.find_element(By.CSS_SELECTOR, ".not-read").text
    views = browser.find_elements(By.CSS_SELECTOR, ".gap .views > div")
    assert [v.find_element(By.TAG_NAME, "strong").text for v in views] == ["Ben: 3", "Ana: 5"]
    if js:
        assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    browser.find_element(By.CSS_SELECTOR, "#panel-export button[value=pdf]").click()
    said = " ".join(p.extract_text() for p in PdfReader(downloaded(browser, ".pdf")).pages)
    assert "C-1" in said and "Ben" in said and "photo.pdf" in said
