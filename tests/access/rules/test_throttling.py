from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from kabinet.access.rules.throttling import LONGEST_PAUSE, pause_after


class TestPauseAfter:
    @pytest.mark.parametrize(
        ("tries", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (10_000, 900)]
    )
    def test_grows_from_half_a_minute_to_a_quarter_of_an_hour(self, tries: int, seconds: int) -> None:
        assert pause_after(tries, free=5) == timedelta(seconds=seconds)

    @given(integers(min_value=0, max_value=10**9), integers(min_value=1, max_value=1000))
    def test_never_shrinks_with_more_tries_and_never_locks_anybody_out_for_long(
        self, tries: int, free: int
    ) -> None:
        assert pause_after(tries, free=free) <= pause_after(tries + 1, free=free) <= LONGEST_PAUSE
