"""The clients of the demo: organizations, contracts, supply points, metering units, instruments, people."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kabinet.demo import names, numbers
from kabinet.demo.book import Actor, Book
from kabinet.demo.instruments import Fitter
from kabinet.demo.people import Registry, Staff
from kabinet.demo.places import RETIRED_SHARE, Place, places_of
from kabinet.demo.scope import Scope, workday
from kabinet.demo.sheets import Row, Sheets
from kabinet.foundation.rights import Role
from kabinet.metering.models import MeteringUnit
from kabinet.organizations.models import Contract, Organization, SupplyPoint
from kabinet.values.gas_days import GasDayClock

#: The client whose contract begins next month: every page of theirs is still empty.
NEWCOMER = 3

_TAKE_OR_PAY = {
    "take_or_pay_share": "0.80",
    "take_or_pay_says": "Оплачивают не менее 80 % договорного объёма квартала и года: п. 5.6 договора",
}

#: The ninth of all clients who read their counters, beside the first client.
COUNTER_CLIENTS = 7
_COUNTERS = {
    "index_readings_due_hours_after_close": 24,
    "index_readings_due_says": "Показания счётчиков на конец месяца передают в течение суток: п. 4.4 договора",
}


def reads_counters(index: int) -> bool:
    return index == 1 or index % 9 == COUNTER_CLIENTS


@dataclass(slots=True)
class Unit:
    pk: int
    code: str
    share: float
    """Of the volume of its supply point."""
    in_use_from: date
    in_use_to: date | None


@dataclass(slots=True)
class Point:
    pk: int
    code: str
    name: str
    line: str
    group: str
    base: Decimal
    """What it takes in an average month, m³."""
    units: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class Deal:
    """A contract of a client. `serial` counts the contracts of the whole demo."""

    pk: int
    serial: int
    number: str
    dated_on: date
    clock: GasDayClock
    overrides: dict[str, Any]
    points: list[Point] = field(default_factory=list)

    @property
    def variant(self) -> tuple[object, ...]:
        """What sets the contract's rules apart from those of others."""
        return tuple(self.overrides.items())

    @property
    def units(self) -> list[Unit]:
        return [unit for point in self.points for unit in point.units]


