"""Stage 1, bytes -> characters: marks and UTF-8 first, then UTF-16 and Windows-1252 by their tell-tale bytes, then a guess."""

from __future__ import annotations

import codecs
import re

from rubric.errors import EmptyPost, NotText, PostTooLong, UnreadableFile
from rubric.read.limits import MAX_CHARS

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
)
_BINARY = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_CP1252_TELLS = re.compile(rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa9\xab\xae\xb0\xb7\xbb\xbd]"
                           rb"|(?<=[A-Za-z])[\xc0-\xff]{1,2}(?=[A-Za-z\s.,;)]|$)")
_HIGH = re.compile(rb"[\x80-\xff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_VISIBLE = re.compile("[^\\s\0\u200b\u200e\u200f\u2060\ufeff]")
SAMPLE = 200_000  # bytes looked at when guessing


def foreign(data: bytes) -> str:
    """What these bytes are when they start like a known binary format ('a PDF', …), else ''."""
    return next((name for magic, name in _FOREIGN if data.startswith(magic)), "")


def guess(data: bytes) -> str:
    """Name of the codec that reads `data`. Raises NotText when nothing sensible does."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:SAMPLE]
    zeros = sample.count(0)
    if zeros:
        half = max(1, len(sample) // 2)
        if sample[1::2].count(0) > 0.4 * half and sample[::2].count(0) < 0.1 * half:
            return "utf-16-le"
        if sample[::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.1 * half:
            return "utf-16-be"
        if zeros > 0.001 * len(sample) + 1:
            raise _not_text("it contains zero bytes")
    if sum(sample.count(c) for c in _BINARY) > 0.05 * len(sample) + 2:
        raise _not_text("it is full of control characters")
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(data, final=len(data) <= 1 or data[-1] < 0x80)
        return "utf-8"
    except UnicodeDecodeError as e:
        around = data[max(0, e.start - SAMPLE // 2) : e.start + SAMPLE // 2]
    high = len(_HIGH.findall(around))
    if high < 0.1 * len(around) and len(b"".join(_CP1252_TELLS.findall(around))) >= 0.95 * high:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(around).best()
    if best is None:
        raise _not_text("no known encoding fits")
    return best.encoding


def decode(data: bytes, where: str = "") -> str:
    """Characters of `data`; a byte-order mark is dropped, nothing else is changed. Raises NotText or EmptyPost."""
    if not data.strip():
        raise empty(where)
    kind = foreign(data)
    if kind:
        raise NotText(f"this is {kind}, not text.", where=where, remedy="Give a text, Markdown, HTML, Word (.docx) or text PDF file.")
    try:
        name = guess(data)
        return sound(data.decode(name))
    except NotText as e:
        raise NotText(e.message, where=where, remedy=e.remedy) from None
    except UnicodeDecodeError:
        try:
            return sound(data.decode(name, errors="replace" if name in ("utf-8", "cp1252") else "strict"))
        except UnicodeDecodeError:
            raise UnreadableFile("the encoding cannot be told.", where=where, remedy="Save the file as UTF-8 and try again.") from None


def sound(text: str) -> str:
    """`text` with lone surrogates replaced one for one (U+FFFD), so that every output can be written as UTF-8."""
    return _SURROGATE.sub("\ufffd", text) if not text.isascii() and _SURROGATE.search(text) else text


def check(text: str, where: str = "") -> str:
    """`text` itself when it can be analyzed. Raises EmptyPost, PostTooLong (over MAX_CHARS) or NotText."""
    if not _VISIBLE.search(text):
        raise empty(where)
    if len(text) > MAX_CHARS:
        raise PostTooLong(
            f"the post has {len(text):,} characters; the limit is {MAX_CHARS:,}.",
            where=where,
            remedy="Give one post at a time; several posts go in a .csv, .jsonl or .zip file.",
        )
    return text


def empty(where: str = "") -> EmptyPost:
    """The error for a post without text."""
    return EmptyPost("there is no text in this post.", where=where, remedy="Paste or save the text of the post and try again.")


def _not_text(why: str) -> NotText:
    return NotText(f"this is not text: {why}.", remedy="Give a text, Markdown, HTML, Word (.docx) or text PDF file.")
