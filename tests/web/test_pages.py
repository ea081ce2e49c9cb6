import io
import json
import re
import zipfile
from html import unescape

import pytest
from pypdf import PdfReader

from webapp.samples import samples


def words(response) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.text)))


def test_front_page_offers_samples(client):
    page = client.get("/")
    assert page.status_code == 200
    assert page.text.count('class="sample"') == len(samples()) >= 16


@pytest.mark.parametrize("slug", samples())
def test_every_sample_opens(client, slug):
    page = client.post("/analyze", data={"sample": slug})
    assert page.status_code == 200
    assert 'id="marked"' in page.text


def test_unknown_sample_is_not_found(client):
    assert client.post("/analyze", data={"sample": "../webapp/forms"}).status_code == 404


def test_text_is_shown_exactly_as_pasted(client):
    text = 'Sales & <script>alert(1)</script> "rep"\r\n\r\n- Must bring a rolodex of buyers\r\n\ttabs  and   blanks'
    page = client.post("/analyze", data={"text": text})
    area = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page.text, re.S)[1]
    assert unescape(area) == text.replace("\r\n", "\n")
    assert "<script>alert" not in page.text


def test_marks_and_plain_text_together_are_the_post(client, post):
    page = client.post("/analyze", data={"text": post})
    marked = re.search(r'id="marked"[^>]*>(.*?)</div>', page.text, re.S)[1]
    marked = re.sub(r'<span class="visually-hidden">.*?</span>', "", marked)
    assert unescape(re.sub(r"<[^>]+>", "", marked)) == post
    assert 'class="mark mark-screening"' in marked


def test_empty_post_keeps_the_page_and_says_what_to_do(client):
    page = client.post("/analyze", data={"text": "  \n "})
    assert page.status_code == 422
    assert "Paste a job post" in words(page)


def test_too_long_post_names_the_limit(client):
    page = client.post("/analyze", data={"text": "word " * 50_000})
    assert page.status_code in (413, 422)
    assert "200,000" in words(page)


def test_a_file_can_be_read(client, post):
    page = client.post("/analyze", data={"file": (io.BytesIO(post.encode()), "post.txt")})
    assert page.status_code == 200
    assert "post.txt" in page.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("empty.txt", b""),
        ("broken.docx", b"PK\x03\x04nonsense"),
        ("broken.pdf", b"%PDF-1.7 nonsense"),
    ],
)
def test_a_bad_file_gets_a_reason(client, name, data):
    page = client.post("/analyze", data={"file": (io.BytesIO(data), name)})
    assert page.status_code == 422
    assert 'role="alert"' in page.text


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>Sales manager</text></svg>'
PROLOG = '<?xml version="1.0"?>\n<!-- a logo -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n'


ENTITY = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///x">]>'


@pytest.mark.parametrize("text", [SVG, PROLOG + SVG, ENTITY + SVG, SVG.replace("<svg", "<svg:svg"), "\n " + SVG.upper()])
@pytest.mark.parametrize("name", ["logo.svg", "post.txt"])
def test_an_svg_picture_is_no_post(client, text, name):
    for url, field in (("/analyze", "file"), ("/folder/", "files")):
        page = client.post(url, data={field: (io.BytesIO(text.encode()), name)})
        assert "an SVG picture, not a post" in words(page)
        assert 'id="marked"' not in page.text and 'class="open-post"' not in page.text


def test_a_renamed_picture_in_a_zip_is_listed_beside_the_posts(client, post):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as z:
        z.writestr("a.txt", post)
        z.writestr("logo.txt", SVG)
    packed.seek(0)
    page = client.post("/folder/", data={"files": (packed, "posts.zip")})
    assert page.text.count('class="open-post"') == 1
    assert "logo.txt : this is an SVG picture" in words(page)


def test_words_about_pictures_are_a_post(client):
    assert client.post("/analyze", data={"file": (io.BytesIO(b"Designer. You draw <svg> icons."), "a.txt")}).status_code == 200
    assert client.post("/analyze", data={"text": SVG}).status_code == 200


def edit_names(page) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="(edit-[^"]+)"', page.text)))


def new_text(page) -> str:
    return unescape(re.search(r'id="new-text"[^>]*>(.*?)</div>', page.text, re.S)[1])


