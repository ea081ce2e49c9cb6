"""`rubric panel`: filled kits in, one summary out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rubric.cli import complain, save
from rubric.errors import RubricError, ScorecardError
from rubric.output.codes import Exit

FORMATS = ("table", "pdf", "csv", "json")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option("--output", "-o", default="", help="Write the summary to this file, whole or not at all; - for standard output.")
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), help="Default: by the suffix of -o, else table.")
@click.option("--quiet", "-q", is_flag=True, help="No line about what was read; files left out are still named.")
def panel(files, output, form, quiet) -> None:
    """Bring filled kits (PDF files or folders of them) together: ratings side by side, weighted totals, gaps, agreement.

    A rating that a panel sheet changed by the kit's rule counts beside the first one; other changes are shown with the reason.

    A file that is damaged, blank, foreign, of another kit or there twice is named with the reason and left out; the rest counts.
    Nothing is stored: the filled kits are the record.
    """
    from rubric.interview.panel import read_panel

    form = form or Path(output).suffix.lower().lstrip(".")
    form = form if form in FORMATS else "table"
    if form == "pdf" and not output and sys.stdout.isatty():
        raise click.UsageError("a PDF needs -o FILE, or -o - to send it on.")
    made = read_panel(_contents(_found(files)))
    for x in made.left_out:
        complain(x.error)
    if not made.candidates:
        sys.exit(Exit.BAD_INPUT)
    save(output, render(made, form))
    if not quiet:
        click.echo(_summary(made, output), err=True)
    sys.exit(Exit.PARTIAL if made.left_out else Exit.OK)


def render(made, form: str) -> bytes:
    """The panel in the chosen format."""
    from rubric.output.panel import panel_csv, panel_json, panel_text

    if form == "pdf":
        from rubric.pdf.panel import render_panel

        return render_panel(made)
    return {"csv": panel_csv, "json": panel_json, "table": panel_text}[form](made).encode("utf-8", "replace")


def _found(files) -> list[Path]:
    """The files named, and the PDF files of the folders named, each once."""
    out: dict[Path, None] = {}
    for name in files:
        path = Path(name)
        out |= dict.fromkeys(sorted(p for p in path.iterdir() if p.suffix.lower() == ".pdf") if path.is_dir() else [path])
    if not out:
        raise ScorecardError("there is no PDF in it.", where=str(files[0]), remedy="Name the filled kits or the folder that holds them.")
    return list(out)


def _contents(paths):
    from rubric.read.limits import MAX_FILE_BYTES

    for path in paths:
        try:
            with path.open("rb") as f:
                yield str(path), f.read(MAX_FILE_BYTES + 1)
        except OSError as e:
            yield str(path), _unread(path, e)


def _unread(path: Path, e: OSError) -> RubricError:
    what = f"the file cannot be read ({e.strerror or type(e).__name__})."
    return ScorecardError(what, where=str(path), remedy="Check its name and your rights.")


def _summary(made, output: str) -> str:
    sheets, people = sum(len(c.sheets) for c in made.candidates), len(made.candidates)
    text = f"{sheets} {'sheet' if sheets == 1 else 'sheets'}, {people} {'candidate' if people == 1 else 'candidates'}"
    if made.left_out:
        text += f"; {len(made.left_out)} left out"
    return text + (f". Wrote {output}." if output and output != "-" else ".")
