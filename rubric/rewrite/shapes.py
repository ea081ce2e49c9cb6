"""Reads the form of a screening phrase for stage 5: how far it reaches, which grammatical place it fills, what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rubric.rewrite.phrases import ADJ, AMOUNT, FUNCTION, HARD, HEAD, NEWLINE, PREP, SOFT, industry, knowledge, level, people, reach


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
_SLOT = re.compile(r"(?:^|[(:;•,.!?/–—-]|\b(?:have|has|had|having|possess|possesses|bring|brings|with|need|needs|require|requires|required|require:|and|or|plus|including|include|includes|seeking|"
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
    a, b = snap(body, a, b)
    anchor = _ANCHOR.get(code)
    if a >= b or (anchor and not anchor.search(body, a, b)):
        return [Shape(0, len(body.rstrip()), "blank")]
    if code == "gatekeeping" and not _EXCLUDES.search(body):
        return [Shape(0, len(body.rstrip()), "blank")]
    glue = re.search(rf"(?<=[a-z)])(?={NEWLINE})", body[a + 3:b])
    if glue:
        b = a + 3 + glue.start()
    if code in ("industry-background", "insider-knowledge", "rolodex", "pedigree"):
        a, b = _tidy(body, a, b)
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


_ANCHOR = {
    "rolodex": re.compile(r"\b(?:contacts?|networks?|relationships?|book of|books of|client base|customer base|clientele|following|rolodex|connect\w+|connections?|portfolio|pipeline|accounts|referral|networking|clients|relations)\b", re.I),
    "pedigree": re.compile(r"\b(?:competi\w+|top|tier|fortune|ivy|league|big|name|agenc\w+|pedigree|prestig\w+|leading|firms?|schools?|universit\w+|college|rivals?|faang|blue|elite|brands?|compan\w+|employers?|club|mba|consult\w+|reput\w+|renowned|major)\b", re.I),
    "instant-results": re.compile(r"\b(?:ground|day|days|immediate\w*|instant\w*|train\w*|ramp\w*|onboard\w*|quick\w*|fast\w*|wins?|fruit|pipeline|run\w*|week|weeks|month|quarter|speed|productive|learning curve|plug|ready|first|supervision|hand-?holding|guidance)\b", re.I),
}


_HEADS = re.compile(r"[\s,]*(?:or|and)?\s*(?:equivalent|related|similar|comparable|the equivalent|a willingness|willingness|an? (?:strong )?desire|ability|the ability|experience|knowledge)\b", re.I)
_EXCLUDES = re.compile(r"\b(?:not|no|only|without|unless|don['’]?t|won['’]?t|can['’]?t|never|exclusively|non-?negotiables?|deal-?breakers?|need|must|insiders|outsiders|else|rejected|disqualified|discarded)\b", re.I)


def snap(body: str, a: int, b: int) -> tuple[int, int]:
    """Widen body[a:b] to whole words; a lost line end is a word's end too."""
    while a > 0 and body[a - 1].isalnum() and body[a:a + 1].isalnum() and not (body[a - 1].islower() and body[a].isupper()):
        a -= 1
    while b < len(body) and body[b].isalnum() and b > 0 and body[b - 1].isalnum() and not (body[b - 1].islower() and body[b].isupper()):
        b += 1
    return a, b


_OPENER = re.compile(
    r"(?:[\s,;:.+-]*(?:(?:ideally|preferably|must|should|you|you will|you'll|you’ll|who|that|candidates?|applicants?|will|the ideal candidate|also|already|recommended|please|and|or|of|years?)\b[\s,:]*))*"
    r"(?:(?:have|has|having|possess|possesses|bring|brings|with|requires?|needs?)\s+(?!(?:\w+ed|sold|led|built|run|been|had)\b))?", re.I)