def test_choices_survive_and_show_in_the_new_version(client, post):
    names = edit_names(client.post("/analyze", data={"text": post}))
    assert len(names) >= 2
    kept = dict.fromkeys(names, "keep")
    assert new_text(client.post("/analyze", data={"text": post} | kept)) == post
    own = kept | {names[0]: "own", names[0].replace("edit-", "own-"): "Opens doors by listening"}
    assert "Opens doors by listening" in new_text(client.post("/analyze", data={"text": post} | own))


def test_taking_the_version_over_and_going_back(client, post):
    names = edit_names(client.post("/analyze", data={"text": post}))
    page = client.post("/use", data={"text": post} | dict.fromkeys(names, "take"))
    assert "rolodex" not in re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page.text, re.S)[1]
    back = client.post("/restore", data={"text": "changed since, sells things", "original": post})
    assert unescape(re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', back.text, re.S)[1]) == post


def test_an_unknown_decision_is_refused(client, post):
    name = edit_names(client.post("/analyze", data={"text": post}))[0]
    assert client.post("/analyze", data={"text": post, name: "alt99"}).status_code == 422


def test_kit_is_made_from_this_post(client, post):
    answer = client.post("/kit", data={"text": post, "minutes": "45", "paper": "a4", "title": "Night shift seller"})
    assert answer.mimetype == "application/pdf"
    said = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.data)).pages)
    assert "Night shift seller" in said
    assert "rolodex" in said


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", "20"),
        ("color", "#ffffff"),
        ("weight-trust", "-1"),
        ("date", "tomorrow"),
        ("candidate_code", "Jane Doe"),
        ("interviewers", "9"),
    ],
)
def test_a_wrong_kit_option_is_named(client, post, field, value):
    answer = client.post("/kit", data={"text": post, field: value}, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json["where"] in (field, "weights")
    assert answer.json["remedy"]


def test_preview_is_a_picture_of_the_first_page(client, post):
    answer = client.post("/preview", data={"text": post}, headers={"X-Rubric-Part": "kit"})
    assert answer.json["image"].startswith("data:image/png;base64,iVBOR")
    assert 'src="data:image/png' in client.post("/preview", data={"text": post}).text


def test_report_file_stands_alone(client, post):
    answer = client.post("/report", data={"text": post})
    assert answer.headers["Content-Disposition"].endswith('.html"')
    assert not re.search(r"""(?:src|href)=["'](?!#|https://doi|https?://)""", answer.text)
    assert "<link" not in answer.text and "<script" not in answer.text
    assert "rolodex" in answer.text


def bundle_of(page) -> str:
    return unescape(re.search(r'name="bundle"[^>]*>\n(.*?)</textarea>', page.text, re.S)[1])


@pytest.fixture
def folder(client, post):
    files = [(io.BytesIO(f"{post}\nNumber {n}".encode()), f"post{n}.txt") for n in range(3)]
    return client.post(
        "/folder/", data={"files": [*files, (io.BytesIO(b""), "empty.txt"), (io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0"), "photo.png")]}
    )


def test_folder_lists_good_and_bad(folder):
    assert folder.status_code == 200
    assert folder.text.count('class="open-post"') == 3
    assert "empty.txt" in words(folder) and "photo.png" in words(folder)


def test_folder_reads_a_zip(client, post):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as z:
        for n in range(5):
            z.writestr(f"posts/{n}.txt", f"{post}\nNumber {n}")
    packed.seek(0)
    assert client.post("/folder/", data={"files": (packed, "posts.zip")}).text.count('class="open-post"') == 5


def test_a_zip_bomb_is_refused_in_its_row(client):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("big.txt", b"0" * 60_000_000)
    packed.seek(0)
    page = client.post("/folder/", data={"files": (packed, "bomb.zip")})
    assert page.status_code == 200
    assert "Not read" in words(page)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "html"])
def test_folder_downloads_have_every_post_and_every_error(client, folder, kind):
    answer = client.post("/folder/export", data={"bundle": bundle_of(folder), "format": kind})
    assert "attachment" in answer.headers["Content-Disposition"]
    for name in ("post0.txt", "post2.txt", "empty.txt", "photo.png"):
        assert name in answer.text


def test_folder_kits_come_as_a_zip(client, folder):
    answer = client.post("/folder/export", data={"bundle": bundle_of(folder), "format": "kits"})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as z:
        names = z.namelist()
        assert sum(n.endswith(".pdf") for n in names) == 3
        assert "empty.txt" in z.read("not-made.txt").decode()
        assert z.testzip() is None


def test_kits_of_a_few_posts_keep_their_numbers(client, folder):
    some = json.dumps([json.loads(bundle_of(folder))[n] for n in (1, 3)])
    answer = client.post("/folder/export", data={"bundle": some, "format": "kits", "numbers": "2,4"})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as z:
        assert [n[:4] for n in z.namelist() if n.endswith(".pdf")] == ["0002"]
        assert "empty.txt" in z.read("not-made-0002.txt").decode()
    assert client.post("/folder/export", data={"bundle": some, "format": "kits", "numbers": "one"}).status_code == 422


def test_kits_of_a_large_folder_are_offered_in_parts(client, folder, monkeypatch):
    monkeypatch.setattr("webapp.folder.KITS_PART", 2)
    bundle = bundle_of(folder)
    page = client.post("/folder/sort", data={"bundle": bundle, "sort": "title"}).text
    parts = re.findall(r'formaction="(/folder/export\?part=\d)"', page)
    assert len(parts) == 3  # three posts and two files that could not be read
    names = []
    for part in parts:
        with zipfile.ZipFile(io.BytesIO(client.post(part, data={"bundle": bundle, "format": "kits"}).data)) as z:
            names += z.namelist()
    assert [n[:4] for n in names if n.endswith(".pdf")] == ["0001", "0002", "0003"]
    assert len(names) == len(set(names))


def test_the_folder_table_sorts_without_scripts(client):
    made = {
        "b.txt": "Curious seller. You listen well.",
        "a.txt": "Must bring a rolodex of clinic managers.",
        "c.txt": "10 years of medical sales.",
    }
    bundle = json.dumps([{"file": name, "post": 1, "text": text} for name, text in made.items()])

    def order(sort):
        page = client.post("/folder/sort", data={"bundle": bundle, "sort": sort}).text
        return re.findall(r'<td role="cell" class="file">(\w)', page), re.findall(r'<th scope="col"[^>]*aria-sort="(\w+)"', page)

    assert order("") == (["b", "a", "c"], [])
    assert order("file") == (["a", "b", "c"], ["ascending"])
    assert order("-file") == (["c", "b", "a"], ["descending"])
    assert order("balance")[0][-1] == "b"
    assert order("nonsense")[0] == ["b", "a", "c"]


def test_folder_opens_one_report(client, folder):
    assert "Number 1" in client.post("/folder/open", data={"bundle": bundle_of(folder), "open": "1"}).text
    assert client.post("/folder/open", data={"bundle": bundle_of(folder), "open": "77"}).status_code == 422


@pytest.mark.parametrize("bundle", ["", "nonsense", "[]", "{}", "[1]", '[{"file": "a"}]', "[" * 100_000])
def test_a_damaged_bundle_is_refused(client, bundle):
    assert client.post("/folder/export", data={"bundle": bundle, "format": "csv"}).status_code == 422


def test_folder_streams_progress(client, post):
    files = [(io.BytesIO(f"{post}\nNumber {n}".encode()), f"{n}.txt") for n in range(12)]
    answer = client.post("/folder/", data={"files": files}, headers={"Accept": "application/x-ndjson"})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines[0] == {"read": 1}
    assert {"done": 12, "of": 12} in lines
    assert lines[-1]["html"].count('class="open-post"') == 12


def test_too_many_posts_are_listed_not_dropped_silently(make_app, post):
    client = make_app(BATCH_POSTS=3).test_client()
    files = [(io.BytesIO(f"{post}\n{n}".encode()), f"{n}.txt") for n in range(5)]
    page = client.post("/folder/", data={"files": files})
    assert page.text.count('class="open-post"') == 3
    assert "more than 3 posts" in words(page)


def test_the_time_limit_of_a_folder_is_said_in_the_rows(make_app, post):
    client = make_app(BATCH_SECONDS=-1.0).test_client()
    page = client.post("/folder/", data={"files": (io.BytesIO(post.encode()), "a.txt")})
    assert "time limit" in words(page)


def test_folder_without_files(client):
    assert client.post("/folder/", data={}).status_code == 422


def test_guide_pages_exist_for_everything_linked(client):
    seen, todo = set(), ["/guide/"]
    while todo:
        url = todo.pop()
        if url in seen:
            continue
        seen.add(url)
        page = client.get(url)
        assert page.status_code == 200, url
        todo += [u.split("#")[0] for u in re.findall(r'href="(/guide/[^"]*)"', page.text)]
    assert len(seen) > 25
    assert client.get("/guide/nothing").status_code == 404
    assert client.get("/guide/signal/nothing").status_code == 404
    assert client.get("/guide/competency/nothing").status_code == 404
