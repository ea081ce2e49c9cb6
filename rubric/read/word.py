"""Stage 1, Word files (.docx): every paragraph is a line, lists get '- ', tables are read cell by cell, text boxes too."""

from __future__ import annotations

import io
import re
import zipfile

from rubric.errors import UnreadableFile
from rubric.read.archive import WORD_REMEDY as _REMEDY
from rubric.read.archive import refuse_bombs
from rubric.read.encoding import check, empty, sound
from rubric.records import Post

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_docx(data: bytes, where: str = "") -> list[Post]:
    """The one post of a Word file. Raises UnreadableFile for damaged, protected or booby-trapped files."""
    _refuse_entities(data, where)
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document.element.body))
        title = sound(document.core_properties.title or "").strip()[:200]
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, AttributeError, OSError, EOFError) as e:
        raise UnreadableFile(f"the Word file is damaged ({type(e).__name__}).", where=where, remedy=_REMEDY) from None
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    if not text.strip():
        raise empty(where)
    return [Post(text=check(sound(text), where), title=title, source=where, format="docx")]


def _lines(body):
    """Yield the text of every paragraph in document order, also in tables, text boxes and content controls; deleted text is left out."""
    for p in body.iter(f"{_W}p"):
        if any(a.tag == _FALLBACK for a in p.iterancestors()):
            continue
        text = "".join(_words(p)).strip(" \t")
        style = p.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        listed = p.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("List")
        if name.startswith(("Heading", "Title")):
            yield ""
            yield text
            yield ""
        elif listed and text:
            yield f"- {text}"
        else:
            yield text


def _words(p):
    stack = list(reversed(p))
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag == f"{_W}tab":
            yield "\t"
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif node.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif node.tag not in (f"{_W}p", f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", f"{_W}del", _FALLBACK):
            stack.extend(reversed(node))


def _refuse_entities(data: bytes, where: str) -> None:
    """Word writes no DOCTYPE; one in any part is an entity bomb or an attempt to read other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            refuse_bombs(z.infolist(), where)
            for info in z.infolist():
                if info.filename.endswith((".xml", ".rels")):
                    with z.open(info) as part:
                        if _DOCTYPE.search(part.read(4096)):
                            raise UnreadableFile("the Word file declares XML entities.", where=where, remedy=_REMEDY)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as e:
        what = f"the Word file is damaged or protected ({type(e).__name__})."
        raise UnreadableFile(what, where=where, remedy=_REMEDY) from None
