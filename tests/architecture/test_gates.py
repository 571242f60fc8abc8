"""Every table is gated, or says that it is common to all; and a gate offers two ways in, no more."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from kabinet.foundation.gate import CommonModel, Gate, GatedModel
from kabinet.journal.models import Record
from kabinet.organizations.models import Contract
from tests import factories

# Tables with a manager that others need: Django's sign-in asks for users by name, its sessions for their own.
_OWN_MANAGER = {"access.User", "access.Session"}


def own_models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if model.__module__.startswith("kabinet."))


def ungated(found: Iterator[type[models.Model]]) -> list[str]:
    return [
        model._meta.label
        for model in found
        if model._meta.label not in _OWN_MANAGER
        if not (issubclass(model, CommonModel) or isinstance(vars(model).get("objects"), Gate))
    ]


def ways_back(found: Iterator[type[models.Model]]) -> list[str]:
    """Return the foreign keys to common tables that lead back down to somebody's rows."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        if issubclass(field.related_model, CommonModel) and not field.remote_field.hidden
    ]


class TestTables:
    def test_are_gated_or_common(self) -> None:
        assert ungated(own_models()) == []

    def test_have_no_way_back_from_common_ones(self) -> None:
        assert ways_back(own_models()) == []

    def test_without_a_gate_are_caught(self) -> None:
        class Forgotten(models.Model):  # noqa: DJ008 (it lives for one test)
            class Meta:
                app_label = "planted"
                managed = False

        assert ungated(iter([Forgotten])) == ["planted.Forgotten"]


class TestGate:
    def test_says_who_sees_what(self) -> None:
        class Silent(Gate[Record]):
            """Forgets to."""

        with pytest.raises(TypeError, match="visible_to"):
            Silent()  # type: ignore[abstract]

    def test_offers_two_ways_in(self) -> None:
        ways = {name for name in dir(Record.objects) if not name.startswith("_")}

        assert ways - {"visible_to", "everywhere"} <= {
            "model",
            "contribute_to_class",
            "organization",
            "contract",
            "needs",
            "model_contract_may_be_missing",
        }
        assert not hasattr(Record.objects, "filter")

    def test_wants_a_reason_for_everybodys_rows(self) -> None:
        with pytest.raises(ValueError, match="reason"):
            Record.objects.everywhere(reason=" ")

    @pytest.mark.django_db
    def test_shows_own_rows_and_not_the_neighbours(self, cast: factories.Cast) -> None:
        seen = set(Contract.objects.visible_to(factories.viewer_of(cast.engineer)))

        assert seen == {cast.contract}

    def test_is_on_every_gated_table(self) -> None:
        assert all(
            model._meta.default_manager_name == "machinery"
            for model in own_models()
            if issubclass(model, GatedModel)
        )
