from flask import Blueprint
bp = Blueprint("docs", __name__, url_prefix="/docs")
@bp.get("/")
def docs_page(): return ""
bp.add_url_rule("/p", "page", docs_page)
