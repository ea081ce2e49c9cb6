"""Stage 6, the way back: one filled kit (a PDF's bytes) -> Scorecard, checked against the data that the kit carries."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace

from rubric.errors import RubricError, ScorecardError
from rubric.interview.kit import KIT_FORMAT
from rubric.interview.options import one_line
from rubric.interview.panel.form import SAVE, Form, FormField, open_form, squeeze
from rubric.interview.panel.sheet import SHEET, read_sheet, text_of
from rubric.read import apart

ATTACHMENT = "rubric-kit.json"
SCHEMA = f"rubric-kit/{KIT_FORMAT}"
AGAIN = "Fill in a fresh copy of the kit as it was made; do not edit, split or merge its pages."
_WORD = {"type": "string", "maxLength": 500}
_ID = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"}
_FIELDS = {"rating_field": _WORD, "notes_field": _WORD}
_QUESTION = {
    "type": "object", "required": ["id", "number", "text", "levels", "rating_field", "notes_field"],
    "properties": {"id": _ID, "number": {"type": "integer"}, "text": {"type": "string", "maxLength": 5000}, "levels": {
        "type": "array", "minItems": 5, "maxItems": 5, "items": {"type": "string", "maxLength": 5000}}} | _FIELDS,
}
_COMPETENCY = {
    "type": "object", "required": ["code", "name", "weight", "share", "kind", "questions"],
    "properties": {
        "code": _ID, "name": _WORD, "kind": {"enum": ["core", "supporting"]}, "share": {"type": "number"},
        "weight": {"type": "number", "minimum": 0.01, "maximum": 1000},
        "questions": {"type": "array", "minItems": 1, "maxItems": 20, "items": _QUESTION},
    },
}
KIT_DATA = {
    "type": "object",
    "required": ["schema", "kit_id", "kit_version", "title", "employer", "weights_reason", "competencies", "named_first", "work_sample"],
    "properties": {
        "schema": {"const": SCHEMA}, "kit_id": _ID, "kit_version": _ID, "title": _WORD, "employer": _WORD, "weights_reason": _WORD,
        "named_first": _WORD, "competencies": {"type": "array", "minItems": 1, "maxItems": 20, "items": _COMPETENCY},
        "work_sample": {"type": "object", "required": ["id", "title", *_FIELDS], "properties": {"id": _ID, "title": _WORD} | _FIELDS},
    },
}
"""The part of the attached record that the panel rests on, as JSON schema."""

_CARD = {
    "type": "object", "additionalProperties": False,
    "required": [
        "file", "candidate", "interviewer", "date", "ratings", "notes", "locked", "minimum", "remarks", "panel_sheet", "paper", "notices",
    ],
    "properties": {
        "file": _WORD, "candidate": _WORD | {"minLength": 1}, "interviewer": _WORD, "date": _WORD, "locked": {"type": "boolean"},
        "ratings": {"type": "object", "additionalProperties": {"enum": [1, 2, 3, 4, 5, None]}},
        "notes": {"type": "object", "additionalProperties": {"type": "string"}},
        "minimum": _WORD, "remarks": {"type": "string"}, "panel_sheet": SHEET, "paper": {"enum": ["letter", "a4"]},
        "notices": {"type": "array", "items": {"type": "string", "maxLength": 2000}},
    },
}


@dataclass(frozen=True)
class Scorecard:
    """One interviewer's sheet for one candidate. ratings: question id -> 1 to 5, or None where none was given; so for the work sample.

    kit is the attached record. `interviewer` is empty when nobody wrote a name. panel_sheet: see sheet.py; ratings are never changed by it.
    notices say what the panel should know about the sheet.
    """

    file: str
    kit: dict
    candidate: str
    interviewer: str
    date: str
    ratings: dict[str, int | None]
    notes: dict[str, str]
    locked: bool
    minimum: str
    remarks: str
    panel_sheet: dict
    paper: str
    notices: tuple[str, ...]

    def to_dict(self) -> dict:
        """Plain data without the kit's."""
        return {k: v for k, v in asdict(self).items() if k != "kit"} | {"notices": list(self.notices)}

    @classmethod
    def from_dict(cls, data, kit: dict) -> Scorecard:
        """The sheet that to_dict() came from; kit as from check_kit_data(). Raises ScorecardError for anything else."""
        from jsonschema import Draft202012Validator

        ids = [i for i, _, _ in rated_items(kit)]
        sound = Draft202012Validator(_CARD).is_valid(data) and set(ids[:-1]) <= set(data["ratings"]) <= set(ids)
        if not sound or not {*data["notes"], *(row["item"] for k in ("changes", "copies") for row in data["panel_sheet"][k])} <= set(ids):
            raise ScorecardError("this is not a sheet that was read from a filled kit.", remedy="Give the filled kits again.")
        order = {i: data["ratings"][i] for i in ids if i in data["ratings"]}
        return cls(**data | {"kit": kit, "ratings": order, "notices": tuple(data["notices"])})


