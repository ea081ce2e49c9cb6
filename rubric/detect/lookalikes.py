"""Screening marks that ask nothing of an applicant after all: a boast, a benefit, a count of something else, an alternative that opens the door.

Each of these was seen in real posts where rules and model agreed on a wrong mark. Called last in detection, on one segment.
"""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

_ASKED = re.compile(
    r"\b(?:you|your|you['’]\w+|candidates?|applicants?|must|requir\w+|need\w*|prefer\w*|seek\w*|looking|hiring|ideal\w*|should|experience|experienced in \w+ing|expertise|backgrounds?|knowledge|understanding|"
    r"plus|desir\w+|qualif\w+|skills?|skilled|ability|someone|person|individual|who|role|join|want|welcome|bonus|asset|advantage|familiar\w*|track record|proven|success\w*|\d+\+? years?)\b", re.I)
_HAVING = re.compile(r"\b(?:experienc\w+|background|years?|expertise|history|track record|worked|sold|insiders?|competitors?|know\w*|understanding|familiar\w*|required|must)\b", re.I)
_MADE = re.compile(r"\b(?:provid|deliver|creat|offer|craft|shap|improv|enhanc|optimi[sz]|design|build|brings?|ensur|giv|mak|elevat)\w*\b[^.;]{0,90}$", re.I)
_USERS = re.compile(r"\b(?:user|customer|client|guest|fan|shopping|shopper|interesting|engaging|interactive|seamless|online|learning|patient|visitor|player|viewer|brand|digital|memorable|exceptional|unique|retail|dining|travel|gaming|event)s?\s+(?:\w+\s+){0,2}experiences?$", re.I)
_PAID = re.compile(r"\b(?:pay|paid|leave|pto|vacation|benefits?|insurance|medical|dental|vision|401\W?k|pension|coverage|covered|eligible|eligibility|holidays?|time off|accru\w+|bonus\w*|commissions?|vest\w*|match\w*)\b", re.I)
_OTHER = re.compile(
    r"-(?:long|old|round|end)\b|(?:\s*\(s\))?(?:\s+of)?\s+(?:an? |the |this |your |fully |full[- ]?)?(?:(?:paid (?:\w+ ){0,2}(?:leave|time|vacation|sabbatical|holidays?)|unpaid|parental|family|maternity|paternity|sick|annual|sabbatical)\b|ago\b|of age\b|old\b|degree\b|in the business\b|college|universit|(?:high )?school|undergraduate|graduate school|post-?secondary|higher education|formal education|"
    r"the interview|interview|release|contract|fixed|warranty|holidays?\b|leave\b|vacation|pto\b|severance|service\b|which\b|with us\b|with the (?:company|firm|organi[sz]ation)|in business|on the market|free\b|guarantee|probation|\(name|education\b|training period|post-?hire)", re.I)
_SPAN = re.compile(
    r"\b(?:how|duration of|starting at|in the (?:last|past|next|first)|over the (?:last|past|next|first)|during the (?:first|1st|last|past)|the (?:first|1st)|for the (?:last|past|next|first)|within the (?:last|past|next|first)|with (?:the )?last|term of|for (?:more than|over|nearly|almost)|every|after|been with us for|with us for|first|next|contract(?: length)?:?|"
    r"job duration:|duration:|\d+ (?:days|hours)|founded|established)\s+$", re.I)
_SWAP = re.compile(r"\bsubstitut\w+|\bmay be (?:replaced|waived|counted|credited)|\bin lieu of", re.I)
_OURS = re.compile(
    r"\b(?:we|we['’]ve|our (?:\w+ ){0,3}?(?:team|company|firm|founders?|staff|leaders|leadership|people|experts|consultants|agency|group|practice|clients|attorneys|engineers)|an? (?:[\w'’-]+ ){0,4}(?:company|firm|agency|organi[sz]ation|leader)(?= with)|(?:many |most |other )(?:agencies|companies|firms|candidates|competitors|people)|(?:growing|leading|global|established|credit) (?:[\w-]+ ){0,2}(?:organi[sz]ation|company|firm|agency|group)|(?:both |the )?(?:co-?)?founders?|they|(?:inc|llc|ltd|corp)\.?|the (?:company|firm|agency|team|organi[sz]ation))\b,?\s+"
    r"(?:\w+\s+){0,2}?(?:have|has|had|bring|brings|with(?: an?)?|combine[sd]?|possess(?:es)?|share|(?:is|are) made up of|consists? of|is comprised of)\s+(?:[\w-]+\s+){0,3}$", re.I)
