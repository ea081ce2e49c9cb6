"""Findings beside the lines they stand in: SARIF 2.1.0 for code hosts and editors, and GitHub's workflow commands."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from rubric import __version__
from rubric.errors import LeftOut
from rubric.output.rows import one_line
from rubric.records import FAMILY, SCREENING

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ERROR_RULE = "unreadable-post"


def sarif(rows: Iterable[dict]) -> Iterator[str]:
    """A SARIF 2.1.0 log as text, one result at a time: screening signals as warnings (required) or notes, unreadable files as errors."""
    from rubric.knowledge import signals

    known = signals()
    rules = [
        {
            "id": code, "name": "".join(w.title() for w in code.split("-")), "shortDescription": {"text": known[code].name},
            "fullDescription": {"text": known[code].summary}, "help": {"text": f"{known[code].why} {known[code].instead}".strip()},
            "defaultConfiguration": {"level": "warning"},
        }
        for code in SCREENING
        if code in known
    ]
    rules.append({"id": _ERROR_RULE, "name": "UnreadablePost", "shortDescription": {"text": "A file that cannot be read as a post"},
                  "defaultConfiguration": {"level": "error"}})
    index = {r["id"]: n for n, r in enumerate(rules)}
    driver = {"name": "Rubric", "version": __version__, "semanticVersion": __version__, "rules": rules}
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {json.dumps({"driver": driver})}, '
    yield '"columnKind": "unicodeCodePoints", "results": ['
    comma = "\n"
    for row in rows:
        for result in _results(row, index):
            yield comma + json.dumps(result, ensure_ascii=False)
            comma = ",\n"
    yield "]}]}\n"


def _results(row: dict, index: dict[str, int]) -> Iterator[dict]:
    place = {"artifactLocation": {"uri": uri(row["file"])}}
    if "error" in row:
        text = f"{row['message']} {row['remedy']}".strip()
        level = "note" if row["error"] == LeftOut.slug else "error"
        yield {"ruleId": _ERROR_RULE, "ruleIndex": index[_ERROR_RULE], "level": level, "message": {"text": text},
               "locations": [{"physicalLocation": place}]}
        return
    for f in row["findings"]:
        if f["code"] not in index:
            continue
        where = dict(place)
        if row.get("native"):
            where["region"] = {"startLine": f["line"], "startColumn": f["column"], "endLine": f["end_line"], "endColumn": f["end_column"]}
        yield {
            "ruleId": f["code"], "ruleIndex": index[f["code"]], "level": "warning" if f["strength"] == "required" else "note",
            "message": {"text": _said(f)},
            "locations": [{"physicalLocation": where}],
            "properties": {"post": row["post"], "title": row.get("title", ""), "strength": f["strength"]},
        }


def github(rows: Iterable[dict]) -> Iterator[str]:
    """GitHub annotations: ::warning for what is required, ::notice for what is preferred, ::error for files that cannot be read."""
    from rubric.knowledge import signals

    known = signals()
    for row in rows:
        file = _property(_relative(row["file"]))
        if "error" in row:
            said = one_line(f"{row['message']} {row['remedy']}")
            level = "notice" if row["error"] == LeftOut.slug else "error"
            yield f"::{level} file={file},title=Rubric::{_message(said)}\n"
            continue
        for f in row["findings"]:
            if FAMILY[f["code"]] != "screening":
                continue
            place = f"file={file}"
            if row.get("native"):
                place += f",line={f['line']},endLine={f['end_line']}"
                if f["line"] == f["end_line"]:
                    place += f",col={f['column']},endColumn={f['end_column']}"
            level = "warning" if f["strength"] == "required" else "notice"
            title = _property(f"Rubric: {known[f['code']].name}")
            yield f"::{level} {place},title={title}::{_message(_said(f))}\n"


def _said(f: dict) -> str:
    return f"“{one_line(f['text'], 200)}”: {f['why']}"


def uri(file: str) -> str:
    """A file name as a relative URI reference where it lies under the working folder, else as it is, percent-encoded."""
    return quote(_relative(file), safe="/-_.~")


def _relative(file: str) -> str:
    path = Path(file)
    if path.is_absolute():
        try:
            path = path.relative_to(os.getcwd())
        except ValueError:
            return path.as_posix()
    return path.as_posix()


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(one_line(text)).replace(":", "%3A").replace(",", "%2C")
