"""The shape of every knowledge file. Unknown keys, missing keys, wrong types and duplicate ids are KnowledgeErrors."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, dataclass, field, fields, is_dataclass

from rubric.errors import KnowledgeError
from rubric.records import CODES


@dataclass(frozen=True)
class Rule:
    """One way a signal shows in text.

    patterns find it; `span` names what is underlined ("match" or the group "span" of the pattern); `unless` vetoes in the same
    segment, `needs` must also stand in it; sections are where it applies; confidence is the share of hits that were right
    on labelled text; fires and passes are sentences that must and must not match.
    """

    id: str
    patterns: tuple[str, ...]
    fires: tuple[str, ...]
    passes: tuple[str, ...]
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    company_too: bool = False
    strength: str = ""
    confidence: float = 0.9
    note: str = ""


@dataclass(frozen=True)
class Signal:
    """One code of the codebook: what it says, why it matters, what to ask instead, how it is found."""

    code: str
    name: str
    summary: str
    why: str
    who: str
    instead: str
    evidence: tuple[str, ...]
    ideas: tuple[str, ...]
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    rule: tuple[Rule, ...]


@dataclass(frozen=True)
class Evidence:
    """One source and what it allows us to say. verified: P(rimary), S(econdary) or M(emory: never printed as a fact)."""

    id: str
    citation: str
    url: str
    verified: str
    says: str
    limits: str
    stance: str


@dataclass(frozen=True)
class Dimension:
    id: str
    name: str
    text: str


@dataclass(frozen=True)
class Question:
    """One interview question with its five levels (index 0 is level 1)."""

    id: str
    family: str
    type: str
    dimension: str
    text: str
    probes: tuple[str, ...]
    levels: tuple[str, ...]
    strengths: tuple[str, ...]
    red_flags: tuple[str, ...]


@dataclass(frozen=True)
class Competency:
    code: str
    name: str
    kind: str
    definition: str
    why: str
    ideas: tuple[str, ...]
    evidence: tuple[str, ...]
    dimension: tuple[Dimension, ...]
    question: tuple[Question, ...] = field(default=())


@dataclass(frozen=True)
class Wording:
    """What may stand where a screening demand stood (rewrite/*.toml).

    code is a screening code or 'years+industry'; shape is the form of the place (noun phrase, after "you", ...); topics and
    levels narrow it ([] fits all); nameless wordings name no industry or people; texts carry {slots}, better ones first.
    """

    id: str
    code: str
    shape: str
    strengths: tuple[str, ...]
    trust: str
    reason: str
    texts: tuple[str, ...]
    topics: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    nameless: bool = False


@dataclass(frozen=True)
class OfferLine:
    """A line that a post may add for traits it does not ask for: one text per form (noun phrase, verb, "you" sentence)."""

    id: str
    traits: tuple[str, ...]
    families: tuple[str, ...]
    reason: str
    noun: str
    verb: str
    you: str


def build(kind: type, data: dict, where: str):
    """Make a `kind` from plain TOML data, checking keys and types; errors name file and entry."""
    hints = typing.get_type_hints(kind)
    known = {f.name: f for f in fields(kind)}
    entry = f"{where} [{data.get('id') or data.get('code') or kind.__name__}]" if isinstance(data, dict) else where
    if not isinstance(data, dict):
        raise KnowledgeError(f"expected a table, found {type(data).__name__}.", where=where, remedy="Write it as a TOML table.")
    for key in data:
        if key not in known:
            raise KnowledgeError(f"unknown key {key!r}.", where=entry, remedy=f"Known keys: {', '.join(known)}.")
    values = {}
    for name, f in known.items():
        if name not in data:
            if f.default is MISSING and f.default_factory is MISSING:
                raise KnowledgeError(f"key {name!r} is missing.", where=entry, remedy="Every entry carries its own proof: add it.")
            continue
        values[name] = _value(hints[name], data[name], f"{entry} {name}")
    return kind(**values)


def _value(hint, raw, where: str):
    origin = typing.get_origin(hint)
    if origin is tuple:
        if not isinstance(raw, list):
            raise KnowledgeError("expected a list.", where=where, remedy="Write it in square brackets.")
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, r, f"{where}[{n}]") for n, r in enumerate(raw))
    if isinstance(origin, types.UnionType):
        return raw
    if is_dataclass(hint):
        return build(hint, raw, where)
    if hint is float and isinstance(raw, int):
        return float(raw)
    if not isinstance(raw, hint):
        raise KnowledgeError(f"expected {hint.__name__}, found {type(raw).__name__}.", where=where, remedy="Correct the value.")
    if hint is str and any(ord(c) < 32 and c not in "\n\t" for c in raw):
        raise KnowledgeError("control character in text.", where=where, remedy="Remove it.")
    return raw


def unique(items, key: str, where: str) -> None:
    """Raise when two entries share the same id."""
    seen = set()
    for item in items:
        value = getattr(item, key)
        if value in seen:
            raise KnowledgeError(f"{key} {value!r} is used twice.", where=where, remedy="Give each entry its own.")
        seen.add(value)


def check_signal(s: Signal, where: str) -> None:
    """What types cannot say: known code, own rule ids, proof for every rule."""
    if s.code not in CODES:
        raise KnowledgeError(f"{s.code!r} is not a code of the codebook.", where=where, remedy=f"Use one of {', '.join(CODES)}.")
    unique(s.rule, "id", where)
    for r in s.rule:
        if not r.id.startswith(s.code + "."):
            raise KnowledgeError(f"rule id {r.id!r} must start with {s.code + '.'!r}.", where=where, remedy="Rename it.")
        for name in ("patterns", "fires", "passes"):
            if not getattr(r, name):
                raise KnowledgeError(f"rule {r.id!r} has no {name}.", where=where, remedy="Every rule carries its own proof: add at least one.")


def check_wording(w: Wording, where: str) -> None:
    """What types cannot say: known code, trust and strengths, at least one text."""
    if w.code not in (*CODES, "years+industry"):
        raise KnowledgeError(f"{w.code!r} is not a code of the codebook.", where=f"{where} [{w.id}]", remedy=f"Use one of {', '.join(CODES)}.")
    if w.trust not in ("safe", "suggest", "ask"):
        raise KnowledgeError(f"{w.trust!r} is no trust.", where=f"{where} [{w.id}]", remedy="Use safe, suggest or ask.")
    if not w.texts or not w.strengths or set(w.strengths) - {"required", "preferred"}:
        raise KnowledgeError("texts and strengths must not be empty.", where=f"{where} [{w.id}]", remedy='Strengths are "required" and "preferred".')
