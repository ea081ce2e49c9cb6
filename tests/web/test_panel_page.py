"""The panel page: uploads in, summary and downloads out, bad files named, nothing kept."""

import io
import json
import logging
import re
from html import unescape

import pytest
from panel_cases import blank, filled, ids, kit_data
from pypdf import PdfReader
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

CANARY = "zq7canary" + "panel"
NAMES = ids(kit_data(short=True))


@pytest.fixture(scope="module")
def sheets():
    notes = {NAMES[0]: f"<script>alert('{CANARY}')</script>\nsecond line"}
    return [
        ("ana.pdf", filled(blank(short=True), "C-1", "Ana", (5, 4, 3, 4, 3, 4), notes)),
        ("ben.pdf", filled(blank(short=True), "C-1", "Ben", (3, 4, 3, 4, None, 4))),
    ]


def send(client, files, url="/panel/"):
    """Upload from memory: the test client's own way leaves a temporary file open."""
    parts = [FileStorage(io.BytesIO(data), name, "files") for name, data in files]
    boundary, body = encode_multipart({"files": parts})
    return client.post(url, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def bundle_of(page) -> str:
    return unescape(re.search(r'name="bundle"[^>]*>\n(.*?)</textarea>', page.text, re.S)[1])


def test_the_empty_page_has_a_form(client):
    page = client.get("/panel/")
    assert page.status_code == 200 and 'type="file"' in page.text and 'id="panel-result"' not in page.text


def test_two_sheets_become_a_summary(client, sheets):
    page = send(client, sheets)
    assert page.status_code == 200
    said = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.text)))
    wanted = ("1 candidate", "2 sheets from 2 interviewers", "2 points apart", "Trust-building, average × 1", "Half-filled")
    for words in (*wanted, "Krippendorff’s alpha, ordinal"):
        assert words in said, words
    assert "<script>alert" not in page.text and "&lt;script&gt;alert" in page.text
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son[a-z]+=|javascript:", page.text)


def test_changes_and_remarks_are_shown_beside_the_first_ratings(client):
    full = ids(kit_data())
    note = f"<b>{CANARY}</b> note"
    files = [
        ("ana.pdf", filled(blank(), "C-1", "Ana Berg", (5, 3, 3, 3, 3, 3, 4), **{
            f"panel.who.{full[0]}": "AB", f"panel.to.{full[0]}": "4", f"panel.because.{full[0]}": note, f"panel.who.{full[1]}": "AB",
            f"panel.to.{full[1]}": "5", "panel.discussion": "Ten minutes.",
        })),
        ("ben.pdf", filled(blank(), "C-1", "Ben", (3,) * 7)),
    ]
    page = send(client, files)
    said = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))
    wanted = ("5→4", "Changed after the discussion", "5 to 4", "not counted", "less than two points apart", "Ten minutes.", "(first 3.17)")
    for words in wanted:
        assert words in said, words
    assert f"<b>{CANARY}" not in page.text
    answer = client.post("/panel/export", data={"bundle": bundle_of(page), "format": "json"}).json
    assert answer["candidates"][0]["changes"][0]["because"] == note


def test_downloads_are_made_from_what_the_page_carries(client, sheets):
    bundle = bundle_of(send(client, sheets))
    got = {form: client.post("/panel/export", data={"bundle": bundle, "format": form}) for form in ("pdf", "csv", "json")}
    assert all("attachment" in a.headers["Content-Disposition"] and a.status_code == 200 for a in got.values())
    said = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(got["pdf"].data)).pages)
    assert "C-1" in said and "second line" in said
    assert got["csv"].text.splitlines()[1].startswith("C-1,")
    assert got["json"].json["candidates"][0]["sheets"][1]["missing"] == 1


def test_bad_files_are_named_and_the_rest_counts(client, sheets):
    page = send(client, [*sheets, ("photo.pdf", b"\x89PNG"), ("blank.pdf", blank(short=True)), ("copy.pdf", sheets[0][1])])
    assert page.status_code == 200
    left = re.search(r'<ul class="not-read">(.*?)</ul>', page.text, re.S)[1]
    assert [name in left for name in ("photo.pdf", "blank.pdf", "copy.pdf")] == [True] * 3
    bundle = bundle_of(page)
    assert "photo.pdf" in client.post("/panel/export", data={"bundle": bundle, "format": "csv"}).text


