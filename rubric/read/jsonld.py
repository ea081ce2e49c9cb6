"""Stage 1, schema.org JobPosting (JSON-LD) inside saved pages and in files of its own."""

from __future__ import annotations

import json
import re

MAX_NODES = 200_000
_PARTS = (
    ("responsibilities", "Responsibilities"), ("qualifications", "Qualifications"), ("skills", "Skills"),
    ("experienceRequirements", "Experience"), ("educationRequirements", "Education"), ("jobBenefits", "Benefits"),
)
_WRAP = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")


def job_postings(scripts: list[str]) -> list[dict]:
    """{'title', 'text', 'url'} of every JobPosting in the given JSON-LD blocks; damaged blocks are passed over."""
    found = []
    for script in scripts:
        try:
            data = json.loads(_WRAP.sub("", script), strict=False)
        except (ValueError, RecursionError):
            continue
        found += postings_in(data)
    return found


def postings_in(data: object) -> list[dict]:
    """The same for data already parsed; walks lists, @graph and item lists without recursion."""
    found, queue, seen = [], [data], 0
    while queue and seen < MAX_NODES:
        node, seen = queue.pop(), seen + 1
        if isinstance(node, list):
            queue.extend(reversed(node))
        elif isinstance(node, dict):
            kind = node.get("@type") or node.get("type")
            if kind == "JobPosting" or (isinstance(kind, list) and "JobPosting" in kind):
                found.append(_posting(node))
            else:
                queue.extend(v for v in reversed(node.values()) if isinstance(v, (dict, list)))
    return found


def _posting(node: dict) -> dict:
    from rubric.read.html import html_to_text

    text = html_to_text(words(node.get("description")))
    for key, label in _PARTS:
        part = html_to_text(words(node.get(key)))
        if len(part) > 20 and part[:200] not in text:
            text = f"{text}\n\n{label}:\n{part}".strip()
    return {"title": html_to_text(words(node.get("title") or node.get("name")))[:200], "text": text, "url": words(node.get("url"))}


def words(value: object) -> str:
    """The text in a JSON value: a string, or a list of strings as lines; '' for anything else."""
    if isinstance(value, list):
        return "\n".join(v for v in value if isinstance(v, str))
    return value if isinstance(value, str) else ""
