"""After ReportLab: form fields with an embedded typeface, the structure tree, metadata and the kit's data, by pikepdf.

The result is tagged (headings, reading order, tables, fields, alternatives); it has not been validated against a
conformance standard and claims none.
"""

from __future__ import annotations

import hashlib
import json
from io import BytesIO

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from rubric.interview.kit import Kit
from rubric.pdf.document import draw, kit_title
from rubric.pdf.fonts import REGULAR
from rubric.pdf.formfont import font_object
from rubric.pdf.structure import Elem, FieldSpec, LinkSpec, Structure

ATTACHMENT = "rubric-kit.json"
INK = "0.102 0.125 0.149"
PRINT, MULTILINE, RADIO = 4, 1 << 12, 1 << 15


def render_pdf(kit: Kit) -> bytes:
    """The kit as a fillable, tagged PDF. Equal kits give equal bytes. See `kit_data` for what is attached."""
    data, structure = draw(kit)
    with Pdf.open(BytesIO(data)) as pdf:
        fields = _Fields(pdf, structure)
        _Tags(pdf, structure, fields.widgets).write()
        _drop_unused_standard_font(pdf)
        _metadata(pdf, kit, structure)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def kit_data(kit: Kit, fields: list[str]) -> dict:
    """The attached record: kit.to_meta(), the names of all form fields, and a SHA-256 over both."""
    body = kit.to_meta() | {"fields": fields}
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
    return body | {"digest": digest}


