from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kabinet.documents.models import Document
from kabinet.documents.rules.words import Kind, Status
from kabinet.journal.models import Receipt
from tests import factories
from tests.factories import Cast
from tests.portal.documents.things import SEND, kept_in, pdf, picture, place, upload


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
