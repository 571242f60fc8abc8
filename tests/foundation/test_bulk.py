"""Rows go in whole, however many a statement of the database takes."""

import pytest
from django.db import IntegrityError, transaction

from kabinet.foundation.bulk import add_rows
from kabinet.organizations.models import RuleSet

pytestmark = pytest.mark.django_db

NAMES = ("code", "title", "valid_from", "parameters")


@pytest.mark.parametrize("count", [0, 1, 250, 2501])
def test_every_row_arrives_once(count: int) -> None:
    add_rows(RuleSet._meta.db_table, NAMES, [(f"r{n}", "Правила", "2026-01-01", "{}") for n in range(count)])

    assert sorted(RuleSet.objects.values_list("code", flat=True)) == sorted(f"r{n}" for n in range(count))


def test_what_the_table_refuses_leaves_nothing_behind() -> None:
    row = ("r", "Правила", "2026-01-01", "{}")

    with pytest.raises(IntegrityError), transaction.atomic():
        add_rows(RuleSet._meta.db_table, NAMES, [("first", *row[1:]), row, row])

    assert not RuleSet.objects.exists()
