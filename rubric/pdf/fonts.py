"""The kit's typeface (Source Sans Pro, SIL Open Font License) and what happens to characters that it does not have.

Latin, Greek and Cyrillic are in it. Other scripts (Chinese, Arabic, Hindi, emoji …) are printed in Latin letters between
square brackets; the original stays in the file as the text's /ActualText, so that it is read aloud and copied as written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import as_file, files
from xml.sax.saxutils import escape

from anyascii import anyascii
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, SEMIBOLD, BOLD = "Rubric-Regular", "Rubric-Semibold", "Rubric-Bold"
_FILES = {REGULAR: "SourceSansPro-Regular.ttf", SEMIBOLD: "SourceSansPro-Semibold.ttf", BOLD: "SourceSansPro-Bold.ttf"}
SUBSTITUTION_NOTE = (
    "Some words of the post are in a script that this kit’s typeface does not have. They are printed in Latin letters [in "
    "square brackets]; "
    "the original wording is stored in the file and is what a screen reader or a copy of the text gives."
)


def font_bytes(name: str = REGULAR) -> bytes:
    """The TrueType file of one face."""
    return files("rubric.pdf").joinpath("fonts", _FILES[name]).read_bytes()


@lru_cache(maxsize=1)
def register() -> None:
    """Make the faces known to ReportLab, once per process."""
    for name, file in _FILES.items():
        with as_file(files("rubric.pdf").joinpath("fonts", file)) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Code points that all three faces can show."""
    register()
    faces = [frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in _FILES]
    return faces[0] & faces[1] & faces[2]


def shown(text: str) -> str:
    """The text as printed: composed, without control characters, other scripts as [Latin letters]. Line feeds stay."""
    out, run = [], []

    def flush():
        if run:
            word = "".join(run)
            plain = " ".join("".join(anyascii(c) + (" " if _ideograph(c) else "") for c in word).split())
            plain = re.sub(r" ([,.:;!?)])", r"\1 ", plain).strip()
            tail = " " if word[-1].isspace() else ""
            out.append(f"[{plain or '?'}]{tail}")
            run.clear()

    for c in unicodedata.normalize("NFC", text):
        category = unicodedata.category(c)
        if not c.isspace() and category in ("Cc", "Cf", "Cs"):
            continue
        if ord(c) in covered() and not (run and c == " "):
            flush()
            out.append(c)
        elif c == "\n" or c.isspace():
            if run:
                run.append(c)
            else:
                out.append("\n" if c == "\n" else " ")
        else:
            run.append(c)
    flush()
    return "".join(out)


def _ideograph(c: str) -> bool:
    return "㐀" <= c <= "鿿" or "豈" <= c <= "﫿" or (ord(c) >= 0x20000 and unicodedata.category(c) == "Lo")


def substituted(text: str) -> bool:
    """True when `shown` prints something else than a reader of the script would write."""
    return any(ord(c) not in covered() and not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf",
        "Cs") for c in unicodedata.normalize("NFC", text))


def safe(text: str) -> str:
    """User text as ReportLab markup: shown() and escaped."""
    return escape(shown(text))
