"""
What a file truly is, by its content, and whether it is harmless to open. Reads the bytes only.

Nothing is unfolded into memory that the uploader could make huge: pictures are judged by their headers,
archives are read through a small window, and qpdf is given limits.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import pikepdf
from PIL import Image

from kabinet.files import archives, kinds
from kabinet.files.kinds import Kind
from kabinet.files.refusals import ArchiveBomb, FileDamaged, FileEncrypted, FileTypeNotAllowed
from kabinet.foundation.refusal import Refusal

# An A3 sheet at 800 dpi has 118 million, the largest common phone camera 108.
MAX_PIXELS = 150_000_000
MAX_PAGES = 1000
# A progressive JPEG has about ten scans; each costs a walk over the whole picture.
_MAX_JPEG_SCANS = 100
_PDF_STREAM_BYTES = 64 * 1024 * 1024
_HEAD = 64 * 1024
_TAIL = 8 * 1024

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SPACE = b"\xef\xbb\xbf \t\r\n"
_BEGINNINGS = (
    ((b"%PDF-",), kinds.PDF),
    ((b"\xff\xd8\xff",), kinds.JPEG),
    ((b"\x89PNG\r\n\x1a\n",), kinds.PNG),
    ((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), kinds.TIFF),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))

# Both hold for the whole process. A picture beyond the limit is refused here, where Pillow only warns.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
pikepdf.settings.set_qpdf_limits(flate_max_memory=_PDF_STREAM_BYTES, run_length_max_memory=_PDF_STREAM_BYTES)


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    pages: int | None


def examine(stream: BinaryIO, *, name: str, allowed: frozenset[Kind]) -> Finding:
    """
    Find out the true kind and the number of pages.

    :raises FileTypeNotAllowed: the content is none of the allowed kinds, or its name announces another one
    :raises FileDamaged: it cannot be read to its end
    :raises FileEncrypted: it opens with a password only
    :raises ArchiveBomb: it unfolds into too much
    """
    family = kinds.family_of_name(name)
    if not any(kind.family == family for kind in allowed):
        raise FileTypeNotAllowed(name=name, allowed=kinds.labels(allowed))
    with _damage_named(name):
        kind = _kind_of(stream, name=name, family=family)
    if kind not in allowed or kind.family != family:
        raise FileTypeNotAllowed(name=name, allowed=kinds.labels(allowed))
    with _damage_named(name):
        return Finding(kind, _check(stream, kind, name))


@contextmanager
def _damage_named(name: str) -> Iterator[None]:
    """Whatever a reader of foreign bytes stumbles over means that the bytes are damaged."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        raise FileDamaged(name=name) from error


def _kind_of(stream: BinaryIO, *, name: str, family: str | None) -> Kind | None:
    stream.seek(0)
    head = stream.read(_HEAD)
    for beginnings, kind in _BEGINNINGS:
        if head.lstrip(_SPACE).startswith(beginnings):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(stream)
    if head.startswith(_OLE):
        return _kind_of_ole(stream, name=name, family=family)
    return _kind_of_text(head)


def _kind_of_zip(stream: BinaryIO) -> Kind:
    if archives.is_workbook(stream):
        return kinds.XLSX
    return kinds.ODS if archives.is_open_workbook(stream) else kinds.ZIP


def _kind_of_ole(stream: BinaryIO, *, name: str, family: str | None) -> Kind | None:
    """Tell an old workbook from a new one under a password; both come in the same wrapping."""
    stream.seek(0)
    content = stream.read()
    if _ENCRYPTED_PACKAGE in content and family == kinds.XLSX.family:
        raise FileEncrypted(name=name)
    return kinds.XLS if any(word in content for word in _WORKBOOK) else None


def _kind_of_text(head: bytes) -> Kind | None:
    if not head.startswith(_UTF16) and _CONTROL.search(head):
        return None
    return kinds.XML if head.lstrip(_SPACE).startswith(b"<?xml") else kinds.TEXT


def _check(stream: BinaryIO, kind: Kind, name: str) -> int | None:
    stream.seek(0)
    if kind is kinds.PDF:
        return _check_pdf(stream, name)
    if kind is kinds.TIFF:
        return _check_tiff(stream, name)
    if kind is kinds.JPEG:
        return _check_jpeg(stream, name)
    if kind is kinds.PNG:
        return _check_png(stream, name)
    if kind in {kinds.XLSX, kinds.ODS, kinds.ZIP}:
        archives.check(stream, name=name)
    return None


def _check_pdf(stream: BinaryIO, name: str) -> int:
    # qpdf would repair a file that was cut off, and pages would be missing without a word.
    stream.seek(-min(_TAIL, stream.seek(0, 2)), 2)
    if b"%%EOF" not in stream.read():
        raise FileDamaged(name=name)
    stream.seek(0)
    try:
        with pikepdf.open(stream) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise FileEncrypted(name=name) from error
    if pages == 0:
        raise FileDamaged(name=name)
    return _few_enough(pages, name)


def _check_tiff(stream: BinaryIO, name: str) -> int:
    size = stream.seek(0, 2)
    with _opened(stream, "TIFF", name) as image:
        pages = 0
        for pages, _ in enumerate(_frames(image), start=1):
            _few_enough(pages, name)
            _small_enough(image, name)
            _check_reach(image, size, name)
    return pages


def _check_reach(image: Image.Image, size: int, name: str) -> None:
    """Refuse a page whose strips or tiles lie beyond the end of the file: the file was cut off."""
    tags = image.tag_v2  # type: ignore[attr-defined]
    for offsets, lengths in ((273, 279), (324, 325)):
        ends = zip(tags.get(offsets, ()), tags.get(lengths, ()), strict=False)
        if any(offset + length > size for offset, length in ends):
            raise FileDamaged(name=name)


def _check_jpeg(stream: BinaryIO, name: str) -> int:
    if stream.read().count(b"\xff\xda") > _MAX_JPEG_SCANS:
        raise ArchiveBomb(name=name, reason="pixels")
    with _opened(stream, "JPEG", name) as image:
        _small_enough(image, name)
        # At an eighth of its size the picture is read to its end, and takes little memory.
        image.draft("RGB", (image.width // 8 or 1, image.height // 8 or 1))
        image.load()
    return 1


def _check_png(stream: BinaryIO, name: str) -> int:
    with _opened(stream, "PNG", name) as image:
        _small_enough(image, name)
        image.verify()
    return 1


@contextmanager
def _opened(stream: BinaryIO, kind: str, name: str) -> Iterator[Image.Image]:
    stream.seek(0)
    try:
        with Image.open(stream, formats=[kind]) as image:
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ArchiveBomb(name=name, reason="pixels") from error


def _frames(image: Image.Image) -> Iterator[int]:
    frame = 0
    while True:
        try:
            image.seek(frame)
        except EOFError:
            return
        yield frame
        frame += 1


def _small_enough(image: Image.Image, name: str) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise ArchiveBomb(name=name, reason="pixels")


def _few_enough(pages: int, name: str) -> int:
    if pages > MAX_PAGES:
        raise ArchiveBomb(name=name, reason="pages")
    return pages
