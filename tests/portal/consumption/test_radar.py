from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from kabinet.requests.models import VolumeRequest
from kabinet.requests.rules.words import Status
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, Cast
from tests.portal.consumption.things import MONTH, YESTERDAY, agree_year, give, give_hours, page_of

OCTOBER = date(2026, 10, 1)


def radar_of(page: str) -> str:
    return page.split("Радар отклонений", 1)[1].split("</section>", maxsplit=1)[0]


class TestMonth:
    @pytest.mark.parametrize(
        ("volume", "verdict"),
        [("36100", "В коридоре"), ("46000", "Выше коридора"), ("30000", "Ниже коридора")],
    )
    def test_is_held_against_the_corridor(
        self, cast: Cast, engineer: Client, volume: str, verdict: str
    ) -> None:
        give(cast.unit, volume, since=OCTOBER)

        assert verdict in radar_of(page_of(engineer, MONTH))

    def test_has_an_interval_once_there_is_a_past(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, since=OCTOBER)
        assert "История слишком коротка" in radar_of(page_of(engineer, MONTH))

        give(cast.unit, since=date(2025, 9, 1), until=date(2026, 9, 30))

        assert "от 1 083,000 до 1 083,000" in radar_of(page_of(engineer, MONTH))

    def test_needs_a_week_of_days(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, since=YESTERDAY - timedelta(days=3))

        assert "нужны данные хотя бы за семь суток" in radar_of(page_of(engineer, MONTH))

    def test_is_of_the_month_under_way_only(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, since=OCTOBER)

        assert "Радар отклонений" not in page_of(engineer, "/consumption/2026-10/")


class TestFree:
    def test_says_what_is_free_today_and_to_the_end_of_the_month(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, since=OCTOBER)

        radar = radar_of(page_of(engineer, MONTH))

        assert "газовые сутки 23.11" in radar
        assert "9,367 тыс. м³" in radar
        assert "ожидается 36,100, максимум 45,467" in radar
        assert "74,933 тыс. м³" in radar
        assert "445,800 тыс. м³" in radar
        assert "в среднем 55,725 в сутки" in radar

    def test_counts_the_hours_of_today(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, "36000", since=OCTOBER)
        for back in range(1, 4):
            give_hours(cast.unit, YESTERDAY - timedelta(days=back), [1500] * 24)
        give_hours(cast.unit, NOW.date(), [3000, *[None] * 23])

        assert "взято 3,000 за 1 час" in radar_of(page_of(engineer, MONTH))

    def test_a_volume_that_is_used_up_is_told(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, "60000", since=OCTOBER)

        radar = radar_of(page_of(engineer, MONTH))

        assert "превышен на 80,000 тыс. м³" in radar
        assert "Ожидается перерасход 14,533 тыс. м³" in radar


class TestRequests:
    def test_leads_to_those_that_are_still_in_time(self, cast: Cast, engineer: Client) -> None:
        page = page_of(engineer, MONTH)

        assert 'href="/requests/new/2026-12/">декабрь 2026</a>: до 25.11.2026 23:59 МСК' in page

        with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=MOSCOW), tick=False):
            assert "/requests/new/2026-12/" not in page_of(factories.signed_in(cast.engineer), MONTH)

    def test_says_how_one_stands_that_was_sent(self, cast: Cast, engineer: Client) -> None:
        request = VolumeRequest(
            contract=cast.contract,
            month=BillingMonth(2026, 12),
            status=Status.SUBMITTED,
            volume="1",
            submitted_at=NOW,
            submitted_by="Сидоров С. С.",
            answer_due_at=NOW,
        )
        request.save(force_insert=True)

        assert f'href="/requests/{request.pk}/">декабрь 2026</a>: отправлена' in page_of(engineer, MONTH)


class TestTakeOrPay:
    def test_stands_with_its_line_for_the_whole_contract(self, cast: Cast, engineer: Client) -> None:
        cast.contract.overrides = {"take_or_pay_share": "0.8", "take_or_pay_says": "п. 5.6 договора"}
        cast.contract.save()
        agree_year(cast.point)
        give(cast.unit, since=OCTOBER)

        page = page_of(engineer, MONTH)
        part = page_of(engineer, f"{MONTH}?part=point-{cast.point.pk}")

        assert "«Бери или плати», IV квартал 2026" in page
        assert "черта 2 976,000, взято 1 913,300" in page
        assert "Бери или плати" not in part


class TestHome:
    def test_shows_it_to_those_who_hand_in_readings(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, since=OCTOBER)

        assert "9,367 тыс. м³" in radar_of(page_of(engineer, "/"))
        for person in (cast.director, cast.accountant):
            assert "Радар отклонений" not in page_of(factories.signed_in(person), "/")

    def test_both_pages_foretell_the_same(self, cast: Cast, engineer: Client) -> None:
        agree_year(cast.point)
        give(cast.unit, since=OCTOBER, until=date(2026, 11, 7))
        give(cast.unit, "38000", since=date(2026, 11, 10), until=YESTERDAY)

        expected = radar_of(page_of(engineer, MONTH)).split("<dd")[1].split(" тыс.")[0].split(">")[-1]

        for person in (cast.engineer, cast.director):
            assert f">{expected} " in page_of(factories.signed_in(person), "/")