_PREDICATE = re.compile(r"[\s,(–-]+(?:(?:that|who|which)\s+(?:is|are|will|can)\b|(?:will|would|shall|may|can|could|is|are)\s+(?:be\s+)?(?:also\s+)?|(?:strongly |highly |not )?(?=preferred|required|desired|desirable|mandatory|essential|helpful|a plus|a must)).*$", re.I | re.S)


def _tidy(body: str, a: int, b: int) -> tuple[int, int]:
    """The phrase of a finding without the words that open its sentence and without its predicate; a phrase cut short is completed."""
    m = _OPENER.match(body, a, b)
    if m and m.end() < b - 2:
        a = m.end()
    p = _PREDICATE.search(body[a:b])
    if p and p.start() > 3:
        return a, a + p.start()
    if re.search(r"(?:\b(?:and|or|of|in|with|the|an?|to|for|at|by|as|on|other|how|about|working|selling|public)|[,/&])\s*$", body[a:b], re.I):
        b = max(b, reach(body, b, 10))
    return a, b


def opens(body: str, i: int) -> bool:
    """True when a noun phrase may begin at body[i]: after a verb such as 'have', a list mark, or a lost line end."""
    left = body[:i]
    if _SLOT.search(left):
        return True
    if body[i:i + 1].isupper() and (left[-1:].islower() or left[-1:] in ")"):
        return True
    return bool(re.match(r"(?:Previous|Prior|Experience|Experienced|Minimum|Proven|Knowledge|Strong|Understanding|At|Familiarity|Demonstrated|Solid|Working|Industry|Background|Some)\b", body[i:])) and not re.search(r"\b(?:a|an|the|in|of|as|your|to)\s*$", left, re.I)


def ended(body: str, i: int, strength: str = "") -> bool:
    """True when nothing that belongs to the phrase follows body[i]: end, mark, lost line end, or 'required' and 'a plus'."""
    right = body[i:]
    return bool(_CLOSED.match(right) or re.match(rf"(?-i:[A-Z])|\s*[,(–-]*\s*(?:{SOFT}|{HARD})\b|\s+(?:is|are|would|will|but|strongly|highly|preferred|required)\b", right))


def continues(body: str, i: int) -> bool:
    """True when the words right after body[i] still belong to the same noun phrase."""
    return bool(re.match(r"\s(?!(?:and|or|is|are|was|has|have|to|in|on|at|for|with|as|of|from|by|but|who|that|which|will|would|must|should|can|may|an?|the|plus|if|when|while|you|we|not|including|such|required|preferred|desired|desirable|helpful|highly|strongly|a plus|also|within|into|"
                         r"selling|working|through|using|experience\w*|skills?|ability|able|strong|excellent|good)\b)[a-z][\w/-]*(?:[\s,.;)]|$)", body[i:i + 40]))


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
    m = re.search(r"(?<!\w)(?P<p>seasoned|veteran)(?P<n>\s+(?:veteran|pro|professional|closer|hand|seller|practitioner))?\b", words, re.I)
    if m:
        start = _article(body, a + m.start())
        if m["n"] or re.match(r"\s*(?:$|[.,;!)]|who\b|that\b|with\b|in\b)", body[a + m.end():]):
            return [Shape(start, a + m.end(), "person-alone", {"article": "yes"} if start < a + m.start() else {}, 3)]
        return [Shape(start, a + m.end(), "person", {"article": "yes"} if start < a + m.start() else {}, 3)]
    m = re.search(rf"\b(?P<adj>(?:an?\s+)?(?:very\s+)?(?:extensive|significant|considerable|substantial|vast|ample|lengthy|long-standing|long|(?:many|several|some)?\s*years['’]? of|decades of|(?:a )?wealth of|(?:a )?great deal of|plenty of|a lot of))\b(?:\s+(?:and|or)\s+{ADJ})?", words, re.I)
    if m:
        start = _article(body, a + m.start("adj"))
        return [Shape(start, a + m.end(), "adjective", {"article": "yes"} if re.match(r"an?\s", body[start:], re.I) and not re.search(r"\bof$", m.group(), re.I) else {}, 3)]
    if re.search(r"\bexperience|background|track record|tenure", words, re.I) and len(words.split()) <= 6:
        return [Shape(_left(body, a), b, "noun", {}, 3)]
    return [Shape(0, len(body.rstrip()), "blank")]


