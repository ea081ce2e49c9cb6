"""The panel sheet of one filled kit, as typed: copied ratings, changes after the discussion, what was decided."""

from __future__ import annotations

import re

from rubric.interview.options import one_line
from rubric.interview.panel.form import FormField

SAMPLE = "sample"
"""The work sample's key in the names of the panel sheet's fields; questions go by their ids."""
_TEXT = {"type": "string", "maxLength": 20_000}
_WORD = {"type": "string", "maxLength": 500}
SHEET = {
    "type": "object", "additionalProperties": False, "required": ["changes", "copies", "agreed", "discussion"],
    "properties": {
        "changes": {"type": "array", "maxItems": 500, "items": {
            "type": "object", "additionalProperties": False, "required": ["item", "who", "to", "because"],
            "properties": {"item": _WORD, "who": _WORD, "to": _WORD, "because": _TEXT},
        }},
        "copies": {"type": "array", "maxItems": 1000, "items": {
            "type": "object", "additionalProperties": False, "required": ["item", "who", "rating"],
            "properties": {"item": _WORD, "who": _WORD, "rating": _WORD},
        }},
        "agreed": _TEXT, "discussion": _TEXT,
    },
}
"""What read_sheet() gives, as JSON schema."""


def read_sheet(fields: dict[str, FormField], kit: dict) -> dict:
    """The sheet as plain data; nothing is judged here, see changes.py. changes: one for each row that says anything."""
    keys = {q["id"]: q["id"] for c in kit["competencies"] for q in c["questions"]} | {SAMPLE: kit["work_sample"]["id"]}
    people = sorted(n for name in fields if (m := re.fullmatch(r"panel\.name\.(\d{1,2})", name)) for n in [m[1]])
    changes, copies = [], []
    for key, item in keys.items():
        change = {"who": _line(fields, f"panel.who.{key}"), "to": _line(fields, f"panel.to.{key}"),
                  "because": text_of(fields, f"panel.because.{key}")}
        if any(change.values()):
            changes.append({"item": item} | change)
        for n in people:
            who, rating = _line(fields, f"panel.name.{n}"), _line(fields, f"panel.{key}.{n}")
            if who and rating:
                copies.append({"item": item, "who": who, "rating": rating})
    return {"changes": changes, "copies": copies, "agreed": text_of(fields, "panel.agreed"),
            "discussion": text_of(fields, "panel.discussion")}


def merged(sheets: list[dict]) -> dict:
    """One sheet of what several copies of it say."""
    rows = {key: list({tuple(row.values()): row for s in sheets for row in s[key]}.values()) for key in ("changes", "copies")}
    return rows | {key: "\n\n".join(dict.fromkeys(s[key] for s in sheets if s[key])) for key in ("agreed", "discussion")}


def text_of(fields: dict[str, FormField], name: str, limit: int = 20_000) -> str:
    """A field's text, without white space around it; '' when there is no such field."""
    return fields[name].text.strip()[:limit] if name in fields else ""


def _line(fields: dict[str, FormField], name: str) -> str:
    return one_line(text_of(fields, name, 500))
