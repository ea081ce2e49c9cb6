"""A PDF whose text would take minutes is one error; it holds up neither the next file nor the workers of a run."""

import io
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from rubric import batch
from rubric.errors import UnreadableFile
from rubric.interview.panel.totals import read_panel
from rubric.read import apart, limits, read_bytes, read_path

SENTENCE = "You listen to bakers and ask what slows them down."


def assembled(*objects: bytes) -> bytes:
    body, at = b"%PDF-1.4\n", []
    for n, o in enumerate(objects, 1):
        at.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (n, o)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1) + b"".join(b"%010d 00000 n \n" % a for a in at)
    return body + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(at) + 1, len(body))


def slow() -> bytes:
    """200 pages that share 100,000 pieces of empty text."""
    page = zlib.compress(b"BT () Tj ET\n" * 100_000)
    kids = b" ".join(b"%d 0 R" % n for n in range(4, 204))
    return assembled(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 200/Kids[%s]>>" % kids,
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(page), page),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R/Resources<</Font<<>>>>>>"] * 200,
    )


def slow_form() -> bytes:
    """200 pages that share 90,000 form fields."""
    kids = b" ".join(b"%d 0 R" % n for n in range(4, 204))
    return assembled(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>",
        b"<</Type/Pages/Count 200/Kids[%s]>>" % kids,
        b"[%s]" % (b"2 0 R " * 90_000),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots 3 0 R/Resources<<>>>>"] * 200,
    )


def quick() -> bytes:
    out = io.BytesIO()
    c = canvas.Canvas(out)
    c.drawString(50, 700, SENTENCE)
    c.save()
    return out.getvalue()


def test_a_slow_pdf_is_refused_and_the_next_one_is_read(monkeypatch):
    with monkeypatch.context() as m:
        m.setattr(limits, "PDF_SECONDS", 0.3)
        with pytest.raises(UnreadableFile, match=r"more than 0.3 seconds") as e:
            read_bytes(slow(), "a.pdf")
    assert e.value.where == "a.pdf" and e.value.remedy
    assert read_bytes(quick(), "b.pdf")[0].text == SENTENCE


def test_one_reader_serves_one_file_after_the_other():
    read_bytes(quick(), "a.pdf")
    first = [h.pid for h in apart._idle]
    read_bytes(quick(), "b.pdf")
    assert [h.pid for h in apart._idle] == first


def test_a_reader_that_died_is_replaced():
    read_bytes(quick(), "a.pdf")
    for reader in apart._idle:
        reader.kill()
        os.waitid(os.P_PID, reader.pid, os.WEXITED | os.WNOWAIT) if hasattr(os, "waitid") else reader.wait()
    assert read_bytes(quick(), "b.pdf")[0].text == SENTENCE


@pytest.mark.skipif(sys.platform != "linux", reason="the limit reaches the workers by a fork")
def test_a_slow_pdf_costs_a_batch_one_row(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PDF_SECONDS", 2.0)
    for n in range(12):
        (tmp_path / f"{n:02}.pdf").write_bytes(slow() if n == 5 else quick())
    next(read_path(tmp_path / "00.pdf"))  # a reader of this process, which the workers must not talk to
    options = batch.Options()
    work = batch.units(sorted(tmp_path.iterdir()), options, lambda s: False, lambda s: 0)
    rows = [row for chunk in batch.run(work, options, jobs=2) for _, row in chunk]
    assert [Path(r["file"]).name for r in rows if "error" in r] == ["05.pdf"]
    assert len(rows) == 12 and "more than 2 seconds" in str(rows) and len(apart._idle) == 1


def test_readers_end_with_their_parent():
    code = "import os, sys; from rubric.read import apart; h = apart._take(); print(h.pid, flush=True); os._exit(9)"
    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
    for _ in range(1000):
        try:
            os.kill(pid, 0) if sys.platform != "win32" else pytest.skip("asks for a process by its number")
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        subprocess.run([sys.executable, "-c", ""], check=True)
    raise AssertionError("the reader is still there")


def test_a_slow_filled_kit_is_left_out_of_the_panel(monkeypatch):
    with monkeypatch.context() as m:
        m.setattr(limits, "PDF_SECONDS", 0.2)
        (left,) = read_panel([("a.pdf", slow_form())]).left_out
    assert left.file == left.error.where == "a.pdf" and "more than 0.2 seconds" in left.error.message and left.error.remedy
    (left,) = read_panel([("b.pdf", quick())]).left_out
    assert "not a filled kit" in left.error.message
