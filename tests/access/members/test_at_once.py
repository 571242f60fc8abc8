"""Two of the supplier end the same person's access at the same moment."""

from collections.abc import Callable

import pytest

from kabinet.access.models import User
from kabinet.access.operations.members import end_access_by_supplier
from kabinet.access.queries.members import get_person
from kabinet.access.rules.members import ChangedMeanwhile
from kabinet.journal import queries as journal
from kabinet.journal.models import Record
from tests import factories
from tests.access.members.conftest import membership_of
from tests.at_once import at_once
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.usefixtures("begun")


def ending(by: User, person: User) -> Callable[[], None]:
    """Return the press of the button on a page that was opened before anybody pressed theirs."""
    viewer, membership = factories.viewer_of(by), membership_of(person)
    seen = get_person(viewer=viewer, membership_id=membership.pk, on=TODAY).seen
    return lambda: end_access_by_supplier(
        viewer=viewer, membership_id=membership.pk, reason=f"Письмо: {by.username}", seen=seen, now=NOW
    )


class TestEndBySupplier:
    def test_is_one_and_the_second_reads_who_was_first(self, cast: Cast) -> None:
        outcomes = at_once([ending(cast.curator, cast.engineer), ending(cast.head, cast.engineer)])

        [refusal] = [one for one in outcomes if one is not None]
        assert isinstance(refusal, ChangedMeanwhile)
        [record] = Record.objects.everywhere(reason="test").filter(event="access.access_ended_by_supplier")
        assert refusal.facts["by"] == record.actor_name == membership_of(cast.engineer).ended_by
        assert journal.verify_chains() == []

    def test_of_one_hurried_person_is_one(self, cast: Cast) -> None:
        assert at_once([ending(cast.curator, cast.engineer)] * 3) == [None] * 3

        ended = Record.objects.everywhere(reason="test").filter(event="access.access_ended_by_supplier")
        assert ended.count() == 1
