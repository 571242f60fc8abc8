"""A volume put in for a day that has none: by capacity for the hours of a fault, by the method; what a day rests on."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import (
    DailyVolume,
    GasUsingUnit,
)
from kabinet.metering.rules.words import Basis, FaultKind, Source, Status
from tests import factories
from tests.desk import things
from tests.desk.metering.doubtful import (
    BEFORE,
    DAY,
    archived,
    current,
    fault,
    page_of,
    post,
    sealed_kiln,
)
from tests.factories import Cast


@pytest.fixture(autouse=True)
def before(cast: Cast) -> None:
    factories.volumes(cast.unit, dict.fromkeys(BEFORE, "36100"))


@pytest.fixture
def kiln(cast: Cast) -> GasUsingUnit:
    return sealed_kiln(cast)


class TestPuttingIn:
    def test_by_the_capacity_of_the_equipment(self, cast: Cast, kiln: GasUsingUnit, curator: Client) -> None:
        answer = post(curator, cast, outcome="put-in", basis="capacity", why="Показания не переданы", key="k")

        assert answer.status_code == 302
        row = current()
        assert (row.volume, row.status, row.source, row.basis) == (
            Decimal(18000),
            Status.ESTIMATED,
            Source.SUPPLIER,
            Basis.CAPACITY,
        )
        assert row.reason == "Показания не переданы"

    def test_by_the_method_of_the_contract(self, cast: Cast, curator: Client) -> None:
        post(curator, cast, outcome="put-in", basis="method", volume="36,5", why="По среднему", key="k")

        assert (current().volume, current().basis) == (Decimal(36500), Basis.METHOD)

    def test_a_double_press_puts_in_once(self, cast: Cast, curator: Client) -> None:
        for _press in (1, 2):
            post(curator, cast, outcome="put-in", basis="method", volume="36,5", why="По среднему", key="k")

        assert current().version == 1

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"basis": "method", "why": "x"}, "Введите объём по методике договора"),
            ({"basis": "capacity", "why": "x"}, "Оборудование неизвестно"),
            ({"basis": "method", "volume": "1,2e3", "why": "x"}, "введите число"),
            ({"basis": "method", "volume": "36,5"}, "Заполните поле"),
            ({"basis": "method", "volume": "-5", "why": "x"}, "Объём не может быть отрицательным"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, cast: Cast, curator: Client, typed: dict[str, str], told: str
    ) -> None:
        answer = post(curator, cast, outcome="put-in", key="k", **typed)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert told in page
        assert re.search(rf'value="{typed["basis"]}"[^>]* checked', page)
        assert not DailyVolume.objects.everywhere(reason="test").filter(gas_day=DAY).exists()

    def test_a_day_that_came_meanwhile_is_not_written_over(
        self, cast: Cast, curator: Client, director: Viewer
    ) -> None:
        page_of(curator, cast)
        things.submission(cast, director, {DAY: "36100"})

        answer = post(curator, cast, outcome="put-in", basis="method", volume="40", why="x", key="k")

        assert answer.status_code == 422
        assert "Объём за эти сутки уже передан" in answer.content.decode()
        assert current().volume == Decimal(36100)


class TestHoursOfAFault:
    """The kiln takes 1000 m³ an hour and stood under seal from 15:00 to 21:00; the day begins at 8:00."""

    @pytest.fixture(autouse=True)
    def broken(self, cast: Cast, kiln: GasUsingUnit) -> None:
        factories.instrument(cast.unit)
        fault(cast, 2, 8)

    def test_are_all_that_capacity_counts_for_beside_what_was_measured(
        self, cast: Cast, curator: Client
    ) -> None:
        archived(cast, "500")

        page = page_of(curator, cast)

        # Six hours of fault, one of them under seal: 5 000 m³; eighteen hours of 500 m³.
        assert "Как рассчитаны сутки" in page
        assert "10:00 21.11 – 16:00 21.11" in page
        assert "5,000" in page
        assert "9,000" in page
        assert "14,000" in page
        assert "18,000" not in page

    def test_are_put_in_so_with_one_press_and_the_customer_reads_how(
        self, cast: Cast, curator: Client
    ) -> None:
        archived(cast, "500")
        page = page_of(curator, cast)
        why = re.search(r'name="why"[^>]*>\s*([^<]+)<', page)
        assert why
        assert "По мощности 6,00 ч: 5,000 тыс. м³. Измерено: 9,000 тыс. м³." in why[1].replace("\xa0", " ")

        post(curator, cast, outcome="put-in", basis="capacity", why=why[1], key="k")

        found = current()
        assert (found.volume, found.basis, found.basis_note) == (14_000, Basis.CAPACITY, FaultKind.BROKEN)
        page = page_of(curator, cast)
        assert "остальное — измерено" in page
        assert page.index("14,000") < page.index("Как рассчитаны сутки")

    def test_with_what_archives_lack_the_customer_reads_that_too(self, cast: Cast, curator: Client) -> None:
        archived(cast, "500", range(8, 24))

        page = page_of(curator, cast).replace("\xa0", " ")

        # Two hours before the fault are in no archive: 2 000 m³.
        assert "По мощности 8,00 ч, из них 2,00 ч без часов архива: 7,000 тыс. м³. Измерено: 8,000" in page

    def test_of_which_the_rest_is_not_known_are_told_alone_beside_the_customer_s_volume(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        things.submission(cast, director, {DAY: "36100"}, reason="instrument: батарея")

        page = page_of(curator, cast)

        assert "Мощность за время неисправности" in page
        assert "Часов архива нет" in page
        assert "18,000" not in page


class TestBasis:
    def test_of_a_measured_volume_is_not_the_capacity_for_a_fault_of_some_hours(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        factories.instrument(cast.unit)
        fault(cast, 2, 3)
        things.submission(cast, director, {DAY: "36100"}, reason="instrument: батарея")

        assert (current().basis, current().basis_note) == (Basis.BUYER, FaultKind.BROKEN)
        page = page_of(curator, cast)
        assert "По приборам покупателя" in page
        assert "По мощности оборудования" not in page

    def test_is_the_recorded_one_and_what_is_known_since_stands_beside_it(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        factories.instrument(cast.unit)
        things.submission(cast, director, {DAY: "36100"})
        assert "По известному сейчас" not in page_of(curator, cast)

        fault(cast, -10, None)

        page = page_of(curator, cast)
        assert "По приборам покупателя" in page
        assert page.index("По известному сейчас") < page.index("По мощности оборудования")

    def test_of_what_the_supplier_put_in_is_compared_with_nothing(self, cast: Cast, curator: Client) -> None:
        factories.instrument(cast.unit)
        post(curator, cast, outcome="put-in", basis="method", volume="20", why="Нет показаний", key="k")

        page = page_of(curator, cast)
        assert "По способу, указанному в договоре" in page
        assert "По известному сейчас" not in page
