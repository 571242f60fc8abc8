from decimal import Decimal
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.metering.rules.words import Status
from tests import factories
from tests.factories import Cast
from tests.portal.metering.things import GRID, QUERIES, YESTERDAY, give, stored, text_of


class TestCorrection:
    @pytest.fixture
    def address(self, cast: Cast) -> str:
        give(cast.unit, 22)
        return f"/readings/day/{cast.unit.pk}/2026-11-22/"

    def correct(self, client: Client, address: str, volume: str = "36,2", **fields: str) -> HttpResponse:
        data = {"volume": volume, "reason": "mistake", "note": "", "seen_version": "1", "key": uuid4().hex}
        return client.post(address, data | fields)

    def test_adds_a_version_that_shows_beside_the_old_one(self, engineer: Client, address: str) -> None:
        answer = self.correct(engineer, address, note="Опечатка в журнале")

        assert answer.headers["Location"].startswith("/receipts/")
        page = text_of(engineer.get(address))
        assert "Версия 2: 36,200 тыс. м³" in page
        assert "Версия 1: 36,100 тыс. м³" in page
        assert "Ошибка при вводе: Опечатка в журнале" in page
        assert "Сидоров Семён Семёнович" in page

    def test_wants_a_volume_and_a_reason(self, engineer: Client, address: str) -> None:
        answer = self.correct(engineer, address, volume="", reason="")

        assert answer.status_code == 422
        assert "Выберите вариант: «Причина исправления»" in text_of(answer)
        assert "Заполните поле «Новый объём, тыс. м³»" in text_of(answer)

    def test_of_a_returned_volume_does_not_call_it_in_force(self, cast: Cast, engineer: Client) -> None:
        factories.volumes(cast.unit, {YESTERDAY: "12000"}, status=Status.RETURNED)

        page = text_of(engineer.get(f"/readings/day/{cast.unit.pk}/2026-11-22/"))

        assert "Возвращено поставщиком" in page
        assert "Возвращено: 12,000" in page
        assert "Действует сейчас" not in page
        assert "event-done" not in page

    def test_over_a_version_changed_meanwhile_is_told_whose(self, engineer: Client, address: str) -> None:
        self.correct(engineer, address)

        answer = self.correct(engineer, address, volume="36,3")

        page = text_of(answer)
        assert answer.status_code == 422
        assert "объём изменён на 36,200 тыс. м³ (Сидоров Семён Семёнович" in page
        assert 'name="seen_version" value="2"' in page
        assert 'value="36,3"' in page

    def test_an_unusual_volume_is_asked_about_once_more(self, engineer: Client, address: str) -> None:
        first = self.correct(engineer, address, volume="3,62")

        assert first.status_code == 422
        assert "примерно в десять раз" in text_of(first)
        assert 'name="confirmed" value="3,62"' in text_of(first)
        again = self.correct(engineer, address, volume="3,62", confirmed="3,62")
        assert again.headers["Location"].startswith("/receipts/")

    def test_with_more_places_than_are_kept_is_asked_about_once_more(
        self, cast: Cast, engineer: Client, address: str
    ) -> None:
        first = self.correct(engineer, address, volume="36,15344")

        assert first.status_code == 422
        told = "Введено 36,15344; с округлением до целых м³ будет записано 36,153 тыс. м³."
        assert f"{told} Если он верный, нажмите кнопку ещё раз." in text_of(first)
        assert 'name="confirmed" value="36,15344"' in text_of(first)
        again = self.correct(engineer, address, volume="36,15344", confirmed="36,15344")
        assert again.headers["Location"].startswith("/receipts/")
        assert stored(cast)[YESTERDAY] == Decimal(36_153)

    @pytest.mark.parametrize("volume", ["36,1", "36,100 тыс. м³"])
    def test_that_changes_nothing_is_refused_and_keeps_what_was_typed(
        self, cast: Cast, engineer: Client, address: str, volume: str
    ) -> None:
        answer = self.correct(engineer, address, volume=volume, note="Опечатка")

        assert answer.status_code == 422
        assert "За эти сутки уже стоит такой объём: исправлять нечего" in text_of(answer)
        assert f'value="{volume}"' in text_of(answer)
        assert 'value="Опечатка"' in text_of(answer)
        assert "Версия 2" not in text_of(engineer.get(address))

    def test_of_a_foreign_day_is_not_there(self, cast: Cast, address: str) -> None:
        assert factories.signed_in(cast.neighbour).get(address).status_code == 404

    def test_is_not_offered_without_the_right(self, cast: Cast, address: str) -> None:
        accountant = factories.signed_in(cast.accountant)

        assert "Передать исправление" not in text_of(accountant.get(address))
        assert self.correct(accountant, address).status_code == 403

    def test_a_day_without_a_volume_leads_to_the_month(self, cast: Cast, engineer: Client) -> None:
        page = text_of(engineer.get(f"/readings/day/{cast.unit.pk}/2026-11-22/"))

        assert "Объём за эти газовые сутки не передан" in page
        assert GRID in page

    def test_takes_few_queries(
        self, engineer: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        engineer.get(address)

        with django_assert_max_num_queries(QUERIES):
            engineer.get(address)
