"""README: generated parts are fresh, commands it names exist, the two one-line commands are there and CI calls the second."""

import re
from pathlib import Path

from readme import README, fill

from rubric.cli import main

ROOT = Path(__file__).resolve().parent.parent
TEXT = README.read_text(encoding="utf-8")


def test_generated_parts_are_fresh():
    assert fill(TEXT) == TEXT, "run: python tests/readme.py"


def test_two_commands_and_ci_calls_the_second():
    run = re.findall(r"^<!-- run --> `(.+)`$", TEXT, flags=re.M)
    test = re.findall(r"^<!-- test --> `(.+)`$", TEXT, flags=re.M)
    assert len(run) == len(test) == 1
    assert "rubric serve" in run[0] and "pytest" in test[0]
    assert "<!-- test -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_named_commands_and_files_exist():
    for name in set(re.findall(r"bin/rubric (\w+)|`rubric (\w+)", TEXT)):
        assert (name[0] or name[1]) in main.list_commands(None)
    for path in set(re.findall(r"`((?:rubric|webapp|tests|sample_posts)/[\w./-]+)`", TEXT)) | set(re.findall(r"(sample_posts/[\w-]+\.\w+)", TEXT)):
        if "CODE" not in path:
            assert (ROOT / path).exists(), path