_THEM = re.compile(r"(?:^|[.!?]\s+)(?:Both\s+)?(?!You|Candidates?|Applicants?|Must|Should|The|Also|Ideally|Who|That)[A-Z][a-z]+(?:\s(?:&|and)\s[A-Z][a-z]+)?\s+(?:have|has)\s+$")
_INSTEAD = re.compile(r"(?:or\s+)?(?:an?\s+|the\s+)?(?:equivalent|comparable)\b", re.I)
_YOURS = re.compile(r"\b(?:leverag\w+|utili[sz]\w+|us(?:e|ing)|draw\w* on|bring\w*)\s+your\s+(?:[\w-]+\s+){0,4}(?:and\s+)?$", re.I)
_FAME = re.compile(r"\b(?:renowned|known|recogni[sz]ed|positioned|celebrated|respected|founded|founders are|award[- ]winning)\b[^.!?]*$", re.I)
_MAJOR = re.compile(r"\b(?:degree|b\.?s\.?c?\.?|b\.?a\.?|m\.?b\.?a\.?|bachelor\S*|master\S*|major|diploma|university)\b[^.;:•\n]{0,70}$", re.I)
_ROLE = r"(?:engineer|manager|technician|specialist|executive|representative|consultant|developer|director|coordinator|analyst|designer|planner|buyer|officer|carer|worker|teacher|driver)s?"
_SOUGHT = re.compile(r"\b(?:seeking|recruit\w*|looking for|vacanc(?:y|ies)|opportunit(?:y|ies)|hiring|opening)\b[^.;:!?]{0,60}$", re.I)
_GIVEN = re.compile(r"\b(?:invaluable|provided with|you will (?:gain|get|receive)|offers? you)\b[^.;:!?]{0,60}(?:\bexperience\s+)?$", re.I)
_OPEN_ALREADY = re.compile(r"\s*(?:and/or|or)\s+(?:an?\s+)?(?:\w+\s+)?(?:interest|passion|curiosity|willingness|desire)\b", re.I)
_EITHER_WAY = re.compile(r"^(?:\w+ ){0,2}experience\s+(?:in|with)\s+(?:and/or|or)\s+(?:an?\s+)?(?:\w+\s+)?(?:interest|passion|curiosity|desire)\b", re.I)
_PLACE_OF_WORK = re.compile(r"\b(?:ability|able|willing\w*|comfortable|available)\b[^.;:!?]{0,40}\bwork(?:ing)?\s+$", re.I)
_PRAISED = re.compile(r"\b(?:the success of|been the result of|one of the (?:strongest|largest|leading|fastest|biggest|top)|has grown (?:to|into)|prides itself)\b", re.I)
_OPEN_DOOR = re.compile(r"\s*(?:[:,(–-]\s*)?(?:is |are )?(?:not (?:required|necessary|needed|essential|a must|mandatory)|no need|unnecessary|never required|optional)\b", re.I)
_BIG = re.compile(r"(?<![\d.$€£])(?:[2-9]\d|1\d\d)\s*\+?\s*(?:-|\s)?years?\b", re.I)


