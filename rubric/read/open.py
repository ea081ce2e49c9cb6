"""Stage 1, the door: looks at a file's first bytes and its name, and hands it to the module that reads the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from rubric.errors import InputError, NotText, PostTooLong, UnreadableFile
from rubric.read.encoding import check, decode, empty, foreign, sound
from rubric.read.limits import MAX_FILE_BYTES
from rubric.records import Post

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".mdx": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".pdf": "pdf", ".json": "json", ".jsonld": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".zip": "zip",
}
_REMEDY = "Save it as .txt, .md, .html, .docx or a text PDF and try again."
_HTML = re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_PICTURE = re.compile(  # SVG is text, but no post
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)*(?:<!DOCTYPE\s+svg[^<>\[]*(?:\[[^\]]*\]\s*)?>\s*)?<(?:\w+:)?svg[\s>]", re.IGNORECASE
)
_STREAMED = ("csv", "jsonl", "parquet")


def read_string(text: str, name: str = "") -> list[Post]:
    """The one post that pasted text is; nothing is cut off or changed. Raises EmptyPost, PostTooLong."""
    return [Post(text=check(sound(text), name), source=name, meta={"native": True})]


def read_bytes(data: bytes, name: str = "", text_column: str = "") -> list[Post]:
    """All posts in one file's bytes. Rows that cannot be read are left out unless there is nothing else.

    `name` gives the suffix and the posts' `source`; `text_column` names the column of a table. Raises an InputError with a remedy.
    """
    posts, errors = [], []
    for item in each(data, name, text_column):
        (posts if isinstance(item, Post) else errors).append(item)
    if posts:
        return posts
    raise errors[0] if errors else empty(name)


def read_path(path: Path | str, text_column: str = "") -> Iterator[Post | InputError]:
    """Yield the posts of a file on disk, and an error (yielded, not raised) for what cannot be read. Tables are streamed."""
    path = Path(path)
    where = str(path)
    try:
        if not path.is_file():
            what = "this is no regular file." if path.exists() else "there is no such file."
            raise UnreadableFile(what, where=where, remedy="Check the path.")
        size = path.stat().st_size
        with path.open("rb") as f:
            kind = kind_of(f.read(4096), path.name, where)
        if kind in _STREAMED:
            from rubric.read import table

            yield from table.rows_of_file(path, kind, where, text_column)
            return
        if kind == "zip":
            from rubric.read import archive

            yield from archive.posts(path, where, text_column)
            return
        if size > MAX_FILE_BYTES:
            raise too_big(size, where)
        yield from each(path.read_bytes(), where, text_column)
    except InputError as e:
        yield e
    except OSError as e:
        what = f"the file cannot be opened ({e.strerror or type(e).__name__})."
        yield UnreadableFile(what, where=where, remedy="Check the path and your rights.")


def each(data: bytes, name: str = "", text_column: str = "", depth: int = 0) -> Iterator[Post | InputError]:
    """Yield the posts in one file's bytes, and errors for single rows; raises an InputError when the file as a whole cannot be read."""
    if len(data) > MAX_FILE_BYTES:
        raise too_big(len(data), name)
    if not data.strip():
        raise empty(name)
    kind = kind_of(data[:4096], name, name)
    if kind == "zip":
        from rubric.read import archive

        yield from archive.posts(data, name, text_column, depth)
    elif kind in _STREAMED:
        from rubric.read import table

        yield from table.rows_of_bytes(data, kind, name, text_column)
    elif kind == "pdf":
        from rubric.read import apart

        yield from apart.read_pdf(data, name)
    elif kind == "json":
        from rubric.read import ats

        yield from ats.read_json(decode(data, name), name, text_column)
    else:
        text = decode(data, name)
        if kind != "html" and _PICTURE.match(text):
            raise NotText("this is an SVG picture, not a post.", where=name, remedy=_REMEDY)
        if kind == "html":
            from rubric.read.html import read_html

            yield from read_html(text, name)
        else:
            from rubric.read.text import read_text

            yield from read_text(text, name, markdown=kind == "markdown")


def kind_of(head: bytes, name: str, where: str = "") -> str:
    """The format: by the first bytes where they tell, else by the suffix. Raises NotText or UnreadableFile for what we do not read."""
    binary = foreign(head)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise UnreadableFile(f"this is {binary}.", where=where, remedy="Open it in your word processor and save it as .docx.")
    if binary:
        raise NotText(f"this is {binary}, not a post.", where=where, remedy=_REMEDY)
    suffix = SUFFIXES.get(PurePath(name).suffix.lower(), "")
    if suffix in ("pdf", "docx", "zip", "parquet"):
        if b"%PDF-" in head[:1024]:
            return "pdf"
        if b"\0" in head or not head.strip():
            what = f"the file is named {PurePath(name).suffix} but is damaged or of another kind."
            raise UnreadableFile(what, where=where, remedy=_REMEDY)
        suffix = ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix in ("", "text") and _HTML.match(start[:3000].decode("latin-1")):
        return "html"
    if suffix == "" and start[:1] in (b"{", b"["):
        return "json"
    return suffix or "text"


def too_big(size: int, where: str) -> PostTooLong:
    """The error for a file over MAX_FILE_BYTES."""
    return PostTooLong(
        f"the file has {size / 1e6:,.0f} MB; the limit is {MAX_FILE_BYTES / 1e6:,.0f} MB.",
        where=where,
        remedy="Give one post per file, or many as .csv, .jsonl or .parquet.",
    )