def test_only_bad_files_keep_the_page_and_say_why(client):
    page = send(client, [("a.pdf", b"no pdf"), ("b.pdf", b"")])
    assert page.status_code == 422 and "None of the files can be counted" in page.text
    assert "this is not a PDF" in page.text and "the file is empty" in page.text and 'name="bundle"' not in page.text


def test_no_file_and_too_many_files(make_app, sheets):
    assert send(make_app().test_client(), []).status_code == 422
    page = send(make_app(PANEL_FILES=1).test_client(), sheets)
    assert page.status_code == 413 and "More than 1 files" in page.text


def test_the_time_limit_is_said_for_each_file(make_app, sheets):
    page = send(make_app(BATCH_SECONDS=-1.0).test_client(), sheets)
    assert page.status_code == 422 and page.text.count("time limit") == 2


def _with(bundle, path, value):
    data = json.loads(bundle)
    at = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return json.dumps(data)


@pytest.mark.parametrize("change", [
    lambda b: "", lambda b: "nonsense", lambda b: "[]", lambda b: "{}", lambda b: "[" * 100_000, lambda b: _with(b, ["kit"], {}),
    lambda b: _with(b, ["kit", "title"], "Another"), lambda b: _with(b, ["cards"], []), lambda b: _with(b, ["cards"], 3),
    lambda b: _with(b, ["cards", 0, "ratings", NAMES[0]], 9), lambda b: _with(b, ["cards", 0, "ratings"], None),
    lambda b: _with(b, ["cards", 0], "x"), lambda b: _with(b, ["left_out"], [{"file": "a"}]), lambda b: _with(b, ["left_out"], "xyz"),
])
def test_a_damaged_bundle_is_refused(client, sheets, change):
    bundle = change(bundle_of(send(client, sheets[:1])))
    answer = client.post("/panel/export", data={"bundle": bundle, "format": "csv"})
    assert answer.status_code == 422 and "did not arrive whole" in answer.text


def test_an_unknown_download_is_refused(client, sheets):
    bundle = bundle_of(send(client, sheets[:1]))
    for form in ("page", "exe"):
        assert client.post("/panel/export", data={"bundle": bundle, "format": form}).status_code == 422


def test_nothing_of_a_sheet_is_logged_or_kept(make_app, sheets, caplog, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    client = make_app(TESTING=False).test_client()
    page = send(client, [*sheets, (f"{CANARY}.pdf", b"%PDF-1.4 " + CANARY.encode())])
    assert CANARY in page.text
    client.post("/panel/export", data={"bundle": bundle_of(page), "format": "pdf"})
    client.post("/panel/export", data={"bundle": CANARY, "format": "pdf"})
    assert CANARY not in caplog.text
    assert not list(tmp_path.rglob("*"))


def test_the_api_answers_with_the_same_summary(client, sheets):
    got = send(client, [*sheets, ("photo.pdf", b"\x89PNG")], "/api/v1/panel")
    assert got.status_code == 200
    bundle = bundle_of(send(client, [*sheets, ("photo.pdf", b"\x89PNG")]))
    assert got.json == client.post("/panel/export", data={"bundle": bundle, "format": "json"}).json
    assert got.json["candidates"][0]["code"] == "C-1" and got.json["left_out"][0]["file"] == "photo.pdf"


def test_the_api_refuses_in_the_one_shape_of_errors(make_app, client, sheets):
    answers = [
        send(client, [], "/api/v1/panel"),
        send(client, [("a.pdf", b"no pdf"), ("b.pdf", b"")], "/api/v1/panel"),
        send(make_app(PANEL_FILES=1).test_client(), sheets, "/api/v1/panel"),
        client.post("/api/v1/panel", json={"files": []}),
        client.get("/api/v1/panel"),
    ]
    assert [a.status_code for a in answers] == [422, 422, 413, 415, 405]
    assert all(set(a.json) == {"error", "message", "remedy", "where"} and a.json["remedy"] for a in answers)
    assert "a.pdf: this is not a PDF" in answers[1].json["message"] and "b.pdf: the file is empty" in answers[1].json["message"]
    assert "multipart/form-data" in answers[3].json["remedy"]
