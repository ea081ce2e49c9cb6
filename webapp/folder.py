from flask import Blueprint
bp = Blueprint("folder", __name__, url_prefix="/folder")
@bp.get("/")
def folder_page(): return ""
bp.add_url_rule("/p", "page", folder_page)
