"""Writes accepted edits back into the file they came from (.docx, .html, .md, .txt), for a post that was read alone from its file.

What stays: every paragraph, style, tag and attribute outside the edited words. What does not: formatting inside a replaced phrase (it
takes that of the phrase's first letter) and, in HTML, an encoding other than UTF-8. An edit that cannot be placed is left out and named.
"""

from __future__ import annotations

import copy
import html
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from rubric.errors import OptionError
from rubric.records import Edit, Post
from rubric.rewrite.apply import own_wording

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_back(
    data: bytes, post: Post, edits: Sequence[Edit], chosen: Iterable[int] | Mapping[int, str | None] | None = None
) -> tuple[bytes, list[int]]:
    """(file, left out): `data`, from which `post` was read, with the chosen edits in it, and the indexes that could not be placed.

    chosen is read as in `apply`. Raises OptionError for a format that cannot be written.
    """
    wanted = (
        {i: None for i, e in enumerate(edits) if e.trust != "ask"}
        if chosen is None
        else dict(chosen)
        if isinstance(chosen, Mapping)
        else dict.fromkeys(chosen)
    )
    todo = [(i, edits[i], own_wording(edits[i], wanted[i])) for i in sorted(wanted, key=lambda i: (edits[i].start, edits[i].end, i))]
    if post.format == "docx":
        return _word(data, post, todo)
    if post.format == "html":
        return _page(data, post, todo)
    if post.format in ("text", "markdown"):
        from rubric.rewrite.apply import apply

        return (post.meta.get("before", "") + apply(post.text, edits, wanted)).encode("utf-8"), []
    raise OptionError(f"{post.format or 'this format'} cannot be written back.", remedy="Take the rewrite as plain text.")


def _word(data: bytes, post: Post, todo) -> tuple[bytes, list[int]]:
    import docx

    from rubric.read.word import _lines

    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    where, left = _paragraphs(post.text, body, list(_lines(body))), []
    for i, e, new in reversed(todo):
        spot = next(((p, s, lead) for p, s, end, lead in reversed(where) if s <= e.start and e.end <= end), None)
        if spot is None or not _in_paragraph(spot, post.text, e, new):
            left.append(i)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), sorted(left)


def _paragraphs(text: str, body, lines: list[str]) -> list[tuple]:
    """(paragraph, start, end, lead) for every paragraph whose line is found in the post's text, in order."""
    nodes = [p for p in body.iter(f"{_W}p") if not any(a.tag.endswith("}Fallback") for a in p.iterancestors())]
    flat, at, out = [line for line in lines if line], 0, []
    filled = [p for p in nodes if "".join(t.text or "" for t in _texts(p)).strip(" \t")]
    if len(filled) != len(flat):
        return []
    for p, line in zip(filled, flat, strict=True):
        start = text.find(line, at)
        if start < 0:
            continue
        at = start + len(line)
        raw = "".join(t.text or "" for t in _texts(p))
        lead = 2 if line.startswith("- ") and not raw.lstrip(" \t").startswith("- ") else 0
        if raw.strip(" \t") == line[lead:]:
            out.append((p, start, at, lead))
    return out


def _texts(p):
    return [
        t
        for t in p.iter(f"{_W}t")
        if next(a for a in t.iterancestors() if a.tag == f"{_W}p") is p and not any(a.tag == f"{_W}del" for a in t.iterancestors())
    ]


def _in_paragraph(spot, text: str, e: Edit, new: str) -> bool:
    p, start, lead = spot
    nodes = _texts(p)
    raw = "".join(t.text or "" for t in nodes)
    if e.offer and "\n" in new:
        twin = copy.deepcopy(p)
        first, *rest = _texts(twin)
        first.text = re.sub(r"^[\s]*(?:[-–•*·]\s*)?" if lead else r"^\s*", "", new)
        for t in rest:
            t.text = ""
        p.addnext(twin)
        return True
    a = e.start - start - lead + len(raw) - len(raw.lstrip(" \t"))
    b = a + e.end - e.start
    if a < 0 or raw[a:b] != text[e.start : e.end]:
        return False
    at, done = 0, False
    for t in nodes:
        size = len(t.text or "")
        x, y = max(a - at, 0), min(b - at, size)
        if x <= y and at <= b and (x < size or (x == size and a == b)):
            t.text = (t.text or "")[:x] + ("" if done else new) + (t.text or "")[max(y, x) :]
            t.set(_SPACE, "preserve")
            done = True
        at += size
    return done


