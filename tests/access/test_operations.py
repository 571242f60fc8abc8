"""The choice of a contract, what is kept of an expired session, the user name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kabinet.access import operations, queries
from kabinet.access.models import ParkedForm, User
from kabinet.journal.models import SUPPLIER, Record
from kabinet.organizations.queries import ContractNotFound
from tests import factories
from tests.factories import NOW, Cast


def latest() -> Record:
    record = Record.objects.everywhere(reason="test").filter(organization_id=SUPPLIER).last()
    assert record is not None
    return record


class TestChooseContract:
    def test_remembers_ones_own(self, cast: Cast) -> None:
        operations.choose_contract(viewer=factories.viewer_of(cast.engineer), contract_id=cast.contract.pk)

        assert queries.get_user(user_id=cast.engineer.pk).last_contract_id == cast.contract.pk

    def test_refuses_a_foreign_one_and_changes_nothing(self, cast: Cast) -> None:
        with pytest.raises(ContractNotFound):
            operations.choose_contract(
                viewer=factories.viewer_of(cast.engineer), contract_id=cast.neighbour_contract.pk
            )

        assert queries.get_user(user_id=cast.engineer.pk).last_contract_id is None


class TestParkedForm:
    def test_gives_back_what_was_typed_but_no_password(self, db: None) -> None:
        fields = {
            "comment": ["два", "слова"],
            "password": ["secret"],
            "new_password": ["secret"],
            "Password2": ["secret"],
        }

        key = operations.park_form(path="/requests/new/2026-12/", fields=fields, at=NOW)

        parked = queries.parked_form(key=key)
        assert parked is not None
        assert (parked.path, parked.fields) == ("/requests/new/2026-12/", {"comment": ["два", "слова"]})

    def test_takes_what_no_database_would(self, db: None) -> None:
        key = operations.park_form(path="/", fields={"a\0": ["1\0" + "2"]}, at=NOW)

        parked = queries.parked_form(key=key)
        assert parked is not None
        assert parked.fields == {"a": ["12"]}

    def test_has_a_key_that_nobody_guesses(self, db: None) -> None:
        keys = {operations.park_form(path="/", fields={}, at=NOW) for _ in range(3)}

        assert len(keys) == 3
        assert min(map(len, keys)) >= 40

    def test_is_gone_after_a_day_and_once_it_is_discarded(self, db: None) -> None:
        old = operations.park_form(path="/", fields={}, at=NOW - timedelta(hours=21))
        young = operations.park_form(path="/", fields={}, at=NOW - timedelta(hours=19))

        last = operations.park_form(path="/", fields={}, at=NOW)
        operations.discard_parked_form(key=last)

        kept = ParkedForm.objects.everywhere(reason="test").values_list("key", flat=True)
        assert list(kept) == [young]
        assert queries.parked_form(key=old) is None


class TestUserName:
    def test_is_unchangeable_in_the_database(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=cast.engineer.pk).update(username="ivanov")

        User.objects.filter(pk=cast.engineer.pk).update(full_name="Сидоров С. С.", username="sidorov")
        assert queries.get_user(user_id=cast.engineer.pk).username == "sidorov"

    @pytest.mark.parametrize("typed", ["SIDOROV", "  sidorov ", "Sidorov"])
    def test_is_found_however_it_is_typed(self, cast: Cast, typed: str) -> None:
        assert User.objects.get_by_natural_key(typed) == cast.engineer

    def test_the_role_is_one_of_the_list(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=cast.engineer.pk).update(role="king")
