"""`rubric explain`: one signal in words, with its evidence."""

from __future__ import annotations

import click

from rubric import config


@click.command()
@click.argument("code", required=False)
@click.option("--config", "settings", default="", metavar="FILE", help="Settings; by default the nearest rubric.toml or [tool.rubric].")
def explain(code, settings) -> None:
    """Say what the signal CODE means, why it matters, what to ask instead, and where that is from. Without CODE: list them all."""
    from rubric.knowledge import evidence, signal, signals
    from rubric.records import FAMILY

    config.activate(config.load(settings))
    if not code:
        for s in signals().values():
            click.echo(f"{s.code:22}{FAMILY[s.code]:11}{s.name}")
        return
    s = signal(code.strip().lower())
    parts = [f"{s.name} ({s.code})", s.summary]
    for label, text in (("Why it may matter", s.why), ("Who it may shut out", s.who), ("What to ask instead", s.instead)):
        if text.strip():
            parts.append(f"{label}: {text}")
    for label, examples in (("Counts", s.counts), ("Does not count", s.does_not_count)):
        if examples:
            parts.append("\n".join([f"{label}:", *(f"- {e}" for e in examples)]))
    known = evidence()
    sources = [known[e] for e in s.evidence if e in known and known[e].verified != "M"]
    if sources:
        parts.append("\n".join(["Evidence:", *(f"- {e.citation} {e.url}\n  {e.says}\n  Limits: {e.limits}".rstrip() for e in sources)]))
    click.echo("\n\n".join(click.wrap_text(p, 100, preserve_paragraphs=True) if "\n" not in p else p for p in parts))
