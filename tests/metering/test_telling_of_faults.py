"""Who is told of faults: the supplier's engineers of what clients report, the clients of what the supplier records."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kabinet.access.models import User
from kabinet.foundation.rights import Role
from kabinet.metering import operations
from kabinet.metering.models import FaultInterval
from kabinet.metering.operations import FaultFacts
from kabinet.metering.rules.words import FaultKind
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.notifications.wording import body_of, subject_of
from tests import factories
from tests.factories import MOSCOW, NOW, Cast

AT = datetime(2026, 11, 20, 14, 30, tzinfo=MOSCOW)
FACTS = FaultFacts(FaultKind.BROKEN, AT, note="Погас экран")


@pytest.fixture
def metering(cast: Cast) -> User:
    return factories.user(
        "laptev", role=Role.METERING_ENGINEER, name="Лаптев Игорь Павлович", email="laptev@example.org"
    )


def report(cast: Cast, facts: FaultFacts = FACTS, key: str = "k") -> Any:
    return operations.report_fault(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        unit_id=cast.unit.pk,
        facts=facts,
        key=key,
        now=NOW,
    )


def told(person: User) -> list[Notification]:
    return list(Notification.objects.everywhere(reason="a test").filter(recipient=person).order_by("id"))


def letters(person: User) -> list[str]:
    rows = OutgoingEmail.objects.everywhere(reason="a test").filter(recipient=person)
    return list(rows.order_by("id").values_list("body", flat=True))


class TestReported:
    def test_is_told_to_the_metering_engineers_with_the_way_to_the_unit(
        self, cast: Cast, metering: User
    ) -> None:
        counter = factories.instrument(cast.unit, model="ЕК270", serial_number="1045")

        report(cast, FaultFacts(FaultKind.BROKEN, AT, instrument_id=counter.pk, note="Погас экран"))

        [note] = told(metering)
        assert note.url == f"/desk/metering/units/{cast.unit.pk}/"
        assert subject_of(note.event, note.facts) == "ООО «Завод Керамик»: сообщение о неисправности приборов"
        assert body_of(note.event, note.facts) == (
            "Прибор неисправен: ООО «Завод Керамик», договор 12-4-0345/26, УУГ-1, ЕК270 № 1045, "
            "с 20 ноября 2026, 14:30 МСК (Сидоров Семён Семёнович). «Погас экран»"
        )
        [letter] = letters(metering)
        assert f"/desk/metering/units/{cast.unit.pk}/" in letter
        assert told(cast.head) == told(cast.engineer) == []

    def test_twice_with_one_key_is_told_once(self, cast: Cast, metering: User) -> None:
        report(cast)
        report(cast)

        assert (len(told(metering)), len(letters(metering))) == (1, 1)

    def test_reads_in_the_language_of_the_engineer(self, cast: Cast, metering: User) -> None:
        metering.language = "en"
        metering.save()

        report(cast, FaultFacts(FaultKind.SEAL_BROKEN, AT))

        [letter] = letters(metering)
        assert "A seal is off: ООО «Завод Керамик», contract 12-4-0345/26, УУГ-1, since" in letter

    def test_is_told_to_the_curator_where_nobody_is_the_metering_engineer(self, cast: Cast) -> None:
        report(cast)

        assert len(told(cast.curator)) == 1
        assert told(cast.head) == []

    def test_that_was_refused_is_told_to_nobody(self, cast: Cast, metering: User) -> None:
        with pytest.raises(operations.WrongOrder):
            report(cast, FaultFacts(FaultKind.BROKEN, NOW + timedelta(minutes=1)))

        assert told(metering) == []


class TestRecordedAndEnded:
    def record(self, cast: Cast, by: User) -> FaultInterval:
        return operations.record_fault(
            viewer=factories.viewer_of(by), unit_id=cast.unit.pk, facts=FACTS, now=NOW
        )

    def test_are_told_to_those_who_hand_in_readings_once_each(self, cast: Cast, metering: User) -> None:
        for _press in range(2):
            fault = self.record(cast, metering)
        for _press in range(2):
            operations.end_fault(
                viewer=factories.viewer_of(metering),
                fault_id=fault.pk,
                ended_at=AT + timedelta(hours=2),
                now=NOW,
            )

        recorded, ended = told(cast.engineer)
        assert body_of(recorded.event, recorded.facts) == (
            "Прибор неисправен: договор 12-4-0345/26, УУГ-1, с 20 ноября 2026, 14:30 МСК (Лаптев Игорь Павлович). "
            "Пока она не завершена, объём основан на следующем источнике договора. «Погас экран»"
        )
        assert body_of(ended.event, ended.facts) == (
            "Договор 12-4-0345/26, УУГ-1: приборам снова можно доверять с 20 ноября 2026, 16:30 МСК "
            "(Лаптев Игорь Павлович)."
        )
        assert {note.url for note in (recorded, ended)} == {"/contract/"}
        assert len(letters(cast.engineer)) == 2
        assert told(cast.accountant) == told(cast.neighbour) == told(metering) == []

    def test_of_a_reported_fault_the_end_names_the_instrument(self, cast: Cast, metering: User) -> None:
        counter = factories.instrument(cast.unit, model="ЕК270", serial_number="1045")
        report(cast, FaultFacts(FaultKind.BROKEN, AT, instrument_id=counter.pk))
        fault = FaultInterval.objects.everywhere(reason="a test").get()

        operations.end_fault(viewer=factories.viewer_of(metering), fault_id=fault.pk, ended_at=NOW, now=NOW)

        [note] = told(cast.engineer)
        assert subject_of(note.event, note.facts) == "Неисправность завершена: УУГ-1, ЕК270 № 1045"
