"""`rubric knowledge`: checks what we know, the built-in files and a house's own."""

from __future__ import annotations

import sys

import click

from rubric import config
from rubric.output.codes import Exit


@click.group()
def knowledge() -> None:
    """Check the signals, questions and evidence."""


@knowledge.command()
@click.option("--config", "settings", default="", metavar="FILE", help="Settings; by default the nearest rubric.toml or [tool.rubric].")
def check(settings) -> None:
    """Load everything, compile every pattern, and try every rule on its own examples. Exits with 1 when one fails."""
    from rubric.knowledge import competencies, evidence, signals
    from rubric.knowledge.house import failures

    house = config.load(settings)
    config.activate(house)
    known, sources, asked = signals(), evidence(), competencies()
    wrong = failures()
    for line in wrong:
        click.echo(line, err=True)
    rules = sum(len(s.rule) for s in known.values())
    questions = sum(len(c.question) for c in asked.values())
    click.echo(
        f"{len(known)} signals, {rules} rules, {questions} questions, {len(sources)} sources"
        + (f"; settings from {house.path}" if house.path else "") + (f"; {len(wrong)} to correct." if wrong else "; all good.")
    )
    sys.exit(Exit.THRESHOLD if wrong else Exit.OK)
