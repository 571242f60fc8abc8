import io
import struct
from datetime import datetime
from zipfile import ZipFile

import pytest

from kabinet.formats.archives import NotAnArchive, containers, recognise, template_named, workbooks
from tests.formats.archives import samples
from tests.formats.archives.reading import read

ROWS = samples.hours(30)
DAY = samples.hours(24, datetime(2026, 10, 1))  # noqa: DTZ001
FILES = {
    "ek270": samples.ek270(ROWS),
    "ek270-dp": samples.ek270(ROWS, wide=True),
    "tc215": samples.tc215(ROWS),
    "sodek": samples.sodek_csv(ROWS),
    "spg761": samples.spg761(ROWS),
    "xml80020": samples.xml80020(DAY),
}


class TestRecognise:
    @pytest.mark.parametrize("code", FILES)
    def test_finds_the_template_by_what_is_in_the_file(self, code: str) -> None:
        assert recognise(FILES[code], "1.dat").code == code

    @pytest.mark.parametrize("code", FILES)
    def test_finds_it_in_a_zip(self, code: str) -> None:
        assert recognise(samples.zipped({"1.dat": FILES[code]}), "1.zip").code == code

    @pytest.mark.parametrize(
        ("content", "code"), [(samples.sodek_text(ROWS), "sodek"), (samples.sodek_xlsx(ROWS), "sodek")]
    )
    def test_finds_every_dress_of_the_printed_report(self, content: bytes, code: str) -> None:
        assert recognise(content, "report").code == code

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp866", "utf-16"])
    def test_finds_it_in_another_encoding(self, encoding: str) -> None:
        text = FILES["sodek"].decode("cp1251").encode(encoding, errors="replace")

        assert recognise(text, "report.csv").code == "sodek"
        assert read(text).hours == read(FILES["sodek"]).hours

    def test_finds_rows_without_a_heading(self) -> None:
        assert recognise(samples.ek270(ROWS, heading=False), "1.txt").code == "ek270"

    def test_finds_rows_that_stand_in_one_line(self) -> None:
        one_line = b" ".join(samples.ek270(ROWS, heading=False).split())

        assert read(one_line).hours.standard == read(FILES["ek270"]).hours.standard


def zip_of(name: str, content: bytes, flags: int = 0) -> bytes:
    packed = bytearray(samples.zipped({name: content}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", packed, packed.index(signature) + offset, flags)
    return bytes(packed)


def huge_sheet(rows: int) -> bytes:
    """Return a workbook of many empty rows, as small as such a thing can be made."""
    target = io.BytesIO(samples.sodek_xlsx(ROWS[:3]))
    with ZipFile(target) as book:
        files = {name: book.read(name) for name in book.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    files["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", b"<row/>" * rows + b"</sheetData>")
    return samples.zipped(files)


def entities() -> bytes:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    head = f'<?xml version="1.0"?><!DOCTYPE message [<!ENTITY a0 "ha">{laughs}]>'
    return head.encode() + b'<message class="80020"><area><name>&a9;</name></area></message>'


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty"),
            (b" \r\n\x00\n", "empty"),
            (b"2026-10-01;12,5\n", "unknown"),
            (b"%PDF-1.7 Gas", "unknown"),
            (b"\x89PNG\r\n", "unknown"),
            (bytes(range(256)) * 40, "unknown"),
            (b"PK\x03\x04 and nothing of the kind", "damaged"),
            (samples.zipped({}).replace(b"PK\x05\x06", b"PK\x03\x04", 1), "damaged"),
            (samples.zipped({"1.txt": FILES["ek270"]})[:900], "damaged"),
            (zip_of("1.txt", FILES["ek270"], flags=1), "encrypted"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "damaged"),
            (samples.zipped({"1.txt": FILES["ek270"], "2.txt": FILES["tc215"]}), "several-kinds"),
            (samples.zipped({"1.zip": samples.zipped({"1.txt": FILES["ek270"]})}), "several-kinds"),
            (samples.zipped({f"{n}.txt": b"1" for n in range(401)}), "too-many-files"),
            (samples.zipped({"1.txt": bytes(containers.MOST_BYTES + 1)}), "too-large"),
            (huge_sheet(2_000_000), "too-many-rows"),
            (entities(), "entities"),
            (
                FILES["xml80020"].replace(b"<message", b'<!DOCTYPE message SYSTEM "a.dtd"><message', 1),
                "entities",
            ),
            (samples.sodek_xlsx(ROWS)[:3000], "damaged"),
        ],
    )
    def test_name_what_the_whole_file_is(self, content: bytes, code: str) -> None:
        with pytest.raises(NotAnArchive) as refused:
            read(content)

        assert refused.value.code == code

    def test_bound_the_file_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(containers, "MOST_BYTES", 1000)

        with pytest.raises(NotAnArchive, match="too-large"):
            read(FILES["ek270"])

    def test_bound_the_cells_of_a_sheet_with_one_far_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workbooks, "_MOST_CELLS", 100)

        with pytest.raises(NotAnArchive, match="too-many-rows"):
            read(samples.sodek_xlsx(ROWS))

    @pytest.mark.parametrize("more", [b"<t>" * 50 + b"</t>" * 50, b"<t/>" * 1_000_001])
    def test_bound_the_elements_of_xml_and_their_depth(self, more: bytes) -> None:
        with pytest.raises(NotAnArchive, match="damaged"):
            read(FILES["xml80020"].replace(b"<sender>", b"<sender>" + more))

    def test_do_not_believe_a_size_that_a_zip_states(self) -> None:
        packed = bytearray(samples.zipped({"1.txt": FILES["ek270"]}))
        struct.pack_into("<I", packed, packed.index(b"PK\x01\x02") + 24, 100)

        with pytest.raises(NotAnArchive, match="damaged"):
            read(bytes(packed))

    @pytest.mark.parametrize("code", ["tc215", "sodek", "xml80020"])
    def test_tell_of_a_template_that_was_chosen_wrongly(self, code: str) -> None:
        for content in (FILES["spg761"], samples.sodek_xlsx(ROWS)):
            if code == "sodek" and content is not FILES["spg761"]:
                continue
            with pytest.raises(NotAnArchive, match="wrong-template"):
                read(content, template=template_named(code))

    def test_tell_of_an_encoding_that_makes_no_text(self) -> None:
        head, rows = FILES["ek270"].split(b"\r\n", 1)
        broken = head + b"\r\n" + rows + b"\x98" * 3000

        with pytest.raises(NotAnArchive, match="wrong-encoding"):
            read(broken)

    def test_tell_of_a_table_without_the_columns(self) -> None:
        renamed = FILES["sodek"].replace("Vст.общ.,[м3] (потребление)".encode("cp1251"), b"Volume")

        with pytest.raises(NotAnArchive, match="no-columns"):
            read(renamed)

    def test_tell_of_a_file_with_headings_alone(self) -> None:
        headings = FILES["spg761"].split(b"\r\n01.10")[0]

        with pytest.raises(NotAnArchive, match=r"no-columns|no-rows"):
            read(headings)
