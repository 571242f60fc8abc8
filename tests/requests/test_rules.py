from decimal import Decimal

import pytest

from kabinet.requests.rules.decisions import (
    AlreadyDecided,
    NothingChanged,
    NothingRequested,
    ReasonNeeded,
    VolumeNegative,
    VolumesNeeded,
    check_may_decide,
    check_requested,
    judge,
)
from kabinet.requests.rules.words import STATUS_AFTER, TURN_OF, Outcome, Status, Turn

REQUESTED = {1: Decimal(1000), 2: Decimal(500)}


class TestWhatMayBeRequested:
    def test_a_point_may_ask_for_nothing_beside_one_that_asks(self) -> None:
        check_requested({1: Decimal(0), 2: Decimal("0.0001")})

    def test_nothing_at_all_is_no_request(self) -> None:
        with pytest.raises(NothingRequested):
            check_requested({1: Decimal(0), 2: Decimal(0)})

    def test_no_volume_is_negative(self) -> None:
        with pytest.raises(VolumeNegative) as refused:
            check_requested({1: Decimal(5), 2: Decimal(-1)})
        assert refused.value.facts == {"points": [2]}


class TestWhatADecisionCarries:
    def test_an_acceptance_needs_nothing(self) -> None:
        verdict = judge(Outcome.ACCEPT, requested=REQUESTED, agreed={}, reason="")

        assert (verdict.settled, verdict.reason) == (REQUESTED, "")

    def test_a_return_settles_nothing(self) -> None:
        assert judge(Outcome.RETURN, requested=REQUESTED, agreed=REQUESTED, reason=" нет ").settled == {}

    @pytest.mark.parametrize("outcome", [Outcome.RETURN, Outcome.ACCEPT_WITH_CHANGES])
    def test_anything_else_needs_a_reason(self, outcome: Outcome) -> None:
        with pytest.raises(ReasonNeeded):
            judge(outcome, requested=REQUESTED, agreed=REQUESTED, reason=" ")

    @pytest.mark.parametrize(
        ("agreed", "refusal"),
        [
            ({1: Decimal(900)}, VolumesNeeded),
            ({1: Decimal(900), 2: Decimal(-1)}, VolumeNegative),
            (REQUESTED, NothingChanged),
        ],
    )
    def test_changes_name_another_volume_for_each_point(
        self, agreed: dict[int, Decimal], refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            judge(Outcome.ACCEPT_WITH_CHANGES, requested=REQUESTED, agreed=agreed, reason="ресурс")

    def test_a_point_may_be_agreed_at_nothing(self) -> None:
        agreed = {1: Decimal(1000), 2: Decimal(0)}

        verdict = judge(Outcome.ACCEPT_WITH_CHANGES, requested=REQUESTED, agreed=agreed, reason=" ресурс ")

        assert (verdict.settled, verdict.reason) == (agreed, "ресурс")


class TestTurns:
    @pytest.mark.parametrize("status", [status for status in Status if status is not Status.SUBMITTED])
    def test_only_a_submitted_request_waits_for_a_decision(self, status: Status) -> None:
        with pytest.raises(AlreadyDecided):
            check_may_decide(status=status, by="Петрова", at=None)

    def test_every_status_is_somebodys_turn_or_nobodys(self) -> None:
        assert set(TURN_OF) == set(Status)
        assert {TURN_OF[status] for status in STATUS_AFTER.values()} == {Turn.CLIENT, Turn.NOBODY}
