"""Where access is issued in person, as everybody may read it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from kabinet.access.queries.points import open_points


@dataclass(frozen=True, slots=True)
class Place:
    """`closed_on` is set where nothing is issued from that day on."""

    name: str
    address: str
    hours: str
    phone: str
    closed_on: date | None = None

    @property
    def line(self) -> str:
        return ", ".join(part for part in (self.name, self.address, self.hours, self.phone) if part)


def list_places(*, on: date) -> list[Place]:
    """Return the points of issue that are open; the address of the settings where the supplier has entered none."""
    places = [
        Place(point.name, point.address, point.hours, point.phone, point.closed_on)
        for point in open_points(on=on)
    ]
    brand = settings.BRAND
    return places or [Place("", brand["issue_address"], brand["issue_hours"], "")]
