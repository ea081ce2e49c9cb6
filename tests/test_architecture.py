"""Imports point one way: webapp and cli -> rubric; pdf imports no detection; nothing imports learn; no Flask in the library."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["read", "segment", "detect", "score", "rewrite", "interview", "pdf"]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def modules():
    for p in sorted((ROOT / "rubric").rglob("*.py")):
        yield p.relative_to(ROOT), set(imports(p))


def test_the_library_knows_neither_flask_nor_the_web():
    bad = [(str(p), m) for p, ms in modules() for m in ms if m.split(".")[0] in ("flask", "wtforms") or (m.startswith("webapp") and "cli" not in str(p))]
    assert bad == []


def test_nothing_but_learn_imports_learn():
    bad = [(str(p), m) for p, ms in modules() for m in ms if m.startswith("rubric.learn") and not str(p).startswith(("rubric/learn", "rubric/cli"))]
    assert bad == []


def test_pdf_decides_nothing():
    bad = [(str(p), m) for p, ms in modules() if str(p).startswith("rubric/pdf") for m in ms
           if m.startswith(("rubric.detect", "rubric.score", "rubric.rewrite", "rubric.segment", "rubric.pipeline"))]
    assert bad == []


def test_stages_look_only_back():
    bad = []
    for p, ms in modules():
        parts = p.with_suffix("").parts
        if len(parts) < 2 or parts[1] not in ORDER:
            continue
        for m in ms:
            stage = m.split(".")[1] if m.startswith("rubric.") and m.count(".") else ""
            if stage in ORDER and ORDER.index(stage) > ORDER.index(parts[1]):
                bad.append((str(p), m))
    assert bad == []


def test_public_names_exist():
    import rubric

    assert all(hasattr(rubric, n) for n in rubric.__all__)


def test_importing_the_library_loads_no_heavy_package():
    code = "import sys, rubric, rubric.pipeline; print([m for m in ('sklearn', 'reportlab', 'flask', 'scipy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_files_stay_small():
    long = {str(p): n for p, _ in modules() if (n := len((ROOT / p).read_text(encoding="utf-8").splitlines())) > 360}
    assert long == {}