class _Fields:
    """Turns FieldSpecs into widgets; specs of one name become one field.

    A period in a name is a step in the hierarchy: 'rating.x' is the field 'x' under the field 'rating', since a partial name must not
    hold a period (ISO 32000-1, 12.7.3.2). Readers join the names again.
    """

    def __init__(self, pdf: Pdf, structure: Structure):
        self.pdf, self.widgets = pdf, {}
        self.font = font_object(pdf)
        groups: dict[str, list[FieldSpec]] = {}
        for spec in structure.fields:
            groups.setdefault(spec.name, []).append(spec)
        self.roots, self.inner = Array(), {}
        for name, specs in groups.items():
            self._hang(name, self._group(specs, name.rpartition(".")[2]))
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(
            Fields=self.roots, DR=Dictionary(Font=Dictionary(RubricForm=self.font)), DA=String(self._da(10)), NeedAppearances=False,
        ))
        for link in structure.links:
            self._place(link, Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=Array(_rect(link)), Border=Array([0, 0, 0]), F=PRINT,
                A=Dictionary(S=Name.URI, URI=String(link.uri)), Contents=String(f"Source: {link.uri}"),
            ))

    def _hang(self, name: str, made) -> None:
        """Hang a field, or an inner node, under the node of the names before its last."""
        above = name.rpartition(".")[0]
        if not above:
            self.roots.append(made)
            return
        if above not in self.inner:
            self.inner[above] = self.pdf.make_indirect(Dictionary(T=String(above.rpartition(".")[2]), Kids=Array()))
            self._hang(above, self.inner[above])
        made.Parent = self.inner[above]
        self.inner[above].Kids.append(made)

    def _group(self, specs: list[FieldSpec], partial: str):
        first = specs[0]
        for spec in specs:
            spec.value = first.value
        if first.kind == "text":
            shared = Dictionary(FT=Name.Tx, T=String(partial), TU=String(first.label), DA=String(self._da(first.size)))
            if first.multiline:
                shared.Ff = MULTILINE
            if first.value:
                shared.V = String(first.value)
            if len(specs) == 1:
                return self._place(first, self._merge(shared, self._text_widget(first)))
            parent = self.pdf.make_indirect(shared)
            parent.Kids = Array([self._place(s, self._text_widget(s, parent)) for s in specs])
            return parent
        if first.kind == "check":
            field = Dictionary(FT=Name.Btn, T=String(partial), TU=String(first.label), V=Name.Off)
            return self._place(first, self._merge(field, self._button(first, "Yes")))
        parent = self.pdf.make_indirect(Dictionary(
            FT=Name.Btn, Ff=RADIO, T=String(partial), TU=String(first.label.split(": level")[0]), V=Name.Off,
        ))
        parent.Kids = Array([self._place(s, self._button(s, s.state, parent)) for s in specs])
        return parent

    def _place(self, spec: FieldSpec | LinkSpec, widget: Dictionary):
        page = self.pdf.pages[spec.page]
        widget.P = page.obj
        made = self.pdf.make_indirect(widget)
        if "/Annots" not in page.obj:
            page.obj.Annots = Array()
        page.obj.Annots.append(made)
        self.widgets[id(spec)] = made
        return made

    @staticmethod
    def _merge(a: Dictionary, b: Dictionary) -> Dictionary:
        for key, value in b.items():
            a[key] = value
        return a

    @staticmethod
    def _da(size: float) -> str:
        return f"/RubricForm {size:g} Tf {INK} rg"

    def _text_widget(self, spec: FieldSpec, parent=None) -> Dictionary:
        x0, y0, x1, y1 = spec.rect
        content = "/Tx BMC EMC"
        if spec.value:
            shown = spec.value.encode("cp1252", "replace").hex()
            size = spec.size * min(1, (x1 - x0 - 4) / stringWidth(spec.value, REGULAR, spec.size))
            content = f"/Tx BMC q BT {self._da(round(size, 2))} 2 {(y1 - y0 - size) / 2 + 1.5:.2f} Td <{shown}> Tj ET Q EMC"
        ap = Stream(self.pdf, content.encode("ascii"))
        ap.Type, ap.Subtype, ap.BBox = Name.XObject, Name.Form, Array([0, 0, round(x1 - x0, 2), round(y1 - y0, 2)])
        ap.Resources = Dictionary(Font=Dictionary(RubricForm=self.font))
        w = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(_rect(spec)), F=PRINT, AP=Dictionary(N=self.pdf.make_indirect(ap)))
        if parent is not None:
            w.Parent, w.TU = parent, String(spec.label)
        return w

    def _button(self, spec: FieldSpec, state: str, parent=None) -> Dictionary:
        side = spec.rect[2] - spec.rect[0]
        shape = _circle if spec.kind == "radio" else _square
        on, off = (self._drawing(shape(side, filled), side) for filled in (True, False))
        w = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Rect=Array(_rect(spec)), F=PRINT, AS=Name.Off, TU=String(spec.label),
            MK=Dictionary(CA=String("l" if spec.kind == "radio" else "4")), AP=Dictionary(N=Dictionary({f"/{state}": on, "/Off": off})),
        )
        if parent is not None:
            w.Parent = parent
        return w

    def _drawing(self, content: str, side: float):
        s = Stream(self.pdf, content.encode("ascii"))
        s.Type, s.Subtype, s.BBox, s.Resources = Name.XObject, Name.Form, Array([0, 0, side, side]), Dictionary()
        return self.pdf.make_indirect(s)


class _Tags:
    """Writes the structure tree: elements in reading order, marked content, widgets and links with their parents."""

    def __init__(self, pdf: Pdf, structure: Structure, widgets: dict):
        self.pdf, self.structure, self.widgets = pdf, structure, widgets
        self.by_page: dict[int, dict[int, object]] = {}
        self.objects: list = []

    def write(self) -> None:
        pdf = self.pdf
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._elem(self.structure.root, root)
        nums = Array()
        for n, page in enumerate(pdf.pages):
            marked = self.by_page.get(n, {})
            nums.append(n)
            nums.append(pdf.make_indirect(Array([marked[m] for m in sorted(marked)])))
            page.obj.StructParents = n
            page.obj.Tabs = Name.S
        for n, (owner, annotation) in enumerate(self.objects, len(pdf.pages)):
            annotation.StructParent = n
            nums.append(n)
            nums.append(owner)
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=nums))
        root.ParentTreeNextKey = len(pdf.pages) + len(self.objects)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _elem(self, e: Elem, parent):
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{e.tag}"), P=parent))
        if e.alt:
            made.Alt = String(e.alt)
        if e.actual:
            made.ActualText = String(e.actual)
        if e.scope:
            made.A = Dictionary(O=Name.Table, Scope=Name(f"/{e.scope}"))
        kids = Array()
        for k in e.kids:
            if isinstance(k, Elem):
                if k.drawn or k.tag in ("TD", "TH"):
                    kids.append(self._elem(k, made))
            elif isinstance(k, tuple):
                page, mcid = k
                self.by_page.setdefault(page, {})[mcid] = made
                kids.append(Dictionary(Type=Name.MCR, Pg=self.pdf.pages[page].obj, MCID=mcid))
            else:
                widget = self.widgets[id(k)]
                self.objects.append((made, widget))
                kids.append(Dictionary(Type=Name.OBJR, Pg=self.pdf.pages[k.page].obj, Obj=widget))
        if len(kids):
            made.K = kids
        return made


