"""Form fields of a PDF as names and values, whoever filled them: the first step of reading a filled kit back."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import warnings
from dataclasses import dataclass, field
from typing import Any

from rubric.errors import RubricError, ScorecardError
from rubric.read.limits import MAX_FILE_BYTES, MAX_PAGES

MOST_WIDGETS = 5_000
RADIO = 1 << 15
SAVE = "Open the filled kit in your PDF viewer and use Save (or Save as), not Print; then give that file."


@dataclass
class FormField:
    """One field. kind: 'text', 'radio', 'check' or 'other'; `marked`: every value set or shown as chosen; `states`: all choices."""

    kind: str
    text: str = ""
    marked: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)


@dataclass
class Form:
    """What a PDF says: its attachments' first copies, its fields, and the words on a page (call with a page number from 0)."""

    reader: Any
    fields: dict[str, FormField]

    def attachment(self, name: str) -> bytes | None:
        found = self.reader.attachments.get(name)
        return found[0] if found else None

    def words(self, page: int) -> str:
        """The text printed on a page without any white space."""
        return squeeze(self.reader.pages[page].extract_text() or "")

    @property
    def paper(self) -> str:
        return "a4" if abs(float(self.reader.pages[0].mediabox.width) - 595.3) < 3 else "letter"


def open_form(data: bytes, file: str = "") -> Form:
    """Open a PDF and read its form. Raises ScorecardError: empty, too large, no PDF, protected, damaged."""
    if not data:
        raise ScorecardError("the file is empty.", where=file, remedy="Save the filled kit again and give that file.")
    if len(data) > MAX_FILE_BYTES:
        what = f"the file has {len(data) // 1_000_000:,} MB; the limit is {MAX_FILE_BYTES // 1_000_000}."
        raise ScorecardError(what, where=file, remedy="A filled kit is far smaller. Give the kit alone, without scans.")
    if b"%PDF-" not in data[:1024]:
        raise ScorecardError("this is not a PDF.", where=file, remedy="Give the filled kit as the PDF that your viewer saved.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _form(data, file)
    except RubricError:
        raise
    except Exception as e:  # pypdf raises whatever a damaged file makes it meet
        what = f"the PDF is damaged ({type(e).__name__})."
        raise ScorecardError(what, where=file, remedy="Ask the interviewer for the file again; copy it whole.") from None


def _form(data: bytes, file: str) -> Form:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted
    except (DependencyError, NotImplementedError):  # pypdf decrypts only with a further package; pikepdf brings its own means
        locked = True
    if locked:
        reader = PdfReader(io.BytesIO(_unlocked(data, file)))
    if len(reader.pages) > MAX_PAGES:
        what = f"the PDF has {len(reader.pages):,} pages; a kit has at most {MAX_PAGES}."
        raise ScorecardError(what, where=file, remedy="Give one filled kit per file.")
    return Form(reader, _fields(reader))


def _unlocked(data: bytes, file: str) -> bytes:
    """The same file without encryption, if it opens without a password."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            out = io.BytesIO()
            pdf.save(out)
            return out.getvalue()
    except pikepdf.PasswordError:
        remedy = "Open it with the password, save it without one, and give that file."
        raise ScorecardError("the PDF is protected with a password.", where=file, remedy=remedy) from None


def _fields(reader) -> dict[str, FormField]:
    form = _get(reader.trailer["/Root"], "/AcroForm")
    if not isinstance(form, dict):
        return {}
    on_page = {}
    for number, page in enumerate(reader.pages):
        for ref in _get(page, "/Annots") or ():
            on_page[getattr(ref, "idnum", None) or id(ref.get_object())] = number
    found: dict[str, FormField] = {}
    stack = [(ref, "", {}) for ref in reversed(_get(form, "/Fields") or [])]
    seen, count = set(), 0
    while stack:
        ref, name, above = stack.pop()
        node, key, count = ref.get_object(), getattr(ref, "idnum", None), count + 1
        if count > MOST_WIDGETS:
            raise ValueError("too many form fields")
        if not isinstance(node, dict) or (key and key in seen):
            continue
        seen.add(key)
        if "/T" in node:
            name = f"{name}.{_text(node['/T'])}" if name else _text(node["/T"])
        here = above | {k: _get(node, k) for k in ("/FT", "/Ff") if k in node}
        here["values"] = [*above.get("values", ()), *([node["/V"]] if "/V" in node else [])]
        stack += [(kid, name, here) for kid in reversed(_get(node, "/Kids") or [])]
        if not _get(node, "/Kids"):
            _note(found, name, node, here, on_page.get(key or id(node)))
    return found


def _note(found: dict[str, FormField], name: str, node, here: dict, page: int | None) -> None:
    kind = {"/Tx": "text", "/Btn": "radio" if _flags(here) & RADIO else "check"}.get(here.get("/FT"), "other")
    entry = found.setdefault(name, FormField(kind))
    if page is not None:
        entry.pages.add(page)
    if kind == "text":  # the field's own value goes before what a widget kept
        entry.text = entry.text or next((t for v in here["values"] if (t := _text(v))), "")
        return
    entry.marked |= {v for value in here["values"] if (v := _text(value).removeprefix("/")) not in ("", "Off")}
    looks = _get(_get(node, "/AP") or {}, "/N")
    states = {str(k).removeprefix("/") for k in looks} - {"Off"} if isinstance(looks, dict) and not hasattr(looks, "get_data") else set()
    entry.states |= states
    shown = _text(_get(node, "/AS")).removeprefix("/")
    if shown and shown != "Off" and (not states or shown in states):
        entry.marked.add(shown)


def _flags(here: dict) -> int:
    flags = here.get("/Ff")
    return int(flags) if isinstance(flags, int) else 0


def _get(node, key: str):
    value = node.get(key) if isinstance(node, dict) else None
    return value.get_object() if value is not None else None


def _text(value) -> str:
    """A text string, name or text stream as clean text: line feeds for line ends, no control or direction-override characters."""
    value = value.get_object() if hasattr(value, "get_object") else value
    if value is None:
        return ""
    if hasattr(value, "get_data"):
        value = value.get_data()
    if isinstance(value, bytes):
        value = _decoded(value)
    text = re.sub("\r\n|[\r\u2028\u2029]", "\n", unicodedata.normalize("NFC", str(value)))
    return "".join(c for c in text if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _OVERRIDES))


_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _decoded(raw: bytes) -> str:
    """Bytes as PDF text: UTF-16 or UTF-8 by their mark, else the PDF's own 8-bit encoding, of which Latin-1 is the common part."""
    for mark, name in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    return raw.decode("latin-1")


def squeeze(text: str) -> str:
    """Text without white space and soft hyphens, so that line breaks do not count when it is compared."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c != "\u00ad")
