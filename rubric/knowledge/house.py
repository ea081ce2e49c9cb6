"""A house's own signals and questions: TOML files in the form of the built-in ones, added to them when the knowledge loads."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import replace
from pathlib import Path

from rubric.errors import KnowledgeError
from rubric.knowledge.schema import Competency, Question, Rule, Signal, build, check_signal, unique

_WORDS = ("name", "summary", "why", "who", "instead")
_active: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def use(signals: tuple[str, ...] = (), questions: tuple[str, ...] = ()) -> None:
    """Let these files count from now on in this process (none: only the built-in knowledge). Raises KnowledgeError and changes nothing."""
    global _active
    if (signals, questions) == _active:
        return
    before, _active = _active, (signals, questions)
    forget()
    try:
        from rubric.knowledge import store

        store.signals()
        store.competencies()
        _compile()
    except KnowledgeError:
        _active = before
        forget()
        raise


def add_rules(known: dict[str, Signal]) -> dict[str, Signal]:
    """The signals with the house's rules after the built-in ones, and the house's wording where it gives one."""
    out = dict(known)
    for name in _active[0]:
        data = _toml(name)
        code = data.pop("code", "")
        if code not in out:
            raise KnowledgeError(f"code {code!r} is no code of the codebook.", where=name, remedy=f"Use one of {', '.join(out)}.")
        rules = data.pop("rule", [])
        for key in data:
            if key not in _WORDS:
                remedy = f"A house signal has code, [[rule]] and {', '.join(_WORDS)}."
                raise KnowledgeError(f"unknown key {key!r}.", where=name, remedy=remedy)
        for key, value in data.items():
            if not isinstance(value, str) or not value.strip():
                raise KnowledgeError(f"{key} must be text.", where=name, remedy="Put it in quotation marks.")
        built = tuple(build(Rule, r, name) for r in (rules if isinstance(rules, list) else [rules]))
        for r in built:
            if not r.id.startswith(f"{code}.house-"):
                raise KnowledgeError(f"rule id {r.id!r} must start with {code + '.house-'!r}.", where=name, remedy="Rename it.")
        out[code] = replace(out[code], rule=out[code].rule + built, **data)
        check_signal(out[code], name)
    return out


def add_questions(known: dict[str, Competency]) -> dict[str, Competency]:
    """The competencies with the house's questions after the built-in ones."""
    out = dict(known)
    for name in _active[1]:
        data = _toml(name)
        code = data.pop("code", "")
        if code not in out:
            raise KnowledgeError(f"there is no competency {code!r}.", where=name, remedy=f"Use one of {', '.join(out)}.")
        questions = data.pop("question", [])
        if data or not isinstance(questions, list) or not questions:
            raise KnowledgeError("a house question file has code and [[question]] entries.", where=name, remedy="Write only these.")
        built = tuple(build(Question, q, name) for q in questions)
        dimensions = {d.id for d in out[code].dimension}
        for q in built:
            if q.dimension not in dimensions:
                remedy = f"Use {', '.join(sorted(dimensions))}."
                raise KnowledgeError(f"question {q.id!r}: unknown dimension {q.dimension!r}.", where=name, remedy=remedy)
            if len(q.levels) != 5:
                raise KnowledgeError(f"question {q.id!r} has {len(q.levels)} levels.", where=name, remedy="Give five, from 1 to 5.")
        out[code] = replace(out[code], question=out[code].question + built)
        unique(out[code].question, "id", name)
    return out


def _compile() -> None:
    """Compile every pattern now, so that a wrong one is reported before the first post."""
    from rubric.detect import matchers

    matchers.rules()


def _toml(name: str) -> dict:
    try:
        return tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as e:
        raise KnowledgeError(f"not valid TOML: {e}.", where=name, remedy="Correct that line.") from None
    except (OSError, UnicodeDecodeError) as e:
        what = f"the file cannot be read ({type(e).__name__})."
        raise KnowledgeError(what, where=name, remedy="Check the path; save it as UTF-8.") from None


def forget() -> None:
    """Empty every cache that may hold something made from the knowledge."""
    for name, module in list(sys.modules.items()):
        if name.startswith("rubric."):
            for thing in list(vars(module).values()):
                if callable(getattr(thing, "cache_clear", None)):
                    thing.cache_clear()


def failures() -> list[str]:
    """One line for every rule that does not fire on a sentence it must fire on, fires on one it must pass, or cites an unknown source."""
    from rubric.detect.matchers import fires
    from rubric.knowledge import store

    out, known = [], store.evidence()
    for code, s in store.signals().items():
        out += [f"{code}: there is no source {e!r}. Correct the id or add it to evidence.toml." for e in s.evidence if e not in known]
        for r in s.rule:
            out += [f"{r.id}: must fire on “{t}”. Correct the pattern or the example." for t in r.fires if not fires(r.id, t)]
            out += [f"{r.id}: must not fire on “{t}”. Add an exception (unless)." for t in r.passes if fires(r.id, t)]
    return out
