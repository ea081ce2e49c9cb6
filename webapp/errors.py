"""One error shape for every door: {"error", "message", "remedy", "where"} as JSON, the same four fields as a page."""

from __future__ import annotations

import logging

from flask import Flask, current_app, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from rubric.errors import InputError, PostTooLong, RubricError, UnknownCode

log = logging.getLogger("webapp")

TEXTS = {
    400: ("bad-request", "The request could not be understood.", "Go back, check what you entered, and send it again."),
    404: ("not-found", "There is no page at this address.", "Start from the front page."),
    405: ("method-not-allowed", "This address does not take that kind of request.", "Start from the front page."),
    408: ("timed-out", "The request took too long.", "Send less at once."),
    413: ("too-large", "That is more than one request may carry.", "Send a smaller file, or fewer files at once."),
    415: ("wrong-type", "The request has a content type we do not read.", "Send JSON with Content-Type: application/json."),
    429: (
        "too-many-requests",
        "Too many requests from your address in a short time.",
        "Wait a minute and send it again. Your browser's Back button brings back what you typed.",
    ),
    500: (
        "server-error",
        "Something went wrong on our side.",
        "Try once more. If it happens again, report it, without the post if it is private.",
    ),
}


class Problem(RubricError):
    """An error of the web door itself, with the HTTP status to answer."""

    def __init__(self, status: int, message: str = "", *, slug: str = "", remedy: str = "", where: str = ""):
        default = TEXTS.get(status, TEXTS[400])
        super().__init__(message or default[1], remedy=remedy or default[2], where=where)
        self.status, self.slug = status, slug or default[0]


def status_of(error: RubricError) -> int:
    """The HTTP status for an error: 404 unknown code, 413 too long, 422 other unusable input, 500 ours."""
    if isinstance(error, Problem):
        return error.status
    if isinstance(error, UnknownCode):
        return 404
    if isinstance(error, PostTooLong):
        return 413
    if isinstance(error, InputError) or error.slug == "bad-scorecard":
        return 422
    return 500


def wants_json() -> bool:
    """True for the API and for scripts of our own pages that ask for JSON."""
    return request.path.startswith("/api/v1/") or request.accept_mimetypes.best == "application/json"


def answer(error: RubricError):
    """The response for an error, as JSON or as a page."""
    status = status_of(error)
    if wants_json():
        return jsonify(error.to_dict()), status
    return render_template("error.html", error=error, status=status), status


def init(app: Flask) -> None:
    app.register_error_handler(RubricError, answer)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _crash)


def _http(error: HTTPException):
    if error.code is not None and error.code < 400:
        return error
    code = error.code or 500
    if isinstance(error, CSRFError):
        problem = Problem(
            400,
            "This form is no longer valid, most likely because the server was started again.",
            slug="form-expired",
            remedy="Go back: your text is still there. Reload the page in another tab, copy the text over, and send it again.",
        )
    elif code == 413:
        limit = (request.max_content_length or current_app.config["MAX_CONTENT_LENGTH"]) // (1024 * 1024)
        parts = request.max_form_parts or current_app.config["MAX_FORM_PARTS"]
        problem = Problem(413, f"That is more than one request may carry ({limit} MB in {parts:,} parts).")
    elif code in TEXTS:
        problem = Problem(code)
    else:
        problem = Problem(code, error.name + ".")
    response = current_app.make_response(answer(problem))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _crash(error: Exception):
    """Log where it broke, never the message: an exception's text can quote the post."""
    if current_app.testing:
        raise error
    trace, place = error.__traceback__, ""
    while trace:
        place, trace = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}", trace.tb_next
    log.error("unexpected %s at %s (%s)", type(error).__name__, place, request.endpoint)
    return answer(Problem(500))
