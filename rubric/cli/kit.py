"""`rubric kit`: the structured interview kit of one post."""

from __future__ import annotations

from pathlib import Path

import click

from rubric import config
from rubric.cli import one_post, save

SUFFIXES = {".pdf": "pdf", ".json": "json", ".md": "md", ".docx": "docx"}


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--output", "-o", default="", help="Write to this file; - for standard output. Default: the post's name with -kit.pdf.")
@click.option("--format", "-f", "form", type=click.Choice(tuple(SUFFIXES.values())), help="Default: by the suffix of -o, else pdf.")
@click.option("--minutes", type=int, help="Length of the interview: 30, 45, 60 or 90.")
@click.option("--paper", help="letter or a4.")
@click.option("--competencies", help="Codes, separated by commas; by default those the post asks for.")
@click.option("--weights", help="code=weight pairs, separated by commas; equal by default.")
@click.option("--weights-reason", help="Why the weights are not equal; printed in the kit.")
@click.option("--employer", help="Name printed on the kit.")
@click.option("--color", help="Accent color as #rrggbb.")
@click.option("--interviewers", type=int, help="Size of the panel.")
@click.option("--questions-only", is_flag=True, help="The short form: questions without scoring pages.")
@click.option("--family", help="Role family, when the guess from the post is wrong.")
@click.option("--candidate-code", help="Code that stands for the candidate's name.")
@click.option("--title", help="Job title, when the one read from the post is wrong.")
@click.option("--date", help="Date of the interview, YYYY-MM-DD.")
@click.option("--config", "settings", default="", metavar="FILE", help="Settings; by default the nearest rubric.toml or [tool.rubric].")
def kit(file, output, form, settings, **options) -> None:
    """Make the interview kit of one post (FILE, or - for standard input) as PDF, Word, Markdown or JSON."""
    from rubric.interview import interview_kit

    form = form or SUFFIXES.get(Path(output).suffix.lower(), "pdf")
    options = {k: v for k, v in options.items() if v not in (None, "", False)}
    report = config.analyze_house(one_post(file), config.load(settings))
    data = render(interview_kit(report, **options), form)
    target = output or (f"{Path(file).stem}-kit.{form}" if file != "-" else "-")
    save(target, data)
    if target != "-":
        click.echo(f"Wrote {target}.", err=True)


def render(made, form: str) -> bytes:
    """The kit in the chosen format."""
    if form == "pdf":
        from rubric.pdf import render_pdf

        return render_pdf(made)
    from rubric.output import kits

    return {"md": kits.to_markdown, "json": kits.to_json, "docx": kits.to_docx}[form](made)