def _article(body: str, a: int) -> int:
    m = re.search(r"(?<![\w’'-])an?\s+$", body[:a], re.I)
    return m.start() if m else a


_EXP = re.compile(rf"\s*(?:of\s+)?(?:(?:[\w-]*\s)?(?:{ADJ})(?:,\s*|\s+(?:(?:and/or|and|or|&)\s+)?|/))*(?:work\s+|job\s+)?(?:experiences?|exp\b\.?|expertise|tenure)(?-i:(?![a-z0-9]))", re.I)
_EXP_STRICT = re.compile(rf"\s*(?:of\s+)?(?:{ADJ}(?:,\s*|\s+(?:(?:and/or|and|or|&)\s+)?|/))*(?:experiences?|exp\b\.?|expertise|tenure)(?-i:(?![a-z0-9]))", re.I)
_FUN = re.compile(r"\s*(?:of\s+|in\s+)?(?P<f>[A-Za-z\d][\w/&'’+.-]*(?:,?\s+[(]?[\w/&'’+.-]+[)]?){0,8}?)\s+(?:experiences?|exp\b|background)(?-i:(?![a-z0-9]))", re.I)


def _count(body: str, m: re.Match, strength: str) -> Shape:
    i, j = m.span()
    amount = m.group()
    lead = re.match(r"(?:with|ideally|preferably|between)\s+", amount, re.I)
    if lead:
        i += lead.end()
    i = _article(body, i)
    pre = re.search(r"(?<![\w])(?:minimum|min\.?|required|requires a minimum of|at least)(?: of)?\s*$", body[:i], re.I)
    if pre and not re.match(r"require", pre.group(), re.I):
        i = _article(body, pre.start())
    lv = level(amount)
    rest = body[j:]
    left = body[:i]
    if re.search(r"\(\s*$", left) and re.match(r"\s*(?:required|preferred|minimum)?\s*\)", rest, re.I):
        return Shape(i, j, "paren", {}, lv)
    if re.search(r"(?:experience|exp)\s*(?:\w+\s*){0,2}[:–-]\s*$", left, re.I) and re.match(r"\s*(?:$|[.;,(\n]|[A-Z])", rest):
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
    if f and not re.search(r"(?<!-)\b(?:in|as|with|is|are|or equivalent|degree|required|preferred|plus|at|for|skills?|ability|you|must|have|from|who|on)\b(?!-)|[;:!?]|\.\s", re.sub(r"hands[- ]on|on-the-job", "", f["f"], flags=re.I), re.I):
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
    o = re.match(r"(?:\s+of(?=\s))?\s+hands[- ]on(?=\s)|\s+of(?=\s)", rest, re.I)
    return Shape(i, j + (o.end() if o else 0), "adjective", {}, lv)


