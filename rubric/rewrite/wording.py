"""Chooses words for stage 5: which wording fits a phrase's form, filled with the post's own words, never the same twice in a post."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from rubric.knowledge.store import proofs, wordings
from rubric.rewrite.merge import Unit
from rubric.rewrite.phrases import FUNCTION
from rubric.rewrite.trades import a_or_an, lowered

_SLOT = re.compile(r"\{(\w+)\}")


class Words:
    """The wordings used so far in one post, so that no sentence comes back."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()
        self.opening: Counter[str] = Counter()
        self.proofs: Counter[str] = Counter()

    def ranked(self, u: Unit) -> list[tuple[str, str, str]]:
        """(text, trust, reason) of every wording that fits, best first; wordings and openings used before come last."""
        found = []
        for n, (template, trust, reason, filled) in enumerate(self._fitting(u)):
            opening = " ".join(template.split()[:2])
            found.append(((self.used[template] * 50 + self.opening[opening] * 4 + n), filled, trust, reason, template))
        found.sort(key=lambda x: x[0])
        seen, out = set(), []
        for _, filled, trust, reason, template in found:
            if filled.lower() not in seen:
                seen.add(filled.lower())
                out.append((filled, trust, reason, template))
        return out

    def blanks(self, code: str, old: str) -> tuple[str, ...]:
        """The phrase as it is, with a blank for what only the writer knows, best wording first; a sentence gets its blank as a sentence."""
        stop = old.rstrip().endswith((".", "!", "?"))
        found = next((w for w in wordings() if w.code == code and w.shape == ("blank-sentence" if stop else "blank")), None)
        texts = [t.replace("{old}", old) for t in (found.texts if found else ("{old} […]",))]
        shouts = sum(c.isalpha() for c in old) > 12 and old.isupper()
        return tuple(t.upper() if shouts else t for t in texts)

    def take(self, template: str, filled: str) -> None:
        """Remember a wording as used."""
        self.used[template] += 1
        self.opening[" ".join(template.split()[:2])] += 1
        for group in proofs().values():
            for texts in group:
                for t in texts:
                    if t in filled:
                        self.proofs[t] += 1

    def _fitting(self, u: Unit) -> Iterator[tuple[str, str, str, str]]:
        proof = self._proof(u)
        pool = [
            w
            for w in wordings()
            if w.code == u.code
            and w.shape == u.shape
            and u.strength in w.strengths
            and (not w.levels or u.level in w.levels)
            and (not w.topics or u.topic in w.topics)
        ]
        pool.sort(key=lambda w: (w.nameless, not w.topics))
        some = False
        for w in pool:
            if w.nameless and some and u.code != "gatekeeping":
                continue
            for t in w.texts:
                if u.code == "gatekeeping" and "{thing}" in t and len(u.slots.get("thing", "").split()) > 4:
                    continue
                need = _SLOT.findall(t)
                slots = (
                    {k: _CASE.get(k, str)(v) if v else v for k, v in u.slots.items()}
                    | _AGREE(u)
                    | ({"proof": proof} if proof else {})
                )
                if all(slots.get(n) or n == "work" for n in need):
                    some = True
                    yield t, w.trust, w.reason, _SLOT.sub(lambda m, s=slots: s.get(m[1], ""), t)

    def _proof(self, u: Unit) -> str:
        options = proofs().get(u.topic, proofs()["any"])[min(max(u.level, 1), 4) - 1]
        return min(options, key=lambda t: (self.proofs[t], options.index(t)))


def _AGREE(u: Unit) -> dict[str, str]:
    return {} if "are" in u.slots else {"are": "are", "want": "want"}


def small(work: str) -> str:
    """The post's name for the work as it reads inside a line: 'Marketing' -> 'marketing'; names and acronyms stay."""
    words = re.split(r"([ /])", work)
    plain = [w for w in words if w[1:].islower()]
    if all(re.fullmatch(_WORK, w, re.I) for w in plain):
        words = [w.lower() if w in plain else w for w in words]
    return "".join(words)


