"""Giving bytes back. Whether somebody may have them, the owner of the row that refers to them has decided."""

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from kabinet.files import vault
from kabinet.files.models import StoredFile
from kabinet.files.refusals import StoredFileNotFound

#: Doors name this type and never import the table.
__all__ = ["StoredFile"]

_REASON = "reached from the row of the area that owns the file, after its gate"
_PREVIEW = (600, 600)
# An A3 sheet at 600 dpi. A preview of more would take more memory than it is worth.
_MOST_PIXELS = 70_000_000


def get_file(file_id: int) -> StoredFile:
    """:raises StoredFileNotFound: there is no such file"""
    try:
        return StoredFile.objects.everywhere(reason=_REASON).get(id=file_id)
    except StoredFile.DoesNotExist as error:
        raise StoredFileNotFound(file_id=file_id) from error


def open_file(file_id: int) -> tuple[BinaryIO, StoredFile]:
    """
    Return the open bytes and what is known of them. The caller closes the bytes.

    :raises StoredFileNotFound: there is no such file, or its bytes are lost
    """
    stored = get_file(file_id)
    try:
        return vault.get(stored.place), stored
    except FileNotFoundError as error:
        raise StoredFileNotFound(file_id=file_id) from error


def read_file(file_id: int) -> bytes:
    """:raises StoredFileNotFound: there is no such file, or its bytes are lost"""
    stream, _ = open_file(file_id)
    with stream:
        return stream.read()


def get_preview(file_id: int) -> bytes | None:
    """
    Return a small PNG of a picture's first page, the right way up; None where there is no picture to show.

    :raises StoredFileNotFound: there is no such file, or its bytes are lost
    """
    stream, stored = open_file(file_id)
    with stream:
        if not stored.media_type.startswith("image/"):
            return None
        try:
            return _preview(stream)
        except (OSError, SyntaxError, ValueError):
            return None


def _preview(stream: BinaryIO) -> bytes | None:
    with Image.open(stream, formats=["JPEG", "PNG", "TIFF"]) as image:
        image.draft("RGB", _PREVIEW)
        if image.width * image.height > _MOST_PIXELS:
            return None
        image.thumbnail(_PREVIEW)
        upright = ImageOps.exif_transpose(image)
        target = BytesIO()
        upright.convert("RGB").save(target, "PNG")
    return target.getvalue()
