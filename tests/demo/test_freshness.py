"""The demo is of today, whatever day that is."""

from datetime import date

import pytest
from django.db import connection

from kabinet.demo.load import load
from kabinet.demo.scope import Scope
from kabinet.documents.models import Document
from kabinet.journal.models import Record
from kabinet.metering.models import DailyVolume
from kabinet.organizations import queries as organizations
from kabinet.settlements import queries as settlements
from tests.demo.reading import first_contract, rows, viewer


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
