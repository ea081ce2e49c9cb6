from flask import Blueprint
bp = Blueprint("panel", __name__, url_prefix="/panel")
@bp.get("/")
def panel_page(): return ""
bp.add_url_rule("/p", "page", panel_page)
