"""Many posts in one request, shared by the folder page and the API: read uploads, score items, keep to the limits."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator

from flask import current_app

from rubric.batch import Options, numbered, score_item
from rubric.errors import InputError, OptionError, RubricError
from rubric.read import each
from rubric.records import Post

Item = tuple[str, int, "Post | InputError"]


class NotDone(InputError):
    """Left out because a limit of the server was reached."""

    slug = "limit-reached"


def read(files: Iterable[tuple[str, bytes]]) -> Iterator[Item]:
    """(file, number, post or error) for everything in the files; what lies over the limit of posts is one error at the end."""
    most, n = current_app.config["BATCH_POSTS"], 0
    for name, data in files:
        for file, number, item in _of_one(name, data):
            n += 1
            if n > most:
                words = f"more than {most:,} posts were sent; the rest is left out."
                yield name, 1, NotDone(words, where=name, remedy="Send it in parts, or use the command line.")
                return
            yield file or name, number, item


def _of_one(name: str, data: bytes) -> Iterator[Item]:
    try:
        yield from numbered(each(data, name), name)
    except RubricError as error:
        yield name, 1, error


def score(items: Iterable[Item], detail: str = "brief") -> Iterator[dict]:
    """One row per item, in order; after the time limit the rest become rows that say so."""
    options, until = Options(detail=detail), time.monotonic() + current_app.config["BATCH_SECONDS"]
    memo: dict = {}  # posts of one company share whole paragraphs
    for file, number, item in items:
        if time.monotonic() > until:
            seconds = current_app.config["BATCH_SECONDS"]
            item = NotDone(
                f"not analyzed: the time limit of {seconds:g} seconds was reached.",
                where=file,
                remedy="Send the rest again, in smaller parts.",
            )
        yield score_item(item, file, number, options, memo)


def pack(items: Iterable[Item]) -> str:
    """Items as JSON, to travel in the page instead of on the server."""
    return json.dumps(
        [
            {"file": f, "post": n, "text": i.text, "title": i.title} if isinstance(i, Post) else {"file": f, "post": n} | i.to_dict()
            for f, n, i in items
        ],
        ensure_ascii=False,
    )


def unpack(bundle: str) -> list[Item]:
    """Items from the page's form field. Raises OptionError when it is not what pack() made."""
    try:
        data = json.loads(bundle or "")
        if not isinstance(data, list) or not data:
            raise ValueError
        return [_item(d) for d in data[: current_app.config["BATCH_POSTS"] + 1]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise OptionError("the posts of this page did not arrive whole.", where="bundle", remedy="Open the folder again.") from None


def _item(d: dict) -> Item:
    file, post = str(d["file"])[:500], int(d.get("post", 1))
    if "error" not in d:
        return file, post, Post(str(d["text"]), title=str(d.get("title", "")), source=file)
    error = InputError(str(d.get("message", "")), remedy=str(d.get("remedy", "")), where=str(d.get("where", "")))
    error.slug = str(d["error"])[:60]
    return file, post, error