def _field(body: str, a: int, b: int, strength: str) -> list[Shape]:
    """An industry demand."""
    more = re.match(rf"\s+(?:(?:{FUNCTION}|industry|sector|related|client|product|field)\s+(?:and\s+|or\s+|&\s+)?){{0,3}}{HEAD}\b", body[b:], re.I)
    if more and not re.search(rf"\b{HEAD}\b", body[a:b], re.I):
        b += more.end()
    elif not re.search(rf"\b{HEAD}\b", body[a:b], re.I):
        more = re.match(rf"(?:\s*(?:,|and/or|and|or|/|&)\s*(?!{HEAD})[\w&/-]+){{1,3}}?(?:\s+(?!{HEAD})[\w&/-]+){{0,2}}\s+{HEAD}\b", body[b:], re.I)
        b += more.end() if more and not re.search(r"\b(?:skills?|ability|strong|excellent|with|in|is)\b", more.group(), re.I) else 0
    if not re.search(rf"\b{HEAD}(?:\s*\W)?$", body[a:b], re.I) and continues(body, b):
        b = reach(body, b, 6)
    if re.match(r"(?:,\s*[^,;.()\n•]{2,40}){0,4},?\s+or\s", body[b:]) and not _HEADS.match(body, b) and not re.search(rf"\b{HEAD}$", body[a:b], re.I):
        b = max(b, reach(body, b, 10))
    words = body[a:b]
    left = body[:a]
    m = re.match(r"(?P<e>experienced|seasoned|tenured)\s+(?P<p>.+)$", words, re.I | re.S)
    if m and re.search(rf"\b{_PERSON}$", words, re.I):
        start = _article(body, a)
        return [Shape(start, b, "person", {"person": re.sub(r"\s+", " ", m["p"]), "article": "yes"} if start < a else {"person": re.sub(r"\s+", " ", m["p"])})]
    bare_head = re.search(rf"(?<![\w-])(?:(?:{ADJ}),?\s+(?:(?:and|or)\s+)?)*(?:knowledge (?:and|or) )?{HEAD}\s+$", left, re.I)
    if bare_head and re.match(rf"(?:(?:working|selling)\s+)?{PREP}\s|\w+ing\s", words, re.I) and opens(body, _left(body, bare_head.start())):
        a = bare_head.start()
        words, left = body[a:b], body[:a]
    pp = re.match(rf"(?:(?:preferably|ideally|especially|particularly|specifically|preferable)\s+)?(?:with (?:a )?(?:focus|emphasis) on|{PREP})\s", words, re.I)
    if not pp:
        h = re.search(rf"(?P<h>(?<![\w-])(?:(?:{ADJ}),?\s+)*{HEAD})?\s*(?P<p>(?<!\w){PREP}\s+(?:(?:an?|the)\s+)?)$", left, re.I)
        if h and not re.match(rf".*\b{HEAD}\b", words, re.I | re.S):
            if h["h"] and opens(body, h.start("h")):
                a = _left(body, h.start("h"))
                words, left = body[a:b], body[:a]
            elif re.search(r"\w\s*$", left[:h.start("p")]) and h["p"].split()[0].lower() not in ("to", "of"):
                soft = re.search(r"\b(?:preferably|ideally|especially|particularly)\s+$", left[:h.start("p")], re.I)
                a = soft.start() if soft else h.start("p")
                words, left = body[a:b], body[:a]
                pp = True
    got = industry(words)
    slots = named(got[1], got[2])
    verb = re.search(r"(?:^|[;,.•]\s*)(?P<v>(?:has |have |having )?(?:worked|served|sold))\s+$", left, re.I) if pp else None
    if verb:
        return [Shape(verb.start("v"), b, "np" if ended(body, b) or not slots else "np-open", slots)]
    soft = re.search(r"\b(?:preferably|ideally|especially|particularly|specifically)\s+$", left, re.I) if pp else None
    if soft:
        a = soft.start()
        words, left = body[a:b], body[:a]
    if pp and left.strip() and not re.search(r"(?:have|has|with|bring|and)\s*$", left, re.I):
        return [Shape(a, b, "pp", slots)]
    if re.match(r"(?:sold|worked|served|managed|marketed)\b", words, re.I):
        h = re.search(r"(?:\b(?P<aux>have|has|having|['’]ve)\s+)(?:\w+ly\s+|already\s+)?$", left, re.I)
        if h and not h.group().startswith(("'", "’")):
            they = "is" if h["aux"].lower() == "has" else "are"
            return [Shape(h.start("aux"), b, "vp", slots | _agree(they))]
    inner = re.match(rf"(?:{ADJ}\s+)*{HEAD}\s+(?={PREP}\s)", words, re.I)
    if inner and not opens(body, _left(body, a)) and re.search(r"[a-z]\s+$", left) and not re.match(r"[A-Z]", words):
        at = a + inner.end()
        return [Shape(at, b, "pp", slots)]
    start = _left(body, a)
    lead = re.match(rf"(?:(?:an?\s+|the\s+)?(?:{ADJ},?\s+(?:(?:and/or|and|or)\s+)?)*)(?:knowledge (?:and|or|/) )?{HEAD}(?:\s*(?:and|or|/|and/or)\s*(?:knowledge|{HEAD}))?\s+(?P<p>{PREP}\s+)?(?:(?P<g>working|work|employed)\s+(?P<q>in|for|at|within|with|on)\s+)?(?=\S)", words, re.I)
    if lead and not got[0] and not ended(body, b) and (lead["p"] or re.match(r"\w+ing\b", words[lead.end():])):
        prep = (lead["q"] or lead["p"] or "").strip().lower()
        return [Shape(start, a + len(words[:lead.end()].rstrip()), "lead", {"work": f" work {prep}" if prep in ("at", "for") else ""})]
    if got[0]:
        return [Shape(start, b, "function", slots | {"function": got[0]})]
    if not slots and lead and (lead["p"] or lead["g"]):
        return [Shape(start, a + len(words[:lead.end()].rstrip()), "lead", {"work": ""})]
    return [Shape(start, b, "np" if ended(body, b) or not slots else "np-open", slots)]


