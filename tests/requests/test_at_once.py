"""Two writers at the same moment: a request is asked for once and decided once."""

from decimal import Decimal

import pytest

from kabinet.access.models import User
from kabinet.journal import queries as journal
from kabinet.journal.models import Receipt
from kabinet.organizations.models import ContractVolume
from kabinet.requests import operations
from kabinet.requests.models import Decision, VolumeRequest, VolumeRequestVersion
from kabinet.requests.operations import AlreadyRequested
from kabinet.requests.rules.decisions import AlreadyDecided
from kabinet.requests.rules.words import Outcome
from kabinet.values.months import BillingMonth
from tests import factories
from tests.at_once import at_once, one_of_each
from tests.factories import NOW, Cast

DECEMBER = BillingMonth(2026, 12)

pytestmark = pytest.mark.usefixtures("begun")


def ask(cast: Cast, person: User, volume: str = "1240000", *, key: str = "k") -> Receipt:
    return operations.submit_volume_request(
        viewer=factories.viewer_of(person),
        contract_id=cast.contract.pk,
        month=DECEMBER,
        volumes={cast.point.pk: Decimal(volume)},
        comment="",
        key=key,
        now=NOW,
    )


def decide(cast: Cast, person: User, outcome: Outcome, *, agreed: str = "") -> VolumeRequest:
    return operations.decide_volume_request(
        viewer=factories.viewer_of(person),
        request_id=VolumeRequest.objects.everywhere(reason="test").get().pk,
        seen_version=1,
        outcome=outcome,
        agreed={cast.point.pk: Decimal(agreed)} if agreed else {},
        reason="" if outcome is Outcome.ACCEPT else "мощности",
        now=NOW,
    )


class TestSubmitVolumeRequest:
    def test_answers_one_key_with_one_receipt_however_often_it_comes(self, cast: Cast) -> None:
        receipts = at_once([lambda: ask(cast, cast.engineer)] * 4)

        assert len({receipt.number for receipt in receipts}) == 1
        assert VolumeRequestVersion.objects.everywhere(reason="test").count() == 1

    def test_lets_one_of_two_people_ask_for_the_month(self, cast: Cast) -> None:
        outcomes = at_once(
            [lambda: ask(cast, cast.engineer, "1240000"), lambda: ask(cast, cast.director, "900000")]
        )

        receipt, refused = one_of_each(outcomes, Receipt, AlreadyRequested)
        request = VolumeRequest.objects.everywhere(reason="test").get()
        assert request.submitted_by == receipt.actor_name
        assert refused.facts == {"request_id": request.pk}
        assert journal.verify_chains() == []


class TestDecideVolumeRequest:
    def test_lets_one_of_two_curators_decide(self, cast: Cast) -> None:
        ask(cast, cast.engineer)

        outcomes = at_once(
            [
                lambda: decide(cast, cast.curator, Outcome.ACCEPT),
                lambda: decide(cast, cast.head, Outcome.ACCEPT_WITH_CHANGES, agreed="900000"),
            ]
        )

        decided, refused = one_of_each(outcomes, VolumeRequest, AlreadyDecided)
        assert refused.facts["by"] == decided.decided_by
        decision = Decision.objects.everywhere(reason="test").get()
        volume = ContractVolume.objects.everywhere(reason="test").get(month=DECEMBER)
        assert decision.decided_by == decided.decided_by
        assert volume.volume == decided.agreed_volume
        assert journal.verify_chains() == []
