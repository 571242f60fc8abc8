"""Uploads as they come over the line: too large, too many, cut off, with names of every sort."""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedIOBase
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory
from pytest_django import Settings

from kabinet.files.operations import store_upload
from kabinet.files.refusals import FileTooLarge, TooManyFiles
from kabinet.files.uploads import Arrived
from tests.files import samples

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
BOUNDARY = b"----kabinet"
MEGABYTE = 1 << 20


class Line(BufferedIOBase):
    """A request's body that is made while it is read, so that its size is not the test's memory."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.rest = b""

    def read(self, size: int | None = -1) -> bytes:
        size = size or 0
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


def part(name: str, content: Iterator[bytes]) -> Iterator[bytes]:
    head = f'Content-Disposition: form-data; name="scans"; filename="{name}"\r\nContent-Type: application/pdf'
    yield b"--" + BOUNDARY + b"\r\n" + head.encode() + b"\r\n\r\n"
    yield from content
    yield b"\r\n"


def sent(*parts: Iterator[bytes]) -> WSGIRequest:
    def body() -> Iterator[bytes]:
        for one in parts:
            yield from one
        yield b"--" + BOUNDARY + b"--\r\n"

    request = RequestFactory().post("/documents/send/")
    environment: dict[str, Any] = request.environ | {
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
        "CONTENT_LENGTH": str(1 << 40),
        "wsgi.input": Line(body()),
    }
    return WSGIRequest(environment)


def arrived(request: WSGIRequest) -> list[Arrived]:
    files: list[Any] = request.FILES.getlist("scans")
    assert all(isinstance(file, Arrived) for file in files)
    return files


@pytest.fixture(autouse=True)
def handler(settings: Settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["kabinet.files.uploads.LimitedUploadHandler"]


class TestLimitedUploadHandler:
    def test_hands_over_files_with_their_bytes_and_names(self) -> None:
        large = b"1" * (3 * MEGABYTE)
        request = sent(part("Акт.pdf", iter([b"%PDF"])), part("большой.pdf", iter([large])))

        small_one, large_one = arrived(request)

        assert (small_one.name, small_one.size, small_one.read()) == ("Акт.pdf", 4, b"%PDF")
        assert (large_one.name, large_one.size, large_one.read()) == ("большой.pdf", len(large), large)
        request.close()

    def test_lets_200_mb_pass_by_and_keeps_the_other_files(self) -> None:
        piece = b"1" * MEGABYTE
        request = sent(
            part("до.pdf", iter([b"before"])),
            part("огромный.pdf", (piece for _ in range(200))),
            part("после.pdf", iter([b"after"])),
        )

        tracemalloc.start()
        before, huge, after = arrived(request)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert (before.read(), after.read()) == (b"before", b"after")
        assert (huge.name, huge.size, huge.too_large) == ("огромный.pdf", 0, True)
        assert peak < 8 * MEGABYTE
        with pytest.raises(FileTooLarge) as caught:
            store_upload(huge, now=NOW)
        assert caught.value.facts["name"] == "огромный.pdf"
        request.close()

    def test_takes_a_file_of_exactly_the_limit(self, settings: Settings) -> None:
        settings.UPLOAD_BYTES = 10
        request = sent(part("ровно.pdf", iter([b"1" * 10])), part("больше.pdf", iter([b"1" * 11])))

        exact, over = arrived(request)

        assert (exact.size, exact.too_large) == (10, False)
        assert (over.size, over.too_large) == (0, True)
        request.close()

    def test_marks_the_files_beyond_the_allowed_number(self, settings: Settings) -> None:
        settings.UPLOAD_COUNT = 1
        request = sent(part("первый.pdf", iter([b"1"])), part("второй.pdf", iter([b"2"])))

        first, second = arrived(request)

        assert (first.too_many, first.size) == (False, 1)
        assert (second.too_many, second.size) == (True, 0)
        with pytest.raises(TooManyFiles):
            store_upload(second, now=NOW)
        request.close()

    def test_keeps_nothing_of_a_line_that_broke(self, settings: Settings, tmp_path: Path) -> None:
        settings.FILE_UPLOAD_TEMP_DIR = tmp_path

        def broken() -> Iterator[bytes]:
            yield b"1" * (3 * MEGABYTE)
            raise OSError("the line broke")

        request = sent(part("Акт.pdf", broken()))

        with pytest.raises(UnreadablePostError):
            _ = request.FILES
        assert list(tmp_path.rglob("*")) == []

    def test_survives_a_name_of_255_cyrillic_letters(self) -> None:
        name = "А" * 251 + ".pdf"
        request = sent(part(name, iter([b"%PDF"])))

        [only] = arrived(request)

        assert only.name == name
        request.close()

    @pytest.mark.django_db(transaction=True)
    def test_hands_over_what_can_be_stored(self) -> None:
        content = samples.tiff()
        request = sent(part("скан.tif", iter([content])))

        stored = store_upload(arrived(request)[0], now=NOW)

        assert (stored.pages, stored.size) == (3, len(content))
        request.close()


class TestOrdinaryUpload:
    def test_needs_no_marks(self, settings: Settings) -> None:
        settings.UPLOAD_BYTES = 3

        with pytest.raises(FileTooLarge):
            store_upload(SimpleUploadedFile("Акт.pdf", b"1234"), now=NOW)