_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|template)\b.*?</(?P=raw)\s*>|<!?/?[a-zA-Z][^>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?|.", re.S | re.I
)
_INLINE = re.compile(r"</?(?:b|strong|i|em|u|a|span|font|small|mark|abbr|code|sup|sub|time|s|wbr)\b", re.I)


def _stream(source: str) -> tuple[str, list[tuple[int, int]]]:
    """The page's words with white space folded, and the place of each character in the source; a block's edge is a line end."""
    out, spans = [], []
    for m in _TOKEN.finditer(source):
        tok = m.group()
        if tok.startswith("<") and len(tok) > 1:
            char = "" if tok.startswith("<!--") or _INLINE.match(tok) else "\n"
        else:
            char = html.unescape(tok) if tok.startswith("&") and len(tok) > 1 else tok
            char = " " if char.isspace() or char == "\xa0" else char
        if not char or (char in " \n" and out and out[-1] == "\n") or (char == " " and out and out[-1] == " "):
            continue
        if char == "\n" and out and out[-1] == " ":
            out.pop()
            spans.pop()
        for c in char:
            out.append(c)
            spans.append(m.span())
    return "".join(out), spans


def _fold(text: str) -> str:
    return re.sub(r"\s*\n\s*(?:- )?", "\n", re.sub(r"[ \t\xa0]+", " ", text))


def _page(data: bytes, post: Post, todo) -> tuple[bytes, list[int]]:
    from rubric.read.encoding import decode
    from rubric.read.html import read_html

    source, left, at = decode(data), [], 0
    seen, spans = _stream(source)
    changes: list[tuple[int, int, str]] = []
    for i, e, new in todo:
        before, old, after = (
            _fold(post.text[max(0, e.start - 60) : e.start]),
            _fold(post.text[e.start : e.end]),
            _fold(post.text[e.end : e.end + 30]),
        )
        before, after = before.split("\n")[-1], after.split("\n")[0]
        hit = seen.find(before + old + after, max(0, at - 200))
        if hit < 0 or not (before + old).strip():
            left.append(i)
            continue
        a, b = hit + len(before), hit + len(before) + len(old)
        at = b
        changes += _offer(source, spans[b - 1][1], new) if e.offer else _swap(source, spans, a, b, new)
    for a, b, new in reversed(sorted(changes, key=lambda c: c[0])):
        source = source[:a] + new + source[b:]
    source = re.sub(r"(<meta\b[^>]*?charset\s*=\s*[\"']?)[\w-]+", r"\g<1>utf-8", source, count=1, flags=re.I)
    read_html(source)  # a page that can no longer be read is an error here, not at the reader's
    return source.encode("utf-8"), left


def _swap(source: str, spans, a: int, b: int, new: str) -> list[tuple[int, int, str]]:
    """Replace the words only: tags inside the phrase stay, so that what is open stays closed."""
    out, first = [], True
    for k in range(a, b):
        x, y = spans[k]
        if source[x] == "<":
            continue
        y = max(y, spans[k + 1][0]) if k + 1 < b and "<" not in source[y : spans[k + 1][0]] else y
        if out and out[-1][1] == x:
            out[-1] = (out[-1][0], y, out[-1][2])
        else:
            out.append((x, y, html.escape(new, quote=False) if first else ""))
            first = False
    return out


def _offer(source: str, at: int, new: str) -> list[tuple[int, int, str]]:
    """A new element like the one the line follows; inside running text, a sentence."""
    m = re.compile(r"(?:\s|</(?:b|strong|i|em|u|a|span|font|small)\s*>|[.;,])*</(?P<tag>li|p|div|h\d|td)\s*>", re.I).match(source, at)
    if "\n" in new and m:
        tag = m["tag"]
        opening = [o for o in re.finditer(rf"<{tag}\b[^>]*>", source[:at], re.I)]
        text = html.escape(re.sub(r"^\s*(?:[-–•*·]\s*)?", "", new).strip(), quote=False)
        start = re.sub(r"\s+id\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", "", opening[-1].group()) if opening else f"<{tag}>"
        indent = re.search(r"(?:\r?\n[ \t]*)?$", source[: opening[-1].start()]).group() if opening else ""
        return [(m.end(), m.end(), f"{indent}{start}{text}</{tag}>")]
    return [(at, at, html.escape(new if "\n" not in new else f" {new.strip()}", quote=False))]
