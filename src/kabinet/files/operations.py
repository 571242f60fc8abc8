"""Taking in bytes."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ForeignObjectRel, QuerySet

from kabinet.files import examination, scanner, vault
from kabinet.files.kinds import SCAN_TYPES, Kind
from kabinet.files.models import StoredFile, place_of
from kabinet.files.refusals import FileEmpty, FileMissing, FileTooLarge, TooManyFiles, UploadBrokenOff
from kabinet.foundation.gate import Gate


def check_count(uploads: Sequence["UploadedFile[bytes]"]) -> None:
    """:raises TooManyFiles: more files came at a time than the supplier allows"""
    if len(uploads) > settings.UPLOAD_COUNT:
        raise TooManyFiles(limit=settings.UPLOAD_COUNT)


def store_upload(
    upload: "UploadedFile[bytes] | None", *, allowed: frozenset[Kind] = SCAN_TYPES, now: datetime
) -> StoredFile:
    """
    Examine what somebody sent and keep it. Call it before the transaction that needs the file: the
    examination takes its time, and a file that nobody refers to does no harm.

    :raises FileMissing: nothing was sent
    :raises FileEmpty: it has no bytes
    :raises FileTooLarge: it exceeds the supplier's limit
    :raises FileTypeNotAllowed: by its content, it is none of the allowed kinds, or its name announces another
    :raises FileDamaged: it cannot be read to its end
    :raises FileEncrypted: it opens with a password only
    :raises ArchiveBomb: it unfolds into too much
    :raises FileInfected: the antivirus found something
    :raises ScannerUnavailable: the antivirus did not answer
    :raises UploadBrokenOff: it could not be kept
    """
    if upload is None or not upload.name:
        raise FileMissing
    name = upload.name
    stream = _checked_size(upload, name)
    finding = examination.examine(stream, name=name, allowed=allowed)
    scanned_at = None
    if scanner.is_configured():
        scanner.check_clean(stream, name=name)
        scanned_at = now
    with _kept_or_refused(name):
        stored = _keep(stream, media_type=finding.kind.media_type, pages=finding.pages, now=now)
    return _marked_clean(stored, scanned_at)


def store_bytes(data: bytes, *, media_type: str, pages: int | None = None, now: datetime) -> StoredFile:
    """Keep what the program itself has made. It is not examined."""
    return _keep(BytesIO(data), media_type=media_type, pages=pages, now=now)


def store_stream(stream: BinaryIO, *, media_type: str, now: datetime) -> StoredFile:
    """Keep what the program itself has made and is too large for memory: a file open for reading."""
    return _keep(stream, media_type=media_type, pages=None, now=now)


@transaction.atomic
def remove_file(file_id: int) -> bool:
    """
    Remove a file to which no row refers any more. False: one does, or the file is gone already.

    The bytes go under the lock of the row. Should the commit fail after that, the row stays without bytes, and the
    next one who stores the same bytes brings them back.
    """
    files = StoredFile.objects.everywhere(reason="whoever let go of the file asks for its removal")
    stored = files.select_for_update().filter(id=file_id).first()
    if stored is None or _is_referred_to(stored):
        return False
    stored.delete()
    vault.drop(place_of(stored.sha256))
    return True


_REFERRED = "bytes are kept while anybody's row refers to them"


def _is_referred_to(stored: StoredFile) -> bool:
    relations: list[Any] = [
        field
        for field in StoredFile._meta.get_fields(include_hidden=True)  # noqa: SLF001 (Django's public name for it)
        if isinstance(field, ForeignObjectRel)
    ]
    return any(
        _rows_of(relation.related_model).filter(**{relation.field.name: stored}).exists()
        for relation in relations
    )


def _rows_of(model: Any) -> "QuerySet[Any]":
    """Return all rows of a gated table, or of one that is common to all."""
    gate = model.objects
    return gate.everywhere(reason=_REFERRED) if isinstance(gate, Gate) else gate.all()


def _checked_size(upload: "UploadedFile[bytes]", name: str) -> BinaryIO:
    if getattr(upload, "too_many", False):
        raise TooManyFiles(limit=settings.UPLOAD_COUNT)
    if getattr(upload, "too_large", False) or (upload.size or 0) > settings.UPLOAD_BYTES:
        raise FileTooLarge(name=name, megabytes=f"{settings.UPLOAD_BYTES / (1 << 20):g}")
    if not upload.size:
        raise FileEmpty(name=name)
    stream: BinaryIO = upload.file  # type: ignore[assignment]
    return stream


@contextmanager
def _kept_or_refused(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UploadBrokenOff(name=name) from error


@transaction.atomic
def _keep(stream: BinaryIO, *, media_type: str, pages: int | None, now: datetime) -> StoredFile:
    """
    Write the row, then the bytes, then commit: whoever removes unused bytes does it under the lock of their
    row, and the two never pass each other half-way.
    """
    digest, size = _measure(stream)
    stored, _ = StoredFile.objects.everywhere(reason="the same bytes are kept once for all").get_or_create(
        sha256=digest,
        defaults={
            "size": size,
            "media_type": media_type,
            "pages": pages,
            "stored_at": now,
        },
    )
    vault.put(stream, place=place_of(digest), size=size)
    return stored


def _marked_clean(stored: StoredFile, scanned_at: datetime | None) -> StoredFile:
    if scanned_at is not None:
        stored.scanned_at = scanned_at
        stored.save(update_fields=["scanned_at"])
    return stored


def _measure(stream: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in vault.chunks(stream):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
