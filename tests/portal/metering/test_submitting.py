from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kabinet.journal.models import Receipt
from kabinet.metering import operations
from kabinet.metering.models import DailyVolume
from tests import factories
from tests.factories import Cast
from tests.portal.metering.things import GRID, YESTERDAY, cell, give, send, stored, text_of


class TestSubmittingADay:
    def test_goes_at_once_to_its_receipt(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        answer = send(engineer, "submit", {cell(cast.unit): "36,1"})

        [receipt] = Receipt.objects.everywhere(reason="test")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/receipts/{receipt.number}/")
        assert stored(cast)[YESTERDAY] == Decimal(36_100)

    def test_pressed_twice_is_recorded_once(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)
        cells = {cell(cast.unit): "36,1"}

        first = send(engineer, "submit", cells, key="one")
        second = send(engineer, "submit", cells, key="one")

        assert first.headers["Location"] == second.headers["Location"]
        assert Receipt.objects.everywhere(reason="test").count() == 1

    def test_does_not_take_another_volume_for_the_one_already_given(
        self, cast: Cast, engineer: Client
    ) -> None:
        give(cast.unit, 21)
        send(engineer, "submit", {cell(cast.unit): "36,1"}, key="one")

        answer = send(engineer, "submit", {cell(cast.unit): "37"}, key="one")

        assert answer.status_code == 422
        assert stored(cast)[YESTERDAY] == Decimal(36_100)

    def test_from_a_second_tab_hears_what_was_given_and_changes_nothing(
        self, cast: Cast, engineer: Client
    ) -> None:
        give(cast.unit, 21)
        send(engineer, "submit", {cell(cast.unit): "36,1"}, key="one")

        answer = send(engineer, "submit", {cell(cast.unit): "37"}, key="two")

        page = text_of(answer)
        [receipt] = Receipt.objects.everywhere(reason="test")
        assert answer.status_code == 422
        assert "объём за эти сутки уже передан: 36,100, Сидоров Семён Семёнович" in page
        assert receipt.number in page
        assert "Введённое здесь значение 37 не записано" in page
        assert stored(cast)[YESTERDAY] == Decimal(36_100)

    def test_that_a_colleague_gave_meanwhile_shows_the_month_as_it_is_now(
        self, cast: Cast, engineer: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        give(cast.unit, 21)
        really = operations.submit_volumes

        def after_a_colleague(**request: Any) -> Receipt:
            give(cast.unit, 22, first=22)
            return really(**request)

        monkeypatch.setattr(operations, "submit_volumes", after_a_colleague)
        page = text_of(send(engineer, "submit", {cell(cast.unit): "37"}))

        assert "Введённое здесь значение 37 не записано" in page
        assert "Не переданы" not in page
        assert "За все завершённые сутки показания переданы" in page

    @pytest.mark.parametrize("typed", ["36.1", "36,1 тыс. м³", "36,100 ", "\t36,1"])
    def test_takes_numbers_as_people_write_them(self, cast: Cast, engineer: Client, typed: str) -> None:
        give(cast.unit, 21)

        send(engineer, "submit", {cell(cast.unit): typed})

        assert stored(cast)[YESTERDAY] == Decimal(36_100)

    def test_a_late_day_is_taken_and_marked(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 20)

        send(engineer, "submit", {cell(cast.unit, 21): "36,1"})

        assert "после срока" in text_of(engineer.get(GRID))

    def test_without_the_right_is_refused(self, cast: Cast) -> None:
        answer = send(factories.signed_in(cast.accountant), "submit", {cell(cast.unit): "36,1"})

        assert answer.status_code == 403
        assert stored(cast) == {}

    def test_cells_of_a_foreign_unit_are_passed_over(self, cast: Cast, engineer: Client) -> None:
        foreign = factories.metering_unit(factories.supply_point(cast.neighbour_contract, "ТП-2"))

        answer = send(engineer, "submit", {cell(foreign): "36,1"})

        assert answer.status_code == 422
        assert not DailyVolume.objects.everywhere(reason="test").exists()
