"""Reads the TOML files beside it once per process. Raises KnowledgeError naming file, entry and remedy."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from rubric.errors import KnowledgeError, UnknownCode
from rubric.knowledge import house
from rubric.knowledge.schema import Competency, Evidence, OfferLine, Signal, Wording, build, check_signal, check_wording, unique
from rubric.records import CODES

HERE = files("rubric.knowledge")


def load(name: str) -> dict:
    """One TOML file of this folder as plain data."""
    try:
        return tomllib.loads(HERE.joinpath(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as e:
        raise KnowledgeError(f"not valid TOML: {e}.", where=name, remedy="Correct that line.") from e


@lru_cache(maxsize=1)
def sections() -> dict:
    """Headings and tell-tale sentences (sections.toml) with abbreviations and names (abbreviations.toml)."""
    return load("sections.toml") | load("abbreviations.toml")


@lru_cache(maxsize=1)
def lists() -> dict[str, str]:
    """The named alternations of lists.toml, usable as <name> in patterns."""
    return {k: "|".join(v) if isinstance(v, list) else v for k, v in load("lists.toml").items()}


@lru_cache(maxsize=1)
def signals() -> dict[str, Signal]:
    """All signals by code, in the codebook's order."""
    found = {}
    for f in sorted(HERE.joinpath("signals").iterdir(), key=lambda p: p.name):
        if f.name.endswith(".toml"):
            where = f"signals/{f.name}"
            s = build(Signal, load(where), where)
            check_signal(s, where)
            if s.code in found:
                raise KnowledgeError(f"code {s.code!r} is defined twice.", where=where, remedy="Keep one file per code.")
            found[s.code] = s
    return house.add_rules({c: found[c] for c in CODES if c in found})


def signal(code: str) -> Signal:
    """The signal of that code, or UnknownCode listing the known ones."""
    try:
        return signals()[code]
    except KeyError:
        raise UnknownCode(f"there is no signal {code!r}.", remedy=f"Known codes: {', '.join(signals())}.") from None


@lru_cache(maxsize=1)
def evidence() -> dict[str, Evidence]:
    """All sources by id."""
    items = [build(Evidence, e, "evidence.toml") for e in load("evidence.toml")["evidence"]]
    unique(items, "id", "evidence.toml")
    return {e.id: e for e in items}


@lru_cache(maxsize=1)
def competencies() -> dict[str, Competency]:
    """All competencies by code: the three core ones first."""
    found = []
    for f in HERE.joinpath("competencies").iterdir():
        if f.name.endswith(".toml"):
            where = f"competencies/{f.name}"
            c = build(Competency, load(where), where)
            unique(c.question, "id", where)
            found.append(c)
    order = ("consultative", "content", "trust", "leadership", "networking", "drive", "learning")
    return house.add_questions({c.code: c for c in sorted(found, key=lambda c: order.index(c.code))})


@lru_cache(maxsize=1)
def interview_texts() -> dict:
    """Everything in the kit that is no competency: scripts, rules, scale, work samples, do-not-ask (interview.toml)."""
    return load("interview.toml")


@lru_cache(maxsize=1)
def wordings() -> tuple[Wording, ...]:
    """All wordings of the rewrite (rewrite/*.toml), in file order; ids are unique."""
    out: list[Wording] = []
    for f in sorted(HERE.joinpath("rewrite").iterdir(), key=lambda p: p.name):
        if f.name.endswith(".toml"):
            where = f"rewrite/{f.name}"
            for entry in load(where).get("wording", []):
                w = build(Wording, entry, where)
                check_wording(w, where)
                out.append(w)
    unique(out, "id", "rewrite")
    return tuple(out)


@lru_cache(maxsize=1)
def proofs() -> dict[str, list[list[str]]]:
    """Work that shows a level: kind of work -> four levels -> noun phrases (rewrite/proof.toml)."""
    return load("rewrite/proof.toml")["proof"]


@lru_cache(maxsize=1)
def offer_lines() -> tuple[OfferLine, ...]:
    """Lines a post may add for missing traits (rewrite/offers.toml), in file order."""
    out = [build(OfferLine, e, "rewrite/offers.toml") for e in load("rewrite/offers.toml")["offer"]]
    unique(out, "id", "rewrite/offers.toml")
    return tuple(out)
