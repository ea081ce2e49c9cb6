"""Reads the form of a screening phrase for stage 5: how far it reaches, which grammatical place it fills, what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rubric.rewrite.phrases import ADJ, AMOUNT, FUNCTION, HARD, HEAD, PREP, SOFT, industry, knowledge, level, people


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


_ART = re.compile(rf"(?:(?<![\w’'-])(?:an?|the|any|some|your own|your|{ADJ}),?\s+(?:(?:and/or|and|or)\s+(?={ADJ}))?)+$", re.I)
_SLOT = re.compile(r"(?:^|[(:;•,/–—-]|\b(?:have|has|had|having|possess|possesses|bring|brings|with|need|needs|require|requires|required|require:|and|or|plus|including|include|includes|seeking|"
                   r"for|want|wants|ideally|preferably|prefer|prefers|of|is|are|be|demonstrate|demonstrates|offer|also|both|either|having a|gained|your|minimum|"
                   r"preferred|desired|years|use|looking for|to have|by|through|on|show|shows|love|like))\s*$", re.I)
_CLOSED = re.compile(r"\s*(?:$|[.;!)\]]|[•·|]|\r|\n)")
_SOFTTAIL = re.compile(rf"\s*[,(–-]?\s*(?P<t>(?:strongly |highly )?(?:preferred|desired|desirable|preferable|a plus|a bonus|an advantage|an asset|a big plus|a strong plus|a definite plus|beneficial|advantageous|nice to have|helpful))\)?(?=\s*(?:$|[.;!]))", re.I)
_HARDTAIL = re.compile(rf"\s*[,(–-]?\s*{HARD}\)?(?=\s*(?:$|[.;!]))", re.I)
_PERSON = r"(?:professional|producer|agent|technician|executive|representative|rep|specialist|manager|marketer|consultant|advisor|adviser|seller|salesperson|engineer|developer|buyer|planner|broker|dispatcher|nurse|closer|leader|director|writer|designer|coordinator|associate|assistant|officer|analyst|account manager|salesman|mechanic|operator|editor|producer|strategist|recruiter|underwriter|adjuster|lender|banker|trader)s?"
_SCHOOL = re.compile(r"(?P<d>(?:an? |the )?(?:[\w'’.]+ ){0,3}?(?:mba|degree|bachelor(?:['’]?s)?|master(?:['’]?s)?|ph\.?d|ba|bs|jd|diploma|graduate))\b.*\b(?:school|university|universities|college|program|programme|institution|league|schools|programs|mba)s?\b", re.I)


def fragment(body: str) -> bool:
    """True when the segment is no full sentence: no full stop, or no finite verb in front."""
    return not body.rstrip().endswith((".", "!", "?")) or not re.search(r"\b(?:is|are|has|have|must|will|should|you|we|requires|needs|can|may|would)\b", body, re.I)


def named(fld: str, learn: str) -> dict[str, str]:
    """The slots that name a field; `thing` only when it is a plain noun phrase."""
    out = {}
    if fld:
        out["field"] = fld
        if not re.match(r"(?:how|work with)\b|\w+ing\s", fld, re.I):
            out["thing"] = fld
    if learn:
        out["learn"] = learn
    return out


def read(body: str, a: int, b: int, code: str, strength: str, seg) -> list[Shape]:
    """The forms of one finding body[a:b]; more than one when it holds several counts of years."""
    return _READERS[code](body, a, b, strength)


def close(body: str, u, limit: int, dear, bullet: bool):
    """Take in 'required' and 'preferred' behind a phrase that ends the line, and the rest of a short line about years."""
    right = body[u.end:limit]
    busy = any(x < limit and y > u.end for x, y in dear)
    if u.code in ("gatekeeping", "instant-results"):
        return u
    if u.code == "years-of-experience" and u.shape == "prep" and u.strength == "required" and not busy:
        m = re.match(rf"(?P<r>\s+(?:in|with|as|within|at|working|managing|developing|leading|selling|creating|writing|building)\b[^,;:.()!?\n•–—]{{2,70}}?)(?P<t>\s*[,(–-]?\s*{HARD}\)?)?(?=\s*(?:$|[.;!]\s*$))", right, re.I)
        if m and len(m["r"].split()) <= 9 and not re.search(r"\b(?:preferred|plus|desired|or|is|are|equivalent|degree|ability|skills?|you|your|which|that|who)\b", m["r"], re.I) and limit == len(body):
            return replace(u, end=u.end + m.end(), shape="closed", slots=u.slots | {"rest": re.sub(r"\s+", " ", m["r"].strip())})
    if not busy and limit == len(body):
        m = _SOFTTAIL.match(right)
        if m and u.strength == "preferred" and u.shape in ("np", "function", "bare", "list", "noun") and not re.search(r"\b(?:is|are)$", body[:u.end].rstrip(), re.I):
            start = not body[:u.start].strip(" \t-–•*") 
            if start:
                return replace(u, end=u.end + m.end(), tail=" is welcome" if "plus" not in m["t"].lower() else " is a plus")
        m = _HARDTAIL.match(right)
        if m and (bullet or not re.search(r"\b(?:is|are)\b", m.group())) and u.shape not in ("adjective", "person", "label"):
            u = replace(u, end=u.end + m.end())
    if u.code == "years-of-experience" and u.shape in ("bare", "function") and not _CLOSED.match(body[u.end:]):
        return replace(u, shape="list" if u.shape == "bare" else "function-list")
    return u


def _left(body: str, a: int) -> int:
    """Start of the articles and praise directly before body[a]."""
    m = _ART.search(body[:a])
    return m.start() if m and "\n" not in m.group() else a


def _years(body: str, a: int, b: int, strength: str) -> list[Shape]:
    out = []
    for m in AMOUNT.finditer(body, max(0, a - 30)):
        if m.end() > a and m.start() < b:
            out.append(_count(body, m, strength))
    if out:
        return out
    words = body[a:b]
    m = re.match(r"years?(?:['’])? of (?:\w+ )?experience.*", words, re.I | re.S)
    if m and re.search(r"\d", words):
        return [Shape(a, b, "label", {}, level(words))]
    m = re.search(r"\b(?:an?\s+)?(?P<w>extensively)\b", words, re.I)
    if m:
        return [Shape(a + m.start("w"), a + m.end("w"), "adjective", {"adverb": "yes"}, 3)]
    m = re.match(r"(?:(?:an?|the)\s+)?(?P<p>seasoned|veteran)(?P<n>\s+(?:veteran|pro|professional|closer|hand|seller|practitioner))?\b", words, re.I)
    if m:
        start = _article(body, a)
        if m["n"] or re.match(r"\s*(?:$|[.,;!)]|who\b|that\b|with\b|in\b)", body[a + m.end():]):
            return [Shape(start, a + m.end(), "person-alone", {"article": "yes"} if start < a else {}, 3)]
        return [Shape(start, a + m.end(), "person", {"article": "yes"} if start < a else {}, 3)]
    m = re.search(rf"\b(?P<adj>(?:an?\s+)?(?:very\s+)?(?:extensive|significant|considerable|substantial|vast|ample|lengthy|long-standing|long|(?:many|several|some)?\s*years['’]? of|decades of|(?:a )?wealth of|(?:a )?great deal of|plenty of|a lot of))\b(?:\s+(?:and|or)\s+{ADJ})?", words, re.I)
    if m:
        start = _article(body, a + m.start("adj"))
        return [Shape(start, a + m.end(), "adjective", {"article": "yes"} if re.match(r"an?\s", body[start:], re.I) and not re.search(r"\bof$", m.group(), re.I) else {}, 3)]
    return [Shape(_left(body, a), b, "noun", {}, 3)]


def _article(body: str, a: int) -> int:
    m = re.search(r"(?<![\w’'-])an?\s+$", body[:a], re.I)
    return m.start() if m else a


_EXP = re.compile(rf"\s*(?:of\s+)?(?:(?:[\w-]*\s)?(?:{ADJ})(?:,\s*|\s+(?:(?:and/or|and|or|&)\s+)?|/))*(?:work\s+|job\s+)?(?:experiences?|exp\b\.?|expertise|tenure)(?![\w])", re.I)
_EXP_STRICT = re.compile(rf"\s*(?:of\s+)?(?:{ADJ}(?:,\s*|\s+(?:(?:and/or|and|or|&)\s+)?|/))*(?:experiences?|exp\b\.?|expertise|tenure)(?![\w])", re.I)
_FUN = re.compile(r"\s*(?:of\s+|in\s+)?(?P<f>[A-Za-z\d][\w/&'’+.-]*(?:,?\s+[(]?[\w/&'’+.-]+[)]?){0,8}?)\s+(?:experiences?|exp\b|background)(?![\w])", re.I)


def _count(body: str, m: re.Match, strength: str) -> Shape:
    i, j = m.span()
    amount = m.group()
    lead = re.match(r"(?:with|ideally|preferably|between)\s+", amount, re.I)
    if lead:
        i += lead.end()
    i = _left(body, i)
    pre = re.search(r"(?<![\w])(?:minimum|min\.?|required|requires a minimum of|at least)(?: of)?\s*$", body[:i], re.I)
    if pre and not re.match(r"require", pre.group(), re.I):
        i = _left(body, pre.start())
    lv = level(amount)
    rest = body[j:]
    left = body[:i]
    if re.search(r"\(\s*$", left) and re.match(r"\s*(?:required|preferred|minimum)?\s*\)", rest, re.I):
        return Shape(i, j, "paren", {}, lv)
    if re.search(r"(?:experience|exp)\s*(?:\w+\s*){0,2}[:–-]\s*$", left, re.I) and re.match(r"\s*(?:$|[.;,(\n])", rest):
        return Shape(i, j, "label", {}, lv)
    if re.search(r"[\w)]:\s*$", left) and re.match(r"\s*(?:$|[.;(])", rest):
        return Shape(i, j, "label", {}, lv)
    e = _EXP_STRICT.match(rest)
    if e:
        k = j + e.end()
        after = body[k:]
        if re.match(rf"\s+(?:{PREP}|as|using|over|on|related to|relating to|that|where|who|managing)\b", after, re.I):
            return Shape(i, k, "prep", {}, lv)
        if re.match(r"\s+(?!including\b|during\b)\w+ing\b(?!\s+(?:environment|industry|field|background|experience|skills))", after, re.I):
            return Shape(i, k, "ing", {}, lv)
        if _CLOSED.match(after) or re.match(rf"\s*[,(–-]?\s*(?:{HARD}|{SOFT})\b", after, re.I):
            return Shape(i, k, "bare", {}, lv)
        return Shape(i, k, "list", {}, lv)
    f = _FUN.match(rest)
    if f and not re.search(r"\b(?:in|as|with|is|are|or equivalent|degree|required|preferred|plus|at|for|skills?|ability|you|must|have|from|who|on)\b|[;:!?]|\.\s", f["f"], re.I):
        words = re.sub(rf"^(?:{ADJ},?\s+(?:(?:and/or|and|or|&)\s+)?)+", "", f["f"].strip() + " ", flags=re.I).strip()
        if words and len(words) < 90 and words.count("(") == words.count(")"):
            return Shape(i, j + f.end(), "function", {"function": words}, lv)
    g = re.match(r"\s*(?P<of>of\s+)?(?:(?:successfully|directly|actively|primarily)\s+)?(?!including\b|during\b|marketing\b|advertising\b|accounting\b|nursing\b|banking\b)\w+ing\b", rest, re.I)
    if g:
        return Shape(i, j + (g.end("of") if g["of"] else 0) - (1 if g["of"] else 0), "ing", {}, lv)
    if re.match(r"\s+(?:in|as|with|within|at|for|on)\b", rest, re.I):
        return Shape(i, j, "prep", {}, lv)
    if _CLOSED.match(rest) or re.match(rf"\s*[,(–-]?\s*(?:{HARD}|{SOFT})\b", rest, re.I):
        return Shape(i, j, "bare", {}, lv)
    if re.match(r"\s*[,(–-]|\s+(?:and|or|plus)\b", rest):
        return Shape(i, j, "list", {}, lv)
    o = re.match(r"\s+of(?=\s)", rest, re.I)
    return Shape(i, j + (o.end() if o else 0), "adjective", {}, lv)


def _field(body: str, a: int, b: int, strength: str) -> list[Shape]:
    """An industry demand."""
    more = re.match(rf"\s+(?:(?:{FUNCTION}|industry|sector|related|client|product|field)\s+(?:and\s+|or\s+|&\s+)?){{0,3}}{HEAD}\b", body[b:], re.I)
    if more and not re.search(rf"\b{HEAD}\b", body[a:b], re.I):
        b += more.end()
    words = body[a:b]
    left = body[:a]
    m = re.match(r"(?P<e>experienced|seasoned|tenured)\s+(?P<p>.+)$", words, re.I | re.S)
    if m and re.search(rf"\b{_PERSON}$", words, re.I):
        start = _article(body, a)
        return [Shape(start, b, "person", {"person": re.sub(r"\s+", " ", m["p"]), "article": "yes"} if start < a else {"person": re.sub(r"\s+", " ", m["p"])})]
    pp = re.match(rf"(?:(?:preferably|ideally|especially|particularly|specifically|preferable)\s+)?(?:with (?:a )?(?:focus|emphasis) on|{PREP})\s", words, re.I)
    if not pp:
        h = re.search(rf"(?P<h>(?<![\w-])(?:(?:{ADJ}),?\s+)*{HEAD})?\s*(?P<p>(?<!\w){PREP}\s+(?:(?:an?|the)\s+)?)$", left, re.I)
        if h and not re.match(rf".*\b{HEAD}\b", words, re.I | re.S):
            if h["h"] and _SLOT.search(left[:h.start("h")]):
                a = _left(body, h.start("h"))
                words, left = body[a:b], body[:a]
            elif re.search(r"\w\s*$", left[:h.start("p")]) and h["p"].split()[0].lower() not in ("to", "of"):
                soft = re.search(r"\b(?:preferably|ideally|especially|particularly)\s+$", left[:h.start("p")], re.I)
                a = soft.start() if soft else h.start("p")
                words, left = body[a:b], body[:a]
                pp = True
    got = industry(words)
    slots = named(got[1], got[2])
    if pp and left.strip() and not re.search(r"(?:have|has|with|bring|and)\s*$", left, re.I):
        return [Shape(a, b, "pp", slots)]
    if re.match(r"(?:sold|worked|served|managed|marketed)\b", words, re.I):
        h = re.search(r"(?:\b(?P<aux>have|has|having|['’]ve)\s+)(?:\w+ly\s+|already\s+)?$", left, re.I)
        if h and not h.group().startswith(("'", "’")):
            they = "is" if h["aux"].lower() == "has" else "are"
            return [Shape(h.start("aux"), b, "vp", slots | _agree(they))]
    inner = re.match(rf"(?:{ADJ}\s+)*{HEAD}\s+(?={PREP}\s)", words, re.I)
    if inner and not _SLOT.search(body[:_left(body, a)]) and re.search(r"[a-z]\s+$", left) and not re.match(r"[A-Z]", words):
        at = a + inner.end()
        return [Shape(at, b, "pp", slots)]
    start = _left(body, a)
    if got[0]:
        return [Shape(start, b, "function", slots | {"function": got[0]})]
    return [Shape(start, b, "np", slots)]


def _agree(be: str) -> dict[str, str]:
    return {"are": be, "want": "wants" if be == "is" else "want"}


def _insider(body: str, a: int, b: int, strength: str) -> list[Shape]:
    words, left = body[a:b], body[:a]
    got = knowledge(words)
    slots = named(*got)
    if re.match(r"(?:(?:very|highly|extremely|intimately|already|deeply|thoroughly|reasonably)\s+)?(?:familiar|knowledgeable|conversant|well[- ]versed|versed|comfortable|fluent|steeped|experienced (?:in|with|user)|up to speed)\b", words, re.I):
        if re.match(r"experienced user", words, re.I):
            return [Shape(_article(body, a), b, "np", slots)]
        return [Shape(a, b, "adj", slots)]
    m = re.match(r"(?:already |really |truly |fully )?(?P<v>understands?|knows?)\b", words, re.I)
    if m:
        if re.search(r"\b(?:to|must|should|can|will)\s+$", left, re.I) or (not left.strip() and not m["v"].lower().endswith("s")):
            return [Shape(a, b, "base", slots)]
        return [Shape(a, b, "vp", slots | _agree("is" if m["v"].lower().endswith("s") else "are"))]
    if re.match(rf"{PREP}\s", words, re.I) and re.search(r"\w\s+$", left):
        return [Shape(a, b, "pp", slots)]
    return [Shape(_left(body, a), b, "np", slots)]


def _contacts(body: str, a: int, b: int, strength: str) -> list[Shape]:
    words = body[a:b]
    m = re.match(r"(?:(?:who|you|that)\s+)?(?:already\s+)?(?:bring|brings|bringing|have|has|having|possess|possesses|possessing|come with|comes with|own|owns|with|maintain|maintains|must have|must bring)\s+", words, re.I)
    if m and m.end() < len(words):
        a += m.end()
        words = body[a:b]
    more = re.match(r"\s+(?:with|among|of|within|in)\s+(?:the\s+)?[^,;.()\n•]{3,60}?(?=\s+(?:and|or|that|who|which|to|is|are|a plus|preferred|required)\b|[,;.()\n•]|\s*$)", body[b:])
    if more and re.search(r"(?:relationships?|contacts?|network|connections?|rolodex|business|following)$", words, re.I):
        b += more.end()
        words = body[a:b]
    who = people(words)
    slots = {"people": who} if who else {}
    if re.match(r"(?:well|highly|strongly)?[- ]?connected\b|plugged in", words, re.I):
        return [Shape(a, b, "adj", slots)]
    if re.match(r"(?:leveraging|using|utilizing|networking|tapping|drawing|mining|activating|accessing|calling)\b", words, re.I):
        return [Shape(a, b, "ing", slots)]
    if re.match(r"(?:leverage|use|utilize|tap|draw|activate|mine|call on|reach out)\b", words, re.I):
        return [Shape(a, b, "base", slots)]
    if re.match(r"(?:know|are connected|is connected|knows)\b", words, re.I):
        return [Shape(a, b, "vp", slots | _agree("is" if re.match(r"is|knows", words, re.I) else "are"))]
    return [Shape(_left(body, a), b, "np", slots)]


def _pedigree(body: str, a: int, b: int, strength: str) -> list[Shape]:
    words, left = body[a:b], body[:a]
    m = _SCHOOL.match(words)
    if m:
        return [Shape(a, b, "school", {"degree": m["d"]})]
    if re.match(r"(?:from|at|of)\b", words, re.I):
        d = re.search(r"\b(?:mba|degree|bachelor['’]?s|master['’]?s|diploma|graduate)(?:\s+in [\w ]{2,30})?(?P<s>\s+)$", left, re.I)
        if d and re.search(r"\b(?:school|universit|college|program|institution|league)", words, re.I):
            return [Shape(d.start("s"), b, "tail")]
    if re.match(r"(?:currently|presently|employed|working|now)\b", words, re.I) and re.search(r"(?:\b(?:is|are|be|you're|who is)\s+|^\s*)$", left, re.I) and left.strip():
        return [Shape(a, b, "adj")]
    if re.match(r"(?:from|at|with|for|in|within)\s", words, re.I) and re.search(r"\w\s+$", left) and not re.search(r"\bhave\s+$", left, re.I):
        return [Shape(a, b, "pp")]
    more = re.match(rf"\s+(?:\w+\s+)?{HEAD}\b", body[b:], re.I)
    if more and not re.search(rf"\b{HEAD}\b", words, re.I):
        b += more.end()
    return [Shape(_left(body, a), b, "np")]


def _gate(body: str, a: int, b: int, strength: str) -> list[Shape]:
    words = body[a:b]
    m = re.fullmatch(r"(?:is|are)?\s*(?:an?|the|our|absolutely)?\s*(?:absolute |strict |hard |firm |true )?(?:deal ?-?breakers?|non-?negotiables?)", words, re.I)
    if m and re.match(r"(?:is|are)\b", words, re.I):
        return [Shape(a, b, "predicate", {"plural": "yes"} if words.lower().startswith("are") else {})]
    tail = re.fullmatch(r"(?:no exceptions(?: will be made)?|without exceptions?|non-?negotiables?|insiders only|(?:strictly )?no \w+(?: please)?)", words, re.I)
    sep = re.search(r"\s*[,;:(–—-]\s*$|\s+and\s+$", body[:a])
    if tail and body[:a].strip() and sep and not re.search(r"[.!?]\s*$", body[:a]):
        end = b + (1 if "(" in sep.group() and body[b:b + 1] == ")" else 0)
        return [Shape(sep.start(), end, "tail")]
    return [Shape(*_sentence(body, a, b), "sentence", sentence=True)]


def _sentence(body: str, a: int, b: int) -> tuple[int, int]:
    """The sentence around body[a:b] with its end mark."""
    start = max((m.end() for m in re.finditer(r"[.!?]\s+|;\s*|\s[–—]\s", body[:a])), default=0)
    start += len(body[start:]) - len(body[start:].lstrip(" \t*–—-•"))
    m = re.search(r"[.!?]+(?=\s|$)", body[max(b - 1, 0):])
    end = max(b - 1, 0) + m.end() if m else len(body)
    return min(start, a), max(end, b)


def _instant(body: str, a: int, b: int, strength: str) -> list[Shape]:
    words, left = body[a:b], body[:a]
    m = re.search(r"(?P<s>\s+)?(?:from|on|by|in)\s+(?:the\s+)?(?:very\s+)?(?:day|week|month|first|get-go|moment)\b.*$", words, re.I | re.S)
    if m and (m.start() > 2 or re.search(r"\w\s+$", left)):
        return [Shape(a + m.start() + len(m["s"] or ""), b, "pp")]
    if re.match(r"(?:hitting|starting|landing|bringing|running)\b", words, re.I):
        return [Shape(a, b, "ing")]
    if re.match(r"(?:hit|land|start|contribute|deliver|make|ramp|begin|come|be|bring|produce|close|get)\b", words, re.I):
        return [Shape(a, b, "base")]
    if re.match(r"(?:no|without|little|minimal|zero|training|onboarding)\b", words, re.I):
        s, e = _sentence(body, a, b)
        if e - s <= (b - a) + 25:
            return [Shape(s, e, "sentence", sentence=True)]
    return [Shape(_left(body, a), b, "np")]


_READERS = {
    "years-of-experience": _years, "industry-background": _field, "insider-knowledge": _insider, "rolodex": _contacts,
    "pedigree": _pedigree, "gatekeeping": _gate, "instant-results": _instant,
}
