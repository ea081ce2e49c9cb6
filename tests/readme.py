"""Makes the generated parts of README.md: `python tests/readme.py` writes them, tests/test_readme.py keeps them fresh."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from rubric.cli import main
from rubric.knowledge import signals

README = Path(__file__).resolve().parent.parent / "README.md"


def signal_table() -> str:
    rows = ["| code | what it means | example |", "|---|---|---|"]
    rows += [f"| `{s.code}` | {s.summary} | {s.counts[0]} |" for s in signals().values()]
    return "\n".join(rows)


def cli_help() -> str:
    out = []
    names = main.list_commands(None)
    for args in ([], *([n] for n in names)):
        text = CliRunner().invoke(main, [*args, "--help"], prog_name="rubric", terminal_width=110).output.strip()
        out.append(f"<details{' open' if not args else ''}><summary><code>rubric {' '.join(args)}</code></summary>\n\n```\n{text}\n```\n</details>".replace("rubric </code>", "rubric</code>"))
    return "\n".join(out)


def fill(text: str) -> str:
    """README text with its generated parts made anew."""
    for name, make in (("signals", signal_table), ("cli", cli_help)):
        text = re.sub(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", lambda m, make=make: f"{m.group(1)}{make()}\n{m.group(2)}", text, flags=re.S)
    return text


if __name__ == "__main__":
    README.write_text(fill(README.read_text(encoding="utf-8")), encoding="utf-8")
