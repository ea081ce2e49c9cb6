from flask import Blueprint
bp = Blueprint("api", __name__, url_prefix="/api")
@bp.get("/")
def api_page(): return ""
bp.add_url_rule("/p", "page", api_page)
