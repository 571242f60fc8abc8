"""Files as people and villains send them."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import typst
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
ORIENTATION = 0x0112


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(pages: int = 2) -> bytes:
    source = '#set page(paper: "a4")\nАкт\n' + "#pagebreak()\nАкт\n" * (pages - 1)
    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


def locked_pdf() -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(target, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    return target.getvalue()


def print_only_pdf() -> bytes:
    """Make a PDF that everybody may read and nobody may change: scanners' programs like to make them."""
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(target, encryption=pikepdf.Encryption(user="", owner="owner"))
    return target.getvalue()


def pdf_of_many_pages(pages: int) -> bytes:
    target = BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(target)
    return target.getvalue()


def pdf_bomb(megabytes: int) -> bytes:
    """Make a small PDF whose page tree lies in a stream that unfolds into megabytes."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R>>",
    )
    index = b"1 0 2 %d 3 %d " % (len(objects[0]) + 1, len(objects[0]) + len(objects[1]) + 2)
    packed = zlib.compress(index + b" ".join(objects) + b" " * (megabytes << 20), 9)
    head = b"%PDF-1.5\n"
    stream = b"4 0 obj <</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(index),
        len(packed),
    )
    body = head + stream + packed + b"\nendstream endobj\n"
    rows = struct.pack(">BIB", 0, 0, 255) + b"".join(struct.pack(">BIB", 2, 4, place) for place in range(3))
    rows += struct.pack(">BIB", 1, len(head), 0) + struct.pack(">BIB", 1, len(body), 0)
    table = b"5 0 obj <</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return body + table + rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def jpeg(width: int = 4000, height: int = 3000, *, orientation: int = 6) -> bytes:
    """Make a photograph as a phone does: lying, with a note that it stands."""
    target, exif = BytesIO(), Image.Exif()
    exif[ORIENTATION] = orientation
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(target, "JPEG", exif=exif)
    return target.getvalue()


def png(width: int = 300, height: int = 200) -> bytes:
    target = BytesIO()
    Image.new("1", (width, height)).save(target, "PNG")
    return target.getvalue()


def tiff(pages: int = 3) -> bytes:
    """Make sheets of A4 at 600 dpi in black and white, as a scanner does."""
    target = BytesIO()
    sheets = [Image.new("1", (4960, 7016), page % 2) for page in range(pages)]
    sheets[0].save(
        target, "TIFF", save_all=True, append_images=sheets[1:], compression="group4", dpi=(600, 600)
    )
    return target.getvalue()


def workbook() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write_row(0, 0, ["Дата", 36.1])
    return target.getvalue()


def archive(**entries: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return target.getvalue()


def zip_bomb(megabytes: int = 500) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as zipped, zipped.open("zeros", "w") as entry:
        for _ in range(megabytes):
            entry.write(bytes(1 << 20))
    return target.getvalue()


def lying_zip_bomb() -> bytes:
    """Make a bomb whose directory says that the file inside has ten bytes."""
    content = bytearray(zip_bomb())
    directory = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 10)
    return bytes(content)


def workbook_bomb() -> bytes:
    huge = b"<row/>" * (60 << 20)
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b"<workbook/>",
        "xl/worksheets/sheet1.xml": huge,
    }
    return archive(**parts)


def program() -> bytes:
    return (
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
        + bytes(200)
        + b"This program cannot be run"
    )
