import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image
from pytest_django import Settings

from kabinet.files import kinds, queries
from kabinet.files.models import StoredFile
from kabinet.files.operations import check_count, remove_file, store_bytes, store_stream, store_upload
from kabinet.files.refusals import (
    ArchiveBomb,
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    FileInfected,
    FileMissing,
    FileTooLarge,
    FileTypeNotAllowed,
    ScannerUnavailable,
    StoredFileNotFound,
    TooManyFiles,
    UploadBrokenOff,
)
from kabinet.foundation.refusal import Refusal
from tests.files import samples
from tests.formats.volume_sheets import books

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)

Make = Callable[[], bytes]

pytestmark = pytest.mark.django_db(transaction=True)


def store(name: str, content: bytes, allowed: frozenset[kinds.Kind] = kinds.SCAN_TYPES) -> StoredFile:
    return store_upload(samples.upload(name, content), allowed=allowed, now=NOW)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class TestStoreUpload:
    @pytest.mark.parametrize(
        ("name", "make", "media_type", "pages"),
        [
            ("Акт.pdf", lambda: samples.pdf(2), "application/pdf", 2),
            ("Акт.PDF", samples.print_only_pdf, "application/pdf", 2),
            ("фото.jpg", samples.jpeg, "image/jpeg", 1),
            ("точка.jpeg", lambda: samples.jpeg(3, 2), "image/jpeg", 1),
            ("скан.png", samples.png, "image/png", 1),
            ("скан.tif", lambda: samples.tiff(3), "image/tiff", 3),
            ("на самом деле PNG.jpg", samples.png, "image/png", 1),
        ],
    )
    def test_takes_scans(self, name: str, make: Make, media_type: str, pages: int, storage: Path) -> None:
        content = make()

        stored = store(name, content)

        assert (stored.media_type, stored.pages, stored.size) == (media_type, pages, len(content))
        assert stored.sha256 == hashlib.sha256(content).hexdigest()
        assert (storage / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256).read_bytes() == content

    @pytest.mark.parametrize(
        ("name", "make", "media_type"),
        [
            ("реестр.xlsx", samples.workbook, kinds.XLSX.media_type),
            ("архив.csv", "Дата;м³\n01.11.2026;36,1\n".encode, "text/plain"),
            ("cp1251.txt", lambda: "КонецФайла\r\n".encode("cp1251"), "text/plain"),
            ("реестр.ods", lambda: books.ods([["Дата"]]), kinds.ODS.media_type),
            ("80020.xml", lambda: b'<?xml version="1.0"?><message/>', "application/xml"),
            ("80020.zip", lambda: samples.archive(a=b"<?xml"), "application/zip"),
        ],
    )
    def test_takes_tables_where_they_are_asked_for(self, name: str, make: Make, media_type: str) -> None:
        stored = store(name, make(), kinds.EXCHANGE_TYPES)

        assert stored.media_type == media_type

    @pytest.mark.parametrize(
        ("name", "make", "refusal"),
        [
            ("пустой.pdf", lambda: b"", FileEmpty),
            ("программа.exe", samples.program, FileTypeNotAllowed),
            ("программа.pdf", samples.program, FileTypeNotAllowed),
            ("программа.jpg", samples.program, FileTypeNotAllowed),
            ("текст.pdf", lambda: b"not a PDF", FileTypeNotAllowed),
            ("картинка.pdf", samples.png, FileTypeNotAllowed),
            ("бумага.png", samples.pdf, FileTypeNotAllowed),
            ("акт.pdf.exe", samples.pdf, FileTypeNotAllowed),
            ("без окончания", samples.pdf, FileTypeNotAllowed),
            ("реестр.xlsx", samples.workbook, FileTypeNotAllowed),
            ("страница.pdf", lambda: b"<html><script>alert(1)</script></html>", FileTypeNotAllowed),
            ("под паролем.pdf", samples.locked_pdf, FileEncrypted),
            ("обрезан.pdf", lambda: samples.pdf()[:-2000], FileDamaged),
            ("обрезан.jpg", lambda: samples.jpeg()[:-20_000], FileDamaged),
            ("обрезан.png", lambda: samples.png()[:-20], FileDamaged),
            ("обрезан.tif", lambda: samples.tiff()[:-500], FileDamaged),
            ("только начало.pdf", lambda: b"%PDF-1.7\n%%EOF\n", FileDamaged),
            ("тысяча страниц.pdf", lambda: samples.pdf_of_many_pages(1001), ArchiveBomb),
            ("бомба.png", lambda: samples.png(20_000, 20_000), ArchiveBomb),
            ("бомба в странице.pdf", lambda: samples.pdf_bomb(200), FileDamaged),
        ],
    )
    def test_refuses_and_keeps_nothing(
        self, name: str, make: Make, refusal: type[Refusal], storage: Path
    ) -> None:
        with pytest.raises(refusal) as caught:
            store(name, make())

        assert caught.value.facts["name"] == name
        assert kept(storage) == []
        assert not StoredFile.objects.everywhere(reason="test").exists()

    @pytest.mark.parametrize(
        ("name", "make", "reason"),
        [
            ("бомба.zip", samples.zip_bomb, "bytes"),
            ("бомба.zip", lambda: samples.zip_bomb(100), "ratio"),
            ("лжёт.zip", samples.lying_zip_bomb, "bytes"),
            ("матрёшка.zip", lambda: samples.archive(inner=samples.archive(a=b"1")), "nested"),
            ("россыпь.zip", lambda: samples.archive(**{str(entry): b"" for entry in range(2001)}), "entries"),
            ("бомба.xlsx", samples.workbook_bomb, "bytes"),
        ],
    )
    def test_refuses_archives_that_unfold_into_too_much(self, name: str, make: Make, reason: str) -> None:
        with pytest.raises(ArchiveBomb) as caught:
            store(name, make(), kinds.EXCHANGE_TYPES)

        assert caught.value.facts["reason"] == reason

    def test_refuses_an_archive_that_was_cut_off(self) -> None:
        with pytest.raises(FileDamaged):
            store("архив.zip", samples.archive(a=b"1" * 1000)[:-30], kinds.EXCHANGE_TYPES)

    def test_refuses_what_was_not_chosen(self) -> None:
        with pytest.raises(FileMissing):
            store_upload(None, now=NOW)

    def test_refuses_a_file_over_the_limit(self, settings: Settings) -> None:
        settings.UPLOAD_BYTES = 512

        with pytest.raises(FileTooLarge) as caught:
            store("Акт.pdf", samples.pdf())

        assert caught.value.facts == {"name": "Акт.pdf", "megabytes": "0.000488281"}

    def test_keeps_the_same_bytes_once(self, storage: Path) -> None:
        content = samples.pdf()

        first, again = store("Акт.pdf", content), store("Тот же акт.pdf", content)

        assert first.id == again.id
        assert len(kept(storage)) == 1

    def test_brings_lost_bytes_back(self, storage: Path) -> None:
        content = samples.pdf()
        stored = store("Акт.pdf", content)
        (storage / stored.place).unlink()

        store("Акт.pdf", content)

        assert queries.read_file(stored.id) == content

    def test_can_be_called_inside_a_transaction(self) -> None:
        with transaction.atomic():
            stored = store("Акт.pdf", samples.pdf())

        assert queries.get_file(stored.id).pages == 2

    def test_keeps_no_row_when_the_storage_refuses(self, storage: Path) -> None:
        storage.parent.mkdir(exist_ok=True)
        storage.write_text("a file where the folder should be")

        with pytest.raises(UploadBrokenOff):
            store("Акт.pdf", samples.pdf())

        assert not StoredFile.objects.everywhere(reason="test").exists()


