"""A metering unit at the desk: what is shown, and each act through its form."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.files import operations as files
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.metering.models import (
    FaultInterval,
    GasUsingUnit,
    Instrument,
    MonthStatement,
    Seal,
    SealedInterval,
    Verification,
)
from kabinet.metering.operations import FaultFacts, NewIndex, report_fault, submit_index_readings
from kabinet.metering.rules.words import FaultKind, InstrumentKind
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, Cast

pytestmark = pytest.mark.django_db

REASON = "a test's own rows"


@pytest.fixture
def counter(cast: Cast) -> Instrument:
    return factories.instrument(
        cast.unit,
        kind=InstrumentKind.CORRECTOR,
        model="ЕК270",
        opening_index=Decimal(1000),
        greatest_flow=Decimal(1000),
    )


@pytest.fixture
def kiln(cast: Cast) -> GasUsingUnit:
    row = GasUsingUnit(unit=cast.unit, name="Печь № 1", capacity=Decimal(1200), in_use_from=date(2026, 1, 1))
    row.save(force_insert=True)
    return row


def url(cast: Cast, act: str = "") -> str:
    return f"/desk/metering/units/{cast.unit.pk}/" + (f"{act}/" if act else "")


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def record(browser: Client, cast: Cast, step: str, /, **typed: object) -> HttpResponse:
    return browser.post(url(cast, step), typed)


def replacement(counter: Instrument, **changes: str) -> dict[str, object]:
    return {
        "instrument": counter.pk,
        "day": "20.11.2026",
        "time": "14:30",
        "closing_index": "2 000",
        "model": "ЕК270",
        "serial_number": "7001",
        "owner": "buyer",
        "digits": "8",
        "opening_index": "0",
        "verified_until": "01.11.2031",
    } | changes


class TestPage:
    def test_shows_instruments_and_what_happened_to_them(
        self, cast: Cast, counter: Instrument, kiln: GasUsingUnit, curator: Client
    ) -> None:
        record(
            curator, cast, "seal", instrument=counter.pk, number="4711", place="Крышка", set_on="20.11.2026"
        )
        record(
            curator, cast, "seal-equipment", equipment=kiln.pk, day="20.11.2026", time="10:00", act="Акт 12"
        )

        text = text_of(curator.get(url(cast)))

        assert "ЕК270 № " in text
        assert "№ 4711" in text
        assert "опломбировано" in text

    def test_asks_the_database_a_fixed_number_of_times(
        self,
        cast: Cast,
        counter: Instrument,
        curator: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        curator.get(url(cast))

        with django_assert_max_num_queries(17):
            curator.get(url(cast))

    def test_of_another_curator_s_customer_is_not_there(
        self, cast: Cast, counter: Instrument, stranger: Client
    ) -> None:
        assert stranger.get(url(cast)).status_code == 404
        assert record(stranger, cast, "seal", instrument=counter.pk).status_code == 404

    def test_who_may_only_look_is_offered_nothing(
        self, cast: Cast, counter: Instrument, bookkeeper: Client
    ) -> None:
        assert "Внести поверку" not in text_of(bookkeeper.get(url(cast)))
        assert bookkeeper.get(url(cast, "seal")).status_code == 403

    def test_an_unknown_act_is_not_there(self, cast: Cast, curator: Client) -> None:
        assert curator.get(url(cast, "explode")).status_code == 404

    def test_shows_a_photograph_of_a_counter(self, cast: Cast, counter: Instrument, curator: Client) -> None:
        photo = files.store_bytes(b"\x89PNG", media_type="image/png", now=NOW)
        submit_index_readings(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            new=[NewIndex(counter.pk, Decimal(1500), photo=photo.pk, photo_name="фото.png")],
            taken_at=datetime(2026, 11, 1, 8, tzinfo=MOSCOW),
            key="k",
            now=NOW,
        )
        page = text_of(curator.get(url(cast)))
        address = page.partition('href="/desk/metering/photos/')[2].partition('"')[0]

        answer = curator.get(f"/desk/metering/photos/{address}")
        assert answer["Content-Type"] == "image/png"
        assert b"".join(answer.streaming_content) == b"\x89PNG"  # type: ignore[attr-defined]

    def test_is_seen_on_the_receipt_of_a_fault_that_the_customer_told_of(
        self, cast: Cast, counter: Instrument, curator: Client, director: Viewer
    ) -> None:
        facts = FaultFacts(FaultKind.BROKEN, datetime(2026, 11, 20, 14, tzinfo=MOSCOW))
        receipt = report_fault(
            viewer=director,
            contract_id=cast.contract.pk,
            unit_id=cast.unit.pk,
            facts=facts,
            key="k",
            now=NOW,
        )

        curator.get(url(cast))

        seen = journal.get_receipt(viewer=director, number=receipt.number).sighting
        assert seen.by_name == cast.curator.full_name


class TestActs:
    def test_verification(self, cast: Cast, counter: Instrument, curator: Client) -> None:
        answer = record(
            curator,
            cast,
            "verify",
            instrument=counter.pk,
            verified_on="20.11.2026",
            valid_until="20.11.2031",
            certificate="С-1",
        )

        assert answer.status_code == 302
        assert Verification.objects.everywhere(reason=REASON).get().certificate == "С-1"
        assert "Поверка внесена" in text_of(curator.get(url(cast)))

    def test_seal_set_and_removed(self, cast: Cast, counter: Instrument, curator: Client) -> None:
        record(
            curator, cast, "seal", instrument=counter.pk, number="4711", place="Крышка", set_on="20.11.2026"
        )
        seal = Seal.objects.everywhere(reason=REASON).get()
        record(curator, cast, "unseal", seal=seal.pk, removed_on="21.11.2026", reason="Поверка")

        seal.refresh_from_db()
        assert seal.removed_on == date(2026, 11, 21)

    def test_replacement_in_the_middle_of_a_day(
        self, cast: Cast, counter: Instrument, curator: Client
    ) -> None:
        record(curator, cast, "replace", **replacement(counter))

        new = Instrument.objects.everywhere(reason=REASON).get(removed_at__isnull=True)
        assert new.installed_at == datetime(2026, 11, 20, 14, 30, tzinfo=MOSCOW)

    def test_a_second_press_is_answered_like_the_first(
        self, cast: Cast, counter: Instrument, kiln: GasUsingUnit, curator: Client
    ) -> None:
        at = {"day": "20.11.2026", "time": "10:00"}
        off = {"day": "21.11.2026", "time": "10:00"}
        record(curator, cast, "seal", instrument=counter.pk, number="1", place="Крышка", set_on="20.11.2026")
        record(curator, cast, "fault", instrument="", kind="broken", **at)
        seal = Seal.objects.everywhere(reason=REASON).get()
        fault = FaultInterval.objects.everywhere(reason=REASON).get()
        record(curator, cast, "seal-equipment", equipment=kiln.pk, act="12", **at)
        sealed = SealedInterval.objects.everywhere(reason=REASON).get()

        presses: list[tuple[str, dict[str, object]]] = [
            ("seal-equipment", {"equipment": kiln.pk, "act": "12", **at}),
            ("unseal", {"seal": seal.pk, "removed_on": "21.11.2026", "reason": "Поверка"}),
            ("end-fault", {"fault": fault.pk, **off}),
            ("unseal-equipment", {"interval": sealed.pk, **off}),
            ("replace", replacement(counter)),
        ]
        for act, typed in presses:
            assert record(curator, cast, act, **typed).status_code == 302
            assert record(curator, cast, act, **typed).status_code == 302, act
        other = record(curator, cast, "replace", **replacement(counter, closing_index="3 000"))
        assert "уже внесено" in text_of(other)
        assert Instrument.objects.everywhere(reason=REASON).count() == 2

    def test_a_replacement_may_have_another_range(
        self, cast: Cast, counter: Instrument, curator: Client
    ) -> None:
        wrong = record(
            curator, cast, "replace", **replacement(counter), least_flow="500", greatest_flow="400"
        )
        assert "должен быть больше наименьшего" in text_of(wrong)

        record(curator, cast, "replace", **replacement(counter), least_flow="5", greatest_flow="400")
        new = Instrument.objects.everywhere(reason=REASON).get(removed_at__isnull=True)
        assert (new.least_flow, new.greatest_flow) == (5, 400)

    def test_fault_recorded_and_ended(self, cast: Cast, counter: Instrument, curator: Client) -> None:
        record(curator, cast, "fault", instrument="", kind="broken", day="20.11.2026", time="14:30")
        fault = FaultInterval.objects.everywhere(reason=REASON).get()
        record(curator, cast, "end-fault", fault=fault.pk, day="21.11.2026", time="9:00")

        fault.refresh_from_db()
        assert fault.instrument_id is None
        assert fault.ended_at == datetime(2026, 11, 21, 9, tzinfo=MOSCOW)

    def test_equipment_sealed_and_unsealed(self, cast: Cast, kiln: GasUsingUnit, curator: Client) -> None:
        record(curator, cast, "seal-equipment", equipment=kiln.pk, day="20.11.2026", time="10:00", act="12")
        row = SealedInterval.objects.everywhere(reason=REASON).get()
        record(curator, cast, "unseal-equipment", interval=row.pk, day="21.11.2026", time="10:00")

        row.refresh_from_db()
        assert row.unsealed_at == datetime(2026, 11, 21, 10, tzinfo=MOSCOW)

    def test_the_thing_that_was_clicked_on_is_chosen(
        self, cast: Cast, counter: Instrument, curator: Client
    ) -> None:
        factories.instrument(cast.unit, serial_number="5")
        page = curator.get(url(cast, "verify") + f"?of={counter.pk}").content.decode()

        assert f'<option value="{counter.pk}" selected>' in page

    def test_where_there_is_nothing_to_act_on_says_so(self, cast: Cast, curator: Client) -> None:
        assert "Вносить здесь нечего" in text_of(curator.get(url(cast, "unseal")))


class TestMistakes:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"closing_index": "999"}, "Счётчик показывает меньше, чем в прошлый раз"),
            ({"closing_index": "100 000 000"}, "Старый счётчик не может показывать такое число"),
            ({"digits": "6", "opening_index": "5 000 000"}, "Счётчик с таким числом знаков не может"),
            ({"opening_index": "−1"}, "Счётчик с таким числом знаков не может"),
            ({"closing_index": "90 000 000"}, "укажите причину"),
            ({"closing_index": ""}, "Заполните поле «Конечное показание старого, м³»"),
            ({"day": "24.11.2026"}, "и не в будущем"),
            ({"time": "полдень"}, "введите время"),
            ({"digits": "много"}, "Введите целое число"),
            ({"serial_number": ""}, "Заполните поле «Заводской номер»"),
        ],
    )
    def test_are_told_and_what_was_typed_is_kept(
        self, cast: Cast, counter: Instrument, curator: Client, changes: dict[str, str], words: str
    ) -> None:
        answer = record(curator, cast, "replace", **replacement(counter, **changes))

        assert answer.status_code == 422
        assert words in text_of(answer)
        assert 'value="01.11.2031"' in text_of(answer)

    def test_a_closed_month_is_told_at_the_reason(
        self, cast: Cast, counter: Instrument, curator: Client, head: Client
    ) -> None:
        MonthStatement(
            contract=cast.contract,
            month=BillingMonth(2026, 11),
            volume=Decimal(0),
            overtake=Decimal(0),
            content={},
            closed_at=NOW,
            closed_by="Орлов",
        ).save(force_insert=True)

        answer = record(curator, cast, "replace", **replacement(counter, reason="Поздний акт"))
        assert "Месяц ноябрь 2026 закрыт" in text_of(answer)
        assert record(head, cast, "replace", **replacement(counter, reason="Поздний акт")).status_code == 302
