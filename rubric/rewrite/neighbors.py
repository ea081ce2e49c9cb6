"""What a phrase about a trade hangs on, and what it shares with the words beside it, in stage 5."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

from rubric.rewrite.crafts import craft
from rubric.rewrite.phrases import BUYERS, FIELD, HEAD, PLACE
from rubric.rewrite.places import Shape, agree, unread
from rubric.rewrite.trades import listed

ACTING = re.compile(r"(?!(?:working|being|selling|calling|serving|during|including|concerning|regarding|using|dealing|living|banking|manufacturing|engineering|advertising|publishing|gaming|consulting|staffing|recruiting|shopping|housing|lending|mining|printing|packaging|marketing|testing|processing|catering|accounting|fundraising|nursing|clothing|trading|"
                     r"shipping|leasing|roofing|farming|lighting|plumbing|heating|broadcasting|learning|hosting|building|brewing|sporting|trucking|wedding|boating|flooring|training|teaching|coaching|cooking|baking|dining|gambling|sewing|something|anything|supporting|prospecting)\b)[a-z]{2,}ing\s+(?!(?:industry|sector|field|experience|background|environment|agency|company|market|space|and(?! \w+ing\b)|or(?! \w+ing\b))\b)|(?:building|training|supporting|using)\s+(?:an?|the|out|and|new|strong|large|complex|high)\b", re.I)


def is_trade(thing: str) -> bool:
    """True when the words name an industry, a kind of company or its buyers; other words may as well name a skill."""
    return bool(listed(thing) or re.search(rf"\b(?:{FIELD}|{PLACE}|{BUYERS}|work|[a-z]+-side|government|academia|nonprofits?|ngos?)\b", thing, re.I))


MODIFIED = re.compile(r"(?:^|[.;:•(]\s*|[-–]\s+|(?<=[a-z)])(?=[A-Z])|\b(?i:have|has|possess|possesses|brings?|needs?|requires?)\s+(?:an?\s+)?)(?P<x>(?!(?i:with|and|or|in|of|for|to|by|as|at|have|has|had|having|must|should|will|would|can|may|is|are|was|be|been|you|we|they|who|that|this|these|the|do|does|did|not|also|also,|ideally|ideally,|preferably|demonstrates?|possess\w*|brings?|requires?|needs?|candidates?|applicants?|person|interest|please|our|your|their|on|from|within|plus|including)\s)[A-Za-z][\w/&-]*,?\s+(?:(?:and\s+)?(?!(?i:with|and|or|in|of|for|to|by|as|at|have|has|had|having|must|should|will|would|can|may|is|are|was|be|been|you|we|they|who|that|this|these|the|do|does|did|not|also|also,|ideally|ideally,|preferably|demonstrates?|possess\w*|brings?|requires?|needs?|candidates?|applicants?|person|interest|please|our|your|their|on|from|within|plus|including)\s)[\w/&-]+\s+){0,3})$")
OWN = re.compile(rf"\b(?:{HEAD}|degree|diploma|certif\w+|license|training|education|skills?|ability|knowledge|understanding|communication|you|is|are|have|has|with|in|of|interest|passion|strong|good|excellent)\b", re.I)
PAIRED = re.compile(r"\b(?:with|have|has|your|bring|possess|prefer|need)\s+(?:(?:your|an?)\s+)?(?P<l>(?:[\w/-]+\s+){1,3}(?:and|or|&)\s*)$", re.I)
SHARED = re.compile(r"(?:\b(?:prior|previous|past)\s[\w,/& -]{3,80}(?:,|\band|\bor|/|&)|\(\w[^()]*,|\b(?:an?|either(?: an?)?)\s+[\w-]+(?: [\w-]+)?\s(?:or|and)|(?:^|[.;:•]\s*|[a-z](?=[A-Z])|[-–]\s+)(?-i:[A-Z])[\w/&-]*(?: [\w/&-]+){0,2}(?:, [\w/&-]+(?: [\w/&-]+){0,2}){0,4},? (?:and|or|&))\s*$", re.I)
HUNG = re.compile(
    r"(?:(?P<have>(?<!\w)(?P<aux>have|has|having|had)\s+(?:previously |already |ideally )?(?:(?:worked|served|been|sold)|(?:built|gained|acquired|developed)\s+(?:\w+\s+)?experience))|(?P<got>,?\s(?:gained|acquired|obtained|earned|built|garnered))|"
    r"(?<!\w)(?P<adj>experienced|skilled|trained|specialized|specialised|practiced|versed)|(?P<verb>\b(?:enjoy|love|like|thrive|excel|comfortable|live|work|(?:working|selling|dealing)(?:\s+(?:directly|closely))?|be|are|is|built|experienced|sell|operate|employed)(?:\s+\w+ing(?:\s+on\s+\w+\s+\w+)?)?))\s+$", re.I)


def being(left: str, aux: str) -> str:
    """The form of "to be" that stands where the post has this form of "to have"."""
    if re.search(r"\b(?:must|should|will|would|to|can|could|ideally)\s+$", left, re.I) and aux.lower() == "have":
        return "be"
    return {"has": "is", "having": "being"}.get(aux.lower(), "are")


def hung(body: str, a: int, b: int, m: re.Match, slots: dict[str, str]) -> Shape:
    """A place or trade that hangs on a verb: "has worked in X" and "experienced in X" go as one, "enjoy working in X" stays the writer's."""
    if m["have"] and slots:
        return Shape(m.start("have"), b, "vp", slots | agree(being(body[: m.start("have")], m["aux"])))
    if m["got"] and slots:
        return Shape(m.start("got") + (not m["got"].startswith(",")), b, "pp", slots)
    if m["adj"] and (skill := craft(slots.get("thing", ""), alone=True)):
        at = a + re.match(r"\w+\s+", body[a:b]).end()
        return Shape(m.start("adj"), at - 1, f"{'do' if skill == 'apply' else skill}-adj")
    if m["adj"] and slots:
        return Shape(m.start("adj"), b, "adj", slots)
    return unread(body, a, b)
