"""Where a phrase begins and ends in its line: the helpers that every reader of forms in stage 5 shares."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re
from dataclasses import dataclass, field

from rubric.rewrite.phrases import ADJ, HARD, HEAD, NEWLINE, SOFT, reach


@dataclass(frozen=True)
class Shape:
    """Where the phrase stands in its segment and what form a replacement must take."""

    start: int
    end: int
    shape: str
    slots: dict[str, str] = field(default_factory=dict)
    level: int = 2
    tail: str = ""
    sentence: bool = False


ARTICLES = re.compile(rf"(?:(?<![\w’'-])(?:an?|the|any|some|your own|your|{ADJ}),?\s+(?:(?:and/or|and|or)\s+(?={ADJ}))?)+$", re.I)
SLOT = re.compile(r"(?:^|[(:;•,.!?/–—-]|\b(?:have|has|had|having|possess|possesses|bring|brings|with|need|needs|require|requires|required|require:|and|or|plus|including|include|includes|seeking|"
                   r"for|want|wants|ideally|preferably|prefer|prefers|of|is|are|be|demonstrate|demonstrates|offer|also|both|either|having a|gained|your|minimum|"
                   r"preferred|desired|years|months|use|looking for|to have|by|through|on|show|shows|love|like))\s*$", re.I)
INITIALS = re.compile(r"(?<![A-Za-z])(?:[A-Z]\.){1,4}[A-Z]$")  # "U.S": the mark behind it ends no sentence
CLOSED = re.compile(r"\s*(?:$|[.;!)\]]|[•·|]|\r|\n)")


def fragment(body: str) -> bool:
    """True when the segment is no full sentence: no full stop, or no finite verb in front."""
    return not body.rstrip().endswith((".", "!", "?")) or not re.search(r"\b(?:is|are|has|have|must|will|should|you|we|requires|needs|can|may|would)\b", body, re.I)


def named(fld: str, learn: str) -> dict[str, str]:
    """The slots that name a field; `thing` only when it is a plain noun phrase."""
    out = {}
    if fld:
        out["field"] = fld
        if m := re.match(r"working in (?P<p>.+\b(?:environment|setting)s?)$", fld, re.I):
            out["place"] = m["p"]
        if not re.match(r"(?:how|work with)\b|\w+ing\s", fld, re.I):
            out["thing"] = fld
    if learn:
        out["learn"] = learn
    return out


def unread(body: str, a: int, b: int) -> Shape:
    """The form of a phrase that cannot be read apart: the writer gets it as it is, up to the end of its clause, with a blank behind it."""
    whole = re.search(rf"\b{HEAD}$", body[a:b], re.I) and re.match(r",|\s+to\b", body[b:])
    end = b if whole or ended(body, b) else max(b, reach(body, b))
    if not whole and not ended(body, end):
        stop = _CLAUSE.search(body, end)
        far = stop.start() if stop else len(body)
        end = far if far - b < 70 else end
    if len(body[b:end].split()) > 7 and not ended(body, end) or "\n" in body[b:end]:
        end = b  # no end to be seen: lines that ran together
    end = a + len(body[a:max(b, end)].rstrip(" ,;:\t-–—"))
    tail = re.search(r"(?:[\s,]+(?:and/or|and|or|&|to|of|in|with|the|an?|for|that|by))+$", body[a:end], re.I)
    return Shape(a, a + tail.start() if tail and tail.start() > 2 else end, "blank")


_CLAUSE = re.compile(rf"[.](?=\s|$)|[;!?)\]\r\n•·|]|(?<=[a-z])(?={NEWLINE})")


def snap(body: str, a: int, b: int) -> tuple[int, int]:
    """Widen body[a:b] to whole words; a lost line end is a word's end too."""
    while a > 0 and body[a - 1].isalnum() and body[a:a + 1].isalnum() and not (body[a - 1].islower() and body[a].isupper()):
        a -= 1
    while a > 1 and body[a - 1] == "-" and body[a - 2].isalnum() and body[a:a + 1].isalpha():
        a -= 2
        while a > 0 and body[a - 1].isalnum():
            a -= 1
    while b < len(body) and body[b].isalnum() and b > 0 and body[b - 1].isalnum() and not (body[b - 1].islower() and body[b].isupper()):
        b += 1
    if body[b : b + 1] == "." and INITIALS.search(body, max(0, b - 8), b):
        b += 1
    if re.match(r"-[A-Za-z]", body[b:]) and body[b - 1 : b].isalnum():
        b += re.match(r"(?:-\w+)+", body[b:]).end()
    return a, b


_OPENER = re.compile(
    r"(?:[\s,;:.+-]*(?:(?:ideally|preferably|must|should|you|you will|you'll|you’ll|who|that|candidates?|applicants?|will|the ideal candidate|also|already|recommended|please|and|or|of|years?)\b[\s,:]*))*"
    r"(?:(?:have|has|having|possess|possesses|bring|brings|with|requires?|needs?)\s+(?!(?:\w+ed|sold|led|built|run|been|had)\b))?", re.I)
