"""Corrections after their term, and months that are closed, as the client sees them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from kabinet.metering import operations
from kabinet.metering.models import DailyVolume, VolumeSubmission
from kabinet.metering.operations import Entry
from kabinet.metering.rules.words import Status
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, Cast

#: Its readings were due on 12 November at 10:00, its corrections until the 17th.
DAY = date(2026, 11, 11)


@pytest.fixture
def client(cast: Cast) -> Client:
    factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 22)})
    return factories.signed_in(cast.engineer)


def address(cast: Cast) -> str:
    return f"/readings/day/{cast.unit.pk}/{DAY.isoformat()}/"


def correct(client: Client, cast: Cast, volume: str = "36,2") -> str:
    typed = {"volume": volume, "reason": "mistake", "seen_version": 1, "key": "k", "confirmed": volume}
    return client.post(address(cast), typed, follow=True).content.decode()


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


class TestTerm:
    def test_is_told_while_it_lasts(self, client: Client, cast: Cast, settings: Settings) -> None:
        settings.FROZEN_NOW = datetime(2026, 11, 13, 9, tzinfo=MOSCOW)

        page = page_of(client, address(cast))

        assert "Исправить объём можно до 17.11.2026" in page
        assert "Пункт 4.4 договора" in page

    def test_says_afterwards_that_consent_is_needed(self, client: Client, cast: Cast) -> None:
        assert "будет ждать согласия поставщика" in page_of(client, address(cast))

    def test_over_without_consent_offers_no_form(self, client: Client, cast: Cast) -> None:
        cast.contract.overrides = {"late_corrections_with_consent": False}
        cast.contract.save()

        page = page_of(client, address(cast))

        assert "Исправления принимались до 17.11.2026" in page
        assert "Передать исправление" not in page
        assert "Исправления принимались до" in correct(client, cast)
        assert DailyVolume.objects.everywhere(reason="test").filter(gas_day=DAY).count() == 1


class TestProposal:
    def test_shows_old_new_and_effect_to_the_client(self, client: Client, cast: Cast) -> None:
        correct(client, cast)

        page = page_of(client, address(cast))

        assert "Исправление ждёт согласия поставщика" in page
        assert "разница +100 м³" in page.replace("\xa0", " ")
        assert "36,100" in page
        assert "36,200" in page
        assert "Передать исправление" not in page

    def test_shows_the_same_to_the_supplier(self, client: Client, cast: Cast) -> None:
        correct(client, cast)
        staff = factories.signed_in(cast.curator)

        queue = page_of(staff, "/desk/?kind=readings")
        waiting = VolumeSubmission.objects.everywhere(reason="test").get(status=Status.RECORDED)
        page = page_of(staff, f"/desk/readings/{waiting.pk}/")
        day = page_of(staff, f"/desk/metering/{cast.unit.pk}/{DAY.isoformat()}/")

        assert "Исправление ждёт согласования: 36,100 → 36,200" in queue.replace("\xa0", " ")
        assert "+100" in page
        assert "Исправление ждёт согласования" in page
        assert "разница +100 м³" in day.replace("\xa0", " ")

    def test_returned_leaves_the_volume_in_force(self, client: Client, cast: Cast) -> None:
        correct(client, cast)
        staff = factories.signed_in(cast.curator)
        day = f"/desk/metering/{cast.unit.pk}/{DAY.isoformat()}/"

        waiting = VolumeSubmission.objects.everywhere(reason="test").get(status=Status.RECORDED)

        staff.post(day, {"outcome": "return", "note": "Нет архива", "seen": waiting.pk})

        page = page_of(client, address(cast))
        assert "поставщик не согласился: Нет архива" in page
        current = DailyVolume.objects.everywhere(reason="test").get(gas_day=DAY, superseded_at=None)
        assert current.volume == Decimal(36100)


class TestClosedMonth:
    OCTOBER = BillingMonth(2026, 10)

    @pytest.fixture
    def closed(self, cast: Cast, client: Client) -> Client:
        factories.volumes(cast.unit, dict.fromkeys(self.OCTOBER.days(), "36100"))
        operations.close_month(
            viewer=factories.viewer_of(cast.head), contract_id=cast.contract.pk, month=self.OCTOBER, now=NOW
        )
        return client

    def test_is_said_above_its_readings(self, closed: Client) -> None:
        assert "Месяц закрыт" in page_of(closed, "/readings/2026-10/")
        assert "Месяц закрыт" not in page_of(closed, "/readings/2026-11/")

    def test_has_no_distributors_volume_where_none_was_reported(self, closed: Client, cast: Cast) -> None:
        factories.carried(cast.point, "1130000")

        assert "ГРО" not in page_of(closed, "/readings/2026-10/")

    def test_its_corrections_stand_in_both_months(self, closed: Client, cast: Cast) -> None:
        operations.correct_volume(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entry=Entry(cast.unit.pk, date(2026, 10, 31), Decimal(36000), "mistake"),
            seen_version=1,
            key="correction",
            now=datetime(2026, 11, 2, 9, tzinfo=MOSCOW),
        )

        assert "Исправлено после закрытия месяца" in page_of(closed, "/readings/2026-10/")
        assert "Исправления закрытых месяцев" in page_of(closed, "/readings/2026-11/")

    def test_has_the_distributors_volume_as_it_stood(self, cast: Cast, client: Client) -> None:
        factories.volumes(cast.unit, dict.fromkeys(self.OCTOBER.days(), "36100"))
        factories.carried(cast.point, "1130000")
        operations.close_month(
            viewer=factories.viewer_of(cast.head), contract_id=cast.contract.pk, month=self.OCTOBER, now=NOW
        )
        factories.carried(cast.point, "1119100")

        page = page_of(client, "/readings/2026-10/").replace("\xa0", " ")

        assert "Месяц по данным ГРО" in page
        assert "1 130,000" in page
        assert "+10,900" in page
        assert "расходится" in page
        assert "Пункт 4.9 договора" in page

    def test_says_why_no_gas_was_taken(self, cast: Cast, client: Client) -> None:
        factories.sealed(factories.equipment(cast.unit), datetime(2026, 10, 1, 8, tzinfo=MOSCOW))
        asked: dict[str, Any] = {"contract_id": cast.contract.pk, "month": self.OCTOBER, "now": NOW}
        operations.put_in_sealed_days(viewer=factories.viewer_of(cast.head), key="key", **asked)
        operations.close_month(viewer=factories.viewer_of(cast.head), **asked)

        page = page_of(client, "/readings/2026-10/")

        assert "Газ не отбирали. Причина: «Оборудование опломбировано: Акт № 14»." in page
