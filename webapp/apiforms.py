"""The forms of the JSON API: the pages' own, with fields that know their JSON type, so that the OpenAPI document is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from wtforms import BooleanField, Field, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from rubric.errors import EmptyPost, OptionError
from rubric.records import TRAITS
from webapp.forms import Form, KitForm, TextForm

MAX_EDITS = 1000


class JsonField(Field):
    """A field that takes a JSON value as it is; from_json() has checked it against `schema`."""

    schema: ClassVar[Mapping] = {}

    def process_formdata(self, valuelist):
        if valuelist:
            self.data = valuelist[0]


class AcceptField(JsonField):
    schema: ClassVar[Mapping] = {
        "type": "array",
        "items": {"type": "integer", "minimum": 0},
        "maxItems": MAX_EDITS,
        "description": "Numbers of the edits to take.",
    }


class OwnField(JsonField):
    schema: ClassVar[Mapping] = {
        "type": "object",
        "additionalProperties": {"type": "string", "maxLength": 2000},
        "propertyNames": {"pattern": "^[0-9]{1,4}$"},
        "maxProperties": MAX_EDITS,
        "description": "Own wording by the number of the edit.",
    }


class WeightsField(JsonField):
    schema: ClassVar[Mapping] = {
        "type": "object",
        "properties": {c: {"type": "number", "minimum": 0.1, "maximum": 10} for c in TRAITS},
        "additionalProperties": False,
        "description": "Weight of a competency relative to the others.",
    }


class PostsField(JsonField):
    schema: ClassVar[Mapping] = {
        "type": "array",
        "minItems": 1,
        "maxItems": 200,
        "description": "Up to 200 posts, each with its `text` and, if you like, a `name` to find it again.",
        "items": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string"}, "name": {"type": "string", "maxLength": 200}},
        },
    }


class AnalyzeRequest(TextForm):
    title = StringField(validators=[Optional(), Length(max=300)], description="Title, when it does not stand in the text.")
    brief = BooleanField(description="Leave the proposed edits out.")


class RewriteRequest(TextForm):
    source = None
    accept = AcceptField()
    own = OwnField()


class KitRequest(KitForm):
    """A post, the kit's options, and the format of the answer."""

    text = TextForm.text
    format = SelectField(choices=["pdf", "json"], default="pdf")
    weights = WeightsField()

    def options(self) -> dict:
        given = super().options()
        return {k: v for k, v in given.items() if k not in ("text", "format")}


class BatchRequest(Form):
    posts = PostsField(validators=[InputRequired("Send the posts as a list.")])
    full = BooleanField(description="All data of every finding instead of a short form.")


def fields_of(kind: type[Form]) -> dict[str, Field]:
    """Bound fields of a form by name."""
    return dict(kind(formdata=None)._fields)


def schema_of(kind: type[Form]) -> dict:
    """The JSON schema of a form's body."""
    found = fields_of(kind)
    required = [n for n in ("text", "posts") if n in found]
    return {"type": "object", "required": required, "additionalProperties": False, "properties": {n: _schema(f) for n, f in found.items()}}


def _schema(field: Field) -> dict:
    if isinstance(field, JsonField):
        return dict(field.schema)
    out: dict = {"description": field.description} if field.description else {"description": field.label.text} if field.label.text else {}
    values = [c.value for c in field.iter_choices()] if isinstance(field, SelectField) else []
    if isinstance(field, SelectMultipleField):
        return out | {"type": "array", "items": {"enum": values}, "uniqueItems": True}
    if isinstance(field, SelectField):
        return out | (
            {"type": "integer", "enum": [int(v) for v in values]} if field.name == "minutes" else {"type": "string", "enum": values}
        )
    if isinstance(field, BooleanField):
        return out | {"type": "boolean"}
    if isinstance(field, IntegerField):
        limits = next((v for v in field.validators if isinstance(v, NumberRange)), None)
        return out | {"type": "integer"} | ({"minimum": limits.min, "maximum": limits.max} if limits else {})
    limit = next((v.max for v in field.validators if isinstance(v, Length) and v.max > 0), None)
    pattern = {"candidate_code": "^([A-Za-z0-9][A-Za-z0-9._-]{0,39})?$", "date": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"}.get(field.name)
    return out | {"type": "string"} | ({"maxLength": limit} if limit else {}) | ({"pattern": pattern} if pattern else {})


class JsonData(dict):
    """Looks to WTForms like form data; values keep their JSON types."""

    def getlist(self, name):
        value = self[name]
        return list(value) if isinstance(value, list) and name in self.lists else [value]

    lists: frozenset[str] = frozenset()


def from_json(kind: type[Form], data: Mapping) -> Form:
    """The checked form for a JSON body. Raises OptionError for unknown fields and wrong types, EmptyPost without text."""
    found = fields_of(kind)
    wrong = best_match(Draft202012Validator(schema_of(kind)).iter_errors(data))
    if wrong:
        where = ".".join(map(str, wrong.absolute_path)) or "body"
        raise OptionError(f"{wrong.message[:300]}.", where=where[:120], remedy="See the field in the API's documentation.")
    given = JsonData({n: ("y" if v else "") if isinstance(v, bool) else str(v) if isinstance(v, int) else v for n, v in data.items()})
    given.lists = frozenset(n for n, f in found.items() if isinstance(f, SelectMultipleField))
    form = kind(formdata=given)
    if "text" in found and not form.text.data.strip():
        raise EmptyPost("there is no text.", where="text", remedy="Send the job post in the field text.")
    return form.check()
