"""The application and its test client, without rate limits and with a fixed key unless a test asks for something else."""

import pytest

from webapp import create_app

SETTINGS = {"TESTING": True, "SECRET_KEY": "for tests only", "WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False}

POST = """Sales Representative

Requirements
- Must bring a rolodex of clinic managers
- 5+ years of medical device sales experience
- Valid driver's license
- You listen first and tailor every proposal
"""


@pytest.fixture
def make_app():
    """A function that builds an application with other settings."""

    def make(**settings):
        return create_app(SETTINGS | settings)

    return make


@pytest.fixture
def app(make_app):
    return make_app()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def post():
    return POST
