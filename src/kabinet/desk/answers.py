"""Answers that carry a file: never executed, never framed, under its own name."""

from typing import TypeVar

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from kabinet.files import queries as files
from kabinet.files.queries import StoredFile

Answer = TypeVar("Answer", bound=HttpResponseBase)

#: Shown by the browser where the person asks for it; everything else is only downloaded.
_SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})


def file_answer(stored: StoredFile, *, name: str, inline: bool) -> FileResponse:
    stream, _stored = files.open_file(stored.pk)
    shown = inline and stored.media_type in _SHOWN
    answer = FileResponse(stream, as_attachment=not shown, filename=name, content_type=stored.media_type)
    answer["Content-Length"] = str(stored.size)
    return _guarded(answer)


def pdf_answer(data: bytes, *, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    return _guarded(answer)


def slip_answer(data: bytes, *, name: str) -> HttpResponse:
    """
    Show a PDF that can be fetched once only, and is kept nowhere on the way.

    No sandbox: not every browser draws a PDF in one, and this one cannot be asked for again.
    """
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    answer["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def picture_answer(data: bytes) -> HttpResponse:
    return _guarded(HttpResponse(data, content_type="image/png"))


def _guarded(answer: Answer) -> Answer:
    answer["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
