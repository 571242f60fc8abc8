import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from PIL import Image

from kabinet.documents import operations
from kabinet.documents.models import Document
from kabinet.documents.rules.search import words_of
from kabinet.documents.rules.words import Direction, Kind, Status
from kabinet.files import operations as files
from kabinet.files.models import StoredFile
from kabinet.files.vault import drop
from kabinet.journal.models import Receipt
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast

PAGE = "/documents/"
SEND = "/documents/send/"
ZIP = "/documents/zip/"
OCTOBER = BillingMonth(2026, 10)


@pytest.fixture(autouse=True)
def _frozen(settings: Any) -> None:
    settings.FROZEN_NOW = NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return factories.cast()


@pytest.fixture
def accountant(cast: Cast) -> Client:
    return factories.signed_in(cast.accountant)


def pdf(**options: Any) -> bytes:
    target = BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(target, **options)
    return target.getvalue()


def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (40, 30), "white").save(target, "JPEG")
    return target.getvalue()


def stored(data: bytes | None = None) -> StoredFile:
    return files.store_bytes(data or pdf(), media_type="application/pdf", pages=1, now=NOW)


def place(
    cast: Cast, number: str = "1045", *, kind: Kind = Kind.ACT, on: date = OCTOBER.last_day, **columns: Any
) -> Document:
    words = words_of(
        kind=kind,
        number=number,
        title="",
        dated_on=on,
        month=BillingMonth.of(on),
        amount=columns.get("amount"),
    )
    columns = {"file": stored(), "file_name": f"Акт_{number}_{on}.pdf", "search": words} | columns
    return factories.document(cast.contract, kind, number, dated_on=on, **columns)


