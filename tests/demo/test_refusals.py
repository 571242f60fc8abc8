"""Where the demo is not loaded, and what it does not tell there."""

from datetime import date

import pytest

from kabinet.demo.accounts import NotLoaded, list_accounts
from kabinet.demo.load import OtherDataFound, load
from kabinet.demo.scope import Scope
from tests import factories


class TestRefusals:
    def test_the_demo_goes_into_no_database_with_clients_of_its_own(self, db: None) -> None:
        factories.cast()

        with pytest.raises(OtherDataFound):
            load(Scope(organizations=2, years=1, seed=1, today=date(2026, 11, 23)))

    def test_sign_ins_are_listed_for_the_demo_only(self, db: None) -> None:
        factories.cast()

        with pytest.raises(NotLoaded):
            list_accounts()