def lookalike(code: str, text: str, start: int, end: int) -> bool:
    """True when text[start:end], marked as a screening signal in the segment `text`, asks nothing of an applicant."""
    left, words, right = text[:start], text[start:end], text[end:]
    if code == "years-of-experience":
        return _no_years(left, words, right)
    if code == "instant-results":
        return bool(re.search(r"\b(?:day|week|month)", words, re.I) and (_PAID.search(left[-60:]) or _PAID.search(words)))
    if code not in ("industry-background", "insider-knowledge", "pedigree"):
        return False
    if re.search(r"\blived\s+$", left, re.I) or re.match(r"lived\b", words, re.I):
        return True
    if (_INSTEAD.match(words) and re.search(r"\bor\s+$", left)) or re.search(r"\bor\s+(?:an?\s+|the\s+)?equivalent\s+(?:[\w-]+\s+){0,6}$", left, re.I) or (_INSTEAD.search(words) and re.search(r"\b(?:degree|diploma|bachelor|master|field|discipline|B\.?S\.?|B\.?A\.?|M\.?S\.?)\b", left + words[:60], re.I)):
        return True
    if _SOUGHT.search(left) and re.search(rf"\b(?:assistants?|nurses?|{_ROLE})\b", words, re.I) and not _HAVING.search(words):
        return True
    if (_GIVEN.search(left) and re.match(r"(?:\w+ )?experience\b|(?:in|with|of)\b", words, re.I)) or "underrepresented" in words or (_OPEN_ALREADY.match(right) and len(words.split()) < 4) or _EITHER_WAY.search(words + right[:40]):
        return True
    if re.search(r"\b(?:gain|get|acquire|gather|build up)\s+(?:\w+\s+){0,3}experience\b", left[-90:] + words, re.I):
        return True
    if code != "pedigree" and (_YOURS.search(left) or (len(words.split()) < 4 and re.match(r"\s*(?:[–—:]|-\s)", right) and not left.strip(" -–•*·o\t"))):
        return True
    if code == "pedigree" and re.search(r"(?:['’]s|\bour|\btheir)\s+(?:work|projects?|campaigns?|clients?|customers?)\s+(?:include\s+)?$", left, re.I):
        return True
    if len(re.sub(r"^(?:in|at|with|from|for|of)\b|[\W\d_]", "", words)) < 2 or _OPEN_DOOR.match(right):
        return True
    if code != "pedigree" and _USERS.search(words.strip()) and _MADE.search(left):
        return True
    if _OURS.search(left) or _SWAP.search(right[:60]) or _PLACE_OF_WORK.search(left) and re.match(r"(?:in|at|within|on)\b", words, re.I):
        return True
    if re.search(r"\bas it relates\b", left[-30:] + words) or re.search(r"\bin[- ]house\s*(?:or|/|and|and/or)\s*$", left, re.I):
        return True
    if re.match(r"to\s+(?:help|expand|grow|enter|build|lead|join|be|become|support|bring)\b", words, re.I) or re.search(r"\bmajor(?:ing)? in\b", words, re.I):
        return True
    if re.match(r"\s+(?:that )?(?:they|customers|users|people|guests|clients|shoppers|readers) (?:expect|deserve|love|want|need)\b", right, re.I):
        return True
    if re.match(r"\s+(?:is|are|will be|may be|can be) (?:also )?(?:considered|accepted|taken into account)\b", right, re.I):
        return True
    if _SOUGHT.search(left) and re.match(r"experienced\b.*\bto\b", words, re.I | re.S):
        return True
    if (_FAME.search(left) and not re.search(r"\b(?:you|candidates?|applicants?|must|requir\w+)\b", left + words, re.I)) or (code == "pedigree" and re.match(r"\s+to work\b", right)):
        return True
    if _MAJOR.search(left) and not _HAVING.search(words) and re.match(r"(?:preferred\s+)?(?:in|of)\b", words, re.I):
        return True
    return _boast(left, words, right)


def _boast(left: str, words: str, right: str) -> bool:
    """A full sentence without any word that asks: the company speaks about itself."""
    before = re.split(r"(?<=[.!?])\s+|\n", left)[-1]
    after = re.split(r"(?<=[.!?])(?:\s|$)|\n", right)[0]
    sentence = before + words + after
    if _PRAISED.search(sentence) and not re.search(r"\b(?:you|candidates?|applicants?|must|requir\w+)\b", sentence, re.I):
        return True
    return len(sentence.split()) > 8 and sentence.rstrip().endswith((".", "!")) and not _ASKED.search(sentence)


def _no_years(left: str, words: str, right: str) -> bool:
    near = re.match(r"\s*(?:\w+\s*){0,3}", right).group()
    m = re.search(r"(?:years?|yrs?|months?)(?:\(s\))?['’]?", words + near, re.I)
    if re.fullmatch(r"(?:significant|considerable|substantial)", words.strip(), re.I) and not re.search(r"\b(?:experience|expertise|background|track record|exposure)\b", right[:70], re.I):
        return True
    behind = (words + right)[m.end() :] if m else right
    if _OTHER.match(behind) or _SPAN.search(left) or re.search(r"\benrolled\b[^.;:]{0,100}$", left, re.I) or re.search(r"\b[Hh]ow\s+$", left):
        return True
    return bool(
        _BIG.search(words)
        or _OURS.search(left)
        or _THEM.search(left)
        or (_SWAP.search(left[-160:]) or _SWAP.search(right[:60]))
    )
