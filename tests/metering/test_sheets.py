"""A sheet from the file to volumes: columns named once and remembered, rows in doubt, the cabinet's own form."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kabinet.access.models import User
from kabinet.files import operations as files
from kabinet.files.kinds import EXCHANGE_TYPES
from kabinet.formats.volume_sheets import FormDay, FormWords, Layout, write_form
from kabinet.foundation.refusal import NotAllowed
from kabinet.metering import operations, queries, sheets
from kabinet.metering.archives import Fate
from kabinet.metering.models import ArchiveFile, ColumnMapping, DailyVolume
from kabinet.metering.rules.words import ArchiveStatus, Source, Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.models import Contract
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast
from tests.formats.volume_sheets import books
from tests.jobs.work import work

pytestmark = pytest.mark.django_db

WHY = "production: запущена вторая печь"
WORDS = FormWords("Показания", "Объёмы", ["а", "б", "в"], "Газовые сутки", "тыс. м³", "нет", "Объём")


def november(*volumes: float) -> bytes:
    """Return a sheet of days from 20 November on."""
    rows: list[list[books.Value]] = [["Дата", "Расход, тыс. м3"]]
    rows += [[date(2026, 11, 20 + place), volume] for place, volume in enumerate(volumes)]
    return books.xlsx(rows)


def taken(
    cast: Cast,
    content: bytes,
    name: str = "ноябрь.xlsx",
    *,
    by: User | None = None,
    of: Contract | None = None,
) -> ArchiveFile:
    stored = files.store_upload(SimpleUploadedFile(name, content), allowed=EXCHANGE_TYPES, now=NOW)
    return operations.take_sheet(
        viewer=factories.viewer_of(by or cast.engineer),
        contract_id=(of or cast.contract).pk,
        stored=stored,
        name=name,
        now=NOW,
    )


def named(
    cast: Cast, row: ArchiveFile, layout: Layout | None = None, *, month: BillingMonth | None = None
) -> ArchiveFile:
    return operations.name_columns(
        viewer=factories.viewer_of(cast.engineer),
        archive_id=row.pk,
        sheet="Лист1",
        layout=layout or Layout(1, 0, {cast.unit.pk: 1}),
        month=month,
        now=NOW,
    )


def submitted(cast: Cast, row: ArchiveFile, *, reason: str = "", key: str = "k") -> list[Any]:
    return operations.submit_sheet(
        viewer=factories.viewer_of(cast.engineer), archive_id=row.pk, reason=reason, key=key, now=NOW
    )


def fates(cast: Cast, row: ArchiveFile) -> dict[int, dict[date, Fate]]:
    viewer = factories.viewer_of(cast.engineer)
    terms = organizations.terms_of(cast.contract)
    plan = sheets.plan_of_sheet(row, viewer=viewer, terms=terms, now=NOW)
    return {unit_id: {day.day: day.fate for day in days} for unit_id, days in plan.items()}


def daily(**narrowed: Any) -> dict[tuple[int, date], Decimal]:
    rows = DailyVolume.objects.everywhere(reason="a test").filter(superseded_at__isnull=True, **narrowed)
    return {(unit, day): volume for unit, day, volume in rows.values_list("unit_id", "gas_day", "volume")}


class TestColumns:
    def test_are_asked_for_once(self, cast: Cast) -> None:
        first = taken(cast, november(36.1, 36.2))
        assert first.status == ArchiveStatus.UNMAPPED

        named(cast, first)
        second = taken(cast, november(36.1, 36.3))

        assert second.status == ArchiveStatus.READ
        assert second.report["volumes"] == {
            str(cast.unit.pk): [["2026-11-20", 361000000], ["2026-11-21", 363000000]]
        }

    def test_named_anew_replace_what_was_remembered(self, cast: Cast) -> None:
        row = named(cast, taken(cast, november(36.1)))
        named(cast, row, Layout(1, 0, {cast.unit.pk: 1}, thousand=False))

        [kept] = ColumnMapping.objects.everywhere(reason="a test")
        assert kept.mapping["thousand"] is False
        row.refresh_from_db()
        assert row.report["volumes"] == {str(cast.unit.pk): [["2026-11-20", 361000]]}

    def test_of_one_enterprise_are_no_other_s(self, cast: Cast) -> None:
        named(cast, taken(cast, november(36.1)))
        factories.metering_unit(cast.neighbour_contract.supply_points.get(), "УУГ-9")
        stored = files.store_upload(
            SimpleUploadedFile("a.xlsx", november(36.1)), allowed=EXCHANGE_TYPES, now=NOW
        )
        foreign = operations.take_sheet(
            viewer=factories.viewer_of(cast.neighbour),
            contract_id=cast.neighbour_contract.pk,
            stored=stored,
            name="a.xlsx",
            now=NOW,
        )
        assert foreign.status == ArchiveStatus.UNMAPPED

    def test_of_two_contracts_in_one_sheet_are_remembered_for_both(self, cast: Cast) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")
        other = factories.metering_unit(factories.supply_point(second, "ТП-7"), "УУГ-7")
        factories.grant(cast.engineer.memberships.get(), second)
        rows: list[list[books.Value]] = [["Дата", "Печь", "Котельная"], [date(2026, 11, 20), 36.1, 5.0]]
        named(cast, taken(cast, books.xlsx(rows)))
        operations.name_columns(
            viewer=factories.viewer_of(cast.engineer),
            archive_id=taken(cast, books.xlsx(rows), of=second).pk,
            sheet="Лист1",
            layout=Layout(1, 0, {other.pk: 2}),
            month=None,
            now=NOW,
        )

        rows[1][1] = 36.2
        again, beside = taken(cast, books.xlsx(rows)), taken(cast, books.xlsx(rows), of=second)

        assert again.report["volumes"] == {str(cast.unit.pk): [["2026-11-20", 362000000]]}
        assert beside.report["volumes"] == {str(other.pk): [["2026-11-20", 50000000]]}

    def test_are_asked_again_where_cells_name_another_unit(self, cast: Cast) -> None:
        rows: list[list[books.Value]] = [["Дата", "Расход"], ["20.11.2026", "36100 м³"]]
        named(cast, taken(cast, books.xlsx(rows)), Layout(1, 0, {cast.unit.pk: 1}, thousand=False))

        rows[1][1] = "36200 м³"
        known = taken(cast, books.xlsx(rows), "второй.xlsx")
        rows[1][1] = "36,3 тыс. м³"
        other = taken(cast, books.xlsx(rows), "третий.xlsx")

        assert known.report["volumes"] == {str(cast.unit.pk): [["2026-11-20", 362000000]]}
        assert (other.status, other.report) == (ArchiveStatus.UNMAPPED, {})

    def test_of_another_unit_than_the_contract_s_are_refused(self, cast: Cast) -> None:
        row = taken(cast, november(36.1))
        with pytest.raises(queries.UnitNotFound):
            named(cast, row, Layout(1, 0, {cast.unit.pk + 999: 1}))

    def test_without_a_single_volume_are_refused(self, cast: Cast) -> None:
        row = taken(cast, november(36.1))
        with pytest.raises(operations.ArchiveUnreadable) as refused:
            named(cast, row, Layout(1, 1, {cast.unit.pk: 0}))
        assert refused.value.facts["problem"] == "no-volumes"
        row.refresh_from_db()
        assert row.status == ArchiveStatus.UNMAPPED

    def test_are_asked_again_where_days_tell_no_month(self, cast: Cast) -> None:
        rows: list[list[books.Value]] = [["День", "Расход, тыс. м3"], [20, 36.1], [21, 36.2]]
        first = taken(cast, books.xlsx(rows), "volumes.xlsx")
        named(cast, first, month=BillingMonth(2026, 11))
        first.refresh_from_db()
        assert [day for day, _ in first.report["volumes"][str(cast.unit.pk)]] == ["2026-11-20", "2026-11-21"]

        rows[1][1] = 36.5
        assert taken(cast, books.xlsx(rows), "volumes.xlsx").status == ArchiveStatus.UNMAPPED
        assert taken(cast, books.xlsx(rows), "volumes 2026-11.xlsx").status == ArchiveStatus.UNMAPPED
        rows[1][1] = 36.6
        assert taken(cast, books.xlsx(rows), "volumes 2026-11.xlsx").status == ArchiveStatus.READ


class TestHandingIn:
    def test_gives_one_receipt_for_all_units_of_a_month(self, cast: Cast) -> None:
        other = factories.metering_unit(cast.point, "УУГ-2")
        rows = [*books.november(3)[:-1]]
        row = taken(cast, books.xlsx(rows))
        row = named(cast, row, Layout(3, 1, {cast.unit.pk: 2, other.pk: 3}))

        [receipt] = submitted(cast, row)

        assert daily(source=Source.SHEET, status=Status.CHECKED, submission__archive=row) == {
            (unit, date(2026, 11, day)): volume
            for day in (1, 2, 3)
            for unit, volume in ((cast.unit.pk, Decimal(36100 + day)), (other.pk, Decimal(12500)))
        }
        assert json.loads(receipt.content)["file"] == {
            "name": "ноябрь.xlsx",
            "sha256": row.file.sha256,
            "template": "sheet",
        }
        row.refresh_from_db()
        assert row.status == ArchiveStatus.SUBMITTED
        assert submitted(cast, row) == [receipt]

    def test_corrects_what_differs_with_a_reason(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 20): "36000", date(2026, 11, 21): "36200"})
        row = named(cast, taken(cast, november(36.1, 36.2)))

        assert fates(cast, row)[cast.unit.pk] == {
            date(2026, 11, 20): Fate.CORRECTS,
            date(2026, 11, 21): Fate.SAME,
        }
        with pytest.raises(operations.ReasonNeeded):
            submitted(cast, row)
        submitted(cast, row, reason=WHY)
        assert daily()[cast.unit.pk, date(2026, 11, 20)] == 36100

    def test_leaves_impossible_days_out(self, cast: Cast) -> None:
        row = named(cast, taken(cast, november(36.1, -5.0, 36.2, 36.3, 36.4, 36.5)))

        found = fates(cast, row)[cast.unit.pk]
        assert found[date(2026, 11, 21)] is Fate.IMPOSSIBLE
        assert found[date(2026, 11, 25)] is Fate.IMPOSSIBLE
        submitted(cast, row)
        assert {day.day for _, day in daily()} == {20, 22}

    def test_of_nothing_is_refused(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 20): "36100"})
        row = named(cast, taken(cast, november(36.1)))
        with pytest.raises(operations.NothingToSubmit):
            submitted(cast, row)

    def test_wants_columns_first(self, cast: Cast) -> None:
        with pytest.raises(operations.ArchiveNotReady):
            submitted(cast, taken(cast, november(36.1)))

    def test_wants_the_right(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            taken(cast, november(36.1), by=cast.accountant)

    def test_once_done_takes_no_other_columns(self, cast: Cast) -> None:
        row = named(cast, taken(cast, november(36.1)))
        submitted(cast, row)
        with pytest.raises(operations.ArchiveNotReady):
            named(cast, row)


class TestTheFileItself:
    def test_of_the_same_bytes_is_the_same_row(self, cast: Cast) -> None:
        content = november(36.1)
        assert taken(cast, content).pk == taken(cast, content).pk

    @pytest.mark.parametrize("content", [b"dear sir\n", b"\xff\xfe\x00", books.xlsx([["Дата", "Объём"]])])
    def test_without_days_and_volumes_is_refused(self, cast: Cast, content: bytes) -> None:
        with pytest.raises(operations.ArchiveUnreadable):
            taken(cast, content, "a.xlsx" if content.startswith(b"PK") else "a.txt")
        assert not ArchiveFile.objects.everywhere(reason="a test").exists()

    @pytest.mark.usefixtures("committed")
    def test_large_enough_for_a_job_asks_for_its_columns_too(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kabinet.metering.operations.archives.taking.MOST_AT_ONCE", 10)
        stored = files.store_upload(
            SimpleUploadedFile("ноябрь.xlsx", november(36.1)), allowed=EXCHANGE_TYPES, now=NOW
        )
        [row] = operations.take_archive(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            stored=stored,
            name="ноябрь.xlsx",
            unit_id=None,
            now=NOW,
        )
        work()

        row.refresh_from_db()
        assert (row.status, row.template) == (ArchiveStatus.UNMAPPED, sheets.SHEET)


class TestOurOwnForm:
    def form(self, *codes: str, given: dict[str, Decimal] | None = None) -> bytes:
        days = [FormDay(date(2026, 11, 20), "пт", given or {})]
        return write_form(
            WORDS, contract="1", month="2026-11", units=[(code, code) for code in codes], days=days
        )

    def test_is_read_without_a_question(self, cast: Cast) -> None:
        row = taken(cast, self.form(cast.unit.code, given={cast.unit.code: Decimal("36.1037")}))

        assert (row.status, row.template) == (ArchiveStatus.READ, sheets.FORM)
        submitted(cast, row)
        assert daily() == {(cast.unit.pk, date(2026, 11, 20)): Decimal("36103.7")}

    def test_of_another_contract_is_refused(self, cast: Cast) -> None:
        with pytest.raises(operations.ArchiveUnreadable) as refused:
            taken(cast, self.form("ТП-9/УУГ-9", given={"ТП-9/УУГ-9": Decimal(1)}))
        assert refused.value.facts["problem"] == "other-contract"

    def test_with_a_foreign_column_tells_of_it(self, cast: Cast) -> None:
        code = cast.unit.code
        row = taken(cast, self.form(code, "чужой", given={code: Decimal(1), "чужой": Decimal(2)}))

        assert row.report["findings"] == [["unknown-unit", 6, "D", {"unit": "чужой"}]]
        assert sheets.losses(row) == 1

    def test_that_nobody_filled_in_is_refused(self, cast: Cast) -> None:
        with pytest.raises(operations.ArchiveUnreadable) as refused:
            taken(cast, self.form(cast.unit.code))
        assert refused.value.facts["problem"] == "no-volumes"
