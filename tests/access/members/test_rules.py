"""What may be given, taken and ended: pure rules."""

from datetime import date, timedelta

import pytest

from kabinet.access.rules import members as rules
from kabinet.access.rules.members import (
    State,
    beyond,
    check_end,
    check_rights,
    end_of,
    reminder_due,
    state_of,
)
from kabinet.foundation.rights import CLIENT_RIGHTS, Right

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
SUPPLY, MONEY, READINGS = Right.SEE_SUPPLY, Right.SEE_MONEY, Right.SUBMIT_READINGS


class TestCheckRights:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ({SUPPLY}, {SUPPLY, READINGS}),
            ({SUPPLY, READINGS}, {SUPPLY}),
            ({SUPPLY, MONEY}, {SUPPLY, MONEY, READINGS}),
        ],
    )
    def test_takes_what_lies_within_ones_own(self, old: set[Right], new: set[Right]) -> None:
        check_rights(own={SUPPLY, READINGS}, old=old, new=new, contract="1")

    @pytest.mark.parametrize(("old", "new"), [({SUPPLY}, {SUPPLY, MONEY}), ({SUPPLY, MONEY}, {SUPPLY})])
    def test_a_right_that_one_has_not_is_neither_given_nor_taken(
        self, old: set[Right], new: set[Right]
    ) -> None:
        with pytest.raises(rules.BeyondOwnRights) as refused:
            check_rights(own={SUPPLY, READINGS}, old=old, new=new, contract="1")

        assert refused.value.facts == {"right": MONEY}

    def test_rights_need_the_one_to_see_the_contract(self) -> None:
        check_rights(own=CLIENT_RIGHTS, old={SUPPLY, MONEY}, new=set(), contract="1")
        with pytest.raises(rules.RightsWithoutSupply):
            check_rights(own=CLIENT_RIGHTS, old={SUPPLY, MONEY}, new={MONEY}, contract="1")


class TestCheckEnd:
    def test_takes_whoever_may_no_more_than_oneself(self) -> None:
        check_end(own={1: {SUPPLY, READINGS}}, theirs={1: {SUPPLY}, 2: set()})

    @pytest.mark.parametrize(
        ("theirs", "more"),
        [({1: {SUPPLY, MONEY}}, [MONEY]), ({1: {SUPPLY}, 2: {SUPPLY, READINGS}}, [SUPPLY, READINGS])],
    )
    def test_refuses_whoever_may_more_for_one_contract(
        self, theirs: dict[int, set[Right]], more: list[Right]
    ) -> None:
        own = {1: {SUPPLY, READINGS}}

        assert beyond(own=own, theirs=theirs) == more
        with pytest.raises(rules.EndBeyondOwnRights) as refused:
            check_end(own=own, theirs=theirs)
        assert refused.value.facts == {"right": more[0]}


class TestStateOf:
    @pytest.mark.parametrize(
        ("valid_from", "valid_to", "rights", "blocked", "state"),
        [
            (TODAY, None, True, False, State.ACTIVE),
            (TODAY, TOMORROW, True, False, State.ENDING),
            (TODAY, TODAY, True, False, State.ENDED),
            (TOMORROW, None, True, False, State.NOT_YET),
            (TODAY, None, False, False, State.NO_RIGHTS),
            (TODAY, None, True, True, State.ENDED),
            (TODAY, TODAY, False, False, State.ENDED),
        ],
    )
    def test_follows_the_days_the_rights_and_the_block(
        self, valid_from: date, valid_to: date | None, *, rights: bool, blocked: bool, state: State
    ) -> None:
        assert (
            state_of(valid_from=valid_from, valid_to=valid_to, rights=rights, blocked=blocked, on=TODAY)
            is state
        )


class TestEndOf:
    def test_is_the_first_day_without_access(self) -> None:
        assert end_of(None, valid_to=None, on=TODAY) == TODAY
        assert end_of(TODAY, valid_to=None, on=TODAY) == TOMORROW

    def test_is_not_in_the_past(self) -> None:
        with pytest.raises(rules.EndInPast):
            end_of(TODAY - timedelta(days=1), valid_to=None, on=TODAY)

    def test_comes_before_the_powers_end_by_themselves(self) -> None:
        assert end_of(TODAY, valid_to=TODAY + timedelta(days=2), on=TODAY) == TOMORROW
        with pytest.raises(rules.EndBeyondPowers) as refused:
            end_of(TOMORROW, valid_to=TODAY + timedelta(days=2), on=TODAY)
        assert refused.value.facts == {"day": TOMORROW}

    def test_does_not_come_twice(self) -> None:
        with pytest.raises(rules.AccessEnded):
            end_of(None, valid_to=TODAY, on=TODAY)


class TestReminderDue:
    @pytest.mark.parametrize(
        ("left", "due"), [(31, None), (30, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, None), (-5, None)]
    )
    def test_is_the_tightest_by_now(self, left: int, due: int | None) -> None:
        assert reminder_due(valid_to=TODAY + timedelta(days=left), on=TODAY) == due
