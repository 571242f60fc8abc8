"""Answers that are files: saved by the browser, never run or drawn in the page's name."""

from typing import BinaryIO

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"


def stored_file(
    stream: BinaryIO, *, name: str, media_type: str, size: int, inline: bool = False
) -> HttpResponseBase:
    """Send stored bytes piece by piece; the answer closes them. `inline` ones the browser may show: pictures, PDF."""
    answer = FileResponse(stream, content_type=media_type)
    answer["Content-Length"] = str(size)
    return sealed(answer, name=name, inline=inline)


def made_file(data: bytes, *, name: str, media_type: str) -> HttpResponseBase:
    return sealed(HttpResponse(data, content_type=media_type), name=name)


def sealed(answer: HttpResponseBase, *, name: str, inline: bool = False) -> HttpResponseBase:
    """Give the answer the headers of a download, its name in any language (RFC 5987)."""
    disposition = content_disposition_header(as_attachment=not inline, filename=name)
    answer["Content-Disposition"] = disposition or "attachment"
    answer["Content-Security-Policy"] = "sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
