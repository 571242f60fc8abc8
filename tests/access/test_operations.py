"""Signing in as it is recorded, the choice of a contract, and what is kept of an expired session."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.test import override_settings

from kabinet.access import operations, queries
from kabinet.access.models import ParkedForm, SignIn, User
from kabinet.journal import queries as journal
from kabinet.journal.models import SUPPLIER, Record
from kabinet.organizations.queries import ContractNotFound
from tests import factories
from tests.factories import NOW, PASSWORD, TODAY, Cast


def latest() -> Record:
    record = Record.objects.everywhere(reason="test").filter(organization_id=SUPPLIER).last()
    assert record is not None
    return record


class TestSignIn:
    def sign_in(self, cast: Cast, *, on: date = TODAY, browser: str = "Firefox") -> SignIn:
        return operations.record_sign_in(
            user=cast.engineer, address="192.0.2.1", browser=browser, on=on, at=NOW
        )

    def test_accepts_the_offer_in_force(self, cast: Cast) -> None:
        factories.offer(version="2026-03", since=date(2026, 3, 1))
        factories.offer(version="2026-11", since=TODAY)
        factories.offer(version="2027-01", since=TODAY + timedelta(days=1))

        before = self.sign_in(cast, on=TODAY - timedelta(days=1))
        after = self.sign_in(cast)

        assert before.offer is not None
        assert after.offer is not None
        assert (before.offer.version, after.offer.version) == ("2026-03", "2026-11")
        cast.engineer.refresh_from_db()
        assert cast.engineer.offer_version == "2026-11"

    def test_goes_on_where_no_offer_is_published(self, cast: Cast) -> None:
        assert self.sign_in(cast).offer is None

    def test_stands_in_the_journal_of_the_supplier(self, cast: Cast) -> None:
        factories.offer()

        self.sign_in(cast)

        assert latest().event == "access.signed_in"
        assert latest().subject == "user:sidorov"
        assert latest().data == '{"address":"192.0.2.1","browser":"Firefox","offer":"2026-03"}'
        assert journal.verify_chains() == []

    def test_cuts_what_a_browser_says_too_long(self, cast: Cast) -> None:
        assert len(self.sign_in(cast, browser="x" * 5000).browser) == 300


class TestRefusedSignIn:
    def test_keeps_the_typed_name_and_no_password(self, cast: Cast) -> None:
        operations.record_refused_sign_in(username="sidorov" + "x" * 100, address="192.0.2.1", at=NOW)

        entry = latest()
        assert entry.event == "access.sign_in_refused"
        assert entry.subject == f"user:sidorov{'x' * 53}"
        assert (entry.actor_id, entry.data) == (None, '{"address":"192.0.2.1"}')


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


class TestPassword:
    @override_settings(PASSWORD_HASHERS=["kabinet.access.hashers.Argon2idHasher"])
    def test_is_kept_as_argon2id_with_the_parameters_of_owasp(self) -> None:
        kept = make_password(PASSWORD)

        assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert check_password(PASSWORD, kept)
        assert not check_password(PASSWORD + " ", kept)

    def test_is_changed_with_a_record_that_does_not_tell_it(self, cast: Cast) -> None:
        user = operations.change_password(
            viewer=factories.viewer_of(cast.engineer), password="quite another one", at=NOW
        )

        assert user.check_password("quite another one")
        assert (latest().event, latest().actor_id) == ("access.password_changed", cast.engineer.pk)
        assert "another" not in latest().data
