"""The clients of the demo: organizations, contracts, supply points, metering units, instruments, people."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kabinet.demo import names, numbers
from kabinet.demo.book import Actor, Book
from kabinet.demo.people import Registry, Staff
from kabinet.demo.places import RETIRED_SHARE, Place, places_of
from kabinet.demo.scope import Scope
from kabinet.demo.sheets import Row, Sheets
from kabinet.foundation.rights import Role
from kabinet.metering.models import Instrument, MeteringUnit
from kabinet.organizations.models import Contract, Organization, SupplyPoint
from kabinet.values.gas_days import GasDayClock

#: The client whose contract begins next month: every page of theirs is still empty.
NEWCOMER = 3


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
    line: str
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


class Founder:
    """Founds one client after another."""

    def __init__(self, scope: Scope, sheets: Sheets, registry: Registry, staff: Staff) -> None:
        self.scope = scope
        self.sheets = sheets
        self.registry = registry
        self.staff = staff
        self.serial = 0

    def found(self, index: int) -> Client:
        dice = self.scope.dice("client", index)
        since = self.scope.month.next.first_day if index == NEWCOMER else self.scope.first_month.first_day
        curator = self._curator(index)
        row, line = self._organization(index, dice, curator=curator)
        deals = [
            self._deal(row["id"], index, dice, since=since, second=second)
            for second in self._contracts(index, dice)
        ]
        row["search"] = _search_of(row, deals)
        client = Client(
            index=index,
            pk=row["id"],
            name=row["name"],
            line=line,
            curator=curator,
            staff=self.staff,
            book=Book(row["id"]),
            deals=deals,
            people={},
            rows={},
        )
        self._enter_people(client, since=since)
        return client

    def _curator(self, index: int) -> Actor:
        curators = self.staff.curators
        if index == 2:  # noqa: PLR2004 (the neighbour of the first client is another curator's)
            return curators[1]
        return curators[(index - 1) * len(curators) // self.scope.organizations]

    @staticmethod
    def _contracts(index: int, dice: Random) -> list[bool]:
        two = index == 1 or (index != NEWCOMER and dice.random() < 0.15)  # noqa: PLR2004
        return [False, True] if two else [False]

    def _organization(self, index: int, dice: Random, *, curator: Actor) -> tuple[Row, str]:
        form, name, line = names.enterprise(index)
        region = names.REGIONS[index % len(names.REGIONS)]
        director = self.registry.client_name(Role.DIRECTOR, index)
        surname, _, father_first = names.signature(director).partition(" ")
        bank, bik = names.BANKS[index % len(names.BANKS)]
        title = f"{form} «{name}»" if index == 1 else f"{form} «{name.replace('«', '„').replace('»', '“')}»"
        full = {"ООО": "Общество с ограниченной ответственностью", "АО": "Акционерное общество"}[form]
        row = self.sheets[Organization].add(
            name=title,
            full_name=full + title.removeprefix(form),
            inn=numbers.tax_number(region, index),
            kpp=numbers.reason_code(region),
            ogrn=numbers.state_number(region, index, 2002 + index % 20),
            address=names.address(dice),
            phone=names.phone(dice),
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
        return row, line

    def _deal(self, organization_id: int, index: int, dice: Random, *, since: date, second: bool) -> Deal:
        self.serial += 1
        number = f"12-4-{344 + self.serial:04d}/{since.year % 100:02d}"
        if index == 1:
            number = "12-4-0346/26" if second else "12-4-0345/26"
        hour = 8 if index == 1 else 10
        overrides: dict[str, Any] = {}
        if index % 7 == 5:  # noqa: PLR2004 (some contracts round as the practice before did)
            overrides["rounding"] = "half-even"
        zone = "Asia/Yekaterinburg" if index % 11 == 7 else "Europe/Moscow"  # noqa: PLR2004
        row = self.sheets[Contract].add(
            organization_id=organization_id,
            number=number,
            dated_on=since - timedelta(days=18),
            valid_from=since,
            contract_hour=hour,
            zone=zone,
            overrides=overrides,
        )
        deal = Deal(row["id"], self.serial, number, GasDayClock(hour, ZoneInfo(zone)), overrides)
        for place in places_of(index, dice, second=second):
            self._point(deal, place, dice, since=since)
        return deal

    def _point(self, deal: Deal, place: Place, dice: Random, *, since: date) -> None:
        row = self.sheets[SupplyPoint].add(
            contract_id=deal.pk,
            code=f"ТП-{deal.serial:04d}-{len(deal.points) + 1}",
            name=place.name,
            address=names.address(dice),
            price_group=place.group,
        )
        point = Point(row["id"], row["code"], place.group, place.base)
        deal.points.append(point)
        for share in place.shares:
            point.units.append(self._unit(deal, point, place, share, dice, since=since, until=None))
        if place.retired:
            point.units.append(
                self._unit(deal, point, place, RETIRED_SHARE, dice, since=since, until=self._retired_on())
            )

    def _retired_on(self) -> date:
        return self.scope.month.plus(-5).first_day.replace(day=15)

    def _unit(
        self,
        deal: Deal,
        point: Point,
        place: Place,
        share: float,
        dice: Random,
        *,
        since: date,
        until: date | None,
    ) -> Unit:
        number = len(deal.units) + 1
        row = self.sheets[MeteringUnit].add(
            contract_id=deal.pk,
            supply_point_id=point.pk,
            code=f"УУГ-{deal.serial:04d}-{number}",
            name=f"УУГ-{number} {place.name}",
            in_use_from=since,
            in_use_to=until,
        )
        self._instruments(row["id"], dice)
        return Unit(row["id"], row["code"], share, since, until)

    def _instruments(self, unit_id: int, dice: Random) -> None:
        kinds = (("meter", "RVG G250"), ("corrector", "ЕК270"), ("sensor", "СТГ-10"))
        for kind, model in kinds:
            ahead = dice.choice((12, 26, 70, 200, 400, 700, 1000, 1300))
            self.sheets[Instrument].add(
                unit_id=unit_id,
                kind=kind,
                model=model,
                serial_number=f"{numbers.serial_number(dice)}-{unit_id}",
                verified_until=self.scope.today + timedelta(days=ahead),
            )

    def _enter_people(self, client: Client, *, since: date) -> None:
        roles = [Role.ENGINEER, Role.ACCOUNTANT]
        if client.index <= 2 or client.index % 3 == 0:  # noqa: PLR2004
            roles.append(Role.DIRECTOR)
        for role in roles:
            client.rows[role], client.people[role] = self.registry.client(
                role,
                index=client.index,
                organization_id=client.pk,
                contract_ids=[deal.pk for deal in client.deals],
                # A newcomer's people may look around before the first gas flows.
                since=min(since, self.scope.first_month.first_day),
            )


def _search_of(row: Row, deals: list[Deal]) -> str:
    contracts = " ".join(deal.number for deal in deals)
    return f"{row['name']} {row['inn']} {row['kpp']} {contracts} {row['phone']} {row['address']}".lower()
