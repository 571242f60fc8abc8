"""The month of the readings as the tests fill, send and read it."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.operations import cell_name
from tests import factories
from tests.factories import TODAY, Cast

GRID = "/readings/2026-11/"
CHECK = "/readings/2026-11/check/"
YESTERDAY = TODAY - timedelta(days=1)
QUERIES_OF_GRID = 11
QUERIES = 12
QUERIES_OF_CHECK = 14
QUERIES_OF_HANDING_IN = 34
QUERIES_OF_SECOND_PRESS = 12


def give(unit: MeteringUnit, last: int, *, first: int = 1) -> None:
    days = [date(2026, 11, day) for day in range(first, last + 1)]
    factories.volumes(unit, dict.fromkeys(days, "36100"))


def over(cast: Cast, day: date) -> None:
    """Let the contract be over: the day is the first without it."""
    cast.contract.valid_to = day
    cast.contract.save()


def cell(unit: MeteringUnit, day: int = 22) -> str:
    return cell_name(unit.pk, date(2026, 11, day))


def send(client: Client, action: str, cells: dict[str, str], *, key: str = "", **fields: str) -> HttpResponse:
    data = {"action": action, "key": key or uuid4().hex} | cells | fields
    return client.post(GRID, data)


def stored(cast: Cast) -> dict[date, Decimal]:
    rows = DailyVolume.objects.everywhere(reason="test").filter(
        contract=cast.contract, superseded_at__isnull=True
    )
    return dict(rows.values_list("gas_day", "volume"))


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")
