"""Many posts: the same scoring function in this process, in local processes or on a cluster; rows come back in the order of the inputs.

Memory stays flat: inputs are read as they are needed, in small chunks, and only a few chunks are under way at a time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rubric.config import House, analyze_house
from rubric.errors import InputError, LeftOut, RubricError
from rubric.read import read_path
from rubric.records import Post

STREAMED = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".zip", ".json")  # read here, scored elsewhere; other files are read there
POSTS = 32  # posts in one chunk
PATHS = 8  # files in one chunk

Row = tuple[str, dict]  # (input path, row)


@dataclass(frozen=True)
class Options:
    """What every worker must know: how to read, how much to tell, and the house's own settings (config.House or None)."""

    text_column: str = ""
    detail: str = "brief"
    house: House | None = None
    fail_under: float | None = None
    max_screening: float | None = None


@dataclass(frozen=True)
class Unit:
    """One piece of work: a file to read (`item` is None) or what has been read from it already."""

    source: str
    item: Post | InputError | None = None
    file: str = ""
    post: int = 1


@dataclass
class Totals:
    """Sums over the rows of a run, for the summary line and the exit code."""

    posts: int = 0
    errors: int = 0
    screening: int = 0
    balance: float = 0.0
    low: int = 0
    high: int = 0
    fail_under: float | None = None
    max_screening: float | None = None

    def add(self, row: dict) -> None:
        """Count one row."""
        if "score" not in row:
            self.errors += row["error"] != LeftOut.slug
            return
        s = row["score"]
        self.posts += 1
        self.balance += s["balance"]
        self.screening += s["screening"] > 0
        self.low += self.fail_under is not None and s["balance"] < self.fail_under
        self.high += self.max_screening is not None and s["screening"] > self.max_screening

    def merge(self, other: Totals) -> None:
        """Add the sums of another part of the run."""
        for name in ("posts", "errors", "screening", "balance", "low", "high"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def mean(self) -> float:
        return self.balance / self.posts if self.posts else 0.0


def units(paths: Iterable[Path], options: Options, finished: Callable[[str], bool], skip: Callable[[str], int]) -> Iterator[Unit]:
    """The work in order: tables and archives post by post, other files by name; leaves out what `finished` and `skip` say is done."""
    for path in paths:
        source = str(path)
        if finished(source):
            continue
        done = skip(source)
        if path.suffix.lower() not in STREAMED and not done:
            yield Unit(source)
            continue
        for n, (file, post, item) in enumerate(numbered(read_path(path, options.text_column), source)):
            if n >= done:
                yield Unit(source, item, file, post)


def numbered(items: Iterable[Post | InputError], source: str) -> Iterator[tuple[str, int, Post | InputError]]:
    """(file, number of the post in it from 1, item) for what a file gave; files inside an archive are counted for themselves."""
    file, n = "", 0
    for item in items:
        name = (item.source if isinstance(item, Post) else item.where.split(" (")[0]) or source
        if not name.startswith(source):
            name = source
        file, n = name, n + 1 if name == file else 1
        yield file, n, item


def score_units(chunk: list[Unit], options: Options) -> list[Row]:
    """Score one chunk: the function that every engine runs. A post that cannot be analyzed gives an error row; nothing is raised."""
    rows: list[Row] = []
    memo: dict = {}  # posts of one company share whole paragraphs: each line is read once a chunk
    for unit in chunk:
        if unit.item is not None:
            rows.append((unit.source, score_item(unit.item, unit.file, unit.post, options, memo)))
            continue
        try:
            for file, n, item in numbered(read_path(unit.source, options.text_column), unit.source):
                rows.append((unit.source, score_item(item, file, n, options, memo)))
        except Exception as e:
            rows.append((unit.source, _failed(e, unit.source, 1)))
    return rows


def score_item(item: Post | InputError, file: str, post: int, options: Options, memo: dict | None = None) -> dict:
    """The row of one post, or of the error that stands for it. memo: lines read before, the caller's to forget."""
    from rubric import output

    if not isinstance(item, Post):
        return output.error_row(item, file, post)
    try:
            return output.row(analyze_house(item, options.house, memo), file, post, options.detail)
    except RubricError as e:
        return output.error_row(e, file, post)
    except Exception as e:
        return _failed(e, file, post)


def run(work: Iterable[Unit], options: Options, jobs: int = 1, cluster: str = "") -> Iterator[list[Row]]:
    """Yield the rows of all work in order, a chunk at a time: in this process (jobs 1), in local processes, or on a Dask cluster."""
    pieces = chunks(work)
    if cluster:
        from rubric import engines

        yield from engines.dask(score_units, pieces, options, cluster, lambda chunk: _lost(chunk, options))
        return
    first = [c for c in (next(pieces, None), next(pieces, None)) if c]
    if jobs > 1 and len(first) > 1:
        from rubric import engines

        yield from engines.local(score_units, chain(first, pieces), options, jobs, lambda chunk: _lost(chunk, options), prepare)
        return
    for chunk in chain(first, pieces):
        for unit in chunk:
            yield score_units([unit], options)


def chunks(work: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Cut the work into chunks of about equal effort."""
    chunk: list[Unit] = []
    weight = 0.0
    for unit in work:
        chunk.append(unit)
        weight += 1 / PATHS if unit.item is None else 1 / POSTS
        if weight >= 1:
            yield chunk
            chunk, weight = [], 0.0
    if chunk:
        yield chunk


def cores() -> int:
    """Number of processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def score_file(task: tuple[str, str, str], options: Options) -> Totals:
    """Score one input file into one output file of its own (task: input, output, format); whole or absent, the same when done twice."""
    from rubric.output.files import whole
    from rubric.output.writers import write

    source, target, form = task
    totals = Totals(fail_under=options.fail_under, max_screening=options.max_screening)

    def rows() -> Iterator[dict]:
        for file, n, item in numbered(read_path(source, options.text_column), source):
            row = score_item(item, file, n, options)
            totals.add(row)
            yield row

    with whole(target) as out:
        write(form, rows, out)
    return totals


def run_files(tasks: Iterable[tuple[str, str, str]], options: Options, jobs: int = 1, cluster: str = "") -> Iterator[Totals]:
    """Score every (input, output, format) in a process of its own; yields the sums in order. Raises OutputError."""
    from rubric import engines

    def lost(task):
        return Totals(errors=1)

    if cluster:
        return engines.dask(score_file, tasks, options, cluster, lost)
    if jobs > 1:
        return engines.local(score_file, tasks, options, jobs, lost, prepare)
    return (score_file(t, options) for t in tasks)


def prepare(options: Options) -> None:
    """Load knowledge and model before the first post."""
    with suppress(RubricError):
        analyze_house(Post("You sell software. You listen well."), options.house)


def _lost(chunk: list[Unit], options: Options) -> list[Row]:
    """Rows for a chunk that killed the process working on it: each unit again alone, and an error for the one that kills again."""
    from rubric import engines

    if len(chunk) > 1:
        singly = engines.local(score_units, ([unit] for unit in chunk), options, 1, lambda unit: _lost(unit, options), prepare)
        return list(chain.from_iterable(singly))
    error = InputError("the process that read this was ended (out of memory?).", remedy="Leave this post out, or give it more memory.")
    return [(u.source, score_item(error, u.file or u.source, u.post, options)) for u in chunk]


def _failed(e: Exception, file: str, post: int) -> dict:
    from rubric.output import error_row

    error = InputError(f"this post cannot be analyzed ({type(e).__name__}).", remedy="Please report it: this is a fault of the program.")
    return error_row(error, file, post)
