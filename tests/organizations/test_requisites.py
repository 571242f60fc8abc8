"""The supplier's own requisites: judged all at once, and read by the day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.journal.models import Record
from kabinet.organizations import operations, queries
from kabinet.organizations.models import SupplierRequisites
from kabinet.organizations.rules import requisites as rules
from kabinet.organizations.rules.requisites import Requisites, changed
from kabinet.values.identifiers import account_with_key
from tests import factories
from tests.factories import NOW, TODAY, Cast

FIRST = Requisites.of(settings.SUPPLIER)
BIK = "049999888"
NEW = replace(
    FIRST,
    bank="АО «Другой Банк», г. Москва",
    bik=BIK,
    account=account_with_key("40702810000000000042", bik=BIK),
    correspondent_account=account_with_key("30101810000000000888", bik=BIK),
)
SOON = TODAY + timedelta(days=8)


class TestProblems:
    def test_are_none_in_what_the_settings_say(self) -> None:
        assert FIRST.problems() == NEW.problems() == {}

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("inn", "1234567890", "inn"),
            ("inn", "", "empty"),
            ("kpp", "12345", "kpp"),
            ("bik", "04999988", "bik"),
            ("account", "40702810000000000043", "account"),
            ("account", "4070281000000000004", "account"),
            ("account", NEW.correspondent_account, "account"),
            ("correspondent_account", NEW.account, "correspondent_account"),
            ("correspondent_account", "30101810100000000888", "correspondent_account"),
            ("bank", "Б" * 46, "too-long"),
            ("signer", "  ", "empty"),
        ],
    )
    def test_are_told_by_the_name_of_the_field(self, field: str, value: str, code: str) -> None:
        assert replace(NEW, **{field: value}).problems() == {field: code}

    def test_are_told_all_at_once(self) -> None:
        found = replace(NEW, inn="1", kpp="", account="40702810000000000043").problems()

        assert found == {"inn": "inn", "kpp": "empty", "account": "account"}

    def test_of_an_account_follow_its_bank(self) -> None:
        assert replace(FIRST, bik=BIK).problems() == {"account": "account"}

    def test_name_only_the_bik_where_no_key_can_be_right(self) -> None:
        assert replace(NEW, bik="12").problems() == {"bik": "bik"}


class TestChanged:
    def test_names_what_differs_in_the_order_of_reading(self) -> None:
        assert changed(FIRST, NEW) == ["account", "bank", "bik", "correspondent_account"]
        assert changed(NEW, NEW) == []


@pytest.fixture
def head(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.head)


def publish(head: Viewer, own: Requisites = NEW, *, since: date = SOON) -> None:
    with transaction.atomic():
        operations.set_requisites(viewer=head, requisites=own, valid_from=since, at=NOW)


class TestSupplierOn:
    def test_is_what_the_settings_say_before_any_version(self, db: None) -> None:
        assert queries.supplier_on(TODAY) == FIRST

    def test_is_the_version_of_the_day(self, head: Viewer) -> None:
        publish(head)
        publish(head, replace(NEW, signer="П. П. Петров"), since=SOON + timedelta(days=30))

        assert queries.supplier_on(SOON - timedelta(days=1)) == FIRST
        assert queries.supplier_on(SOON) == NEW
        assert queries.supplier_on(SOON + timedelta(days=29)) == NEW
        assert queries.supplier_on(SOON + timedelta(days=30)).signer == "П. П. Петров"


class TestSetRequisites:
    def test_stands_in_the_journal_with_what_changed(self, head: Viewer) -> None:
        publish(head)

        record = Record.objects.everywhere(reason="test").get(event="organizations.requisites.set")
        assert f'"account":["{FIRST.account}","{NEW.account}"]' in record.data
        assert "signer" not in record.data
        assert (record.subject, record.actor_name) == ("requisites", head.name)
        assert journal.verify_chains() == []

    @pytest.mark.parametrize(
        ("changes", "since", "refusal"),
        [
            ({"account": "40702810000000000043"}, SOON, rules.RequisitesUnfit),
            ({}, TODAY - timedelta(days=1), rules.RequisitesInPast),
            ({}, SOON + timedelta(days=1), rules.RequisitesUnchanged),
            ({"signer": "П. П. Петров"}, SOON, rules.RequisitesDayTaken),
        ],
    )
    def test_is_refused_and_changes_nothing(
        self, head: Viewer, changes: dict[str, Any], since: date, refusal: type[Exception]
    ) -> None:
        publish(head)

        with pytest.raises(refusal):
            publish(head, replace(NEW, **changes), since=since)

        assert SupplierRequisites.objects.count() == 1

    def test_may_begin_today(self, head: Viewer) -> None:
        publish(head, since=TODAY)

        assert queries.supplier_on(TODAY) == NEW

    def test_is_never_changed_nor_made_twice_for_a_day(self, head: Viewer) -> None:
        publish(head)
        row = SupplierRequisites.objects.get()

        with pytest.raises(IntegrityError), transaction.atomic():
            SupplierRequisites.objects.update(account=FIRST.account)
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
