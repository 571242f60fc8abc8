"""The machines' door: own figures exactly, nobody else's, problem details for what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from kabinet.settlements.rules.words import EntryKind
from tests import factories

pytestmark = pytest.mark.django_db


class TestVolumes:
    def test_come_with_unit_day_and_status(self, cast: factories.Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 1): "36100.25"})
        browser = factories.signed_in(cast.engineer)

        answer = browser.get(f"/api/v1/contracts/{cast.contract.pk}/volumes?month=2026-11")

        assert answer.json() == [
            {
                "unit": cast.unit.code,
                "gas_day": "2026-11-01",
                "volume_m3": "36100.2500",
                "version": 1,
                "source": "client",
                "status": "accepted",
                "late": False,
            }
        ]

    def test_of_another_enterprise_are_not_there(self, cast: factories.Cast) -> None:
        browser = factories.signed_in(cast.neighbour)

        answer = browser.get(f"/api/v1/contracts/{cast.contract.pk}/volumes?month=2026-11")

        assert answer.status_code == 404
        assert answer.json() == {"type": "urn:kabinet:problem:not-found", "status": 404, "title": "not-found"}

    def test_want_a_month(self, cast: factories.Cast) -> None:
        browser = factories.signed_in(cast.engineer)

        answer = browser.get(f"/api/v1/contracts/{cast.contract.pk}/volumes?month=2026-13")

        assert answer.status_code == 422
        assert answer["Content-Type"] == "application/problem+json"


class TestAccount:
    def test_adds_up_to_the_kopeck(self, cast: factories.Cast) -> None:
        factories.ledger_entry(cast.contract, EntryKind.CHARGE, "1000.10", on=date(2026, 10, 31))
        factories.ledger_entry(cast.contract, EntryKind.PAYMENT, "-0.30", on=date(2026, 11, 2))
        browser = factories.signed_in(cast.accountant)

        answer = browser.get(
            f"/api/v1/contracts/{cast.contract.pk}/account?since=2026-11-01&until=2026-11-30"
        )

        account = answer.json()
        assert (account["opening"], account["closing"]) == ("1000.10", "999.80")
        assert [Decimal(entry["amount"]) for entry in account["entries"]] == [Decimal("-0.30")]

    def test_is_refused_without_the_right_to_see_money(self, cast: factories.Cast) -> None:
        browser = factories.signed_in(cast.engineer)

        answer = browser.get(
            f"/api/v1/contracts/{cast.contract.pk}/account?since=2026-11-01&until=2026-11-30"
        )

        assert answer.status_code == 403


class TestSignIn:
    def test_is_asked_for(self, cast: factories.Cast) -> None:
        answer = Client().get("/api/v1/contracts")

        assert answer.status_code == 401

    def test_is_not_asked_for_by_health(self, db: None) -> None:
        assert Client().get("/api/v1/health").json() == {"status": "ok"}
