"""
Exact number columns and the billing month.

Sums are kept as whole numbers of the smallest step, because SQLite adds decimals as floats (0.10 + 0.10 + 0.10 - 0.30
can answer 5.55E-17); in Python they are Decimal.
"""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

from kabinet.values.months import BillingMonth

SetType = TypeVar("SetType")
GetType = TypeVar("GetType")

# Note [What the type checker knows of a column]
# ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
# Django's columns take their types as parameters in the stubs only; at run time they have none. The plugin reads from
# the `_pyi_…` names what may be assigned to a column, what comes back, and what it may be compared with.


class ExactField(models.BigIntegerField[SetType, GetType]):
    """A decimal with a fixed number of places, stored as a whole number. More places than that are refused."""

    # See Note [What the type checker knows of a column]
    _pyi_private_set_type: Decimal | int | str | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]
    _pyi_lookup_exact_type: Decimal | int | str  # type: ignore[assignment]

    places: int = 0

    def from_db_value(self, value: Any, *_: Any) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.places)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, int | str):
            return Decimal(value)
        raise TypeError(
            f"{self.name}: made from a Decimal, a whole number or a text, not from {type(value).__name__}"
        )

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        scaled = self.to_python(value).scaleb(self.places)
        whole = int(scaled)
        if whole != scaled:
            raise ValidationError(f"{self.name}: {value} has more than {self.places} places")
        return whole

    def get_db_prep_value(
        self,
        value: Any,
        connection: Any,  # noqa: ARG002 (Django's signature)
        prepared: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
    ) -> Any:
        return value if prepared else self.get_prep_value(value)


class MoneyField(ExactField[SetType, GetType]):
    """Roubles with kopecks."""

    places = 2


class VolumeField(ExactField[SetType, GetType]):
    """m³ at standard conditions, to the ten-thousandth."""

    places = 4


class MonthField(models.DateField[SetType, GetType]):
    """A billing month, stored as its first day."""

    # See Note [What the type checker knows of a column]
    _pyi_private_set_type: BillingMonth | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: BillingMonth  # type: ignore[assignment]
    _pyi_lookup_exact_type: BillingMonth  # type: ignore[assignment]

    def from_db_value(self, value: Any, *_: Any) -> BillingMonth | None:
        return None if value is None else BillingMonth.of(value)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, BillingMonth):
            return value
        if isinstance(value, date):
            return BillingMonth.of(value)
        try:
            return BillingMonth.parse(str(value)[:7])
        except ValueError as error:
            raise ValidationError(f"{self.name}: {value} is not a month") from error

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        month = self.to_python(value)
        return month.first_day if isinstance(month, BillingMonth) else month

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
