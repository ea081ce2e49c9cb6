"""The main journey in a real browser: paste, read the marks, take two edits, see the score move, download the kit, read it back."""

import base64
import io
import re

import pytest
from pypdf import PdfReader
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

POST = """Account Executive, Harbor Refrigeration

What you will do
- Open conversations with restaurants and listen for what slows them down
- Build lasting relationships with kitchen managers

Requirements
- Must bring a rolodex of hotel purchasing managers
- 7+ years of food service equipment sales experience
- Valid driver's license

Please do not respond if you have never sold refrigeration."""


def paste(browser, server, text=POST):
    browser.get(server + "/")
    browser.execute_script("document.getElementById('text').value = arguments[0]", text)
    browser.find_element(By.CSS_SELECTOR, "#paste button.btn-primary").click()
    browser.wait.until(lambda b: b.find_element(By.ID, "marked"))


def words(browser, name) -> str:
    """Text of an element that the page may replace at any moment."""
    return browser.execute_script("return document.getElementById(arguments[0]).textContent", name)


def press(browser, element):
    """Click where a person would see it: not under the sticky bar."""
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def balance_now(browser) -> int:
    return int(browser.execute_script("return document.querySelector('.figure-now')?.textContent || -1"))


def test_paste_accept_two_edits_and_read_the_kit(open_browser, server, downloaded):
    browser = open_browser()
    paste(browser, server)
    assert "where people have been" in browser.execute_script("return document.querySelector('h1').textContent.replace(/\\s+/g, ' ')")
    assert browser.execute_script(
        "return [...document.querySelectorAll('#marked a.mark-screening')].some((m) => m.textContent.includes('rolodex'))"
    )

    before = balance_now(browser)
    proposals = browser.find_elements(By.CSS_SELECTOR, '.edit:not(.edit-safe) input[value="take"]')
    assert len(proposals) >= 2
    for radio in proposals[:2]:
        radio.click()
    browser.wait.until(lambda b: balance_now(b) > before)
    assert browser.execute_script("return document.querySelector('.new-text').textContent") != POST

    browser.find_element(By.ID, "kit-button").click()
    said = text_of(downloaded(browser, ".pdf").read_bytes())
    assert "Account Executive" in said
    assert "rolodex" in said  # the kit quotes the line of this very post
    assert [line["message"] for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []


def test_editing_moves_the_marks_and_keeps_the_cursor(open_browser, server):
    browser = open_browser()
    paste(browser, server)
    browser.find_element(By.CSS_SELECTOR, "#editor > summary").click()
    area = browser.find_element(By.ID, "text")
    browser.execute_script("arguments[0].setSelectionRange(arguments[1], arguments[1])", area, POST.index("7+ years"))
    area.send_keys("Bring an existing book of business. ")
    at = POST.index("7+ years") + len("Bring an existing book of business. ")
    browser.wait.until(
        lambda b: b.execute_script(
            "return [...document.querySelectorAll('#marked a.mark')].some((m) => m.textContent.includes('book of business'))"
        )
    )
    assert browser.execute_script("return document.activeElement.id") == "text"
    assert browser.execute_script("return arguments[0].selectionStart", area) == at
    area.send_keys("!")
    assert area.get_property("value")[at] == "!"
    assert browser.execute_script("return document.getElementById('backdrop').textContent") == area.get_property("value")


def test_undo_takes_back_a_choice(open_browser, server):
    browser = open_browser()
    paste(browser, server)
    before = words(browser, "new-text")
    browser.find_element(By.CSS_SELECTOR, '.edit:not(.edit-safe) input[value="take"]').click()
    browser.wait.until(lambda b: words(b, "new-text") != before)
    browser.find_element(By.ID, "undo").click()
    browser.wait.until(lambda b: words(b, "new-text") == before)


def test_own_wording_goes_into_the_new_version(open_browser, server):
    browser = open_browser()
    paste(browser, server)
    edit = browser.find_element(By.CSS_SELECTOR, ".edit")
    edit.find_element(By.CSS_SELECTOR, 'input[value="own"]').click()
    own = edit.find_element(By.CSS_SELECTOR, "textarea.own")
    own.clear()
    own.send_keys("A feel for kitchens at noon")
    browser.wait.until(lambda b: "A feel for kitchens at noon" in words(b, "new-text"))


def test_marks_filter_and_open_notes(open_browser, server):
    browser = open_browser()
    paste(browser, server)
    browser.find_element(By.CSS_SELECTOR, '.chip input[value="rolodex"]').click()
    shown = [m.get_attribute("data-codes") for m in browser.find_elements(By.CSS_SELECTOR, "#marked .mark:not(.is-muted)")]
    assert shown and all("rolodex" in codes for codes in shown)
    mark = browser.find_element(By.CSS_SELECTOR, '#marked .mark[data-codes~="rolodex"]')
    mark.send_keys(Keys.ENTER)
    note = browser.switch_to.active_element.find_element(By.XPATH, "..")
    assert note.get_attribute("data-code") == "rolodex"
    assert note.get_attribute("open")
    assert "Evidence and its limits" in note.text
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert browser.switch_to.active_element == mark


def test_print_shows_what_was_chosen_and_no_controls(open_browser, server):
    browser = open_browser()
    paste(browser, server)
    browser.execute_script("document.getElementById('take-all').click()")
    browser.wait.until(lambda b: "with your choices" in b.execute_script("return document.getElementById('live-outcome').textContent"))
    printed = text_of(base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"]))
    taken = browser.execute_script("return document.querySelector('.edit:not(.edit-ask) [value=take]:checked + span').textContent")
    assert taken in printed and "The post, marked" in printed and "What is missing" in printed
    assert not [words for words in ("Save report", "Edit the text", "My own wording", "Download", "Skip to") if words in printed]


def test_without_javascript_every_step_is_a_form(open_browser, server, downloaded):
    browser = open_browser(js=False)

    def find(how, what):
        return browser.wait.until(lambda b: b.find_element(how, what))

    browser.get(server + "/")
    find(By.ID, "text").send_keys(POST)
    press(browser, find(By.CSS_SELECTOR, "#paste button.btn-primary"))
    find(By.CSS_SELECTOR, ".figure-now")
    before = balance_now(browser)
    press(browser, find(By.CSS_SELECTOR, '.edit:not(.edit-safe) input[value="take"]'))
    press(browser, find(By.XPATH, "//button[.='Apply my choices']"))
    browser.wait.until(lambda b: balance_now(b) > before)
    press(browser, find(By.CSS_SELECTOR, "#editor > summary"))
    find(By.ID, "text").send_keys(" Parking is free.")
    press(browser, find(By.XPATH, "//details//button[.='Analyze again']"))
    browser.wait.until(lambda b: "Parking is free." in (b.execute_script("return document.getElementById('marked')?.textContent") or ""))
    press(browser, find(By.ID, "kit-button"))
    assert "rolodex" in text_of(downloaded(browser, ".pdf").read_bytes())
