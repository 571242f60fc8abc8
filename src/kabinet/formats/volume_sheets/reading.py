"""From the bytes of a file to its sheets. Every size is bounded before anything is unfolded into cells."""

from kabinet.formats.archives.containers import ENCRYPTED_OFFICE, MOST_BYTES, OLD_OFFICE, unzip
from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.volume_sheets import delimited, open_document, workbooks
from kabinet.formats.volume_sheets.table import Table

_ZIP = b"PK\x03\x04"


def read_tables(content: bytes, name: str) -> tuple[Table, ...]:
    """
    Return the sheets that have anything in them, hidden ones too.

    :raises NotAnArchive: empty, too large, encrypted, damaged, nothing but unreckoned formulas, or no table at all
    """
    tables = _read(content, name)
    filled = tuple(table for table in tables if any(any(map(_is_filled, row)) for row in table.rows))
    if not filled:
        raise NotAnArchive("unreckoned" if any(table.unreckoned for table in tables) else "empty")
    return filled


def _is_filled(cell: object) -> bool:
    return cell != ""


def _read(content: bytes, name: str) -> tuple[Table, ...]:
    if len(content) > MOST_BYTES:
        raise NotAnArchive("too-large", size=len(content), most=MOST_BYTES)
    if content.startswith(OLD_OFFICE):
        if ENCRYPTED_OFFICE in content:
            raise NotAnArchive("encrypted")
        return workbooks.read_old(content)
    if content.startswith(_ZIP):
        return _read_zipped(content, name)
    return delimited.read(content, name)


def _read_zipped(content: bytes, name: str) -> tuple[Table, ...]:
    files = unzip(content)
    if "xl/workbook.xml" in files:
        return workbooks.read(content, files)
    if b"opendocument.spreadsheet" in files.get("mimetype", b"") and "content.xml" in files:
        return open_document.read(files["content.xml"])
    raise NotAnArchive("unknown", name=name)
