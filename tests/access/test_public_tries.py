"""What is counted of strangers: by address, of IPv6 by network, and no more rows than tries that count."""

from datetime import timedelta

import pytest

from kabinet.access.models import PublicTry
from kabinet.access.operations import public_tries
from kabinet.access.operations.public_tries import TooManyTries
from kabinet.access.rules.public_tries import TryKind
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

        public_tries.count_try(TryKind.OPEN, address="192.0.2.8", now=NOW + timedelta(hours=1))

        assert rows() == 1

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
