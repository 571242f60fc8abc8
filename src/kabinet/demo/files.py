"""One small real PDF for each kind of document that is not drawn up by us, shared by all documents of the kind."""

import tempfile
from datetime import datetime
from pathlib import Path

import typst
from django.conf import settings

from kabinet.files.models import StoredFile
from kabinet.files.operations import store_bytes

_TITLES = {
    "contract": "Договор поставки газа",
    "quality-passport": "Паспорт качества газа",
    "letter": "Письмо поставщика",
    "other": "Документ",
    "scan": "Подписанный документ, скан",
}

_SHEET = """
#set document(title: "{title}", date: none)
#set page(paper: "a4", margin: 25mm)
#set text(lang: "ru", size: 11pt)
= {title}
#v(6mm)
Документ демонстрационного поставщика. Он показывает, как выглядит и скачивается файл,
и не имеет юридической силы.
#v(20mm)
#line(length: 60mm)
подпись, дата
"""


def store_files(*, at: datetime) -> dict[str, StoredFile]:
    """Return the stored file by kind of document; a client's scan is the kind "scan"."""
    return {
        kind: store_bytes(_draw(title), media_type="application/pdf", pages=1, now=at)
        for kind, title in _TITLES.items()
    }


def _draw(title: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.typ"
        sheet.write_text(_SHEET.format(title=title), encoding="utf-8")
        fonts = [str(settings.FONTS)] if settings.FONTS.is_dir() else []
        drawn: bytes = typst.compile(str(sheet), font_paths=fonts, ignore_system_fonts=True)
    return drawn
