"""Papers as the tests of these pages place, send and read them."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kabinet.documents.models import Document
from kabinet.documents.rules.search import words_of
from kabinet.documents.rules.words import Kind
from kabinet.files import operations as files
from kabinet.files.models import StoredFile
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast

PAGE = "/documents/"
SEND = "/documents/send/"
ZIP = "/documents/zip/"
OCTOBER = BillingMonth(2026, 10)


def pdf(**options: Any) -> bytes:
    target = BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(target, **options)
    return target.getvalue()


def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (40, 30), "white").save(target, "JPEG")
    return target.getvalue()


def stored(data: bytes | None = None) -> StoredFile:
    return files.store_bytes(data or pdf(), media_type="application/pdf", pages=1, now=NOW)


def place(
    cast: Cast, number: str = "1045", *, kind: Kind = Kind.ACT, on: date = OCTOBER.last_day, **columns: Any
) -> Document:
    words = words_of(
        kind=kind,
        number=number,
        title="",
        dated_on=on,
        month=BillingMonth.of(on),
        amount=columns.get("amount"),
    )
    columns = {"file": stored(), "file_name": f"Акт_{number}_{on}.pdf", "search": words} | columns
    return factories.document(cast.contract, kind, number, dated_on=on, **columns)


def place_many(cast: Cast, count: int) -> list[int]:
    """Place acts with one and the same content, from the oldest to the newest."""
    file = stored()
    acts = [place(cast, str(number), file=file, file_name=f"акт {number}.pdf") for number in range(count)]
    return [act.pk for act in acts]


def text_of(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def kept_in(page: str) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', page)
