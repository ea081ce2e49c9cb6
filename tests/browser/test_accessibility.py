"""axe-core on every page and state, in both themes, at phone and desktop width; nothing scrolls sideways from 320 px to 4K."""

from pathlib import Path

import pytest
from panel_cases import blank, filled, ids, kit_data
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


def stopped(browser, open_folder):
    """The folder page with a table, a file that cannot be read, and the question after a stop."""
    open_folder(browser, 2, "{n:03d}-" + "with-a-long-name-" * 4 + ".txt")
    browser.execute_script("document.querySelector('.sort').click()")
    browser.execute_script(
        "for (const i of ['folder-progress', 'folder-problem', 'kits-choice']) document.getElementById(i).hidden = false;"
        "document.getElementById('folder-problem-words').textContent = 'Stopped. 10 kits made, 3 posts to go.'"
    )


def panel_states(browser, send_kits):
    """The panel page with a summary, a changed rating and a file left out, and with bad files only, one after the other."""
    names = ids(kit_data())
    long = {names[0]: "A note with averyveryverylongword" + "x" * 200}
    why = {f"panel.because.{names[0]}": "The case ended otherwise.", "panel.discussion": "Ten minutes."}
    changed = {f"panel.who.{names[0]}": "AB", f"panel.to.{names[0]}": "4"} | why
    send_kits(browser, {
        "ana.pdf": filled(blank(), "C-1", "Ana Berg", (5, 4, 3, 4, 3, 4, 4), long, **changed),
        "ben.pdf": filled(blank(), "C-1", "Ben", (3, 4, 3, 4, None, 4, 4)),
        "photo.pdf": b"\x89PNG",
    })  # fmt: skip
    assert "Changed after the discussion" in browser.find_element(By.ID, "panel-result").text
    browser.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
    yield "panel summary"
    send_kits(browser, {"photo.pdf": b"\x89PNG", "a-file-with-a-long-name-" * 6 + ".pdf": b"x"})
    yield "bad kits"


def error_states(browser, server):
    """Each kind of error page and error box, opened one after the other."""
    browser.get(server + "/")
    browser.execute_script("document.querySelector('#paste .btn-primary').click()")
    browser.wait.until(lambda b: b.find_elements(By.ID, "problem"))
    yield "empty post"
    browser.get(server + "/panel/")
    browser.execute_script("HTMLFormElement.prototype.submit.call(document.getElementById('panel-form'))")
    browser.wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".alert-box"))
    yield "no kits"
    browser.get(server + "/folder/")
    browser.execute_script("HTMLFormElement.prototype.submit.call(document.getElementById('folder-form'))")
    browser.wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".alert-box"))
    yield "no files"
    browser.get(server + "/")
    browser.execute_script(
        "document.querySelector('[name=csrf_token]').value = 'old'; document.getElementById('text').value = 'x';"
        "document.getElementById('paste').requestSubmit()"
    )
    browser.wait.until(lambda b: "no longer valid" in b.page_source)
    yield "expired form"
    browser.get(server + "/guide/signal/" + "no-such-signal" * 20)
    yield "unknown signal"
    browser.get(server + "/analyze")
    yield "wrong method"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_no_violation_on_any_page(open_browser, server, open_folder, send_kits, width, dark):
    browser = open_browser(width, 900, dark=dark)
    found = {}
    for page in PAGES:
        browser.get(server + page)
        found[page] = violations(browser)
    for name in error_states(browser, server):
        found[name] = violations(browser)
    for name in panel_states(browser, send_kits):
        found[name] = violations(browser)
    stopped(browser, open_folder)
    found["folder table"] = violations(browser)
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
        browser.find_element(By.ID, "sheet-close").click()
        assert browser.execute_script("return document.activeElement.matches('#marked .mark')"), "the dialog did not give the focus back"
    assert {page: v for page, v in found.items() if v} == {}


@pytest.mark.parametrize(("width", "height"), [(320, 256), (640, 450), (768, 900), (1280, 900), (3840, 2160)])
def test_nothing_scrolls_sideways(open_browser, server, open_folder, send_kits, width, height):
    """640 px is a 1280 px window at 200 % zoom, 320 x 256 the same at 400 %."""
    browser = open_browser(width, height)
    wide = {}
    for page in PAGES:
        browser.get(server + page)
        wide[page] = overflow(browser)
    for name in error_states(browser, server):
        wide[name] = overflow(browser)
    for name in panel_states(browser, send_kits):
        wide[name] = overflow(browser)
    stopped(browser, open_folder)
    wide["folder table"] = overflow(browser)
    open_sample(browser, server)
    browser.execute_script("for (const d of document.querySelectorAll('details:not(#editor)')) d.open = true")
    browser.execute_script("document.querySelectorAll('.decide [value=own]').forEach((r) => r.click())")
    wide["result"] = overflow(browser)
    browser.execute_script("document.getElementById('editor').open = true")
    wide["editing"] = overflow(browser)
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