def _agree(be: str) -> dict[str, str]:
    return {"are": be, "want": "wants" if be == "is" else "want"}


_KNOW = r"(?:knowledge|understanding|understand|familiarity|expertise|grasp|command|awareness|acumen|mastery|fluency|insights?|literacy|know-how|comfort|appreciation|proficiency|foundation|experience|background|exposure|interest|grounding)"
_PRAISE = rf"(?:{ADJ}|proficient|proficiency|level|thorough|sound|intimate|detailed|advanced|clear|basic|fluent|expert|expert-level|comprehensive|firm|technical|keen|up-to-date|competent|functional|full|fundamental|high-level|robust|conceptual|complete|genuine|exceptional|sophisticated|nuanced|outstanding|superior|foundational|intermediate|product|theoretical|hands-on|rich|profound|first-hand|adequate|reasonable|close|demonstrable|critical|commercial)"
_LEADKNOW = re.compile(
    rf"(?<![\w’'-])(?:an?\s+|the\s+)?(?:{_PRAISE},?\s+(?:and/or\s+|and\s+|or\s+)?){{0,4}}?{_KNOW}(?:\s*(?:of|in|with)?\s*(?:,|and/or|and|or|/|&|or/and)\s*(?:\w+\s+){{0,2}}?{_KNOW})*\s+(?:of|in|with|about|on|around|regarding|within|for|across|as to|how|concerning|working with|working in)\b", re.I)
_ADJKNOW = re.compile(r"(?<!\w)(?:(?:very|highly|extremely|intimately|already|deeply|thoroughly|reasonably)\s+)?(?:familiar|knowledgeable|conversant|well[- ]versed|versed|comfortable|fluent|steeped|up to speed)(?:\s+(?:and|or)\s+\w+)?\s+(?:with|in|about|on|of|at)\b", re.I)
_VERBKNOW = re.compile(r"(?<!\w)(?:already |really |truly |fully |deeply |thoroughly )?(?P<v>understands?|knows?)\b(?!\s+(?:or|and)\b)", re.I)