def _drop_unused_standard_font(pdf: Pdf) -> None:
    """ReportLab lists Helvetica in every page's resources whether or not it is used; nothing here uses it."""
    for page in pdf.pages:
        fonts = page.obj.Resources.get("/Font", {})
        for key in [k for k in fonts if str(fonts[k].get("/BaseFont")) == "/Helvetica"]:
            if f"{key} ".encode() in page.Contents.read_bytes():
                raise AssertionError("a page uses a font that is not embedded")
            del fonts[key]


def _metadata(pdf: Pdf, kit: Kit, structure: Structure) -> None:
    title = kit_title(kit)
    pdf.docinfo["/Title"] = String(title)
    pdf.docinfo["/Subject"] = String("Structured interview kit: questions, rating levels, score and panel sheets")
    pdf.docinfo["/Creator"] = String("Rubric")
    pdf.docinfo["/RubricKitId"] = String(kit.id)
    pdf.docinfo["/RubricKitVersion"] = String(kit.version)
    for key in ("/CreationDate", "/ModDate", "/Author", "/Keywords", "/Trapped"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    if kit.date:
        pdf.docinfo["/CreationDate"] = String(f"D:{kit.date.replace('-', '')}000000Z")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta["dc:title"] = title
        meta["dc:language"] = ["en-US"]
        meta["dc:description"] = "Structured interview kit"
        meta["xmp:CreatorTool"] = "Rubric"
    pdf.Root.Lang = String("en-US")
    record = kit_data(kit, list(dict.fromkeys(f.name for f in structure.fields)))
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True).encode()
    spec = AttachedFileSpec(pdf, text, filename=ATTACHMENT, mime_type="application/json",
        description="This kit's data, for reading filled copies back")
    pdf.attachments[ATTACHMENT] = spec


def _rect(spec) -> list[float]:
    return [round(v, 2) for v in spec.rect]


def _circle(side: float, filled: bool) -> str:
    ring = f"1 w {INK} RG {_round(side / 2, side / 2 - 1)} S"
    return ring + (f" {INK} rg {_round(side / 2, side / 2 - 3.6)} f" if filled else "")


def _square(side: float, filled: bool) -> str:
    s = side
    tick = f" 2 w {s * 0.22:.2f} {s * 0.5:.2f} m {s * 0.42:.2f} {s * 0.28:.2f} l {s * 0.78:.2f} {s * 0.74:.2f} l S"
    return f"1 w {INK} RG 1 1 {side - 2:g} {side - 2:g} re S" + (tick if filled else "")


def _round(c: float, r: float) -> str:
    k = r * 0.5523
    return (
        f"{c + r:.2f} {c:.2f} m {c + r:.2f} {c + k:.2f} {c + k:.2f} {c + r:.2f} {c:.2f} {c + r:.2f} c "
        f"{c - k:.2f} {c + r:.2f} {c - r:.2f} {c + k:.2f} {c - r:.2f} {c:.2f} c {c - r:.2f} {c - k:.2f} {c - k:.2f} {c - r:.2f} "
        f"{c:.2f} {c - r:.2f} c "
        f"{c + k:.2f} {c - r:.2f} {c + r:.2f} {c - k:.2f} {c + r:.2f} {c:.2f} c"
    )