def read_scorecard(data: bytes, file: str = "") -> Scorecard:
    """Read one filled kit. Raises ScorecardError (what, which file, remedy) when it is not ours, altered, damaged, protected or blank."""
    form = open_form(data, file)
    try:
        kit = _kit(form, file)
        _check_fields(form, kit, file)
        _check_words(form, kit, file)
        return _read(form, kit, file)
    except RubricError:
        raise
    except Exception as e:  # as in open_form: damage that shows only now
        what = f"the PDF is damaged ({type(e).__name__})."
        raise ScorecardError(what, where=file, remedy="Ask the interviewer for the file again; copy it whole.") from None


def plain(data: bytes) -> dict:
    """read_scorecard() as plain data: the sheet and the kit's record."""
    card = read_scorecard(data)
    return {"card": card.to_dict(), "kit": card.kit}


def read_apart(data: bytes, file: str = "") -> Scorecard:
    """read_scorecard() in a process of its own, with a time limit (rubric.read.apart): for files from anywhere."""
    remedy = "A filled kit is read in a moment. Ask the interviewer for the file again; copy it whole."
    made = apart.ask(f"{__name__}:plain", data, file, ScorecardError, remedy)
    return replace(Scorecard.from_dict(made["card"], made["kit"]), file=file)


def rated_items(kit: dict) -> list[tuple[str, str, str]]:
    """(id, short name, competency code) of everything that gets a rating, in order; the work sample last with code ''."""
    items = [(q["id"], f"{q['number']}  {c['name']}", c["code"]) for c in kit["competencies"] for q in c["questions"]]
    return [*items, (kit["work_sample"]["id"], "Work sample", "")]


def check_kit_data(kit, file: str = "") -> dict:
    """The attached record if its shape and digest are right. Raises ScorecardError."""
    from jsonschema import Draft202012Validator

    schema = kit.get("schema") if isinstance(kit, dict) else None
    if isinstance(schema, str) and schema.startswith("rubric-kit/") and schema != SCHEMA:
        remedy = "Read it with the version of Rubric that made it."
        raise ScorecardError(f"the kit has format {schema[11:40]!r}; this version reads {KIT_FORMAT!r}.", where=file, remedy=remedy)
    if not isinstance(kit, dict) or not Draft202012Validator(KIT_DATA).is_valid(kit):
        raise ScorecardError("the kit data inside the file is not what Rubric writes.", where=file, remedy=AGAIN)
    body = {k: v for k, v in kit.items() if k != "digest"}
    plain = json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()
    ids = [i for i, _, _ in rated_items(kit)]
    if hashlib.sha256(plain).hexdigest() != kit.get("digest") or len(set(ids)) < len(ids):
        raise ScorecardError("the kit data inside the file was changed.", where=file, remedy=AGAIN)
    return kit


def _kit(form: Form, file: str) -> dict:
    raw = form.attachment(ATTACHMENT)
    if raw is None:
        if any(name.startswith("rating.") for name in form.fields):
            what = "this looks like one of our kits, but the kit data inside it is gone."
            raise ScorecardError(what, where=file, remedy=SAVE)
        what = "this is not a filled kit: the file was printed to PDF, scanned, or made by something else."
        raise ScorecardError(what, where=file, remedy=SAVE)
    if not form.fields:
        what = "the form fields are gone: the kit was printed to PDF or flattened, so ratings can no longer be told apart."
        raise ScorecardError(what, where=file, remedy=SAVE)
    try:
        kit = json.loads(raw)
    except (ValueError, RecursionError):
        raise ScorecardError("the kit data inside the file cannot be read.", where=file, remedy=AGAIN) from None
    return check_kit_data(kit, file)


def _check_fields(form: Form, kit: dict, file: str) -> None:
    names = kit.get("fields")
    expected = set(names) if isinstance(names, list) and all(isinstance(n, str) for n in names) else set()
    sample = kit["work_sample"]
    needed = {q[k] for c in kit["competencies"] for q in c["questions"] for k in _FIELDS} | {"candidate_code", "interviewer"}
    lost, extra = (expected | needed) - set(form.fields), {n for n, f in form.fields.items() if f.kind != "other"} - expected
    if lost or extra or not needed <= expected:
        which = f"“{one_line(min(lost or extra or needed - expected))[:60]}”"
        what = f"the form was changed: field {which} is {'missing' if lost else 'not part of the kit'}."
        raise ScorecardError(what, where=file, remedy=AGAIN)
    for name in expected:
        entry, kind = form.fields[name], _kind(name)
        if entry.kind != kind or (kind == "radio" and entry.states and entry.states != set("12345")):
            raise ScorecardError(f"the form was changed: field “{name[:60]}” is no {kind} field.", where=file, remedy=AGAIN)
    rating_fields = [q["rating_field"] for c in kit["competencies"] for q in c["questions"]] + [sample["rating_field"]]
    if any(not n.startswith("rating.") for n in rating_fields):
        raise ScorecardError("the kit data inside the file is not what Rubric writes.", where=file, remedy=AGAIN)