_WORK = (
    rf"(?:{FUNCTION}|inside|outside|field|professional|direct|retail|digital|product|software|technical|enterprise|business|corporate|"
    r"interactive|programmatic|integrated|global|international|regional|national|local|full-cycle|project|account|writing|driving|general|executive|manager|representative|specialist|and|or|/)"
)
_CASE = {"field": lowered, "learn": lowered, "thing": lowered, "function": small, "craft": small}


_NEAR = 300  # characters before a phrase that tell how it must begin


def fit(text: str, u: Unit, filled: str) -> str:
    """Give a wording the case, article and tail that its place in the post asks for."""
    old = text[u.start : u.end].lstrip("(\"'“")
    first = re.match(r"[A-Z][a-z]{2,}(?![\w’'.-])(?! [A-Z])", old)
    if first and f" {first.group()}" in filled and _said(first.group().lower(), text):
        filled = filled.replace(f" {first.group()}", f" {first.group().lower()}")  # the capital was the line's, as the rest of the post shows
    return _fitted(text, u, filled)


@lru_cache(maxsize=64)
def _said(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\w.]){word}\b", text))


def _fitted(text: str, u: Unit, filled: str) -> str:
    before, old = text[max(0, u.start - _NEAR) : u.start], text[u.start : u.end]
    if u.slots.get("article") and u.shape in ("person", "person-alone", "adjective"):
        filled = f"{a_or_an(filled)} {filled}"
    if u.code == "gatekeeping" and u.shape == "predicate" and u.slots.get("plural"):
        filled = filled.replace("matters", "matter").replace("is ", "are ", 1)
    if u.slots.get("adverb"):
        filled = "hands-on"
    filled += u.tail
    if not filled:
        return filled
    if u.sentence:
        mark = re.search(r"[.!?]+\s*$", old)
        if not mark and not filled.startswith(" ") and not re.search(r"[.!?]", filled[:-1]):
            after = text[u.end : u.end + 1]
            filled = filled.rstrip(".") if after in ".!?" else filled
    letters = [c for c in old if c.isalpha()]
    if len(letters) > 12 and all(c.isupper() for c in letters) and " " in old.strip():
        return filled.upper()
    first = old.lstrip("(\"'“")[:1]
    prev = before.rstrip(" \t*_")[-1:]
    at_start = bool(re.search(r"\w[-–—•*·] $", before) and first.isupper()) or not prev or prev in "\r\n.!?•·●▪◦‣∙■□◆►➤✓✔✅★→" or _segment_start(before)
    glued = before[-1:].isalnum() and before[-1:].islower() and (first.isupper() or first.isdigit())
    if u.sentence or glued or (at_start and (first.isupper() or not first.isalpha())):
        return filled[:1].upper() + filled[1:]
    if (
        first.isupper()
        and not at_start
        and re.match(r"(?:Previous|Prior|Experience|Minimum|Proven|Knowledge|Strong|Understanding|At|Familiarity|A|An)\b", old)
        and not re.search(
            r"(?:\b(?:have|has|with|and|or|of|for|a|an|the|must|preferred|preferably|ideally|in|as|your|strong|proven|is|are|be|bring|plus)|[,;(/–-])\s*$",
            before,
            re.I,
        )
    ):
        return filled[:1].upper() + filled[1:]
    if filled[:1].isupper() and filled.startswith(
        tuple(v for k, v in u.slots.items() if k in ("function", "field", "learn", "person", "degree") and v)
    ):
        return filled
    return filled[:1].lower() + filled[1:] if filled[:2][1:2].islower() or filled[1:2] in " " else filled


def _segment_start(before: str) -> bool:
    """True after a bullet sign, a number or a label at the beginning of a line."""
    line = before[max(before.rfind("\r"), before.rfind("\n")) + 1 :]
    return bool(re.fullmatch(r"\s*(?:[-–—*+o~>•·●▪◦]|\(?\w{1,2}[.)])?[\s*_]*(?:[^.!?]{0,60}:)?\s*", line))