def _insider(body: str, a: int, b: int, strength: str) -> list[Shape]:
    """A demand for knowledge. Where the words before the subject can be exchanged alone, the subject stays as the post has it."""
    got = _nearest(body, a, b)
    if not got:
        words = body[a:b]
        if re.match(rf"{PREP}\s", words, re.I) and re.search(r"\w\s+$", body[:a]):
            return [Shape(a, b, "pp", named(*knowledge(words)))]
        more = re.match(rf"(?:\s+[\w&/-]+){{0,2}}?\s+{_KNOW}\b", body[b:], re.I)
        if more and not re.search(rf"\b{_KNOW}\b", words, re.I):
            b += more.end()
        slots = named(*knowledge(body[a:b]))
        if not re.search(rf"\b(?:{_KNOW}|know\w*|savvy|familiar\w*|knowledgeable|skilled|expert\w*|experienced|understand\w*|trained)\b", body[a:b], re.I):
            return [Shape(0, len(body.rstrip()), "blank")]
        if re.fullmatch(rf"(?:{_PRAISE}\s+)*{_KNOW}", body[a:b].strip(), re.I):
            return [Shape(_left(body, a), b, "word")]
        return [Shape(_left(body, a), b, "np" if ended(body, b) or not slots else "np-open", slots)]
    kind, m = got
    left = body[:m.start()]
    if kind == "adj":
        return [Shape(m.start(), m.end(), "lead-adj")]
    if kind == "verb":
        if re.search(r"\b(?:to|must|should|can|will)\s+$", left, re.I) or (not left.strip() and not m["v"].lower().endswith("s")):
            return [Shape(m.start(), m.end(), "lead-base")]
        return [Shape(m.start(), m.end(), "lead-vp", _agree("is" if m["v"].lower().endswith("s") else "are"))]
    subject = body[m.end():reach(body, m.end())].strip()
    if ended(body, reach(body, m.end())) and 0 < len(subject.split()) <= 4 and not subject.lower().startswith(("how", "the use", "and", "or")):
        end = reach(body, m.end())
        slots = named(*knowledge(body[m.start():end]))
        if slots.get("thing"):
            return [Shape(_left(body, m.start()), end, "np", slots)]
    how = " how" if m.group().lower().endswith("how") else ""
    start = _left(body, m.start())
    free = opens(body, start) or not re.search(r"\w\s*$", body[:start])
    return [Shape(start, m.end() - len(how), "lead" if free else "lead-object")]


def _nearest(body: str, a: int, b: int):
    """The words of knowing that the finding is about: those that overlap it, else none."""
    best = None
    for kind, rx in (("noun", _LEADKNOW), ("adj", _ADJKNOW), ("verb", _VERBKNOW)):
        at = max(0, a - 60)
        while m := rx.search(body, at):
            core = re.search(rf"\b(?:{_KNOW}|familiar|knowledgeable|conversant|versed|comfortable|fluent|steeped|speed|understands?|knows?)\b", m.group(), re.I)
            c = m.start() + (core.start() if core else 0)
            if m.start() >= b:
                break
            if c < b and m.end() > a and m.end() - a < 90 and (best is None or abs(c - a) < best[0]):
                best = (abs(c - a), kind, m)
            at = max(m.start() + 1, c + 1)
        if best and kind == "noun":
            break
    if not best:
        return None
    kind, m = best[1], best[2]
    if kind == "noun":
        cut = max((x.end() for x in re.finditer(r"[.;:!?,(\n]\s*|\b(?:have|has|with|possess|and|or|plus|require[sd]?|need|bring|demonstrate[sd]?|your|is|are|a|an)\s+|(?-i:(?<=[a-z)])(?=[A-Z]))", body[m.start():a + 1 if a > m.start() else m.start()]) if m.start() + x.end() <= a), default=0)
        if cut:
            m2 = _LEADKNOW.match(body, m.start() + cut)
            m = m2 or m
    return kind, m


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
    if re.search(r"\b(?:the|and|or|with|of|an?|to|developing|building)$", words):
        b = reach(body, b, 8)
        words = body[a:b]
    who = people(words)
    slots = {"people": who} if who else {}
    if re.match(r"(?:well|highly|strongly)?[- ]?(?:connected|networked)\b|plugged in", words, re.I):
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
