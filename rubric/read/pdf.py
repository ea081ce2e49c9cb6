"""Stage 1, PDF files: the text of their pages with wrapped lines joined again. Scanned pages hold no text and are refused."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter

from rubric.errors import InputError, PostTooLong, UnreadableFile
from rubric.read.encoding import check, sound
from rubric.read.limits import MAX_CHARS, MAX_PAGES
from rubric.records import Post

_BULLET = re.compile(r"\s*(?:[•·●▪◦‣∙■□◆►▶➢✓✔]|[-–—*o](?=\s)|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s)")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_OPEN_END = re.compile(r"[\w,;&/)’'-]\s*\Z")


def read_pdf(data: bytes, where: str = "") -> list[Post]:
    """The one post of a PDF. Raises UnreadableFile (damaged, protected, scanned) or PostTooLong (over MAX_PAGES)."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pages, title = _pages(pypdf.PdfReader(io.BytesIO(data)), where)
    except InputError:
        raise
    except Exception as e:  # pypdf raises whatever a damaged file makes it meet
        what = f"the PDF is damaged ({type(e).__name__})."
        raise UnreadableFile(what, where=where, remedy="Print it to a new PDF, or copy its text and paste it.") from None
    text = "\n\n".join(unwrap(p) for p in _without_running_heads(pages) if p.strip()).strip()
    if len(re.sub(r"\s", "", text)) < 20:
        raise UnreadableFile(
            "the PDF has no text; it may be a scan.", where=where, remedy="Run text recognition (OCR) on it, or paste the post's text."
        )
    return [Post(text=check(sound(text), where), title=title, source=where, format="pdf")]


def plain(data: bytes) -> dict[str, str]:
    """read_pdf() as plain data: text and title."""
    post = read_pdf(data)[0]
    return {"text": post.text, "title": post.title}


def _pages(reader, where: str) -> tuple[list[str], str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFile("the PDF is protected with a password.", where=where, remedy="Save it without one.")
    count = len(reader.pages)
    if count > MAX_PAGES:
        what = f"the PDF has {count:,} pages; the limit is {MAX_PAGES}."
        raise PostTooLong(what, where=where, remedy="Give only the pages with the post.")
    pages, total = [], 0
    for page in reader.pages:
        text = page.extract_text() or ""
        total += len(text)
        pages.append(text)
        if total > 2 * MAX_CHARS:
            raise PostTooLong(f"the PDF has more than {2 * MAX_CHARS:,} characters.", where=where, remedy="Give one post at a time.")
    title = reader.metadata.title if reader.metadata else ""
    title = sound(title).strip() if isinstance(title, str) else ""
    return pages, "" if re.search(r"\.(?:docx?|pdf|indd|odt)$|^microsoft word|^untitled", title, re.IGNORECASE) else title[:200]


def _without_running_heads(pages: list[str]) -> list[str]:
    """The pages without lines that stand on at least three of them and on half of all, digits aside (headers, footers, addresses)."""
    seen = Counter(line for p in pages for line in {_DIGITS.sub("0", line).strip() for line in p.splitlines()} if line)
    common = {line for line, n in seen.items() if n >= 3 and n * 2 >= len(pages)}
    return ["\n".join(line for line in p.splitlines() if _DIGITS.sub("0", line).strip() not in common) for p in pages]


def unwrap(page: str) -> str:
    """Join the lines of a page that a margin broke: a line that is nearly full and ends in mid-sentence takes in the next."""
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in page.splitlines()]
    lines = [line for line in lines if not _PAGE_NUMBER.fullmatch(line)]
    widths = sorted(len(line) for line in lines if line)
    full = widths[int(len(widths) * 0.9)] * 0.75 if widths else 0
    out: list[str] = []
    last = 0  # width of the last physical line
    for line in lines:
        goes_on = (
            out and out[-1] and line and not _BULLET.match(line) and _OPEN_END.search(out[-1])
            and (line[0].islower() or (last >= full and not line.endswith(":")))
        )
        if goes_on:
            glue = "" if out[-1].endswith("-") and not out[-1].endswith(" -") and line[0].islower() else " "
            out[-1] = f"{out[-1]}{glue}{line}"
        else:
            out.append(line)
        last = len(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out))
