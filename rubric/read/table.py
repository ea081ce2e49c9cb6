"""Stage 1, tables: .csv, .tsv, .jsonl and .parquet with one post in each row, streamed so that memory stays flat."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from rubric.errors import EmptyPost, InputError, NotText, OptionError, UnreadableFile
from rubric.read import encoding
from rubric.read.html import html_to_text, looks_like_html
from rubric.read.limits import MAX_LINE_CHARS
from rubric.records import Post

_TEXT_NAMES = (
    "text", "post", "posttext", "jobdescription", "jobdescriptions", "description", "jobpost", "jobposting", "jobtext", "fulldescription",
    "descriptiontext", "descriptionhtml", "postingtext", "advert", "jobad", "body", "content", "posting", "jd",
)
_TITLE_NAMES = ("title", "jobtitle", "job", "position", "role", "positiontitle", "jobname", "name")
_URL_NAMES = ("url", "joburl", "link", "jobpostingurl", "applyurl")
_PLAIN = re.compile(r"[\W_]+")
NAME_IT = 'Call it "text" in the file; on the command line --text-column NAME does the same.'
SAMPLE_ROWS = 20
MIN_TEXT = 120  # characters that a guessed text column must have on average


def rows_of_file(path: Path, kind: str, where: str, text_column: str = "") -> Iterator[Post | InputError]:
    """Yield the posts of a table on disk, row by row; single rows that cannot be read are yielded as errors."""
    if kind == "parquet":
        yield from _parquet(path, where, text_column)
        return
    with path.open("rb") as f:
        name = _codec(f, where)
    with path.open(encoding=name, errors="replace", newline="") as stream:
        yield from _rows(stream, kind, where, text_column)


def rows_of_bytes(data: bytes, kind: str, where: str, text_column: str = "") -> Iterator[Post | InputError]:
    """The same for a table in memory."""
    f = io.BytesIO(data)
    if kind == "parquet":
        yield from _parquet(f, where, text_column)
        return
    name = _codec(f, where)
    f.seek(0)
    yield from _rows(io.TextIOWrapper(f, name, errors="replace", newline=""), kind, where, text_column)


def guess_columns(names: list[str], sample: list[dict], wanted: str, where: str) -> tuple[str, str]:
    """The text column and the title column ('' for none) of a table; `wanted` settles the first. Raises OptionError or UnreadableFile."""
    plain = {_PLAIN.sub("", str(n)).lower(): n for n in reversed(names)}
    title = next((plain[t] for t in _TITLE_NAMES if t in plain), "")
    if wanted:
        if wanted not in names:
            close = plain.get(_PLAIN.sub("", wanted).lower())
            if close is None:
                raise OptionError(f"there is no column {wanted!r}.", where=where, remedy=f"Columns: {', '.join(map(str, names[:40]))}.")
            wanted = close
        return wanted, title if title != wanted else ""
    text = next((plain[t] for t in _TEXT_NAMES if t in plain), "")
    if not text or not any(isinstance(r.get(text), str) and r[text].strip() for r in sample):
        size = {n: sum(len(r[n]) for r in sample if isinstance(r.get(n), str)) / max(1, len(sample)) for n in names}
        longest = max(size, key=size.get, default="")
        if longest and size[longest] >= MIN_TEXT:
            text = longest
    if not text:
        raise UnreadableFile(
            "no column looks like the text of job posts.",
            where=where,
            remedy=f"{NAME_IT} Columns: {', '.join(map(str, names[:40])) or 'none'}.",
        )
    return text, title if title != text else ""


def _rows(stream, kind: str, where: str, text_column: str) -> Iterator[Post | InputError]:
    yield from (_jsonl if kind == "jsonl" else _csv)(stream, where, text_column)


def _csv(stream, where: str, text_column: str) -> Iterator[Post | InputError]:
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE_CHARS))
    first = stream.readline(MAX_LINE_CHARS)
    if first.count("\n") + first.count("\r") == 0 and len(first) >= MAX_LINE_CHARS:
        raise _long_line(1, where)
    delimiter = max("\t,;|", key=first.count)
    if not first.count(delimiter):
        delimiter = ","
    lines = _bounded(stream, first, where)
    reader = csv.reader(lines, delimiter=delimiter)
    names = [n.strip().lstrip("\ufeff") or f"column {i}" for i, n in enumerate(next(reader, []), 1)]
    head: list[dict] = []
    stopped = None
    try:
        head.extend(dict(zip(names, row, strict=False)) for row in islice(reader, SAMPLE_ROWS) if row)
    except (csv.Error, InputError) as e:
        stopped = e
    if not head and stopped is None:
        raise EmptyPost("the table has no rows.", where=where, remedy="Give one post in each row under a header line.")
    text_key, title_key = guess_columns(names, head, text_column, where)
    n = 0
    for n, row in enumerate(head, 1):
        yield _post(row, n, where, text_key, title_key, "csv")
    try:
        if stopped:
            raise stopped
        for row in reader:
            if row:
                n += 1
                yield _post(dict(zip(names, row, strict=False)), n, where, text_key, title_key, "csv")
    except csv.Error as e:
        yield UnreadableFile(
            f"the table is damaged after row {n} ({e}).", where=where, remedy="Check the quotation marks there; later rows were not read."
        )
    except InputError as e:
        yield e


def _jsonl(stream, where: str, text_column: str) -> Iterator[Post | InputError]:
    from rubric.read import ats

    n = number = 0
    keys: tuple[str, ...] | None = None
    while line := stream.readline(MAX_LINE_CHARS):
        number += 1
        if len(line) >= MAX_LINE_CHARS and not line.endswith(("\n", "\r")):
            while (rest := stream.readline(MAX_LINE_CHARS)) and not rest.endswith(("\n", "\r")):
                pass
            n += 1
            yield _long_line(number, where)
            continue
        if not line.strip(" \t\r\n\ufeff\0"):
            continue
        n += 1
        try:
            job = json.loads(line.lstrip("\ufeff"), strict=False)
        except (ValueError, RecursionError):
            yield UnreadableFile(f"line {number} is not valid JSON.", where=where, remedy="Write one JSON object per line.")
            continue
        try:
            if isinstance(job, str):
                job = {"text": job}
            if keys is None and isinstance(job, dict) and not text_column and not ats.system(job):
                keys = guess_columns(list(job), [job], "", f"{where} line {number}")
            if isinstance(job, dict) and keys and keys[0] in job and not ats.system(job):
                item = _post(job, n, where, *keys, "jsonl")
            else:
                item = ats.post_of(job, where, text_column, row=n)
        except InputError as e:
            e.where = f"{where} (line {number})"
            item = e
        yield item


def _parquet(source, where: str, text_column: str) -> Iterator[Post | InputError]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UnreadableFile(
            "Parquet files need the package pyarrow.", where=where, remedy="Install the extra: pip install 'rubric-posts[parquet]'."
        ) from None
    try:
        with parquet.ParquetFile(source) as table:
            names = [f.name for f in table.schema_arrow if pyarrow.types.is_string(f.type) or pyarrow.types.is_large_string(f.type)]
            head = next(table.iter_batches(batch_size=SAMPLE_ROWS, columns=names), None)
            if head is None or not head.num_rows:
                raise EmptyPost("the table has no rows.", where=where, remedy="Give one post in each row.")
            text_key, title_key = guess_columns(names, head.to_pylist(), text_column, where)
            url_key = next((c for c in names if _PLAIN.sub("", c).lower() in _URL_NAMES), "")
            n = 0
            for batch in table.iter_batches(batch_size=256, columns=sorted({text_key, title_key, url_key} - {""})):
                for row in batch.to_pylist():
                    n += 1
                    yield _post(row, n, where, text_key, title_key, "parquet")
    except (pyarrow.ArrowException, OSError, ValueError) as e:
        reason = str(e).splitlines()[0][:120] if str(e) else type(e).__name__
        yield UnreadableFile(f"the Parquet file is damaged ({reason}).", where=where, remedy="Write it again and retry.")


def _post(row: dict, n: int, where: str, text_key: str, title_key: str, kind: str) -> Post | InputError:
    place = f"{where} (row {n})"
    text = row.get(text_key)
    text = encoding.sound(text) if isinstance(text, str) else ""
    if looks_like_html(text):
        text = html_to_text(text)
    title = row.get(title_key) if title_key else ""
    meta = {"row": n}
    for key, value in row.items():
        if value and isinstance(value, str) and len(value) < 500 and isinstance(key, str) and _PLAIN.sub("", key).lower() in _URL_NAMES:
            meta["url"] = value
            break
    try:
        encoding.check(text, place)
    except InputError as e:
        return e
    title = encoding.sound(title.strip())[:200] if isinstance(title, str) else ""
    return Post(text=text, title=title, source=where, format=kind, meta=meta)


def _bounded(stream, first: str, where: str) -> Iterable[str]:
    """The lines of `stream`; raises when one is too long to be a row of posts."""
    yield first
    number = 1
    while line := stream.readline(MAX_LINE_CHARS):
        number += 1
        if len(line) >= MAX_LINE_CHARS and not line.endswith(("\n", "\r")):
            raise _long_line(number, where)
        yield line.replace("\0", "") if "\0" in line else line


def _long_line(number: int, where: str) -> UnreadableFile:
    what = f"line {number} has more than {MAX_LINE_CHARS:,} characters."
    return UnreadableFile(what, where=where, remedy="Check that the file is a table with one post per row.")


def _codec(f, where: str) -> str:
    """The encoding of a whole binary stream: its first megabyte is guessed; a later byte that breaks UTF-8 is looked at too."""
    head = f.read(1_000_000)
    if not head.strip():
        raise encoding.empty(where)
    kind = encoding.foreign(head)
    if kind:
        raise NotText(f"this is {kind}, not a table.", where=where, remedy="Give a .csv, .tsv, .jsonl or .parquet file.")
    try:
        name = encoding.guess(head)
        if name != "utf-8":
            return name
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        block = head
        while block:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return encoding.guess(block + b"\n")
            block = f.read(1_000_000)
        return name
    except NotText as e:
        raise NotText(e.message, where=where, remedy=e.remedy) from None
