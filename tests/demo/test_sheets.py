"""Many rows at once: none lost, none out of order, none changed on the way."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kabinet.demo.scope import MOSCOW
from kabinet.demo.sheets import Row, Sheets
from kabinet.organizations.models import ContractVolume, RuleSet
from kabinet.settlements.models import VatRate
from kabinet.values.months import BillingMonth
from tests import factories
from tests.demo.reading import rows

DECEMBER = BillingMonth(2026, 12)
MORE_THAN_A_STATEMENT_HOLDS = 1000


@pytest.mark.django_db
class TestSheets:
    def test_write_every_row_in_the_order_of_their_adding(self) -> None:
        sheets = Sheets()
        days = [date(2020, 1, 1) + timedelta(days=offset) for offset in range(MORE_THAN_A_STATEMENT_HOLDS)]
        for day in days:
            sheets[VatRate].add(valid_from=day, percent=20, act="№ 1")

        sheets.write()

        assert list(rows(VatRate).values_list("valid_from", flat=True)) == days

    def test_write_what_was_changed_after_it_was_added(self) -> None:
        sheets = Sheets()
        row = sheets[VatRate].add(valid_from=date(2020, 1, 1), percent=20, act="№ 1")

        row["percent"] = 22
        sheets.write()

        assert rows(VatRate).get().percent == 22

    def test_write_nothing_twice(self) -> None:
        sheets = Sheets()
        sheets[VatRate].add(valid_from=date(2020, 1, 1), percent=20, act="№ 1")

        sheets.write()
        sheets.write()

        assert rows(VatRate).count() == 1

    def test_give_the_database_what_the_model_reads_back(self) -> None:
        at = datetime(2026, 11, 1, 2, 30, tzinfo=MOSCOW)
        sheets = Sheets()
        next_month = a_volume(sheets, volume=Decimal("62.5"), set_at=at)

        sheets.write()

        kept = rows(ContractVolume).get(pk=next_month["id"])
        assert (kept.month, kept.volume, kept.set_at) == (DECEMBER, Decimal("62.5"), at)
        assert (kept.reason, kept.superseded_at) == ("", None)

    def test_refuse_more_places_than_the_column_has(self) -> None:
        sheets = Sheets()
        a_volume(sheets, volume=Decimal("0.00001"), set_at=datetime(2026, 11, 1, tzinfo=UTC))

        with pytest.raises(ValueError, match="more than 4 places"):
            sheets.write()

    def test_count_on_from_the_newest_key_and_let_the_database_count_on_from_theirs(self) -> None:
        before = factories.rule_set(since=date(2010, 1, 1))
        sheets = Sheets()
        row = sheets[RuleSet].add(code="of the sheet", valid_from=date(2011, 1, 1), parameters={"a": 1})

        sheets.write()
        sheets.hand_over_keys()

        after = factories.rule_set(since=date(2012, 1, 1))
        assert [row["id"], after.pk] == [before.pk + 1, before.pk + 2]
        assert rows(RuleSet).get(code="of the sheet").parameters == {"a": 1}


def a_volume(sheets: Sheets, **columns: Any) -> Row:
    cast = factories.cast()
    return sheets[ContractVolume].add(
        contract_id=cast.contract.pk, supply_point_id=cast.point.pk, month=DECEMBER, version=1, **columns
    )
