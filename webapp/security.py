"""What protects visitors and the server: CSRF, headers, size limits per route, rate limits."""

from __future__ import annotations

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BULK = {"folder.run", "folder.sort", "folder.export", "folder.open_post", "panel.run", "panel.export", "api.batch", "api.panel_summary"}
"""Routes that take many files at once and get the larger limits."""


def init(app: Flask) -> None:
    """Attach limits, CSRF, rate limiting and headers, in the order in which they must run."""
    app.before_request(_limits)  # before CSRF, which reads the form
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(_headers)


def pages_limit() -> str:
    return current_app.config["RATELIMIT_PAGES"]


def api_limit() -> str:
    return current_app.config["RATELIMIT_API"]


def bulk_limit() -> str:
    return current_app.config["RATELIMIT_BULK"]


def _limits() -> None:
    if request.endpoint in BULK:
        config = current_app.config
        request.max_content_length = config["BULK_CONTENT_LENGTH"]
        request.max_form_memory_size = config["BULK_CONTENT_LENGTH"]
        request.max_form_parts = config["BULK_FORM_PARTS"]


def _headers(response):
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["HTTPS"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint not in ("static", "bootstrap.static"):
        response.headers["Cache-Control"] = "no-store"
    return response
