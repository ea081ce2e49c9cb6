"""A page to read about the API, made from its OpenAPI document."""

from __future__ import annotations

import json

from flask import Blueprint, render_template, request, url_for

from webapp.openapi import document

bp = Blueprint("docs", __name__, url_prefix="/api")


@bp.get("/")
def page():
    """Every operation with its fields, an example and its answers."""
    doc = document(request.script_root)
    base = url_for("pages.home", _external=True).rstrip("/") + "/api/v1"
    return render_template(
        "api.html", doc=doc, operations=[_operation(doc, p, m, o, base) for p, ms in doc["paths"].items() for m, o in ms.items()]
    )


def _operation(doc: dict, path: str, method: str, op: dict, base: str) -> dict:
    kind, body = next(iter(op.get("requestBody", {}).get("content", {}).items()), ("", None))
    schema = _resolve(doc, body["schema"]) if body else None
    fields = [
        {"name": n, "required": n in schema["required"], "kind": _kind(s), "words": s.get("description", "")}
        for n, s in (schema or {"properties": {}})["properties"].items()
    ]
    url = base + path.replace("{code}", "rolodex")
    if method == "get":
        curl = f"curl {url}"
    elif kind == "multipart/form-data":
        curl = f"curl {url} \\\n  -F files=@ana.pdf \\\n  -F files=@ben.pdf"
    else:
        curl = f"curl {url} \\\n  -H 'Content-Type: {kind}' \\\n  -d '{json.dumps(body['example'])}'"
    if op["operationId"] == "kit":
        curl += " \\\n  -o kit.pdf"
    answers = [(code, r["description"], sorted(r.get("content", {}))) for code, r in op["responses"].items()]
    answer = next(iter(op["responses"].values()))["content"]
    shape = _resolve(doc, answer["application/json"]["schema"]) if "application/json" in answer else {}
    returns = [{"name": n, "kind": _kind(s), "words": s.get("description", "")} for n, s in shape.get("properties", {}).items()]
    return {
        "id": op["operationId"],
        "path": "/api/v1" + path,
        "method": method.upper(),
        "op": op,
        "fields": fields,
        "sent_as": kind,
        "curl": curl,
        "answers": answers,
        "returns": returns,
    }


def _resolve(doc: dict, schema: dict) -> dict:
    name = schema.get("$ref", "").rpartition("/")[2]
    return doc["components"]["schemas"][name] if name else schema


def _kind(schema: dict) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema:
        return "one of " + ", ".join("empty" if v == "" else str(v) for v in schema["enum"])
    if schema.get("type") == "array":
        return "list of " + _kind(schema.get("items", {}))
    if "contentMediaType" in schema:
        return f"file ({schema['contentMediaType']})"
    words = schema.get("type", "any")
    words = " or ".join(words) if isinstance(words, list) else words
    if "maxLength" in schema:
        words += f", up to {schema['maxLength']:,} characters"
    if "maximum" in schema:
        words += f", {schema['minimum']} to {schema['maximum']}"
    return words
