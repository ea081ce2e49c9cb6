"""`rubric serve`: the web application behind a production server."""

from __future__ import annotations

import click

from rubric.errors import OptionError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in your browser.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
def serve(host, port, open_browser, workers) -> None:
    """Start the web application and print its address. Nothing that is pasted there leaves this machine or is kept."""
    try:
        from webapp.server import serve as run
    except ImportError as e:
        what = f"the web application is not installed ({e.name})."
        raise OptionError(what, remedy="Install the package whole: pip install rubric-posts.") from None
    run(host, port, open_browser=open_browser, workers=workers, ready=lambda url: click.echo(f"Rubric listens at {url} (stop with Ctrl-C)"))
