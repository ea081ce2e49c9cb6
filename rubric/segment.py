"""Stage 2: cut a post into sections and segments (sentences or bullets), with offsets into the text as it was given.

Order: lines -> bullets inside lines -> lost line ends ("a plusExcellent") -> headings inside lines ("Requirements: …")
-> sentences -> semicolon lists. Every cut is an offset; nothing is rewritten, so text[s.start:s.end] is always the post's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache, partial

from rubric.knowledge import compile_pattern, sections
from rubric.knowledge.patterns import Pattern
from rubric.knowledge.prefilter import Prefilter
from rubric.records import Segment

BULLETS = "•·●▪◦‣∙■□◆◇►▶➤➢✓✔✅☑★☆→⇒❖§¤"
MAX_LINE = 20_000  # characters; longer lines are cut at white space so that no pattern ever sees more
MAX_SEGMENT = 2_000  # characters; longer sentences are cut at a comma or white space: reading one takes up to the square of its length

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(rf"(?:[{BULLETS}]|[-–—*+o~>]+(?=\s|\*)|v(?=\s+[A-Z])|\(?\d{{1,2}}[.)](?=\s)|\(?[a-z][.)](?=\s)|[\U0001F300-\U0001FAFF\u2600-\u27BF]\ufe0f?)[\s*]*", re.UNICODE)
# The next four expressions begin with one set of signs, so that the engine leaps from one to the next.
_INLINE_BULLET = re.compile(
    rf"[\s{BULLETS}*<–-](?:(?<!\s\s)(?<=\s)(?=[\s{BULLETS}*\d–-])"
    rf"(?:\s*[{BULLETS}]+\s*|(?<=\S\s)\s*[-–*]\s+(?=[A-Z])|(?<=[.;:]\s)\s*[*]\s*(?=\w)|\s\s+(?=[A-Z])|(?<=[.;:]\s)\s*(?=\d{{1,2}}[.)]\s+[A-Z]))"
    rf"|(?<=[{BULLETS}])[{BULLETS}]*\s*"
    rf"|(?<=[-–*])(?:(?<=[.;:)].)\s?(?=[A-Z][a-z])|(?<=[a-z].)\s(?=[A-Z][a-z])|(?<=[.;:][*])\s*(?=\w))"
    rf"|(?<=<)br\s*/?>)"
)
_JOIN = re.compile(r"[A-Z\d](?:(?<=[a-z0-9)\]%+!?”’\"*][A-Z])(?=[a-z’']| [a-z]|[A-Z]+[a-z :])|(?<=[a-z]{3}\d)(?=\+? ?[-–+y]|[.)]\s[A-Z]))")
_STOPJOIN = re.compile(r"[.!?;:](?<=[a-z0-9)\]%”’\"][.!?;:])[.!?;:]*(?=[A-Z][a-z’' ]|[A-Z]{2,}\b|\d{1,2}(?: ?\+| ?[-–] ?\d{1,2}\+?| to \d{1,2})? ?(?:[Yy]ears?|[Yy]rs)\b)")
_SENTENCE_END = re.compile(r"[.!?](?<![.!?][.!?])[.!?]*[)\]”’\"']*\s+(?=[\"“‘'(\[]?[A-Z0-9\u00c0-\u00de*])")
# A word that begins a demand or a duty, with its capital in the middle of a line: the line end before it was lost to a blank.
_RUN_ON = re.compile(
    r"[a-z)%] (?=(?:Ability|Able|Bachelor|Must|Strong|Excellent|Exceptional|Outstanding|Superior|Effective|Proven|Minimum|Demonstrated|Previous|Prior|Valid|Willing"
    r"|Willingness|Knowledge|Understanding|Familiar|Familiarity|Experience|Experienced|Proficient|Proficiency|Highly|Comfortable|Desire|Possess|Possesses|High school|At least"
    r"|Develop|Develops|Manage|Manages|Maintain|Maintains|Create|Creates|Build|Builds|Identify|Provide|Provides|Assist|Assists|Ensure|Ensures|Collaborate|Conduct|Coordinate"
    r"|Some|Solid|Sound|Deep|Extensive|Advanced|Basic|Broad|Prepare|Prepares|Participate|Participates|Monitor|Monitors|Perform|Performs|Respond|Responsible|Working knowledge|Self-motivated|Self-starter|Self-driven) [a-z(&/])"
)
_GOES_ON = frozenset("Desired Preferred Required Additional Relevant Learn a an the of with and or in to for your our as by from at on is are be have has you we will can & / this that their his her its both either".split())
_WORDLEFT = re.compile(r"[\w.’'-]+$")
_WORDRIGHT = re.compile(r"^[\w’'-]+")
_HEADING_TRIM = re.compile(r"^[\W\d_]{0,12}|[\W_]{0,12}$")
_COLON = re.compile(r":(?=\s|[A-Z•\-]|$)")
_INLINE_HEADING = re.compile(
    r"(?<![\w-])(?:(?:Key|Main|Core|Primary|Essential|Minimum|Basic|Preferred|Required|Desired|Job|Position|Additional|General|Other) )?"
    r"(?:(?:Duties|Responsibilities|Qualifications|Requirements|Skills|Benefits|Education|Experience|Functions)(?: (?:and|&) (?:Duties|Responsibilities|Qualifications|Requirements|Skills|Experience|Benefits))?"
    r"|What [Yy]ou(?:'|’)?(?:ll)?(?: will)? (?:[Dd]o|[Bb]ring|[Nn]eed)|Who [Yy]ou [Aa]re|What [Ww]e [Oo]ffer|Nice [Tt]o [Hh]ave|About [Yy]ou|About [Uu]s|(?:Job|Position|Role) (?:Summary|Description|Overview|Purpose))"
    r"(?=\s*:|\s+[A-Z•\-*])"
)


@lru_cache(maxsize=1)
def _rules():
    data = sections()
    heads = [
        (h["section"], *(compile_pattern("|".join(f"(?:{p})" for p in h[k]), words=False) if h.get(k) else None for k in ("patterns", "marked")))
        for h in data["heading"]
    ]
    sents = [(s["section"], Pattern(p, words=False)) for s in data["sentence"] for p in s["patterns"]]
    return heads, sents, frozenset(data["abbreviations"]), frozenset(w.lower() for w in data["camel_case"])


def patterns() -> list[Pattern]:
    """The patterns of tell-tale sentences, in order."""
    return [rx for _, rx in _rules()[1]]


@lru_cache(maxsize=1)
def _sieve() -> Prefilter:
    return Prefilter(p.ways for p in patterns())


def segment(text: str) -> list[Segment]:
    """Cut `text` into segments in order; headings are segments too (heading=True). Offsets are characters; never raises."""
    camel = cache(partial(_repeated_camel, text))
    out: list = []
    current = "other"
    for start, end, bullet in _pieces(text, camel):
        body = text[start:end]
        kind = heading_kind(body) if not bullet or body.rstrip(" *").endswith(":") else None
        if kind:
            current = kind
            out.append(Segment(start, end, kind, True, bullet))
            continue
        for a, b in _sentences(text, start, end):
            out.append((a, b, current, bullet))
    return _sectioned(text, out)


def _sectioned(text: str, pieces: list) -> list[Segment]:
    """Headings as they are, sentences with their section."""
    lows = [text[p[0]:p[1]].lower() for p in pieces if not isinstance(p, Segment)]
    told = iter(zip(lows, _sieve().called(lows), strict=True))
    return [p if isinstance(p, Segment) else Segment(p[0], p[1], sentence_kind(*next(told), p[2]), False, p[3]) for p in pieces]


def heading_kind(line: str) -> str | None:
    """Section that this line opens, or None when it is no heading: short, and one of the known heading forms."""
    stripped = line.strip()
    if not 2 < len(stripped) <= 90:
        return None
    core = _HEADING_TRIM.sub("", stripped)
    words = core.split()
    if not core or len(words) > 11:
        return None
    marked = stripped.endswith(":") or stripped.startswith(("#", "**")) or (core.isupper() and len(core) > 3)
    if not marked and stripped.endswith((".", "!", ";", ",")):
        return None
    titled = sum(w[:1].isupper() or w in {"and", "or", "of", "the", "to", "for", "a", "in", "you", "we", "with", "at", "is", "are", "your", "be", "do", "bring", "will", "on", "looking", "have", "need", "&", "/", "-"} for w in words) == len(words)
    plain = not re.search(r"[.!;,]", core)
    if not marked and not (titled and plain and len(words) <= 8) and not (plain and len(words) <= 5 and core[:1].isupper()):
        return None
    low = core.lower().replace("’", "'")
    for kind, rx, _ in _rules()[0]:
        if rx.fullmatch(low) and (marked or len(words) <= 7):
            return kind
    if marked:
        return next((kind for kind, _, rx in _rules()[0] if rx and rx.fullmatch(low)), None)
    return None


def sentence_kind(low: str, called: frozenset[int], current: str) -> str:
    """Section of one sentence: what it gives away itself, else the section it stands in."""
    for n in sorted(called):
        kind, rx = _rules()[1][n]
        if kind == "about" and current in ("duties", "requirements", "preferred"):
            continue
        if rx.search(low):
            return kind
    return current


def _repeated_camel(text: str) -> frozenset[str]:
    """Names with a capital in the middle that the post itself uses twice: a brand, not a lost line end."""
    seen = Counter(re.findall(r"(?<![\w])[A-Z]?[a-z]{1,14}[A-Z][a-zA-Z]{1,14}(?![\w])", text))
    return frozenset(w.lower() for w, n in seen.items() if n > 1)


def _pieces(text: str, camel: Callable[[], frozenset[str]]):
    """Yield (start, end, bullet) for every line part that stands for itself."""
    for line in _LINE.finditer(text):
        for a, b in _chunks(text, line.start(), line.end()):
            cuts = [a]
            body = text[a:b]
            for m in _INLINE_BULLET.finditer(body):
                if m.start() > 0:
                    cuts.append(a + m.start())
            for m in _JOIN.finditer(body):
                if m.start() > 0 and _lost_end(body, m.start(), camel):
                    cuts.append(a + m.start())
            for m in _STOPJOIN.finditer(body):
                if _lost_stop(body, m):
                    cuts.append(a + m.end())
            for m in _INLINE_HEADING.finditer(body):
                before = body[: m.start()].rstrip()
                if not before or before[-1] in ".!?:;)•" or body[m.end():].lstrip()[:1] == ":":
                    if m.start():
                        cuts.append(a + m.start())
                    cuts.append(a + m.end() + (1 if body[m.end():m.end() + 1] == ":" else 0))
            cuts = sorted(set(cuts))
            for s, e in zip(cuts, [*cuts[1:], b], strict=True):
                yield from _piece(text, s, e)


def _piece(text: str, start: int, end: int):
    """Trim one part, take its bullet sign off, and split a leading 'Heading:' from what follows it."""
    start, end = _trim(text, start, end)
    if start >= end:
        return
    bullet = ""
    m = _BULLET.match(text, start, end)
    if m and m.end() < end:
        bullet, start = text[start:m.end()].strip() or "•", m.end()
        start, end = _trim(text, start, end)
    elif m and m.end() >= end:
        return
    body = text[start:end]
    colon = _COLON.search(body[:90])
    if colon and colon.end() < len(body) and heading_kind(body[: colon.end()]):
        yield start, start + colon.end(), ""
        rest, _ = _trim(text, start + colon.end(), end)
        if rest < end:
            yield rest, end, bullet
        return
    if start < end:
        yield start, end, bullet


def _lost_end(body: str, at: int, camel: Callable[[], frozenset[str]]) -> bool:
    """True when body[at] starts a new line whose line end was lost, False inside a name such as LinkedIn."""
    left = _WORDLEFT.search(body[max(0, at - 30):at])
    right = _WORDRIGHT.search(body[at:at + 30])
    if not left or not right:
        return True
    lw, rw = left.group(), right.group()
    token = (lw + rw).lower()
    known = _rules()[3]
    for word in (token, token.rstrip("s"), token.split("'")[0].split("’")[0]):
        if word in known or word in camel():
            return False
    if len(lw) <= 2 and lw[:1].isupper():  # McDonald, DeVry
        return False
    if len(lw) == 1:  # eCommerce, iPad
        return False
    return not (body[max(0, at - 40):at].rsplit(None, 1)[-1:] or [""])[0].startswith(("http", "www", "@", "#"))


def _lost_stop(body: str, m: re.Match) -> bool:
    token = body[max(0, m.start() - 40):m.end()].rsplit(None, 1)[-1]
    return not (token.startswith(("http", "www")) or "@" in token or "/" in token)


def _sentences(text: str, start: int, end: int):
    """Yield (start, end) of the sentences in one piece; a list with two or more semicolons is cut at them."""
    body = text[start:end]
    abbreviations = _rules()[2]
    cuts = [0]
    for m in _SENTENCE_END.finditer(body):
        word = re.search(r"[\w.]+$", body[max(0, m.start() - 20):m.start()])
        w = word.group().lower() if word else ""
        if body[m.start()] == "." and (w in abbreviations or (len(w) == 1 and w.isalpha() and w not in "i")):
            continue
        cuts.append(m.end())
    cuts += [m.end() for m in _RUN_ON.finditer(body) if _ran_on(body, m.start() + 1)]
    if body.count(";") >= 2 or (body.count(";") and len(body) > 160):
        cuts += [m.end() for m in re.finditer(r";\s+(?!or\b)(?:and )?", body)]
    cuts = sorted(set(cuts))
    for a, b in zip(cuts, [*cuts[1:], len(body)], strict=True):
        for s, e in _chunks(text, *_trim(text, start + a, start + b), MAX_SEGMENT):
            s, e = _trim(text, s, e)
            if s < e:
                yield s, e


def _ran_on(body: str, end: int) -> bool:
    """True when the word that ends at `end` can end a line."""
    word = _WORDLEFT.search(body[max(0, end - 30):end])
    return not word or _GOES_ON.isdisjoint((word[0], word[0].lower()))


def _chunks(text: str, start: int, end: int, most: int = MAX_LINE):
    """Cut what is too long at a comma or white space so that every piece has at most `most` characters."""
    while end - start > most:
        half, full = start + most // 2, start + most
        cut = text.rfind(", ", half, full) + 1 or text.rfind(" ", half, full)
        cut = cut if cut > start else full
        yield start, cut
        start = cut
    yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff\\"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff\\"):
        end -= 1
    return start, end
