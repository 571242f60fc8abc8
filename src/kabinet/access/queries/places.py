"""Where access is issued in person."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q

from kabinet.access.models import IssuePoint


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    address: str
    hours: str
    phone: str

    @property
    def line(self) -> str:
        return ", ".join(part for part in (self.name, self.address, self.hours, self.phone) if part)


def list_places(*, on: date) -> list[Place]:
    """Return the points of issue that are open; the address of the settings where the supplier has entered none."""
    open_points = IssuePoint.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    places = [
        Place(point.name, point.address, point.hours, point.phone) for point in open_points.order_by("name")
    ]
    brand = settings.BRAND
    return places or [Place("", brand["issue_address"], brand["issue_hours"], "")]
