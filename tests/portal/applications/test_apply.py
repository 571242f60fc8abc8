"""Applying without being signed in: what is taken, what is told at which field, and how often."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from kabinet.access.models import Application, ApplicationPaper, PublicTry, StrayUpload
from kabinet.access.rules.applications import Status
from kabinet.files.models import StoredFile
from tests import factories
from tests.factories import NOW, Cast
from tests.files import samples
from tests.portal.applications.typing import SECRET, TYPED, apply_and_open, hidden_of, press

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def applications() -> list[Application]:
    return list(Application.objects.everywhere(reason="test").order_by("id"))


class TestForm:
    def test_is_open_to_everybody_and_found_from_the_sign_in(self, cast: Cast, client: Client) -> None:
        assert "/access/apply/" in client.get("/login/").content.decode()
        assert client.get("/access/apply/").status_code == 200

    def test_costs_no_query(self, cast: Cast, client: Client, django_assert_num_queries: Any) -> None:
        client.get("/access/apply/")

        with django_assert_num_queries(0):
            client.get("/access/apply/")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"inn": "9876543211"}, "ИНН: контрольные цифры не сходятся"),
            ({"inn": "123"}, "ИНН: 10 цифр, у предпринимателя 12"),
            ({"ogrn": "1900000000018"}, "ОГРН: контрольная цифра не сходится"),
            ({"ogrn": "304500116000157"}, "ОГРН: для этого ИНН нужно 13 цифр"),
            ({"kpp": ""}, "КПП: 9 знаков"),
            ({"inn": "500100732259", "ogrn": "304500116000157"}, "У предпринимателя нет КПП"),
            ({"contract_dated_on": "24.11.2026"}, "Дата договора ещё не наступила"),
            ({"authority_to": "22.11.2026"}, "Полномочия закончились 22.11.2026"),
            ({"authority_from": "24.11.2026"}, "Полномочия начинаются 24.11.2026"),
            ({"authority_to": "31.10.2026"}, "Последний день раньше первого"),
            ({"authority_to": ""}, "Укажите, по какой день действует доверенность"),
            ({"authority_number": ""}, "Укажите номер доверенности или приказа"),
            ({"full_name": "Новикова"}, "Укажите фамилию, имя и отчество буквами"),
            ({"full_name": "Нoвикова Ольга"}, "В слове «Нoвикова» смешаны русские и латинские буквы"),
            ({"full_name": "а " * 500}, "«Фамилия, имя, отчество»: не больше 200 знаков"),
            ({"email": "nоvikova@example.org"}, "В адресе есть не латинские буквы"),
            ({"email": "novikova"}, "Укажите адрес почты полностью"),
            ({"phone": "нет"}, "Укажите телефон с кодом"),
            ({"role": "head"}, "head"),
            ({"rights": ["administer"]}, "administer"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, cast: Cast, client: Client, changes: dict[str, Any], words: str
    ) -> None:
        answer = press(client, **changes)

        page = answer.content.decode()
        assert (answer.status_code, "<title>Ошибка:" in page) == (422, True)
        assert words in page
        assert 'value="инженер-энергетик"' in page
        assert applications() == []

    def test_takes_an_entrepreneur_and_a_director(self, cast: Cast, client: Client) -> None:
        entrepreneur = {"inn": "500100732259", "kpp": "", "ogrn": "304500116000157"}
        director = {"authority_kind": "charter", "authority_number": "", "authority_to": ""}

        answer = press(client, **entrepreneur, **director)

        assert answer.status_code == 200
        assert "Устав" in answer.content.decode()


class TestCheck:
    def test_says_that_nothing_is_sent_yet(self, cast: Cast, client: Client) -> None:
        page = press(client).content.decode()

        assert "Заявка ещё не отправлена." in page
        assert "с 01.11.2026 по 31.10.2027" in page
        assert applications() == []

    def test_warns_of_numbers_that_do_not_belong_together_and_tells_nothing_else(
        self, cast: Cast, client: Client
    ) -> None:
        known = press(client).content.decode()
        foreign, missing = (
            TOKEN.sub("", press(client, contract_number=number).content.decode())
            for number in ("12-4-0777/26", "12-4-9999/26")
        )

        warning = "Договор не найден: заявку рассмотрит начальник отдела"
        assert warning not in known
        assert warning in foreign
        assert foreign.replace("12-4-0777/26", "") == missing.replace("12-4-9999/26", "")
        assert "Стекло" not in foreign

    def test_leads_back_with_everything_typed(self, cast: Cast, client: Client) -> None:
        carried = hidden_of(press(client))

        page = client.post("/access/apply/", carried | {"action": "change"}).content.decode()

        assert 'value="12-4-0345/26"' in page
        assert 'value="submit-readings" id="id_rights_0" checked' in page

    def test_sends_just_what_it_showed(self, cast: Cast, client: Client) -> None:
        carried = hidden_of(press(client, position="мастер"))

        answer = client.post("/access/apply/", carried | {"action": "send"})

        assert answer.headers["Location"] == "/access/apply/sent/"
        assert [one.position for one in applications()] == ["мастер"]


class TestScans:
    def test_survive_the_check_and_are_sent(self, cast: Cast, client: Client) -> None:
        upload = samples.upload("доверенность.pdf", samples.pdf())
        carried = hidden_of(press(client, files=[upload]))

        client.post("/access/apply/", carried | {"action": "send"})

        [paper] = ApplicationPaper.objects.everywhere(reason="test")
        assert (paper.name, paper.kind) == ("доверенность.pdf", "power-of-attorney")

    def test_are_noted_to_be_let_go_if_nothing_comes_of_them(self, cast: Cast, client: Client) -> None:
        press(client, files=[samples.upload("скан.pdf", samples.pdf())])

        stored = StoredFile.objects.everywhere(reason="test").get()
        assert StrayUpload.objects.everywhere(reason="test").get().file_id == stored.pk

    def test_good_ones_are_kept_when_a_bad_one_is_told_of(self, cast: Cast, client: Client) -> None:
        good, bad = samples.upload("акт.pdf", samples.pdf()), samples.upload("счёт.pdf", b"MZ" + b"0" * 99)

        answer = press(client, files=[good, bad])

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "счёт.pdf: файл должен быть PDF" in page
        assert "акт.pdf (PDF" in page

    @pytest.mark.parametrize(("name", "content"), [("пустой.pdf", b""), ("вирус.pdf", b"MZ\x90\x00")])
    def test_that_cannot_be_read_are_named(
        self, cast: Cast, client: Client, name: str, content: bytes
    ) -> None:
        page = press(client, files=[samples.upload(name, content)]).content.decode()

        assert name in page
        assert ApplicationPaper.objects.everywhere(reason="test").count() == 0

    def test_of_others_cannot_be_named(self, cast: Cast, client: Client) -> None:
        carried = hidden_of(press(client)) | {"kept": ["WzEsImEucGRmIl0:1abc:forged"]}

        client.post("/access/apply/", carried | {"action": "send"})

        assert ApplicationPaper.objects.everywhere(reason="test").count() == 0


class TestSending:
    def test_shows_number_secret_and_day_of_the_answer(self, cast: Cast, client: Client) -> None:
        press(client, "send")

        page = client.get("/access/apply/sent/").content.decode()

        [application] = applications()
        assert application.number in page
        assert SECRET.search(page)
        assert "26 ноября 2026" in page
        assert "Удальцова" in page
        assert "Петрова" not in page

    def test_twice_is_one_application_with_one_secret(self, cast: Cast, client: Client) -> None:
        first = apply_and_open(client)
        second = apply_and_open(client)

        assert first == second
        assert len(applications()) == 1

    def test_shows_the_secret_for_a_while_and_in_this_browser_only(
        self, cast: Cast, client: Client, settings: Settings
    ) -> None:
        apply_and_open(client)

        assert Client().get("/access/apply/sent/").headers["Location"] == "/access/applications/"
        settings.FROZEN_NOW = NOW + timedelta(minutes=31)
        assert client.get("/access/apply/sent/").headers["Location"] == "/access/applications/"

    def test_of_the_same_person_tells_a_stranger_neither_when_the_first_was_sent_nor_how_it_stands(
        self, cast: Cast, client: Client
    ) -> None:
        one, other = "Новикова Ольга Первая", "Новикова Ольга Вторая"
        factories.application(Status.RECEIVED, full_name=one)
        factories.application(Status.RETURNED, full_name=other)

        received, returned = (press(client, "send", full_name=name) for name in (one, other))

        page = TOKEN.sub("", received.content.decode())
        assert received.status_code == returned.status_code == 409
        assert page.replace(one, "") == TOKEN.sub("", returned.content.decode()).replace(other, "")
        assert "уже рассматривается" in page
        assert "+7 495 730-60-00" in page
        assert 'value="novikova@example.org"' in page

    def test_keeps_the_secret_out_of_the_database(self, cast: Cast, client: Client) -> None:
        secret = apply_and_open(client)

        assert not Application.objects.everywhere(reason="test").filter(secret_hash__contains=secret).exists()


class TestLimits:
    def test_of_sending_speak_clearly_and_keep_what_was_typed(self, cast: Cast, client: Client) -> None:
        for number in range(10):
            press(client, "send", full_name=f"Новикова Ольга {'а' * (number + 1)}")

        answer = press(client, "send", full_name="Новикова Ольга Последняя")

        page = answer.content.decode()
        assert answer.status_code == 429
        assert "слишком много попыток. Повторите после 23.11.2026 10:20" in page
        assert 'value="Новикова Ольга Последняя"' in page
        assert len(applications()) == 10

    def test_are_counted_by_address_and_end(self, cast: Cast, client: Client, settings: Settings) -> None:
        for _ in range(40):
            press(client)

        assert press(client).status_code == 429
        assert client.post("/access/apply/", TYPED, REMOTE_ADDR="192.0.2.99").status_code == 200
        settings.FROZEN_NOW = NOW + timedelta(minutes=61)
        assert press(client).status_code == 200

    def test_of_bytes_a_day_speak_clearly_and_keep_what_was_typed(
        self, cast: Cast, client: Client, settings: Settings
    ) -> None:
        scan = samples.pdf()
        settings.PUBLIC_UPLOAD_BYTES = 2 * len(scan) + 1
        for number in range(2):
            press(client, files=[samples.upload(f"{number}.pdf", scan)])

        answer = press(client, files=[samples.upload("третий.pdf", samples.pdf(pages=3))])

        page = answer.content.decode()
        assert answer.status_code == 429
        assert "больше примем с 24.11.2026 09:20" in page
        assert 'value="novikova@example.org"' in page
        assert StoredFile.objects.everywhere(reason="test").count() == 1
        assert press(client).status_code == 200
        elsewhere = Client(REMOTE_ADDR="192.0.2.99")
        assert press(elsewhere, files=[samples.upload("3.pdf", scan)]).status_code == 200

    def test_keep_no_file_and_no_row_of_what_is_too_much(self, cast: Cast, client: Client) -> None:
        for _ in range(40):
            press(client)

        press(client, files=[samples.upload("скан.pdf", samples.pdf())])

        assert StoredFile.objects.everywhere(reason="test").count() == 0
        assert PublicTry.objects.everywhere(reason="test").count() == 40


class TestQueries:
    def test_of_the_page_to_check_do_not_grow(
        self, cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(10):
            press(client)
