"""Two writers at the same moment: readings are neither doubled nor lost."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kabinet.access.models import User
from kabinet.files import operations as files
from kabinet.files.kinds import EXCHANGE_TYPES
from kabinet.foundation.rights import Role
from kabinet.journal import queries as journal
from kabinet.journal.models import Receipt
from kabinet.metering import operations
from kabinet.metering.models import ArchiveFile, DailyVolume, MonthStatement, VolumeSubmission
from kabinet.metering.operations import (
    AlreadyDecided,
    ChangedMeanwhile,
    Entry,
    MonthAlreadyClosed,
    NothingToSubmit,
    VolumesRefused,
)
from kabinet.metering.rules.words import Basis, Reason, Status
from kabinet.values.months import BillingMonth
from tests import factories
from tests.at_once import at_once, one_of_each
from tests.factories import NOW, TODAY, Cast
from tests.formats.archives import samples
from tests.metering.archived import device, hour_count, of_days, submitted, taken

YESTERDAY = TODAY - timedelta(days=1)

pytestmark = pytest.mark.usefixtures("begun")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast after three weeks, so that a day like the others asks for no reason."""
    factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 22)})
    return cast


def submit(cast: Cast, person: User, volume: str, *, key: str) -> Receipt:
    return operations.submit_volumes(
        viewer=factories.viewer_of(person),
        contract_id=cast.contract.pk,
        entries=[Entry(cast.unit.pk, YESTERDAY, Decimal(volume), "")],
        key=key,
        now=NOW,
    )


def correct(cast: Cast, person: User, volume: str) -> Receipt:
    return operations.correct_volume(
        viewer=factories.viewer_of(person),
        contract_id=cast.contract.pk,
        entry=Entry(cast.unit.pk, YESTERDAY, Decimal(volume), Reason.MISTAKE),
        seen_version=1,
        key=f"correction of {person.username}",
        now=NOW,
    )


def versions() -> list[tuple[int, Decimal, bool]]:
    """Return the day's versions: number, volume, whether it is in force."""
    rows = DailyVolume.objects.everywhere(reason="test").filter(gas_day=YESTERDAY).order_by("version", "id")
    return [(row.version, row.volume, row.superseded_at is None) for row in rows]


class TestSubmitVolumes:
    def test_answers_one_key_with_one_receipt_however_often_it_comes(self, cast: Cast) -> None:
        receipts = at_once([lambda: submit(cast, cast.engineer, "36100", key="pressed")] * 4)

        assert len({receipt.number for receipt in receipts}) == 1
        assert versions() == [(1, Decimal(36_100), True)]
        assert journal.verify_chains() == []

    def test_lets_one_of_two_people_give_the_day_and_refuses_the_other(self, cast: Cast) -> None:
        outcomes = at_once(
            [
                lambda: submit(cast, cast.engineer, "36100", key="e"),
                lambda: submit(cast, cast.director, "36200", key="d"),
            ]
        )

        receipt, _ = one_of_each(outcomes, Receipt, VolumesRefused)
        given = {cast.engineer.full_name: Decimal(36_100), cast.director.full_name: Decimal(36_200)}
        assert versions() == [(1, given[receipt.actor_name], True)]
        assert journal.verify_chains() == []


class TestCorrectVolume:
    def test_lets_one_of_two_people_correct_what_both_have_seen(self, cast: Cast) -> None:
        submit(cast, cast.engineer, "36100", key="first")

        outcomes = at_once(
            [lambda: correct(cast, cast.engineer, "36200"), lambda: correct(cast, cast.director, "36300")]
        )

        receipt, _ = one_of_each(outcomes, Receipt, ChangedMeanwhile)
        given = {cast.engineer.full_name: Decimal(36_200), cast.director.full_name: Decimal(36_300)}
        assert versions() == [(1, Decimal(36_100), False), (2, given[receipt.actor_name], True)]


