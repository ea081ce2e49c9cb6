"""`rubric rewrite`: the balanced version of one post, or its changes as a unified diff."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from rubric import config
from rubric.cli import one_post, save

NATIVE = ("docx", "html")
LEVELS = {"safe": ("safe",), "suggest": ("safe", "suggest"), "all": ("safe", "suggest", "ask")}


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--accept", type=click.Choice(tuple(LEVELS)), default="suggest", show_default=True,
              help="How far to go: safe keeps the meaning; suggest shifts it (you decide); all also takes lines with a blank to fill in.")
@click.option("--diff", is_flag=True, help="Print a unified diff instead of the new text.")
@click.option("--output", "-o", default="", help="Write to this file, whole or not at all.")
@click.option("--config", "settings", default="", metavar="FILE", help="Settings; by default the nearest rubric.toml or [tool.rubric].")
def rewrite(file, accept, diff, output, settings) -> None:
    """Rewrite one post (FILE, or - for standard input): every line that screens on background comes back as one about what a person can do.

    Text and Markdown keep everything else as it was, front matter too. With -o and the suffix of FILE, Word and HTML files come back in
    their own format with their structure kept; otherwise the post comes back as plain text.
    """
    from rubric.rewrite import apply

    post = one_post(file)
    report = config.analyze_house(post, config.load(settings))
    edits = report.rewrite.edits
    chosen = [i for i, e in enumerate(edits) if e.trust in LEVELS[accept]]
    if not diff and post.format in NATIVE and Path(output).suffix.lower() == Path(file).suffix.lower() != "":
        from rubric.rewrite.formats import write_back

        data, unplaced = write_back(Path(file).read_bytes(), post, edits, chosen)
        save(output, data)
        click.echo(_told(len(edits), len(edits) - len(chosen), report.rewrite.note, len(unplaced)), err=True)
        return
    text = report.rewrite.text if accept == "suggest" else apply(post.text, edits, chosen)
    before = post.meta.get("before", "")
    if diff:
        name = (post.source or file).lstrip("/")  # a patch names its files from the folder it is applied in
        made = difflib.unified_diff(_lines(before + post.text), _lines(before + text), f"a/{name}", f"b/{name}")
        out = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in made)
    else:
        out = before + text
        out += "" if out.endswith("\n") or output else "\n"
    save(output, out.encode("utf-8", "replace"))
    click.echo(_told(len(edits), len(edits) - len(chosen), report.rewrite.note), err=True)


def _lines(text: str) -> list[str]:
    """Lines as diff tools see them: cut after \\n only."""
    return [line + "\n" for line in text.split("\n")[:-1]] + ([text.rsplit("\n", 1)[-1]] if not text.endswith("\n") and text else [])


def _told(count: int, left: int, note: str, unplaced: int = 0) -> str:
    words = f"{count - left - unplaced} of {count} changes made" if count else "Nothing to change"
    if unplaced:
        words += f"; {unplaced} could not be placed in the file's own format"
    if left:
        words += f"; {left} left for you to decide (--accept all, or the web page)"
    return f"{words}. {note}".strip()
