"""A house's own settings: rubric.toml, or [tool.rubric] in pyproject.toml. Unknown keys and wrong values are errors that name the file."""

from __future__ import annotations

import re
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rubric.errors import OptionError
from rubric.records import CODES, FAMILY, Post, Report

NAMES = ("rubric.toml", "pyproject.toml")


@dataclass(frozen=True)
class Allowed:
    """A requirement that truly is a condition here: findings of `code` whose words or line hold `phrase` do not count."""

    code: str
    phrase: str
    reason: str


@dataclass(frozen=True)
class House:
    """The settings in force. Numbers are scores 0-100; signals and questions are files in the form of the built-in knowledge."""

    fail_under: float | None = None
    max_screening: float | None = None
    text_column: str = ""
    format: str = ""
    jobs: int | None = None
    allow: tuple[Allowed, ...] = ()
    signals: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    path: str = ""


def load(path: str | Path = "", start: str | Path = ".") -> House:
    """The settings in `path`, or in the nearest rubric.toml or [tool.rubric] from folder `start` upwards; defaults when there are none."""
    if path:
        if not Path(path).is_file():
            raise OptionError("there is no such settings file.", where=str(path), remedy="Check the path given with --config.")
        return read(Path(path))
    for folder in (Path(start).resolve(), *Path(start).resolve().parents):
        for name in NAMES:
            if (folder / name).is_file() and (house := read(folder / name, only_if_present=name == "pyproject.toml")):
                return house
        if (folder / ".git").exists():
            break
    return House()


def read(path: Path, only_if_present: bool = False) -> House | None:
    """The settings of one file; None when `only_if_present` and it has no [tool.rubric]. Raises OptionError."""
    where = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as e:
        if only_if_present:
            return None
        raise OptionError(f"not valid TOML: {e}.", where=where, remedy="Correct that line.") from None
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("rubric")
        if data is None:
            return None if only_if_present else House(path=where)
    return build(data, where, path.parent)


def build(data: Mapping, where: str = "", folder: Path = Path(".")) -> House:
    """Settings from plain data, checked; file names are taken from `folder`. Raises OptionError naming key and remedy."""
    known = [k for k in House.__dataclass_fields__ if k != "path"]
    for key in data:
        if key not in known:
            raise OptionError(f"unknown setting {key!r}.", where=where, remedy=f"Known settings: {', '.join(known)}.")
    values: dict[str, typing.Any] = {"path": where}
    for key in ("fail_under", "max_screening"):
        if key in data:
            values[key] = _number(data[key], key, where, 0, 100)
    if "jobs" in data:
        values["jobs"] = int(_number(data["jobs"], "jobs", where, 1, 1024))
    for key in ("text_column", "format"):
        if key in data:
            values[key] = _text(data[key], key, where)
    if "format" in values:
        from rubric.output import FORMATS

        if values["format"] not in FORMATS:
            raise OptionError(f"format = {values['format']!r} is no format.", where=where, remedy=f"Use one of {', '.join(FORMATS)}.")
    for key in ("signals", "questions"):
        if key in data:
            values[key] = tuple(_files(data[key], key, where, folder))
    if "allow" in data:
        entries = data["allow"]
        if not isinstance(entries, list):
            raise OptionError("allow must be a list of tables.", where=where, remedy="Write [[allow]] with code, phrase and reason.")
        values["allow"] = tuple(_allowed(e, where) for e in entries)
    return House(**values)


def analyze_house(post: Post, house: House | None = None, memo: dict | None = None) -> Report:
    """Analyze a post under the house's settings: allowed requirements are left out of findings and score.

    memo: see rubric.detect.detect; for posts of one house that share lines.
    """
    from rubric.pipeline import analyze_post

    activate(house or House())
    report = analyze_post(post, memo)
    if not house or not house.allow:
        return report
    kept = tuple(f for f in report.findings if not _is_allowed(f, report, house))
    if len(kept) == len(report.findings):
        return report
    from rubric.score import score

    return replace(report, findings=kept, score=score(kept))


def activate(house: House) -> None:
    """Make the house's own signals and questions (and no other house's) part of the knowledge of this process. Raises KnowledgeError."""
    from rubric.knowledge import house as own

    own.use(house.signals, house.questions)


def _is_allowed(finding, report: Report, house: House) -> bool:
    if FAMILY[finding.code] != "screening":
        return False
    seg = report.segments[finding.segment] if finding.segment < len(report.segments) else None
    line = (report.text[seg.start : seg.end] if seg else finding.text).lower()
    return any(a.code == finding.code and re.search(rf"(?<!\w){re.escape(a.phrase.lower())}(?!\w)", line) for a in house.allow)


def _allowed(entry, where: str) -> Allowed:
    if not isinstance(entry, dict) or set(entry) != {"code", "phrase", "reason"}:
        what = "an [[allow]] entry needs code, phrase and reason, and nothing else."
        raise OptionError(what, where=where, remedy="Say why it truly is a condition.")
    values = {k: _text(v, f"allow.{k}", where).strip() for k, v in entry.items()}
    if not all(values.values()):
        raise OptionError("an [[allow]] entry has an empty value.", where=where, remedy="Fill in code, phrase and reason.")
    if FAMILY.get(values["code"]) != "screening":
        codes = ", ".join(c for c in CODES if FAMILY[c] == "screening")
        raise OptionError(f"allow: {values['code']!r} is no screening code.", where=where, remedy=f"Use one of {codes}.")
    return Allowed(**values)


def _files(value, key: str, where: str, folder: Path) -> list[str]:
    patterns = [value] if isinstance(value, str) else value
    if not isinstance(patterns, list) or not all(isinstance(p, str) for p in patterns):
        raise OptionError(f"{key} must be a list of file names.", where=where, remedy=f'Write {key} = ["house/*.toml"].')
    found: list[str] = []
    for pattern in patterns:
        matches = [pattern] if Path(pattern).is_absolute() else sorted(map(str, folder.glob(pattern)))
        if not matches or not Path(matches[0]).is_file():
            raise OptionError(f"{key}: no file matches {pattern!r}.", where=where, remedy="Names count from the settings file's folder.")
        found += matches
    return found


def _number(value, key: str, where: str, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise OptionError(f"{key} must be a number from {low:g} to {high:g}.", where=where, remedy="Correct the value.")
    return float(value)


def _text(value, key: str, where: str) -> str:
    if not isinstance(value, str):
        raise OptionError(f"{key} must be text.", where=where, remedy="Put it in quotation marks.")
    return value


