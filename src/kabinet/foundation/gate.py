"""
The gate: how a table is asked for rows. Forgetting for whom must not compile.

`Model.objects` of a gated table is a gate and offers two ways in: `visible_to(viewer)`, and `everywhere(reason=…)`
for work that is done for nobody in particular (the journal's verification, the demo supplier, a job). Django's own
machinery goes through the plain manager `machinery`, which tests/architecture bans elsewhere.
"""

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from django.db import models

from kabinet.foundation import lookups  # noqa: F401 (registers `among`)
from kabinet.foundation.rights import RIGHTS_OF, Right
from kabinet.foundation.viewer import Viewer

M = TypeVar("M", bound=models.Model)


class Gate(ABC, Generic[M]):
    """Base of the gates: binds itself to the model that declares it."""

    model: type[M]

    def contribute_to_class(self, cls: type[M], name: str) -> None:
        self.model = cls
        setattr(cls, name, self)

    @abstractmethod
    def visible_to(self, viewer: Viewer) -> models.QuerySet[M]:
        """Return the rows that the viewer may see, and no others."""

    def everywhere(self, *, reason: str) -> models.QuerySet[M]:
        """Return the rows of all clients. The reason is for the reader of the code, and must be one."""
        if not reason.strip():
            raise ValueError("rows of all clients are read for a reason")
        return self._rows()

    def _rows(self) -> models.QuerySet[M]:
        return self.model._default_manager.get_queryset()  # noqa: SLF001 (Django's public name for it)


class SupplyGate(Gate[M]):
    """
    Rows that belong to an organization, and mostly to one of its contracts.

    `organization` and `contract` are paths to the foreign keys or owner columns, without the trailing `_id`; `needs`
    is the right without which the row is not there, for both sides.
    """

    def __init__(
        self, *, organization: str, contract: str | None = None, needs: Right = Right.SEE_SUPPLY
    ) -> None:
        self.organization = organization
        self.contract = contract
        self.needs = needs

    def visible_to(self, viewer: Viewer) -> models.QuerySet[M]:
        if viewer.is_staff:
            return self._visible_to_staff(viewer)
        if self.contract is None:
            rows = self._rows().filter(self._in_organizations(viewer))
            return rows if viewer.may(self.needs) else rows.none()
        contracts = viewer.contracts_with(self.needs)
        own = models.Q((f"{self._column(self.contract)}__among", contracts))
        if self.model_contract_may_be_missing:
            own |= models.Q((f"{self._column(self.contract)}__isnull", True)) & self._in_organizations(viewer)
        return self._rows().filter(own)

    def _visible_to_staff(self, viewer: Viewer) -> models.QuerySet[M]:
        if self.needs not in RIGHTS_OF[viewer.role]:
            return self._rows().none()
        if viewer.sees_all_clients:
            return self._rows()
        return self._rows().filter(self._in_organizations(viewer))

    @property
    def model_contract_may_be_missing(self) -> bool:
        """Say whether a row may belong to the organization as a whole, and to no contract."""
        if self.contract is None or "__" in self.contract or self.contract == "pk":
            return False
        return bool(getattr(self.model._meta.get_field(self.contract), "null", False))  # noqa: SLF001

    def _in_organizations(self, viewer: Viewer) -> models.Q:
        return models.Q((f"{self._column(self.organization)}__among", viewer.organizations))

    @staticmethod
    def _column(path: str) -> str:
        return path if path == "pk" or path.endswith("_id") else f"{path}_id"


class PersonalGate(Gate[M]):
    """Rows of one person: their notifications, their jobs."""

    def __init__(self, *, user: str) -> None:
        self.user = user

    def visible_to(self, viewer: Viewer) -> models.QuerySet[M]:
        return self._rows().filter((f"{self.user}_id", viewer.user_id))


class ClosedGate(Gate[M]):
    """Rows that nobody sees by themselves; they are reached from a row of the area that owns them."""

    def visible_to(self, viewer: Viewer) -> models.QuerySet[M]:  # noqa: ARG002
        return self._rows().none()


class GatedModel(models.Model):
    """Base of the gated tables. Each declares `objects`, a gate."""

    machinery = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "machinery"
        default_manager_name = "machinery"


class CommonModel(models.Model):
    """Base of the tables that are common to all: price lists, rule sets, offers. Nothing in them is anybody's."""

    class Meta:
        abstract = True