def text_of(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def kept_in(page: str) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', page)


class TestList:
    def test_a_file_is_one_press_away_and_says_what_it_is(self, cast: Cast, accountant: Client) -> None:
        document = place(cast)

        page = text_of(accountant, PAGE)
        assert re.search(
            rf'href="/documents/{document.pk}/file/">Акт № 1045 от 31\.10\.2026 \(PDF, [^)]+\)</a>', page
        )
        assert f'href="/documents/{document.pk}/"' in page
        assert "Найден 1 документ" in page

    @pytest.mark.parametrize(
        "query",
        ["q=1045", "q=№ 1045", "q=7 902 114,10", "q=31.10.2026", "q=акт октябрь", "kind=act&period=2026-10"],
    )
    def test_a_document_is_found(self, cast: Cast, accountant: Client, query: str) -> None:
        place(cast, amount=Decimal("7902114.10"))
        place(cast, "7", on=date(2026, 9, 30), kind=Kind.LETTER)

        page = text_of(accountant, f"{PAGE}?{query}")
        assert "Найден 1 документ" in page
        assert "№ 1045" in page

    def test_words_typed_in_the_other_layout_are_read_and_said(self, cast: Cast, accountant: Client) -> None:
        place(cast)

        assert "Показаны результаты для „акт 1045“" in text_of(accountant, f"{PAGE}?q=frn+1045")

    def test_nothing_found_says_why_and_what_next(self, cast: Cast, accountant: Client) -> None:
        place(cast)

        page = text_of(accountant, f"{PAGE}?q=1O45&period=2026-10")
        assert "По запросу „1O45“ ничего нет" in page
        assert "Все документы" in page
        assert "?q=1O45" in page

    def test_a_new_client_reads_when_documents_appear(self, cast: Cast, accountant: Client) -> None:
        assert "Документы появятся после закрытия первого месяца" in text_of(accountant, PAGE)

    def test_each_filter_has_a_chip_that_takes_it_away(self, cast: Cast, accountant: Client) -> None:
        page = text_of(accountant, f"{PAGE}?kind=act&period=2026-10&page=3")

        assert 'href="?period=2026-10"' in page
        assert 'href="?kind=act"' in page

    @pytest.mark.parametrize(
        "query",
        [
            "kind=nonsense",
            "period=2026-13",
            "period=abc",
            "sort=password",
            "size=7",
            "page=-1",
            "page=x",
            "contract=1",
        ],
    )
    def test_a_senseless_filter_narrows_nothing(self, cast: Cast, accountant: Client, query: str) -> None:
        place(cast)

        assert "Найден 1 документ" in text_of(accountant, f"{PAGE}?{query}")

    def test_the_page_stands_in_the_title_and_sorting_keeps_the_filter(
        self, cast: Cast, accountant: Client
    ) -> None:
        for number in range(60):
            place(cast, str(number), amount=Decimal(number))

        page = text_of(accountant, f"{PAGE}?kind=act&size=25&sort=-amount&page=2")
        assert "<title>Документы, страница 2 из 3" in page
        assert page.index("№ 34 ") < page.index("№ 33 ")
        assert "?kind=act&amp;size=25&amp;sort=date" in page

    def test_the_print_has_all_rows_and_no_filters(self, cast: Cast, accountant: Client) -> None:
        for number in range(60):
            place(cast, f"N{number}")

        page = text_of(accountant, f"{PAGE}?print=1")
        assert len(set(re.findall(r"№ (N\d+)", page))) == 60
        assert "<select" not in page

    @pytest.mark.parametrize("count", [1, 50])
    def test_it_takes_as_many_queries_however_many_documents_there_are(
        self, cast: Cast, accountant: Client, count: int, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(count):
            place(cast, str(number))

        with django_assert_max_num_queries(8):
            accountant.get(f"{PAGE}?q=акт")


class TestExport:
    def test_all_pages_of_what_is_found(self, cast: Cast, accountant: Client) -> None:
        for number in range(60):
            place(cast, str(number), amount=Decimal("1.50"))
        place(cast, "77", kind=Kind.LETTER)

        answer = accountant.get(f"{PAGE}?kind=act&size=25&format=xlsx")

        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        assert sheet.max_row == 61
        assert isinstance(sheet["C2"].value, datetime)
        assert sheet["E2"].value == 1.5

    def test_csv_is_what_excel_opens(self, cast: Cast, accountant: Client) -> None:
        place(cast, "=1+1", amount=Decimal("1234.50"))

        answer = accountant.get(f"{PAGE}?format=csv")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert "Акт;'=1+1;31.10.2026;октябрь 2026;1234,50;" in answer.content.decode("utf-8-sig")


class TestFile:
    def test_it_is_saved_under_its_own_name_and_never_run(self, cast: Cast, accountant: Client) -> None:
        document = place(cast)

        answer = accountant.get(f"{PAGE}{document.pk}/file/")

        assert b"".join(answer.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert unquote(answer["Content-Disposition"]).endswith("Акт_1045_2026-10-31.pdf")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox"

    def test_the_first_download_marks_it_as_viewed(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, status=Status.NEW)

        b"".join(accountant.get(f"{PAGE}{document.pk}/file/").streaming_content)

        document.refresh_from_db()
        assert (document.status, document.seen_at) == (Status.SEEN, NOW)

    def test_lost_bytes_give_an_incident_number_and_the_curator(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, file=stored(pdf(linearize=True) + b"\n% lost"))
        assert document.file is not None
        drop(document.file.place)

        page = text_of(accountant, f"{PAGE}{document.pk}/file/", status=404)
        assert re.search(r"<strong>[0-9A-F]{8}</strong>", page)
        assert "Петрова Мария Сергеевна" in page

    def test_a_document_that_cannot_be_drawn_up_says_so(self, cast: Cast, accountant: Client) -> None:
        document = factories.document(cast.contract)

        assert "Файл сейчас недоступен" in text_of(accountant, f"{PAGE}{document.pk}/file/", status=404)

    def test_a_picture_has_a_preview_and_a_pdf_has_none(self, cast: Cast, accountant: Client) -> None:
        scan = files.store_bytes(picture(), media_type="image/jpeg", pages=1, now=NOW)
        photo = place(cast, "1", file=scan, direction=Direction.IN, status=Status.UNDER_REVIEW)
        paper = place(cast, "2")

        answer = accountant.get(f"{PAGE}{photo.pk}/preview/")
        assert answer.content.startswith(b"\x89PNG")
        assert answer["Content-Security-Policy"] == "sandbox"
        assert f"{PAGE}{photo.pk}/preview/" in text_of(accountant, f"{PAGE}{photo.pk}/")
        assert accountant.get(f"{PAGE}{paper.pk}/preview/").status_code == 404


class TestZip:
    def names(self, answer: Any) -> list[str]:
        return ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()

    def test_ticked_documents_have_names_of_their_own(self, cast: Cast, accountant: Client) -> None:
        ticked = [place(cast, number, file_name="акт.pdf").pk for number in ("1", "2")]
        place(cast, "3")

        answer = accountant.post(ZIP, {"document": ticked})

        assert unquote(answer["Content-Disposition"]).endswith("Документы_2026-11-23.zip")
        assert self.names(answer) == ["акт.pdf", "акт (2).pdf"]

    def test_all_that_was_found(self, cast: Cast, accountant: Client) -> None:
        place(cast, "1")
        place(cast, "2", kind=Kind.LETTER, file_name="письмо.pdf")

        assert self.names(accountant.post(ZIP, {"all": "1", "query": "kind=letter"})) == ["письмо.pdf"]

    def test_a_whole_month(self, cast: Cast, accountant: Client) -> None:
        place(cast, "1", file_name="октябрь.pdf")
        place(cast, "2", on=date(2026, 9, 30), file_name="сентябрь.pdf")

        assert self.names(accountant.post(ZIP, {"month": "2026-10"})) == ["октябрь.pdf"]

    def test_what_cannot_be_had_is_named_and_the_rest_comes(self, cast: Cast, accountant: Client) -> None:
        ticked = [factories.document(cast.contract).pk, place(cast, "2", file_name="есть.pdf").pk]

        answer = accountant.post(ZIP, {"document": ticked})

        archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
        assert archive.namelist() == ["есть.pdf", "Не вошли в архив, позвоните куратору.txt"]
        assert "act_1045" in archive.read(archive.namelist()[1]).decode()

    def test_what_went_into_it_was_viewed(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, status=Status.NEW)

        self.names(accountant.post(ZIP, {"document": [document.pk]}))

        document.refresh_from_db()
        assert document.status == Status.SEEN

    @pytest.mark.parametrize("fields", [{}, {"document": []}, {"all": "1", "query": "q=nothing"}])
    def test_nothing_chosen_is_told(self, cast: Cast, accountant: Client, fields: dict[str, Any]) -> None:
        answer = accountant.post(ZIP, fields, follow=True)

        assert "Отметьте документы" in answer.content.decode()

    def test_more_than_two_hundred_are_told(self, cast: Cast, accountant: Client) -> None:
        file = stored()
        for number in range(201):
            place(cast, str(number), file=file)

        answer = accountant.post(ZIP, {"all": "1", "query": "kind=act"}, follow=True)
        assert "не больше 200 документов" in answer.content.decode()
        assert answer.request["QUERY_STRING"] == "kind=act"

    @pytest.mark.parametrize("ticked", ["abc", "-1", "9" * 30, "999999"])
    def test_a_document_that_is_not_there_is_not_found(
        self, cast: Cast, accountant: Client, ticked: str
    ) -> None:
        assert accountant.post(ZIP, {"document": [ticked]}).status_code == 404


class TestCard:
    def test_what_is_to_be_signed_says_until_when_and_takes_the_scan(
        self, cast: Cast, accountant: Client
    ) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)

        page = text_of(accountant, f"{PAGE}{document.pk}/")
        assert "Подпишите и загрузите скан" in page
        assert "До 08.11.2026 23:59 МСК, просрочено на 14 дней" in page
        assert f'name="answers" value="{document.pk}"' in page

    def test_a_returned_scan_tells_the_reason_first(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)
        receipt = operations.send_scans(
            viewer=factories.viewer_of(cast.accountant),
            contract_id=cast.contract.pk,
            scans=[operations.Scan(stored(), "скан.pdf", Kind.ACT)],
            answers_id=document.pk,
            key="k",
            now=NOW,
        )
        scan = Document.objects.everywhere(reason="a test's own rows").get(receipt_number=receipt.number)
        operations.decide_scan(
            viewer=factories.viewer_of(cast.curator),
            document_id=scan.pk,
            accept=False,
            reason="Нет печати",
            now=NOW,
        )

        page = text_of(accountant, f"{PAGE}{document.pk}/")
        assert page.index("Нет печати") < page.index("Подпишите и загрузите скан")
        assert f"/receipts/{receipt.number}/" in page
        assert "Скан возвращён" in page
        assert "Петрова Мария Сергеевна" in page

    def test_papers_of_the_same_month_are_linked(self, cast: Cast, accountant: Client) -> None:
        act, invoice = place(cast), place(cast, "7", kind=Kind.INVOICE)
        september = place(cast, "6", on=date(2026, 9, 30))

        page = text_of(accountant, f"{PAGE}{act.pk}/")
        assert f'href="{PAGE}{invoice.pk}/"' in page
        assert f'href="{PAGE}{september.pk}/"' not in page

    def test_whoever_may_not_send_is_not_asked_to(self, cast: Cast) -> None:
        grant = factories.Grant.objects.everywhere(reason="a test's own rows").get(
            membership__user=cast.accountant
        )
        grant.rights = ["see-supply", "see-money"]
        grant.save()
        document = place(cast, status=Status.AWAITS_SIGNATURE)
        browser = factories.signed_in(cast.accountant)

        assert 'type="file"' not in text_of(browser, f"{PAGE}{document.pk}/")
        assert browser.get(SEND).status_code == 403
        assert browser.post(SEND, {"files": upload("a.pdf", pdf())}).status_code == 403

    @pytest.mark.parametrize("scans", [1, 12])
    def test_it_takes_as_many_queries_however_many_scans_there_were(
        self, cast: Cast, accountant: Client, scans: int, django_assert_max_num_queries: Any
    ) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)
        for number in range(scans):
            place(cast, f"s{number}", direction=Direction.IN, status=Status.RETURNED, answers=document)

        with django_assert_max_num_queries(9):
            accountant.get(f"{PAGE}{document.pk}/")


class TestSending:
    def send(self, browser: Client, *uploads: SimpleUploadedFile, **fields: Any) -> Any:
        return browser.post(SEND, {"files": list(uploads), "kind": "letter", "key": "k" * 32} | fields)

    def scans(self) -> list[Document]:
        return list(
            Document.objects.everywhere(reason="a test's own rows").filter(direction="in").order_by("id")
        )

    def test_several_files_have_one_receipt(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)

        answer = self.send(
            accountant, upload("стр 1.pdf", pdf()), upload("стр 2.jpg", picture()), answers=document.pk
        )

        receipt = Receipt.objects.everywhere(reason="a test's own rows").get()
        assert answer.url == f"/receipts/{receipt.number}/"
        assert [(scan.file_name, scan.kind, scan.answers_id) for scan in self.scans()] == [
            ("стр 1.pdf", Kind.ACT, document.pk),
            ("стр 2.jpg", Kind.ACT, document.pk),
        ]
        document.refresh_from_db()
        assert document.status == Status.UNDER_REVIEW

    def test_a_paper_of_ones_own_has_the_chosen_kind(self, cast: Cast, accountant: Client) -> None:
        self.send(accountant, upload("доверенность.pdf", pdf()), kind="power-of-attorney")

        assert [scan.kind for scan in self.scans()] == [Kind.POWER_OF_ATTORNEY]

    def test_each_bad_file_is_named_and_the_good_ones_are_kept(
        self, cast: Cast, accountant: Client, settings: Any
    ) -> None:
        settings.UPLOAD_BYTES = 100_000
        locked = pdf(encryption=pikepdf.Encryption(owner="o", user="u"))

        answer = self.send(
            accountant,
            upload("акт.pdf", pdf()),
            upload("программа.pdf", b"MZ\x90\x00" + b"\x00" * 200),
            upload("пустой.pdf", b""),
            upload("большой.pdf", b"%PDF-1.7" + b" " * 200_000),
            upload("закрытый.pdf", locked),
            upload("фото.jpg", picture()),
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>Ошибка:" in page
        for name in ("программа.pdf", "пустой.pdf", "большой.pdf", "закрытый.pdf"):
            assert f"{name}:" in page
        assert "акт.pdf (PDF" in page
        assert "фото.jpg (JPG" in page
        assert len(kept_in(page)) == 2
        assert self.scans() == []

        again = self.send(accountant, upload("закрытый.pdf", pdf()), kept=kept_in(page))
        assert again.status_code == 302
        assert [scan.file_name for scan in self.scans()] == ["акт.pdf", "фото.jpg", "закрытый.pdf"]

    def test_kept_files_alone_are_enough(self, cast: Cast, accountant: Client) -> None:
        page = self.send(accountant, upload("акт.pdf", pdf()), upload("x.pdf", b"")).content.decode()

        assert self.send(accountant, kept=kept_in(page)).status_code == 302
        assert [scan.file_name for scan in self.scans()] == ["акт.pdf"]

    def test_nobody_sends_what_another_person_uploaded(self, cast: Cast, accountant: Client) -> None:
        page = self.send(accountant, upload("акт.pdf", pdf()), upload("x.pdf", b"")).content.decode()
        neighbour = factories.signed_in(cast.neighbour)

        answer = self.send(neighbour, kept=[*kept_in(page), "forged:reference"])
        assert answer.status_code == 422
        assert "акт.pdf" not in answer.content.decode()

    def test_no_file_is_told_at_the_field_and_the_choice_is_kept(
        self, cast: Cast, accountant: Client
    ) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)

        answer = self.send(accountant, answers=document.pk)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'href="#id_files"' in page
        assert f'value="{document.pk}" selected' in page

    def test_too_many_files_are_told_and_the_first_ones_kept(
        self, cast: Cast, accountant: Client, settings: Any
    ) -> None:
        settings.UPLOAD_COUNT = 2
        uploads = [upload(f"{number}.pdf", pdf(deterministic_id=True) + b"%" * number) for number in range(4)]

        page = self.send(accountant, *uploads).content.decode()
        assert "не больше 2" in page
        assert len(kept_in(page)) == 2

    def test_a_double_click_is_one_batch(self, cast: Cast, accountant: Client) -> None:
        data = pdf()

        first = self.send(accountant, upload("акт.pdf", data))
        second = self.send(accountant, upload("акт.pdf", data))

        assert first.url == second.url
        assert len(self.scans()) == 1

    def test_another_file_in_the_form_that_back_brought_is_another_batch(
        self, cast: Cast, accountant: Client
    ) -> None:
        self.send(accountant, upload("акт.pdf", pdf()))
        self.send(accountant, upload("фото.jpg", picture()))

        assert [scan.file_name for scan in self.scans()] == ["акт.pdf", "фото.jpg"]

    def test_what_was_accepted_meanwhile_takes_no_more_scans(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, status=Status.ACCEPTED)

        answer = self.send(accountant, upload("акт.pdf", pdf()), answers=document.pk)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "он уже принят" in page
        assert len(kept_in(page)) == 1


class TestStrangers:
    @pytest.mark.parametrize("tail", ["", "file/", "preview/"])
    @pytest.mark.parametrize("person", ["neighbour", "curator"])
    def test_for_a_stranger_there_is_no_such_document(self, cast: Cast, person: str, tail: str) -> None:
        document = place(cast)
        browser = factories.signed_in(getattr(cast, person))

        assert "1045" not in text_of(browser, f"{PAGE}{document.pk}/{tail}", status=404)

    def test_a_foreign_document_among_the_ticked_spoils_the_zip(self, cast: Cast) -> None:
        document = place(cast)

        assert factories.signed_in(cast.neighbour).post(ZIP, {"document": [document.pk]}).status_code == 404

    def test_a_foreign_document_takes_no_scan(self, cast: Cast) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)
        browser = factories.signed_in(cast.neighbour)

        assert browser.get(f"{SEND}?answers={document.pk}").status_code == 404
        answer = browser.post(SEND, {"files": upload("a.pdf", pdf()), "answers": document.pk})
        assert answer.status_code == 404

    def test_papers_about_money_are_not_there_without_the_right(self, cast: Cast) -> None:
        invoice = place(cast, "7", kind=Kind.INVOICE)
        engineer = factories.signed_in(cast.engineer)

        assert "№ 7" not in text_of(engineer, PAGE)
        assert engineer.get(f"{PAGE}{invoice.pk}/file/").status_code == 404
