"""Stage 1, ZIP files: archives of posts, and Word files, which are ZIP files too. Bombs are refused before they are unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath

from rubric.errors import InputError, LeftOut, PostTooLong, UnreadableFile
from rubric.read.limits import MAX_DEPTH, MAX_ENTRIES, MAX_FILE_BYTES, MAX_RATIO, MAX_UNPACKED_BYTES
from rubric.records import Post

_OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "a spreadsheet: save it as .csv",
    "ppt/presentation.xml": "a presentation: save its text as .txt",
    "content.xml": "an OpenDocument file: save it as .docx",
}
WORD_REMEDY = "Open it in your word processor and save it again as .docx."


def posts(source: Path | bytes, where: str, text_column: str = "", depth: int = 0) -> Iterator[Post | InputError]:
    """Yield the posts of every readable file in the archive, in name order, an error for each that is not, and at last what was left out.

    Raises UnreadableFile or PostTooLong for an archive that is damaged, empty, nested too deeply or too large unpacked.
    """
    if depth >= MAX_DEPTH:
        raise UnreadableFile("archives are nested too deeply.", where=where, remedy="Unpack the inner archive first.")
    word_file = PurePath(where).suffix.lower() == ".docx"
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError) as e:
        if word_file:
            raise UnreadableFile("the Word file is damaged.", where=where, remedy=WORD_REMEDY) from None
        raise UnreadableFile(f"the ZIP file is damaged ({e}).", where=where, remedy="Make it again and retry.") from None
    with archive:
        infos = archive.infolist()
        refuse_bombs(infos, where)
        names = {i.filename for i in infos}
        for part, kind in _OFFICE.items():
            if part in names and ("[Content_Types].xml" in names or "mimetype" in names):
                if kind != "docx":
                    raise UnreadableFile(f"this is {kind}.", where=where, remedy="Then try again.")
                from rubric.read import word

                data = source if isinstance(source, bytes) else source.read_bytes()
                yield from word.read_docx(data, where)
                return
        if word_file and infos and all(i.filename.startswith(("word/", "_rels/", "docProps/", "customXml/", "[")) for i in infos):
            raise UnreadableFile("the Word file is damaged: its main part is not there.", where=where, remedy=WORD_REMEDY)
        yield from _entries(archive, infos, where, text_column, depth)


def _entries(archive: zipfile.ZipFile, infos: list, where: str, text_column: str, depth: int) -> Iterator[Post | InputError]:
    from rubric.read.open import each, too_big
    from rubric.read.walk import hidden, is_post, some

    files = sorted((i for i in infos if not i.is_dir() and not hidden(i.filename)), key=lambda i: i.filename)
    wanted = [i for i in files if is_post(i.filename)]
    others = [i.filename for i in files if not is_post(i.filename)]
    if not wanted:
        what = f"no posts are in this archive{f', only {some(others)}' if others else ''}."
        raise UnreadableFile(what, where=where, remedy="Put .txt, .md, .html, .docx, .pdf, .csv or .jsonl files in it.")
    for info in wanted:
        name = f"{where}/{info.filename}"
        try:
            if info.flag_bits & 1:
                raise UnreadableFile("the file is protected with a password.", where=name, remedy="Save it without one.")
            if info.file_size > MAX_FILE_BYTES:
                raise too_big(info.file_size, name)
            yield from each(archive.read(info), name, text_column, depth + 1)
        except InputError as e:
            yield e
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as e:
            yield UnreadableFile(f"the archive is damaged here ({e}).", where=name, remedy="Make the archive again and retry.")
    if others:
        what = f"left out of this archive, being no posts by their names: {some(others)}."
        yield LeftOut(what, where=where, remedy="If there are posts among them, save those as .txt, .md, .html, .docx or a text PDF.")


def refuse_bombs(infos: list[zipfile.ZipInfo], where: str) -> None:
    if len(infos) > MAX_ENTRIES:
        what = f"the archive holds {len(infos):,} files; the limit is {MAX_ENTRIES:,}."
        raise PostTooLong(what, where=where, remedy="Unpack it and give the folder.")
    unpacked = sum(i.file_size for i in infos)
    packed = sum(i.compress_size for i in infos) or 1
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > 1_000_000 and unpacked / packed > MAX_RATIO):
        raise PostTooLong(
            f"the archive would unpack to {unpacked / 1e6:,.0f} MB, {unpacked / packed:,.0f} times its size.",
            where=where,
            remedy="Unpack it yourself, if you trust it, and give the folder.",
        )
