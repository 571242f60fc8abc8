"""The choice of a contract, what is kept of an expired session, the user name."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kabinet.access import operations, queries
from kabinet.access.models import ParkedForm, User
from kabinet.access.operations.parked_forms import FormTooLong
from kabinet.access.operations.public_tries import TooManyTries
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


def park(*, user_id: int = 1, address: str = "192.0.2.1", **form: Any) -> str:
    return operations.park_form(user_id=user_id, address=address, **form)


class TestParkedForm:
    def test_is_not_kept_where_it_is_too_long(self, db: None) -> None:
        with pytest.raises(FormTooLong):
            park(path="/", fields={"comment": ["я" * 32_768]}, at=NOW)

        assert not ParkedForm.objects.everywhere(reason="test").exists()

    def test_is_kept_twenty_times_a_day_of_a_person_and_two_hundred_times_of_an_address(
        self, db: None
    ) -> None:
        for number in range(200):
            park(path="/", fields={}, at=NOW, user_id=number // 20)

        with pytest.raises(TooManyTries):
            park(path="/", fields={}, at=NOW, user_id=10)
        with pytest.raises(TooManyTries):
            park(path="/", fields={}, at=NOW, user_id=9, address="192.0.2.2")
        park(path="/", fields={}, at=NOW, user_id=11, address="192.0.2.2")

    def test_gives_back_what_was_typed_but_no_password(self, db: None) -> None:
        fields = {
            "comment": ["два", "слова"],
            "password": ["secret"],
            "new_password": ["secret"],
            "Password2": ["secret"],
        }

        key = park(path="/requests/new/2026-12/", fields=fields, at=NOW)

        parked = queries.parked_form(key=key)
        assert parked is not None
        assert (parked.path, parked.fields) == ("/requests/new/2026-12/", {"comment": ["два", "слова"]})

    def test_takes_what_no_database_would(self, db: None) -> None:
        key = park(path="/", fields={"a\0": ["1\0" + "2"]}, at=NOW)

        parked = queries.parked_form(key=key)
        assert parked is not None
        assert parked.fields == {"a": ["12"]}

    def test_has_a_key_that_nobody_guesses(self, db: None) -> None:
        keys = {park(path="/", fields={}, at=NOW) for _ in range(3)}

        assert len(keys) == 3
        assert min(map(len, keys)) >= 40

    def test_is_gone_after_a_day_and_once_it_is_discarded(self, db: None) -> None:
        old = park(path="/", fields={}, at=NOW - timedelta(hours=21))
        young = park(path="/", fields={}, at=NOW - timedelta(hours=19))

        last = park(path="/", fields={}, at=NOW)
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
