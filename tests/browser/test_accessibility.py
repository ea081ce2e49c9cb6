"""axe-core on every page and state, in both themes, at phone and desktop width; nothing scrolls sideways from 320 px to 4K."""

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PAGES = ["/", "/folder/", "/panel/", "/guide/", "/guide/signal/rolodex", "/guide/competency/trust", "/guide/score", "/guide/evidence",
         "/guide/limits", "/guide/privacy", "/api/", "/nowhere"]  # fmt: skip
SAMPLE = "closed-shop-medical-device-rep"


def violations(browser) -> list[str]:
    """What axe finds, as short texts."""
    browser.execute_script(AXE)
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations));"
    )
    return [f"{v['id']}: {n['html'][:160]} ({n['failureSummary'][:200]})" for v in found for n in v["nodes"]]


def overflow(browser) -> int:
    return browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")


def open_sample(browser, server):
    browser.get(server + "/")
    browser.execute_script("document.querySelector(`[name=sample][value='${arguments[0]}']`).click()", SAMPLE)
    browser.wait.until(lambda b: b.find_elements(By.ID, "marked"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_no_violation_on_any_page(open_browser, server, width, dark):
    browser = open_browser(width, 900, dark=dark)
    found = {}
    for page in PAGES:
        browser.get(server + page)
        found[page] = violations(browser)
    open_sample(browser, server)
    found["result"] = violations(browser)
    browser.execute_script("for (const d of document.querySelectorAll('details:not(#editor)')) d.open = true")
    browser.execute_script(
        "document.getElementById('preview').hidden = false; document.querySelectorAll('.decide [value=own]').forEach((r) => r.click())"
    )
    found["everything open"] = violations(browser)
    browser.execute_script("document.getElementById('editor').open = true")
    found["editing"] = violations(browser)
    browser.execute_script("document.querySelector('.chip input').click()")
    found["filtered"] = violations(browser)
    if width < 900:
        browser.execute_script(
            "document.getElementById('editor').open = false; document.querySelector('#marked .mark:not(.is-muted)').click()"
        )
        assert browser.find_element(By.ID, "sheet").get_attribute("open")
        found["note on a phone"] = violations(browser)
    assert {page: v for page, v in found.items() if v} == {}


@pytest.mark.parametrize("width", [320, 768, 1280, 3840])
def test_nothing_scrolls_sideways(open_browser, server, width):
    browser = open_browser(width, 900)
    wide = {}
    for page in PAGES:
        browser.get(server + page)
        wide[page] = overflow(browser)
    open_sample(browser, server)
    browser.execute_script("for (const d of document.querySelectorAll('details:not(#editor)')) d.open = true")
    wide["result"] = overflow(browser)
    assert {page: w for page, w in wide.items() if w > 0} == {}


def test_the_theme_can_be_chosen_and_stays(open_browser, server):
    browser = open_browser()
    browser.get(server + "/")

    def paper():
        return browser.execute_script("return getComputedStyle(document.body).backgroundColor")

    light = paper()
    browser.find_element(By.ID, "theme").click()
    dark = paper()
    assert dark != light
    browser.get(server + "/guide/")
    assert paper() == dark
    assert browser.find_element(By.ID, "theme").get_attribute("aria-pressed") == "true"