@pytest.mark.usefixtures("clamd")
class TestStoreUploadWithAntivirus:
    def test_takes_a_clean_file_and_says_when_it_was_scanned(self) -> None:
        assert store("Акт.pdf", samples.pdf()).scanned_at == NOW

    def test_refuses_a_virus(self, storage: Path) -> None:
        with pytest.raises(FileInfected) as caught:
            store("письмо.txt", samples.EICAR, kinds.TABLE_TYPES)

        assert caught.value.facts["name"] == "письмо.txt"
        assert "Eicar" in str(caught.value.facts["virus"])
        assert kept(storage) == []

    def test_refuses_a_virus_in_an_archive(self) -> None:
        with pytest.raises(FileInfected):
            store("архив.zip", samples.archive(letter=samples.EICAR), kinds.EXCHANGE_TYPES)

    def test_says_of_an_unscanned_file_that_it_was_not_scanned(self, settings: Settings) -> None:
        settings.CLAMD = ""

        assert store("Акт.pdf", samples.pdf()).scanned_at is None

    @pytest.mark.parametrize("address", ["/nowhere/clamd.sock", "127.0.0.1:9"])
    def test_takes_nothing_while_the_antivirus_is_away(
        self, address: str, settings: Settings, storage: Path
    ) -> None:
        settings.CLAMD = address

        with pytest.raises(ScannerUnavailable):
            store("Акт.pdf", samples.pdf())

        assert kept(storage) == []

    def test_takes_nothing_that_the_antivirus_finds_too_long(self, settings: Settings) -> None:
        settings.UPLOAD_BYTES = 40 * 1024 * 1024

        with pytest.raises(ScannerUnavailable):
            store("длинный.txt", b"36,1\n" * (7 * 1024 * 1024), kinds.TABLE_TYPES)


