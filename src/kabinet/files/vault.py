"""Bytes in the storage: each file under its hash, whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

_WINDOW = 256 * 1024


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_WINDOW):
        yield chunk


def put(stream: BinaryIO, *, place: str, size: int) -> None:
    """Keep the bytes, unless they are kept already."""
    if default_storage.exists(place) and default_storage.size(place) == size:
        return
    if isinstance(default_storage, FileSystemStorage):
        _put_on_disk(stream, Path(default_storage.path(place)))
    else:
        stream.seek(0)
        default_storage.save(place, File(stream))


def get(place: str) -> BinaryIO:
    """:raises FileNotFoundError: the storage has no such bytes"""
    opened: BinaryIO = default_storage.open(place)  # type: ignore[assignment]
    return opened


def drop(place: str) -> None:
    default_storage.delete(place)


def _put_on_disk(stream: BinaryIO, path: Path) -> None:
    """Write beside and rename: a crash leaves no half of a file under its hash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as target:
            for chunk in chunks(stream):
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