@dataclass(slots=True)
class Client:
    index: int
    pk: int
    name: str
    curator: Actor
    staff: Staff
    book: Book
    deals: list[Deal]
    people: dict[Role, Actor]
    rows: dict[Role, Row]

    @property
    def engineer(self) -> Actor:
        return self.people[Role.ENGINEER]

    @property
    def is_new(self) -> bool:
        return self.index == NEWCOMER

    def dice(self, scope: Scope, *label: object) -> Random:
        return scope.dice("client", self.index, *label)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a client begins with: when the first gas flows, where it is, what it makes."""

    index: int
    dice: Random
    since: date
    town: names.Town
    line: str


class Founder:
    """Founds one client after another."""

    def __init__(self, scope: Scope, sheets: Sheets, registry: Registry, staff: Staff) -> None:
        self.scope = scope
        self.sheets = sheets
        self.registry = registry
        self.staff = staff
        self.fitter = Fitter(scope, sheets, recorded_by=staff.metering.name)
        self.serial = 0

    def found(self, index: int) -> Client:
        origin = self._origin(index)
        curator = self._curator(index)
        row = self._organization(origin, curator=curator)
        deals = [self._deal(row["id"], origin, second=second) for second in self._contracts(origin)]
        row["search"] = _search_of(row, deals)
        client = Client(
            index=index,
            pk=row["id"],
            name=row["name"],
            curator=curator,
            staff=self.staff,
            book=Book(row["id"]),
            deals=deals,
            people={},
            rows={},
        )
        self._enter_people(client, origin.town)
        return client

    def _origin(self, index: int) -> Origin:
        dice = self.scope.dice("client", index)
        first = self.scope.month.next if index == NEWCOMER else self.scope.first_month
        return Origin(index, dice, first.first_day, dice.choice(names.TOWNS), names.enterprise(index)[2])

    def _curator(self, index: int) -> Actor:
        curators = self.staff.curators
        if index == 2:  # noqa: PLR2004 (the neighbour of the first client is another curator's)
            return curators[1]
        return curators[(index - 1) * len(curators) // self.scope.organizations]

    @staticmethod
    def _contracts(origin: Origin) -> list[bool]:
        two = origin.index == 1 or (origin.index != NEWCOMER and origin.dice.random() < 0.15)  # noqa: PLR2004
        return [False, True] if two else [False]

    def _organization(self, origin: Origin, *, curator: Actor) -> Row:
        index = origin.index
        form, name, _ = names.enterprise(index)
        region = names.REGIONS[index % len(names.REGIONS)]
        director = self.registry.client_name(Role.DIRECTOR, index)
        surname, _, father_first = names.signature(director).partition(" ")
        bank, bik = names.BANKS[index % len(names.BANKS)]
        title = f"{form} «{name}»" if index == 1 else f"{form} «{name.replace('«', '„').replace('»', '“')}»"
        full = {"ООО": "Общество с ограниченной ответственностью", "АО": "Акционерное общество"}[form]
        return self.sheets[Organization].add(
            name=title,
            full_name=full + title.removeprefix(form),
            inn=numbers.tax_number(region, index),
            kpp=numbers.reason_code(region),
            ogrn=numbers.state_number(region, index, 2002 + index % 20),
            address=origin.town.address(origin.dice),
            phone=origin.town.phone(origin.dice),
            email=f"office-{index}@example.ru",
            bank_name=bank,
            bik=bik,
            account=numbers.account(bik, index),
            correspondent_account=numbers.correspondent_account(bik),
            signer_name=f"{father_first} {surname}",
            signer_position="директор",
            signer_in_genitive=f"директора {names.genitive(director)}",
            signer_basis="Устава",
            curator_id=curator.user_id,
        )

    def _deal(self, organization_id: int, origin: Origin, *, second: bool) -> Deal:
        self.serial += 1
        index, since = origin.index, origin.since
        number = f"12-4-{344 + self.serial:04d}/{since.year % 100:02d}"
        if index == 1:
            number = "12-4-0346/26" if second else "12-4-0345/26"
        hour = 8 if index == 1 else 10
        overrides: dict[str, Any] = dict(_TAKE_OR_PAY) if index % 6 == 1 else {}
        if reads_counters(index):
            overrides |= _COUNTERS
        if index % 7 == 5:  # noqa: PLR2004 (some contracts round as the practice before did)
            overrides["rounding"] = "half-even"
        zone = "Asia/Yekaterinburg" if index % 11 == 7 else "Europe/Moscow"  # noqa: PLR2004
        dated_on = self._dated_on(origin)
        row = self.sheets[Contract].add(
            organization_id=organization_id,
            number=number,
            dated_on=dated_on,
            valid_from=since,
            contract_hour=hour,
            zone=zone,
            overrides=overrides,
        )
        clock = GasDayClock(hour, ZoneInfo(zone))
        deal = Deal(row["id"], self.serial, number, dated_on, clock, overrides)
        for place in places_of(index, origin.dice, line=origin.line, second=second):
            self._point(deal, place, origin)
        return deal

    def _dated_on(self, origin: Origin) -> date:
        """Some weeks before the first gas, and not after yesterday."""
        ahead = origin.since - timedelta(days=origin.dice.randrange(12, 45))
        return workday(min(ahead, self.scope.today - timedelta(days=1)))

    def _point(self, deal: Deal, place: Place, origin: Origin) -> None:
        row = self.sheets[SupplyPoint].add(
            contract_id=deal.pk,
            code=f"ТП-{deal.serial:04d}-{len(deal.points) + 1}",
            name=place.name,
            address=origin.town.address(origin.dice),
            price_group=place.group,
            region=origin.town.region,
        )
        point = Point(row["id"], row["code"], place.name, place.line, place.group, place.base)
        deal.points.append(point)
        for share in place.shares:
            point.units.append(self._unit(deal, point, place, share, origin, until=None))
        if place.retired:
            point.units.append(
                self._unit(deal, point, place, RETIRED_SHARE, origin, until=self._retired_on())
            )

    def _retired_on(self) -> date:
        return self.scope.month.plus(-5).first_day.replace(day=15)

    def _unit(
        self, deal: Deal, point: Point, place: Place, share: float, origin: Origin, *, until: date | None
    ) -> Unit:
        number = len(deal.units) + 1
        row = self.sheets[MeteringUnit].add(
            contract_id=deal.pk,
            supply_point_id=point.pk,
            code=f"УУГ-{deal.serial:04d}-{number}",
            name=f"УУГ-{number} {place.name}",
            in_use_from=origin.since,
            in_use_to=until,
        )
        self.fitter.equip(
            row["id"],
            line=place.line,
            base=place.base * Decimal(str(share)),
            since=origin.since,
            dice=self.scope.dice("instruments", row["id"]),
        )
        return Unit(row["id"], row["code"], share, origin.since, until)

    def _enter_people(self, client: Client, town: names.Town) -> None:
        roles = [Role.ENGINEER, Role.ACCOUNTANT]
        if client.index <= 2 or client.index % 3 == 0:  # noqa: PLR2004
            roles.append(Role.DIRECTOR)
        for role in roles:
            client.rows[role], client.people[role] = self.registry.client(
                role,
                index=client.index,
                organization_id=client.pk,
                contract_ids=[deal.pk for deal in client.deals],
                since=client.deals[0].dated_on,
                town=town,
            )


def _search_of(row: Row, deals: list[Deal]) -> str:
    contracts = " ".join(deal.number for deal in deals)
    return f"{row['name']} {row['inn']} {row['kpp']} {contracts} {row['phone']} {row['address']}".lower()
