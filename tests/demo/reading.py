"""Looking at the loaded demo past its gates: the whole of it is examined."""

from datetime import date
from typing import Any

from django.db import models

from kabinet.access.models import User
from kabinet.access.queries import viewer_of
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import Contract
from kabinet.values.months import BillingMonth

NOVEMBER = BillingMonth(2026, 11)
OCTOBER = BillingMonth(2026, 10)


def rows(model: type[models.Model]) -> "models.QuerySet[Any]":
    return model._default_manager.order_by("pk")


def viewer(username: str, on: date) -> Viewer:
    return viewer_of(user=User.objects.get(username=username), address="", on=on)


def values_of(model: type[models.Model], field: str) -> set[Any]:
    return set(rows(model).order_by().values_list(field, flat=True).distinct())


def first_contract() -> Contract:
    found: Contract = rows(Contract).get(number="12-4-0345/26")
    return found
