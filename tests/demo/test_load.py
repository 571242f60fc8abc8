"""The loading itself: the journal, refusals, freshness."""

from datetime import date

import pytest
from django.db import connection, transaction

from kabinet.demo.accounts import NotLoaded, list_accounts
from kabinet.demo.load import OtherDataFound, load
from kabinet.demo.scope import Scope
from kabinet.documents.models import Document
from kabinet.journal.models import Receipt, Record
from kabinet.journal.queries import verify_chains
from kabinet.metering.models import DailyVolume, VolumeSubmission
from kabinet.notifications.models import Notification
from kabinet.organizations import queries as organizations
from kabinet.settlements import queries as settlements
from kabinet.settlements.models import LedgerEntry
from tests import factories
from tests.demo.reading import first_contract, rows, viewer


class TestJournal:
    def test_is_whole(self, demo: Scope) -> None:
        assert verify_chains() == []

    def test_has_a_receipt_for_everything_handed_in(self, demo: Scope) -> None:
        handed_in = rows(VolumeSubmission).values_list("receipt_number", flat=True)
        numbers = set(rows(Receipt).values_list("number", flat=True))

        assert set(handed_in) <= numbers
        assert set(rows(Document).filter(direction="in").values_list("receipt_number", flat=True)) <= numbers

    def test_knows_of_nothing_that_is_still_to_come(self, demo: Scope) -> None:
        assert not rows(Record).filter(at__gt=demo.midnight).exists()
        assert not rows(Notification).filter(created_at__gt=demo.midnight).exists()
        assert not rows(LedgerEntry).filter(posted_on__gt=demo.today).exists()

    def test_goes_on_where_the_demo_stopped(self, demo: Scope) -> None:
        newest = rows(Record).last()
        kept = {field.attname: getattr(newest, field.attname) for field in Record._meta.concrete_fields}
        entry = Record(**kept | {"id": None, "position": newest.position + 1})
        with transaction.atomic():
            entry.save(force_insert=True)
            transaction.set_rollback(True)

        assert entry.pk == newest.pk + 1


class TestRefusals:
    def test_the_demo_goes_into_no_database_with_clients_of_its_own(self, db: None) -> None:
        factories.cast()

        with pytest.raises(OtherDataFound):
            load(Scope(organizations=2, years=1, seed=1, today=date(2026, 11, 23)))

    def test_sign_ins_are_listed_for_the_demo_only(self, db: None) -> None:
        factories.cast()

        with pytest.raises(NotLoaded):
            list_accounts()


class TestFreshness:
    @pytest.mark.parametrize(
        "today",
        [
            date(2026, 3, 1),
            date(2026, 3, 3),
            date(2026, 3, 4),
            date(2026, 1, 31),
            date(2028, 2, 29),
            date(2026, 12, 31),
        ],
    )
    def test_the_demo_is_of_the_day_it_is_loaded_for(self, db: None, today: date) -> None:
        scope = Scope(organizations=3, years=1, seed=1, today=today)

        load(scope)

        assert rows(DailyVolume).latest("gas_day").gas_day == scope.last_given_day
        assert not rows(Record).filter(at__gt=scope.midnight).exists()
        assert not rows(Document).filter(placed_at__gt=scope.midnight).exists()
        accountant = viewer("accountant-1", today)
        terms = organizations.terms_of(first_contract())
        assert settlements.due(viewer=accountant, terms=terms, on=today).overdue == 0
        connection.check_constraints()
