"""Two filled kits go in, the summary is read, its PDF comes down; with scripts and without, and on a narrow screen."""

import pytest
from panel_cases import blank, filled, ids, kit_data
from pypdf import PdfReader
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("js", "width"), [(True, 1280), (False, 1280), (True, 360)])
def test_two_kits_become_a_summary_to_download(open_browser, server, tmp_path, downloaded, js, width):
    names = ids(kit_data(short=True))
    long = {names[0]: "A note with averyveryverylongword" + "x" * 200 + "\n" + "and more words " * 40}
    (tmp_path / "ana.pdf").write_bytes(filled(blank(short=True), "C-1", "Ana", (5, 4, 3, 4, 3, 4), long))
    (tmp_path / "ben.pdf").write_bytes(filled(blank(short=True), "C-1", "Ben", (3, 4, 3, 4, None, 4)))
    (tmp_path / "photo.pdf").write_bytes(b"\x89PNG")
    browser = open_browser(width=width, js=js)
    browser.get(server + "/")
    browser.find_element(By.LINK_TEXT, "Panel").click()
    browser.find_element(By.ID, "files").send_keys("\n".join(str(tmp_path / f"{n}.pdf") for n in ("ana", "ben", "photo")))
    browser.find_element(By.CSS_SELECTOR, "#panel-form button[type=submit]").click()
    title = browser.wait.until(lambda b: next((e.text for e in b.find_elements(By.ID, "result-title")), None))
    assert title.endswith(": 1 candidate")
    assert "Krippendorff" in browser.find_element(By.ID, "agreement").text
    assert "photo.pdf" in browser.find_element(By.CSS_SELECTOR, ".not-read").text
    views = browser.find_elements(By.CSS_SELECTOR, ".gap .views > div")
    assert [v.find_element(By.TAG_NAME, "strong").text for v in views] == ["Ben: 3", "Ana: 5"]
    if js:
        assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    browser.find_element(By.CSS_SELECTOR, "#panel-export button[value=pdf]").click()
    said = " ".join(p.extract_text() for p in PdfReader(downloaded(browser, ".pdf")).pages)
    assert "C-1" in said and "Ben" in said and "photo.pdf" in said
