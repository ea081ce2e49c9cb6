"""Configuration of the web door: defaults, then the environment, then what create_app() was given.

Environment                     meaning (default)
RUBRIC_SECRET_KEY               signs the CSRF cookie; required with several workers (random per process, with a warning)
RUBRIC_RATELIMIT_STORAGE        memory:// or redis://host:6379/0 to count across workers (memory://)
RUBRIC_RATELIMIT_PAGES          limit for pages that analyze, per client address (600 per minute)
RUBRIC_RATELIMIT_API            limit for /api/v1, per client address (300 per minute)
RUBRIC_RATELIMIT_BULK           limit for folders and batches, per client address (20 per minute)
RUBRIC_PROXIES                  number of trusted reverse proxies in front; makes X-Forwarded-* count (0)
RUBRIC_HTTPS                    1 when visitors come by https: Secure cookies and HSTS (0)
RUBRIC_BATCH_SECONDS            time limit of one folder or batch (300)
"""

from __future__ import annotations

import logging
import os
import secrets

from werkzeug.middleware.proxy_fix import ProxyFix

MB = 1024 * 1024

DEFAULTS = {
    "BOOTSTRAP_SERVE_LOCAL": True,
    "MAX_CONTENT_LENGTH": 12 * MB,  # one upload
    "BULK_CONTENT_LENGTH": 96 * MB,  # a folder
    "MAX_FORM_MEMORY_SIZE": 4 * MB,  # text fields of one post
    "MAX_FORM_PARTS": 400,
    "BULK_FORM_PARTS": 2500,
    "BATCH_POSTS": 1000,
    "BATCH_SECONDS": 300.0,
    "API_BATCH_POSTS": 200,
    "PANEL_FILES": 60,
    "RATELIMIT_STORAGE_URI": "memory://",
    "RATELIMIT_HEADERS_ENABLED": True,
    "RATELIMIT_PAGES": "600 per minute",
    "RATELIMIT_API": "300 per minute",
    "RATELIMIT_BULK": "20 per minute",
    "SESSION_COOKIE_NAME": "rubric",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SEND_FILE_MAX_AGE_DEFAULT": 86400,
    "WTF_CSRF_TIME_LIMIT": None,  # the page stays open all day
    "WTF_CSRF_SSL_STRICT": False,  # Referrer-Policy: no-referrer, so there is none to compare
    "PROXIES": 0,
    "HTTPS": False,
}

log = logging.getLogger("webapp")


def load(app, config) -> None:
    """Fill app.config and put ProxyFix in front when proxies are trusted."""
    app.config.update(DEFAULTS)
    env = os.environ
    app.config.update(
        {
            name: kind(env[var])
            for var, name, kind in (
                ("RUBRIC_SECRET_KEY", "SECRET_KEY", str),
                ("RUBRIC_RATELIMIT_STORAGE", "RATELIMIT_STORAGE_URI", str),
                ("RUBRIC_RATELIMIT_PAGES", "RATELIMIT_PAGES", str),
                ("RUBRIC_RATELIMIT_API", "RATELIMIT_API", str),
                ("RUBRIC_RATELIMIT_BULK", "RATELIMIT_BULK", str),
                ("RUBRIC_PROXIES", "PROXIES", int),
                ("RUBRIC_HTTPS", "HTTPS", lambda v: v not in ("", "0", "no", "false")),
                ("RUBRIC_BATCH_SECONDS", "BATCH_SECONDS", float),
            )
            if env.get(var)
        }
    )
    app.config.update(config)
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = secrets.token_hex(32)
        log.warning("RUBRIC_SECRET_KEY is not set: using a random key until this process ends. Set it when you run several workers.")
    app.config["SESSION_COOKIE_SECURE"] = bool(app.config["HTTPS"])
    if app.config["PROXIES"]:
        n = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n, x_prefix=n)