def _kind(name: str) -> str:
    if name.startswith("rating."):
        return "radio"
    return "check" if name in ("locked", "adjustment_made") or name.startswith("panel.gap.") else "text"


def _check_words(form: Form, kit: dict, file: str) -> None:
    """Questions and levels must stand on the pages as the record has them. Other scripts are printed transliterated: not compared."""
    pages: dict[int, str] = {}
    for c in kit["competencies"]:
        for q in c["questions"]:
            here = ""
            for page in sorted(form.fields[q["rating_field"]].pages):
                if page not in pages:
                    pages[page] = form.words(page)
                here += pages[page]
            if any(_latin(t) and squeeze(t) not in here for t in (q["text"], *q["levels"])):
                what = f"question {q['number']} or its levels do not read as in the kit: the page was changed."
                raise ScorecardError(what, where=file, remedy=AGAIN)


def _latin(text: str) -> bool:
    return all(ord(c) < 0x250 or 0x2010 <= ord(c) <= 0x2026 for c in text)


def _read(form: Form, kit: dict, file: str) -> Scorecard:
    fields, notices, ratings, notes = form.fields, [], {}, {}
    names = {i: name for i, name, _ in rated_items(kit)}
    entries = [q for c in kit["competencies"] for q in c["questions"]] + [kit["work_sample"]]
    for q in entries:
        if q["rating_field"] not in fields:
            continue  # the short form has no work sample
        ratings[q["id"]], doubt = _rating(fields[q["rating_field"]])
        notes[q["id"]] = fields[q["notes_field"]].text.strip() if q["notes_field"] in fields else ""
        if doubt:
            notices.append(f"{one_line(names[q['id']])}: the file shows two different ratings; counted as missing.")
    if all(v is None for v in ratings.values()):
        remedy = "Rate the answers in the form (parts 4 and 5), save, and give it again."
        raise ScorecardError("no rating is filled in.", where=file, remedy=remedy)
    candidate = _line(fields, "candidate_code", 100)
    if not candidate:
        what = "the candidate code is empty, so nobody can tell whose ratings these are."
        raise ScorecardError(what, where=file, remedy="Write the code on the first page, save, and give the file again.")
    interviewer = _line(fields, "interviewer", 100)
    if not interviewer:
        notices.append("The interviewer's name or initials are missing; the sheet goes by its file name.")
    missing = [n for n, v in zip((names[i] for i in ratings), ratings.values(), strict=True) if v is None]
    if missing:
        notices.append(f"Half-filled: {len(missing)} of {len(ratings)} ratings are missing ({'; '.join(map(one_line, missing))}).")
    locked = bool(fields["locked"].marked) if "locked" in fields else False
    if "locked" in fields and not locked:
        notices.append("Not locked: the interviewer did not tick that every answer was rated before anybody talked.")
    notices += _typed(fields, kit, ratings)
    return Scorecard(
        file, kit, candidate, interviewer, _line(fields, "interview_date", 60), ratings, notes, locked,
        _line(fields, "panel.minimum", 20), text_of(fields, "score.remarks"), read_sheet(fields, kit), form.paper, tuple(notices),
    )


def _rating(entry: FormField) -> tuple[int | None, bool]:
    """(rating, doubt): the field's value and what its buttons show must agree; where they do not, there is no rating but a doubt."""
    if len(entry.marked) > 1 or not entry.marked <= set("12345"):
        return None, True
    return (int(next(iter(entry.marked))) if entry.marked else None), False


def _typed(fields: dict[str, FormField], kit: dict, ratings: dict) -> list[str]:
    """Copies on the score sheet that differ from the ratings on the question pages, which alone count."""
    out = []
    for c in kit["competencies"]:
        for q, column in zip(c["questions"], "ab", strict=False):
            typed = _line(fields, f"score.{c['code']}.{column}", 20)
            if typed and _number(typed) != ratings[q["id"]]:
                rated = ratings[q["id"]] or "no rating"
                out.append(f"Question {q['number']}: the score sheet says {typed}, the question's page {rated}; the page counts.")
    return out


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"\d(?:[.,]\d+)?", text, re.ASCII) else None


def _line(fields: dict[str, FormField], name: str, limit: int) -> str:
    return one_line(fields[name].text)[:limit].strip() if name in fields else ""
