"""The supplier's policy of access, in versions."""

import pytest
from django.db import IntegrityError, transaction

from kabinet.access.models import AccessPolicy, Session, User
from kabinet.access.operations.policy import set_policy
from kabinet.access.queries.policy import figures_of, latest_policy, list_policies, policy
from kabinet.access.rules.policy import Figures
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db


def version(**figures: object) -> AccessPolicy:
    return AccessPolicy.objects.create(set_at=NOW, set_by="Админ", **figures)


class TestPolicy:
    def test_has_figures_before_any_is_set(self) -> None:
        found = policy()

        assert (found.code_days, found.answer_days, found.session_hours) == (14, 3, 12)
        assert found.consent_days == 14
        assert found.second_factor_roles == []

    def test_is_the_newest_version(self) -> None:
        version(code_days=7)
        version(code_days=10, second_factor_roles=["head"])

        assert (policy().code_days, policy().second_factor_roles) == (10, ["head"])
        assert [one.code_days for one in list_policies()] == [10, 7]

    def test_is_never_changed(self) -> None:
        version()

        with pytest.raises(IntegrityError), transaction.atomic():
            AccessPolicy.objects.update(code_days=1)


class TestSecondFactorWanted:
    """From the moment on which a role is obliged to the second factor, nobody of it goes on without one."""

    @pytest.fixture
    def admin(self, cast: Cast) -> Viewer:
        return factories.viewer_of(factories.user("admin", role=Role.ADMINISTRATOR))

    def oblige(self, admin: Viewer, *roles: Role) -> None:
        figures = Figures(14, 3, 14, 12, frozenset(roles))
        set_policy(viewer=admin, figures=figures, seen_id=latest_policy().pk or 0, now=NOW)

    def sessions(self, *people: User) -> list[int]:
        return [Session.objects.filter(user_id=person.pk).count() for person in people]

    def test_ends_the_sessions_of_those_who_have_none(self, cast: Cast, admin: Viewer) -> None:
        deputy = factories.user("deputy", role=Role.HEAD, second_factor=True)
        people = [cast.head, deputy, cast.curator, cast.engineer]
        for person in [*people, cast.head]:
            factories.signed_in(person)

        self.oblige(admin, Role.HEAD)

        assert self.sessions(*people) == [0, 1, 1, 1]
        record = Record.objects.everywhere(reason="test").get(event="access.sessions_ended_by_policy")
        assert record.data == '{"ended":2,"roles":["head"]}'

    def test_concerns_only_roles_that_were_not_obliged_before(self, cast: Cast, admin: Viewer) -> None:
        self.oblige(admin, Role.HEAD)
        factories.signed_in(cast.head)  # who is about to set it up
        factories.signed_in(cast.curator)

        self.oblige(admin, Role.HEAD, Role.CURATOR)

        assert self.sessions(cast.head, cast.curator) == [1, 0]

    def test_leaves_no_record_where_nobody_was_signed_in(self, cast: Cast, admin: Viewer) -> None:
        self.oblige(admin, Role.HEAD)

        events = Record.objects.everywhere(reason="test").values_list("event", flat=True)
        assert list(events) == ["access.policy.set"]

    def test_ends_nothing_when_it_is_wanted_no_more(self, cast: Cast, admin: Viewer) -> None:
        self.oblige(admin, Role.HEAD)
        factories.signed_in(cast.head)

        self.oblige(admin)

        assert self.sessions(cast.head) == [1]
        assert figures_of(policy()).second_factor_roles == frozenset()
