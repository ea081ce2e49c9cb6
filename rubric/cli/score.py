"""`rubric score`: from paths to rows in the chosen format, with progress, a summary line and an exit code."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from rubric import __version__, config
from rubric.cli import complain, read_stdin
from rubric.cli.progress import Progress
from rubric.errors import InputError, LeftOut, OptionError
from rubric.output.codes import Exit
from rubric.output.rows import one_line

FORMATS = ("table", "csv", "jsonl", "html", "sarif", "github", "parquet")
SUFFIX = {".csv": "csv", ".jsonl": "jsonl", ".html": "html", ".htm": "html", ".sarif": "sarif", ".parquet": "parquet", ".txt": "table"}
TOLD = 10  # errors told on the terminal; all of them are in the output


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), help="Output format; without it, the suffix of -o decides, else table.")
@click.option("--output", "-o", default="", help="A file, written whole or not at all; ending in /: one per input.")
@click.option("--jobs", "-j", type=click.IntRange(1, 1024), help="Processes; all cores by default, one for a single post.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="N", help="Exit with 1 if a post's balance is under N.")
@click.option("--max-screening", type=click.FloatRange(0, 100), metavar="N", help="Exit with 1 when a post screens more than N.")
@click.option("--text-column", default="", metavar="NAME", help="Column or field with the posts' text; else guessed.")
@click.option("--resume", is_flag=True, help="Go on with a run to the same -o that was stopped or killed.")
@click.option("--cluster", default="", metavar="tcp://…", help="Score on the Dask cluster with this scheduler.")
@click.option("--config", "settings", default="", metavar="FILE", help="Settings; by default the nearest rubric.toml or [tool.rubric].")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
def score(paths, form, output, jobs, fail_under, max_screening, text_column, resume, cluster, settings, quiet) -> None:
    """Score posts: what each may screen on, and which transferable strengths it asks for.

    PATH is a file (.txt .md .html .docx .pdf .csv .tsv .jsonl .parquet .json .zip), a folder, a pattern in quotes, or - for standard input.
    A file that cannot be read becomes a row with the reason; the run goes on.
    """
    from rubric import batch

    house = config.load(settings)
    config.activate(house)
    form = form or SUFFIX.get(Path(output).suffix.lower()) or house.format or "table"
    folder = bool(output) and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    _check(paths, form, output, resume, folder, cluster)
    options = batch.Options(
        text_column=text_column or house.text_column, house=house, detail=_detail(form, paths),
        fail_under=house.fail_under if fail_under is None else fail_under,
        max_screening=house.max_screening if max_screening is None else max_screening,
    )
    run = Run(batch.Totals(fail_under=options.fail_under, max_screening=options.max_screening), quiet)
    jobs = jobs or (int(house.jobs) if house.jobs else 1 if _single(paths) else batch.cores())
    try:
        if folder:
            run.to_folder(_expand(paths), output, form, options, jobs, cluster, resume)
        else:
            run.to_one(paths, output, form, options, jobs, cluster, resume)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        run.quiet = True
    except KeyboardInterrupt:
        run.progress.stop()
        hint = f" Go on with the same command and --resume; {run.totals.posts + run.totals.errors} are done." if output else ""
        click.echo(f"Stopped.{hint}", err=True)
        sys.exit(Exit.INTERRUPTED)
    sys.exit(run.finish())


class Run:
    """One call of the command: what has been counted, what has been told, what comes out."""

    def __init__(self, totals, quiet: bool):
        self.totals = totals
        self.quiet = quiet
        self.skipped = 0
        self.first: list[str] = []
        self.told = 0
        self.resumed = 0
        self.progress = Progress(not quiet and sys.stderr.isatty())

    def to_one(self, paths, output, form, options, jobs, cluster, resume) -> None:
        """All rows to standard output or to one file."""
        from rubric import batch
        from rubric.output import files, write
        from rubric.output.writers import lines

        journal = files.Journal(output, self._stamp(options, paths, form), resume) if output and output != "-" else None
        finished, skip = (journal.finished, journal.skip) if journal else (lambda source: False, lambda source: 0)
        try:
            if journal and journal.count:
                self.resumed = journal.count
                for row in journal.rows():
                    self.totals.add(row)
            work = self._units(paths, options, finished, skip)
            chunks = batch.run(work, options, jobs, cluster)
            if journal:
                for chunk in chunks:
                    journal.add(chunk)
                    self._count(row for _, row in chunk)
                self.progress.stop()
                with files.whole(output) as out:
                    write(form, journal.rows, out)
                journal.close(remove=True)
                return
            rows = self._counted(chunks)
            if form in ("html", "table"):
                kept = list(rows)
                self.progress.stop()
                text = _table(kept) if form == "table" else lines(form, lambda: iter(kept))
            else:
                text = lines(form, lambda: rows)
            for part in text:
                sys.stdout.buffer.write(part.encode("utf-8", "replace"))
            sys.stdout.buffer.flush()
        finally:
            if journal:
                journal.close(remove=not journal.count)

    def to_folder(self, paths, output, form, options, jobs, cluster, resume) -> None:
        """One output file per input; with --resume those that are there stay."""
        from rubric import batch
        from rubric.output.files import sweep

        os.makedirs(output, exist_ok=True)
        targets: list[str] = []

        def tasks() -> Iterator[tuple[str, str, str]]:
            for path in self._found(paths):
                target = os.path.join(output, f"{str(path).lstrip('/.').replace(os.sep, '__')}.{form}")
                if resume and os.path.exists(target):
                    self.resumed += 1
                    continue
                targets.append(target)
                yield str(path), target, form

        for part in batch.run_files(tasks(), options, jobs, cluster):
            self.totals.merge(part)
            self.progress.advance(part.posts + part.errors, 1)
        for target in targets:
            sweep(target)
        self.progress.stop()

    def finish(self) -> Exit:
        """Tell the summary and give the exit code."""
        t = self.totals
        if not self.quiet:
            click.echo(one_line(self._summary()), err=True)
        if not t.posts and (t.errors or not self.resumed):
            return Exit.BAD_INPUT
        if t.low or t.high:
            return Exit.THRESHOLD
        return Exit.PARTIAL if t.errors else Exit.OK

    def _summary(self) -> str:
        t = self.totals
        parts = [f"{t.posts:,} post{'' if t.posts == 1 else 's'}"]
        if t.posts:
            parts.append(f"mean balance {t.mean:.1f}, {t.screening:,} may screen on background")
        if t.low:
            parts.append(f"{t.low:,} under the balance of {t.fail_under:g}")
        if t.high:
            parts.append(f"{t.high:,} over the screening limit of {t.max_screening:g}")
        if t.errors:
            parts.append(f"{t.errors:,} could not be read")
        if self.skipped:
            parts.append(f"left out: {self._left_out()}")
        if self.resumed:
            parts.append(f"{self.resumed:,} done before")
        return "; ".join(parts) + "."

    def _units(self, paths, options, finished, skip) -> Iterator:
        from rubric import batch

        if "-" in paths:
            try:
                items = list(read_stdin(options.text_column))
            except InputError as e:
                items = [e]
            yield from (batch.Unit("stdin", item, file, n) for file, n, item in batch.numbered(items, "stdin"))
        yield from batch.units(self._found(_expand(p for p in paths if p != "-")), options, finished, skip)

    def _found(self, paths: list[str]) -> Iterator[Path]:
        from rubric.read import find

        if not paths:
            return
        self.progress.start(lambda: sum(1 for _ in find(paths)))
        count = 0
        for path in find(paths, self._skip):
            count += 1
            yield path
        if not count:
            other = f", only {self._left_out()}" if self.skipped else ""
            remedy = "Give .txt, .md, .html, .docx, .pdf, .csv, .jsonl or .zip files."
            raise InputError(f"no posts here{other}.", where=", ".join(paths), remedy=remedy)

    def _skip(self, path: Path) -> None:
        self.skipped += 1
        if len(self.first) < TOLD:
            self.first.append(path.name)

    def _left_out(self) -> str:
        from rubric.read.walk import some

        return some(self.first, self.skipped)

    def _counted(self, chunks) -> Iterator[dict]:
        for chunk in chunks:
            rows = [row for _, row in chunk]
            self._count(rows)
            yield from rows

    def _count(self, rows) -> None:
        files = set()
        n = 0
        for row in rows:
            self.totals.add(row)
            files.add(row["file"])
            n += 1
            if "error" in row and self.told <= TOLD and not self.quiet:
                self.told += 1
                if self.told > TOLD:
                    click.echo("More files could not be read; they are in the output.", err=True)
                elif row["error"] == LeftOut.slug:
                    click.echo(f"{one_line(row['file'])}: {one_line(row['message'])}", err=True)
                else:
                    complain(InputError(row["message"], remedy=row["remedy"], where=row["where"] or row["file"]))
        self.progress.advance(n, len(files))

    def _stamp(self, options, paths, form) -> dict:
        from hashlib import blake2b

        own = blake2b(repr(options).encode())
        for name in (*options.house.signals, *options.house.questions):
            own.update(Path(name).read_bytes())
        return {"version": __version__, "paths": list(paths), "format": form, "options": own.hexdigest()}


def _check(paths, form, output, resume, folder, cluster) -> None:
    if resume and output in ("", "-"):
        raise OptionError("--resume needs the -o of the run to go on with.", where="--resume", remedy="Add -o FILE.")
    if form == "parquet" and output in ("", "-"):
        raise OptionError("parquet is no text.", where="--format", remedy="Add -o FILE.parquet.")
    if folder and form not in ("csv", "jsonl", "parquet", "html"):
        raise OptionError(f"{form} cannot be split into files.", where="--output", remedy="Use csv, jsonl, parquet or html for a folder.")
    if "-" in paths and (folder or cluster):
        raise OptionError("standard input cannot go there.", where="-", remedy="Save it as a file first.")
    if "-" in paths and sys.stdin.isatty():
        click.echo("Reading the post from the terminal; end with Ctrl-D.", err=True)


def _expand(paths) -> list[str]:
    out: list[str] = []
    for path in paths:
        matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) and not os.path.exists(path) else [path]
        if not matches:
            raise InputError("no file matches this pattern.", where=path, remedy="Check the path.")
        out += matches
    return out


def _single(paths) -> bool:
    from rubric.batch import STREAMED

    return len(paths) == 1 and not Path(paths[0]).is_dir() and not paths[0].lower().endswith(STREAMED) and not glob.has_magic(paths[0])


def _detail(form: str, paths) -> str:
    from rubric.output.writers import DETAIL

    return "brief" if form == "table" and not _single(paths) else DETAIL[form]


def _table(rows: list[dict]) -> list[str]:
    from rubric.output.table import WIDTH, render

    if not sys.stdout.isatty():
        return [render(rows)]
    import shutil

    return [render(rows, max(40, shutil.get_terminal_size((WIDTH, 24)).columns), color="NO_COLOR" not in os.environ)]
