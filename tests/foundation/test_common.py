"""What is common to all is read once for some seconds."""

import pytest
import time_machine

from kabinet.foundation import common

SECONDS = 5


@pytest.fixture(autouse=True)
def kept(nothing_remembered: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "KEPT_FOR_SECONDS", SECONDS)


class TestRemembered:
    def test_reads_once_within_the_seconds(self) -> None:
        reads: list[int] = []
        recall = common.remembered(lambda: reads.append(1) or len(reads))

        assert [recall(), recall()] == [1, 1]

    def test_reads_anew_when_told_to_forget(self) -> None:
        reads: list[int] = []
        recall = common.remembered(lambda: reads.append(1) or len(reads))
        recall()

        common.forget()

        assert recall() == 2

    def test_reads_anew_when_the_seconds_have_passed(self) -> None:
        reads: list[int] = []
        recall = common.remembered(lambda: reads.append(1) or len(reads))
        with time_machine.travel("2026-11-23 09:20", tick=False) as clock:
            recall()
            clock.shift(SECONDS + 1)

            assert recall() == 2