_PREDICATE = re.compile(r"[\s,(–-]+(?:(?:that|who|which)\s+(?:is|are|will|can)\b|(?:will|would|shall|may|can|could|is|are)\s+(?:be\s+)?(?:also\s+)?|(?:strongly |highly |not )?(?=preferred|required|desired|desirable|mandatory|essential|helpful|a plus|a must)).*$", re.I | re.S)


def tidy(body: str, a: int, b: int) -> tuple[int, int]:
    """The phrase of a finding without the words that open its sentence and without its predicate; a phrase cut short is completed."""
    m = _OPENER.match(body, a, b)
    if m and m.end() < b - 2:
        a = m.end()
    if (m := re.search(r"\s+(?:however|although|though|but)\b", body[a:b], re.I)) and m.start() > 3:
        return a, a + m.start()
    b -= len(m.group()) if (m := re.search(r"\s+(?:will|would|is|are|must|should|can)$", body[a:b])) else 0
    p = _PREDICATE.search(body[a:b])
    if p and p.start() > 3:
        return a, a + p.start()
    if re.search(r"(?:\b(?:and|or|of|in|with|the|an?|to|for|at|by|as|on|other|how|about|working|selling|public)|[,/&])\s*$", body[a:b], re.I):
        b = max(b, reach(body, b, 10))
    return a, b


def opens(body: str, i: int) -> bool:
    """True when a noun phrase may begin at body[i]: after a verb such as 'have', a list mark, or a lost line end."""
    left = body[:i]
    if SLOT.search(left):
        return True
    if body[i:i + 1].isupper() and (left[-1:].islower() or left[-1:] in ")"):
        return True
    return bool(re.match(r"(?:Previous|Prior|Experience|Experienced|Minimum|Proven|Knowledge|Strong|Understanding|At|Familiarity|Demonstrated|Solid|Working|Industry|Background|Some)\b", body[i:])) and not re.search(r"\b(?:a|an|the|in|of|as|your|to)\s*$", left, re.I)


def ended(body: str, i: int, strength: str = "") -> bool:
    """True when nothing that belongs to the phrase follows body[i]: end, mark, lost line end, or 'required' and 'a plus'."""
    right = body[i:]
    if right[:1] == "." and INITIALS.search(body, max(0, i - 8), i) and re.match(r"\.\s+\w", right):
        return False
    return bool(CLOSED.match(right) or re.match(rf"(?-i:[A-Z])|\s*[,(–-]*\s*(?:{SOFT}|{HARD})\b|\s+(?:is|are|would|will|but|strongly|highly|preferred|required)\b", right))


def continues(body: str, i: int) -> bool:
    """True when the words right after body[i] still belong to the same noun phrase."""
    return bool(re.match(r"\s(?!(?:and|or|is|are|was|has|have|to|in|on|at|for|with|as|of|from|by|but|who|that|which|will|would|must|should|can|may|an?|the|plus|if|when|while|you|we|not|including|such|required|preferred|desired|desirable|helpful|highly|strongly|a plus|also|within|into|"
                         r"selling|working|through|using|experience\w*|skills?|ability|able|strong|excellent|good)\b)[a-z][\w/-]*(?:[\s,.;)]|$)", body[i:i + 40]))


def left_of(body: str, a: int) -> int:
    """Start of the articles and praise directly before body[a]."""
    m = ARTICLES.search(body[:a])
    if m and re.match(r"(?:required|preferred|minimum),", m.group(), re.I) and re.search(r"\w\s+$", body[: m.start()]):
        return a  # the end of the demand before this one
    start = m.start() if m and "\n" not in m.group() else a
    many = re.search(r"(?<!\w)(?:an? )?(?:(?:diverse|wide|broad|varied) )?(?:range|variety|array) of\s+$", body[:start], re.I)
    return many.start() if many and re.match(rf"(?:\w+ )?{HEAD}\b", body[start:], re.I) else start


def article_of(body: str, a: int) -> int:
    m = re.search(r"(?<![\w’'-])an?\s+$", body[:a], re.I)
    return m.start() if m else a


def agree(be: str) -> dict[str, str]:
    return {"are": be, "want": "wants" if be == "is" else "want", "have": "has" if be == "is" else "have"}


def sentence_of(body: str, a: int, b: int) -> tuple[int, int]:
    """The sentence around body[a:b] with its end mark."""
    start = max((m.end() for m in re.finditer(r"[.!?]\s+|;\s*|\s[–—]\s", body[:a])), default=0)
    start += len(body[start:]) - len(body[start:].lstrip(" \t*–—-•"))
    m = re.search(r"[.!?]+(?=\s|$)", body[max(b - 1, 0):])
    end = max(b - 1, 0) + m.end() if m else len(body)
    return min(start, a), max(end, b)


