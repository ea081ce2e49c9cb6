"""The typeface for form fields: the house font cut down to WinAnsi glyphs and embedded whole, so that any viewer can type with it.

ReportLab offers only unembedded standard fonts for forms; pikepdf lets us put a real one into the form's resources.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from reportlab.pdfbase.ttfonts import TTFontFile

from rubric.pdf.fonts import font_bytes

KEPT = ("cvt ", "fpgm", "prep", "head", "hhea", "maxp", "hmtx", "cmap", "OS/2")


def codes() -> dict[int, int]:
    """WinAnsi code -> Unicode code point, 32 to 255."""
    return {n: ord(c) for n in range(32, 256) if (c := bytes([n]).decode("cp1252", "ignore"))}


@lru_cache(maxsize=1)
def cut() -> bytes:
    """The regular face with all outlines outside WinAnsi emptied; glyph numbers and metrics stay as they are."""
    font = _parsed()
    keep = {0} | {font.charToGlyph[u] for u in codes().values() if u in font.charToGlyph}
    head = bytearray(font.get_table("head"))
    count = struct.unpack(">H", font.get_table("maxp")[4:6])[0]
    raw = font.get_table("loca")
    long = struct.unpack(">h", head[50:52])[0]
    loca = struct.unpack(f">{count + 1}L", raw) if long else [2 * n for n in struct.unpack(f">{count + 1}H", raw)]
    glyf = font.get_table("glyf")
    for gid in list(keep):
        keep |= _parts(glyf, loca, gid)
    outlines, offsets = b"", []
    for gid in range(count):
        offsets.append(len(outlines))
        if gid in keep:
            outlines += glyf[loca[gid] : loca[gid + 1]]
            outlines += b"\0" * (-len(outlines) % 4)
    offsets.append(len(outlines))
    head[50:52] = struct.pack(">h", 1)
    head[8:12] = b"\0\0\0\0"
    tables = {t: font.get_table(t) for t in KEPT if t in font.table}
    tables |= {"head": bytes(head), "glyf": outlines, "loca": struct.pack(f">{count + 1}L", *offsets)}
    tables["post"] = struct.pack(">LLhhLLLLL", 0x00030000, 0, -50, 50, 0, 0, 0, 0, 0)
    return _file(tables)


def font_object(pdf: Pdf) -> Dictionary:
    """The font as an indirect object of this PDF, with widths for every WinAnsi code."""
    font = _parsed()
    widths = [round(font.charWidths.get(codes().get(n, -1), font.defaultWidth)) for n in range(32, 256)]
    stream = Stream(pdf, cut())
    stream.Length1 = len(cut())
    descriptor = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/RubricForm"), Flags=32, FontBBox=Array([round(v) for v in font.bbox]),
        ItalicAngle=0, Ascent=round(font.ascent), Descent=round(font.descent), CapHeight=round(font.capHeight), StemV=round(font.stemV),
        MissingWidth=round(font.defaultWidth), FontFile2=pdf.make_indirect(stream),
    ))
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/RubricForm"), Encoding=Name.WinAnsiEncoding,
        FirstChar=32, LastChar=255, Widths=Array(widths), FontDescriptor=descriptor,
    ))


@lru_cache(maxsize=1)
def _parsed() -> TTFontFile:
    return TTFontFile(BytesIO(font_bytes()))


def _parts(glyf: bytes, loca, gid: int) -> set[int]:
    """Glyphs that a composite glyph is made of, all the way down."""
    start, end = loca[gid], loca[gid + 1]
    if start == end or struct.unpack(">h", glyf[start : start + 2])[0] >= 0:
        return set()
    found, at, more = set(), start + 10, True
    while more:
        flags, part = struct.unpack(">HH", glyf[at : at + 4])
        found |= {part} | _parts(glyf, loca, part)
        at += 4 + (4 if flags & 1 else 2) + (2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0)
        more = bool(flags & 0x20)
    return found


def _file(tables: dict[str, bytes]) -> bytes:
    """A TrueType file of these tables, with its checksums."""
    n = len(tables)
    power = 1 << (n.bit_length() - 1)
    out = struct.pack(">LHHHH", 0x00010000, n, power * 16, power.bit_length() - 1, n * 16 - power * 16)
    body, at = b"", 12 + 16 * n
    for tag in sorted(tables):
        data = tables[tag]
        out += tag.encode() + struct.pack(">LLL", _sum(data), at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    whole = bytearray(out + body)
    head_at = next(struct.unpack(">L", out[i + 8 : i + 12])[0] for i in range(12, len(out), 16) if out[i : i + 4] == b"head")
    whole[head_at + 8 : head_at + 12] = struct.pack(">L", (0xB1B0AFBA - _sum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(data: bytes) -> int:
    data += b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF
