"""What was handed in, unfolded: a text, the texts of a ZIP, the first sheet of a workbook. Every size is bounded."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kabinet.formats.archives import workbooks
from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.archives.workbooks import Sheet

MOST_BYTES = 64 * 1024 * 1024
"""Of the file, and of all that is inside it. Hourly rows of ten years of one unit are under 20 MB."""
MOST_FILES = 400

_ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
_WINDOW = 256 * 1024
_PASSWORD = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One file of rows: `content` of a text, or the `sheet` of a workbook."""

    name: str
    content: bytes = b""
    sheet: Sheet | None = None


def unfold(content: bytes, name: str) -> tuple[Part, ...]:
    """
    Return the files of rows inside, by their names.

    :raises NotAnArchive: empty, too large, encrypted, damaged, or of a kind that holds no rows
    """
    if not content.strip(b"\x00\t\n\r "):
        raise NotAnArchive("empty")
    if len(content) > MOST_BYTES:
        raise NotAnArchive("too-large", size=len(content), most=MOST_BYTES)
    if content.startswith(OLD_OFFICE):
        if ENCRYPTED_OFFICE in content:
            raise NotAnArchive("encrypted")
        return (Part(name, sheet=workbooks.read_old(content)),)
    if content.startswith(_ZIP):
        return _unzipped(content, name)
    if content.startswith(_FOREIGN):
        raise NotAnArchive("unknown", name=name)
    return (Part(name, content),)


def unzip(content: bytes) -> dict[str, bytes]:
    """:raises NotAnArchive: too large, too many files, encrypted, or damaged"""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return dict(_files(archive, _members(archive)))
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, NotAnArchive):
            raise
        raise NotAnArchive("damaged") from error


def _unzipped(content: bytes, name: str) -> tuple[Part, ...]:
    files = unzip(content)
    if "xl/workbook.xml" in files:
        return (Part(name, sheet=workbooks.read(content, files)),)
    if any(file.startswith((_ZIP, OLD_OFFICE)) for file in files.values()):
        raise NotAnArchive("several-kinds")
    return tuple(Part(key, files[key]) for key in sorted(files))


def _members(archive: ZipFile) -> list[ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if not members:
        raise NotAnArchive("empty")
    if len(members) > MOST_FILES:
        raise NotAnArchive("too-many-files", files=len(members), most=MOST_FILES)
    if any(member.flag_bits & _PASSWORD for member in members):
        raise NotAnArchive("encrypted")
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise NotAnArchive("damaged")
    return members


def _files(archive: ZipFile, members: list[ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Unfold in windows, whatever the directory promises; the check sum at the end refuses a longer stream."""
    left = MOST_BYTES
    for member in members:
        file = bytearray()
        with archive.open(member) as stream:
            while window := stream.read(_WINDOW):
                left -= len(window)
                if left < 0:
                    raise NotAnArchive("too-large", most=MOST_BYTES)
                file += window
        yield member.filename, bytes(file)
