"""What a user may choose about a kit, checked. Every wrong value is an OptionError that names the option and the remedy."""

from __future__ import annotations

import colorsys
import datetime
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from rubric.errors import OptionError
from rubric.knowledge.kitbook import FAMILIES
from rubric.records import TRAITS

LENGTHS = (30, 45, 60, 90)
PAPERS = ("letter", "a4")
DEFAULT_COLOR = "#0E5A6B"
MIN_CONTRAST = 4.5
"""WCAG 2.2 contrast of text against white, level AA."""


@dataclass(frozen=True)
class KitOptions:
    """Checked options. Empty strings, None and () mean: decide from the post."""

    minutes: int = 60
    paper: str = "letter"
    competencies: tuple[str, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    weights_reason: str = ""
    employer: str = ""
    color: str = DEFAULT_COLOR
    interviewers: int = 3
    questions_only: bool = False
    family: str = ""
    candidate_code: str = ""
    title: str = ""
    date: str = ""


def read_options(given: Mapping) -> KitOptions:
    """Check options as Python values or as form strings; None and '' mean the default."""
    known = {f.name for f in fields(KitOptions)}
    for name in given:
        if name not in known:
            raise OptionError(
                f"there is no kit option {str(name)[:60]!r}.", where=str(name)[:60], remedy=f"Known options: {', '.join(sorted(known))}.",
            )
    got = {k: v for k, v in given.items() if v is not None and not (isinstance(v, str) and not v.strip())}
    readers = {
        "minutes": lambda v: _choice("minutes", _whole("minutes", v), LENGTHS),
        "paper": lambda v: _choice("paper", str(v).strip().lower(), PAPERS),
        "competencies": _competencies,
        "weights": _weights,
        "weights_reason": lambda v: _line("weights_reason", v, 300),
        "employer": lambda v: _line("employer", v, 120),
        "color": _color,
        "interviewers": _interviewers,
        "questions_only": _flag,
        "family": lambda v: _choice("family", str(v).strip().lower(), FAMILIES),
        "candidate_code": _code,
        "title": lambda v: _line("title", v, 300),
        "date": _date,
    }
    return KitOptions(**{name: readers[name](value) for name, value in got.items()})


def one_line(text: str) -> str:
    """Text on one line: control and direction-override characters out, white space to single blanks, composed (NFC)."""
    spaced = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return re.sub(r" +", " ", "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))).strip()


def contrast(color: str, other: str = "#FFFFFF") -> float:
    """WCAG contrast ratio of two #rrggbb colors, 1 to 21."""
    a, b = sorted((_luminance(color), _luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def darken(color: str) -> str:
    """The nearest darker color of the same hue that reaches MIN_CONTRAST against white."""
    hue, light, sat = colorsys.rgb_to_hls(*(int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    while contrast(color) < MIN_CONTRAST and light > 0:
        light = max(0.0, light - 0.01)
        color = "#" + "".join(f"{round(c * 255):02X}" for c in colorsys.hls_to_rgb(hue, light, sat))
    return color


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _choice(name, value, allowed):
    if value not in allowed:
        raise OptionError(f"{str(value)[:60]!r} is not available.", where=name, remedy=f"Use one of: {', '.join(map(str, allowed))}.")
    return value


def _whole(name, value) -> int:
    digits = isinstance(value, str) and re.fullmatch(r"\s*\d{1,4}\s*", value, re.ASCII)
    if isinstance(value, bool) or not (isinstance(value, int) or digits):
        raise OptionError(f"{str(value)[:60]!r} is not a whole number.", where=name, remedy="Write digits only, such as 60.")
    return int(value)


def _interviewers(value) -> int:
    n = _whole("interviewers", value)
    if not 1 <= n <= 6:
        raise OptionError(f"{n} interviewers do not fit on the panel sheet.", where="interviewers", remedy="Use 1 to 6.")
    return n


def _line(name, value, limit) -> str:
    if not isinstance(value, str):
        raise OptionError(f"expected text, found {type(value).__name__}.", where=name, remedy="Give one line of text.")
    text = one_line(value)
    if len(text) > limit:
        raise OptionError(f"{len(text)} characters are too many.", where=name, remedy=f"Shorten it to {limit} characters.")
    return text


def _competencies(value) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, (list, tuple, set, frozenset)) or not all(isinstance(i, str) for i in items):
        raise OptionError("expected a list of competency codes.", where="competencies", remedy=f"Codes: {', '.join(TRAITS)}.")
    codes = {i.strip().lower() for i in items if i.strip()}
    for c in sorted(codes):
        if c not in TRAITS:
            raise OptionError(f"{c[:60]!r} is not a competency.", where="competencies", remedy=f"Use any of: {', '.join(TRAITS)}.")
    return tuple(c for c in TRAITS if c in codes)


def _weights(value) -> dict[str, float]:
    if isinstance(value, str):
        pairs = [part.split("=") for part in value.split(",") if part.strip()]
        if any(len(pair) != 2 for pair in pairs) or len({code.strip().lower() for code, *_ in pairs}) < len(pairs):
            raise OptionError(f"{value[:60]!r} is no list of code=weight pairs.", where="weights",
                remedy="Write, for example, trust=2,content=1.5; the others keep 1.")
        value = {code.strip().lower(): number.strip() for code, number in pairs}
    if not isinstance(value, Mapping):
        raise OptionError("expected competency codes with numbers.", where="weights",
            remedy='Write, for example, {"trust": 2}; the others keep 1.')
    out = {}
    for code, raw in value.items():
        if code not in TRAITS:
            raise OptionError(f"{str(code)[:60]!r} is not a competency.", where="weights", remedy=f"Use any of: {', '.join(TRAITS)}.")
        try:
            number = math.nan if isinstance(raw, bool) else float(raw)
        except (TypeError, ValueError):
            number = math.nan
        if not 0.1 <= number <= 10:
            raise OptionError(f"weight {str(raw)[:30]!r} of {code!r} is not usable.", where="weights",
                remedy="Use a number from 0.1 to 10.")
        out[code] = round(number, 2)
    return out


def _color(value) -> str:
    text = str(value).strip()
    short = re.fullmatch(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text)
    if not short:
        raise OptionError(f"{text[:60]!r} is not a color.", where="color", remedy="Write it as #rrggbb, such as #0E5A6B.")
    digits = short[1] if len(short[1]) == 6 else "".join(c * 2 for c in short[1])
    color = f"#{digits.upper()}"
    if contrast(color) < MIN_CONTRAST:
        raise OptionError(
            f"{color} has a contrast of {contrast(color):.1f}:1 against white; text needs {MIN_CONTRAST}:1.",
            where="color", remedy=f"Use a darker shade, such as {darken(color)}.",
        )
    return color


def _flag(value) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "on": True, "1": True, "y": True, "false": False, "no": False, "off": False, "0": False, "n": False}
    if str(value).strip().lower() not in words:
        raise OptionError(f"{str(value)[:60]!r} is neither yes nor no.", where="questions_only", remedy="Use true or false.")
    return words[str(value).strip().lower()]


def _code(value) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", text):
        raise OptionError(
            "a candidate code has up to 40 letters, digits, dots, dashes or underscores.",
            where="candidate_code", remedy="Use a code such as C-014, not a name.",
        )
    return text


def _date(value) -> str:
    try:
        return datetime.date.fromisoformat(value.isoformat()[:10] if isinstance(value, datetime.date) else str(value).strip()).isoformat()
    except ValueError:
        raise OptionError(f"{str(value)[:40]!r} is not a date.", where="date", remedy="Write it as YYYY-MM-DD.") from None
