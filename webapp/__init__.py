"""The web door: parse what the browser or client sent, call `rubric`, render. Nothing of a post is stored or logged.

create_app()          the Flask application (pages, folder, panel, guide, /api/v1)
serve(host, port)     the same behind waitress, for one or several workers
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from flask_bootstrap import Bootstrap5

from webapp import api, docs, errors, folder, guide, pages, panel, security, settings, view
from webapp.server import serve

__all__ = ["create_app", "serve"]


def create_app(config: Mapping | None = None) -> Flask:
    """Build the application. `config` overrides the environment (names in webapp/settings.py)."""
    app = Flask(__name__)
    settings.load(app, config or {})
    app.json.sort_keys = False
    Bootstrap5(app)
    security.init(app)
    errors.init(app)
    view.init(app)
    for module in (pages, folder, panel, guide, docs, api):
        app.register_blueprint(module.bp)
    return app
