"""Stage 1, saved web pages: schema.org JobPosting data where a page carries it, else its visible text with the lines kept."""

from __future__ import annotations

import html
import re
from contextlib import suppress
from dataclasses import dataclass, field

from rubric.errors import UnreadableFile
from rubric.read.encoding import check, empty
from rubric.read.jsonld import job_postings
from rubric.records import Post

_TAGS = {
    "block": "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul",
    "paragraph": "h1 h2 h3 h4 h5 h6 p ul ol dl table blockquote section article hr pre",
    "hidden": "script style template noscript svg math canvas audio video iframe object select option button textarea datalist head",
    "chrome": "nav footer aside dialog",
    "void": "area base br col embed hr img input link meta param source track wbr",
}
_BLOCK, _PARAGRAPH, _HIDDEN, _CHROME, _VOID = (frozenset(names.split()) for names in _TAGS.values())
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_MARKS = re.compile("[\1\2\3]")
_CONSENT = re.compile(r"cookie|consent|gdpr|breadcrumb", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:p|br|li|ul|ol|div|span|strong|b|em|i|h[1-6]|table|tr|td|a|u|font|section)\b[^<>]{0,2000}>", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;/?(?:p|br|li|ul|ol|div|span|strong|b|em|h[1-6])\b", re.IGNORECASE)
_BREAKS = re.compile(r"[ \t\n]{0,50}(?:[\1\2\3][ \t\n]*)+")  # the marks that _break leaves: line, paragraph, <br>
_LONE_BULLET = re.compile(r"(^|\n)- ?\n(?!-)(?=\S)")
_EMPTY_BULLET = re.compile(r"(?:^|\n)- ?(?=\n|$)")
MIN_MAIN = 300  # characters that <main> must hold to stand for the page


def read_html(text: str, where: str = "") -> list[Post]:
    """The posts of a page: one per JobPosting with a description, or the visible text as a single one."""
    page = _parse(text)
    found = [p for p in job_postings(page.scripts) if p["text"]]
    if found:
        meta = [{"url": p["url"]} if p["url"] else {} for p in found]
        return [
            Post(text=check(p["text"], where), title=p["title"], source=where, format="json-ld", meta=m)
            for p, m in zip(found, meta, strict=True)
        ]
    body = page.text()
    if not body:
        raise empty(where) if not _MARKUP.search(text) else UnreadableFile(
            "the page has no visible text.", where=where, remedy="It may be drawn by a script: copy the text from the browser and paste it."
        )
    return [Post(text=check(body, where), title=page.heading or page.title, source=where, format="html")]


def html_to_text(fragment: str) -> str:
    """Visible text of an HTML fragment (also one that is escaped once more), bullets as '- ', blank lines between paragraphs."""
    if _ESCAPED.search(fragment):
        fragment = html.unescape(fragment)
    if not _MARKUP.search(fragment):
        return html.unescape(fragment).replace("\xa0", " ").strip()
    return _parse(fragment).text()


def looks_like_html(text: str) -> bool:
    """True when `text` holds markup, plain or escaped: at least two tags."""
    sample = text[:20_000]
    return len(_MARKUP.findall(sample)) >= 2 or len(_ESCAPED.findall(sample)) >= 2


@dataclass
class _Page:
    """Collects text while lxml's parser walks the page; no tree is built, so nesting costs nothing."""

    everything: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    main: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    title: str = ""
    heading: str = ""
    _skip: int = 0
    _chrome: int = 0
    _main: int = 0
    _pre: int = 0
    _item: int = 0
    _open: list[tuple[str, str]] = field(default_factory=list)
    _capture: str = ""
    _h1: list[str] = field(default_factory=list)

    def start(self, tag, attributes):
        if not isinstance(tag, str):
            return
        role = ""
        if tag == "script" and attributes.get("type", "").lower().startswith("application/ld+json"):
            self._capture = "json"
            self.scripts.append("")
        elif tag == "title" and not self.title:
            self._capture = "title"
        elif tag == "h1" and not self.heading:
            self._capture = "h1"
        if tag in _VOID:
            self._break(tag)
            return
        unseen = "hidden" in attributes or attributes.get("aria-hidden") == "true" or _INVISIBLE.search(attributes.get("style", ""))
        if tag in _HIDDEN or unseen:
            role = "skip"
            self._skip += 1
        elif tag in _CHROME or attributes.get("role") in ("navigation", "contentinfo", "dialog") or (
            tag not in ("html", "body", "main") and _CONSENT.search(f"{attributes.get('id', '')} {attributes.get('class', '')}"[:200])
        ):
            role = "chrome"
            self._chrome += 1
        elif tag == "main" or attributes.get("role") == "main":
            role = "main"
            self._main += 1
        if tag == "pre":
            self._pre += 1
        self._open.append((tag, role))
        self._break(tag)
        if tag == "li":
            self._add("\1- ")
            self._item += 1

    def end(self, tag):
        if tag in _VOID:
            return
        while self._open:
            name, role = self._open.pop()
            if role == "skip":
                self._skip -= 1
            elif role == "chrome":
                self._chrome -= 1
            elif role == "main":
                self._break(name)
                self._main -= 1
            self._pre -= name == "pre"
            self._item -= name == "li"
            if name == tag:
                break
        if tag in ("script", "title", "h1") and self._capture:
            if self._capture == "h1":
                self.heading = _SPACE.sub(" ", "".join(self._h1)).strip()[:200]
            self._capture = ""
        self._break(tag)

    def data(self, text):
        if self._capture == "json":
            self.scripts[-1] += text
        elif self._capture == "title":
            self.title = _SPACE.sub(" ", self.title + text)[:200]
        elif self._capture == "h1" and not self._skip:
            self._h1.append(text)
        text = _MARKS.sub("", text)
        self._add(text if self._pre else _SPACE.sub(" ", text))

    def comment(self, text):
        pass

    def pi(self, target, data=None):
        pass

    def close(self):
        return self

    def _break(self, tag):
        if tag == "br":
            self._add("\3")
        elif tag in _PARAGRAPH and not (self._item and tag not in ("table", "pre", "blockquote")):
            self._add("\2")
        elif tag in _BLOCK:
            self._add("\1")

    def _add(self, text):
        if self._skip:
            return
        self.everything.append(text)
        if self._chrome:
            return
        self.parts.append(text)
        if self._main:
            self.main.append(text)

    def text(self) -> str:
        """The visible text: that of <main> when it is long enough, else all but navigation and footers, else all."""
        main = _tidy("".join(self.main)) if self.main else ""
        return main if len(main) >= MIN_MAIN else _tidy("".join(self.parts)) or _tidy("".join(self.everything))


def _parse(text: str) -> _Page:
    from lxml import etree

    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True, no_network=True)
    with suppress(etree.LxmlError):  # libxml2 gives up on an empty document; what was collected stands
        etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    return page


def _tidy(text: str) -> str:
    """One newline for a line end, two between paragraphs; a bullet alone in its line belongs to the text that follows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    text = _BREAKS.sub(lambda m: "\n\n" if "\2" in m[0] or m[0].count("\3") > 1 else "\n", text)
    text = _LONE_BULLET.sub("\\1- ", text)
    return _EMPTY_BULLET.sub("", text).strip(" \t\n")
