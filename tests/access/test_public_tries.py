"""What is counted of strangers: by address, of IPv6 by network, and no more rows than tries that count."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from kabinet.access.models import PublicCounter, PublicTry
from kabinet.access.operations import public_tries
from kabinet.access.operations.public_tries import TooManyBytes, TooManyTries
from kabinet.access.rules.public_tries import Limit, TryKind, open_again_at
from tests.at_once import at_once
from tests.factories import NOW


def rows() -> int:
    return PublicTry.objects.everywhere(reason="test").count()


@pytest.mark.django_db
class TestCounting:
    def test_refuses_past_the_limit_until_the_first_try_is_old(self) -> None:
        for minute in range(10):
            public_tries.count_try(TryKind.OPEN, address="192.0.2.7", now=NOW + timedelta(minutes=minute))

        with pytest.raises(TooManyTries) as refused:
            public_tries.count_try(TryKind.OPEN, address="192.0.2.7", now=NOW + timedelta(minutes=10))

        assert refused.value.facts == {"until": NOW + timedelta(minutes=15)}
        assert rows() == 10
        public_tries.count_try(TryKind.OPEN, address="192.0.2.7", now=NOW + timedelta(minutes=15))

    def test_forgets_what_counts_no_longer(self) -> None:
        public_tries.count_try(TryKind.OPEN, address="192.0.2.7", now=NOW)

        public_tries.count_try(TryKind.OPEN, address="192.0.2.7", now=NOW + timedelta(hours=1))

        assert rows() == 1

    def test_leaves_no_try_that_counts_no_longer_and_no_counter_of_another_day(self) -> None:
        for kind, age in (
            (TryKind.OPEN, timedelta(minutes=15)),
            (TryKind.CHECK, timedelta(minutes=59)),
            (TryKind.PARK, timedelta(hours=23)),
            (TryKind.SUBMIT, timedelta(days=1)),
        ):
            public_tries.count_try(kind, address="192.0.2.7", now=NOW - age)

        public_tries.forget_public_tries(now=NOW)

        kept = PublicTry.objects.everywhere(reason="test").order_by("kind").values_list("kind", flat=True)
        counters = PublicCounter.objects.everywhere(reason="test").order_by("key")
        assert list(kept) == ["check", "park"]
        assert [one.key.partition(":")[0] for one in counters] == ["check", "open", "park"]

    def test_takes_a_network_of_ipv6_for_one_address(self) -> None:
        for number in range(10):
            public_tries.count_try(TryKind.OPEN, address=f"2001:db8:1:2::{number}", now=NOW)

        with pytest.raises(TooManyTries):
            public_tries.count_try(TryKind.OPEN, address="2001:db8:1:2:ffff::1", now=NOW)

    def test_takes_one_try_back(self) -> None:
        number = public_tries.count_try(TryKind.OPEN, address="192.0.2.7", now=NOW)
        public_tries.count_try(TryKind.OPEN, address="192.0.2.7", now=NOW)

        public_tries.take_back(number)

        assert rows() == 1

    def test_counts_a_person_whatever_the_address(self) -> None:
        for _ in range(20):
            public_tries.count_try_of_person(TryKind.PARK_OWN, user_id=1, now=NOW)

        with pytest.raises(TooManyTries):
            public_tries.count_try_of_person(TryKind.PARK_OWN, user_id=1, now=NOW)
        public_tries.count_try_of_person(TryKind.PARK_OWN, user_id=2, now=NOW)

    def test_counts_bytes_of_a_day(self, settings: Settings) -> None:
        settings.PUBLIC_UPLOAD_BYTES = 100
        public_tries.count_bytes(60, address="192.0.2.7", now=NOW)
        public_tries.count_bytes(0, address="192.0.2.7", now=NOW)

        with pytest.raises(TooManyBytes) as refused:
            public_tries.count_bytes(41, address="192.0.2.7", now=NOW + timedelta(hours=1))

        assert refused.value.facts == {"until": NOW + timedelta(days=1)}
        public_tries.count_bytes(40, address="192.0.2.7", now=NOW + timedelta(hours=1))
        public_tries.count_bytes(60, address="192.0.2.7", now=NOW + timedelta(days=1))


@pytest.mark.usefixtures("committed")
class TestAtOnce:
    def test_tries_of_one_address_are_judged_one_after_another(self) -> None:
        for _ in range(8):
            self.count()

        outcomes = at_once([self.count] * 4)

        assert sum(isinstance(one, int) for one in outcomes) == 2
        assert rows() == 10

    def test_the_first_tries_of_an_address_are_all_counted(self) -> None:
        assert all(isinstance(one, int) for one in at_once([self.count] * 4))
        assert rows() == 4

    def test_bytes_of_one_address_are_judged_one_after_another(self, settings: Settings) -> None:
        settings.PUBLIC_UPLOAD_BYTES = 100

        outcomes = at_once([lambda: public_tries.count_bytes(60, address="192.0.2.7", now=NOW)] * 3)

        assert sum(isinstance(one, TooManyBytes) for one in outcomes) == 2

    def count(self) -> int:
        return public_tries.count_try(TryKind.OPEN, address="192.0.2.7", now=NOW)


class TestOpenAgainAt:
    LIMIT = Limit(100, timedelta(hours=1))

    @pytest.mark.parametrize(
        ("counted", "amount", "minutes"),
        [
            ([], 100, None),
            ([], 500, None),
            ([(0, 60)], 40, None),
            ([(0, 60)], 41, 60),
            ([(0, 60), (10, 30)], 41, 60),
            ([(0, 60), (10, 30)], 90, 70),
            ([(0, 60), (10, 30)], 500, 70),
        ],
    )
    def test_is_when_enough_of_what_counts_is_old(
        self, counted: list[tuple[int, int]], amount: int, minutes: int | None
    ) -> None:
        moments = [(NOW + timedelta(minutes=minute), size) for minute, size in counted]

        until = open_again_at(moments, amount, self.LIMIT)

        assert until == (None if minutes is None else NOW + timedelta(minutes=minutes))
