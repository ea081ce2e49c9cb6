"""Stage 1, plain text and Markdown: the post's text is the file's own, from the end of its front matter on."""

from __future__ import annotations

import re
import tomllib

from rubric.read.encoding import check
from rubric.records import Post

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([\w.-]+)[ \t]*[:=][ \t]*(.*?)[ \t]*$")
_BREAK = re.compile(r"\r\n|\r|\n")
_TITLE = re.compile(r"\A\s*#{1,2}[ \t]+([^\r\n]{2,150}?)[ \t]*#*[ \t]*(?:\r|\n|\Z)")
MAX_FRONT = 20_000  # characters


def read_text(text: str, where: str = "", markdown: bool = False) -> list[Post]:
    """The one post of a text file. meta: 'before' (characters and 'lines' cut off above the text) and the front matter's plain keys."""
    skip, front = front_matter(text) if markdown else (0, {})
    body = check(text[skip:], where)
    title = front.get("title", "")
    if markdown and not title and (m := _TITLE.match(body)):
        title = m.group(1).strip("*_ ")
    meta = {"before": text[:skip], "lines": len(_BREAK.findall(text, 0, skip)), "native": True}
    if front:
        meta["front"] = front
    return [Post(text=body, title=title, source=where, format="markdown" if markdown else "text", meta=meta)]


def front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Length of the front matter at the start of `text` (--- or +++ fences; 0 when there is none) and its top-level keys."""
    m = _FRONT.match(text[:MAX_FRONT])
    if not m or (m.group(1) == "---" and m.group(2).strip() and not any(_KEY.match(line) for line in m.group(2).splitlines())):
        return 0, {}
    if m.group(1) == "+++":
        try:
            return m.end(), {k: v for k, v in tomllib.loads(m.group(2)).items() if isinstance(v, str)}
        except tomllib.TOMLDecodeError:
            pass
    keys = (k for k in map(_KEY.match, m.group(2).splitlines()) if k)
    return m.end(), {k.group(1): k.group(2).strip("\"'") for k in keys}
