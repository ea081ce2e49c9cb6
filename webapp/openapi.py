"""The OpenAPI 3.1 document of /api/v1, made from the forms and records that the API really uses."""

from __future__ import annotations

from flask import current_app

from rubric import __version__
from rubric.interview.kit import KIT_FORMAT
from rubric.knowledge import signals
from rubric.records import CODES
from webapp.apiforms import AnalyzeRequest, BatchRequest, KitRequest, RewriteRequest, schema_of

EXAMPLE = "Account executive\n\nRequirements\n- Must bring a rolodex of hotel buyers\n- You listen before you propose anything"
SCORES = {
    "balance": {"type": "number", "minimum": 0, "maximum": 100},
    "screening": {"type": "number", "minimum": 0, "maximum": 100},
    "athlete": {"type": "number", "minimum": 0, "maximum": 100, "description": "Transferable strengths."},
    "band": {"type": "string"},
}


def _text(words: str = "") -> dict:
    return {"type": "string"} | ({"description": words} if words else {})


def _object(required, **properties) -> dict:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(items) -> dict:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


OFFSET = {"type": "integer", "minimum": 0, "description": "Characters from the start of the text that was sent."}


def schemas() -> dict:
    """Everything that answers are made of."""
    code = {"type": "string", "enum": list(CODES)}
    return {
        "Error": _object(
            ("error", "message", "remedy", "where"),
            error=_text("Stable name of the problem."),
            message=_text(),
            remedy=_text(),
            where=_text(),
        ),
        "Scores": _object(SCORES, **SCORES),
        "Finding": _object(
            ("code", "family", "start", "end", "strength", "text", "method", "confidence", "why", "evidence"),
            code=code,
            family={"type": "string", "enum": ["screening", "trait", "protect"]},
            start=OFFSET,
            end=OFFSET,
            strength={"enum": ["required", "preferred", None]},
            text=_text("The words that were found."),
            method={"type": "string", "enum": ["rule", "model", "both"]},
            rule=_text(),
            confidence={"type": "number"},
            terms=_list(_text()),
            why=_text(),
            evidence=_list(_text()),
        ),
        "Edit": _object(
            ("start", "end", "replacement", "trust", "reason", "offer"),
            start=OFFSET,
            end=OFFSET,
            replacement=_text(),
            trust={"type": "string", "enum": ["safe", "suggest", "ask"]},
            reason=_text(),
            code=_text(),
            findings=_list({"type": "integer"}),
            alternatives=_list(_text()),
            offer={"type": "boolean", "description": "A new line instead of a change."},
        ),
        "Report": _object(
            ("schema", "title", "role", "score", "findings", "missing", "notices"),
            schema=_text(),
            source=_text(),
            title=_text(),
            role=_text(),
            score=_object(
                SCORES,
                **SCORES,
                deciles={"type": "object"},
                points=_list(
                    _object(
                        ("side", "points", "label"),
                        side=_text(),
                        points={"type": "number"},
                        label=_text(),
                        finding={"type": ["integer", "null"]},
                    )
                ),
            ),
            findings=_list(_ref("Finding")),
            missing=_list(_text()),
            notices=_list({"type": "object"}),
            rewrite=_object(("text", "edits"), text=_text(), note=_text(), edits=_list(_ref("Edit"))),
        ),
        "Rewrite": _object(
            ("text", "edits", "before", "after"),
            text=_text(),
            note=_text(),
            edits=_list(_ref("Edit")),
            before=_ref("Scores"),
            after=_ref("Scores"),
        ),
        "Kit": {
            "type": "object",
            "description": f"The kit's content, schema rubric-kit/{KIT_FORMAT}.",
            "required": ["schema", "title", "competencies"],
        },
        "Row": _object(
            ("file", "post"),
            file=_text(),
            post={"type": "integer"},
            title=_text(),
            role=_text(),
            score={"type": "object"},
            counts={"type": "object"},
            findings=_list({"type": "object"}),
            error=_text(),
            message=_text(),
            remedy=_text(),
        ),
        "Batch": _object(("rows", "totals"), rows=_list(_ref("Row")), totals={"type": "object"}),
        "Panel": _object(
            ("schema", "kit", "minimum", "candidates", "agreement", "notices", "left_out"),
            schema=_text(),
            kit={"type": "object", "description": "The kit that all sheets share: id, version, competencies and weights."},
            minimum={"type": "number", "description": "What a core competency should reach."},
            candidates=_list(
                _object(
                    ("code", "sheets", "averages", "total", "missing", "gaps"),
                    code=_text(),
                    sheets=_list({"type": "object", "description": "One interviewer's ratings, notes, averages and total."}),
                    averages={"type": "object"},
                    total={"type": ["number", "null"], "description": "Mean of the interviewers' totals, 1 to 5."},
                    sample={"type": ["number", "null"], "description": "Mean rating of the work sample."},
                    missing={"type": "integer", "description": "Ratings that were not given."},
                    reached={"type": ["boolean", "null"]},
                    below=_list(_text()),
                    gaps=_list({"type": "object", "description": "Answers on which ratings lie two points or more apart."}),
                    close=_list(_text("Candidates within a quarter of a point.")),
                )
            ),
            agreement={"type": "object", "description": "Krippendorff's alpha with what it rests on."},
            notices=_list(_text()),
            left_out=_list({"type": "object", "description": "A file that does not count: `file` and the error."}),
        ),
        "Signal": _object(
            ("code", "family", "name", "summary", "why"),
            code=code,
            family=_text(),
            name=_text(),
            summary=_text(),
            why=_text(),
            who=_text(),
            instead=_text(),
            evidence=_list(_text()),
            counts=_list(_text()),
            does_not_count=_list(_text()),
        ),
        "Signals": _object(("signals",), signals=_list(_ref("Signal"))),
        "AnalyzeRequest": schema_of(AnalyzeRequest),
        "RewriteRequest": schema_of(RewriteRequest),
        "KitRequest": schema_of(KitRequest),
        "BatchRequest": schema_of(BatchRequest),
        "PanelRequest": _object(
            ("files",),
            files={
                "type": "array",
                "minItems": 1,
                "maxItems": current_app.config["PANEL_FILES"],
                "items": {"type": "string", "contentMediaType": "application/pdf"},
                "description": "Filled kits of one role, as saved by the PDF viewer.",
            },
        ),
    }


