import io

import hypothesis
import pytest
import schemathesis
from openapi_spec_validator import validate
from pypdf import PdfReader
from schemathesis.specs.openapi.checks import positive_data_acceptance

from rubric import analyze
from webapp import create_app
from webapp.openapi import document

ERROR = {"error", "message", "remedy", "where"}


def test_analyze_gives_the_report(client, post):
    got = client.post("/api/v1/analyze", json={"text": post}).json
    report = analyze(post)
    assert got["score"]["balance"] == report.score.balance
    assert [post[f["start"] : f["end"]] for f in got["findings"]] == [f.text for f in report.findings]
    assert got["rewrite"]["edits"]
    assert "rewrite" not in client.post("/api/v1/analyze", json={"text": post, "brief": True}).json


def test_offsets_count_in_the_text_as_sent(client, post):
    text = post.replace("\n", "\r\n")
    got = client.post("/api/v1/analyze", json={"text": text}).json
    assert got["findings"]
    assert all(text[f["start"] : f["end"]] == f["text"] for f in got["findings"])


def test_rewrite_takes_what_is_accepted(client, post):
    edits = client.post("/api/v1/rewrite", json={"text": post}).json["edits"]
    none = client.post("/api/v1/rewrite", json={"text": post, "accept": []}).json
    assert none["text"] == post
    one = client.post("/api/v1/rewrite", json={"text": post, "accept": [0]}).json
    assert edits[0]["replacement"] in one["text"]
    assert one["after"] != one["before"]
    own = client.post("/api/v1/rewrite", json={"text": post, "own": {"0": "Warm with strangers"}}).json
    assert "Warm with strangers" in own["text"]


def test_kit_as_pdf_and_as_json(client, post):
    pdf = client.post("/api/v1/kit", json={"text": post, "minutes": 30, "paper": "a4"})
    assert pdf.mimetype == "application/pdf"
    assert len(PdfReader(io.BytesIO(pdf.data)).pages) > 3
    kit = client.post(
        "/api/v1/kit", json={"text": post, "minutes": 30, "weights": {"trust": 2}, "weights_reason": "many partners", "format": "json"}
    ).json
    assert kit["minutes"] == 30
    assert kit["weights_reason"] == "many partners"


def test_batch_goes_on_after_a_bad_post(client, post):
    got = client.post("/api/v1/batch", json={"posts": [{"name": "a", "text": post}, {"name": "b", "text": " "}, {"text": post}]}).json
    assert [("score" in r) for r in got["rows"]] == [True, False, True]
    assert got["rows"][1]["file"] == "b" and got["rows"][1]["remedy"]
    assert got["totals"]["posts"] == 2 and got["totals"]["errors"] == 1


def test_signals(client):
    all_of_them = client.get("/api/v1/signals").json["signals"]
    assert len(all_of_them) == 16
    assert client.get("/api/v1/signals/rolodex").json in all_of_them


BAD = [
    ("post", "/api/v1/analyze", {"json": {"text": ""}}, 422),
    ("post", "/api/v1/analyze", {"json": {}}, 422),
    ("post", "/api/v1/analyze", {"json": {"text": 7}}, 422),
    ("post", "/api/v1/analyze", {"json": {"text": None}}, 422),
    ("post", "/api/v1/analyze", {"json": {"text": "x", "colour": "red"}}, 422),
    ("post", "/api/v1/analyze", {"json": []}, 422),
    ("post", "/api/v1/analyze", {"data": "{", "content_type": "application/json"}, 422),
    ("post", "/api/v1/analyze", {"data": {"text": "x"}}, 415),
    ("post", "/api/v1/analyze", {"json": {"text": "word " * 50_000}}, 422),
    ("get", "/api/v1/analyze", {}, 405),
    ("post", "/api/v1/rewrite", {"json": {"text": "Sales rep wanted", "accept": [99]}}, 422),
    ("post", "/api/v1/rewrite", {"json": {"text": "Sales rep wanted", "own": {"x": "y"}}}, 422),
    ("post", "/api/v1/kit", {"json": {"text": "Sales rep wanted", "minutes": 31}}, 422),
    ("post", "/api/v1/kit", {"json": {"text": "Sales rep wanted", "weights": {"trust": 2}, "color": "#fff"}}, 422),
    ("post", "/api/v1/batch", {"json": {"posts": []}}, 422),
    ("get", "/api/v1/signals/charm", {}, 404),
    ("get", "/api/v1/nowhere", {}, 404),
]


@pytest.mark.parametrize(("method", "url", "body", "status"), BAD)
def test_every_error_has_one_shape(client, method, url, body, status):
    answer = getattr(client, method)(url, **body)
    assert answer.status_code == status
    assert set(answer.json) == ERROR
    assert answer.json["message"] and answer.json["remedy"]


def test_page_and_api_refuse_in_the_same_words(client, post):
    page = client.post("/kit", data={"text": post, "color": "#ffffff"}, headers={"Accept": "application/json"})
    api = client.post("/api/v1/kit", json={"text": post, "color": "#ffffff"})
    assert page.json == api.json


def test_the_document_is_valid_openapi(app):
    with app.app_context():
        validate(document())


def test_the_documentation_page_names_every_operation(client):
    page = client.get("/api/").text
    for path in client.get("/api/v1/openapi.json").json["paths"]:
        assert f"/api/v1{path}" in page


# Reading constants from the application's source would import the knowledge folders over the functions of the same name.
schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json",
    create_app({"SECRET_KEY": "for tests only", "RATELIMIT_ENABLED": False, "TESTING": True}),
    config=schemathesis.Config.from_dict({"analysis": {"constants": {"enabled": False}}}),
)


@schema.parametrize()
@hypothesis.settings(max_examples=20, deadline=None, suppress_health_check=list(hypothesis.HealthCheck), derandomize=True)
def test_the_api_keeps_its_contract(case):
    """Generated requests, right and wrong: documented answers only, never a 500. 422 is a right answer to a text that is no post."""
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