class TestCheckCount:
    def test_refuses_more_files_than_the_supplier_allows(self, settings: Settings) -> None:
        settings.UPLOAD_COUNT = 1
        uploads = [SimpleUploadedFile("a.pdf", b""), SimpleUploadedFile("b.pdf", b"")]

        with pytest.raises(TooManyFiles):
            check_count(uploads)
        check_count(uploads[:1])


class TestStoreBytes:
    def test_keeps_what_the_program_made_as_it_is(self) -> None:
        stored = store_bytes(b"PK", media_type="application/zip", now=NOW)

        assert queries.read_file(stored.id) == b"PK"
        assert (stored.media_type, stored.scanned_at) == ("application/zip", None)

    def test_streams_what_is_on_disk(self, tmp_path: Path) -> None:
        made = tmp_path / "made.zip"
        made.write_bytes(bytes(3_000_000))

        with made.open("rb") as stream:
            stored = store_stream(stream, media_type="application/zip", now=NOW)

        assert stored.size == 3_000_000


class TestStorageThatIsNoDisk:
    def test_keeps_and_gives_back_and_removes(self, settings: Settings) -> None:
        elsewhere = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
        settings.STORAGES = {**settings.STORAGES, "default": elsewhere}
        content = samples.pdf()

        stored = store("Акт.pdf", content)

        assert queries.read_file(stored.id) == content
        assert remove_file(stored.id)


class TestRemoveFile:
    def test_removes_row_and_bytes(self, storage: Path) -> None:
        stored = store("Акт.pdf", samples.pdf())

        removed, again = remove_file(stored.id), remove_file(stored.id)

        assert (removed, again) == (True, False)
        assert kept(storage) == []
        with pytest.raises(StoredFileNotFound):
            queries.get_file(stored.id)


class TestOpenFile:
    def test_gives_the_bytes_and_what_is_known_of_them(self) -> None:
        content = samples.pdf()
        stored = store("Акт.pdf", content)

        stream, found = queries.open_file(stored.id)

        with stream:
            assert stream.read() == content
        assert found == stored

    def test_refuses_what_is_not_there(self) -> None:
        stored = store("Акт.pdf", samples.pdf())

        with pytest.raises(StoredFileNotFound):
            queries.open_file(stored.id + 1)

    def test_refuses_where_the_bytes_are_lost(self, storage: Path) -> None:
        stored = store("Акт.pdf", samples.pdf())
        (storage / stored.place).unlink()

        with pytest.raises(StoredFileNotFound):
            queries.open_file(stored.id)


class TestGetPreview:
    def test_turns_a_phone_photograph_upright(self) -> None:
        stored = store("фото.jpg", samples.jpeg(4000, 3000, orientation=6))

        preview = queries.get_preview(stored.id)

        assert preview is not None
        with Image.open(BytesIO(preview)) as image:
            assert (image.format, image.size) == ("PNG", (450, 600))

    def test_shows_the_first_sheet_of_a_scan(self) -> None:
        stored = store("скан.tif", samples.tiff())

        assert queries.get_preview(stored.id) is not None

    def test_shows_nothing_of_a_pdf(self) -> None:
        stored = store("Акт.pdf", samples.pdf())

        assert queries.get_preview(stored.id) is None
