"""What became of somebody's rights, read off the journal."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.access.operations.members import change_rights, end_access, end_access_by_supplier
from kabinet.access.queries.members import Member, get_member, get_person
from kabinet.access.queries.rights_history import history_of
from kabinet.access.rules.rights_history import Passage, passage_of
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from tests import factories
from tests.access.members.conftest import membership_of
from tests.factories import NOW, TODAY, Cast

SUPPLY, MONEY, READINGS = Right.SEE_SUPPLY, Right.SEE_MONEY, Right.SUBMIT_READINGS


class TestPassageOf:
    def told(self, event: str, **data: object) -> Passage:
        return passage_of(f"access.{event}", data, by="Кузнецов", at=NOW, on=TODAY)

    def test_tells_a_change_as_given_and_taken(self) -> None:
        passage = self.told(
            "rights_changed", contract="1", rights=[["see-money", "see-supply"], ["see-supply"]]
        )

        assert (passage.given, passage.taken) == (frozenset(), {MONEY})

    def test_tells_an_issue_with_what_was_struck_out(self) -> None:
        passage = self.told("issued", contract="1", rights=["see-supply"], struck_out=["see-money"])

        assert (passage.given, passage.struck_out) == ({SUPPLY}, {MONEY})

    @pytest.mark.parametrize(
        ("ends", "last_day"),
        [("2026-11-23", None), ("2026-11-24", TODAY), ("2026-12-01", date(2026, 11, 30))],
    )
    def test_tells_an_end_at_once_from_one_with_a_last_day(self, ends: str, last_day: date | None) -> None:
        passage = self.told("access_ended", valid_to=[None, ends], reason="Уволился")

        assert (passage.last_day, passage.is_end) == (last_day, True)


@pytest.mark.django_db
class TestHistoryOf:
    @pytest.fixture
    def changed(self, cast: Cast, director: Viewer) -> Member:
        """The engineer: a right taken, another given, a last day set by the director, the end by the curator."""
        for minutes, rights in enumerate(({SUPPLY}, {SUPPLY, MONEY})):
            change_rights(
                viewer=director,
                membership_id=membership_of(cast.engineer).pk,
                rights={cast.contract.pk: rights},
                seen=self.member(director, cast).seen,
                now=self.at(minutes),
            )
        end_access(
            viewer=director,
            membership_id=membership_of(cast.engineer).pk,
            last_day=TODAY,
            reason="Уволился",
            scans=[],
            seen=self.member(director, cast).seen,
            now=self.at(2),
        )
        curator = factories.viewer_of(cast.curator)
        membership = membership_of(cast.engineer)
        end_access_by_supplier(
            viewer=curator,
            membership_id=membership.pk,
            reason="Письмо",
            seen=get_person(viewer=curator, membership_id=membership.pk, on=TODAY).seen,
            now=self.at(3),
        )
        return self.member(director, cast)

    def at(self, minutes: int) -> datetime:
        return NOW + timedelta(minutes=minutes)

    def member(self, viewer: Viewer, cast: Cast) -> Member:
        return get_member(viewer=viewer, membership_id=membership_of(cast.engineer).pk, on=TODAY)

    def test_is_the_newest_first_with_who_and_what(self, cast: Cast, changed: Member) -> None:
        told = [(one.event.removeprefix("access."), one.by, one.at) for one in history_of(changed)]

        assert told == [
            ("access_ended_by_supplier", cast.curator.full_name, self.at(3)),
            ("access_ended", cast.director.full_name, self.at(2)),
            ("rights_changed", cast.director.full_name, self.at(1)),
            ("rights_changed", cast.director.full_name, self.at(0)),
        ]
        assert [one.given for one in history_of(changed)] == [set(), set(), {MONEY}, set()]

    def test_tells_nothing_of_contracts_of_other_managers(self, cast: Cast, changed: Member) -> None:
        other = Member(
            membership=changed.membership,
            contracts={},
            rights={},
            rights_elsewhere=True,
            signed_in_at=None,
            on=TODAY,
        )

        assert all(one.is_end for one in history_of(other))

    def test_of_a_colleague_is_nobody_elses(self, cast: Cast, changed: Member, director: Viewer) -> None:
        accountant = get_member(viewer=director, membership_id=membership_of(cast.accountant).pk, on=TODAY)

        assert history_of(accountant) == []

    def test_costs_one_query(
        self, changed: Member, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            history_of(changed)
