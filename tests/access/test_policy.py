"""The supplier's policy of access, in versions."""

import pytest
from django.db import IntegrityError, transaction

from kabinet.access.models import AccessPolicy
from kabinet.access.queries.policy import list_policies, policy
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def version(**figures: object) -> AccessPolicy:
    return AccessPolicy.objects.create(set_at=NOW, set_by="Админ", **figures)


class TestPolicy:
    def test_has_figures_before_any_is_set(self) -> None:
        found = policy()

        assert (found.code_days, found.answer_days, found.session_hours) == (14, 3, 12)
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
