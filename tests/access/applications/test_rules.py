"""Which decision may follow which status, what a decision must carry, and how what was typed is compared."""

from datetime import date

import pytest

from kabinet.access.rules.application_secrets import hash_of, secret_from
from kabinet.access.rules.applications import (
    AuthorityNotInForce,
    Outcome,
    Seen,
    Status,
    applied_from,
    check_authority,
    normal_contract_number,
    normal_person,
    possible,
)
from tests import factories

DAY = date(2026, 11, 23)


class TestPossible:
    @pytest.mark.parametrize(
        ("status", "curator", "head"),
        [
            (Status.RECEIVED, "clear return refuse", "clear return refuse stop"),
            (Status.CHECKING, "clear return refuse", "clear return refuse stop"),
            (Status.READY, "return refuse", "return refuse stop"),
            (Status.RETURNED, "refuse", "refuse"),
            (Status.STOPPED, "", "go-on refuse"),
            (Status.ISSUED, "", ""),
            (Status.REFUSED, "", ""),
        ],
    )
    def test_follows_the_table(self, status: Status, curator: str, head: str) -> None:
        assert possible(status, overseer=False) == tuple(map(Outcome, curator.split()))
        assert possible(status, overseer=True) == tuple(map(Outcome, head.split()))


class TestSeen:
    @pytest.mark.parametrize(
        ("version", "status", "still"),
        [
            (1, Status.CHECKING, True),
            (1, Status.RECEIVED, True),
            (2, Status.RECEIVED, False),
            (1, Status.READY, False),
            (1, Status.RETURNED, False),
        ],
    )
    def test_is_still_so_when_it_was_only_opened(self, version: int, status: Status, still: bool) -> None:  # noqa: FBT001
        assert Seen(1, Status.RECEIVED).is_still(version, status) is still


class TestAuthority:
    @pytest.mark.parametrize("until", [DAY, None])
    def test_holds_on_both_its_days(self, until: date | None) -> None:
        check_authority(since=DAY, until=until, on=DAY)

    @pytest.mark.parametrize(
        ("since", "until"), [(date(2026, 11, 24), None), (date(2026, 1, 1), date(2026, 11, 22))]
    )
    def test_does_not_hold_before_and_after(self, since: date, until: date | None) -> None:
        with pytest.raises(AuthorityNotInForce):
            check_authority(since=since, until=until, on=DAY)


class TestComparing:
    @pytest.mark.parametrize("typed", ["№ 12-4/26-к", "12-4/26-K", " 12 - 4 / 26-К", "№12–4/26-K"])
    def test_of_contracts_minds_no_spaces_signs_or_alphabets(self, typed: str) -> None:
        assert normal_contract_number(typed) == "12-4/26-K"

    @pytest.mark.parametrize("typed", ["ФЁДОРОВ  Пётр", "федоров петр", " Федоров\u00a0Петр "])
    def test_of_people_minds_no_case_and_no_dots(self, typed: str) -> None:
        assert normal_person(typed) == normal_person("Фёдоров Пётр")


class TestSecret:
    def test_has_no_signs_that_look_alike(self) -> None:
        every = "".join(secret_from(bytes(range(start, start + 12))) for start in range(0, 244, 12))

        assert not set(every) & set("0O1I")
        assert len(secret_from(bytes(12))) == 14

    def test_is_another_hash_for_another_number(self) -> None:
        assert hash_of(number="1", secret="AAAA") != hash_of(number="2", secret="AAAA")


class TestApplied:
    @pytest.mark.parametrize("until", [None, DAY])
    def test_comes_back_from_what_was_stored(self, until: date | None) -> None:
        applied = factories.applied(authority_to=until)

        assert applied_from(applied.content()) == applied