def _errors(*codes: int) -> dict:
    said = {
        400: "The request could not be understood.",
        404: "There is no such thing.",
        413: "Too much in one request.",
        415: "Not sent in the documented content type.",
        422: "The content cannot be used; `where` names the field.",
        429: "Too many requests; see Retry-After.",
    }
    return {str(c): {"description": said[c], "content": {"application/json": {"schema": _ref("Error")}}} for c in codes}


def _post(name: str, summary: str, body: str, answer: dict, example: dict, words: str = "") -> dict:
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "description": words or summary,
            "requestBody": {"required": True, "content": {"application/json": {"schema": _ref(body), "example": example}}},
            "responses": {"200": {"description": "Done.", "content": answer}} | _errors(400, 413, 415, 422, 429),
        }
    }


def _panel() -> dict:
    """The one operation that takes files."""
    made = _post(
        "panel",
        "Bring filled kits together",
        "PanelRequest",
        _json("Panel"),
        {},
        "Filled kits of one role in, one summary out. A file that cannot count is named under `left_out`; none at all is an error.",
    )
    made["post"]["requestBody"]["content"] = {"multipart/form-data": {"schema": _ref("PanelRequest")}}
    return made


def _json(name: str) -> dict:
    return {"application/json": {"schema": _ref(name)}}


def document(root: str = "") -> dict:
    """The whole document. `root` is the path under which the application is mounted."""
    limits = current_app.config
    get = {"tags": [], "description": ""}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rubric",
            "version": __version__,
            "license": {"name": "MIT", "identifier": "MIT"},
            "description": "What a job post screens on, what it could ask for instead, and how to test that. Nothing that is sent is kept. "
            f"Limits per address: {limits['RATELIMIT_API']}; batch and panel {limits['RATELIMIT_BULK']}.",
        },
        "servers": [{"url": f"{root}/api/v1"}],
        "paths": {
            "/analyze": _post(
                "analyze",
                "Analyze one post",
                "AnalyzeRequest",
                _json("Report"),
                {"text": EXAMPLE},
                "Scores with the sum they come from, findings with reasons and offsets, what is missing, and the proposed edits.",
            ),
            "/rewrite": _post(
                "rewrite",
                "Rewrite one post",
                "RewriteRequest",
                _json("Rewrite"),
                {"text": EXAMPLE, "accept": [0]},
                "Without `accept` and `own`, every safe and suggested edit is taken.",
            ),
            "/kit": _post(
                "kit",
                "Make an interview kit",
                "KitRequest",
                {"application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}} | _json("Kit"),
                {"text": EXAMPLE, "minutes": 45, "paper": "a4"},
                "A fillable PDF, or the kit's content with `format` json.",
            ),
            "/batch": _post(
                "batch",
                "Score many posts",
                "BatchRequest",
                _json("Batch"),
                {"posts": [{"name": "ae.txt", "text": EXAMPLE}]},
                "A post that cannot be used becomes a row with its error; the others go on.",
            ),
            "/panel": _panel(),
            "/signals": {
                "get": {
                    "operationId": "signals",
                    "summary": "List all signals",
                    "description": "Every code with its meaning.",
                    "responses": {"200": {"description": "Done.", "content": _json("Signals")}} | _errors(429),
                }
            },
            "/signals/{code}": {
                "get": get
                | {
                    "operationId": "signal",
                    "summary": "Read one signal",
                    "description": "One code with its meaning.",
                    "parameters": [
                        {
                            "name": "code",
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string", "enum": list(signals())},
                            "example": "rolodex",
                        }
                    ],
                    "responses": {"200": {"description": "Done.", "content": _json("Signal")}} | _errors(404, 429),
                }
            },
        },
        "components": {"schemas": schemas()},
    }
