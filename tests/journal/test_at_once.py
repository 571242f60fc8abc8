"""Many writers at the same moment: a chain has no gap and no fork, and begins once."""

import pytest

from kabinet.foundation.transactions import operation
from kabinet.journal import operations, queries
from kabinet.journal.models import SUPPLIER, Record
from kabinet.journal.operations import Actor
from tests.at_once import at_once
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("committed")

WRITERS, EACH = 4, 5


@operation
def note() -> None:
    operations.record("tests.noted", viewer=Actor(None, "Проверка"), subject="thing:1", data={}, at=NOW)


class TestRecord:
    @pytest.mark.parametrize("before", [0, 1])
    def test_continues_the_chain_one_after_another(self, before: int) -> None:
        for _ in range(before):
            note()

        at_once([lambda: [note() for _ in range(EACH)]] * WRITERS)

        positions = Record.objects.everywhere(reason="test").filter(organization_id=SUPPLIER)
        expected = list(range(1, before + WRITERS * EACH + 1))
        assert sorted(positions.values_list("position", flat=True)) == expected
        assert queries.verify_chains() == []