class TestDecideSubmission:
    def test_lets_one_of_two_engineers_of_the_supplier_decide(self, cast: Cast) -> None:
        submit(cast, cast.engineer, "36100", key="first")
        [waiting] = VolumeSubmission.objects.everywhere(reason="test").filter(status=Status.RECORDED)
        meter = factories.user("meter", role=Role.METERING_ENGINEER)

        def decide(person: User, *, accept: bool) -> VolumeSubmission:
            return operations.decide_submission(
                viewer=factories.viewer_of(person),
                submission_id=waiting.pk,
                accept=accept,
                reason="" if accept else "не тот узел",
                now=NOW,
            )

        outcomes = at_once([lambda: decide(cast.curator, accept=True), lambda: decide(meter, accept=False)])

        decided, refused = one_of_each(outcomes, VolumeSubmission, AlreadyDecided)
        assert refused.facts["by"] == decided.decided_by
        waiting.refresh_from_db()
        assert (waiting.status, waiting.decided_by) == (decided.status, decided.decided_by)
        assert journal.verify_chains() == []


class TestCloseMonth:
    OCTOBER = BillingMonth(2026, 10)

    def close(self, cast: Cast, person: User) -> Decimal:
        statement = operations.close_month(
            viewer=factories.viewer_of(person), contract_id=cast.contract.pk, month=self.OCTOBER, now=NOW
        )
        return Decimal(statement.volume)

    def test_happens_once_however_many_press(self, cast: Cast) -> None:
        factories.volumes(cast.unit, dict.fromkeys(self.OCTOBER.days(), "36100"))

        results = at_once([lambda: self.close(cast, cast.head), lambda: self.close(cast, cast.curator)])

        assert one_of_each(results, Decimal, MonthAlreadyClosed)
        assert MonthStatement.objects.everywhere(reason="test").count() == 1


class TestPutInVolumes:
    def put_in(self, cast: Cast) -> Receipt:
        return operations.put_in_volumes(
            viewer=factories.viewer_of(cast.head),
            contract_id=cast.contract.pk,
            entries=[Entry(cast.unit.pk, YESTERDAY, Decimal(40_000), "Показания не переданы")],
            basis=Basis.METHOD,
            key="estimate",
            now=NOW,
        )

    def test_and_the_clients_own_volume_make_one(self, cast: Cast) -> None:
        results = at_once(
            [lambda: self.put_in(cast), lambda: submit(cast, cast.engineer, "36100", key="own")]
        )

        assert one_of_each(results, Receipt, VolumesRefused)
        assert [(version, counts) for version, _volume, counts in versions()] == [(1, True)]


class TestSubmitArchive:
    """The hours of days that were typed, handed in by two people, or twice by one."""

    def row_of(self, cast: Cast, person: User) -> ArchiveFile:
        return taken(cast, samples.ek270(of_days("36100", "36099.8")), by=person)

    def test_gives_the_same_receipts_and_each_hour_once_however_often_it_is_pressed(self, cast: Cast) -> None:
        device(cast.unit)
        row = self.row_of(cast, cast.engineer)

        answers = at_once([lambda: submitted(cast, row, key="pressed")] * 3)

        assert len({tuple(receipt.number for receipt in receipts) for receipts in answers}) == 1
        assert hour_count() == 48

    def test_lets_one_of_two_people_hand_them_in(self, cast: Cast) -> None:
        device(cast.unit)
        own, other = self.row_of(cast, cast.engineer), self.row_of(cast, cast.director)

        results = at_once(
            [
                lambda: submitted(cast, own, key="e"),
                lambda: submitted(cast, other, key="d", by=cast.director),
            ]
        )

        assert one_of_each(results, list, NothingToSubmit)
        assert hour_count() == 48
        assert journal.verify_chains() == []


class TestTakeArchive:
    def test_answers_a_double_press_with_one_file(self, cast: Cast) -> None:
        factories.instrument(cast.unit, kind="corrector", model="ЕК270", serial_number=samples.SERIAL)
        content = samples.ek270(samples.hours(48, datetime(2026, 11, 1, 8)))  # noqa: DTZ001 (the clock of a device)

        def take() -> list[int]:
            upload = SimpleUploadedFile("a.txt", content)
            rows = operations.take_archive(
                viewer=factories.viewer_of(cast.engineer),
                contract_id=cast.contract.pk,
                stored=files.store_upload(upload, allowed=EXCHANGE_TYPES, now=NOW),
                name="a.txt",
                unit_id=None,
                now=NOW,
            )
            return [row.pk for row in rows]

        assert len({pk for rows in at_once([take] * 3) for pk in rows}) == 1
