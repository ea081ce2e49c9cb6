"""Tells for stage 5 whether a demand for knowledge is about a craft or tool of the work (a skill) or about an industry (to be learned)."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

from rubric.rewrite.trades import listed

_APPLY = re.compile(
    r"\b(?:principles?|(?:best |common |standard |marketing |sales |design |security |engineering )practices|techniques?|method(?:s|ology|ologies)|concepts|theor(?:y|ies)|standards?|regulations?|rules|laws?|statutes|codes?|"
    r"guidelines?|procedures?|polic(?:y|ies)|(?:design )?patterns|protocols|frameworks?|requirements|specifications|strateg(?:y|ies)|tactics|c?gmps?|glp|gcp|gxp|capa|haccp|hipaa|ferpa|gdpr|osha|gaap|ifrs)\b", re.I)
RULES = re.compile(
    r"\b(?:legislations?|regulations?|laws?|statutes?|compliance|rules|codes|guidelines|polic(?:y|ies)|procedures?|protocols?|standards?|requirements|process(?:es)?|principles|techniques|practices|terminology|methods?|services provided|"
    r"c?gmps?|capa|haccp|hipaa|ferpa|gdpr|osha|gaap|ifrs)\b", re.I)  # what is learned, whether one likes it or not
_USE = re.compile(
    r"\b(?:tools?|toolsets?|software|technolog(?:y|ies)|platforms?|systems?|applications?|languages?|databases?|librar(?:y|ies)|equipment|machine(?:s|ry)|printers?|spreadsheets?|operating|servers?|networks?|apis?|sdks?|"
    r"excel|office|outlook|word|powerpoint|google|microsoft|ms|adobe|photoshop|salesforce|hubspot|crm|erp|sap|jira|aws|azure|linux|unix|windows|mac|sql|mysql|html5?|css3?|javascript|java|python|php|ruby|react|node|git|c\+\+|"
    r"wordpress|drupal|quickbooks|sharepoint|tableau|jquery|\.net|cms|graphql|docker|kubernetes|computers?|terminology|programs|packages|ams360|epic)(?![\w])", re.I)
_DO = re.compile(
    r"\b(?:seo|sem|ppc|marketing|advertising|copywriting|writing|editing|grammar|design|typography|programming|coding|scripting|development|optimi[sz]ation|testing|debugging|analytics|analysis|statistics|mathematics|modeling|modelling|"
    r"accounting|bookkeeping|budgeting|forecasting|project management|product management|account management|customer service|prospecting|selling|negotiation|agile|scrum|devops|machine learning|deep learning|algorithms?|data structures|"
    r"architecture|cloud|security|automation|integration|engineering|operation of|photography|video|animation|social media|media|email|interviewing|training|teaching|coaching|processing|reporting|research|english|spanish|french|german|math|communication|presentation|ux|ui|oop|"
    r"billing|sales|business development|dynamics|simulations?|physics|chemistry|biology|ecology|acoustics|mechanics|administration|sourcing|recruitment|storytelling|repair|maintenance|installation|scheduling|purchasing)\b", re.I)
TOOLS = re.compile(r"\b(?:and|or|and/or) (?:other|similar|related|comparable|equivalent) (?:[\w/-]+ ){0,3}?(?:software|tools?|toolsets?|systems?|platforms?|programs|applications|languages|frameworks|packages)\b", re.I)
_TRADE = re.compile(
    r"\b(?:politic\w+|societ\w+|industry|industries|sectors?|markets?|marketplaces?|arena|landscape|space|vertical|competitors?|competition|players?|ecosystem|trends?|customers?|buyers?|territory|region|products?|trade|domain|world|scene|consumers?|segments?|our|issues|challenges|retailers?|channels|agency|agencies|company|companies|firms?|startups?|start-ups?|environments?|settings?|organi[sz]ations?|business(?:es)?|shops?|dealerships?|language of|working with)\b", re.I)
_ASIDE = re.compile(r"\b(?:particularly|preferably|ideally|especially|within|in the|in an?|for)\b", re.I)
_STANDARD = re.compile(r"\bindustry[- ](?:standard|leading|best|recogni[sz]ed|accepted)s?\s|\bindustry (?=(?:\w+ ){0,2}(?:codes|standards|software|tools|regulations)\b)", re.I)
_DUTY = re.compile(r"\b(?:ensur\w+|gain\w*|enhance|enhancing|developing|building|sharing|deepen\w*|maintain\w*|getting|get|become|becoming|based on|leverag\w+|appl(?:y|ies|ying)|us(?:e|es|ing)|utiliz\w+|expert in|through|acquir\w+|expand\w*|deepen|improv\w+|increas\w+|provid\w+|build|develop|spread\w*|bring together)\s+(?:your\s+|their\s+|our\s+)?(?:an?\s+)?(?:\w+\s+){0,3}$", re.I)


def duty(left: str) -> bool:
    """True when the words before a phrase make it something to gain or give at work, not something to arrive with."""
    return bool(_DUTY.search(left))


def craft(subject: str, alone: bool = False) -> str:
    """'apply' (methods, rules), 'use' (tools), 'do' (a skill), or '' for the knowledge of an industry and for what cannot be told.

    alone: judge the first thing named by itself, not by what stands beside it in the list.
    """
    if lost := re.search(r"(?<![A-Za-z])[a-z]{3,}(?=[A-Z][a-z]{2})", subject):
        subject = subject[: lost.end()]  # a lost line end
    subject = re.sub(r"\s+(?:required|preferred|minimum|is|are|a)\b.*$", "", _STANDARD.sub("", subject.strip()), flags=re.S)
    if TOOLS.search(subject):
        return "use"
    several = re.match(r"(?:several|various|different|multiple|both|all|common|relevant|applicable)\s", subject, re.I)
    first = re.split(r"[,;:.(]|\s(?:such as|including|with|for)\s" if several else r"[,;:.(]|\s(?:and|or|such as|including|with|for|in the|as well|to)\s", subject, maxsplit=1)[0]
    if _TRADE.search(first):
        return ""
    hits = [(m.end(), kind, m) for kind, rx in (("apply", _APPLY), ("use", _USE), ("do", _DO)) for m in rx.finditer(first)]
    if hits:  # the last word names the kind: "design principles" are applied, "design tools" are used
        end, kind, m = max(hits, key=lambda h: h[:2])
        if kind == "do" and re.search(r"\b(?:industry|industries|sectors?)\b", " ".join(_ASIDE.split(subject)[0].split()[:12]), re.I):
            return ""
        if kind == "do" and listed(first[: m.start()]):  # "hospital purchasing" is the hospitals' way to buy
            return ""
        if kind == "use" and re.match(r"[^,;:.]{3,90}\bsales$", subject):
            return "do"
        return kind if kind == "use" or end >= len(first.rstrip()) - 1 else "use"
    near = " ".join(subject.split()[:14])
    second = next(iter(re.split(r"[,;:(]|\s(?:and|or)\s", subject[len(first) :].lstrip(" ,;:("), maxsplit=1)), "")
    if not alone and not _TRADE.search(near) and not listed(first) and any(rx.search(second) for rx in (_USE, _DO)):
        return "use"
    return ""
