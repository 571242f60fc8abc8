"""ZIP and what is a ZIP inside: judged by what it unfolds into, never by what it says of itself."""

import zlib
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kabinet.files.refusals import ArchiveBomb, FileDamaged, FileEncrypted

MAX_ENTRIES = 2000
MAX_BYTES = 300 * 1024 * 1024
MAX_RATIO = 200
# Small files of zeros have any ratio; below this size it does not matter.
_HARMLESS = 20 * 1024 * 1024
_WINDOW = 256 * 1024
_ENCRYPTED = 1
_NESTED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def is_workbook(stream: BinaryIO) -> bool:
    stream.seek(0)
    with ZipFile(stream) as archive:
        return {"[Content_Types].xml", "xl/workbook.xml"} <= set(archive.namelist())


def is_open_workbook(stream: BinaryIO) -> bool:
    """Say whether it is an .ods, which names its kind in its first file."""
    stream.seek(0)
    with ZipFile(stream) as archive:
        if "mimetype" not in archive.namelist() or archive.getinfo("mimetype").file_size > _WINDOW:
            return False
        return archive.read("mimetype").strip() == b"application/vnd.oasis.opendocument.spreadsheet"


def check(stream: BinaryIO, *, name: str) -> None:
    """
    Unfold the archive, keeping nothing.

    :raises FileDamaged: it does not unfold
    :raises FileEncrypted: a password is needed
    :raises ArchiveBomb: it holds too many files, too many bytes, or archives
    """
    stream.seek(0)
    try:
        with ZipFile(stream) as archive:
            _check_entries(archive.infolist(), stream, name)
    except (BadZipFile, zlib.error) as error:
        raise FileDamaged(name=name) from error


def _check_entries(entries: list[ZipInfo], stream: BinaryIO, name: str) -> None:
    if len(entries) > MAX_ENTRIES:
        raise ArchiveBomb(name=name, reason="entries")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileEncrypted(name=name)
    packed = stream.seek(0, 2)
    total = 0
    for entry in entries:
        total += _unfold(entry, stream, name, allowance=MAX_BYTES - total)
        if total > _HARMLESS and total > MAX_RATIO * packed:
            raise ArchiveBomb(name=name, reason="ratio")


def _unfold(entry: ZipInfo, stream: BinaryIO, name: str, *, allowance: int) -> int:
    """Return how many bytes the entry truly has, whatever its header says."""
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise FileDamaged(name=name)
    stream.seek(_start(entry, stream))
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == ZIP_DEFLATED else None
    left, size = entry.compress_size, 0
    while left > 0 and (packed := stream.read(min(left, _WINDOW))):
        left -= len(packed)
        while packed:
            plain = inflate.decompress(packed, _WINDOW) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
            if size == 0 and plain.startswith(_NESTED):
                raise ArchiveBomb(name=name, reason="nested")
            size += len(plain)
            if size > allowance:
                raise ArchiveBomb(name=name, reason="bytes")
    if left > 0 or (inflate is not None and not inflate.eof):
        raise FileDamaged(name=name)
    return size


def _start(entry: ZipInfo, stream: BinaryIO) -> int:
    """Skip the local header, whose name and extra field may be longer than those of the directory."""
    stream.seek(entry.header_offset)
    header = stream.read(30)
    if not header.startswith(b"PK\x03\x04"):
        raise BadZipFile("no local header")
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return entry.header_offset + 30 + lengths
