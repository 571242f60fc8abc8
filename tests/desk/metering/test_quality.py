"""The calorific value of the gas: set by whoever answers for all customers, in versions, with its passport."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from kabinet.foundation.rights import Role
from kabinet.metering import queries
from kabinet.metering.models import GasQuality
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import Cast

pytestmark = pytest.mark.django_db

PAGE = "/desk/metering/quality/"
REGION = "Московская область"
OCTOBER = BillingMonth(2026, 10)


@pytest.fixture
def metrologist(cast: Cast) -> Client:
    cast.point.region = REGION
    cast.point.save()
    return factories.signed_in(factories.user("lvov", role=Role.METERING_ENGINEER, name="Львов Лев Львович"))


def set_value(browser: Client, value: str = "8 123", **changes: object) -> HttpResponse:
    typed = {"region": REGION, "month": "2026-10", "calorific_value": value, "passport_number": "12-10"}
    return browser.post(PAGE, typed | changes)


class TestSetting:
    def test_is_seen_by_month_and_region(self, metrologist: Client) -> None:
        assert set_value(metrologist).status_code == 302

        text = metrologist.get(PAGE).content.decode().replace("\xa0", " ")
        assert "8 123" in text
        assert "№ 12-10" in text
        assert queries.quality_of(region=REGION, months=[OCTOBER])[OCTOBER].calorific_value == 8123

    def test_the_same_twice_is_one_and_another_value_the_next_version(self, metrologist: Client) -> None:
        set_value(metrologist)
        set_value(metrologist)
        set_value(metrologist, "8 150")

        assert [one.version for one in queries.versions_of_quality(region=REGION, month=OCTOBER)] == [2, 1]
        assert queries.quality_of(region=REGION, months=[OCTOBER])[OCTOBER].calorific_value == 8150

    def test_a_month_without_a_passport_is_left_out(self, metrologist: Client) -> None:
        set_value(metrologist)

        assert list(queries.quality_of(region=REGION, months=[OCTOBER, OCTOBER.previous])) == [OCTOBER]
        assert queries.quality_of(region="Тула", months=[OCTOBER]) == {}

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"value": "81 230"}, "Теплота сгорания бывает от 6000 до 12000 ккал/м³"),
            ({"value": "много"}, "введите число"),
            ({"region": "Луна"}, "Луна"),
            ({"passport_number": ""}, "Заполните поле «Номер паспорта»"),
            ({"passport": SimpleUploadedFile("паспорт.pdf", b"not a pdf")}, "паспорт.pdf"),
        ],
    )
    def test_mistakes_are_told_and_nothing_is_set(
        self, metrologist: Client, changes: dict[str, str], words: str
    ) -> None:
        answer = set_value(metrologist, **changes)

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not GasQuality.objects.exists()


class TestWho:
    def test_a_curator_reads_and_sets_nothing(self, cast: Cast, metrologist: Client) -> None:
        curator = factories.signed_in(cast.curator)

        assert "passport_number" not in curator.get(PAGE).content.decode()
        assert set_value(curator).status_code == 403
        assert not GasQuality.objects.exists()
