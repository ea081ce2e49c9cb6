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


POSTS = ["Account Manager\n\nRequirements\n- Must bring a rolodex of clinic managers\n- You listen first\n",
         "Untitled, with a file name that goes on and on\n\n- 5+ years of medical device sales experience\n"]  # fmt: skip


def open_folder(browser, server, tmp_path):
    """The folder page with a table, a file that cannot be read, and the question after a stop."""
    files = [tmp_path / f"post-{n}-{'with-a-long-name-' * 4}.txt" for n in range(len(POSTS))]
    for path, text in zip(files, POSTS, strict=True):
        path.write_text(text)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    browser.get(server + "/folder/")
    browser.find_element(By.ID, "files").send_keys("\n".join(map(str, [*files, tmp_path / "photo.png"])))
    browser.execute_script("document.querySelector('#folder-form [type=submit]').click()")
    browser.wait.until(lambda b: b.find_elements(By.ID, "posts"))
    browser.execute_script("document.querySelector('.sort').click()")
    browser.execute_script(
        "for (const i of ['folder-progress', 'folder-problem', 'kits-choice']) document.getElementById(i).hidden = false;"
        "document.getElementById('folder-problem-words').textContent = 'Stopped. 10 kits made, 3 posts to go.'"
    )


def error_states(browser, server):
    """Each kind of error page and error box, opened one after the other."""
    browser.get(server + "/")
    browser.execute_script("document.querySelector('#paste .btn-primary').click()")
    browser.wait.until(lambda b: b.find_elements(By.ID, "problem"))
    yield "empty post"
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
def test_no_violation_on_any_page(open_browser, server, tmp_path, width, dark):
    browser = open_browser(width, 900, dark=dark)
    found = {}
    for page in PAGES:
        browser.get(server + page)
        found[page] = violations(browser)
    for name in error_states(browser, server):
        found[name] = violations(browser)
    open_folder(browser, server, tmp_path)
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
    assert {page: v for page, v in found.items() if v} == {}


@pytest.mark.parametrize(("width", "height"), [(320, 256), (640, 450), (768, 900), (1280, 900), (3840, 2160)])
def test_nothing_scrolls_sideways(open_browser, server, tmp_path, width, height):
    """640 px is a 1280 px window at 200 % zoom, 320 x 256 the same at 400 %."""
    browser = open_browser(width, height)
    wide = {}
    for page in PAGES:
        browser.get(server + page)
        wide[page] = overflow(browser)
    for name in error_states(browser, server):
        wide[name] = overflow(browser)
    open_folder(browser, server, tmp_path)
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
