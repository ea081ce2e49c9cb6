"""Stage 1, saved answers of applicant-tracking systems, told by their shape, and any other JSON that holds posts."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rubric.errors import InputError, UnreadableFile
from rubric.read.encoding import check, sound
from rubric.read.html import html_to_text, looks_like_html
from rubric.read.jsonld import postings_in, words
from rubric.records import Post

_LISTS = ("jobs", "postings", "jobPostings", "results", "content", "items", "data", "offers", "positions")
_REMEDY = {
    "greenhouse": "Save the list with ?content=true.",
    "smartrecruiters": "Save each posting's own answer (…/postings/ID): the list has no descriptions.",
    "workable": "Save the answer with ?details=true.",
    "workday": "Save each job's own answer (…/job/…): the list has no descriptions.",
}


def read_json(text: str, where: str = "", text_column: str = "") -> Iterator[Post | InputError]:
    """Yield the posts of a JSON file: a system's answer, JobPosting data, or records with a text field (guessed or named)."""
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError) as e:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines[:2]):
            from rubric.read import table

            yield from table.rows_of_bytes(text.encode(), "jsonl", where, text_column)
            return
        why = f"line {e.lineno}: {e.msg}" if isinstance(e, json.JSONDecodeError) else "it is nested too deeply"
        raise UnreadableFile(f"this is not valid JSON ({why}).", where=where, remedy="Save the answer again, whole.") from None
    if isinstance(data, str):
        data = {"text": data}
    single = system(data) if isinstance(data, dict) else ""
    marked = [] if single or text_column else postings_in(data)
    jobs = [data] if single else marked or _records(data)
    if not jobs:
        from rubric.read.table import NAME_IT

        raise UnreadableFile("no job posts are in this JSON: no field looks like their text.", where=where, remedy=NAME_IT)
    for n, job in enumerate(jobs, 1):
        try:
            row = n if len(jobs) > 1 else 0
            yield _post("json-ld", job["title"], job["text"], job["url"], where, row) if marked else post_of(job, where, text_column, row)
        except InputError as e:
            e.where = f"{where} (post {n})" if len(jobs) > 1 else where
            yield e


def post_of(job: object, where: str, text_column: str = "", row: int = 0) -> Post:
    """The post in one JSON record. `row` (from 1) is kept in meta. Raises an InputError when there is no text in it."""
    if not isinstance(job, dict):
        raise UnreadableFile("this record is no JSON object.", where=where, remedy="Give one object per post.")
    name = "" if text_column else system(job)
    if name:
        title, text, url = _READERS[name](job)
        if not text and name in _REMEDY:
            raise UnreadableFile("the job has no description.", where=where, remedy=_REMEDY[name])
    elif not text_column and (found := postings_in(job)):
        name, title, text, url = "json-ld", found[0]["title"], found[0]["text"], found[0]["url"]
    else:
        from rubric.read.table import guess_columns

        text_key, title_key = guess_columns(list(job), [job], text_column, where)
        name, title, text, url = "json", words(job.get(title_key)), words(job.get(text_key)), words(job.get("url"))
        if looks_like_html(text):
            text = html_to_text(text)
    return _post(name, title, text, url, where, row)


def _post(name: str, title: str, text: str, url: str, where: str, row: int) -> Post:
    meta = ({"row": row} if row else {}) | ({"url": url} if url else {})
    return Post(text=check(sound(text), where), title=sound(title.strip())[:200], source=where, format=name, meta=meta)


def system(job: dict) -> str:
    """Which applicant-tracking system gives jobs of this shape ('' for none)."""
    if isinstance(job.get("jobPostingInfo"), dict) or ("externalPath" in job and "locationsText" in job):
        return "workday"
    if isinstance(job.get("jobAd"), dict) or ("refNumber" in job and "releasedDate" in job and "company" in job):
        return "smartrecruiters"
    if "descriptionHtml" in job and "jobUrl" in job:
        return "ashby"
    if "text" in job and ("hostedUrl" in job or isinstance(job.get("lists"), list)):
        return "lever"
    if "absolute_url" in job and "title" in job:
        return "greenhouse"
    if "shortcode" in job and ("title" in job or "full_title" in job):
        return "workable"
    return ""


def _records(data: object) -> list:
    if isinstance(data, list):
        return data
    if isinstance(data, dict):
        for key in _LISTS:
            if isinstance(data.get(key), list) and data[key] and isinstance(data[key][0], dict):
                return data[key]
        return [data]
    return []


def _greenhouse(job):
    return words(job.get("title")), html_to_text(words(job.get("content"))), words(job.get("absolute_url"))


def _lever(job):
    parts = [words(job.get("descriptionPlain")) or html_to_text(words(job.get("description")))]
    for block in job.get("lists") or ():
        if isinstance(block, dict):
            parts.append(f"{words(block.get('text'))}\n{html_to_text('<ul>' + words(block.get('content')) + '</ul>')}")
    parts.append(words(job.get("additionalPlain")) or html_to_text(words(job.get("additional"))))
    return words(job.get("text")), _join(parts), words(job.get("hostedUrl"))


def _ashby(job):
    text = html_to_text(words(job.get("descriptionHtml"))) or words(job.get("descriptionPlain"))
    return words(job.get("title")), text, words(job.get("jobUrl"))


def _workable(job):
    parts = [html_to_text(words(job.get("description") or job.get("full_description")))]
    for key, label in (("requirements", "Requirements"), ("benefits", "Benefits")):
        part = html_to_text(words(job.get(key)))
        if part and part[:200] not in parts[0]:
            parts.append(f"{label}:\n{part}")
    return words(job.get("full_title")) or words(job.get("title")), _join(parts), words(job.get("url"))


def _workday(job):
    info = job.get("jobPostingInfo") or job
    return words(info.get("title")), html_to_text(words(info.get("jobDescription"))), words(info.get("externalUrl"))


def _smartrecruiters(job):
    ad = job.get("jobAd")
    sections = ad.get("sections") if isinstance(ad, dict) else None
    parts = []
    for section in (sections.values() if isinstance(sections, dict) else ()):
        if isinstance(section, dict) and words(section.get("text")).strip():
            parts.append(f"{words(section.get('title'))}\n\n{html_to_text(words(section.get('text')))}".strip())
    return words(job.get("name")), _join(parts), words(job.get("postingUrl") or job.get("ref"))


def _join(parts: list[str]) -> str:
    return "\n\n".join(p.strip() for p in parts if p.strip())


_READERS = {
    "greenhouse": _greenhouse, "lever": _lever, "ashby": _ashby, "workable": _workable, "workday": _workday,
    "smartrecruiters": _smartrecruiters,
}
