"""The calorific value of the gas of every region and month, each with its passport."""

from dataclasses import dataclass
from datetime import timedelta

from kabinet.demo import names
from kabinet.demo.book import Book
from kabinet.demo.people import Staff
from kabinet.demo.scope import Scope, moment
from kabinet.demo.sheets import Sheets
from kabinet.files.models import StoredFile
from kabinet.metering.models import GasQuality
from kabinet.values.months import BillingMonth

#: The passport of a month comes on this day of the next one.
_DAY = 3


@dataclass(frozen=True, slots=True)
class Laboratory:
    """Writes the passports; all of them share one file."""

    scope: Scope
    sheets: Sheets
    staff: Staff
    supplier: Book
    passport: StoredFile

    def write(self) -> None:
        regions = sorted({town.region for town in names.TOWNS})
        for month in self.scope.months():
            if month.next.first_day + timedelta(days=_DAY) < self.scope.today:
                for place, region in enumerate(regions, start=1):
                    self._write(region, place, month)

    def _write(self, region: str, place: int, month: BillingMonth) -> None:
        dice = self.scope.dice("quality", region, month)
        at = moment(month.next.first_day + timedelta(days=_DAY - 1), 11, dice.randrange(60))
        value, number = dice.randrange(8050, 8210), f"{place:02d}-{month.month:02d}/{month.year % 100:02d}"
        row = self.sheets[GasQuality].add(
            region=region,
            month=month,
            calorific_value=value,
            passport_number=number,
            passport_id=self.passport.pk,
            passport_name=f"Паспорт_качества_{number.replace('/', '-')}.pdf",
            set_at=at,
            set_by=self.staff.metering.name,
        )
        facts = {"region": region, "month": str(month), "calorific_value": value, "passport": number}
        self.supplier.note(
            "metering.quality.set",
            actor=self.staff.metering,
            subject=f"quality:{row['id']}",
            data={**facts, "version": 1},
            at=at,
        )
