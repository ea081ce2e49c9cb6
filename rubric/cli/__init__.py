"""The command line: thin click commands, each in its own module, loaded when it is called so that the start stays quick."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from rubric import __version__
from rubric.errors import RubricError
from rubric.output.codes import Exit

COMMANDS = {
    "score": ("rubric.cli.score", "Score posts: files, folders, archives, tables or standard input."),
    "rewrite": ("rubric.cli.rewrite", "Propose a balanced rewrite of one post."),
    "kit": ("rubric.cli.kit", "Make the structured interview kit of one post."),
    "panel": ("rubric.cli.panel", "Bring filled kits together: ratings side by side, totals, gaps."),
    "explain": ("rubric.cli.explain", "Say what a signal means, why it matters and what to ask instead."),
    "knowledge": ("rubric.cli.knowledge", "Check the signals, questions and evidence, also a house's own."),
    "evaluate": ("rubric.cli.evaluate", "Measure the detector on labeled posts or on our own sentences."),
    "serve": ("rubric.cli.serve", "Start the web application on this machine."),
}


class Lazy(click.Group):
    """A group that imports a command's module when the command is called, and tells errors without a traceback."""

    def list_commands(self, ctx):
        return list(COMMANDS)

    def get_command(self, ctx, name):
        if name not in COMMANDS:
            return None
        return getattr(import_module(COMMANDS[name][0]), name)

    def format_commands(self, ctx, formatter):
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except RubricError as e:
            complain(e)
            ctx.exit(Exit.BAD_INPUT)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(Exit.INTERRUPTED)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rubric")
def main() -> None:
    """What a job post screens on, what it could ask for instead, and how to test that.

    Exit codes: 0 done; 1 a limit was not met (--fail-under, --max-screening); 2 bad input or usage;
    3 some files could not be read, the rest is done; 130 stopped.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a sign shows '?' instead of a traceback


def complain(error: RubricError) -> None:
    """Print one error for a person to read."""
    from rubric.output.rows import one_line

    click.echo(f"Error: {one_line(error)}", err=True)


def one_post(path: str, text_column: str = ""):
    """The single post in a file, or '-' for standard input. Raises InputError when there is none or more than one."""
    from rubric.errors import InputError, LeftOut
    from rubric.read import read_path

    items = [i for i in (read_stdin(text_column) if path == "-" else read_path(path, text_column)) if not isinstance(i, LeftOut)]
    for item in items:
        if isinstance(item, InputError):
            raise item
    if len(items) != 1:
        raise InputError(f"the file holds {len(items)} posts.", where=path, remedy="Give a file with one post.")
    return items[0]


def read_stdin(text_column: str = ""):
    """Yield what standard input holds: posts, and errors for rows that cannot be read. Raises InputError."""
    from rubric.read import MAX_FILE_BYTES, each

    return each(sys.stdin.buffer.read(MAX_FILE_BYTES + 1), "stdin", text_column)


def save(path: str, data: bytes) -> None:
    """Write a file whole or not at all; '-' is standard output."""
    if path in ("", "-"):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from rubric.output.files import whole

    with whole(path) as f:
        f.write(data)
