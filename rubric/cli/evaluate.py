"""`rubric evaluate`: how good the detector is, as a table."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def evaluate(gold: tuple[Path, ...]) -> None:
    """Measure the detector on labeled posts (GOLD.jsonl …); without any, on our own sentences held out by mini-post."""
    from rubric.learn.evaluate import evaluate_own, evaluate_posts, table
    from rubric.learn.sentences import gold_posts

    if not gold:
        click.echo(table(evaluate_own()))
    for path in gold:
        click.echo(f"{path.name}\n{table(evaluate_posts(gold_posts(path)))}")
